"""Footnotes of a document: collected page by page, and placed as blocks after their marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.readers.pdf.layout.footnote_marks import marks_in, without_marks
from indexer.readers.pdf.layout.footnotes import make_footnotes
from indexer.structure.blocks import Block
from indexer.structure.joining import normalize_spaces, separator_between
from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.document.context import DocumentContext
    from indexer.readers.pdf.document.faults import PageFaults
    from indexer.readers.pdf.layout.footnotes import Footnote
    from indexer.readers.pdf.layout.text_columns import TextColumn
    from indexer.readers.pdf.page.part import PagePart
    from indexer.readers.pdf.source.geometry import TextLine


def take_footnotes(
    part: PagePart,
    columns: Sequence[TextColumn],
    under: Sequence[Sequence[TextLine]],
    context: DocumentContext,
) -> None:
    """Enter the footnotes of a page, and their marks, into the context; `under` are their lines
    under each column. Lines without a mark continue the footnote before them."""
    cells = [line for table in part.tables for cell in table.cells for line in cell.lines]
    lines = [line for column in columns for line in column.lines] + cells
    marks = {mark for line in lines for mark in marks_in(line)}
    notes: list[Footnote] = []
    for own in filter(None, under):
        made = make_footnotes(own, part.number, marks)
        before = notes or context.footnotes
        if made and not made[0].mark and before:
            before[-1].rows += made.pop(0).rows
        notes += made
    context.footnotes += notes
    # A footnote may be on the page after its mark.
    for note in notes:
        if note.mark:
            context.known_marks.setdefault(note.page, set()).add(note.mark)
            context.known_marks.setdefault(note.page - 1, set()).add(note.mark)


def clear_cell_marks(columns: Sequence[TextColumn], context: DocumentContext) -> None:
    """Remove the marks of footnotes from table cells."""
    for column in columns:
        known = context.marks_of(column.page)
        for line in (x for table in column.tables for cell in table.cells for x in cell.lines):
            if line.raised:
                line.text, _ = without_marks(line.text, line.raised, known)


def footnotes_of_marks(marks: Sequence[tuple[int, str]], context: DocumentContext) -> list[Block]:
    """Remove the footnotes of marks (with the page of each) from the context, and return their
    blocks in the order of the marks."""
    found = []
    for page, mark in marks:
        for note in context.footnotes:
            if note.page - page in (0, 1) and note.mark == mark:
                found.append(_footnote_block(note, context))
                context.footnotes.remove(note)
                break
    return found


def insert_unplaced_footnotes(
    blocks: list[Block], context: DocumentContext, faults: PageFaults
) -> None:
    """Insert footnotes whose mark was not found after the last block that begins on their page or
    before it."""
    for note in context.footnotes:
        at = len(blocks)
        while at and (blocks[at - 1].page or 0) > note.page:
            at -= 1
        made = faults.attempt(note.page, _footnote_block, note, context)
        text = " ".join(line.text for line in note.rows)
        blocks.insert(at, made or Block(Kind.FOOTNOTE, text, page=note.page))


def _footnote_block(note: Footnote, context: DocumentContext) -> Block:
    """A footnote as a block: its mark, a space, and its text."""
    text = ""
    for line in note.rows:
        piece, _ = without_marks(line.text, line.raised, set())
        text += separator_between(text, piece, context.spaced) + piece
    return Block(
        Kind.FOOTNOTE,
        f"{note.mark} {normalize_spaces(text)}".strip(),
        page=note.page,
        boxes=tuple(context.page_box(note.page, line.box) for line in note.rows),
    )

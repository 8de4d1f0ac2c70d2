"""From the pages of a PDF to the blocks of one document, in reading order."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from indexer.readers.common.type_headings import with_heading_levels
from indexer.readers.pdf.document.contents_blocks import insert_contents
from indexer.readers.pdf.document.context import measure_document
from indexer.readers.pdf.document.continued_contents import set_continued_contents_apart
from indexer.readers.pdf.document.facing_pages import join_facing_pages
from indexer.readers.pdf.document.faults import PageFaults
from indexer.readers.pdf.document.footnote_blocks import (
    footnotes_of_marks,
    insert_unplaced_footnotes,
)
from indexer.readers.pdf.document.headings import title_paragraphs
from indexer.readers.pdf.document.page_columns import document_columns
from indexer.readers.pdf.document.paragraph_blocks import paragraph_block
from indexer.readers.pdf.document.reading_order import document_elements
from indexer.readers.pdf.document.running_elements import remove_running_elements
from indexer.readers.pdf.layout.column_edges import set_column_edges
from indexer.readers.pdf.tables.block_table import to_block_table
from indexer.readers.pdf.tables.continuation import TablePiece
from indexer.structure.blocks import Block
from indexer.structure.captions import attach_captions
from indexer.structure.page_labels import with_implied_labels
from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from indexer.readers.pdf.document.context import DocumentContext
    from indexer.readers.pdf.document.elements import DocumentElement
    from indexer.readers.pdf.layout.paragraphs import PdfParagraph
    from indexer.readers.pdf.page.part import PagePart


def build_blocks(parts: Sequence[PagePart], faults: PageFaults | None = None) -> list[Block]:
    """The blocks of a document, given the parts of its pages in order.

    A step that fails on a page is left out there, and the error is added to `faults`.

    Running headers and footers are removed; tables of contents become blocks of their own kind;
    footnotes follow the block that has their mark; captions, units and notes are attached to their
    tables. The parts are changed.
    """
    faults = PageFaults() if faults is None else faults
    for part in parts:
        part.lines = [line for line in part.lines if line.text.strip()]
    printed = faults.over(parts, lambda part: part.number, remove_running_elements) or {}
    faults.over(parts, lambda part: part.number, set_continued_contents_apart)
    _set_labels(parts, printed)
    context = measure_document(parts)
    # `context` collects the footnotes here; each is taken out when placed.
    columns = document_columns(parts, context, faults)
    sizes = {part.number: part.size for part in parts}
    faults.over(columns, lambda column: column.page, partial(set_column_edges, sizes=sizes))
    join_facing_pages(columns, printed, faults)
    elements: list[DocumentElement] = document_elements(columns, parts, faults)
    first = parts[0].number if parts else 1
    titles = faults.attempt(first, title_paragraphs, elements, context.body) or set()
    blocks: list[Block] = []
    for element in elements:
        if isinstance(element, TablePiece):
            made = faults.attempt(element.page, _table_blocks, element, context)
        else:
            made = faults.attempt(
                element.rows[0].page, _text_blocks, element, context, is_title=element in titles
            )
        blocks += plain_blocks(element) if made is None else made
    blocks = _over_blocks(attach_captions, blocks, faults)
    insert_unplaced_footnotes(blocks, context, faults)
    blocks = _over_blocks(with_heading_levels, blocks, faults)
    return insert_contents(blocks, parts, context)


def _set_labels(parts: Sequence[PagePart], printed: Mapping[int, str]) -> None:
    """Give each page the number that is printed on it or follows from those around it, else the
    file's own label; None if that is its place in the file."""
    labels = with_implied_labels(printed)
    for part in parts:
        label = labels.get(part.number, part.label)
        part.label = None if label == str(part.number) else label


def _over_blocks(
    step: Callable[[list[Block]], list[Block]], blocks: list[Block], faults: PageFaults
) -> list[Block]:
    """The blocks after a step on all; where it fails, on those that begin on each page."""
    whole = PageFaults()
    done = whole.attempt(1, step, blocks)
    if done is not None:
        return done
    found: list[Block] = []
    for page, group in groupby(blocks, key=lambda block: block.page or 1):
        own = list(group)
        made = faults.attempt(page, step, own)
        found += own if made is None else made
    return found


def _text_blocks(
    paragraph: PdfParagraph, context: DocumentContext, *, is_title: bool
) -> list[Block]:
    """The block of a paragraph and the blocks of its footnotes; none for one without text."""
    block, marks = paragraph_block(paragraph, context, is_title=is_title)
    return [*([block] if block.text else []), *footnotes_of_marks(marks, context)]


def plain_blocks(element: DocumentElement) -> list[Block]:
    """The lines of an element as paragraphs: a page whose structure is lost keeps its text."""
    if isinstance(element, TablePiece):
        lines = [(element.page, line.text) for line in element.table.lines]
    else:
        lines = [(row.page, row.text) for row in element.rows]
    return _paragraphs(lines)


def plain_page(part: PagePart) -> list[Block]:
    """The lines of a page and of its tables as paragraphs, for a document that cannot be joined."""
    inside = [line for table in part.tables for line in table.lines]
    lines = sorted([*part.lines, *inside, *part.contents], key=lambda line: line.base)
    return _paragraphs([(part.number, line.text) for line in lines])


def _paragraphs(lines: Sequence[tuple[int, str]]) -> list[Block]:
    """Each text with its page as a paragraph."""
    return [Block(Kind.PARAGRAPH, text.strip(), page=page) for page, text in lines if text.strip()]


def _table_blocks(piece: TablePiece, context: DocumentContext) -> list[Block]:
    """The block of a table; none for a table without text."""
    found = to_block_table(piece, context.page_box)
    if found is None:
        return []
    table, breaks = found
    return [
        Block(
            Kind.TABLE_ROW,
            page=piece.page,
            breaks=breaks,
            table=table,
            boxes=tuple(context.page_box(page, box) for page, box in piece.boxes),
        )
    ]

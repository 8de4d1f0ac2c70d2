"""The elements of a document, each whole, in reading order: its paragraphs and tables."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.readers.pdf.document.continued_tables import join_continued_tables
from indexer.readers.pdf.document.facing_pages import join_facing_titles
from indexer.readers.pdf.layout.column_rows import ColumnRow, column_rows, separate_row
from indexer.readers.pdf.layout.paragraphs import (
    PdfParagraph,
    Pitches,
    begin_paragraph,
    continues,
    group_paragraphs,
)
from indexer.readers.pdf.tables.continuation import TablePiece, continued
from indexer.readers.pdf.tables.model import PageTable
from indexer.structure.captions import CAPTION, NOTE, is_caption_or_note
from indexer.structure.characters import is_terminated
from indexer.structure.unit_lines import UNIT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.document.elements import DocumentElement
    from indexer.readers.pdf.document.faults import PageFaults
    from indexer.readers.pdf.layout.text_columns import TextColumn
    from indexer.readers.pdf.page.part import PagePart
    from indexer.readers.pdf.source.geometry import Box

#: Tables and lines of tables that may interrupt a paragraph, at most. Set by hand on sample reports
#: with tables between the pages of a paragraph.
MAX_INTERRUPTION = 8
#: Rows of a caption, a unit or a note between the parts of a paragraph, at most. Set likewise.
MAX_TABLE_LINE_ROWS = 2


def document_elements(
    columns: Sequence[TextColumn], parts: Sequence[PagePart], faults: PageFaults
) -> list[DocumentElement]:
    """The paragraphs and tables of a document's columns. Paragraphs and tables that continue in
    the next column or on the next page are one element. Errors are added to `faults`."""
    boxed = [column for column in columns if column.boxed is not None]
    flow = [column for column in columns if column.boxed is None]
    rows_by_column = [_rows(column, faults) for column in flow]
    rows = [row for rows in rows_by_column for row in rows]
    pitches = _pitches(rows, faults)
    following = dict(pairwise(rows))
    heights = {part.number: part.size[1] for part in parts}
    elements: list[DocumentElement] = []
    for column, own in zip(flow, rows_by_column, strict=True):
        items: list[tuple[float, ColumnRow | PageTable]] = [(row.base, row) for row in own]
        items += [(table.box.y0, table) for table in column.tables]
        for _, item in sorted(items, key=lambda item: item[0]):
            last = elements[-1] if elements else None
            if isinstance(item, PageTable):
                piece = TablePiece(item, column.page, heights[column.page])
                if isinstance(last, TablePiece) and faults.attempt(
                    piece.page, continued, last, piece
                ):
                    continue
                elements.append(piece)
            elif isinstance(last, PdfParagraph) and faults.attempt(
                item.page, continues, last, item, following.get(item), pitches
            ):
                last.rows.append(item)
            else:
                begun = faults.attempt(item.page, begin_paragraph, item)
                elements.append(begun or PdfParagraph([item]))
    elements = join_continued_tables(join_facing_titles(elements), faults)
    elements = _rejoin_interrupted(elements, faults)
    for column in boxed:
        if column.boxed is not None:
            place = _place_of_text_box(column, column.boxed, elements)
            elements[place:place] = _boxed_elements(column, heights[column.page], faults)
    return elements


def _boxed_elements(column: TextColumn, height: float, faults: PageFaults) -> list[DocumentElement]:
    """The paragraphs and tables of a text box or an inset on a page of a height in points. The
    labels of a chart are one paragraph."""
    rows = _rows(column, faults)
    pitches = _pitches(rows, faults)
    elements: list[DocumentElement] = []
    if column.chart:
        note = next((at for at, row in enumerate(rows) if NOTE.match(row.text)), len(rows))
        labels = [row for row in rows[:note] if not is_caption_or_note(row.text)]
        rows = [row for row in rows if row not in labels]
        elements += [PdfParagraph(labels, labels=True)] if labels else []
    for table in sorted(column.tables, key=lambda table: table.box.y0):
        above = [row for row in rows if row.base < table.box.y0]
        rows = [row for row in rows if row.base >= table.box.y0]
        elements += _grouped(above, pitches, column, faults)
        elements.append(TablePiece(table, column.page, height))
    return elements + _grouped(rows, pitches, column, faults)


def _grouped(
    rows: Sequence[ColumnRow], pitches: Pitches, column: TextColumn, faults: PageFaults
) -> list[DocumentElement]:
    """The paragraphs of rows of a column; each row is one where they cannot be found."""
    grouped = faults.attempt(column.page, group_paragraphs, rows, pitches)
    return [*(PdfParagraph([row]) for row in rows)] if grouped is None else [*grouped]


def _rows(column: TextColumn, faults: PageFaults) -> list[ColumnRow]:
    """The rows of a column; its lines one by one where they cannot be found."""
    rows = faults.attempt(column.page, column_rows, column)
    if rows is not None:
        return rows
    single = [faults.attempt(column.page, separate_row, line, column) for line in column.lines]
    return [row for row in single if row is not None]


def _pitches(rows: Sequence[ColumnRow], faults: PageFaults) -> Pitches:
    """The pitches of rows, without the rows on which they cannot be measured."""
    return faults.over(rows, lambda row: row.page, Pitches) or Pitches([])


def _place_of_text_box(column: TextColumn, box: Box, elements: Sequence[DocumentElement]) -> int:
    """The index after the paragraph that a text box is beside, or else after the last element above
    it, or on a page before."""
    place = 0
    for at, element in enumerate(elements, 1):
        for page, own in _boxes_of(element):
            beside = page == column.page and own.y1 > box.y0
            if page > column.page or (own.y0 >= box.y1 and page == column.page):
                continue
            if beside and isinstance(element, PdfParagraph):
                return at
            if not beside:
                place = at
    return place


def _boxes_of(element: DocumentElement) -> list[tuple[int, Box]]:
    """The boxes of the rows of a paragraph, or of the parts of a table, with their pages."""
    if isinstance(element, PdfParagraph):
        return [(row.page, row.box) for row in element.rows]
    return element.boxes


def _rejoin_interrupted(
    elements: list[DocumentElement], faults: PageFaults
) -> list[DocumentElement]:
    """The elements, where the parts of a paragraph that a table with its caption and notes
    interrupts are one paragraph before the table. Changes `elements`."""
    done: list[DocumentElement] = []
    at = 0
    while at < len(elements):
        element = elements[at]
        at += 1
        done.append(element)
        if not isinstance(element, PdfParagraph) or is_terminated(element.rows[-1].text):
            continue
        ahead = _end_of_interruption(elements, at)
        rest = elements[ahead] if ahead is not None else None
        if ahead is None or not isinstance(rest, PdfParagraph):
            continue
        following = rest.rows[1] if len(rest.rows) > 1 else None
        if len(element.rows) > 1 and faults.attempt(
            rest.rows[0].page, continues, element, rest.rows[0], following, None
        ):
            element.rows += rest.rows
            del elements[ahead]
    return done


def _end_of_interruption(elements: Sequence[DocumentElement], start: int) -> int | None:
    """The index of the element after a table, its caption and its notes that begin at `start`;
    None if no table is there or nothing follows it."""
    end = start
    limit = min(len(elements), start + MAX_INTERRUPTION)
    while end < limit and _belongs_to_table(elements[end]):
        end += 1
    has_table = any(isinstance(element, TablePiece) for element in elements[start:end])
    return end if has_table and end < len(elements) else None


def _belongs_to_table(element: DocumentElement) -> bool:
    """True for a table, and for a caption, a unit or a note of one."""
    if isinstance(element, TablePiece):
        return True
    text = element.rows[0].text
    short = len(element.rows) <= MAX_TABLE_LINE_ROWS
    return bool(short and (CAPTION.match(text) or UNIT.match(text) or NOTE.match(text)))

"""Tables and titles over two facing pages of a document."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.readers.pdf.layout.paragraphs import PdfParagraph
from indexer.readers.pdf.source.tolerances import SAME_SIZE
from indexer.readers.pdf.tables.continuation import TablePiece
from indexer.readers.pdf.tables.facing import (
    HeaderTexts,
    header_texts,
    join_facing_tables,
    squeezed,
)
from indexer.readers.pdf.tables.options import FACING, ROWS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indexer.readers.pdf.document.elements import DocumentElement
    from indexer.readers.pdf.document.faults import PageFaults
    from indexer.readers.pdf.layout.text_columns import TextColumn
    from indexer.readers.pdf.source.geometry import Box
    from indexer.readers.pdf.tables.model import PageTable


def join_facing_pages(
    columns: Sequence[TextColumn], printed: Mapping[int, str], faults: PageFaults
) -> None:
    """Join the tables over two facing pages: the right part becomes part of the left one, and is
    removed from its column. `printed` are the page numbers printed on the pages."""
    by_page: dict[int, list[TextColumn]] = {}
    for column in columns:
        if column.boxed is None and column.tables:
            by_page.setdefault(column.page, []).append(column)
    texts = faults.attempt(1, _header_texts, columns) if len(by_page) > 1 else None
    joined: set[int] = set()
    for left, right in pairwise(sorted(by_page)):
        follows = right == left + 1 and _are_numbered_in_turn(printed.get(left), printed.get(right))
        if (
            follows
            and left not in joined
            and faults.attempt(right, _join_pages, by_page[left], by_page[right], texts)
        ):
            joined.add(right)


def _are_numbered_in_turn(left: str | None, right: str | None) -> bool:
    """True unless the two printed page numbers do not follow each other."""
    if left is None or right is None or not (left.isdecimal() and right.isdecimal()):
        return True
    return int(right) == int(left) + 1


def _header_texts(columns: Sequence[TextColumn]) -> HeaderTexts:
    tables = [table for column in columns for table in column.tables]
    return header_texts(tables, [line.text for column in columns for line in column.lines])


def _join_pages(
    left: Sequence[TextColumn], right: Sequence[TextColumn], texts: HeaderTexts | None
) -> bool:
    """Join the tables of two pages in their order from the top; true if any were joined. Pages with
    different numbers of tables are left alone."""
    on_left = [(column, table) for column in left for table in _from_top(column)]
    on_right = [(column, table) for column in right for table in _from_top(column)]
    if len(on_left) != len(on_right):
        return False
    any_joined = False
    for (column, table), (other_column, other) in zip(on_left, on_right, strict=True):
        table.place(column.page)
        other.place(other_column.page)
        made = join_facing_tables(table, other, texts)
        if made is not None:
            made.facing = (other_column.page, other.box)
            column.tables[column.tables.index(table)] = made
            other_column.tables.remove(other)
            any_joined = True
    return any_joined


def _from_top(column: TextColumn) -> list[PageTable]:
    return sorted(column.tables, key=lambda table: table.box.y0)


def join_facing_titles(elements: Sequence[DocumentElement]) -> list[DocumentElement]:
    """The elements, where the lines above the right part of a table over two pages are above the
    whole table. A line that continues one of the left page on its baseline is joined to it; one
    that repeats one of the left page is left out."""
    done: list[DocumentElement] = []
    at = 0
    while at < len(elements):
        element = elements[at]
        at += 1
        if isinstance(element, TablePiece) and element.table.facing is not None:
            end = at
            while end < len(elements) and _is_above(elements[end], element.table.facing):
                end += 1
            _put_above(done, element, elements[at:end])
            at = end
        done.append(element)
    return done


def _is_above(element: DocumentElement, facing: tuple[int, Box]) -> bool:
    """True for a paragraph above the right part of a table."""
    page, box = facing
    return isinstance(element, PdfParagraph) and all(
        row.page == page and row.base < box.y0 + ROWS.same_baseline * row.size
        for row in element.rows
    )


def _put_above(
    done: list[DocumentElement], piece: TablePiece, lines: Sequence[DocumentElement]
) -> None:
    """Put the lines above the right part of a table to those in `done` above its left part."""
    own: list[PdfParagraph] = []
    for element in reversed(done):
        if not isinstance(element, PdfParagraph) or element.rows[0].page != piece.page:
            break
        own.append(element)
    repeated = {_text(paragraph) for paragraph in own}
    for line in lines:
        if not isinstance(line, PdfParagraph) or _text(line) in repeated:
            continue
        mates = [paragraph for paragraph in own if _is_continued(paragraph, line, piece)]
        if mates:
            mates[0].rows += line.rows
        else:
            done.append(line)


def _is_continued(left: PdfParagraph, right: PdfParagraph, piece: TablePiece) -> bool:
    """True if a line of the left page is continued on its baseline on the right page: it ends at
    the inner side of the table, where the other begins."""
    if len(left.rows) > 1 or len(right.rows) > 1 or piece.table.facing is None:
        return False
    row, other = left.rows[0], right.rows[0]
    gap = FACING.title_gap * row.size
    return (
        abs(row.base - other.base) < ROWS.same_baseline * row.size
        and abs(row.size - other.size) < SAME_SIZE
        and row.x1 > piece.boxes[0][1].x1 - gap
        and other.x0 < piece.table.facing[1].x0 + gap
    )


def _text(paragraph: PdfParagraph) -> str:
    """The text of a paragraph without white space."""
    return "".join(squeezed(row.text) for row in paragraph.rows)

"""Tables over two facing pages: names on the left page, their further figures on the right one.

The two parts are printed with their rows on the same baselines. The right part has column headers
and no names. They are joined row by row only if every row of figures of the right part has its row
on the left; where one has none, nothing is joined, so that no figure gets a wrong name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.readers.pdf.tables.header_depth import drawn_header_depth
from indexer.readers.pdf.tables.model import PageCell, PageTable
from indexer.readers.pdf.tables.options import FACING, ROWS
from indexer.structure.table_grid import (
    all_periods,
    is_code,
    is_item_column,
    is_numeric,
)

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a table's body: its index, the baselines of its figures and of all its lines, and
    the size of its type in points."""

    index: int
    figures: tuple[float, ...]
    bases: tuple[float, ...]
    size: float

    def is_level_with(self, other: _Row) -> bool:
        """True if each figure of this row has a line of the other row on its baseline."""
        within = ROWS.same_baseline * min(self.size, other.size)
        levels = self.figures or self.bases
        return all(any(abs(y - base) < within for base in other.bases) for y in levels)


@dataclass(frozen=True, slots=True)
class HeaderTexts:
    """What a document shows of its headers: `lines` are the texts of its header cells and of all
    lines outside of tables, without white space and separated by line feeds; `whole` are those of
    the header cells that no page break cuts."""

    lines: str
    whole: frozenset[str]

    def are_halves(self, left: str, right: str) -> bool:
        """True if two texts are the halves of one header: the document has the whole somewhere, and
        neither half as a header of its own."""
        single = left in self.whole or right in self.whole
        return bool(left and right) and not single and left + right in self.lines


def header_texts(tables: Sequence[PageTable], lines: Sequence[str]) -> HeaderTexts:
    """The texts of headers of a document's tables, and of its lines outside of tables."""
    inside: list[str] = []
    whole: set[str] = set()
    for table in tables:
        depth = header_depth(table)
        for cell in table.cells:
            if cell.row < depth:
                inside.append(cell.text)
                if 0 < cell.column < table.columns - cell.columns:
                    whole.add(squeezed(cell.text))
    return HeaderTexts("\n".join(map(squeezed, [*inside, *lines])), frozenset(whole))


def squeezed(text: str) -> str:
    """A text without white space."""
    return "".join(text.split())


def join_facing_tables(
    left: PageTable, right: PageTable, texts: HeaderTexts | None = None
) -> PageTable | None:
    """The table whose left part is on one page and whose right part is on the facing page; None
    where the two are not known to be one. The cells of `left` and `right` are changed if it is.
    Headers that the page break cuts are joined if `texts` has the whole ones.
    """
    depths = (header_depth(left), header_depth(right))
    if not all(depths) or not _has_names(left, depths[0]) or not _lacks_names(right, depths[1]):
        return None
    rows = _facing_rows(_body_rows(left, depths[0]), _body_rows(right, depths[1]))
    if rows is None:
        return None
    depth = max(depths)
    more = depth - depths[0]
    _move_body(left, depths[0], depth, {row: row + more for row in range(depths[0], left.rows)})
    _move_body(right, depths[1], depth, {row: at + more for row, at in rows.items()})
    columns = left.columns
    shift = left.column_bounds[-1] - right.column_bounds[0]
    for cell in right.cells:
        cell.lines = [line.moved(shift) for line in cell.lines]
        cell.column += columns
    bounds = (*left.column_bounds, *(x + shift for x in right.column_bounds[1:]))
    cells = [*left.cells, *right.cells]
    if texts is not None:
        _join_cut_headers(cells, columns, depth, texts)
    return PageTable(left.box, bounds, cells, depth, left.ruled and right.ruled)


def header_depth(table: PageTable) -> int:
    """The number of header rows of a table, by its texts where the page does not show it."""
    if table.header_rows is not None:
        return table.header_rows
    rows = table_texts(table)
    cells = [(cell, cell.text) for cell in table.cells]
    return drawn_header_depth(cells, 0, rows)


def table_texts(table: PageTable) -> list[list[str]]:
    """The texts of a table's rows; slots that a spanning cell covers are empty."""
    rows = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.column] = cell.text
    return rows


def _join_cut_headers(cells: list[PageCell], columns: int, depth: int, texts: HeaderTexts) -> None:
    """Join the headers that end the left part, of `columns` columns, to the other halves that begin
    the right part in the same header rows."""
    headers = [cell for cell in cells if cell.row < depth]
    begins = {cell.row: cell for cell in headers if cell.column == columns}
    for cell in headers:
        other = begins.get(cell.row)
        if cell.column + cell.columns != columns or other is None or other.rows != cell.rows:
            continue
        if texts.are_halves(squeezed(cell.text), squeezed(other.text)):
            cell.joined = squeezed(cell.text) + squeezed(other.text)
            cell.columns += other.columns
            cell.boxes += other.boxes
            cells.remove(other)


def _body_rows(table: PageTable, depth: int) -> list[_Row]:
    """The rows of a table's body that have text, from the top."""
    found = []
    for index in range(depth, table.rows):
        lines = [x for c in table.cells if c.row == index for x in c.lines if x.text.strip()]
        if lines:
            figures = tuple(line.base for line in lines if is_numeric(line.text))
            size = min(line.size for line in lines)
            found.append(_Row(index, figures, tuple(line.base for line in lines), size))
    return found


def _facing_rows(left: Sequence[_Row], right: Sequence[_Row]) -> dict[int, int] | None:
    """The row of the left part by the row of the right part that continues it; None if a row of the
    right part has no row, or if too many rows of figures of the left part have none."""
    pairs: dict[int, int] = {}
    last = -1
    for row in right:
        found = [other for other in left if other.index > last and row.is_level_with(other)]
        if len(found) != 1:
            return None
        last = found[0].index
        pairs[row.index] = last
    matched = set(pairs.values())
    lacking = sum(bool(row.figures) and row.index not in matched for row in left)
    figured = sum(bool(row.figures) for row in left)
    if len(pairs) < FACING.least_rows or lacking > FACING.most_lacking * figured:
        return None
    return pairs


def _has_names(table: PageTable, depth: int) -> bool:
    """True if most rows of figures have a name to the left of them."""
    named = [_is_named(row) for row in table_texts(table)[depth:] if any(map(is_numeric, row))]
    return sum(named) > FACING.least_named * len(named)


def _is_named(row: Sequence[str]) -> bool:
    """True if a word is in front of the first amount of a row; numbers of items (款, 項) may be
    in front of the word."""
    words = [at for at, text in enumerate(row) if text and not is_numeric(text)]
    amounts = [at for at, text in enumerate(row) if _is_amount(text)]
    return bool(words and amounts and words[0] < amounts[0])


def _is_amount(text: str) -> bool:
    """True for a figure that is no number of an item."""
    return is_numeric(text) and not is_code(text)


def _lacks_names(table: PageTable, depth: int) -> bool:
    """True if the rows of a table's body begin with figures that count nothing: neither words nor
    years nor numbers of items are in the first column with text."""
    body = table_texts(table)[depth:]
    first = next((c for c in range(table.columns) if any(row[c] for row in body)), None)
    if first is None:
        return False
    filled = [row[first] for row in body if row[first]]
    texts = [text for cell in filled for text in cell.split("\n")]
    return (
        all(map(is_numeric, texts))
        and not is_item_column(texts)
        and not all_periods(texts)
        and not any(_is_named(row) for row in body)
    )


def _move_body(table: PageTable, depth: int, below: int, rows: dict[int, int]) -> None:
    """Move the rows of a table's body, which has `depth` header rows, to the rows in `rows`, below
    `below` header rows: the header rows next to the body are level, and the uppermost grows. Cells
    of other rows have no text and are removed."""
    more = below - depth
    kept: list[PageCell] = []
    for cell in table.cells:
        if cell.row < depth:
            cell.row, cell.rows = (
                (cell.row + more, cell.rows) if cell.row else (0, cell.rows + more)
            )
            kept.append(cell)
            continue
        spanned = [rows[row] for row in range(cell.row, cell.end) if row in rows]
        if spanned and cell.row in rows:
            cell.row = spanned[0]
            cell.rows = spanned[-1] - spanned[0] + 1
            kept.append(cell)
    table.cells = kept

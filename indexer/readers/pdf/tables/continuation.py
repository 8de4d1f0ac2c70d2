"""Tables that continue over a page break or a column break."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from indexer.readers.pdf.tables.cell_text import continues_below
from indexer.readers.pdf.tables.header_depth import drawn_header_depth
from indexer.readers.pdf.tables.options import CONTINUATION
from indexer.readers.pdf.tables.rows import unlimited
from indexer.readers.pdf.tables.split_header import (
    in_columns_of,
    is_lone_header,
    merge_split_header,
)
from indexer.structure.characters import is_terminated
from indexer.structure.joining import separator_between
from indexer.structure.table_grid import is_numeric

if TYPE_CHECKING:
    from indexer.readers.pdf.source.geometry import Box
    from indexer.readers.pdf.tables.model import PageCell, PageTable


@dataclass(slots=True)
class TablePiece:
    """A table in reading order, with the parts on later pages that continue it.

    `page` counts from 1; `boxes` has the page and the box of each part. `breaks` are the rows
    before which further pages begin, a row once for each page.
    """

    table: PageTable
    page: int
    height: float
    boxes: list[tuple[int, Box]] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.table.place(self.page)
        self.boxes.append((self.page, self.table.box))
        if self.table.facing is not None:
            self.boxes.append(self.table.facing)

    @property
    def last_page(self) -> int:
        """The page on which the last row begins."""
        return self.page + len(self.breaks)

    def rows(self) -> list[list[str]]:
        """The texts of its rows; slots that a spanning cell covers are empty."""
        table = self.table
        rows = [[""] * table.columns for _ in range(table.rows)]
        for cell in table.cells:
            rows[cell.row][cell.column] = cell.text
        return rows

    def take(self, cells: list[PageCell], shift: int) -> None:
        """Add cells of a later part, `shift` rows further down."""
        for cell in cells:
            cell.joined = cell.text
            cell.row += shift
            self.table.cells.append(cell)


def continued(first: TablePiece, second: TablePiece, *, titled: bool = False) -> bool:
    """Append `second` to `first` if it continues the same table on the next page or in the next
    column; true if it was appended. Where both have one title (`titled`), the columns of the same
    header rows may be wider or narrower on the next page."""
    page, box = first.boxes[-1]
    if second.page == page and box.y1 <= second.table.box.y0 + CONTINUATION.below:
        return False
    before = first.table
    merge_split_header(first.table, second.table)
    if len(first.boxes) == 1 and all(cell.joined is None for cell in first.table.cells):
        first.table = in_columns_of(first.table, second.table) or first.table
        first.table.place(page)
    if _append_if_same(first, second, titled=titled):
        return True
    first.table = before
    return False


def _append_if_same(first: TablePiece, second: TablePiece, *, titled: bool) -> bool:
    """Append `second` if it has the columns of `first`, or is the body of its header."""
    above, below = first.rows(), second.rows()
    if _is_header_of(first, above, second):
        _put_header(first, second, below)
        return True
    lone = is_lone_header(first.table, second.table) and not second.table.header_rows
    same = _have_same_columns(first.table, second.table)
    if not lone and not same and not (titled and _have_same_headers(first.table, second.table)):
        return False
    depth = _header_depth(first.table, above)
    drop = _repeated_rows(first.table, second.table, depth)
    if drop and len(below) == drop:
        return True
    if not drop and depth and _has_own_header(below, above[depth:]):
        return False
    same_depth = second.table.header_rows in (None, depth)
    if drop == depth and same_depth and not first.table.ruled and len(below) > len(above):
        _take_header(first.table, second.table, depth)
    _append(first, second, drop, depth)
    return True


def _header_depth(table: PageTable, rows: list[list[str]]) -> int:
    """The number of header rows, by the texts of all rows where the page does not show it."""
    if table.header_rows is not None:
        return table.header_rows
    return drawn_header_depth([(cell, cell.text) for cell in table.cells], 0, rows)


def _is_header_of(first: TablePiece, above: list[list[str]], second: TablePiece) -> bool:
    """True if a ruled table is nothing but the header of the ruled table on the next page."""
    upper, lower = first.table, second.table
    if second.page != first.page + 1 or len(first.boxes) > 1:
        return False
    if len(above) > CONTINUATION.longest_header or not (upper.ruled and lower.ruled):
        return False
    if any(is_numeric(text) for row in above for text in row):
        return False
    if not any(is_numeric(cell.text) for cell in lower.cells if cell.column):
        return False
    same, bounds, others = CONTINUATION.same_bound, upper.column_bounds, lower.column_bounds
    bounded = all(min(abs(x - y) for y in others) <= same for x in bounds)
    return bounded and abs(bounds[-1] - others[-1]) <= same and upper.columns > 1


def _put_header(first: TablePiece, second: TablePiece, below: list[list[str]]) -> None:
    """Put header rows above the rows on the next page, in the columns of these."""
    upper, lower = first.table, second.table
    bounds = lower.column_bounds
    base = upper.rows
    own = _header_depth(lower, below)
    # A header that reaches down into the second part of the header rows has an empty cell there.
    covered: set[PageCell] = set()
    for cell in upper.cells:
        start, end = (
            min(range(len(bounds)), key=lambda at: abs(bounds[at] - upper.column_bounds[side]))
            for side in (cell.column, cell.column + cell.columns)
        )
        cell.column, cell.columns = start, end - start
        under = [c for c in lower.cells if c.row < own and start <= c.column < end]
        if cell.end == base and under and not any(c.text for c in under):
            cell.rows += own
            covered.update(under)
    first.take([cell for cell in lower.cells if cell not in covered], base)
    upper.column_bounds = bounds
    upper.header_rows = base + own
    first.breaks.append(base)
    first.boxes += second.boxes


def _repeated_rows(upper: PageTable, lower: PageTable, depth: int) -> int:
    """The number of rows of `lower` that repeat the `depth` header rows of `upper`; 0 for none.

    The words are compared and not the rows: in a table without drawn cells a short part may
    show another division of the same header rows.
    """
    wanted = sorted(c.text for c in upper.cells if c.row < depth and c.text)
    own = lower.header_rows
    for drop in (depth,) if own is None else (own, depth):
        found = sorted(c.text for c in lower.cells if c.row < drop and c.text)
        if wanted and found == wanted:
            return drop
    return 0


def _take_header(upper: PageTable, lower: PageTable, depth: int) -> None:
    """Use the header rows of the longer part, which has more rows to show its columns."""
    upper.cells = [cell for cell in upper.cells if cell.row >= depth] + [
        cell for cell in lower.cells if cell.row < depth
    ]
    lower.cells = [cell for cell in lower.cells if cell.row >= depth]


def _have_same_columns(upper: PageTable, lower: PageTable) -> bool:
    """True if two tables have the same columns, as they are or moved."""
    if upper.columns != lower.columns:
        return False
    if not upper.ruled or not lower.ruled:
        return _keeps_to_columns(upper, lower)
    pairs = list(zip(upper.column_bounds, lower.column_bounds, strict=True))
    shift = pairs[0][1] - pairs[0][0]
    return all(abs(a + shift - b) <= CONTINUATION.same_bound for a, b in pairs)


def _have_same_headers(upper: PageTable, lower: PageTable) -> bool:
    """True if two tables have the same header rows, cell by cell, over as many columns."""
    headers = [
        {
            (cell.row, cell.column, cell.columns, cell.text)
            for cell in table.cells
            if cell.row < (table.header_rows or 0) and cell.text
        }
        for table in (upper, lower)
    ]
    named = sum(columns for _, _, columns, _ in headers[0]) >= upper.columns
    return upper.columns == lower.columns and named and headers[0] == headers[1]


def _keeps_to_columns(upper: PageTable, lower: PageTable) -> bool:
    """True if every line of `lower` is in its column of `upper`, as it is or moved to another
    column of text. Of tables without rulings only the inner bounds are certain."""
    shift = 0.0
    if lower.box.x0 >= upper.box.x1 or lower.box.x1 <= upper.box.x0:
        pairs = list(zip(upper.column_bounds, lower.column_bounds, strict=True))
        shift = median(b - a for a, b in pairs[1:-1] or pairs[:1])
    bounds = unlimited([x + shift for x in upper.column_bounds])
    return all(
        bounds[cell.column] < line.middle_x < bounds[cell.column + 1]
        for cell in lower.cells
        for line in cell.lines
        if cell.columns == 1
    )


def _has_own_header(below: list[list[str]], body: list[list[str]]) -> bool:
    """True if the first row of the lower part has words where the upper part has figures."""
    if len(below) < 2:
        return False
    columns = range(1, len(below[0]))
    figures = [c for c in columns if body and all(is_numeric(r[c]) for r in body if r[c])]
    words = [c for c in figures if below[0][c] and not is_numeric(below[0][c])]
    return len(words) * 2 > len(figures)


def _append(first: TablePiece, second: TablePiece, drop: int, depth: int) -> None:
    """Append the rows of `second` from `drop` on; `first` has `depth` header rows."""
    base = first.table.rows
    added = [cell for cell in second.table.cells if cell.row >= drop]
    shift = base - drop
    if _is_split_row(first.table, second.table, drop, depth):
        shift -= 1
        added = _join_split_row(first.table, added, base - 1, drop)
    first.take(added, shift)
    _stretch_label(first, base, depth)
    first.breaks += [base] * (second.page - first.last_page)
    first.boxes += second.boxes


def _join_split_row(upper: PageTable, added: list[PageCell], row: int, drop: int) -> list[PageCell]:
    """Append the texts of row `drop` to those of the last row above; the cells without one."""
    last = {cell.column: cell for cell in upper.cells if cell.row == row}
    kept = []
    for cell in added:
        over = last.get(cell.column) if cell.row == drop else None
        if over is None:
            kept.append(cell)
            continue
        text, more = over.text, cell.text
        glue = "\n" if is_terminated(text) else separator_between(text, more)
        over.joined = text + glue + more if more else text
        over.rows = max(over.rows, cell.rows)
        over.boxes += cell.boxes
    return kept


def _is_split_row(upper: PageTable, lower: PageTable, drop: int, depth: int) -> bool:
    """True if the page break is inside of a row: the texts below continue unfinished ones, and
    some cell has no text on one of the two sides."""
    base = upper.rows
    above = {cell.column: cell for cell in upper.cells if cell.row == base - 1}
    below = {cell.column: cell for cell in lower.cells if cell.row == drop}
    if base <= depth or any(cell.rows > 1 for cell in below.values()):
        return False
    filled = {c for c, cell in below.items() if cell.text}
    ended = {c for c, cell in above.items() if cell.text}
    both = filled & ended
    if not both or filled == ended:
        return False
    texts = [above[c].text for c in both]
    if any(is_numeric(text) for text in texts):
        return False
    lacking = len(ended) - len(filled)
    if upper.ruled and filled < ended and lacking >= CONTINUATION.lacking_cells:
        # Only more of a long cell, or of a label.
        return 0 not in filled or all(_continues(above[c], below[c]) for c in filled)
    if any(is_terminated(text) for text in texts):
        return False
    label_above_only = 0 in ended and 0 not in filled and len(both) == len(filled)
    return label_above_only or all(_continues(above[c], below[c]) for c in both)


def _continues(above: PageCell, below: PageCell) -> bool:
    """True if the text of a cell continues below the page break: its last line is full."""
    return continues_below(above.lines, below.lines, above.width)


def _stretch_label(piece: TablePiece, base: int, depth: int) -> None:
    """Let the last label of the first column above row `base` span the rows below that have
    none: over drawn cells, or where every row has a name of its own beside the labels."""
    labels = [cell for cell in piece.table.cells if cell.column == 0 and cell.row < base]
    last = max(labels, key=lambda cell: cell.row, default=None)
    if last is None or last.row < depth or not last.text:
        return
    if not piece.table.ruled:
        rows = piece.rows() if piece.table.columns > 2 else []
        named = all(row[1] and not is_numeric(row[1]) for row in rows[depth:])
        if rows and named and any(cell.rows > 1 for cell in labels):
            end = next((r for r in range(base, len(rows)) if rows[r][0]), len(rows))
            last.rows = max(last.rows, end - last.row)
        return
    first_column = [c for c in piece.table.cells if c.column == 0 and c.row >= base]
    for cell in sorted(first_column, key=lambda c: c.row):
        if cell.text:
            break
        last.rows = cell.end - last.row
        piece.table.cells.remove(cell)

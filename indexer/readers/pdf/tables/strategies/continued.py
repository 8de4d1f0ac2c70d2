"""The rows at the top of a column of text that continue the table before it."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import around
from indexer.readers.pdf.tables.builder import build_under_header
from indexer.readers.pdf.tables.column_gaps import labels_of_totals
from indexer.readers.pdf.tables.grid_table import lines_outside
from indexer.readers.pdf.tables.model import PageTable, TableFrame
from indexer.readers.pdf.tables.options import ROWS
from indexer.readers.pdf.tables.regions import include_trailing_cells
from indexer.readers.pdf.tables.rows import (
    TextRow,
    cell_count,
    column_of,
    crosses_bound,
    is_outside_table,
    lines_of,
    rows_of,
    split_at_column_bounds,
    unlimited,
)
from indexer.structure.table_grid import is_numeric

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.source.geometry import TextLine
    from indexer.readers.pdf.tables.strategies.contract import Found, SearchArea


def find(area: SearchArea) -> Found:
    """The rows that continue the table before the area, if there are any."""
    before = area.before
    if before is None or not before.lines:
        return [], list(area.lines)
    for shift in area.shifts:
        table = continued_rows(area.lines, before, shift)
        if table is not None:
            return [table], lines_outside(area.lines, table.box)
    return [], list(area.lines)


def continued_rows(lines: Sequence[TextLine], before: PageTable, shift: float) -> PageTable | None:
    """The rows at the top of a column that keep to the columns of the table before it, moved by
    `shift` points; None without any, or if the header is repeated."""
    if before.header_rows == before.rows:
        return None  # nothing but header rows: its columns are not known well
    rows = rows_of(line for line in lines if line.orientation == 0)
    depth = before.header_rows or 0
    headers = {cell.text for cell in before.cells if cell.row < depth}
    if not rows or any(line.text in headers for line in rows[0]):
        return None  # with its header again: a table like any other
    bounds = [x + shift for x in before.column_bounds]
    size = median(line.size for line in before.lines)
    end = _end(rows, bounds, size)
    if not end:
        return None
    kept = split_at_column_bounds(rows[: include_trailing_cells(rows, 0, end)], bounds)
    body = [cell.text for cell in before.cells if cell.row >= depth]
    if any(map(is_numeric, body)) and not any(is_numeric(x.text) for x in lines_of(kept)):
        return None  # words below figures: the header of another table
    box = around([line.box for line in lines_of(kept)])
    outer = min(bounds[0], box.x0), max(bounds[-1], box.x1)
    frame = TableFrame(box, (outer[0], *bounds[1:-1], outer[1]))
    return build_under_header([], kept, frame)


def _end(rows: Sequence[TextRow], bounds: Sequence[float], size: float) -> int:
    """The end of the first rows that keep to the columns in type of `size`; 0 for none."""
    end = 0
    above: TextRow | None = None
    for at, row in enumerate(split_at_column_bounds(rows, bounds)):
        if any(abs(line.size - size) >= ROWS.same_size for line in row):
            break
        far = above is not None and row[0].base - above[0].base > ROWS.table_pitch * row[0].size
        if far or is_outside_table(row) or not _keeps_to_columns(row, bounds):
            break
        if cell_count(row) > 1:
            end = at + 1
        above = rows[at]
    return end


def _keeps_to_columns(row: TextRow, bounds: Sequence[float]) -> bool:
    """True if no line crosses a bound and no two are in one column; the two lines of a label of
    totals that is set wide count as one."""
    if any(crosses_bound(line, unlimited(bounds)) for line in row):
        return False
    wide = labels_of_totals(row)
    cells = [line for at, line in enumerate(row) if not {at - 1, at} <= wide]
    return len({column_of(line, bounds) for line in cells}) == len(cells)

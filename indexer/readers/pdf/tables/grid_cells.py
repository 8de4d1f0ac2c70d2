"""The cells of a grid filled with text lines, and the rows that the grid separates."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import Box, TextLine
from indexer.readers.pdf.tables.drawing_order import drawn_rows, is_drawn_row_by_row
from indexer.readers.pdf.tables.model import PageCell, TableFrame
from indexer.readers.pdf.tables.options import HEADERS, RULINGS
from indexer.readers.pdf.tables.rows import (
    TextRow,
    crosses_bound,
    is_figured,
    lines_of,
    rows_of,
    split_at_column_bounds,
)
from indexer.structure.table_grid import is_numeric

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.tables.ruling_grid import Grid


def fill_cells(grid: Grid, lines: Sequence[TextLine]) -> list[PageCell]:
    """The grid's cells with the lines whose middles are in them; the outer slots have no limit. A
    line that runs over the side of a cell is cut there."""
    slots: dict[tuple[int, int], PageCell] = {}
    cells = []
    for drawn in grid.cells:
        width = grid.cell_box(drawn).width
        cell = PageCell(drawn.row, drawn.column, drawn.rows, drawn.columns, width)
        cells.append(cell)
        for r in range(cell.row, cell.end):
            for c in range(cell.column, cell.column + cell.columns):
                slots[r, c] = cell
    sides = _sides(grid)
    for line in lines:
        r = _slot(grid.row_bounds, line.middle_y)
        (pieces,) = split_at_column_bounds([[line]], sides[r], sure=not grid.shaded)
        for piece in pieces:
            c = _slot(grid.column_bounds, piece.middle_x)
            slots[r, c].lines.append(piece)
    return cells


def _sides(grid: Grid) -> list[list[float]]:
    """For each row of a grid the left sides of its cells, and the right side of the grid."""
    sides: list[set[float]] = [set() for _ in range(grid.rows)]
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.rows):
            sides[row].add(grid.column_bounds[cell.column])
    return [sorted(own | {grid.column_bounds[-1]}) for own in sides]


def row_separators(grid: Grid) -> tuple[Box, ...]:
    """The upper and lower sides of the cells of a grid."""
    found = []
    for cell in grid.cells:
        x0, y0, x1, y1 = grid.cell_box(cell)
        found += [Box(x0, y0, x1, y0), Box(x0, y1, x1, y1)]
    return tuple(found)


def is_header(cells: Sequence[PageCell]) -> bool:
    """True if drawn cells are header rows and nothing else."""
    rows = max(cell.end for cell in cells)
    return rows <= HEADERS.most_rows and not _figures(cells)


def header_depth(grid: Grid, cells: Sequence[PageCell], limit: int) -> int:
    """The number of drawn header rows: those before the first figures, and no more than `limit`
    if that is not 0. 0 where a cell reaches over their end."""
    figured = [cell.row for cell in _figures(cells)]
    depth = min([*figured, grid.rows, *([limit] if limit else [])])
    if any(cell.row < depth < cell.end for cell in cells):
        return 0
    return depth


def has_several_figures(cell: PageCell) -> bool:
    """True if figures are beside each other in a cell."""
    rows = rows_of(cell.lines)
    return any(sum(is_numeric(line.text) for line in row) > 1 for row in rows)


def first_row_of_several(grid: Grid, rows: Sequence[TextRow]) -> int | None:
    """The first row of a grid that holds several rows of the table, as in a grid with rulings
    between its columns only; None without one."""
    tall = [grid.cell_box(cell) for cell in grid.cells if cell.rows > 1]
    lines = [
        x for x in lines_of(rows) if not any(box.holds_middle(x, RULINGS.inside) for box in tall)
    ]
    if is_drawn_row_by_row(lines, grid.column_bounds):
        levels = _levels_by_order(grid, lines)
    else:
        kept = set(lines)
        levels = _levels_of_figures(grid, [[x for x in row if x in kept] for row in rows])
    counted = Counter(_slot(grid.row_bounds, level) for level in levels)
    return min((at for at, count in counted.items() if count > 1), default=None)


def _levels_by_order(grid: Grid, lines: Sequence[TextLine]) -> list[float]:
    """The heights of the rows with cells in several columns, by drawing order."""
    frame = TableFrame(grid.box, grid.column_bounds, row_separators(grid))
    return [
        min((cell.top + cell.bottom) / 2 for cell in row)
        for row in drawn_rows(lines, frame, labels=False).rows
        if len({cell.column for cell in row}) > 1
    ]


def _levels_of_figures(grid: Grid, rows: Sequence[TextRow]) -> list[float]:
    """The heights of the rows of figures that keep to the columns of a grid."""
    return [
        row[0].middle_y
        for row in rows
        if row and is_figured(row) and not any(crosses_bound(x, grid.column_bounds) for x in row)
    ]


def _figures(cells: Sequence[PageCell]) -> list[PageCell]:
    """The cells after the first column that are figures, also several of them in a tall row."""
    return [cell for cell in cells if cell.column and cell.lines and _is_figured(cell)]


def _is_figured(cell: PageCell) -> bool:
    return is_numeric(cell.text) or all(is_numeric(line.text) for line in cell.lines)


def _slot(bounds: Sequence[float], place: float) -> int:
    """The slot between bounds that holds a place."""
    at = 0
    while at < len(bounds) - 2 and place > bounds[at + 1]:
        at += 1
    return at

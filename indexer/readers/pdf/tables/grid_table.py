"""Tables in grids: fully drawn, drawn in part, or with drawn rows only."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from indexer.readers.pdf.source.geometry import Box, TextLine, around
from indexer.readers.pdf.tables.column_bounds import bounds_of_grids, with_outer_columns
from indexer.readers.pdf.tables.drawing_order import is_drawn_row_by_row
from indexer.readers.pdf.tables.grid_cells import (
    fill_cells,
    first_row_of_several,
    has_several_figures,
    is_header,
)
from indexer.readers.pdf.tables.model import PageTable, TableFrame
from indexer.readers.pdf.tables.options import EVIDENCE, RULINGS
from indexer.readers.pdf.tables.partial_grid import complete_grid
from indexer.readers.pdf.tables.regions import grow_region, lines_drawn_within
from indexer.readers.pdf.tables.row_bands import table_in_bands
from indexer.readers.pdf.tables.rows import lines_of, rows_in_columns
from indexer.readers.pdf.tables.tall_rows import divide_tall_rows, has_several_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.tables.model import PageCell
    from indexer.readers.pdf.tables.ruling_grid import Grid


class GridTable(NamedTuple):
    """A table in grids, and the lines of the page that are in no table then."""

    table: PageTable
    rest: list[TextLine]


def table_in_grids(grids: Sequence[Grid], lines: Sequence[TextLine]) -> GridTable | None:
    """The table in a grid, or in several grids of one table, from the top; None if they are
    something else, or hold no text."""
    box = around([grid.box for grid in grids])
    held = [line for line in lines if box.holds_middle(line, RULINGS.inside)]
    if not held:
        return None
    if grids[0].columns == 1:
        return _with_drawn_rows(grids[0], box, lines)
    cells = fill_cells(grids[0], held)
    if len(grids) == 1 and not _are_cells(grids[0], cells):
        return None
    divided = None if grids[0].shaded else divide_tall_rows(cells)
    if divided is None:
        return _with_drawn_cells(grids, cells, held, lines)
    if divided.holds_header or is_drawn_row_by_row(held, grids[0].column_bounds):
        found = _with_drawn_cells(grids, cells, held, lines)
        if not has_several_numbers(found.table.cells):
            return found
    taken = set(held)
    table = PageTable(box, grids[0].column_bounds, divided.cells, ruled=False)
    return GridTable(table, [line for line in lines if line not in taken])


def _with_drawn_rows(grid: Grid, box: Box, lines: Sequence[TextLine]) -> GridTable | None:
    """The table in a grid whose rows are drawn and whose columns are not."""
    held = lines_drawn_within(box, lines)
    table = table_in_bands(box, grid.row_bounds, held, lines, shaded=grid.shaded)
    if table is None:
        return None
    taken = set(held)
    return GridTable(table, [x for x in lines_outside(lines, table.box) if x not in taken])


def _are_cells(grid: Grid, cells: Sequence[PageCell]) -> bool:
    """True if the slots of a grid are cells: enough of them hold text, and shades, which may
    cover parts of a table only, hold no several figures."""
    filled = sum(1 for cell in cells if cell.lines)
    if filled < 2 or filled < EVIDENCE.filled * len(cells):
        return False
    return not (grid.shaded and any(map(has_several_figures, cells)))


def _with_drawn_cells(
    grids: Sequence[Grid],
    cells: list[PageCell],
    held: Sequence[TextLine],
    lines: Sequence[TextLine],
) -> GridTable:
    """The table of drawn cells, with the rows around them that are not drawn."""
    grid = grids[0]
    box = around([each.box for each in grids])
    drawn = bounds_of_grids(grids)
    bounds = drawn
    rows = rows_in_columns(held, bounds)
    if grid.shaded or is_header(cells):
        rows = grow_region(box, bounds, lines) or rows
        bounds = with_outer_columns(bounds, rows)
    beyond = any(not grid.box.holds_middle(line, RULINGS.inside) for line in lines_of(rows))
    first = 0 if beyond else first_row_of_several(grid, rows)
    if first is None:
        taken = set(held)
        table = PageTable(grid.box, grid.column_bounds, cells)
        return GridTable(table, [line for line in lines if line not in taken])
    whole = around([box, *(line.box for line in lines_of(rows))])
    table = complete_grid(grids, rows, TableFrame(whole, bounds), first)
    rest = lines_outside(lines, table.box)
    if len(bounds) == len(drawn):  # text over the sides makes the column of text no wider
        x0, y0, x1, y1 = table.box
        table.box = Box(max(x0, box.x0), y0, min(x1, box.x1), y1)
    return GridTable(table, rest)


def lines_outside(lines: Sequence[TextLine], *boxes: Box) -> list[TextLine]:
    """The lines whose middles are in none of the boxes."""
    return [x for x in lines if not any(box.holds_middle(x, RULINGS.inside) for box in boxes)]

"""Tables with shaded cells or rows: all of them, every second row, or the header only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import around
from indexer.readers.pdf.tables.column_bounds import bounds_of_grids, share_columns
from indexer.readers.pdf.tables.grid_table import table_in_grids
from indexer.readers.pdf.tables.options import RULINGS
from indexer.readers.pdf.tables.regions import grow_region
from indexer.readers.pdf.tables.rows import lines_of
from indexer.readers.pdf.tables.strategies.charts import is_chart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.source.geometry import TextLine
    from indexer.readers.pdf.tables.ruling_grid import Grid
    from indexer.readers.pdf.tables.strategies.contract import Found, SearchArea


def find(area: SearchArea) -> Found:
    """The tables in shaded grids from the top. One shaded slot may be the header of a table."""
    tables = []
    rest = list(area.lines)
    used: set[Grid] = set()
    shaded = [grid for grid in area.grids if grid.shaded]
    for grid in sorted(shaded, key=lambda grid: grid.box.y0):
        if grid in used:
            continue
        group = _group(grid, [other for other in shaded if other not in used], rest)
        found = table_in_grids(group, rest)
        if found is not None and not is_chart(found[0], area.lines):
            table, rest = found
            tables.append(table)
            used.update(group)
    return tables, rest


def _group(grid: Grid, grids: Sequence[Grid], lines: Sequence[TextLine]) -> list[Grid]:
    """A grid with the others that shade rows of its table, from the top."""
    group = [grid]
    snap = RULINGS.snap
    while grid.columns > 1:
        rows = grow_region(around([each.box for each in group]), bounds_of_grids(group), lines)
        box = around([*(each.box for each in group), *(line.box for line in lines_of(rows))])
        more = [
            other for other in grids
            if other.columns > 1 and other not in group
            and box.y0 - snap < other.row_bounds[0] < box.y1 + snap
            and share_columns(other, group)
        ]  # fmt: skip
        if not more:
            break
        group += more
    return sorted(group, key=lambda each: each.row_bounds[0])

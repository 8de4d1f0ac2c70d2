"""Tables with ruled cells, or with ruled rows in a frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.readers.pdf.tables.grid_table import table_in_grids
from indexer.readers.pdf.tables.strategies.charts import is_chart

if TYPE_CHECKING:
    from indexer.readers.pdf.tables.strategies.contract import Found, SearchArea


def find(area: SearchArea) -> Found:
    """The tables in ruled grids, the inner grids before those around them. A frame of one slot
    shows no table, nor do the grid lines of a chart."""
    tables = []
    rest = list(area.lines)
    ruled = [grid for grid in area.grids if not grid.shaded and not grid.single]
    for grid in sorted(ruled, key=lambda grid: grid.box.width * grid.box.height):
        found = table_in_grids([grid], rest)
        if found is not None and not is_chart(found[0], area.lines):
            table, rest = found
            tables.append(table)
    return tables, rest

"""Tables with some drawn rows: drawn header rows, or shades here and there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.readers.pdf.tables.builder import build_table, build_under_header
from indexer.readers.pdf.tables.column_bounds import with_label_columns
from indexer.readers.pdf.tables.grid_cells import fill_cells, header_depth, row_separators
from indexer.readers.pdf.tables.options import RULINGS
from indexer.readers.pdf.tables.rows import TextRow, lines_of, split_at_column_bounds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.tables.model import PageCell, PageTable, TableFrame
    from indexer.readers.pdf.tables.ruling_grid import Grid


def complete_grid(
    grids: Sequence[Grid], rows: Sequence[TextRow], frame: TableFrame, limit: int
) -> PageTable:
    """The table of text rows with some drawn ones; if `limit` is not 0, the first grid has at
    most so many header rows."""
    separators = tuple(separator for grid in grids for separator in row_separators(grid))
    frame = replace(frame, row_separators=separators)
    grid, lines = grids[0], lines_of(rows)
    if grid.row_bounds[0] < min(line.y0 for line in lines) + RULINGS.snap:
        drawn = [line for line in lines if grid.box.holds_middle(line, RULINGS.inside)]
        depth = header_depth(grid, fill_cells(grid, drawn), limit)
        if depth:
            table = _under_drawn_header(grid, depth, rows, frame)
            if table is not None:
                return table
    return build_table(rows, frame)


def _under_drawn_header(
    grid: Grid, depth: int, rows: Sequence[TextRow], frame: TableFrame
) -> PageTable | None:
    """The table under the first `depth` rows of a grid, which are its header; None if no rows
    are below."""
    level = grid.row_bounds[depth]
    above = [line for line in lines_of(rows) if line.middle_y < level]
    body = [row for row in rows if row[0].middle_y >= level]
    frame = replace(frame, column_bounds=with_label_columns(frame.column_bounds, body))
    body = split_at_column_bounds(body, frame.column_bounds)
    if not body:
        return None
    header = [cell for cell in fill_cells(grid, above) if cell.row < depth]
    _move_to_columns(header, grid, frame)
    return build_under_header(header, body, frame)


def _move_to_columns(cells: Sequence[PageCell], grid: Grid, frame: TableFrame) -> None:
    """Number the columns of a grid's cells as those of the whole table."""
    bounds = frame.column_bounds
    places = [
        min(range(len(bounds)), key=lambda at: abs(bounds[at] - x)) for x in grid.column_bounds
    ]
    for cell in cells:
        start, end = places[cell.column], places[cell.column + cell.columns]
        cell.column, cell.columns = start, max(1, end - start)

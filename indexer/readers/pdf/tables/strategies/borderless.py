"""Tables without drawn cells: rows by baseline, columns by the whitespace that all rows leave.

The rows with figures are the body. The rows above them in the same columns are the header; a
spanning header is found by its middle (`header_alignment`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import around
from indexer.readers.pdf.tables.builder import build_table
from indexer.readers.pdf.tables.column_gaps import column_gap_middles
from indexer.readers.pdf.tables.grid_table import lines_outside
from indexer.readers.pdf.tables.model import PageTable, TableFrame
from indexer.readers.pdf.tables.options import HEADERS, ROWS
from indexer.readers.pdf.tables.regions import first_table_row, table_row_run
from indexer.readers.pdf.tables.rows import (
    TextRow,
    is_announcement,
    is_figured,
    is_outside_table,
    lines_of,
    rows_of,
    split_at_column_bounds,
)
from indexer.readers.pdf.tables.table_evidence import has_ruled_header, is_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.source.geometry import Box
    from indexer.readers.pdf.tables.strategies.contract import Found, SearchArea


def find(area: SearchArea) -> Found:
    """The tables among the lines of one column of text, from the top."""
    tables = []
    rows = rows_of(line for line in area.lines if line.orientation == 0)
    at = free = 0
    while at < len(rows):
        end = table_row_run(rows, at)
        first = _first_row(rows, free, at, end) if end > at else at
        announced = first > free and is_announcement(rows[first - 1])
        least = ROWS.least_rows - 1 if announced else ROWS.least_rows
        if end - at >= least or has_ruled_header(rows[at:end], area.rulings):
            table = _table_of(rows[first:end], area.rulings, announced=announced)
            if table is not None:
                tables.append(table)
                at = free = end
                continue
        at += 1
    return tables, lines_outside(area.lines, *(table.box for table in tables))


def _first_row(rows: Sequence[TextRow], free: int, at: int, end: int) -> int:
    """The first row of the table in rows [at, end); those before row `free` belong to others."""
    first = at
    captioned = at > free + 1 and is_outside_table(rows[at - 2])
    if at > free and _is_uppermost_header(rows[at - 1], rows[at:end], captioned=captioned):
        first = at - 1
    return first_table_row(rows[free:], first - free, end - free) + free


def _is_uppermost_header(row: TextRow, below: Sequence[TextRow], *, captioned: bool) -> bool:
    """True if a row of one cell is the uppermost header of the rows below, and no caption.

    It is centred over all columns but that of the labels, or, under a line that is the caption,
    as near to the next row of headers as this is to the one after it.
    """
    figured = next((other for other in below if is_figured(other)), None)
    if len(row) > 1 or is_outside_table(row) or len(below) < 2 or figured is None:
        return False
    line, first = row[0], below[0][0]
    pitch = below[1][0].base - first.base
    step = first.base - line.base
    alike = abs(line.size - first.size) < ROWS.same_size and line.bold == first.bold
    if figured is below[0] or not alike or step > HEADERS.title_pitch * max(pitch, line.size):
        return False
    left = figured[0].x1
    if first.x0 < left and is_figured(below[1]):
        return False  # one header row with a title over it
    box = around([other.box for other in lines_of(below)])
    over_columns = abs(line.middle_x - (left + box.x1) / 2) < abs(line.middle_x - box.middle_x)
    regular = abs(step - pitch) < HEADERS.same_pitch * pitch
    return line.x0 > left and (over_columns or (captioned and regular))


def _table_of(
    rows: Sequence[TextRow], rulings: Sequence[Box], *, announced: bool
) -> PageTable | None:
    """The table of the rows, None if they are something else; a caption may have `announced`
    it."""
    ruled = announced or has_ruled_header(rows, rulings)
    inner = column_gap_middles(rows, drawn_rows=ruled)
    if inner is None:
        return None
    box = around([line.box for line in lines_of(rows)])
    frame = TableFrame(box, (box.x0, *inner, box.x1), rulings=tuple(rulings))
    several = sum(len(row) > 1 for row in rows)
    least = ROWS.least_rows - 1 if any(map(is_figured, rows)) else ROWS.least_rows
    sure = announced and several >= least and 2 * several >= len(rows)
    if not sure and not is_table(rows, frame):
        return None
    inside = tuple(r for r in rulings if r.is_level and box.y0 < r.y0 < box.y1)
    split = split_at_column_bounds(rows, frame.column_bounds)
    return build_table(split, replace(frame, row_separators=inside))

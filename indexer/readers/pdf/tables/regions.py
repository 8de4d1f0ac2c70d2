"""Table regions: the rows of type that are one table.

A row ends a table if it is far below the row above, is a caption or a note, or covers all
columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.readers.pdf.tables.options import COLUMN_GAPS, ROWS, RULINGS
from indexer.readers.pdf.tables.rows import (
    TextRow,
    cell_count,
    crosses_bound,
    is_outside_table,
    lines_of,
    rows_in_columns,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.source.geometry import Box, TextLine


class _CoveredStretches:
    """The stretches of x that the text of rows covers; gaps too narrow for two columns count as
    covered."""

    def __init__(self, rows: Sequence[TextRow] = ()) -> None:
        self._stretches: list[tuple[float, float]] = []
        for row in rows:
            self.add(row)

    def add(self, row: TextRow) -> bool:
        """Cover the text of one more row; return True if a stretch between two columns is still
        free."""
        least = COLUMN_GAPS.wide * row[0].size
        pieces = [*self._stretches]
        for line in row:
            start, order = line.x0, line.order
            for gap in line.gaps:
                if gap.order - order not in (0, 1):  # not drawn in one go: another cell
                    pieces.append((start, gap.left))
                    start = gap.right
                order = gap.order
            pieces.append((start, line.x1))
        self._stretches = []
        for left, right in sorted(pieces):
            if self._stretches and left < self._stretches[-1][1] + least:
                start, end = self._stretches[-1]
                self._stretches[-1] = (start, max(end, right))
            else:
                self._stretches.append((left, right))
        return len(self._stretches) > 1


def table_row_run(rows: Sequence[TextRow], first: int) -> int:
    """The end of the run of rows from `first` that may be one table; `first` itself if there is
    none.

    It has rows with several cells, and between them rows of one cell, as long as all of them
    leave a stretch free.
    """
    if cell_count(rows[first]) < 2 or is_outside_table(rows[first]):
        return first
    covered = _CoveredStretches(rows[first : first + 1])
    end = last = first + 1
    while end < len(rows):
        row, above = rows[end], rows[end - 1]
        if is_outside_table(row) or _is_far_below(above, row):
            break
        if not covered.add(row) or (len(row) > 1 and cell_count(row) < 2):
            break
        end += 1
        if cell_count(row) > 1 or _is_drawn_before(row, above):
            last = end
    return include_trailing_cells(rows, first, last)


def include_trailing_cells(rows: Sequence[TextRow], first: int, end: int) -> int:
    """Index after the table's last row, extended over lines of that row's cells.

    These are lines drawn earlier than the rows above them, and lines that wrap under the cell
    drawn last.
    """
    orders = sorted(line.order for line in lines_of(rows))
    latest = max(lines_of(rows[first:end]), key=_drawn)
    while end < len(rows):
        row = rows[end]
        order, _ = _drawn(latest)
        line = row[0]
        within = all(line.order < order for line in row)
        following = next((other for other in orders if other > order), None)
        wraps = (
            len(row) == 1
            and line.order == following
            and line.base - latest.base < ROWS.wrap_pitch * line.size
            and min(line.x1, latest.x1) > max(line.x0, latest.x0)
        )
        if not (within or wraps):
            break
        latest = max((latest, *row), key=_drawn)
        end += 1
    return _include_wrapped_label(rows, end)


def grow_region(
    box: Box, column_bounds: Sequence[float], lines: Sequence[TextLine]
) -> list[TextRow]:
    """The rows of the table around a partially drawn `box`: those in it, and those above and
    below that keep to its columns. Lines are cut at the column bounds."""
    rows = rows_in_columns(_lines_near(box, lines), column_bounds)
    margin = RULINGS.inside
    inside = [
        at
        for at, row in enumerate(rows)
        if any(box.y0 - margin < line.middle_y < box.y1 + margin for line in row)
    ]
    if not inside:
        return []
    first, last = inside[0], inside[-1] + 1
    covered = _CoveredStretches(rows[first:last])
    end = last
    while end < len(rows) and _continues_table(rows[end - 1], rows[end], column_bounds):
        if not covered.add(rows[end]):
            break
        end += 1
        if cell_count(rows[end - 1]) > 1 or _is_drawn_before(rows[end - 1], rows[end - 2]):
            last = end
    last = include_trailing_cells(rows, first, last)
    return rows[first_table_row(rows, first, last) : last]


def first_table_row(rows: Sequence[TextRow], first: int, end: int) -> int:
    """The first row of the table that holds rows [first, end).

    Above these it has rows of several cells that leave a stretch free, and lines that were drawn
    between the table's own. A running header is drawn before or after all of the table.
    """
    covered = _CoveredStretches(rows[first:end])
    known = [line.order for line in lines_of(rows[first:end])]
    earliest, latest = min(known), max(known)
    at = first
    while at and _continues_table(rows[at - 1], rows[at], ()):
        at -= 1
        if not covered.add(rows[at]):
            break
        adjacent = first == at + 1
        between = all(earliest < line.order < latest for line in rows[at])
        if cell_count(rows[at]) > 1 or (adjacent and (between or _is_centred_header(rows, at))):
            first = at
            earliest = min(earliest, *(line.order for line in rows[at]))
    return first


def lines_drawn_within(box: Box, lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines in a box, and those at its height that reach out of it: drawn between the lines
    in the box, or right before or after them where they overlap the box."""
    ordered = _in_drawing_order(lines)
    level = [box.y0 < line.middle_y < box.y1 for line in ordered]
    low, high = box.x0 - RULINGS.inside, box.x1 + RULINGS.inside
    known = [at for at, line in enumerate(ordered) if level[at] and low < line.middle_x < high]
    if not known:
        return []
    first, end = known[0], known[-1] + 1
    while first and level[first - 1] and box.overlaps_across(ordered[first - 1]):
        first -= 1
    while end < len(ordered) and level[end] and box.overlaps_across(ordered[end]):
        end += 1
    return [ordered[at] for at in range(first, end) if level[at]]


def _in_drawing_order(lines: Sequence[TextLine]) -> list[TextLine]:
    return sorted(lines, key=lambda line: (line.order, line.base, line.x0))


def _drawn(line: TextLine) -> tuple[int, float]:
    """The order of the last piece of a line, which may be several cells, and its right edge:
    cells of one piece are drawn from the left."""
    return max((gap.order for gap in line.gaps), default=line.order), line.x1


def _is_drawn_before(row: TextRow, above: TextRow) -> bool:
    """True if a row was drawn before the one above it: a cell centred beside it."""
    return max(line.order for line in row) < max(line.order for line in above)


def _is_far_below(above: TextRow, row: TextRow) -> bool:
    """True if two rows are too far apart for one table."""
    return row[0].base - above[0].base > ROWS.table_pitch * max(above[0].size, row[0].size)


def _continues_table(above: TextRow, below: TextRow, column_bounds: Sequence[float]) -> bool:
    """True if one of two rows continues the table of the other, in its columns."""
    if is_outside_table(above) or is_outside_table(below) or _is_far_below(above, below):
        return False
    return not any(crosses_bound(line, column_bounds) for line in below)


def _include_wrapped_label(rows: Sequence[TextRow], end: int) -> int:
    """One row later if the last row's label wraps: the next line is alone, and nearer than a row
    of type would be."""
    if not 0 < end < len(rows) or len(rows[end]) > 1:
        return end
    line, last = rows[end][0], rows[end - 1]
    near = line.base - last[0].base < ROWS.tight_pitch * line.size
    return end + 1 if near and line.x1 < last[-1].x1 else end


def _is_centred_header(rows: Sequence[TextRow], at: int) -> bool:
    """True if a row is too near to the one below it for two rows of type: a header over the
    whole height of the header rows, centred. The row above such a header is drawn after it."""
    line = rows[at][0]
    pitch = rows[at + 1][0].base - line.base
    if pitch < ROWS.tight_pitch * line.size:
        return True
    upper = rows[at - 1] if at else []
    later = bool(upper) and all(other.order > line.order for other in upper)
    return later and pitch < ROWS.half_row_pitch * line.size


def _lines_near(box: Box, lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines above, in and below a box, and those beside it that were drawn together with
    its own: the text of an outer column that is not drawn."""
    level = [line for line in lines if line.orientation == 0]
    left, right = box.x0 - RULINGS.crossing, box.x1 + RULINGS.crossing
    near = [line for line in level if left <= line.x0 and line.x1 <= right]
    kept = set(near)
    ordered = _in_drawing_order(level)
    top, bottom = box.y0 - RULINGS.inside, box.y1 + RULINGS.inside
    inside = [top < line.middle_y < bottom for line in ordered]
    known = [at for at, line in enumerate(ordered) if inside[at] and line in kept]
    if not known:
        return near
    first, end = known[0], known[-1] + 1
    while first and inside[first - 1]:
        first -= 1
    while end < len(ordered) and inside[end]:
        end += 1
    return near + [line for line in ordered[first:end] if line not in kept]

"""Which rows of type are one table: where it ends, and what belongs to a part of it.

A row ends a table when it is set far below, is a caption or a note, or runs over all columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.readers.pdf.tables.builder import parted, with_wrapped_label
from indexer.readers.pdf.tables.cells import LEADERS, rows_of
from indexer.readers.pdf.tables.column_gaps import FREE, NEAR, Row
from indexer.readers.pdf.tables.drawing_order import TOTAL
from indexer.structure.captions import CAPTION, NOTE, UNIT
from indexer.structure.list_markers import bullet_length, marker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.source.geometry import Box, TextLine

#: Rows of one table follow each other within this many sizes of their type.
ROW_PITCH = 3.4
#: Rows that a table must have, its head included.
LEAST_ROWS = 3
#: Lines of one cell follow each other within this many sizes.
WRAP_PITCH = 1.6
#: Headers half-way between two rows of others stand within this many sizes of both.
HALF_ROW = 1.4


def cell_count(row: Row) -> int:
    """How many cells a row has; a number or bullet with its text is one."""
    count = len(row)
    if count > 1 and (bullet_length(row[0].text + "　x") or _is_marker(row[0].text)):
        count -= 1
    return count


def stands_apart(row: Row) -> bool:
    """Whether a row is a caption, a unit line or a note, which belong to a table from outside,
    or an entry of a table of contents."""
    text = " ".join(line.text for line in row)
    outside = CAPTION.match(text) or UNIT.match(text) or NOTE.match(text)
    return bool(outside or LEADERS.search(text))


def is_announcement(row: Row) -> bool:
    """Whether a row is a caption or a unit line, under which a table stands."""
    text = " ".join(line.text for line in row)
    return bool(CAPTION.match(text) or UNIT.match(text))


def _is_marker(text: str) -> bool:
    found = marker(text + "　")
    return found is not None and found.end >= len(text)


def run(rows: Sequence[Row], at: int) -> int:
    """The end of the run of rows from `at` that may be one table: rows with several cells, and
    between them rows of one cell, as long as all of them leave a stretch free."""
    if cell_count(rows[at]) < 2 or stands_apart(rows[at]):
        return at
    cover = _cover([], rows[at])
    end = last = at + 1
    while end < len(rows):
        row = rows[end]
        if stands_apart(row):
            break
        pitch = row[0].base - rows[end - 1][0].base
        if pitch > ROW_PITCH * max(row[0].size, rows[end - 1][0].size):
            break
        cover = _cover(cover, row)
        if len(cover) < 2 or (len(row) > 1 and cell_count(row) < 2):
            break
        if cell_count(row) > 1 or _is_amid(row, rows[end - 1]):
            last = end + 1
        end += 1
    return with_last_cells(rows, at, last)


def _is_amid(row: Row, above: Row) -> bool:
    """Whether a row was drawn before the one above it: a cell set half-way up beside it."""
    return max(line.order for line in row) < max(line.order for line in above)


def _cover(cover: Sequence[tuple[float, float]], row: Row) -> list[tuple[float, float]]:
    """The stretches of x that text covers, with that of one more row."""
    least = FREE * row[0].size
    pieces = [*cover]
    for line in row:
        start, order = line.x0, line.order
        for gap in line.gaps:
            if gap.order - order not in (0, 1):  # not drawn in one go: another cell
                pieces.append((start, gap.left))
                start = gap.right
            order = gap.order
        pieces.append((start, line.x1))
    done: list[tuple[float, float]] = []
    for left, right in sorted(pieces):
        if done and left < done[-1][1] + (least if len(done) else 0):
            done[-1] = (done[-1][0], max(done[-1][1], right))
        else:
            done.append((left, right))
    return done


def _drawn(line: TextLine) -> tuple[int, float]:
    """When the last piece of a line was drawn, which may be several cells; cells of one piece
    from the left."""
    return max((gap.order for gap in line.gaps), default=line.order), line.x1


def with_last_cells(rows: Sequence[Row], first: int, end: int) -> int:
    """The end of a table's rows with the rest of its last row's cells: what was drawn before
    something above it, or goes on under what was drawn last."""
    orders = sorted(line.order for row in rows for line in row)
    latest = max((x for row in rows[first:end] for x in row), key=_drawn)
    while end < len(rows):
        row = rows[end]
        within = all(line.order < _drawn(latest)[0] for line in row)
        line = row[0]
        following = next((order for order in orders if order > _drawn(latest)[0]), None)
        under = len(row) == 1 and line.order == following
        under = under and line.base - latest.base < WRAP_PITCH * line.size
        if not within and not (under and min(line.x1, latest.x1) > max(line.x0, latest.x0)):
            break
        latest = max((latest, *row), key=_drawn)
        end += 1
    return with_wrapped_label(rows, end)


def around_box(box: Box, xs: Sequence[float], lines: Sequence[TextLine]) -> list[Row]:
    """The rows of a table of which `box` holds a part: those in it, and those above and below
    that keep to the columns bounded by `xs`. Lines are parted at the bounds."""
    near = _near(box, lines)
    rows = parted(rows_of(near), xs)
    inside = [
        at for at, row in enumerate(rows)
        if any(box.y0 - 1 < line.middle_y < box.y1 + 1 for line in row)
    ]  # fmt: skip
    if not inside:
        return []
    first, end = inside[0], inside[-1] + 1
    cover: list[tuple[float, float]] = []
    for row in rows[first:end]:
        cover = _cover(cover, row)
    last = end
    while end < len(rows) and _keeps_to(rows[end - 1], rows[end], xs):
        cover = _cover(cover, rows[end])
        if len(cover) < 2:
            break
        end += 1
        if cell_count(rows[end - 1]) > 1 or _is_amid(rows[end - 1], rows[end - 2]):
            last = end
    last = with_last_cells(rows, first, last)
    return rows[first_above(rows, first, last) : last]


def first_above(rows: Sequence[Row], first: int, end: int) -> int:
    """The first row of a table of which rows [first, end) are known: above them rows of several
    cells that leave a stretch free, and what was drawn in the midst of the table. A running
    head is drawn before or after all of it."""
    cover: list[tuple[float, float]] = []
    for row in rows[first:end]:
        cover = _cover(cover, row)
    earliest = min(line.order for row in rows[first:end] for line in row)
    latest = max(line.order for row in rows[first:end] for line in row)
    at = first
    while at and _keeps_to(rows[at - 1], rows[at], ()):
        at -= 1
        cover = _cover(cover, rows[at])
        if len(cover) < 2:
            break
        if cell_count(rows[at]) > 1 or (
            first == at + 1
            and (all(earliest < line.order < latest for line in rows[at]) or _half_a_row(rows, at))
        ):
            first = at
            earliest = min(earliest, *(line.order for line in rows[at]))
    return first


def _half_a_row(rows: Sequence[Row], at: int) -> bool:
    """Whether a row stands too near to the one below it for two rows of type: a header over the
    whole height of the head, half-way up. What is above such a header is drawn after it."""
    line = rows[at][0]
    pitch = rows[at + 1][0].base - line.base
    upper = rows[at - 1] if at else []
    later = bool(upper) and all(other.order > line.order for other in upper)
    return pitch < NEAR * line.size or (later and pitch < HALF_ROW * line.size)


def _near(box: Box, lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines that stand above, in and below a box, and those beside it that were drawn
    together with what it holds: an outer column that is not drawn."""
    level = [line for line in lines if line.turn == 0]
    near = [x for x in level if box.x0 - 4 <= x.x0 and x.x1 <= box.x1 + 4]
    ordered = sorted(level, key=lambda line: (line.order, line.base, line.x0))
    inside = [box.y0 - 2 < line.middle_y < box.y1 + 2 for line in ordered]
    kept = set(near)
    known = [at for at, line in enumerate(ordered) if inside[at] and line in kept]
    if not known:
        return near
    first, end = known[0], known[-1] + 1
    while first and inside[first - 1]:
        first -= 1
    while end < len(ordered) and inside[end]:
        end += 1
    return near + [x for x in ordered[first:end] if x not in kept]


def drawn_within(box: Box, lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines in a box and what reaches out of it: lines at its height that were drawn in the
    midst of the others, or right before or after them where they overlap the box."""
    ordered = sorted(lines, key=lambda line: (line.order, line.base, line.x0))
    level = [box.y0 < line.middle_y < box.y1 for line in ordered]
    known = [
        at for at, line in enumerate(ordered)
        if level[at] and box.x0 - 1 < line.middle_x < box.x1 + 1
    ]  # fmt: skip
    if not known:
        return []
    first, end = known[0], known[-1] + 1
    while first and level[first - 1] and box.overlaps_across(ordered[first - 1]):
        first -= 1
    while end < len(ordered) and level[end] and box.overlaps_across(ordered[end]):
        end += 1
    return [ordered[at] for at in range(first, end) if level[at]]


def _keeps_to(above: Row, below: Row, xs: Sequence[float]) -> bool:
    """Whether one of two rows goes on with the table of the other, in its columns."""
    if stands_apart(above) or stands_apart(below):
        return False
    if below[0].base - above[0].base > ROW_PITCH * max(above[0].size, below[0].size):
        return False
    return not any(crosses(line, xs) for line in below)


def crosses(line: TextLine, xs: Sequence[float]) -> bool:
    """Whether a line reaches over a bound of the columns; the label of sums may."""
    if TOTAL.match(line.text.replace(" ", "")):
        return False
    return any(line.x0 + 3 < x < line.x1 - 3 for x in xs[1:-1])

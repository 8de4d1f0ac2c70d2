"""Tables of which nothing is drawn but upright strokes between the columns.

Their outer columns have no stroke on one side. What belongs to them is what was drawn together
with the text between the strokes, at the height of the strokes.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import Box, TextLine, around
from indexer.readers.pdf.tables.borderless import is_table
from indexer.readers.pdf.tables.builder import build, parted
from indexer.readers.pdf.tables.cells import PageTable, rows_of
from indexer.readers.pdf.tables.drawing_order import row_by_row
from indexer.readers.pdf.tables.regions import LEAST_ROWS, stands_apart
from indexer.readers.pdf.tables.ruling_grid import TOUCH, Edge, merged

if TYPE_CHECKING:
    from collections.abc import Sequence


def palisade_tables(rules: Sequence[Box], lines: Sequence[TextLine]) -> list[tuple[PageTable, Box]]:
    """The tables between upright strokes that touch no other ones, and the box of each."""
    found = []
    for strokes in _palisades(rules):
        xs = [stroke.at for stroke in strokes]
        level = (min(s.start for s in strokes), max(s.end for s in strokes))
        held = _drawn_together(xs, level, lines)
        if not held:
            continue
        box = around([line.box for line in held])
        bounds = [min(box.x0, xs[0] - 1), *xs, max(box.x1, xs[-1] + 1)]
        rows = parted(rows_of(held), bounds)
        enough = len(rows) >= LEAST_ROWS and any(len(row) > 1 for row in rows)
        if enough and (row_by_row(held, bounds) or is_table(rows, bounds, [])):
            found.append((build(rows, bounds, box), box))
    return found


def _palisades(rules: Sequence[Box]) -> list[list[Edge]]:
    """Upright strokes that begin or end at one height and touch no level ones, in groups."""
    across = [rule for rule in rules if rule.width >= rule.height]
    down = merged([Edge(x0, y0, y1) for x0, y0, x1, y1 in rules if x1 - x0 < y1 - y0])
    groups: list[list[Edge]] = []
    for edge in sorted(down, key=lambda edge: edge.at):
        if any(
            x0 - TOUCH <= edge.at <= x1 + TOUCH and edge.start - TOUCH <= y <= edge.end + TOUCH
            for x0, y, x1, _ in across
        ):
            continue
        for group in groups:
            if any(_beside(edge, other) for other in group):
                group.append(edge)
                break
        else:
            groups.append([edge])
    return groups


def _beside(one: Edge, other: Edge) -> bool:
    """Whether two strokes part columns of one table: one may begin below a header over both its
    columns, and end above a label that stands over them."""
    together = one.start < other.end and other.start < one.end
    return together and min(abs(one.end - other.end), abs(one.start - other.start)) < TOUCH


def _drawn_together(
    xs: Sequence[float], level: tuple[float, float], lines: Sequence[TextLine]
) -> list[TextLine]:
    """The lines at the height of the strokes that were drawn with those on their two sides."""
    ordered = sorted((x for x in lines if x.turn == 0), key=lambda x: (x.order, x.base, x.x0))
    inside = [level[0] - 2 < x.middle_y < level[1] + 2 for x in ordered]
    across = [
        at
        for at, (one, other) in enumerate(pairwise(ordered))
        if inside[at] and inside[at + 1]
        and any(one.x1 <= x + 1 and x - 1 <= other.x0 for x in xs)
    ]  # fmt: skip
    if not across:
        return []
    first, end = across[0], across[-1] + 2
    if not all(inside[first:end]):
        return []
    while first and inside[first - 1] and not stands_apart([ordered[first - 1]]):
        first -= 1
    while end < len(ordered) and inside[end] and not stands_apart([ordered[end]]):
        end += 1
    return ordered[first:end]

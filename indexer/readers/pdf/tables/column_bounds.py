"""The bounds of the columns of a table of which a part is drawn: those of the drawn cells, and
what the text beside and below them adds."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.readers.pdf.tables.column_gaps import Row, gutters
from indexer.readers.pdf.tables.ruling_grid import SNAP, Grid

if TYPE_CHECKING:
    from collections.abc import Sequence


def bounds(group: Sequence[Grid]) -> tuple[float, ...]:
    """The bounds of the columns of all grids together."""
    found: list[float] = []
    for x in sorted(x for grid in group for x in grid.xs):
        if not found or x - found[-1] > 2 * SNAP:
            found.append(x)
    return tuple(found)


def share_columns(grid: Grid, group: Sequence[Grid]) -> bool:
    """Whether the columns of a grid are those of one of a group, as far as both reach."""
    for other in group:
        low, high = max(grid.xs[0], other.xs[0]), min(grid.xs[-1], other.xs[-1])
        own = [x for x in grid.xs if low - SNAP < x < high + SNAP]
        its = [x for x in other.xs if low - SNAP < x < high + SNAP]
        few, many = sorted((own, its), key=len)
        if len(few) > 1 and all(any(abs(x - y) < 2 * SNAP for y in many) for x in few):
            return True
    return False


def with_outer(xs: Sequence[float], rows: Sequence[Row]) -> tuple[float, ...]:
    """The bounds of the columns with those of columns beside the drawn ones. What reaches out of
    the first or the last column, and has nothing beside it there, is text of that column."""
    lines = [line for row in rows for line in row]
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    found = list(xs)
    before = [row for row in rows if row[0].x1 < xs[0] + 1]
    behind = [row for row in rows if row[-1].x0 > xs[-1] - 1]
    if any(xs[0] < x.x0 and x.x1 < xs[1] + 1 for row in before for x in row[1:]):
        found = [left, *found]
    elif before:
        found[0] = left
    if any(xs[-2] - 1 < x.x0 and x.x1 < xs[-1] for row in behind for x in row[:-1]):
        found = [*found, right]
    elif behind:
        found[-1] = right
    return tuple(found)


def with_labels(xs: Sequence[float], body: Sequence[Row]) -> tuple[float, ...]:
    """The bounds of the columns with one between two columns of labels that one header heads."""
    found = gutters(body, banded=True) if len(body) > 1 else None
    first = [
        x for x in found or ()
        if any(
            one.x1 < x < other.x0 and xs[0] - 1 < one.x0 and other.x1 < xs[1] + 1
            for row in body
            for one, other in pairwise(row)
        )
    ]  # fmt: skip
    return (xs[0], *first[:1], *xs[1:])

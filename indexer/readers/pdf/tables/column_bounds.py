"""Column boundaries of a partially ruled table, from its ruled cells and the surrounding text."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.readers.pdf.tables.column_gaps import column_gap_middles
from indexer.readers.pdf.tables.options import RULINGS
from indexer.readers.pdf.tables.rows import TextRow, lines_of
from indexer.structure.characters import is_han
from indexer.structure.list_markers import ordinal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.readers.pdf.source.geometry import TextLine
    from indexer.readers.pdf.tables.ruling_grid import Grid

Bounds = tuple[float, ...]


def bounds_of_grids(grids: Sequence[Grid]) -> Bounds:
    """The column bounds of all grids together."""
    found: list[float] = []
    for x in sorted(x for grid in grids for x in grid.column_bounds):
        if not found or x - found[-1] > 2 * RULINGS.snap:
            found.append(x)
    return tuple(found)


def share_columns(grid: Grid, grids: Sequence[Grid]) -> bool:
    """True if a grid has the columns of one of the others, as far as both reach."""
    return any(_have_same_columns(grid.column_bounds, x.column_bounds) for x in grids)


def _have_same_columns(bounds: Bounds, others: Bounds) -> bool:
    snap = RULINGS.snap
    low, high = max(bounds[0], others[0]), min(bounds[-1], others[-1])
    own = [x for x in bounds if low - snap < x < high + snap]
    its = [x for x in others if low - snap < x < high + snap]
    few, many = sorted((own, its), key=len)
    return len(few) > 1 and all(any(abs(x - y) < 2 * snap for y in many) for x in few)


def with_outer_columns(bounds: Bounds, rows: Sequence[TextRow]) -> Bounds:
    """The bounds, with those of columns beside the drawn ones.

    Text that reaches out of the first or the last column, with nothing beside it there, belongs
    to that column, which becomes wider.
    """
    lines = lines_of(rows)
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    margin = RULINGS.inside
    found = list(bounds)
    before = [row for row in rows if row[0].x1 < bounds[0] + margin]
    after = [row for row in rows if row[-1].x0 > bounds[-1] - margin]
    if any(bounds[0] < x.x0 and x.x1 < bounds[1] + margin for row in before for x in row[1:]):
        found = [left, *found]
    elif before:
        found[0] = left
    if any(bounds[-2] - margin < x.x0 and x.x1 < bounds[-1] for row in after for x in row[:-1]):
        found = [*found, right]
    elif after:
        found[-1] = right
    return tuple(found)


def with_label_columns(bounds: Bounds, body: Sequence[TextRow]) -> Bounds:
    """The bounds, with one between two columns of labels that share one header."""
    found = column_gap_middles(body, drawn_rows=True) if len(body) > 1 else None
    low, high = bounds[0] - RULINGS.inside, bounds[1] + RULINGS.inside
    first = [
        x
        for x in found or ()
        if (pairs := list(_pairs_at(x, body, low, high))) and not all(map(_is_distributed, pairs))
    ]
    return (bounds[0], *first[:1], *bounds[1:])


def _pairs_at(
    x: float, body: Sequence[TextRow], low: float, high: float
) -> Iterator[tuple[TextLine, TextLine]]:
    """Yield the neighbours on both sides of a place, as far as they lie between two others."""
    for row in body:
        for left, right in pairwise(row):
            if left.x1 < x < right.x0 and low < left.x0 and right.x1 < high:
                yield left, right


def _is_distributed(pair: tuple[TextLine, TextLine]) -> bool:
    """True for two characters of one label that is distributed over its column (規　費　收　入)."""
    return all(
        len(line.text) == 1 and is_han(line.text) and ordinal(line.text) is None for line in pair
    )

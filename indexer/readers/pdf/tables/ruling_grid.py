"""Rulings and shaded boxes to grids: the rows and columns of a table, and its spanning cells.

Rulings are merged to edges, edges that touch make a component, and a component with inner
edges is a grid. Slots with no edge between them are one spanning cell. Sides that were not drawn
(tables open to the left and right) are closed at the ends of the other edges. Shaded boxes
give the same edges as rulings do.
"""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import Box
from indexer.readers.pdf.tables.options import RULINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Edge:
    """A horizontal edge at y `at` from x `start` to `end`, or a vertical one with x and y
    exchanged. `drawn` is true for a ruling, false for the side of a shaded box."""

    at: float
    start: float
    end: float
    drawn: bool = True


@dataclass(frozen=True, slots=True)
class RulingCell:
    """A cell of a grid: its first slot and how many rows and columns it spans."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Bounds of columns from the left, bounds of rows from the top, and the cells between them.
    `shaded` says that no ruling was drawn. Compares by identity."""

    column_bounds: tuple[float, ...]
    row_bounds: tuple[float, ...]
    cells: tuple[RulingCell, ...]
    shaded: bool = False

    @property
    def box(self) -> Box:
        columns, rows = self.column_bounds, self.row_bounds
        return Box(columns[0], rows[0], columns[-1], rows[-1])

    @property
    def columns(self) -> int:
        return len(self.column_bounds) - 1

    @property
    def rows(self) -> int:
        return len(self.row_bounds) - 1

    @property
    def single(self) -> bool:
        """True if it has one slot only."""
        return self.rows + self.columns == 2

    def cell_box(self, cell: RulingCell) -> Box:
        """The place of a cell on the page."""
        return Box(
            self.column_bounds[cell.column],
            self.row_bounds[cell.row],
            self.column_bounds[cell.column + cell.columns],
            self.row_bounds[cell.row + cell.rows],
        )


def find_grids(
    rulings: Iterable[Box], shades: Iterable[Box], size: tuple[float, float]
) -> list[Grid]:
    """The grids on a page of `size` (width, height), from the top down. A frame or a shaded box
    is a grid of one slot."""
    width, height = size
    across: list[Edge] = []
    down: list[Edge] = []
    for x0, y0, x1, y1 in rulings:
        if x1 - x0 >= y1 - y0:
            across.append(Edge(y0, x0, x1))
        else:
            down.append(Edge(x0, y0, y1))
    for x0, y0, x1, y1 in shades:
        small = min(x1 - x0, y1 - y0) < RULINGS.least_shade
        if small or (x1 - x0) * (y1 - y0) > RULINGS.background * width * height:
            continue
        across += [Edge(y0, x0, x1, False), Edge(y1, x0, x1, False)]
        down += [Edge(x0, y0, y1, False), Edge(x1, y0, y1, False)]
    horizontal, vertical = merged(across), merged(down)
    if len(horizontal) * len(vertical) > RULINGS.most_pairs:
        return []
    grids = []
    for rows, columns in _components(horizontal, vertical):
        grid = _grid(rows, columns)
        if grid is not None:
            grids.append(grid)
    return sorted(grids, key=lambda grid: (grid.row_bounds[0], grid.column_bounds[0]))


def merged(edges: Sequence[Edge]) -> list[Edge]:
    """The edges, with those on one line that overlap or nearly meet merged to one."""
    done: list[Edge] = []
    for group in _clusters(sorted(edges, key=lambda edge: edge.at)):
        at = sum(edge.at for edge in group) / len(group)
        ordered = sorted(group, key=lambda edge: edge.start)
        start, end, drawn = ordered[0].start, ordered[0].end, ordered[0].drawn
        for edge in ordered[1:]:
            if edge.start <= end + RULINGS.snap:
                end, drawn = max(end, edge.end), drawn or edge.drawn
            else:
                done.append(Edge(at, start, end, drawn))
                start, end, drawn = edge.start, edge.end, edge.drawn
        done.append(Edge(at, start, end, drawn))
    return done


def _clusters(edges: Sequence[Edge]) -> list[list[Edge]]:
    """Sorted edges in groups no wider than the snap."""
    groups: list[list[Edge]] = []
    for edge in edges:
        if groups and edge.at - groups[-1][0].at <= RULINGS.snap:
            groups[-1].append(edge)
        else:
            groups.append([edge])
    return groups


def _components(
    horizontal: Sequence[Edge], vertical: Sequence[Edge]
) -> list[tuple[list[Edge], list[Edge]]]:
    """Groups of edges that touch, directly or through others."""
    snap = RULINGS.snap
    parent = list(range(len(horizontal) + len(vertical)))

    def find(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for h, row in enumerate(horizontal):
        for v, column in enumerate(vertical):
            if (
                row.start - snap <= column.at <= row.end + snap
                and column.start - snap <= row.at <= column.end + snap
            ):
                parent[find(h)] = find(len(horizontal) + v)
    groups: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for h, row in enumerate(horizontal):
        groups.setdefault(find(h), ([], []))[0].append(row)
    for v, column in enumerate(vertical):
        groups.setdefault(find(len(horizontal) + v), ([], []))[1].append(column)
    found = [group for group in groups.values() if group[0] and group[1]]
    for rows, columns in groups.values():
        if not rows:
            _put_inside(columns, found)
    return found


def _put_inside(columns: Sequence[Edge], groups: Sequence[tuple[list[Edge], list[Edge]]]) -> None:
    """Add vertical edges that touch no horizontal ones to the group around them."""
    snap = RULINGS.snap
    for edge in columns:
        for rows, others in groups:
            across = min(r.start for r in rows) < edge.at < max(r.end for r in rows)
            low, high = min(c.start for c in others), max(c.end for c in others)
            if across and low - snap < edge.start and edge.end < high + snap and edge.drawn:
                others.append(edge)
                break


def _grid(rows: list[Edge], columns: list[Edge]) -> Grid | None:
    """The grid of touching edges. One slot may be a shaded row of a table, or a frame."""
    left = min(edge.start for edge in rows)
    right = max(edge.end for edge in rows)
    top = min(edge.start for edge in columns)
    bottom = max(edge.end for edge in columns)
    # An edge that ends between two others bounds a row or column too: a header over several
    # columns may have no stroke below it, and only theirs begin there.
    ends_across = [x for edge in rows for x in (edge.start, edge.end)]
    ends_down = [y for edge in columns for y in (edge.start, edge.end)]
    column_bounds = _places([edge.at for edge in columns], ends_across, left, right)
    row_bounds = _places([edge.at for edge in rows], ends_down, top, bottom)
    if len(column_bounds) < 2 or len(row_bounds) < 2:
        return None
    shaded = not any(edge.drawn for edge in (*rows, *columns))
    cells = _cells(column_bounds, row_bounds, rows, columns)
    return _without_idle(column_bounds, row_bounds, cells, shaded)


def _places(found: Sequence[float], ends: Sequence[float], low: float, high: float) -> list[float]:
    """Distinct places of edges, closed at `low` and `high` where none was drawn, and places
    where other edges end."""
    places: list[float] = []
    for value in sorted(found):
        if not places or value - places[-1] > 2 * RULINGS.snap:
            places.append(value)
    for value in (low, high, *ends):
        if all(abs(value - place) > 2 * RULINGS.snap for place in places):
            insort(places, value)
    return places


def _cells(
    column_bounds: Sequence[float],
    row_bounds: Sequence[float],
    rows: Sequence[Edge],
    columns: Sequence[Edge],
) -> list[RulingCell]:
    """Slots with no edge between them, as rectangles."""
    height, width = len(row_bounds) - 1, len(column_bounds) - 1
    across, down = list(pairwise(column_bounds)), list(pairwise(row_bounds))
    beside = [
        [_is_drawn(columns, column_bounds[c + 1], down[r]) for c in range(width - 1)]
        for r in range(height)
    ]
    under = [
        [_is_drawn(rows, row_bounds[r + 1], across[c]) for c in range(width)]
        for r in range(height - 1)
    ]
    taken = [[False] * width for _ in range(height)]
    cells = []
    for r in range(height):
        for c in range(width):
            if taken[r][c]:
                continue
            end = c + 1
            while end < width and not beside[r][end - 1] and not taken[r][end]:
                end += 1
            stop = r + 1
            while stop < height and _whole_row(taken, beside, under, stop, c, end):
                stop += 1
            for i in range(r, stop):
                for j in range(c, end):
                    taken[i][j] = True
            cells.append(RulingCell(r, c, stop - r, end - c))
    return cells


def _is_drawn(edges: Sequence[Edge], at: float, side: tuple[float, float]) -> bool:
    """True if edges near `at` cover enough of a side of a slot, given by its two ends."""
    start, end = side
    length = sum(
        max(0.0, min(edge.end, end) - max(edge.start, start))
        for edge in edges
        if abs(edge.at - at) <= 2 * RULINGS.snap
    )
    return length >= RULINGS.drawn * (end - start)


def _whole_row(
    taken: Sequence[Sequence[bool]],
    beside: Sequence[Sequence[bool]],
    under: Sequence[Sequence[bool]],
    row: int,
    start: int,
    end: int,
) -> bool:
    """True if slots [start, end) of `row` all belong to the cell above them."""
    return (
        not any(taken[row][start:end])
        and not any(under[row - 1][start:end])
        and not any(beside[row][start : end - 1])
    )


def _without_idle(
    column_bounds: Sequence[float],
    row_bounds: Sequence[float],
    cells: Sequence[RulingCell],
    shaded: bool,
) -> Grid:
    """The grid of the same cells without columns and rows in which no cell begins."""
    columns = sorted({cell.column for cell in cells})
    rows = sorted({cell.row for cell in cells})

    def count(starts: list[int], first: int, size: int) -> int:
        return sum(1 for start in starts if first <= start < first + size)

    kept = tuple(
        RulingCell(
            rows.index(cell.row),
            columns.index(cell.column),
            count(rows, cell.row, cell.rows),
            count(columns, cell.column, cell.columns),
        )
        for cell in cells
    )
    return Grid(
        tuple([column_bounds[c] for c in columns] + [column_bounds[-1]]),
        tuple([row_bounds[r] for r in rows] + [row_bounds[-1]]),
        kept,
        shaded,
    )

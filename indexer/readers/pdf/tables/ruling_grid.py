"""Strokes and shaded boxes to grids: where a table's rows and columns run and what is merged.

Strokes are joined to edges, edges that touch make a component, and a component with inner
edges is a grid. Slots with no edge between them are one merged cell. Sides that were not drawn
(tables open to the left and right) are closed at the ends of the other edges. Shaded boxes
give the same edges as strokes do.
"""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Strokes this far apart (points) are one edge drawn in parts, or a double border.
SNAP = 3.0
#: An edge ends on another one when it comes this near to it.
TOUCH = 3.5
#: Share of a slot's side that must be drawn for it to part two cells.
DRAWN = 0.6
#: Components with more pairs of edges than this are drawings.
MAX_PAIRS = 400_000
#: A shaded box smaller than this (points) is a bullet or a part of a drawing.
LEAST_FILL = 5.0


@dataclass(frozen=True, slots=True)
class Edge:
    """A horizontal edge at y `at` from x `start` to `end`, or a vertical one with x and y
    exchanged. `drawn` tells a stroke from the side of a shaded box."""

    at: float
    start: float
    end: float
    drawn: bool = True


@dataclass(frozen=True, slots=True)
class Span:
    """A cell: its first slot and how many rows and columns it covers."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """`xs` and `ys` bound the columns and rows, from the left and the top. `shaded` says that
    no stroke was drawn."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    spans: tuple[Span, ...]
    shaded: bool = False

    @property
    def box(self) -> Box:
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    @property
    def columns(self) -> int:
        return len(self.xs) - 1

    @property
    def rows(self) -> int:
        return len(self.ys) - 1

    @property
    def single(self) -> bool:
        """Whether it has one slot only."""
        return self.rows + self.columns == 2

    def span_box(self, span: Span) -> Box:
        """The place of a cell on the page."""
        return Box(
            self.xs[span.column],
            self.ys[span.row],
            self.xs[span.column + span.columns],
            self.ys[span.row + span.rows],
        )


def find_grids(rules: Iterable[Box], fills: Iterable[Box], size: tuple[float, float]) -> list[Grid]:
    """The grids on a page of `size` (width, height), from the top down. A frame or a shaded box
    is a grid of one slot."""
    width, height = size
    across: list[Edge] = []
    down: list[Edge] = []
    for x0, y0, x1, y1 in rules:
        if x1 - x0 >= y1 - y0:
            across.append(Edge(y0, x0, x1))
        else:
            down.append(Edge(x0, y0, y1))
    for x0, y0, x1, y1 in fills:
        small = min(x1 - x0, y1 - y0) < LEAST_FILL
        if small or (x1 - x0) * (y1 - y0) > 0.8 * width * height:
            continue
        across += [Edge(y0, x0, x1, False), Edge(y1, x0, x1, False)]
        down += [Edge(x0, y0, y1, False), Edge(x1, y0, y1, False)]
    horizontal, vertical = merged(across), merged(down)
    if len(horizontal) * len(vertical) > MAX_PAIRS:
        return []
    grids = []
    for rows, columns in _components(horizontal, vertical):
        grid = _grid(rows, columns)
        if grid is not None:
            grids.append(grid)
    return sorted(grids, key=lambda grid: (grid.ys[0], grid.xs[0]))


def merged(edges: Sequence[Edge]) -> list[Edge]:
    """Edges with those on one line that overlap or nearly meet made one."""
    done: list[Edge] = []
    for group in _clusters(sorted(edges, key=lambda edge: edge.at)):
        at = sum(edge.at for edge in group) / len(group)
        ordered = sorted(group, key=lambda edge: edge.start)
        start, end, drawn = ordered[0].start, ordered[0].end, ordered[0].drawn
        for edge in ordered[1:]:
            if edge.start <= end + SNAP:
                end, drawn = max(end, edge.end), drawn or edge.drawn
            else:
                done.append(Edge(at, start, end, drawn))
                start, end, drawn = edge.start, edge.end, edge.drawn
        done.append(Edge(at, start, end, drawn))
    return done


def _clusters(edges: Sequence[Edge]) -> list[list[Edge]]:
    """Edges sorted by place, in groups no wider than SNAP."""
    groups: list[list[Edge]] = []
    for edge in edges:
        if groups and edge.at - groups[-1][0].at <= SNAP:
            groups[-1].append(edge)
        else:
            groups.append([edge])
    return groups


def _components(
    horizontal: Sequence[Edge], vertical: Sequence[Edge]
) -> list[tuple[list[Edge], list[Edge]]]:
    """Edges grouped by whether they touch, directly or through others."""
    parent = list(range(len(horizontal) + len(vertical)))

    def find(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for h, row in enumerate(horizontal):
        for v, column in enumerate(vertical):
            if (
                row.start - TOUCH <= column.at <= row.end + TOUCH
                and column.start - TOUCH <= row.at <= column.end + TOUCH
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
    """Give upright edges that touch no level ones to the group inside of which they stand."""
    for edge in columns:
        for rows, others in groups:
            across = min(r.start for r in rows) < edge.at < max(r.end for r in rows)
            low, high = min(c.start for c in others), max(c.end for c in others)
            if across and low - TOUCH < edge.start and edge.end < high + TOUCH and edge.drawn:
                others.append(edge)
                break


def _grid(rows: list[Edge], columns: list[Edge]) -> Grid | None:
    """The grid that touching edges make. One slot may be a shaded row of a table, or a frame."""
    left = min(edge.start for edge in rows)
    right = max(edge.end for edge in rows)
    top = min(edge.start for edge in columns)
    bottom = max(edge.end for edge in columns)
    # An edge that ends between two others bounds a row or column too: a header over several
    # columns may have no stroke below it, and only theirs begin there.
    xs = _places([e.at for e in columns], [x for e in rows for x in (e.start, e.end)], left, right)
    ys = _places([e.at for e in rows], [y for e in columns for y in (e.start, e.end)], top, bottom)
    if len(xs) < 2 or len(ys) < 2:
        return None
    spans = _spans(xs, ys, rows, columns)
    xs, ys, spans = _without_idle(xs, ys, spans)
    shaded = not any(edge.drawn for edge in (*rows, *columns))
    return Grid(tuple(xs), tuple(ys), tuple(spans), shaded)


def _places(found: Sequence[float], ends: Sequence[float], low: float, high: float) -> list[float]:
    """Distinct places of edges, closed at `low` and `high` where none was drawn, and places
    where other edges end."""
    places: list[float] = []
    for value in sorted(found):
        if not places or value - places[-1] > 2 * SNAP:
            places.append(value)
    for value in (low, high, *ends):
        if all(abs(value - place) > 2 * SNAP for place in places):
            insort(places, value)
    return places


def _spans(
    xs: Sequence[float],
    ys: Sequence[float],
    rows: Sequence[Edge],
    columns: Sequence[Edge],
) -> list[Span]:
    """Slots with no edge between them, as rectangles."""
    height, width = len(ys) - 1, len(xs) - 1

    def drawn(edges: Sequence[Edge], at: float, start: float, end: float) -> bool:
        length = sum(
            max(0.0, min(edge.end, end) - max(edge.start, start))
            for edge in edges
            if abs(edge.at - at) <= 2 * SNAP
        )
        return length >= DRAWN * (end - start)

    beside = [
        [drawn(columns, xs[c + 1], ys[r], ys[r + 1]) for c in range(width - 1)]
        for r in range(height)
    ]
    under = [
        [drawn(rows, ys[r + 1], xs[c], xs[c + 1]) for c in range(width)] for r in range(height - 1)
    ]
    taken = [[False] * width for _ in range(height)]
    spans = []
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
            spans.append(Span(r, c, stop - r, end - c))
    return spans


def _whole_row(
    taken: Sequence[Sequence[bool]],
    beside: Sequence[Sequence[bool]],
    under: Sequence[Sequence[bool]],
    row: int,
    start: int,
    end: int,
) -> bool:
    """Whether slots [start, end) of `row` all belong to the cell above them."""
    return (
        not any(taken[row][start:end])
        and not any(under[row - 1][start:end])
        and not any(beside[row][start : end - 1])
    )


def _without_idle(
    xs: list[float], ys: list[float], spans: list[Span]
) -> tuple[list[float], list[float], list[Span]]:
    """The same cells without columns and rows in which no cell begins."""
    columns = sorted({span.column for span in spans})
    rows = sorted({span.row for span in spans})

    def count(starts: list[int], first: int, size: int) -> int:
        return sum(1 for start in starts if first <= start < first + size)

    kept = [
        Span(
            rows.index(span.row),
            columns.index(span.column),
            count(rows, span.row, span.rows),
            count(columns, span.column, span.columns),
        )
        for span in spans
    ]
    return [xs[c] for c in columns] + [xs[-1]], [ys[r] for r in rows] + [ys[-1]], kept

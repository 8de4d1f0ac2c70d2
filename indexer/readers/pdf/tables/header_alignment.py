"""The head of a table without drawn cells: which header stands over which columns.

Headers are set in the middle of what they head. So the middles of the columns are worked out
from the way the body's cells are aligned, and headers are shared out among the columns, from
left to right, where their middles fit best and no column stays bare.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median, pstdev
from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import Box, TextLine, around
from indexer.readers.pdf.tables.cells import PageCell

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Lines of one header follow each other within this many sizes.
WRAP_PITCH = 1.5
#: Rows of headers are more than this many sizes apart, headers half-way between them less.
ROW_OF_HEADERS = 1.3
#: Lines of one header have their middles (or an edge) within this many em.
ALIGNED = 0.6
#: What a column that a row of headers leaves bare costs, in em of displacement.
BARE = 1.5
#: What it costs to head the column of the rows' labels together with others.
STUB = 0.5


@dataclass(slots=True)
class Header:
    """The lines of one header cell."""

    lines: list[TextLine]

    @property
    def box(self) -> Box:
        return around([line.box for line in self.lines])

    @property
    def middle(self) -> float:
        box = self.box
        return box.middle_x

    @property
    def level(self) -> float:
        """The height of its middle."""
        box = self.box
        return box.middle_y

    @property
    def base(self) -> float:
        return self.lines[-1].base


def head_cells(
    lines: Sequence[TextLine], xs: Sequence[float], body: Sequence[Sequence[TextLine]]
) -> tuple[list[PageCell], int]:
    """The head's cells and its number of rows. `xs` bound the columns, `body` has the lines of
    each column of the table's body."""
    if not lines:
        return [], 0
    columns = len(xs) - 1
    middles = middles_of(body, xs)
    headers = headers_of(lines)
    lowest = max(header.base for header in headers)
    em = lines[0].size
    top = min(h.box.y0 for h in headers if h.base > lowest - 0.75 * em)
    bottom = [h for h in headers if h.level > top]
    upper = [h for h in headers if h.level <= top]
    if upper:
        # A header over the whole height of the head stands half-way up.
        centre = (min(h.box.y0 for h in headers) + max(h.box.y1 for h in headers)) / 2
        leaf = median(h.level for h in bottom)
        whole = [h for h in bottom if abs(h.level - centre) < abs(h.level - leaf)]
        bottom = [h for h in bottom if h not in whole]
        upper += whole
    if len(bottom) == columns:
        spans = [(c, c) for c in range(columns)]
    else:
        spans = share(bottom, middles, [0.0] * columns, 1 if upper else columns)
    leaves = dict(zip((first for first, _ in spans), bottom, strict=True))
    for (first, last), header in zip(spans, bottom, strict=True):
        if first == last:
            middles[first] = header.middle
    levels = _levels(upper)
    depth = len(levels) + 1
    cells: list[PageCell] = []
    covered = [0] * columns
    for at, row in enumerate(levels):
        bare = [BARE * em if c in leaves else 0.3 * em for c in range(columns)]
        for header, (first, last) in zip(row, share(row, middles, bare, columns), strict=True):
            alone = first == last and first not in leaves
            rows = depth - at if alone else 1
            cells.append(_cell(header, at, first, rows, last, xs))
            covered[first : last + 1] = [at + rows] * (last + 1 - first)
    for header, (first, last) in zip(bottom, spans, strict=True):
        top = min(max(covered[first : last + 1]), depth - 1)
        cells.append(_cell(header, top, first, depth - top, last, xs))
    return cells, depth


def _cell(
    header: Header, row: int, first: int, rows: int, last: int, xs: Sequence[float]
) -> PageCell:
    width = xs[last + 1] - xs[first]
    return PageCell(row, first, rows, last - first + 1, width, list(header.lines))


def headers_of(lines: Sequence[TextLine]) -> list[Header]:
    """Lines put together that are one header that wraps, from left to right."""
    done: list[Header] = []
    for line in sorted(lines, key=lambda line: line.base):
        for header in done:
            if wraps(header.lines[-1], line):
                header.lines.append(line)
                break
        else:
            done.append(Header([line]))
    return sorted(done, key=lambda header: header.middle)


def wraps(above: TextLine, line: TextLine) -> bool:
    """Whether a line stands right under another one and is aligned with it."""
    apart = line.base - above.base
    if not 0.5 * line.size < apart <= WRAP_PITCH * line.size:
        return False
    shifts = (
        line.x0 - above.x0,
        line.x1 - above.x1,
        (line.x0 + line.x1 - above.x0 - above.x1) / 2,
    )
    overlaps = line.x0 < above.x1 and above.x0 < line.x1
    return overlaps and min(abs(shift) for shift in shifts) < ALIGNED * line.size


def _levels(headers: Sequence[Header]) -> list[list[Header]]:
    """Headers above others in rows from the top. A header set half-way between two rows, as a
    header over the whole height of the head is, goes with the row that has room for it."""
    levels: list[list[Header]] = []
    for header in sorted(headers, key=lambda header: header.base):
        if levels and not any(
            header.box.overlaps_across(x.box) or _below(header, x) for x in levels[-1]
        ):
            levels[-1].append(header)
        else:
            levels.append([header])
    return [sorted(level, key=lambda header: header.middle) for level in levels]


def _below(header: Header, other: Header) -> bool:
    """Whether a header stands a whole row of headers under another one."""
    return header.level - other.level > ROW_OF_HEADERS * header.lines[0].size


def middles_of(body: Sequence[Sequence[TextLine]], xs: Sequence[float]) -> list[float]:
    """The middle of each column, judged by how its cells are aligned.

    Where figures end on one edge, a column reaches from the edge of the one before it to its
    own; where words begin on one, from its own to the edge of the next.
    """
    ways = [_way(column) for column in body]
    rights = [max((x.x1 for x in column), default=xs[c + 1]) for c, column in enumerate(body)]
    lefts = [min((x.x0 for x in column), default=xs[c]) for c, column in enumerate(body)]
    last = len(body) - 1
    found = []
    for c, way in enumerate(ways):
        middle = (lefts[c] + rights[c]) / 2
        if way == "right":
            width = 0.0
            if c and ways[c - 1] == "right":
                width = rights[c] - rights[c - 1]
            elif c < last and ways[c + 1] == "right":
                width = rights[c + 1] - rights[c]
            middle = min(middle, rights[c] - width / 2)
        elif way == "left" and c < last and ways[c + 1] == "left":
            middle = max(middle, (lefts[c] + lefts[c + 1]) / 2)
        found.append(middle)
    return found


def _way(column: Sequence[TextLine]) -> str:
    """How the cells of a column are aligned: left, right or middle."""
    if len(column) < 2:
        return "middle"
    spread = {
        "middle": pstdev([line.x0 + line.x1 for line in column]) / 2,
        "left": pstdev([line.x0 for line in column]),
        "right": pstdev([line.x1 for line in column]),
    }
    size = median(line.size for line in column)
    best = min(spread, key=lambda way: spread[way])
    return "middle" if spread["middle"] < 0.05 * size else best


def share(
    row: Sequence[Header],
    middles: Sequence[float],
    bare: Sequence[float],
    widest: int,
) -> list[tuple[int, int]]:
    """For each header of a row the first and last column that it stands over.

    The cheapest division from left to right: each header costs how far its middle is from that
    of its columns, each column without a header what `bare` says.
    """
    columns = len(middles)
    if len(row) > columns:
        return [(c, c) for c in (_nearest(header, middles) for header in row)]
    endless = float("inf")
    best = [[endless] * (columns + 1) for _ in range(len(row) + 1)]
    back = [[-1] * (columns + 1) for _ in range(len(row) + 1)]
    best[0][0] = 0.0
    for k in range(len(row) + 1):
        for c in range(columns):
            if best[k][c] + bare[c] < best[k][c + 1]:
                best[k][c + 1] = best[k][c] + bare[c]
                back[k][c + 1] = -1
            if k == len(row):
                continue
            for end in range(c + 1, min(columns, c + widest) + 1):
                over = (middles[c] + middles[end - 1]) / 2
                cost = best[k][c] + abs(row[k].middle - over)
                if c == 0 and end > 1:
                    cost += STUB * row[k].lines[0].size
                if cost < best[k + 1][end]:
                    best[k + 1][end] = cost
                    back[k + 1][end] = c
    spans: list[tuple[int, int]] = []
    k, c = len(row), columns
    while k > 0 and c > 0:
        if back[k][c] < 0:
            c -= 1
        else:
            spans.append((back[k][c], c - 1))
            c = back[k][c]
            k -= 1
    return spans[::-1]


def _nearest(header: Header, middles: Sequence[float]) -> int:
    return min(range(len(middles)), key=lambda c: abs(middles[c] - header.middle))

"""Header rows of an undrawn table by alignment: the columns that each header spans.

Headers are centred over their columns. So the middles of the columns are computed from the
alignment of the body's cells, and headers are assigned to columns, from left to right, where
their middles fit best and no column stays uncovered.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median, pstdev
from typing import TYPE_CHECKING, Literal

from indexer.readers.pdf.source.geometry import Box, TextLine, around
from indexer.readers.pdf.tables.model import PageCell
from indexer.readers.pdf.tables.options import HEADERS, ROWS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.tables.model import TableFrame

Alignment = Literal["left", "middle", "right"]
#: First and last column, both included.
ColumnSpan = tuple[int, int]


@dataclass(slots=True)
class Header:
    """The lines of one header cell, from the top."""

    lines: list[TextLine]

    @property
    def box(self) -> Box:
        return around([line.box for line in self.lines])

    @property
    def middle(self) -> float:
        """The x of its middle."""
        return self.box.middle_x

    @property
    def level(self) -> float:
        """The y of its middle."""
        return self.box.middle_y

    @property
    def base(self) -> float:
        """The baseline of its last line."""
        return self.lines[-1].base

    @property
    def size(self) -> float:
        """The size of its type."""
        return self.lines[0].size

    def cell(self, row: int, rows: int, span: ColumnSpan, frame: TableFrame) -> PageCell:
        """The header as a cell of `rows` rows over the columns of `span`, its last included."""
        first, last = span
        width = frame.width(first, last)
        return PageCell(row, first, rows, last - first + 1, width, list(self.lines))


def header_cells(
    lines: Sequence[TextLine], frame: TableFrame, body: Sequence[Sequence[TextLine]]
) -> tuple[list[PageCell], int]:
    """The cells of the header rows and their number; `body` has the lines of each column of the
    table's body."""
    if not lines:
        return [], 0
    columns = frame.columns
    middles = column_middles(body, frame.column_bounds)
    em = lines[0].size
    upper, bottom = _upper_and_bottom(headers_of(lines), em)
    if len(bottom) == columns:
        spans = [(c, c) for c in range(columns)]
    else:
        spans = assign_headers_to_columns(
            [(h.middle, h.size) for h in bottom], middles, [0.0] * columns, 1 if upper else columns
        )
    with_own_header = {first for first, _ in spans}
    for (first, last), header in zip(spans, bottom, strict=True):
        if first == last:
            middles[first] = header.middle
    costs = [
        (HEADERS.uncovered if c in with_own_header else HEADERS.uncovered_alone) * em
        for c in range(columns)
    ]
    levels = _levels(upper)
    depth = len(levels) + 1
    cells: list[PageCell] = []
    covered = [0] * columns
    for at, row in enumerate(levels):
        placed = [(header.middle, header.size) for header in row]
        above = assign_headers_to_columns(placed, middles, costs, columns)
        for header, (first, last) in zip(row, above, strict=True):
            alone = first == last and first not in with_own_header
            rows = depth - at if alone else 1
            cells.append(header.cell(at, rows, (first, last), frame))
            covered[first : last + 1] = [at + rows] * (last + 1 - first)
    for header, (first, last) in zip(bottom, spans, strict=True):
        top = min(max(covered[first : last + 1]), depth - 1)
        cells.append(header.cell(top, depth - top, (first, last), frame))
    return cells, depth


def headers_of(lines: Sequence[TextLine]) -> list[Header]:
    """The headers of the lines, wrapped lines together, from left to right."""
    done: list[Header] = []
    for line in sorted(lines, key=lambda line: line.base):
        for header in done:
            if is_wrapped(header.lines[-1], line):
                header.lines.append(line)
                break
        else:
            done.append(Header([line]))
    return sorted(done, key=lambda header: header.middle)


def is_wrapped(above: TextLine, line: TextLine) -> bool:
    """True if a line is right below another one and aligned with it."""
    pitch = line.base - above.base
    if not HEADERS.least_pitch * line.size < pitch <= ROWS.header_wrap_pitch * line.size:
        return False
    return line.box.overlaps_across(above) and is_aligned(above, line)


def is_aligned(above: TextLine, line: TextLine) -> bool:
    """True if two lines share their left edge, their right edge or their middle."""
    left, right = line.x0 - above.x0, line.x1 - above.x1
    return min(abs(left), abs(right), abs(left + right) / 2) < HEADERS.aligned * line.size


def column_middles(
    body: Sequence[Sequence[TextLine]], column_bounds: Sequence[float]
) -> list[float]:
    """The middle of each column, by the alignment of its cells.

    Where figures end on one edge, a column reaches from the edge of the one before it to its
    own; where words begin on one, from its own to the edge of the next.
    """
    ways = [_alignment(column) for column in body]
    rights = [
        max((x.x1 for x in column), default=column_bounds[c + 1]) for c, column in enumerate(body)
    ]
    lefts = [min((x.x0 for x in column), default=column_bounds[c]) for c, column in enumerate(body)]
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


def assign_headers_to_columns(
    headers: Sequence[tuple[float, float]],
    middles: Sequence[float],
    uncovered: Sequence[float],
    widest: int,
) -> list[ColumnSpan]:
    """The columns that each header of a row spans, at most `widest`; `headers` are given by
    their middle and size in points, from the left.

    A header costs the distance of its middle from that of its columns; a column without a
    header costs `uncovered`. The cheapest division is found by dynamic programming over headers
    and columns.
    """
    columns = len(middles)
    if len(headers) > columns:
        nearest = (min(range(columns), key=lambda c: abs(middles[c] - x)) for x, _ in headers)
        return [(c, c) for c in nearest]
    endless = float("inf")
    #: The least cost of the first k headers over the first c columns, and where the last begins.
    best = [[endless] * (columns + 1) for _ in range(len(headers) + 1)]
    back = [[-1] * (columns + 1) for _ in range(len(headers) + 1)]
    best[0][0] = 0.0
    for k in range(len(headers) + 1):
        for c in range(columns):
            if best[k][c] + uncovered[c] < best[k][c + 1]:
                best[k][c + 1] = best[k][c] + uncovered[c]
                back[k][c + 1] = -1
            if k == len(headers):
                continue
            middle, size = headers[k]
            for end in range(c + 1, min(columns, c + widest) + 1):
                cost = best[k][c] + abs(middle - (middles[c] + middles[end - 1]) / 2)
                if c == 0 and end > 1:
                    cost += HEADERS.over_labels * size
                if cost < best[k + 1][end]:
                    best[k + 1][end] = cost
                    back[k + 1][end] = c
    return _traced(back, len(headers), columns)


def _upper_and_bottom(headers: Sequence[Header], em: float) -> tuple[list[Header], list[Header]]:
    """The headers above others, and those of the bottom row, from left to right."""
    lowest = max(header.base for header in headers)
    limit = lowest - HEADERS.bottom_row * em
    top = min(h.box.y0 for h in headers if h.base > limit)
    bottom = [h for h in headers if h.level > top]
    upper = [h for h in headers if h.level <= top]
    if upper:
        # A header over the whole height of the header rows is centred.
        centre = (min(h.box.y0 for h in headers) + max(h.box.y1 for h in headers)) / 2
        usual = median(h.level for h in bottom)
        whole = [h for h in bottom if abs(h.level - centre) < abs(h.level - usual)]
        bottom = [h for h in bottom if h not in whole]
        upper += whole
    return upper, bottom


def _levels(headers: Sequence[Header]) -> list[list[Header]]:
    """Headers above others in rows from the top. A header centred between two rows, as one over
    the whole height of the header rows is, goes to the row that has room for it."""
    levels: list[list[Header]] = []
    for header in sorted(headers, key=lambda header: header.base):
        if levels and not any(
            header.box.overlaps_across(other.box) or _is_in_next_row(header, other)
            for other in levels[-1]
        ):
            levels[-1].append(header)
        else:
            levels.append([header])
    return [sorted(level, key=lambda header: header.middle) for level in levels]


def _is_in_next_row(header: Header, other: Header) -> bool:
    """True if a header is a whole row of headers below another one."""
    return header.level - other.level > HEADERS.next_row * header.size


def _alignment(column: Sequence[TextLine]) -> Alignment:
    """The alignment of the cells of a column."""
    if len(column) < 2:
        return "middle"
    spread: dict[Alignment, float] = {
        "middle": pstdev([line.x0 + line.x1 for line in column]) / 2,
        "left": pstdev([line.x0 for line in column]),
        "right": pstdev([line.x1 for line in column]),
    }
    size = median(line.size for line in column)
    best = min(spread, key=lambda way: spread[way])
    return "middle" if spread["middle"] < HEADERS.centred * size else best


def _traced(back: Sequence[Sequence[int]], headers: int, columns: int) -> list[ColumnSpan]:
    """The spans of the cheapest division, from the left."""
    spans: list[ColumnSpan] = []
    k, c = headers, columns
    while k > 0 and c > 0:
        if back[k][c] < 0:
            c -= 1
        else:
            spans.append((back[k][c], c - 1))
            c = back[k][c]
            k -= 1
    return spans[::-1]

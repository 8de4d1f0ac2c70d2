"""Headers assigned to columns: the cheapest division from left to right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.readers.pdf.tables.options import HEADERS

if TYPE_CHECKING:
    from collections.abc import Sequence

#: First and last column, both included.
ColumnSpan = tuple[int, int]


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


def divide_columns(headers: Sequence[float], middles: Sequence[float]) -> list[ColumnSpan]:
    """The division of all columns among headers in which these are most nearly centred.

    `headers` are their middles; there are at most as many as columns.
    """
    count = len(middles)
    best: dict[tuple[int, int], tuple[float, tuple[ColumnSpan, ...]]] = {(0, 0): (0.0, ())}
    for at, header in enumerate(headers):
        for start in range(count):
            if (at, start) not in best:
                continue
            cost, spans = best[at, start]
            for end in range(start + 1, count + 1):
                off = abs(header - (middles[start] + middles[end - 1]) / 2)
                made = (cost + off, (*spans, (start, end - 1)))
                if (at + 1, end) not in best or made < best[at + 1, end]:
                    best[at + 1, end] = made
    return list(best[len(headers), count][1])


def adjacent_columns(columns: Sequence[int]) -> list[list[int]]:
    """Sorted columns in runs without a gap."""
    runs: list[list[int]] = []
    for column in columns:
        if runs and runs[-1][-1] == column - 1:
            runs[-1].append(column)
        else:
            runs.append([column])
    return runs


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

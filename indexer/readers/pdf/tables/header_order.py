"""The head of a table by the order in which its headers were drawn.

Row by row: a header further left than the one before it begins the next row. So it is known in
which row each header begins, and what it stands over follows from what begins below: the
headers of one row share out the columns whose own headers begin in later rows, and every other
header reaches down to the body over its own column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.readers.pdf.tables.cells import PageCell
from indexer.readers.pdf.tables.header_alignment import Header, wraps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.source.geometry import TextLine

#: Headers of a row begin below those of the row before, by at most this many sizes above.
SLACK = 0.25
#: Columns of labels that one header may head together.
LABEL_COLUMNS = 2


def drawn_head(lines: Sequence[TextLine], xs: Sequence[float]) -> tuple[list[PageCell], int] | None:
    """The head's cells and its number of rows; `xs` bound the columns. None where the order of
    drawing makes no head of the headers."""
    rows = _rows(lines)
    columns = len(xs) - 1
    leaves: dict[int, tuple[int, Header]] = {}
    groups: list[list[Header]] = [[] for _ in rows]
    for at in range(len(rows) - 1, -1, -1):
        below = {column for column, (row, _) in leaves.items() if row > at}
        for header in rows[at]:
            column = _column(header, xs)
            if column in below:
                groups[at].append(header)
            elif column in leaves:
                return None  # two headers of one column in one row
            else:
                leaves[column] = (at, header)
        if groups[at] and not _is_above(groups[at], rows[at + 1 :]):
            return None
    depth = len(rows)
    cells = []
    for at, headers in enumerate(groups):
        below = {column for column, (row, _) in leaves.items() if row > at}
        shared = _shared(headers, sorted(below), leaves, xs)
        if shared is None or (at < depth - 1 and not headers):
            return None
        for header, first, last in shared:
            cells.append(_cell(header, at, 1, first, last, xs))
    for column, (at, header) in leaves.items():
        last = column
        while column < LABEL_COLUMNS and last + 1 < LABEL_COLUMNS and last + 1 not in leaves:
            last += 1
        first = column
        while 0 < first < LABEL_COLUMNS and first - 1 not in leaves:
            first -= 1
        cells.append(_cell(header, at, depth - at, first, min(last, columns - 1), xs))
    return cells, depth


def _rows(lines: Sequence[TextLine]) -> list[list[Header]]:
    """Headers in rows, as they were drawn."""
    headers: list[Header] = []
    for line in sorted(lines, key=lambda line: (line.order, line.x0)):
        if headers and wraps(headers[-1].lines[-1], line):
            headers[-1].lines.append(line)
        else:
            headers.append(Header([line]))
    rows: list[list[Header]] = []
    for header in headers:
        if rows and header.middle > rows[-1][-1].middle:
            rows[-1].append(header)
        else:
            rows.append([header])
    return rows


def _column(header: Header, xs: Sequence[float]) -> int:
    return min(sum(x < header.middle for x in xs[1:-1]), len(xs) - 2)


def _is_above(headers: Sequence[Header], rows: Sequence[Sequence[Header]]) -> bool:
    """Whether headers over several columns end above all headers that begin in later rows."""
    bottom = max(header.box.y1 for header in headers)
    size = headers[0].lines[0].size
    return all(header.box.y0 > bottom - SLACK * size for row in rows for header in row)


def _shared(
    headers: Sequence[Header],
    below: Sequence[int],
    leaves: dict[int, tuple[int, Header]],
    xs: Sequence[float],
) -> list[tuple[Header, int, int]] | None:
    """The headers of a row with the first and last of the columns `below` that each stands
    over; None when some columns have none over them."""
    runs: list[list[int]] = []
    for column in below:
        if runs and runs[-1][-1] == column - 1:
            runs[-1].append(column)
        else:
            runs.append([column])
    found = []
    for run in runs:
        own = [header for header in headers if run[0] <= _column(header, xs) <= run[-1]]
        if not own or len(own) > len(run):
            return None
        middles = [leaves[column][1].middle for column in run]
        for header, (first, last) in zip(own, _divided(own, middles), strict=True):
            found.append((header, run[first], run[last]))
    return found


def _divided(headers: Sequence[Header], middles: Sequence[float]) -> list[tuple[int, int]]:
    """The division of columns among headers in which these stand most nearly in the middle."""
    count = len(middles)
    best: dict[tuple[int, int], tuple[float, tuple[tuple[int, int], ...]]] = {(0, 0): (0.0, ())}
    for at, header in enumerate(headers):
        for start in range(count):
            if (at, start) not in best:
                continue
            cost, spans = best[at, start]
            for end in range(start + 1, count + 1):
                off = abs(header.middle - (middles[start] + middles[end - 1]) / 2)
                made = (cost + off, (*spans, (start, end - 1)))
                if (at + 1, end) not in best or made < best[at + 1, end]:
                    best[at + 1, end] = made
    return list(best[len(headers), count][1])


def _cell(
    header: Header, row: int, rows: int, first: int, last: int, xs: Sequence[float]
) -> PageCell:
    width = xs[last + 1] - xs[first]
    return PageCell(row, first, rows, last - first + 1, width, list(header.lines))

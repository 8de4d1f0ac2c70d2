"""Header rows of a table by the order in which the headers were drawn.

They are drawn row by row: a header further left than the one before it begins the next row. So
the row in which each header begins is known, and its span follows from the headers that begin
below: the headers of one row divide the columns whose own headers begin in later rows, and
every other header reaches down to the body over its own column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.readers.pdf.tables.header_alignment import Header, is_wrapped
from indexer.readers.pdf.tables.options import HEADERS
from indexer.readers.pdf.tables.rows import adjacent_columns, column_at

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from indexer.readers.pdf.source.geometry import TextLine
    from indexer.readers.pdf.tables.header_alignment import ColumnSpan
    from indexer.readers.pdf.tables.model import PageCell, TableFrame

#: Column → the row in which its own header begins, and that header.
_OwnHeaders = dict[int, tuple[int, Header]]


def header_cells_by_order(
    lines: Sequence[TextLine], frame: TableFrame
) -> tuple[list[PageCell], int] | None:
    """(cells, number of header rows), by the drawing order; None if that order is inconsistent."""
    rows = _rows(lines)
    depth = len(rows)
    divided = _own_and_spanning(rows, frame)
    if divided is None:
        return None
    own, spanning = divided
    cells = []
    for at, headers in enumerate(spanning):
        below = sorted(column for column, (row, _) in own.items() if row > at)
        spans = _spans(headers, below, own, frame)
        if spans is None or (at < depth - 1 and not headers):
            return None
        cells += [header.cell(at, 1, span, frame) for header, span in spans]
    for column, (at, header) in own.items():
        cells.append(header.cell(at, depth - at, _over_labels(column, own, frame), frame))
    return cells, depth


def _rows(lines: Sequence[TextLine]) -> list[list[Header]]:
    """Headers in rows, as they were drawn."""
    headers: list[Header] = []
    for line in sorted(lines, key=lambda line: (line.order, line.x0)):
        if headers and is_wrapped(headers[-1].lines[-1], line):
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


def _own_and_spanning(
    rows: Sequence[Sequence[Header]], frame: TableFrame
) -> tuple[_OwnHeaders, list[list[Header]]] | None:
    """The header of each column, and the spanning headers of each row; None if a column has two
    headers in one row, or a spanning header is not above those below it."""
    own: _OwnHeaders = {}
    spanning: list[list[Header]] = [[] for _ in rows]
    for at in range(len(rows) - 1, -1, -1):
        below = {column for column, (row, _) in own.items() if row > at}
        for header in rows[at]:
            column = column_at(header.middle, frame.column_bounds)
            if column in below:
                spanning[at].append(header)
            elif column in own:
                return None
            else:
                own[column] = (at, header)
        if spanning[at] and not _is_above(spanning[at], rows[at + 1 :]):
            return None
    return own, spanning


def _is_above(headers: Sequence[Header], rows: Sequence[Sequence[Header]]) -> bool:
    """True if spanning headers end above all headers that begin in later rows."""
    bottom = max(header.box.y1 for header in headers)
    limit = bottom - HEADERS.order_slack * headers[0].size
    return all(header.box.y0 > limit for row in rows for header in row)


def _spans(
    headers: Sequence[Header], below: Sequence[int], own: _OwnHeaders, frame: TableFrame
) -> list[tuple[Header, ColumnSpan]] | None:
    """The headers of a row with their share of the columns `below`; None when some of these have
    no header over them."""
    found = []
    for run in adjacent_columns(below):
        over = [h for h in headers if run[0] <= column_at(h.middle, frame.column_bounds) <= run[-1]]
        if not over or len(over) > len(run):
            return None
        middles = [own[column][1].middle for column in run]
        divided = _divided([header.middle for header in over], middles)
        for header, (first, last) in zip(over, divided, strict=True):
            found.append((header, (run[first], run[last])))
    return found


def _divided(headers: Sequence[float], middles: Sequence[float]) -> list[ColumnSpan]:
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


def _over_labels(column: int, own: Collection[int], frame: TableFrame) -> ColumnSpan:
    """The span of a column's own header: columns of row headers without a header share it."""
    first = last = column
    labels = HEADERS.label_columns
    while column < labels and last + 1 < labels and last + 1 not in own:
        last += 1
    while 0 < first < labels and first - 1 not in own:
        first -= 1
    return first, min(last, frame.columns - 1)

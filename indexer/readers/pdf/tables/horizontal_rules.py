"""Tables with strokes between their rows and none between their columns.

Where a stroke is missing under one column, a cell reaches down there: a label beside several
rows, or a header over the whole height of the head. A header with a stroke under it that its
neighbours lack stands over the columns which the stroke covers.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import Box, TextLine
from indexer.readers.pdf.tables.builder import span_sums
from indexer.readers.pdf.tables.cells import PageCell, PageTable
from indexer.readers.pdf.tables.column_gaps import is_figured
from indexer.readers.pdf.tables.header_alignment import (
    BARE,
    Header,
    head_cells,
    headers_of,
    middles_of,
    share,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Strokes this near to each other (points) are one, and a stroke this near to a line's middle
#: strikes it out.
SNAP = 3.0
#: Share of a column's width that a stroke covers to part its cells.
COVERED = 0.6

Row = list[TextLine]


class _Strokes:
    """The heights of strokes and which columns each parts."""

    def __init__(self, strokes: Sequence[Box], xs: Sequence[float]) -> None:
        self.ys: list[float] = []
        self._parted: list[list[float]] = []
        for stroke in sorted(strokes, key=lambda stroke: stroke.y0):
            if not self.ys or stroke.y0 - self.ys[-1] > SNAP:
                self.ys.append(stroke.y0)
                self._parted.append([0.0] * (len(xs) - 1))
            for c in range(len(xs) - 1):
                shared = min(stroke.x1, xs[c + 1]) - max(stroke.x0, xs[c])
                self._parted[-1][c] += max(0.0, shared) / (xs[c + 1] - xs[c])

    @property
    def bands(self) -> int:
        """How many bands lie between the strokes."""
        return len(self.ys) - 1

    def band(self, line: TextLine) -> int:
        """The band in which a line stands."""
        middle = line.middle_y
        at = sum(y < middle for y in self.ys) - 1
        return min(max(at, 0), self.bands - 1)

    def under(self, band: int, column: int) -> bool:
        """Whether a stroke stands under a column of a band."""
        return band == self.bands - 1 or self._parted[band + 1][column] >= COVERED


def ruled_rows_table(
    box: Box, strokes: Sequence[Box], rows: Sequence[Row], xs: Sequence[float]
) -> PageTable | None:
    """The table of rows between strokes; None when strokes do not part all of its rows."""
    parts = _Strokes(strokes, xs)
    if parts.bands < 3:
        return None
    held: dict[tuple[int, int], list[TextLine]] = {}
    for line in (line for row in rows for line in row):
        held.setdefault((parts.band(line), _column(line, xs)), []).append(line)
    columns = len(xs) - 1
    figured = Counter(parts.band(row[0]) for row in rows if is_figured(row))
    if any(count > 1 for count in figured.values()):
        return None
    heads = min(figured) if figured else 1
    body = [
        [x for b in range(heads, parts.bands) for x in held.get((b, c), [])] for c in range(columns)
    ]
    if heads == 1:  # levels of headers may stand in one band
        cells, depth = head_cells(
            [x for c in range(columns) for x in held.get((0, c), [])], xs, body
        )
    else:
        cells, depth = _head(parts, held, heads, middles_of(body, xs), xs), heads
    shift = depth - heads
    for c in range(columns):
        band = heads
        while band < parts.bands:
            end = band
            while not parts.under(end, c):
                end += 1
            inside = [x for b in range(band, end + 1) for x in held.get((b, c), [])]
            if inside or end == band:
                width = xs[c + 1] - xs[c]
                rows_down = end + 1 - band
                cells.append(PageCell(band + shift, c, rows_down, width=width, lines=inside))
            band = end + 1
    span_sums(cells, depth, xs)
    return PageTable(box, tuple(xs), cells, depth or None, ruled=False)


def _head(
    parts: _Strokes,
    held: dict[tuple[int, int], list[TextLine]],
    heads: int,
    middles: list[float],
    xs: Sequence[float],
) -> list[PageCell]:
    """The cells of the bands above the body."""
    columns = len(xs) - 1
    taken = [0] * columns
    found: list[tuple[int, int, int, list[TextLine]]] = []
    runs: list[tuple[int, list[int], list[Header]]] = []
    for band in range(heads):
        run: list[int] = []
        for c in range(columns + 1):
            open_here = c < columns and taken[c] <= band and parts.under(band, c)
            if open_here:
                run.append(c)
                continue
            if run:
                lines = [line for k in run for line in held.get((band, k), [])]
                runs.append((band, run, headers_of(lines)))
            run = []
            if c < columns and taken[c] <= band:
                end = band
                while end + 1 < heads and not parts.under(end, c):
                    end += 1
                taken[c] = end + 1
                lines = [line for b in range(band, end + 1) for line in held.get((b, c), [])]
                found.append((band, c, end + 1 - band, lines))
    for _, run, headers in runs:
        if len(headers) == len(run):
            for c, header in zip(run, headers, strict=True):
                middles[c] = header.middle
    cells = [PageCell(b, c, r, width=xs[c + 1] - xs[c], lines=x) for b, c, r, x in found]
    for band, run, headers in runs:
        size = headers[0].lines[0].size if headers else 0.0
        bare = [BARE * size] * len(run)
        if len(headers) == len(run):
            spans = [(k, k) for k in range(len(run))]
        else:
            spans = share(headers, [middles[c] for c in run], bare, len(run))
        for header, (a, b) in zip(headers, spans, strict=True):
            width = xs[run[b] + 1] - xs[run[a]]
            cells.append(PageCell(band, run[a], 1, b - a + 1, width, list(header.lines)))
    return cells


def _column(line: TextLine, xs: Sequence[float]) -> int:
    middle = line.middle_x
    return min(sum(x < middle for x in xs[1:-1]), len(xs) - 2)

"""The cells of a table with rulings between its rows and none between its columns.

Where a ruling is missing under one column, a cell spans the rows there: a label beside several
rows, or a header over the whole height of the header rows. A header with a ruling under it that
its neighbours lack spans the columns that the ruling covers.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from indexer.readers.pdf.tables.builder import span_totals
from indexer.readers.pdf.tables.header_alignment import (
    Header,
    assign_headers_to_columns,
    column_middles,
    header_cells,
    headers_of,
)
from indexer.readers.pdf.tables.model import PageCell, PageTable
from indexer.readers.pdf.tables.options import EVIDENCE, HEADERS, RULINGS
from indexer.readers.pdf.tables.rows import (
    TextRow,
    adjacent_columns,
    column_of,
    is_figured,
    lines_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.source.geometry import Box, TextLine
    from indexer.readers.pdf.tables.header_alignment import ColumnSpan
    from indexer.readers.pdf.tables.model import TableFrame


class _Bands:
    """The bands between rulings, from the top, with the lines of each band and column."""

    def __init__(
        self, rulings: Sequence[Box], rows: Sequence[TextRow], column_bounds: Sequence[float]
    ) -> None:
        self.columns = len(column_bounds) - 1
        self._heights: list[float] = []
        #: For each ruling the share of each column that it covers.
        self._covered: list[list[float]] = []
        for ruling in sorted(rulings, key=lambda ruling: ruling.y0):
            if not self._heights or ruling.y0 - self._heights[-1] > RULINGS.snap:
                self._heights.append(ruling.y0)
                self._covered.append([0.0] * self.columns)
            for c in range(self.columns):
                left, right = column_bounds[c], column_bounds[c + 1]
                shared = min(ruling.x1, right) - max(ruling.x0, left)
                self._covered[-1][c] += max(0.0, shared) / (right - left)
        self.count = len(self._heights) - 1
        self._lines: dict[tuple[int, int], list[TextLine]] = {}
        for line in lines_of(rows):
            place = (self.band(line), column_of(line, column_bounds))
            self._lines.setdefault(place, []).append(line)

    def band(self, line: TextLine) -> int:
        """The band of a line."""
        at = sum(y < line.middle_y for y in self._heights) - 1
        return min(max(at, 0), self.count - 1)

    def is_ruled_under(self, band: int, column: int) -> bool:
        """True if a ruling separates a column of a band from the next band."""
        return band == self.count - 1 or self._covered[band + 1][column] >= RULINGS.drawn

    def end(self, band: int, column: int, limit: int) -> int:
        """The last band of the cell that begins in `band`, before band `limit`."""
        while band + 1 < limit and not self.is_ruled_under(band, column):
            band += 1
        return band

    def lines(self, first: int, last: int, column: int) -> list[TextLine]:
        """The lines of a column in the bands `first` to `last`, both included."""
        return [x for band in range(first, last + 1) for x in self._lines.get((band, column), [])]


def ruled_rows_table(
    rulings: Sequence[Box], rows: Sequence[TextRow], frame: TableFrame
) -> PageTable | None:
    """The table of rows between rulings; None when rulings do not separate all of its rows."""
    bands = _Bands(rulings, rows, frame.column_bounds)
    if bands.count < EVIDENCE.least_bands:
        return None
    figured = Counter(bands.band(row[0]) for row in rows if is_figured(row))
    if any(count > 1 for count in figured.values()):
        return None
    first = min(figured) if figured else 1
    columns = range(bands.columns)
    body = [bands.lines(first, bands.count - 1, c) for c in columns]
    if first == 1:  # one band may hold several header rows
        header = [x for c in columns for x in bands.lines(0, 0, c)]
        cells, depth = header_cells(header, frame, body)
    else:
        middles = column_middles(body, frame.column_bounds)
        cells, depth = _header_cells(bands, first, middles, frame), first
    cells += _body_cells(bands, first, depth, frame)
    span_totals(cells, depth, frame)
    return PageTable(frame.box, frame.column_bounds, cells, depth or None, ruled=False)


def _body_cells(bands: _Bands, first: int, depth: int, frame: TableFrame) -> list[PageCell]:
    """The cells of the bands from `first` on, which begin at row `depth` of the table."""
    cells = []
    for c in range(bands.columns):
        band = first
        while band < bands.count:
            end = bands.end(band, c, bands.count)
            lines = bands.lines(band, end, c)
            if lines or end == band:
                row, rows = band + depth - first, end + 1 - band
                cells.append(PageCell(row, c, rows, width=frame.width(c, c), lines=lines))
            band = end + 1
    return cells


class _HeaderRun(NamedTuple):
    """Adjacent columns of a band with a ruling under them, and the headers over them."""

    band: int
    columns: list[int]
    headers: list[Header]


def _header_cells(
    bands: _Bands, depth: int, middles: list[float], frame: TableFrame
) -> list[PageCell]:
    """The cells of the `depth` bands above the body, whose columns have these `middles`."""
    cells: list[PageCell] = []
    runs: list[_HeaderRun] = []
    taken = [0] * bands.columns
    for band in range(depth):
        begun = [c for c in range(bands.columns) if taken[c] <= band]
        ruled = [c for c in begun if bands.is_ruled_under(band, c)]
        for c in begun:
            if c not in ruled:  # the header spans the next rows too
                end = bands.end(band, c, depth)
                taken[c] = end + 1
                lines = bands.lines(band, end, c)
                cells.append(
                    PageCell(band, c, end + 1 - band, width=frame.width(c, c), lines=lines)
                )
        for columns in adjacent_columns(ruled):
            lines = [line for c in columns for line in bands.lines(band, band, c)]
            runs.append(_HeaderRun(band, columns, headers_of(lines)))
    for run in runs:
        if len(run.headers) == len(run.columns):
            for c, header in zip(run.columns, run.headers, strict=True):
                middles[c] = header.middle
    for run in runs:
        for header, (first, last) in zip(run.headers, _spans(run, middles), strict=True):
            span = (run.columns[first], run.columns[last])
            cells.append(header.cell(run.band, 1, span, frame))
    return cells


def _spans(run: _HeaderRun, middles: Sequence[float]) -> list[ColumnSpan]:
    """The span of each header among the columns of its run."""
    if len(run.headers) == len(run.columns):
        return [(at, at) for at in range(len(run.columns))]
    size = run.headers[0].size if run.headers else 0.0
    return assign_headers_to_columns(
        [(header.middle, header.size) for header in run.headers],
        [middles[c] for c in run.columns],
        [HEADERS.uncovered * size] * len(run.columns),
        len(run.columns),
    )

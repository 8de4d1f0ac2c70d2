"""A table whose rows are drawn (ruled or shaded) and whose columns are not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import Box, TextLine, around
from indexer.readers.pdf.tables.builder import build_table
from indexer.readers.pdf.tables.column_gaps import column_gap_middles
from indexer.readers.pdf.tables.model import PageTable, TableFrame
from indexer.readers.pdf.tables.options import ROWS, RULINGS
from indexer.readers.pdf.tables.regions import grow_region
from indexer.readers.pdf.tables.rows import (
    TextRow,
    is_figured,
    lines_of,
    rows_of,
    split_at_column_bounds,
)
from indexer.readers.pdf.tables.ruled_rows import ruled_rows_table
from indexer.readers.pdf.tables.table_evidence import is_table

if TYPE_CHECKING:
    from collections.abc import Sequence


def table_between_rulings(
    box: Box, rulings: Sequence[Box], lines: Sequence[TextLine]
) -> PageTable | None:
    """The table of the `lines` in a box; `rulings` are all level ones in it, the shorter ones
    too. None if its rows show no columns."""
    rows = rows_of(lines)
    frame = _frame(box, rows)
    if frame is None:
        return None
    full = [r.y0 for r in rulings if r.width > box.width - 2 * RULINGS.same_length]
    bands = _separators(box, full)
    several = sum(len(row) > 1 for row in rows)
    ruled = len(rulings) >= ROWS.least_rows and several > 1 and 2 * several >= len(rows)
    if not (ruled or _is_table(rows, replace(frame, rulings=bands))):
        return None
    if len(rulings) > ROWS.least_rows:
        split = split_at_column_bounds(rows, frame.column_bounds)
        table = ruled_rows_table(rulings, split, frame)
        if table is not None:
            return table
    return _built(rows, replace(frame, row_separators=(*rulings, *bands)))


def table_in_bands(
    box: Box,
    bounds: Sequence[float],
    lines: Sequence[TextLine],
    others: Sequence[TextLine],
    *,
    shaded: bool,
) -> PageTable | None:
    """The table of the `lines` in a box whose rows have these `bounds`; None if its rows show
    no columns. Its rows may continue above and below among the `others` where it is `shaded`, or
    holds no figures, as a header does."""
    rows = rows_of(lines)
    if not rows:
        return None
    if shaded or not any(map(is_figured, rows)):
        rows = grow_region(box, (), others) or rows
    frame = _frame(box, rows)
    if frame is None:
        return None
    bands = _separators(box, bounds)
    if not _is_table(rows, replace(frame, rulings=bands)):
        return None
    return _built(rows, replace(frame, row_separators=bands))


def _frame(box: Box, rows: Sequence[TextRow]) -> TableFrame | None:
    inner = column_gap_middles(rows, drawn_rows=True) if rows else None
    return None if inner is None else TableFrame(box, (box.x0, *inner, box.x1))


def _separators(box: Box, heights: Sequence[float]) -> tuple[Box, ...]:
    """Row separators over the whole width of a box."""
    return tuple(Box(box.x0, y, box.x1, y) for y in heights)


def _is_table(rows: Sequence[TextRow], frame: TableFrame) -> bool:
    """True if a row has a label and several figures, or the rows are a table without a frame."""
    figured = any(is_figured(row) and len(row) > 2 for row in rows)
    return figured or is_table(rows, frame)


def _built(rows: Sequence[TextRow], frame: TableFrame) -> PageTable:
    """The table, in a box that holds all of its lines."""
    box = around([*(line.box for line in lines_of(rows)), frame.box])
    split = split_at_column_bounds(rows, frame.column_bounds)
    return build_table(split, replace(frame, box=box))

"""Evidence that rows in columns are a table and not columns of prose, a list or a drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import around
from indexer.readers.pdf.tables.drawing_order import drawn_rows, is_drawn_row_by_row
from indexer.readers.pdf.tables.options import COLUMN_GAPS, EVIDENCE, ROWS, RULINGS
from indexer.readers.pdf.tables.rows import (
    TextRow,
    column_of,
    is_figured,
    lines_of,
    split_at_column_bounds,
)
from indexer.structure.characters import width as columns_wide
from indexer.structure.table_grid import is_numeric

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.source.geometry import Box
    from indexer.readers.pdf.tables.model import TableFrame


def is_table(rows: Sequence[TextRow], frame: TableFrame) -> bool:
    """True if rows in the columns of `frame` are a table, by the rulings around them, by the
    order in which they were drawn, by their figures or by their short words."""
    if has_ruled_header(rows, frame.rulings) or _is_drawn_as_cells(rows, frame):
        return True
    body = [row for row in rows if len(row) > 1]
    if len(body) < ROWS.least_rows:
        return False
    if any(is_figured(row) and len(row) >= COLUMN_GAPS.sure_row for row in body):
        return True
    figures = _share_of_figures(body, frame)
    if figures >= EVIDENCE.figures:
        return True
    if frame.columns < EVIDENCE.columns_of_words:
        return False
    return _has_short_words(rows, body, frame, figures)


def has_ruled_header(rows: Sequence[TextRow], rulings: Sequence[Box]) -> bool:
    """True if rulings are above and below a first row that is followed by a row of figures:
    a table that a page break has cut short."""
    figured = next((row for row in rows if is_figured(row)), None)
    if figured is None or len(rows) < 2 or figured is rows[0] or len(figured) < ROWS.least_rows:
        return False
    box = around([line.box for line in lines_of(rows)])
    wide = [r.y0 for r in rulings if r.is_level and r.width > RULINGS.full_width * box.width]
    header, first, em = rows[0][0].base, figured[0].base, figured[0].size
    above = any(box.y0 - RULINGS.reach * em < y <= header - em / 2 for y in wide)
    return above and any(header < y < first for y in wide)


def _is_drawn_as_cells(rows: Sequence[TextRow], frame: TableFrame) -> bool:
    """True if the drawing order shows several cells in each of several rows."""
    lines = lines_of(split_at_column_bounds(rows, frame.column_bounds))
    if not is_drawn_row_by_row(lines, frame.column_bounds):
        return False
    found = drawn_rows(lines, frame, labels=False).rows
    return sum(len({cell.column for cell in row}) > 1 for row in found) >= ROWS.least_rows


def _share_of_figures(body: Sequence[TextRow], frame: TableFrame) -> float:
    """The share of the cells after the first column that are figures."""
    cells = [line for line in lines_of(body) if column_of(line, frame.column_bounds) > 0]
    return sum(is_numeric(line.text) for line in cells) / len(cells) if cells else 0.0


def _has_short_words(
    rows: Sequence[TextRow], body: Sequence[TextRow], frame: TableFrame, figures: float
) -> bool:
    """True if the words of a table of words are short, and it has some figures, or its rows are
    full and ruled or its words are very short."""
    words = [line.text for line in lines_of(body) if not is_numeric(line.text)]
    mean = sum(map(columns_wide, words)) / max(1, len(words))
    if mean > EVIDENCE.longest_cell:
        return False
    if figures >= EVIDENCE.figures / 2:
        return True
    full = sum(len(row) >= ROWS.full_row * frame.columns for row in body)
    short = mean <= EVIDENCE.longest_cell / 2
    return full / len(body) >= ROWS.full_row and (short or _are_ruled(rows, frame.rulings))


def _are_ruled(rows: Sequence[TextRow], rulings: Sequence[Box]) -> bool:
    """True if two rulings about as wide as the rows are above, in or below them."""
    box = around([line.box for line in lines_of(rows)])
    reach = RULINGS.reach * rows[0][0].size
    least = RULINGS.full_width * box.width
    wide = [r for r in rulings if r.width > least and box.y0 - reach < r.y0 < box.y1 + reach]
    return len(wide) > 1

"""Tables split by a page break whose parts cannot be interpreted separately.

A header row may be split inside of its cells: the lower page begins with the rest of some
headers. And a part with a row or two may show fewer columns than the table has; the other part
then shows their bounds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.readers.pdf.tables.builder import build_table
from indexer.readers.pdf.tables.header_alignment import is_aligned
from indexer.readers.pdf.tables.model import PageCell, PageTable, TableFrame
from indexer.readers.pdf.tables.options import CONTINUATION
from indexer.readers.pdf.tables.rows import column_of, crosses_bound, rows_of, unlimited
from indexer.structure.joining import separator_between

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.source.geometry import TextLine


def merge_split_header(upper: PageTable, lower: PageTable) -> None:
    """Complete the headers of `upper`, which is nothing but header rows, with the header rows of
    `lower`, and remove these, if they are the rest of some of the headers."""
    whole = _whole_headers(upper, lower)
    if whole is None:
        return
    depth = lower.header_rows or 0
    for cell, text in whole:
        cell.joined = text
    lower.cells = [cell for cell in lower.cells if cell.row >= depth]
    for cell in lower.cells:
        cell.row -= depth
    lower.header_rows = 0


def in_columns_of(table: PageTable, other: PageTable) -> PageTable | None:
    """A table of few rows built again in the columns of `other`, which has more of them and
    continues it; None where its lines do not keep to these columns."""
    if table.ruled or other.ruled or other.header_rows or not table.header_rows:
        return None
    body_rows = table.rows - table.header_rows
    if other.columns <= table.columns or body_rows > CONTINUATION.few_rows:
        return None
    shift = table.box.x0 - other.box.x0
    frame = TableFrame(table.box, tuple(x + shift for x in other.column_bounds))
    body = [line for c in table.cells if c.row >= table.header_rows for line in c.lines]
    if any(crosses_bound(line, unlimited(frame.column_bounds)) for line in body):
        return None
    made = build_table(rows_of(table.lines), frame)
    covered = {c.column for c in made.cells if c.end == made.header_rows and c.columns == 1}
    if made.rows - (made.header_rows or 0) != body_rows or len(covered) < made.columns:
        return None
    return made


def is_lone_header(upper: PageTable, lower: PageTable) -> bool:
    """True if a table without drawn cells is nothing but header rows, over as many columns as
    the other one has."""
    alone = upper.header_rows == upper.rows and not upper.ruled
    return alone and upper.columns == lower.columns


def _whole_headers(upper: PageTable, lower: PageTable) -> list[tuple[PageCell, str]] | None:
    """The headers of `upper` that `lower` continues, with their whole texts; None if the header
    of `lower` is one of its own.

    The rest of a header is below its lines, and some header has none: the header rows of a table
    cover all its columns.
    """
    if not is_lone_header(upper, lower) or not lower.header_rows:
        return None
    rest: dict[int, list[TextLine]] = {}
    for cell in lower.cells:
        if cell.row < lower.header_rows:
            for line in cell.lines:
                rest.setdefault(column_of(line, lower.column_bounds), []).append(line)
    found = []
    for column, lines in rest.items():
        over = [c for c in upper.cells if c.column <= column < c.column + c.columns and c.lines]
        cell_above = max(over, key=lambda c: c.row, default=None)
        if cell_above is None or not _is_below(cell_above.lines, lines):
            return None
        text = cell_above.text
        for line in sorted(lines, key=lambda line: line.base):
            text += separator_between(text, line.text) + line.text
        found.append((cell_above, text))
    return found if found and len(rest) < lower.columns else None


def _is_below(above: Sequence[TextLine], lines: Sequence[TextLine]) -> bool:
    """True if lines are aligned with the last line above, as lines of one header are."""
    last = max(above, key=lambda line: line.base)
    return all(is_aligned(last, line) for line in lines)

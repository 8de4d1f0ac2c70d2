"""Tables that a page break tore where its parts cannot be read alone.

A row of the head may break inside of its cells: the lower page begins with the rest of some
headers. And a part with a row or two may show fewer columns than the table has; the other part
then says where they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.readers.pdf.tables.builder import build
from indexer.readers.pdf.tables.cells import PageCell, PageTable, rows_of
from indexer.readers.pdf.tables.drawing_order import column_of
from indexer.readers.pdf.tables.header_alignment import ALIGNED
from indexer.readers.pdf.tables.regions import crosses
from indexer.structure.joining import separator_between

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.source.geometry import TextLine

#: A part with at most so many rows under its head may have its columns from the other part.
FEW_ROWS = 2


def rest_of_head(one: PageTable, other: PageTable) -> list[tuple[PageCell, str]] | None:
    """The headers of `one`, which is nothing but a head, with their whole texts, when the head
    of `other` is the rest of some of them; None when it is a head of its own.

    The rest of a header stands below its lines, and not all have one: the head of a table
    stands over all its columns.
    """
    lone = one.heads == one.rows and not one.ruled and one.columns == other.columns
    if not lone or not other.heads:
        return None
    rest: dict[int, list[TextLine]] = {}
    for cell in other.cells:
        if cell.row < other.heads:
            for line in cell.lines:
                rest.setdefault(column_of(line, other.xs), []).append(line)
    found = []
    for column, lines in rest.items():
        over = [c for c in one.cells if c.column <= column < c.column + c.columns and c.lines]
        if not over or not _is_below(max(over, key=lambda c: c.row).lines, lines):
            return None
        cell = max(over, key=lambda c: c.row)
        text = cell.text
        for line in sorted(lines, key=lambda line: line.base):
            text += separator_between(text, line.text) + line.text
        found.append((cell, text))
    return found if found and len(rest) < other.columns else None


def _is_below(above: Sequence[TextLine], lines: Sequence[TextLine]) -> bool:
    """Whether lines are set under others as lines of one header: in the middle, or on an edge."""
    last = max(above, key=lambda line: line.base)
    return all(
        min(
            abs(line.x0 - last.x0),
            abs(line.x1 - last.x1),
            abs(line.x0 + line.x1 - last.x0 - last.x1) / 2,
        )
        < ALIGNED * line.size
        for line in lines
    )


def in_columns_of(one: PageTable, other: PageTable) -> PageTable | None:
    """A table of few rows read again in the columns of `other`, which has more of them and goes
    on with it; None where its lines do not keep to these columns."""
    if one.ruled or other.ruled or other.heads or not one.heads:
        return None
    if other.columns <= one.columns or one.rows - one.heads > FEW_ROWS:
        return None
    shift = one.box.x0 - other.box.x0
    xs = [x + shift for x in other.xs]
    lines = [line for cell in one.cells for line in cell.lines]
    body = [line for cell in one.cells if cell.row >= one.heads for line in cell.lines]
    inner = [float("-inf"), *xs[1:-1], float("inf")]
    if any(crosses(line, inner) for line in body):
        return None
    made = build(rows_of(lines), xs, one.box)
    leaves = {c.column for c in made.cells if c.row + c.rows == made.heads and c.columns == 1}
    if made.rows - (made.heads or 0) != one.rows - one.heads or len(leaves) < made.columns:
        return None
    return made

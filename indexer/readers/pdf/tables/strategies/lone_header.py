"""The header of a table at the foot of a column, whose rows follow after a page break."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import Box
from indexer.readers.pdf.tables.grid_table import lines_outside
from indexer.readers.pdf.tables.header_alignment import Header, headers_of
from indexer.readers.pdf.tables.model import PageCell, PageTable
from indexer.readers.pdf.tables.options import RULINGS
from indexer.readers.pdf.tables.rows import TextRow, is_announcement, lines_of, rows_of
from indexer.readers.pdf.tables.ruling_grid import Edge, merged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.tables.strategies.contract import Found, SearchArea


def find(area: SearchArea) -> Found:
    """One row of headers between two rulings, under a caption, at the foot of the area."""
    rows = rows_of(line for line in area.lines if line.orientation == 0)
    edges = merged([Edge(r.y0, r.x0, r.x1) for r in area.rulings if r.is_level])
    level = [Box(edge.start, edge.at, edge.end, edge.at) for edge in edges]
    for upper, lower in pairwise(level):
        headers = _headers_between(upper, lower, rows)
        if headers:
            table = _table(headers, Box(upper.x0, upper.y0, upper.x1, lower.y0))
            return [table], lines_outside(area.lines, table.box)
    return [], list(area.lines)


def _headers_between(upper: Box, lower: Box, rows: Sequence[TextRow]) -> list[Header]:
    """The headers between two rulings of one length; none unless they are the last rows and
    under a caption."""
    same = RULINGS.same_length
    if abs(upper.x0 - lower.x0) > same or abs(upper.x1 - lower.x1) > same:
        return []
    left = upper.x0 - RULINGS.crossing
    between = [row for row in rows if upper.y0 < row[0].base < lower.y0 and row[0].x0 > left]
    above = [row for row in rows if row[0].base < upper.y0]
    if not between or not above or between[-1] is not rows[-1] or not is_announcement(above[-1]):
        return []
    headers = headers_of(lines_of(between))
    apart = all(one.box.x1 < other.box.x0 for one, other in pairwise(headers))
    return headers if apart and len(headers) > 1 else []


def _table(headers: Sequence[Header], box: Box) -> PageTable:
    """The table of one row of headers."""
    middles = [(one.box.x1 + other.box.x0) / 2 for one, other in pairwise(headers)]
    bounds = (box.x0, *middles, box.x1)
    cells = [
        PageCell(0, at, width=bounds[at + 1] - bounds[at], lines=list(header.lines))
        for at, header in enumerate(headers)
    ]
    return PageTable(box, bounds, cells, 1, ruled=False)

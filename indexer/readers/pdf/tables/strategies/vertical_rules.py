"""Tables drawn with vertical rules only.

Their outer columns have no ruling on one side. The text of these columns was drawn together
with the text between the rulings, at the height of the rulings.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import Box, TextLine, around
from indexer.readers.pdf.tables.builder import build_table
from indexer.readers.pdf.tables.drawing_order import is_drawn_row_by_row
from indexer.readers.pdf.tables.grid_table import lines_outside
from indexer.readers.pdf.tables.model import PageTable, TableFrame
from indexer.readers.pdf.tables.options import ROWS, RULINGS
from indexer.readers.pdf.tables.rows import is_outside_table, rows_in_columns
from indexer.readers.pdf.tables.ruling_grid import Edge, merged
from indexer.readers.pdf.tables.table_evidence import is_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.tables.strategies.contract import Found, SearchArea


def find(area: SearchArea) -> Found:
    """The tables between vertical rulings that snap no other ones."""
    tables: list[PageTable] = []
    rest = list(area.lines)
    for rulings in _groups(area.rulings):
        table = _table_between(rulings, area.lines)
        known = (*area.tables, *tables)
        if table is not None and not any(table.box.overlaps(other.box) for other in known):
            rest = lines_outside(rest, table.box)
            tables.append(table)
    return tables, rest


def _table_between(rulings: Sequence[Edge], lines: Sequence[TextLine]) -> PageTable | None:
    """The table whose columns the rulings separate."""
    held = _drawn_together(rulings, lines)
    if not held:
        return None
    inner = [ruling.at for ruling in rulings]
    box = around([line.box for line in held])
    left, right = inner[0] - RULINGS.inside, inner[-1] + RULINGS.inside
    frame = TableFrame(box, (min(box.x0, left), *inner, max(box.x1, right)))
    rows = rows_in_columns(held, frame.column_bounds)
    if len(rows) < ROWS.least_rows or all(len(row) < 2 for row in rows):
        return None
    if is_drawn_row_by_row(held, frame.column_bounds) or is_table(rows, frame):
        return build_table(rows, frame)
    return None


def _groups(rulings: Sequence[Box]) -> list[list[Edge]]:
    """Vertical rulings that begin or end at one height and snap no horizontal ones."""
    across = [r for r in rulings if r.width >= r.height]
    down = merged([Edge(r.x0, r.y0, r.y1) for r in rulings if r.width < r.height])
    groups: list[list[Edge]] = []
    for edge in sorted(down, key=lambda edge: edge.at):
        if any(_touches(edge, ruling) for ruling in across):
            continue
        for group in groups:
            if any(_is_beside(edge, other) for other in group):
                group.append(edge)
                break
        else:
            groups.append([edge])
    return groups


def _touches(edge: Edge, level: Box) -> bool:
    """True if a vertical edge touches a horizontal ruling."""
    snap = RULINGS.snap
    at_height = edge.start - snap <= level.y0 <= edge.end + snap
    return at_height and level.x0 - snap <= edge.at <= level.x1 + snap


def _is_beside(edge: Edge, other: Edge) -> bool:
    """True if two rulings separate columns of one table: one may begin below a header over both
    its columns, and end above a label that spans them."""
    together = edge.start < other.end and other.start < edge.end
    apart = min(abs(edge.end - other.end), abs(edge.start - other.start))
    return together and apart < RULINGS.snap


def _drawn_together(rulings: Sequence[Edge], lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines at the height of the rulings that were drawn with those on their two sides."""
    top = min(r.start for r in rulings) - RULINGS.inside
    bottom = max(r.end for r in rulings) + RULINGS.inside
    ordered = sorted(
        (x for x in lines if x.orientation == 0), key=lambda x: (x.order, x.base, x.x0)
    )
    inside = [top < x.middle_y < bottom for x in ordered]
    across = [
        at
        for at, (before, after) in enumerate(pairwise(ordered))
        if inside[at] and inside[at + 1] and any(_separates(r, before, after) for r in rulings)
    ]
    if not across:
        return []
    first, end = across[0], across[-1] + 2
    if not all(inside[first:end]):
        return []
    while first and inside[first - 1] and not is_outside_table([ordered[first - 1]]):
        first -= 1
    while end < len(ordered) and inside[end] and not is_outside_table([ordered[end]]):
        end += 1
    return ordered[first:end]


def _separates(ruling: Edge, before: TextLine, after: TextLine) -> bool:
    """True if a ruling is right of one line and left of another."""
    margin = RULINGS.inside
    return before.x1 <= ruling.at + margin and ruling.at - margin <= after.x0

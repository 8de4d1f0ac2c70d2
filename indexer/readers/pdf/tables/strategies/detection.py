"""The tables of one page or of one column of text: the strategies, in the order in which they run.

pdfplumber is not used: it reads a page a second time with pdfminer's own layout, gives spanning
cells as None, and finds nothing without rulings.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from indexer.readers.pdf.tables.strategies import (
    borderless,
    continued,
    horizontal_rules,
    lone_header,
    ruled,
    shaded,
    vertical_rules,
)
from indexer.readers.pdf.tables.strategies.charts import is_chart
from indexer.readers.pdf.tables.strategies.contract import Found, SearchArea
from indexer.readers.pdf.tables.strategies.numbered_text import is_numbered_text
from indexer.structure.characters import is_han

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.source.geometry import Box, TextLine
    from indexer.readers.pdf.tables.model import PageTable
    from indexer.readers.pdf.tables.ruling_grid import Grid
    from indexer.readers.pdf.tables.strategies.contract import Strategy

#: Han of a line that is looked for in the cells of the tables that took it. Set by hand: labels of
#: charts have fewer.
LEAST_HAN = 6
#: Strategies for what is drawn, on the whole page: drawn cells first, then drawn rows, then
#: drawn columns.
DRAWN: tuple[Strategy, ...] = (
    ruled.find,
    shaded.find,
    horizontal_rules.find,
    vertical_rules.find,
)
#: Strategies for text alone, in one column of text.
UNDRAWN: tuple[Strategy, ...] = (continued.find, borderless.find, lone_header.find)


def find_drawn_tables(
    grids: Sequence[Grid], rulings: Sequence[Box], lines: Sequence[TextLine]
) -> Found:
    """The tables of a page with drawn cells, rows or columns, from the top, and the lines that
    are in none of them."""
    tables, rest = _run(DRAWN, SearchArea(lines, rulings, grids))
    tables.sort(key=lambda table: (table.box.y0, table.box.x0))
    return tables, rest


def find_undrawn_tables(
    lines: Sequence[TextLine],
    rulings: Sequence[Box],
    before: PageTable | None = None,
    shifts: Sequence[float] = (0.0,),
) -> Found:
    """The tables without drawn cells among the lines of one column of text, and the other lines.
    The column before may have ended with the table `before`, one of `shifts` points further
    left."""
    return _run(UNDRAWN, SearchArea(lines, rulings, before=before, shifts=shifts))


def _run(strategies: Sequence[Strategy], area: SearchArea) -> Found:
    """The tables that the strategies find, each in the lines that those before it left."""
    for find in strategies:
        found, rest = find(area)
        tables = [
            table
            for table in found
            if not is_numbered_text(table) and not is_chart(table, area.lines)
        ]
        if len(tables) < len(found):
            kept = {id(line) for table in tables for cell in table.cells for line in cell.lines}
            rest = [line for line in area.lines if id(line) not in kept]
        area = area.without(tables, [*rest, *_left_out(area.lines, tables, rest)])
    return list(area.tables), list(area.lines)


def _left_out(
    lines: Sequence[TextLine], tables: Sequence[PageTable], rest: Sequence[TextLine]
) -> list[TextLine]:
    """The lines of text that a strategy took and put into no cell: they stay text of the page.

    A line counts as put into the cells if half of its Han are there; lines of fewer than
    LEAST_HAN Han, such as the axes of charts, are not looked at.
    """
    kept = set(map(id, rest))
    taken = [line for line in lines if id(line) not in kept]
    in_cells = Counter(
        char
        for table in tables
        for cell in table.cells
        for line in cell.lines
        for char in line.text
        if is_han(char)
    )
    left_out = []
    for line in taken:
        han = Counter(char for char in line.text if is_han(char))
        if han.total() < LEAST_HAN or 2 * (han & in_cells).total() >= han.total():
            in_cells -= han
        else:
            left_out.append(line)
    return left_out

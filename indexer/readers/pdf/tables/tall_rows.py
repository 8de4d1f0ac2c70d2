"""Drawn rows that hold several rows of numbers, divided into these.

Final accounts are often set so: the columns are ruled, and one ruled row holds all figures of
the page.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer.readers.pdf.tables.model import PageCell
from indexer.readers.pdf.tables.number_rows import number_rows
from indexer.readers.pdf.tables.rows import rows_of
from indexer.structure.table_grid import is_numeric

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.source.geometry import TextLine
    from indexer.readers.pdf.tables.number_rows import NumberRows


@dataclass(frozen=True, slots=True)
class DividedRows:
    """Drawn cells, tall rows divided. `holds_header` is true if a divided row began with headers:
    words over its numbers, whose spans no drawn cell shows."""

    cells: list[PageCell]
    holds_header: bool


#: The first and the last of adjacent drawn rows, both included.
_Band = tuple[int, int]


def divide_tall_rows(cells: Sequence[PageCell]) -> DividedRows | None:
    """The drawn cells, with every row that holds several rows of numbers divided into these; None
    if there is no such row. Cells that span a divided row span all its rows."""
    if not cells:
        return None
    made: list[PageCell] = []
    starts: list[int] = []
    inside: set[PageCell] = set()
    at = 0
    headed = False
    for first, last in _bands(cells):
        own = [cell for cell in cells if first <= cell.row and cell.end <= last + 1]
        divided = _divided(own)
        count = last + 1 - first if divided is None else len(divided.rows)
        starts += [at + min(row, count - 1) for row in range(last + 1 - first)]
        if divided is not None:
            inside.update(own)
            headed |= _begins_with_headers(divided)
            made += _cells(own, divided, at)
        at += count
    if not inside:
        return None
    starts.append(at)
    for cell in cells:
        if cell not in inside:
            row = starts[cell.row]
            made.append(replace(cell, row=row, rows=max(1, starts[cell.end] - row)))
    return DividedRows(made, headed)


def has_several_numbers(cells: Sequence[PageCell]) -> bool:
    """True if a cell holds several numbers, below or beside each other."""
    return any(sum(is_numeric(line.text) for line in cell.lines) > 1 for cell in cells)


def _begins_with_headers(divided: NumberRows) -> bool:
    """True if words are over most columns of the first row of numbers."""
    above: set[int] = set()
    for row in divided.rows:
        numbers = {c for c, own in row.items() if any(is_numeric(line.text) for line in own)}
        if numbers:
            return 2 * len(above & numbers) > len(numbers)
        above |= row.keys()
    return False


def _bands(cells: Sequence[PageCell]) -> list[_Band]:
    """The drawn rows; those that a cell with several numbers spans are one band."""
    bands: list[_Band] = []
    spans = sorted((c.row, c.end - 1) for c in cells if c.rows > 1 and _has_several_numbers(c))
    for row in range(max(cell.end for cell in cells)):
        if not bands or row > bands[-1][1]:
            bands.append((row, row))
        while spans and spans[0][0] <= bands[-1][1]:
            first, last = bands[-1]
            bands[-1] = (first, max(last, spans.pop(0)[1]))
    return bands


def _has_several_numbers(cell: PageCell) -> bool:
    """True if numbers are below each other in a cell."""
    return sum(any(is_numeric(line.text) for line in row) for row in rows_of(cell.lines)) > 1


def _divided(cells: Sequence[PageCell]) -> NumberRows | None:
    """The rows of numbers of a band; None if it is one row."""
    columns: dict[int, list[TextLine]] = {}
    widths: dict[int, float] = {}
    for cell in cells:
        columns.setdefault(cell.column, []).extend(cell.lines)
        widths[cell.column] = min(cell.width, widths.get(cell.column, cell.width))
    if not any(map(_has_several_numbers, cells)):
        return None
    return number_rows(columns, widths)


def _cells(cells: Sequence[PageCell], divided: NumberRows, first: int) -> list[PageCell]:
    """The cells of the rows into which a band with `cells` is divided, from row `first` on."""
    slots: dict[int, PageCell] = {}
    for cell in cells:
        if cell.column not in slots or cell.columns < slots[cell.column].columns:
            slots[cell.column] = cell
    made = []
    for column, slot in slots.items():
        labels = divided.labels.get(column, [])
        covered = {at for label in labels for at in range(label.first, label.first + label.count)}
        for label in labels:
            place = first + label.first, column, label.count
            made.append(PageCell(*place, slot.columns, slot.width, list(label.lines)))
        for at, row in enumerate(divided.rows):
            if at not in covered:
                lines = row.get(column, [])
                made.append(PageCell(first + at, column, 1, slot.columns, slot.width, lines))
    return made

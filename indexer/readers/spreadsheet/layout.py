"""The areas of a sheet: tables below and beside one another, parted by blank rows and columns.

A blank column parts two tables if both have labels of their own; else it only spaces the columns of
one table. Tables that are set in panels for printing repeat their labels in the middle of a row.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.structure.table_grid import is_value_cell
from indexer.structure.table_sections import table_sections

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.readers.spreadsheet.model import Merge, Sheet

#: Slots of the rows and columns that hold text, beyond which a sheet is refused: 10 columns of
#: 100,000 rows, which take half a minute to read.
MOST_SLOTS = 1_000_000
# Rows with several cells that a table has at least, and their share with a label in front.
_LEAST_ROWS, _LABELLED = 2, 0.5
# Share of rows whose label is repeated where a panel begins.
_REPEATED = 0.9
# Labels that a repeated column has at least.
_LEAST_LABELS = 3


@dataclass(frozen=True, slots=True)
class Area:
    """Rows and columns of a sheet, 0-based and in order, that hold one table or several below one
    another. `blank` are the rows of the area that follow blank ones."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    blank: frozenset[int]


def slots(sheet: Sheet) -> int:
    """Number of slots in the rows and columns that hold text."""
    return len({row for row, _ in sheet.cells}) * len({column for _, column in sheet.cells})


def areas(sheet: Sheet) -> list[Area]:
    """The areas of a sheet in reading order. Its slots are at most `MOST_SLOTS`."""
    rows = sorted({row for row, _ in sheet.cells})
    columns = sorted({column for _, column in sheet.cells})
    blank = _after_blank(rows, sheet.hidden_rows, _covered_rows(sheet.merges))
    spaces = _after_blank(columns, sheet.hidden_columns, [])
    found: list[Area] = []
    for area in _side_by_side(sheet, Area(tuple(rows), tuple(columns), blank), spaces):
        found += _panels(sheet, area)
    return found


def texts(sheet: Sheet, area: Area) -> list[list[str]]:
    """The texts of an area, row by row; "" in empty slots."""
    return [[sheet.cells.get((row, column), "") for column in area.columns] for row in area.rows]


def _after_blank(
    lines: Sequence[int], hidden: set[int], covered: Sequence[tuple[int, int]]
) -> frozenset[int]:
    """The rows or columns of `lines` before which there is a blank one, neither hidden nor within a
    merged range; `covered` are those ranges, half-open, ordered and apart."""
    found = set()
    starts = [start for start, _ in covered]
    for before, line in pairwise(lines):
        at = before + 1
        while at < line:
            if at in hidden:
                at += 1
                continue
            place = bisect_left(starts, at + 1) - 1
            if place < 0 or covered[place][1] <= at:
                found.add(line)
                break
            at = covered[place][1]
    return frozenset(found)


def _covered_rows(merges: Sequence[Merge]) -> list[tuple[int, int]]:
    """The ranges of rows that merged cells cover below their first row, ordered and apart."""
    found: list[tuple[int, int]] = []
    for start, end in sorted((m.row, m.row + m.rows) for m in merges if m.rows > 1):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _side_by_side(sheet: Sheet, area: Area, spaces: frozenset[int]) -> Iterator[Area]:
    """Yield the parts of an area: runs of rows, and in them tables beside one another."""
    bands: list[list[int]] = []
    for row in area.rows:
        if row in area.blank or not bands:
            bands.append([])
        bands[-1].append(row)
    waiting: list[int] = []
    at = 0
    while at < len(bands):
        groups = _groups(sheet, bands[at], area.columns, spaces)
        if len(groups) == 1:
            waiting += bands[at]
            at += 1
            continue
        rows = list(bands[at])
        at += 1
        above = Area(tuple(rows), area.columns, area.blank)
        while at < len(bands) and _fits(sheet, bands[at], above, groups):
            rows += bands[at]
            at += 1
        yield from _part(sheet, waiting, area.columns, area.blank)
        waiting = []
        for group in groups:
            yield from _part(sheet, rows, group, area.blank)
    yield from _part(sheet, waiting, area.columns, area.blank)


def _part(
    sheet: Sheet, rows: Sequence[int], columns: Sequence[int], blank: frozenset[int]
) -> Iterator[Area]:
    """Yield the area of the rows and columns with text among those given, if there are any."""
    kept, after, gap = [], set(), False
    for row in rows:
        gap |= row in blank
        if any((row, column) in sheet.cells for column in columns):
            kept.append(row)
            if gap:
                after.add(row)
            gap = False
        else:
            gap = True
    used = tuple(c for c in columns if any((row, c) in sheet.cells for row in kept))
    if kept:
        yield Area(tuple(kept), used, frozenset(after))


def _groups(
    sheet: Sheet, rows: Sequence[int], columns: Sequence[int], spaces: frozenset[int]
) -> list[list[int]]:
    """The columns of each table in a run of rows; one group for one table."""
    several = [row for row in rows if sum((row, c) in sheet.cells for c in columns) > 1]
    groups: list[list[int]] = []
    alone: list[int] = []  # columns with lines only, before the next table
    space = True
    for column in columns:
        space |= column in spaces
        if not any((row, column) in sheet.cells for row in several):
            alone.append(column)
            space = True
            continue
        if space:
            groups.append([])
        groups[-1] += [*alone, column]
        alone = []
        space = False
    if groups:
        groups[-1] += alone
    merged: list[list[int]] = []
    for group in groups:
        if merged and not (
            _is_table(sheet, several, group) and _is_table(sheet, several, merged[-1])
        ):
            merged[-1] += group
        else:
            merged.append(group)
    return merged or [list(columns)]


def _is_table(sheet: Sheet, rows: Sequence[int], columns: Sequence[int]) -> bool:
    """True if columns hold a table of their own: rows of several cells with labels in front."""
    several = [row for row in rows if sum((row, c) in sheet.cells for c in columns) > 1]
    labels = [sheet.cells.get((row, columns[0]), "") for row in several]
    named = sum(bool(label) and not is_value_cell(label) for label in labels)
    return len(several) >= _LEAST_ROWS and named >= _LABELLED * len(several)


def _fits(sheet: Sheet, rows: Sequence[int], above: Area, groups: Sequence[Sequence[int]]) -> bool:
    """True if a run of rows continues the tables beside one another that `above` holds: it has text
    in two tables at least, and none in the columns between them."""
    used = {c for row in rows for c in above.columns if (row, c) in sheet.cells}
    known = {c for row in above.rows for c in above.columns if (row, c) in sheet.cells}
    return used <= known and sum(not used.isdisjoint(group) for group in groups) > 1


def _panels(sheet: Sheet, area: Area) -> Iterator[Area]:
    """Yield the panels of an area that is set for printing: each begins with the column of labels
    again. An area without panels is yielded as it is."""
    rows = texts(sheet, area)
    body = max((s.body for s in table_sections(rows)), key=len, default=())
    labels = [rows[at][0] for at in body]
    if sum(map(bool, labels)) < _LEAST_LABELS or any(map(is_value_cell, filter(None, labels))):
        yield area
        return
    starts = [0]
    for column in range(1, len(area.columns)):
        own = [rows[at][column] for at in body]
        same = sum(a == b for a, b in zip(labels, own, strict=True))
        if own[0] == labels[0] and same >= _REPEATED * len(body):
            starts.append(column)
    for start, end in zip(starts, [*starts[1:], len(area.columns)], strict=True):
        yield from _part(sheet, area.rows, area.columns[start:end], area.blank)

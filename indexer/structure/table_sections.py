"""Several tables below one another, with the lines around them, in rows of cells.

CSV files and sheets of workbooks give rows of cells and say no more: which rows are the title, the
unit or a note follows from their contents.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indexer.structure.captions import CAPTION, NOTE
from indexer.structure.joining import separator_between
from indexer.structure.table_grid import all_periods, is_value_cell
from indexer.structure.unit_lines import UNIT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Rows after a table that may be the lines above another, its headers and its first row.
_AHEAD = 6
#: Rows at the top of a table among which the one with its unit ends the lines above it.
_MOST_LINES_ABOVE = 6


@dataclass(frozen=True, slots=True)
class TableSection:
    """Indexes of rows: the lines above a table, its own rows, the lines below it. Without a table
    all rows are lines above it."""

    above: tuple[int, ...]
    body: tuple[int, ...]
    below: tuple[int, ...]


def table_sections(rows: Sequence[Sequence[str]]) -> list[TableSection]:
    """The tables among rows of stripped cells, with their lines; blank rows are in none.

    A table begins with a row of headers: after a blank row, after a line, or with another number
    of cells.
    """
    found = [_OpenSection()]
    blank = False
    for at, row in enumerate(rows):
        if not any(row):
            blank = True
            continue
        if found[-1].rows:
            ahead = [r for r in rows[at : at + _AHEAD] if any(r)]
            if _begins_table(found[-1], ahead, blank):
                found.append(_OpenSection())
        found[-1].add(at, row)
        blank = False
    return [_split(rows, section.rows) for section in found if section.rows]


@dataclass(slots=True)
class _OpenSection:
    """The rows of a section so far: whether they are lines only, whether one has values behind its
    first cell, and the width of the last one that is no line."""

    rows: list[int] = field(default_factory=list)
    only_lines: bool = True
    has_values: bool = False
    width: int = 0

    def add(self, at: int, row: Sequence[str]) -> None:
        """Add the row of index `at`."""
        self.rows.append(at)
        self.has_values = self.has_values or any(map(is_value_cell, row[1:]))
        if not _is_line(row):
            self.only_lines, self.width = False, _width(row)


def lines_of(row: Sequence[str]) -> Iterator[str]:
    """Yield the lines that a row above or below a table consists of: its units and notes, and the
    rest, whose cells are pieces of one line."""
    yield from dict.fromkeys(_joined_pieces(row))
    yield from dict.fromkeys(cell for cell in row if UNIT.match(cell) or NOTE.match(cell))


def _joined_pieces(row: Sequence[str]) -> Iterator[str]:
    """Yield the titles of a row, each joined of the cells beside one another; one in brackets
    belongs to the title before it."""
    title = ""
    for at, cell in enumerate(row):
        if not cell or UNIT.match(cell) or NOTE.match(cell):
            continue
        if title and not row[at - 1] and cell[0] not in "（(":
            yield title
            title = ""
        title += separator_between(title, cell) + cell
    if title:
        yield title


def _begins_table(section: _OpenSection, ahead: Sequence[Sequence[str]], blank: bool) -> bool:
    """True if another table, or the lines above it, begins with the first of the rows `ahead`."""
    if section.only_lines:
        return False
    at = _count_lines_above(ahead)
    lines, following = ahead[:at], ahead[at : at + 2]
    if len(following) < 2 or not _is_header(following[0], following[1]):
        return False
    if lines and not (blank or CAPTION.match(next(filter(None, lines[0])))):
        return False
    if not blank and not section.has_values:
        return False  # all rows so far are headers
    return bool(lines) or blank or _width(following[0]) != section.width


def _is_header(row: Sequence[str], below: Sequence[str]) -> bool:
    """True for a row without values, or of years, above one of as many cells with values."""
    if not any(map(is_value_cell, below[1:])) or _width(row) < _width(below):
        return False
    return not any(map(is_value_cell, row[1:])) or all_periods(row[1 : _width(row)])


def _width(row: Sequence[str]) -> int:
    """Number of cells up to the last with text."""
    return max((at for at, cell in enumerate(row, 1) if cell), default=0)


def _split(rows: Sequence[Sequence[str]], section: Sequence[int]) -> TableSection:
    """The lines above the table in a section, its rows, the lines below."""
    first, last = _count_lines_above([rows[at] for at in section]), len(section)
    while last > first and _is_line(rows[section[last - 1]]):
        last -= 1
    if first >= last:
        return TableSection(tuple(section), (), ())
    return TableSection(tuple(section[:first]), tuple(section[first:last]), tuple(section[last:]))


def _count_lines_above(rows: Sequence[Sequence[str]]) -> int:
    """Number of rows at the top that are lines above a table: rows of one cell, and all rows down
    to the one with the unit, in which a title may be divided among cells."""
    count = 0
    while count < len(rows) and _is_line(rows[count]):
        count += 1
    for at in range(count, min(_MOST_LINES_ABOVE, len(rows) - 1)):
        if any(map(is_value_cell, filter(None, rows[at]))):
            break
        if _has_unit(rows[at]) and _may_be_header(rows[at + 1]):
            count = at + 1
            while count < len(rows) and _is_line(rows[count]):
                count += 1
            break
    return count


def _may_be_header(row: Sequence[str]) -> bool:
    """True for a row of several cells without values, or of years."""
    values = any(map(is_value_cell, row[1:]))
    return sum(map(bool, row)) > 1 and (not values or all_periods(row[1 : _width(row)]))


def _is_line(row: Sequence[str]) -> bool:
    """True for a row with one cell."""
    return sum(map(bool, row)) == 1


def _has_unit(row: Sequence[str]) -> bool:
    """True for a row with a unit of measure beside its table (單位：千元)."""
    return any(map(UNIT.match, filter(None, row)))

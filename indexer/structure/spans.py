"""Tables that state more slots than they have cells: they cost what their cells cost.

A file of a thousand bytes may state cells that span a hundred thousand columns. Columns at which no
cell begins or ends are one column; a table that has too many slots even so is refused.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Slots of the largest table whose cells are few. A run over one in HTML, of a single cell over all
#: slots, took 1.2 s, and its reader 102 MiB.
MOST_SLOTS = 250_000
#: Slots of a larger table for each of its cells; of real reports the most sparse has three.
SLOTS_OF_A_CELL = 4
#: Cells above a row that may reach into it.
_MOST_OPEN = 4096


class TableTooLargeError(Exception):
    """A table has too many slots for its cells."""


class Spanning(Protocol):
    """A cell at 0-based (row, column) over `rows` × `columns` slots, a dataclass."""

    @property
    def row(self) -> int: ...
    @property
    def column(self) -> int: ...
    @property
    def rows(self) -> int: ...
    @property
    def columns(self) -> int: ...


Cell = TypeVar("Cell", bound=Spanning)


def check_slots(rows: int, columns: int, cells: int) -> None:
    """Raise TableTooLargeError if a table of so many rows and columns is too large for its
    cells."""
    if rows * columns > max(MOST_SLOTS, SLOTS_OF_A_CELL * cells):
        raise TableTooLargeError(f"a table of {rows * columns:,} slots")


def bounded(cells: Sequence[Cell]) -> Sequence[Cell]:
    """The cells of a table; in one with too many slots, without columns at which no cell begins or
    ends, and rows below those in which cells begin.

    Raises TableTooLargeError if it has too many even so.
    """
    try:
        _check(cells)
    except TableTooLargeError:
        bounds = sorted({c.column for c in cells} | {c.column + c.columns for c in cells})
        last = max(cell.row for cell in cells) + 1
        made = [_between(cell, bounds, last) for cell in cells]
        _check(made)
        return made
    return cells


def _check(cells: Sequence[Cell]) -> None:
    rows = max((cell.row + cell.rows for cell in cells), default=0)
    columns = max((cell.column + cell.columns for cell in cells), default=0)
    check_slots(rows, columns, len(cells))
    # Cells that lie over each other have more slots than the table.
    check_slots(sum(cell.rows * cell.columns for cell in cells), 1, len(cells))


def _between(cell: Cell, bounds: Sequence[int], last: int) -> Cell:
    """The cell in columns between bounds, and in rows before the last."""
    first = bisect_left(bounds, cell.column)
    end = bisect_left(bounds, cell.column + cell.columns)
    rows = max(1, min(cell.rows, last - cell.row))
    return replace(cell, column=first, columns=end - first, rows=rows)  # type: ignore[type-var]


@dataclass(slots=True)
class OpenSpans:
    """The cells of the rows above that reach into a row, while a table is read row by row."""

    _spans: list[tuple[int, int, int]] = field(default_factory=list)
    _new: list[tuple[int, int, int]] = field(default_factory=list)
    _at: int = 0

    def begin(self, row: int) -> None:
        """Begin a row; its columns are then asked for in order."""
        self._spans = sorted(span for span in (*self._spans, *self._new) if span[2] > row)
        self._new, self._at = [], 0

    def free(self, column: int) -> int:
        """The first free column from `column` on."""
        while self._at < len(self._spans) and self._spans[self._at][0] <= column:
            column = max(column, self._spans[self._at][1])
            self._at += 1
        return column

    def add(self, column: int, across: int, end: int) -> None:
        """Take a cell of this row over `across` columns, to before the row `end`."""
        if len(self._spans) + len(self._new) < _MOST_OPEN:
            self._new.append((column, column + across, end))

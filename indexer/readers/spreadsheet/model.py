"""A sheet of a workbook as its reader gives it: shown texts by position, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: Letters of the names of columns.
_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range from 0-based (row, column) over `rows` × `columns` slots of the sheet."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Note:
    """A text box anchored at a 0-based cell, or the comment on it."""

    row: int
    column: int
    text: str


@dataclass(slots=True)
class Sheet:
    """One visible sheet.

    `cells` are the shown texts of visible cells by 0-based (row, column), none of them empty.
    `hidden_rows` and `hidden_columns` are all that the sheet hides; of them, `lost_rows` and
    `lost_columns` hold text. `gaps` are cells whose formula has no stored value.
    """

    name: str
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    lost_rows: set[int] = field(default_factory=set)
    lost_columns: set[int] = field(default_factory=set)
    gaps: list[tuple[int, int]] = field(default_factory=list)
    boxes: list[Note] = field(default_factory=list)
    comments: list[Note] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class WorkbookFacts:
    """What is known of a workbook before its sheets are read: the names of its visible sheets in
    order, those of its hidden ones, and the file's properties."""

    sheets: tuple[str, ...]
    hidden: tuple[str, ...]
    properties: Mapping[str, str]


def column_name(column: int) -> str:
    """The letters of a 0-based column: A, Z, AA."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, _LETTERS)
        name = chr(ord("A") + letter) + name
    return name


def cell_name(row: int, column: int) -> str:
    """The name of a 0-based cell: A1."""
    return f"{column_name(column)}{row + 1}"


def range_name(row: int, first: int, last: int) -> str:
    """The name of the cells of a 0-based row between two columns: A5:E5, or A5."""
    start = cell_name(row, first)
    return start if first == last else f"{start}:{cell_name(row, last)}"


def run_names(numbers: Iterable[int], *, columns: bool = False) -> str:
    """0-based rows or columns as runs: 5-7, 9 or C-D."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    named = column_name if columns else lambda number: str(number + 1)
    return ", ".join(
        named(first) if first == last else f"{named(first)}-{named(last)}" for first, last in runs
    )

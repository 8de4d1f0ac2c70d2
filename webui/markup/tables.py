"""Passages of a table as a grid: rows under their headers, repeated headers merged.

A table row is a passage that has, for each cell, the path of headers above it and the row
headers left of it. The grid is rebuilt from these paths.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

    from judian.core.model import Cell, Passage
    from webui.markup.marks import MarkRange

_NUMBER = re.compile(r"[-+−▲△Δ∆▼▽]?[0-9０-９][0-9０-９,，.．]*\s*[%％]?|[-–—－]")

#: Characters of a cell at least that needs a wide column, and at most of one that a narrow column
#: holds (款, 項, 目). Set by hand on final accounts, whose reasons stand in cells of 40 characters.
_LONG, _SHORT = 13, 2

#: A column: the path of headers above it, and its number among the columns of this path.
Column = tuple[tuple[str, ...], int]


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A header cell that spans `columns` columns and `rows` header rows."""

    text: str
    columns: int
    rows: int
    is_numeric: bool = False


@dataclass(frozen=True, slots=True)
class RowCell:
    """A cell of a row: `[start, end)` of the passage's text, empty if start equals end."""

    start: int
    end: int
    is_header: bool
    is_numeric: bool = False

    @property
    def css(self) -> str:
        """The classes of the cell."""
        if self.is_numeric:
            return "num"
        length = self.end - self.start
        return "wordy" if length >= _LONG else "brief" if length <= _SHORT else ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """A passage with a cell for each column of the table."""

    passage: Passage
    cells: tuple[RowCell, ...]
    marks: tuple[MarkRange, ...] = ()


@dataclass(frozen=True, slots=True)
class TableGrid:
    """A table, or the part of it that a hit shows."""

    number: int
    caption: str | None
    unit: str | None
    note: str | None
    header_rows: tuple[tuple[HeaderCell, ...], ...]
    rows: tuple[GridRow, ...]

    @property
    def width(self) -> int:
        """Number of columns."""
        return max((len(row.cells) for row in self.rows), default=0)

    @property
    def labels(self) -> tuple[str, ...]:
        """The texts beside the rows: caption, unit and headers."""
        headers = (cell.text for row in self.header_rows for cell in row)
        return tuple(text for text in (self.caption, self.unit, *headers) if text)


def table_grid(rows: Sequence[tuple[Passage, Sequence[MarkRange]]]) -> TableGrid:
    """The grid of rows given as (passage, marks).

    All passages must be rows of one table. Raises ValueError if the first has no `table`.
    """
    tables = [(passage, passage.table, tuple(marks)) for passage, marks in rows]
    columns = _columns([t.cells for _, t, _ in tables if t is not None])
    numeric = _numeric_columns([(p.text, t.cells) for p, t, _ in tables if t is not None])
    grid_rows = tuple(
        GridRow(passage, _row_cells(t.cells, columns, numeric), marks)
        for passage, t, marks in tables
        if t
    )
    first = tables[0][1]
    if first is None:
        raise ValueError(f"passage {tables[0][0].id!r} is not a row of a table")
    return TableGrid(
        number=first.table,
        caption=first.caption,
        unit=first.unit,
        note=first.note,
        header_rows=_header_rows([path for path, _ in columns], [c in numeric for c in columns]),
        rows=grid_rows,
    )


def _with_columns(cells: Sequence[Cell]) -> list[tuple[Column, Cell]]:
    """Each cell of a row with its column; columns of the same path are numbered."""
    seen: dict[tuple[str, ...], int] = {}
    found = []
    for cell in cells:
        number = seen.get(cell.column, 0)
        seen[cell.column] = number + 1
        found.append(((cell.column, number), cell))
    return found


def _columns(rows: Sequence[Sequence[Cell]]) -> list[Column]:
    """The columns of all rows; one that only some rows have comes after its left neighbour."""
    columns: list[Column] = []
    for cells in rows:
        at = 0
        for column, _ in _with_columns(cells):
            if column in columns:
                at = columns.index(column) + 1
            else:
                columns.insert(at, column)
                at += 1
    return columns


def _row_cells(
    cells: Sequence[Cell], columns: Sequence[Column], numeric: Set[Column]
) -> tuple[RowCell, ...]:
    """A cell for each of `columns`, empty if the row has none there."""
    by_column = dict(_with_columns(cells))
    return tuple(
        RowCell(cell.start, cell.end, _is_header(cell, cells), column in numeric)
        if (cell := by_column.get(column))
        else RowCell(0, 0, False)
        for column in columns
    )


def _numeric_columns(rows: Sequence[tuple[str, Sequence[Cell]]]) -> frozenset[Column]:
    """The columns that hold only numbers, which are set flush right; rows as (text, cells)."""
    is_numeric: dict[Column, bool] = {}
    for text, cells in rows:
        for column, cell in _with_columns(cells):
            words = text[cell.start : cell.end].strip()
            if words:
                is_number = not _is_header(cell, cells) and _NUMBER.fullmatch(words) is not None
                is_numeric[column] = is_numeric.get(column, True) and is_number
    return frozenset(column for column, numeric in is_numeric.items() if numeric)


def _is_header(cell: Cell, cells: Sequence[Cell]) -> bool:
    """True if the cell is the header of its row; an empty cell never is."""
    return cell.end > cell.start and not cell.row and any(c.row for c in cells)


def _header_rows(
    paths: Sequence[tuple[str, ...]], numeric: Sequence[bool]
) -> tuple[tuple[HeaderCell, ...], ...]:
    """Header rows from the top: equal neighbours are merged, short paths span the rows below.

    `paths` and `numeric` have an entry for each column.
    """
    depth = max((len(path) for path in paths), default=0)
    header_rows: list[tuple[HeaderCell, ...]] = []
    for level in range(depth):
        header_row: list[HeaderCell] = []
        at = 0
        while at < len(paths):
            path = paths[at]
            if not path and level == 0:
                header_row.append(HeaderCell("", 1, depth))
            if level >= len(path):
                at += 1
                continue
            until = at + 1
            while until < len(paths) and _share_header(path, paths[until], level):
                until += 1
            ends_here = all(len(p) == level + 1 for p in paths[at:until])
            rows = depth - level if ends_here else 1
            is_numeric = ends_here and until - at == 1 and numeric[at]
            header_row.append(HeaderCell(path[level], until - at, rows, is_numeric))
            at = until
        header_rows.append(tuple(header_row))
    return tuple(header_rows)


def _share_header(left: tuple[str, ...], right: tuple[str, ...], level: int) -> bool:
    """True if one header cell at `level` spans both columns: equal down to it, both deeper."""
    return (
        left[: level + 1] == right[: level + 1] and len(left) > level + 1 and len(right) > level + 1
    )

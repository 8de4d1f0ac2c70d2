"""Tables as people read them: rows under their headers, headers merged where they repeat.

A row of a table is a passage that knows, for each cell, the path of headers over it and the
row headers left of it. Here these paths become a grid again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

    from judian.core.model import Cell, Passage
    from webui.markup.marks import Span

_NUMBER = re.compile(r"[-+−▲△]?[0-9０-９][0-9０-９,，.．]*\s*[%％]?|[-–—－]")

#: A column: the path of headers over it, and which of the columns with this path it is.
Column = tuple[tuple[str, ...], int]


@dataclass(frozen=True, slots=True)
class Head:
    """One header cell over `columns` columns and `rows` header rows."""

    text: str
    columns: int
    rows: int
    is_numeric: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """One cell of a row: `[start, end)` of the passage's text, empty where start equals end."""

    start: int
    end: int
    is_header: bool
    is_numeric: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A passage laid out over the table's columns."""

    passage: Passage
    slots: tuple[Slot, ...]
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, or the part of it that a hit shows."""

    number: int
    caption: str | None
    unit: str | None
    note: str | None
    head: tuple[tuple[Head, ...], ...]
    rows: tuple[Row, ...]

    @property
    def width(self) -> int:
        """Number of columns."""
        return max((len(row.slots) for row in self.rows), default=0)

    @property
    def labels(self) -> tuple[str, ...]:
        """Everything it shows beside the cells: caption, unit and headers."""
        heads = (head.text for line in self.head for head in line)
        return tuple(text for text in (self.caption, self.unit, *heads) if text)


def grid(rows: Sequence[tuple[Passage, Sequence[Span]]]) -> Grid:
    """The table of these (row passage, marks); all must have a `table` and be of one table."""
    tables = [(passage, passage.table, tuple(marks)) for passage, marks in rows]
    columns = _columns([t.cells for _, t, _ in tables if t is not None])
    numeric = _numeric([(p.text, t.cells) for p, t, _ in tables if t is not None])
    laid = tuple(
        Row(passage, _slots(t.cells, columns, numeric), marks) for passage, t, marks in tables if t
    )
    first = tables[0][1]
    if first is None:
        raise ValueError(f"passage {tables[0][0].id!r} is no row of a table")
    return Grid(
        number=first.table,
        caption=first.caption,
        unit=first.unit,
        note=first.note,
        head=_head([path for path, _ in columns], [c in numeric for c in columns]),
        rows=laid,
    )


def _named(cells: Sequence[Cell]) -> list[tuple[Column, Cell]]:
    """Each cell with its column; columns of the same path are told apart by counting."""
    seen: dict[tuple[str, ...], int] = {}
    named = []
    for cell in cells:
        nth = seen.get(cell.column, 0)
        seen[cell.column] = nth + 1
        named.append(((cell.column, nth), cell))
    return named


def _columns(rows: Sequence[Sequence[Cell]]) -> list[Column]:
    """The columns of all rows together; one that only some rows have stands behind its left
    neighbour."""
    columns: list[Column] = []
    for cells in rows:
        at = 0
        for name, _ in _named(cells):
            if name in columns:
                at = columns.index(name) + 1
            else:
                columns.insert(at, name)
                at += 1
    return columns


def _slots(
    cells: Sequence[Cell], columns: Sequence[Column], numeric: Set[Column]
) -> tuple[Slot, ...]:
    by_column = dict(_named(cells))
    return tuple(
        Slot(cell.start, cell.end, _is_header(cell, cells), name in numeric)
        if (cell := by_column.get(name))
        else Slot(0, 0, False)
        for name in columns
    )


def _numeric(rows: Sequence[tuple[str, Sequence[Cell]]]) -> frozenset[Column]:
    """The columns that hold nothing but numbers; these are set flush right."""
    held: dict[Column, bool] = {}
    for text, cells in rows:
        for name, cell in _named(cells):
            words = text[cell.start : cell.end].strip()
            if words:
                is_number = not _is_header(cell, cells) and _NUMBER.fullmatch(words) is not None
                held[name] = held.get(name, True) and is_number
    return frozenset(name for name, numbers in held.items() if numbers)


def _is_header(cell: Cell, cells: Sequence[Cell]) -> bool:
    """Whether the cell heads its row; an empty one heads nothing."""
    return cell.end > cell.start and not cell.row and any(c.row for c in cells)


def _head(
    paths: Sequence[tuple[str, ...]], numeric: Sequence[bool]
) -> tuple[tuple[Head, ...], ...]:
    """Header rows from the top down: equal neighbours merge, short paths reach down."""
    depth = max((len(path) for path in paths), default=0)
    lines: list[tuple[Head, ...]] = []
    for level in range(depth):
        line: list[Head] = []
        at = 0
        while at < len(paths):
            path = paths[at]
            if not path and level == 0:
                line.append(Head("", 1, depth))
            if level >= len(path):
                at += 1
                continue
            until = at + 1
            while until < len(paths) and _merges(path, paths[until], level):
                until += 1
            ends_here = all(len(p) == level + 1 for p in paths[at:until])
            rows = depth - level if ends_here else 1
            is_numeric = ends_here and until - at == 1 and numeric[at]
            line.append(Head(path[level], until - at, rows, is_numeric))
            at = until
        lines.append(tuple(line))
    return tuple(lines)


def _merges(left: tuple[str, ...], right: tuple[str, ...], level: int) -> bool:
    """Whether one header cell at `level` spans both: same path so far, and both go deeper."""
    return (
        left[: level + 1] == right[: level + 1] and len(left) > level + 1 and len(right) > level + 1
    )

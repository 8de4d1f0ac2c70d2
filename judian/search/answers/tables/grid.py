"""One table as typed values: rows, columns and cells with value, unit and period.

A passage is one row. A column is identified by its header path and by how often that path stood
before it in the row, since two columns of a balance sheet are both called 金額.
"""

from __future__ import annotations

import re
from collections import Counter
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from judian.search.answers.tables.header_names import Role, name_of, role_of
from judian.zh.dates.expressions import find as find_dates
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from judian.core.model import Cell, Passage
    from judian.zh.dates.periods import Period
    from judian.zh.figures.extraction import Figure

#: A cell that says that there is nothing: the value is 0.
_NIL = re.compile(r"^[－\-—–ー─]+$")
#: Percentages from which a cell holds an amount that took its unit from a caption of two units
#: (單位：千元；％). Set by hand, not measured: no share of a report is expected to reach it.
NO_SHARE = 10_000
#: What may stand in a cell beside its figure: brackets, marks of notes, the rank of the number (③).
_BESIDE = re.compile(r"^[\s()（）*＊#※△▲+＋\-－↑↓%％0-9①-⑳❶-❿]*$")
#: Rank marks and the like behind a number, at most as many characters.
_LONGEST_BESIDE = 4

#: The levels of the items of a budget, from the top down, as headers of their numbers.
_CODES = ("款", "項", "目", "節")

ColumnKey = tuple[tuple[str, ...], int]


@dataclass(frozen=True, slots=True)
class TypedCell:
    """A cell `[start, end)` of `passage`, that of its row. `figure` is its number, if it is one;
    `is_nil` is True for a dash, which stands for 0."""

    row: int
    column: int
    start: int
    end: int
    text: str
    passage: Passage
    figure: Figure | None = None
    is_nil: bool = False

    @property
    def is_number(self) -> bool:
        return self.figure is not None or self.is_nil


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `names` are the names of its header path from the top down (without those that only
    number or date), `unit` is that of most of its figures. `is_restated`
    is True if the unit is that of the table, against what the header seems to count."""

    key: ColumnKey
    names: tuple[str, ...]
    role: Role
    unit: str | None
    is_numeric: bool
    kind: str | None = None
    is_restated: bool = False

    @property
    def header(self) -> str:
        """The header path as written."""
        return "".join("".join(part.split()) for part in self.key[0])


@dataclass(frozen=True, slots=True)
class Row:
    """A row. `labels` are its header cells as written, `names` what they are called, `[start, end)`
    is the last of them in the passage, `period` the time that they name."""

    passage: Passage
    labels: tuple[str, ...]
    names: tuple[str, ...]
    role: Role
    start: int
    end: int
    period: Period | None = None

    @property
    def label(self) -> str:
        """The last header cell on one line."""
        return "".join(self.labels[-1].split()) if self.labels else ""


class Grid:
    """All rows of one table, in order, in its columns from `first` to `last`. Rows without any
    number are left out."""

    def __init__(
        self, passages: Sequence[Passage], first: int = 0, last: int | None = None
    ) -> None:
        #: The names of the tables that this one is made of (`beside`), () for a single one.
        self.sisters: tuple[str, ...] = ()
        table = passages[0].table
        assert table is not None
        self.passages = tuple(passages)
        self.caption, self.unit, self.note = table.caption, table.unit, table.note
        self.section = passages[0].section
        placed = [_placed(p) for p in passages]
        order: dict[ColumnKey, int] = {}
        # A row of fewer cells (合計 over two columns) does not say what stands between them.
        for cells in sorted(placed, key=len, reverse=True):
            for key, _ in cells:
                order.setdefault(key, len(order))
        keys = list(order)[first:last]
        order = {key: n for n, key in enumerate(keys)}
        numbers = [
            [_typed(passage, row, order[key], cell) for key, cell in cells if key in order]
            for row, (passage, cells) in enumerate(zip(passages, placed, strict=True))
        ]
        numeric = [
            not _is_code(keys[n])
            and _is_numeric([c for cells in numbers for c in cells if c.column == n])
            for n in range(len(keys))
        ]
        self.columns = tuple(
            _column(key, numeric[n], _of(numbers, n), self.unit or "") for n, key in enumerate(keys)
        )
        self.first_number = next((n for n, is_number in enumerate(numeric) if is_number), len(keys))
        self.rows: list[Row] = []
        self.cells: dict[tuple[int, int], TypedCell] = {}
        for passage, typed in zip(passages, numbers, strict=True):
            if any(cell.is_number for cell in typed):
                number = len(self.rows)
                self.rows.append(_row(passage, typed, self.first_number, is_left=not first))
                self.cells.update(((number, cell.column), cell) for cell in typed)

    @property
    def second_side(self) -> int | None:
        """The column with which a table begins anew, as the other side of a balance sheet does (科
        目, 金額, 科目, 金額); None for others."""
        if not self.first_number or not self.columns[0].key[0]:
            return None
        named = _kind_of_item(self.columns[0])
        for n in range(self.first_number + 1, len(self.columns) - 1):
            column = self.columns[n]
            if not column.is_numeric and named and _kind_of_item(column) == named:
                return n
        return None

    def beside(self, others: Sequence[Grid], names: Sequence[str]) -> Grid:
        """This table and `others` with the same rows and headers as one: the columns of each stand
        under its name. A row has the passage of this table, a cell that of its own."""
        joined = copy(self)
        joined.caption = "\n".join(g.caption for g in (self, *others) if g.caption)
        joined.note = "\n".join(g.note for g in (self, *others) if g.note)
        at_row = {row.names: n for n, row in enumerate(self.rows)}
        columns = list(self.columns[: self.first_number])
        cells = {(r, n): c for (r, n), c in self.cells.items() if n < self.first_number}
        for grid, name in zip((self, *others), names, strict=True):
            for n, column in enumerate(grid.columns):
                if not column.is_numeric:
                    continue
                path = (name, *column.key[0])
                own = tuple(dict.fromkeys(filter(None, (name_of(name), *column.names))))
                columns.append(replace(column, key=(path, column.key[1]), names=own))
                for row, of_row in enumerate(grid.rows):
                    cell = grid.cells.get((row, n))
                    if cell is not None:
                        place = at_row[of_row.names], len(columns) - 1
                        cells[place] = replace(cell, row=place[0], column=place[1])
        joined.columns, joined.cells = tuple(columns), cells
        joined.sisters = tuple(names)
        return joined

    @cached_property
    def corners(self) -> tuple[str, ...]:
        """The headers over the labels of the rows: 國籍, 年度."""
        return tuple(name for column in self.columns[: self.first_number] for name in column.key[0])

    @cached_property
    def levels(self) -> tuple[int | None, ...]:
        """The level of each row in a table whose rows are numbered by 款, 項, 目 and 節, from 0;
        None for a row without such a number."""
        codes = [
            (code, n)
            for n, column in enumerate(self.columns[: self.first_number])
            for code, name in enumerate(_CODES)
            if column.key[0] and "".join(column.key[0][-1].split()) == name
        ]
        found = []
        for row in range(len(self.rows)):
            own = [code for code, n in codes if (c := self.cell(row, n)) and c.text.strip()]
            found.append(max(own, default=None))
        return tuple(found)

    def above(self, row: int) -> Iterator[int]:
        """Yield the rows of which a numbered row is a part, the nearest first."""
        level = self.levels[row]
        for other in reversed(range(row)):
            its = self.levels[other]
            if level is not None and its is not None and its < level:
                yield other
                level = its

    def cell(self, row: int, column: int) -> TypedCell | None:
        """The cell of a row in a column, None where the row has none."""
        return self.cells.get((row, column))


def grids_of(passages: Sequence[Passage]) -> Iterator[Grid]:
    """Yield the table of the rows `passages`, or both sides of a balance sheet."""
    whole = Grid(passages)
    middle = whole.second_side
    if middle is None:
        yield whole
        return
    yield Grid(passages, 0, middle)
    yield Grid(passages, middle)


_ITEMS = compiled("科目$|項目$|名稱$")


def _kind_of_item(column: Column) -> str:
    """科目 of 借方科目 and 貸方科目, "" for a column that names no items."""
    found = _ITEMS.search("".join(column.key[0][-1].split()) if column.key[0] else "")
    return found.group() if found else ""


def _placed(passage: Passage) -> list[tuple[ColumnKey, Cell]]:
    assert passage.table is not None
    seen: Counter[tuple[str, ...]] = Counter()
    placed = []
    for cell in passage.table.cells:
        placed.append(((cell.column, seen[cell.column]), cell))
        seen[cell.column] += 1
    return placed


def _typed(passage: Passage, row: int, column: int, cell: Cell) -> TypedCell:
    text = passage.text[cell.start : cell.end]
    found = [f for f in passage.figures if cell.start <= f.start and f.end <= cell.end]
    figure = found[0] if len(found) == 1 and _is_alone(text, found[0], cell.start) else None
    if figure is not None and figure.unit == "%" and abs(figure.value) >= NO_SHARE:
        figure = None
    is_nil = figure is None and _NIL.match(text.strip()) is not None
    return TypedCell(row, column, cell.start, cell.end, text, passage, figure, is_nil)


def _is_alone(text: str, figure: Figure, start: int) -> bool:
    """True if a cell says nothing but its figure."""
    rest = text[: figure.start - start] + text[figure.end - start :]
    return len(rest.strip()) <= _LONGEST_BESIDE and _BESIDE.match(rest) is not None


def _is_code(key: ColumnKey) -> bool:
    """True for a column that numbers the items of a budget (項): its 1 counts nothing."""
    return bool(key[0]) and "".join(key[0][-1].split()) in _CODES


def _is_numeric(cells: Sequence[TypedCell]) -> bool:
    """True if a column holds numbers: most of its cells that are not empty are numbers or dashes,
    and at least one is a number."""
    filled = [c for c in cells if c.text.strip()]
    return any(c.figure for c in filled) and 2 * sum(c.is_number for c in filled) > len(filled)


def _of(rows: Sequence[Sequence[TypedCell]], column: int) -> list[TypedCell]:
    return [cell for cells in rows for cell in cells if cell.column == column]


#: Headers that count persons where the table says 人: 個案 are those who are cared for.
_PERSONS = compiled("個案數?$")


def _column(key: ColumnKey, is_numeric: bool, cells: Sequence[TypedCell], stated: str) -> Column:
    figures = [cell.figure for cell in cells if cell.figure]
    units = Counter(f.unit for f in figures).most_common(1)
    kinds = Counter(f.kind for f in figures).most_common(1)
    roles = [role_of(header) for header in key[0]]
    role = next((r for r in reversed(roles) if r is not Role.PART), Role.PART)
    is_restated = (
        "人" in stated and _PERSONS.search(name_of(key[0][-1]) if key[0] else "") is not None
    )
    return Column(
        key,
        tuple(dict.fromkeys(filter(None, map(name_of, key[0])))),
        role,
        "人" if is_restated else units[0][0] if units else None,
        is_numeric,
        kinds[0][0] if kinds else None,
        is_restated,
    )


def _row(passage: Passage, cells: Sequence[TypedCell], first_number: int, *, is_left: bool) -> Row:
    """The row with its labels: its header cells, which stand left, and the texts left of its first
    number."""
    assert passage.table is not None
    own = [
        cell
        for cell in cells
        if cell.column < first_number and cell.text.strip() and not cell.figure
    ]
    above = next((cell.row for cell in passage.table.cells if cell.row and is_left), ())
    written = dict.fromkeys([*above, *(cell.text for cell in own)])
    labels = tuple(label for label in written if name_of(label)) or tuple(written)
    last = next((c for c in reversed(own) if c.text in labels), own[-1] if own else None)
    roles = [role_of(label) for label in labels]
    dates = [date for label in reversed(labels) for date in find_dates(_dated(label))]
    return Row(
        passage,
        labels,
        tuple(filter(None, map(name_of, labels))),
        next((r for r in reversed(roles) if r in _ROW_ROLES), Role.PART),
        last.start if last else 0,
        last.end if last else 0,
        dates[0].period if dates else None,
    )


#: Roles that a row can have: one called 成長率 is a part.
_ROW_ROLES = (Role.TOTAL, Role.AVERAGE, Role.REST, Role.SUBSET)


def _dated(label: str) -> str:
    """A label, or the year that it consists of: 94 is 94年."""
    bare = "".join(label.split())
    return f"{bare}年" if bare.isdigit() and len(bare) in (2, 3, 4) else bare

"""The one cell that an operand of a question means, or the line of cells that it chooses from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from judian.search.answers.question.operations import OperationKind
from judian.search.answers.question.unit_fit import unit_fit
from judian.search.answers.question.units import MEASURES, THINGS, unit_class
from judian.search.answers.scoring.term_match import term_match
from judian.search.answers.tables.classes import is_class_of
from judian.search.answers.tables.header_names import (
    ACCOUNTS,
    AVERAGE,
    OF_NAMES,
    UP_TO,
    Role,
    name_of,
)
from judian.search.answers.tables.mentions import ROW
from judian.search.answers.tables.partition import are_parts, of_one_value, plain_columns
from judian.search.answers.tables.said_units import SAID_UNITS
from judian.search.answers.tables.selection import (
    LEAST_UNIT_FIT,
    OTHER,
    WITHIN,
    Group,
    Selection,
    period_fit,
    stated_periods,
    year_before,
)
from judian.zh.text.analyze import analyze
from judian.zh.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from judian.search.answers.tables.grid import Column, TypedCell
    from judian.zh.dates.periods import Period


class Unresolved(Exception):
    """A table does not say what an operation needs. `missing` names it in words of the question,
    "" if nothing in particular is missing."""

    def __init__(self, missing: str = "") -> None:
        super().__init__(missing)
        self.missing = missing


@dataclass(frozen=True, slots=True)
class Operand:
    """A cell with its label and its exact value in the base unit. A value that is made of several
    cells has them as `parts` and the `sign` between them: + for a sum, − for a change, the later
    one first, % for a change in per cent, ÷ for a quotient."""

    cell: TypedCell
    label: str
    value: Decimal
    unit: str | None
    name: str = ""
    parts: tuple[Operand, ...] = ()
    sign: str = "−"


class Resolver:
    """Finds the cells of a table for what a question names."""

    def __init__(self, selection: Selection) -> None:
        self.selection = selection
        self.grid = selection.grid
        self.question = selection.question
        self.operation = selection.question.operation
        periods = Counter(row.period for row in self.grid.rows if row.period)
        #: True if the rows are times (111年, 112年).
        self.rows_dated = len(periods) > 1

    # -- times

    def periods(self) -> list[Period]:
        """The times that the question names, in its order; 去年 is the year before the other."""
        stated = stated_periods(self.question)
        known = [p.period for p in stated]
        found: list[Period] = []
        for asked in self.operation.periods:
            if asked.period.start or asked.period.end:
                found.append(asked.period)
            elif len(known) == 1:
                found.append(year_before(known[0]))
        if len(found) == len(known) == 0 and (self.operation.periods or self.is_over_time):
            return self._only_two()
        if len(found) == len(known) == 1 and self.is_over_time and not stated[0].parts:
            return [*found, year_before(found[0])]
        return found

    @property
    def is_over_time(self) -> bool:
        """True if a change is asked for and nothing but a time can be its other end: no second row
        or column is named, and no word such as 比 separates two operands."""
        kinds = (OperationKind.DIFFERENCE, OperationKind.GROWTH)
        is_change = self.operation.of_change or (
            self.operation.kind in kinds and not self.operation.is_open
        )
        named = max(len(self.selection.rows), len(self.selection.columns))
        return bool(is_change) and not self.operation.pivot and named < LEAST_OF_TWO

    def _only_two(self) -> list[Period]:
        """The two times of a table that has no others, if the question only says 去年."""
        cells = [c.figure.period for c in self.grid.cells.values() if c.figure and c.figure.period]
        found = {(p.start, p.end): p for p in cells if p.end}
        return list(found.values()) if len(found) == 2 else []

    def period_of(self, cell: TypedCell) -> Period | None:
        """The period of a cell; a dash has that of its column, or of its row."""
        if cell.figure is not None:
            return cell.figure.period
        for line in (self._column_cells(cell.column), self._row_cells(cell.row)):
            found = {c.figure.period for c in line if c.figure}
            if len(found) == 1:
                return found.pop()
        return None

    def _column_cells(self, column: int) -> list[TypedCell]:
        return [c for (_, n), c in self.grid.cells.items() if n == column]

    def _row_cells(self, row: int) -> list[TypedCell]:
        return [c for (r, _), c in self.grid.cells.items() if r == row]

    # -- rows and columns

    def rows_of(self, group: Group | None, period: Period | None) -> list[int]:
        """The rows of a group, of the named one, or all; of one time where rows are times."""
        only = group or (self.selection.rows[0] if len(self.selection.rows) == 1 else None)
        rows = sorted(only.items) if only else list(range(len(self.grid.rows)))
        if period is None or not self.rows_dated:
            return rows
        fits = {r: period_fit(period, self.grid.rows[r].period) for r in rows}
        best = max(fits.values(), default=OTHER)
        return [r for r in rows if fits[r] == best] if best > OTHER else []

    def columns_of(
        self, rows: Sequence[int], group: Group | None, period: Period | None
    ) -> list[int]:
        """The columns that can hold the value asked for in `rows`: by header, unit and time."""
        columns = self.selection.value_columns(group)
        columns = [n for n in columns if any(self._number(r, n) for r in rows)]
        columns = [n for n in columns if self._fits_unit(n)] or self._same_unit(columns)
        if self.operation.of_rate and self.operation.kind is OperationKind.VALUE:
            columns = [n for n in columns if self._is_rate(n)]
        columns = self.of_period(rows, columns, period)
        return self._of_role(columns, group)

    def _is_rate(self, column: int) -> bool:
        """True for a column in per cent or of a rate in other units (每十萬人口)."""
        found = self.grid.columns[column]
        return found.unit == "%" or found.kind == "rate" or found.role is Role.SHARE

    def _number(self, row: int, column: int) -> bool:
        cell = self.grid.cell(row, column)
        return cell is not None and cell.is_number

    def _same_unit(self, columns: Sequence[int]) -> list[int]:
        """Columns without a unit where the question asks for one; none if it is a measure's."""
        if self.question.unit.is_measure:
            return []
        return [n for n in columns if self.grid.columns[n].unit is None]

    def _fits_unit(self, column: int) -> bool:
        unit = self.grid.columns[column].unit
        operation = self.operation
        kind = operation.added or operation.kind
        if kind in _OF_ANY_UNIT or operation.is_percent:
            limit = operation.threshold
            if limit is not None and limit.unit is not None:
                return unit == limit.unit or unit_class(unit) == unit_class(limit.unit) is not None
            return unit != "%" or kind is not OperationKind.SHARE
        asked = self.question.unit
        if asked.group == THINGS or asked.unit == fold("個"):
            return unit_class(unit) not in _NO_THINGS
        if asked.group is None and asked.unit is None:
            return True
        return unit_fit(asked, unit, "") >= LEAST_UNIT_FIT

    def of_period(
        self, rows: Sequence[int], columns: Sequence[int], period: Period | None
    ) -> list[int]:
        """The columns whose cells in `rows` fit the period best; all of them without one, and where
        the rows are times."""
        if period is None or self.rows_dated:
            return list(columns)
        fits: dict[int, int] = {}
        for n in columns:
            cells = [c for r in rows if (c := self.grid.cell(r, n)) and c.is_number]
            fits[n] = max((self._period_fit(period, c) for c in cells), default=OTHER)
        best = max(fits.values(), default=OTHER)
        return [n for n in columns if fits[n] == best] if best > OTHER else []

    def _period_fit(self, period: Period, cell: TypedCell) -> int:
        """How well the period of a cell fits; up to a time (到102年度) also one that ends then. A
        time that is the document's own only names it, for a table of one time."""
        found = self.period_of(cell)
        fit = period_fit(period, found)
        if fit == OTHER and found is not None and found.end == period.end and self._is_up_to:
            return WITHIN
        is_documents = (period.start, period.end) == self.selection.document_days
        if fit == OTHER and is_documents and self._is_of_one_time:
            return WITHIN
        return fit

    @cached_property
    def _is_of_one_time(self) -> bool:
        """True if all numbers of the table are of one time."""
        periods = {c.figure.period for c in self.grid.cells.values() if c.figure}
        return len({(p.start, p.end) for p in periods if p}) <= 1

    @property
    def _is_up_to(self) -> bool:
        """True if the question asks for what there was up to its time."""
        text = self.question.text
        starts = [p.span[0] for p in self.operation.periods]
        return any(UP_TO.search(text[:start]) for start in starts)

    def _of_role(self, columns: Sequence[int], group: Group | None) -> list[int]:
        """Without the changes and shares that are not asked for; a total rather than its parts."""
        named = {n for g in ([group] if group else self.selection.columns) for n in g.items}
        fine = [n for n in columns if self._has_asked_role(n, named)]
        return fine or list(columns)

    def _has_asked_role(self, column: int, named: set[int]) -> bool:
        found = self.grid.columns[column]
        role = found.role
        if found.kind == "change":
            role = Role.CHANGE
        if role is Role.CHANGE:
            return column in named and self.operation.kind not in _OF_TWO
        if role is Role.SHARE and found.unit == "%":
            is_asked = self.question.unit.group == "share" or self.operation.of_rate
            return column in named or is_asked
        return True

    def are_of_class(self, rows: Sequence[int]) -> bool:
        """True if the rows are things of the class that the question names."""
        noun = self.operation.class_noun
        levels = [self.grid.rows[r].names for r in rows]
        corners = [OF_NAMES.sub("", name_of(corner)) for corner in self.grid.corners]
        depth = min((len(names) for names in levels), default=0)
        return any(
            is_class_of(noun, [names[-level] for names in levels], corners)
            for level in range(1, depth + 1)
        ) or (not depth and is_class_of(noun, (), corners))

    def are_columns_of_class(self) -> bool:
        """True if the numeric columns are things of the class that the question names."""
        paths = [c.names for c in self.grid.columns if c.is_numeric and c.role is Role.PART]
        names = [name for path in paths for name in path]
        dated = all(not path for path in paths)
        return dated or is_class_of(self.operation.class_noun, names, ())

    # -- cells

    def line(
        self, group: Group | None, period: Period | None, rows: Sequence[int]
    ) -> tuple[int, ...]:
        """The column that holds the value asked for in all of `rows`, or the columns of which it is
        the sum. Raises Unresolved."""
        columns = self.columns_of(rows, group, period)
        is_value = self.operation.kind is OperationKind.VALUE
        steps = [self._audited, *([self._best_worded] if is_value else ())]
        steps += [self._one_of, self._of_kind, self._of_said_unit]
        steps.append(lambda columns: plain_columns(self.grid, columns))
        steps.append(self._no_average)
        steps.append(lambda columns: of_one_value(self.grid, rows, columns))
        for narrow in steps:
            if len(columns) > 1:
                columns = narrow(columns)
        is_sum_asked = self.operation.kind is OperationKind.SUM
        if len(columns) != 1 and not are_parts(self.grid, columns, is_sum_asked=is_sum_asked):
            raise Unresolved
        return tuple(columns)

    def _of_kind(self, columns: Sequence[int]) -> list[int]:
        """The columns in per cent if a rate is asked for, else the others."""
        is_rate = self.operation.of_rate or self.question.unit.group == "share"
        return [n for n in columns if (self.grid.columns[n].unit == "%") == is_rate] or list(
            columns
        )

    def _of_said_unit(self, columns: Sequence[int]) -> list[int]:
        """The columns with a unit of the class that a word of the question says: 總額 is money."""
        said = {name for name, words in SAID_UNITS if words.search(self.operation.content)}
        if len(said) != 1:
            return list(columns)
        (group,) = said
        return [n for n in columns if unit_class(self.grid.columns[n].unit) == group] or list(
            columns
        )

    def _audited(self, columns: Sequence[int]) -> list[int]:
        """The columns of the accounts as audited (審定) or first drawn up (原列), if the question
        says which."""
        for word in ACCOUNTS:
            if word in self.operation.content:
                found = [n for n in columns if word in "".join(self.grid.columns[n].names)]
                return found or list(columns)
        return list(columns)

    def _no_average(self, columns: Sequence[int]) -> list[int]:
        """The columns of no average, unless the question asks for one."""
        if AVERAGE.search(self.question.text):
            return list(columns)
        found = [n for n in columns if not AVERAGE.search(self.grid.columns[n].header)]
        return found or list(columns)

    def _best_worded(self, columns: Sequence[int]) -> list[int]:
        """The columns whose headers hold most of the question's words that name no row."""
        content = self.operation.content
        taken = {
            at
            for m in self.selection.mentions
            if m.axis == ROW
            for start, end in m.spans
            for at in range(start, end)
        }
        terms = [
            term
            for term in self.question.terms
            if any(at not in taken and content[at] != " " for at in range(term.start, term.end))
        ]
        scores = {
            n: sum(t.weight * term_match(t, _headers_text(self.grid.columns[n])) for t in terms)
            for n in columns
        }
        best = max(scores.values())
        return [n for n in columns if scores[n] > best - LEAST_LEAD] if best > 0 else list(columns)

    def _one_of(self, columns: Sequence[int]) -> list[int]:
        """The total among columns of which the others are its parts; those of one time."""
        totals = [n for n in columns if self.grid.columns[n].role is Role.TOTAL]
        if len(totals) == 1 and self._are_siblings(columns):
            return totals
        return list(columns)

    def _are_siblings(self, columns: Sequence[int]) -> bool:
        return len({self.grid.columns[n].key[0][:-1] for n in columns}) == 1

    def operand(self, rows: Group | None, columns: Group | None, period: Period | None) -> Operand:
        """The one cell that is meant. Raises Unresolved."""
        lines = self.rows_of(rows, period)
        if not lines:
            raise Unresolved(period.text if period else "")
        named = rows is not None or len(self.selection.rows) == 1
        if len(lines) > 1 and not named:
            whole = self.selection.whole_row()
            lines = [whole] if whole in lines else lines
        line = self.line(columns, period, lines)
        found = [r for r in lines if all(self._number(r, column) for column in line)]
        if len(found) > 1:
            exact = [r for r in found if self.grid.rows[r].role is Role.TOTAL]
            found = exact if len(exact) == 1 else found
        if len(found) > 1 and len(line) == 1 and self._are_one_thing(found, line[0]):
            found = found[:1]
        if len(found) != 1:
            raise Unresolved
        return self.of_line(found[0], line, columns)

    def _are_one_thing(self, rows: Sequence[int], column: int) -> bool:
        """True if rows of one name state one value: an item and its only part."""
        names = {self.grid.rows[r].names[-1:] for r in rows}
        values = {self._value(r, column) for r in rows}
        return len(names) == 1 and len(values) == 1 and max(rows) - min(rows) < len(rows)

    def of_line(self, row: int, line: Sequence[int], group: Group | None = None) -> Operand:
        """The operand of a cell, or of the sum of cells. Raises Unresolved if one holds none."""
        parts = [self.of_cell(row, column, group) for column in line]
        if len(parts) == 1:
            return parts[0]
        if len({part.unit for part in parts}) != 1:
            raise Unresolved
        value = sum((part.value for part in parts), _ZERO)
        label = self.grid.rows[row].label
        return replace(parts[0], label=label, value=value, parts=tuple(parts), sign="+")

    def of_cell(self, row: int, column: int, group: Group | None = None) -> Operand:
        """The operand of a cell. Raises Unresolved for one that holds no number."""
        cell = self.grid.cell(row, column)
        if cell is None or not cell.is_number:
            raise Unresolved(self.grid.rows[row].label)
        above = self.grid.columns[column]
        label = " ".join(filter(None, (self.grid.rows[row].label, above.header)))
        value = cell.figure.value if cell.figure else _ZERO
        unit = cell.figure.unit if cell.figure and not above.is_restated else above.unit
        return Operand(replace(cell, row=row), label, value, unit, group.name if group else "")

    def parents(self, rows: Iterable[int]) -> set[int]:
        """The rows that sum up rows after them, in all columns that can be added."""
        ordered = list(rows)
        columns = [
            n
            for n, c in enumerate(self.grid.columns)
            if c.is_numeric and c.unit != "%" and c.kind not in ("rate", "rank", "change")
        ]
        return {r for at, r in enumerate(ordered) if self._sums_up(ordered[at:], columns)}

    def _sums_up(self, rows: Sequence[int], columns: Sequence[int]) -> bool:
        """True if the first of `rows` is the sum of the next ones."""
        own = [self._value(rows[0], n) for n in columns]
        if max(map(abs, own), default=_ZERO) < LEAST_SUM:
            return False
        totals = [_ZERO] * len(columns)
        for row in rows[1:]:
            totals = [t + self._value(row, n) for t, n in zip(totals, columns, strict=True)]
            if totals == own:
                return True
        return False

    def _value(self, row: int, column: int) -> Decimal:
        cell = self.grid.cell(row, column)
        return cell.figure.value if cell and cell.figure else _ZERO


#: Operations on values of any unit: what they give has a unit of its own.
_OF_ANY_UNIT = (
    OperationKind.RATIO,
    OperationKind.SHARE,
    OperationKind.COUNT,
    OperationKind.SELECT,
    OperationKind.COMPARE,
    OperationKind.RANK,
    OperationKind.GROWTH,
)
LEAST_OF_TWO = 2  # rows or columns that are two operands
#: Classes of units in which no things are counted (幾個).
_NO_THINGS = (*MEASURES, "share")
#: Operations that make a change of two values.
_OF_TWO = (OperationKind.DIFFERENCE, OperationKind.GROWTH)
#: The least value of a sum that is taken for one: small numbers add up by chance.
LEAST_SUM = 50
_ZERO = Decimal(0)
#: The least lead, as a share of the question's weight, of the column with the best words.
LEAST_LEAD = 0.02


def _headers_text(column: Column) -> str:
    """The folded header path of a column, one a line."""
    return "\n".join("".join(analyze(part).folded.split()) for part in column.key[0])

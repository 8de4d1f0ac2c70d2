"""Lines of cells: all rows of one column, or columns of one row that differ in one header."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from judian.search.answers.question.operations import OperationKind
from judian.search.answers.tables import computation
from judian.search.answers.tables.header_names import Role
from judian.search.answers.tables.resolving import Operand, Resolver, Unresolved
from judian.search.answers.tables.selection import WITHIN, Group, Selection, period_fit
from judian.zh.questions.forms import AnswerType
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.zh.dates.periods import Period

#: Fewest rows or columns of which one can be the greatest.
LEAST_RIVALS = 2


#: Operations on the quotients of all rows.
_ORDERS = (OperationKind.EXTREME, OperationKind.RANK, OperationKind.COUNT, OperationKind.SELECT)


def line_of(resolver: Resolver) -> list[Operand]:
    """The cells of which one is asked for, or which are counted: of all rows in one column, or of
    all columns alike in one row. Raises Unresolved unless all of them are numbers."""
    if resolver.operation.of_change:
        return _changes(resolver)
    if _is_share_limit(resolver):
        return _shares(resolver)
    if resolver.operation.per is not None and resolver.operation.kind in _ORDERS:
        return _quotients(resolver, resolver.operation.per)
    periods = resolver.periods()
    if len(periods) > 1:
        raise Unresolved
    period = periods[0] if periods else None
    selection = resolver.selection
    one_row = len(selection.rows) == 1 and len(resolver.rows_of(None, period)) == 1
    one_row = one_row and resolver.are_columns_of_class()
    over_time = resolver.question.answer_type is AnswerType.DATE
    if (one_row or over_time) and not (over_time and resolver.rows_dated):
        return _columns_alike(resolver, period, over_time=over_time)
    return rows_of_line(resolver, period)


def rows_of_line(resolver: Resolver, period: Period | None) -> list[Operand]:
    """The cells of all rows that are parts, in the one column that is meant."""
    selection = resolver.selection
    if len(selection.rows) > 1:
        rows = sorted(set().union(*(group.items for group in selection.rows)))
    else:
        rows = selection.parts()
    if resolver.rows_dated and period is not None:
        rows = _within(resolver, rows, period)
    if len(rows) < LEAST_RIVALS:
        raise Unresolved
    if len(selection.rows) < LEAST_RIVALS and not resolver.are_of_class(rows):
        raise Unresolved
    if resolver.parents(rows):
        raise Unresolved
    line = resolver.line(None, period, rows)
    return [resolver.of_line(row, line) for row in rows]


def _quotients(resolver: Resolver, per: str) -> list[Operand]:
    """平均每公頃…: the value of each row by its number of 公頃, in the one column of that unit."""
    grid = resolver.grid
    rows = resolver.selection.parts()
    if len(rows) < LEAST_RIVALS or not resolver.are_of_class(rows) or resolver.parents(rows):
        raise Unresolved
    named = {n for group in resolver.selection.columns for n in group.items}
    numeric = [n for n, column in enumerate(grid.columns) if column.is_numeric]
    below = [n for n in numeric if grid.columns[n].unit == per]
    below = [n for n in below if n in named] or below
    above = [n for n in numeric if n in named and n not in below]
    if len(below) != 1 or len(above) != 1:
        raise Unresolved
    return [_quotient(resolver, row, above[0], below[0]) for row in rows]


def _quotient(resolver: Resolver, row: int, above: int, below: int) -> Operand:
    first, second = resolver.of_cell(row, above), resolver.of_cell(row, below)
    if second.value <= 0 or first.cell.is_nil:
        raise Unresolved
    return Operand(
        first.cell, first.label, first.value / second.value, first.unit,
        parts=(first, second), sign="÷",
    )  # fmt: skip


def _is_share_limit(resolver: Resolver) -> bool:
    """True if a limit in per cent is that of one named column in another (實現數達預算九成)."""
    limit, columns = resolver.operation.threshold, resolver.selection.columns
    named = {resolver.grid.columns[n].unit for group in columns for n in group.items}
    return (
        limit is not None
        and limit.unit == "%"
        and not resolver.operation.of_change
        and len(columns) == LEAST_RIVALS
        and len(named - {"%"}) == 1
    )


def _shares(resolver: Resolver) -> list[Operand]:
    """The share of the first named column in the second one, of all rows."""
    rows = resolver.selection.parts()
    if len(rows) < LEAST_RIVALS or not resolver.are_of_class(rows) or resolver.parents(rows):
        raise Unresolved
    periods = resolver.periods()
    if len(periods) > 1:
        raise Unresolved
    only = periods[0] if periods else None
    above, below = (_amounts(resolver, group, rows, only) for group in resolver.selection.columns)
    pairs = [(resolver.of_line(row, above), resolver.of_line(row, below)) for row in rows]
    if any(second.value <= 0 or first.unit != second.unit for first, second in pairs):
        raise Unresolved
    return [
        Operand(
            first.cell, first.label, computation.percent(first.value, second.value), "%",
            parts=(first, second), sign="÷",
        )
        for first, second in pairs
    ]  # fmt: skip


def _amounts(
    resolver: Resolver, group: Group, rows: Sequence[int], period: Period | None
) -> tuple[int, ...]:
    """The one column of a group that is not in per cent. Raises Unresolved."""
    kept = [n for n in sorted(group.items) if resolver.grid.columns[n].unit != "%"]
    kept = resolver.of_period(rows, kept, period)
    if len(kept) != 1:
        raise Unresolved
    return tuple(kept)


def _within(resolver: Resolver, rows: Sequence[int], period: Period) -> list[int]:
    """The rows of the years of a span (109年至113年). Raises Unresolved unless each has one row."""
    asked = resolver.operation.periods
    if len(asked) != 1 or len(asked[0].parts) != LEAST_RIVALS:
        raise Unresolved
    low, high = ((p.start or "")[:4] for p in asked[0].parts)
    found = [
        r
        for r in rows
        if (own := resolver.grid.rows[r].period) and period_fit(period, own) == WITHIN
    ]
    years = {(resolver.grid.rows[r].period.start or "")[:4] for r in found}  # type: ignore[union-attr]
    if not low.isdigit() or not high.isdigit():
        raise Unresolved
    if years != {f"{y}" for y in range(int(low), int(high) + 1)} or len(years) != len(found):
        raise Unresolved
    return found


def _changes(resolver: Resolver) -> list[Operand]:
    """The changes of all rows between the two times that the question names."""
    if resolver.rows_dated:
        raise Unresolved
    rows = resolver.selection.parts()
    if len(rows) < LEAST_RIVALS or resolver.parents(rows) or not resolver.are_of_class(rows):
        raise Unresolved
    new, old = _ends_of_change(resolver, rows)
    if new == old:
        raise Unresolved
    return [_change(resolver, row, new, old) for row in rows]


def _ends_of_change(
    resolver: Resolver, rows: Sequence[int]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The columns of the two values between which a change is asked for: the later time and the
    earlier one, or the two that are named, in the order of the question."""
    periods = resolver.periods()
    columns = resolver.selection.columns
    asked = resolver.operation.periods
    if len(asked) == 1 and len(asked[0].parts) == LEAST_RIVALS:
        periods = list(asked[0].parts)
    if _BEHIND.search(resolver.question.text) and len(asked) < LEAST_RIVALS:
        return _progress(resolver, rows)
    if len(periods) == LEAST_RIVALS and len(columns) < LEAST_RIVALS:
        late, early = sorted(periods, key=lambda p: (p.end or "", p.start or ""), reverse=True)
        return resolver.line(None, late, rows), resolver.line(None, early, rows)
    if len(columns) == LEAST_RIVALS and len(periods) < LEAST_RIVALS:
        only = periods[0] if periods else None
        first, second = (resolver.line(group, only, rows) for group in columns)
        return first, second
    raise Unresolved


#: Headers of what was planned and of what has come about.
_PLANNED, _ACTUAL = compiled("^(?:預定|預計|計畫|目標)"), compiled("^實際")


def _progress(resolver: Resolver, rows: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The columns of the actual and of the planned progress, if 落後 or 超前 is asked for. Raises
    Unresolved."""
    found = []
    periods = resolver.periods()
    for pattern in (_ACTUAL, _PLANNED):
        own = [
            n
            for n, column in enumerate(resolver.grid.columns)
            if column.is_numeric and column.names and pattern.search(column.names[-1])
        ]
        if len(own) > 1 or periods:
            own = resolver.of_period(rows, own, next(iter(periods), None))
        if len(own) != 1:
            raise Unresolved
        found.append(tuple(own))
    return found[0], found[1]


_BEHIND = compiled("落後|超前")


def _change(resolver: Resolver, row: int, new: tuple[int, ...], old: tuple[int, ...]) -> Operand:
    """The change of one row, in per cent of the old value if the question asks so."""
    pair = resolver.of_line(row, new), resolver.of_line(row, old)
    unit = computation.common_unit(pair)
    change = (pair[0].value - pair[1].value) * resolver.operation.of_change
    if resolver.operation.is_percent:
        if unit == "%" or pair[1].value <= 0:
            raise Unresolved
        return Operand(
            pair[0].cell, pair[0].label, computation.percent(change, pair[1].value), "%",
            parts=pair, sign="%",
        )  # fmt: skip
    return Operand(pair[0].cell, pair[0].label, change, unit, parts=pair)


def _columns_alike(resolver: Resolver, period: Period | None, *, over_time: bool) -> list[Operand]:
    """The cells of one row in columns that differ in one header only."""
    rows = resolver.rows_of(None, period if not over_time else None)
    if len(rows) > 1:
        rows = [r for r in rows if resolver.grid.rows[r].role is Role.TOTAL]
    if len(rows) != 1:
        raise Unresolved
    columns = resolver.columns_of(rows, None, period)
    parts = [n for n in columns if resolver.grid.columns[n].role is Role.PART]
    alike = [n for n in parts if _differ_in_one(resolver, parts, n)]
    if len(parts) < LEAST_RIVALS or alike != parts:
        raise Unresolved
    found = [resolver.of_cell(rows[0], n) for n in parts]
    return [
        replace(operand, name=_own_header(resolver, parts, n))
        for operand, n in zip(found, parts, strict=True)
    ]


def _differ_in_one(resolver: Resolver, columns: Sequence[int], column: int) -> bool:
    """True if a column has the unit of the others and differs in one header only."""
    alike = [resolver.grid.columns[n] for n in columns]
    own = resolver.grid.columns[column]
    paths = [other.key[0] for other in alike]
    if len({len(path) for path in paths}) != 1 or {other.unit for other in alike} != {own.unit}:
        return False
    differing = [level for level in range(len(own.key[0])) if len({p[level] for p in paths}) > 1]
    return len(differing) == 1


def _own_header(resolver: Resolver, columns: Sequence[int], column: int) -> str:
    """The header of a column that the others do not have."""
    others = {h for n in columns if n != column for h in resolver.grid.columns[n].key[0]}
    own = [h for h in resolver.grid.columns[column].key[0] if h not in others]
    return "".join(own[0].split()) if own else ""


def shown_name(resolver: Resolver, operand: Operand) -> str:
    return operand.name or resolver.grid.rows[operand.cell.row].label


def named_apart(resolver: Resolver, line: Sequence[Operand]) -> list[Operand]:
    """The operands of a line with names that differ: the last label that no two rows share. Raises
    Unresolved without one."""
    if any(operand.name for operand in line):
        return list(line)
    paths = [resolver.grid.rows[o.cell.row].labels for o in line]
    depth = min(map(len, paths))
    for level in range(1, depth + 1):
        names = ["".join(path[-level].split()) for path in paths]
        if len(set(names)) == len(names):
            return [replace(o, name=name) for o, name in zip(line, names, strict=True)]
    raise Unresolved


def in_order(resolver: Resolver, line: Sequence[Operand]) -> list[list[Operand]]:
    """The operands of a line in the asked order, those of one value together."""
    computation.common_unit(line)
    if not resolver.operation.descending and any(o.cell.is_nil for o in line):
        raise Unresolved
    ordered = sorted(line, key=lambda o: o.value, reverse=resolver.operation.descending)
    return [list(group) for _, group in groupby(ordered, key=lambda o: o.value)]


def without_rows(selection: Selection) -> Selection:
    """The selection without its named rows."""
    return replace(selection, rows=[])

"""Sums, averages and shares of what a question names of a table."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from judian.search.answers.tables import computation
from judian.search.answers.tables.classes import is_any
from judian.search.answers.tables.computation import Computation, written
from judian.search.answers.tables.header_names import Role
from judian.search.answers.tables.lines import LEAST_RIVALS, line_of, without_rows
from judian.search.answers.tables.mentions import is_measure
from judian.search.answers.tables.ordering import top
from judian.search.answers.tables.resolving import Operand, Resolver, Unresolved
from judian.zh.dates.periods import Period
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.search.answers.question.operations import Operation
    from judian.search.answers.tables.mentions import Mention

_ZERO = Decimal(0)


def total(resolver: Resolver) -> Computation:
    """The sum of what is named, or the total."""
    operands = _addends(resolver)
    if len(operands) == 1:
        only = operands[0]
        return Computation(written(only.value, only.unit), only.value, only.unit, (only,), "")
    found = computation.total(operands)
    stated = _stated_total(resolver, found)
    if stated is None:
        return found
    return Computation(written(stated.value, stated.unit), stated.value, stated.unit, (stated,), "")


def _stated_total(resolver: Resolver, found: Computation) -> Operand | None:
    """The cell of the total row that states the sum of all rows, if it does."""
    columns = {operand.cell.column for operand in found.operands}
    whole = resolver.selection.whole_row()
    if len(columns) != 1 or whole is None:
        return None
    cell = resolver.grid.cell(whole, next(iter(columns)))
    if cell is None or cell.figure is None or cell.figure.value != found.value:
        return None
    return resolver.of_cell(whole, cell.column)


def average(resolver: Resolver) -> Computation:
    """The average of what is named, or of all rows; of rates only if the question asks for one."""
    per = resolver.operation.per
    if per is not None:
        try:
            return _per_unit(resolver, per)
        except Unresolved:
            pass
    found = computation.mean(_several(resolver) or line_of(resolver))
    if found.unit == "%" and not resolver.operation.of_rate:
        raise Unresolved
    return found


def _per_unit(resolver: Resolver, per: str) -> Computation:
    """平均每件: the value of a row by its number of 件. Raises Unresolved."""
    periods = resolver.periods()
    first = resolver.operand(None, None, periods[0] if periods else None)
    units = {
        n
        for n, column in enumerate(resolver.grid.columns)
        if column.is_numeric and column.unit is not None and fold(column.unit) == per
    }
    columns = resolver.of_period([first.cell.row], sorted(units), periods[0] if periods else None)
    named = {n for group in resolver.selection.columns for n in group.items}
    columns = [n for n in columns if n in named] or columns
    if len(columns) != 1 or first.parts:
        raise Unresolved
    second = resolver.of_cell(first.cell.row, columns[0])
    if len(periods) > 1 or first.unit == second.unit:
        raise Unresolved
    return computation.quotient(first, second)


def _addends(resolver: Resolver) -> list[Operand]:
    """What is to be added: the named rows, columns or times; else the total; else all rows."""
    found = _several(resolver)
    if found:
        return found
    try:
        return [resolver.operand(None, None, next(iter(resolver.periods()), None))]
    except Unresolved:
        if is_any(resolver.operation.class_noun):
            raise  # rows of no stated class may be parts of several wholes
        return line_of(resolver)


def _several(resolver: Resolver) -> list[Operand]:
    """The operands of two or more named rows, columns or times; [] if no two are named."""
    selection, operation = resolver.selection, resolver.operation
    periods = resolver.periods()
    parts = _years(operation)
    only = periods[0] if len(periods) == 1 and not parts else None
    several = [len(selection.rows) > 1, len(selection.columns) > 1, len(parts or periods) > 1]
    if sum(several) > 1:
        raise Unresolved
    if several[0]:
        rows = [r for group in selection.rows for r in sorted(group.items)]
        _apart(resolver, rows)
        line = resolver.line(None, only, rows)
        return [resolver.of_line(row, line) for row in rows]
    if several[1]:
        if not _are_named_whole(resolver):
            raise Unresolved
        found = [resolver.operand(None, group, only) for group in selection.columns]
        if _has_total_of_others(resolver, found):
            raise Unresolved
        return found
    if several[2]:
        return [resolver.operand(None, None, period) for period in parts or periods]
    if len(selection.rows) == 1 and len(selection.rows[0].items) > 1:
        rows = resolver.rows_of(None, only)
        if len(rows) > 1:
            _apart(resolver, rows)
            line = resolver.line(None, only, rows)
            return [resolver.of_line(row, line) for row in rows]
    return []


def _are_named_whole(resolver: Resolver) -> bool:
    """True unless one of two columns is named in part only: too little where the columns are the
    operands."""
    columns = resolver.selection.columns
    return len(columns) < LEAST_RIVALS or all(
        m.fit == 1.0 or _is_without_measure(resolver, m) for g in columns for m in g.mentions
    )


def _is_without_measure(resolver: Resolver, mention: Mention) -> bool:
    """True if a question names all of a header but a word for a number: 預算 of 預算數."""
    content = resolver.operation.content
    if len(mention.spans) != 1:
        return False
    start, end = mention.spans[0]
    return mention.name.startswith(content[start:end]) and is_measure(mention.name[end - start :])


def _has_total_of_others(resolver: Resolver, found: Sequence[Operand]) -> bool:
    """True if one of the columns is the total of another one: a total under the same headers."""
    columns = [resolver.grid.columns[o.cell.column] for o in found]
    return any(
        one.role is Role.TOTAL and one is not other and one.key[0][:-1] == other.key[0][:-1]
        for one in columns
        for other in columns
    )


def _apart(resolver: Resolver, rows: Sequence[int]) -> None:
    """Raise Unresolved if one of the rows is a total or contains others of them."""
    if len(set(rows)) != len(rows) or resolver.parents(rows):
        raise Unresolved
    roles = [resolver.grid.rows[r].role for r in rows]
    if Role.AVERAGE in roles or resolver.selection.whole_row() in rows:
        raise Unresolved
    if Role.TOTAL in roles and set(roles) != {Role.TOTAL}:
        raise Unresolved


def _years(operation: Operation) -> list[Period]:
    """The years of 111年至113年."""
    if len(operation.periods) != 1 or len(operation.periods[0].parts) != 2:
        return []
    first, last = operation.periods[0].parts
    if not (first.start and last.start and first.end and last.end):
        return []
    if first.start[4:] != "-01-01" or first.end[4:] != "-12-31":
        return []
    return [
        Period(f"{year - 1911}年", f"{year}-01-01", f"{year}-12-31")
        for year in range(int(first.start[:4]), int(last.start[:4]) + 1)
    ]


def share(resolver: Resolver) -> Computation:
    """A part of the whole in per cent."""
    selection = resolver.selection
    periods = resolver.periods()
    if len(periods) > 1:
        raise Unresolved
    only = periods[0] if periods else None
    rows, columns = selection.rows, selection.columns
    if len(rows) == 2 and len(columns) <= 1:
        return _of_two(resolver, [resolver.operand(group, None, only) for group in rows])
    if len(columns) == 2 and len(rows) <= 1:
        return _of_two(resolver, [resolver.operand(None, group, only) for group in columns])
    if len(rows) > 1 or len(columns) > 1:
        raise Unresolved
    if rows and len(rows[0].items) >= 1:
        part = resolver.operand(rows[0], columns[0] if columns else None, only)
        if selection.above:
            return _share_of_above(resolver, part)
        stated = _stated_share(resolver, part)
        if stated is not None:
            return Computation(
                written(stated.value, stated.unit), stated.value, stated.unit, (stated,), ""
            )
        return computation.share(part, _whole_column(resolver, part))
    return _share_of_columns(resolver, only)


def _share_of_above(resolver: Resolver, part: Operand) -> Computation:
    """The share of a part in the row above it that the question names: 財產收入中，土地售價占幾成.
    Raises Unresolved unless it names one such row."""
    above = resolver.selection.above
    if len(above) != 1 or len(above[0].items) != 1:
        raise Unresolved
    row = next(iter(above[0].items))
    if row not in resolver.grid.above(part.cell.row):
        raise Unresolved
    line = [o.cell.column for o in (part.parts or (part,))]
    return computation.share(part, [resolver.of_line(row, line)])


def total_of_top(resolver: Resolver) -> Computation:
    """What the first few of all rows make together."""
    return computation.total(top(resolver))


def share_of_top(resolver: Resolver) -> Computation:
    """The share of the first few of all rows together in the whole."""
    found = top(resolver)
    first = replace(
        found[0], value=sum((o.value for o in found), _ZERO), parts=tuple(found), sign="+"
    )
    whole = _whole_column(resolver, found[0])
    return computation.share(first, whole)


def _stated_share(resolver: Resolver, part: Operand) -> Operand | None:
    """The cell that states the share of `part` in its column: in the only column of shares, which
    stands right of that of `part`."""
    columns = resolver.grid.columns
    shares = [n for n, c in enumerate(columns) if c.role is Role.SHARE and c.unit == "%"]
    if part.parts or shares != [part.cell.column + 1]:
        return None
    cell = resolver.grid.cell(part.cell.row, shares[0])
    is_of_whole = IS_OF_WHOLE.search(columns[shares[0]].header) is not None
    return (
        resolver.of_cell(part.cell.row, shares[0]) if cell and cell.figure and is_of_whole else None
    )


#: A header of shares of the whole, which a rate of something else (違法率) is not.
IS_OF_WHOLE = compiled("占|佔|百分比|比重")


def _whole_column(resolver: Resolver, part: Operand) -> list[Operand]:
    """The total of the column of `part`, or all rows that are parts."""
    total = resolver.selection.whole_row()
    line = [o.cell.column for o in (part.parts or (part,))]
    if total is not None:
        return [resolver.of_line(total, line)]
    totals = [n for n, row in enumerate(resolver.grid.rows) if row.role is Role.TOTAL]
    whole = Resolver(without_rows(resolver.selection))
    rows = whole.selection.parts()
    if totals or resolver.parents(rows) or resolver.rows_dated:
        raise Unresolved
    return [whole.of_line(row, line) for row in rows]


def _of_two(resolver: Resolver, named: Sequence[Operand]) -> Computation:
    """The share of one named thing in the other: in 甲占乙的比例 the part stands before the word
    for a share, in 乙有幾成是甲 and 乙之中甲占幾成 after the whole."""
    first, second = named
    if not _are_named_whole(resolver):
        raise Unresolved
    pivot = resolver.operation.pivot
    selection = resolver.selection
    groups = selection.rows if len(selection.rows) > 1 else selection.columns
    is_behind = bool(pivot) and groups[1].start < max(pivot)
    if resolver.operation.is_whole_first or is_behind:
        first, second = second, first
    return computation.share(first, [second])


def _share_of_columns(resolver: Resolver, period: Period | None) -> Computation:
    """The part that one column has, in the total row, of the total beside it, or of all columns
    under the same header (男性 and 女性)."""
    group = resolver.selection.columns[0] if resolver.selection.columns else None
    if group is None:
        raise Unresolved
    part = resolver.operand(None, group, period)
    own = resolver.grid.columns[part.cell.column]
    beside = [
        n
        for n, column in enumerate(resolver.grid.columns)
        if column.role is Role.TOTAL
        and column.unit == own.unit
        and column.key[0][:-1] == own.key[0][:-1]
    ]
    if len(beside) == 1:
        return computation.share(part, [resolver.of_cell(part.cell.row, beside[0])])
    siblings = [
        n
        for n, column in enumerate(resolver.grid.columns)
        if column.is_numeric and column.key[0][:-1] == own.key[0][:-1]
    ]
    alike = {(resolver.grid.columns[n].unit, resolver.grid.columns[n].role) for n in siblings}
    if beside or len(own.key[0]) < LEAST_RIVALS or len(siblings) < LEAST_RIVALS or len(alike) > 1:
        raise Unresolved
    return computation.share(part, [resolver.of_cell(part.cell.row, n) for n in siblings])

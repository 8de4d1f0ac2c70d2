"""The greatest of many, the rank of one, and those on a side of a limit."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from judian.search.answers.question.operations import OperationKind, Threshold
from judian.search.answers.question.units import unit_class
from judian.search.answers.tables import computation
from judian.search.answers.tables.computation import Computation, comparison_sign, written
from judian.search.answers.tables.lines import (
    LEAST_RIVALS,
    in_order,
    line_of,
    named_apart,
    rows_of_line,
    shown_name,
    without_rows,
)
from judian.search.answers.tables.resolving import Operand, Resolver, Unresolved
from judian.zh.dates.expressions import find as find_dates
from judian.zh.questions.forms import AnswerType
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Sequence


def extreme(resolver: Resolver) -> Computation:
    """The first of many, or the first few."""
    operation = resolver.operation
    if _LAGS.search(resolver.question.text) and not operation.of_change:
        raise Unresolved  # the greatest progress is not the greatest lag
    groups = in_order(resolver, named_apart(resolver, line_of(resolver)))
    chosen: list[Operand] = []
    rank = 1
    for group in groups:
        if operation.first <= rank < operation.first + operation.count:
            chosen += group
        rank += len(group)
    if len(chosen) != operation.count:
        raise Unresolved
    ordered = [o for group in groups for o in group]
    if operation.of_time and unit_class(ordered[0].unit) not in _OF_TIME:
        raise Unresolved
    names = tuple(shown_name(resolver, operand) for operand in chosen)
    if not all(names):
        raise Unresolved
    if resolver.question.answer_type is AnswerType.DATE and not all(map(is_time, names)):
        raise Unresolved
    formula = _order_formula(resolver, ordered)
    if resolver.question.answer_type is AnswerType.FIGURE:
        if operation.count > 1:
            raise Unresolved  # one number is asked for, not several
        first = chosen[0]
        text = written(first.value, first.unit)
        return Computation(text, first.value, first.unit, tuple(ordered), formula, (), first)
    one = len(names) == 1
    return Computation(
        names[0] if one else "、".join(names),
        chosen[0].value if one else None,
        chosen[0].unit if one else None,
        tuple(ordered),
        formula,
        () if one else names,
        chosen[0],
    )


_LAGS = compiled("落後|超前")
#: The name of a year without 年, as a column of years has it.
_YEAR = compiled("[0-9]{2,3}|(?:19|20)[0-9]{2}")


def is_time(name: str) -> bool:
    """True if a label is a year, a month or another time."""
    return _YEAR.fullmatch(name) is not None or bool(find_dates(name))


def top(resolver: Resolver) -> list[Operand]:
    """The first few of all rows, as many as the question adds up. Raises Unresolved if others have
    the value of the last of them."""
    found: list[Operand] = []
    for group in in_order(resolver, named_apart(resolver, line_of(resolver))):
        if len(found) < resolver.operation.count:
            found += group
    if len(found) != resolver.operation.count:
        raise Unresolved
    return found


def first_two(resolver: Resolver) -> tuple[Operand, Operand]:
    """The greatest of all rows and the next one. Raises Unresolved if either is shared."""
    groups = in_order(resolver, named_apart(resolver, line_of(resolver)))
    if len(groups) < LEAST_RIVALS or len(groups[0]) > 1 or len(groups[1]) > 1:
        raise Unresolved
    return groups[0][0], groups[1][0]


#: Classes of units whose values are an order in time (停電最久).
_OF_TIME = ("years", "months", "days", "hours")
#: Most operands that a formula of an order spells out; the others are counted.
_SPELLED = 8


def _order_formula(resolver: Resolver, ordered: Sequence[Operand]) -> str:
    sign = " ≥ " if resolver.operation.descending else " ≤ "
    shown = [_named_value(resolver, operand) for operand in ordered[:_SPELLED]]
    rest = len(ordered) - len(shown)
    return sign.join(shown) + (f"{sign}其餘 {rest} 項" if rest else "")


def _named_value(resolver: Resolver, operand: Operand) -> str:
    """The value of an operand behind its name; a change is written as a difference."""
    name = shown_name(resolver, operand)
    shown = operand.value if operand.sign in "+−" else computation.rounded(operand.value)
    value = written(shown, operand.unit)
    if not operand.parts:
        return f"{name} {value}"
    if operand.sign != "−":
        return f"{name} {computation.parts_written(operand)} = {value}"
    new, old = (written(part.value) for part in operand.parts)
    left, right = (new, old) if resolver.operation.of_change > 0 else (old, new)
    return f"{name} {left} − {right} = {value}"


def rank(resolver: Resolver) -> Computation:
    """The place of a row among all rows."""
    selection = resolver.selection
    if len(selection.rows) != 1 or len(selection.rows[0].items) != 1:
        raise Unresolved
    (own,) = selection.rows[0].items
    everything = without_rows(selection)
    whole = Resolver(everything)
    line = rows_of_line(whole, periods[0] if (periods := whole.periods()) else None)
    groups = in_order(whole, line)
    rank = 1
    for group in groups:
        if any(o.cell.row == own for o in group):
            ordered = [o for g in groups for o in g]
            mine = next(o for o in group if o.cell.row == own)

            return Computation(
                f"第 {rank}",
                Decimal(rank),
                None,
                (mine, *(o for o in ordered if o is not mine)),
                _order_formula(whole, ordered),
                (),
                mine,
            )
        rank += len(group)
    raise Unresolved


def limited(resolver: Resolver) -> Computation:
    """How many rows lie on the asked side of a limit, and which."""
    operation = resolver.operation
    line = _named_line(resolver)
    unit = computation.common_unit(line)
    limit = operation.threshold
    if limit is None:
        limit = Threshold(">", Decimal(0), unit)
    if unit == "%" and limit.unit == _POINTS and operation.of_change and not operation.is_percent:
        limit = replace(limit, unit="%")
    if limit.unit is not None and unit != limit.unit:
        raise Unresolved
    met = [operand for operand in line if limit.met_by(operand.value)]
    names = tuple(shown_name(resolver, operand) for operand in met)
    formula = "；".join(
        f"{_named_value(resolver, o)}"
        f" {comparison_sign(o.value, limit.value)} {written(limit.value, limit.unit)}"
        for o in line
    )

    if operation.kind is OperationKind.SELECT:
        if not met:
            raise Unresolved
        return Computation("、".join(names), None, None, tuple(line), formula, names, met[0])
    counted = _counted_unit(resolver)
    return Computation(
        f"{len(met)} {counted or ''}".strip(),
        Decimal(len(met)),
        counted,
        tuple(line),
        formula,
        (),
        met[0] if met else None,
    )


#: The unit of a difference of two rates.
_POINTS = "百分點"
#: Words for entries of a list, of which several can have one name.
_ENTRIES = frozenset(map(fold, ("筆", "次")))


def _named_line(resolver: Resolver) -> list[Operand]:
    """The line of which cells are counted or chosen, with names that differ; entries (幾筆) that
    are only counted may share them."""
    line = line_of(resolver)
    try:
        return named_apart(resolver, line)
    except Unresolved:
        operation = resolver.operation
        are_entries = fold(resolver.question.unit.unit or "") in _ENTRIES
        if operation.kind is not OperationKind.COUNT or not are_entries:
            raise
        return line


def _counted_unit(resolver: Resolver) -> str | None:
    """The measure word of 幾個 and 幾項, as typed."""
    form = resolver.question.form
    written_word = resolver.question.as_written(form.end, form.end + 1)
    return written_word if written_word in _COUNT_WORDS else resolver.question.unit.unit


_COUNT_WORDS = tuple("個项項類種家所座處位間")

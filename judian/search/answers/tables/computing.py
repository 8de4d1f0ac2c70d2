"""What a question asks for, computed of the cells of one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.search.answers.question.operations import OperationKind
from judian.search.answers.tables import adding, computation, ordering
from judian.search.answers.tables.computation import Computation, comparison_sign, written
from judian.search.answers.tables.resolving import Operand, Resolver, Unresolved

if TYPE_CHECKING:
    from collections.abc import Callable

    from judian.search.answers.tables.selection import Selection

#: Words for more and less of two times, and of two things.
_OVER_TIME, _OF_THINGS = ("增加", "減少"), ("多", "少")


def compute(selection: Selection) -> Computation:
    """The result for the question of `selection`.

    Raises Unresolved if the table does not hold every operand, or leaves open which is meant.
    """
    resolver = Resolver(selection)
    operation = selection.question.operation
    if operation.added is not None:
        return _OF_TOP[operation.added](resolver)
    return _COMPUTED[operation.kind](resolver)


def value(resolver: Resolver) -> Computation:
    """The cell at the named row, column and time."""
    periods = resolver.periods()
    if len(periods) > 1 or max(len(resolver.selection.rows), len(resolver.selection.columns)) > 1:
        raise Unresolved
    found = resolver.operand(None, None, periods[0] if periods else None)
    return Computation(written(found.value, found.unit), found.value, found.unit, (found,), "")


# -- two operands


def _two(resolver: Resolver) -> tuple[Operand, Operand, bool]:
    """The two operands in the order of the question, or the later time and the earlier one; True if
    they differ in time. Raises Unresolved."""
    rows, columns = resolver.selection.rows, resolver.selection.columns
    periods = resolver.periods()
    asked = resolver.operation.periods
    if len(asked) == 1 and len(asked[0].parts) == 2:
        periods = list(asked[0].parts)
    several = [len(rows) == 2, len(columns) == 2, len(periods) == 2]
    if sum(several) != 1 or max(len(rows), len(columns), len(periods)) > 2:
        raise Unresolved
    only = periods[0] if len(periods) == 1 else None
    if several[0]:
        first, second = (resolver.operand(group, None, only) for group in rows)
        return first, second, False
    if several[1]:
        first, second = (resolver.operand(None, group, only) for group in columns)
        return first, second, False
    late, early = sorted(periods, key=lambda p: (p.end or "", p.start or ""), reverse=True)
    if (late.start, late.end) == (early.start, early.end):
        raise Unresolved
    return resolver.operand(None, None, late), resolver.operand(None, None, early), True


def difference(resolver: Resolver) -> Computation:
    """One less the other."""
    operation = resolver.operation
    if operation.of_ranks:
        first, second = ordering.first_two(resolver)
        return computation.difference(first, second, 1, _OF_THINGS, is_open=False)
    first, second, is_time = _two(resolver)
    if operation.is_percent and {first.unit, second.unit} != {"%"}:
        return computation.growth(first, second, operation.direction, _words(is_time=is_time))
    words = _words(is_time=is_time)
    return computation.difference(
        first, second, operation.direction, words, is_open=operation.is_open
    )


def growth(resolver: Resolver) -> Computation:
    """The change in per cent."""
    first, second, is_time = _two(resolver)
    if "%" in (first.unit, second.unit):
        raise Unresolved
    words = _words(is_time=is_time)
    return computation.growth(first, second, resolver.operation.direction, words)


def _words(*, is_time: bool) -> tuple[str, str]:
    return _OVER_TIME if is_time else _OF_THINGS


def ratio(resolver: Resolver) -> Computation:
    first, second, _ = _two(resolver)
    return computation.ratio(first, second)


def compare(resolver: Resolver) -> Computation:
    """Yes or no: one is greater than the other, or than a limit."""
    operation = resolver.operation
    if operation.threshold is not None:
        found = value(resolver).operands[0]
        limit = operation.threshold
        is_so = limit.met_by(found.value)
        formula = (
            f"{written(found.value, found.unit)} {comparison_sign(found.value, limit.value)} "
            + written(limit.value, limit.unit)
        )
        return Computation(_yes(is_so), None, None, (found,), formula)
    first, second, _ = _two(resolver)
    computation.common_unit((first, second))
    is_so = first.value > second.value if operation.descending else first.value < second.value
    formula = (
        f"{written(first.value, first.unit)} {comparison_sign(first.value, second.value)}"
        f" {written(second.value, second.unit)}"
    )
    return Computation(_yes(is_so), None, None, (first, second), formula)


def _yes(is_so: bool) -> str:
    return "是" if is_so else "否"


# -- many operands


_OF_TOP: dict[OperationKind, Callable[[Resolver], Computation]] = {
    OperationKind.SUM: adding.total_of_top,
    OperationKind.SHARE: adding.share_of_top,
}
_COMPUTED: dict[OperationKind, Callable[[Resolver], Computation]] = {
    OperationKind.VALUE: value,
    OperationKind.EXTREME: ordering.extreme,
    OperationKind.RANK: ordering.rank,
    OperationKind.SUM: adding.total,
    OperationKind.DIFFERENCE: difference,
    OperationKind.GROWTH: growth,
    OperationKind.RATIO: ratio,
    OperationKind.SHARE: adding.share,
    OperationKind.AVERAGE: adding.average,
    OperationKind.COUNT: ordering.limited,
    OperationKind.SELECT: ordering.limited,
    OperationKind.COMPARE: compare,
}

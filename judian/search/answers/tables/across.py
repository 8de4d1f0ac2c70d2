"""Two operands of which each stands in a table of its own: in the reports of 97年度 and of 95年度,
of 第2期 and of 第3期.

The question is asked once for each, as a question for one cell, and the two cells must be the same
row and column of their tables.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from judian.search.answers.question.labels import label_values
from judian.search.answers.question.operations import Operation, OperationKind
from judian.search.answers.question.units import RequestedUnit
from judian.search.answers.tables import computation
from judian.search.answers.tables.header_names import Role
from judian.search.answers.tables.resolving import Operand, Unresolved
from judian.zh.dates.expressions import find as find_dates
from judian.zh.text.analyze import analyze
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.search.answers.question.model import QuestionModel
    from judian.search.answers.tables.computation import Computation
    from judian.search.answers.tables.gathering import FoundTable

Span = tuple[int, int]

_KINDS = (OperationKind.DIFFERENCE, OperationKind.GROWTH, OperationKind.RATIO)
#: What numbers the documents of one series: 第2期, 第3期.
_SERIES = compiled("第(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})(?:期|階段|次|梯次|批)")
#: What separates the operands, right before the second one.
_PIVOT = compiled("[比較與跟和及]$")
TWO = 2


def operand_questions(question: QuestionModel) -> list[QuestionModel]:
    """The two questions for one cell each, the first operand first; [] if the question does not
    name two times, or two documents of a series."""
    operation = question.operation
    if operation.kind not in _KINDS or operation.of_ranks:
        return []
    periods = [p for p in operation.periods if p.period.start and p.period.end and not p.parts]
    if len(periods) == len(operation.periods) == TWO:
        late = sorted(periods, key=lambda p: p.period.end or "", reverse=True)
        spans = [p.span for p in late]
        return [
            _for_one(question, replace(operation, periods=(period,)), [], spans, is_dated=True)
            for period in late
        ]
    series = [found.span() for found in _SERIES.finditer(operation.content)]
    if len(series) != TWO or len({question.text[start:end] for start, end in series}) != TWO:
        return []
    return [
        _for_one(question, operation, [series[1 - n]], series, is_dated=False) for n in range(TWO)
    ]


def _for_one(
    question: QuestionModel,
    operation: Operation,
    left_out: Sequence[Span],
    named: Sequence[Span],
    *,
    is_dated: bool,
) -> QuestionModel:
    """The question for one cell: without the spans `left_out` and without what separates the
    operands that are `named`."""
    pivots = [_PIVOT.search(question.text[:start]) for start, _ in named]
    blank = [*left_out, *(found.span() for found in pivots if found is not None)]
    chars = list(operation.content)
    for start, end in blank:
        chars[start:end] = " " * (end - start)
    terms = tuple(
        t for t in question.terms if not any(s < t.end and t.start < e for s, e in left_out)
    )
    is_points = question.unit.unit == fold("百分點")
    unit = question.unit if operation.kind is OperationKind.DIFFERENCE or is_points else None
    return replace(
        question,
        operation=replace(
            operation, kind=OperationKind.VALUE, content="".join(chars), pivot=(), is_percent=False
        ),
        terms=terms,
        unit=unit or RequestedUnit(),
        labels=question.labels if is_dated else label_values("".join(chars)),
    )


def combined(
    question: QuestionModel,
    first: tuple[FoundTable, Computation],
    second: tuple[FoundTable, Computation],
) -> Computation | None:
    """What the operation of the question makes of the two cells; None unless they are the same row
    and column of two tables, in documents whose titles differ in times and numbers alone."""
    if _place(*first) != _place(*second) or first[0].grid is second[0].grid:
        return None
    if _series_of(first[0]) != _series_of(second[0]):
        return None
    one, other = first[1].operands[0], second[1].operands[0]
    operation = question.operation
    is_time = len(operation.periods) == TWO
    words = ("增加", "減少") if is_time else ("多", "少")
    try:
        return _made(operation, one, other, words)
    except Unresolved:
        return None


def _made(
    operation: Operation, one: Operand, other: Operand, words: tuple[str, str]
) -> Computation:
    if operation.kind is OperationKind.RATIO:
        return computation.ratio(one, other)
    if operation.kind is OperationKind.GROWTH or operation.is_percent:
        if "%" in (one.unit, other.unit):
            raise Unresolved
        return computation.growth(one, other, operation.direction, words)
    return computation.difference(one, other, operation.direction, words, is_open=operation.is_open)


def _series_of(table: FoundTable) -> str:
    """The folded title of the document of a table without its times and its number in a series."""
    title = analyze(table.hit.document.title).folded
    for date in reversed(find_dates(title)):
        title = title[: date.start] + title[date.end :]
    return "".join(_SERIES.sub("", title).split())


def _place(table: FoundTable, found: Computation) -> tuple[object, ...]:
    """What the row and the column of a cell are called; all totals are called alike."""
    cell = found.operands[0].cell
    row = table.grid.rows[cell.row]
    name = "" if row.role is Role.TOTAL else row.names[-1:]
    return name, table.grid.columns[cell.column].names[-1:]

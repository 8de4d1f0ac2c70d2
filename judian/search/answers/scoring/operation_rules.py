"""Values that are one operand of what the question asks to compute: the first row of those that it
asks to add up, one of two that it compares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.search.answers.question.operations import OperationKind
from judian.search.answers.question.sums import is_sum
from judian.search.answers.scoring.rules import AppliedRule, Rule
from judian.zh.text.analyze import analyze
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.search.answers.scoring.evidence import Evidence
    from judian.zh.dates.periods import Period

ONE_OPERAND = Rule("one_operand", 0.2, "asked 甲站比乙站多多少: the cell of 甲站 or of 乙站")
ONE_ADDEND = Rule("one_addend", 0.2, "asked 各站共多少: the cell of the first 站")
NOT_ORDERED = Rule("not_ordered", 0.4, "asked which 站 has most: a name in a sentence without 最多")

#: What a sentence says that puts things in an order.
_ORDERED = compiled(
    "最|首[位次要]|居首|冠|主要|居[一二三]|次之|次多|次高|依[次序]|墊底|前[二兩三四五]"
    "|第[一二三四五1-5](?![0-9十百千期次條項點章節款目標批級類組屆審線版號階季年區段科])"
)
#: What the headers of a cell say that holds the result of each operation.
_RESULTS = {
    OperationKind.DIFFERENCE: compiled("增減|增加|減少|比較|差"),
    OperationKind.GROWTH: compiled("增減|增加|減少|成長|比較|率|%"),
    OperationKind.RATIO: compiled("倍"),
    OperationKind.SHARE: compiled("占|佔|比|率|%"),
    OperationKind.AVERAGE: compiled("平均|每"),
    OperationKind.COUNT: compiled("(?!)"),
}
#: What the sentence of a figure says that is the result of a comparison.
_COMPARED = compiled("[增減多少高低差升降漲跌]|成長|衰退")


def apply_operation_rules(evidence: Evidence) -> Iterator[AppliedRule]:
    """Yield the rules for a number that is only an operand of what is asked for."""
    operation = evidence.question.operation
    if operation.kind is OperationKind.EXTREME and evidence.candidate.kind in ("entity", "list"):
        low, high = evidence.sentence
        if not _ORDERED.search(evidence.candidate.context.text[low:high]):
            yield AppliedRule(NOT_ORDERED.name, NOT_ORDERED.factor)
    if not evidence.is_number:
        return
    headers = evidence.zones.headers
    if operation.kind is OperationKind.SUM:
        if headers and _is_addend(evidence):
            yield AppliedRule(ONE_ADDEND.name, ONE_ADDEND.factor)
        return
    results = _RESULTS.get(operation.kind)
    if results is None or evidence.candidate.is_change:
        return
    if headers:
        is_result = results.search(headers) is not None
    else:
        is_result = operation.kind is not OperationKind.DIFFERENCE or (
            _COMPARED.search(evidence.zones.clause) is not None
        )
    if not is_result:
        yield AppliedRule(ONE_OPERAND.name, ONE_OPERAND.factor)


def _is_addend(evidence: Evidence) -> bool:
    """True for a cell of one of several years, and for one of a row that the question does not name
    and that is no total."""
    spans = [p.period for p in evidence.question.operation.periods if len(p.parts) > 1]
    if any(_is_within(own, span) for own in evidence.candidate.periods for span in spans):
        return True
    cell = evidence.candidate.context.cell_of(evidence.candidate.start)
    if cell is None or not cell.row:
        return False
    headers = [analyze(h).folded for h in (*cell.row, *cell.column)]
    if any(is_sum(header) for header in headers):
        return False
    label = "".join(headers[: len(cell.row)])
    text = evidence.question.text
    pairs = [label[at : at + 2] for at in range(len(label) - 1)] or [label]
    return not any(pair in text for pair in pairs)


def _is_within(own: Period, span: Period) -> bool:
    """True if a period is a part of another one, and not all of it."""
    if not (own.start and own.end and span.start and span.end):
        return False
    return (span.start, span.end) != (own.start, own.end) and (
        span.start <= own.start and own.end <= span.end
    )

"""The period that a question asks about against the periods of a candidate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.search.answers.scoring.rules import AppliedRule, Rule
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.search.answers.candidates.candidate import Candidate
    from judian.search.answers.question.model import QuestionModel
    from judian.search.answers.scoring.evidence import Evidence
    from judian.zh.dates.periods import Period

SAME_PERIOD = Rule("same_period", 1.0, "asked 112年: 112年")
CUMULATIVE = Rule("cumulative", 0.97, "asked 截至111年9月底: 截至111年9月30日")
WITHIN_PERIOD = Rule("within_period", 0.97, "asked 112年: 112年6月")
END_OF_PERIOD = Rule("end_of_period", 0.95, "asked 112年底, the state in which the year ended")
RUNNING_TOTAL = Rule("running_total", 0.9, "asked 112年: 截至112年底")
PARTIAL_PERIOD = Rule("partial_period", 0.55, "asked 112年6月: 112年")
OTHER_PERIOD = Rule("other_period", 0.3, "asked 112年: 111年")
PART_OF_PERIOD = Rule("part_of_period", 0.3, "asked 112年全年: 112年1月至6月")
ASKED_DATE = Rule("asked_date", 0.2, "asked when 延長到114年底 was agreed upon: 114年底")
NO_PERIOD = Rule("no_period", 0.85, "asked 112年: a figure without a period")

#: Words for a whole year.
_WHOLE = compiled("全年(?!齡)|整年|整個年度|一整年")

_FIRST_DAY, _LAST_DAY = "0001-01-01", "9999-12-31"


def apply_period_rules(evidence: Evidence) -> Iterator[AppliedRule]:
    """Yield the rule of the period asked about that fits best; none if one is met exactly."""
    question, candidate = evidence.question, evidence.candidate
    periods = question.periods
    if candidate.kind == "date":
        named = _named_ends(question)
        periods = tuple(p for p in periods if p not in named)
        if any((p.start, p.end) == (n.start, n.end) for p in candidate.periods for n in named):
            yield AppliedRule(ASKED_DATE.name, ASKED_DATE.factor, ())
    if not periods:
        return
    rules = [
        SAME_PERIOD
        if not evidence.is_number
        and not (candidate.kind == "entity" and _dates_of_clause(candidate))
        and _names_period(asked, candidate)
        else _rule_of_period(asked, candidate)
        for asked in periods
    ]
    best = max(rules, key=lambda rule: rule.factor)
    if best is WITHIN_PERIOD and evidence.is_number and _WHOLE.search(question.text):
        best = PART_OF_PERIOD
    if best is not SAME_PERIOD:
        written = question.as_written(*question.period_spans[0])
        yield AppliedRule(best.name, best.factor, (written,) if best is OTHER_PERIOD else ())


#: What stands before the end that something was moved to: 何時同意延長到114年底.
_MOVED_TO = compiled("(?:到|至|迄)$")
#: What stands behind the day by which a thing is told from others: 3月5日修訂的規則何時生效.
_TELLS_APART = compiled("所?[一-鿿]{2,4}[的之][一-鿿]")


def _named_ends(question: QuestionModel) -> list[Period]:
    """The times of a question for a date that are no time of what happened: the end of a span that
    was agreed upon (延長到114年底), and the day of something else (3月5日修訂的規則)."""
    return [
        asked.period
        for asked in question.operation.periods
        if _MOVED_TO.search(question.text[: asked.span[0]])
        or (
            asked.period.start == asked.period.end
            and _TELLS_APART.match(question.text, asked.span[1])
        )
    ]


def _rule_of_period(asked: Period, candidate: Candidate) -> Rule:
    """The best rule for the candidate's periods; a number without one belongs to the time of
    its report."""
    if candidate.kind == "entity" and (own := _dates_of_clause(candidate)):
        return max((compare_periods(asked, p) for p in own), key=lambda rule: rule.factor)
    if candidate.periods:
        rules = [compare_periods(asked, stated) for stated in candidate.periods]
        return max(rules, key=lambda rule: rule.factor)
    document = candidate.context.hit.document
    written = document.date or document.period_end
    if written and asked.start and asked.start[:4] != written[:4]:
        is_later = asked.start[:4] > written[:4]
        return OTHER_PERIOD if is_later or not _names_year(asked, candidate) else NO_PERIOD
    return NO_PERIOD


def _dates_of_clause(candidate: Candidate) -> list[Period]:
    """The periods that the clause of a name states: it holds of no other."""
    context = candidate.context
    low, high = context.clause_facts(candidate.start, candidate.end, candidate.kind).clause
    return [d.period for d in context.dates if low <= d.start < high and not context.is_row]


def _names_period(asked: Period, candidate: Candidate) -> bool:
    """True if the candidate's sentence names the period, or one that overlaps it."""
    low, high = candidate.context.sentence_of(candidate.start)
    return any(
        low <= d.start < high and compare_periods(asked, d.period) is not OTHER_PERIOD
        for d in candidate.context.dates
    )


def _names_year(asked: Period, candidate: Candidate) -> bool:
    """True if the passage names the year that is asked about."""
    years = {(d.period.start or "")[:4] for d in candidate.context.dates}
    years |= {(d.period.end or "")[:4] for d in candidate.context.dates}
    return (asked.start or "")[:4] in years


def compare_periods(asked: Period, stated: Period) -> Rule:
    """The rule for one period stated where another is asked about."""
    low, high = asked.start or _FIRST_DAY, asked.end or _LAST_DAY
    first, last = stated.start or _FIRST_DAY, stated.end or _LAST_DAY
    if (low, high) == (first, last):
        return SAME_PERIOD
    if asked.start is None:
        return CUMULATIVE if high[:7] == last[:7] or high == last else OTHER_PERIOD
    if low <= first and last <= high:
        return WITHIN_PERIOD
    if low == high == last:
        return END_OF_PERIOD
    if first <= low and high == last and stated.start is None:
        return RUNNING_TOTAL
    if stated.start is None and asked.end and high[:4] < last[:4]:
        return OTHER_PERIOD  # 截至100年底 says nothing of 93年底
    return OTHER_PERIOD if last < low or high < first else PARTIAL_PERIOD

"""What a passage states instead of a part of the question: 112年 where 113年 is asked about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.search.answers.passage_words import overlaps
from judian.zh.dates.period_names import period_name
from judian.zh.entities.categories import find_values, same
from judian.zh.text.analyze import analyze

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from judian.search.answers.candidates.candidate import Candidate
    from judian.search.answers.question.model import QuestionModel
    from judian.search.answers.scoring.score import ScoredCandidate
    from judian.zh.entities.categories import CategoryValue

#: Categories of which a passage that names one value does not speak of another.
EXCLUSIVE = ("country", "region", "substance", "agency")
#: Those whose values may be recognised by their form.
BY_FORM = ("region", "agency")


@dataclass(frozen=True, slots=True)
class Instead:
    """A part of the question, at `[start, end)` of it, and what is stated in its place, both as
    written; `kind` is the name of a condition (`judian.search.replies.results.Condition`)."""

    kind: str
    asked: str
    stated: str
    start: int
    end: int


def stated_instead(question: QuestionModel, scored: ScoredCandidate) -> Instead | None:
    """The first part of the question that a rule found contradicted, if the candidate's sentence
    or headers name another value in its place and not the one that is asked about."""
    candidate = scored.candidate
    found = [*_other_periods(question, candidate), *_other_values(question, candidate)]
    return next((one for one in found if one.asked in scored.conflicts), None)


def _other_periods(question: QuestionModel, candidate: Candidate) -> Iterator[Instead]:
    if len(question.periods) != 1 or not candidate.periods:
        return
    asked = question.periods[0]
    context = candidate.context
    low, high = context.sentence_of(candidate.start)
    named = [d.period for d in context.dates if low <= d.start < high]
    if not any(overlaps(asked, period) for period in (*candidate.periods, *named)):
        span = question.period_spans[0]
        yield Instead(
            "period", question.as_written(*span), period_name(candidate.periods[0]), *span
        )


def _other_values(question: QuestionModel, candidate: Candidate) -> Iterator[Instead]:
    for value in question.constraints:
        if value.category not in EXCLUSIVE:
            continue
        named = _named(candidate, value)
        if named and not any(same(found, value) for found, _ in named):
            span = value.start, value.end
            yield Instead(value.category, question.as_written(*span), named[-1][1], *span)


def _named(candidate: Candidate, value: CategoryValue) -> list[tuple[CategoryValue, str]]:
    """The values of the category, as written: those in the candidate's sentence, the nearest before
    it last, and in its headers; of regions without any, those in the section, title and agency."""
    context = candidate.context
    low, high = context.sentence_of(candidate.start)
    inside = [
        (found, context.squeezed[found.start : found.end])
        for found in context.values
        if found.category == value.category and low <= found.start < high
    ]
    inside.sort(key=lambda pair: (pair[0].end <= candidate.start, pair[0].start))
    cell = context.cell_of(candidate.start)
    inside += _values_of((*cell.column, *cell.row) if cell is not None else (), value.category)
    if inside or value.category != "region":
        return inside
    document = context.hit.document
    above = (*context.hit.passage.section, document.title, document.agency or "")
    return _values_of(above, value.category)


def _values_of(labels: Iterable[str], category: str) -> list[tuple[CategoryValue, str]]:
    found = []
    for label in labels:
        analysis = analyze(label)
        found += [
            (value, analysis.squeezed[value.start : value.end])
            for value in find_values(analysis.folded)
            if value.category == category
        ]
    return found

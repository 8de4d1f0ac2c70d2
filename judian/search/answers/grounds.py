"""Grounds: the two or three features and rules that decide for or against a candidate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.search.answers.own_model.model import SOURCE as POINTED
from judian.search.answers.question.terms import MEASURES
from judian.search.answers.question.units import unit_class
from judian.search.answers.reader.marked import SOURCE as MARKED
from judian.search.answers.scoring.term_match import term_match
from judian.search.replies.results import Ground
from judian.zh.dates.period_names import period_name
from judian.zh.text.analyze import squeezed_fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.search.answers.candidates.candidate import Candidate
    from judian.search.answers.question.model import QuestionModel
    from judian.search.answers.scoring.score import ScoredCandidate

#: Most grounds of each kind, and most words of one.
MOST_FOR, MOST_AGAINST, MOST_WORDS = 3, 2, 3
#: The factor down to which a rule decides nothing by itself.
SLIGHT = 0.8

#: The margin of the reader (`reader_margin`) from which down it marks another answer.
MARKED_ELSEWHERE = -0.5

#: What the rules of scoring say, by their names; several say the same to people. Rules that only
#: lower a score a little are left out.
AGAINST = {
    "other_period": "other_period",
    "partial_period": "other_span",
    "no_period": "no_period",
    **dict.fromkeys(
        (
            *("other_value_in_headers", "other_column", "other_value_beside", "other_value_ahead"),
            *("other_value_of_date", "other_document", "organisation_between", "other_header"),
            *("other_agency_ahead", "other_organisation", "rival_subject", "other_subject"),
        ),
        "other_thing",
    ),
    **dict.fromkeys(
        ("opposite_parties", "other_side", "other_actor", "other_recipient"), "other_party"
    ),
    **dict.fromkeys(("denied", "other_polarity"), "denied"),
    **dict.fromkeys(("planned", "planned_not_actual", "not_come_about"), "planned"),
    **dict.fromkeys(("other_label", "other_ordinal"), "other_label"),
    **dict.fromkeys(("other_instrument",), "other_instrument"),
    **dict.fromkeys(("missing_event", "other_predicate", "no_predicate"), "other_event"),
    **dict.fromkeys(("missing_required", "missing_noun"), "missing"),
    "total_of_others": "total",
    "joint_value": "joint",
    "bound_of_state": "bound",
    "unit_misfit": "other_unit",
    "wrong_type": "other_type",
    "part_for_whole": "part",
    "change_for_value": "change",
    "rest_for_value": "rest",
    "limit_for_value": "limit",
    "average_for_value": "average",
    "former_value": "former",
}

#: Proposers that read tables, or names by the tagger; others read sentences by rules.
_SOURCES = {"lookups": "table", "tagged": "tagger"}


def grounds_of(question: QuestionModel, scored: ScoredCandidate) -> tuple[Ground, ...]:
    """The grounds of a candidate, those for it first, each with the words that it is about."""
    supporting = list(_for(question, scored.candidate))[:MOST_FOR]
    against = list(_against(question, scored))[:MOST_AGAINST]
    features = scored.features
    if features.get("reader_first"):
        supporting.append(Ground("read_same", supports=True))
    elif features.get("reader_margin", 0.0) <= MARKED_ELSEWHERE:
        against.append(Ground("read_other", supports=False))
    return (*supporting, *against)


def source_of(candidate: Candidate) -> str:
    """Who found a candidate: table, tagger, reader, own_model, or rules."""
    if candidate.source in (MARKED, POINTED):
        return candidate.source
    return "table" if candidate.kind == "table" else _SOURCES.get(candidate.source, "rules")


def _for(question: QuestionModel, candidate: Candidate) -> Iterator[Ground]:
    context = candidate.context
    cell = context.cell_of(candidate.start)
    headers = squeezed_fold("\n".join((*cell.column, *cell.row))) if cell is not None else ""
    if headers and (named := _named(question, headers)):
        yield Ground("in_headers", supports=True, words=named)
    low, high = context.sentence_of(candidate.start)
    if cell is None and (named := _named(question, context.text[low:high])):
        yield Ground("in_sentence", supports=True, words=named)
    if question.periods and candidate.periods:
        asked, stated = question.periods[0], candidate.periods[0]
        if (asked.start, asked.end) == (stated.start, stated.end):
            written = question.as_written(*question.period_spans[0])
            yield Ground("same_period", supports=True, words=(written,))
    unit = unit_class(question.unit.unit)
    if unit is not None and unit == unit_class(candidate.unit):
        yield Ground("same_unit", supports=True, words=(candidate.unit or "",))


def _named(question: QuestionModel, folded: str) -> tuple[str, ...]:
    """The words of the question in a text, the heaviest MOST_WORDS, in the question's order; words
    that stand together in both are one."""
    spans: list[tuple[int, int, float]] = []
    for term in question.terms:
        if len(term.text) < 2 or term.text in MEASURES or term.text.isdigit():
            continue
        if term_match(term, folded) < 1.0:
            continue
        if spans and question.text[spans[-1][0] : term.end] in folded:
            start, _, weight = spans.pop()
            spans.append((start, term.end, weight + term.weight))
        else:
            spans.append((term.start, term.end, term.weight))
    heaviest = sorted(spans, key=lambda span: -span[2])[:MOST_WORDS]
    return tuple(question.as_written(start, end) for start, end, _ in sorted(heaviest))


def _against(question: QuestionModel, scored: ScoredCandidate) -> Iterator[Ground]:
    seen: set[str] = set()
    for rule in sorted(scored.rules, key=lambda rule: rule.factor):
        name = AGAINST.get(rule.name)
        if name is None or name in seen or rule.factor > SLIGHT:
            continue
        seen.add(name)
        words = rule.conflicts
        if name == "other_period":
            words = tuple(map(period_name, scored.candidate.periods[:1]))
        elif name == "missing":
            words = tuple(
                question.as_written(term.start, term.end)
                for term in question.terms
                if term.text in scored.missing and (term.required or term.is_noun)
            )[:MOST_WORDS]
        elif name == "other_unit":
            words = (scored.candidate.unit,) if scored.candidate.unit else ()
        yield Ground(name, supports=False, words=words)

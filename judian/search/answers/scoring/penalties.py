"""Penalties: what a candidate lacks or does not fit, each a named factor on its score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.search.answers.question.units import unit_class
from judian.search.answers.scoring.proximity import lacks_predicate
from judian.search.answers.scoring.rules import AppliedRule, Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from judian.search.answers.candidates.candidate import Candidate
    from judian.search.answers.question.model import QuestionModel, QuestionTerm

#: The loss if the whole weight of the question were nouns that are missing.
MISSING_NOUN = 0.6
#: Below these forms a date only bounds a state, a unit hardly fits, a name is of another type.
BOUND_FORM, MISFIT_FORM, WRONG_TYPE_FORM = 0.5, 0.3, 0.5


@dataclass(frozen=True, slots=True)
class CandidateGaps:
    """A candidate and the question terms found nowhere around it; `in_conflict` is True if a rule
    of contradiction found a conflict."""

    question: QuestionModel
    candidate: Candidate
    missing: Sequence[QuestionTerm]
    in_conflict: bool

    @property
    def is_name_or_list(self) -> bool:
        return self.candidate.kind in ("entity", "list")


def _misses_required(found: CandidateGaps) -> bool:
    return not found.in_conflict and any(term.required for term in found.missing)


def _is_total_of_others(found: CandidateGaps) -> bool:
    candidate = found.candidate
    return candidate.total and bool(found.question.periods) and not candidate.periods


def _is_bound(found: CandidateGaps) -> bool:
    return found.candidate.kind == "date" and found.candidate.form < BOUND_FORM


def _is_misfit(found: CandidateGaps) -> bool:
    return found.candidate.kind in ("figure", "table") and found.candidate.form < MISFIT_FORM


def _lacks_measure(found: CandidateGaps) -> bool:
    """True for a cell around which the noun that the question asks the number of stands nowhere.

    Where things are counted (受刑人有幾位), the noun names them and not the measure: 已接返19人."""
    candidate, asked = found.candidate, found.question.unit
    if asked.unit and not asked.is_measure and unit_class(candidate.unit) == asked.group:
        return False
    own = candidate.context.text[candidate.start : candidate.end]
    return (
        candidate.kind == "table"
        and any(
            term in found.missing
            and term.is_noun
            and len(term.text) >= SHORTEST_MEASURE
            and term.text not in own  # 折合新臺幣多少: 新臺幣2,450萬元
            for term in found.question.terms_before[-1:]
        )
    )


def _lacks_predicate(found: CandidateGaps) -> bool:
    return found.is_name_or_list and lacks_predicate(found.question, found.candidate)


def _is_open(found: CandidateGaps) -> bool:
    return found.candidate.source == "open_spans"


def _is_of_wrong_type(found: CandidateGaps) -> bool:
    return found.is_name_or_list and found.candidate.form < WRONG_TYPE_FORM


#: Fewest characters of a noun that is taken for the name of a measure: 應付保留數.
SHORTEST_MEASURE = 3
#: All that apply count.
PENALTIES: tuple[tuple[Rule, Callable[[CandidateGaps], bool]], ...] = (
    (Rule("missing_required", 0.45, "asked 太空站: no 太空站 around"), _misses_required),
    (Rule("total_of_others", 0.5, "asked 112年: the total of all years"), _is_total_of_others),
    (Rule("bound_of_state", 0.7, "asked 何時發生: 截至112年底止"), _is_bound),
    (
        Rule("unnamed_measure", 0.4, "asked 應付保留數多少: a cell under 預算數"),
        _lacks_measure,
    ),
    (Rule("unit_misfit", 0.6, "asked 幾箱: 5包"), _is_misfit),
    (
        Rule("no_predicate", 0.85, "asked 哪家公司【設計】: no 設計 in the passage"),
        _lacks_predicate,
    ),
    (Rule("open_span", 0.6, "asked 誰: words beside a verb, of no type"), _is_open),
    (Rule("wrong_type", 0.75, "asked 誰是局長: an agency"), _is_of_wrong_type),
)


def apply_penalties(found: CandidateGaps) -> Iterator[AppliedRule]:
    """Yield the penalties of a candidate, in order; missing nouns cost by their weight."""
    nouns = sum(term.weight for term in found.missing if term.is_noun)
    if nouns:
        yield AppliedRule("missing_noun", 1 - MISSING_NOUN * nouns)
    for rule, applies in PENALTIES:
        if applies(found):
            yield AppliedRule(rule.name, rule.factor)

"""The score of a candidate: how well its surroundings agree with the question.

The score is a weighted sum of features, chiefly the share of the question's weight near the
candidate, with each term counted by the nearest zone that holds it; named rules then multiply it
by a factor each: contradictions and penalties. Features and rules are kept for `--explain`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import prod
from typing import TYPE_CHECKING

from judian.search.answers.scoring.contradictions import contradictions
from judian.search.answers.scoring.evidence import Evidence
from judian.search.answers.scoring.extraneous import extraneous_headers
from judian.search.answers.scoring.penalties import CandidateGaps, apply_penalties
from judian.search.answers.scoring.proximity import proximity
from judian.search.answers.scoring.term_match import term_match
from judian.search.answers.scoring.totals import sum_terms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from judian.search.answers.candidates.candidate import Candidate
    from judian.search.answers.candidates.context import Zones
    from judian.search.answers.question.model import QuestionModel, QuestionTerm
    from judian.search.answers.scoring.rules import AppliedRule

# The worth of a term of the question in each zone around a candidate; the nearer, the likelier
# it belongs to the candidate. Set by hand on evals/questions (not on the held-out files); try
# other values with `python -m judian.evals questions`.
ZONE_WEIGHTS = {
    "segment": 1.0,
    "headers": 1.0,
    "clause": 0.97,
    "caption": 0.95,
    "before": 0.9,
    "after": 0.75,
    "outline": 0.7,
    "earlier": 0.6,
    "lead_in": 0.6,
    "later": 0.4,
    "beyond": 0.2,
}
#: The weights of the features by kind of candidate; each formula adds up to 1.
FORMULAS: Mapping[str, Mapping[str, float]] = {
    "entity": {"coverage": 0.50, "proximity": 0.35, "form": 0.15},
    "list": {"coverage": 0.55, "proximity": 0.25, "form": 0.20},
}
#: The formula of all other kinds.
FORMULA: Mapping[str, float] = {"coverage": 0.74, "focus": 0.06, "order": 0.05, "form": 0.15}
#: The source of spans that any words are: they are no rivals of a name.
OPEN = "open_spans"
#: The rules with a factor that rule a candidate out all the same. On 800 questions that no rule was
#: made from, these ruled out 1,746 candidates, 10 of them right; of the 31 best by formula, one.
VETOES = frozenset(
    (
        "all_for_rest",
        "granted_not_spent",
        "planned_not_done",
        "one_addend",
        "not_ordered",
        "no_rank",
        "one_operand",
        "rival_name",
        "organisation_between",
        "joint_value",
        "not_held",
        "passed_on",
        "other_column",
        "other_condition",
        "other_document",
        "other_header",
        "other_in_brackets",
        "other_instrument",
        "other_period",
        "other_side",
        "other_value_beside",
        "other_value_in_headers",
        "other_value_of_date",
        "part_of_period",
        "planned_not_actual",
        "unnamed_measure",
        "unnamed_organisation",
        "whole_for_rest",
        "wrong_type",
    )
)
#: The worth for the feature `focus` of terms in the candidate's clause and before it.
FOCUS_IN_CLAUSE, FOCUS_BEFORE = 0.8, 0.6
#: The feature `order` of a candidate with fewer than two terms before it.
UNKNOWN_ORDER = 0.5


@dataclass(frozen=True, slots=True)
class ScoredCandidate:
    """A candidate with its score in [0, 1], its features and the rules that applied.

    The score is that of formula and rules until the scorer replaces it by a probability, with the
    part of its utility that each feature gives as `contributions`. `worths` are the worths of
    the question's terms around it, `passages` the ids of those that state the same content."""

    candidate: Candidate
    score: float
    features: Mapping[str, float] = field(default_factory=dict)
    rules: tuple[AppliedRule, ...] = ()
    worths: Mapping[QuestionTerm, float] = field(default_factory=dict)
    passages: frozenset[str] = frozenset()
    contributions: Mapping[str, float] = field(default_factory=dict)

    @property
    def missing(self) -> tuple[str, ...]:
        """The terms of the question that are nowhere around it."""
        return tuple(term.text for term, worth in self.worths.items() if worth == 0.0)

    @property
    def vetoes(self) -> tuple[str, ...]:
        """The rules that rule the candidate out as an answer, by name."""
        return tuple(r.name for r in self.rules if r.factor == 0 or r.name in VETOES)

    @property
    def is_vetoed(self) -> bool:
        """True if a rule with the factor 0 rules the candidate out."""
        return any(rule.factor == 0 for rule in self.rules)

    @property
    def is_ruled_out(self) -> bool:
        """True if it cannot be the answer: by a veto, or by a rule of VETOES. The latter may still
        be shown as what else was found."""
        return bool(self.vetoes)

    @property
    def rule_score(self) -> float:
        """The score by formula and rules, before a veto."""
        return self.features.get("before_veto", self.score)

    @property
    def conflicts(self) -> tuple[str, ...]:
        """The parts of the question, as written, that the candidate's context contradicts."""
        return tuple(name for rule in self.rules for name in rule.conflicts)


def score_candidate(question: QuestionModel, candidate: Candidate) -> ScoredCandidate:
    """The score of one candidate, not yet compared with others."""
    zones = zones_of(candidate)
    if candidate.kind in ("entity", "list", "citation"):
        zones = replace(zones, segment=zones.segment + _own_terms(question, candidate))
    worths = {term: _best_zone(term, zones) for term in question.terms}
    worths.update(dict.fromkeys(sum_terms(question, candidate), 1.0))
    features = _features(question, candidate, zones, worths)
    formula = FORMULAS.get(candidate.kind, FORMULA)
    score = 0.0
    for name, weight in formula.items():
        score += weight * features[name]
    score -= extraneous_headers(question, candidate)
    rules = contradictions(Evidence(question, candidate, zones))
    missing = [term for term, worth in worths.items() if worth == 0.0]
    in_conflict = any(rule.conflicts for rule in rules)
    rules += apply_penalties(CandidateGaps(question, candidate, missing, in_conflict))
    score *= prod(rule.factor for rule in rules)
    return ScoredCandidate(
        candidate,
        max(0.0, min(1.0, score)),
        features,
        tuple(rules),
        worths,
        frozenset((candidate.context.hit.id,)),
    )


def zones_of(candidate: Candidate) -> Zones:
    """The zones around a candidate."""
    return candidate.context.zones(
        candidate.start,
        candidate.end,
        candidate.previous,
        candidate.following,
        candidate.about,
    )


def _features(
    question: QuestionModel,
    candidate: Candidate,
    zones: Zones,
    worths: Mapping[QuestionTerm, float],
) -> dict[str, float]:
    """The features of the candidate's formula, each in [0, 1]."""
    total = sum(term.weight for term in question.terms)
    covered = sum(term.weight * worth for term, worth in worths.items())
    features = {"coverage": covered / total if total else 0.0, "form": candidate.form}
    if candidate.kind in FORMULAS:
        return {**features, "proximity": proximity(question, candidate)}
    return {**features, "focus": focus(question, zones), "order": order(question, zones)}


def _own_terms(question: QuestionModel, candidate: Candidate) -> str:
    """The terms of the question that the candidate itself holds, one a line (紐西蘭海關 holds
    哪個【海關】); for a list, only the terms that the interrogative governs."""
    text = candidate.context.text[candidate.start : candidate.end]
    low, high = 0, len(question.text)
    if candidate.kind == "list":
        low = question.form.end
        high = low + len(question.form.noun)
    governed = [term for term in question.terms if low <= term.start < high]
    return "\n" + "\n".join(term.text for term in governed if term_match(term, text))


#: Zones outside the candidate's sentence.
_FAR_ZONES = ("outline", "earlier", "lead_in", "later")


def _best_zone(term: QuestionTerm, zones: Zones) -> float:
    """The worth of a term in the nearest zone that holds it. Far zones do not count if the
    sentence states the term of the next candidate: 通報268件，其中公務機關195件."""
    is_of_next = term_match(term, zones.beyond) if zones.beyond else 0.0
    best = 0.0
    for name, worth in ZONE_WEIGHTS.items():
        if worth <= best:
            break
        text = getattr(zones, name)
        if text and not (is_of_next and name in _FAR_ZONES):
            best = max(best, worth * term_match(term, text))
    return best


def focus(question: QuestionModel, zones: Zones) -> float:
    """The share, by weight, of the terms next to the interrogative that are next to the
    candidate."""
    near = (*question.terms_before[-2:], *question.terms_after[:1])
    total = sum(term.weight for term in near)
    if not total:
        return 0.0
    text = f"{zones.segment}\n{zones.headers}"
    close = sum(term.weight * term_match(term, text) for term in near)
    clause = sum(term.weight * term_match(term, zones.clause) for term in near)
    before = sum(term.weight * term_match(term, zones.before) for term in near)
    return max(close, FOCUS_IN_CLAUSE * clause, FOCUS_BEFORE * before) / total


def order(question: QuestionModel, zones: Zones) -> float:
    """The share of neighbouring terms before the candidate that keep the question's order."""
    text = f"{zones.headers}\n{zones.before}|{zones.segment.partition('|')[2]}"
    offsets = [at for term in question.terms if (at := text.rfind(term.text)) >= 0]
    steps = [left <= right for left, right in pairwise(offsets)]
    return sum(steps) / len(steps) if steps else UNKNOWN_ORDER

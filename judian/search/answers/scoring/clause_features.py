"""Features of a candidate from the facts of its clause, each in [-1, 1] with 0 for unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.search.answers.scoring import clause_match as match

if TYPE_CHECKING:
    from judian.search.answers.candidates.candidate import Candidate
    from judian.search.answers.question.model import QuestionModel


def clause_features(question: QuestionModel, candidate: Candidate) -> dict[str, float]:
    """Each feature by its name: 1 where question and clause agree, -1 where one contradicts the
    other, 0 where one of them says nothing of it."""
    facts = match.facts_of(candidate)
    actor, other = match.match_roles(question, candidate, facts)
    features = {
        "predicate_match": match.match_predicate(question, facts),
        "polarity_match": match.match_polarity(question, facts),
        "modality_match": match.match_modality(question, facts),
        "actor_match": actor,
        "recipient_match": other,
        "subject_match": match.match_subject(question, candidate, facts),
        "object_match": match.match_object(question, facts),
        **dict.fromkeys(_OF_NUMBERS, match.UNKNOWN),
    }
    if candidate.kind in ("figure", "table", "date", "entity"):
        features["ordinal_match"] = match.match_ordinal(question, candidate, facts)
    if candidate.kind in ("figure", "table"):
        features["part_match"] = match.match_part(question, facts, candidate.start)
        features |= match.match_senses(question, facts)
    return features


#: Features that are known of numbers only, the ordinal of names too.
_OF_NUMBERS = (
    "part_match",
    "ordinal_match",
    "comparison_match",
    "rest_match",
    "plan_match",
    "limit_match",
    "average_match",
    "former_match",
)

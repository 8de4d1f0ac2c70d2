"""Confidence: what share of the answers with a probability are right, and which are given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.search.answers.scoring.scorer import shipped_scorer

if TYPE_CHECKING:
    from judian.search.answers.scoring.score import ScoredCandidate


def confidence(scored: ScoredCandidate, probability: float | None = None) -> float:
    """The estimated share of right answers among those of a candidate's kind with its probability,
    or with the given one, in (0, 1), rounded to two decimals."""
    scorer = shipped_scorer().of(scored.candidate.kind, scored.features)
    return round(scorer.confidence(scored.score if probability is None else probability), 2)


def is_accepted(scored: ScoredCandidate, probability: float | None = None) -> bool:
    """True if a calibrated candidate with its probability, or with the given one, is given as the
    answer."""
    scorer = shipped_scorer().of(scored.candidate.kind, scored.features)
    return scorer.confidence(scored.score if probability is None else probability) >= scorer.bar

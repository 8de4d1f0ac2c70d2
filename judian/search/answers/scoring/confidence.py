"""Confidence: what share of the answers with a probability are right, and which are given."""

from __future__ import annotations

from judian.search.answers.scoring.scorer import shipped_scorer


def confidence(kind: str, probability: float) -> float:
    """The estimated share of right answers among those of a kind with this probability, in (0, 1),
    rounded to two decimals."""
    return round(shipped_scorer().kinds[kind].confidence(probability), 2)


def is_accepted(kind: str, probability: float) -> bool:
    """True if a candidate of a kind with this probability is given as the answer."""
    scorer = shipped_scorer().kinds[kind]
    return scorer.confidence(probability) >= scorer.bar

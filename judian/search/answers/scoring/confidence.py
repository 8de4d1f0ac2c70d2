"""Confidence: the threshold of acceptance of each kind, and the confidence of a score."""

from __future__ import annotations

import math

#: Kinds whose score is a probability (`judian.search.answers.scoring.calibration`): numbers and
#: dates.
CALIBRATED = frozenset(("figure", "table", "date", "citation"))
#: The threshold of each kind: the least score of an answer.
# Calibrated on evals/questions (not on the held-out files): at these thresholds nine of ten answers
# were right. A wrong number costs more than a refusal; below them about half of the figures in
# prose were wrong. Calibrate again after any change of the score with
# `python -m judian.evals questions FILE --scores`.
ACCEPT = {
    "figure": 0.42,
    "table": 0.42,
    "date": 0.42,
    "citation": 0.48,
    "list": 0.62,
    "entity": 0.62,
    "definition": 0.58,
    "passage": 0.60,
}
#: The greatest confidence of each kind: the share of right answers among those with high scores
#: on the same questions.
CEILING = {
    **dict.fromkeys(CALIBRATED, 0.97),
    "list": 0.86,
    "entity": 0.90,
    "definition": 0.95,
    "passage": 0.70,
}
#: The logistic curve from score to confidence: 0.7 of the ceiling at the threshold, 0.94 at 0.2
#: above it.
SLOPE, OFFSET = 9.0, 0.1


def confidence(kind: str, score: float) -> float:
    """The estimated probability that an answer with this score is right, in (0, 1), rounded to two
    decimals."""
    if kind in CALIBRATED:
        return round(max(0.01, min(score, CEILING[kind])), 2)
    centre = ACCEPT[kind] - OFFSET
    return round(CEILING[kind] / (1 + math.exp(-SLOPE * (score - centre))), 2)

"""From a candidate's score to a confidence, and from which score on an answer is given."""

from __future__ import annotations

import math

#: Least score with which a candidate of each kind is given as the answer.
# Calibrated on evals/questions (not on the held-out files): at these bars nine of ten answers
# given were right. Calibrate again after any change of `weigh` with
# `python -m evals questions FILE --scores`.
ACCEPT = {
    "figure": 0.64,
    "table": 0.58,
    "date": 0.60,
    "list": 0.62,
    "entity": 0.62,
    "definition": 0.58,
    "citation": 0.58,
    "passage": 0.60,
}
#: How often answers of each kind with high scores were right on the same questions: the most
#: that their confidence can say. Names are hardest.
CEILING = {
    "figure": 0.93,
    "table": 0.97,
    "date": 0.97,
    "list": 0.86,
    "entity": 0.90,
    "definition": 0.95,
    "citation": 0.90,
    "passage": 0.70,
}
#: The curve from score to confidence: 0.7 of the ceiling at the bar, 0.94 at 0.2 above it.
SLOPE, OFFSET = 9.0, 0.1


def confidence(kind: str, score: float) -> float:
    """The estimated chance that an answer with this score is right, in (0, 1), two decimals."""
    centre = ACCEPT[kind] - OFFSET
    return round(CEILING[kind] / (1 + math.exp(-SLOPE * (score - centre))), 2)

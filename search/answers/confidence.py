"""From a candidate's score to a confidence, and from which score on an answer is given."""

from __future__ import annotations

import math

#: Least score with which a candidate of each kind is given as the answer.
# Calibrated on evals/questions: the lowest at which nine of ten answers given were right.
# Calibrate again after any change of `weigh` with `python -m evals questions --scores`.
ACCEPT = {
    "figure": 0.62,
    "table": 0.60,
    "date": 0.60,
    "list": 0.58,
    "entity": 0.58,
    "definition": 0.58,
    "citation": 0.58,
    "passage": 0.62,
}
#: Steepness of the curve from score to confidence.
SLOPE = 12.0


def confidence(kind: str, score: float) -> float:
    """The estimated chance that an answer with this score is right: 0.5 a little below the
    bar of its kind, in (0, 1), two decimals."""
    centre = ACCEPT[kind] - 0.08
    return round(1 / (1 + math.exp(-SLOPE * (score - centre))), 2)

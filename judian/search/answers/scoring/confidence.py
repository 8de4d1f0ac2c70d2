"""From a candidate's score to a confidence, and from which score on an answer is given."""

from __future__ import annotations

import math

#: Kinds whose score is a chance already (`judian.search.answers.scoring.calibration`): numbers and
#: dates.
LIKELY = frozenset(("figure", "table", "date", "citation"))
#: Least score with which a candidate of each kind is given as the answer.
# Calibrated on evals/questions (not on the held-out files): at these bars nine of ten answers
# given were right. A wrong number costs more than a refusal; below that about half of the figures
# in prose were wrong. Calibrate again after any change of `weigh` with
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
#: How often answers of each kind with high scores were right on the same questions: the most
#: that their confidence can say. Names are hardest.
CEILING = {
    **dict.fromkeys(LIKELY, 0.97),
    "list": 0.86,
    "entity": 0.90,
    "definition": 0.95,
    "passage": 0.70,
}
#: The curve from score to confidence: 0.7 of the ceiling at the bar, 0.94 at 0.2 above it.
SLOPE, OFFSET = 9.0, 0.1


def confidence(kind: str, score: float) -> float:
    """The estimated chance that an answer with this score is right, in (0, 1), two decimals."""
    if kind in LIKELY:
        return round(max(0.01, min(score, CEILING[kind])), 2)
    centre = ACCEPT[kind] - OFFSET
    return round(CEILING[kind] / (1 + math.exp(-SLOPE * (score - centre))), 2)

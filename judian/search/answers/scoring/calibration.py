"""How likely a number or a date is the answer, among its rivals and against there being none.

A conditional logit: each candidate has a utility, a weighted sum of a few features; refusing has
the utility 0; the chance of a candidate is its share of the exponentials of all. So a candidate
with an equal rival is doubtful however well it fits, and the chance is one of being right.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from judian.search.answers.scoring.extraneous import unasked
from judian.search.answers.scoring.score import Weighed, surroundings
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.search.answers.question.requirements import Demand

#: Rivals that are compared; the score of those behind is too small to count.
RIVALS = 20
#: What each feature is worth, in logits. Fitted by maximum likelihood on evals/questions (not on
# the held-out files) and the numbers and dates of DRCD; at a quarter of the weight also on the
# same questions without the passages that hold the evidence, where nothing is right. What they
# are worth now is what `python -m judian.evals check` prints; look there after any change of
# `weigh`.
WEIGHTS = {
    "score": 10.48,
    "is_table": 0.34,
    "is_date": 0.35,
    "unasked_measure": -1.09,
    "unasked_segment": -1.72,
    "unasked_clause": -1.44,
    "unasked_headers": -0.88,
    "unasked_change": -1.87,
}
BIAS = -5.21


def likely(demand: Demand, weighed: Sequence[Weighed]) -> list[Weighed]:
    """The best of `weighed` (distinct, best first), each with its chance of being right as its
    score and its features among its parts, most likely first."""
    rivals = []
    for one in weighed[:RIVALS]:
        rivals.append((one, features(demand, one)))
    utilities = [BIAS + sum(WEIGHTS[n] * v for n, v in f.items()) for _, f in rivals]
    whole = 1.0 + sum(map(math.exp, utilities))
    chances = [math.exp(utility) / whole for utility in utilities]
    found = [
        replace(one, score=chance, parts={**one.parts, **known})
        for (one, known), chance in zip(rivals, chances, strict=True)
    ]
    return sorted(found, key=lambda w: (-w.score, w.candidate.scene.rank, w.candidate.start))


def features(demand: Demand, weighed: Weighed) -> dict[str, float]:
    """What bears on the chance of a candidate, each in [0, 1]."""
    candidate = weighed.candidate
    zones = surroundings(candidate)
    is_date = candidate.kind in ("date", "citation")
    asks_change = _CHANGE.search(demand.question.text) is not None
    return {
        "score": weighed.score,
        "is_table": float(candidate.kind == "table"),
        "is_date": float(is_date),
        "unasked_measure": unasked(demand, candidate.measure),
        "unasked_segment": 0.0 if is_date else unasked(demand, zones.segment),
        "unasked_clause": unasked(demand, zones.clause) if is_date else 0.0,
        "unasked_headers": unasked(demand, zones.headers),
        "unasked_change": float(candidate.is_change and not asks_change),
    }


#: Words that ask for a change, not for a level.
_CHANGE = compiled("增|減|多了|少了|成長|下降|上升|升高|提高|降低|差|變化|變動|衰退|擴大|縮")

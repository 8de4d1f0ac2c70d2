"""The probability that a number or a date is the answer, given its rivals and the chance that no
candidate is right.

A conditional logit (McFadden 1974): each candidate has a utility, a weighted sum of a few
features; the utility of abstaining is 0; the probability of a candidate is its share of the
exponentials of all utilities. A candidate with an equal rival is thus doubtful however well it
fits.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from judian.search.answers.question.cues import Cue
from judian.search.answers.scoring.extraneous import extraneous_share
from judian.search.answers.scoring.score import ScoredCandidate, zones_of
from judian.search.answers.scoring.vetoes import leaves_doubt

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from judian.search.answers.question.model import QuestionModel

#: Rivals that are compared; candidates after them score too little to matter.
RIVALS = 20
#: The weight of each feature, in logits. Fitted by maximum likelihood on evals/questions (not on
#: the held-out files) and the numbers and dates of DRCD; at a quarter of the weight also on the
#: same questions without the passages that hold the evidence, where no candidate is right.
#: `python -m judian.evals check` prints the quality that they reach; run it after any change of
#: the score.
WEIGHTS = {
    "score": 10.48,
    "is_table": 0.34,
    "is_date": 0.35,
    "extraneous_measure": -1.09,
    "extraneous_segment": -1.72,
    "extraneous_clause": -1.44,
    "extraneous_headers": -0.88,
    "extraneous_change": -1.87,
}
BIAS = -5.21


def calibrate(
    question: QuestionModel, candidates: Sequence[ScoredCandidate]
) -> list[ScoredCandidate]:
    """The first RIVALS of `candidates` (distinct, best first) with their probabilities as scores,
    most likely first, and the features of the logit; then those that are out, which remain rivals
    of the others that they leave in doubt."""
    passed = [scored for scored in candidates if not scored.is_vetoed]
    rivals = [(scored, logit_features(question, scored)) for scored in passed[:RIVALS]]
    utilities = [_utility(features) for _, features in rivals]
    out = [scored for scored in candidates if scored.is_vetoed][:RIVALS]
    weights = [math.exp(_utility(logit_features(question, scored))) for scored in out]
    total = 1.0 + sum(map(math.exp, utilities))
    probabilities = []
    for (scored, _), utility in zip(rivals, utilities, strict=True):
        doubt = sum(
            weight
            for weight, other in zip(weights, out, strict=True)
            if leaves_doubt(scored.features, other.features)
        )
        probabilities.append(math.exp(utility) / (total + doubt))
    calibrated = [
        replace(scored, score=probability, features={**scored.features, **features})
        for (scored, features), probability in zip(rivals, probabilities, strict=True)
    ]
    calibrated.sort(key=lambda s: (-s.score, s.candidate.context.rank, s.candidate.start))
    return [*calibrated, *(scored for scored in candidates if scored.is_vetoed)]


def _utility(features: Mapping[str, float]) -> float:
    return BIAS + sum(WEIGHTS[name] * value for name, value in features.items())


def logit_features(question: QuestionModel, scored: ScoredCandidate) -> dict[str, float]:
    """The features of a candidate's utility, each in [0, 1]."""
    candidate = scored.candidate
    zones = zones_of(candidate)
    is_date = candidate.kind in ("date", "citation")
    change_requested = Cue.CHANGE in question.cues
    return {
        "score": scored.features.get("before_veto", scored.score),
        "is_table": float(candidate.kind == "table"),
        "is_date": float(is_date),
        "extraneous_measure": extraneous_share(question, candidate.measure),
        "extraneous_segment": 0.0 if is_date else extraneous_share(question, zones.segment),
        "extraneous_clause": extraneous_share(question, zones.clause) if is_date else 0.0,
        "extraneous_headers": extraneous_share(question, zones.headers),
        "extraneous_change": float(candidate.is_change and not change_requested),
    }

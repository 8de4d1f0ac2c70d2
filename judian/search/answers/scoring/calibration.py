"""The candidates of a question compared: each gets its probability to be the answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from judian.search.answers.own_model.model import SOURCE as POINTED
from judian.search.answers.scoring.contents import text_of
from judian.search.answers.scoring.features import features_of
from judian.search.answers.scoring.read_support import is_overruled
from judian.search.answers.scoring.scorer import joined, shares, shipped_scorer
from judian.search.answers.scoring.sure_form import SURE, sure_by_form
from judian.search.answers.scoring.vetoes import leaves_doubt
from judian.search.answers.scoring.whole_names import whole_name_first

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from judian.search.answers.scoring.features import Found
    from judian.search.answers.scoring.score import ScoredCandidate

#: Rivals that are compared, the best by formula and rules. Of the questions that have a right
#: candidate at all it is among the first 20 in all but one (`judian.evals train-scorer`).
RIVALS = 20
#: Further rivals that the reader supports, and the least probability by which it does.
READ_RIVALS, SUPPORTED = 6, 0.03

#: Contents of different passages are equal rivals if none of these features of theirs differs by
#: more than so much: what the rank of a passage adds does not decide between passages.
EQUAL_FEATURES, EQUAL = ("rule_score", "coverage", "words", "pairs"), 0.05


def calibrate(found: Found) -> list[ScoredCandidate]:
    """The first RIVALS of the distinct candidates, most likely first, with their features and what
    each contributes. The score is the probability, together with those of longer and shorter spans.
    Those that are ruled out follow with 0; they remain rivals of the others that they leave in
    doubt."""
    passed, out = rivals_of(found)
    rivals = [*passed, *out]
    features = features_of(found, rivals)
    scorers = [
        shipped_scorer().of(scored.candidate.kind, own)
        for scored, own in zip(rivals, features, strict=True)
    ]
    utilities = [scorer.utility(own) for scorer, own in zip(scorers, features, strict=True)]
    levelled = level_passages(passed, features, utilities[: len(passed)])
    doubts = [
        [u for u, other in zip(utilities[len(passed) :], out, strict=True) if _in_doubt(one, other)]
        for one in passed
    ]
    probabilities = [*shares(levelled, doubts), *(0.0 for _ in out)]
    texts = [(s.candidate.kind, text_of(s.candidate)) for s in rivals]
    calibrated = [
        replace(
            scored,
            score=probability,
            features=own,
            contributions=scorer.contributions(own),
        )
        for scored, scorer, own, probability in zip(
            rivals, scorers, features, joined(probabilities, texts), strict=True
        )
    ]
    order = sorted(
        range(len(rivals)),
        key=lambda at: (
            -probabilities[at],
            rivals[at].candidate.context.rank,
            rivals[at].candidate.start,
        ),
    )
    return _sure_first(found, [calibrated[at] for at in order])


def _sure_first(found: Found, ranked: Sequence[ScoredCandidate]) -> list[ScoredCandidate]:
    """The candidates with the one that is the answer by its form first, or else the whole name of
    which the best one is a part."""
    sure = sure_by_form(found.question, ranked)
    if sure is None:
        return whole_name_first(ranked)
    others = [scored for scored in ranked if scored is not sure]
    return [replace(sure, score=max(SURE, sure.score)), *others]


def rivals_of(found: Found) -> tuple[list[ScoredCandidate], list[ScoredCandidate]]:
    """The candidates that are compared: those that may be the answer, and those that are ruled
    out. Of each the best RIVALS by formula and rules, and further ones that the reader supports,
    that the user's own model points at or that define the asked name."""
    supports = {id(scored): _support(found, scored) for scored in found.candidates}
    passed: list[ScoredCandidate] = []
    out: list[ScoredCandidate] = []
    for scored in found.candidates:
        is_out = scored.is_ruled_out and not is_overruled(scored, supports[id(scored)])
        (out if is_out else passed).append(scored)
    passed.sort(key=lambda scored: -scored.rule_score)
    supported = [s for s in passed[RIVALS:] if supports[id(s)] >= SUPPORTED]
    supported.sort(key=lambda scored: -supports[id(scored)])
    further = supported[:READ_RIVALS]
    further += [
        s
        for s in passed[RIVALS:]
        if (s.candidate.source == POINTED or s.candidate.defines) and s not in further
    ]
    return [*passed[:RIVALS], *further], out[:RIVALS]


def _support(found: Found, scored: ScoredCandidate) -> float:
    return 0.0 if found.support is None else found.support.of(scored)


def level_passages(
    rivals: Sequence[ScoredCandidate],
    features: Sequence[Mapping[str, float]],
    utilities: Sequence[float],
) -> list[float]:
    """The utilities, with one for all candidates of different passages that are equal otherwise:
    their mean. So none of them is likely."""
    levelled = list(utilities)
    for at, scored in enumerate(rivals):
        equal = [
            utilities[other]
            for other, rival in enumerate(rivals)
            if other == at
            or (_passage(rival) != _passage(scored) and _are_equal(features[at], features[other]))
        ]
        levelled[at] = sum(equal) / len(equal)
    return levelled


def _in_doubt(passed: ScoredCandidate, out: ScoredCandidate) -> bool:
    """True if a candidate that is out by its clause leaves one that passed in doubt."""
    by_clause = "before_veto" in out.features
    return by_clause and leaves_doubt(passed.features, out.features)


def _passage(scored: ScoredCandidate) -> str:
    return scored.candidate.context.hit.id


def _are_equal(left: Mapping[str, float], right: Mapping[str, float]) -> bool:
    return all(abs(left[name] - right[name]) <= EQUAL for name in EQUAL_FEATURES)

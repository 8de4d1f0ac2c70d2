"""The order of matching passages: exact BM25 over arrays.

Scores that decide anything are computed as `core.bm25` computes them, in the same order and
to the last bit, so that ties are ties and the order is that of the naive engine. When many
passages match, a first pass in single precision over whole postings leaves the few that can
be among the asked hits, or may lie on either side of the floor, and only these are scored
exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.bm25 import K1, idf
from core.query import ScoredTerm
from engines.whoosh.arrays import Array
from engines.whoosh.view import View

#: Up to so many matching passages are all scored exactly.
_FEW = 256
#: Relative error of one rounding to single precision.
_ROUNDING = 2.0**-24


@dataclass(frozen=True, slots=True)
class Ranked:
    """`hits` are the positions of all hits, ascending; `best` are positions and scores of the
    asked ones, in order."""

    hits: Array
    best: list[tuple[int, float]]


def rank(
    view: View, matching: Array, terms: Sequence[ScoredTerm], floor: float, last: int, sort: str
) -> Ranked:
    """Rank the positions `matching`, ascending, up to the `last` hit asked for."""
    if not len(matching):
        return Ranked(matching, [])
    if len(matching) <= _FEW or not terms or any(term.weight < 0 for term in terms):
        scores = exact_scores(view, matching, terms)
        if floor:
            kept = scores >= floor * scores.max()
            matching, scores = matching[kept], scores[kept]
        return Ranked(matching, _first(view, matching, scores, last, sort))
    rough = rough_scores(view, terms)[matching]
    error = (len(terms) + 8) * 2 * _ROUNDING
    top = matching[rough >= rough.max() * (1 - 2 * error)]
    if floor:
        lowest = floor * exact_scores(view, top, terms).max()
        kept = rough >= lowest * (1 + error)
        unsure = np.flatnonzero((rough >= lowest * (1 - error)) & ~kept)
        kept[unsure] = exact_scores(view, matching[unsure], terms) >= lowest
        matching, rough = matching[kept], rough[kept]
    candidates = _candidates(view, matching, rough, error, last, sort)
    scores = exact_scores(view, candidates, terms)
    return Ranked(matching, _first(view, candidates, scores, last, sort))


def exact_scores(view: View, positions: Array, terms: Sequence[ScoredTerm]) -> Array:
    """The scores of some positions, as the naive engine adds them up."""
    scores = np.zeros(len(positions))
    for term in terms:
        postings = view.postings(term.field, term.term)
        if not len(postings):
            continue
        times = postings.times_at(positions)
        norms = view.norms(term.field)[positions]
        saturated = times * (K1 + 1) / (times + norms)
        scores += term.weight * idf(view.count, len(postings)) * saturated
    return scores


def rough_scores(view: View, terms: Sequence[ScoredTerm]) -> Array:
    """The scores of all positions in single precision."""
    scores = np.zeros(view.size, np.float32)
    weights: dict[tuple[str, str], float] = {}
    for term in terms:
        key = (term.field, term.term)
        weights[key] = weights.get(key, 0.0) + term.weight
    for (field, text), weight in weights.items():
        postings = view.postings(field, text)
        if len(postings):
            factor = np.float32(weight * idf(view.count, len(postings)))
            scores[postings.positions] += view.impacts(field, postings) * factor
    return scores


def _candidates(view: View, hits: Array, rough: Array, error: float, last: int, sort: str) -> Array:
    """Those of `hits` that may be among the first `last`."""
    if last <= 0:
        return hits[:0]
    if sort == "date":
        dates = view.dates()[hits]
        if last < len(hits):
            edge = np.partition(dates, len(hits) - last)[len(hits) - last]
            sure = hits[dates > edge]
            same = dates == edge
            return np.sort(
                np.concatenate((sure, _best(hits[same], rough[same], error, last - len(sure))))
            )
        return hits
    return _best(hits, rough, error, last)


def _best(hits: Array, rough: Array, error: float, last: int) -> Array:
    if last >= len(hits):
        return hits
    edge = np.partition(rough, len(hits) - last)[len(hits) - last]
    kept: Array = hits[rough >= edge * (1 - 2 * error)]
    return kept


def _first(
    view: View, positions: Array, scores: Array, last: int, sort: str
) -> list[tuple[int, float]]:
    """The first `last` positions with their scores, in order."""
    if last <= 0:
        return []
    dates = view.dates()[positions] if sort == "date" else np.zeros(len(positions), np.int64)
    chosen: list[tuple[int, float, int, str]] = []
    for segment, within in view.split(positions):
        numbers = positions[within] - view.bases[segment]
        order = np.lexsort((view.segments[segment].order[numbers], -scores[within], -dates[within]))
        for at in (order[:last] + within.start).tolist():
            position = int(positions[at])
            chosen.append(
                (-int(dates[at]), -float(scores[at]), position, view.passage_id(position))
            )
    chosen.sort(key=lambda one: (one[0], one[1], one[3]))
    return [(position, -score) for _, score, position, _ in chosen[:last]]

"""The order of matching passages: exact BM25 over arrays.

When few passages match, all are scored as `core.bm25` says, in the order in which the naive
engine adds up, to the last bit. When many do, whole postings are added up in single precision
first; wherever two such scores, or a score and the floor, are closer than the rounding can
account for, the exact scores decide. So the order is that of the naive engine, and ties are
ties, at a fraction of the work.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.bm25 import K1, idf
from core.query import And, Node, Query, ScoredTerm, Terms
from engines.whoosh.arrays import Array
from engines.whoosh.filters import choose
from engines.whoosh.view import View

#: Up to so many matching passages are all scored exactly.
_FEW = 256
#: Rough scores are cut into as many rows, of which a whole column is skipped by its maximum.
_ROWS = 128
_ROUNDING = 2.0**-24  # relative error of one rounding to single precision
#: Two rough scores that differ by more than this many times the error of one are in order.
_APART = 2.5
_TINY = float(np.finfo(np.float32).tiny)
#: Weights below are not trusted to leave a trace in single precision.
_LEAST_WEIGHT = 1e-6


@dataclass(frozen=True, slots=True)
class Ranked:
    """`hits` tells of each position whether it is one; `best` are positions and scores of the
    hits asked for, in order."""

    total: int
    hits: Array
    best: list[tuple[int, float]]


def rank(view: View, query: Query, last: int, sort: str) -> Ranked:
    """The hits of a query, the first `last` of them in order."""
    terms = query.terms
    rankable = bool(terms) and all(term.weight >= _LEAST_WEIGHT for term in terms)
    plan = _plan(query.filter, terms) if rankable else None
    if plan is None:
        matching = choose(view, query.filter)
        count = int(np.count_nonzero(matching))
        if count <= _FEW or not rankable:
            return _rank_exactly(view, query, np.flatnonzero(matching), last, sort)
        rough = np.zeros(_padded(view.size), np.float32)
        _add_rough(view, rough, terms)
        rough[: view.size] *= matching
    else:
        rough = np.zeros(_padded(view.size), np.float32)
        _add_rough(view, rough, plan.deciding)
        matching = rough[: view.size] > 0
        if plan.rest:
            matching &= choose(view, And(plan.rest), matching)
        count = int(np.count_nonzero(matching))
        if count <= _FEW:
            return _rank_exactly(view, query, np.flatnonzero(matching), last, sort)
        _add_rough(view, rough, plan.others)
        if plan.others or plan.rest:
            rough[: view.size] *= matching
    return _rank_roughly(view, query, matching, count, rough, last, sort)


@dataclass(frozen=True, slots=True)
class _Plan:
    """A filter that the scores themselves decide: a passage matches when a `deciding` term
    has left a score and all nodes of `rest` choose it. The `others` only rank."""

    deciding: Sequence[ScoredTerm]
    others: Sequence[ScoredTerm]
    rest: tuple[Node, ...]


def _plan(node: Node, terms: Sequence[ScoredTerm]) -> _Plan | None:
    nodes = node.nodes if isinstance(node, And) else (node,)
    scored = {(term.field, term.term) for term in terms}
    for at, part in enumerate(nodes):
        if isinstance(part, Terms) and part.minimum == 1 and scored.issuperset(part.terms):
            wanted = set(part.terms)
            deciding = [term for term in terms if (term.field, term.term) in wanted]
            others = [term for term in terms if (term.field, term.term) not in wanted]
            return _Plan(deciding, others, (*nodes[:at], *nodes[at + 1 :]))
    return None


def exact_scores(view: View, positions: Array, terms: Sequence[ScoredTerm]) -> Array:
    """The scores of some positions, as the naive engine adds them up."""
    scores = np.zeros(len(positions))
    if not len(positions):
        return scores
    for term in terms:
        postings = view.postings(term.field, term.term)
        if not len(postings):
            continue
        times = postings.times_at(positions)
        norms = view.norms(term.field)[positions]
        saturated = times * (K1 + 1) / (times + norms)
        scores += term.weight * idf(view.count, len(postings)) * saturated
    return scores


def _padded(size: int) -> int:
    return -(-size // _ROWS) * _ROWS


def _add_rough(view: View, rough: Array, terms: Sequence[ScoredTerm]) -> None:
    """Add up the scores of all positions in single precision."""
    weights: dict[tuple[str, str], float] = {}
    for term in terms:
        key = (term.field, term.term)
        weights[key] = weights.get(key, 0.0) + term.weight
    for (field, text), weight in weights.items():
        impacts = view.impacts(field, text)
        scores = impacts.scores if weight == 1 else impacts.scores * np.float32(weight)
        if impacts.positions is None:
            rough[: view.size] += scores
        else:
            np.add.at(rough, impacts.positions, scores)


def _rank_exactly(view: View, query: Query, matching: Array, last: int, sort: str) -> Ranked:
    """`matching` are positions, ascending."""
    scores = exact_scores(view, matching, query.terms)
    if query.floor and len(matching):
        kept = scores >= query.floor * scores.max()
        matching, scores = matching[kept], scores[kept]
    hits = np.zeros(view.size, bool)
    hits[matching] = True
    return Ranked(len(matching), hits, _first(view, matching, scores, last, sort))


def _rank_roughly(
    view: View, query: Query, matching: Array, count: int, rough: Array, last: int, sort: str
) -> Ranked:
    """`rough` is 0 where nothing matches; `count` positions do."""
    error = (len(query.terms) + 4) * _ROUNDING
    scores = rough[: view.size]
    maxima = rough.reshape(_ROWS, -1).max(axis=0)
    if query.floor:
        lowest = query.floor * float(maxima.max())
        hits = scores >= np.float32(max(lowest * (1 + _APART * error), _TINY))
        unsure = (scores >= np.float32(lowest * (1 - _APART * error))) & ~hits & matching
        if unsure.any():
            near_best = scores >= maxima.max() * np.float32(1 - _APART * error)
            top = np.flatnonzero(near_best & matching)
            lowest = query.floor * float(exact_scores(view, top, query.terms).max())
            doubtful = np.flatnonzero(unsure)
            hits[doubtful] = exact_scores(view, doubtful, query.terms) >= lowest
        total = int(np.count_nonzero(hits))
    else:
        hits, total = matching, count
    if last <= 0:
        return Ranked(total, hits, [])
    if sort == "relevance":
        candidates = _candidates(rough, maxima, last, error)
        if candidates is not None:
            candidates = candidates[hits[candidates]]
    if sort != "relevance" or candidates is None:
        candidates = np.flatnonzero(hits)
        if sort == "date":
            candidates = _latest(view, candidates, scores, last, error)
    sure = scores[candidates].astype(float)
    doubtful = _doubtful(sure, error)
    sure[doubtful] = exact_scores(view, candidates[doubtful], query.terms)
    return Ranked(total, hits, _first(view, candidates, sure, last, sort))


def _candidates(rough: Array, maxima: Array, last: int, error: float) -> Array | None:
    """Positions that may be among the first `last`, ascending; None when that takes a look at
    all of them."""
    if last > len(maxima) // 4:
        return None
    edge = np.partition(maxima, len(maxima) - last)[len(maxima) - last]
    if edge <= 0:
        return None
    columns = np.flatnonzero(maxima >= edge * np.float32(1 - _APART * error))
    values = rough.reshape(_ROWS, -1)[:, columns].ravel()
    edge = np.partition(values, len(values) - last)[len(values) - last]
    at = np.flatnonzero(values >= edge * np.float32(1 - _APART * error))
    positions: Array = at // len(columns) * len(maxima) + columns[at % len(columns)]
    positions.sort()
    return positions


def _latest(view: View, hits: Array, scores: Array, last: int, error: float) -> Array:
    """Those of `hits` that may be among the `last` latest, ascending."""
    dates = view.dates()[hits]
    if last >= len(hits):
        return hits
    edge = np.partition(dates, len(hits) - last)[len(hits) - last]
    later = dates > edge
    same = hits[dates == edge]
    wanted = last - int(np.count_nonzero(later))
    if wanted < len(same):
        values = scores[same]
        lowest = np.partition(values, len(same) - wanted)[len(same) - wanted]
        same = same[values >= lowest * np.float32(1 - _APART * error)]
    return np.sort(np.concatenate((hits[later], same)))


def _doubtful(scores: Array, error: float) -> Array:
    """Indices of scores that are too near another one to tell which is greater."""
    order = np.argsort(scores)
    ordered = scores[order]
    near = ordered[1:] - ordered[:-1] <= _APART * error * ordered[1:]
    if not near.any():
        return order[:0]
    edges = np.zeros(1, bool)
    doubtful: Array = order[np.concatenate((near, edges)) | np.concatenate((edges, near))]
    return doubtful


def _first(
    view: View, positions: Array, scores: Array, last: int, sort: str
) -> list[tuple[int, float]]:
    """The first `last` of some ascending positions with their scores, in order."""
    if last <= 0:
        return []
    dates = view.dates()[positions] if sort == "date" else np.zeros(len(positions), np.int64)
    chosen: list[int] = []
    for number, within in view.split(positions):
        places = view.segments[number].order[positions[within] - view.bases[number]]
        order = np.lexsort((places, -scores[within], -dates[within]))[:last]
        chosen += (order + within.start).tolist()
    if len(view.segments) > 1:  # each segment knows the order of its own ids only
        chosen.sort(key=lambda n: (-dates[n], -scores[n], view.passage_id(int(positions[n]))))
    return [(int(positions[n]), float(scores[n])) for n in chosen[:last]]

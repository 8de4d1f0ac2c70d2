"""The order of matching passages: exact BM25 over arrays.

When few passages match, all are scored as `judian.core.bm25` says, in the order in which the naive
engine adds up, to the last bit. When many do, whole postings are added up in single precision
first; wherever two such scores, or a score and the floor, are closer than the rounding can
account for, the exact scores decide. So the order is that of the naive engine, and ties are
ties, at a fraction of the work.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from judian.core.bm25 import K1, idf
from judian.core.query import BEHIND, And, Node, Query, ScoredTerm, Terms
from judian.engines.whoosh.distinct import groups_of, left_out, order_keys
from judian.engines.whoosh.filters import choose
from judian.engines.whoosh.view import IMPACT_ROUNDINGS, View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.engines.whoosh.arrays import Array

#: Up to so many matching passages are all scored exactly.
_FEW = 256
#: Rough scores are cut into as many rows, of which a whole column is skipped by its maximum.
_ROWS = 128
#: If fewer than one passage in this many matches, only the matching passages are scored.
_SPARSE = 6
_ROUNDING = 2.0**-24  # relative error of one rounding to single precision
#: Two rough scores that differ by more than this many times the error of one are in order.
_APART = 2.5
_TINY = float(np.finfo(np.float32).tiny)
#: Weights below are not trusted to leave a trace in single precision.
_LEAST_WEIGHT = 1e-6


@dataclass(frozen=True, slots=True)
class Ranked:
    """The hits of a query. `held` is a mask over all positions, or over `among` if it is given, of
    the hits and of the passages that `Query.once` left out. `best` are the positions and scores
    that were asked for, in order."""

    total: int
    held: Array
    among: Array | None
    best: list[tuple[int, float]]

    @property
    def places(self) -> Array:
        """The positions of all hits and of those left out, ascending."""
        held = np.flatnonzero(self.held)
        return held if self.among is None else self.among[held]


def rank(view: View, query: Query, last: int, sort: str) -> Ranked:
    """The hits of a query, the first `last` of them in order."""
    terms = query.terms
    rankable = bool(terms) and all(term.weight >= _LEAST_WEIGHT for term in terms)
    plan = _plan(query.filter, terms) if rankable else None
    rough = np.zeros(_padded(view.size) if rankable else 0, np.float32)
    if plan is None:
        matching, others = choose(view, query.filter), list(terms)
    else:
        for row in _add_rough(view, rough, plan.deciding):
            rough[: view.size] += row
        matching, others = rough[: view.size] > 0, plan.others
        if plan.rest:
            matching &= choose(view, And(plan.rest), matching)
    count = int(np.count_nonzero(matching))
    if count <= _FEW or not rankable:
        return _rank_exactly(view, query, np.flatnonzero(matching), last, sort)
    rows = _add_rough(view, rough, others)
    if count < view.size // _SPARSE:
        positions = np.flatnonzero(matching)
        values = np.zeros(_padded(count), np.float32)
        np.take(rough, positions, out=values[:count])
        for row in rows:
            values[:count] += row[positions]
        slots = _Slots(values, count, np.ones(count, bool), positions)
    else:
        for row in rows:
            rough[: view.size] += row
        if others or plan is None or plan.rest:
            rough[: view.size] *= matching
        slots = _Slots(rough, count, matching, None)
    return _rank_roughly(view, query, slots, last, sort)


@dataclass(frozen=True, slots=True)
class _Slots:
    """Rough scores in slots. Slot i belongs to position i, or to `positions[i]` if `positions` is
    given. `matching` is true for the `count` slots that match. `values` is padded with zeros
    beyond the last of them."""

    values: Array
    count: int
    matching: Array
    positions: Array | None

    def at(self, slots: Array) -> Array:
        """The positions of some slots."""
        return slots if self.positions is None else self.positions[slots]


@dataclass(frozen=True, slots=True)
class _Plan:
    """A filter that the scores themselves decide: a passage matches when a `deciding` term
    has left a score and all nodes of `rest` choose it. The `others` only rank."""

    deciding: list[ScoredTerm]
    others: list[ScoredTerm]
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
        scores += term.weight * idf(view.holders(term.field), len(postings)) * saturated
    return scores


def _padded(size: int) -> int:
    return -(-size // _ROWS) * _ROWS


def _add_rough(view: View, rough: Array, terms: Sequence[ScoredTerm]) -> list[Array]:
    """Add the scores of all terms but the frequent ones to `rough`, in single precision. Return
    those of each frequent term, one for each position, to be added by the caller."""
    weights: dict[tuple[str, str], float] = {}
    for term in terms:
        key = (term.field, term.term)
        weights[key] = weights.get(key, 0.0) + term.weight
    rows = []
    for (field, text), weight in weights.items():
        impacts = view.impacts(field, text)
        scores = impacts.scores if weight == 1 else impacts.scores * np.float32(weight)
        if impacts.positions is None:
            rows.append(scores)
        else:
            np.add.at(rough, impacts.positions.astype(np.intp), scores)
    return rows


def _rank_exactly(view: View, query: Query, matching: Array, last: int, sort: str) -> Ranked:
    """`matching` are positions, ascending."""
    scores = exact_scores(view, matching, query.terms)
    behind = _behind(view, query, matching)
    if query.floor and len(matching):
        leading = scores if behind.all() else scores[~behind]
        kept = scores >= query.floor * leading.max()
        matching, scores, behind = matching[kept], scores[kept], behind[kept]
    places = matching
    scores = np.where(behind, scores * BEHIND, scores)
    if query.once:
        groups = groups_of(view, query.once)[matching]
        grouped = np.flatnonzero(groups >= 0)
        dropped = left_out(view, matching[grouped], scores[grouped], groups[grouped], sort)
        kept = np.ones(len(matching), bool)
        kept[grouped[dropped]] = False
        matching, scores = matching[kept], scores[kept]
    best = _first(view, matching, scores, last, sort)
    return Ranked(len(matching), np.ones(len(places), bool), places, best)


def _behind(view: View, query: Query, positions: Array | None) -> Array:
    """For each of `positions`, of all for None, true if `query.behind` puts it behind."""
    if not query.behind:
        return np.zeros(view.size if positions is None else len(positions), bool)
    behind = choose(view, Terms(query.behind))
    return behind if positions is None else behind[positions]


def _scores_of(view: View, positions: Array, query: Query) -> Array:
    """The scores of some positions, of those behind too."""
    scores = exact_scores(view, positions, query.terms)
    scores[_behind(view, query, positions)] *= BEHIND
    return scores


def _rank_roughly(view: View, query: Query, slots: _Slots, last: int, sort: str) -> Ranked:
    # Those of each addition, of a weight and the product with it, and of the impact itself.
    error = (len(query.terms) + 2 + IMPACT_ROUNDINGS) * _ROUNDING
    scores = slots.values[: len(slots.matching)]
    held, total = slots.matching, slots.count
    behind = _behind(view, query, slots.positions)
    leading = held & ~behind
    if query.floor:
        held = _above(view, query, slots, leading if leading.any() else held, error)
        total = int(np.count_nonzero(held))
    scores[behind] *= np.float32(BEHIND)
    places = held
    if query.once:
        held = _once(view, query, slots, held, sort)
        total = int(np.count_nonzero(held))
    if last <= 0:
        return Ranked(total, places, slots.positions, [])
    maxima = slots.values.reshape(_ROWS, -1).max(axis=0)
    if sort == "document":
        positions = slots.at(np.flatnonzero(held))
        found = _first(view, positions, np.zeros(len(positions)), last, sort)
        order = np.array([position for position, _ in found], np.int64)
        sure = _scores_of(view, order, query)
        best = list(zip(order.tolist(), sure.tolist(), strict=True))
        return Ranked(total, places, slots.positions, best)
    if sort == "date":
        candidates = _latest(view, slots, np.flatnonzero(held), last, error)
    elif last >= total:
        candidates = np.flatnonzero(held)
    else:
        candidates = _candidates(slots.values, maxima, last, error)
        candidates = candidates[: np.searchsorted(candidates, len(held))]
        candidates = candidates[held[candidates]]
    sure = scores[candidates].astype(float)
    positions = slots.at(candidates)
    doubtful = _doubtful(sure, error)
    sure[doubtful] = _scores_of(view, positions[doubtful], query)
    best = _first(view, positions, sure, last, sort)
    return Ranked(total, places, slots.positions, best)


def _once(view: View, query: Query, slots: _Slots, held: Array, sort: str) -> Array:
    """`held` without what `query.once` leaves out, whose rough scores become 0."""
    at = np.flatnonzero(held)
    groups = groups_of(view, query.once)[slots.at(at)]
    grouped = groups >= 0
    if not grouped.any():
        return held
    at, groups = at[grouped], groups[grouped]
    positions = slots.at(at)
    scores = _scores_of(view, positions, query)
    dropped = at[left_out(view, positions, scores, groups, sort)]
    held = held.copy()
    held[dropped] = False
    slots.values[dropped] = 0
    return held


def _above(view: View, query: Query, slots: _Slots, leading: Array, error: float) -> Array:
    """A mask over the slots: true for those that match and reach the floor under the best of those
    that `leading` is true for."""
    scores = slots.values[: len(slots.matching)]
    best = float(scores.max(where=leading, initial=0.0))
    lowest = query.floor * best
    above = scores >= np.float32(max(lowest * (1 + _APART * error), _TINY))
    maybe = scores >= np.float32(lowest * (1 - _APART * error))
    if np.count_nonzero(above) < np.count_nonzero(maybe):
        unsure = np.flatnonzero(maybe & ~above & slots.matching)
        near_best = scores >= np.float32(best * (1 - _APART * error))
        top = np.flatnonzero(near_best & leading)
        lowest = query.floor * float(exact_scores(view, slots.at(top), query.terms).max())
        above[unsure] = exact_scores(view, slots.at(unsure), query.terms) >= lowest
    return above


def _candidates(values: Array, maxima: Array, last: int, error: float) -> Array:
    """The slots, ascending, whose rough score could place them among the best `last` within the
    rounding `error`. If the lowest score that could place is 0, they include slots that match
    nothing."""
    columns = np.arange(len(maxima))
    if last <= len(maxima):
        edge = np.partition(maxima, len(maxima) - last)[len(maxima) - last]
        columns = np.flatnonzero(maxima >= edge * np.float32(1 - _APART * error))
    inside = values.reshape(_ROWS, -1)[:, columns].ravel()
    edge = np.partition(inside, len(inside) - last)[len(inside) - last]
    at = np.flatnonzero(inside >= edge * np.float32(1 - _APART * error))
    found: Array = at // len(columns) * len(maxima) + columns[at % len(columns)]
    found.sort()
    return found


def _latest(view: View, slots: _Slots, hits: Array, last: int, error: float) -> Array:
    """Those of the slots `hits` that may be among the `last` latest, ascending."""
    if last >= len(hits):
        return hits
    dates = view.dates()[slots.at(hits)]
    edge = np.partition(dates, len(hits) - last)[len(hits) - last]
    later = dates > edge
    same = hits[dates == edge]
    wanted = last - int(np.count_nonzero(later))
    if wanted < len(same):
        values = slots.values[same]
        lowest = np.partition(values, len(same) - wanted)[len(same) - wanted]
        same = same[values >= lowest * np.float32(1 - _APART * error)]
    return np.sort(np.concatenate((hits[later], same)))


def _doubtful(scores: Array, error: float) -> Array:
    """Indices of scores so near to another one that rounding may have swapped them."""
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
    dates, ranks = order_keys(view, positions, scores, sort)
    chosen: list[int] = []
    for number, within in view.split(positions):
        places = view.segments[number].order[positions[within] - view.bases[number]]
        order = np.lexsort((places, -ranks[within], -dates[within]))[:last]
        chosen += (order + within.start).tolist()
    if len(view.segments) > 1:  # each segment knows the order of its own ids only
        chosen = _in_order(view, positions, dates, ranks, chosen)
    kept = np.array(chosen[:last], np.intp)
    return list(zip(positions[kept].tolist(), scores[kept].tolist(), strict=True))


def _in_order(
    view: View, positions: Array, dates: Array, ranks: Array, chosen: Sequence[int]
) -> list[int]:
    """Some of the passages by date and rank; ids are read only of those that are equal in both."""
    some = np.array(chosen, np.intp)
    some = some[np.lexsort((-ranks[some], -dates[some]))]
    equal = (np.diff(dates[some]) == 0) & (np.diff(ranks[some]) == 0)
    tied = np.flatnonzero(np.append(equal, False) | np.append(False, equal))
    ids = view.passage_ids(positions[some[tied]].tolist())
    places = np.zeros(len(some), np.intp)
    places[tied[sorted(range(len(ids)), key=ids.__getitem__)]] = np.arange(len(ids))
    in_order: list[int] = some[np.lexsort((places, -ranks[some], -dates[some]))].tolist()
    return in_order

"""Proximity re-ranking: the best hits by BM25, ranked again by the proximity of query terms.

Measured on DRCD (docs/architecture.md): re-ranking the best 20 by the share of the query's
weight that one window of 40 characters contains gains about one point of R@1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.core.bm25 import idf
from judian.core.engine import Scored, Snapshot
from judian.core.matching import occurrences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: The number of best hits that are re-ranked.
RERANKED = 20
#: The width of the window, in characters of the squeezed text.
WINDOW = 40
#: The gain of a window that contains the whole query, as a share of the hit's own score.
# Swept 0 to 1 on DRCD dev with `python -m judian.evals drcd`; flat between 0.3 and 0.7.
WINDOW_SHARE = 0.5


def rerank(snapshot: Snapshot, hits: Sequence[Scored], terms: Sequence[str]) -> list[Scored]:
    """`hits` with the first RERANKED in their new order; ties by passage id.

    `terms` are the folded words and pairs of the query.
    """
    best, rest = hits[:RERANKED], hits[RERANKED:]
    if len(best) < 2 or not terms:
        return list(hits)
    weights = term_weights(snapshot, terms)
    total = sum(weights.values())
    if total == 0:
        return list(hits)
    again = []
    for hit, text in zip(best, snapshot.texts([h.id for h in best]), strict=True):
        share = window_share(text[1], weights) / total if text else 0.0
        again.append(Scored(hit.id, hit.score * (1 + WINDOW_SHARE * share)))
    again.sort(key=lambda h: (-h.score, h.id))
    return [*again, *rest]


def term_weights(snapshot: Snapshot, terms: Sequence[str]) -> dict[str, float]:
    """idf of each term; terms of frequency 0 are left out, since nothing can be near them."""
    count = snapshot.passage_count
    distinct = list(dict.fromkeys(terms))
    fields = ("words", "pairs")
    counts = snapshot.frequencies([(field, term) for field in fields for term in distinct])
    frequencies = zip(distinct, map(max, counts, counts[len(distinct) :]), strict=False)
    return {term: idf(count, frequency) for term, frequency in frequencies if frequency}


def window_share(folded: str, weights: Mapping[str, float]) -> float:
    """The greatest sum of weights of distinct terms inside any WINDOW characters."""
    places = sorted(
        (at, at + len(term), term) for term in weights for at in occurrences(folded, term)
    )
    best = 0.0
    for first, (start, _, _) in enumerate(places):
        seen: dict[str, float] = {}
        for at, end, term in places[first:]:
            if at > start + WINDOW:
                break
            if end <= start + WINDOW:
                seen[term] = weights[term]
        best = max(best, sum(seen.values()))
    return best

"""Queries with scores, as requests of the cluster.

The cluster's own BM25 ranks, with our parameters and the statistics of all shards together
(`GLOBAL`). Lucene adds up in single precision: scores equal those of the other engines to a
millionth, and two that differ by less may change places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from judian.core.query import BEHIND, TERM_FIELDS, Query, ScoredTerm, Terms
from judian.engines.opensearch.documents import shortened
from judian.engines.opensearch.filters import Filter, all_of, filter_of, none_of

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Parameters of every request that ranks or counts: without the first, each shard would rank by
#: its own statistics (2 % of the first ten hits the same, of 10,000 passages in three shards);
#: without the second, a missing shard would be left out in silence.
GLOBAL = {
    "search_type": "dfs_query_then_fetch",
    "allow_partial_search_results": "false",
    "ccs_minimize_roundtrips": "false",
}
COMPLETE = {"allow_partial_search_results": "false"}
#: Share of the lowest score by which one that is equal to it may come out lower.
ROUNDING = 2.0**-21
_ORDERS: dict[str, list[dict[str, str]]] = {
    "relevance": [{"_score": "desc"}, {"id": "asc"}],
    "date": [{"date": "desc"}, {"_score": "desc"}, {"id": "asc"}],
    "document": [{"date": "desc"}, {"id": "asc"}],
}
#: Values of one facet in one reply; more are read in portions.
FACET_VALUES = 1_000
#: Up to so many hits are told apart exactly by `Query.once`; the count of more is an estimate
#: (HyperLogLog++, Heule, Nunkesser & Hall 2013; within 1 %).
EXACT_GROUPS = 20_000
_PRECISION = 40_000
#: The same for each value of a facet, each of which takes memory in proportion: with the number
#: above, the facets of 218,000 passages asked for 400 MB at once, and were refused.
EXACT_IN_VALUE = 1_000


def order(sort: str) -> list[dict[str, str]]:
    """The clauses of `sort`; the last of them is the passage's id."""
    return _ORDERS[sort]


def scored(chosen: Filter, terms: Sequence[ScoredTerm]) -> Filter:
    """What a filter chooses, with BM25 as the score."""
    return {"bool": {"filter": [chosen], **scored_by(terms)["bool"]}}


def scored_by(terms: Sequence[ScoredTerm]) -> Filter:
    """The passages with any of the terms, with BM25 as the score."""
    should = [_term(term) for term in terms if term.weight > 0 and term.field in TERM_FIELDS]
    return {"bool": {"should": should}}


def _term(term: ScoredTerm, **named: str) -> Filter:
    return {"term": {term.field: {"value": shortened(term.term), "boost": term.weight, **named}}}


def best_requests(query: Query, chosen: Filter) -> list[dict[str, Any]]:
    """The searches whose best scores decide the floor: the first that finds anything counts."""
    found = [scored(chosen, query.terms)]
    if query.behind:
        ahead = all_of([chosen, none_of(behind_filter(query))])
        found.insert(0, scored(ahead, query.terms))
    return [{"query": one, "size": 1, "_source": False, "track_total_hits": False} for one in found]


def behind_filter(query: Query) -> Filter:
    return filter_of(Terms(query.behind))


def ranked(query: Query, chosen: Filter, best: float) -> Filter:
    """The hits of a query, the best of which scores `best`."""
    found = scored(chosen, query.terms)
    lowest = query.floor * best
    if lowest > 0:
        floor = lowest * (1 - ROUNDING)
        found = {"function_score": {"query": found, "min_score": floor}}
    if query.behind:
        found = {
            "boosting": {
                "positive": found,
                "negative": behind_filter(query),
                "negative_boost": BEHIND,
            }
        }
    return found


def contributions_request(terms: Sequence[ScoredTerm], chosen: Filter, size: int) -> dict[str, Any]:
    """A search whose hits name each term that they hold, with what it adds to their score."""
    should = [
        _term(term, _name=str(number))
        for number, term in enumerate(terms)
        if term.weight > 0 and term.field in TERM_FIELDS
    ]
    return {
        "query": {"bool": {"filter": [chosen], "should": should}},
        "size": size,
        "_source": False,
        "track_total_hits": False,
    }


def aggregations(query: Query, facets: Sequence[str]) -> dict[str, Any]:
    """The counts of a search: of each facet, and of the hits that `once` keeps."""
    found: dict[str, Any] = {f"f_{field}": facet_request(query, field) for field in facets}
    if query.once:
        found["once"] = distinct(once_field(query))
    return found


def facet_request(query: Query, field: str) -> dict[str, Any]:
    terms = {"field": field, "size": FACET_VALUES, "shard_size": 2 * FACET_VALUES}
    return {"terms": terms, **_counted(query)}


def portion_request(query: Query, field: str, after: object, size: int) -> dict[str, Any]:
    """All values of a facet in their own order, `size` of them after the value `after`."""
    composite: dict[str, Any] = {"size": size, "sources": [{"v": {"terms": {"field": field}}}]}
    if after is not None:
        composite["after"] = {"v": after}
    return {"composite": composite, **_counted(query)}


def _counted(query: Query) -> dict[str, Any]:
    return {"aggs": {"once": distinct("group", EXACT_IN_VALUE)}} if query.once else {}


def distinct(field: str, exact: int = _PRECISION) -> dict[str, Any]:
    """A count of the distinct values of a field, exact up to about half of `exact`."""
    return {"cardinality": {"field": field, "precision_threshold": exact}}


def once_field(query: Query) -> str:
    """The field of which only the first hit of each value is kept; "" if all are."""
    return {"doc": "owner", "copy": "group"}.get(query.once, "")

"""The cheap way to ask a large collection: one request, the hits exact, their number estimated.

Most of the time of a question goes into counting: every passage with one of its words must be
scored to be above or below the floor. The best hits alone are found without that, since Lucene
leaves out what cannot be among them (block-max WAND; Ding & Suel, SIGIR 2011). So they come from a
search that counts nothing and whose filter is tried on candidates only. Beside it, in the same
request, a second search scores a sample of the passages and says how many have which score; when
the best score is known, those above the floor are added up.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from judian.core.query import Query, Terms
from judian.engines.opensearch.documents import STORED
from judian.engines.opensearch.filters import Filter, all_of, filter_of, none_of
from judian.engines.opensearch.ranking import (
    ROUNDING,
    aggregations,
    behind_filter,
    order,
    scored,
    scored_by,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Passages from which a collection is asked this way. It is cheaper from some 25,000 on (processor
#: time of the nodes for a question of 200: 12 ms against 10 at 10,000, 18 against 22 at 50,000, 18
#: against 57 at 218,000); below, exact numbers are worth the difference.
LARGE = 100_000
#: Hits up to which it is worth while: the more are wanted, the fewer passages can be left out.
MOST = 1_000
#: Passages of the sample, on average: the cost of counting does not grow with the collection.
SAMPLE = 25_000
#: Facets are those of the passages that hold this share of the words and pairs of the question. Of
#: 200 queries over 218,000 passages the middle one has as many of these as hits (0.9).
COUNTED_SHARE = 0.25
#: Hits that are asked for beyond those wanted where copies count once. Each takes the nodes 0.13 ms
#: of processor time and this program 0.02 ms, for its record.
_SPARE = 15
#: Numbers of copies lie between this one and its negative, evenly (`documents.group_of`).
_GROUPS = 2**62
#: Scores are counted in steps of this many parts of themselves, from the least score on.
_STEP_WIDTH, _LEAST_SCORE = 0.02, 1e-3
_STEP = f"Math.floor(Math.log(Math.max(_score.doubleValue(), {_LEAST_SCORE})) / {_STEP_WIDTH})"
#: The decimal digits of an estimate that say something.
_DIGITS = 2


def suits(query: Query, sort: str, hits: int, passages: int) -> bool:
    """True if so many first hits of a collection of `passages` are to be found this way: the query
    has a floor, which is what makes it dear."""
    by_words = query.floor > 0 and sort == "relevance" and query.once != "doc"
    return by_words and 0 < hits <= MOST and passages >= LARGE


def hits_request(query: Query, chosen: Filter, size: int, *, stored: bool) -> dict[str, Any]:
    """The search for the best hits that are not behind; `stored` brings their records along."""
    wanted = all_of([chosen, none_of(behind_filter(query))]) if query.behind else chosen
    return {
        "query": scored_by(query.terms),
        "post_filter": wanted,
        "size": _rows(query, size),
        "sort": order("relevance"),
        "_source": list(STORED) if stored else False,
        "docvalue_fields": ["group"],
        "track_total_hits": False,
    }


def kept(
    query: Query, rows: Sequence[dict[str, Any]], size: int
) -> tuple[list[dict[str, Any]], bool]:
    """The hits of a reply to `hits_request`, of copies the first alone where the query wants them
    once; and whether these are all hits that are not behind."""
    lowest = query.floor * rows[0]["_score"] * (1 - ROUNDING) if rows else 0.0
    found: dict[object, dict[str, Any]] = {}
    for row in rows:
        if row["_score"] < lowest:
            return list(found.values()), True
        found.setdefault(row["fields"]["group"][0] if query.once else row["_id"], row)
    return list(found.values()), len(rows) < _rows(query, size)


def _rows(query: Query, size: int) -> int:
    """How many rows are asked for to have `size` hits that the query keeps."""
    return size + _SPARE if query.once else size


def counts_request(
    query: Query, chosen: Filter, facets: Sequence[str], share: float
) -> dict[str, Any]:
    """The search that counts in `share` of the passages, copies of one passage being all in it or
    all not: their scores, and the facets of those with enough of the words."""
    bound = int(_GROUPS * share)
    sample: Filter = {"range": {"group": {"gte": -bound, "lte": bound}}}
    scores = {"histogram": {"script": _STEP, "interval": 1, "min_doc_count": 1}}
    enough = {"filter": _enough(query), "aggs": aggregations(query, facets)}
    return {
        "query": scored(all_of([chosen, sample]), query.terms),
        "size": 0,
        "track_total_hits": False,
        "aggs": {"scores": scores, "enough": enough},
    }


def _enough(query: Query) -> Filter:
    """The passages with enough of the words and pairs that are typed, which weigh 1 or more."""
    ranked = [term for term in query.terms if term.field in ("words", "pairs") and term.weight > 0]
    typed = [term for term in ranked if term.weight >= 1] or ranked
    terms = tuple(dict.fromkeys((term.field, term.term) for term in typed))
    return filter_of(Terms(terms, math.ceil(COUNTED_SHARE * len(terms))))


class Estimates:
    """What a reply to `counts_request` says of all passages, the best of which scores `best`."""

    def __init__(self, query: Query, reply: Mapping[str, Any], share: float, best: float) -> None:
        self._once = bool(query.once)
        self._enough: Mapping[str, Any] = reply["aggregations"]["enough"]
        lowest = math.log(max(query.floor * best, _LEAST_SCORE)) / _STEP_WIDTH
        steps = reply["aggregations"]["scores"]["buckets"]
        above = sum(step["doc_count"] for step in steps if step["key"] + 0.5 >= lowest)
        self.places: float = above / share
        # Of a passage in the sample that holds enough, how many passages it stands for.
        self._weight: float = self.places / max(int(self._enough["doc_count"]), 1)

    @property
    def total(self) -> float:
        """The number of hits, of copies one."""
        if not self._once or not self._enough["doc_count"]:
            return self.places
        stand_alone: int = self._enough["once"]["value"]
        return stand_alone * self._weight

    def facet(self, field: str) -> tuple[tuple[str, int], ...]:
        """(value, number of passages) of the values in the sample, most frequent first."""
        counts = [
            (one["key"], one["once"]["value"] if self._once else one["doc_count"])
            for one in self._enough[f"f_{field}"]["buckets"]
        ]
        found = [(str(key), rounded(count * self._weight)) for key, count in counts]
        return tuple(sorted(found, key=lambda item: (-item[1], item[0])))


def rounded(number: float) -> int:
    """An estimated number, with the digits that say something; at least 1."""
    whole = max(round(number), 1)
    return round(whole, min(0, _DIGITS - len(str(whole))))

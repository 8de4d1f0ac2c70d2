"""One generation of the collection, as `judian.core.engine.Snapshot` describes it.

Indices are never written to after their commit, so a generation stays as it is until it is
deleted, some time after the next one (`judian.engines.opensearch.cleaning`).
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from typing_extensions import override

from judian.core.engine import FORMER, SORTS, DocumentEntry, Results, Scored
from judian.core.errors import RightsUnsupported
from judian.core.query import KEY_FIELDS, TERM_FIELDS, Query, ScoredTerm
from judian.engines.opensearch import estimates, ranking
from judian.engines.opensearch.documents import STORED, Stored, record_id, shortened, stored_of
from judian.engines.opensearch.filters import ALL, Filter, ids_filter
from judian.engines.opensearch.mapping import COUNTED, DOCUMENT, PASSAGE, WINDOW
from judian.engines.opensearch.reading import Reading, counting, escaped
from judian.engines.opensearch.verification import Resolver

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from judian.core.engine import Snapshot
    from judian.core.query import Node
    from judian.engines.opensearch.client import Client
    from judian.engines.opensearch.state import Generation, Names

K = TypeVar("K", bound="Hashable")
V = TypeVar("V")

#: What is remembered of a generation, which cannot change: records of passages (about 3 KB each),
#: ids of the passages of a document, frequencies, and filters that texts had to be read for.
_KEPT_RECORDS, _KEPT_DOCUMENTS, _KEPT_FREQUENCIES, _KEPT_FILTERS = 4_000, 256, 50_000, 64
#: Searches for so many hits bring their records along: they are about to be shown.
_SHOWN = 100
#: Ids, and terms, in one request.
_IDS, _TERMS = 1_000, 500
#: Values that one reply may complete.
_MOST_COMPLETIONS = 10_000
#: Characters of a prefix that a regular expression may have.
_LONGEST_PREFIX = 400


class _Kept(Generic[K, V]):
    """The last `size` values that were asked for; for any number of threads."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._values: OrderedDict[K, V] = OrderedDict()
        self._mutex = threading.Lock()

    def get(self, key: K) -> V | None:
        with self._mutex:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def put(self, key: K, value: V) -> V:
        with self._mutex:
            self._values[key] = value
            while len(self._values) > self._size:
                self._values.popitem(last=False)
        return value


class OpenSearchSnapshot:
    """See `judian.core.engine.Snapshot`."""

    def __init__(self, client: Client, names: Names, state: Generation) -> None:
        assert state.tip is not None
        self.tip = state.tip
        self._reading = Reading(client, names, state.tip)
        self._resolver = Resolver(self._texts_of, self._owners_of)
        self._records: _Kept[str, Stored | None] = _Kept(_KEPT_RECORDS)
        self._ids_of: _Kept[str, list[str]] = _Kept(_KEPT_DOCUMENTS)
        self._frequencies: _Kept[tuple[str, str], int] = _Kept(_KEPT_FREQUENCIES)
        self._filters: _Kept[Node, Filter] = _Kept(_KEPT_FILTERS)
        self._count: int | None = None

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, OpenSearchSnapshot) and other.tip == self.tip

    @override
    def __hash__(self) -> int:
        return hash(self.tip)

    @property
    def generation(self) -> int:
        return self.tip.generation

    @property
    def passage_count(self) -> int:
        if self._count is None:
            self._count = self._reading.count(ALL)
        return self._count

    def search(
        self,
        query: Query,
        *,
        limit: int,
        offset: int = 0,
        sort: str = "relevance",
        facets: Sequence[str] = (),
        exact_counts: bool = False,
    ) -> Results:
        if sort not in SORTS:
            raise ValueError(f"results cannot be sorted by {sort!r}")
        chosen = self._filter(query.filter)
        last = offset + limit if limit > 0 else 0
        if not exact_counts and estimates.suits(query, sort, last, self.passage_count):
            found = self._estimated(query, chosen, offset, last, facets)
            if found is not None:
                return found
        hits = ranking.ranked(query, chosen, self._best(query, chosen))
        keys = [field for field in facets if field in KEY_FIELDS]
        size = max(limit, 0)
        body = {**counting(hits), "track_scores": True}
        if counts := ranking.aggregations(query, keys):
            body["aggs"] = counts
        direct = size > 0 and offset + size <= WINDOW
        if direct:
            body |= self._page(query, sort, offset, size)
        reply = self._reading.search(body, scored=True)
        places = reply["hits"]["total"]["value"]
        counted = reply.get("aggregations", {})
        rows = reply["hits"]["hits"]
        if size > 0 and not direct and offset < places:
            rows = self._far_hits(query, hits, sort, offset, size)
        return Results(
            total=counted["once"]["value"] if query.once else places,
            hits=self._scored(rows),
            facets={field: self._facet(query, hits, field, counted) for field in facets},
            places=places,
            total_is_exact=not query.once or places <= ranking.EXACT_GROUPS,
        )

    def _estimated(
        self, query: Query, chosen: Filter, offset: int, last: int, facets: Sequence[str]
    ) -> Results | None:
        """Hits and estimates by one request; None if there are so few hits that all are counted."""
        share = min(1.0, estimates.SAMPLE / self.passage_count)
        keys = [field for field in facets if field in KEY_FIELDS]
        size = last
        bodies = [
            estimates.hits_request(query, chosen, size, stored=last <= _SHOWN),
            estimates.counts_request(query, chosen, keys, share),
        ]
        best, counted = self._reading.searches(bodies)
        found, is_all = estimates.kept(query, best["hits"]["hits"], size)
        while len(found) < last and not is_all and size < WINDOW // 2:
            size *= 2  # many of them are copies of others
            more = estimates.hits_request(query, chosen, size, stored=False)
            best = self._reading.search(more, scored=True)
            found, is_all = estimates.kept(query, best["hits"]["hits"], size)
        if len(found) < last:
            return None
        estimate = estimates.Estimates(query, counted, share, found[0]["_score"])
        return Results(
            total=max(estimates.rounded(estimate.total), len(found)),
            hits=self._scored(found[offset:last]),
            facets={field: estimate.facet(field) if field in keys else () for field in facets},
            places=max(estimates.rounded(estimate.places), len(found)),
            total_is_exact=False,
        )

    def _scored(self, rows: Sequence[Mapping[str, Any]]) -> tuple[Scored, ...]:
        """The hits of a reply, whose records are remembered."""
        for row in rows:
            if "_source" in row:
                self._records.put(row["sort"][-1], stored_of(row["_source"]))
        return tuple(Scored(row["sort"][-1], row["_score"] or 0.0) for row in rows)

    def _filter(self, node: Node) -> Filter:
        known = self._filters.get(node)
        return known if known is not None else self._filters.put(node, self._resolver.resolve(node))

    def _best(self, query: Query, chosen: Filter) -> float:
        """The score that the floor is a share of; 0 if there is no floor."""
        if query.floor <= 0 or not query.terms:
            return 0.0
        for body in ranking.best_requests(query, chosen):
            hits = self._reading.search(body, scored=True)["hits"]["hits"]
            if hits:
                return float(hits[0]["_score"])
        return 0.0

    def _page(self, query: Query, sort: str, offset: int, size: int) -> dict[str, Any]:
        body: dict[str, Any] = {"from": offset, "size": size, "sort": ranking.order(sort)}
        body["_source"] = list(STORED) if size <= _SHOWN else False
        if query.once:
            body["collapse"] = {"field": ranking.once_field(query)}
        return body

    def _far_hits(
        self, query: Query, hits: Filter, sort: str, offset: int, size: int
    ) -> list[dict[str, Any]]:
        """Hits that lie farther than one request reaches."""
        body = {"query": hits, "size": WINDOW, "sort": ranking.order(sort), "_source": False}
        body |= {"track_scores": True, "track_total_hits": False}
        group = ranking.once_field(query)
        body["docvalue_fields"] = [group] if group else []
        seen: set[object] = set()
        found: list[dict[str, Any]] = []
        while len(found) < offset + size:
            portion = self._reading.search(body, scored=True)["hits"]["hits"]
            for hit in portion:
                value = hit["fields"][group][0] if group else hit["_id"]
                if value not in seen:
                    seen.add(value)
                    found.append(hit)
            if len(portion) < WINDOW:
                break
            body["search_after"] = portion[-1]["sort"]
        return found[offset : offset + size]

    def _facet(
        self, query: Query, hits: Filter, field: str, counted: Mapping[str, Any]
    ) -> tuple[tuple[str, int], ...]:
        """(value, number of passages) of the hits, most frequent first."""
        if field not in KEY_FIELDS:
            return ()
        found = counted[f"f_{field}"]
        buckets = [(bucket["key"], bucket) for bucket in found["buckets"]]
        if found["sum_other_doc_count"] or found["doc_count_error_upper_bound"]:
            request = ranking.portion_request(query, field, None, WINDOW)
            whole = self._reading.buckets(hits, request)
            buckets = [(bucket["key"]["v"], bucket) for bucket in whole]
        counts = [
            (key, bucket["once"]["value"] if query.once else bucket["doc_count"])
            for key, bucket in buckets
        ]
        return tuple(sorted(counts, key=lambda item: (-item[1], item[0])))

    def _texts_of(self, chosen: Filter, field: str) -> Iterator[tuple[str, str]]:
        for hit in self._reading.scan(chosen, [field]):
            yield hit["_id"], hit["_source"][field]

    def _owners_of(self, chosen: Filter) -> set[str]:
        composite = {"composite": {"sources": [{"v": {"terms": {"field": "owner"}}}]}}
        return {bucket["key"]["v"] for bucket in self._reading.buckets(chosen, composite)}

    def payloads(self, ids: Sequence[str]) -> list[str | None]:
        return [None if one is None else one.payload for one in self._stored(ids)]

    def briefs(self, ids: Sequence[str]) -> list[Sequence[str] | None]:
        """None for each: the payloads of a cluster come in one request as briefs would."""
        return [None for _ in ids]

    def texts(self, ids: Sequence[str]) -> list[tuple[str, str] | None]:
        return [None if one is None else (one.squeezed, one.folded) for one in self._stored(ids)]

    def _stored(self, ids: Sequence[str]) -> list[Stored | None]:
        found: dict[str, Stored | None] = {}
        wanted: list[str] = []
        for one in dict.fromkeys(ids):
            known = self._records.get(one)
            if known is None:
                wanted.append(one)
            else:
                found[one] = known
        for at in range(0, len(wanted), _IDS):
            names = {record_id(PASSAGE, one): one for one in wanted[at : at + _IDS]}
            body = {"query": ids_filter(list(names)), "size": len(names), "_source": list(STORED)}
            body |= {"track_total_hits": False}
            for hit in self._reading.search(body)["hits"]["hits"]:
                one = names[hit["_id"]]
                found[one] = self._records.put(one, stored_of(hit["_source"]))
        return [found.get(one) for one in ids]

    def contributions(self, terms: Sequence[ScoredTerm], ids: Sequence[str]) -> list[list[float]]:
        given = {record_id(PASSAGE, one): [0.0] * len(terms) for one in ids}
        names = list(given)
        for first in range(0, len(terms), _TERMS):
            for at in range(0, len(names), _IDS):
                portion = names[at : at + _IDS]
                body = ranking.contributions_request(
                    terms[first : first + _TERMS], ids_filter(portion), len(portion)
                )
                for hit in self._reading.named_scores(body)["hits"]["hits"]:
                    for number, score in hit.get("matched_queries", {}).items():
                        given[hit["_id"]][first + int(number)] = score
        return [list(given[record_id(PASSAGE, one)]) for one in ids]

    def copies(self, ids: Sequence[str]) -> list[list[str]]:
        stored = self._stored(ids)
        numbers = sorted({one.copy for one in stored if one is not None and one.copy})
        members: dict[int, list[str]] = {number: [] for number in numbers}
        for at in range(0, len(numbers), _IDS):
            chosen: Filter = {"terms": {"copy": numbers[at : at + _IDS]}}
            for hit in self._reading.scan(chosen, ["id", "copy"]):
                members[hit["_source"]["copy"]].append(hit["_source"]["id"])
        return [
            []
            if found is None
            else [other for other in members.get(found.copy, ()) if other != one]
            for one, found in zip(ids, stored, strict=True)
        ]

    def document(self, doc_id: str) -> DocumentEntry | None:
        body = {"query": ids_filter([record_id(DOCUMENT, doc_id)]), "size": 1}
        hits = self._reading.search({**body, "_source": ["info", "text"]}, DOCUMENT)["hits"]["hits"]
        if not hits:
            return None
        return DocumentEntry(doc_id, hits[0]["_source"]["info"], hits[0]["_source"]["text"])

    def documents(self) -> list[DocumentEntry]:
        return [entry for entry in self._listed() if not entry.id.startswith(FORMER)]

    def former_editions(self) -> list[DocumentEntry]:
        return [entry for entry in self._listed() if entry.id.startswith(FORMER)]

    def _listed(self) -> list[DocumentEntry]:
        """The records of documents and of former editions, ordered by id."""
        found = self._reading.scan(ALL, ["id", "info"], DOCUMENT)
        return [DocumentEntry(hit["_source"]["id"], hit["_source"]["info"]) for hit in found]

    def passage_ids(self, doc_id: str) -> list[str]:
        known = self._ids_of.get(doc_id)
        if known is None:
            chosen: Filter = {"term": {"owner": shortened(doc_id)}}
            found = self._reading.scan(chosen, ["id"], by="ordinal")
            known = self._ids_of.put(doc_id, [hit["_source"]["id"] for hit in found])
        return list(known)

    def frequency(self, field: str, term: str) -> int:
        return self.frequencies([(field, term)])[0]

    def frequencies(self, terms: Sequence[tuple[str, str]]) -> list[int]:
        found = {term: self._frequencies.get(term) for term in terms}
        wanted = [term for term, known in found.items() if known is None]
        for at in range(0, len(wanted), _TERMS):
            portion = wanted[at : at + _TERMS]
            named = {
                str(number): {"term": {field: shortened(term)}}
                for number, (field, term) in enumerate(portion)
            }
            body = {"query": ALL, "size": 0, "track_total_hits": False}
            reply = self._reading.search({**body, "aggs": {"n": {"filters": {"filters": named}}}})
            buckets = reply["aggregations"]["n"]["buckets"]
            for number, term in enumerate(portion):
                count = buckets[str(number)]["doc_count"]
                found[term] = self._frequencies.put(term, count)
        return [found[term] or 0 for term in terms]

    def complete(self, field: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        counted = field + COUNTED if field in TERM_FIELDS else field
        chosen: Filter = ALL
        if prefix:
            chosen = {"prefix": {field: {"value": prefix, "rewrite": "constant_score"}}}
        if limit <= _MOST_COMPLETIONS and len(prefix) <= _LONGEST_PREFIX:
            found = self._first_values(chosen, counted, prefix, limit)
            if found is not None:
                return found
        composite = {"composite": {"sources": [{"v": {"terms": {"field": counted}}}]}}
        counts = [
            (bucket["key"]["v"], bucket["doc_count"])
            for bucket in self._reading.buckets(chosen, composite)
            if bucket["key"]["v"].startswith(prefix)
        ]
        return sorted(counts, key=lambda item: (-item[1], item[0]))[:limit]

    def _first_values(
        self, chosen: Filter, counted: str, prefix: str, limit: int
    ) -> list[tuple[str, int]] | None:
        """The most frequent values of a prefix; None if the shards leave the order in doubt."""
        if limit <= 0:
            return []
        terms: dict[str, Any] = {"field": counted, "size": limit}
        terms["shard_size"] = max(4 * limit, ranking.FACET_VALUES)
        if prefix:
            terms["include"] = escaped(prefix) + ".*"
        body = {"query": chosen, "size": 0, "track_total_hits": False}
        reply = self._reading.search({**body, "aggs": {"n": {"terms": terms}}})
        found = reply["aggregations"]["n"]
        if found["doc_count_error_upper_bound"]:
            return None
        return [(bucket["key"], bucket["doc_count"]) for bucket in found["buckets"]]

    def without(self, _doc_ids: AbstractSet[str]) -> Snapshot:
        """Raises RightsUnsupported: the statistics of a cluster are those of all its documents."""
        raise RightsUnsupported("opensearch")

    def joined(self, _others: Sequence[Snapshot]) -> Snapshot:
        """Raises RightsUnsupported."""
        raise RightsUnsupported("opensearch")

"""The newest hits of a query: those in the documents that were read last."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from judian.core.engine import Scored
from judian.core.model import passage_from_json
from judian.core.query import Key
from judian.search.exports.hits import PORTION
from judian.search.hits.collection import Collection, hits_of
from judian.search.query.compile import all_of, compile_query
from judian.search.replies.results import HitList, RankedHit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from judian.core.engine import Snapshot
    from judian.search.requests.values import SearchRequest


def newest_hits(
    snapshot: Snapshot, collection: Collection, request: SearchRequest, limit: int, offset: int = 0
) -> HitList:
    """Up to `limit` hits of `request` behind the first `offset`, by the time at which their
    document was read, the newest first; within a document in its order. What the collection lacks
    changes, so that other words for it are not searched: a feed would lose hits."""
    compiled = compile_query(replace(request, other_words=False), collection.catalogue)
    query = compiled.query
    # The floor is relative to the best hit, and fewer documents have another best one: only hits
    # of the query itself count.
    whole = snapshot.passage_count if query.floor else 0
    found = snapshot.search(query, limit=whole, facets=("doc",), exact_counts=True)
    documents = _newest_documents(collection, dict(found.facets["doc"]), offset + limit)
    within = replace(query, filter=all_of([query.filter, Key("doc", tuple(documents))]))
    ids = [hit.id for hit in snapshot.search(within, limit=snapshot.passage_count).hits]
    if query.floor:
        hits = {hit.id for hit in found.hits}
        ids = [passage_id for passage_id in ids if passage_id in hits]
    order = {doc_id: at for at, doc_id in enumerate(documents)}
    places = _places(snapshot, ids)
    ids.sort(key=lambda passage_id: (order[places[passage_id][0]], places[passage_id][1]))
    shown = [Scored(passage_id, 0.0) for passage_id in ids[offset : offset + limit]]
    return HitList(
        query=compiled.view,
        total=found.total,
        documents=len(found.facets["doc"]),
        count=len(shown),
        generation=snapshot.generation,
        indexed_through=collection.indexed_through,
        hits=iter([RankedHit(None, hit) for hit in hits_of(snapshot, collection, shown, compiled)]),
    )


def _newest_documents(collection: Collection, counts: Mapping[str, int], limit: int) -> list[str]:
    """The documents read last, the newest first, that together have `limit` hits or all of them."""
    order = sorted(counts, key=lambda i: (collection.documents[i].indexed_at or "", i))
    chosen: list[str] = []
    held = 0
    while order and held < limit:
        chosen.append(order.pop())
        held += counts[chosen[-1]]
    return chosen


def _places(snapshot: Snapshot, ids: Sequence[str]) -> dict[str, tuple[str, int]]:
    """(document, ordinal) of each passage."""
    places = {}
    for at in range(0, len(ids), PORTION):
        for payload in snapshot.payloads(ids[at : at + PORTION]):
            if payload is not None:
                passage = passage_from_json(json.loads(payload))
                places[passage.id] = passage.doc_id, passage.ordinal
    return places

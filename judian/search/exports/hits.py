"""All hits of a query, or those chosen of them, read in portions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from judian.core.engine import Scored
from judian.core.errors import NotFound
from judian.search.hits.collection import Collection, hits_of
from judian.search.hits.pages import page_of
from judian.search.hits.places import with_copies
from judian.search.query.compile import Compiled, compile_query
from judian.search.replies.results import HitList, RankedHit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from judian.core.engine import Snapshot
    from judian.search.requests.values import SearchRequest

#: Passages made into hits at once: some megabytes.
PORTION = 50
#: Passages whose records are read at once. In the order of their scores neighbours lie far apart in
#: the index: read by fewer, the same blocks are unpacked again. Records of articles of law take
#: 2 KiB each.
READ = 4_000


def list_hits(
    snapshot: Snapshot, collection: Collection, request: SearchRequest, ids: Sequence[str] = ()
) -> HitList:
    """Every hit of `request`, in the order of its pages; its page and size do not matter.

    With `ids` only these passages, in this order, each with its rank if it is a hit. Raises
    NotFound if one of them is not in the index.
    """
    compiled = compile_query(request, collection.catalogue)
    whole = replace(request, page=1, size=max(snapshot.passage_count, 1))
    found, scored = page_of(snapshot, compiled, whole)
    ranked = list(enumerate(scored, 1))
    if ids:
        by_id = {one.id: (rank, one) for rank, one in ranked}
        for passage_id, payload in zip(ids, snapshot.payloads(ids), strict=True):
            if payload is None:
                raise NotFound("passage", "段落", passage_id)
        chosen = [by_id.get(passage_id, (None, Scored(passage_id, 0.0))) for passage_id in ids]
    else:
        chosen = [*ranked]
    return HitList(
        query=compiled.view,
        total=found.total,
        documents=len(found.facets["doc"]),
        count=len(chosen),
        generation=snapshot.generation,
        indexed_through=collection.indexed_through,
        hits=_read(snapshot, collection, chosen, compiled),
    )


def _read(
    snapshot: Snapshot,
    collection: Collection,
    chosen: Sequence[tuple[int | None, Scored]],
    compiled: Compiled,
) -> Iterator[RankedHit]:
    for start in range(0, len(chosen), READ):
        payloads = snapshot.payloads([one.id for _, one in chosen[start : start + READ]])
        for at in range(0, len(payloads), PORTION):
            portion = chosen[start + at : start + min(at + PORTION, READ)]
            ranks = {one.id: rank for rank, one in portion}
            scored = [one for _, one in portion]
            hits = hits_of(snapshot, collection, scored, compiled, payloads[at : at + PORTION])
            for hit in with_copies(snapshot, collection, hits):
                yield RankedHit(ranks[hit.id], hit)

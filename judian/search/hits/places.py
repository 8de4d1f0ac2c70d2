"""The other places of a hit: its exact copies, and the other hits of its document."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from judian.core.model import passage_from_json
from judian.search.replies.results import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from judian.core.engine import Results, Snapshot
    from judian.search.hits.collection import Collection
    from judian.search.replies.results import Hit

#: Copies of one hit that are named; all are counted.
NAMED_COPIES = 20


def with_copies(snapshot: Snapshot, collection: Collection, hits: Sequence[Hit]) -> list[Hit]:
    """The hits with the places in which the same stands."""
    found = snapshot.copies([hit.id for hit in hits])
    return [
        replace(hit, copies=len(ids), places=_places(snapshot, collection, ids[:NAMED_COPIES]))
        if ids
        else hit
        for hit, ids in zip(hits, found, strict=True)
    ]


def with_more(hits: Iterable[Hit], results: Results) -> list[Hit]:
    """Hits that stand for their documents, with the number of further hits in each."""
    counts = dict(results.facets["doc"])
    return [replace(hit, more=counts.get(hit.document.id, 1) - 1) for hit in hits]


def _places(snapshot: Snapshot, collection: Collection, ids: Sequence[str]) -> tuple[Place, ...]:
    payloads = [payload for payload in snapshot.payloads(ids) if payload is not None]
    passages = [passage_from_json(json.loads(payload)) for payload in payloads]
    return tuple(Place(collection.documents[p.doc_id], p) for p in passages)

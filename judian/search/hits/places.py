"""The other places of a hit: its exact copies, and the other hits of its document."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from judian.core.model import passage_from_json
from judian.search.replies.results import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from judian.core.engine import Results, Snapshot
    from judian.search.hits.collection import Collection
    from judian.search.replies.results import Hit

#: Copies of one hit that are named; all are counted.
NAMED_COPIES = 20


def with_copies(snapshot: Snapshot, collection: Collection, hits: Sequence[Hit]) -> list[Hit]:
    """The hits with the places in which the same stands."""
    found = snapshot.copies([hit.id for hit in hits])
    named = list(dict.fromkeys(id_ for ids in found for id_ in ids[:NAMED_COPIES]))
    payloads = dict(zip(named, snapshot.payloads(named), strict=True)) if named else {}
    return [
        replace(hit, copies=len(ids), places=_places(collection, payloads, ids[:NAMED_COPIES]))
        if ids
        else hit
        for hit, ids in zip(hits, found, strict=True)
    ]


def with_more(hits: Iterable[Hit], results: Results) -> list[Hit]:
    """Hits that stand for their documents, with the number of further hits in each."""
    counts = dict(results.facets["doc"])
    return [replace(hit, more=counts.get(hit.document.id, 1) - 1) for hit in hits]


def _places(
    collection: Collection, payloads: Mapping[str, str | None], ids: Sequence[str]
) -> tuple[Place, ...]:
    stored = [payload for id_ in ids if (payload := payloads[id_]) is not None]
    passages = [passage_from_json(json.loads(payload)) for payload in stored]
    return tuple(Place(collection.documents[p.doc_id], p) for p in passages)

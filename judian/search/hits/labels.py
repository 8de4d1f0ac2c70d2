"""Titles, headings and captions among the best hits: they name a text and hold none of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from judian.core.engine import Scored, Snapshot
from judian.core.model import Kind
from judian.search.hits.proximity import RERANKED

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Kinds of passages that only name what stands below them. Their words count for that text too, at
#: half the weight (`judian.engines.whoosh.ranking`), so that it is among the best hits with them.
LABELS = frozenset({Kind.TITLE, Kind.HEADING, Kind.TABLE_HEAD})


def rank_text_first(snapshot: Snapshot, hits: Sequence[Scored]) -> list[Scored]:
    """`hits` with the labels among the first RERANKED behind the texts among them.

    Texts and labels each keep their order; a label's score is at most that of the last text.
    """
    best, rest = hits[:RERANKED], hits[RERANKED:]
    payloads = snapshot.payloads([hit.id for hit in best])
    is_label = [_is_label(payload) for payload in payloads]
    texts = [hit for hit, label in zip(best, is_label, strict=True) if not label]
    labels = [hit for hit, label in zip(best, is_label, strict=True) if label]
    if not texts or not labels:
        return list(hits)
    most = texts[-1].score
    return [*texts, *(Scored(hit.id, min(hit.score, most)) for hit in labels), *rest]


def _is_label(payload: str | None) -> bool:
    return payload is not None and json.loads(payload)["kind"] in LABELS

"""Headings and captions come behind the text that they name."""

from __future__ import annotations

import json

import pytest

from judian.core.engine import PassageEntry, Scored, Snapshot
from judian.core.model import Kind
from judian.engines.memory import MemoryEngine
from judian.search.hits.labels import rank_text_first
from judian.search.hits.proximity import RERANKED


def snapshot(**kinds: Kind) -> Snapshot:
    """A collection of one passage of each kind, by id."""
    engine = MemoryEngine()
    with engine.writer() as writer:
        writer.add_passages(
            [
                PassageEntry(id_, "d", {}, "", "", payload=json.dumps({"kind": str(kind)}))
                for id_, kind in kinds.items()
            ]
        )
        writer.commit()
    return engine.snapshot()


@pytest.mark.parametrize("kind", [Kind.TITLE, Kind.HEADING, Kind.TABLE_HEAD])
def test_a_label_comes_behind_every_text(kind: Kind) -> None:
    collection = snapshot(a=kind, b=Kind.PARAGRAPH, c=Kind.TABLE_ROW, d=kind)
    hits = [Scored("a", 10.0), Scored("b", 5.0), Scored("c", 4.0), Scored("d", 3.0)]
    found = rank_text_first(collection, hits)
    assert [(h.id, h.score) for h in found] == [("b", 5.0), ("c", 4.0), ("a", 4.0), ("d", 3.0)]


def test_texts_keep_their_order_and_none_is_lost() -> None:
    collection = snapshot(a=Kind.PARAGRAPH, b=Kind.LIST_ITEM, c=Kind.FOOTNOTE)
    hits = [Scored("a", 3.0), Scored("b", 2.0), Scored("c", 1.0)]
    assert rank_text_first(collection, hits) == hits
    assert rank_text_first(snapshot(a=Kind.HEADING), [Scored("a", 3.0)]) == [Scored("a", 3.0)]
    assert rank_text_first(snapshot(), []) == []


def test_only_the_best_hits_are_ordered_anew() -> None:
    kinds = {f"p{n:02}": Kind.PARAGRAPH for n in range(RERANKED)} | {"z": Kind.HEADING}
    hits = [Scored(id_, 50.0 - at) for at, id_ in enumerate(kinds)]
    assert rank_text_first(snapshot(**kinds), hits) == hits

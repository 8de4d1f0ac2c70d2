"""Briefs are kept over merges, and an index that was written without them is read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from judian.core.engine import DocumentEntry, PassageEntry
from judian.engines.whoosh import assembly, briefs
from judian.engines.whoosh.arrays import ArraysDamaged
from judian.engines.whoosh.engine import WhooshEngine
from tests.judian.engines.building import IDENTITY, passage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from judian.engines.whoosh.arrays import ArrayWriter


def entry(id_: str, brief: Sequence[str] | None) -> PassageEntry:
    return replace(passage(id_, "港務/公司"), brief=brief)


def commit(engine: WhooshEngine, entries: Sequence[PassageEntry], *gone: str) -> None:
    with engine.writer() as writer:
        for doc_id in gone:
            writer.remove_document(doc_id)
        for doc_id in dict.fromkeys(one.doc_id for one in entries):
            writer.put_document(DocumentEntry(doc_id, doc_id))
        writer.add_passages(entries)
        writer.commit()


GIVEN = {
    "a#1": ("a", "艘", "艘", ""),
    "a#2": (),
    "b#1": None,
    "b#2": ("b", "艘", "\ud800"),
    "c#1": ("c",),
}


def test_briefs_are_those_of_the_passages_over_commits_and_merges(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path, IDENTITY)
    for doc_id in "abc":
        commit(engine, [entry(i, brief) for i, brief in GIVEN.items() if i.startswith(doc_id)])
    ids = ["c#1", "none", *GIVEN, "a#1"]
    wanted = [GIVEN.get(one) for one in ids]
    assert engine.snapshot().briefs(ids) == wanted
    assert engine.snapshot().without({"b"}).briefs(["b#2", "c#1"]) == [None, ("c",)]
    commit(engine, [entry("d#1", ("d", "艘"))], "b")
    parts = engine.snapshot()._parts()
    name, _ = assembly.merge(tmp_path, parts)
    merged = assembly.SegmentReader(tmp_path, name, engine._cache)
    assert merged.briefs is not None
    found = merged.briefs.some(np.arange(merged.passages))
    named = dict(zip(map(merged.passage_id, range(merged.passages)), found, strict=True))
    assert named == {"a#1": GIVEN["a#1"], "a#2": (), "c#1": ("c",), "d#1": ("d", "艘")}


def test_a_segment_without_briefs_is_read_and_merged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = WhooshEngine(tmp_path, IDENTITY)

    def nothing(_self: object, _writer: ArrayWriter) -> None:
        """As it was written before there were briefs."""

    with monkeypatch.context() as older:
        older.setattr(briefs.BriefCollector, "write", nothing)
        commit(engine, [entry("a#1", ("a",))])
    assert engine.snapshot().briefs(["a#1"]) == [None]
    commit(engine, [entry("b#1", ("b", "艘"))])
    assert engine.snapshot().briefs(["a#1", "b#1"]) == [None, ("b", "艘")]
    name, _ = assembly.merge(tmp_path, engine.snapshot()._parts())
    merged = assembly.SegmentReader(tmp_path, name, engine._cache)
    assert merged.briefs is not None
    assert merged.briefs.some(np.arange(2)) == [None, ("b", "艘")]


def test_pieces_that_cannot_be_unpacked_are_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(briefs, "compress", lambda data: data)
    engine = WhooshEngine(tmp_path, IDENTITY)
    commit(engine, [entry("a#1", ("a",))])
    segment = engine.snapshot()._parts()[0][0]
    assert segment.briefs is not None
    with pytest.raises(ArraysDamaged, match="briefs"):
        segment.briefs.some(np.arange(1))

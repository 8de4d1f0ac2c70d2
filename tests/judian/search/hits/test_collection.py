"""The collection follows the index: read once for all threads, and only changed documents."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from indexer.documents.entries import document_entry
from judian.core.model import DocumentInfo
from judian.engines.memory import MemoryEngine
from judian.search.hits import known_collection
from judian.search.hits.collection import Collection, read_collection
from judian.search.query.catalogue import CatalogueDocument
from judian.search.service import Service

if TYPE_CHECKING:
    import pytest

    from judian.core.engine import Snapshot


def _put(engine: MemoryEngine, **titles: str) -> None:
    with engine.writer() as writer:
        for doc_id, title in titles.items():
            info = DocumentInfo(doc_id, title, (f"{doc_id}.txt",), "text", "0" * 64)
            writer.put_document(document_entry(info, ""))
        writer.commit()


def test_what_changed_is_read_and_all_else_is_kept() -> None:
    engine = MemoryEngine()
    _put(engine, a="漁業報告", b="海巡報告", c="舊的")
    before = read_collection(engine.snapshot())
    _put(engine, b="海巡年報", d="新的")
    with engine.writer() as writer:
        writer.remove_document("c")
        writer.commit()
    after = read_collection(engine.snapshot(), before)
    assert after == read_collection(engine.snapshot())
    assert {i: d.title for i, d in after.documents.items()} == {
        "a": "漁業報告", "b": "海巡年報", "d": "新的",
    }  # fmt: skip
    assert after.documents["a"] is before.documents["a"]
    assert after.catalogue.documents["b"] == CatalogueDocument("海巡年报", ("b.txt",), "text")


def test_threads_that_wait_for_one_generation_read_it_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    engine = MemoryEngine()
    _put(engine, a="漁業報告")
    service = Service(engine)
    reading, all_wait = [], threading.Barrier(8)

    def read(snapshot: Snapshot, *others: Any) -> Collection:
        reading.append(snapshot.generation)
        return read_collection(snapshot, *others)

    monkeypatch.setattr(known_collection, "read_collection", read)

    def ask(_: int) -> int:
        all_wait.wait()
        return len(service.documents())

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(8))) == [1] * 8
        _put(engine, b="海巡報告")
        assert list(pool.map(ask, range(8))) == [2] * 8
    assert reading == [1, 2]

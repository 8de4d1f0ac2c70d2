"""Commits on a real cluster: whole or not at all, whoever dies or comes back late."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections import Counter
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from judian.core.engine import DocumentEntry, Engine
from judian.core.errors import EngineUnavailable, IndexLocked, IndexMissing, IndexOutdated
from judian.core.query import Query, Terms
from judian.engines.opensearch import compaction, indices, lock, writer
from judian.engines.opensearch.client import Client
from judian.engines.opensearch.engine import OpenSearchEngine
from judian.engines.opensearch.options import Options
from judian.engines.opensearch.state import Names, read_generation
from judian.engines.registry import open_engine
from tests.judian.engines.building import IDENTITY, passage, rank
from tests.judian.engines.opening import CLUSTER, cluster_options, delete_collection
from tests.project import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from judian.core.engine import Identity

pytestmark = pytest.mark.skipif(not CLUSTER, reason="`make test-cluster` runs this")

DOCUMENTS = [f"d{n}" for n in range(5)]


@pytest.fixture
def options() -> Iterator[dict[str, str]]:
    """Options of an empty collection, which is deleted afterwards."""
    made = cluster_options()
    yield made
    delete_collection(made)


def _open(options: dict[str, str], identity: Identity = IDENTITY) -> OpenSearchEngine:
    return OpenSearchEngine(Options.of(options), identity)


def _write(engine: Engine, version: int, documents: list[str]) -> None:
    with engine.writer() as to:
        for name in documents:
            to.remove_document(name)
            to.put_document(DocumentEntry(name, f"v{version}"))
            to.add_passages([passage(f"{name}#{n}", f"甲/版{version}") for n in range(4)])
        to.commit()


def _indices(options: dict[str, str]) -> list[str]:
    client = Client(Options.of(options))
    return sorted(client.call("GET", f"/{Names(options['prefix']).indices}/_alias"))


def test_readers_never_see_half_a_commit(
    options: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compaction, "MAX_PARTS", 3)  # so that some commits copy indices
    engine = _open(options)
    _write(engine, 0, DOCUMENTS)
    seen: Counter[str] = Counter()
    done = threading.Event()

    def read() -> None:
        own = _open(options)
        while not done.is_set():
            found = own.snapshot().search(rank("words", "甲"), limit=100, facets=["doc"])
            whole = found.facets["doc"] == tuple((name, 4) for name in DOCUMENTS)
            seen["whole" if whole and len(found.hits) == 20 else f"torn: {found}"] += 1
        own.close()

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    try:
        for version in range(1, 13):
            _write(engine, version, [DOCUMENTS[version % 5], DOCUMENTS[(version + 2) % 5]])
    finally:
        done.set()
        for reader in readers:
            reader.join()
    assert list(seen) == ["whole"]
    assert engine.verify() == []
    engine.close()


_KILLED = """
import sys, time
from pathlib import Path
from judian.engines.opensearch.engine import OpenSearchEngine
from judian.engines.opensearch.options import Options
from tests.judian.engines.building import IDENTITY, passage
engine = OpenSearchEngine(Options.of(dict(zip(sys.argv[1::2], sys.argv[2::2]))), IDENTITY)
with engine.writer() as to:
    to.add_passages([passage(f"k#{n}", "甲/丁") for n in range(50)])
    to._added.bulk.flush()
    print("written", flush=True)
    time.sleep(600)
"""


def test_a_killed_writer_leaves_nothing_and_keeps_nobody_out(options: dict[str, str]) -> None:
    engine = _open(options)
    _write(engine, 0, DOCUMENTS)
    before = _indices(options)
    arguments = [part for item in options.items() for part in item]
    process = subprocess.Popen(
        [sys.executable, "-c", _KILLED, *arguments], stdout=subprocess.PIPE, cwd=ROOT
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"written\n"
    with pytest.raises(IndexLocked, match=f"process {process.pid}"):
        engine.writer()
    process.kill()
    process.wait()
    process.stdout.close()
    assert len(_indices(options)) == len(before) + 1
    assert engine.snapshot().frequency("words", "丁") == 0
    _write(engine, 1, ["d0"])
    assert len(_indices(options)) <= len(before) + 2
    assert engine.snapshot().frequency("words", "版1") == 4
    assert engine.verify() == []
    engine.close()


def test_a_writer_that_was_overtaken_cannot_commit(
    options: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, quick = _open(options), _open(options)
    _write(slow, 0, DOCUMENTS)
    late = slow.writer()
    late.add_passages([passage("late#1", "甲/丁")])
    # As if its machine had been suspended: the lease ran out, and it has not noticed.
    monkeypatch.setattr(lock.Lease, "is_held", True)
    later = SimpleNamespace(time=lambda: time.time() + 2 * lock.LEASE)
    monkeypatch.setattr(lock, "time", later)
    _write(quick, 1, ["d0"])
    monkeypatch.undo()
    with pytest.raises(IndexLocked, match="took over"):
        late.commit()
    assert quick.snapshot().frequency("words", "丁") == 0
    assert quick.snapshot().frequency("words", "版1") == 4
    assert quick.verify() == []
    _write(slow, 2, ["d1"])
    slow.close()
    quick.close()


def test_a_commit_whose_reply_was_lost_counts(
    options: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = _open(options)
    _write(engine, 0, DOCUMENTS)
    call = Client.call

    def lossy(self: Client, method: str, path: str, *rest: object, **more: object) -> object:
        reply = call(self, method, path, *rest, **more)  # type: ignore[arg-type]
        if path == "/_aliases" and "tip" in str(rest):
            raise EngineUnavailable("opensearch", "the reply was lost")
        return reply

    monkeypatch.setattr(Client, "call", lossy)
    _write(engine, 1, ["d0"])
    assert engine.snapshot().frequency("words", "版1") == 4
    engine.close()


def test_old_generations_are_deleted_after_their_grace(
    options: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = _open(options)
    _write(engine, 0, DOCUMENTS)
    held = engine.snapshot()
    _write(engine, 1, DOCUMENTS)
    assert held.frequency("words", "版0") == 20
    monkeypatch.setattr(writer, "clean", lambda c, n: indices.clean(c, n, grace=0.0))
    _write(engine, 2, DOCUMENTS)
    with pytest.raises(EngineUnavailable, match="generation 1 was deleted"):
        held.search(Query(Terms((("words", "甲"),))), limit=1)
    assert len(_indices(options)) == 1
    assert engine.snapshot().frequency("words", "版2") == 20
    engine.close()


def test_many_new_documents_copy_no_index_and_hide_nothing(
    options: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An index is worn by what of its own is hidden, not by the names of what others add."""
    monkeypatch.setattr(compaction, "MAX_HIDDEN", 4)
    monkeypatch.setattr(compaction, "HIDDEN_SHARE", 0.9)
    engine = _open(options)
    _write(engine, 0, DOCUMENTS)
    first = _indices(options)
    _write(engine, 1, [f"new{n}" for n in range(9)])
    assert len(_indices(options)) == 2
    assert set(first) < set(_indices(options))
    state = read_generation(*_names_of(engine), engine.snapshot().tip)
    assert all(not part.hidden and not part.hidden_documents for part in state.parts)
    assert engine.snapshot().passage_count == 4 * (len(DOCUMENTS) + 9)

    _write(engine, 2, [DOCUMENTS[0], "new3", "other"])
    state = read_generation(*_names_of(engine), engine.snapshot().tip)
    assert {(part.hidden, part.hidden_documents) for part in state.parts} == {
        (frozenset({name}), frozenset({name})) if name else (frozenset(), frozenset())
        for name in (DOCUMENTS[0], "new3", "")
    }
    assert engine.snapshot().search(rank("words", "版2"), limit=20).total == 12
    assert engine.snapshot().passage_count == 4 * (len(DOCUMENTS) + 10)
    assert len(engine.snapshot().documents()) == len(DOCUMENTS) + 10
    engine.close()


def _names_of(engine: OpenSearchEngine) -> tuple[Client, Names]:
    return engine._client, engine._names


def test_another_identity_is_refused_and_can_rebuild(options: dict[str, str]) -> None:
    _write(_open(options), 0, ["d0"])
    other = _open(options, IDENTITY.__class__(2, IDENTITY.analyzer, IDENTITY.dictionary))
    with pytest.raises(IndexOutdated, match="format"):
        other.snapshot()
    with pytest.raises(IndexOutdated):
        other.writer()
    with other.writer(rebuild=True) as to:
        to.commit()
    assert other.snapshot().passage_count == 0


def test_several_collections_share_a_cluster(options: dict[str, str], tmp_path: Path) -> None:
    longer = {**options, "prefix": options["prefix"] + "-2"}
    one, other = _open(options), open_engine("opensearch", tmp_path, IDENTITY, longer)
    try:
        _write(one, 1, ["d0"])
        _write(other, 2, ["d0", "d1"])
        assert one.snapshot().passage_count == 4
        assert other.snapshot().passage_count == 8
        _write(one, 3, ["d0"])
        assert other.snapshot().frequency("words", "版2") == 8
    finally:
        delete_collection(longer)


def test_a_changed_record_is_a_damage(options: dict[str, str]) -> None:
    engine = _open(options)
    _write(engine, 0, ["d0"])
    assert engine.verify() == []
    client = Client(Options.of(options))
    (index,) = _indices(options)
    hit = client.call("POST", f"/{index}/_search", {"query": {"term": {"what": "p"}}, "size": 1})
    found = hit["hits"]["hits"][0]
    changed = {**found["_source"], "payload": "changed"}
    client.call("PUT", f"/{index}/_doc/{found['_id']}", changed, params={"refresh": "true"})
    (damage,) = engine.verify()
    assert "not as written" in damage
    client.call("DELETE", f"/{index}/_doc/{found['_id']}", params={"refresh": "true"})
    (damage,) = engine.verify()
    assert "committed were 4 and 1" in damage


def test_a_backup_comes_back_whole(options: dict[str, str]) -> None:
    engine = _open(options)
    _write(engine, 0, DOCUMENTS)
    _write(engine, 1, ["d1"])
    before = engine.snapshot()
    client = Client(Options.of(options))
    nodes = client.call("GET", "/_nodes/settings")["nodes"].values()
    folder = next(iter(nodes))["settings"]["path"].get("repo")
    if not folder:
        pytest.skip("this cluster has no folder for backups (path.repo)")
    where = {"type": "fs", "settings": {"location": f"{folder}/{options['prefix']}"}}
    client.call("PUT", "/_snapshot/judian-test", where, seconds=60)
    whole = {"indices": Names(options["prefix"]).indices, "include_global_state": False}
    backup, waiting = "/_snapshot/judian-test/one", {"wait_for_completion": "true"}
    made = client.call("PUT", backup, whole, params=waiting, seconds=60)
    assert made["snapshot"]["state"] == "SUCCESS"
    delete_collection(options)
    engine.close()
    engine = _open(options)
    with pytest.raises(IndexMissing):
        engine.snapshot()
    client.call("POST", f"{backup}/_restore", whole, params=waiting, seconds=60)
    assert engine.snapshot() == before
    assert engine.snapshot().search(rank("words", "甲"), limit=100).total == 20
    assert engine.verify() == []
    client.call("DELETE", backup, seconds=60)
    engine.close()

"""Whatever happens to the folder, readers get a whole generation or a plain error."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import random
import re
import threading
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from judian.core.engine import DocumentEntry, Engine
from judian.core.errors import IndexDamaged, IndexLocked, IndexMissing, IndexOutdated
from judian.core.query import Everything, Query
from judian.engines.registry import open_engine
from judian.engines.whoosh import writer as writer_module
from judian.engines.whoosh.arrays import ArrayWriter
from judian.engines.whoosh.lock import HOLDER_FILE
from judian.evals.durability import writer as durability_writer
from judian.evals.durability.measure import faults, kill_writers
from tests.judian.engines.building import IDENTITY, passage, query, rank

if TYPE_CHECKING:
    from pathlib import Path

    from tests.judian.engines.conftest import OpenEngine

_WORDS = ("海巡署", "取缔", "越界", "渔船", "协议", "生效", "司法", "互助", "12", "30")


def _fill(engine: Engine, documents: range) -> int:
    """Put each document with ten passages; the generation."""
    with engine.writer() as writer:
        for number in documents:
            pick = random.Random(number)
            doc_id = f"d{number}"
            writer.remove_document(doc_id)
            writer.put_document(DocumentEntry(doc_id, f"info {number}", "text " * number))
            writer.add_passages(
                [
                    passage(f"{doc_id}#{n}", "/".join(pick.choices(_WORDS, k=9)), date=number)
                    for n in range(10)
                ]
            )
        return writer.commit()


def _answers(engine: Engine) -> object:
    """Much of what the index can be asked, so that every part of the files is read."""
    snapshot = engine.snapshot()
    ids = [hit.id for hit in snapshot.search(Query(Everything()), limit=10_000).hits]
    return (
        ids,
        snapshot.payloads(ids),
        snapshot.texts(ids),
        [snapshot.document(entry.id) for entry in snapshot.documents()],
        [snapshot.search(rank("words", w), limit=9, facets=["doc"]) for w in _WORDS],
        snapshot.search(query({"contains": "越界渔船"}), limit=9, sort="date"),
        snapshot.complete("pairs", "", 50),
        [snapshot.passage_ids(entry.id) for entry in snapshot.documents()],
    )


@pytest.mark.parametrize(
    "part", [{"format": 2}, {"analyzer": "test-2"}, {"dictionary": "1" * 8}], ids=str
)
def test_an_index_of_another_identity_is_refused(
    stored: OpenEngine, tmp_path: Path, part: dict[str, object]
) -> None:
    _fill(stored(), range(1))
    identity = replace(IDENTITY, **part)  # type: ignore[arg-type]
    other = open_engine("whoosh", tmp_path / "index", identity)
    for refused in (other.snapshot, other.writer):
        with pytest.raises(IndexOutdated, match="--rebuild") as caught:
            refused()
        (name,) = part
        assert caught.value.facts["part"] == name
    stored().writer().cancel()  # the lock was not kept


def test_rebuilding_replaces_an_outdated_index_at_its_commit(
    stored: OpenEngine, tmp_path: Path
) -> None:
    old = stored()
    _fill(old, range(3))
    before = old.snapshot()
    new = open_engine("whoosh", tmp_path / "index", replace(IDENTITY, analyzer="test-2"))
    with new.writer(rebuild=True) as writer:
        writer.add_passages([passage("n#1", "新/的")])
        assert old.snapshot() is before
        assert stored().snapshot().passage_count == 30
        writer.commit()
    assert new.snapshot().passage_count == 1
    assert before.search(rank("words", "渔船"), limit=1).total > 0
    with pytest.raises(IndexOutdated):
        old.snapshot()


def test_a_folder_without_an_index_is_missing_not_damaged(tmp_path: Path) -> None:
    for folder in (tmp_path / "none", tmp_path):
        with pytest.raises(IndexMissing):
            open_engine("whoosh", folder, IDENTITY).snapshot()
    assert not (tmp_path / "none").exists()


def test_flipped_and_cut_files_are_errors_never_wrong_hits(
    stored: OpenEngine, tmp_path: Path
) -> None:
    _fill(stored(), range(30))
    expected = _answers(stored())
    assert stored().verify() == []
    folder = tmp_path / "index"
    pick = random.Random(5)
    damaged = 0
    for file in sorted(folder.glob("*MAIN_*[!K]")):
        whole = file.read_bytes()
        for _ in range(40):
            changed = bytearray(whole)
            if pick.random() < 0.3:
                del changed[pick.randrange(len(whole)) :]
            else:
                changed[pick.randrange(len(whole))] ^= 1 << pick.randrange(8)
            file.write_bytes(changed)
            engine = stored()
            try:
                assert _answers(engine) == expected  # what was changed is never read
            except IndexDamaged:
                damaged += 1
            assert engine.verify()
        file.write_bytes(whole)
    assert damaged > 40
    assert _answers(stored()) == expected


def test_a_missing_segment_is_damage(stored: OpenEngine, tmp_path: Path) -> None:
    _fill(stored(), range(1))
    (segment,) = (tmp_path / "index").glob("*.arrays")
    segment.unlink()
    with pytest.raises(IndexDamaged, match=segment.name):
        stored().snapshot()
    assert stored().verify() == [f"{segment.name} is missing"]


def test_a_table_of_contents_by_another_program_is_damage(
    stored: OpenEngine, tmp_path: Path
) -> None:
    _fill(stored(), range(1))
    (toc,) = (tmp_path / "index").glob("*.toc")
    toc.write_bytes(toc.read_bytes().partition(b'{"layout"')[0])
    with pytest.raises(IndexDamaged, match=r"\.toc"):
        stored().snapshot()
    assert len(stored().verify()) == 1


def test_the_holder_of_the_lock_is_named(stored: OpenEngine) -> None:
    with stored().writer(), pytest.raises(IndexLocked) as caught:
        stored().writer()
    assert re.search(rf"process {os.getpid()} on .+ since \d{{4}}-\d\d-", str(caught.value))
    chinese = caught.value.message("zh")
    assert re.search(rf"正由主機 .+ 上的程序 {os.getpid()}（自 \d{{4}}-.+ 起）寫入$", chinese)


def test_a_holder_file_left_by_a_dead_process_blocks_nobody(
    stored: OpenEngine, tmp_path: Path
) -> None:
    _fill(stored(), range(1))
    holder = {"pid": 1, "host": "elsewhere", "since": "2020-01-01T00:00:00+00:00"}
    (tmp_path / "index" / HOLDER_FILE).write_text(json.dumps(holder), encoding="utf-8")
    stored().writer().cancel()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="children are only forked on POSIX")
def test_a_forked_child_does_not_keep_the_lock(stored: OpenEngine) -> None:
    _fill(stored(), range(1))
    context = multiprocessing.get_context("fork")
    begun, go_on = context.Event(), context.Event()

    def wait() -> None:
        begun.set()
        go_on.wait()

    writer = stored().writer()
    child = context.Process(target=wait)
    child.start()
    try:
        begun.wait()
        writer._lock.forget()  # type: ignore[attr-defined]  # as when its process is killed
        stored().writer().cancel()
    finally:
        go_on.set()
        child.join()


def test_a_reader_never_sees_half_a_commit(stored: OpenEngine) -> None:
    """Threads search one engine while another engine commits again and again."""
    _fill(stored(), range(5))
    reader = stored()
    done = threading.Event()
    wrong: list[object] = []

    def search() -> None:
        try:
            last = 0
            while not done.is_set():
                snapshot = reader.snapshot()
                total = snapshot.search(Query(Everything()), limit=0).total
                per_word = [snapshot.search(rank("words", w), limit=2).total for w in _WORDS[:3]]
                texts = snapshot.texts([f"d0#{n}" for n in range(10)])
                if (
                    total != snapshot.passage_count
                    or total % 10
                    or None in texts
                    or min(per_word) < 1
                ):
                    wrong.append((total, per_word, texts))
                if snapshot.generation < last:
                    wrong.append((snapshot.generation, last))
                last = snapshot.generation
        except Exception as error:  # noqa: BLE001 - holder to the test below
            wrong.append(error)

    threads = [threading.Thread(target=search) for _ in range(8)]
    for thread in threads:
        thread.start()
    newest = 0
    for number in range(12):
        newest = _fill(stored(), range(number % 4, number + 3))
    seen = reader.snapshot().generation
    done.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert seen == newest


def test_old_files_are_removed(stored: OpenEngine, tmp_path: Path) -> None:
    for number in range(4):
        _fill(stored(), range(number + 1))
    folder = tmp_path / "index"
    assert len(list(folder.glob("*.toc"))) == 1
    assert len(list(folder.glob("*.arrays"))) == 1
    with stored().writer() as writer:
        writer.add_passages([passage("x#1", "甲")])
    assert len(list(folder.glob("*.arrays"))) == 1


def test_large_changes_are_written_in_pieces(
    stored: OpenEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer_module, "_MEMORY", 5_000)
    engine = stored()
    _fill(engine, range(40))
    monkeypatch.undo()
    whole = open_engine("memory", tmp_path, IDENTITY)
    _fill(whole, range(40))
    left, right = whole.snapshot(), engine.snapshot()
    assert [left.passage_ids(f"d{n}") for n in range(40)] == [
        right.passage_ids(f"d{n}") for n in range(40)
    ]
    assert left.documents() == right.documents()
    for word in _WORDS:
        ours = right.search(rank("words", word), limit=50)
        theirs = left.search(rank("words", word), limit=50)
        assert [hit.id for hit in ours.hits] == [hit.id for hit in theirs.hits]


def test_a_killed_writer_leaves_the_old_or_the_new_generation(tmp_path: Path) -> None:
    pick = random.Random(7)
    kills = kill_writers(tmp_path / "index", (pick.uniform(0, 0.4) for _ in range(4)))
    assert kills.wrong == []
    assert sum(kills.at.values()) == 4


def test_what_is_lost_is_noticed(stored: OpenEngine) -> None:
    engine = open_engine("whoosh", stored()._path, durability_writer.IDENTITY)  # type: ignore[attr-defined]
    for number in range(3):
        durability_writer.commit_next(engine, number)
    snapshot = engine.snapshot()
    assert list(faults(snapshot, 2)) == []
    assert len(list(faults(snapshot, 1))) > 2


def test_a_file_that_the_disk_has_no_room_for_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = ArrayWriter(tmp_path / "a.arrays")
    close = writer._file.close

    def full() -> None:
        close()
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(writer, "_file", SimpleNamespace(close=full))
    writer.abandon()
    assert list(tmp_path.iterdir()) == []

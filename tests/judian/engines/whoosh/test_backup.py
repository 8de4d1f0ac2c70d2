"""A backup is one generation, whole, whatever is written meanwhile, and can be restored."""

from __future__ import annotations

import os
import random
import shutil
import threading
from typing import TYPE_CHECKING

import pytest

from judian.core.engine import DocumentEntry, Identity
from judian.core.errors import BackupUnusable, IndexLocked, IndexMissing, IndexOutdated
from judian.core.query import Everything, Query
from judian.engines.registry import open_engine
from judian.engines.whoosh import backup
from judian.engines.whoosh.backup import back_up, faults, prune, restore
from judian.engines.whoosh.lock import WriteLock
from tests.judian.engines.building import IDENTITY, passage

if TYPE_CHECKING:
    from pathlib import Path

    from judian.core.engine import Engine


def commit(engine: Engine, number: int) -> int:
    """Put document `number` and remove the one five before it, so that segments come and go."""
    with engine.writer() as writer:
        writer.remove_document(f"d{number - 5}")
        writer.put_document(DocumentEntry(f"d{number}", f"info {number}", "text " * number))
        writer.add_passages([passage(f"d{number}#{n}", f"海巡/{n}/{number}") for n in range(20)])
        return writer.commit()


def content(engine: Engine) -> tuple[str, ...]:
    hits = engine.snapshot().search(Query(Everything()), limit=1000).hits
    return tuple(sorted(hit.id for hit in hits))


@pytest.fixture
def index(tmp_path: Path) -> Path:
    engine = open_engine("whoosh", tmp_path / "index", IDENTITY)
    for number in range(1, 4):
        commit(engine, number)
    return tmp_path / "index"


def test_backups_during_commits_are_generations_that_existed(index: Path, tmp_path: Path) -> None:
    engine = open_engine("whoosh", index, IDENTITY)
    existed = {content(engine)}
    done = threading.Event()
    made: list[Path] = []

    def keep() -> None:
        while not done.is_set():
            made.append(back_up(index, tmp_path / "backups"))

    thread = threading.Thread(target=keep)
    thread.start()
    for number in range(4, 24):
        commit(engine, number)
        existed.add(content(engine))
    done.set()
    thread.join()
    assert made
    for number, folder in enumerate(made):
        place = tmp_path / f"restored{number}"
        restore(folder, place, IDENTITY)
        assert content(open_engine("whoosh", place, IDENTITY)) in existed
    assert not list((tmp_path / "backups").glob(".partial-*"))


def test_a_restored_generation_is_the_newest_and_is_seen_at_once(
    index: Path, tmp_path: Path
) -> None:
    engine = open_engine("whoosh", index, IDENTITY)
    then = content(engine)
    folder = back_up(index, tmp_path / "backups")
    for number in range(4, 9):
        commit(engine, number)
    before = engine.snapshot()
    now = content(engine)
    generation = restore(folder, index, IDENTITY)
    assert generation == before.generation + 1
    assert content(engine) == then != now
    assert len(before.search(Query(Everything()), limit=1000).hits) == len(now), "still readable"
    assert engine.verify() == []
    commit(engine, 30)
    assert any(one.startswith("d30#") for one in content(engine))


def test_a_damaged_index_is_mended_by_its_backup(index: Path, tmp_path: Path) -> None:
    engine = open_engine("whoosh", index, IDENTITY)
    then = content(engine)
    folder = back_up(index, tmp_path / "backups")
    for path in index.glob("*.arrays"):
        os.truncate(path, 100)
    assert engine.verify()
    restore(folder, index, IDENTITY)
    assert engine.verify() == []
    assert content(engine) == then


def test_any_change_of_a_backup_is_found_before_the_index_changes(
    index: Path, tmp_path: Path
) -> None:
    folder = back_up(index, tmp_path / "backups")
    engine = open_engine("whoosh", index, IDENTITY)
    then, generation = content(engine), engine.snapshot().generation
    pick = random.Random(5)
    for path in sorted(folder.iterdir()):
        data = path.read_bytes()
        for _ in range(5):
            at = pick.randrange(len(data))
            for changed in (data[:at], data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :]):
                path.write_bytes(changed)
                if path.name == backup.FACTS and not _is_noticed(folder):
                    continue  # a digit of the time or of the size
                with pytest.raises(BackupUnusable):
                    restore(folder, index, IDENTITY)
        path.write_bytes(data)
        path.rename(tmp_path / "away")
        with pytest.raises(BackupUnusable):
            restore(folder, index, IDENTITY)
        (tmp_path / "away").rename(path)
    assert faults(folder) == []
    assert (content(engine), engine.snapshot().generation) == (then, generation)


def _is_noticed(folder: Path) -> bool:
    try:
        return bool(faults(folder))
    except BackupUnusable:
        return True


def test_what_cannot_be_backed_up_or_restored_is_told(index: Path, tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        back_up(tmp_path / "nowhere", tmp_path / "backups")
    with pytest.raises(BackupUnusable):
        restore(index, tmp_path / "other", IDENTITY)
    folder = back_up(index, tmp_path / "backups")
    with pytest.raises(IndexOutdated):
        restore(folder, index, Identity(format=0, analyzer="other", dictionary="other"))
    lock = WriteLock(index)
    with pytest.raises(IndexLocked):
        restore(folder, index, IDENTITY)
    lock.release()
    restore(folder, index, IDENTITY)


def test_a_backup_that_fails_leaves_nothing(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "faults", lambda _: ["torn"])
    with pytest.raises(Exception, match="torn"):
        back_up(index, tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []


def test_old_backups_are_removed_and_other_files_stay(index: Path, tmp_path: Path) -> None:
    target = tmp_path / "backups"
    made = [back_up(index, target) for _ in range(4)]
    (target / "generation-000001-20240101T000000Z").mkdir()
    (target / "notes.txt").write_text("mine")
    stale = target / ".partial-old"
    shutil.copytree(made[0], stale)
    os.utime(stale, (1, 1))
    removed = prune(target, 2)
    assert set(removed) == {stale, *made[:2]}
    left = {path.name for path in target.iterdir()}
    assert left == {*(p.name for p in made[2:]), "generation-000001-20240101T000000Z", "notes.txt"}

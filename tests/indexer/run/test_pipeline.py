"""Runs: what is read again and what is not, one commit or none, nothing lost."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from indexer.run.messages import dumps
from indexer.run.pipeline import Options, run
from indexer.run.pool import Pool
from indexer.run.reading_cache import ReadingCache
from judian.core.errors import IndexMissing
from judian.core.model import DocumentInfo, Verdict, document_from_json, passage_from_json
from judian.core.query import Contains, Everything, Key, Query
from judian.engines.memory import MemoryEngine, open_engine
from judian.zh.text.analyze import squeeze
from judian.zh.text.fold import fold

if TYPE_CHECKING:
    from indexer.run.progress import ProgressState
    from indexer.run.report import RunReport

TEXT = (
    "雲海縣道路養護成果\n\n資料提供：雲海縣政府工務處\n\n"
    "本處於 112 年 5 月完成坑洞修補 1,204 件。\n"
)
OTHER = "雲海縣路燈汰換成果\n\n本處於 113 年完成路燈汰換 560 盞。\n"


class Home:
    """A folder of sources, an index folder and an engine, and runs over them."""

    def __init__(self, base: Path) -> None:
        self.seeds = base / "seeds"
        self.seeds.mkdir()
        self.index = base / "index"
        self.engine: MemoryEngine = open_engine()

    def write(self, name: str, text: str, stamp: int | None = None) -> Path:
        path = self.seeds / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        if stamp is not None:
            os.utime(path, ns=(stamp, stamp))
        return path

    def run(self, *paths: Path, **options: bool) -> RunReport:
        return run(self.engine, self.index, paths or (self.seeds,), Options(jobs=1, **options))

    @property
    def generation(self) -> int:
        try:
            return self.engine.snapshot().generation
        except IndexMissing:
            return 0

    def documents(self) -> dict[str, DocumentInfo]:
        entries = self.engine.snapshot().documents()
        infos = [document_from_json(json.loads(entry.info)) for entry in entries]
        return {info.source: info for info in infos}

    def texts(self, needle: str) -> list[str]:
        """The passages that hold a phrase."""
        snapshot = self.engine.snapshot()
        found = snapshot.search(Query(Contains(fold(squeeze(needle)[0]))), limit=99)
        payloads = snapshot.payloads([hit.id for hit in found.hits])
        return [passage_from_json(json.loads(p)).text for p in payloads if p]


@pytest.fixture(name="home")
def _home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def test_a_first_run_makes_passages_that_can_be_found(home: Home) -> None:
    home.write("a.txt", TEXT)
    report = home.run()
    assert (report.added, report.passages, report.generation) == (["a.txt"], 3, 1)
    assert home.texts("坑洞修補1,204件") == ["本處於 112 年 5 月完成坑洞修補 1,204 件。"]
    info = home.documents()["a.txt"]
    assert (info.title, info.agency, info.verdict) == (
        "雲海縣道路養護成果", "雲海縣政府工務處", Verdict.KEPT,
    )  # fmt: skip
    entry = home.engine.snapshot().document(info.id)
    assert entry
    assert entry.text.startswith("雲海縣道路養護成果\n")
    assert (info.passages, info.characters) == (3, len(entry.text))


def test_passages_carry_keys_to_filter_by(home: Home) -> None:
    home.write("a.txt", TEXT)
    home.run()
    snapshot = home.engine.snapshot()
    for field, value, count in (
        ("agency", "雲海縣政府工務處", 3), ("year", "2023", 1), ("kind", "title", 1),
        ("unit", "件", 1), ("doc", home.documents()["a.txt"].id, 3),
    ):  # fmt: skip
        assert snapshot.search(Query(Key(field, (value,))), limit=0).total == count, field


def test_a_run_with_nothing_to_do_commits_nothing(home: Home) -> None:
    home.write("a.txt", TEXT)
    home.write("broken.txt", "")
    home.run()
    report = home.run()
    assert (home.generation, report.generation, report.unchanged) == (1, None, 1)
    assert [info.source for info in report.failed] == ["broken.txt"]
    assert [info.source for info in report.failed] == ["broken.txt"], "still reported"


def test_an_unchanged_file_is_not_opened_again(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    path = home.write("a.txt", TEXT)
    home.run()

    def refuse(self: Path, *arguments: object, **keywords: object) -> None:
        if self == path:
            raise AssertionError("opened")
        return original(self, *arguments, **keywords)

    original = Path.open
    monkeypatch.setattr(Path, "open", refuse)
    assert home.run().unchanged == 1


def test_a_touched_file_with_the_same_bytes_is_not_read_again(home: Home) -> None:
    home.write("a.txt", TEXT, stamp=10**18)
    home.run()
    before = home.documents()["a.txt"].indexed_at
    os.utime(home.seeds / "a.txt", ns=(2 * 10**18, 2 * 10**18))
    report = home.run()
    assert (report.unchanged, report.changed, report.added) == (1, [], [])
    info = home.documents()["a.txt"]
    assert info.indexed_at == before
    assert info.stamps[0][1] == 2 * 10**18
    assert home.texts("坑洞修補"), "its passages are still there"
    assert home.engine.snapshot().document(info.id).text  # type: ignore[union-attr]


def test_a_changed_file_replaces_its_document(home: Home) -> None:
    home.write("a.txt", TEXT)
    home.run()
    home.write("a.txt", OTHER, stamp=5)
    report = home.run()
    assert (report.changed, report.added, report.removed) == (["a.txt"], [], [])
    assert (home.texts("坑洞"), len(home.texts("路燈汰換560盞"))) == ([], 1)
    assert len(home.documents()) == 1


def test_a_vanished_file_takes_its_document_with_it(home: Home) -> None:
    home.write("a.txt", TEXT)
    home.write("b.txt", OTHER)
    home.run()
    (home.seeds / "a.txt").unlink()
    assert home.run().removed == ["a.txt"]
    assert (list(home.documents()), home.texts("坑洞")) == (["b.txt"], [])


def test_a_renamed_file_is_recognised(home: Home) -> None:
    home.write("a.txt", TEXT)
    home.run()
    (home.seeds / "sub").mkdir()
    (home.seeds / "a.txt").rename(home.seeds / "sub" / "new.txt")
    report = home.run()
    assert (report.moved, report.added, report.removed) == (["sub/new.txt"], [], [])
    assert list(home.documents()) == ["sub/new.txt"]
    assert home.texts("坑洞")


def test_the_same_bytes_under_two_names_are_one_document(home: Home) -> None:
    home.write("a.txt", TEXT)
    home.write("copy.txt", TEXT)
    report = home.run()
    assert (report.added, report.same, report.passages) == (["a.txt"], ["copy.txt"], 3)
    (info,) = home.documents().values()
    assert info.sources == ("a.txt", "copy.txt")
    (home.seeds / "a.txt").unlink()
    report = home.run()
    assert (report.removed, report.moved) == ([], ["copy.txt"])
    assert list(home.documents()) == ["copy.txt"]
    assert home.texts("坑洞")


def test_documents_from_elsewhere_stay(home: Home, tmp_path: Path) -> None:
    home.write("a.txt", TEXT)
    home.run()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "b.txt").write_text(OTHER, encoding="utf-8")
    assert home.run(elsewhere).removed == []
    assert sorted(home.documents()) == ["a.txt", "b.txt"]
    (elsewhere / "b.txt").unlink()
    assert home.run(home.seeds).removed == []
    assert home.run(elsewhere).removed == ["b.txt"]
    assert list(home.documents()) == ["a.txt"]


def test_a_file_reached_through_another_folder_is_the_same_file(home: Home) -> None:
    home.write("sub/a.txt", TEXT)
    home.run()
    for path in (home.seeds / "sub", home.seeds / "sub" / "a.txt"):
        report = home.run(path)
        assert (report.unchanged, report.generation) == (1, None)
    (home.seeds / "sub" / "a.txt").unlink()
    assert home.run(home.seeds / "sub").removed == ["sub/a.txt"]


def test_a_missing_folder_empties_nothing(home: Home) -> None:
    home.write("a.txt", TEXT)
    home.run()
    home.seeds.rename(home.seeds.with_name("unplugged"))
    report = home.run()
    assert [info.reason for info in report.failed] == ["missing"]
    assert "a.txt" in home.documents()


def test_one_bad_file_never_stops_a_run(home: Home) -> None:
    home.write("a.txt", TEXT)
    (home.seeds / "big5.txt").write_bytes(OTHER.encode("cp950"))
    (home.seeds / "binary.txt").write_bytes(bytes(range(256)) * 40)
    home.write("empty.txt", "")
    home.write("nul.txt", "道路\x00養護\x07完成\x1b[31m三件。")
    if sys.platform != "win32":
        (home.seeds / "gone.txt").symlink_to("nowhere")
        os.mkfifo(home.seeds / "pipe.txt")
    report = home.run()
    assert report.added == ["a.txt", "big5.txt", "nul.txt"]
    reasons = {info.source: info.reason for info in report.failed}
    assert {k: reasons[k] for k in ("binary.txt", "empty.txt")} == {
        "binary.txt": "binary", "empty.txt": "empty",
    }  # fmt: skip
    assert home.texts("道路養護完成")
    assert home.texts("路燈汰換560盞")
    assert home.documents()["big5.txt"].encoding == "cp950"
    assert len(home.documents()) == len(report.added) + len(report.failed), "all are accounted for"
    assert home.run().generation is None


def test_a_failed_file_that_is_mended_becomes_a_document(home: Home) -> None:
    home.write("a.txt", "", stamp=5)
    assert [info.reason for info in home.run().failed] == ["empty"]
    home.write("a.txt", TEXT, stamp=6)
    report = home.run()
    assert (report.failed, report.changed) == ([], ["a.txt"])
    assert [info.verdict for info in home.documents().values()] == [Verdict.KEPT]


def test_a_failure_is_tried_again_only_when_the_file_is_named(home: Home) -> None:
    path = home.write("a.txt", "", stamp=5)
    home.run()
    assert home.run().generation is None
    report = home.run(path)
    assert [info.reason for info in report.failed] == ["empty"]
    assert report.generation is None, "the same failure is not written again"


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="needs a user who may be refused"
)
def test_a_document_stays_while_its_file_may_not_be_read(home: Home) -> None:
    path = home.write("a.txt", TEXT, stamp=5)
    home.run()
    os.utime(path, ns=(9, 9))
    path.chmod(0)
    report = home.run()
    assert [info.reason for info in report.failed] == ["permission"]
    assert home.texts("坑洞")


def test_the_sources_table_and_its_changes_are_followed(home: Home) -> None:
    home.write("a.txt", OTHER)
    home.write("SOURCES.tsv", "file\tagency\na.txt\t工務處\n")
    home.run()
    assert home.documents()["a.txt"].agency == "工務處"
    assert home.run().generation is None
    home.write("SOURCES.tsv", "file\tagency\tdate\na.txt\t建設處\t2024-01\n")
    report = home.run()
    assert report.changed == ["a.txt"]
    info = home.documents()["a.txt"]
    assert (info.agency, info.date) == ("建設處", "2024-01")
    (home.seeds / "SOURCES.tsv").unlink()
    home.run()
    assert home.documents()["a.txt"].agency is None


def test_a_fault_of_the_sources_table_is_always_reported(home: Home) -> None:
    home.write("a.txt", OTHER)
    home.write("SOURCES.tsv", "file\tagency\tdate\na.txt\t工務處\t去年\n")
    for _ in range(2):
        [(path, fault)] = home.run().table_faults
        assert (path, fault.line) == (home.seeds / "SOURCES.tsv", 2)


def test_every_file_is_counted_once(home: Home) -> None:
    home.write("a.txt", TEXT)
    home.write("b.txt", TEXT)
    home.write("empty.txt", "")
    home.write("gone.txt", OTHER)
    for _ in range(3):
        report = home.run()
        names = len(report.added) + len(report.same) + len(report.failed) + report.unchanged
        assert names == 4


def test_documents_dropped_by_a_rebuild_are_reported(home: Home) -> None:
    home.write("a.txt", TEXT)
    home.write("b.txt", OTHER)
    home.run()
    (home.seeds / "b.txt").unlink()
    assert home.run(rebuild=True).removed == ["b.txt"]


def test_a_dry_run_says_what_would_be_done_and_does_nothing(home: Home) -> None:
    home.write("a.txt", TEXT)
    report = home.run(dry_run=True)
    assert (report.added, report.generation, home.generation) == (["a.txt"], None, 0)


def test_a_rebuild_reads_everything_anew(home: Home) -> None:
    home.write("a.txt", TEXT)
    home.run()
    report = home.run(rebuild=True)
    assert (report.added, report.generation) == (["a.txt"], 2)
    assert home.engine.snapshot().search(Query(Everything()), limit=0).total == 3


def test_an_interrupted_run_leaves_the_old_generation_and_its_readings(home: Home) -> None:
    home.write("a.txt", TEXT)
    home.run()
    page = "<html><body><p>{}</p></body></html>"
    for number in range(4):
        home.write(f"{number}.html", page.format(f"第 {number} 號公告，共 {number + 1} 件。"))

    def interrupt(state: ProgressState) -> None:
        if state.files == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(home.engine, home.index, [home.seeds], Options(jobs=1), interrupt)
    assert (home.generation, list(home.documents())) == (1, ["a.txt"])
    kept = list((home.index / "unfinished").iterdir())
    assert len(kept) >= 2
    assert len(home.run().added) == 4
    assert home.texts("第3號公告")
    assert not (home.index / "unfinished").exists()


def test_a_file_of_the_same_size_and_time_is_compared_when_asked(home: Home) -> None:
    home.write("a.txt", TEXT, stamp=10**18)
    home.run()
    home.write("a.txt", TEXT.replace("1,204", "9,204"), stamp=10**18)
    assert home.run().unchanged == 1
    report = home.run(checksum=True)
    assert (report.unchanged, report.changed) == (0, ["a.txt"])
    assert home.texts("9,204")
    assert not home.texts("1,204")
    report = home.run(checksum=True)
    assert (report.unchanged, report.generation) == (1, None)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_file_that_becomes_a_link_while_it_is_read_is_not_taken(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("機密一件。\n", encoding="utf-8")
    path = home.write("a.txt", "公開一件。\n")
    os.utime(path, ns=(1, 1))
    os.utime(secret, ns=(1, 1))
    run_jobs = Pool.run

    def swapped(pool: Pool, jobs: Any) -> Any:
        path.unlink()
        path.symlink_to(secret)
        return run_jobs(pool, jobs)

    monkeypatch.setattr(Pool, "run", swapped)
    home.run()
    assert home.documents()["a.txt"].reason == "changing"
    assert not home.texts("機密")


def test_a_kept_reading_that_another_program_wrote_is_not_used(home: Home) -> None:
    """Whoever may write into the folder must not have code run by the indexer."""
    path = home.write("a.html", "<html><body><p>第 7 號公告，共 8 件。</p></body></html>")
    ran = home.index.parent / "ran"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    for data in (pickle.dumps(_Bomb(str(ran))), b"", dumps("text"), dumps(None)):
        place = ReadingCache(home.index, "auto")._place(digest)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        run(home.engine, home.index, [home.seeds], Options(jobs=1, rebuild=True))
        assert home.texts("第7號公告")
    assert not ran.exists()


class _Bomb:
    """Unpickling it makes a folder."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def __reduce__(self) -> object:
        return os.mkdir, (self.folder,)


def test_a_file_that_changes_while_it_is_read_is_reported(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = home.write("a.txt", TEXT, stamp=5)

    finish = Pool._finish

    def touch_and_finish(*arguments: Any) -> None:
        os.utime(path, ns=(6, 6))
        finish(*arguments)

    monkeypatch.setattr(Pool, "_finish", touch_and_finish)
    report = home.run()
    assert [info.reason for info in report.failed] == ["changing"]


def test_one_run_of_many_files_is_one_commit(home: Home) -> None:
    for number in range(30):
        home.write(f"{number:02}.txt", f"第 {number} 號工程完成 {number + 3} 處。")
    report = home.run()
    assert (len(report.added), home.generation) == (30, 1)
    assert report.added == sorted(report.added)

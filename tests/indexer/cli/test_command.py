"""The command line: exit statuses, output, languages, locks, interruptions."""

from __future__ import annotations

import errno
import json
import os
import re
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from indexer.cli.command import main
from judian.core.identity import identity
from judian.engines.registry import open_engine
from tests.project import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

HOME = ROOT
TEXT = "雲海縣道路養護成果\n\n本處於 112 年 5 月完成坑洞修補 1,204 件。\n"


@pytest.fixture(name="place")
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with one report in seeds/."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


@pytest.mark.usefixtures("place")
def test_a_run_ends_with_a_summary_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    out, err = capsys.readouterr()
    assert out.startswith(
        "documents: 1 added, 0 changed, 0 removed, 0 unchanged, 0 failed; 2 passages; "
    )
    assert err == "", "progress is for terminals"
    assert main([]) == 0
    assert "1 unchanged" in capsys.readouterr().out


def test_failed_files_are_reported_with_remedy_and_exit_status(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "seeds" / "empty.txt").write_text("", encoding="utf-8")
    assert main(["--language", "zh"]) == 1
    out, err = capsys.readouterr()
    assert "新增 1、" in out
    assert "失敗 1" in out
    assert "empty.txt: 檔案是空的；" in err
    assert main(["failures"]) == 1
    assert "[failed] empty.txt: the file is empty; put" in capsys.readouterr().out
    assert main(["failures", "--json"]) == 1
    (failure,) = json.loads(capsys.readouterr().out)
    assert (failure["sources"], failure["reason"]) == (["empty.txt"], "empty")


@pytest.mark.usefixtures("place")
def test_status_and_verify(capsys: pytest.CaptureFixture[str]) -> None:
    main([])
    capsys.readouterr()
    assert main(["status"]) == 0
    assert "documents: 1\n" in capsys.readouterr().out
    assert main(["status", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["documents"]["kept"], found["passages"]) == (1, 2)
    assert found["sources"][0]["title"] == "雲海縣道路養護成果"
    assert main(["verify", "--language", "zh"]) == 0
    assert capsys.readouterr().out == "索引完好\n"
    assert main(["failures"]) == 0


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("action", ["status", "failures", "verify"])
def test_a_missing_index_is_reported_with_the_command_that_builds_it(
    capsys: pytest.CaptureFixture[str], action: str
) -> None:
    assert main([action, "--index", "none"]) == 2
    assert "judian index --index none" in capsys.readouterr().err


def test_a_missing_path_is_reported(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nowhere"]) == 2
    assert "nowhere" in capsys.readouterr().err
    assert not (place / "index").exists()


@pytest.mark.usefixtures("place")
def test_json_of_a_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["added"], found["generation"], found["dry_run"]) == (["a.txt"], 1, False)


@pytest.mark.usefixtures("place")
def test_a_dry_run_lists_the_files(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--dry-run"]) == 0
    assert capsys.readouterr().out.endswith("+ a.txt\n")
    assert main(["status"]) == 2


@pytest.mark.usefixtures("place")
def test_a_wrong_setting_is_reported(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--jobs", "many"]) == 2
    assert "jobs" in capsys.readouterr().err


@pytest.mark.usefixtures("place")
def test_the_holder_of_the_lock_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    engine = open_engine("whoosh", Path("index"), identity())
    with engine.writer():
        assert main([]) == 2
    err = capsys.readouterr().err
    assert str(os.getpid()) in err
    engine.close()
    assert main([]) == 0


@pytest.mark.parametrize(("language", "words"), [("zh", "磁碟空間不足"), ("en", "No space")])
def test_a_full_disk_ends_a_run_with_a_message_and_the_old_index(
    place: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    words: str,
) -> None:
    assert main([]) == 0
    (place / "seeds" / "b.txt").write_text("新增的報告，共 3 件。", encoding="utf-8")
    with monkeypatch.context() as patch:

        def full(*_: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        patch.setattr("judian.engines.whoosh.arrays.ArrayWriter.append", full)
        assert main(["--language", language]) == 2
    err = capsys.readouterr().err
    assert words in err
    assert "Traceback" not in err
    names = sorted(path.name for path in (place / "index").glob("*.arrays"))
    assert len(names) == 1, "what was begun is not left behind"
    assert main(["--language", "en"]) == 0, "the lock was given back"
    assert "1 added" in capsys.readouterr().out


def watched(monkeypatch: pytest.MonkeyPatch, *acts: Callable[[], object]) -> int:
    """The exit status of a watch that is interrupted after these acts, one between two looks."""
    pauses = iter(acts)

    def pause(seconds: float) -> None:
        assert seconds == 5
        act = next(pauses, None)
        if act is None:
            raise KeyboardInterrupt
        act()

    monkeypatch.setattr("indexer.cli.command.time.sleep", pause)
    return main(["--watch"])


def nothing() -> None:
    """Let a look pass."""


def test_watching_follows_changes_until_it_is_interrupted(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    new = place / "seeds" / "b.txt"
    add = partial(new.write_text, "新增的報告，共 3 件。", encoding="utf-8")
    move = partial(new.rename, place / "seeds" / "c.txt")
    assert watched(monkeypatch, add, nothing, nothing, move) == 0
    out = capsys.readouterr().out
    assert re.findall(r"1 (?:added|renamed)", out) == ["1 added", "1 added", "1 renamed"]


def test_a_file_that_is_still_arriving_is_not_read_and_what_it_was_stays(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    known, new = place / "seeds" / "a.txt", place / "seeds" / "b.txt"

    def write(count: int) -> None:
        text = "".join(f"第 {n} 件已辦結。\n" for n in range(count))
        known.write_text(text, encoding="utf-8")
        new.write_text(text + "以上。", encoding="utf-8")

    growing = [partial(write, count) for count in (1, 2, 3, 4)]
    assert watched(monkeypatch, *growing, nothing, nothing) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2, "the first look, and one when they were whole"
    assert "2 added, 0 changed" in lines[1] or "1 added, 1 changed" in lines[1]


def test_a_watch_survives_a_missing_folder_and_a_lock_and_reports_each_once(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    away = partial((place / "seeds").rename, place / "away")
    back = partial((place / "away").rename, place / "seeds")
    engine = open_engine("whoosh", Path("index"), identity())
    writers = []

    def lock() -> None:
        (place / "seeds" / "b.txt").write_text("新增的報告，共 3 件。", encoding="utf-8")
        writers.append(engine.writer())

    def unlock() -> None:
        writers[0].cancel()

    acts = (away, nothing, nothing, back, lock, nothing, nothing, nothing, unlock, nothing)
    assert watched(monkeypatch, *acts) == 0
    out, err = capsys.readouterr()
    assert err.count("none of the given paths exists") == 1
    assert err.count("is being written by") == 1
    assert out.count("1 added") == 2
    assert "1 removed" not in out


def _command(*arguments: str, cwd: Path) -> subprocess.Popen[str]:
    # A shell that runs the tests in the background ignores Ctrl-C, and children inherit that.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return subprocess.Popen(
            [sys.executable, "-m", "indexer", *arguments],
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": str(HOME), "LC_ALL": "C.UTF-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_is_ended_leaves_the_old_generation_and_the_next_one_finishes(
    place: Path, how: signal.Signals
) -> None:
    assert main([]) == 0
    for number in range(60):
        page = f"<html><body><p>第 {number} 號公告，共 {number + 1} 件。</p></body></html>"
        (place / "seeds" / f"{number:03}.html").write_text(page, encoding="utf-8")
    running = _command(cwd=place)
    cache = place / "index" / "unfinished"
    deadline = time.monotonic() + 120
    while not (cache.is_dir() and any(cache.iterdir())):
        assert time.monotonic() < deadline
        assert running.poll() is None
    running.send_signal(how)
    _, err = running.communicate()
    if how is signal.SIGINT:
        assert running.returncode == 130
        assert "interrupted; the index is as it was" in err
    engine = open_engine("whoosh", place / "index", identity())
    assert engine.snapshot().generation == 1
    assert engine.verify() == []
    engine.close()
    again = _command("--json", cwd=place)
    out, err = again.communicate()
    assert again.returncode == 0, err
    assert len(json.loads(out)["added"]) == 60
    assert not cache.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="file names are Unicode there")
def test_odd_names_are_printed_as_escapes_and_in_valid_json(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in (b"\xff.txt", b"red\x1b[31m.txt", b"two\nlines.txt"):
        (Path(os.fsdecode(os.fsencode(place / "seeds") + b"/" + name))).write_bytes(b"")
    assert main(["--language", "en"]) == 1
    err = capsys.readouterr().err
    assert "red\\x1b[31m.txt, two\\nlines.txt, \ufffd.txt: the file is empty" in err
    assert main(["failures", "--json"]) == 1
    (failure,) = json.loads(capsys.readouterr().out)
    assert failure["sources"] == ["red\\x1b[31m.txt", "two\\nlines.txt", "\ufffd.txt"]

"""Records of runs: who sees what while a run goes on, when it ends, and when it is killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from judian.core import runs
from judian.core.runs import KEPT_RUNS, RunWriter, read_runs, shortened

if TYPE_CHECKING:
    from pathlib import Path

#: A run that reports its progress and then goes on for ever.
_ENDLESS = """
import sys, time
from pathlib import Path
from judian.core.runs import RunWriter
run = RunWriter.begin(Path(sys.argv[1]), "王小明")
run.progress(1, 3, 7, 0.25, "甲.pdf")
print("begun", flush=True)
time.sleep(600)
"""


def begin(index: Path) -> RunWriter:
    writer = RunWriter.begin(index)
    assert writer is not None
    return writer


def test_there_are_no_runs_before_the_first(tmp_path: Path) -> None:
    assert read_runs(tmp_path / "index") == runs.Runs(None, ())


def test_a_run_is_seen_while_it_goes_on_and_when_it_has_ended(tmp_path: Path) -> None:
    writer = begin(tmp_path)
    current = read_runs(tmp_path).current
    assert current is not None
    assert (current.id, current.ended, current.progress.files) == (writer.id, None, 0)
    writer.end("done", counts={"added": 2}, names={"added": ["a", "b\udcff"]}, generation=3)
    found = read_runs(tmp_path)
    assert found.current is None
    (past,) = found.past
    assert (past.outcome, past.generation, past.counts["added"]) == ("done", 3, 2)
    assert past.ended is not None


def test_a_second_run_is_not_recorded_and_readers_are_no_run(tmp_path: Path) -> None:
    writer = begin(tmp_path)
    assert RunWriter.begin(tmp_path) is None
    writer.end("done")
    for _ in range(20):
        read_runs(tmp_path)
    begin(tmp_path).end("done")
    assert len(read_runs(tmp_path).past) == 2


def test_a_run_with_nothing_to_do_leaves_no_record(tmp_path: Path) -> None:
    begin(tmp_path).forget()
    assert read_runs(tmp_path) == runs.Runs(None, ())


def test_a_killed_run_is_told_from_one_that_goes_on(tmp_path: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", _ENDLESS, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert child.stdout is not None
        assert child.stdout.readline() == "begun\n"
        current = read_runs(tmp_path).current
        assert current is not None
        assert (current.by, current.progress.name) == ("王小明", "甲.pdf")
        assert (current.progress.total, current.progress.share) == (3, 0.25)
    finally:
        child.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        child.communicate()
    found = read_runs(tmp_path)
    assert found.current is None
    assert [(run.outcome, run.progress.files) for run in found.past] == [("cut_off", 1)]
    assert found.past[0].ended is not None
    begin(tmp_path).end("done")
    assert [run.outcome for run in read_runs(tmp_path).past] == ["done", "cut_off"]


def test_old_runs_are_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "KEPT_RUNS", 3)
    for _ in range(5):
        begin(tmp_path).end("done")
    assert len(read_runs(tmp_path, 99).past) == 3
    assert len(read_runs(tmp_path, 1).past) == 1
    assert KEPT_RUNS > 3


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"id": 1}', '{"id": "a", "began": "b", "other": 1}', "null"]
)
def test_what_is_no_record_is_left_out(tmp_path: Path, text: str) -> None:
    begin(tmp_path).end("done")
    (past,) = read_runs(tmp_path).past
    (tmp_path / "runs" / f"{past.id}.json").write_text(text, encoding="utf-8")
    (tmp_path / "runs" / "current.json").write_text(text, encoding="utf-8")
    assert read_runs(tmp_path) == runs.Runs(None, ())


def test_names_are_bounded() -> None:
    assert len(shortened([str(n) for n in range(10_000)])) == runs.KEPT_NAMES


def test_the_files_are_their_owners(tmp_path: Path) -> None:
    begin(tmp_path).end("done")
    for path in (tmp_path / "runs").iterdir():
        json.loads(path.read_text("utf-8") or "{}")
        if os.name == "posix":
            assert path.stat().st_mode & 0o077 == 0

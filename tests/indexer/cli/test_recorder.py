"""Runs from the command line leave a record: what changed, what failed, and why one stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.cli import command
from judian.core.runs import read_runs

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "# 港務年報\n\n112年度進港船舶計4,321艘，較上年度增加。\n"


@pytest.fixture(name="home")
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "sources" / "bad.pdf").write_bytes(b"%PDF-1.7\nnothing")
    return tmp_path


def index(*more: str) -> int:
    return command.main(["sources", "--index", "index", "--jobs", "1", *more])


def test_a_run_names_what_changed_and_what_failed(home: Path) -> None:
    assert index("--by", "王小明") == 1
    (run,) = read_runs(home / "index").past
    assert (run.outcome, run.by, run.generation) == ("done", "王小明", 1)
    assert run.names == {"added": ("a.md",)}
    assert run.counts["failed"] == 1
    assert [p.name for p in run.problems] == ["bad.pdf"]
    assert run.problems[0].message_zh
    (home / "sources" / "a.md").unlink()
    index()
    assert read_runs(home / "index").past[0].names == {"removed": ("a.md",)}


def test_a_dry_run_leaves_no_record(home: Path) -> None:
    index("--dry-run")
    assert read_runs(home / "index").past == ()


def test_a_run_that_stops_says_why_in_both_languages(home: Path) -> None:
    index()
    for path in (home / "index").glob("_MAIN_*.toc"):
        path.write_bytes(b"damaged")
    assert index() == 2
    run = read_runs(home / "index").past[0]
    assert run.outcome == "failed"
    assert run.error is not None
    assert "is damaged" in run.error[0]
    assert "--rebuild" in run.error[1]
    assert "損壞" in run.error[2]

"""The start of worker processes, before anything else of the program is loaded."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from indexer import __main__ as program
from indexer.cli import command
from indexer.run import processes
from tests.project import ROOT

if TYPE_CHECKING:
    from pathlib import Path

HOME = ROOT


def test_loading_begins_before_the_program_s_own_modules() -> None:
    script = (
        "import sys; from indexer import __main__; "
        "print([name for name in sys.modules if name.split('.')[0] in "
        "('core', 'zh', 'engines', 'indexer')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=HOME, capture_output=True, text=True, check=True
    )
    assert (
        done.stdout.strip()
        == "['indexer', 'indexer.run', 'indexer.run.processes', 'indexer.__main__']"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="processes are not forked there")
def test_ctrl_c_means_again_what_it_meant_once_loading_has_begun() -> None:
    before = signal.getsignal(signal.SIGINT)
    processes.prepare()
    assert signal.getsignal(signal.SIGINT) is before


def test_ctrl_c_before_the_command_has_begun_ends_without_a_word(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "main", interrupted)
    monkeypatch.setattr(sys, "argv", ["indexer", "status"])
    assert program.main() == 130
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("arguments", [["status"], ["seeds", "--dry-run"], ["--help"]])
def test_nothing_is_loaded_for_a_command_that_reads_nothing(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def prepare() -> None:
        raise AssertionError("nothing is to be read")

    monkeypatch.setattr(processes, "prepare", prepare)
    monkeypatch.setattr(command, "main", lambda *_: 0)
    monkeypatch.setattr(sys, "argv", ["indexer", *arguments])
    assert program.main() == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no sockets in the file system")
def test_a_long_folder_for_temporary_files_is_no_obstacle(tmp_path: Path) -> None:
    long = tmp_path / ("長" * 40)
    (tmp_path / "sources").mkdir()
    long.mkdir()
    (tmp_path / "sources" / "a.txt").write_text("112年度共計12件。\n", encoding="utf-8")
    command = [sys.executable, "-m", "indexer", "sources", "--index", str(tmp_path / "index")]
    done = subprocess.run(
        command, env={**os.environ, "TMPDIR": str(long), "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=False, timeout=120, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    assert not list(long.iterdir())

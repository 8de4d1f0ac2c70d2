"""`judian COMMAND`: every command runs the program it names, and says its own name."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import judian
from judian.command import COMMANDS, main, usage
from tests.project import ROOT

if TYPE_CHECKING:
    from pathlib import Path

REPORT = "漁業巡查報告\n\n一、民國113年查獲走私案件12件。\n"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("judian")
    (place / "reports").mkdir()
    (place / "reports" / "patrol.txt").write_text(REPORT, encoding="utf-8")
    done = _judian("index", str(place / "reports"), "--index", str(place / "index"))
    assert done.returncode == 0, done.stderr
    return place / "index"


def _judian(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "judian", *arguments],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_commands_of_the_indexer_and_of_search(index: Path) -> None:
    assert "documents: 1" in _judian("status", "--index", str(index), "--language", "en").stdout
    assert _judian("failures", "--index", str(index)).returncode == 0
    assert _judian("verify", "--index", str(index)).returncode == 0
    found = _judian("search", "走私案件", "--index", str(index))
    assert found.returncode == 0
    assert "查獲走私案件12件" in found.stdout
    assert _judian("search", "颱風", "--index", str(index)).returncode == 1


def test_the_library_opens_an_index(index: Path) -> None:
    service = judian.open(index)
    try:
        answer = service.answer("113年查獲走私案件幾件？").answer
        assert answer
        assert (answer.value, answer.unit) == (12, "件")
    finally:
        service.close()


def test_importing_the_library_loads_no_engine() -> None:
    script = "import sys, judian; print('judian.search' in sys.modules, 'whoosh' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "False"]


@pytest.mark.parametrize("name", COMMANDS)
def test_help_names_the_command_as_it_was_typed(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([name, "--help"])
    assert stopped.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: judian {name} ")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_usage_lists_every_command(language: str) -> None:
    lines = usage(language).splitlines()
    assert [line.split()[0] for line in lines if line.startswith("  ")] == list(COMMANDS)


def test_an_unknown_command_is_refused_with_the_nearest_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    assert main(["serach"]) == 2
    assert "did you mean judian search?" in capsys.readouterr().err
    monkeypatch.setenv("LC_ALL", "zh_TW.UTF-8")
    assert main(["serach"]) == 2
    assert "是否要用 judian search？" in capsys.readouterr().err
    assert main([]) == 2
    assert main(["--help"]) == 0


def test_the_version_is_said() -> None:
    assert _judian("--version").stdout == f"judian {judian.__version__}\n"

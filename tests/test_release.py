"""What a release holds besides the wheel is that of the program: manual, completions, locks."""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement

from judian.command import COMMANDS, COMPLETIONS, main
from tests.project import ROOT

if TYPE_CHECKING:
    from types import ModuleType

LOCK = ROOT / "release" / "requirements.lock"


@pytest.fixture(scope="module")
def manual() -> ModuleType:
    module: ModuleType = pytest.importorskip("release.manual", reason="shtab is not installed")
    return module


def test_the_manual_page_is_that_of_the_commands(manual: ModuleType) -> None:
    """Otherwise: `make manual`."""
    assert manual.PAGE.read_text("utf-8") == manual.page()


@pytest.mark.parametrize("shell", COMPLETIONS)
def test_the_completions_are_those_of_the_commands(manual: ModuleType, shell: str) -> None:
    """Otherwise: `make manual`."""
    assert COMPLETIONS[shell].read_text("utf-8") == manual.completion(shell)


def test_the_page_names_every_command_and_option(manual: ModuleType) -> None:
    page = manual.PAGE.read_text("utf-8").replace("\\", "")
    for name in COMMANDS.keys() - set(manual.LEFT_OUT):
        assert f".SH JUDIAN {name.upper()}" in page
        for action in manual.parser_of(name)._actions:
            if action.help == argparse.SUPPRESS:  # for processes that the program starts
                continue
            shown = action.option_strings if action.dest != "help" else []
            assert all(f"fB{option}fR" in page for option in shown)


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not here")
@pytest.mark.parametrize(
    ("words", "offered"),
    [(["judian", "se"], {"serve", "search"}), (["judian", "serve", "--po"], {"--port"})],
)
def test_bash_completes_commands_and_options(words: list[str], offered: set[str]) -> None:
    line = " ".join(f"'{word}'" for word in words)
    script = f"""
        source '{COMPLETIONS["bash"]}'
        COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}
        _shtab_judian
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(
        ["bash", "--norc", "-c", script], capture_output=True, encoding="utf-8", check=True
    )
    assert {word.strip() for word in done.stdout.split()} == offered


def test_completions_are_printed_for_the_shells_that_are_known(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--completion", "fish"]) == 0
    assert "complete -c judian" in capsys.readouterr().out
    assert main(["--completion", "ksh"]) == 2
    assert "bash|zsh|fish" in capsys.readouterr().err


def _locked() -> dict[str, str]:
    """Requirement → its digests, of the lock."""
    text = LOCK.read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and line[0] != "#"]
    return {line.split("--hash")[0].strip(): line for line in lines}


def _key(line: str) -> tuple[str, str, str]:
    requirement = Requirement(line)
    name = re.sub(r"[-_.]+", "-", requirement.name).lower()
    return name, str(requirement.specifier), str(requirement.marker or "")


def test_the_lock_has_every_requirement_and_no_other() -> None:
    """Otherwise: `make lock`."""
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    wanted = {_key(line) for line in lines if line and line[0] != "#"}
    assert {_key(line) for line in _locked()} == wanted


def test_every_locked_file_has_a_digest() -> None:
    for line in _locked().values():
        assert re.findall(r"--hash=sha256:[0-9a-f]{64}(?= |$)", line), line


def test_the_licences_of_all_libraries_are_listed() -> None:
    """Otherwise: `make sbom`. Those of other systems are not installed where the list is made."""
    page = (ROOT / "release" / "licences.md").read_text("utf-8")
    row = r"^\| (?:\[([\w.-]+)\]\([^)]*\)|([\w.-]+)) \| (\d[\w.]*) \| (.+) \|$"
    rows = re.findall(row, page, re.MULTILINE)
    listed = {_key(f"{linked or bare}=={version}")[:2] for linked, bare, version, _ in rows}
    locked = {_key(line) for line in _locked()}
    assert {(name, pin) for name, pin, marker in locked if "win32" not in marker} <= listed
    refused = [row for row in rows if re.search(r"\b(A?GPL|UNKNOWN)\b", row[3])]
    assert not refused

"""Processes that read files have the rights that reading needs, and no others."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from indexer.run import confinement
from tests.project import ROOT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has these means")

#: Tries what a reader does and what it must not do; prints what each gave. A path of the arguments
#: is a file to read, one outside, and the folder of the process.
_PROGRAM = """
import json, os, socket, subprocess, sys
from indexer.run import confinement
own, other, folder = sys.argv[1:]
why = [confinement.become_reader(), confinement.refuse_calls(),
       confinement.limit_files(confinement.Rights((own,), folder))]

def tried(do):
    try:
        do()
    except OSError as error:
        return type(error).__name__
    return "done"

def write(path):
    with open(path, "w") as file:
        file.write("x")

def start():
    subprocess.run([sys.executable, "-c", "0"], check=True, cwd=folder)

tries = {
    "own": lambda: open(own).close(),
    "folder": lambda: write(folder + "/x"),
    "program": lambda: __import__("indexer.readers.plain.reader"),
    "start": start,
    "other": lambda: open(other).close(),
    "shadow": lambda: open("/etc/shadow").close(),
    "write": lambda: write(own),
    "beside": lambda: write(os.path.dirname(own) + "/x"),
    "tcp": lambda: socket.socket(),
    "udp": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
    "packets": lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW),
    "parent": lambda: os.kill(os.getppid(), 0),
    "root": lambda: os.setuid(0),
}
print(json.dumps([why, {name: tried(do) for name, do in tries.items()}, os.getuid()]))
"""


@pytest.fixture(scope="module", name="tries")
def _tries(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], dict[str, str], int]:
    base = tmp_path_factory.mktemp("base")
    own, other, folder = base / "own" / "a.txt", base / "other.txt", base / "folder"
    for path in (own, other):
        path.parent.mkdir(exist_ok=True)
        path.write_text("text")
        path.chmod(0o600)
    folder.mkdir()
    confinement.give(str(folder))
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(own), str(other), str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    why, tries, user = json.loads(done.stdout)
    return why, tries, user


def test_what_reading_needs_is_allowed(tries: tuple[list[str], dict[str, str], int]) -> None:
    allowed = ("own", "folder", "program", "start")
    assert {name: tries[1][name] for name in allowed} == dict.fromkeys(allowed, "done")


def test_other_files_are_refused(tries: tuple[list[str], dict[str, str], int]) -> None:
    if tries[0][2]:
        pytest.skip(tries[0][2])
    for name in ("other", "shadow", "write", "beside"):
        assert tries[1][name] == "PermissionError", name


def test_the_network_is_refused(tries: tuple[list[str], dict[str, str], int]) -> None:
    if tries[0][1]:
        pytest.skip(tries[0][1])
    for name in ("tcp", "udp", "packets"):
        assert tries[1][name] == "PermissionError", name


def test_root_becomes_another_user(tries: tuple[list[str], dict[str, str], int]) -> None:
    if tries[0][0]:
        pytest.skip(tries[0][0])
    assert tries[2] not in (0, os.getuid())
    assert tries[1]["root"] == "PermissionError"


def test_without_the_libraries_a_process_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confinement, "_landlock", lambda: "not here")
    monkeypatch.setattr(confinement, "_seccomp", lambda: "not here")
    monkeypatch.setattr(confinement, "reader_user", lambda: None)
    confinement.confine(confinement.Rights())
    assert confinement.limit_files(confinement.Rights()) == "not here"


def test_root_of_a_namespace_with_one_user_stays_who_it_is(tmp_path: Path) -> None:
    code = (
        "from indexer.run import confinement as c;"
        "print(c.reader_user(), bool(c.become_reader()));"
        f"c.give({str(tmp_path)!r})"
    )
    alone = shutil.which("unshare")
    if not alone or subprocess.run([alone, "-Ur", "true"], check=False).returncode:
        pytest.skip("this system makes no namespaces of users")
    done = subprocess.run(
        [alone, "-Ur", sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.strip(), done.stderr) == ("None True", "")


def test_folders_below_others_are_left_out(tmp_path: Path) -> None:
    for name in ("a/b/c", "a", "ab"):
        (tmp_path / name).mkdir(parents=True, exist_ok=True)
    files = [tmp_path / name / "x" for name in ("a/b/c", "a", "ab", "a/b")]
    assert confinement.folders_of(files) == (f"{tmp_path}/a", f"{tmp_path}/ab")
    assert confinement.folders_of([]) == ()

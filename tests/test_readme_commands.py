"""Every command of both READMEs runs as it is pasted and ends with the status they promise."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.project import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

READMES = ("README.md", "README.zh-TW.md")
#: Set-up of the whole project; test_house.py checks that the targets exist, and the automatic
#: checks of the project run `make test`.
COVERED = {("make", "run"), ("make", "test")}
#: Programs that set-up makes in the folder of the project.
PROGRAMS = {".venv/bin/python", ".venv/bin/judian"}
#: The address in the READMEs; the test's own server has another port.
ADDRESS = "127.0.0.1:8000"
REPORT = """跨國犯罪防制年報

一、羅馬規約

國際刑事法院羅馬規約於2002年7月1日生效。

二、緝毒

一百一十二年與他國合作緝毒共32件。
"""

#: curl writes the body to a file and prints the status.
CURL_OPTIONS = 'silent\nshow-error\noutput = "reply"\nwrite-out = "%{http_code}"\nnoproxy = "*"\n'

posix = pytest.mark.skipif(os.name == "nt", reason="the commands are for a POSIX shell")


def blocks(page: str, language: str) -> list[str]:
    """The code blocks of a page in one language."""
    text = (ROOT / page).read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def commands(page: str) -> list[str]:
    """The shell lines of a page, lines continued by a backslash joined, comments kept."""
    lines = "\n".join(blocks(page, "sh")).replace("\\\n", " ").splitlines()
    return [line for line in lines if shlex.split(line, comments=True)]


def words(line: str) -> tuple[str, ...]:
    """The words of a shell line without its comment."""
    return tuple(shlex.split(line, comments=True))


class Shell:
    """A folder laid out as the READMEs expect it, in which their lines run in a shell.

    The folder has reports/ with one report, and .venv/bin/ with the programs that set-up makes:
    this interpreter with the project on its path, and the command judian.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "reports").mkdir()
        (folder / "reports" / "年報.txt").write_text(REPORT, encoding="utf-8")
        self._program(".venv/bin/python", f'exec {shlex.quote(sys.executable)} "$@"')
        self._program(".venv/bin/judian", f'exec {shlex.quote(sys.executable)} -m judian "$@"')
        kept = {k: v for k, v in os.environ.items() if not k.startswith("JUDIAN_")}
        (folder / ".curlrc").write_text(CURL_OPTIONS, encoding="utf-8")
        folders = {"PYTHONPATH": str(ROOT), "CURL_HOME": str(folder)}
        self.environment = {**kept, **folders}

    def _program(self, name: str, line: str) -> None:
        program = self.folder / name
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
        program.chmod(0o755)

    def run(self, line: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", "-c", line],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    @contextmanager
    def serving(self, line: str) -> Iterator[None]:
        """The server that a line starts, for as long as the block runs; it must end with 0."""
        server = subprocess.Popen(
            ["sh", "-c", f"exec {line}"],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        try:
            assert server.stdout
            assert "http://" in server.stdout.readline()  # it listens
            yield
        finally:
            server.terminate()
            _, errors = server.communicate(timeout=20)
        assert server.returncode == 0, errors


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def is_server(line: str) -> bool:
    return words(line)[1:3] == ("-m", "webui") or "serve" in words(line)[:4]


def by_curl(shell: Shell, line: str) -> tuple[int, bytes]:
    """Status and body that curl gets for a line."""
    done = shell.run(line)
    assert done.returncode == 0, done.stderr
    return int(done.stdout), (shell.folder / "reply").read_bytes()


def by_socket(_shell: Shell, line: str) -> tuple[int, bytes]:
    """Status and body for the same bytes that curl sends, which are those of the line."""
    _, url = words(line)
    parts = urlsplit(url)
    request = f"GET {url.partition(parts.netloc)[2]} HTTP/1.0\r\nHost: {parts.netloc}\r\n\r\n"
    with socket.create_connection((parts.hostname, parts.port), timeout=20) as connection:
        connection.sendall(request.encode())
        reply = b"".join(iter(lambda: connection.recv(65536), b""))
    headers, _, body = reply.partition(b"\r\n\r\n")
    return int(headers.split()[1]), body


def check_reply(line: str, body: Any) -> None:
    """Both requests of the READMEs find what is in the report."""
    if "/answer?" in line:
        assert body["answer"]["hit"]["location"]["section"] == ["一、羅馬規約"]
    else:
        assert body["total"] > 0
        assert body["size"] == 3


#: What sends the requests: curl where it is installed, and in any case a socket.
SENDERS = ([by_curl] if shutil.which("curl") else []) + [by_socket]


@posix
def test_the_commands_run_one_after_the_other(tmp_path: Path) -> None:
    """Those of one page: the other one shows the same, as a test below says."""
    shell = Shell(tmp_path)
    port = free_port()
    lines = [line for line in commands(READMES[0]) if words(line) not in COVERED]
    requests = [line for line in lines if words(line)[0] == "curl"]
    servers = [line for line in lines if is_server(line)]
    programs = [line for line in lines if line not in requests and line not in servers]
    assert {words(line)[0] for line in [*programs, *servers]} <= PROGRAMS
    assert programs
    assert len(servers) == 1
    assert requests
    for line in programs:
        done = shell.run(line)
        assert done.returncode == 0, f"{line}: {done.stdout}{done.stderr}"
    (server,) = servers
    assert words(server)[-2:] == ("--port", "8000")
    with shell.serving(shlex.join([*words(server)[:-1], str(port)])):
        for line in requests:
            assert line.count(ADDRESS) == 1
            for send in SENDERS:
                status, body = send(shell, line.replace(ADDRESS, f"127.0.0.1:{port}"))
                assert status == 200, f"{line}: {body.decode()}"
                check_reply(line, json.loads(body))


@posix
def test_a_bad_file_ends_the_run_with_1_and_is_named(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    (tmp_path / "reports" / "壞檔.pdf").write_bytes(b"%PDF-1.4\nno page\n")
    lines = commands("README.md")
    index = next(line for line in lines if "reports/" in words(line))
    failures = next(line for line in lines if "failures" in words(line))
    assert shell.run(index).returncode == 1
    listed = shell.run(failures)
    assert "壞檔.pdf" in listed.stdout + listed.stderr
    assert "年報.txt" not in listed.stdout + listed.stderr
    answer = next(line for line in lines if "--answer" in words(line))
    assert shell.run(answer).returncode == 0


def test_both_readmes_show_the_same_commands() -> None:
    english, chinese = ([words(line) for line in commands(page)] for page in READMES)
    assert english == chinese
    assert set(english) >= COVERED


@pytest.mark.parametrize("page", READMES)
def test_the_commands_for_windows_name_what_exists(page: str) -> None:
    (block,) = blocks(page, "bat")
    for line in block.splitlines():
        program, *arguments = line.split()
        assert program.removeprefix(".venv\\Scripts\\") in ("py", "pip", "python", "judian")
        if "-r" in arguments:
            assert (ROOT / arguments[arguments.index("-r") + 1]).is_file()
        if "-m" in arguments:
            assert importlib.util.find_spec(arguments[arguments.index("-m") + 1])
        if "seeds" in arguments:
            assert (ROOT / "seeds").is_dir()
    english, chinese = (blocks(readme, "bat") for readme in READMES)
    assert english == chinese

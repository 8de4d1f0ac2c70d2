"""python -m webui: it prints its address, or the reason why it cannot serve."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from judian.core.errors import IndexMissing
from tests.project import ROOT
from tests.webui.fake import FakeService
from tests.webui.running import fetch
from webui.__main__ import main
from webui.app import create_app
from webui.http.request_errors import AddressTaken, AddressUnusable
from webui.preloading import preload
from webui.server import listen, url

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def test_a_port_in_use_is_reported_with_another_to_try(
    taken: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JUDIAN_LANGUAGE", "en")
    assert main(["--port", str(taken)]) == 2
    printed = capsys.readouterr().err
    assert f"port {taken} of 127.0.0.1 is in use" in printed
    assert "--port" in printed


@pytest.mark.parametrize(
    ("args", "printed"),
    [
        (["--port", "0"], "port = '0' (from option)"),
        (["--port", "x"], "port = 'x' (from option)"),
        (["--host", "203.0.113.1"], "203.0.113.1 can be reached from other computers"),
        (["--host", "0.0.0.0"], "choose a way to log in"),
        (["--host", "::"], "choose a way to log in"),
        (["--config", "none.toml"], "none.toml"),
    ],
)
def test_wrong_options_are_reported(
    args: list[str],
    printed: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JUDIAN_LANGUAGE", "en")
    assert main(args) == 2
    assert printed in capsys.readouterr().err


def test_listening_twice_is_refused(taken: int) -> None:
    with pytest.raises(AddressTaken):
        listen("127.0.0.1", taken)
    with pytest.raises(AddressUnusable):
        listen("no such host.invalid", 8000)


def test_the_printed_address_can_be_typed_into_a_browser() -> None:
    with listen("0.0.0.0", 0) as everywhere:
        assert url(everywhere) == f"http://127.0.0.1:{everywhere.getsockname()[1]}/"


def test_the_needs_of_the_first_visit_are_preloaded() -> None:
    service = FakeService()
    app = create_app({}, service)
    preload(app, [service])
    assert app.extensions["examples"]._examples[service].keywords
    assert app.jinja_env.cache
    assert len(app.jinja_env.cache) == len(app.jinja_env.list_templates())
    broken = FakeService(IndexMissing(Path("none")))
    preload(create_app({}, broken), [broken])


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


@pytest.mark.skipif(os.name == "nt", reason="SIGTERM cannot be caught on Windows")
def test_a_server_without_an_index_starts_and_prints_the_remedy(tmp_path: Path) -> None:
    port = _free_port()
    command = [sys.executable, "-m", "webui", "--index", str(tmp_path / "none")]
    server = subprocess.Popen(
        [*command, "--port", str(port)],
        cwd=ROOT,
        env={**os.environ, "JUDIAN_LANGUAGE": "en"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout
        started = server.stdout.readline()
        found = re.search(r"http://\S+", started)
        assert found
        assert urlsplit(found[0]).port == port
        assert fetch(port, "/healthz").status == 200
        assert fetch(port, "/").status == 503
        assert fetch(port, "/search?q=" + "%E8%AD%B7" * 10_000).status == 503
        assert fetch(port, "/api/v1/search?q=" + "%E8%AD%B7" * 10_000).status == 400
        assert fetch(port, "/%A8%B1").status == 400
        assert fetch(port, "/healthz", host="evil.example").status == 400
        assert "Server" not in fetch(port, "/healthz").headers
    finally:
        server.send_signal(signal.SIGTERM)
        _, errors = server.communicate(timeout=20)
    assert server.returncode == 0
    assert "judian index --index" in errors
    assert "Traceback" not in errors

"""Several processes serve at one socket, are started again when they die, and end together."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from judian.search.replies.results import Health
from tests.project import ROOT
from webui.http.metrics import Metrics
from webui.workers import REFUSED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

#: Seconds in which a worker begins on a busy machine.
_PATIENCE = 90


def _ask(port: int, path: str) -> int:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as one:
        one.request("GET", path)
        return one.getresponse().status


def _wait(until: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE
    while not until():
        assert time.monotonic() < end
        time.sleep(0.1)


@pytest.mark.skipif(os.name == "nt", reason="several processes cannot share a socket on Windows")
def test_a_worker_that_is_killed_is_started_again_and_all_end_together(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "webui", "--index", str(tmp_path / "none"), "--workers", "2"]
    server = subprocess.Popen(
        [*command, "--port", str(port)],
        cwd=ROOT,
        env={**os.environ, "JUDIAN_LANGUAGE": "en"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    printed: list[str] = []

    def read() -> None:
        assert server.stderr
        printed.extend(server.stderr)

    reader = threading.Thread(target=read, daemon=True)
    reader.start()

    def workers() -> dict[str, int]:
        found = re.findall(r"worker ([\w-]+) is process (\d+)", "".join(printed))
        return {number: int(pid) for number, pid in found}

    try:
        assert server.stdout
        assert str(port) in server.stdout.readline()
        _wait(lambda: len(workers()) == 3)
        assert _ask(port, "/healthz") == 200
        first = workers()
        os.kill(first["1"], signal.SIGKILL)
        _wait(lambda: workers()["1"] != first["1"])
        assert workers()["2"] == first["2"]
        os.kill(first["long-1"], signal.SIGKILL)
        _wait(lambda: workers()["long-1"] != first["long-1"])
        assert _ask(port, "/healthz") == 200
        pids = list(workers().values())
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)
        reader.join(10)
        for pipe in (server.stdout, server.stderr):
            if pipe is not None:
                pipe.close()
    assert server.returncode == 0
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


@pytest.mark.skipif(os.name == "nt", reason="several processes cannot share a socket on Windows")
def test_a_worker_that_cannot_serve_as_it_is_set_up_ends_all(tmp_path: Path) -> None:
    """Not a worker that begins again: its index may be being replaced."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = str(probe.getsockname()[1])
    command = [sys.executable, "-m", "webui", "--index", str(tmp_path / "none"), "--port", port]
    settings = {"JUDIAN_LANGUAGE": "en", "JUDIAN_OWN_MODEL_URL": "http://model.example/"}
    ended = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **settings, "JUDIAN_OWN_MODEL_NAME": "one"},
        timeout=_PATIENCE,
        capture_output=True,
        check=False,
    )
    assert ended.returncode == REFUSED
    assert ended.stderr.count(b"model.example") == 1
    assert b"begins again" not in ended.stderr


def test_counters_of_all_processes_are_told_by_each(tmp_path: Path) -> None:
    health = Health(True, 1, 1, 0, 1)
    one, two = Metrics("1", tmp_path), Metrics("2", tmp_path)
    one.record("api.search", 200, 0.05)
    two.record("api.search", 200, 0.2)
    two.record("api.search", 404, 3.0)
    two.save()
    (tmp_path / "3.json").write_text("no JSON", "utf-8")
    text = one.exposition(health)
    assert 'judian_requests_total{view="api.search",status="200",worker="1"} 1' in text
    assert 'judian_requests_total{view="api.search",status="404",worker="2"} 1' in text
    assert 'judian_request_seconds_count{view="api.search",worker="2"} 2' in text
    assert 'judian_request_seconds_bucket{view="api.search",le="0.25",worker="2"} 1' in text
    alone = Metrics()
    alone.record("api.search", 200, 0.05)
    assert 'judian_requests_total{view="api.search",status="200"} 1' in alone.exposition(health)

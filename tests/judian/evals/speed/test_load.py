"""The load of mixed requests: what is asked, what is counted, and a server that really runs."""

from __future__ import annotations

import json
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from typing_extensions import override

from indexer.run.pipeline import Options, run
from judian.core.identity import identity
from judian.engines.memory import MemoryEngine
from judian.engines.registry import open_engine
from judian.evals.__main__ import main
from judian.evals.speed import processes
from judian.evals.speed.load import Times, summary
from judian.evals.speed.load_clients import Replies, ask_for
from judian.evals.speed.load_requests import SHARES, LoadRequest, make_requests
from tests.project import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REPORTS = ROOT / "tests/judian/search/reports"


def test_requests_are_drawn_in_their_shares_and_the_same_for_a_seed(tmp_path: Path) -> None:
    engine = MemoryEngine()
    engine.writer().commit()
    with pytest.raises(ValueError, match="no passage"):
        make_requests(engine.snapshot(), 10, 1)
    run(engine, tmp_path / "index", [REPORTS], Options())
    drawn = make_requests(engine.snapshot(), 1000, 1)
    assert drawn == make_requests(engine.snapshot(), 1000, 1)
    assert drawn != make_requests(engine.snapshot(), 1000, 2)
    for kind, share in SHARES.items():
        count = sum(request.kind == kind for request in drawn)
        assert abs(count - 10 * share) < 60, kind
    assert all(request.path.startswith("/") for request in drawn)


@pytest.fixture
def port() -> Iterator[int]:
    """A server that gives each address the status that it names."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            status = int(self.path.strip("/?").split("/")[0])
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "/200")
            if status == 429:
                self.send_header("Retry-After", "0")
            self.send_header("Content-Length", "0")
            self.end_headers()

        @override
        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


def test_right_replies_busy_ones_and_failures_are_counted_apart(port: int) -> None:
    requests = [LoadRequest(f"kind {status}", f"/{status}") for status in (200, 302, 429, 503, 500)]
    replies = ask_for("127.0.0.1", port, requests, clients=2, seconds=0.3)
    assert replies.seconds.keys() == {"kind 200", "kind 302"}
    assert replies.busy > 0
    # A refusal that does not say when to ask again is a failure.
    assert replies.failures.keys() == {"status 500 at kind 500", "status 503 at kind 503"}


def test_a_server_that_is_not_there_is_a_failure() -> None:
    replies = ask_for("127.0.0.1", 1, [LoadRequest("search", "/")], clients=1, seconds=0.05)
    assert replies.count == 0
    assert replies.failures.keys() == {"ConnectionRefusedError at search"}


def test_the_summary_states_shares_of_the_times_and_the_ends_of_memory() -> None:
    seconds = {"search": [n / 1000 for n in range(1, 101)]}
    memory = [100.0, *[500.0] * 8, 110.0]
    load = summary(Replies(seconds, busy=2), 2, 8, Times(10.0, 5.0, 1.0), memory)
    assert (load.p50, load.p95, load.p99) == (51.0, 96.0, 100.0)
    assert (load.per_second, load.cpu_ms, load.processors) == (10.0, 50.0, 0.5)
    assert (load.per_processor_second, load.client_processors) == (20.0, 0.1)
    assert (load.memory_begin, load.memory_end, load.memory_most) == (100.0, 110.0, 500.0)
    empty = summary(Replies(), 1, 1, Times(1.0, None, 0.0), [])
    assert (empty.replies, empty.p99, empty.cpu_ms, empty.memory_most) == (0, 0.0, None, None)


@pytest.mark.skipif(not processes.KNOWN, reason="figures of processes are Linux's")
def test_memory_and_processor_time_of_a_process_are_read() -> None:
    own = processes.family(os.getpid())
    assert own[0] == os.getpid()
    assert processes.memory([os.getpid()]) > 10 << 20
    assert processes.processor_seconds([os.getpid()]) > 0
    watch = processes.MemoryWatch(os.getpid(), every=0.01)
    assert watch.end()[0] > 10 << 20


@pytest.mark.skipif(os.name == "nt", reason="workers are not for Windows")
def test_a_server_with_two_workers_is_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = open_engine("whoosh", tmp_path / "index", identity())
    run(engine, tmp_path / "index", [REPORTS], Options())
    engine.close()
    given = ["--workers", "2", "--clients", "2", "--seconds", "1"]
    assert main(["load", str(tmp_path / "index"), *given]) == 0
    measured = json.loads(capsys.readouterr().out)
    assert measured["replies"] > 0
    assert measured["failures"] == {}
    assert measured["p50"] <= measured["p95"] <= measured["p99"]
    if processes.KNOWN:
        assert measured["cpu_ms"] > 0
        assert measured["memory_most"] > 50

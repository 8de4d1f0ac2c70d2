"""Nodes of a cluster that die, hang, are cut off or have no memory left: three processes of their
own, with one copy beside each shard.

JUDIAN_TEST_KILLS says how often a node is killed during writing and during questions,
JUDIAN_TEST_HEAPS how often a heap is full; once each unless they are set.
"""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING

import pytest

from judian.core.errors import EngineUnavailable
from judian.engines.opensearch import bulk
from judian.engines.opensearch.client import Client
from judian.engines.opensearch.engine import OpenSearchEngine
from judian.engines.opensearch.options import Options
from judian.evals.cluster.jars import missing_tools
from judian.evals.cluster.nodes import Cluster
from tests.judian.engines.building import IDENTITY, passage, rank
from tests.judian.engines.opening import CLUSTER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

pytestmark = pytest.mark.skipif(CLUSTER != "start", reason="`make test-cluster` runs this")

PASSAGES = 1_500
KILLS = int(os.environ.get("JUDIAN_TEST_KILLS", "1"))
HEAPS = int(os.environ.get("JUDIAN_TEST_HEAPS", "1"))


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    if missing := missing_tools():
        pytest.skip(f"no cluster without {' and '.join(missing)}")
    with Cluster(tmp_path_factory.mktemp("apart"), count=3, together=False) as started:
        yield started


def _engine(
    cluster: Cluster,
    prefix: str,
    replicas: int = 1,
    timeout: float = 60.0,
    hosts: Sequence[str] = (),
) -> OpenSearchEngine:
    asked = tuple(hosts or cluster.urls)
    options = Options(hosts=asked, prefix=prefix, shards=3, replicas=replicas, timeout=timeout)
    return OpenSearchEngine(options, IDENTITY)


def _fill(engine: OpenSearchEngine, kill: object = None) -> None:
    with engine.writer() as to:
        for start in range(0, PASSAGES, 50):
            to.add_passages([passage(f"a#{n}", f"甲/数{n}/乙") for n in range(start, start + 50)])
            to._target().bulk.flush()
            if start == PASSAGES // 3 and callable(kill):
                kill()
        to.commit()


@pytest.mark.parametrize("attempt", range(KILLS))
def test_a_node_killed_while_passages_are_written_loses_none(
    cluster: Cluster, attempt: int
) -> None:
    node = (2 + attempt) % cluster.count
    engine = _engine(cluster, f"written-{attempt}")
    _fill(engine, lambda: cluster.kill(node))
    assert engine.snapshot().passage_count == PASSAGES
    assert engine.verify() == []
    numbers = [("words", f"数{n}") for n in range(PASSAGES)]
    assert engine.snapshot().frequencies(numbers) == [1] * PASSAGES
    engine.close()
    cluster.start(node)
    cluster.wait(3)


@pytest.mark.parametrize("attempt", range(KILLS))
def test_questions_are_answered_rightly_while_a_node_is_killed(
    cluster: Cluster, attempt: int
) -> None:
    node = (1 + attempt) % cluster.count
    engine = _engine(cluster, f"asked-{attempt}")
    _fill(engine)
    answers = _asked_meanwhile(engine, lambda: cluster.kill(node))
    assert all(right for _, right in answers)
    engine.close()
    cluster.start(node)
    cluster.wait(3)


def _asked_meanwhile(
    engine: OpenSearchEngine, act: Callable[[], object]
) -> list[tuple[float, bool | None]]:
    """(seconds, whether it was answered rightly, None for an error) of questions one after another,
    those before and those in ten seconds after `act`."""
    answers: list[tuple[float, bool | None]] = []
    done = threading.Event()

    def ask() -> None:
        number = 0
        while not done.is_set():
            begun = time.monotonic()
            number = (number + 7) % PASSAGES
            right: bool | None = None
            with suppress(EngineUnavailable):
                found = engine.snapshot().search(rank("words", f"数{number}", "乙"), limit=3)
                right = found.hits[0].id == f"a#{number}" and found.total == PASSAGES
            answers.append((time.monotonic() - begun, right))

    asker = threading.Thread(target=ask)
    asker.start()
    time.sleep(3)
    before = len(answers)
    act()
    time.sleep(10)
    done.set()
    asker.join()
    slowest = max(seconds for seconds, _ in answers[before:])
    print(f"{len(answers)} asked, {len(answers) - before} since the kill, slowest {slowest:.2f} s")
    assert len(answers) > before + 3
    return answers


def test_a_node_that_hangs_makes_no_answer_wrong(cluster: Cluster) -> None:
    """Its connections stay open. A question under way may end in an error, no later one."""
    engine = _engine(cluster, "hanging", timeout=8.0)
    _fill(engine)
    process = cluster.process_ids[2]
    try:
        answers = _asked_meanwhile(engine, lambda: os.kill(process, signal.SIGSTOP))
    finally:
        os.kill(process, signal.SIGCONT)
    assert False not in {right for _, right in answers}
    assert sum(right is None for _, right in answers) <= 2
    assert answers[-1][1]
    engine.close()
    cluster.wait(3)


class _Path:
    """Forwards connections to a host until it is cut; then they stay open, and nothing comes."""

    def __init__(self, url: str, listening: socket.socket) -> None:
        self.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        self._to = ("127.0.0.1", int(url.rpartition(":")[2]))
        self._listening = listening
        self._open = threading.Event()
        self._open.set()
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        self._open.clear()

    def _accept(self) -> None:
        with suppress(OSError):  # the listening socket was closed
            while True:
                client, _ = self._listening.accept()
                host = socket.create_connection(self._to)
                for one, other in ((client, host), (host, client)):
                    threading.Thread(target=self._forward, args=(one, other), daemon=True).start()

    def _forward(self, one: socket.socket, other: socket.socket) -> None:
        with closing(other), suppress(OSError):
            while data := one.recv(1 << 16):
                self._open.wait()
                other.sendall(data)


@contextmanager
def _paths(cluster: Cluster) -> Iterator[list[_Path]]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in cluster.urls]
    try:
        yield [_Path(url, one) for url, one in zip(cluster.urls, sockets, strict=True)]
    finally:
        for one in sockets:
            one.close()


def test_a_path_that_is_cut_makes_no_answer_wrong_or_missing(cluster: Cluster) -> None:
    with _paths(cluster) as paths:
        engine = _engine(cluster, "cut", hosts=[path.url for path in paths])
        _fill(engine)
        answers = _asked_meanwhile(engine, paths[0].cut)
        assert all(right for _, right in answers)
        engine.close()


@pytest.mark.parametrize("attempt", range(HEAPS))
def test_a_heap_that_is_full_now_and_then_loses_nothing(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch, attempt: int
) -> None:
    """The nodes' limit is put below what they use, again and again: they refuse single passages of
    a request that they answer with 200, and whole requests."""
    monkeypatch.setattr(bulk, "PORTION", 1 << 14)
    engine = _engine(cluster, f"full-{attempt}")
    client = Client(Options(hosts=tuple(cluster.urls), timeout=60.0))
    done = threading.Event()
    before = _refusals(client)

    def limit(share: str) -> None:
        setting = {"persistent": {"indices.breaker.total.limit": share}}
        client.call("PUT", "/_cluster/settings", setting)

    def change() -> None:
        while not done.wait(0.5):
            limit("20%")
            done.wait(0.5)
            limit("95%")

    changing = threading.Thread(target=change)
    try:
        with engine.writer() as to:
            to.add_passages([passage("z#0", "甲")])
            changing.start()
            for n in range(PASSAGES):
                to.add_passages([passage(f"a#{n}", f"甲/数{n}/乙")])
            sent = to._target().bulk
            to.commit()
    finally:
        done.set()
        changing.join()
        limit("95%")
    refused = _refusals(client) - before
    print(f"{refused} requests or parts of them refused, {sent.retried} records sent again")
    assert refused
    assert engine.snapshot().passage_count == PASSAGES + 1
    numbers = [("words", f"数{n}") for n in range(PASSAGES)]
    assert engine.snapshot().frequencies(numbers) == [1] * PASSAGES
    assert engine.verify() == []
    client.close()
    engine.close()


def _refusals(client: Client) -> int:
    """How often nodes have refused something for want of memory so far."""
    nodes = client.call("GET", "/_nodes/stats/breaker")["nodes"].values()
    return sum(node["breakers"]["parent"]["tripped"] for node in nodes)


def test_a_lost_shard_is_an_error_and_not_fewer_hits(cluster: Cluster) -> None:
    engine = _engine(cluster, "bare", replicas=0)
    _fill(engine)
    hasty = _engine(cluster, "bare", timeout=3.0)
    cluster.kill(0)
    totals = set()
    for _ in range(6):
        try:
            totals.add(hasty.snapshot().search(rank("words", "乙"), limit=3).total)
        except EngineUnavailable as error:
            totals.add(-error.retry_after)
    assert totals - {PASSAGES}
    assert all(total < 0 for total in totals - {PASSAGES})
    assert any("cannot be read" in line for line in engine.verify())
    cluster.start(0)
    cluster.wait(3)
    assert engine.snapshot().search(rank("words", "乙"), limit=3).total == PASSAGES
    assert engine.verify() == []

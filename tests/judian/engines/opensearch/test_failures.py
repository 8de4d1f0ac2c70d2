"""Nodes of a cluster that die: three processes of their own, with one copy beside each shard."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest

from judian.core.errors import EngineUnavailable
from judian.engines.opensearch.engine import OpenSearchEngine
from judian.engines.opensearch.options import Options
from judian.evals.cluster.jars import missing_tools
from judian.evals.cluster.nodes import Cluster
from tests.judian.engines.building import IDENTITY, passage, rank
from tests.judian.engines.opening import CLUSTER

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(CLUSTER != "start", reason="`make test-cluster` runs this")

PASSAGES = 1_500


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    if missing := missing_tools():
        pytest.skip(f"no cluster without {' and '.join(missing)}")
    with Cluster(tmp_path_factory.mktemp("apart"), count=3, together=False) as started:
        yield started


def _engine(
    cluster: Cluster, prefix: str, replicas: int = 1, timeout: float = 60.0
) -> OpenSearchEngine:
    hosts = tuple(cluster.urls)
    options = Options(hosts=hosts, prefix=prefix, shards=3, replicas=replicas, timeout=timeout)
    return OpenSearchEngine(options, IDENTITY)


def _fill(engine: OpenSearchEngine, kill: object = None) -> None:
    with engine.writer() as to:
        for start in range(0, PASSAGES, 50):
            to.add_passages([passage(f"a#{n}", f"甲/数{n}/乙") for n in range(start, start + 50)])
            to._target().bulk.flush()
            if start == PASSAGES // 3 and callable(kill):
                kill()
        to.commit()


def test_a_node_killed_while_passages_are_written_loses_none(cluster: Cluster) -> None:
    engine = _engine(cluster, "written")
    _fill(engine, lambda: cluster.kill(2))
    assert engine.snapshot().passage_count == PASSAGES
    assert engine.verify() == []
    numbers = [("words", f"数{n}") for n in range(PASSAGES)]
    assert engine.snapshot().frequencies(numbers) == [1] * PASSAGES
    engine.close()
    cluster.start(2)
    cluster.wait(3)


def test_questions_are_answered_rightly_while_a_node_is_killed(cluster: Cluster) -> None:
    engine = _engine(cluster, "asked")
    _fill(engine)
    answers: list[tuple[float, bool]] = []
    done = threading.Event()

    def ask() -> None:
        number = 0
        while not done.is_set():
            begun = time.monotonic()
            number = (number + 7) % PASSAGES
            found = engine.snapshot().search(rank("words", f"数{number}", "乙"), limit=3)
            right = found.hits[0].id == f"a#{number}" and found.total == PASSAGES
            answers.append((time.monotonic() - begun, right))

    asker = threading.Thread(target=ask)
    asker.start()
    time.sleep(3)
    before = len(answers)
    cluster.kill(1)
    time.sleep(10)
    done.set()
    asker.join()
    slowest = max(seconds for seconds, _ in answers[before:])
    print(f"{len(answers)} asked, {len(answers) - before} since the kill, slowest {slowest:.2f} s")
    assert len(answers) > before + 3
    assert all(right for _, right in answers)
    engine.close()
    cluster.start(1)
    cluster.wait(3)


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

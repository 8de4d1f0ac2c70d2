"""An OpenSearch cluster on this machine, as what the embedded engine is compared with.

It is built from the same terms and asked the same queries in turn, so that the ratio of both is
that of one run. Processor time is that of the cluster's own processes on Linux.
"""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from judian.core.errors import IndexMissing
from judian.core.identity import identity
from judian.engines.opensearch.client import Client
from judian.engines.opensearch.options import Options
from judian.engines.registry import open_engine
from judian.evals.speed.corpus import read_terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from judian.core.engine import Engine
    from judian.core.query import Query
    from judian.evals.cluster.nodes import Cluster


@dataclass(frozen=True, slots=True)
class ClusterCost:
    """What a collection costs in a cluster: processor time to store a passage, in microseconds, of
    the nodes and of this program (None where it was stored before); bytes stored for each; requests
    for each question, without those that look once a second for a newer generation."""

    passages: int
    nodes_us: float | None
    program_us: float | None
    bytes: float
    requests: float


def options_of(cluster: Cluster, passages: int, shards: int) -> dict[str, str]:
    """The options of the engine over the collection of so many passages."""
    return {
        "hosts": ",".join(cluster.urls), "prefix": f"laws{passages}-{shards}", "timeout": "60",
        "shards": str(shards), "replicas": "0",
    }  # fmt: skip


def filled(
    cluster: Cluster, terms: Path, passages: int, queries: Sequence[Query], shards: int = 1
) -> tuple[Engine, ClusterCost]:
    """An engine over the first passages of the terms, which are stored unless they are there, and
    what that took. Its requests are counted over the queries, each asked once."""
    options = options_of(cluster, passages, shards)
    engine = open_engine("opensearch", Path(), identity(), options)
    nodes = program = None
    if not holds(engine, passages):
        began = nodes_seconds(cluster)
        program = round(1e6 * build(engine, terms, passages) / passages)
        nodes = round(1e6 * (nodes_seconds(cluster) - began) / passages)
    with counting() as calls:
        for query in queries:
            engine.snapshot().search(query, limit=20)
    return engine, ClusterCost(
        passages,
        nodes,
        program,
        round(stored_bytes(options) / passages),
        round(sum(not looks(call) for call in calls) / max(len(queries), 1), 2),
    )


def holds(engine: Engine, passages: int) -> bool:
    """True if so many passages are stored already."""
    try:
        return engine.snapshot().passage_count == passages
    except IndexMissing:
        return False


def build(engine: Engine, terms: Path, passages: int) -> float:
    """Fill an engine; seconds of this process's time in it."""
    spent = 0.0
    with engine.writer(rebuild=True) as to:
        for document, entries in read_terms(terms, passages):
            began = time.process_time()
            to.put_document(document)
            to.add_passages(entries)
            spent += time.process_time() - began
        began = time.process_time()
        to.commit()
    return spent + time.process_time() - began


def nodes_seconds(cluster: Cluster) -> float:
    """Processor seconds of the cluster's processes so far; 0 where the system does not say."""
    total = 0.0
    for process in cluster.process_ids:
        status = Path(f"/proc/{process}/stat")
        if status.exists():
            fields = status.read_text("ascii").rpartition(")")[2].split()
            total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


def stored_bytes(options: dict[str, str]) -> int:
    """Bytes on disk of a collection, without replicas."""
    client = Client(Options.of(options))
    stats = client.call("GET", f"/{options['prefix']}.i.*/_stats/store", seconds=60)
    client.close()
    return int(stats["_all"]["primaries"]["store"]["size_in_bytes"])


def looks(path: str) -> bool:
    """True for the path of a request that looks for a newer generation."""
    return path.startswith("/_alias/")


@contextmanager
def counting() -> Iterator[list[str]]:
    """The paths of all requests to clusters that are made meanwhile."""
    paths: list[str] = []
    original = Client.call

    def noted(self: Client, method: str, path: str, *given: Any, **more: Any) -> Any:
        paths.append(path)
        return original(self, method, path, *given, **more)

    Client.call = noted  # type: ignore[method-assign]
    try:
        yield paths
    finally:
        Client.call = original  # type: ignore[method-assign]

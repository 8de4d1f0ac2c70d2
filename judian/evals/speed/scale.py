"""The cluster beside the embedded engine, in one run: the same hits, their price in time and space.

Both are built from the same terms of the ROC laws and asked the same queries in turn, as the
product compiles them.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from judian.core.identity import identity
from judian.engines.registry import open_engine
from judian.evals.cluster.jars import missing_tools
from judian.evals.cluster.nodes import Cluster
from judian.evals.speed.clustered import ClusterCost, build, filled, holds
from judian.evals.speed.corpus import make_queries, prepared, read_laws
from judian.search.query.catalogue import Catalogue
from judian.search.query.compile import compile_query
from judian.search.requests.values import SearchRequest

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from judian.core.engine import Engine, Results
    from judian.core.query import Query

#: Hits of a query whose order is compared.
_DEPTH = 20
#: Rounds of all queries that are measured, after one that compares the hits and warms both up.
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Size:
    """What was measured with so many passages. Times of building are in seconds of processor time,
    None for what was kept from another run; those of queries in ms by the clock."""

    passages: int
    queries: int
    same_order: int
    same_hits: int
    same_total: int
    embedded_cpu: float | None
    embedded_bytes: int
    cluster: ClusterCost
    embedded_p50: float
    embedded_p95: float
    cluster_p50: float
    cluster_p95: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("laws", type=Path, help="roc-laws.tar.xz, or a folder of its files")
    parser.add_argument("--passages", type=int, nargs="+", default=[10_000, 50_000], metavar="N")
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--nodes", type=int, default=3)
    parser.add_argument("--shards", type=int, default=1, help="default: %(default)s")
    parser.add_argument("--heap", type=int, default=1024, help="MiB, for all nodes together")
    parser.add_argument("--jobs", type=int, default=1, help="processes that cut texts into terms")
    parser.add_argument("--rounds", type=int, default=_ROUNDS, help="default: %(default)s")
    parser.add_argument(
        "--kept", type=Path, metavar="DIR",
        help="folder that keeps terms, indexes and the cluster's data for other runs",
    )  # fmt: skip


def main(args: argparse.Namespace) -> int:
    if missing := missing_tools():
        print(f"a cluster needs {' and '.join(missing)}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="judian-scale-") as folder:
        return _measure(args, args.kept or Path(folder))


def _measure(args: argparse.Namespace, folder: Path) -> int:
    laws = list(read_laws(args.laws))
    _log("cutting the laws into terms, unless they are kept")
    _, terms = prepared(folder, laws, max(args.passages), args.jobs)
    compiled = [
        compile_query(SearchRequest(query, expand=False), Catalogue()).query
        for query in make_queries(laws, args.queries)
    ]
    _log("starting a cluster")
    with Cluster(
        folder / "cluster", count=args.nodes, heap_mb=args.heap, optimized=True
    ) as cluster:
        for passages in args.passages:
            measured = _size(cluster, terms, passages, compiled, args)
            print(json.dumps(asdict(measured)), flush=True)
    return 0


def _log(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


def _size(
    cluster: Cluster, terms: Path, passages: int, queries: Sequence[Query], args: argparse.Namespace
) -> Size:
    folder = terms.parent / f"index-{passages}"
    _log(f"building {passages:,} passages, unless they are kept")
    whoosh = open_engine("whoosh", folder, identity())
    embedded_cpu = None if holds(whoosh, passages) else round(build(whoosh, terms, passages), 1)
    stored, cost = filled(cluster, terms, passages, queries, args.shards)
    _log("asking")
    times: tuple[list[list[float]], list[list[float]]] = ([], [])
    same_order = same_hits = same_total = 0
    for query in queries:
        left, right = (_asked(engine, query) for engine in (whoosh, stored))
        same_order += [h.id for h in left.hits] == [h.id for h in right.hits]
        same_hits += {h.id for h in left.hits} == {h.id for h in right.hits}
        same_total += left.total == right.total
        for taken in times:
            taken.append([])
    for _ in range(args.rounds):
        for number, query in enumerate(queries):
            for taken, engine in zip(times, (whoosh, stored), strict=True):
                start = time.perf_counter()
                _asked(engine, query)
                taken[number].append(1000 * (time.perf_counter() - start))
    embedded, clustered = ([statistics.median(one) for one in taken] for taken in times)
    return Size(
        passages, len(queries), same_order, same_hits, same_total, embedded_cpu,
        sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()), cost,
        round(statistics.median(embedded), 2), round(_p95(embedded), 2),
        round(statistics.median(clustered), 1), round(_p95(clustered), 1),
    )  # fmt: skip


def _asked(engine: Engine, query: Query) -> Results:
    return engine.snapshot().search(query, limit=_DEPTH)


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(0.95 * len(values)))]

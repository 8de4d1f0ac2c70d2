"""A collection that grows to millions of passages: what storing and asking cost on the way.

The ROC laws have 218,000 articles; the passages beyond are made of them (`copies`). They come in
one portion after the other, each by a commit of its own, and at each size the same questions are
asked, as the product compiles them.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from judian.core.errors import IndexMissing
from judian.core.identity import identity
from judian.engines.opensearch.client import Client
from judian.engines.opensearch.options import Options
from judian.engines.registry import open_engine
from judian.evals.cluster.jars import missing_tools
from judian.evals.cluster.nodes import Cluster
from judian.evals.speed.clustered import (
    counting,
    looks,
    nodes_seconds,
    options_of,
    stored_bytes,
)
from judian.evals.speed.copies import portion, repeated
from judian.evals.speed.corpus import make_queries, prepared, read_laws, read_terms
from judian.search.query.catalogue import Catalogue
from judian.search.query.compile import compile_query
from judian.search.requests.values import SearchRequest

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from judian.core.engine import Engine, PassageEntry
    from judian.core.query import Query
    from judian.evals.speed.corpus import Document

#: Hits that a question asks for.
_HITS = 20
#: Rounds of all questions that are measured, after one that is not.
_ROUNDS = 2
#: Articles of the laws, which copies are made of.
_LAWS = 218_000
#: Of the names in the cluster.
_PREFIX = "growing"
#: Fewest passages of a copy of all of them: a document that ends a portion loses some.
_ROUND = 200_000
#: Passages that are added at once: the cluster is asked each time whether they are new.
_AT_ONCE = 1_000
#: Passages between two lines about the progress.
_PROGRESS = 50_000
#: Seconds to wait for the merging of segments that goes on after a commit.
_MERGING = 300.0


@dataclass(frozen=True, slots=True)
class Asking:
    """What questions cost: milliseconds by the clock, processor milliseconds of the nodes and of
    this program for each, and requests for each."""

    questions: int
    p50: float
    p95: float
    nodes_ms: float
    program_ms: float
    requests: float


@dataclass(frozen=True, slots=True)
class Step:
    """A size of the collection: `added` passages were stored in `seconds` by the clock, for
    `nodes_us` and `program_us` of processor time each; `bytes` of disk for each of all. `heap_peak`
    is the most MiB of old objects that a process of nodes held so far, `collecting` the seconds
    that it spent on freeing memory. Fewer questions are `counted` than `asked`."""

    passages: int
    added: int
    seconds: float
    nodes_us: float
    program_us: float
    bytes: int
    heap_peak: int
    collecting: float
    asked: Asking
    counted: Asking


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("laws", type=Path, help="roc-laws.tar.xz, or a folder of its files")
    parser.add_argument(
        "--passages", type=int, nargs="+", default=[250_000, 500_000, 1_000_000, 2_000_000],
        metavar="N", help="sizes to measure (default: 250000 500000 1000000 2000000)",
    )  # fmt: skip
    parser.add_argument("--queries", type=int, default=200, help="default: %(default)s")
    parser.add_argument("--counted", type=int, default=40, help="of them, with all hits counted")
    parser.add_argument("--nodes", type=int, default=3)
    parser.add_argument("--heap", type=int, default=3072, help="MiB, for all nodes together")
    parser.add_argument(
        "--apart", action="store_true", help="a process and a heap for each node, not one for all"
    )
    parser.add_argument("--jobs", type=int, default=1, help="processes that cut texts into terms")
    parser.add_argument(
        "--kept", type=Path, metavar="DIR",
        help="folder that keeps the terms and the collection, so that another run goes on with it",
    )  # fmt: skip


def main(args: argparse.Namespace) -> int:
    """Print a line of JSON for each size; the exit status is 2 where no cluster can be started."""
    if missing := missing_tools():
        print(f"a cluster needs {' and '.join(missing)}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="judian-growth-") as folder:
        for step in _steps(args, Path(folder)):
            print(json.dumps(asdict(step)), flush=True)
    return 0


def _log(message: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {message}", file=sys.stderr, flush=True)


def _steps(args: argparse.Namespace, folder: Path) -> Iterator[Step]:
    laws = list(read_laws(args.laws))
    _log("cutting the laws into terms, unless they are kept")
    _, terms = prepared(args.kept or folder, laws, min(max(args.passages), _LAWS), args.jobs)
    queries = [
        compile_query(SearchRequest(query, expand=False), Catalogue()).query
        for query in make_queries(laws, args.queries)
    ]
    del laws
    _log("starting a cluster")
    with Cluster(
        (args.kept or folder) / "growing",
        count=args.nodes,
        heap_mb=args.heap,
        together=not args.apart,
        optimized=True,
    ) as cluster:
        yield from measured(
            cluster, partial(read_terms, terms, _LAWS), args.passages, queries, args.counted
        )


def measured(
    cluster: Cluster,
    documents: Callable[[], Iterable[Document]],
    sizes: Sequence[int],
    queries: Sequence[Query],
    counted: int,
) -> Iterator[Step]:
    """What the cluster takes at each of the ascending sizes."""
    options = {**options_of(cluster, 0, 1), "prefix": _PREFIX}
    engine = open_engine("opensearch", Path(), identity(), options)
    client = Client(Options.of(options))
    try:
        before = engine.snapshot().passage_count
    except IndexMissing:
        before = 0
    # After what is stored; copies that were only begun are not gone on with.
    endless = repeated(documents, 1 + before // _ROUND if before else 0)
    for size in sizes:
        if size < before:
            continue
        began, worked = time.perf_counter(), nodes_seconds(cluster)
        program = _store(engine, portion(endless, size - before)) if size > before else 0.0
        _settle(client, options["prefix"])
        seconds, nodes = time.perf_counter() - began, nodes_seconds(cluster) - worked
        assert engine.snapshot().passage_count == size
        _log(f"asking {size:,} passages")
        added = size - before
        yield Step(
            size, added, round(seconds, 1),
            round(1e6 * nodes / max(added, 1), 1), round(1e6 * program / max(added, 1), 1),
            round(stored_bytes(options) / size), *_heap(client),
            _asking(engine, queries, cluster, exact=False),
            _asking(engine, queries[:counted], cluster, exact=True),
        )  # fmt: skip
        before = size
    client.close()
    engine.close()


def _store(engine: Engine, documents: Iterable[Document]) -> float:
    """Store the documents by one commit; processor seconds of this process in the engine."""
    spent = 0.0
    stored = 0
    waiting: list[PassageEntry] = []
    with engine.writer() as to:
        for document, entries in documents:
            began = time.process_time()
            to.put_document(document)
            waiting += entries
            if len(waiting) >= _AT_ONCE:
                to.add_passages(waiting)
                waiting.clear()
            spent += time.process_time() - began
            if (stored + len(entries)) // _PROGRESS > stored // _PROGRESS:
                _log(f"{stored + len(entries):,} stored")
            stored += len(entries)
        to.add_passages(waiting)
        began = time.process_time()
        to.commit()
    return spent + time.process_time() - began


def _settle(client: Client, prefix: str) -> None:
    """Wait until no segments are merged any more."""
    end = time.monotonic() + _MERGING
    while time.monotonic() < end:
        stats = client.call("GET", f"/{prefix}.i.*/_stats/merge", seconds=60)
        if not stats["_all"]["total"]["merges"]["current"]:
            return
        time.sleep(1)
    _log("segments are still merged")


def _heap(client: Client) -> tuple[int, float]:
    """(MiB of old objects at most, seconds spent on freeing memory), of the process that has the
    most of either."""
    nodes: list[dict[str, Any]] = [
        node["jvm"] for node in client.call("GET", "/_nodes/stats/jvm")["nodes"].values()
    ]
    peak = max(jvm["mem"]["pools"]["old"]["peak_used_in_bytes"] for jvm in nodes)
    collecting = max(
        sum(one["collection_time_in_millis"] for one in jvm["gc"]["collectors"].values())
        for jvm in nodes
    )
    return peak >> 20, collecting / 1000


def _asking(engine: Engine, queries: Sequence[Query], cluster: Cluster, *, exact: bool) -> Asking:
    """Ask each query once without measuring, then _ROUNDS times."""

    def ask(query: Query) -> float:
        began = time.perf_counter()
        engine.snapshot().search(query, limit=_HITS, exact_counts=exact)
        return 1000 * (time.perf_counter() - began)

    for query in queries:
        ask(query)
    worked, program = nodes_seconds(cluster), time.process_time()
    with counting() as calls:
        rounds = [[ask(query) for query in queries] for _ in range(_ROUNDS)]
    asked = _ROUNDS * len(queries)
    nodes = 1000 * (nodes_seconds(cluster) - worked) / asked
    own = 1000 * (time.process_time() - program) / asked
    times = sorted(map(statistics.median, zip(*rounds, strict=True)))
    return Asking(
        len(queries),
        round(statistics.median(times), 1),
        round(times[min(len(times) - 1, int(0.95 * len(times)))], 1),
        round(nodes, 1),
        round(own, 2),
        round(sum(not looks(call) for call in calls) / asked, 2),
    )

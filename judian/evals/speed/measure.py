"""Speed of our engine beside tantivy and SQLite FTS5, in one run, on the ROC laws.

Each index is built in a process of its own. Then all engines get the same queries alternately,
so that other load affects all of them. For each query the median over the rounds counts; p50 and
p95 are over the queries. Compare ratios to tantivy within one run only.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.documents.entries import document_entry
from judian.core.model import DocumentInfo
from judian.core.query import Query, ScoredTerm, Terms
from judian.evals.cluster.jars import missing_tools
from judian.evals.cluster.nodes import Cluster
from judian.evals.speed.clustered import filled
from judian.evals.speed.contenders import CONTENDERS, Fts5, Judian, Tantivy, TantivyCounting
from judian.evals.speed.corpus import make_queries, prepared, read_laws, read_terms
from judian.evals.speed.report import BuildResult, Latency, SpeedReport
from judian.evals.speed.serving import Commit, Server, commit_replies
from judian.evals.speed.whole_replies import RENEWED, after_commits, requests_of
from judian.evals.speed.whole_replies import measure as measure_replies
from judian.search.hits.proximity import RERANKED, rerank
from judian.search.query.catalogue import Catalogue
from judian.search.query.compile import compile_query
from judian.search.requests.values import SearchRequest
from judian.search.service import Service
from judian.zh.text.analyze import analyze

if TYPE_CHECKING:
    import argparse

    from judian.core.engine import Engine, PassageEntry
    from judian.evals.speed.contenders import Contender
    from judian.search.query.compile import Compiled

SIZES = (10_000, 50_000, 218_000)
#: Hits per query, with their texts.
_LIMIT = 10
#: MiB of heap of the cluster's three nodes together.
_HEAP_MB = 1024
#: Passages of the report that is added, and how often that is measured.
_REPORT, _REPORTS = 50, 5
#: Of the choice of requests for whole replies.
_SEED = 1

#: A way to ask: runs one query.
Way = Callable[[str], object]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("laws", type=Path, help="roc-laws.tar.xz, or a folder of its files")
    parser.add_argument(
        "--passages", type=int, nargs="+", default=list(SIZES), metavar="N",
        help="sizes of the collection (default: 10000 50000 218000)",
    )  # fmt: skip
    parser.add_argument("--queries", type=int, default=200, help="default: %(default)s")
    parser.add_argument("--rounds", type=int, default=3, help="default: %(default)s")
    parser.add_argument(
        "--jobs", type=int, default=os.cpu_count() or 1, help="processes that cut texts into terms"
    )
    parser.add_argument(
        "--cluster", action="store_true", help="an OpenSearch cluster on this machine, too"
    )
    parser.add_argument(
        "--kept", type=Path, metavar="DIR", help="folder that keeps the terms for other runs"
    )
    parser.add_argument("--json", type=Path, help="write all figures to this file too")


def main(args: argparse.Namespace) -> int:
    report = SpeedReport(args.jobs, args.queries, args.rounds)
    if args.cluster and (missing := missing_tools()):
        _log(f"a cluster needs {' and '.join(missing)}")
        return 2
    with ExitStack() as held:
        folder = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="judian-speed-")))
        cluster = None
        if args.cluster:
            nodes = Cluster(folder / "cluster", heap_mb=_HEAP_MB, optimized=True)
            cluster = held.enter_context(nodes)
        _measure(args, folder, report, cluster)
    if args.json:
        args.json.write_text(json.dumps(report.to_json(), indent=1), encoding="utf-8")
    print(report.to_markdown())
    return 0


def _measure(
    args: argparse.Namespace, folder: Path, report: SpeedReport, cluster: Cluster | None
) -> None:
    laws = list(read_laws(args.laws))
    queries = make_queries(laws, args.queries)
    _log(f"{len(laws):,} laws; cutting them into terms, unless they are kept")
    texts, terms = prepared(args.kept or folder, laws, max(args.passages), args.jobs)
    for passages in args.passages:
        text = sum(len(document.text.encode()) for document, _ in read_terms(terms, passages))
        for name in CONTENDERS:
            _log(f"building {name} with {passages:,} passages")
            report.built.append(_build(name, terms, passages, text, folder / f"{name}-{passages}"))
        whole = folder / f"from-text-{passages}"
        report.built.append(_build("judian", texts, passages, text, whole, args.jobs))
        _log(f"asking {args.queries} queries")
        index = folder / f"judian-{passages}"
        report.opening[passages] = _open(index, queries)
        with Server(index) as server:
            ways = dict(_ways(folder, passages, server))
            if cluster is not None:
                _log("building the cluster's")
                compiled = [_compiled(query).query for query in queries]
                engine, cost = filled(cluster, terms, passages, compiled)
                report.clusters[passages] = cost
                ways |= _engine_ways("cluster", Judian(index, engine))
            report.latencies += _ask(ways, queries, passages, args.rounds)
            report.adding[passages] = _add(Judian(index).engine, terms)
            commits = _commits(Judian(index).engine, terms)
            report.renewals[passages] = commit_replies(server, queries, commits)
            kinds = requests_of(index, args.queries, _SEED)
            later = {kind: _commits(Judian(index).engine, terms, kind) for kind in RENEWED}
            report.after_commits[passages] = after_commits(server, kinds, later)
        report.replies[passages] = measure_replies(index, kinds, args.rounds, reader=False)


def _log(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


def _build(
    name: str, source: Path, passages: int, text: int, folder: Path, jobs: int = 0
) -> BuildResult:
    """Build an index from ready terms, or, with `jobs` processes, from texts."""
    command = [sys.executable, "-m", "judian.evals.speed.build", name, source, passages, folder]
    done = subprocess.run(
        [str(part) for part in (*command, *([jobs] if jobs else []))],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    measured = json.loads(done.stdout)
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    label = f"{name}, from text" if jobs else name
    return BuildResult(label, passages, text, measured["seconds"], size, measured["peak"])


def _ways(folder: Path, passages: int, server: Server) -> Mapping[str, Way]:
    """The ways to ask that are compared, by name.

    The last three segment the query; all others get its words ready-made.
    """
    judian = Judian(folder / f"judian-{passages}")
    tantivy = folder / f"tantivy-{passages}"
    engines = (
        judian,
        Tantivy(tantivy),
        TantivyCounting(tantivy),
        Fts5(folder / f"fts5-{passages}"),
    )
    service = Service(judian.engine)
    return {
        **{engine.name: _words_way(engine) for engine in engines},
        **_engine_ways("judian", judian),
        "judian, reply with all in it": lambda query: service.search(
            SearchRequest(query, size=_LIMIT)
        ),
        "judian, /api/v1/search": server.client().search,
    }


def _words_way(contender: Contender) -> Way:
    """Asks by the words of a query alone, which are cut the first time."""
    words: dict[str, list[str]] = {}

    def ask(query: str) -> object:
        if query not in words:
            words[query] = analyze(query).terms["words"]
        return contender.ask(words[query], _LIMIT)

    return ask


def _engine_ways(name: str, judian: Judian) -> Mapping[str, Way]:
    """The ways to ask one of our engines: by words alone, and by all fields."""
    known: dict[str, Compiled] = {}

    def searched(query: str) -> object:
        """The first hits by words, pairs, single characters and headings, compiled before."""
        if query not in known:
            known[query] = _compiled(query)
        return judian.engine.snapshot().search(known[query].query, limit=RERANKED)

    def ranked(query: str) -> object:
        """The same, then proximity, with the texts."""
        snapshot = judian.engine.snapshot()
        compiled = _compiled(query)
        hits = snapshot.search(compiled.query, limit=RERANKED).hits
        best = rerank(snapshot, hits, compiled.terms)[:_LIMIT]
        return snapshot.texts([hit.id for hit in best])

    return {
        name: _words_way(judian),
        f"{name}, one search by all fields": searched,
        f"{name}, all fields and nearness": ranked,
    }


def _compiled(query: str) -> Compiled:
    return compile_query(SearchRequest(query, expand=False), Catalogue())


def _ask(
    ways: Mapping[str, Way], queries: Sequence[str], passages: int, rounds: int
) -> list[Latency]:
    """Run all queries in all ways alternately; the first round is reported separately.

    The first way of a query fills the caches of the processor, so the order rotates.
    """
    times: dict[str, list[list[tuple[float, float]]]] = {n: [[] for _ in queries] for n in ways}
    order = list(ways)
    for _ in range(rounds + 1):
        for number, query in enumerate(queries):
            for name in order:
                began, worked = time.perf_counter(), time.thread_time()
                ways[name](query)
                taken = time.perf_counter() - began, time.thread_time() - worked
                times[name][number].append((1000 * taken[0], 1000 * taken[1]))
            order.append(order.pop(0))
    latencies = []
    for name, lists in times.items():
        wall = [statistics.median(taken[0] for taken in times[1:]) for times in lists]
        work = [statistics.median(taken[1] for taken in times[1:]) for times in lists]
        first = statistics.median(times[0][0] for times in lists)
        latencies.append(
            Latency(
                name,
                passages,
                statistics.median(wall),
                _p95(wall),
                statistics.median(work),
                _p95(work),
                first,
            )
        )
    return latencies


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(0.95 * len(values)))]


def _open(index: Path, queries: Sequence[str]) -> tuple[float, float]:
    """Milliseconds until a new engine has its first snapshot, and until it has answered its first
    query; medians of several."""
    opened, answered = [], []
    for query in queries[:_REPORTS]:
        judian = Judian(index)
        words = analyze(query).terms["words"]
        began = time.perf_counter()
        judian.engine.snapshot()
        opened.append(1000 * (time.perf_counter() - began))
        judian.ask(words, _LIMIT)
        answered.append(1000 * (time.perf_counter() - began))
        judian.engine.close()
    return statistics.median(opened), statistics.median(answered)


def _add(engine: Engine, terms: Path) -> float:
    """Seconds until a new report is committed and found, for the slowest of several."""
    slowest = 0.0
    for number, entries in enumerate(_reports(terms, "added")):
        began = time.perf_counter()
        _commit(engine, entries)
        marker = ScoredTerm("words", f"added-{number}")
        query = Query(Terms(((marker.field, marker.term),)), (marker,))
        found = engine.snapshot().search(query, limit=1).total
        slowest = max(slowest, time.perf_counter() - began)
        assert found == _REPORT
    return slowest


def _commits(engine: Engine, terms: Path, name: str = "later") -> list[Commit]:
    """Commits of several more reports, one each."""
    return [partial(_commit, engine, entries) for entries in _reports(terms, name)]


def _commit(engine: Engine, entries: Sequence[PassageEntry]) -> int:
    name = entries[0].doc_id
    info = DocumentInfo(name, name, (f"{name}.txt",), "text", "0" * 64, passages=len(entries))
    with engine.writer() as writer:
        writer.put_document(document_entry(info, ""))
        writer.add_passages(entries)
        return writer.commit()


def _reports(terms: Path, name: str) -> list[list[PassageEntry]]:
    """The passages of several reports, each report with a word of its own."""
    _, entries = next(read_terms(terms, _REPORT))
    while len(entries) < _REPORT:
        entries = [*entries, *entries][:_REPORT]
    return [
        [_renamed(entry, f"{name}-{number}", n) for n, entry in enumerate(entries)]
        for number in range(_REPORTS)
    ]


def _renamed(entry: PassageEntry, report: str, number: int) -> PassageEntry:
    passage_id = f"{report}-{number}"
    terms = {**entry.terms, "words": [*entry.terms["words"], report]}
    payload = {**json.loads(entry.payload), "id": passage_id, "doc_id": report}
    brief = (report, *entry.brief[1:]) if entry.brief else entry.brief
    return replace(
        entry,
        id=passage_id,
        doc_id=report,
        terms=terms,
        keys={**entry.keys, "doc": (report,)},
        payload=json.dumps(payload, ensure_ascii=False),
        brief=brief,
    )

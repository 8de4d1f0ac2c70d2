"""How fast: our engine, tantivy and SQLite FTS5 side by side, in one run, on the ROC laws.

Each index is built in a process of its own. Then all engines are asked the same queries in
turn, so that whatever else the machine does slows all of them alike; of every query the median
over the rounds counts, and p50 and p95 are over the queries. What matters are the ratios to
tantivy in the same run.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from core.engine import Engine, PassageEntry
from core.query import Query, ScoredTerm, Terms
from evals.speed_contenders import CONTENDERS, Fts5, Judian, Tantivy, TantivyCounting
from evals.speed_corpus import make_queries, read_laws, read_terms, write_terms
from evals.speed_report import Asked, Built, Report
from search.compile import compile_query
from search.fields import Catalogue
from search.grammar import parse
from search.ranking import RERANKED, rerank
from search.service import Service
from zh.analyze import analyze

SIZES = (10_000, 50_000, 218_000)
#: Hits that are asked for, with their texts.
_LIMIT = 10
#: Passages of the report that is added, and how often that is measured.
_REPORT, _REPORTS = 50, 5

#: Asks one query.
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
    parser.add_argument("--json", type=Path, help="write all figures to this file too")


def main(args: argparse.Namespace) -> int:
    report = Report(args.jobs, args.queries, args.rounds)
    with tempfile.TemporaryDirectory(prefix="judian-speed-") as folder:
        _measure(args, Path(folder), report)
    if args.json:
        args.json.write_text(json.dumps(report.to_json(), indent=1), encoding="utf-8")
    print(report.to_markdown())
    return 0


def _measure(args: argparse.Namespace, folder: Path, report: Report) -> None:
    laws = list(read_laws(args.laws))
    queries = make_queries(laws, args.queries)
    terms = folder / "terms"
    _tell(f"{len(laws)} laws; cutting them into terms")
    began = time.perf_counter()
    write_terms(laws, terms, args.jobs)
    report.analysis = time.perf_counter() - began
    for passages in args.passages:
        text = sum(len(document.text.encode()) for document, _ in read_terms(terms, passages))
        for name in CONTENDERS:
            _tell(f"building {name} with {passages:,} passages")
            report.built.append(_build(name, terms, passages, text, folder / f"{name}-{passages}"))
        _tell(f"asking {args.queries} queries")
        report.asked += _ask(_ways(folder, passages), queries, passages, args.rounds)
        index = folder / f"judian-{passages}"
        report.opening[passages] = _open(index)
        report.adding[passages] = _add(Judian(index).engine, terms)


def _tell(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


def _build(name: str, terms: Path, passages: int, text: int, folder: Path) -> Built:
    command = [
        sys.executable,
        "-m",
        "evals.speed_build",
        name,
        str(terms),
        str(passages),
        str(folder),
    ]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    told = json.loads(done.stdout)
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return Built(name, passages, text, told["seconds"], size, told["peak"])


def _ways(folder: Path, passages: int) -> Mapping[str, Way]:
    """The ways of asking that are compared; all but the last two get the words of the query
    ready-made, these cut it themselves."""
    judian = Judian(folder / f"judian-{passages}")
    tantivy = folder / f"tantivy-{passages}"
    engines = (
        judian,
        Tantivy(tantivy),
        TantivyCounting(tantivy),
        Fts5(folder / f"fts5-{passages}"),
    )
    words: dict[str, list[str]] = {}

    def way(engine: Judian | Tantivy | Fts5) -> Way:
        def ask(query: str) -> object:
            if query not in words:
                words[query] = analyze(query).terms["words"]
            return engine.ask(words[query], _LIMIT)

        return ask

    service = Service(judian.engine)

    def ranked(query: str) -> object:
        """Words, pairs, single characters and headings, then nearness, with the texts."""
        snapshot = judian.engine.snapshot()
        compiled = compile_query(parse(query), query, Catalogue(), expand=False)
        hits = snapshot.search(compiled.query, limit=RERANKED).hits
        best = rerank(snapshot, hits, compiled.units)[:_LIMIT]
        return snapshot.texts([hit.id for hit in best])

    return {
        **{engine.name: way(engine) for engine in engines},
        "judian, all fields and nearness": ranked,
        "judian, full reply": lambda query: service.search(query, size=_LIMIT),
    }


def _ask(
    ways: Mapping[str, Way], queries: Sequence[str], passages: int, rounds: int
) -> list[Asked]:
    """All queries in all ways, in turn; the first round only warms up."""
    times: dict[str, list[list[float]]] = {name: [[] for _ in queries] for name in ways}
    for round_ in range(rounds + 1):
        for number, query in enumerate(queries):
            for name, way in ways.items():
                began = time.perf_counter()
                way(query)
                if round_:
                    times[name][number].append(1000 * (time.perf_counter() - began))
    asked = []
    for name, lists in times.items():
        medians = sorted(statistics.median(one) for one in lists)
        p95 = medians[min(len(medians) - 1, int(0.95 * len(medians)))]
        asked.append(Asked(name, passages, statistics.median(medians), p95))
    return asked


def _open(index: Path) -> float:
    """Milliseconds until a new engine has opened its first snapshot; the median of several."""
    taken = []
    for _ in range(_REPORTS):
        engine = Judian(index).engine
        began = time.perf_counter()
        engine.snapshot()
        taken.append(1000 * (time.perf_counter() - began))
        engine.close()
    return statistics.median(taken)


def _add(engine: Engine, terms: Path) -> float:
    """Seconds until a new report is committed and found; the slowest of several."""
    slowest = 0.0
    _, entries = next(read_terms(terms, _REPORT))
    while len(entries) < _REPORT:
        entries = [*entries, *entries][:_REPORT]
    for number in range(_REPORTS):
        report = f"report-{number}"
        began = time.perf_counter()
        with engine.writer() as writer:
            writer.add_passages([_renamed(e, report, n) for n, e in enumerate(entries)])
            writer.commit()
        marker = ScoredTerm("words", report)
        query = Query(Terms(((marker.field, marker.term),)), (marker,))
        found = engine.snapshot().search(query, limit=1).total
        slowest = max(slowest, time.perf_counter() - began)
        assert found == _REPORT
    return slowest


def _renamed(entry: PassageEntry, report: str, number: int) -> PassageEntry:
    """The passage as one of another report, with a word of its own to be found by."""
    terms = {**entry.terms, "words": [*entry.terms["words"], report]}
    return replace(entry, id=f"{report}-{number}", doc_id=report, terms=terms)

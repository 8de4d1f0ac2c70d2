"""Asks every question of a file and counts the right replies by kind."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from judian.core import settings
from judian.core.errors import JudianError
from judian.evals.questions.judge import (
    KINDS,
    RETRIEVAL_DEPTH,
    ExpectedAnswer,
    is_cited,
    is_right,
    load,
)
from judian.search.requests.values import SearchRequest
from judian.search.service import Service

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from judian.search.replies.results import Answer

#: Confidences at which `--scores` counts the candidates that reach them.
BARS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The reply to one question, judged.

    `cited` is None if the question has no evidence or was refused. `best` is the answer or else
    the first alternative, and `best_right` is true if it is right. `reply` describes the reply.
    """

    expected: ExpectedAnswer
    right: bool
    refused: bool
    cited: bool | None
    reply: str
    milliseconds: float
    best: Answer | None = None
    best_right: bool = False


@dataclass(frozen=True, slots=True)
class EvalReport:
    """All outcomes of one run, in the order of the questions."""

    outcomes: tuple[Outcome, ...] = field(repr=False)

    def counts(self, kind: str) -> tuple[int, int]:
        """(number answered correctly, number asked) for one kind of question."""
        asked = [o for o in self.outcomes if o.expected.kind == kind]
        return sum(o.right for o in asked), len(asked)

    def measures(self) -> dict[str, float]:
        """Shares in [0, 1] by name: right replies of each kind and `overall`, `wrong` answers among
        all given, answers that `cited` the passage with the evidence."""
        found = {}
        for kind in KINDS:
            right, asked = self.counts(kind)
            if asked:
                found[kind] = right / asked
        found["overall"] = _share([o.right for o in self.outcomes])
        given = [o for o in self.outcomes if o.expected.kind != "retrieval" and not o.refused]
        found["wrong"] = _share([not o.right for o in given])
        found["cited"] = _share([o.cited for o in self.outcomes if o.cited is not None])
        return found


def ask(service: Service, expected: ExpectedAnswer) -> Outcome:
    """Put one question to the service and judge the reply."""
    began = time.perf_counter()
    if expected.kind == "retrieval":
        hits = service.search(SearchRequest(expected.question, size=RETRIEVAL_DEPTH)).hits
        took = 1000 * (time.perf_counter() - began)
        right = any(is_cited(expected, hit) for hit in hits)
        described = " | ".join(hit.passage.text[:40] for hit in hits)
        return Outcome(expected, right, not hits, None, described, took)
    reply = service.answer(expected.question)
    took = 1000 * (time.perf_counter() - began)
    answer = reply.answer
    best = answer or next(iter(reply.alternatives), None)
    return Outcome(
        expected=expected,
        right=is_right(expected, answer),
        refused=answer is None,
        cited=is_cited(expected, answer.hit) if answer and expected.evidence else None,
        reply=_describe(answer),
        milliseconds=took,
        best=best,
        best_right=best is not None and is_right(expected, best),
    )


def run(service: Service, questions: Iterable[ExpectedAnswer]) -> EvalReport:
    """Ask all questions, one after another."""
    return EvalReport(tuple(ask(service, expected) for expected in questions))


@contextmanager
def built(sources: Path) -> Iterator[Path]:
    """A new index over the folder `sources`, removed at the end.

    Raises RuntimeError if the indexer could not run.
    """
    with tempfile.TemporaryDirectory(prefix="judian-evals-", ignore_cleanup_errors=True) as folder:
        index = Path(folder) / "index"
        command = [sys.executable, "-m", "indexer", str(sources), "--index", str(index)]
        done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
        # 1: some files failed, all others are indexed.
        if done.returncode not in (0, 1):
            raise RuntimeError(f"the indexer ended with {done.returncode}: {done.stderr.strip()}")
        yield index


@contextmanager
def opened(index: Path) -> Iterator[Service]:
    """A service over the index folder `index`."""
    service = Service.open(index, answer_reader=settings.load().text("answer_reader"))
    try:
        yield service
    finally:
        service.close()


@contextmanager
def indexed(sources: Path) -> Iterator[Service]:
    """A service over a new index of the folder `sources`; raises as `built` does."""
    with built(sources) as index, opened(index) as service:
        yield service


def table(report: EvalReport) -> str:
    """The counts by kind, a line each."""
    lines = []
    for kind in KINDS:
        right, asked = report.counts(kind)
        if asked:
            lines.append(f"{kind:<12}{right:>5} / {asked:<5}{right / asked:7.1%}")
    measures = report.measures()
    total = sum(o.right for o in report.outcomes)
    lines.append(f"{'overall':<12}{total:>5} / {len(report.outcomes):<5}{measures['overall']:7.1%}")
    lines.append(f"answers that are wrong: {measures['wrong']:.1%}")
    lines.append(f"answers that cite the evidence: {measures['cited']:.1%}")
    times = sorted(o.milliseconds for o in report.outcomes)
    p95 = times[int(len(times) * 0.95)]
    lines.append(f"latency: p50 {statistics.median(times):.0f} ms, p95 {p95:.0f} ms")
    return "\n".join(lines)


def failures(report: EvalReport) -> str:
    """Three lines for each wrong reply: question, right answer, reply."""
    return "\n".join(
        f"{o.expected.id} [{o.expected.kind}] {o.expected.question}\n"
        f"    want {' | '.join(o.expected.answers) or o.expected.evidence or 'no answer'}\n"
        f"    got  {o.reply}"
        for o in report.outcomes
        if not o.right
    )


def scores(report: EvalReport) -> str:
    """For each kind of answer and each confidence of BARS: right candidates / candidates with at
    least that confidence. Counted is the best candidate of each question."""
    lines = []
    for kind in sorted({o.best.kind for o in report.outcomes if o.best}):
        found = [
            (o.best.confidence, o.best_right)
            for o in report.outcomes
            if o.best and o.best.kind == kind
        ]
        cells = []
        for bar in BARS:
            reached = [right for confidence, right in found if confidence >= bar]
            cells.append(f"{bar:.2f}: {sum(reached):>3}/{len(reached):<3}")
        lines.append(f"{kind:<12}{'  '.join(cells)}")
    return "\n".join(lines)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `python -m judian.evals questions`."""
    parser.add_argument("file", type=Path, help="questions, one JSON object a line")
    parser.add_argument("--index", type=Path, default=Path("index"), help="index to ask (index/)")
    parser.add_argument("--sources", type=Path, help="index this folder first, and ask that index")
    parser.add_argument("--failures", action="store_true", help="print what was answered wrongly")
    parser.add_argument(
        "--scores", action="store_true", help="print how sure right and wrong answers were"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def main(args: argparse.Namespace) -> int:
    """Ask and print; 0, or 2 if there are no questions or no index."""
    try:
        questions = list(load(args.file))
        if not questions:
            raise ValueError(f"{args.file} holds no question")
        with indexed(args.sources) if args.sources else opened(args.index) as service:
            report = run(service, questions)
    except (OSError, ValueError, RuntimeError, JudianError) as error:
        print(error, file=sys.stderr)
        return 2
    if args.json:
        print(json.dumps(report.measures(), ensure_ascii=False))
        return 0
    if args.failures:
        print(failures(report))
    if args.scores:
        print(scores(report))
    print(table(report))
    return 0


def _describe(answer: Answer | None) -> str:
    if answer is None:
        return "no answer"
    unit = f" {answer.unit}" if answer.unit else ""
    return f"{answer.text} (value {answer.value}{unit}, confidence {answer.confidence:.2f})"


def _share(flags: Iterable[bool]) -> float:
    """Share of true flags in [0, 1]; 0 without any."""
    counted = list(flags)
    return sum(counted) / len(counted) if counted else 0.0

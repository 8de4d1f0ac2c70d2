"""Measures a reader: on held-out articles of DRCD, on questions of `reader-questions`, and on
questions over reports as the pipeline retrieves passages for them.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING

from judian.evals.questions.ask import indexed
from judian.evals.questions.judge import load, normalise_answer
from judian.evals.reader.held import only_held
from judian.evals.reader.outcomes import (
    Outcome,
    area_under_curve,
    by_kind,
    outcome,
    with_passages,
)
from judian.evals.reader.pieces import pair_rarity
from judian.evals.reader.records import ReaderCollection, ReaderRecord, read_collection
from judian.evals.reader.squad import read_squad
from judian.search.answers.reader.loading import ReaderSource, ReaderUnavailable, load_reader
from judian.zh.text.analyze import analyze

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from judian.search.answers.reader.inputs import PassageInput
    from judian.search.answers.reader.reader import Reader
    from judian.search.service import Service

#: Temperatures that are tried.
TEMPERATURES = (0.7, 0.85, 1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)
#: A span is right if it holds an accepted answer and is at most so many times as long, and longer.
_TIMES, _MORE = 2, 4


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command line of this measurement."""
    parser.add_argument("reader", type=Path, help="folder with card, network and vocabulary")
    parser.add_argument("--squad", nargs="*", default=[], type=Path, metavar="FILE")
    parser.add_argument("--house", nargs="*", default=[], type=Path, metavar="FOLDER")
    parser.add_argument("--questions", type=Path, metavar="FILE", help="over --sources")
    parser.add_argument("--sources", type=Path, metavar="FOLDER")
    parser.add_argument("--sample", type=int, default=300, help="of each file (default: 300)")
    parser.add_argument("--fit", action="store_true", help="choose the temperature")


def main(args: argparse.Namespace) -> int:
    """Exit status: 0, or 2 if something cannot be read."""
    try:
        reader = load_reader(args.reader)
        collections = [
            *((f"{path.stem}, gold", _gold(only_held(read_squad(path)))) for path in args.squad),
            *((f"{path.stem}, of five", only_held(read_squad(path))) for path in args.squad),
            *((folder.name, read_collection(folder)) for folder in args.house),
        ]
        for name, collection in collections:
            _report(name, reader, collection, args)
        if args.questions:
            _ask(args.reader, args.questions, args.sources)
    except (OSError, ValueError, ReaderUnavailable, RuntimeError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _gold(collection: ReaderCollection) -> ReaderCollection:
    """The questions with the passage of their answer alone."""
    records = [
        ReaderRecord(r.question, r.kind, r.document, r.passages[:1], r.answers)
        for r in collection.records
    ]
    return ReaderCollection(records, collection.passages)


def _report(
    name: str, reader: Reader, collection: ReaderCollection, args: argparse.Namespace
) -> None:
    chosen = with_passages(collection, args.sample)
    if args.fit:
        scored = {t: _log_right(reader.tempered(t), collection, chosen) for t in TEMPERATURES}
        best = max(scored, key=lambda t: scored[t])
        print(
            f"{name}: temperature {best}; " + " ".join(f"{t}: {v:.3f}" for t, v in scored.items())
        )
        return
    began = time.process_time()
    outcomes = list(_outcomes(reader, collection, chosen))
    spent = 1000 * (time.process_time() - began) / max(1, len(outcomes))
    print(f"{name}: {spent:.0f} ms of processor time a question")
    for kind, found in by_kind(outcomes).items():
        print(f"  {kind:12} " + "  ".join(f"{key} {value:g}" for key, value in found.items()))


def _log_right(
    reader: Reader,
    collection: ReaderCollection,
    chosen: Sequence[tuple[ReaderRecord, list[PassageInput]]],
) -> float:
    found = by_kind(_outcomes(reader, collection, chosen))
    return found["all"]["log_right"]


def _outcomes(
    reader: Reader,
    collection: ReaderCollection,
    chosen: Sequence[tuple[ReaderRecord, list[PassageInput]]],
) -> Iterator[Outcome]:
    rarity = pair_rarity(collection.passages.values())
    for record, passages in chosen:
        yield outcome(record, passages, reader.read_inputs(record.question, passages, rarity))


def _ask(folder: Path, questions: Path, sources: Path) -> None:
    """Print how often the likeliest span is right on the first passages of a search."""
    rows: list[tuple[str, bool, float]] = []
    with indexed(sources) as service:
        service.reader = ReaderSource(str(folder))
        for expected in load(questions):
            if expected.kind in ("figure", "date", "entity", "table", "none"):
                given, said = _read(service, expected.question)
                right = any(is_span_right(given, answer) for answer in expected.answers)
                rows.append((expected.kind, right, said))
    for kind in sorted({kind for kind, _, _ in rows} - {"none"}):
        mine = [right for held, right, _ in rows if held == kind]
        print(f"{questions.stem} {kind:8} right {sum(mine)} of {len(mine)}")
    said_some = [s for kind, _, s in rows if kind != "none"]
    none = [s for kind, _, s in rows if kind == "none"]
    said_right = [s for _, ok, s in rows if ok]
    said_wrong = [s for _, ok, s in rows if not ok]
    sure = sorted(rows, key=lambda row: -row[2])[: len(rows) // 2]
    wrong = 100 * fmean(not ok for _, ok, _ in sure)
    print(f"{questions.stem} answered against none {area_under_curve(said_some, none):.3f}")
    print(f"{questions.stem} right against others {area_under_curve(said_right, said_wrong):.3f}")
    print(f"{questions.stem} wrong among the surer half {wrong:.1f} %")


def _read(service: Service, question: str) -> tuple[str, float]:
    """The likeliest span as the passage writes it, and the probability that there is an answer."""
    found = service.answer_search(question)
    if found.reading is None or not found.reading.spans:
        return "", 0.0
    best = found.reading.spans[0]
    squeezed = analyze(found.hits[best.context].passage.text).squeezed
    return squeezed[best.start : best.end], 1 - found.reading.nowhere


def is_span_right(given: str, accepted: str) -> bool:
    """True if a span holds an accepted answer and little more, or all its digits and not much
    less."""
    ours, theirs = normalise_answer(given), normalise_answer(accepted)
    if theirs and theirs in ours:
        return len(ours) <= _TIMES * len(theirs) + _MORE
    digits = "".join(char for char in theirs if char.isdigit())
    return bool(digits) and ours in theirs and digits in ours

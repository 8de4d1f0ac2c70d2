"""`python -m judian.evals train-passages QUESTIONS@SOURCES …`: learns which of the passages found
hold the answer, and writes `judian/search/answers/scoring/data/passages.json`.

The passages of each question are labelled by its evidence. Documents are left out in four parts in
turn to say how often the likeliest ones hold it; the questions over documents of the scorer's half
(`judian.evals.questions.halves`) are not learned from, so that the scorer sees the ranker on texts
that it does not know.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from judian.core.errors import JudianError
from judian.evals.questions.ask import built
from judian.evals.questions.halves import READER, half_of
from judian.evals.questions.judge import is_cited, load
from judian.evals.scorer.logit import PENALTY, Matrix, loss_of, minimise
from judian.evals.scorer.sources import is_index, learnable
from judian.search.answers.reader.loading import OFF
from judian.search.answers.scoring.passage_ranking import (
    MODEL,
    PASSAGE_FEATURES,
    PassageRanker,
    passage_features,
)
from judian.search.service import Service
from judian.zh.questions.forms import AnswerType

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager

    from numpy.typing import NDArray

    from judian.evals.questions.judge import ExpectedAnswer

NAMES = tuple(feature.name for feature in PASSAGE_FEATURES)
#: Parts that the documents are left out in.
PARTS = 4
#: Passages of which it is printed how often one holds the evidence.
DEPTHS = (1, 3, 5, 10)
#: Decimals of a weight in the model file.
DECIMALS = 4


@dataclass(frozen=True, slots=True)
class AskedPassages:
    """The passages found for a question in the order of the search: their features, and whether
    they hold the evidence (1 or 0)."""

    document: str
    kind: str
    features: NDArray[np.float64]
    holds: NDArray[np.float64]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `python -m judian.evals train-passages`."""
    parser.add_argument("sets", nargs="+", metavar="QUESTIONS@SOURCES")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="ask one in N (1: all)")
    parser.add_argument("--output", type=Path, default=MODEL, help="the model file")
    parser.add_argument("--dry-run", action="store_true", help="print the results, write nothing")


def main(args: argparse.Namespace) -> int:
    """Collect, learn, print, write; 0, or 2 if a file cannot be read."""
    asked: list[AskedPassages] = []
    try:
        for each in args.sets:
            questions, _, sources = each.rpartition("@")
            if not questions:
                raise ValueError(f"{each} is not QUESTIONS@SOURCES")
            learnable(each, questions)
            with _index(Path(sources)) as index:
                service = Service.open(index, answer_reader=OFF)
                try:
                    asked += collect(service, list(load(Path(questions)))[:: args.every])
                finally:
                    service.close()
    except (OSError, ValueError, RuntimeError, JudianError) as error:
        print(error, file=sys.stderr)
        return 2
    learned = [one for one in asked if half_of(one.document) == READER]
    found = left_out(learned)
    print(table("by the search", [(one, np.arange(len(one.holds))) for one in learned]))
    print(table("by what was learned, documents left out", found))
    weights = fit(learned)
    others = [(one, order(weights, one)) for one in asked if half_of(one.document) != READER]
    print(table("the same, documents of the scorer", others))
    if not args.dry_run:
        card = {
            "model": "conditional logit with abstention over the passages found for a question",
            "command": "python -m judian.evals train-passages",
            "date": datetime.now(UTC).date().isoformat(),
            "questions": len(learned),
            "documents_left_out": shares_of(found),
            "documents_of_the_scorer": shares_of(others),
        }
        write(weights, card, args.output)
    return 0


def _index(sources: Path) -> AbstractContextManager[Path]:
    """The folder if it is an index, else a new index over it."""
    return nullcontext(sources) if is_index(sources) else built(sources)


def collect(service: Service, questions: Sequence[ExpectedAnswer]) -> Iterator[AskedPassages]:
    """Yield the passages of each question with evidence that asks for a value or a statement; of
    one without an answer none holds it."""
    for expected in questions:
        if not expected.evidence or expected.kind == "retrieval":
            continue
        found = service.candidates(expected.question)
        if found.question.answer_type is AnswerType.NOTHING or not found.contexts:
            continue
        rows = passage_features(found.question, found.contexts, found.overlap, found.scored)
        holds = [
            float(expected.kind != "none" and is_cited(expected, context.hit))
            for context in found.contexts
        ]
        features = np.array([[row[name] for name in NAMES] for row in rows])
        yield AskedPassages(expected.document or "", expected.kind, features, np.array(holds))


def fit(asked: Sequence[AskedPassages]) -> NDArray[np.float64]:
    """The weights of the features, and the bias as the last."""
    sizes = [len(one.holds) for one in asked]
    features = np.concatenate([one.features for one in asked])
    matrix = Matrix(
        np.hstack([features, np.ones((len(features), 1))]),
        np.repeat(np.arange(len(asked)), sizes),
        np.zeros(len(features), np.int64),
        np.concatenate([one.holds for one in asked]),
        len(asked),
    )
    even = np.ones(len(asked))

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        value, slope = loss_of(matrix.features @ weights, matrix, even)
        penalty = 0.5 * PENALTY * float(weights @ weights)
        return value + penalty, matrix.features.T @ slope + PENALTY * weights

    return minimise(loss, np.zeros(matrix.features.shape[1]))


def order(weights: NDArray[np.float64], one: AskedPassages) -> NDArray[np.int64]:
    """The numbers of the passages, the likeliest first."""
    return np.argsort(-(one.features @ weights[:-1]), kind="stable")


def left_out(
    asked: Sequence[AskedPassages],
) -> list[tuple[AskedPassages, NDArray[np.int64]]]:
    """The questions with the order that is learned from the documents of the other parts."""
    part = [hashlib.sha256(one.document.encode()).digest()[1] % PARTS for one in asked]
    found = []
    for left in range(PARTS):
        rest = [one for one, own in zip(asked, part, strict=True) if own != left]
        weights = fit(rest)
        found += [
            (one, order(weights, one)) for one, own in zip(asked, part, strict=True) if own == left
        ]
    return found


def shares_of(found: Sequence[tuple[AskedPassages, NDArray[np.int64]]]) -> dict[str, list[Any]]:
    """For each kind of question and for all: their number, and the percentages of them whose
    evidence is among the first DEPTHS passages, and among all."""
    counts: Counter[tuple[str, int]] = Counter()
    for one, passages in found:
        if one.kind != "none":
            holding = np.flatnonzero(one.holds[passages])
            place = int(holding[0]) if len(holding) else None
            for kind in (one.kind, "all"):
                counts[kind, 0] += 1
                for depth in (*DEPTHS, len(one.holds)):
                    met = place is not None and place < depth
                    counts[kind, depth if depth in DEPTHS else -1] += met
    kinds = sorted({kind for kind, _ in counts})
    return {
        kind: [counts[kind, 0]]
        + [round(100 * counts[kind, depth] / counts[kind, 0], 1) for depth in (*DEPTHS, -1)]
        for kind in kinds
    }


def table(title: str, found: Sequence[tuple[AskedPassages, NDArray[np.int64]]]) -> str:
    """`shares_of` as lines of text."""
    lines = [f"{title}: questions, % with the evidence among the first {DEPTHS}, in all"]
    lines += [f"  {kind:12} {values}" for kind, values in shares_of(found).items()]
    return "\n".join(lines)


def write(weights: NDArray[np.float64], card: dict[str, Any], path: Path) -> None:
    """Write the model file, whole or not at all."""
    *own, bias = (round(float(weight), DECIMALS) for weight in weights)
    model = {"card": card, "bias": bias, "weights": dict(zip(NAMES, own, strict=True))}
    PassageRanker.from_json(model)
    incomplete = path.with_suffix(".part")
    incomplete.write_text(json.dumps(model, ensure_ascii=False, indent=1) + "\n", "utf-8")
    incomplete.replace(path)

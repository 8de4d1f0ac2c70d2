"""`python -m judian.evals train-scorer`: learns the scorer's weights and writes its model file.

Collections: the question sets of `floors.toml` that are not held out, further sets over an index or
a folder of sources, and files of reading comprehension. What holds without the reader is learned
with the setting `answer_reader` off. The examples of each are kept in a folder
and made again only if the questions, the texts or the code that makes them changed.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from judian.core import settings
from judian.core.errors import JudianError
from judian.evals.scorer.bars import AIM, bars_of, curves_of
from judian.evals.scorer.held_out import predict_held_out, weights_of
from judian.evals.scorer.logit import fit, matrix_of
from judian.evals.scorer.report import (
    by_collection,
    by_kind,
    curve,
    judged,
    over_reports,
    reliability,
    table,
)
from judian.evals.scorer.sources import Collection, examples_of, shipped_collections
from judian.search.answers.reader.loading import OFF
from judian.search.answers.scoring.feature_table import FEATURES, KINDS
from judian.search.answers.scoring.scorer import MODEL, READ, UNREAD, Scorer

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from judian.evals.scorer.bars import Curve
    from judian.evals.scorer.examples import Example

#: Decimals of a weight in the model file.
DECIMALS = 4


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `python -m judian.evals train-scorer`."""
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=QUESTIONS@TEXTS",
        help="a further question set, over an index or a folder of sources",
    )
    parser.add_argument(
        "--reading",
        action="append",
        default=[],
        metavar="NAME=FILE",
        help="a file of reading comprehension (DRCD, CMRC), asked of all its paragraphs",
    )
    parser.add_argument(
        "--limit", type=int, default=1000, help="questions of each such file, evenly spread (1000)"
    )
    parser.add_argument(
        "--every",
        type=int,
        default=1,
        metavar="N",
        help="ask one in N of the shipped questions to train on (1: all)",
    )
    parser.add_argument(
        "--examples",
        type=Path,
        required=True,
        help="folder where the examples and indexes are kept between runs",
    )
    parser.add_argument(
        "--aim", type=float, default=AIM, help=f"share of wrong answers to aim at ({AIM})"
    )
    parser.add_argument("--output", type=Path, default=MODEL, help="the model file")
    parser.add_argument("--dry-run", action="store_true", help="print the results, write nothing")


def main(args: argparse.Namespace) -> int:
    """Collect, learn, print, write; 0, or 2 if a file cannot be read."""
    began = time.process_time()
    try:
        collections = [
            *shipped_collections(args.every),
            *(Collection.of_set(text) for text in args.set),
            *(Collection.of_reading(text, args.limit) for text in args.reading),
        ]
        args.examples.mkdir(parents=True, exist_ok=True)
        examples = [e for c in collections for e in examples_of(c, args.examples)]
    except (OSError, ValueError, RuntimeError, JudianError) as error:
        print(error, file=sys.stderr)
        return 2
    part = UNREAD if settings.load().text("answer_reader") == OFF else READ
    model = learn(examples, args.aim, part)
    print(f"{len(examples)} examples, {time.process_time() - began:.0f} s of processor time")
    if not args.dry_run:
        write(model, args.output)
    return 0


def learn(examples: Sequence[Example], aim: float, part: str) -> dict[str, Any]:
    """The `part` of the model that is learned from all examples, and its card; prints the results
    on collections left out."""
    held_out = predict_held_out(examples)
    curves = curves_of(held_out)
    bars = bars_of(held_out, curves, aim)
    found = judged(held_out, curves)
    of_reports = over_reports(found)
    results, kinds = by_collection(found, bars), by_kind(of_reports, bars)
    for results_of in (results, kinds, curve(of_reports)):
        print(table(results_of), end="\n\n")
    card = {
        "model": "conditional logit with abstention, weights of each kind of candidate",
        "command": "python -m judian.evals train-scorer",
        "date": datetime.now(UTC).date().isoformat(),
        "aim": aim,
        "examples": len(examples),
        "collections_left_out_in_turn": results,
        "answers_by_kind": kinds,
        "reliability": reliability(of_reports),
    }
    return {"card": {part: card}, part: _kinds(examples, curves, bars)}


def _kinds(
    examples: Sequence[Example], curves: Mapping[str, Curve], bars: Mapping[str, float]
) -> dict[str, Any]:
    matrix = matrix_of(examples)
    fitted: NDArray[Any] = fit(matrix, weights_of(examples))
    kinds = {}
    for number, kind in enumerate(KINDS):
        right = matrix.features[(matrix.grade > 0) & (matrix.kind == number)]
        means = right.mean(axis=0) if len(right) else matrix.features.mean(axis=0)
        *weights, bias = fitted[number]
        kinds[kind] = {
            "bias": round(float(bias), DECIMALS),
            "slope": round(curves[kind].slope, DECIMALS),
            "offset": round(curves[kind].offset, DECIMALS),
            "bar": bars[kind],
            "weights": _rounded(weights),
            "typical": _rounded(means),
        }
    return kinds


def _rounded(values: Sequence[float]) -> dict[str, float]:
    return {n: round(float(v), DECIMALS) for n, v in zip(FEATURES, values, strict=True)}


def write(model: Mapping[str, Any], path: Path) -> None:
    """Put a part of a model into a model file, whole or not at all; its other part stays. In a new
    file both parts are the same."""
    (part,) = model["card"]
    if path.exists():
        before = json.loads(path.read_text("utf-8"))
    else:
        before = {"card": {}, READ: model[part], UNREAD: model[part]}
    whole = {**before, **model, "card": {**before["card"], **model["card"]}}
    Scorer.from_json(whole)
    incomplete = path.with_suffix(".part")
    incomplete.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", "utf-8")
    incomplete.replace(path)

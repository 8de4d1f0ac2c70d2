"""What held-out predictions would have answered: tables for people and for the model's card."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from judian.evals.scorer.held_out import OPEN_KIND
from judian.search.answers.scoring.feature_table import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from judian.evals.scorer.bars import Curve
    from judian.evals.scorer.held_out import Prediction

#: The thresholds of the printed curve, and the borders of the reliability table.
CURVE = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97)
BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 1.01)

Judged = tuple["Prediction", float]


def judged(predictions: Sequence[Prediction], curves: Mapping[str, Curve]) -> list[Judged]:
    """The questions as they were asked, each with the confidence of its best candidate."""
    return [
        (p, curves[p.kind](p.probability) if p.kind else 0.0)
        for p in predictions
        if not p.example.removed
    ]


def measures(judged: Sequence[Judged], bars: Mapping[str, float]) -> dict[str, float]:
    """Shares in [0, 1]: `right` of the answerable, `refused` of the answerable with a right
    candidate, `none_refused` of those without answer, `wrong` of the answers given; and counts."""
    tally: Counter[str] = Counter()
    for prediction, sure in judged:
        example = prediction.example
        given = bool(prediction.kind) and sure >= bars[prediction.kind]
        tally["asked"] += example.answerable
        tally["none"] += not example.answerable
        tally["given"] += given
        tally["wrong"] += given and not prediction.right
        tally["right"] += given and prediction.right
        tally["said"] += example.answerable and example.found
        tally["refused"] += example.answerable and example.found and not given
        tally["none_refused"] += not example.answerable and not given
    return {
        "asked": tally["asked"],
        "none": tally["none"],
        "given": tally["given"],
        "right": _share(tally["right"], tally["asked"]),
        "wrong": _share(tally["wrong"], tally["given"]),
        "refused": _share(tally["refused"], tally["said"]),
        "none_refused": _share(tally["none_refused"], tally["none"]),
    }


def by_collection(
    judged: Sequence[Judged], bars: Mapping[str, float]
) -> dict[str, dict[str, float]]:
    """The measures of each collection, and of all over reports."""
    names = sorted({p.example.collection for p, _ in judged})
    found = {
        name: measures([j for j in judged if j[0].example.collection == name], bars)
        for name in names
    }
    return {**found, "all reports": measures(over_reports(judged), bars)}


def over_reports(judged: Sequence[Judged]) -> list[Judged]:
    """Those that are not of reading comprehension."""
    return [j for j in judged if j[0].example.kind != OPEN_KIND]


def by_kind(judged: Sequence[Judged], bars: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """The answers given of each kind of candidate, and the share of wrong ones."""
    found = {}
    for kind in KINDS:
        given = [p.right for p, sure in judged if p.kind == kind and sure >= bars[kind]]
        wrong = _share(len(given) - sum(given), len(given))
        found[kind] = {
            "best": sum(p.kind == kind for p, _ in judged),
            "given": len(given),
            "wrong": wrong,
        }
    return found


def reliability(judged: Sequence[Judged]) -> list[dict[str, float]]:
    """For each range of confidence: how many best candidates, their mean confidence, the share
    of right ones."""
    rows = []
    for low, high in pairwise(BINS):
        inside = [(p.right, sure) for p, sure in judged if p.kind and low <= sure < high]
        if inside:
            rows.append(
                {
                    "from": low,
                    "count": len(inside),
                    "confidence": round(sum(sure for _, sure in inside) / len(inside), 3),
                    "right": _share(sum(right for right, _ in inside), len(inside)),
                }
            )
    return rows


def table(rows: Mapping[str, Mapping[str, float]]) -> str:
    """Rows of measures with their names, a line each."""
    names = list(next(iter(rows.values())))
    lines = [f"{'':<14}" + "".join(f"{name:>13}" for name in names)]
    for label, row in rows.items():
        lines.append(f"{label:<14}" + "".join(f"{row[name]:>13.3g}" for name in names))
    return "\n".join(lines)


def curve(judged: Sequence[Judged]) -> dict[str, dict[str, float]]:
    """The measures if one threshold held for all kinds, for each of CURVE."""
    return {f"{bar:.2f}": measures(judged, dict.fromkeys(KINDS, bar)) for bar in CURVE}


def _share(part: float, whole: float) -> float:
    return round(part / whole, 3) if whole else 0.0

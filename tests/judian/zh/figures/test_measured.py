"""The shares of the figures of whole reports that are found, and found with their period.

The lists in `tests/data/figures` were made by reading the reports: each figure with its value,
unit and period, in the order of the text. Precision and recall count value and unit together;
the period counts among the figures found. Lowering a floor is a deliberate act.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from indexer.cli.command import main as index
from judian.core.identity import identity
from judian.core.model import passage_from_json
from judian.engines.registry import open_engine
from judian.zh.figures.extraction import Figure, PassageContext, Period, extract
from tests.project import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LISTS = ROOT / "tests" / "data" / "figures"

#: (lists, precision and recall of value with unit, share of right periods)
FLOORS = {
    "seeds": (("000", "001", "002", "003"), 0.97, 0.90),
    "other reports": (("cyber-security", "fisheries", "pollution-fines", "tourism"), 0.95, 0.80),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """One figure as the list has it."""

    value: Decimal
    high: Decimal | None
    unit: str | None
    start: str | None
    end: str | None


def listed(name: str) -> list[Listed]:
    rows = []
    for line in (LISTS / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            _, value, high, unit, start, end = (None if f == "-" else f for f in line.split("\t"))
            assert value is not None
            rows.append(Listed(Decimal(value), high and Decimal(high), unit, start, end))  # type: ignore[arg-type]
    return rows


def found(figure: Figure) -> Listed:
    period = figure.period
    return Listed(
        figure.value,
        figure.value_high,
        figure.unit,
        period.start if period else None,
        period.end if period else None,
    )


def aligned(wanted: Sequence[Listed], got: Sequence[Listed]) -> list[tuple[Listed, Listed]]:
    """The longest common sequence by value and unit."""
    same = [[(a.value, a.high, a.unit) == (b.value, b.high, b.unit) for b in got] for a in wanted]
    best = [[0] * (len(got) + 1) for _ in range(len(wanted) + 1)]
    for i in range(len(wanted) - 1, -1, -1):
        for j in range(len(got) - 1, -1, -1):
            longer = max(best[i + 1][j], best[i][j + 1])
            best[i][j] = max(longer, best[i + 1][j + 1] + 1) if same[i][j] else longer
    pairs, i, j = [], 0, 0
    while i < len(wanted) and j < len(got):
        if same[i][j] and best[i][j] == best[i + 1][j + 1] + 1:
            pairs.append((wanted[i], got[j]))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Listed]]:
    """The figures of seeds and reports as the indexer stores them, by the list's name."""
    folder = tmp_path_factory.mktemp("index")
    sources = [str(ROOT / "seeds"), str(ROOT / "judian" / "evals" / "data" / "reports")]
    assert index([*sources, "--index", str(folder), "--jobs", "1"]) == 0
    engine = open_engine("whoosh", folder, identity())
    snapshot = engine.snapshot()
    figures: dict[str, list[Listed]] = {}
    for document in snapshot.documents():
        name = Path(json.loads(document.info)["sources"][0]).stem.split("_")[0]
        payloads = snapshot.payloads(snapshot.passage_ids(document.id))
        passages = [passage_from_json(json.loads(p)) for p in payloads if p]
        figures[name] = [found(f) for passage in passages for f in passage.figures]
    engine.close()
    return figures


@pytest.mark.parametrize("group", FLOORS)
def test_figures_of_whole_reports(group: str, indexed: dict[str, list[Listed]]) -> None:
    names, value_floor, period_floor = FLOORS[group]
    wanted = got = matched = dated = 0
    for name in names:
        pairs = aligned(listed(name), indexed[name])
        wanted += len(listed(name))
        got += len(indexed[name])
        matched += len(pairs)
        dated += sum((a.start, a.end) == (b.start, b.end) for a, b in pairs)
    print(f"{group}: P {matched / got:.3f} R {matched / wanted:.3f} periods {dated / matched:.3f}")
    assert matched / got >= value_floor, "precision"
    assert matched / wanted >= value_floor, "recall"
    assert dated / matched >= period_floor, "periods"


def passages() -> Iterator[tuple[str, PassageContext, list[list[Any]]]]:
    for line in (LISTS / "fire-and-water.jsonl").read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        given = data["context"]
        cells = tuple((a, b, tuple(c), tuple(r)) for a, b, c, r in given.get("cells", ()))
        context = PassageContext(
            cells=cells,
            unit=given.get("unit"),
            caption=given.get("caption"),
            note=given.get("note"),
            document_period=Period(*given["period"]),
            anchor_date=given["reference"],
            rows=tuple(map(tuple, given.get("rows", ()))),
        )
        yield data["text"], context, data["figures"]


def test_figures_of_passages_with_their_context() -> None:
    """A report on fire brigades and reservoirs, given passage by passage, spans included."""
    wanted = got = matched = spans = dated = 0
    for text, context, rows in passages():
        figures = extract(text, context)
        lines = [
            Listed(Decimal(v), h and Decimal(h), u, start, end) for _, v, h, u, start, end in rows
        ]
        pairs = aligned(lines, [found(f) for f in figures])
        wanted += len(lines)
        got += len(figures)
        matched += len(pairs)
        dated += sum((a.start, a.end) == (b.start, b.end) for a, b in pairs)
        spans += len({row[0] for row in rows} & {f.text for f in figures})
        assert all(text[f.start : f.end] == f.text for f in figures)
    assert wanted >= 60
    assert matched / got >= 0.98
    assert matched / wanted >= 0.98
    assert dated / matched >= 0.90
    assert spans >= 0.95 * matched

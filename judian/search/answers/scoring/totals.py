"""Sums in tables: which cells are one, and what a question says that asks for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.zh.text.analyze import analyze
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.search.answers.candidates.candidate import Candidate
    from judian.search.answers.question.requirements import Demand, Unit
    from judian.search.replies.results import Hit

_SUMS = compiled("合計|總計|小計|加總|總和|總數|全年|^計$")
_ASKS_SUM = compiled(
    "合計|總計|小計|加總|總和|總數|加起來|相加|全年|全國|全臺|全部|整體|共(?!同|有?犯)"
)
#: 三個年度加總: how many are summed up says nothing that a total would repeat.
_SUMMED = compiled(
    "[二兩三四五六七八九十0-9]+個?(?:年度|年|季|個月|機關|單位|國家|縣市|地區|分[署局])"
)
#: What rows of sums are called.
_ROWS = "合計 總計"


def is_sum(header: str) -> bool:
    """True for a folded header of cells that sum up others."""
    return _SUMS.search(header) is not None


def asks_sum(question: str) -> bool:
    """True for a folded question that speaks of a sum or of all there is."""
    return _ASKS_SUM.search(question) is not None


def summed(demand: Demand, candidate: Candidate) -> frozenset[Unit]:
    """The words of the question that ask for a sum, where the candidate's headers say that it
    is one: 加總 and 全國 are met by 合計."""
    cell = candidate.scene.cell_of(candidate.start)
    if cell is None or not any(is_sum(analyze(h).folded) for h in (*cell.column, *cell.row)):
        return frozenset()
    text = demand.question.text
    spans = [found.span() for found in _ASKS_SUM.finditer(text)]
    if spans:
        spans += [found.span() for found in _SUMMED.finditer(text)]
    return frozenset(
        unit for unit in demand.units if any(unit.start < e and s < unit.end for s, e in spans)
    )


def widened(question: str) -> str | None:
    """A question for a sum as it finds the rows that are named so too, which hold nothing else
    of it themselves; None for other questions."""
    return f"{question} {_ROWS}" if asks_sum(analyze(question).folded) else None


def sum_rows(found: Sequence[Hit], known: Sequence[Hit]) -> list[Hit]:
    """The rows of sums among `found` that are not in `known`."""
    ids = {hit.id for hit in known}
    return [hit for hit in found if hit.id not in ids and _is_sum_row(hit)]


def _is_sum_row(hit: Hit) -> bool:
    table = hit.passage.table
    return table is not None and any(
        is_sum(analyze(header).folded) for cell in table.cells for header in cell.row
    )

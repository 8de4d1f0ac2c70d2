"""Totals in tables, for questions that ask for a sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.search.answers.question.sums import is_sum
from judian.zh.text.analyze import analyze

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.search.answers.candidates.candidate import Candidate
    from judian.search.answers.question.model import QuestionModel, QuestionTerm
    from judian.search.replies.results import Hit

#: Names of total rows.
_ROWS = "合計 總計"


def sum_terms(question: QuestionModel, candidate: Candidate) -> frozenset[QuestionTerm]:
    """The terms of the question that ask for a sum, if the candidate's headers name a total:
    合計 meets 加總 and 全國."""
    cell = candidate.context.cell_of(candidate.start)
    if cell is None or not any(is_sum(analyze(h).folded) for h in (*cell.column, *cell.row)):
        return frozenset()
    return frozenset(
        term
        for term in question.terms
        if any(term.start < end and start < term.end for start, end in question.sum_spans)
    )


def widened_query(question: QuestionModel) -> str | None:
    """For a question about a sum, a query that also finds total rows, which hold no other word
    of the question; None for other questions."""
    return f"{question.typed} {_ROWS}" if question.sum_requested else None


def total_rows(found: Sequence[Hit], known: Sequence[Hit]) -> list[Hit]:
    """The total rows among `found` that are not in `known`."""
    ids = {hit.id for hit in known}
    return [hit for hit in found if hit.id not in ids and _is_total_row(hit)]


def _is_total_row(hit: Hit) -> bool:
    table = hit.passage.table
    return table is not None and any(
        is_sum(analyze(header).folded) for cell in table.cells for header in cell.row
    )

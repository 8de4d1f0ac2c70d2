"""A computed answer as a reply: each operand with its passage and citation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from judian.search.citations import cite
from judian.search.replies.results import Answer, Operand

if TYPE_CHECKING:
    from decimal import Decimal

    from judian.core.model import Passage
    from judian.search.answers.tables.answering import ComputedAnswer
    from judian.search.answers.tables.resolving import Operand as Value
    from judian.search.replies.results import Hit

#: The confidence of an answer of which the table accounts for every word. Of the 2,491 questions of
#: evals/data/training 12 were computed, all rightly, and 40 answered by one cell, 38 of them
#: rightly; of 60 questions that compute, 14 were computed, all rightly. Some rules were mended
#: after a run on both, so that the share on new texts is lower; it is not measured on enough.
FULL_CONFIDENCE = 0.95
#: Operands that are shown; an order of more rows shows the first ones.
SHOWN = 60


def reply_of(found: ComputedAnswer) -> Answer:
    """The answer with its operands and formula; a single cell is an answer of the kind table."""
    computation, grid = found.computation, found.table.grid
    values = [part for o in computation.operands for part in (o.parts or (o,))]
    operands = tuple(_operand(value, found) for value in values[:SHOWN])
    first = operands[0]
    hit, start, end = first.hit, first.start, first.end
    if computation.names is not None:
        row = grid.rows[computation.names.cell.row]
        hit = _hit(found.table.hit, row.passage)
        cell = computation.names.cell
        start, end = (row.start, row.end) if row.start < row.end else (cell.start, cell.end)
    is_cell = not computation.formula
    return Answer(
        text=first.text if is_cell else computation.text,
        kind="table" if is_cell else "computed",
        value=computation.value,
        unit=computation.unit,
        items=computation.items,
        confidence=round(FULL_CONFIDENCE * found.coverage, 2),
        start=start,
        end=end,
        hit=hit,
        operands=() if is_cell else operands,
        formula=computation.formula or None,
        source="table" if is_cell else "computed",
    )


def rounds_to(computed: Decimal, stated: Decimal) -> bool:
    """True if the stated number is the computed one, or that number rounded to its last digit."""
    exponent = stated.as_tuple().exponent
    if not isinstance(exponent, int):
        return False
    return stated in (computed, round(computed, max(0, -exponent)))


def _operand(value: Value, found: ComputedAnswer) -> Operand:
    cell = value.cell
    passage = cell.passage
    start, end = (cell.figure.start, cell.figure.end) if cell.figure else (cell.start, cell.end)
    text = passage.text[start:end]
    hit = _hit(_hit_of(found, passage), passage)
    return Operand(value.label, text, value.value, value.unit, hit, start, end)


def _hit_of(found: ComputedAnswer, passage: Passage) -> Hit:
    """The hit of the table with the document of `passage`."""
    hits = (table.hit for table in (found.table, *found.others))
    return next((h for h in hits if h.passage.doc_id == passage.doc_id), found.table.hit)


def _hit(of: Hit, passage: Passage) -> Hit:
    """The hit of another row of the same table."""
    if passage.id == of.id:
        return of
    return replace(
        of,
        id=passage.id,
        passage=passage,
        snippet_html="",
        citation=cite(passage, of.document),
        marks=(),
        copies=0,
        places=(),
    )

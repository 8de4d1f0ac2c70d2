"""From a question and its hits to a computed answer: the tables are tried one after another, and
what they give is compared."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from judian.core import deadlines
from judian.search.answers.question.operations import OperationKind
from judian.search.answers.tables.across import combined, operand_questions
from judian.search.answers.tables.computing import compute
from judian.search.answers.tables.coverage import (
    context_of,
    counts_of,
    is_narrowed,
    is_turned,
    says_other,
    unexplained,
)
from judian.search.answers.tables.gathering import FoundTable, tables_of
from judian.search.answers.tables.resolving import Unresolved
from judian.search.answers.tables.selection import select
from judian.search.answers.tables.sisters import sisters
from judian.zh.questions.forms import AnswerType
from judian.zh.text.analyze import analyze

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from judian.core.engine import Snapshot
    from judian.search.answers.question.model import QuestionModel, QuestionTerm
    from judian.search.answers.tables.computation import Computation
    from judian.search.answers.tables.grid import TypedCell
    from judian.search.replies.results import Hit

#: Tables that are tried.
TABLES = 8


#: The least share of the question that a table must account for, the same for a single cell (with
#: which other passages compete), and the least lead over a table that gives another result.
LEAST_COVERAGE, LEAST_CELL_COVERAGE, LEAST_LEAD = 0.85, 0.95, 0.1
#: A table whose headers the question names by so much less is no rival.
LEAST_FIT_LEAD = 0.5
#: The number in a cell, with thousands separators.
_PRINTED = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class ComputedAnswer:
    """A computation on one table. `coverage` in [0, 1] is the share of the question that the table
    accounts for; `unexplained` are the words that it does not. `says_other` is True if a number or
    a negation of the question has no place in the table. `fit` in [0, 1] is the least share of a
    header's name that the question has, 0 if it names none."""

    table: FoundTable
    computation: Computation
    coverage: float
    unexplained: tuple[QuestionTerm, ...]
    says_other: bool = False
    fit: float = 1.0
    #: True if the question names both a row and a column of the table.
    names_both: bool = False
    #: The other tables of which operands are cells.
    others: tuple[FoundTable, ...] = ()

    @property
    def is_summed(self) -> bool:
        """True if operands are sums of cells, as of a table that divides what another one states
        whole."""
        return any(o.parts and o.sign == "+" for o in self.computation.operands)

    @property
    def is_whole_cell(self) -> bool:
        """True for a single cell whose row and column the question names by their whole names, in a
        table that accounts for all of its words."""
        is_cell = not self.computation.formula and not self.is_summed
        return is_cell and self.names_both and self.fit == 1.0 and not self.unexplained

    @property
    def is_accepted(self) -> bool:
        """True if the table accounts for the question: for nearly all of its weight, and for every
        name, number and noun in it."""
        return (
            self.coverage >= (LEAST_COVERAGE if self.computation.formula else LEAST_CELL_COVERAGE)
            and not self.says_other
            and not any(t.required or t.is_noun for t in self.unexplained)
        )


def computed_answer(
    question: QuestionModel, snapshot: Snapshot, hits: Sequence[Hit]
) -> ComputedAnswer | None:
    """What the tables of the hits give; None if none accounts for the question, or if two that do
    disagree."""
    if not _is_computable(question):
        return None
    found = [answer for answer in computed_answers(question, snapshot, hits) if answer.is_accepted]
    if not found:
        return None
    best = found[0]
    rivals = [f for f in found if f.coverage > best.coverage - LEAST_LEAD]
    rivals = [f for f in rivals if f.fit > best.fit - LEAST_FIT_LEAD]
    if not best.unexplained and best.fit == 1.0:
        rivals = [f for f in rivals if not f.unexplained]
    if any(f.names_both and not f.unexplained for f in rivals):
        rivals = [f for f in rivals if f.names_both]
        best = rivals[0]
    if not best.is_summed:
        rivals = [f for f in rivals if not f.is_summed]
    if any(_result(f) != _result(best) and not is_rounded(f, best) for f in rivals):
        return None
    return min(rivals, key=lambda f: resolution(f.computation))


def computed_across(
    question: QuestionModel,
    snapshot: Snapshot,
    rows_of: Callable[[QuestionModel], Sequence[Hit]],
) -> ComputedAnswer | None:
    """What is made of two operands that stand in two tables, of other times or documents of a
    series; `rows_of` finds rows for the question of one operand. None unless each of the two is
    the only answer to its own question."""
    found: list[ComputedAnswer] = []
    for one in operand_questions(question):
        answer = computed_answer(one, snapshot, rows_of(one))
        if answer is None or answer.computation.formula or answer.is_summed or answer.unexplained:
            return None
        found.append(answer)
    if not found:
        return None
    first, second = found
    made = combined(question, *((f.table, f.computation) for f in found))
    if made is None:
        return None
    coverage = min(first.coverage, second.coverage)
    return replace(first, computation=made, coverage=coverage, others=(second.table,))


#: Fewest characters of a cell that a question names.
SHORTEST_CELL = 4


def adds_up_some_rows(question: QuestionModel, snapshot: Snapshot, hits: Sequence[Hit]) -> bool:
    """True if the question adds up the rows of a table that a text in another column chooses (付給
    東港公所的合計): a total that is stated is that of all rows."""
    if question.operation.kind is not OperationKind.SUM:
        return False
    content = question.operation.content
    for table in tables_of(snapshot, hits, TABLES):
        grid = table.grid
        named = {
            cell.row
            for cell in grid.cells.values()
            if cell.column > grid.first_number
            and not cell.is_number
            and len(cell.text) >= SHORTEST_CELL
            and "".join(analyze(cell.text).folded.split()) in content
        }
        if 0 < len(named) < len(grid.rows):
            return True
    return False


def _is_computable(question: QuestionModel) -> bool:
    """True for numbers, and for names and dates of an extreme or on a side of a limit."""
    is_number = question.answer_type in (AnswerType.FIGURE, AnswerType.NOTHING)
    return is_number or question.operation.kind is not OperationKind.VALUE


def is_rounded(one: ComputedAnswer, other: ComputedAnswer) -> bool:
    """True if the results are of one unit and differ by no more than the table in greater units
    leaves out: 79,116萬元 beside 791,162,000元."""
    left, right = one.computation, other.computation
    if left.value is None or right.value is None or left.unit != right.unit:
        return False
    kept = (left.formula == "") == (right.formula == "") and _is_linear(one) and _is_linear(other)
    apart = abs(left.value - right.value)
    return kept and apart < resolution(left) + resolution(right)


def _is_linear(answer: ComputedAnswer) -> bool:
    """True for a cell, a sum and a difference: no quotient, in which what is left out counts
    otherwise."""
    return "÷" not in answer.computation.formula and answer.computation.names is None


def resolution(computation: Computation) -> Decimal:
    """The value of the last digit that a table prints of the operands, all added up, in base
    units; 0 for a whole number in the base unit."""
    cells = [part.cell for o in computation.operands for part in (o.parts or (o,))]
    return sum((_last_digit(cell) for cell in cells if cell.figure), Decimal(0))


def _last_digit(cell: TypedCell) -> Decimal:
    assert cell.figure is not None
    found = _PRINTED.search(cell.figure.text)
    printed = Decimal(found.group().replace(",", "")) if found else Decimal(0)
    if not printed or not cell.figure.value:
        return Decimal(0)
    factor = abs(cell.figure.value) / printed
    return (
        factor * Decimal(1).scaleb(int(printed.as_tuple().exponent)) if factor > 1 else Decimal(0)
    )


def _result(answer: ComputedAnswer) -> tuple[object, ...]:
    found = answer.computation
    return found.value, found.unit, found.text if found.value is None else ""


def computed_answers(
    question: QuestionModel, snapshot: Snapshot, hits: Sequence[Hit]
) -> list[ComputedAnswer]:
    """What each table of the hits gives, the one first that accounts for most of the question."""
    found = []
    tables = list(deadlines.checked(tables_of(snapshot, hits, TABLES)))
    for table in deadlines.checked([*tables, *sisters(tables)]):
        if not table.grid.rows:
            continue
        document = table.hit.document
        selection = select(question, table.grid, analyze(document.title).folded)
        selection.document_days = (document.period_start, document.period_end)
        try:
            computation = compute(selection)
        except Unresolved:
            continue
        context = context_of(table, computation)
        counts = counts_of(selection, computation)
        missing = tuple(unexplained(selection, computation, context, counts))
        weight = sum(term.weight for term in missing)
        strange = (
            says_other(question, selection, counts, context)
            or is_turned(question, selection, context, computation)
            or is_narrowed(selection, missing)
        )
        mentions = [m for g in (*selection.rows, *selection.columns) for m in g.mentions]
        fit = min((m.fit for m in mentions), default=0.0)
        both = bool(selection.rows) and bool(selection.columns)
        found.append(ComputedAnswer(table, computation, 1.0 - weight, missing, strange, fit, both))
    return sorted(found, key=lambda c: (-c.coverage, -c.fit, c.is_summed, c.table.rank))

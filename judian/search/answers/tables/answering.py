"""From a question and its hits to a computed answer: the tables are tried one after another, and
what they give is compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.core import deadlines
from judian.search.answers.question.labels import label_values, labels, with_latest
from judian.search.answers.question.operations import OperationKind
from judian.search.answers.scoring.term_match import term_match
from judian.search.answers.tables.computing import compute
from judian.search.answers.tables.gathering import FoundTable, tables_of
from judian.search.answers.tables.header_names import Role
from judian.search.answers.tables.resolving import Unresolved
from judian.search.answers.tables.selection import Selection, select
from judian.zh.numbers.numerals import parse
from judian.zh.questions.forms import AnswerType
from judian.zh.text.analyze import analyze
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from judian.core.engine import Snapshot
    from judian.search.answers.question.model import QuestionModel, QuestionTerm
    from judian.search.answers.tables.computation import Computation
    from judian.search.answers.tables.mentions import Mention
    from judian.search.replies.results import Hit

#: Tables that are tried.
TABLES = 8
#: The least match of a term in what a table says.
LEAST_MATCH = 0.75


#: The least share of the question that a table must account for, the same for a single cell (with
#: which other passages compete), and the least lead over a table that gives another result.
LEAST_COVERAGE, LEAST_CELL_COVERAGE, LEAST_LEAD = 0.85, 0.95, 0.1
#: 五座, 九個: how many things are spoken of.
_COUNTED = compiled("^(?P<number>[一二兩三四五六七八九十]{1,3}|[0-9]{1,2})[一-鿿]$")
_DIGIT = re.compile("[0-9]")


@dataclass(frozen=True, slots=True)
class ComputedAnswer:
    """A computation on one table. `coverage` in [0, 1] is the share of the question that the table
    accounts for; `unexplained` are the words that it does not. `says_other` is True if a number or
    a negation of the question has no place in the table."""

    table: FoundTable
    computation: Computation
    coverage: float
    unexplained: tuple[QuestionTerm, ...]
    says_other: bool = False

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
    if any(_result(f) != _result(best) for f in rivals):
        return None
    return best


def _is_computable(question: QuestionModel) -> bool:
    """True for numbers, and for names and dates of an extreme or on a side of a limit."""
    is_number = question.answer_type in (AnswerType.FIGURE, AnswerType.NOTHING)
    return is_number or question.operation.kind is not OperationKind.VALUE


def _result(answer: ComputedAnswer) -> tuple[object, ...]:
    found = answer.computation
    return found.value, found.unit, found.text if found.value is None else ""


def computed_answers(
    question: QuestionModel, snapshot: Snapshot, hits: Sequence[Hit]
) -> list[ComputedAnswer]:
    """What each table of the hits gives, the one first that accounts for most of the question."""
    found = []
    for table in deadlines.checked(tables_of(snapshot, hits, TABLES)):
        if not table.grid.rows:
            continue
        selection = select(question, table.grid, analyze(table.hit.document.title).folded)
        try:
            computation = compute(selection)
        except Unresolved:
            continue
        context = _context(table, computation)
        counts = _counts(selection, computation)
        missing = tuple(_unexplained(question, selection, context, counts))
        weight = sum(term.weight for term in missing)
        strange = _says_other(question, selection) or _is_turned(question, selection, context)
        found.append(ComputedAnswer(table, computation, 1.0 - weight, missing, strange))
    return sorted(found, key=lambda c: (-c.coverage, c.table.rank))


def _says_other(question: QuestionModel, selection: Selection) -> bool:
    """True if a number of the question is no part of a header, a time or a limit."""
    named = _named(selection)
    return any(
        at not in named and _DIGIT.match(c) for at, c in enumerate(question.operation.content)
    )


def _counts(selection: Selection, computation: Computation) -> set[int]:
    """The numbers of things that a computation is about: its operands, or the parts of a total."""
    rows = {selection.grid.rows[o.cell.row].role for o in computation.operands}
    parts = {len(selection.parts())} if rows == {Role.TOTAL} else set()
    return {len(computation.operands)} | parts


#: Words that turn what is asked about into something else, with what a table may say for them.
_TURNS = tuple(
    (fold(word), compiled(said))
    for word, said in (("原", "原"), ("未", "未|無|沒"), ("沒", "未|無|沒"), ("每", "每|平均|人均"))
)


def _is_turned(question: QuestionModel, selection: Selection, context: _Context) -> bool:
    """True if the question asks for what was before (原來核定), what is not (沒執行) or for each
    (每人), and the table says none of them."""
    named = _named(selection)
    content = question.operation.content
    return any(
        at not in named and char == word and not said.search(context.near)
        for at, char in enumerate(content)
        for word, said in _TURNS
    )


def _named(selection: Selection) -> set[int]:
    """The offsets of the question that name headers."""
    return {at for m in selection.mentions for start, end in m.spans for at in range(start, end)}


def _unexplained(
    question: QuestionModel, selection: Selection, context: _Context, counts: set[int]
) -> Iterator[QuestionTerm]:
    """Yield the terms of the question that neither asking nor the table explains: its `context`,
    and for a number of things (五座) the `counts`."""
    content = question.operation.content
    named = _named(selection)
    if _is_of_other_number(question, context.near):
        yield from question.terms
        return
    beside = {at for m in selection.mentions if m.fit < 1.0 for at in _neighbours(m)}
    for term in question.terms:
        left = [at for at in range(term.start, term.end) if content[at] != " " and at not in named]
        if not left or context.holds(term):
            continue
        rest = "".join(content[at] for at in left)
        if len(left) < term.end - term.start and not set(left) & beside and rest in context.all:
            continue
        counted = _COUNTED.match(term.text)
        if counted and parse(counted["number"]) in counts:
            continue
        yield term


def _neighbours(mention: Mention) -> Iterator[int]:
    """Yield the offsets right before and after the parts that mention a header in part: 區 of
    松林區 where the table has 松林國小."""
    for start, end in mention.spans:
        yield start - 1
        yield end


def _is_of_other_number(question: QuestionModel, context: str) -> bool:
    """True if the question speaks of 第1期 and the table of 第2期 alone."""
    found = label_values(context)
    asked = with_latest(question.labels, labels(context))
    return any(
        kind in found and not values & found[kind]
        for kind, values in asked.items()
        if not kind.startswith("opposites")
    )


@dataclass(frozen=True, slots=True)
class _Context:
    """What a table says of its operands, folded, one part a line: `near` are its headers, caption,
    unit, note and section, `far` the title and agency of its document."""

    near: str
    far: str

    @property
    def all(self) -> str:
        return f"{self.near}\n{self.far}"

    def holds(self, term: QuestionTerm) -> bool:
        """True if the table says a term, or its document by the same word."""
        if term_match(term, self.near) >= LEAST_MATCH:
            return True
        return any(name in self.far for name in term.names)


def _context(table: FoundTable, computation: Computation) -> _Context:
    grid, document = table.grid, table.hit.document
    cells = [part.cell for o in computation.operands for part in (o.parts or (o,))]
    near = [
        *(grid.caption, grid.unit, grid.note, *grid.section, *grid.corners),
        *(label for cell in cells for label in grid.rows[cell.row].labels),
        *(header for cell in cells for header in grid.columns[cell.column].key[0]),
    ]
    return _Context(_folded(near), _folded((document.title, document.agency)))


def _folded(parts: Iterable[str | None]) -> str:
    return "\n".join("".join(analyze(part).folded.split()) for part in parts if part)

"""How much of a question a table accounts for: the words that it does not explain, and numbers and
words that turn the question into another one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.search.answers.question.labels import label_values, labels, with_latest
from judian.search.answers.question.operations import OperationKind
from judian.search.answers.question.units import unit_class
from judian.search.answers.scoring.term_match import term_match
from judian.search.answers.tables.header_names import Role
from judian.search.answers.tables.implied_words import is_implied
from judian.search.answers.tables.mentions import common_runs
from judian.search.answers.tables.selection import Selection
from judian.zh.entities.categories import find_values
from judian.zh.numbers.spelling import digit_by_digit
from judian.zh.questions.forms import AnswerType
from judian.zh.text.analyze import analyze
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from judian.core.model import DocumentInfo
    from judian.search.answers.question.model import QuestionModel, QuestionTerm
    from judian.search.answers.tables.computation import Computation
    from judian.search.answers.tables.gathering import FoundTable
    from judian.search.answers.tables.grid import Column
    from judian.search.answers.tables.mentions import Mention

#: The least match of a term in what a table says.
LEAST_MATCH = 0.75
_DIGITS = re.compile("[0-9]+")
#: A number by which a table or a document is one of several.
_ORDINAL = compiled("第[0-9]{1,3}[期階屆次梯批標號]")


def says_other(
    question: QuestionModel, selection: Selection, counts: set[int], context: Context
) -> bool:
    """True if a number of the question is no part of a header, a time or a limit, nor the number
    of the things that the answer is about (13個縣市), nor in the title (921: 九二一震災)."""
    named = _named(selection)
    content = question.operation.content
    return any(
        found.start() not in named
        and int(found.group()) not in counts
        and digit_by_digit(found.group()) not in context.far
        and content[found.start() - 1 : found.end() + 1] not in context.ordinals
        for found in _DIGITS.finditer(content)
    )


def counts_of(selection: Selection, computation: Computation) -> set[int]:
    """The numbers of things that a computation is about: its operands, the tables that they are of,
    the parts of a total or of an order."""
    own = {len(computation.operands), len(selection.grid.sisters)}
    kinds = (OperationKind.RANK, OperationKind.SHARE)
    rows = {selection.grid.rows[o.cell.row].role for o in computation.operands}
    if rows == {Role.TOTAL} or selection.question.operation.kind in kinds:
        whole = Selection(selection.grid, selection.question, selection.mentions)
        own.add(len(whole.parts()))
    return own


def is_narrowed(selection: Selection, missing: Iterable[QuestionTerm]) -> bool:
    """True if a word that the table does not say stands right before what names a header only in
    part: 補給收入 is no 票款收入."""
    partial = {start for m in selection.mentions if m.fit < 1.0 for start, _ in m.spans}
    return any(len(term.text) > 1 and term.end in partial for term in missing)


#: Words that turn what is asked about into something else, with what a table may say for them.
#: 原來編列: what was put in the budget, unless the table states the budget before a change.
_FIRST_BUDGET = compiled("原(?:來|本|先)?編列?")
_CHANGED_BUDGET = compiled("追加|追減|修正|原預算")
_TURNS = tuple(
    (fold(word), compiled(said))
    for word, said in (("原", "原"), ("未", "未|無|沒"), ("沒", "未|無|沒"), ("每", "每|平均|人均"))
)


#: What a question leaves out, which no table says: 一人只算一次, 不含離島.
_NARROWED = compiled("只|僅|不含|不計|不包括|扣除|排除|除了|以外|不重複")


#: Words that compare: a question with one that no operation was read from asks for no single cell.
_COMPARES = compiled(
    "比(?![率例重])|較|差|多|少|增|減|倍|[占佔]|平均|升|降|漲|跌|最|第[一二三四五]"
)
#: 規定最少多少 and 最高可罰多少 ask for a bound, not for the least or greatest of many.
_ALLOWED = compiled("規定|法定|依法|可(?!能)|應(?!收|付)|須|要給")
#: 成立率 is no number of those that 成立.
_RATE = compiled("率")
_OF_PERCENT = (OperationKind.SHARE, OperationKind.GROWTH)


def is_turned(
    question: QuestionModel, selection: Selection, context: Context, computation: Computation
) -> bool:
    """True if the question asks for what was before (原來核定), what is not (沒執行) or for each
    (每人), and the table says none of them."""
    named = _named(selection)
    content = question.operation.content
    if any(found.start() not in named for found in _NARROWED.finditer(content)):
        return True
    is_number = question.answer_type is AnswerType.FIGURE
    if question.operation.kind is OperationKind.EXTREME and is_number and _ALLOWED.search(content):
        return True
    if question.operation.kind is OperationKind.VALUE and any(
        found.start() not in named and found.group() not in context.headers
        for found in _COMPARES.finditer(content)
    ):
        return True
    is_other_rate = any(found.start() not in named for found in _RATE.finditer(content))
    operation = question.operation
    is_other_rate = is_other_rate and (operation.added or operation.kind) not in _OF_PERCENT
    if is_other_rate and fold("率") not in context.headers:
        return True
    named = named | _first_budget(content, context)
    if _is_of_what_is_done(selection, content, named, computation):
        return True
    return any(
        at not in named and char == word and not said.search(context.near)
        for at, char in enumerate(content)
        for word, said in _TURNS
    )


_NOT_DONE = compiled("未|無|沒")


def _is_of_what_is_done(
    selection: Selection, content: str, named: set[int], computation: Computation
) -> bool:
    """True if the question asks for what is not done (沒做完的件數), no operand is of a header that
    says so, and another column is (尚未完工件數)."""
    if not any(found.start() not in named for found in _NOT_DONE.finditer(content)):
        return False
    grid = selection.grid
    own = {part.cell.column for o in computation.operands for part in (o.parts or (o,))}
    says = {n for n, column in enumerate(grid.columns) if _NOT_DONE.search(folded_header(column))}
    return bool(says) and not own & says


def folded_header(column: Column) -> str:
    """The folded header path of a column."""
    return "".join("".join(analyze(part).folded.split()) for part in column.key[0])


def _first_budget(content: str, context: Context) -> set[int]:
    """The offsets of 原來編列, if no header tells a first budget from a changed one."""
    if _CHANGED_BUDGET.search(context.headers):
        return set()
    return {at for found in _FIRST_BUDGET.finditer(content) for at in range(*found.span())}


def _named(selection: Selection) -> set[int]:
    """The offsets of the question that name headers."""
    return {at for m in selection.mentions for start, end in m.spans for at in range(start, end)}


def unexplained(
    selection: Selection, computation: Computation, context: Context, counts: set[int]
) -> Iterator[QuestionTerm]:
    """Yield the terms of the question that neither asking nor the table explains: its `context`,
    and for a number of things (五座) the `counts`."""
    question, grid = selection.question, selection.grid
    content = question.operation.content
    named = _named(selection) | _first_budget(content, context)
    if _is_of_other_number(question, context.near):
        yield from question.terms
        return
    units = {grid.columns[o.cell.column].unit for o in computation.operands}
    beside = {
        at
        for m in selection.mentions
        if m.fit < 1.0
        for at in _neighbours(m)
        if content[at : at + 1] not in m.name
    }
    others = _other_headers(selection, computation)
    measures = _other_measures(selection, computation)
    operation = question.operation
    is_whole = OperationKind.SHARE in (operation.kind, operation.added)
    roles = {grid.rows[o.cell.row].role for o in computation.operands}
    is_whole = is_whole and Role.TOTAL in roles
    titled = {at for start, end in _of_title(content, context.far) for at in range(start, end)}
    for term in question.terms:
        left = [
            at
            for at in range(term.start, term.end)
            if content[at] not in _PARTICLES and at not in named and at not in titled
        ]
        if not left:
            continue
        if any(term.text in other for other in others) and term.text not in context.headers:
            yield term
            continue
        if any(term.text in other for other in measures):
            yield term
            continue
        if context.holds(term) or _is_compound(term.text, context, units, is_whole=is_whole):
            continue
        rest = "".join(content[at] for at in left)
        if len(left) < term.end - term.start and not set(left) & beside and rest in context.all:
            continue
        is_cell = question.operation.kind is OperationKind.VALUE
        if not is_cell and any(is_implied(word, units, counts) for word in (term.text, rest)):
            continue
        if units == {"%"} and term.text in _REACHED:
            continue
        yield term


#: What stands before or behind a word of the table and adds only that it is a whole, or money.
_OF_WHOLE, _OF_MONEY = fold("總"), fold("款費")


def _is_compound(word: str, context: Context, units: set[str | None], *, is_whole: bool) -> bool:
    """True if a word says what the table says, and that it is the whole of a share (總預算) or
    money (工程款), which the operands are."""
    if is_whole and word[:1] in _OF_WHOLE and word[1:] in context.headers:
        return len(word) > 2
    is_money = any(unit_class(unit) == "money" for unit in context.units | units)
    return is_money and word[-1:] in _OF_MONEY and len(word) > 2 and word[:-1] in context.headers


#: Words for reaching a rate: 實際做到百分之多少.
_REACHED = frozenset(map(fold, ("做到", "進行到", "達到", "達", "完成")))
#: Fewest characters by which a question names a document: a run of its title.
SHORTEST_TITLE = 4


def _of_title(content: str, title: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of a question that repeat at least SHORTEST_TITLE characters of the title of
    the document: 港區聯外 of 港區聯外道路改善計畫."""
    at = 0
    while at < len(content):
        end = at
        while end < len(content) and content[end] != " " and content[at : end + 1] in title:
            end += 1
        if end - at >= SHORTEST_TITLE:
            yield at, end
        at = max(end, at + 1) if end - at >= SHORTEST_TITLE else at + 1


#: What says nothing beside a name, though segmentation may join it with a part of it.
_PARTICLES = frozenset(" 的之")


def _other_headers(selection: Selection, computation: Computation) -> set[str]:
    """The names of the rows and columns of which no operand is a cell."""
    grid = selection.grid
    cells = [part.cell for o in computation.operands for part in (o.parts or (o,))]
    rows, columns = {c.row for c in cells}, {c.column for c in cells}
    found = [name for n, row in enumerate(grid.rows) if n not in rows for name in row.names]
    found += [
        name
        for n, column in enumerate(grid.columns)
        if n not in columns and column.is_numeric
        for name in column.names
    ]
    return {name for name in found if len(name) > 1}


def _other_measures(selection: Selection, computation: Computation) -> set[str]:
    """The headers over the columns beside that of a single cell, without what its own headers say:
    a word of theirs asks for one of them, though the caption has it too (經費賸餘 beside 預算數 in
    a table of 經費賸餘). Those of a share or a change say only of what it is."""
    grid, operation = selection.grid, selection.question.operation
    cells = [o.cell for o in computation.operands if not o.parts]
    if operation.kind is not OperationKind.VALUE or len(cells) != 1:
        return set()
    own = grid.columns[cells[0].column]
    if own.role not in (Role.PART, Role.TOTAL):
        return set()
    said = {*own.names, *grid.rows[cells[0].row].names}
    found = {
        name
        for column in grid.columns
        if column.is_numeric and column.role in (Role.PART, Role.TOTAL)
        for name in column.names
    }
    return {"\n".join(_unlike(name, said)) for name in found - said}


def _unlike(name: str, said: Iterable[str]) -> list[str]:
    """The pieces of a name that no name of `said` holds: its words there tell nothing apart."""
    rest = name
    for other in said:
        for start, end in reversed(common_runs(other, rest)):
            rest = rest[:start] + "\n" + rest[end:]
    return rest.split("\n")


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
class Context:
    """What a table says of its operands, folded, one part a line: `headers` are those of the
    operands, with caption, unit and section, `note` is the note below the table, `far` are the
    title and agency of its document, `units` those of all columns."""

    headers: str
    note: str
    far: str
    units: frozenset[str | None] = frozenset()

    @property
    def near(self) -> str:
        return f"{self.headers}\n{self.note}"

    @property
    def all(self) -> str:
        return f"{self.near}\n{self.far}"

    @property
    def ordinals(self) -> frozenset[str]:
        """The numbers with the characters around them by which the table or its document is one of
        several: 第3期."""
        return frozenset(found.group() for found in _ORDINAL.finditer(self.all))

    def holds(self, term: QuestionTerm) -> bool:
        """True if the table says a term, or its document by the same word."""
        if term_match(term, self.near) >= LEAST_MATCH:
            return True
        return any(name in self.far for name in term.names)


def context_of(table: FoundTable, computation: Computation) -> Context:
    grid, document = table.grid, table.hit.document
    cells = [part.cell for o in computation.operands for part in (o.parts or (o,))]
    near = [
        *(grid.caption, table.lead, grid.unit, *grid.section, *grid.corners),
        *(label for cell in cells for label in grid.rows[cell.row].labels),
        *(header for cell in cells for header in grid.columns[cell.column].key[0]),
    ]
    return Context(
        _folded(near),
        _folded((grid.note,)),
        _folded((document.title, _agency_of(document))),
        frozenset(column.unit for column in grid.columns),
    )


def _agency_of(document: DocumentInfo) -> str:
    """The agency of a document; without its place where the title names one: 基隆市審計室 audits
    連江縣 too."""
    agency = analyze(document.agency or "").folded
    if not any(v.category == "region" for v in find_values(analyze(document.title).folded)):
        return agency
    for value in reversed([v for v in find_values(agency) if v.category == "region"]):
        agency = agency[: value.start] + agency[value.end :]
    return agency


def _folded(parts: Iterable[str | None]) -> str:
    return "\n".join("".join(analyze(part).folded.split()) for part in parts if part)

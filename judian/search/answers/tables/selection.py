"""The rows, columns and times of a table that a question names, and the cells at them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from judian.search.answers.question.operations import OperationKind
from judian.search.answers.tables.header_names import Role
from judian.search.answers.tables.mentions import COLUMN, ROW, Mention, find_mentions
from judian.zh.text.analyze import analyze
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.search.answers.question.model import QuestionModel
    from judian.search.answers.question.operations import AskedPeriod
    from judian.search.answers.tables.grid import Grid
    from judian.zh.dates.periods import Period

#: The least fit of a column's unit to the requested one.
LEAST_UNIT_FIT = 0.35


@dataclass(frozen=True, slots=True)
class Group:
    """Rows or columns that the question names together as one operand; `start` is where in the
    question it first does."""

    items: frozenset[int]
    start: int
    mentions: tuple[Mention, ...] = ()

    @property
    def name(self) -> str:
        return self.mentions[0].name if self.mentions else ""


@dataclass(slots=True)
class Selection:
    """What a question names of one table: `rows` and `columns` are its groups, in the question's
    order; none means that it names none."""

    grid: Grid
    question: QuestionModel
    mentions: list[Mention]
    rows: list[Group] = field(default_factory=list)
    columns: list[Group] = field(default_factory=list)
    #: The rows that the question names only to say of which others are parts: 財產收入 of
    #: 財產收入中，土地售價.
    above: list[Group] = field(default_factory=list)
    #: The first and last day that the document is about, None where it does not say.
    document_days: tuple[str | None, str | None] = (None, None)

    def parts(self) -> list[int]:
        """The rows that are no totals, averages or rests, of the named group if there is one."""
        named = self.rows[0].items if len(self.rows) == 1 else range(len(self.grid.rows))
        parts = [r for r in sorted(named) if self.grid.rows[r].role is Role.PART]
        totals = [n for n, row in enumerate(self.grid.rows) if row.role is Role.TOTAL]
        if len(self.rows) == 1 or len(totals) < SEVERAL:
            return parts
        whole = self.whole_row()
        if whole is not None and self._adds_up(parts, whole):
            return parts  # the other totals are those of groups of rows (北部小計)
        return self._of_named_total(parts, totals)

    def whole_row(self) -> int | None:
        """The row of the total over all rows, None without one: the only total, or the only one
        that does not name its parts (總計 beside 北部小計)."""
        totals = [n for n, row in enumerate(self.grid.rows) if row.role is Role.TOTAL]
        if len(totals) > 1:
            totals = [n for n in totals if not total_stem(self.grid, n)]
        return totals[0] if len(totals) == 1 else None

    def _of_named_total(self, parts: Sequence[int], totals: Sequence[int]) -> list[int]:
        """The parts of the one total whose name the question holds (支出 of 支出合計), [] without
        one: a table of several totals holds several kinds of parts."""
        content = self.question.operation.content
        named = [n for n in totals if (stem := total_stem(self.grid, n)) and stem in content]
        if len(named) != 1:
            return []
        low = max((n for n in totals if n < named[0]), default=-1)
        high = min((n for n in totals if n > named[0]), default=len(self.grid.rows))
        before = [r for r in parts if low < r < named[0]]
        after = [r for r in parts if named[0] < r < high]
        found = [rows for rows in (before, after) if self._adds_up(rows, named[0])]
        return found[0] if len(found) == 1 else []

    def _adds_up(self, rows: Sequence[int], total: int) -> bool:
        """True if the values of `rows` add up to those of the row `total` in a column."""
        for n, column in enumerate(self.grid.columns):
            cell = self.grid.cell(total, n)
            if column.is_numeric and cell is not None and cell.figure is not None:
                cells = [self.grid.cell(r, n) for r in rows]
                values = [c.figure.value for c in cells if c is not None and c.figure is not None]
                if values and sum(values) == cell.figure.value:
                    return True
        return False

    def value_columns(self, group: Group | None = None) -> list[int]:
        """The numeric columns of a group, or of those named, or all."""
        own = group.items if group else frozenset().union(*(g.items for g in self.columns))
        return [
            n
            for n, column in enumerate(self.grid.columns)
            if column.is_numeric and column.role is not Role.RANK and (not own or n in own)
        ]


def total_stem(grid: Grid, row: int) -> str:
    """The name of a total without the word for a total: 支出 of 支出合計."""
    return _TOTAL_WORD.sub("", grid.rows[row].names[-1]) if grid.rows[row].names else ""


#: From so many totals on a table holds several kinds of parts.
SEVERAL = 2
_TOTAL_WORD = compiled("(?:合|總|小|共)計$|總[數額和]$")


def select(question: QuestionModel, grid: Grid, title: str = "") -> Selection:
    """What `question` names of a table in a document with the folded `title`.

    A part of the names of half its rows names none of them, but their class (水庫); what is in the
    title, the caption or the heading above the table names the table.
    """
    near = analyze(grid.caption).folded if grid.caption else ""
    above = title + near + "".join(analyze(t).folded for t in grid.section[-1:])
    content = question.operation.content
    parts = sum(row.role is Role.PART for row in grid.rows)
    mentions = find_mentions(grid, content, question.terms, near)
    apart = [m for m in mentions if m.fit == 1.0 or not _is_in(near, content, m)]
    # What the caption says names a column too, where no other is named or two are to be.
    kind, is_column = question.operation.kind, any(m.axis == COLUMN for m in apart)
    is_kept = kind in _OF_TWO or (kind is OperationKind.VALUE and not is_column)
    found = [
        m
        for m in mentions
        if m.fit == 1.0
        or (m.axis == COLUMN and (is_kept or m in apart))
        or (m.axis == ROW and _distinguishes(m, parts) and not _is_in(above, content, m))
    ]
    rows = _beside_title(_groups([m for m in found if m.axis == ROW]), title)
    nested = _nested(grid, rows)
    return Selection(
        grid,
        question,
        found,
        nested,
        _groups([m for m in found if m.axis == COLUMN]),
        [g for g in rows if all(g.start != kept.start for kept in nested)],
    )


#: Operations on two values, each of which a question names.
_OF_TWO = (OperationKind.SHARE, OperationKind.DIFFERENCE, OperationKind.RATIO)


def _is_in(said: str, content: str, mention: Mention) -> bool:
    """True if a text says all words by which the question mentions a header."""
    return all(content[start:end] in said for start, end in mention.spans)


def _beside_title(groups: list[Group], title: str) -> list[Group]:
    """The groups without those that the title of the document names, if others are left."""
    own = [g for g in groups if not all(m.name in title for m in g.mentions)]
    return own or groups


def _nested(grid: Grid, groups: list[Group]) -> list[Group]:
    """The groups without those that only say of which row others are parts: 內政部 before
    役政業務."""
    several = _under_each(grid, groups)
    if several is not None:
        return several
    kept = list(groups)
    for upper in groups:
        for group in groups:
            parts = {r for r in group.items if upper.items & set(grid.above(r))}
            if group is upper or upper not in kept or not parts:
                continue
            kept = [
                Group(frozenset(parts), g.start, g.mentions) if g.start == group.start else g
                for g in kept
                if g is not upper
            ]
    return kept


def _under_each(grid: Grid, groups: list[Group]) -> list[Group] | None:
    """The parts of one name of each of several rows, in the order of those: 巡守業務 of 水利局 and
    of 漁業局; None unless one group is named so, with all others above it."""
    for lower in groups:
        uppers = [g for g in groups if g is not lower]
        found = [
            Group(
                frozenset(r for r in lower.items if upper.items & set(grid.above(r))),
                upper.start,
                (*upper.mentions, *lower.mentions),
            )
            for upper in uppers
        ]
        if len(uppers) >= SEVERAL and all(group.items for group in found):
            return found
    return None


def _distinguishes(mention: Mention, parts: int) -> bool:
    """True if a mention in part is of less than half of the rows that are parts, or of one of
    two."""
    return 2 * len(mention.items) < parts or len(mention.items) == 1 < parts


def _groups(mentions: Sequence[Mention]) -> list[Group]:
    """The mentions of one axis as operands: a mention that fits none of the last ones begins
    another operand, and what only one of them states holds for all."""
    groups: list[Group] = []
    for mention in mentions:
        last = groups[-1] if groups else None
        if last is not None and last.items & mention.items:
            groups[-1] = Group(last.items & mention.items, last.start, (*last.mentions, mention))
        else:
            groups.append(Group(mention.items, mention.start, (mention,)))
    shared = []
    for group in groups:
        own = {m.level for m in group.mentions}
        others = [m for g in groups if g is not group for m in g.mentions if m.level not in own]
        items = group.items
        for mention in others:
            items = items & mention.items or items
        shared.append(Group(items, group.start, group.mentions))
    distinct: dict[frozenset[int], Group] = {}
    for group in shared:
        distinct.setdefault(group.items, group)
    return list(distinct.values())


#: How well a cell's period fits an asked one: the same days, the last day of it, within it, not.
SAME, LAST_DAY, WITHIN, OTHER = 3, 2, 1, 0


def period_fit(asked: Period, found: Period | None) -> int:
    """How well the period of a cell fits the one asked for."""
    if found is None or not (found.start or found.end):
        return OTHER
    if (found.start, found.end) == (asked.start, asked.end):
        return SAME
    if asked.end and found.end == asked.end and found.start in (None, asked.end):
        return LAST_DAY
    start, end = found.start or found.end or "", found.end or found.start or ""
    if (asked.start or "") <= start and end <= (asked.end or "9999"):
        return WITHIN
    if asked.start == asked.end and found.end == asked.end:
        return WITHIN
    return OTHER


def stated_periods(question: QuestionModel) -> tuple[AskedPeriod, ...]:
    """The times that the question names with known days."""
    return tuple(p for p in question.operation.periods if p.period.start or p.period.end)


def year_before(period: Period) -> Period:
    """The same days one year before."""

    def shifted(day: str | None) -> str | None:
        return day and f"{int(day[:4]) - 1:04d}{day[4:]}"

    return replace(period, text="", start=shifted(period.start), end=shifted(period.end))

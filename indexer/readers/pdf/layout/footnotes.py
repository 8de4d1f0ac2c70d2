"""Footnotes of a page: found under a footnote rule or by their small type at the foot of the page,
and separated by their marks."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from indexer.readers.pdf.layout.footnote_marks import (
    bare_mark,
    begins_raised,
    begins_with_mark,
    footnote_label,
    is_only_a_mark,
    marks_in,
    may_follow,
)
from indexer.readers.pdf.source.geometry import Box, TextLine
from indexer.readers.pdf.source.tolerances import MAX_MARK_SIZE, OUTSIDE
from indexer.readers.pdf.tables.rows import rows_of
from indexer.structure.characters import is_terminated

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class FootnoteOptions:
    """Thresholds of footnotes. Set by hand on the sample reports; measure again with
    `python -m judian.evals typeset --reports 40 --seed 99` (column of the footnotes)."""

    #: A footnote rule is at most this wide, as a share of the width of the page or column.
    max_rule_width: float = 0.45
    #: Footnotes and their rule are in this lower share of the page.
    zone: float = 0.6
    #: A ruling line up to this many em below a baseline, that begins and ends with the text there
    #: to within so many em, underlines it.
    underline: float = 0.4
    underline_end: float = 1.0
    #: The rule begins at most this many points to the right of the footnotes.
    max_rule_indent: float = 20.0
    #: Footnotes under a rule are at most this large, in sizes of the body text.
    max_size: float = 0.95
    #: Footnotes without a rule are at most this large, in sizes of the body text: without the
    #: rule, the type must be clearly smaller.
    max_size_without_rule: float = 0.9
    #: Share of the rows of footnotes that may have text beside text; more have a table's.
    max_cell_rows: float = 0.34
    #: A mark this many em to the right of the other marks belongs to a wrapped line.
    max_mark_indent: float = 0.5


OPTIONS = FootnoteOptions()


@dataclass(slots=True)
class Footnote:
    """A footnote: its mark ("" for the rest of one from the page before), the number of its page,
    and its lines, the first of them without the mark."""

    mark: str
    page: int
    rows: list[TextLine] = field(default_factory=list)


def split_footnotes(
    lines: Sequence[TextLine],
    rulings: Sequence[Box],
    size: tuple[float, float],
    body: float,
    *,
    continued: bool = True,
) -> tuple[list[TextLine], list[TextLine]]:
    """The lines of the text, and those of the footnotes, of one page or column.

    `size` is its width and the height of the page, `body` the size of the document's body text,
    all in points. `continued` is false if no footnote may go on from the page before.
    """
    text, notes = split_at_rule(lines, rulings, size, body, continued=continued)
    return (text, notes) if notes else _split_by_type(lines, body, size[1])


def split_at_rule(
    lines: Sequence[TextLine],
    rulings: Sequence[Box],
    size: tuple[float, float],
    body: float,
    *,
    only_small: bool = False,
    continued: bool = True,
) -> tuple[list[TextLine], list[TextLine]]:
    """The lines of the text, and those of footnotes under a footnote rule; no footnotes without
    such a rule. With `only_small` all of them must be smaller than the text: that they begin
    with a mark of the text is not enough. If no footnote may be `continued` from the page before,
    they begin with a mark."""
    for rule in sorted(rulings, key=lambda rule: rule.y0):
        if not _may_be_footnote_rule(rule, size) or _is_underline(rule, lines):
            continue
        y = rule.y0 - OUTSIDE
        under = [line for line in lines if line.y0 > y]
        above = [line for line in lines if line.y0 <= y]
        if not under or _in_cells(under):
            continue
        if rule.x0 > min(line.x0 for line in under) + OPTIONS.max_rule_indent:
            continue
        small = all(line.size <= OPTIONS.max_size * body for line in under)
        marks = {mark for line in above for mark in marks_in(line)}
        if not continued and _row_label(rows_of(under)[0], marks, body) is None:
            continue
        if small or (not only_small and begins_with_mark(rows_of(under)[0][0], marks)):
            return above, under
    return list(lines), []


def _may_be_footnote_rule(rule: Box, size: tuple[float, float]) -> bool:
    """True for a short ruling line in the lower part of the page."""
    width, height = size
    low = rule.y0 >= (1 - OPTIONS.zone) * height
    return low and rule.width <= OPTIONS.max_rule_width * width


def _is_underline(rule: Box, lines: Sequence[TextLine]) -> bool:
    """True if a ruling line underlines a line of text, such as the title of a table."""
    return any(
        0 <= rule.y0 - line.base < OPTIONS.underline * line.size
        and abs(rule.x0 - line.x0) < OPTIONS.underline_end * line.size
        and abs(rule.x1 - line.x1) < OPTIONS.underline_end * line.size
        for line in lines
    )


def _in_cells(lines: Sequence[TextLine]) -> bool:
    """True if lines are beside each other, as in a table. A mark at the front of a row is not
    counted: it may be set apart from its footnote."""
    rows = rows_of(lines)
    texts = (row[1:] if is_only_a_mark(row[0]) else row for row in rows)
    return sum(len(row) > 1 for row in texts) > OPTIONS.max_cell_rows * len(rows)


def _split_by_type(
    lines: Sequence[TextLine], body: float, height: float
) -> tuple[list[TextLine], list[TextLine]]:
    """The lines of the text, and those of footnotes without a rule: small rows at the foot of the
    page, from the first one on that begins with a mark."""
    rows = rows_of(lines)
    start = len(rows)
    limit = OPTIONS.max_size_without_rule * body
    while start and all(line.size <= limit for line in rows[start - 1]):
        start -= 1
    marks = {mark for row in rows[:start] for line in row for mark in marks_in(line)}
    top = (1 - OPTIONS.zone) * height
    while start < len(rows):
        first = rows[start][0]
        if footnote_label(first, marks) and first.y0 > top and (begins_raised(first) or marks):
            break
        start += 1
    text = [line for row in rows[:start] for line in row]
    return text, [line for row in rows[start:] for line in row]


def make_footnotes(lines: Sequence[TextLine], page: int, marks: set[str]) -> list[Footnote]:
    """The footnotes that lines of one page consist of; `marks` are those of its text."""
    notes: list[Footnote] = []
    edge = float("inf")
    usual = median([line.size for line in lines for _ in line.text] or [0.0])
    rows = rows_of(lines)
    labels = [_row_label(row, marks, usual) for row in rows]
    for at, row in enumerate(rows):
        label = labels[at]
        first = row[0]
        if label is not None and notes:
            hangs = first.x0 > edge + OPTIONS.max_mark_indent * first.size
            used = {note.mark for note in notes}
            later = {bare_mark(each) for each in labels[at:] if each is not None}
            follows = may_follow(notes[-1].mark, bare_mark(label), used)
            if hangs or not (follows or _skips_to(bare_mark(label), notes[-1], marks, later)):
                label = None
        rest = row
        if label is not None:
            notes.append(Footnote(bare_mark(label), page))
            edge = min(edge, first.x0)
            first = _without_front(first, len(label))
            rest = [first, *row[1:]] if first.text else row[1:]
        elif not notes:
            notes.append(Footnote("", page))
        notes[-1].rows += rest
    return notes


def _skips_to(mark: str, before: Footnote, marks: set[str], later: set[str]) -> bool:
    """True if the footnote with a mark of the text follows one that is complete, and the number
    between them has no footnote on the page: it may be a mark of the text's author (註3)."""
    if not (mark.isdecimal() and before.mark.isdecimal() and mark in marks and before.rows):
        return False
    between = range(int(before.mark) + 1, int(mark))
    missing = len(between) > 0 and not any(str(number) in later for number in between)
    return missing and is_terminated(before.rows[-1].text)


def _row_label(row: Sequence[TextLine], marks: set[str], usual: float) -> str | None:
    """The label with which a row begins a footnote, None if it begins none. A mark of its own
    line, apart from the text or in smaller type than usual, is a label too."""
    first = row[0]
    label = footnote_label(first, marks)
    apart = len(row) > 1 or first.size < MAX_MARK_SIZE * usual
    return first.text if label is None and apart and is_only_a_mark(first) else label


def _without_front(line: TextLine, count: int) -> TextLine:
    """The line without its first `count` characters and the white space after them."""
    rest = line.text[count:]
    count += len(rest) - len(rest.lstrip())
    starts = line.starts[count:]
    return TextLine(
        text=line.text[count:],
        x0=starts[0] if starts else line.x0,
        y0=line.y0,
        x1=line.x1,
        y1=line.y1,
        base=line.base,
        size=line.size,
        font=line.font,
        bold=line.bold,
        starts=starts,
        raised=tuple((a - count, b - count) for a, b in line.raised if a >= count),
        edges=line.edges,
    )

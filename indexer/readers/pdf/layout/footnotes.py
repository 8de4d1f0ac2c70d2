"""Footnotes: found under a short rule, or by their small type at the foot of a page, and told
apart by the marks that stand in the text above them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import Box, TextLine
from indexer.readers.pdf.tables.cells import rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A footnote rule is shorter than this share of the page's width.
RULE_WIDTH = 0.45
#: It stands in this lower share of the page.
RULE_ZONE = 0.6
#: Footnotes are set smaller than this share of the size of the text above.
SMALLER = 0.95
#: A mark that stands apart from its note, above its line, is smaller than this share of its size.
RAISED = 0.8
#: Share of the rows of footnotes that may have text beside text.
MOST_CELLS = 0.34

_LABEL = re.compile(
    r"^(?:[(（\[〔【]?\s*(\d{1,3}|[*＊†‡§]{1,3})\s*[)）\]〕】]?|(註\s?\d{1,3}|[註注]\s?[一二三四五六七八九十]{1,3})"
    r"|([①-⑳]))(?![,，.．%％]?\d|[%％])[\s:：、.．]?"
)
SUPERSCRIPT = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")


@dataclass(slots=True)
class Note:
    """A footnote: its mark ("" when it goes on from the page before), its page and its rows,
    the first of them without the mark."""

    mark: str
    page: int
    rows: list[TextLine] = field(default_factory=list)


def split_notes(
    lines: Sequence[TextLine], strokes: Sequence[Box], size: tuple[float, float], body: float
) -> tuple[list[TextLine], list[TextLine]]:
    """The lines of the text and the lines of the footnotes among lines of one page or column.

    `body` is the size in which the document's text is set.
    """
    text, notes = under_strokes(lines, strokes, size, body)
    return (text, notes) if notes else _by_type(lines, body, size[1])


def under_strokes(
    lines: Sequence[TextLine],
    strokes: Sequence[Box],
    size: tuple[float, float],
    body: float,
    *,
    by_type: bool = False,
) -> tuple[list[TextLine], list[TextLine]]:
    """The lines of the text and those of footnotes under a short stroke; none of these when
    there is no such stroke. `size` is the width of the page, or of a column, and the page's
    height. With `by_type` all of them must be smaller than the text: a mark is not enough."""
    width, height = size
    for stroke in sorted(strokes, key=lambda stroke: stroke.y0):
        x0, y, x1, _ = stroke
        if y < (1 - RULE_ZONE) * height or x1 - x0 > RULE_WIDTH * width:
            continue
        under = [line for line in lines if line.y0 > y - 2]
        above = [line for line in lines if line.y0 <= y - 2]
        if not under or x0 > _left(under) + 20 or _in_cells(under):
            continue
        small = all(line.size <= SMALLER * body for line in under)
        if small or (
            not by_type and _begins_note(under, {mark for line in above for mark in marks_in(line)})
        ):
            return above, under
    return list(lines), []


def _in_cells(lines: Sequence[TextLine]) -> bool:
    """Whether lines stand beside each other, as the cells of a table do and notes do not. The
    mark of a note that stands apart from its text is no cell."""
    rows = rows_of(lines)
    texts = (row[1:] if _is_mark(row[0]) else row for row in rows)
    return sum(len(row) > 1 for row in texts) > MOST_CELLS * len(rows)


def _is_mark(line: TextLine) -> bool:
    """Whether a line is nothing but a footnote's mark."""
    found = _LABEL.match(line.text)
    return bool(found and not line.text[found.end() :].strip())


def _begins_note(lines: Sequence[TextLine], marks: set[str]) -> bool:
    """Whether the first of the lines begins with one of the marks."""
    first = rows_of(lines)[0][0]
    found = _LABEL.match(first.text)
    return bool(found and next(group for group in found.groups() if group) in marks)


def _left(lines: Sequence[TextLine]) -> float:
    return min(line.x0 for line in lines)


def _by_type(
    lines: Sequence[TextLine], body: float, height: float
) -> tuple[list[TextLine], list[TextLine]]:
    """Footnotes without a rule: small rows at the foot of the page, a mark at their front that
    stands in the text above."""
    rows = rows_of(lines)
    at = len(rows)
    while at and all(line.size <= 0.9 * body for line in rows[at - 1]):
        at -= 1
    marks = {mark for row in rows[:at] for line in row for mark in marks_in(line)}
    while at < len(rows):
        first = rows[at][0]
        label = _label(first, marks)
        if (
            label
            and first.y0 > 0.4 * height
            and ((first.marks[:1] and first.marks[0][0] == 0) or marks)
        ):
            break
        at += 1
    under = [line for row in rows[at:] for line in row]
    return [line for row in rows[:at] for line in row], under


def marks_in(line: TextLine) -> list[str]:
    """The raised small pieces of a line that may be footnote marks."""
    found = []
    for start, end in line.marks:
        text = line.text[start:end].strip(" ()（）[]〔〕,，")
        if re.fullmatch(r"\d{1,3}|[*＊†‡§]{1,3}|註\s?\d{1,3}|[①-⑳]", text):
            found.append(text)
    return found


def _label(line: TextLine, marks: set[str]) -> str | None:
    """The mark with which a footnote begins, None when the line begins none.

    A mark that the text above has is believed at once; another must stand apart from the text
    that follows it.
    """
    text = line.text
    found = _LABEL.match(text)
    if not found:
        return None
    whole = next(group for group in found.groups() if group)
    if whole in marks:
        return found.group()
    if line.marks and line.marks[0][0] == 0:
        return text[: line.marks[0][1]]
    for mark in sorted(marks, key=len, reverse=True):
        if text.startswith(mark):
            return mark
    if line.label and found.end() <= line.label + 1:
        return text[: line.label]
    bracketed = found.group().strip() != whole
    return found.group() if bracketed or found.group()[-1:].isspace() else None


def make_notes(lines: Sequence[TextLine], page: int, marks: set[str]) -> list[Note]:
    """The footnotes of one page; `marks` are those that stand in its text."""
    notes: list[Note] = []
    edge = float("inf")
    usual = median([line.size for line in lines for _ in line.text] or [0.0])
    for row in rows_of(lines):
        first = row[0]
        label = _label(first, marks)
        apart = len(row) > 1 or first.size < RAISED * usual
        if label is None and apart and _is_mark(first):
            label = first.text
        used = {note.mark for note in notes}
        if label is not None and notes:
            hangs = first.x0 > edge + 0.5 * first.size
            if hangs or not _follows(notes[-1].mark, _bare(label), used):
                label = None
        if label is not None:
            notes.append(Note(_bare(label), page))
            edge = min(edge, first.x0)
            first = _cut(first, len(label))
            row = [first, *row[1:]] if first.text else row[1:]
        elif not notes:
            notes.append(Note("", page))
        notes[-1].rows += row
    return notes


def _bare(label: str) -> str:
    return label.strip().strip("()（）[]〔〕【】:：、.． ")


def _follows(before: str, mark: str, used: set[str]) -> bool:
    """Whether a mark may come after another one: the next number, or a new mark of another
    kind."""
    if before.isdecimal() and mark.isdecimal():
        return int(mark) == int(before) + 1
    return mark not in used


def _cut(line: TextLine, count: int) -> TextLine:
    """The line without its first `count` characters and the space behind them."""
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
        marks=tuple((a - count, b - count) for a, b in line.marks if a >= count),
        edges=line.edges,
    )


def without_marks(
    text: str, marks: Sequence[tuple[int, int]], known: set[str]
) -> tuple[str, list[str]]:
    """A text without the footnote marks that are `known`, and these marks in order. Other raised
    pieces become superscript characters, so that 10⁶ is not read as 106."""
    pieces: list[str] = []
    found: list[str] = []
    at = 0
    for start, end in marks:
        pieces.append(text[at:start])
        raised = text[start:end]
        bare = raised.strip(" ()（）[]〔〕,，")
        if bare in known:
            found.append(bare)
        elif _several(bare, known):
            found += _several(bare, known)
        else:
            pieces.append(raised.translate(SUPERSCRIPT))
        at = end
    pieces.append(text[at:])
    return "".join(pieces), found


def _several(raised: str, known: set[str]) -> list[str]:
    """Marks that stand together: 3,4 or 3、4."""
    parts = re.split(r"[,，、]", raised)
    return parts if len(parts) > 1 and all(part in known for part in parts) else []

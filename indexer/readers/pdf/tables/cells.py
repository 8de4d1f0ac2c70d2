"""Lines of text to cells: what a table on one page holds, and how lines in a cell join."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import Box, Gap, TextLine
from indexer.structure.characters import CLOSERS, OPENERS, is_cjk
from indexer.structure.joining import normalize_spaces, separator_between
from indexer.structure.table_grid import is_numeric

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

#: Punctuation that may not begin a line, so that the character before it stays with it.
CLOSING = frozenset(CLOSERS + "，。、；：！？,.;:!?%％℃°")


@dataclass(slots=True, eq=False)
class PageCell:
    """A cell with its lines from the top; `width` is the room that its text had."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    width: float = 0.0
    lines: list[TextLine] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The lines joined where one ran on into the next, else kept apart by a line feed."""
        return join_cell(self.lines, self.width)


@dataclass(slots=True, eq=False)
class PageTable:
    """A table, or the part of one that stands on this page, in the page's frame.

    `xs` bound its columns. `heads` rows head it, None where only the cells can tell. `ruled`
    says that its cells were drawn, so that what is merged is certain.
    """

    box: Box
    xs: tuple[float, ...]
    cells: list[PageCell]
    heads: int | None = None
    ruled: bool = True

    @property
    def rows(self) -> int:
        return max((cell.row + cell.rows for cell in self.cells), default=0)

    @property
    def columns(self) -> int:
        return len(self.xs) - 1


def take_lines(table: PageTable, drop: Collection[object]) -> None:
    """Remove the lines in `drop` from a table, and the rows that held nothing else."""
    emptied = set()
    for cell in table.cells:
        kept = [line for line in cell.lines if line not in drop]
        if len(kept) < len(cell.lines) and not kept and cell.rows == 1:
            emptied.add(cell.row)
        cell.lines = kept
    for row in sorted(emptied, reverse=True):
        held = [cell for cell in table.cells if cell.row <= row < cell.row + cell.rows]
        if any(cell.lines for cell in held):
            continue
        table.cells = [cell for cell in table.cells if cell not in held or cell.rows > 1]
        for cell in table.cells:
            if cell.row > row:
                cell.row -= 1
            elif row < cell.row + cell.rows:
                cell.rows -= 1
        if table.heads and row < table.heads:
            table.heads -= 1


def first_unit(text: str) -> int:
    """How many characters at the front of `text` the end of a line cannot part."""
    at = 0
    while at < len(text) and text[at] in OPENERS:
        at += 1
    if at < len(text):
        wide = is_cjk(text[at])
        at += 1
        while not wide and at < len(text) and not is_cjk(text[at]) and not text[at].isspace():
            at += 1
    while at < len(text) and text[at] in CLOSING:
        at += 1
    return max(at, 1)


def glued_unit(text: str) -> int:
    """The same for typesetters that do not part a mark from a number or a word of another script
    behind it either: 意」，29.93% is one unit to LibreOffice."""
    at = first_unit(text)
    if at < len(text) and text[at - 1] in CLOSING and text[at].isalnum() and not is_cjk(text[at]):
        at += first_unit(text[at:])
    return at


def unit_width(line: TextLine) -> float:
    """The width in points of the first unit of a line."""
    end = first_unit(line.text)
    if end < len(line.starts):
        return line.starts[end] - line.x0
    return line.width * end / len(line.text)


def cut_at(line: TextLine, x: float) -> list[TextLine]:
    """A line in two where it has a gap near `x`; itself alone where it has none, or where one
    character would be left alone (a header set wide: 合　計)."""
    if not line.x0 + 1 < x < line.x1 - 1:
        return [line]
    best: tuple[float, Gap] | None = None
    gaps = line.gaps or _gaps(line)
    between = [gap for gap in gaps if _in_one_script(line, gap)]
    for gap in gaps:
        apart = 0.0 if gap.left <= x <= gap.right else abs((gap.left + gap.right) / 2 - x)
        if gap.order == line.order and len(line.text.replace(" ", "")) == 2 and _is_han(line):
            continue
        before = line.text[gap.offset - 1]
        if gap.order == line.order and (before in OPENERS or line.text[gap.offset] in CLOSING):
            continue  # as no line is broken there: 占比（%）
        least = WORD_CUT if before == " " else CUT
        # A line with one gap or two is cells that stand near to each other, not words.
        alone = len(between) < 3 and gap in between and before != " "
        near = apart == 0 or alone or gap.right - gap.left > least * line.size
        if near and apart < CUT_REACH * line.size and (best is None or apart < best[0]):
            best = (apart, gap)
    if best is None:
        return [line]
    at, end, start, order = best[1]
    before = line.text[:at].rstrip()
    left_part = replace(
        line, text=before, x1=end, starts=line.starts[: len(before)], label=0,
        marks=tuple(mark for mark in line.marks if mark[1] <= len(before)),
        seams=(), gaps=tuple(gap for gap in line.gaps if gap.offset < at),
    )  # fmt: skip
    right_part = replace(
        line, text=line.text[at:], x0=start, starts=line.starts[at:], label=0, order=order,
        marks=tuple((a - at, b - at) for a, b in line.marks if a >= at),
        seams=(),
        gaps=tuple(gap._replace(offset=gap.offset - at) for gap in line.gaps if gap.offset > at),
    )  # fmt: skip
    return [left_part, right_part]


def _in_one_script(line: TextLine, gap: Gap) -> bool:
    """Whether Han stand on both sides of a gap, or on none: between Han and digits a typesetter
    leaves a gap."""
    return is_cjk(line.text[gap.offset - 1]) == is_cjk(line.text[gap.offset])


def _is_han(line: TextLine) -> bool:
    return is_cjk(line.text[0]) and is_cjk(line.text[-1]) and not is_numeric(line.text)


def _gaps(line: TextLine) -> list[Gap]:
    """The gaps of a line of which only the left edges of its characters are known."""
    if len(line.starts) != len(line.text):
        return []
    found = []
    for at in range(1, len(line.text)):
        left, right = line.text[at - 1], line.text[at]
        if left != " " and right != " ":
            end = line.starts[at - 1] + (1.0 if is_cjk(left) else 0.55) * line.size
            found.append(Gap(at, end, line.starts[at], line.order))
        elif right != " " and at > 1:
            end = line.starts[at - 2] + (1.0 if is_cjk(line.text[at - 2]) else 0.55) * line.size
            found.append(Gap(at, end, line.starts[at], line.order))
    return [gap for gap in found if gap.right - gap.left > CUT * line.size]


def cut_at_seam(
    line: TextLine, offset: int, left: float, right: float
) -> tuple[TextLine, TextLine]:
    """A line in two at one of its seams."""
    before = line.text[:offset].rstrip()
    order = next((gap.order for gap in line.gaps if gap.offset == offset), line.order)
    first = replace(
        line, text=before, x1=left, starts=line.starts[: len(before)],
        marks=tuple(mark for mark in line.marks if mark[1] <= len(before)),
        seams=tuple(seam for seam in line.seams if seam[0] < offset),
        gaps=tuple(gap for gap in line.gaps if gap.offset < offset),
    )  # fmt: skip
    second = replace(
        line, text=line.text[offset:], x0=right, starts=line.starts[offset:], label=0,
        marks=tuple((a - offset, b - offset) for a, b in line.marks if a >= offset),
        seams=tuple((at - offset, x, y) for at, x, y in line.seams if at > offset), order=order,
        gaps=tuple(g._replace(offset=g.offset - offset) for g in line.gaps if g.offset > offset),
    )  # fmt: skip
    return first, second


#: A line is cut where a gap of this many em stands within CUT_REACH em of a column's bound; a
#: drawn space must be wider than one between words.
CUT, WORD_CUT, CUT_REACH = 0.25, 0.6, 2.5


_DOTS = ".．…‥·・‧⋯•﹒_＿"
#: Dots that lead from an entry of a table of contents to its page, and the page.
LEADERS = re.compile(
    rf"\s*[{_DOTS}](?:\s*[{_DOTS}]){{3,}}\s*[-（(]?\s*(\d{{1,4}}|[ivxlcIVXLC]{{1,6}})?\s*[-)）]?\s*$"
)


def rows_of(lines: Iterable[TextLine]) -> list[list[TextLine]]:
    """Lines in rows of one height, rows from the top, each from the left."""
    rows: list[list[TextLine]] = []
    level = 0.0
    for line in sorted(lines, key=lambda line: (line.base, line.x0)):
        if rows and abs(line.base - level) < 0.5 * min(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
            level = line.base
    for row in rows:
        row.sort(key=lambda line: line.x0)
    return rows


def join_cell(lines: Sequence[TextLine], width: float) -> str:
    """The text of a cell that is `width` points wide between its sides."""
    text = ""
    before: list[TextLine] = []
    room = _room(lines, width)
    for row in rows_of(lines):
        piece = row[0].text
        for line in row[1:]:
            piece += separator_between(piece, line.text) or " "
            piece += line.text
        if not text:
            text = piece
        elif _runs_on(before, row, room, text, piece):
            text += separator_between(text, piece) + piece
        else:
            text += "\n" + piece
        before = row
    return "\n".join(normalize_spaces(part) for part in text.split("\n"))


def _room(lines: Sequence[TextLine], width: float) -> float:
    """The width that text has in a cell: its padding is at least 1 point a side and at most
    what its longest line leaves."""
    longest = max((line.width for line in lines), default=0.0)
    return min(width - 2.0, max(longest, width - 2 * _PADDING)) if width else longest


def goes_on(above: PageCell, below: PageCell) -> bool:
    """Whether the text of a cell goes on in a cell below a page break: its last line is full."""
    if not above.lines or not below.lines:
        return False
    last, first = rows_of(above.lines)[-1], rows_of(below.lines)[0]
    room = _room([*above.lines, *below.lines], above.width)
    return _runs_on(last, first, room, last[-1].text, first[0].text)


#: The room that table cells leave beside their text: LibreOffice 2.8, Word 5.4, reportlab 6.
_PADDING = 6.0
_WHOLE_NUMBER = re.compile(r"(?:\d{4,}|\d{1,3}(?:[,，]\d{3})+)(?:[.．]\d+)?[%％]?$")


def _runs_on(
    before: Sequence[TextLine], row: Sequence[TextLine], room: float, text: str, piece: str
) -> bool:
    """Whether a line of a cell broke off because the cell was full."""
    used = before[-1].x1 - before[0].x0
    last = text.rpartition("\n")[2]
    if is_numeric(last) and is_numeric(piece):
        # A number is broken only where it is too long for the cell.
        full = room - used < 0.8 * row[0].size and len(piece) <= len(last)
        return full and _WHOLE_NUMBER.match(last + piece) is not None
    if piece[0] in CLOSING or last[-1] in OPENERS:
        return True
    return room - used < max(unit_width(row[0]), row[0].size) + 0.3 * row[0].size

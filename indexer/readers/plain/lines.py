"""Lines of a plain text: how the file was laid out, where its pages begin, what is furniture.

Text dumped from a PDF keeps the pages' line ends, sometimes a blank line after each of them,
the page numbers, and one leading space or a form feed where a page began. None of that is
certain in any one file, so `Layout` first measures the whole of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from indexer.structure.characters import is_cjk, is_han, is_terminated, width
from indexer.structure.joining import is_spaced

if TYPE_CHECKING:
    from collections.abc import Sequence

# Shares below were set on dumps made with pdftotext, pdfminer and LibreOffice and on texts
# with one paragraph a line; tests/indexer/readers/plain/test_layout.py holds one of each.
_BAND = 8  # columns under the right edge within which a wrapped line ends
_NARROWEST, _WIDEST = 24, 160  # columns a printed line may have
# Lines that a page has at least (the last one aside), and the highest number that is believed
# when no other page number bears it out.
_SHORTEST_PAGE, _FEW_PAGES = 8, 50
# Lines that the footnotes of one page take at most.
_LONGEST_NOTES = 60
# A rule above footnotes: a wide blank, or a stroke that is shorter than a line.
_FOOTNOTE_RULE = re.compile(r"^(?: {20,}|\s*[_─━—―-]{8,40}\s*)$")
_FOOTNOTE_START = re.compile(r"^\s*(\d{1,3}|[*＊†])(?:\s+(\S.*)|(\D.*))?$")
_NUMBERED_PAGE = re.compile(
    r"^(?:[-–—─~～]\s*(\d{1,4})\s*[-–—─~～]|第\s*(\d{1,4})\s*[頁页](?:\s*[,，/／]?\s*[共全]\s*\d+\s*[頁页])?"
    r"|(?:page|p\.)\s*(\d{1,4})(?:\s*(?:of|/)\s*\d+)?|(\d{1,4})\s*[/／]\s*\d{1,4})$",
    re.IGNORECASE,
)
_BARE_PAGE = re.compile(r"^(\d{1,4})$")


@dataclass(slots=True)
class SourceLine:
    """A line with something on it.

    `text` is stripped; `ended` says that white space followed it, `gap` how many blank lines
    stood before it, `void` that one of these held white space (an empty cell of a table).
    """

    text: str
    indent: str = ""
    ended: bool = False
    gap: int = 0
    void: bool = False
    page: int | None = None
    label: str | None = None
    starts_page: bool = False

    @property
    def inset(self) -> int:
        """Columns of white space at its front; the single space that may mark a page's start
        is none."""
        return width(self.indent) if len(self.indent) > 1 or self.indent == "\u3000" else 0

    @property
    def width(self) -> int:
        """Columns it takes, those of its indent included."""
        return self.inset + width(self.text)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file was laid out. `edge` is the column at which wrapped lines end."""

    wrapped: bool
    edge: int
    double_spaced: bool
    endings: bool  # white space at a line's end marks a paragraph's end
    spaced: bool


@dataclass(slots=True)
class Footnote:
    """A footnote; `after` is the last line of text above it, on its page."""

    lines: list[SourceLine]
    after: SourceLine | None


@dataclass(frozen=True, slots=True)
class PagedLines:
    """The lines of the text proper, the footnotes, and the number of pages if known."""

    lines: list[SourceLine]
    notes: list[Footnote]
    pages: int | None


def split_lines(text: str) -> list[SourceLine]:
    """The lines with something on them; a form feed makes the next line start a page."""
    lines: list[SourceLine] = []
    gap, void, fed = 0, False, False
    for raw in re.split(r"\r\n|[\n\r\x0b\x85\u2028\u2029]", text):
        pieces = raw.split("\f")
        for number, piece in enumerate(pieces):
            fed = fed or number > 0
            bare = piece.strip()
            if not bare and not _FOOTNOTE_RULE.match(piece):
                gap += 1
                void = void or bool(piece)
                continue
            lead = len(piece) - len(piece.lstrip())
            if "\t" in piece:  # leading and trailing tabs are empty cells
                lead = len(piece) - len(piece.lstrip(" \u3000"))
                bare = piece.strip(" \u3000\u00a0")
            lines.append(
                SourceLine(bare, piece[:lead], piece != piece.rstrip(), gap, void, starts_page=fed)
            )
            gap, void, fed = 0, False, False
    return lines


def measure_layout(lines: Sequence[SourceLine]) -> Layout:
    """The layout that most lines agree on."""
    prose = [line for line in lines if line.text and not _is_tabular(line.text)]
    widths = sorted(line.width for line in prose if line.width >= _NARROWEST)
    edge = widths[int(len(widths) * 0.9)] if widths else 0
    at_edge = [line for line in prose if edge - _BAND <= line.width <= edge + _BAND]
    cut = sum(not is_terminated(line.text) for line in at_edge)
    wrapped = (
        bool(widths)
        and len(at_edge) >= 2
        and edge <= _WIDEST
        and len(at_edge) >= 0.4 * len(widths)
        and cut >= 0.4 * len(at_edge)
    )
    single = sum(line.gap == 1 for line in prose[1:])
    wraps = [line for line in at_edge if is_cjk(line.text[-1]) and not is_terminated(line.text)]
    marked = sum(line.ended for line in wraps)
    short = [line for line in prose if line.width < edge - _BAND and is_cjk(line.text[-1])]
    finals = [line for line in short if is_terminated(line.text)] or short
    ended = sum(line.ended for line in finals)
    return Layout(
        wrapped=wrapped,
        edge=edge,
        double_spaced=len(prose) > 3 and single >= 0.7 * (len(prose) - 1),
        endings=wrapped and marked <= 0.15 * len(wraps) and ended > 0.6 * len(finals),
        spaced=is_spaced("\n".join(line.text for line in prose[:400])),
    )


def _is_tabular(text: str) -> bool:
    """True for a row of a table: tabs, or mostly words of digits."""
    words = text.split()
    numbers = sum(word[0].isdigit() and len(word) <= 12 for word in words)
    return "\t" in text or (len(words) >= 3 and numbers * 3 >= len(words) * 2)


def paginate(lines: list[SourceLine], layout: Layout) -> PagedLines:
    """Number the lines' pages, and take page numbers and footnotes out of the text."""
    _mark_leading_spaces(lines, layout)
    kept, notes = _footnotes_apart(lines)
    kept = _numbers_apart(kept, layout)
    starts = sum(line.starts_page for line in kept[1:])
    if not starts and not any(line.label for line in kept):
        return PagedLines(kept, notes, None)
    _count(kept)
    pages = max((line.page or 1 for line in kept), default=1)
    return PagedLines(kept, notes, pages)


def _mark_leading_spaces(lines: list[SourceLine], layout: Layout) -> None:
    """Where pages begin with one leading space and nothing else is indented, say so.

    The first line must have it, and a page must hold a plausible number of lines.
    """
    if not layout.wrapped or not lines or lines[0].indent != " ":
        return
    marked = [
        at
        for at, line in enumerate(lines)
        if line.indent == " " and not _is_footnote_mark(lines, at - 1)
    ]
    others = sum(1 for line in lines if line.indent and line.indent != " " and line.text)
    if len(marked) < 2 or others > len(lines) * 0.05 or len(marked) > len(lines) / 4:
        return
    for at in marked:
        lines[at].starts_page = True


def _is_footnote_mark(lines: Sequence[SourceLine], at: int) -> bool:
    """True for a number alone right under a footnote rule."""
    return at > 0 and bool(_BARE_PAGE.match(lines[at].text)) and _is_rule(lines[at - 1])


def _footnotes_apart(lines: list[SourceLine]) -> tuple[list[SourceLine], list[Footnote]]:
    """Text lines, and the footnotes that follow a footnote rule up to the end of their page.

    Where no page ends soon, a footnote ends with its first finished sentence at a line's end.
    """
    kept: list[SourceLine] = []
    notes: list[Footnote] = []
    inside = bounded = False
    fresh = False  # the next note is the first under its rule
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else None
        if not inside and _is_rule(line) and following and _FOOTNOTE_START.match(following.text):
            inside = fresh = True
            bounded = any(each.starts_page for each in lines[at + 1 : at + _LONGEST_NOTES])
            continue
        start = _FOOTNOTE_START.match(line.text) if inside else None
        begins = start and (fresh or _follows(notes[-1].lines[0].text, start[1]))
        if inside and (
            line.starts_page
            or (not (bounded or fresh or begins) and is_terminated(notes[-1].lines[-1].text))
        ):
            inside = False
        if inside and begins:
            notes.append(Footnote([line], kept[-1] if kept else None))
            fresh = False
        elif inside and not (_BARE_PAGE.match(line.text) or _NUMBERED_PAGE.match(line.text)):
            notes[-1].lines.append(line)
        elif line.text.strip("_─━—―- ") or len(line.text) == 1:  # a dash is an empty cell
            kept.append(line)
    return kept, notes


def _is_rule(line: SourceLine) -> bool:
    raw = line.indent + line.text
    return _FOOTNOTE_RULE.match(raw) is not None


def _follows(previous: str, mark: str) -> bool:
    """True when `mark` is the number after that of the note whose first line is `previous`."""
    found = _FOOTNOTE_START.match(previous)
    return bool(found and found[1].isdecimal() and mark.isdecimal()
                and int(mark) == int(found[1]) + 1)  # fmt: skip


def _numbers_apart(lines: list[SourceLine], layout: Layout) -> list[SourceLine]:
    """Drop the page numbers; each makes the line it stands before begin its page, or names
    the page it ends."""
    numbered: dict[int, str] = {}
    bare: list[tuple[int, int]] = []
    usual = sorted(line.gap for line in lines)[len(lines) // 2] if lines else 0
    for at, line in enumerate(lines):
        explicit = _NUMBERED_PAGE.match(line.text)
        if explicit:
            numbered[at] = next(group for group in explicit.groups() if group)
        elif (found := _BARE_PAGE.match(line.text)) and (
            _is_apart(lines, at, usual) or not _in_column(lines, at)
        ):
            bare.append((at, int(found[1])))
    if len(numbered) < 2 and not any(line.starts_page for line in lines[1:]):
        numbered = {at: n for at, n in numbered.items() if _interrupts(lines, at, layout)}
    if not numbered:
        numbered = {at: str(n) for at, n in _confirmed(lines, bare, layout, usual)}
    if not numbered:
        return lines
    foot = _at_the_foot(lines, numbered)
    kept: list[SourceLine] = []
    pending: str | None = None
    for at, line in enumerate(lines):
        if at in numbered:
            if foot:
                _label_page(kept, numbered[at])
                pending = ""
            else:
                pending = numbered[at]
            continue
        if pending is not None:
            line.starts_page, line.label = True, pending or None
            pending = None
        kept.append(line)
    return kept


def _in_column(lines: Sequence[SourceLine], at: int) -> bool:
    """True when the number stands among other short cells: part of a table, not of the page."""
    near = [lines[i].text for i in (at - 2, at - 1, at + 1, at + 2) if 0 <= i < len(lines)]
    return sum(len(text) <= 8 and not is_terminated(text) for text in near) >= 2


def _interrupts(lines: Sequence[SourceLine], at: int, layout: Layout) -> bool:
    """True when the line stands in the middle of a sentence that goes on behind it."""
    if not 0 < at < len(lines) - 1:
        return False
    before, after = lines[at - 1], lines[at + 1]
    if is_terminated(before.text) or (layout.endings and before.ended):
        return False
    return layout.wrapped and before.width >= layout.edge - _BAND and is_han(after.text[0])


def _confirmed(
    lines: Sequence[SourceLine], bare: list[tuple[int, int]], layout: Layout, usual: int
) -> list[tuple[int, int]]:
    """The bare numbers that the page count, their own sequence or a broken sentence confirm."""
    starts = list(accumulate(line.starts_page for line in lines[1:]))
    if starts and starts[-1]:
        found = []
        extra = 0
        for at, value in bare:
            count = 1 + (starts[at - 1] if at else 0) + extra
            if value in (count, count + 1):
                extra += value - count
                found.append((at, value))
        return found
    best = _longest_run(bare, len(lines) - 1)
    if len(best) >= 2:
        return best
    return [
        (at, value)
        for at, value in bare
        if value <= _FEW_PAGES
        and (
            _interrupts(lines, at, layout) or (at >= _SHORTEST_PAGE and _is_apart(lines, at, usual))
        )
    ][:1]


def _longest_run(bare: list[tuple[int, int]], last: int) -> list[tuple[int, int]]:
    """The most numbers that count up by 1 to 3, a page's lines or more apart for each step."""
    # For each number the chains that end in it: (place, length, index in `bare`), each longer
    # than the one before, which stands farther up.
    chains: dict[int, list[tuple[int, int, int]]] = {}
    before: list[int | None] = []
    best = (0, 0)
    for number, (at, value) in enumerate(bare):
        length, link = 1, None
        for steps in (1, 2, 3):
            known = chains.get(value - steps, [])
            reach = at if at == last else at - _SHORTEST_PAGE * steps
            found = bisect_right(known, (reach, len(bare) + 1, 0)) - 1
            if found >= 0 and known[found][1] >= length:
                length, link = known[found][1] + 1, known[found][2]
        before.append(link)
        own = chains.setdefault(value, [])
        if not own or own[-1][1] < length:
            own.append((at, length, number))
        best = max(best, (length, -number))
    run: list[tuple[int, int]] = []
    link = -best[1] if bare else None
    while link is not None:
        run.insert(0, bare[link])
        link = before[link]
    return run


def _is_apart(lines: Sequence[SourceLine], at: int, usual: int) -> bool:
    """True when more blank lines stand before the number than between other lines."""
    if at == len(lines) - 1:
        return False
    return lines[at].gap > usual and lines[at + 1].gap >= usual


def _at_the_foot(lines: Sequence[SourceLine], numbered: dict[int, str]) -> bool:
    """True when the numbers end their pages: a form feed or the file's end follows them, or the
    first of them is a 1 with text before it."""
    places = sorted(numbered)
    if any(lines[at].starts_page for at in places):
        return False
    if places[-1] == len(lines) - 1:
        return True
    if all(lines[at + 1].starts_page for at in places if at + 1 < len(lines)):
        return True
    return numbered[places[0]] == "1" and places[0] > 2


def _label_page(kept: list[SourceLine], label: str) -> None:
    """Write a number found at a page's foot on the line that began the page."""
    for line in reversed(kept):
        if line.starts_page or line is kept[0]:
            line.label = label
            return


def _count(lines: list[SourceLine]) -> None:
    """Number the pages from 1; a printed number that differs stays as the page's label."""
    page, label = 1, lines[0].label if lines else None
    for at, line in enumerate(lines):
        if line.starts_page and at:
            page += 1
            label = line.label
        line.page = page
        line.label = label if label and label != str(page) else None

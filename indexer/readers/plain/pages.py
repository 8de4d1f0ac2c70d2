"""Pages of a plain text: page numbers, page starts and footnotes.

Text extracted from a PDF keeps the page numbers, and one leading space or a form feed where a page
began. Both are removed, and each line is given its page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from indexer.readers.plain.lines import BAND, FOOTNOTE_RULE, Layout, SourceLine
from indexer.structure.characters import is_han, is_terminated
from indexer.structure.page_labels import with_implied_labels

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Lines of the shortest page but the last, and the highest page number that is accepted without a
# second one.
_SHORTEST_PAGE, _FEW_PAGES = 8, 50
# Lines of the footnotes of one page.
_LONGEST_FOOTNOTES = 60
# Leading spaces mark pages if at most this share of the lines has another indent, and if pages have
# at least this many lines on average.
_OTHER_INDENTS, _LINES_OF_PAGE = 0.05, 4
# Characters of a cell beside a number in a column of a table.
_SHORT_CELL = 8
_FOOTNOTE_START = re.compile(r"^\s*(\d{1,3}|[*＊†])(?:\s+(\S.*)|(\D.*))?$")
_NUMBERED_PAGE = re.compile(
    r"^(?:[-–—─~～]\s*(\d{1,4})\s*[-–—─~～]|第\s*(\d{1,4})\s*[頁页](?:\s*[,，/／]?\s*[共全]\s*\d+\s*[頁页])?"
    r"|(?:page|p\.)\s*(\d{1,4})(?:\s*(?:of|/)\s*\d+)?|(\d{1,4})\s*[/／]\s*\d{1,4})$",
    re.IGNORECASE,
)
_BARE_PAGE = re.compile(r"^(\d{1,4})$")


@dataclass(slots=True)
class Footnote:
    """A footnote; `after` is the last line of text above it on its page."""

    lines: list[SourceLine]
    after: SourceLine | None


@dataclass(frozen=True, slots=True)
class PagedLines:
    """The lines of the text without page numbers, the footnotes, the number of pages if known, and
    the printed numbers of pages that differ from their place, by that place."""

    lines: list[SourceLine]
    notes: list[Footnote]
    pages: int | None
    labels: Mapping[int, str]


def paginate(lines: list[SourceLine], layout: Layout) -> PagedLines:
    """Assign pages to the lines, and separate page numbers and footnotes from the text."""
    _mark_leading_spaces(lines, layout)
    kept, notes = _separate_footnotes(lines)
    kept = _remove_page_numbers(kept, layout)
    starts = sum(line.starts_page for line in kept[1:])
    if not starts and not any(line.label for line in kept):
        return PagedLines(kept, notes, None, {})
    labels = _assign_pages(kept)
    pages = max((line.page or 1 for line in kept), default=1)
    return PagedLines(kept, notes, pages, labels)


def _mark_leading_spaces(lines: list[SourceLine], layout: Layout) -> None:
    """Mark the lines with one leading space as page starts, if nothing else is indented.

    The first line must have the space, and pages a plausible number of lines.
    """
    if not layout.wrapped or not lines or lines[0].indent != " ":
        return
    marked = [
        at
        for at, line in enumerate(lines)
        if line.indent == " " and not _is_footnote_mark(lines, at - 1)
    ]
    others = sum(1 for line in lines if line.indent and line.indent != " " and line.text)
    if (
        len(marked) < 2
        or others > len(lines) * _OTHER_INDENTS
        or len(marked) > len(lines) / _LINES_OF_PAGE
    ):
        return
    for at in marked:
        lines[at].starts_page = True


def _is_footnote_mark(lines: Sequence[SourceLine], at: int) -> bool:
    """True for a number alone directly below a footnote rule."""
    return at > 0 and bool(_BARE_PAGE.match(lines[at].text)) and _is_rule(lines[at - 1])


def _separate_footnotes(lines: list[SourceLine]) -> tuple[list[SourceLine], list[Footnote]]:
    """The lines of the text, and the footnotes between a footnote rule and the end of their page.

    If no page ends within their greatest length, a footnote ends with the first sentence that ends
    at a line's end.
    """
    kept: list[SourceLine] = []
    notes: list[Footnote] = []
    inside = bounded = False
    fresh = False  # the next footnote is the first below its rule
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else None
        if not inside and _is_rule(line) and following and _FOOTNOTE_START.match(following.text):
            inside = fresh = True
            bounded = any(each.starts_page for each in lines[at + 1 : at + _LONGEST_FOOTNOTES])
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
    return FOOTNOTE_RULE.match(raw) is not None


def _follows(previous: str, mark: str) -> bool:
    """True if `mark` is the next number after that of the footnote whose first line is
    `previous`."""
    found = _FOOTNOTE_START.match(previous)
    return bool(found and found[1].isdecimal() and mark.isdecimal()
                and int(mark) == int(found[1]) + 1)  # fmt: skip


def _remove_page_numbers(lines: list[SourceLine], layout: Layout) -> list[SourceLine]:
    """The lines without page numbers. Each number starts a page at the line after it, or labels the
    page that it ends."""
    numbered: dict[int, str] = {}
    bare: list[tuple[int, int]] = []
    usual = sorted(line.gap for line in lines)[len(lines) // 2] if lines else 0
    for at, line in enumerate(lines):
        explicit = _NUMBERED_PAGE.match(line.text)
        if explicit:
            numbered[at] = next(group for group in explicit.groups() if group)
        elif (found := _BARE_PAGE.match(line.text)) and (
            _is_isolated(lines, at, usual) or not _is_among_cells(lines, at)
        ):
            bare.append((at, int(found[1])))
    if len(numbered) < 2 and not any(line.starts_page for line in lines[1:]):
        numbered = {at: n for at, n in numbered.items() if _is_inside_sentence(lines, at, layout)}
    if not numbered:
        numbered = {at: str(n) for at, n in _confirmed_numbers(lines, bare, layout, usual)}
    if not numbered:
        return lines
    foot = _are_page_ends(lines, numbered)
    kept: list[SourceLine] = []
    pending: str | None = None
    for at, line in enumerate(lines):
        if at in numbered:
            if foot:
                _label_current_page(kept, numbered[at])
                pending = ""
            else:
                pending = numbered[at]
            continue
        if pending is not None:
            line.starts_page, line.label = True, pending or None
            pending = None
        kept.append(line)
    return kept


def _is_among_cells(lines: Sequence[SourceLine], at: int) -> bool:
    """True if the lines around the number are short cells: it belongs to a table."""
    near = [lines[i].text for i in (at - 2, at - 1, at + 1, at + 2) if 0 <= i < len(lines)]
    return sum(len(text) <= _SHORT_CELL and not is_terminated(text) for text in near) >= 2


def _is_inside_sentence(lines: Sequence[SourceLine], at: int, layout: Layout) -> bool:
    """True if the line interrupts a sentence that continues after it."""
    if not 0 < at < len(lines) - 1:
        return False
    before, after = lines[at - 1], lines[at + 1]
    if is_terminated(before.text) or (layout.endings and before.ended):
        return False
    return layout.wrapped and before.width >= layout.edge - BAND and is_han(after.text[0])


def _confirmed_numbers(
    lines: Sequence[SourceLine], bare: list[tuple[int, int]], layout: Layout, usual: int
) -> list[tuple[int, int]]:
    """The bare numbers that are page numbers by the page count, their sequence or a sentence that
    they interrupt, as (index of the line, number)."""
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
            _is_inside_sentence(lines, at, layout)
            or (at >= _SHORTEST_PAGE and _is_isolated(lines, at, usual))
        )
    ][:1]


def _longest_run(bare: list[tuple[int, int]], last: int) -> list[tuple[int, int]]:
    """The longest sequence of numbers that increase by 1 to 3, at least a page's lines apart for
    each step."""
    # Number → sequences that end in it, as (line, length, index in `bare`), ordered by both line
    # and length.
    runs: dict[int, list[tuple[int, int, int]]] = {}
    before: list[int | None] = []
    best = (0, 0)
    for number, (at, value) in enumerate(bare):
        length, link = 1, None
        for steps in (1, 2, 3):
            known = runs.get(value - steps, [])
            reach = at if at == last else at - _SHORTEST_PAGE * steps
            found = bisect_right(known, (reach, len(bare) + 1, 0)) - 1
            if found >= 0 and known[found][1] >= length:
                length, link = known[found][1] + 1, known[found][2]
        before.append(link)
        own = runs.setdefault(value, [])
        if not own or own[-1][1] < length:
            own.append((at, length, number))
        best = max(best, (length, -number))
    run: list[tuple[int, int]] = []
    link = -best[1] if bare else None
    while link is not None:
        run.insert(0, bare[link])
        link = before[link]
    return run


def _is_isolated(lines: Sequence[SourceLine], at: int, usual: int) -> bool:
    """True if more blank lines precede the number than separate other lines."""
    if at == len(lines) - 1:
        return False
    return lines[at].gap > usual and lines[at + 1].gap >= usual


def _are_page_ends(lines: Sequence[SourceLine], numbered: dict[int, str]) -> bool:
    """True if the numbers end their pages: a form feed or the file's end follows them, or the first
    one is a 1 with text before it."""
    places = sorted(numbered)
    if any(lines[at].starts_page for at in places):
        return False
    if places[-1] == len(lines) - 1:
        return True
    if all(lines[at + 1].starts_page for at in places if at + 1 < len(lines)):
        return True
    return numbered[places[0]] == "1" and places[0] > 2


def _label_current_page(kept: list[SourceLine], label: str) -> None:
    """Label the line that starts the current page."""
    for line in reversed(kept):
        if line.starts_page or line is kept[0]:
            line.label = label
            return


def _assign_pages(lines: list[SourceLine]) -> dict[int, str]:
    """Assign 1-based pages to the lines, and return the labels of pages that differ from these."""
    page = 1
    printed: dict[int, str] = {}
    for at, line in enumerate(lines):
        if line.starts_page and at:
            page += 1
        if line.label and (line.starts_page or not at):
            printed[page] = line.label
        line.page = page
    labels = with_implied_labels(printed)
    return {page: label for page, label in labels.items() if label != str(page)}

"""Lines and tables of the text among those that come back at the edges of pages.

Reports on cases of one kind have lines on several pages that are equal but for their numbers, at
one height. A running header or footer stands apart from the text or is set in other type, and
says the same on each page; a line of the text goes on from line to line.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from indexer.readers.pdf.document.edge_items import without_numbers, without_space
from indexer.readers.pdf.layout.page_labels import page_label_of_line, page_number_in_header
from indexer.readers.pdf.layout.paragraphs import OPTIONS as PARAGRAPH_OPTIONS
from indexer.readers.pdf.source.geometry import TextLine
from indexer.structure.characters import is_terminated

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from indexer.readers.pdf.document.edge_items import EdgeItem, Item
    from indexer.readers.pdf.page.part import PagePart


@dataclass(frozen=True, slots=True)
class TextAtEdgesOptions:
    """Thresholds of lines of the text. Set by hand on invented pages with lines that come back
    (tests/indexer/readers/pdf/document/test_text_at_edges.py)."""

    #: Lines of one text differ by at most this many points in size: sizes are rounded.
    same_size: float = 0.5
    #: A line is full if it ends within this many em of the longest line of its page: a
    #: punctuation mark and a word of four digits may not have fitted.
    full: float = 3.0


OPTIONS = TextAtEdgesOptions()

#: Punctuation between two clauses of a sentence, or after one.
_CLAUSE = re.compile(r"[，；。？！]")
_DIGITS = re.compile(r"[0-9０-９]+")


def text_lines(
    near_edges: Sequence[EdgeItem], parts: Sequence[PagePart], known: AbstractSet[Item]
) -> set[Item]:
    """The lines among the `known` running elements that belong to the text.

    These are sentences whose numbers change from page to page, and lines that follow or precede
    a line of the text at the pitch of the text and in its size: sentences, lines whose numbers
    change, and lines that a sentence fills and leaves. Small tables with other figures on each
    page are text too.
    """
    changing = _changing(near_edges, known)
    text: set[Item] = {item for item in changing if _CLAUSE.search(item.text)}
    text |= _tables_of_figures(near_edges, known)
    pitches = _Pitches(parts)
    while True:
        left = known - text
        found = {
            line
            for part in parts
            for line in part.lines
            if line in left and _is_text(line, _Page(part, left, pitches), line in changing)
        }
        if not found:
            return text
        text |= found


def first_sentences(parts: Sequence[PagePart], known: AbstractSet[Item]) -> set[Item]:
    """The first occurrence of each sentence among the `known` running elements: a sentence that
    is on each page is text once."""
    first: dict[str, Item] = {}
    for part in parts:
        for line in part.lines:
            if line in known and is_sentence(line.text):
                first.setdefault(without_space(line.text), line)
    return set(first.values())


def is_sentence(text: str) -> bool:
    """True if the text has punctuation of clauses and names no page."""
    return bool(_CLAUSE.search(text)) and not _names_page(text)


def _names_page(text: str) -> bool:
    return bool(page_label_of_line(text) or page_number_in_header(text))


def _changing(near_edges: Sequence[EdgeItem], known: AbstractSet[Item]) -> set[TextLine]:
    """The `known` lines that come back with other numbers and name no page."""
    alike: dict[tuple[str, str], list[TextLine]] = defaultdict(list)
    for each in near_edges:
        if each.item in known and isinstance(each.item, TextLine) and not _names_page(each.text):
            alike[each.edge, without_numbers(each.text)].append(each.item)
    return {
        line
        for lines in alike.values()
        if len({without_space(line.text) for line in lines}) > 1
        for line in lines
    }


def _tables_of_figures(near_edges: Sequence[EdgeItem], known: AbstractSet[Item]) -> set[Item]:
    """The `known` tables that come back with other numbers, which count neither the pages nor
    their chapters."""
    alike: dict[tuple[str, str], list[EdgeItem]] = defaultdict(list)
    for each in near_edges:
        if each.item in known and not isinstance(each.item, TextLine):
            alike[each.edge, without_numbers(each.text)].append(each)
    found: set[Item] = set()
    for group in alike.values():
        values = [_DIGITS.findall(each.text) for each in group]
        columns = zip(*values, strict=True) if len(set(map(len, values))) == 1 else ()
        pages = [each.part for each in group]
        if not all(_counts(list(map(int, column)), pages) for column in columns):
            found |= {each.item for each in group}
    return found


def _counts(values: Sequence[int], pages: Sequence[int]) -> bool:
    """True if numbers on these pages count them, perhaps from 1 again in each part of the
    document, or are one number or those of chapters of several pages."""
    ordered = sorted(zip(pages, values, strict=True))
    if all(
        value in (1, before + page - last) for (last, before), (page, value) in pairwise(ordered)
    ):
        return True
    numbers = [value for _, value in ordered]
    return numbers == sorted(numbers) and len(set(numbers)) < len(numbers)


class _Pitches:
    """The usual distance of the baselines of a document's lines, by their rounded size."""

    def __init__(self, parts: Sequence[PagePart]) -> None:
        found: dict[int, list[float]] = defaultdict(list)
        for part in parts:
            lines = sorted(_level(part), key=lambda line: line.base)
            for line, following in pairwise(lines):
                pitch = following.base - line.base
                near = pitch < PARAGRAPH_OPTIONS.max_counted_pitch * line.size
                if near and pitch > line.size / 2 and _is_of_one_size(line, following):
                    found[round(line.size)].append(pitch)
        self._usual = {size: median(pitches) for size, pitches in found.items()}

    def limit(self, line: TextLine) -> float:
        """The widest pitch in points of lines of one text."""
        return PARAGRAPH_OPTIONS.max_pitch * self._usual.get(round(line.size), 0.0)


class _Page:
    """The lines of a page around a running element; `left` are the running elements."""

    def __init__(self, part: PagePart, left: AbstractSet[Item], pitches: _Pitches) -> None:
        self._text = [line for line in _level(part) if line not in left]
        self._pitches = pitches

    def above(self, line: TextLine) -> TextLine | None:
        """The line of the text directly above a line, if there is one."""
        near = [other for other in self._text if self._follows(other, line)]
        return max(near, key=lambda other: other.base, default=None)

    def below(self, line: TextLine) -> TextLine | None:
        """The line of the text directly below a line, if there is one."""
        near = [other for other in self._text if self._follows(line, other)]
        return min(near, key=lambda other: other.base, default=None)

    def is_full(self, line: TextLine) -> bool:
        """True if a line ends near the end of the longest line of the page."""
        end = max((other.x1 for other in self._text), default=line.x1)
        return line.x1 > end - OPTIONS.full * line.size

    def _follows(self, line: TextLine, following: TextLine) -> bool:
        pitch = following.base - line.base
        return (
            line.size / 2 < pitch <= self._pitches.limit(line)
            and _is_of_one_size(line, following)
            and line.box.overlaps_across(following)
        )


def _is_text(line: TextLine, page: _Page, changes: bool) -> bool:
    """True if a line stands in the text of its page and says what only text says."""
    if line.orientation != 0 or _names_page(line.text):
        return False
    above, below = page.above(line), page.below(line)
    if above is None and below is None:
        return False
    if changes or is_sentence(line.text):
        return True
    return (below is not None and page.is_full(line) and not is_terminated(line.text)) or (
        above is not None and page.is_full(above) and not is_terminated(above.text)
    )


def _level(part: PagePart) -> list[TextLine]:
    return [line for line in part.lines if line.orientation == 0]


def _is_of_one_size(line: TextLine, other: TextLine) -> bool:
    return abs(line.size - other.size) <= OPTIONS.same_size

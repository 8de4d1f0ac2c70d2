"""Artifacts of a page: running heads and feet, page numbers, repeated table heads, lines of
a table of contents. It is told by the printed lines alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from judian.evals.real.printed import Line, PrintedPage

#: A line of the page before or after stands at the same height if its baseline is nearer than
#: this many points.
_SAME_HEIGHT = 4.0
#: A line repeats if it stands on one of so many pages before or after: heads alternate between
#: left and right pages.
_NEAR_PAGES = 2
#: A page number stands in this share of the page at the top or at the bottom.
EDGE = 0.12
#: So many pages of one sequence (all, if there are fewer) make a number in the edge of a page its
#: number.
_SEQUENCE = 3
#: A page of contents has at least so many lines that end in numbers of pages, and they are at least
#: this share of its lines.
_CONTENTS_LINES, _CONTENTS_SHARE = 4, 0.4
_LABEL = r"(?:[^\W\d_]{1,3}[-‐‑–—―─－_・])?(?:[0-9]{1,4}|[ivxlcIVXLC]{1,6})"
#: A part may be named by a stem without a dash: 甲 12.
_PAGE_NUMBER = re.compile(rf"[^\w]*第?({_LABEL}|[甲乙丙丁戊己庚辛壬癸][0-9]{{1,4}})頁?[^\w]*")
_PLAIN_NUMBER = re.compile(r"[0-9]+|[ivxlcIVXLC]+$")
_LEADER = r"[.…‧·・﹒．。⋯\-─–—_]{3,}"
_CONTENTS_LINE = re.compile(rf"(.*?[^\W\d_].*?){_LEADER}\(?{_LABEL}\)?")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True, slots=True)
class PageArtifacts:
    """The artifacts of one page: its lines by their place in `PrintedPage.lines`; its page number
    (12, 甲-12); the titles in its lines of contents. `contents` is True for a page of contents,
    which is left out as a whole."""

    lines: frozenset[int] = frozenset()
    number: str | None = None
    contents: bool = False
    titles: tuple[str, ...] = field(default=())


def artifacts_of(pages: Sequence[PrintedPage]) -> list[PageArtifacts]:
    """The artifacts of each page."""
    numbers = _page_numbers(pages)
    repeated = _repeated(pages)
    found = []
    for at, page in enumerate(pages):
        titles = contents_titles(page)
        number = numbers.get(at)
        lines = set(repeated[at]) | ({number} if number is not None else set())
        label = None if number is None else _PAGE_NUMBER.fullmatch(page.lines[number].text)
        shown = label and label[1]
        found.append(PageArtifacts(frozenset(lines), shown, bool(titles), titles))
    return found


def contents_titles(page: PrintedPage) -> tuple[str, ...]:
    """The titles in the lines of a page of contents; () for every other page."""
    titles, apart = [], []
    for line in page.lines:
        match = _CONTENTS_LINE.fullmatch(line.text)
        if match is not None:
            titles.append(match[1])
        elif len(line.pieces) > 1 and re.fullmatch(_LABEL, line.pieces[-1].text):
            title = "".join(piece.text for piece in line.pieces[:-1])
            if not re.search(r"[0-9]", title):
                apart.append(title)
    enough = max(_CONTENTS_LINES, _CONTENTS_SHARE * len(page.lines))
    return tuple(titles + apart) if titles and len(titles + apart) >= enough else ()


def _repeated(pages: Sequence[PrintedPage]) -> list[set[int]]:
    """The lines of each page that a near page prints at the same height, digits aside."""
    places: dict[str, list[tuple[int, float]]] = defaultdict(list)
    keys = [[_key(line) for line in page.lines] for page in pages]
    for at, page in enumerate(pages):
        for line, key in zip(page.lines, keys[at], strict=True):
            places[key].append((at, line.base))
    found: list[set[int]] = []
    for at, page in enumerate(pages):
        found.append({
            number for number, (line, key) in enumerate(zip(page.lines, keys[at], strict=True))
            if key and any(
                0 < abs(other - at) <= _NEAR_PAGES and abs(base - line.base) < _SAME_HEIGHT
                for other, base in places[key]
            )
        })  # fmt: skip
    return found


def _key(line: Line) -> str:
    """The text of a line without digits; empty if hardly anything is left."""
    key = re.sub(r"[\d\W]+", "", line.text)
    return key if len(key) > 1 else ""


def _page_numbers(pages: Sequence[PrintedPage]) -> dict[int, int]:
    """Page → its line that is the page's number: numbers in the edges of pages that count on with
    the pages."""
    found: list[tuple[int, int, str, int]] = []
    for at, page in enumerate(pages):
        for number, line in _edge_lines(page):
            match = _PAGE_NUMBER.fullmatch(line.text)
            if match is not None and len(line.pieces) == 1:
                plain = plain_number(match[1])
                found.append((at, number, match[1].removesuffix(plain), _value(plain) - at))
    sequences = Counter((prefix, offset) for _, _, prefix, offset in found)
    return {
        at: number for at, number, prefix, offset in found
        if sequences[prefix, offset] >= min(_SEQUENCE, len(pages))
    }  # fmt: skip


def plain_number(label: str) -> str:
    """The digits or Roman numeral at the end of a page's number."""
    found = _PLAIN_NUMBER.search(label)
    return label if found is None else found[0]


def _edge_lines(page: PrintedPage) -> Iterator[tuple[int, Line]]:
    for number, line in enumerate(page.lines):
        if not EDGE * page.height < line.base < (1 - EDGE) * page.height:
            yield number, line


def _value(text: str) -> int:
    """The value of a page number in digits or Roman numerals."""
    if text.isdecimal():
        return int(text)
    values = [_ROMAN[char] for char in text.lower()]
    return sum(
        -value if any(later > value for later in values[at + 1 :]) else value
        for at, value in enumerate(values)
    )

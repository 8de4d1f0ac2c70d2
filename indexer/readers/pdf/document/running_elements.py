"""Running headers and footers, page numbers and watermarks, which are on the pages and not part of
the text.

Headers and footers are near the top or the bottom edge, at one height, and come back on many pages
with only their numbers changed. A header that names the chapter changes with it; therefore a height
at which most pages have a line is examined as a whole.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.readers.pdf.document.edge_items import (
    OPTIONS as EDGE_OPTIONS,
)
from indexer.readers.pdf.document.edge_items import (
    EdgeItem,
    Item,
    edge_items,
    is_outermost,
    without_numbers,
    without_space,
)
from indexer.readers.pdf.document.openings import opening_items
from indexer.readers.pdf.document.page_number_sequences import find_page_numbers
from indexer.readers.pdf.document.text_at_edges import first_sentences, text_lines
from indexer.readers.pdf.document.watermarks import find_watermarks
from indexer.readers.pdf.layout.page_labels import (
    consistent_numbers,
    page_label_of_line,
    page_number_in_header,
    page_number_of_line,
)
from indexer.readers.pdf.source.geometry import TextLine
from indexer.readers.pdf.tables.model import remove_lines
from indexer.structure.list_markers import marker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.readers.pdf.page.part import PagePart


@dataclass(frozen=True, slots=True)
class RunningElementOptions:
    """Thresholds of running headers and footers. Unless another source is named, set by hand on
    the sample reports; measure again with
    `python -m judian.evals typeset --reports 40 --seed 99` (text that is not the report's)."""

    #: Share of the pages, or of the odd or the even ones, on which a header comes back; and the
    #: pages on which it does at least, in documents of up to `few_pages` pages and in longer ones.
    min_share: float = 0.5
    few_pages: int = 3
    min_pages_of_few: int = 2
    min_pages: int = 3
    #: In longer documents, a height is regular if this share of the pages has a line at it, and
    #: each text is on this many pages on average; then a text on so many pages is a header too.
    min_occupied: float = 0.6
    min_repeats: int = 2
    #: Share of the lines at one height that must also be in the text to be headers that name
    #: their chapter.
    min_echoed: float = 0.8
    #: A number at an edge is the mark of a footnote or item if text on its baseline, to within
    #: this many em, begins this many em to the right of it at most.
    same_baseline: float = 0.5
    max_mark_gap: float = 3.0


OPTIONS = RunningElementOptions()

_SIGNS = re.compile(r"[^\w#]")


def remove_running_elements(parts: Sequence[PagePart]) -> dict[int, str]:
    """Remove running headers and footers, page numbers and watermarks from the pages. Return the
    printed number of each page that has one, by page number."""
    near_edges = [each for at, part in enumerate(parts) for each in edge_items(at, part)]
    drop: set[Item] = {each.item for each in _repeated(near_edges, len(parts))}
    drop |= {each.item for each in _at_other_heights(near_edges, drop)}
    drop |= {each.item for each in _chapter_headers(near_edges, parts, drop)}
    if _are_whole_pages(parts, drop):
        drop.clear()
    drop -= text_lines(near_edges, parts, drop)
    drop -= opening_items(near_edges, parts, drop) | first_sentences(parts, drop)
    drop |= {each.item for each in _page_numbers(near_edges, parts)}
    drop |= find_watermarks(parts)
    drop |= _in_tables(near_edges, parts, drop)
    numbered = {
        each.item for each in near_edges if page_label_of_line(each.text) and each.item in drop
    }
    counted = find_page_numbers(parts, drop - numbered)
    drop |= counted.keys()
    for part in parts:
        drop -= _marks_before_text(part, drop)
    printed = consistent_numbers(_printed_numbers(near_edges, parts, drop))
    for part in parts:
        part.lines = [line for line in part.lines if line not in drop]
        part.tables = [table for table in part.tables if table not in drop]
        for table in part.tables:
            remove_lines(table, drop)
    return printed | {page: label for line, (page, label) in counted.items() if line in drop}


def _printed_numbers(
    near_edges: Sequence[EdgeItem], parts: Sequence[PagePart], drop: set[Item]
) -> dict[int, str]:
    """The page number in the outermost running element of each page that has one, by page
    number."""
    printed: dict[int, str] = {}
    for each in sorted(near_edges, key=lambda each: each.y):
        if each.item in drop:
            number = page_number_of_line(each.text) or page_number_in_header(each.text)
            if number:
                printed.setdefault(parts[each.part].number, number)
    return printed


def _are_whole_pages(parts: Sequence[PagePart], drop: set[Item]) -> bool:
    """True if most pages consist of items to `drop`, which are then the text."""
    emptied = used = 0
    for part in parts:
        if part.lines or part.tables:
            used += 1
            emptied += all(item in drop for item in (*part.lines, *part.tables))
    return 2 * emptied > used


def _repeated(near_edges: Sequence[EdgeItem], pages: int) -> list[EdgeItem]:
    """Items that come back at their height on enough of the pages."""
    found: list[EdgeItem] = []
    for edge in ("top", "bottom"):
        for group in _by_height(each for each in near_edges if each.edge == edge):
            found += _repeated_at_height(group, pages)
    return found


def _by_height(near_edges: Iterator[EdgeItem]) -> list[list[EdgeItem]]:
    """Items of one edge in groups of one height."""
    groups: list[list[EdgeItem]] = []
    for each in sorted(near_edges, key=lambda each: each.y):
        if groups and each.y - groups[-1][-1].y <= EDGE_OPTIONS.same_height:
            groups[-1].append(each)
        else:
            groups.append([each])
    return groups


def _repeated_at_height(group: Sequence[EdgeItem], pages: int) -> list[EdgeItem]:
    """The running elements among items at one height."""
    pages_of: dict[str, set[int]] = defaultdict(set)
    for each in group:
        pages_of[without_numbers(each.text)].add(each.part)
    occupied = len({each.part for each in group})
    regular = (
        pages > OPTIONS.few_pages
        and occupied >= OPTIONS.min_occupied * pages
        and OPTIONS.min_repeats * len(pages_of) <= occupied
    )
    kept = {
        text
        for text, on in pages_of.items()
        if _is_on_enough_pages(on, pages) or (regular and len(on) >= OPTIONS.min_repeats)
    }
    for text in list(kept):
        # Headings with numbers of their own may happen to be the first lines of several pages.
        shown = {each.text for each in group if without_numbers(each.text) == text}
        if len(shown) > 1 and any(marker(item) for item in shown):
            kept.discard(text)
    return [each for each in group if without_numbers(each.text) in kept]


def _is_on_enough_pages(on: set[int], pages: int) -> bool:
    """True if the indexes `on` are enough of all pages, or of the odd or the even ones."""
    few = pages <= OPTIONS.few_pages
    least = OPTIONS.min_pages_of_few if few else OPTIONS.min_pages
    if len(on) >= least and len(on) >= OPTIONS.min_share * pages:
        return True
    halves = Counter(part % 2 for part in on)
    return any(
        count >= OPTIONS.min_pages and count >= OPTIONS.min_share * _half(pages, parity)
        for parity, count in halves.items()
    )


def _half(pages: int, parity: int) -> int:
    """The number of pages whose index is even (`parity` 0) or odd (1)."""
    return (pages + 1 - parity) // 2


def _at_other_heights(near_edges: Sequence[EdgeItem], known: set[Item]) -> list[EdgeItem]:
    """Running elements at another height on a page of another shape: the outermost items with the
    text of `known` ones of several pages."""
    pages: dict[tuple[str, str], set[int]] = defaultdict(set)
    for each in near_edges:
        if each.item in known:
            pages[each.edge, without_space(each.text)].add(each.part)
    return [
        each
        for each in near_edges
        if len(pages[each.edge, without_space(each.text)]) > 1 and is_outermost(each, near_edges)
    ]


def _in_tables(
    near_edges: Sequence[EdgeItem], parts: Sequence[PagePart], known: set[Item]
) -> set[Item]:
    """Running elements that were included in a table directly below or above them: lines of cells
    with the text of `known` ones of other pages, at their height. That the text comes back is not
    enough, as the header row of a table may come back too."""
    heights: dict[tuple[str, str], list[float]] = defaultdict(list)
    for each in near_edges:
        if each.item in known:
            heights[each.edge, without_space(each.text)].append(each.y)
    found: set[Item] = set()
    for part in parts:
        height = part.frame.height
        for line in (x for table in part.tables for cell in table.cells for x in cell.lines):
            text = without_space(line.text)
            if ("top", text) not in heights and ("bottom", text) not in heights:
                continue
            middle = part.frame.back(line.box).middle_y
            for edge, y in (("top", middle), ("bottom", height - middle)):
                others = heights.get((edge, text), ())
                near = any(abs(y - other) <= EDGE_OPTIONS.same_height for other in others)
                if len(others) > 1 and near:
                    found.add(line)
    return found


def _chapter_headers(
    near_edges: Sequence[EdgeItem], parts: Sequence[PagePart], known: set[Item]
) -> list[EdgeItem]:
    """Running headers that name the chapter of their page, where the chapter has this page only.

    These are outermost lines whose text is also in the text of a page, at a height at which most
    pages, or most odd or even ones, have a line. Running elements that are `known` show such
    heights too.
    """
    found: list[EdgeItem] = []
    for group in _by_height(each for each in near_edges if each.edge == "top"):
        headers = [each for each in group if isinstance(each.item, TextLine)]
        pages = {each.part for each in headers}
        if headers and not _is_regular(pages, len(parts)):
            continue
        own = {each.item for each in group}
        texts = {text for part in parts for text in _texts_of(part, own)}
        others = [each for each in headers if each.item not in known]
        echoed = [
            each
            for each in others
            if without_space(each.text) in texts and is_outermost(each, near_edges)
        ]
        # The other lines at this height may be text of pages without a header.
        if len(echoed) >= OPTIONS.min_echoed * len(others) and len(pages) > 1:
            found += echoed
    return found


def _is_regular(on: set[int], pages: int) -> bool:
    """True if the indexes `on` are most of the odd or of the even pages."""
    halves = Counter(part % 2 for part in on)
    return any(
        count >= max(OPTIONS.min_pages_of_few, OPTIONS.min_share * _half(pages, parity))
        for parity, count in halves.items()
    )


def _texts_of(part: PagePart, without: set[Item]) -> Iterator[str]:
    """Yield the texts of a page's lines, and of the lines on one baseline together."""
    levels: dict[int, list[TextLine]] = defaultdict(list)
    for line in part.lines:
        if line not in without:
            yield without_space(line.text)
            levels[round(line.base)].append(line)
    for level in levels.values():
        if len(level) > 1:
            ordered = sorted(level, key=lambda line: line.x0)
            yield "".join(without_space(line.text) for line in ordered)


def _marks_before_text(part: PagePart, drop: set[Item]) -> set[Item]:
    """Numbers among the lines to `drop` that are directly before text that remains: marks of
    footnotes and items."""
    numbers = [
        line
        for line in part.lines
        if line in drop and line.orientation == 0 and _is_number(line.text)
    ]
    kept = [line for line in part.lines if line not in drop and line.orientation == 0]
    return {number for number in numbers if any(_is_before(number, other) for other in kept)}


def _is_number(text: str) -> bool:
    """True for a number with or without signs around it: 2, 2., （二）."""
    return _SIGNS.sub("", without_numbers(text)) == "#"


def _is_before(number: TextLine, line: TextLine) -> bool:
    """True if a number is directly before a line, on its baseline."""
    em = max(number.size, line.size)
    level = abs(line.base - number.base) < OPTIONS.same_baseline * em
    return level and 0 < line.x0 - number.x1 < OPTIONS.max_mark_gap * em


def _page_numbers(near_edges: Sequence[EdgeItem], parts: Sequence[PagePart]) -> list[EdgeItem]:
    """Page numbers that do not come back often enough to be found by that, as in short documents
    and on pages set differently: outermost lines that name a page, or have its number."""
    found = []
    for each in near_edges:
        number = page_number_of_line(each.text)
        if number is None or not isinstance(each.item, TextLine):
            continue
        explicit = not number.isdecimal() or each.text.strip() != number
        own = number == str(parts[each.part].number)
        if (explicit or own) and is_outermost(each, near_edges):
            found.append(each)
    return found

"""Page numbers found by their sequence: numbers at the edges of pages that count with the pages.

A number alone at the edge of one page may be the last number of a table. It is a page number if
numbers of one series on other pages have the same difference to the number of their page, however
few these pages are. A series may begin anew with each part of a report.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.readers.pdf.document.edge_items import edge_of
from indexer.readers.pdf.layout.page_labels import PageLabel, page_label_of_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from indexer.readers.pdf.document.edge_items import Item
    from indexer.readers.pdf.page.part import PagePart
    from indexer.readers.pdf.source.geometry import Box, TextLine
    from indexer.readers.pdf.tables.model import PageTable


@dataclass(frozen=True, slots=True)
class SequenceOptions:
    """Thresholds of page numbers in sequence; an em is the size of the line in question. Set by
    hand on 44 audit reports, whose page numbers are all found with them."""

    #: Pages of a sequence at least: of plain numbers, and of labels that say that they are page
    #: numbers.
    min_pages: int = 3
    min_explicit_pages: int = 2
    #: Members of a sequence whose height a page number of another series shares, at least.
    min_members: int = 3
    #: Heights within this many points are one.
    same_height: float = 4.0
    #: Lines whose middles differ in height by less than this many em are on one level.
    level: float = 0.6
    #: Pieces of one page number are at most this many em apart.
    max_gap: float = 3.0
    #: The number of a single page is in its middle to within this many em, and this many em below
    #: all other text at least.
    max_off_middle: float = 1.0
    min_below: float = 0.8


OPTIONS = SequenceOptions()


@dataclass(frozen=True, slots=True, eq=False)
class _Candidate:
    """A line, or pieces of one, that may be the number of a page, which is number `part` of the
    parts. `y` is its distance from its edge, `outermost` is true if nothing is nearer to it."""

    part: int
    label: PageLabel
    lines: tuple[TextLine, ...]
    edge: str
    y: float
    outermost: bool


@dataclass(frozen=True, slots=True)
class _ShownLine:
    """A line with its box on the page as it is shown."""

    line: TextLine
    box: Box


def find_page_numbers(
    parts: Sequence[PagePart], known: AbstractSet[Item]
) -> dict[TextLine, tuple[int, str]]:
    """The lines that are page numbers, those in cells of tables included, each with the number of
    its page and its label. `known` are other running elements, which may be farther outside."""
    candidates = [each for at, part in enumerate(parts) for each in _candidates(at, part, known)]
    groups: dict[tuple[tuple[str, str], int], list[_Candidate]] = defaultdict(list)
    for each in candidates:
        groups[each.label.series, each.label.value - each.part].append(each)
    members = [each for group in groups.values() for each in _members(group)]
    members += _at_heights_of(members, candidates)
    if len(parts) == 1:
        members += [each for each in candidates if _is_single(each, parts[0])]
    return {
        line: (parts[each.part].number, each.label.text) for each in members for line in each.lines
    }


def _candidates(at: int, part: PagePart, known: AbstractSet[Item]) -> Iterator[_Candidate]:
    """Yield what may be the number of a page: labels alone on their level near an edge."""
    tables = (table for table in part.tables if table not in known)
    inside = (line for table in tables for cell in table.cells for line in cell.lines)
    shown = [
        _ShownLine(line, part.frame.back(line.box))
        for line in (*part.lines, *inside)
        if line not in known
    ]
    seen: set[TextLine] = set()
    for each in shown:
        place = edge_of(part, each.line.box)
        if place is None or each.line in seen:
            continue
        level = _level(each, shown)
        seen.update(piece.line for piece in level)
        label = _label(level)
        if label is not None:
            edge, y = place
            own = {piece.line for piece in level}
            outermost = not any(
                _is_farther_out(other.box, each.box, edge)
                for other in shown
                if other.line not in own
            )
            yield _Candidate(at, label, tuple(piece.line for piece in level), edge, y, outermost)


def _level(each: _ShownLine, shown: Sequence[_ShownLine]) -> list[_ShownLine]:
    """The lines on one level with a line, from the left."""
    limit = OPTIONS.level * each.line.size
    found = [x for x in shown if abs(x.box.middle_y - each.box.middle_y) < limit]
    return sorted(found, key=lambda piece: piece.box.x0)


def _label(level: Sequence[_ShownLine]) -> PageLabel | None:
    """The page number that the lines on one level make together; None for any other lines."""
    size = level[0].line.size
    for before, after in pairwise(level):
        if after.box.x0 - before.box.x1 > OPTIONS.max_gap * size:
            return None
    return page_label_of_line(" ".join(piece.line.text for piece in level))


def _is_farther_out(other: Box, box: Box, edge: str) -> bool:
    """True if the middle of one box is nearer to an edge than another one."""
    return other.middle_y < box.y0 if edge == "top" else other.middle_y > box.y1


def _members(group: Sequence[_Candidate]) -> list[_Candidate]:
    """The page numbers among candidates that count with the pages; none if they are too few. Each
    is the outermost text at its edge, or at the height of one that is."""
    heights = [(each.edge, each.y) for each in group if each.outermost]
    found = [each for each in group if any(_is_at(each, *height) for height in heights)]
    explicit = all(each.label.explicit for each in found)
    needed = OPTIONS.min_explicit_pages if explicit else OPTIONS.min_pages
    pages = {each.part for each in found}
    in_a_row = any(page + 1 in pages for page in pages) and all(each.outermost for each in found)
    if in_a_row:
        needed = OPTIONS.min_explicit_pages
    return found if len(pages) >= needed else []


def _at_heights_of(
    members: Sequence[_Candidate], candidates: Sequence[_Candidate]
) -> list[_Candidate]:
    """Outermost candidates at a height at which several members of sequences are: the number of a
    part of one page."""
    found = set(members)
    return [
        each
        for each in candidates
        if each not in found
        and each.outermost
        and sum(_is_at(each, other.edge, other.y) for other in members) >= OPTIONS.min_members
    ]


def _is_at(each: _Candidate, edge: str, y: float) -> bool:
    return each.edge == edge and abs(each.y - y) <= OPTIONS.same_height


def _is_single(each: _Candidate, part: PagePart) -> bool:
    """True for the number of a document's only page: alone below its text, in the middle of the
    page."""
    if each.edge != "bottom" or not each.outermost or _holding(each, part):
        return False
    box = part.frame.back(each.lines[0].box)
    size = each.lines[0].size
    others = [part.frame.back(line.box).y1 for line in part.lines if line not in each.lines]
    others += [part.frame.back(table.box).y1 for table in part.tables]
    middle = (box.x0 + part.frame.back(each.lines[-1].box).x1) / 2
    below = all(box.y0 - y1 > OPTIONS.min_below * size for y1 in others)
    return below and abs(middle - part.frame.width / 2) < OPTIONS.max_off_middle * size


def _holding(each: _Candidate, part: PagePart) -> list[PageTable]:
    """The tables that hold a candidate's lines."""
    return [table for table in part.tables if any(line in table.lines for line in each.lines)]

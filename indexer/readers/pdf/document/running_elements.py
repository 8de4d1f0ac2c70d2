"""Running heads, footers and page numbers: what is on the pages and not in the text.

They stand near the top or the bottom edge, at one height, and come back on many pages with
nothing but their numbers changed. A head that names the chapter changes with it, so a height
at which most pages have a line is looked at as a whole.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import TextLine
from indexer.readers.pdf.tables.cells import PageTable, take_lines
from indexer.structure.list_markers import marker

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.readers.pdf.page.part import PagePart

#: Share of the page's longer side at its top and bottom in which furniture stands. Margins of
#: official documents are 2.5 cm of 29.7; a head of two lines with its rule reaches 12 %.
ZONE = 0.12
#: It is at most this share of the height: slides are wide and low.
LARGEST_ZONE = 0.17
#: Heights that differ by at most this many points are one.
SAME_HEIGHT = 2.0
#: Share of the pages (or of the odd or the even ones) on which furniture comes back.
SHARE = 0.5
#: Upright type of this many times the usual size, at one place of most pages, is a watermark.
STAMP = 1.4

_NUMBERS = re.compile(
    r"[0-9０-９一二三四五六七八九十百〇○零壹貳參肆伍陸柒捌玖拾]+|\b[ivxlcIVXLC]+\b"
)
_SPACE = re.compile(r"\s+")
#: A page's number as it is printed: alone, between dashes, of a count, or named.
PAGE_NUMBER = re.compile(
    r"^(?:[-–—－‐~～·•.．\s]*(?P<bare>\d{1,4}|[ivxlc]{1,6})[-–—－‐~～·•.．\s]*"
    r"|第\s*(?P<named>\d{1,4}|[一二三四五六七八九十百]{1,5})\s*[頁页](?:\s*[,，/／、]?\s*[(（]?[共全]\s*\d+\s*[頁页][)）]?)?"
    r"|(?:page|p\.?)\s*(?P<page>\d{1,4})(?:\s*(?:of|/)\s*\d+)?"
    r"|(?P<part>\d{1,4})\s*[/／]\s*(?P<of>\d{1,4}))$",
    re.IGNORECASE,
)


_Item = TextLine | PageTable


@dataclass(frozen=True, slots=True)
class _Place:
    """A line near an edge of its page. `edge` is top or bottom; `y` is its middle, in points
    from that edge, so that pages of several sizes compare."""

    part: int
    text: str
    edge: str
    y: float
    item: _Item


def printed_number(text: str) -> str | None:
    """The page number that a line consists of, None for any other line."""
    found = PAGE_NUMBER.match(_SPACE.sub(" ", text).strip())
    if not found:
        return None
    return found["bare"] or found["named"] or found["page"] or found["part"]


def take_furniture(parts: Sequence[PagePart]) -> dict[int, str]:
    """Remove the furniture from the pages; the printed number of each page that has one."""
    places = [place for at, part in enumerate(parts) for place in _places(at, part)]
    drop = {place.item for place in _repeated(places, len(parts))}
    drop |= {place.item for place in _elsewhere(places, drop)}
    drop |= {place.item for place in _echoes(places, parts, drop)}
    if _leaves_nothing(parts, drop):
        drop.clear()
    drop |= {place.item for place in _numbers(places, parts)}
    drop |= _watermarks(parts)
    drop |= _in_tables(places, parts, drop)
    for part in parts:
        drop -= _labels(part, drop)
    printed: dict[int, str] = {}
    for place in sorted(places, key=lambda place: place.y):
        if place.item in drop:
            number = printed_number(place.text) or _number_inside(place.text)
            if number and parts[place.part].number not in printed:
                printed[parts[place.part].number] = number
    for part in parts:
        part.lines = [line for line in part.lines if line not in drop]
        part.tables = [table for table in part.tables if table not in drop]
        for table in part.tables:
            take_lines(table, drop)
    return _plausible(printed)


def _leaves_nothing(parts: Sequence[PagePart], drop: set[_Item]) -> bool:
    """Whether the lines to `drop` are all that most pages have: then they are the text."""
    bare = used = 0
    for part in parts:
        if part.lines or part.tables:
            used += 1
            bare += all(item in drop for item in (*part.lines, *part.tables))
    return 2 * bare > used


def _places(at: int, part: PagePart) -> Iterable[_Place]:
    height = part.frame.height
    zone = min(ZONE * max(part.frame.width, height), LARGEST_ZONE * height)
    items: list[tuple[str, _Item]] = [(line.text, line) for line in part.lines]
    items += [
        (" ".join(cell.text for cell in table.cells), table)
        for table in part.tables
        if table.rows <= 3
    ]
    for text, item in items:
        _, y0, _, y1 = part.frame.back(item.box)
        middle = (y0 + y1) / 2
        if middle < zone and y1 < 1.5 * zone:
            yield _Place(at, text, "top", middle, item)
        elif middle > height - zone and y0 > height - 1.5 * zone:
            yield _Place(at, text, "bottom", height - middle, item)


def _mask(text: str) -> str:
    return _bare(_NUMBERS.sub("#", text))


def _repeated(places: Sequence[_Place], pages: int) -> list[_Place]:
    """Lines that come back at their height on enough pages."""
    found: list[_Place] = []
    for edge in ("top", "bottom"):
        ordered = sorted((p for p in places if p.edge == edge), key=lambda place: place.y)
        for group in _by_height(ordered):
            found += _at_height(group, pages)
    return found


def _watermarks(parts: Sequence[PagePart]) -> set[_Item]:
    """Lines set at an angle that come back on half of the pages, and lines of large type that
    come back at one place of them."""
    sizes = [line.size for part in parts for line in part.lines for _ in line.text[::4]]
    large = STAMP * median(sizes) if sizes else 0.0
    on: dict[tuple[object, ...], dict[TextLine, int]] = defaultdict(dict)
    for part in parts:
        inside = (x for table in part.tables for cell in table.cells for x in cell.lines)
        for line in (*part.lines, *inside):
            if line.turn < 0:
                on[(line.text,)][line] = part.number
            elif line.size >= large:
                place = (round(line.x0 / 4), round(line.y0 / 4))
                on[(line.text, *place)][line] = part.number
    found: set[_Item] = set()
    for key, where in on.items():
        least = max(2 if len(key) == 1 else 3, SHARE * len(parts))
        if len(set(where.values())) >= least:
            found |= set(where)
    return found


def _by_height(places: Sequence[_Place]) -> list[list[_Place]]:
    groups: list[list[_Place]] = []
    for place in places:
        if groups and place.y - groups[-1][-1].y <= SAME_HEIGHT:
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def _at_height(group: Sequence[_Place], pages: int) -> list[_Place]:
    """The furniture among lines at one height."""
    on: dict[str, set[int]] = defaultdict(set)
    for place in group:
        on[_mask(place.text)].add(place.part)
    occupied = len({place.part for place in group})
    regular = pages >= 4 and occupied >= 0.6 * pages and 2 * len(on) <= occupied
    kept = set()
    for text, where in on.items():
        halves = Counter(part % 2 for part in where)
        for parity, count in halves.items():
            half = (pages + 1 - parity) // 2
            if count >= 3 and count >= SHARE * half:
                kept.add(text)
        enough = len(where) >= (2 if pages <= 3 else 3) and len(where) >= SHARE * pages
        if enough or (regular and len(where) >= 2):
            kept.add(text)
    for text in list(kept):
        # Headings with numbers of their own may happen to stand first on several pages.
        shown = {place.text for place in group if _mask(place.text) == text}
        if len(shown) > 1 and any(marker(item) for item in shown):
            kept.discard(text)
    return [place for place in group if _mask(place.text) in kept]


def _elsewhere(places: Sequence[_Place], known: set[_Item]) -> list[_Place]:
    """Furniture that stands at another height on a page of another shape: the outermost lines
    that say what furniture says on several pages."""
    pages: dict[tuple[str, str], set[int]] = defaultdict(set)
    for place in places:
        if place.item in known:
            pages[place.edge, _bare(place.text)].add(place.part)
    return [
        place
        for place in places
        if len(pages[place.edge, _bare(place.text)]) > 1 and _is_outermost(place, places)
    ]


def _in_tables(
    places: Sequence[_Place], parts: Sequence[PagePart], known: set[_Item]
) -> set[_Item]:
    """Furniture that was taken into a table right below or above it: lines of cells that say, at
    their height, what furniture says on other pages. The head of a table may come back on every
    page too, so that coming back is not enough."""
    heights: dict[tuple[str, str], list[float]] = defaultdict(list)
    for place in places:
        if place.item in known:
            heights[place.edge, _bare(place.text)].append(place.y)
    found: set[_Item] = set()
    for part in parts:
        height = part.frame.height
        for line in (x for table in part.tables for cell in table.cells for x in cell.lines):
            _, y0, _, y1 = part.frame.back(line.box)
            middle = (y0 + y1) / 2
            for edge, y in (("top", middle), ("bottom", height - middle)):
                said = heights.get((edge, _bare(line.text)), ())
                if len(said) > 1 and any(abs(y - other) <= SAME_HEIGHT for other in said):
                    found.add(line)
    return found


#: Share of the lines at one height that must stand in the text too to be heads of chapters.
ECHOED = 0.8


def _echoes(places: Sequence[_Place], parts: Sequence[PagePart], known: set[_Item]) -> list[_Place]:
    """Running heads that name the chapter of their page, where this page is the chapter's only
    one: at a height at which most pages, or most odd or even ones, have an outermost line, those
    that stand in the text too. What is `known` to be furniture shows where heads stand."""
    ordered = sorted((p for p in places if p.edge == "top"), key=lambda place: place.y)
    found: list[_Place] = []
    for group in _by_height(ordered):
        heads = [p for p in group if isinstance(p.item, TextLine)]
        sides = Counter(part % 2 for part in {p.part for p in heads})
        needed = {side: SHARE * ((len(parts) + 1 - side) // 2) for side in sides}
        if heads and all(count < max(2, needed[side]) for side, count in sides.items()):
            continue
        own = {p.item for p in group}
        said = {text for part in parts for text in _said(part, own)}
        others = [p for p in heads if p.item not in known]
        echoes = [p for p in others if _bare(p.text) in said and _is_outermost(p, places)]
        # On pages whose heads are known to be none the same height may hold text.
        if len(echoes) >= ECHOED * len(others) and len({p.part for p in heads}) >= 2:
            found += echoes
    return found


def _said(part: PagePart, without: set[_Item]) -> Iterable[str]:
    """The lines of a page, and what stands on one baseline together."""
    levels: dict[int, list[TextLine]] = defaultdict(list)
    for line in part.lines:
        if line not in without:
            yield _bare(line.text)
            levels[round(line.base)].append(line)
    for level in levels.values():
        if len(level) > 1:
            yield "".join(_bare(line.text) for line in sorted(level, key=lambda line: line.x0))


def _is_outermost(place: _Place, places: Sequence[_Place]) -> bool:
    """Whether nothing on the page stands nearer to its edge."""
    return all(
        place.y <= other.y + SAME_HEIGHT
        for other in places
        if other.part == place.part and other.edge == place.edge
    )


def _bare(text: str) -> str:
    return _SPACE.sub("", text)


def _labels(part: PagePart, drop: set[_Item]) -> set[_Item]:
    """Numbers among the lines to `drop` that stand right before text that stays: marks of
    footnotes and items."""
    numbers = [x for x in part.lines if x in drop and x.turn == 0 and _mask(x.text) == "#"]
    kept = [x for x in part.lines if x not in drop and x.turn == 0]
    return {
        number
        for number in numbers
        if any(
            abs(other.base - number.base) < 0.5 * max(number.size, other.size)
            and 0 < other.x0 - number.x1 < 3 * max(number.size, other.size)
            for other in kept
        )
    }


def _numbers(places: Sequence[_Place], parts: Sequence[PagePart]) -> list[_Place]:
    """Page numbers that do not come back often enough to be found by that: on short documents
    and on pages set in another way. They are the outermost line of their page."""
    found = []
    for place in places:
        number = printed_number(place.text)
        if number is None or not isinstance(place.item, TextLine):
            continue
        part = parts[place.part]
        outermost = _is_outermost(place, places)
        explicit = not number.isdecimal() or place.text.strip() != number
        if outermost and (explicit or number == str(part.number)):
            found.append(place)
    return found


def _number_inside(text: str) -> str | None:
    """The page number in a running head that has other words too: its last number alone."""
    found = re.search(r"(?:^|[\s|｜│－-])(\d{1,4})$|^(\d{1,4})[\s|｜│]", text.strip())
    if found:
        return found[1] or found[2]
    named = re.search(r"第\s*(\d{1,4})\s*頁|[Pp]age\s*(\d{1,4})", text)
    return (named[1] or named[2]) if named else None


def _plausible(printed: dict[int, str]) -> dict[int, str]:
    """Printed numbers without those that do not run with the pages (the year in a head)."""
    shifts = Counter(int(n) - page for page, n in printed.items() if n.isdecimal())
    kept = {}
    for page, number in printed.items():
        if not number.isdecimal() or shifts[int(number) - page] >= 0.3 * len(printed):
            kept[page] = number
    return kept

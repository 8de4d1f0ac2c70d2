"""Lines and small tables near the edges of pages, among which running elements are looked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import TextLine
from indexer.readers.pdf.tables.model import PageTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.readers.pdf.page.part import PagePart
    from indexer.readers.pdf.source.geometry import Box

Item = TextLine | PageTable


@dataclass(frozen=True, slots=True)
class EdgeOptions:
    """Limits of the zones at the edges of a page. Set by hand on the sample reports; measure again
    with `python -m judian.evals typeset --reports 40 --seed 99` (text that is not the report's)."""

    #: Height of the zones at the top and bottom of a page, as a share of its longer side. Margins
    #: of official documents are 2.5 cm of 29.7; a header of two lines with its rule reaches 0.12.
    zone: float = 0.12
    #: It is at most this share of the page's height: slides are wide and low.
    max_zone: float = 0.17
    #: A line whose middle is in the zone ends within this many zones of the edge.
    max_reach: float = 1.5
    #: A table of at most this many rows may be a header.
    max_rows: int = 3
    #: Heights within this many points are one.
    same_height: float = 2.0


OPTIONS = EdgeOptions()

_NUMBERS = re.compile(
    r"[0-9０-９一二三四五六七八九十百〇○零壹貳參肆伍陸柒捌玖拾]+|\b[ivxlcIVXLC]+\b"
)
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class EdgeItem:
    """A line or small table near an edge of its page, which is number `part` of the parts.

    `edge` is "top" or "bottom". `y` is the distance of the item's middle from that edge in points,
    so that pages of several sizes can be compared.
    """

    part: int
    text: str
    edge: str
    y: float
    item: Item


def edge_items(at: int, part: PagePart) -> Iterator[EdgeItem]:
    """Yield the lines and small tables in the zones at the edges of a page, number `at` of the
    parts."""
    items: list[tuple[str, Item]] = [(line.text, line) for line in part.lines]
    items += [
        (" ".join(cell.text for cell in table.cells), table)
        for table in part.tables
        if table.rows <= OPTIONS.max_rows
    ]
    for text, item in items:
        place = edge_of(part, item.box)
        if place is not None:
            yield EdgeItem(at, text, *place, item)


def edge_of(part: PagePart, box: Box) -> tuple[str, float] | None:
    """The edge in whose zone a box of a page is, and the distance of its middle from that edge in
    points; None if it is in no zone."""
    height = part.frame.height
    zone = min(OPTIONS.zone * max(part.frame.width, height), OPTIONS.max_zone * height)
    reach = OPTIONS.max_reach * zone
    shown = part.frame.back(box)
    middle = shown.middle_y
    if middle < zone and shown.y1 < reach:
        return "top", middle
    if middle > height - zone and shown.y0 > height - reach:
        return "bottom", height - middle
    return None


def is_outermost(each: EdgeItem, items: Sequence[EdgeItem]) -> bool:
    """True if no other item of the page is nearer to its edge."""
    return all(
        each.y <= other.y + OPTIONS.same_height
        for other in items
        if other.part == each.part and other.edge == each.edge
    )


def without_numbers(text: str) -> str:
    """The text with # in place of each number, and without white space."""
    return without_space(_NUMBERS.sub("#", text))


def without_space(text: str) -> str:
    """The text without white space."""
    return _SPACE.sub("", text)

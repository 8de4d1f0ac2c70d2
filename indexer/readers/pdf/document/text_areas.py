"""The text areas of a document's pages: where its body text begins and ends."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.readers.pdf.layout.insets import TextArea
from indexer.readers.pdf.source.tolerances import SAME_SIZE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from indexer.readers.pdf.page.part import PagePart
    from indexer.readers.pdf.source.geometry import TextLine


@dataclass(frozen=True, slots=True)
class TextAreaOptions:
    """Thresholds of text areas. Set by hand on 44 audit reports."""

    #: Positions at which rows begin and end are counted in steps of this many points.
    step: float = 2.0
    #: Share of the rows that begin at the left edge at least: the others are indented. Share of
    #: those that end at the right edge: others end a paragraph or are beside an inset, and a few
    #: have punctuation that hangs out.
    min_begins: float = 0.08
    min_ends: float = 0.2
    #: Share of the width between the edges that a row fills to be wide, and share of the rows that
    #: are wide at least: pages in several columns have hardly any.
    wide: float = 0.75
    min_wide: float = 0.25
    #: Rows of body text in this many em at least are counted: shorter ones end anywhere.
    min_width: float = 15.0


OPTIONS = TextAreaOptions()


def text_areas(
    parts: Sequence[PagePart], text_of: Callable[[int], float]
) -> Mapping[int, TextArea]:
    """The text areas by the number of the page, for pages with body text in one column. `text_of`
    returns the size of a page's body text in points.

    Odd and even pages may have other margins, and so may pages of another width.
    """
    rows: dict[tuple[int, int], list[TextLine]] = defaultdict(list)
    for part in parts:
        body = text_of(part.number)
        for line in part.lines:
            usual = line.orientation == 0 and abs(line.size - body) <= SAME_SIZE
            if usual and line.width >= OPTIONS.min_width * body:
                rows[_key(part)].append(line)
    edges = {key: found for key in rows if (found := _edges(rows[key])) is not None}
    return {
        part.number: TextArea(*edges[_key(part)], text_of(part.number))
        for part in parts
        if _key(part) in edges
    }


def _edges(rows: Sequence[TextLine]) -> tuple[float, float] | None:
    """The left and the right edge that rows show; None if they are in several columns."""
    left = _left(Counter(round(row.x0 / OPTIONS.step) for row in rows))
    right = _right(Counter(round(row.x1 / OPTIONS.step) for row in rows))
    wide = sum(row.width > OPTIONS.wide * (right - left) for row in rows)
    return (left, right) if wide >= OPTIONS.min_wide * len(rows) else None


def _key(part: PagePart) -> tuple[int, int]:
    return round(part.size[0]), part.number % 2


def _left(begins: Counter[int]) -> float:
    """The leftmost position at which more than a few rows begin."""
    needed = OPTIONS.min_begins * begins.total()
    near = {at: begins[at] + begins[at + 1] for at in begins}
    return OPTIONS.step * min((at for at in near if near[at] >= needed), default=min(begins))


def _right(ends: Counter[int]) -> float:
    """The rightmost position at which more than a few rows end, or the one at which most do."""
    needed = OPTIONS.min_ends * ends.total()
    near = {at: ends[at] + ends[at - 1] for at in ends}
    usual = ends.most_common(1)[0][0]
    return OPTIONS.step * max((at for at in near if near[at] >= needed), default=usual)

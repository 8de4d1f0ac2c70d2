"""Sketches of pages from the boxes of their lines, with the lines of a passage marked.

The source file is not needed. The size of its pages is not known: it is assumed to be the first
common paper size that contains every line of the document.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from judian.core.model import Passage

#: Width and height in points: A4, Letter, A4 across, wide slides, A3 and A3 across.
_PAPERS = (
    (595.0, 842.0),
    (612.0, 792.0),
    (842.0, 595.0),
    (960.0, 540.0),
    (842.0, 1191.0),
    (1191.0, 842.0),
)
#: Space around the lines of a page of any other size, in points.
_MARGIN = 36.0
#: Most lines of a page that are drawn: with more, the sketch would be grey all over.
_LINES = 1500
#: Pages that are drawn for one passage: a paragraph that runs over more is rare.
_SHEETS = 4


@dataclass(frozen=True, slots=True)
class SketchBox:
    """The box of a line, in points from the page's top left."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of `width` × `height` points: `own` are the lines of the passage.

    `top` and `bottom` bound the passage, in hundredths of the page's height.
    """

    page: int
    label: str
    width: float
    height: float
    own: tuple[SketchBox, ...]
    others: tuple[SketchBox, ...]

    @property
    def top(self) -> int:
        return round(100 * min(box.y for box in self.own) / self.height)

    @property
    def bottom(self) -> int:
        return round(100 * max(box.y + box.height for box in self.own) / self.height)


def sheets(passage: Passage, passages: Sequence[Passage]) -> tuple[Sheet, ...]:
    """The pages of `passage`, out of all passages of its document; () without its boxes."""
    pages = sorted({box[0] for box in passage.boxes})[:_SHEETS]
    if not pages:
        return ()
    width, height = _paper([box for each in passages for box in each.boxes])
    labels = {each.page: each.page_label for each in passages if each.page_label}
    drawn = (
        Sheet(
            page=page,
            label=labels.get(page) or str(page),
            width=width,
            height=height,
            own=clipped(box for box in passage.boxes if box[0] == page),
            others=clipped(
                box
                for other in passages
                if other.id != passage.id
                for box in other.boxes
                if box[0] == page
            ),
        )
        for page in pages
    )
    return tuple(sheet for sheet in drawn if sheet.own)


def _paper(boxes: Sequence[tuple[int, float, float, float, float]]) -> tuple[float, float]:
    right = max(box[3] for box in boxes)
    bottom = max(box[4] for box in boxes)
    for width, height in _PAPERS:
        if right <= width and bottom <= height:
            return width, height
    return right + _MARGIN, bottom + _MARGIN


def clipped(boxes: Iterable[tuple[int, float, float, float, float]]) -> tuple[SketchBox, ...]:
    """Each box once, clipped at the left and upper edge of the page."""
    drawn = dict.fromkeys(
        SketchBox(max(0.0, x0), max(0.0, y0), x1 - max(0.0, x0), y1 - max(0.0, y0))
        for _, x0, y0, x1, y1 in boxes
        if x1 > max(0.0, x0) and y1 > max(0.0, y0)
    )
    return tuple(drawn)[:_LINES]

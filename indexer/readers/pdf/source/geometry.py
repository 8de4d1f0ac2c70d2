"""Geometry of a page: glyphs, text lines, ruling lines, boxes, and the turning of a page.

All positions are points in a frame with the origin at the top left, x to the right and y down.
A page is read in a frame in which its lines run to the right and follow each other downwards.
For vertical writing and for turned pages that frame is the page turned by quarters (`Frame`).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

#: How far the em box of a character reaches over its baseline, as a share of its size; fonts
#: disagree about their own heights, the em box of Han characters does not.
ASCENT = 0.88
#: A box lower than this (points) is a horizontal ruling line. Set by hand on the sample reports.
LEVEL = 1.0
#: A direction is one of the four quarters if its other component is at most this share.
ASLANT = 0.02

#: Full-width punctuation that may hang out of the end of a line.
HANGING = frozenset("，。、；：！？）」』")


class Box(NamedTuple):
    """A rectangle with x0 <= x1 and y0 <= y1; a ruling line is one without width or height."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def middle_x(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def middle_y(self) -> float:
        return (self.y0 + self.y1) / 2

    @property
    def is_level(self) -> bool:
        """True if the box is so low that it is a horizontal ruling line."""
        return self.y1 - self.y0 < LEVEL

    def overlaps(self, other: Box) -> bool:
        """True if the two rectangles share an area; edges that touch share none."""
        return self.overlaps_across(other) and self.y0 < other.y1 and other.y0 < self.y1

    def overlaps_across(self, other: Box | TextLine) -> bool:
        """True if the two share a stretch of x, whatever their heights on the page."""
        return self.x0 < other.x1 and other.x0 < self.x1

    def contains(self, x: float, y: float, margin: float = 0.0) -> bool:
        """True if the point lies in the rectangle, grown by `margin` points on every side."""
        inside_x = self.x0 - margin <= x <= self.x1 + margin
        return inside_x and self.y0 - margin <= y <= self.y1 + margin

    def holds_middle(self, line: TextLine, margin: float = 0.0) -> bool:
        """True if the middle of a line lies in the rectangle, grown by `margin` points."""
        return self.contains(line.middle_x, line.middle_y, margin)


class Glyph(NamedTuple):
    """One drawn character: its em box, its size and its font.

    `orientation` counts quarters clockwise from text that runs to the right; 1 runs down the page
    (vertical writing too), -1 is set at another angle.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    font: str
    orientation: int


class Stroke(NamedTuple):
    """A thin straight line of a drawing, such as a ruling of a table. Horizontal: y0 == y1;
    vertical: x0 == x1."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def horizontal(self) -> bool:
        return self.y0 == self.y1


class Gap(NamedTuple):
    """A gap in a line before the character at `offset`, from x `left` to `right`; the text
    after it was drawn as piece `order` of the page."""

    offset: int
    left: float
    right: float
    order: int


@dataclass(slots=True, eq=False)
class TextLine:
    """Text on one baseline with no gap as wide as a character in it. Compares by identity.

    `starts` has the left edge of each character of `text`. `raised` are half-open ranges of
    `text` that are smaller and raised: footnote marks and exponents. `label` is how many
    characters at the front are set apart from the others. `bold` is true when most of it is,
    `edges` when its first and its last character are; `edge_sizes` are the sizes of these two, none
    if they are not known. `orientation` is that of the glyphs, seen
    from the page's frame. `seams` are the offsets at which pieces meet that were not drawn one
    after the other, each with the x where the left one ends and the right one begins.

    `order` counts the page's pieces of text as they were drawn, as far as that is known.
    `gaps` are the places where the line may have to be cut.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    base: float
    size: float
    font: str
    bold: bool
    starts: list[float] = field(default_factory=list, repr=False)
    raised: tuple[tuple[int, int], ...] = ()
    label: int = 0
    edges: tuple[bool, bool] = (False, False)
    edge_sizes: tuple[float, float] | None = None
    orientation: int = 0
    seams: tuple[tuple[int, float, float], ...] = ()
    order: int = 0
    gaps: tuple[Gap, ...] = ()

    @property
    def box(self) -> Box:
        return Box(self.x0, self.y0, self.x1, self.y1)

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def middle_x(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def middle_y(self) -> float:
        return (self.y0 + self.y1) / 2

    def moved(self, shift: float) -> TextLine:
        """The line `shift` points further to the right."""
        return replace(
            self,
            x0=self.x0 + shift,
            x1=self.x1 + shift,
            starts=[x + shift for x in self.starts],
            seams=tuple((at, x0 + shift, x1 + shift) for at, x0, x1 in self.seams),
            gaps=tuple(
                gap._replace(left=gap.left + shift, right=gap.right + shift) for gap in self.gaps
            ),
        )


@dataclass(frozen=True, slots=True)
class Frame:
    """The page turned so that its text runs to the right: `orientation` quarters, from a page of
    `width` × `height` points."""

    orientation: int
    width: float
    height: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page in this frame."""
        return (self.height, self.width) if self.orientation % 2 else (self.width, self.height)

    def into(self, box: Sequence[float]) -> Box:
        """A box of the page, in this frame."""
        x0, y0, x1, y1 = box
        if self.orientation == 1:
            return Box(y0, self.width - x1, y1, self.width - x0)
        if self.orientation == 2:
            return Box(self.width - x1, self.height - y1, self.width - x0, self.height - y0)
        if self.orientation == 3:
            return Box(self.height - y1, x0, self.height - y0, x1)
        return Box(x0, y0, x1, y1)

    def back(self, box: Sequence[float]) -> Box:
        """The inverse of `into`."""
        x0, y0, x1, y1 = box
        if self.orientation == 1:
            return Box(self.width - y1, x0, self.width - y0, x1)
        if self.orientation == 2:
            return Box(self.width - x1, self.height - y1, self.width - x0, self.height - y0)
        if self.orientation == 3:
            return Box(y0, self.height - x1, y1, self.height - x0)
        return Box(x0, y0, x1, y1)


def around(boxes: Sequence[tuple[float, float, float, float]]) -> Box:
    """The smallest box that holds all of `boxes`, which must not be empty."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def quarter(a: float, b: float) -> int:
    """Quarters clockwise of the direction (a, b) in a frame with y up; -1 for any other."""
    if abs(b) <= ASLANT * abs(a):
        return 0 if a > 0 else 2
    if abs(a) <= ASLANT * abs(b):
        return 3 if b > 0 else 1
    return -1

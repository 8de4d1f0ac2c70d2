"""Vector paths of a page: the ruling lines and filled rectangles that may belong to a table."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

from indexer.readers.pdf.source.geometry import Box, Stroke
from indexer.readers.pdf.source.tolerances import MAX_RULE_THICKNESS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: a, b, c, d, e, f of an affine map, as PDF has them.
Matrix = tuple[float, float, float, float, float, float]
#: An operator of one letter (m, l, h; c, v and y are curves) and its coordinates.
PathSegment = tuple[Any, ...]
Point = tuple[float, float]

#: Points by which a horizontal or vertical line, or a side of a rectangle, may be off.
SKEW = 0.5
#: A ruling line is at least this long (points); anything shorter is a dot.
MIN_RULE_LENGTH = 1.0
#: Levels of a colour (0 to 1) at which it cannot be told from white paper.
WHITE_LEVEL, NO_CMYK = 0.99, 0.01
_CMYK_COMPONENTS = 4
#: Points of a path that is a rectangle: four corners, the first one again, and a closing move.
_RECTANGLE_POINTS = (4, 5, 6)


def ruling_lines(
    subpaths: Iterable[Sequence[Point]], *, stroke: bool, fill: bool, visible: bool
) -> tuple[list[Stroke], list[Box]]:
    """The ruling lines and the filled rectangles of a path, given its subpaths.

    A filled rectangle thinner than MAX_RULE_THICKNESS is a ruling line. `visible` is true if the
    fill has another colour than the paper.
    """
    strokes: list[Stroke] = []
    fills: list[Box] = []
    for points in subpaths:
        box = rectangle(points)
        if box is None or not (fill or stroke):
            if stroke:
                pairs = pairwise(points)
                strokes += [line for start, end in pairs if (line := _segment_stroke(start, end))]
            continue
        x0, y0, x1, y1 = box
        if min(x1 - x0, y1 - y0) <= MAX_RULE_THICKNESS:
            if stroke or visible:
                strokes += _center_line(x0, y0, x1, y1)
            continue
        if visible:
            fills.append(box)
        if stroke:
            strokes += _center_line(x0, y0, x1, y0) + _center_line(x0, y1, x1, y1)
            strokes += _center_line(x0, y0, x0, y1) + _center_line(x1, y0, x1, y1)
    return strokes, fills


def _segment_stroke(start: Point, end: Point) -> Stroke | None:
    """A stroked segment as a ruling line; None if it is oblique or a dot."""
    (px, py), (qx, qy) = start, end
    if abs(px - qx) > SKEW and abs(py - qy) > SKEW:
        return None
    found = _center_line(min(px, qx), min(py, qy), max(px, qx), max(py, qy))
    return found[0] if found else None


def _center_line(x0: float, y0: float, x1: float, y1: float) -> list[Stroke]:
    """The ruling line through the middle of a thin box; none for a dot."""
    if max(x1 - x0, y1 - y0) < MIN_RULE_LENGTH:
        return []
    if x1 - x0 >= y1 - y0:
        middle = (y0 + y1) / 2
        return [Stroke(x0, middle, x1, middle)]
    middle = (x0 + x1) / 2
    return [Stroke(middle, y0, middle, y1)]


def is_white(color: Any) -> bool:
    """True if a colour of DeviceGray, DeviceRGB or DeviceCMYK is that of the paper."""
    if isinstance(color, (int, float)):
        return float(color) >= WHITE_LEVEL
    if isinstance(color, (tuple, list)) and all(isinstance(v, (int, float)) for v in color):
        if len(color) == _CMYK_COMPONENTS:
            return bool(max(color) <= NO_CMYK)
        return len(color) > 0 and bool(min(color) >= WHITE_LEVEL)
    return False


def subpaths(path: Sequence[PathSegment], ctm: Matrix, height: float) -> Iterator[list[Point]]:
    """Yield the corner points of each subpath without curves, in points from the top left of a page
    of this height."""
    a, b, c, d, e, f = ctm
    points: list[Point] = []
    curved = False
    for segment in path:
        operator = segment[0]
        if operator == "m":
            if len(points) > 1 and not curved:
                yield points
            points, curved = [], False
        if operator == "h":
            if points:
                points.append(points[0])
            continue
        if operator not in ("m", "l"):
            curved = True
        x, y = cast("Point", segment[-2:])
        points.append((a * x + c * y + e, height - (b * x + d * y + f)))
    if len(points) > 1 and not curved:
        yield points


def rectangle(points: Sequence[Point]) -> Box | None:
    """The box of a rectangle with upright sides, given the points of its path; None for any other
    path."""
    if len(points) not in _RECTANGLE_POINTS or (len(points) == 4 and points[0] == points[3]):
        return None
    across, down = zip(*points, strict=True)
    x0, x1, y0, y1 = min(across), max(across), min(down), max(down)
    for x, y in points:
        if min(x - x0, x1 - x) > SKEW or min(y - y0, y1 - y) > SKEW:
            return None
    corners = {(x - x0 > x1 - x, y - y0 > y1 - y) for x, y in points}
    if len(corners) < 4 and min(x1 - x0, y1 - y0) > MAX_RULE_THICKNESS:
        return None
    return Box(x0, y0, x1, y1)

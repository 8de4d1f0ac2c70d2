"""Drawn paths to strokes and boxes: what of a page's drawing may be the lines of a table."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

from indexer.readers.pdf.source.geometry import Box, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: a, b, c, d, e, f of an affine map, as PDF has them.
Matrix = tuple[float, float, float, float, float, float]
#: An operator of one letter (m, l, h; c, v and y are curves) and its coordinates.
PathSegment = tuple[Any, ...]
Point = tuple[float, float]

#: A filled shape thinner than this is a stroke (points).
THIN = 3.0


def strokes(
    subpaths: Iterable[Sequence[Point]], *, stroke: bool, fill: bool, shown: bool
) -> tuple[list[Rule], list[Box]]:
    """The straight strokes and the filled boxes of a path whose subpaths are given; `shown`
    says that the fill has another colour than the paper."""
    rules: list[Rule] = []
    fills: list[Box] = []
    for points in subpaths:
        box = rectangle(points)
        if box is None or not (fill or stroke):
            if stroke:
                pairs = pairwise(points)
                rules += [rule for one, other in pairs if (rule := _straight(one, other))]
            continue
        x0, y0, x1, y1 = box
        if min(x1 - x0, y1 - y0) <= THIN:
            if stroke or shown:
                rules += _rule(x0, y0, x1, y1)
            continue
        if shown:
            fills.append(box)
        if stroke:
            rules += _rule(x0, y0, x1, y0) + _rule(x0, y1, x1, y1)
            rules += _rule(x0, y0, x0, y1) + _rule(x1, y0, x1, y1)
    return rules, fills


def _straight(one: Point, other: Point) -> Rule | None:
    (px, py), (qx, qy) = one, other
    if abs(px - qx) > 0.5 and abs(py - qy) > 0.5:
        return None
    found = _rule(min(px, qx), min(py, qy), max(px, qx), max(py, qy))
    return found[0] if found else None


def _rule(x0: float, y0: float, x1: float, y1: float) -> list[Rule]:
    """A thin box as a stroke through its middle; none for a dot."""
    if max(x1 - x0, y1 - y0) < 1.0:
        return []
    if x1 - x0 >= y1 - y0:
        middle = (y0 + y1) / 2
        return [Rule(x0, middle, x1, middle)]
    middle = (x0 + x1) / 2
    return [Rule(middle, y0, middle, y1)]


def is_white(color: Any) -> bool:
    """Whether a colour of DeviceGray, RGB or CMYK is that of the paper."""
    if isinstance(color, (int, float)):
        return float(color) >= 0.99
    if isinstance(color, (tuple, list)) and all(isinstance(v, (int, float)) for v in color):
        if len(color) == 4:
            return bool(max(color) <= 0.01)
        return len(color) > 0 and bool(min(color) >= 0.99)
    return False


def subpaths(
    path: Sequence[PathSegment], ctm: Matrix, height: float
) -> Iterator[list[tuple[float, float]]]:
    """The corner points of each subpath that has no curve, on the page."""
    a, b, c, d, e, f = ctm
    points: list[tuple[float, float]] = []
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
        x, y = cast("tuple[float, float]", segment[-2:])
        points.append((a * x + c * y + e, height - (b * x + d * y + f)))
    if len(points) > 1 and not curved:
        yield points


def rectangle(points: Sequence[tuple[float, float]]) -> Box | None:
    """The box of four or five points that make an upright rectangle, else None."""
    if len(points) not in (4, 5, 6) or (len(points) == 4 and points[0] == points[3]):
        return None
    xs = [x for x, _ in points]
    ys = [y for _, y in points]
    x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    for x, y in points:
        if min(x - x0, x1 - x) > 0.5 or min(y - y0, y1 - y) > 0.5:
            return None
    if (
        len({(x - x0 > x1 - x, y - y0 > y1 - y) for x, y in points}) < 4
        and min(x1 - x0, y1 - y0) > THIN
    ):
        return None
    return Box(x0, y0, x1, y1)

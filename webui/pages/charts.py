"""Charts as shapes for a template to draw: lines for periods of equal length that follow each
other, columns for other periods, bars for categories.

All lengths are units of the chart's own coordinates (`width` × `height`); a page scales them.
"""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.search.replies.listings import Point, Series

#: Points drawn; a longer series is shown whole in the table beside its chart.
MAX_POINTS = 24
#: As narrow as a phone, so that the words of a chart can be read there.
WIDTH = 360
_LEFT, _RIGHT, _TOP, _BOTTOM = 4, 10, 24, 30
_PLOT = 160
_BAR, _GAP = 18, 9
#: Widest label of a category, in widths of a Chinese character of 12 units.
_LABEL, _CHARACTER = 9, 12
#: Least points of a line; fewer are drawn as columns.
_LINE = 3
#: Most points with their values written above them.
_WRITTEN = 9
_TICKS = 4


@dataclass(frozen=True, slots=True)
class Tick:
    """A grid line at the height `at`, and its value."""

    at: float
    value: Decimal


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of the series: a dot at (x, y), or a bar from (x, y) on."""

    point: Point
    label: str
    x: float
    y: float
    width: float = 0.0
    height: float = 0.0
    is_written: bool = True


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: `form` is line, columns or bars, `base` the position of zero, `path` the SVG path
    through the dots of a line, `left` and `right` the bounds of the plot."""

    form: str
    height: float
    left: float
    right: float
    base: float
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]
    path: str = ""
    width: float = WIDTH

    @property
    def bottom(self) -> float:
        """The lower bound of the plot."""
        return self.height - (_BOTTOM if self.form != "bars" else _GAP)


def chart(series: Series, labels: Sequence[str]) -> Chart:
    """The chart of a series; `labels` has one label for each point."""
    points = list(zip(series.points, labels, strict=True))[:MAX_POINTS]
    ticks = scale([point.value for point, _ in points])
    if series.axis == "category":
        return _bars(points, ticks)
    return _over_time(points, ticks, is_line=len(points) >= _LINE and series.is_even)


def scale(values: Sequence[Decimal]) -> list[Decimal]:
    """Round numbers from zero, or below it, to the greatest value, in equal steps."""
    low, high = min([*values, Decimal(0)]), max([*values, Decimal(0)])
    if low == high:
        return [Decimal(0), Decimal(1)]
    step = _round_up((high - low) / _TICKS)
    first = (low / step).to_integral_value("ROUND_FLOOR")
    last = (high / step).to_integral_value("ROUND_CEILING")
    return [step * n for n in range(int(first), int(last) + 1)]


def _round_up(value: Decimal) -> Decimal:
    """The next of 1, 2, 2.5, 5 and their tenfolds."""
    unit = Decimal(1).scaleb(value.adjusted())
    return next(unit * f for f in map(Decimal, ("1", "2", "2.5", "5", "10")) if unit * f >= value)


def _share(value: Decimal, ticks: Sequence[Decimal]) -> float:
    """Position of a value between the first tick (0) and the last (1)."""
    return float((value - ticks[0]) / (ticks[-1] - ticks[0]))


def _over_time(
    points: Sequence[tuple[Point, str]], ticks: Sequence[Decimal], *, is_line: bool
) -> Chart:
    left, right = _LEFT + 44.0, WIDTH - _RIGHT - 0.0
    step = (right - left) / len(points)

    def y(value: Decimal) -> float:
        return round(_TOP + _PLOT * (1 - _share(value, ticks)), 1)

    base = y(Decimal(0))
    every = math.ceil(len(points) * _longest(points) * _CHARACTER / (right - left) - 0.001)
    marks = []
    for at, (point, label) in enumerate(points):
        middle = left + step * (at + 0.5)
        top = y(point.value)
        shown = label if at % max(1, every) == 0 else ""
        written = len(points) <= _WRITTEN
        if is_line:
            marks.append(Mark(point, shown, round(middle, 1), top, is_written=written))
        else:
            width = min(step * 0.6, 90)
            x, high = round(middle - width / 2, 1), round(abs(base - top), 1)
            marks.append(Mark(point, shown, x, min(top, base), round(width, 1), high))
    path = "M" + " L".join(f"{mark.x} {mark.y}" for mark in marks) if is_line else ""
    return Chart(
        "line" if is_line else "columns",
        _TOP + _PLOT + _BOTTOM,
        left,
        right,
        base,
        tuple(Tick(y(value), value) for value in ticks),
        tuple(marks),
        path,
    )


def _bars(points: Sequence[tuple[Point, str]], ticks: Sequence[Decimal]) -> Chart:
    labels = [shortened(label) for _, label in points]
    left = _LEFT + max(map(width_of, labels)) * _CHARACTER + 10
    right = WIDTH - _RIGHT - 58.0

    def x(value: Decimal) -> float:
        return round(left + (right - left) * _share(value, ticks), 1)

    base = x(Decimal(0))
    marks = []
    for at, ((point, _), label) in enumerate(zip(points, labels, strict=True)):
        end = x(point.value)
        top = _GAP + at * (_BAR + _GAP)
        marks.append(Mark(point, label, min(base, end), top, round(abs(end - base), 1), _BAR))
    height = _GAP + len(points) * (_BAR + _GAP) + _GAP
    return Chart("bars", height, left, right, base, (), tuple(marks))


def _longest(points: Sequence[tuple[Point, str]]) -> float:
    """Width of the longest label with a gap after it, in characters."""
    return max(width_of(label) for _, label in points) + 1


def width_of(text: str) -> float:
    """Width in Chinese characters; Latin letters and digits are about half as wide."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.56 for c in text)


def shortened(label: str) -> str:
    """`label`, cut to the greatest width of a label."""
    if width_of(label) <= _LABEL:
        return label
    kept = ""
    for char in label:
        if width_of(kept + char) > _LABEL - 1:
            break
        kept += char
    return kept + "…"

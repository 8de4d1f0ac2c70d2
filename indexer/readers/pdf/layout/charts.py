"""Charts: their labels are no text, and the numbers along their axes are no figures.

A chart is known by its numbered caption and by the numbers scattered above or below it, up to the
nearest row of body text. What it says is in its words and its caption; a number at an axis or a bar
names nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import Box, TextLine, around
from indexer.readers.pdf.source.tolerances import SAME_SIZE, WIDEST_PITCH
from indexer.structure.captions import is_caption, is_caption_of_figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.readers.pdf.layout.insets import TextArea


@dataclass(frozen=True, slots=True)
class ChartOptions:
    """Thresholds of charts. Set by hand on 44 audit reports."""

    #: Lines of numbers in a chart at least: an axis has several.
    min_numbers: int = 4
    #: Share of the width of the text from which on a row is text, whatever its size.
    wide: float = 0.6
    #: A row of text in the size of the body text begins at most this many em from the left edge.
    max_indent: float = 3.0
    #: Rows of text beside a chart: so many below each other at least, so many em wide, and ending
    #: within so many em of one position.
    min_wrapped: int = 3
    wrapped_width: float = 7.0
    wrapped_end: float = 1.1


OPTIONS = ChartOptions()

#: Numbers, with the unit of an axis at most: 4,500; 62.93; 98 99 100 年度; -20％.
_NUMBERS = re.compile(
    r"^[\d.,，．%％±+\-－−–()（）\s]*\d[\d.,%％()（）\s]*(?:[年月季]?[度底]?|[百千萬億兆]{0,2}[元人件])$"
)


def is_axis_text(line: TextLine) -> bool:
    """True if a line consists of numbers, as along the axis of a chart."""
    return _NUMBERS.match(line.text.strip()) is not None


def has_axes(lines: Iterable[TextLine]) -> bool:
    """True if lines are those of a chart."""
    return sum(is_axis_text(line) for line in lines) >= OPTIONS.min_numbers


def find_charts(
    lines: Sequence[TextLine],
    others: Sequence[Box],
    area: TextArea,
    pictures: Sequence[Box] = (),
) -> list[Box]:
    """The boxes of the charts of a page; `others` are the boxes of its tables and insets, which
    hold no other chart. A chart that is drawn on one of the `pictures` has its box, with the
    caption if that is on it too; so has one beside text."""
    rows = sorted(
        (x for x in lines if x.orientation == 0 and not any(b.holds_middle(x) for b in others)),
        key=lambda line: line.base,
    )
    found: list[Box] = []
    used: set[TextLine] = set()
    wrapped = _wrapped_rows(rows)
    for at, caption in enumerate(rows):
        if not is_caption_of_figure(caption.text):
            continue
        for side in (_above(rows[:at], caption, others), _below(rows[at + 1 :], caption, others)):
            inside, left = _lines_of_chart(side, caption, used | wrapped, area)
            if has_axes(inside):
                # Text on the left goes on beside the caption.
                drawn = [*inside, caption] if left > area.left else inside
                found.append(_box_of_chart(drawn, left, pictures))
                used.update(inside)
                break
    return found


def _above(
    rows: Sequence[TextLine], caption: TextLine, others: Iterable[Box]
) -> Sequence[TextLine]:
    """The rows above a caption from below, up to the nearest of the other boxes over it."""
    ends = [b.y1 for b in others if b.y1 < caption.base and b.overlaps_across(caption.box)]
    top = max(ends, default=float("-inf"))
    return [row for row in rows[::-1] if row.base > top]


def _below(
    rows: Sequence[TextLine], caption: TextLine, others: Iterable[Box]
) -> Sequence[TextLine]:
    """The rows below a caption, down to the nearest of the other boxes under it."""
    begins = [b.y0 for b in others if b.y0 > caption.base and b.overlaps_across(caption.box)]
    bottom = min(begins, default=float("inf"))
    return [row for row in rows if row.base < bottom]


def _lines_of_chart(
    rows: Sequence[TextLine], caption: TextLine, other: set[TextLine], area: TextArea
) -> tuple[list[TextLine], float]:
    """The rows from a caption on up to the nearest row of text or of another chart, and the right
    edge of the text on the left of them, which belongs to neither. `other` are rows that are known
    not to be of the chart."""
    found: list[TextLine] = []
    left = float("-inf")
    for row in rows:
        if is_caption(row.text):
            break
        if row in other or _is_text(row, area):
            if row.x1 > caption.x0:
                break
            left = max(left, row.x1)
        else:
            found.append(row)
    return [row for row in found if row.x0 > left], left


def _box_of_chart(inside: Sequence[TextLine], left: float, pictures: Sequence[Box]) -> Box:
    """The box around the lines of a chart and the picture on which most of them are, on the right
    of `left`."""
    frames = [box for box in pictures if 2 * sum(map(box.holds_middle, inside)) > len(inside)]
    box = around([*(line.box for line in inside), *frames])
    return box._replace(x0=max(box.x0, left))


def _wrapped_rows(rows: Sequence[TextLine]) -> set[TextLine]:
    """The rows of running text among rows from the top: below each other in one type, with one left
    and one right edge, and wide."""
    found: set[TextLine] = set()
    stretches: list[list[TextLine]] = []
    for row in rows:
        if row.width < OPTIONS.wrapped_width * row.size:
            continue
        at = next((s for s in reversed(stretches) if _goes_on(s[-1], row)), None)
        if at is None:
            stretches.append([row])
        else:
            at.append(row)
    for stretch in stretches:
        if len(stretch) >= OPTIONS.min_wrapped:
            found.update(stretch)
    return found


def _goes_on(above: TextLine, row: TextLine) -> bool:
    """True if a row is the next one of running text."""
    same = abs(above.size - row.size) <= SAME_SIZE
    near = 0 < row.base - above.base < WIDEST_PITCH * row.size
    left = abs(row.x0 - above.x0) < OPTIONS.max_indent * row.size
    return same and near and left and abs(row.x1 - above.x1) < OPTIONS.wrapped_end * row.size


def _is_text(row: TextLine, area: TextArea) -> bool:
    """True for a row of body text, or of other text as wide."""
    usual = row.size >= area.em - SAME_SIZE
    at_left = row.x0 - area.left < OPTIONS.max_indent * area.em
    wide = row.width > OPTIONS.wide * (area.right - area.left)
    return not is_axis_text(row) and ((usual and at_left) or wide)

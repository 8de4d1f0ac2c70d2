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
from indexer.readers.pdf.source.tolerances import SAME_SIZE
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


def find_charts(lines: Sequence[TextLine], others: Sequence[Box], area: TextArea) -> list[Box]:
    """The boxes of the charts of a page without their captions; `others` are the boxes of its
    tables and insets, which hold no other chart."""
    rows = sorted(
        (x for x in lines if x.orientation == 0 and not any(b.holds_middle(x) for b in others)),
        key=lambda line: line.base,
    )
    found: list[Box] = []
    used: set[TextLine] = set()
    for at, caption in enumerate(rows):
        if not is_caption_of_figure(caption.text):
            continue
        for side in (rows[:at][::-1], rows[at + 1 :]):
            inside = _lines_of_chart(side, used, area)
            if has_axes(inside):
                found.append(around([line.box for line in inside]))
                used.update(inside)
                break
    return found


def _lines_of_chart(
    rows: Sequence[TextLine], used: set[TextLine], area: TextArea
) -> list[TextLine]:
    """The rows from a caption on up to the nearest row of text or of another chart."""
    found: list[TextLine] = []
    for row in rows:
        if row in used or is_caption(row.text) or _is_text(row, area):
            break
        found.append(row)
    return found


def _is_text(row: TextLine, area: TextArea) -> bool:
    """True for a row of body text, or of other text as wide."""
    usual = row.size >= area.em - SAME_SIZE
    at_left = row.x0 - area.left < OPTIONS.max_indent * area.em
    wide = row.width > OPTIONS.wide * (area.right - area.left)
    return not is_axis_text(row) and ((usual and at_left) or wide)

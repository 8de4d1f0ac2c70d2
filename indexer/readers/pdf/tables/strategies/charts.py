"""Charts that a strategy takes for a table: bars, shades and grid lines are drawn as cells are.

The values along an axis count down from the top in equal steps, as no column of a table does, or to
the right from 0 in equal steps at equal distances, as no row of one does. A table that holds the
numbered caption of a figure below such an axis is what is drawn around a chart. An axis of the
first kind may also be right beside what looks like cells.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from indexer.structure.captions import is_caption_of_figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indexer.readers.pdf.source.geometry import Box, TextLine
    from indexer.readers.pdf.tables.model import PageTable

#: Values along an axis at least. Set by hand on seven audit reports; measure again with
#: `python -m judian.evals real DIR` (cells collapsed).
_MIN_VALUES = 4
#: So many suffice where the numbered caption of a figure is near, at most this many of its sizes
#: above or below what is drawn.
_MIN_CAPTIONED, _NEAR_CAPTION = 3, 6.0
#: Numbers along an axis end within so many sizes of one position.
_SAME_EDGE = 0.7
#: Distances of the values of an axis that runs to the right differ by this share of one at most.
_EVEN = 0.1
#: Such an axis is at most this many sizes of its type below what is drawn, or beyond its sides: of
#: bars that are drawn in depth only a part looks like cells.
_BELOW, _BESIDE = 4.0, 3.0
#: Values whose baselines differ by this many sizes at most are on one axis.
_SAME_BASELINE = 0.3
#: Steps up to this size count items, ranks or years.
_COUNTING_STEP = 1
_DIGITS = frozenset("0123456789.")
_IGNORED = str.maketrans("", "", ",，%％ ")


class _Mark(NamedTuple):
    """A value that is printed along an axis: the x of its middle, and its baseline."""

    x: float
    base: float
    value: Decimal
    size: float


def is_chart(table: PageTable, lines: Sequence[TextLine]) -> bool:
    """True if a table among the `lines` of its page is a chart."""
    own = [line for cell in table.cells for line in cell.lines]
    least = _MIN_CAPTIONED if _is_captioned(table.box, lines) else _MIN_VALUES
    if _has_axis(own, least) or _has_axis_across(table.box, lines, least):
        return True
    if _has_axis(_beside(table.box, lines), _MIN_VALUES):
        return True
    captions = [line for line in own if is_caption_of_figure(line.text.strip())]
    return len(captions) == 1 and _has_axis(
        (line for line in lines if line.base < captions[0].base and line.x0 < captions[0].x1),
        _MIN_VALUES,
    )


def _is_captioned(box: Box, lines: Iterable[TextLine]) -> bool:
    """True if the numbered caption of a figure is right above or below a box, or in it."""
    return any(
        -_NEAR_CAPTION * line.size < line.base - box.y0
        and line.base - box.y1 < _NEAR_CAPTION * line.size
        and box.overlaps_across(line)
        and is_caption_of_figure(line.text.strip())
        for line in lines
    )


def _beside(box: Box, lines: Iterable[TextLine]) -> Iterator[TextLine]:
    """Yield the lines right beside a box: what is drawn like cells may be the bars alone."""
    for line in lines:
        reach = _BESIDE * line.size
        is_left = 0 <= box.x0 - line.x1 + line.size < reach
        is_right = 0 <= line.x0 - box.x1 + line.size < reach
        if (is_left or is_right) and box.y0 - reach < line.base < box.y1 + reach:
            yield line


def _has_axis(lines: Iterable[TextLine], least: int) -> bool:
    """True if at least so many numbers below each other, with no other number between, count down
    in equal steps."""
    numbers = [(line, value) for line in lines if (value := _value(line.text)) is not None]
    numbers.sort(key=lambda number: number[0].base)
    while numbers:
        first = numbers[0][0]
        column = [n for n in numbers if abs(n[0].x1 - first.x1) < _SAME_EDGE * first.size]
        if len(column) >= least and _counts_down([value for _, value in column]):
            return True
        numbers = [n for n in numbers if n not in column]
    return False


def _has_axis_across(box: Box, lines: Iterable[TextLine], least: int) -> bool:
    """True if at least so many numbers beside each other count up through 0 in equal steps and at
    equal distances, in or right below a box and not far beyond its sides."""
    marks = [
        mark
        for line in lines
        if line.orientation == 0 and box.y0 < line.base < box.y1 + _BELOW * line.size
        for mark in _marks(line)
        if box.x0 - _BESIDE * mark.size < mark.x < box.x1 + _BESIDE * mark.size
    ]
    while marks:
        first = marks[0]
        near = _SAME_BASELINE * first.size
        row = [mark for mark in marks if abs(mark.base - first.base) < near]
        if len(row) >= least and _counts_across(sorted(row)):
            return True
        marks = [mark for mark in marks if mark not in row]
    return False


def _marks(line: TextLine) -> list[_Mark]:
    """The values of a line of numbers; none for a line with other text."""
    if len(line.starts) != len(line.text):
        return []
    found = []
    for word in re.finditer(r"\S+", line.text):
        value = _value(word[0])
        if value is None:
            return []
        right = line.x1 if word.end() == len(line.text) else line.starts[word.end()]
        middle = (line.starts[word.start()] + right) / 2
        found.append(_Mark(middle, line.base, value, line.size))
    return found


def _counts_across(marks: Sequence[_Mark]) -> bool:
    if all(mark.value for mark in marks):
        return False
    step = marks[1].value - marks[0].value
    if step <= 0 or step == _COUNTING_STEP:
        return False
    distance = (marks[-1].x - marks[0].x) / (len(marks) - 1)
    return all(
        right.value - left.value == step and abs(right.x - left.x - distance) < _EVEN * distance
        for left, right in pairwise(marks)
    )


def _counts_down(values: Sequence[Decimal]) -> bool:
    step = values[0] - values[1]
    is_counting = step == _COUNTING_STEP and step == int(step)
    is_even = all(before - after == step for before, after in pairwise(values))
    return step > 0 and not is_counting and is_even


def _value(text: str) -> Decimal | None:
    """The value of a line that is one number; None for any other."""
    bare = text.translate(_IGNORED)
    sign = -1 if bare[:1] in ("-", "－") else 1
    digits = bare.lstrip("-－")
    if not digits or not set(digits) <= _DIGITS or digits.count(".") > 1 or digits == ".":
        return None
    return sign * Decimal(digits)

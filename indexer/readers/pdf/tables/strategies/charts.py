"""Charts that a strategy takes for a table: bars, shades and grid lines are drawn as cells are.

The values along an axis count down from the top in equal steps, as no column of a table does. A
table that holds the numbered caption of a figure below such an axis is what is drawn around a
chart.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.structure.captions import is_caption_of_figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.readers.pdf.source.geometry import TextLine
    from indexer.readers.pdf.tables.model import PageTable

#: Values along an axis at least. Set by hand on seven audit reports; measure again with
#: `python -m judian.evals real DIR` (cells collapsed).
_MIN_VALUES = 4
#: Numbers along an axis end within so many sizes of one position.
_SAME_EDGE = 0.7
#: Steps up to this size count items, ranks or years.
_COUNTING_STEP = 1
_DIGITS = frozenset("0123456789.")
_IGNORED = str.maketrans("", "", ",，%％ ")


def is_chart(table: PageTable, lines: Sequence[TextLine]) -> bool:
    """True if a table among the `lines` of its page is a chart."""
    own = [line for cell in table.cells for line in cell.lines]
    if _has_axis(own):
        return True
    captions = [line for line in own if is_caption_of_figure(line.text.strip())]
    return len(captions) == 1 and _has_axis(
        line for line in lines if line.base < captions[0].base and line.x0 < captions[0].x1
    )


def _has_axis(lines: Iterable[TextLine]) -> bool:
    """True if numbers below each other, with no other number between, count down in equal steps."""
    numbers = [(line, value) for line in lines if (value := _value(line.text)) is not None]
    numbers.sort(key=lambda number: number[0].base)
    while numbers:
        first = numbers[0][0]
        column = [n for n in numbers if abs(n[0].x1 - first.x1) < _SAME_EDGE * first.size]
        if _counts_down([value for _, value in column]):
            return True
        numbers = [n for n in numbers if n not in column]
    return False


def _counts_down(values: Sequence[Decimal]) -> bool:
    if len(values) < _MIN_VALUES:
        return False
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

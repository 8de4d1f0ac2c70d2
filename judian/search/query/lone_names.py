"""A query that is nothing but a day or the number of a case: it is one thing, whatever its words.

104年12月9日 shares words with most passages; what is meant stands in those that name the day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.core.query import Contains, Node, Or
from judian.search.query.other_spellings import other_spellings
from judian.zh.dates.expressions import find
from judian.zh.numbers.case_numbers import case_numbers
from judian.zh.text.analyze import certain_terms, squeezed_fold

if TYPE_CHECKING:
    from judian.zh.text.analyze import Analysis


def lone_name(analysis: Analysis) -> Node | None:
    """The passages that write the day or the case number that a text is, in any spelling; None for
    any other text."""
    squeezed = analysis.squeezed
    spans = [(start, end) for start, end, _ in case_numbers(squeezed)]
    spans += [(day.start, day.end) for day in find(squeezed) if day.precision == "day"]
    if spans != [(0, len(squeezed))]:
        return None
    others = [name for _, _, names in other_spellings(squeezed) for name in names]
    names = dict.fromkeys(map(squeezed_fold, (squeezed, *others)))
    return Or(tuple(Contains(name, certain_terms(name)) for name in names))

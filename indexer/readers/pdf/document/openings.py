"""Heads of a document that stand on each of its pages: their first occurrence is text.

A form or a table of two pages has its title, its agency and its date on both. They come back as a
running header does, but are set in the type of the text or larger.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.readers.common.type_headings import OPTIONS as TYPE_OPTIONS
from indexer.readers.common.type_headings import most_frequent_size, rounded_size
from indexer.readers.pdf.layout.page_labels import page_label_of_line
from indexer.readers.pdf.source.geometry import TextLine

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from indexer.readers.pdf.document.edge_items import EdgeItem, Item
    from indexer.readers.pdf.page.part import PagePart


@dataclass(frozen=True, slots=True)
class OpeningOptions:
    """Thresholds of heads. Set by hand on invented forms of two and three pages
    (tests/indexer/readers/pdf/document/test_openings.py)."""

    #: In a document of up to this many pages a head has the size of its text at least; in a longer
    #: one, that of a title.
    few_pages: int = 3
    #: A head is at most this many points smaller than the text: sizes are rounded.
    rounding: float = 0.5


OPTIONS = OpeningOptions()

#: A field with its label: 製表機關：雲海縣政府.
_FIELD = re.compile(r"^[\u3400-\u9fff][\u3400-\u9fff\s]{1,10}[：:]\s*\S")


def opening_items(
    near_edges: Sequence[EdgeItem], parts: Sequence[PagePart], known: AbstractSet[Item]
) -> set[Item]:
    """The items among the `known` running headers that are the head of the document: on its first
    page with text, the first one in large type and those below it. In a document of a few pages
    also a field with its label (製表機關：…), which may be at the foot too."""
    first = next((at for at, part in enumerate(parts) if part.lines or part.tables), None)
    own = [
        each
        for each in near_edges
        if each.part == first and each.item in known and not page_label_of_line(each.text)
    ]
    opening = sorted((each for each in own if each.edge == "top"), key=lambda each: each.y)
    fields = {each.item for each in own if _FIELD.match(each.text)}
    least = _least_size(parts, known)
    large = next((n for n, each in enumerate(opening) if _size(each.item) >= least), len(opening))
    few = len(parts) <= OPTIONS.few_pages
    return {each.item for each in opening[large:]} | (fields if few else set())


def _least_size(parts: Sequence[PagePart], known: AbstractSet[Item]) -> float:
    """The size in points that the largest type of a head has at least."""
    sizes: Counter[float] = Counter()
    for part in parts:
        inside = (line for table in part.tables for line in table.lines)
        for line in (*part.lines, *inside):
            if line not in known:
                sizes[rounded_size(line.size)] += len(line.text)
    body = most_frequent_size(sizes) if sizes else 0.0
    if len(parts) <= OPTIONS.few_pages:
        return body - OPTIONS.rounding
    return TYPE_OPTIONS.title_size * body


def _size(item: Item) -> float:
    """The size of the largest type of an item."""
    if isinstance(item, TextLine):
        return item.size
    return max((line.size for line in item.lines), default=0.0)

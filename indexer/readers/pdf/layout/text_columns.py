"""Text columns of a page, in reading order.

Items that cross the gutter (a title, a wide table, a footnote) divide the page into bands. In each
band the left column is read before the right one. Columns may have columns again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indexer.readers.pdf.layout.bands import Item, reach, split_into_bands
from indexer.readers.pdf.layout.gutters import (
    confirm_gutter,
    cut_at_gutter,
    find_gutter,
    split_at_seams,
)
from indexer.readers.pdf.source.geometry import Box, TextLine, around
from indexer.readers.pdf.tables.model import PageTable

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(slots=True, eq=False)
class TextColumn:
    """Lines and tables of a page to be read from the top down.

    `left` and `right` are the edges of its text in the page's frame; `justified` is true if its
    rows are stretched to reach both, and `size` is the size of most of its type. `alone` is true
    for the only column of a page, `beside` for one that has another to its left or right. `boxed`
    is the frame of a text box; `obstacles` are the frames of text boxes and insets in its way.
    `chart` is true for the words of a chart.
    """

    page: int
    left: float
    right: float
    lines: list[TextLine] = field(default_factory=list)
    tables: list[PageTable] = field(default_factory=list)
    justified: bool = False
    alone: bool = True
    beside: bool = False
    size: float = 0.0
    boxed: Box | None = None
    obstacles: list[Box] = field(default_factory=list)
    chart: bool = False


def find_text_columns(
    page: int, lines: Sequence[TextLine], tables: Sequence[PageTable], usual: float | None = None
) -> list[TextColumn]:
    """The text columns of one page in reading order; one column for a page without gutters.

    `usual` is the gutter of the document's other pages: a last page with a few rows shows it too
    weakly, and on a page with tables another gap may look more like it.
    """
    items: list[Item] = [*lines, *tables]
    if not items:
        return []
    pieces = split_at_seams(items)
    gutter = confirm_gutter(pieces, usual) or find_gutter(pieces, 0)
    groups = _split(items, gutter, 0)
    return [_column(page, group, beside, len(groups)) for group, beside in groups]


def _column(page: int, items: Sequence[Item], beside: bool, count: int) -> TextColumn:
    box = around([item.box for item in items])
    lines = [item for item in items if isinstance(item, TextLine)]
    tables = [item for item in items if isinstance(item, PageTable)]
    return TextColumn(page, box.x0, box.x1, lines, tables, alone=count == 1, beside=beside)


def _split(items: list[Item], gutter: float | None, depth: int) -> list[tuple[list[Item], bool]]:
    """The items in groups, each a column, in reading order; and true for a column that has another
    one beside it. `depth` is the number of divisions before this one."""
    if gutter is None:
        return [(items, depth > 0)]
    groups: list[tuple[list[Item], bool]] = []
    across: list[Item] = []
    pieces = [piece for item in items for piece in cut_at_gutter(item, gutter)]
    for band in split_into_bands(pieces, gutter):
        left = [item for item in band if item.box.x1 <= gutter + reach(item)]
        right = [item for item in band if item.box.x0 >= gutter]
        if len(left) + len(right) < len(band) or not left or not right:
            across += band
            continue
        if across:
            groups.append((across, depth > 0))
            across = []
        for side in (left, right):
            groups += _split(side, find_gutter(side, depth + 1), depth + 1)
    if across:
        groups.append((across, depth > 0))
    return groups

"""Horizontal bands of a page, between the items that cross a gutter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import TextLine
from indexer.readers.pdf.tables.model import PageTable
from indexer.structure.captions import is_caption_or_note

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A line or a table of a page.
Item = TextLine | PageTable

#: Points by which the sides of lines and tables are off: glyph boxes and ruling lines are rounded
#: by different programs. Set by hand on the sample reports.
ROUNDING = 1.0


def reach(item: Item) -> float:
    """Points by which an item may extend over a gutter without crossing it: a line by one
    character, which may be hanging punctuation."""
    return item.size if isinstance(item, TextLine) else ROUNDING


def crosses(item: Item, gutter: float) -> bool:
    """True if an item lies on both sides of a gutter."""
    sides = item if isinstance(item, TextLine) else item.box
    return sides.x0 < gutter - ROUNDING and sides.x1 > gutter + reach(item)


def split_into_bands(items: Sequence[Item], gutter: float) -> list[list[Item]]:
    """The items from the top in bands: those that cross the gutter, and those between them."""
    bands: list[list[Item]] = []
    crossing = sorted((i for i in items if crosses(i, gutter)), key=lambda i: i.box.y0)
    others = sorted((i for i in items if not crosses(i, gutter)), key=_middle)
    at = 0
    for wide in crossing:
        between: list[Item] = []
        while at < len(others) and _middle(others[at]) < _middle(wide):
            between.append(others[at])
            at += 1
        above = _caption_of(wide, between)
        between = [item for item in between if item not in above]
        if between:
            bands.append(between)
        if bands and not between and crosses(bands[-1][-1], gutter):
            bands[-1] += [*above, wide]
        else:
            bands.append([*above, wide])
    if at < len(others):
        bands.append(others[at:])
    return bands


def _caption_of(wide: Item, items: Sequence[Item]) -> list[Item]:
    """The caption, the unit and the period of a table across the columns: lines of these forms
    between it and the last other item above it."""
    if isinstance(wide, TextLine):
        return []
    near = [i for i in items if isinstance(i, TextLine) and is_caption_or_note(i.text)]
    own = set(near)
    foot = max((i.box.y1 for i in items if i not in own), default=float("-inf"))
    return [line for line in near if line.y0 > foot - ROUNDING]


def _middle(item: Item) -> float:
    return item.middle_y if isinstance(item, TextLine) else item.box.middle_y

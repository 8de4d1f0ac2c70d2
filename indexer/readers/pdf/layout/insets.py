"""Insets: pictures, charts and small tables with text beside them, which is wrapped around them.

The wrapped text itself shows where an inset is: rows in the type of the text, one directly under
the other, end at one position far from the right edge (or begin far from the left one), and
something else is in the room that they leave. Columns of a page look alike, but there no row has
the full width, and both have the type of the text; cells of a table are neither directly above or
below such a row nor beside a picture or a caption.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import Box, TextLine, around
from indexer.readers.pdf.source.tolerances import SAME_SIZE, WIDEST_PITCH
from indexer.structure.captions import is_caption

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class InsetOptions:
    """Thresholds of insets; an em is the size of the body text. Set by hand on 44 audit reports
    with pictures, charts and tables beside the text."""

    #: Rows beside an inset at least, and the room for it, in em.
    min_rows: int = 3
    min_width: float = 7.0
    #: Rows beside an inset are this wide at least, in em, and have this share of the width of the
    #: text at most.
    min_text_width: float = 4.0
    max_text_share: float = 0.8
    #: Rows of wrapped text end within this many em of each other; the others end a paragraph, and
    #: are at most this share of all.
    same_end: float = 1.1
    max_short: float = 0.4
    #: Share of these rows that may have something beside them on their baseline, to within so many
    #: em, if neither a picture nor a caption shows the inset.
    max_level: float = 0.6
    same_baseline: float = 0.2
    #: Rows of the full width of the text reach its edge to within this many em.
    full: float = 1.1
    #: The first row of a paragraph is indented by at most this many em.
    max_indent: float = 3.0
    #: A list item beside an inset begins at most this many em from the left edge.
    max_item_indent: float = 8.0
    #: An inset reaches this many em above and below the rows beside it.
    beyond: float = 0.9
    #: Points between the text and its inset that belong to neither.
    gap: float = 1.0


OPTIONS = InsetOptions()


@dataclass(frozen=True, slots=True)
class TextArea:
    """The left and the right edge of the text of a page in points, and the size of its type."""

    left: float
    right: float
    em: float


def find_insets(lines: Sequence[TextLine], others: Sequence[Box], area: TextArea) -> list[Box]:
    """The boxes of the insets of a page; `others` are the boxes of its pictures and tables."""
    upright = [line for line in lines if line.orientation == 0]
    body = sorted(
        (line for line in upright if abs(line.size - area.em) <= SAME_SIZE),
        key=lambda line: (line.base, line.x0),
    )
    full = [line for line in body if _is_full(line, area)]
    found: list[Box] = []
    beside = [_trimmed(rows, area) for rows in _stretches(body, area, right=True)]
    for rows in (*beside, *_stretches(body, area, right=False)):
        box = _inset(rows, upright, others, full, area)
        if box is not None and not any(box.overlaps(other) for other in found):
            found.append(box)
    return found


def _is_full(line: TextLine, area: TextArea) -> bool:
    """True if a row has the full width of the text."""
    reach = OPTIONS.full * area.em
    indent = OPTIONS.max_indent * area.em
    return line.x0 - area.left < indent and area.right - line.x1 < reach


def _stretches(
    body: Sequence[TextLine], area: TextArea, *, right: bool
) -> Iterator[list[TextLine]]:
    """Yield the stretches of narrow rows, one directly under the other, that leave room for an
    inset on their right, or on their left."""
    stretch: list[TextLine] = []
    for line in body:
        if not _is_narrow(line, area, right=right) and not (
            right and stretch and _is_indented(line, stretch, area)
        ):
            if stretch and _is_full(line, area):
                yield stretch
                stretch = []
            continue
        near = stretch and line.base - stretch[-1].base < WIDEST_PITCH * area.em
        if stretch and not near:
            yield stretch
            stretch = []
        stretch.append(line)
    if stretch:
        yield stretch


def _is_narrow(line: TextLine, area: TextArea, *, right: bool) -> bool:
    """True for a row beside the room for an inset."""
    room = OPTIONS.min_width * area.em
    indent = OPTIONS.max_indent * area.em
    if right:
        return line.x0 - area.left < indent and area.right - line.x1 > room
    return line.x0 - area.left > room


def _is_indented(line: TextLine, stretch: Sequence[TextLine], area: TextArea) -> bool:
    """True if a row begins further to the right than the text may, as a list item does, and ends
    where the narrow rows above it do."""
    end = max(row.x1 for row in stretch)
    indented = 0 < line.x0 - area.left < OPTIONS.max_item_indent * area.em
    return indented and abs(line.x1 - end) < OPTIONS.same_end * area.em


def _trimmed(rows: Sequence[TextLine], area: TextArea) -> Sequence[TextLine]:
    """Rows without those at their beginning and end that reach far beyond the end of most: the last
    rows of paragraphs above and below an inset, which need not be full."""
    ends = Counter(round(row.x1 / area.em) for row in rows)
    usual = max(ends, key=lambda end: (ends[end], end))
    limit = (usual + OPTIONS.same_end) * area.em
    inside = [at for at, row in enumerate(rows) if row.x1 < limit]
    return rows[inside[0] : inside[-1] + 1] if inside else rows


def _inset(
    rows: Sequence[TextLine],
    lines: Sequence[TextLine],
    others: Sequence[Box],
    full: Sequence[TextLine],
    area: TextArea,
) -> Box | None:
    """The box of the inset beside rows; None if nothing shows that there is one."""
    text = around([row.box for row in rows])
    if len(rows) < OPTIONS.min_rows or not _is_wrapped(rows, text, area):
        return None
    beyond = OPTIONS.beyond * area.em
    if rows[0].x0 - area.left < OPTIONS.max_indent * area.em:
        room = Box(text.x1 + OPTIONS.gap, text.y0 - beyond, area.right + area.em, text.y1 + beyond)
    else:
        room = Box(area.left - area.em, text.y0 - beyond, text.x0 - OPTIONS.gap, text.y1 + beyond)
    own = set(rows)
    inside = [line for line in lines if line not in own and room.holds_middle(line)]
    crossing = any(
        line not in own and line not in inside and line.box.overlaps(_between(room, text))
        for line in lines
    )
    if crossing or any(line.x0 < room.x0 - OPTIONS.gap for line in inside):
        return None
    drawn = [box for box in others if _is_in(box, room, OPTIONS.same_end * area.em)]
    directly = any(_is_next(row, rows, area) for row in full) and not _are_cells(rows, inside)
    captioned = any(is_caption(line.text) for line in inside)
    if not drawn and not captioned and not (directly and inside):
        return None
    if not full and (not drawn or any(_is_text(line, area) for line in inside)):
        return None  # a text column of a page that has no row of the full width
    content = around([*(line.box for line in inside), *drawn])
    return Box(room.x0, min(content.y0, text.y0), room.x1, max(content.y1, text.y1))


def _is_text(line: TextLine, area: TextArea) -> bool:
    """True for a line in the type of the text that is no caption."""
    return abs(line.size - area.em) <= SAME_SIZE and not is_caption(line.text)


def _is_wrapped(rows: Sequence[TextLine], text: Box, area: TextArea) -> bool:
    """True if rows are text that is wrapped at one position, and not as wide as the text."""
    width = area.right - area.left
    if not OPTIONS.min_text_width * area.em < text.width < OPTIONS.max_text_share * width:
        return False
    reach = OPTIONS.same_end * area.em
    if any(
        row.base - before.base < area.em
        and not 0 <= row.x0 - before.x1 < reach
        and not _overlap(before, row)
        for before, row in pairwise(rows)
    ):
        return False  # beside each other, and not pieces of one row
    if text.x0 - area.left > OPTIONS.max_indent * area.em and (
        area.right - text.x1 > reach or any(row.x0 - text.x0 > 2 * reach for row in rows)
    ):
        return False  # on the right, and not at the right edge or not below each other
    short = sum(text.x1 - row.x1 > reach for row in rows)
    return short <= OPTIONS.max_short * len(rows)


def _overlap(left: TextLine, right: TextLine) -> bool:
    """True if two lines overlap from side to side: pieces of one row that its typesetter kerned."""
    return left.x0 < right.x1 and right.x0 < left.x1


def _are_cells(rows: Sequence[TextLine], inside: Sequence[TextLine]) -> bool:
    """True if most rows have something beside them on their baseline, as the rows of a table do."""
    near = OPTIONS.same_baseline * rows[0].size
    level = sum(any(abs(line.base - row.base) < near for line in inside) for row in rows)
    return level > OPTIONS.max_level * len(rows)


def _between(room: Box, text: Box) -> Box:
    """The part of the room for an inset at the height of the rows beside it."""
    return Box(room.x0, text.y0, room.x1, text.y1)


def _is_in(box: Box, room: Box, reach: float) -> bool:
    """True if a picture or a table is in the room for an inset, whose height it may exceed, and
    whose sides by `reach` points: a row may end where the corner of a picture is round."""
    inside = room.x0 - reach <= box.x0 and box.x1 <= room.x1 + reach
    return inside and room.y0 < box.middle_y < room.y1


def _is_next(row: TextLine, rows: Sequence[TextLine], area: TextArea) -> bool:
    """True if a full row is directly above or below narrow rows."""
    pitch = WIDEST_PITCH * area.em
    return 0 < rows[0].base - row.base < pitch or 0 < row.base - rows[-1].base < pitch

"""From the glyphs of a page to its text lines, in the orientation in which the page reads.

The orientation of most glyphs is that of the page. Upright glyphs under each other are vertical
writing. The glyphs of each orientation are rotated so that they run to the right, and are then
assembled into lines (`drafts`, `builder`).
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.readers.pdf.lines.builder import build_text_line
from indexer.readers.pdf.lines.drafts import draft_lines
from indexer.readers.pdf.lines.enclosed_numbers import with_enclosed_numbers
from indexer.readers.pdf.lines.options import ORIENTATION_OPTIONS as OPTIONS
from indexer.readers.pdf.lines.overprinting import without_copies
from indexer.readers.pdf.lines.runs import is_wide
from indexer.readers.pdf.lines.separators import VerticalSeparators
from indexer.readers.pdf.source.geometry import Frame, Glyph, TextLine, around

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.source.page_content import PageContent


def page_lines(content: PageContent) -> tuple[Frame, list[TextLine]]:
    """The frame in which the page reads, and its lines in that frame, in no particular order."""
    groups: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in _mark_vertical_writing(with_enclosed_numbers(without_copies(content.glyphs))):
        groups[glyph.orientation].append(glyph)
    visible = {
        orientation: _count_visible(group)
        for orientation, group in groups.items()
        if orientation >= 0
    }
    main = max(visible, key=lambda orientation: (visible[orientation], -orientation), default=0)
    frame = Frame(main, content.width, content.height)
    lines: list[TextLine] = []
    for orientation, group in groups.items():
        if orientation < 0:
            lines.extend(_slanted_lines(group, frame))
            continue
        own = Frame(orientation, content.width, content.height)
        for line in _lines_in_frame(group, own, content):
            if orientation != main:
                line.x0, line.y0, line.x1, line.y1 = frame.into(own.back(line.box))
                line.base = line.y1
                line.starts = []
                line.orientation = (orientation - main) % 4
            lines.append(line)
    return frame, lines


def _lines_in_frame(glyphs: Sequence[Glyph], frame: Frame, content: PageContent) -> list[TextLine]:
    """The lines of glyphs of one orientation, in the frame in which they run to the right."""
    rules = [frame.into((r.x0, r.y0, r.x1, r.y1)) for r in content.strokes]
    separators = VerticalSeparators(rules, [frame.into(fill) for fill in content.fills])
    rotated = glyphs if frame.orientation == 0 else [_rotated(glyph, frame) for glyph in glyphs]
    return [line for draft in draft_lines(rotated, separators) if (line := build_text_line(draft))]


def _count_visible(glyphs: Sequence[Glyph]) -> int:
    return sum(1 for glyph in glyphs if not glyph.text.isspace())


def _rotated(glyph: Glyph, frame: Frame) -> Glyph:
    x0, y0, x1, y1 = frame.into((glyph.x0, glyph.y0, glyph.x1, glyph.y1))
    return Glyph(glyph.text, x0, y0, x1, y1, glyph.size, glyph.font, glyph.orientation)


def _mark_vertical_writing(glyphs: list[Glyph]) -> list[Glyph]:
    """The glyphs; on a page of vertical writing, upright ones in vertical lines are given one
    quarter turn."""
    below = [(left, right) for left, right in pairwise(glyphs) if right.y0 > left.y0]
    if len(below) < OPTIONS.min_pairs_down:
        return glyphs
    if [_direction(*pair) for pair in below].count("down") < OPTIONS.min_pairs_down:
        return glyphs
    directions = [_direction(left, right) for left, right in pairwise(glyphs)]
    down, along = directions.count("down"), directions.count("along")
    if down <= along:
        return glyphs
    found = []
    for at, glyph in enumerate(glyphs):
        before = directions[at - 1] if at else ""
        after = directions[at] if at < len(directions) else ""
        horizontal = "along" in (before, after) and "down" not in (before, after)
        vertical = glyph.orientation == 0 and not horizontal
        found.append(glyph._replace(orientation=1) if vertical else glyph)
    return found


def _direction(glyph: Glyph, following: Glyph) -> str:
    """The direction from an upright glyph to the next one: "down" for vertical writing, "along"
    for horizontal writing, "" for neither."""
    if glyph.orientation != 0 or following.orientation != 0:
        return ""
    size = max(glyph.size, following.size)
    dx, dy = following.x0 - glyph.x0, following.y0 - glyph.y0
    drift, limit = OPTIONS.max_drift * size, OPTIONS.max_pitch * size
    if abs(dy) < drift and OPTIONS.min_pitch_across * size < dx < limit:
        return "along"
    wide = is_wide(glyph.text[0]) and is_wide(following.text[0])
    if wide and abs(dx) < drift and OPTIONS.min_pitch_down * size < dy < limit:
        return "down"
    return ""


def _slanted_lines(glyphs: Sequence[Glyph], frame: Frame) -> list[TextLine]:
    """The lines of text at another angle than quarter turns (watermarks): glyphs near each other,
    in drawing order."""
    groups: list[list[Glyph]] = []
    for glyph in glyphs:
        if groups and _is_near(groups[-1][-1], glyph):
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    return [line for group in groups if (line := _slanted_line(group, frame))]


def _slanted_line(glyphs: Sequence[Glyph], frame: Frame) -> TextLine | None:
    text = "".join(glyph.text for glyph in glyphs).strip()
    if not text:
        return None
    box = frame.into(around([(g.x0, g.y0, g.x1, g.y1) for g in glyphs]))
    first = glyphs[0]
    return TextLine(
        text, *box, base=box.y1, size=first.size, font=first.font, bold=False, orientation=-1
    )


def _is_near(glyph: Glyph, other: Glyph) -> bool:
    """True if the middles of two glyphs are near enough for one slanted line."""
    dx = (glyph.x0 + glyph.x1 - other.x0 - other.x1) / 2
    dy = (glyph.y0 + glyph.y1 - other.y0 - other.y1) / 2
    return dx * dx + dy * dy < (OPTIONS.max_slanted_pitch * glyph.size) ** 2

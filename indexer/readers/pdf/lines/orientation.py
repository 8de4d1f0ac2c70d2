"""From drawn characters to lines of text, whichever way they run.

First the way of the page is found: most characters decide, and characters that stand upright
under each other are vertical writing. The characters of each way are turned so that they run
to the right, and put together to lines (`pdf_chains`, `pdf_text`).
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.readers.pdf.lines.builder import line_of
from indexer.readers.pdf.lines.runs import Walls, chains_of, is_wide
from indexer.readers.pdf.source.geometry import Frame, Glyph, TextLine, around

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.source.device import Ink

#: Characters under each other by at most this many em belong to one vertical line.
VERTICAL_PITCH = 2.2


def page_lines(ink: Ink) -> tuple[Frame, list[TextLine]]:
    """The frame in which the page reads, and its lines in that frame, in no special order."""
    glyphs = _find_vertical(ink.glyphs)
    groups: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        groups[glyph.turn].append(glyph)
    visible = {turn: _visible(group) for turn, group in groups.items() if turn >= 0}
    main = max(visible, key=lambda turn: (visible[turn], -turn), default=0)
    frame = Frame(main, ink.width, ink.height)
    boxes = [(r.x0, r.y0, r.x1, r.y1) for r in ink.rules]
    lines: list[TextLine] = []
    for turn, group in groups.items():
        if turn < 0:
            lines.extend(_slanted(group, frame))
            continue
        own = Frame(turn, ink.width, ink.height)
        walls = Walls([own.into(box) for box in boxes], [own.into(box) for box in ink.fills])
        turned = group if turn == 0 else [_turned(glyph, own) for glyph in group]
        for line in _lines(turned, walls):
            if turn != main:
                line.x0, line.y0, line.x1, line.y1 = frame.into(own.back(line.box))
                line.base = line.y1
                line.starts = []
                line.turn = (turn - main) % 4
            lines.append(line)
    return frame, lines


def _visible(glyphs: Sequence[Glyph]) -> int:
    return sum(1 for glyph in glyphs if not glyph.text.isspace())


def _turned(glyph: Glyph, frame: Frame) -> Glyph:
    x0, y0, x1, y1 = frame.into((glyph.x0, glyph.y0, glyph.x1, glyph.y1))
    return Glyph(glyph.text, x0, y0, x1, y1, glyph.size, glyph.font, glyph.turn)


def _find_vertical(glyphs: list[Glyph]) -> list[Glyph]:
    """The glyphs with turn 1 given to those that stand upright in vertical lines."""
    steps = [_step(left, right) for left, right in pairwise(glyphs)]
    down, along = steps.count("down"), steps.count("along")
    if down < 3 or down <= along:
        return glyphs
    found = []
    for at, glyph in enumerate(glyphs):
        before = steps[at - 1] if at else ""
        after = steps[at] if at < len(steps) else ""
        horizontal = "along" in (before, after) and "down" not in (before, after)
        if glyph.turn == 0 and not horizontal:
            glyph = glyph._replace(turn=1)
        found.append(glyph)
    return found


def _step(left: Glyph, right: Glyph) -> str:
    """How two upright neighbours follow each other: down, along, or neither ("")."""
    if left.turn != 0 or right.turn != 0:
        return ""
    size = max(left.size, right.size)
    dx, dy = right.x0 - left.x0, right.y0 - left.y0
    if abs(dy) < 0.3 * size and 0.2 * size < dx < VERTICAL_PITCH * size:
        return "along"
    wide = is_wide(left.text[0]) and is_wide(right.text[0])
    if wide and abs(dx) < 0.3 * size and 0.6 * size < dy < VERTICAL_PITCH * size:
        return "down"
    return ""


def _lines(glyphs: Sequence[Glyph], walls: Walls) -> list[TextLine]:
    return [line for chain in chains_of(glyphs, walls) if (line := line_of(chain))]


def _slanted(glyphs: Sequence[Glyph], frame: Frame) -> list[TextLine]:
    """Text at an odd angle (watermarks): characters near each other as they were drawn."""
    lines: list[TextLine] = []
    group: list[Glyph] = []
    for glyph in [*glyphs, None]:
        if group and (glyph is None or not _close(group[-1], glyph)):
            text = "".join(g.text for g in group).strip()
            if text:
                box = frame.into(around([(g.x0, g.y0, g.x1, g.y1) for g in group]))
                size = group[0].size
                lines.append(
                    TextLine(
                        text, *box, base=box.y1, size=size, font=group[0].font, bold=False, turn=-1
                    )
                )
            group = []
        if glyph is not None:
            group.append(glyph)
    return lines


def _close(one: Glyph, other: Glyph) -> bool:
    dx = (one.x0 + one.x1 - other.x0 - other.x1) / 2
    dy = (one.y0 + one.y1 - other.y0 - other.y1) / 2
    return dx * dx + dy * dy < (2.5 * one.size) ** 2

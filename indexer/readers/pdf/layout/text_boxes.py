"""Text boxes: framed or shaded text beside other text, which is not part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import HANGING, Box, TextLine, around
from indexer.readers.pdf.source.tolerances import OUTSIDE
from indexer.readers.pdf.tables.rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A text box is at most this wide, as a share of the width of the page's text. Set by hand on
#: the sample reports: a wider frame is a table of one cell, or a frame around the text.
MAX_WIDTH = 0.75
#: Lines beside a text box may reach into it by this many points.
MAX_CROSSING = 1.0


def find_text_boxes(frames: Sequence[Box], lines: Sequence[TextLine]) -> list[Box]:
    """The frames that hold lines and have other lines beside them. Of frames that overlap, the
    smallest one is taken."""
    upright = [line for line in lines if line.orientation == 0]
    if not frames or len(upright) < 2:
        return []
    x0, _, x1, _ = around([line.box for line in upright])
    found: list[Box] = []
    for frame in sorted(frames, key=lambda box: box.width * box.height):
        if frame.width > MAX_WIDTH * (x1 - x0):
            continue
        if not any(frame.overlaps(box) for box in found) and _is_text_box(frame, upright):
            found.append(frame)
    return found


def _is_text_box(frame: Box, lines: Sequence[TextLine]) -> bool:
    """True if a frame holds text that is not a table, and other lines are beside it that do not
    cross it."""
    inside = [line for line in lines if holds(frame, line)]
    outside = [line for line in lines if not holds(frame, line)]
    beside = [line for line in outside if line.y0 < frame.y1 and line.y1 > frame.y0]
    left, right = frame.x0 + MAX_CROSSING, frame.x1 - MAX_CROSSING
    crossed = any(line.x0 < right and _end(line) > left for line in beside)
    return bool(inside and beside and not crossed and not _in_cells(inside))


def _in_cells(lines: Sequence[TextLine]) -> bool:
    """True if most rows of lines have several cells, as in the frame of a table."""
    rows = rows_of(lines)
    return 2 * sum(len(row) > 1 for row in rows) > len(rows)


def _end(line: TextLine) -> float:
    """The right side of a line without punctuation that hangs out of its column."""
    return line.x1 - line.size if line.text[-1] in HANGING else line.x1


def holds(frame: Box, line: TextLine) -> bool:
    """True if a line is inside a frame."""
    x0, y0, x1, y1 = frame
    return x0 - OUTSIDE <= line.x0 and line.x1 <= x1 + OUTSIDE and y0 < line.middle_y < y1

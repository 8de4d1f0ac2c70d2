"""Text boxes: framed or shaded text that stands beside other text and is no part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import HANGING, Box, TextLine, around
from indexer.readers.pdf.tables.cells import rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A text box is narrower than this share of the text's width.
WIDEST = 0.75


def text_boxes(frames: Sequence[Box], lines: Sequence[TextLine]) -> list[Box]:
    """The frames that hold lines and have others beside them; none that holds another."""
    upright = [line for line in lines if line.turn == 0]
    if not frames or len(upright) < 2:
        return []
    x0, _, x1, _ = around([line.box for line in upright])
    found: list[Box] = []
    for frame in sorted(frames, key=lambda box: box.width * box.height):
        if frame.width > WIDEST * (x1 - x0) or any(frame.overlaps(box) for box in found):
            continue
        inside = [line for line in upright if holds(frame, line)]
        outside = [line for line in upright if not holds(frame, line)]
        beside = [x for x in outside if x.y0 < frame.y1 and x.y1 > frame.y0]
        crossed = any(x.x0 < frame.x1 - 1 and _end(x) > frame.x0 + 1 for x in beside)
        if inside and beside and not crossed and not _in_cells(inside):
            found.append(frame)
    return found


def _in_cells(lines: Sequence[TextLine]) -> bool:
    """Whether most rows of lines have several cells, as in the frame of a table."""
    rows = rows_of(lines)
    return 2 * sum(len(row) > 1 for row in rows) > len(rows)


def _end(line: TextLine) -> float:
    """Where a line ends without the punctuation that hangs out of its column."""
    return line.x1 - line.size if line.text[-1] in HANGING else line.x1


def holds(frame: Box, line: TextLine) -> bool:
    """Whether a line stands inside a frame."""
    x0, y0, x1, y1 = frame
    middle = line.middle_y
    return x0 - 2 <= line.x0 and line.x1 <= x1 + 2 and y0 < middle < y1

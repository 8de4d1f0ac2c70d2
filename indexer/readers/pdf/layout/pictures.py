"""Pictures that are drawn in strips: some programs cut an image that is not a rectangle into flat
pieces, each an image of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import around
from indexer.readers.pdf.source.tolerances import SAME_HEIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.source.geometry import Box

#: A strip of a picture is at most this many points high. Measured on an audit report whose charts
#: have rounded frames: their strips are 1 to 16 points high.
MAX_STRIP = 36.0


def joined_strips(pictures: Sequence[Box]) -> list[Box]:
    """The boxes of pictures from the top, each strip joined to the piece that it touches above or
    below."""
    found: list[Box] = []
    near: list[int] = []
    for box in sorted(pictures, key=lambda box: (box.y0, box.x0)):
        near = [at for at in near if found[at].y1 + SAME_HEIGHT >= box.y0]
        at = next((at for at in near if _is_one(found[at], box)), None)
        if at is None:
            near.append(len(found))
            found.append(box)
        else:
            found[at] = around([found[at], box])
    return found


def _is_one(above: Box, below: Box) -> bool:
    """True if one of two pictures that touch is a strip of the other."""
    return above.overlaps_across(below) and min(above.height, below.height) <= MAX_STRIP

"""Vertical separators of a page: text on their two sides belongs to two lines."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.source.geometry import Box, Glyph


class VerticalSeparators:
    """Vertical ruling lines, and the vertical sides of fills. False if empty."""

    def __init__(self, rules: Sequence[Box], fills: Sequence[Box]) -> None:
        segments = [(x0, y0, y1) for x0, y0, x1, y1 in rules if x1 - x0 < y1 - y0]
        for x0, y0, x1, y1 in fills:
            segments += [(x0, y0, y1), (x1, y0, y1)]
        self._segments = sorted(set(segments))
        self._positions = [segment[0] for segment in self._segments]

    def between(self, left: Glyph, right: Glyph, y: float) -> bool:
        """True if a separator crosses the height `y` between the middles of two glyphs."""
        start, limit = sorted(((left.x0 + left.x1) / 2, (right.x0 + right.x1) / 2))
        at = bisect_left(self._positions, start)
        while at < len(self._segments) and self._positions[at] <= limit:
            if self._segments[at][1] <= y <= self._segments[at][2]:
                return True
            at += 1
        return False

    def __bool__(self) -> bool:
        return bool(self._segments)

"""Numbers in circles that were drawn as a circle and a number on it: they are read as ① to ⑳.

Word processors compose them so. Read apart, the number in the circle stands before the number of
its cell, or behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.readers.pdf.lines.options import LINE_OPTIONS as OPTIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.source.geometry import Glyph

_CIRCLES = frozenset("○◯")
#: The character before ①, and the last number that has such a character.
_BEFORE_ONE, _LAST = ord("①") - 1, 20
_MOST_DIGITS = 2


def with_enclosed_numbers(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs in their order, each circle with the digits drawn into it right after it as one
    glyph in the place of the circle."""
    found: list[Glyph] = []
    at = 0
    while at < len(glyphs):
        glyph = glyphs[at]
        at += 1
        if glyph.text in _CIRCLES:
            digits = _digits_in(glyph, glyphs[at : at + _MOST_DIGITS])
            if digits and 0 < int(digits) <= _LAST:
                glyph = glyph._replace(text=chr(_BEFORE_ONE + int(digits)))
                at += len(digits)
        found.append(glyph)
    return found


def _digits_in(circle: Glyph, following: Sequence[Glyph]) -> str:
    """The digits at the front of the glyphs that follow a circle and are drawn into it."""
    digits = ""
    for glyph in following:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
        inside = circle.x0 < x < circle.x1 and circle.y0 < y < circle.y1
        small = glyph.size < OPTIONS.max_enclosed_size * circle.size
        if not (inside and small and glyph.text in "0123456789"):
            break
        digits += glyph.text
    return digits

"""Letter spacing: text whose characters are set apart by one distance, digits too.

Distributed text (9 , 8 7 6 件) has no spaces, however wide its gaps are. Digits alone may as well
be the cells of a table: only a stretch with several Han is known to be text. Where the gaps differ,
or a digit is as far from the next one as cells are, the spaces stay and no number is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.readers.pdf.lines.options import LINE_OPTIONS as OPTIONS
from indexer.readers.pdf.lines.runs import baseline, is_wide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.source.geometry import Glyph


def letter_spaced(glyphs: Sequence[Glyph]) -> set[int]:
    """The indexes of glyphs between which and the visible glyph before them there is letter spacing
    and no space."""
    found: set[int] = set()
    stretch: list[int] = []
    gap = 0.0
    last: Glyph | None = None
    for at, glyph in enumerate(glyphs):
        if glyph.text.isspace():
            continue
        # Most glyphs touch the one before them, or are nearer than letter spacing is wide.
        own = None
        if last is not None and (apart := glyph.x0 - last.x1) > 0:
            wide = apart > OPTIONS.min_word_gap * min(last.size, glyph.size)
            own = _gap(last, glyph) if wide else None
        last = glyph
        if own is None:
            if stretch:
                found |= _spaced(stretch, glyphs)
                stretch = []
            continue
        if not stretch or abs(own - gap) >= OPTIONS.even_gap * glyph.size:
            found |= _spaced(stretch, glyphs)
            stretch = []
            gap = own
        stretch.append(at)
    return found | _spaced(stretch, glyphs)


def _gap(last: Glyph, glyph: Glyph) -> float | None:
    """The gap in points between two glyphs of one line; None if there is none, or one as wide as
    that of two cells."""
    size = min(last.size, glyph.size)
    if abs(baseline(last) - baseline(glyph)) >= OPTIONS.run_baseline * size:
        return None
    gap = glyph.x0 - last.x1
    wide = OPTIONS.min_word_gap * size < gap <= OPTIONS.max_letter_gap * size
    return gap if wide and size > OPTIONS.min_run_size * max(last.size, glyph.size) else None


def _spaced(stretch: Sequence[int], glyphs: Sequence[Glyph]) -> set[int]:
    """The indexes of a stretch of glyphs behind even gaps, if it is text; else none."""
    wide = sum(is_wide(glyphs[at].text[0]) for at in stretch)
    return set(stretch) if wide >= OPTIONS.min_even_han else set()

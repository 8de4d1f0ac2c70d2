"""Text runs: glyphs that follow each other on one baseline, in the order of the content stream."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from indexer.readers.pdf.lines.options import LINE_OPTIONS as OPTIONS
from indexer.readers.pdf.source.geometry import ASCENT
from indexer.structure.characters import is_cjk

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from indexer.readers.pdf.lines.separators import VerticalSeparators
    from indexer.readers.pdf.source.geometry import Glyph

#: Depth of the em box below the baseline, in em.
DESCENT = 1 - ASCENT

#: True for a character as wide as its size; kept for the characters of a document.
is_wide = lru_cache(maxsize=4096)(is_cjk)


@dataclass(slots=True)
class TextRun:
    """Glyphs that follow each other on one baseline, at least one.

    `spaced[i]` is true if a space precedes glyph i. `order` counts the runs of a page in drawing
    order.
    """

    glyphs: list[Glyph]
    spaced: list[bool]
    order: int = 0

    @property
    def x0(self) -> float:
        return self.glyphs[0].x0

    @property
    def x1(self) -> float:
        return self.glyphs[-1].x1

    @property
    def size(self) -> float:
        return self.glyphs[0].size

    @property
    def base(self) -> float:
        return baseline(self.glyphs[0])


def baseline(glyph: Glyph) -> float:
    """The y of a glyph's baseline."""
    return glyph.y1 - DESCENT * glyph.size


def text_runs(
    glyphs: Sequence[Glyph],
    separators: VerticalSeparators,
    letter_spaced: AbstractSet[int] = frozenset(),
) -> list[TextRun]:
    """The runs of glyphs that are drawn from left to right, in drawing order. Spaces are left out.

    `letter_spaced` are the indexes of glyphs behind letter spacing, which parts no runs.
    """
    runs: list[TextRun] = []
    run: TextRun | None = None
    last: Glyph | None = None
    spaces = 0
    # Glyphs of one size and baseline with less than this many em between them continue a run
    # without a space: so most glyphs do, and little is called for them.
    near = min(OPTIONS.min_word_gap, OPTIONS.char_margin * OPTIONS.min_char_width)
    tight = OPTIONS.max_tight_gap if separators else near
    for at, glyph in enumerate(glyphs):
        text, x0, _, _, y1, size, _, _ = glyph
        if text.isspace():
            spaces += 1
            continue
        if run is not None and last is not None:
            plain = size == last.size and y1 == last.y1 and not spaces and at not in letter_spaced
            gap = x0 - last.x1
            if (
                plain
                and -OPTIONS.max_overlap * size < gap < near * size
                and (gap <= tight * size or not _is_ruled_off(last, glyph, separators))
            ):
                run.glyphs.append(glyph)
                run.spaced.append(False)
                last = glyph
                continue
            level = abs(baseline(glyph) - baseline(last)) < OPTIONS.run_baseline * min(
                size, last.size
            )
            even = at in letter_spaced and not _is_ruled_off(last, glyph, separators)
            if level and (even or _continues(last, glyph, spaces, separators)):
                run.glyphs.append(glyph)
                run.spaced.append(not even and (spaces > 0 or is_latin_space(last, glyph)))
                last, spaces = glyph, 0
                continue
        run = TextRun([glyph], [spaces > 0], len(runs))
        runs.append(run)
        last, spaces = glyph, 0
    return runs


def _continues(last: Glyph, glyph: Glyph, spaces: int, separators: VerticalSeparators) -> bool:
    """True if a glyph continues the run of the last glyph on its baseline, with this number of
    drawn spaces between them."""
    size = min(glyph.size, last.size)
    gap = glyph.x0 - last.x1
    floor = size if spaces else OPTIONS.min_char_width * size
    width = max(glyph.x1 - glyph.x0, last.x1 - last.x0, floor)
    if spaces == 1 and _is_word_space(last.text, glyph.text):
        width = max(width, OPTIONS.max_stretched_space * size)
    if not -OPTIONS.max_overlap * size < gap < OPTIONS.char_margin * width:
        return False
    if size <= OPTIONS.min_run_size * max(glyph.size, last.size):
        return False
    return gap <= OPTIONS.max_tight_gap * size or not _is_ruled_off(last, glyph, separators)


def _is_ruled_off(last: Glyph, glyph: Glyph, separators: VerticalSeparators) -> bool:
    """True if a vertical separator is between two glyphs."""
    y = glyph.y1 - min(glyph.size, last.size) / 2
    return bool(separators) and separators.between(last, glyph, y)


def _is_word_space(left: str, right: str) -> bool:
    """True if a space between two characters may separate words, and may thus be stretched. False
    between two figures: these may be cells of a table."""
    return left.isascii() and right.isascii() and (left.isalpha() or right.isalpha())


def is_latin_space(left: Glyph, right: Glyph) -> bool:
    """True if the gap between two glyphs is a space that was not drawn. Han characters have
    none."""
    if right.x0 - left.x1 <= OPTIONS.min_word_gap * min(left.size, right.size):
        return False
    return not is_wide(left.text[-1]) and not is_wide(right.text[0])

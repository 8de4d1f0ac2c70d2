"""From drawn characters of one direction to chains: all that stands on one line, in its order.

Characters that follow each other on one baseline make a run, and runs on one baseline with no
wide gap between them make a chain. Pages are drawn in any order, so a run may also belong into
a hole of another one: digits are often drawn after the Han characters around them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import ASCENT, Box, Glyph
from indexer.structure.characters import is_cjk

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A gap of this many character widths parts two lines (pdfminer's char_margin; 1.0 kept
#: columns of tables apart and justified Chinese together on the samples of tests/readers).
CHAR_MARGIN = 1.0
#: One space between words is stretched in narrow justified columns to at most this many em.
STRETCHED = 2.2
#: A gap of this many em between Latin letters is a space that was not drawn. Words set by TeX
#: stand 0.22 em apart or more, letters in justified words at most 0.12.
WORD_GAP = 0.17
#: Smaller than this share of its line's size, and raised: a footnote mark or an exponent.
MARK_SIZE = 0.8
#: A mark stands within this many of its own em of the text that it belongs to.
MARK_GAP = 0.6
#: A character drawn again to look bold stands within this many em of its first place, and
#: within this share of its width: 11 in the narrowest type stands 0.2 em apart, and a font may
#: claim widths that its digits do not have. A line drawn again for its shadow may be further.
TWICE, TWICE_WIDTH, SHADOW = 0.1, 0.35, 0.3
#: A run goes back over the one before it by at most this many em (kerning, slanted type).
BACK = 0.6

#: Characters less than this many em apart were set as one text, though a stroke runs through it.
TIGHT = 0.03

DESCENT = 1 - ASCENT

is_wide = lru_cache(maxsize=4096)(is_cjk)


@dataclass(slots=True)
class Run:
    """Characters that follow each other on one baseline. `spaced[i]`: a space before i. `order`
    counts the runs of a page as they were drawn."""

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
        return _base(self.glyphs[0])


@dataclass(slots=True)
class Chain:
    """Runs of one line from the left; `size` and `base` are those of its largest. `spaced[i]`
    says that a space stands before run i."""

    runs: list[Run]
    size: float
    base: float
    x1: float
    spaced: list[bool] = field(default_factory=lambda: [False])


class Walls:
    """Upright strokes and edges of fills: text on their two sides is not one line."""

    def __init__(self, rules: Sequence[Box], fills: Sequence[Box]) -> None:
        uprights = [(x0, y0, y1) for x0, y0, x1, y1 in rules if x1 - x0 < y1 - y0]
        for x0, y0, x1, y1 in fills:
            uprights += [(x0, y0, y1), (x1, y0, y1)]
        self._walls = sorted(set(uprights))
        self._at = [wall[0] for wall in self._walls]

    def between(self, left: Glyph, right: Glyph, y: float) -> bool:
        """Whether a wall stands between the middles of two characters at height `y`."""
        start, limit = sorted((_middle(left), _middle(right)))
        at = bisect_left(self._at, start)
        while at < len(self._walls) and self._at[at] <= limit:
            if self._walls[at][1] <= y <= self._walls[at][2]:
                return True
            at += 1
        return False

    def __bool__(self) -> bool:
        return bool(self._walls)


def chains_of(glyphs: Sequence[Glyph], walls: Walls) -> list[Chain]:
    """The chains of characters that run to the right, in the order of their left ends."""
    return _chains(_runs(glyphs, walls), walls)


def _base(glyph: Glyph) -> float:
    return glyph.y1 - DESCENT * glyph.size


def _middle(glyph: Glyph) -> float:
    return (glyph.x0 + glyph.x1) / 2


def _runs(glyphs: Sequence[Glyph], walls: Walls) -> list[Run]:
    runs: list[Run] = []
    run: Run | None = None
    last: Glyph | None = None
    space = 0
    for glyph in glyphs:
        if glyph.text.isspace():
            space += 1
            continue
        if run is not None and last is not None:
            size = min(glyph.size, last.size)
            gap = glyph.x0 - last.x1
            level = abs(_base(glyph) - _base(last)) < 0.15 * size
            if level and glyph.text == last.text and _same_place(glyph, last):
                continue
            width = max(glyph.x1 - glyph.x0, last.x1 - last.x0, size if space else 0.5 * size)
            if space == 1 and _in_words(last.text, glyph.text):
                width = max(width, STRETCHED * size)
            if (
                level
                and -BACK * size < gap < CHAR_MARGIN * width
                and size > 0.75 * max(glyph.size, last.size)
                and not (
                    walls and gap > TIGHT * size and walls.between(last, glyph, glyph.y1 - size / 2)
                )
            ):
                run.glyphs.append(glyph)
                run.spaced.append(space > 0 or _latin_gap(last, glyph))
                last, space = glyph, 0
                continue
        run = Run([glyph], [space > 0], len(runs))
        runs.append(run)
        last, space = glyph, 0
    return runs


def _in_words(left: str, right: str) -> bool:
    """Whether a space between two characters may be one between words, stretched to fill a
    line: in a table figures stand beside each other."""
    return left.isascii() and right.isascii() and (left.isalpha() or right.isalpha())


def _same_place(one: Glyph, other: Glyph) -> bool:
    """Whether a character was drawn twice to look bold. What merely overlaps is another one."""
    limit = min(TWICE * one.size, TWICE_WIDTH * (one.x1 - one.x0))
    return abs(one.x0 - other.x0) < limit and abs(_base(one) - _base(other)) < TWICE * one.size


def _latin_gap(left: Glyph, right: Glyph) -> bool:
    if right.x0 - left.x1 <= WORD_GAP * min(left.size, right.size):
        return False
    return not is_wide(left.text[-1]) and not is_wide(right.text[0])


#: Height of the bands in which chains are looked up (points).
_BAND = 8.0
#: Chains that one band keeps open; text drawn over itself again and again has more.
_OPEN = 24


def _chains(runs: list[Run], walls: Walls) -> list[Chain]:
    """Runs on one baseline with no wide gap between them, from left to right."""
    chains: list[Chain] = []
    bands: dict[int, list[Chain]] = defaultdict(list)
    for run in sorted(runs, key=lambda run: (run.x0, run.base)):
        size, base = run.size, run.base
        near = [
            chain
            for band in range(int((base - size) // _BAND), int((base + size) // _BAND) + 1)
            for chain in bands.get(band, ())
            if _on_line(run, chain)
        ]
        if any(_repeats(run, chain.runs[-1]) or _woven(run, chain) for chain in near):
            continue
        best = _nearest(run, near)
        if best is not None and walls:
            last = best.runs[-1].glyphs[-1]
            if walls.between(last, run.glyphs[0], base - (ASCENT - 0.5) * size):
                best = None
        if best is None:
            best = Chain([run], size, base, run.x1)
            chains.append(best)
            _open(best, bands[int(base // _BAND)])
            continue
        last = best.runs[-1].glyphs[-1]
        best.spaced.append(run.spaced[0] or _latin_gap(last, run.glyphs[0]))
        best.runs.append(run)
        best.x1 = max(best.x1, run.x1)
        if size > best.size * 1.05:
            old, new = bands[int(best.base // _BAND)], bands[int(base // _BAND)]
            best.size, best.base = size, base
            if old is not new:
                if best in old:
                    old.remove(best)
                new.append(best)
    return chains


def _open(chain: Chain, band: list[Chain]) -> None:
    """Add a chain to those of its band that may go on."""
    band.append(chain)
    if len(band) > _OPEN:
        band.sort(key=lambda chain: chain.x1)
        del band[0]


def _nearest(run: Run, near: Sequence[Chain]) -> Chain | None:
    """The chain whose end stands nearest to a run's beginning, if one is near enough."""
    best: tuple[float, Chain] | None = None
    for chain in near:
        gap = run.x0 - chain.x1
        limit = CHAR_MARGIN * _width(run, chain)
        fits = -BACK * min(run.size, chain.size) < gap < limit
        if fits and (best is None or abs(gap) < abs(best[0])):
            best = (gap, chain)
    return best[1] if best else None


def _on_line(run: Run, chain: Chain) -> bool:
    """Whether a run stands on a chain's baseline, or is small and within its line's height."""
    small, large = sorted((run.size, chain.size))
    apart = chain.base - run.base if run.size <= chain.size else run.base - chain.base
    if small <= MARK_SIZE * large:
        return -0.3 * large < apart < 0.9 * large
    return abs(apart) < 0.35 * small


def _width(run: Run, chain: Chain) -> float:
    """The width that a gap between a chain and a run is measured by."""
    last, first = chain.runs[-1].glyphs[-1], run.glyphs[0]
    size = min(run.size, chain.size)
    if size <= MARK_SIZE * max(run.size, chain.size):
        return MARK_GAP * size  # a mark stands close; a heading beside a column does not
    floor = size if run.spaced[0] else 0.5 * size
    widest = max(last.x1 - last.x0, first.x1 - first.x0, floor)
    # A heading beside a column of smaller type is no part of its lines.
    return widest if run.size == chain.size else min(widest, size)


def _repeats(run: Run, other: Run) -> bool:
    """Whether a run was drawn twice to look bold or shadowed. Two runs that only overlap may be
    two digits: a shadow must lie on most of what it repeats."""
    if len(run.glyphs) != len(other.glyphs) or run.glyphs[0].text != other.glyphs[0].text:
        return False
    if len(run.glyphs) == 1:
        return _same_place(run.glyphs[0], other.glyphs[0])
    reach = min(SHADOW * run.size, 0.5 * (other.glyphs[-1].x0 - other.x0))
    return (
        abs(run.x0 - other.x0) < reach
        and abs(run.base - other.base) < SHADOW * run.size
        and all(a.text == b.text for a, b in zip(run.glyphs, other.glyphs, strict=True))
    )


#: A character fits into a hole that is narrower than it by at most this many em.
SQUEEZED = 0.12


def _woven(run: Run, chain: Chain) -> bool:
    """Put a run into the holes of a chain's line where all of its characters fit there; whether
    it was."""
    if run.x0 >= chain.x1 - BACK * run.size:
        return False
    at = bisect_right(chain.runs, run.x0, key=lambda other: other.x0) - 1
    if at < 0 or abs(_base(chain.runs[at].glyphs[0]) - run.base) > 0.15 * run.size:
        return False
    host = chain.runs[at]
    if not 0.75 * host.size < run.size < 1.34 * host.size:
        return False
    following = chain.runs[at + 1].x0 if at + 1 < len(chain.runs) else float("inf")
    slack = SQUEEZED * run.size
    place = bisect_right(host.glyphs, run.x0, key=lambda glyph: glyph.x0)
    if place < len(host.glyphs) and run.glyphs[0].x1 > host.glyphs[place].x0 + slack:
        return False  # the usual case of text drawn over other text, told at once
    both = sorted(
        [(glyph, spaced, True) for glyph, spaced in zip(host.glyphs, host.spaced, strict=True)]
        + [(glyph, spaced, False) for glyph, spaced in zip(run.glyphs, run.spaced, strict=True)],
        key=lambda item: item[0].x0,
    )
    if both[-1][0].x1 > following + slack:
        return False
    glyphs = [glyph for glyph, _, _ in both]
    spaced = [both[0][1]]
    for (left, _, was), (right, space, now) in pairwise(both):
        if was != now and left.x1 > right.x0 + slack:
            return False
        # A space that was drawn where the other run has its characters is none.
        spaced.append(space if was == now else _latin_gap(left, right))
    chain.runs[at] = Run(glyphs, spaced, host.order)
    chain.x1 = max(chain.x1, glyphs[-1].x1)
    return True

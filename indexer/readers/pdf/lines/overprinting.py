"""Text drawn several times, slightly moved, to look bold or shadowed: it is read once.

Two digits that overlap are not one drawn twice: a number must not lose a digit. A single glyph is a
copy only if it lies almost on the other one. Glyphs that follow each other are a copy farther away
too, if all of them are moved by one distance and lie on most of the text that they repeat.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.readers.pdf.lines.options import LINE_OPTIONS as OPTIONS
from indexer.readers.pdf.lines.runs import is_wide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.source.geometry import Glyph

#: The text of glyphs, their orientation, and their size in steps.
_Key = tuple[str, int, int]
#: The indexes of such glyphs by the square of about one em in which they are.
_Places = dict[tuple[int, int], list[int]]


@dataclass(frozen=True, slots=True)
class _Shift:
    """Points from glyph `original` of the kept ones to glyph `copy`, which may be its copy."""

    original: int
    copy: int
    dx: float
    dy: float


#: Shifts of glyphs that follow each other, each the same.
_Run = list[_Shift]


def without_copies(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs of a page in their order, those drawn again left out. A glyph may be drawn again
    at once or after others."""
    kept: list[Glyph] = []
    shifts: list[_Shift] = []
    alike: dict[_Key, _Places] = {}
    sizes: dict[float, tuple[int, float, float]] = {}
    for glyph in glyphs:
        # This is done for each glyph of a page, so that it calls nothing before it must.
        text, x, y, _, _, size, _, orientation = glyph
        measures = sizes.get(size)
        if measures is None:
            measures = sizes[size] = _measures(size)
        steps, em, reach = measures
        key = (text, orientation, steps)
        places = alike.get(key)
        if places is None:
            places = alike[key] = {}
        else:
            near = _near(places, x, y, em, reach)
            if near:
                if any(_is_copy(glyph, kept[at]) for at in near):
                    continue
                shifts += _shadow_shifts(glyph, near, kept)
        places.setdefault((int(x // em), int(y // em)), []).append(len(kept))
        kept.append(glyph)
    runs = [run for run in _runs(shifts, kept) if _repeats(run, kept)]
    shadows = {shift.copy for run in runs for shift in run}
    return [glyph for at, glyph in enumerate(kept) if at not in shadows] if shadows else kept


def _measures(size: float) -> tuple[int, float, float]:
    """Of a size: its steps, the side of a square in points, and how far a shadow may be from its
    text in points."""
    steps = int(size * OPTIONS.steps_of_size) + 1
    return steps, steps / OPTIONS.steps_of_size, OPTIONS.max_shadow_shift * size


def _near(places: _Places, x: float, y: float, em: float, reach: float) -> Sequence[int]:
    """The indexes in all squares with points that are `reach` from (x, y) or nearer."""
    left, right = int((x - reach) // em), int((x + reach) // em)
    top, bottom = int((y - reach) // em), int((y + reach) // em)
    if left == right and top == bottom:
        return places.get((left, top), ())
    return [
        at
        for across in range(left, right + 1)
        for down in range(top, bottom + 1)
        for at in places.get((across, down), ())
    ]


def _shadow_shifts(glyph: Glyph, near: Sequence[int], kept: Sequence[Glyph]) -> list[_Shift]:
    """The shifts of the next glyph that is kept from those near it of which it may be a shadow."""
    shifts = [_Shift(at, len(kept), glyph.x0 - kept[at].x0, glyph.y0 - kept[at].y0) for at in near]
    return [shift for shift in shifts if _is_shadow(shift, glyph)]


def _is_copy(glyph: Glyph, other: Glyph) -> bool:
    """True if a glyph lies almost on another one with its text."""
    limit = OPTIONS.max_double_shift * glyph.size
    across, along = limit, limit
    if glyph.orientation % 2:
        along = min(limit, OPTIONS.max_double_width * (glyph.y1 - glyph.y0))
    else:
        across = min(limit, OPTIONS.max_double_width * (glyph.x1 - glyph.x0))
    return abs(glyph.x0 - other.x0) < across and abs(glyph.y0 - other.y0) < along


def _is_shadow(shift: _Shift, glyph: Glyph) -> bool:
    """True if a glyph is so near to another one that both may be of one text and its shadow."""
    limit = OPTIONS.max_shadow_shift * glyph.size
    return abs(shift.dx) < limit and abs(shift.dy) < limit


def _runs(shifts: Sequence[_Shift], kept: Sequence[Glyph]) -> list[_Run]:
    """The shifts of glyphs that may be copies, in runs moved by one distance."""
    runs: list[_Run] = []
    open_runs: dict[int, list[_Run]] = defaultdict(list)
    for shift in shifts:
        tolerance = OPTIONS.same_shift * kept[shift.copy].size
        before = open_runs.get(shift.copy - 1, ())
        run = next((run for run in before if _continues(run[-1], shift, tolerance)), None)
        if run is None:
            run = []
            runs.append(run)
        run.append(shift)
        open_runs[shift.copy].append(run)
    return runs


def _continues(before: _Shift, shift: _Shift, tolerance: float) -> bool:
    """True if a shift is that of the next glyph of the same text, and the same."""
    return (
        shift.original == before.original + 1
        and abs(shift.dx - before.dx) < tolerance
        and abs(shift.dy - before.dy) < tolerance
    )


def _may_be_other_digits(run: _Run, kept: Sequence[Glyph]) -> bool:
    """True if a run may be digits of a number that was drawn in another order: it goes back and
    forth, or is moved far and is one digit again and again, or two digits that do not touch."""
    pieces = [kept[shift.original] for shift in run]
    if not all(glyph.text.isdecimal() for glyph in pieces):
        return False
    places = [_along(glyph) for glyph in pieces]
    if not all(after[0] > before[0] for before, after in pairwise(places)):
        return True
    size = pieces[0].size
    if max(abs(run[0].dx), abs(run[0].dy)) < OPTIONS.max_digit_shift * size:
        return False
    apart = abs(places[1][0] - places[0][1]) > OPTIONS.same_shift * size
    return len({glyph.text for glyph in pieces}) == 1 or (len(run) == 2 and apart)


def _along(glyph: Glyph) -> tuple[float, float]:
    """Where a glyph begins and ends along its line, in points in the direction of the text."""
    start, end = (glyph.y0, glyph.y1) if glyph.orientation % 2 else (glyph.x0, glyph.x1)
    return (-end, -start) if glyph.orientation in (2, 3) else (start, end)


def _repeats(run: _Run, kept: Sequence[Glyph]) -> bool:
    """True if a run repeats the text that it is moved from: it lies on most of it."""
    shift = run[0]
    first, last = kept[shift.copy], kept[run[-1].copy]
    if len(run) == 1:
        near_x = OPTIONS.max_double_width * (first.x1 - first.x0)
        near_y = OPTIONS.max_double_width * (first.y1 - first.y0)
        return is_wide(first.text[0]) and abs(shift.dx) < near_x and abs(shift.dy) < near_y
    if run[-1].original >= shift.copy:
        return False
    if _may_be_other_digits(run, kept):
        return False
    moved, length = abs(shift.dx), abs(last.x0 - first.x0)
    if length < abs(last.y0 - first.y0):
        moved, length = abs(shift.dy), abs(last.y0 - first.y0)
    return moved < OPTIONS.max_shadow_width * length

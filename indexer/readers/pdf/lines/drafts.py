"""Text line assembly: from glyphs of one orientation to the runs of each line, left to right.

Runs on one baseline without a wide gap between them make a line. Pages are drawn in any order, so
that a run may also fill gaps inside another one: digits are often drawn after the Han characters
around them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.readers.pdf.lines.letter_spacing import letter_spaced
from indexer.readers.pdf.lines.options import LINE_OPTIONS as OPTIONS
from indexer.readers.pdf.lines.runs import TextRun, is_latin_space, text_runs
from indexer.readers.pdf.source.tolerances import EM_BOX_MIDDLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.lines.separators import VerticalSeparators
    from indexer.readers.pdf.source.geometry import Glyph

#: Height in points of the bands by which drafts are looked up. It changes the speed only.
_BAND = 8.0
#: Drafts that one band keeps open at most; only text drawn over itself again and again has more.
_MAX_OPEN = 24


@dataclass(slots=True)
class TextLineDraft:
    """The runs of one line from left to right. `size` and `base` are those of its largest run;
    `spaced[i]` is true if a space precedes run i."""

    runs: list[TextRun]
    size: float
    base: float
    x1: float
    spaced: list[bool] = field(default_factory=lambda: [False])


def draft_lines(glyphs: Sequence[Glyph], separators: VerticalSeparators) -> list[TextLineDraft]:
    """The lines of glyphs that run to the right, in the order of their left ends."""
    drafts: list[TextLineDraft] = []
    bands: dict[int, list[TextLineDraft]] = defaultdict(list)
    runs = text_runs(glyphs, separators, letter_spaced(glyphs))
    for run in sorted(runs, key=lambda run: (run.x0, run.base)):
        size, base = run.size, run.base
        near = [
            draft
            for band in range(int((base - size) // _BAND), int((base + size) // _BAND) + 1)
            for draft in bands.get(band, ())
            if _is_on_line(run, draft)
        ]
        if any(_weave(run, draft) for draft in near):
            continue
        best = _nearest(run, near)
        if best is not None and separators:
            last = best.runs[-1].glyphs[-1]
            if separators.between(last, run.glyphs[0], base - EM_BOX_MIDDLE * size):
                best = None
        if best is None:
            best = TextLineDraft([run], size, base, run.x1)
            drafts.append(best)
            _open(best, bands[int(base // _BAND)])
        else:
            _append(run, best, bands)
    return drafts


def _append(run: TextRun, draft: TextLineDraft, bands: dict[int, list[TextLineDraft]]) -> None:
    """Append a run to a draft, which moves to another band if its baseline becomes the run's."""
    draft.spaced.append(_is_spaced(draft.runs[-1], run))
    draft.runs.append(run)
    draft.x1 = max(draft.x1, run.x1)
    if run.size > draft.size * OPTIONS.larger:
        old, new = bands[int(draft.base // _BAND)], bands[int(run.base // _BAND)]
        draft.size, draft.base = run.size, run.base
        if old is not new:
            if draft in old:
                old.remove(draft)
            new.append(draft)


def _is_spaced(before: TextRun, run: TextRun) -> bool:
    """True if a space is between two runs of a line. A space that was drawn before a run is none
    where text that was drawn at another time leaves no room for it: it belongs to another line,
    or that text fills it."""
    last, first = before.glyphs[-1], run.glyphs[0]
    filled = run.order != before.order + 1 and first.x0 - last.x1 < OPTIONS.min_filled_gap * min(
        last.size, first.size
    )
    return (run.spaced[0] and not filled) or is_latin_space(last, first)


def _open(draft: TextLineDraft, band: list[TextLineDraft]) -> None:
    """Add a draft to the open ones of a band, and close the leftmost one of too many."""
    band.append(draft)
    if len(band) > _MAX_OPEN:
        band.sort(key=lambda draft: draft.x1)
        del band[0]


def _nearest(run: TextRun, near: Sequence[TextLineDraft]) -> TextLineDraft | None:
    """The draft whose end is nearest to a run's beginning; None if none is near enough."""
    best: tuple[float, TextLineDraft] | None = None
    for draft in near:
        gap = run.x0 - draft.x1
        limit = OPTIONS.char_margin * _char_width(run, draft)
        fits = -OPTIONS.max_overlap * min(run.size, draft.size) < gap < limit
        if fits and (best is None or abs(gap) < abs(best[0])):
            best = (gap, draft)
    return best[1] if best else None


def _is_on_line(run: TextRun, draft: TextLineDraft) -> bool:
    """True if a run is on a draft's baseline, or is a mark within the height of its line; or
    if the draft is such a mark beside the run."""
    small, large = sorted((run.size, draft.size))
    rise = draft.base - run.base if run.size <= draft.size else run.base - draft.base
    if small <= OPTIONS.max_mark_size * large:
        return -OPTIONS.max_mark_drop * large < rise < OPTIONS.max_mark_rise * large
    return abs(rise) < OPTIONS.line_baseline * small


def _char_width(run: TextRun, draft: TextLineDraft) -> float:
    """The character width by which a gap between a draft and a run is measured, in points."""
    last, first = draft.runs[-1].glyphs[-1], run.glyphs[0]
    size = min(run.size, draft.size)
    if size <= OPTIONS.max_mark_size * max(run.size, draft.size):
        return OPTIONS.max_mark_gap * size  # a mark is close; a heading beside a column is not
    floor = size if run.spaced[0] else OPTIONS.min_char_width * size
    widest = max(last.x1 - last.x0, first.x1 - first.x0, floor)
    # A heading beside a column of smaller type does not belong to its lines.
    return widest if run.size == draft.size else min(widest, size)


def _weave(run: TextRun, draft: TextLineDraft) -> bool:
    """Put a run into gaps of one of a draft's runs if all of its glyphs fit there. True if they
    did."""
    if run.x0 >= draft.x1 - OPTIONS.max_overlap * run.size:
        return False
    at = bisect_right(draft.runs, run.x0, key=lambda other: other.x0) - 1
    if at < 0 or not _is_alike(run, draft.runs[at]):
        return False
    host = draft.runs[at]
    following = draft.runs[at + 1].x0 if at + 1 < len(draft.runs) else float("inf")
    slack = OPTIONS.max_squeeze * run.size
    place = bisect_right(host.glyphs, run.x0, key=lambda glyph: glyph.x0)
    if place < len(host.glyphs) and run.glyphs[0].x1 > host.glyphs[place].x0 + slack:
        return False  # the usual case of text drawn over other text, found without sorting
    woven = _woven(run, host, slack)
    if woven is None or woven.x1 > following + slack:
        return False
    draft.runs[at] = woven
    draft.x1 = max(draft.x1, woven.x1)
    return True


def _is_alike(run: TextRun, host: TextRun) -> bool:
    """True if two runs have one baseline, and sizes that one run may have."""
    small, large = sorted((run.size, host.size))
    level = abs(host.base - run.base) <= OPTIONS.run_baseline * run.size
    return level and small > OPTIONS.min_run_size * large


def _woven(run: TextRun, host: TextRun, slack: float) -> TextRun | None:
    """The glyphs of two runs as one, sorted by their left sides; None if glyphs of the one and of
    the other overlap by more than `slack` points."""
    both = sorted(
        [(glyph, spaced, True) for glyph, spaced in zip(host.glyphs, host.spaced, strict=True)]
        + [(glyph, spaced, False) for glyph, spaced in zip(run.glyphs, run.spaced, strict=True)],
        key=lambda item: item[0].x0,
    )
    spaced = [both[0][1]]
    for (left, _, from_host), (right, space, also_from_host) in pairwise(both):
        if from_host != also_from_host and left.x1 > right.x0 + slack:
            return None
        # A space drawn where the other run has its glyphs is a gap left for them.
        same = from_host == also_from_host
        spaced.append(space if same else is_latin_space(left, right))
    return TextRun([glyph for glyph, _, _ in both], spaced, host.order)

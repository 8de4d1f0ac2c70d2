"""Builds a text line from a draft: its text with spaces, its raised characters, its type."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from indexer.readers.pdf.lines.options import LINE_OPTIONS as OPTIONS
from indexer.readers.pdf.lines.runs import is_wide
from indexer.readers.pdf.source.geometry import HANGING, Gap, Glyph, TextLine, around

if TYPE_CHECKING:
    from indexer.readers.pdf.lines.drafts import TextLineDraft
    from indexer.readers.pdf.lines.runs import TextRun

_BOLD = "|b"


def build_text_line(draft: TextLineDraft) -> TextLine | None:
    """The text line of a draft; None if it has no visible character."""
    builder = LineBuilder(draft)
    for run, spaced in zip(draft.runs, draft.spaced, strict=True):
        builder.add(run, spaced)
    return builder.build()


class LineBuilder:
    """Takes the runs of a draft from left to right, and builds their line."""

    def __init__(self, draft: TextLineDraft) -> None:
        self._draft = draft
        self._size = dominant_size(draft)
        self._base = dominant_baseline(draft, self._size)
        self._text: list[str] = []
        self._starts: list[float] = []
        self._boxes: list[tuple[float, float, float, float]] = []
        self._raised_ranges: list[tuple[int, int]] = []
        self._seams: list[tuple[int, float, float]] = []
        self._gaps: list[Gap] = []
        self._label = 0
        self._last: Glyph | None = None
        # Gaps up to so many points are not noted, but at the beginning of a run.
        self._least_gap = min(OPTIONS.min_cell_gap, OPTIONS.min_label_gap) * self._size

    def add(self, run: TextRun, spaced: bool) -> None:
        """Append a run, after a space if `spaced`. Control characters are left out. This is done
        for each glyph of a page, so that it calls little."""
        raised = (
            run.size <= OPTIONS.max_mark_size * self._size
            and self._base - run.base > OPTIONS.min_mark_rise * self._size
        )
        text, starts, boxes = self._text, self._starts, self._boxes
        last = self._last
        start = -1
        first, space = True, spaced
        for at, glyph in enumerate(run.glyphs):
            if at:
                first, space = False, run.spaced[at]
            shown, x0, y0, x1, y1, _, _, _ = glyph
            if shown < " " or shown == "\x7f":
                continue
            if space and text and not raised:
                text.append(" ")
                starts.append(x0)
            if last is not None and (first or x0 - last.x1 > self._least_gap):
                self._note_gap(last, glyph, None if raised else run, first)
            last = glyph
            if start < 0:
                start = len(starts)
            text.append(shown)
            starts.extend([x0] * len(shown))
            boxes.append((x0, y0, x1, y1))
        self._last = last
        if raised and start >= 0:
            self._raised_ranges.append((start, len(starts)))

    def _note_gap(self, last: Glyph, glyph: Glyph, run: TextRun | None, first: bool) -> None:
        """Record a seam, a gap or the end of a label between two glyphs. `run` is that of `glyph`,
        None if it is raised; `first` is true if `glyph` is its first one."""
        offset = len(self._starts)
        gap = glyph.x0 - last.x1
        if run is not None:
            if first and _is_seam(last, glyph):
                self._seams.append((offset, last.x1, glyph.x0))
            if gap > OPTIONS.min_cell_gap * self._size:
                self._gaps.append(Gap(offset, last.x1, glyph.x0, run.order))
        apart = gap > OPTIONS.min_label_gap * self._size
        if apart and not self._label and offset <= OPTIONS.max_label:
            self._label = len("".join(self._text).rstrip())

    def build(self) -> TextLine | None:
        """The line of all glyphs; None if there are no visible ones."""
        if not self._text:
            return None
        runs = self._draft.runs
        x0, y0, x1, y1 = around(self._boxes)
        family, bold = dominant_font(self._draft)
        all_raised = self._raised_ranges == [(0, len(self._starts))]
        return TextLine(
            text="".join(self._text),
            x0=x0,
            y0=y0,
            x1=x1,
            y1=y1,
            base=self._base,
            size=self._size,
            font=family,
            bold=bold,
            starts=self._starts,
            label=self._label,
            edges=(_is_bold(runs[0].glyphs[0]), _is_bold(runs[-1].glyphs[-1])),
            edge_sizes=(round(runs[0].size, 1), round(runs[-1].glyphs[-1].size, 1)),
            raised=() if all_raised else tuple(self._raised_ranges),
            seams=tuple(self._seams),
            order=runs[0].order,
            gaps=tuple(self._gaps) if len(self._gaps) <= OPTIONS.max_cell_gaps else (),
        )


def dominant_size(draft: TextLineDraft) -> float:
    """The size of most glyphs, in points rounded to tenths; the larger one of two."""
    exact = {glyph.size for run in draft.runs for glyph in run.glyphs}
    if len(exact) == 1:
        return round(exact.pop(), 1)
    sizes = Counter(round(glyph.size, 1) for run in draft.runs for glyph in run.glyphs)
    return max(sizes, key=lambda size: (sizes[size], size))


def dominant_baseline(draft: TextLineDraft, size: float) -> float:
    """The baseline of most glyphs in a size, in points rounded to tenths."""
    if len(draft.runs) == 1:
        return round(draft.runs[0].base, 1)
    nearest = min(abs(run.size - size) for run in draft.runs)
    bases: Counter[float] = Counter()
    for run in draft.runs:
        if abs(run.size - size) <= nearest + OPTIONS.same_size:
            bases[round(run.base, 1)] += len(run.glyphs)
    return bases.most_common(1)[0][0]


def dominant_font(draft: TextLineDraft) -> tuple[str, bool]:
    """The family of the font with most text, and true if most text is bold. A wide character
    counts as two."""
    names = {glyph.font for run in draft.runs for glyph in run.glyphs}
    if len(names) == 1:
        name = names.pop()
        return name.removesuffix(_BOLD), name.endswith(_BOLD)
    fonts: Counter[str] = Counter()
    for run in draft.runs:
        for glyph in run.glyphs:
            fonts[glyph.font] += 2 if is_wide(glyph.text[0]) else 1
    bold = sum(count for font, count in fonts.items() if font.endswith(_BOLD))
    family = fonts.most_common(1)[0][0].removesuffix(_BOLD)
    return family, 2 * bold > fonts.total()


def _is_seam(left: Glyph, right: Glyph) -> bool:
    """True if two runs may have been joined across a gutter: there is a gap between them, or
    punctuation that hangs out of the left column."""
    return right.x0 - left.x1 > OPTIONS.min_seam * left.size or left.text in HANGING


def _is_bold(glyph: Glyph) -> bool:
    return glyph.font.endswith(_BOLD)

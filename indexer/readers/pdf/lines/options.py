"""Thresholds for assembling glyphs into text lines.

An em is the size of the smaller one of two neighbours unless another is named. Where no source is
given, a value was set by hand on the sample reports. All are measured together by
`python -m judian.evals typeset --reports 40 --seed 99` (characters read right) and
`python -m judian.evals reading DIR` on a folder of PDF reports.
"""

from __future__ import annotations

from dataclasses import dataclass

from indexer.readers.pdf.source.tolerances import MAX_MARK_SIZE, MIN_CELL_GAP


@dataclass(frozen=True, slots=True)
class LineOptions:
    """Distances and sizes of glyphs and runs that are on one line."""

    #: A gap of this many character widths separates two lines (pdfminer's `char_margin`). On the
    #: samples of tests/indexer/readers/pdf, 1.0 kept the columns of tables apart and justified
    #: Chinese together.
    char_margin: float = 1.0
    #: The width of a character is taken as this many em at least, where no space was drawn.
    min_char_width: float = 0.5
    #: In justified narrow columns, one space between words is stretched to at most this many em.
    max_stretched_space: float = 2.2
    #: A gap of this many em between Latin letters is a space that was not drawn. Words set by
    #: TeX are 0.22 em apart or more, letters of justified words at most 0.12.
    min_word_gap: float = 0.17
    #: A drawn space has at least this many em of room beside text drawn at another time.
    min_filled_gap: float = 0.1
    #: A number in a circle is smaller than this share of the circle's size.
    max_enclosed_size: float = 0.9
    #: Letter spacing: gaps up to this wide that differ by less than this, in em, and behind gaps in
    #: a row this many Han at least. Columns of a table are farther apart.
    max_letter_gap: float = 0.8
    even_gap: float = 0.05
    min_even_han: int = 2
    #: A run may begin this many em before the end of the run on its left (kerning, slanted type).
    max_overlap: float = 0.6
    #: Glyphs less than this many em apart are one text, even if a ruling line crosses it.
    max_tight_gap: float = 0.03
    #: Baselines of the glyphs of one run differ by less than this many em.
    run_baseline: float = 0.15
    #: The smaller one of two sizes in one run is more than this share of the larger one.
    min_run_size: float = 0.75
    #: Baselines of the runs of one line differ by less than this many em.
    line_baseline: float = 0.35
    #: A run whose size exceeds that of its line by this factor gives the line its baseline.
    larger: float = 1.05
    #: A glyph fits into a gap that is narrower than it by at most this many em.
    max_squeeze: float = 0.12

    #: A footnote mark or an exponent is at most this share of its line's size.
    max_mark_size: float = MAX_MARK_SIZE
    #: A mark is at most this many of its own em from the text before it.
    max_mark_gap: float = 0.6
    #: The baseline of a mark is less than this far below, and above, the line's baseline; in
    #: sizes of the line.
    max_mark_drop: float = 0.3
    max_mark_rise: float = 0.9
    #: It is marked as raised if its baseline is more than this high, in sizes of the line.
    min_mark_rise: float = 0.1

    #: A glyph drawn twice to look bold has its second position within this many em, and within
    #: this share of its width: the digits of 11 in the narrowest type are 0.2 em apart, and a
    #: font may state widths that its digits do not have.
    max_double_shift: float = 0.1
    max_double_width: float = 0.35
    #: Text drawn again for a shadow is moved by less than this many em, and by less than this share
    #: of its width. Its glyphs are moved alike to within so many em.
    max_shadow_shift: float = 0.3
    #: Of one digit again and again, or of two that do not touch, a shadow is moved by less than
    #: this many em: farther away it is another digit. Digits are at least 0.2 em apart, whatever
    #: width their font claims.
    max_digit_shift: float = 0.19
    max_shadow_width: float = 0.5
    same_shift: float = 0.05
    #: Sizes of glyphs that may be copies are alike to within one of so many steps of a point.
    steps_of_size: int = 2

    #: Sizes of runs within this many points of the nearest one to the line's size give its
    #: baseline.
    same_size: float = 0.1
    #: Characters of a label at the front of a line at most, and em between it and the text.
    max_label: int = 5
    min_label_gap: float = 0.3
    #: Runs more than this many em apart may have been joined across a gutter (a seam).
    min_seam: float = 0.1
    #: Glyphs more than this many em apart may belong to two cells of a table: cells have a
    #: padding of 1 point on each side at least. A line with more such gaps than `max_cell_gaps`
    #: is set with stretched letter spacing.
    min_cell_gap: float = MIN_CELL_GAP
    max_cell_gaps: int = 40


@dataclass(frozen=True, slots=True)
class OrientationOptions:
    """Distances of glyphs in vertical and horizontal writing, in em of the larger neighbour."""

    #: Characters of one line follow each other within this many em, in either direction.
    max_pitch: float = 2.2
    #: They begin more than this far to the right of each other in horizontal writing, and more
    #: than this far below each other in vertical writing.
    min_pitch_across: float = 0.2
    min_pitch_down: float = 0.6
    #: Two neighbours may be this far off the direction of their line.
    max_drift: float = 0.3
    #: Pairs of characters under each other that a page of vertical writing has at least.
    min_pairs_down: int = 3
    #: Glyphs of one text at an angle have their middles within this many em.
    max_slanted_pitch: float = 2.5


LINE_OPTIONS = LineOptions()
ORIENTATION_OPTIONS = OrientationOptions()

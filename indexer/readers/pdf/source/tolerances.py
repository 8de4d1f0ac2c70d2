"""Tolerances of page geometry that several steps of layout analysis share.

One physical idea has one value here. Unless another source is named, a value was set by hand on
the sample reports; `python -m judian.evals typeset --reports 40 --seed 99` and
`python -m judian.evals reading DIR` measure it again, for all steps together.
"""

from __future__ import annotations

from indexer.readers.pdf.source.geometry import ASCENT

#: Height of the middle of an em box above the baseline, in em.
EM_BOX_MIDDLE = ASCENT - 0.5

#: A filled rectangle at most this thick (points) is a ruling line.
MAX_RULE_THICKNESS = 3.0
#: Ruling lines less than this far apart (points) are at one height.
SAME_HEIGHT = 1.0
#: Points by which a line of text may stand outside of a frame, a zone or the paper and still be
#: inside: coordinates of glyphs and of ruling lines are rounded by different programs.
OUTSIDE = 2.0
#: Glyphs more than this many em apart may belong to two cells of a table: cells have a padding of 1
#: point on each side at least.
MIN_CELL_GAP = 0.13
#: Type whose sizes differ by less than this (points) is of one size.
SAME_SIZE = 0.5
#: A footnote mark or an exponent is at most this share of the size of its line.
MAX_MARK_SIZE = 0.8
#: Rows of one paragraph or block begin within this many em of each other.
MAX_INDENT_SHIFT = 0.3
#: Baselines of rows of one paragraph are at most this many em apart, where the text itself does not
#: show its pitch.
WIDEST_PITCH = 2.4
#: A row is indented from this many em on.
INDENT = 0.8
#: A row that ends within this many em of the right edge of its column may be full.
NEAR_EDGE = 1.6

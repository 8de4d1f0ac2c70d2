"""Thresholds of table recognition: one field a threshold, one value a physical idea.

Units: `em` is the size of the type; a pitch is the distance of two baselines in sizes of the
type; a share is between 0 and 1. Values whose field names no other source were set by hand on
the typeset reports, seed 99. Measure again after a change, which must not lower the figures:

    python -m judian.evals typeset --reports 40 --seed 99
"""

from __future__ import annotations

from dataclasses import dataclass

from indexer.readers.pdf.source.tolerances import MIN_CELL_GAP, SAME_SIZE


@dataclass(frozen=True, slots=True)
class RowOptions:
    """Rows of type: lines on one baseline, and lines that wrap inside of a cell."""

    #: Lines whose baselines are less than this many em apart are one row.
    same_baseline: float = 0.5
    #: Sizes of type that differ by less than this many points are one.
    same_size: float = SAME_SIZE
    #: Lines of one cell follow each other at a pitch below this.
    wrap_pitch: float = 1.6
    #: Two lines of one header are at most this pitch apart; headers are set tighter than cells.
    header_wrap_pitch: float = 1.5
    #: A pitch too small for two rows of a table: the upper line is a part of a wrapped cell.
    tight_pitch: float = 0.9
    #: A spanning header centred beside two rows of headers is less than this pitch above the
    #: lower one.
    half_row_pitch: float = 1.4
    #: Rows of one table follow each other within this pitch.
    table_pitch: float = 3.4
    #: Rows that a table must have, its header included.
    least_rows: int = 3
    #: A row is full if it has cells in this share of the columns.
    full_row: float = 0.7


@dataclass(frozen=True, slots=True)
class DrawingOrderOptions:
    """Cells and rows by their order in the content stream."""

    #: Lines of one column at this pitch or more show nothing of the pitch inside of cells.
    widest_pitch: float = 2.2
    #: Lines of one cell keep the pitch of the table, plus at most this share of it.
    pitch_slack: float = 0.06
    #: Pitches within this distance are one; they are counted to a tenth of the size.
    same_pitch: float = 0.08
    #: A pitch this many times rarer than the most frequent one is not that of lines in a cell.
    rare: int = 3
    #: A cell is in the row of another one if it reaches this many em into its height.
    row_overlap: float = 0.2


@dataclass(frozen=True, slots=True)
class ColumnGapOptions:
    """Gaps between columns that all rows of a table leave free."""

    #: A gap of this many em between two columns is enough. Measured on the typeset reports and
    #: the tests of the readers: a space between words is 0.25 to 0.35 em wide.
    wide: float = 0.4
    #: With an edge that rows share, or text that was not drawn in one go, this many em are.
    narrow: float = MIN_CELL_GAP
    #: So many rows that begin or end within `same_edge` points of each other share an edge.
    aligned_rows: int = 3
    same_edge: float = 0.6
    #: Text ends at a gap if it reaches at most this many points into it.
    touch: float = 0.1
    #: Between Han and digits that were drawn in one go a typesetter leaves less than this (em).
    between_scripts: float = 0.5
    #: A row of figures with this many cells is enough to show a table's columns.
    sure_row: int = 5
    #: Share of the rows whose text may reach over a gap: labels of totals, notes.
    crossing: float = 0.08


@dataclass(frozen=True, slots=True)
class LineCutOptions:
    """Cuts of a line that runs over the bound of a column."""

    #: A gap of this many em may lie between two cells.
    gap: float = 0.25
    #: A drawn space must be wider than this (em): one between words is narrower.
    word_gap: float = 0.6
    #: A line is cut at a gap within this many em of the bound.
    reach: float = 2.5
    #: A drawn bound cuts before a character that begins within this many em of it.
    drawn_reach: float = 0.35
    #: Fewer gaps than this in a line lie between cells and not between words.
    few_gaps: int = 3
    #: A bound nearer than this (points) to an end of the line does not cut it.
    margin: float = 1.0
    #: Advance of a Han character, and of any other, where the line does not give it (em).
    han_advance: float = 1.0
    latin_advance: float = 0.55


@dataclass(frozen=True, slots=True)
class CellTextOptions:
    """When the text of a cell continues on its next line."""

    #: Room beside the text of a cell, in points a side: at least, and at most. LibreOffice
    #: leaves 2.8, Word 5.4, reportlab 6.
    least_padding: float = 1.0
    most_padding: float = 6.0
    #: A line is full if less than its successor's first unit and this many em are left.
    slack: float = 0.3
    #: A number is broken only if less than this many em are left after its first part.
    number_room: float = 0.8
    #: Lines that begin within this many em of each other are indented alike.
    same_indent: float = 0.3


@dataclass(frozen=True, slots=True)
class RulingOptions:
    """Ruling lines and the edges of shades (points, if not a share)."""

    #: Rulings this near to each other are one edge drawn in parts, or a double border; an edge
    #: ends on another one when it comes this near to it. Bounds of cells twice as far apart are
    #: two.
    snap: float = 3.0
    #: Share of a side of a cell that must be drawn to separate it from the next one.
    drawn: float = 0.6
    #: Two rulings whose ends differ by less than this have the same length.
    same_length: float = 6.0
    #: A ruling that covers more than this share of the width of rows separates all columns.
    full_width: float = 0.9
    #: Rulings that rule rows may be this many em above or below them.
    reach: float = 2.0
    #: More pairs of edges than this are a drawing.
    most_pairs: int = 400_000
    #: A shaded box with a side below this is a bullet or a part of a drawing.
    least_shade: float = 5.0
    #: A shaded box over more than this share of the page is its background.
    background: float = 0.8
    #: A line belongs to a box if its middle is at most this far outside.
    inside: float = 1.0
    #: A line crosses the bound of a column, or the side of a table, if it reaches further than
    #: this over it.
    crossing: float = 3.0


@dataclass(frozen=True, slots=True)
class HeaderOptions:
    """Header rows and the columns that each header spans."""

    #: Lines of one header have a common left edge, right edge or middle within this many em.
    aligned: float = 0.6
    #: Two lines of one header are more than this pitch apart.
    least_pitch: float = 0.5
    #: A header whose middle is more than this many em lower is in the next row of headers.
    next_row: float = 1.3
    #: Headers whose last baseline is within this many em of the lowest are the bottom row.
    bottom_row: float = 0.75
    #: Cost, in em of displacement, of a column without a header in a row of spanning headers,
    #: where the column has a header of its own below and where it has none.
    uncovered: float = 1.5
    uncovered_alone: float = 0.3
    #: Cost, in em, of one header over the row-header column and others.
    over_labels: float = 0.5
    #: Cells whose middles vary by less than this many em are centred.
    centred: float = 0.05
    #: A header begins below a spanning one if it begins at most this many em above its end.
    order_slack: float = 0.25
    #: Columns of row headers that one header may span.
    label_columns: int = 2
    #: Drawn rows without figures that may be the header of an undrawn body.
    most_rows: int = 3
    #: A title over the header is at most this many pitches above it.
    title_pitch: float = 1.3
    #: Under a caption the uppermost header keeps the pitch of the header rows within this share.
    same_pitch: float = 0.1


@dataclass(frozen=True, slots=True)
class RowGroupOptions:
    """Labels that span several rows."""

    #: A label centred beside its rows is at most this share of their pitch off their middle.
    off_middle: float = 0.35
    #: There are at most this share as many labels as rows.
    most_labels: float = 0.7
    #: Rows that must have names of their own beside the labels.
    least_rows: int = 3


@dataclass(frozen=True, slots=True)
class NumberRowOptions:
    """Rows by their numbers, and the texts beside them. Costs are in em of displacement. Measured
    on 290 pages of tables of real final accounts."""

    #: Share of the lines of a column that are numbers in a column of numbers.
    numeric: float = 0.5
    #: A number is divided into at most this many lines.
    most_parts: int = 4
    #: A text within this many em of a baseline is on it.
    beside: float = 0.35
    #: Numbers are beside a text within this many em of its middle, first or last line; the cost
    #: of each em.
    reach: float = 0.75
    per_em: float = 3.0
    #: Cost of numbers that are not beside the middle of a text; and of those that are not where
    #: the other texts of the column have theirs.
    off_centre: float = 0.15
    unusual_place: float = 1.5
    #: Cost of every other row of numbers on whose baseline a text has a line.
    over_others: float = 2.0
    #: Cost of a name without numbers, and of numbers without a name.
    alone: float = 1.0
    nameless: float = 0.5
    #: Cost of joining a line to one that is not full: in a name, in a text of paragraphs, and
    #: after a line that is spread over the cell.
    unfilled: float = 1.0
    paragraph: float = 0.4
    after_spread: float = 0.2
    #: Cost of joining a line that begins a list item or is set in other type; of a text without
    #: numbers that is no name.
    two_texts: float = 2.0
    #: Cost of each em by which two lines of one text are further apart than the nearest lines of
    #: the column.
    per_em_wider: float = 3.0
    #: Cost of dividing two lines of which the first is full, at the least pitch or up to this
    #: many em more.
    parted: float = 0.4
    same_pitch: float = 0.1
    #: A line this many times as wide as its characters is spread over its cell.
    spread: float = 1.15
    #: A text has at most this many lines, and so many divisions of a column are compared.
    most_lines: int = 30
    kept_divisions: int = 4


@dataclass(frozen=True, slots=True)
class EvidenceOptions:
    """Evidence that rows are a table and not prose, a list or a drawing."""

    #: Words of a table's cells are at most this long on average (Latin columns; Han count two).
    longest_cell: int = 26
    #: Share of the cells after the first column that must be figures for two columns to be a
    #: table, and for more columns when the cells are not short.
    figures: float = 0.6
    #: Columns from which words alone can be a table.
    columns_of_words: int = 3
    #: Share of the cells of a grid that must hold text.
    filled: float = 0.25
    #: A lone line as wide as this share of the rulings around it is prose.
    prose: float = 0.85
    #: Bands between rulings that a ruled table needs.
    least_bands: int = 3


@dataclass(frozen=True, slots=True)
class ContinuationOptions:
    """Tables over a page break or a column break."""

    #: Bounds of columns that differ by at most this (points) are the same.
    same_bound: float = 5.0
    #: A header has at most this many rows.
    longest_header: int = 4
    #: A part with at most so many rows under its header may take its columns from the next.
    few_rows: int = 2
    #: A table ends this far (points) above another one that follows it on the same page.
    below: float = 1.0
    #: Cells that the lower part of a split row lacks at least.
    lacking_cells: int = 2


@dataclass(frozen=True, slots=True)
class FacingOptions:
    """Tables over two facing pages. Set by hand on the 159 pairs that are joined in 18 audit
    reports; seven of them were compared with their pictures, and no row was joined wrongly."""

    #: Rows that the two parts must have in common.
    least_rows: int = 2
    #: Share of the left part's rows of figures that the right part may lack.
    most_lacking: float = 0.2
    #: More than this share of the left part's rows of figures have a name.
    least_named: float = 0.7
    #: Titles of the two pages are one if they end and begin within this many em of the sides of
    #: the table that face each other.
    title_gap: float = 2.0


ROWS = RowOptions()
DRAWING_ORDER = DrawingOrderOptions()
COLUMN_GAPS = ColumnGapOptions()
LINE_CUTS = LineCutOptions()
CELL_TEXT = CellTextOptions()
RULINGS = RulingOptions()
HEADERS = HeaderOptions()
ROW_GROUPS = RowGroupOptions()
NUMBER_ROWS = NumberRowOptions()
EVIDENCE = EvidenceOptions()
CONTINUATION = ContinuationOptions()
FACING = FacingOptions()

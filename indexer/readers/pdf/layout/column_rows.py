"""The rows of a text column: the lines on one baseline as one row of running text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from indexer.readers.pdf.layout.typed_rows import end_typed_rows
from indexer.readers.pdf.source.geometry import Box, TextLine, around
from indexer.readers.pdf.source.tolerances import (
    INDENT,
    MAX_INDENT_SHIFT,
    NEAR_EDGE,
    SAME_SIZE,
    WIDEST_PITCH,
)
from indexer.readers.pdf.tables.leaders import LEADERS
from indexer.readers.pdf.tables.line_splitting import cut_at_bound
from indexer.readers.pdf.tables.rows import rows_of
from indexer.structure.characters import is_terminated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.layout.text_columns import TextColumn
    from indexer.readers.pdf.tables.rows import TextRow


@dataclass(frozen=True, slots=True)
class IndentedBlockOptions:
    """Thresholds of blocks indented on both sides (quotations), and of rows beside a text box; an
    em is the size of the row. Set by hand on the sample reports; measure again with
    `python -m judian.evals typeset --reports 40 --seed 99` (column of the paragraphs)."""

    #: Rows of a block are at most this far apart, in median pitches of the column.
    max_pitches: float = 1.15
    #: A block has this share of its column's width at least.
    min_width: float = 0.55
    #: This share of its rows ends within so many em of its right edge: in a list of short lines
    #: few do.
    min_filled: float = 0.4
    max_filled_room: float = 2.5
    #: A row is beside a text box up to this many em above and below it.
    beside: float = 0.5


OPTIONS = IndentedBlockOptions()

#: Texts on one baseline this many em apart are two if others were drawn between them: labels of a
#: diagram, the caption of a table beside a paragraph. Set by hand on audit reports, where such
#: texts are 0.8 em apart and more; the spaces around numbers take 0.3 at most.
MIN_GAP_OF_LABELS = 0.5
#: Gaps between letters that are set wide differ by less than this many em. Set by hand on covers.
MAX_SPACING_DIFFERENCE = 0.2


@dataclass(slots=True, eq=False)
class ColumnRow:
    """One row of a text column, in points of the page's frame.

    `box` is that of all its lines. `left` and `right` are the edges that its text may reach: those
    of the column, of an indented block, or of the text beside a text box. `starts` are the left
    sides of its characters, `raised` half-open ranges of raised ones, and `label` is the length of
    a label at its front. `edges` are true if its first and last characters are bold, and
    `edge_sizes` are the sizes of these two if they are known. `entry` is
    true for an entry of a table of contents, which ends in leaders and a page number, `turned` for
    text in another orientation than that of its page.
    """

    text: str
    box: Box
    base: float
    size: float
    font: str
    bold: bool
    edges: tuple[bool, bool]
    starts: list[float]
    raised: tuple[tuple[int, int], ...]
    label: int
    column: TextColumn
    left: float
    right: float
    entry: bool = False
    turned: bool = False
    edge_sizes: tuple[float, float] | None = None

    @property
    def page(self) -> int:
        return self.column.page

    @property
    def x0(self) -> float:
        return self.box.x0

    @property
    def x1(self) -> float:
        return self.box.x1

    @property
    def first_size(self) -> float:
        """The size of the first character."""
        return self.edge_sizes[0] if self.edge_sizes else self.size

    @property
    def last_size(self) -> float:
        """The size of the last character."""
        return self.edge_sizes[1] if self.edge_sizes else self.size

    @property
    def indent(self) -> float:
        """Points from the left edge."""
        return self.box.x0 - self.left

    @property
    def room(self) -> float:
        """Points to the right edge; negative for punctuation that hangs out."""
        return self.right - self.box.x1

    @property
    def justified(self) -> bool:
        """True if text of this row is stretched to the edge. Headings are not."""
        usual = abs(self.size - self.column.size) < SAME_SIZE
        return self.column.justified and usual and self.right == self.column.right


def column_rows(column: TextColumn) -> list[ColumnRow]:
    """The rows of a column from the top; lines without visible text are in none."""
    lines = [line for line in column.lines if line.text.strip()]
    upright = [line for line in lines if line.orientation == 0]
    levels = _with_labels_behind(_without_diagram_gaps(rows_of(upright)))
    rows = [_row(level, column) for level in levels]
    _narrow_indented_blocks(rows)
    for box in column.obstacles:
        _narrow_beside(rows, box)
    end_typed_rows(rows)
    rows += [_row([line], column) for line in lines if line.orientation != 0]
    return rows


def _without_diagram_gaps(levels: Sequence[TextRow]) -> list[TextRow]:
    """The rows of lines, those divided that put labels of a diagram beside each other: far apart,
    and with other text drawn between them."""
    orders = sorted(line.order for level in levels for line in level)
    done: list[TextRow] = []
    for level in levels:
        pieces = [piece for line in level for piece in _pieces(line, orders)]
        row = [pieces[0]]
        for before, line in pairwise(pieces):
            if _are_labels(before, line, orders):
                done.append(row)
                row = []
            row.append(line)
        done.append(row)
    return done


def _pieces(line: TextLine, orders: Sequence[int]) -> list[TextLine]:
    """The pieces of a line, cut where the caption of a table or a picture beside the text follows
    it: at gaps with other text drawn between their sides."""
    drawn, pieces = line.order, [line]
    for at, gap in enumerate(line.gaps):
        wide = gap.right - gap.left > MIN_GAP_OF_LABELS * line.size
        if wide and _is_apart(drawn, gap.order, orders) and not _is_letter_spacing(line, at):
            pieces += cut_at_bound(pieces.pop(), (gap.left + gap.right) / 2)
        drawn = gap.order
    return pieces


def _is_letter_spacing(line: TextLine, at: int) -> bool:
    """True if gap `at` of a line is no wider than the next one, which is inside of a text that was
    drawn in one go: 中 華 民 國 101 年 度, its number drawn last."""
    if at + 1 == len(line.gaps) or line.gaps[at + 1].order != line.gaps[at].order:
        return False
    gap, inside = line.gaps[at], line.gaps[at + 1]
    wider = MAX_SPACING_DIFFERENCE * line.size
    return gap.right - gap.left < inside.right - inside.left + wider


def _are_labels(left: TextLine, right: TextLine, orders: Sequence[int]) -> bool:
    """True if two texts on one baseline do not belong together; `orders` are those of all lines."""
    wide = right.x0 - left.x1 > MIN_GAP_OF_LABELS * max(left.size, right.size)
    return wide and _is_apart(_last_drawn(left), right.order, orders)


def _is_apart(before: int, after: int, orders: Sequence[int]) -> bool:
    """True if other text was drawn between two pieces, or the left one after the right one."""
    return after < before or bisect_left(orders, after) > bisect_right(orders, before)


def _with_labels_behind(levels: Sequence[TextRow]) -> list[TextRow]:
    """The rows, those of a diagram behind the paragraph beside it, whose rows were drawn one after
    the other and lie below each other."""
    orders = sorted(line.order for level in levels for line in level)
    waiting, done = list(levels), []
    beside: list[TextRow] = []
    while waiting:
        row = waiting.pop(0)
        done.append(row)
        at = _continued_at(row, waiting, orders)
        if at is None:
            waiting[:0] = beside
            beside = []
        else:
            beside += waiting[:at]
            del waiting[:at]
    return done


def _continued_at(row: TextRow, following: Sequence[TextRow], orders: Sequence[int]) -> int | None:
    """The index of the row that was drawn right after a row, if only rows beside both are between
    them; None for any other."""
    later = bisect_right(orders, _last_drawn(row[-1]))
    if later == len(orders):
        return None
    for at, other in enumerate(following):
        pitch = other[0].base - row[0].base
        if other[0].order == orders[later]:
            same_type = abs(other[0].size - row[0].size) < SAME_SIZE
            is_next = same_type and pitch < WIDEST_PITCH * row[0].size
            return at if is_next and not _are_beside(row, other) else None
        if (
            pitch > (WIDEST_PITCH + 1) * row[0].size
        ):  # rows on one level may differ by less than 1 em
            return None
        if not _are_beside(row, other):
            return None
    return None


def _are_beside(row: TextRow, other: TextRow) -> bool:
    """True if one row ends left of the other."""
    return row[-1].x1 < other[0].x0 or other[-1].x1 < row[0].x0


def _last_drawn(line: TextLine) -> int:
    return max((gap.order for gap in line.gaps), default=line.order)


def separate_row(line: TextLine, column: TextColumn) -> ColumnRow | None:
    """A line as a row of its own; None for one without visible text."""
    return _row([line], column) if line.text.strip() else None


def _narrow_beside(rows: Sequence[ColumnRow], box: Box) -> None:
    """Give rows beside a text box the edge that they have there."""
    level = [
        row
        for row in rows
        if row.box.y0 < box.y1 + OPTIONS.beside * row.size
        and row.box.y1 > box.y0 - OPTIONS.beside * row.size
    ]
    before = [row for row in level if row.x1 < box.x0 + row.size]
    after = [row for row in level if row.x0 > box.x1 - row.size]
    for row in before:
        row.right = max(other.x1 for other in before)
    for row in after:
        row.left = min(other.x0 for other in after)


def _narrow_indented_blocks(rows: Sequence[ColumnRow]) -> None:
    """Give the rows of blocks that are indented on both sides the right edge of their block.

    The rows of a block begin at one position to the right of the column's edge, and the longest
    of them ends well before its right edge.
    """
    block: list[ColumnRow] = []
    pitch = median([b.base - a.base for a, b in pairwise(rows)] or [0.0])
    for row in [*rows, None]:
        if block and (row is None or not _is_in_block(block[-1], row, pitch)):
            _narrow_block(block)
            block = []
        if row is not None and row.x0 - row.column.left > INDENT * row.size:
            block.append(row)


def _is_in_block(before: ColumnRow, row: ColumnRow, pitch: float) -> bool:
    """True if a row continues the indented block of the row before it; `pitch` is the median one
    of the column."""
    return (
        abs(row.x0 - before.x0) < MAX_INDENT_SHIFT * row.size
        and abs(row.size - before.size) < SAME_SIZE
        and row.base - before.base < max(WIDEST_PITCH * row.size, OPTIONS.max_pitches * pitch)
    )


def _narrow_block(block: Sequence[ColumnRow]) -> None:
    """Set the right edge of each stretch of short rows in a block.

    The first row of a stretch that follows a full row ends the paragraph of that row, unless a
    sentence ended there; it does not belong to the stretch.
    """
    stretch: list[ColumnRow] = []
    after_sentence = True
    for row in [*block, None]:
        if row is not None and row.column.right - row.x1 >= NEAR_EDGE * row.size:
            stretch.append(row)
            continue
        tail = not after_sentence and len(stretch) > 2
        _narrow_stretch(stretch[1:] if tail else stretch)
        stretch, after_sentence = [], row is None or is_terminated(row.text)


def _narrow_stretch(stretch: Sequence[ColumnRow]) -> None:
    if len(stretch) < 2:
        return
    column = stretch[0].column
    right = max(row.x1 for row in stretch)
    wide = right - stretch[0].x0 > OPTIONS.min_width * (column.right - column.left)
    near = sum(right - row.x1 < OPTIONS.max_filled_room * row.size for row in stretch)
    if wide and near >= OPTIONS.min_filled * len(stretch):
        for row in stretch:
            row.right = right


def _row(lines: Sequence[TextLine], column: TextColumn) -> ColumnRow:
    """One row of lines from the left, its type that of the longest one."""
    text = ""
    starts: list[float] = []
    raised: list[tuple[int, int]] = []
    for line in lines:
        if text:
            text += " "
            starts.append(line.x0)
        shift = len(text)
        text += line.text
        starts += line.starts or [line.x0]
        raised += [(a + shift, b + shift) for a, b in line.raised]
    main = max(lines, key=lambda line: len(line.text))
    leaders = LEADERS.search(text)
    entry = bool(leaders and leaders.start() > 0)
    if leaders and entry:
        text = f"{text[: leaders.start()]} ..... {leaders[1] or ''}".rstrip()
        raised = [mark for mark in raised if mark[1] <= len(text)]
    return ColumnRow(
        text=text,
        box=around([line.box for line in lines]),
        base=main.base,
        size=main.size,
        font=main.font,
        bold=main.bold,
        edges=(lines[0].edges[0], lines[-1].edges[1]),
        edge_sizes=(_edge_sizes(lines[0])[0], _edge_sizes(lines[-1])[1]),
        starts=starts,
        raised=tuple(raised),
        label=lines[0].label or (len(lines[0].text) if len(lines) > 1 else 0),
        column=column,
        left=column.left,
        right=column.right,
        entry=entry,
        turned=main.orientation != 0,
    )


def _edge_sizes(line: TextLine) -> tuple[float, float]:
    """The sizes of a line's first and last characters, as far as they are known."""
    return line.edge_sizes or (line.size, line.size)

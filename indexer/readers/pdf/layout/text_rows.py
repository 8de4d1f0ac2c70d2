"""Rows of a column: what stands on one baseline as one row of running text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import Box, TextLine, around
from indexer.readers.pdf.tables.cells import LEADERS, rows_of
from indexer.structure.characters import is_terminated

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.readers.pdf.layout.text_columns import Column


@dataclass(slots=True, eq=False)
class Row:
    """One row of a column. Its place is that of all its lines; `column` is where it stands, and
    `left` and `right` are the edges that its text may reach: the column's, or those of a block
    set in or of text beside a box.

    `entry` is true for an entry of a table of contents, which ends in dots and its page.
    """

    text: str
    box: Box
    base: float
    size: float
    font: str
    bold: bool
    edges: tuple[bool, bool]
    starts: list[float]
    marks: tuple[tuple[int, int], ...]
    label: int
    column: Column
    left: float
    right: float
    entry: bool = False

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
    def indent(self) -> float:
        """Points from the left edge."""
        return self.box.x0 - self.left

    @property
    def room(self) -> float:
        """Points left to the right edge; negative for hanging punctuation."""
        return self.right - self.box.x1

    @property
    def justified(self) -> bool:
        """Whether text is stretched to the edge here: headings are not."""
        usual = abs(self.size - self.column.size) < 0.5
        return self.column.justified and usual and self.right == self.column.right


def column_rows(column: Column) -> list[Row]:
    """The rows of a column from the top."""
    upright = [line for line in column.lines if line.turn == 0]
    rows = [_row(lines, column) for lines in rows_of(upright)]
    _set_in(rows)
    for box in column.obstacles:
        _beside(rows, box)
    rows += [_row([line], column) for line in column.lines if line.turn != 0]
    return rows


def _beside(rows: Sequence[Row], box: Box) -> None:
    """Give rows beside a text box the edge that they have there."""
    level = [
        row
        for row in rows
        if row.box.y0 < box.y1 + 0.5 * row.size and row.box.y1 > box.y0 - 0.5 * row.size
    ]
    before = [row for row in level if row.x1 < box.x0 + row.size]
    behind = [row for row in level if row.x0 > box.x1 - row.size]
    for row in before:
        row.right = max(other.x1 for other in before)
    for row in behind:
        row.left = min(other.x0 for other in behind)


#: A block that is set in on both sides (a quotation) has this share of its column's width.
BLOCK_WIDTH = 0.55
#: Share of its rows that come near its right edge: in a list of short lines few do.
BLOCK_FILLED = 0.4


def _set_in(rows: Sequence[Row]) -> None:
    """Give rows of a block that is set in on both sides the block's own right edge.

    Such rows begin at one place right of the column's edge, and the longest of them ends well
    before its other edge.
    """
    block: list[Row] = []
    pitch = median([b.base - a.base for a, b in pairwise(rows)] or [0.0])
    for row in [*rows, None]:
        if block and (row is None or not _in_block(block[-1], row, pitch)):
            _bound(block)
            block = []
        if row is not None and row.x0 - row.column.left > 0.8 * row.size:
            block.append(row)


def _in_block(before: Row, row: Row, pitch: float) -> bool:
    return (
        abs(row.x0 - before.x0) < 0.3 * row.size
        and abs(row.size - before.size) < 0.5
        and row.base - before.base < max(2.4 * row.size, 1.15 * pitch)
    )


def _bound(block: Sequence[Row]) -> None:
    """Bound the stretches of rows at one indent that keep away from the column's edge.

    The first row of a stretch after one that does reach the edge ends the paragraph before,
    unless that one ended a sentence.
    """
    stretch: list[Row] = []
    tail = False
    for row in [*block, None]:
        short = row is not None and row.column.right - row.x1 >= 1.6 * row.size
        if row is not None and short:
            stretch.append(row)
            continue
        _bound_stretch(stretch[1:] if tail and len(stretch) > 2 else stretch)
        stretch, tail = [], row is not None and not is_terminated(row.text)


def _bound_stretch(stretch: Sequence[Row]) -> None:
    if len(stretch) < 2:
        return
    column = stretch[0].column
    right = max(row.x1 for row in stretch)
    wide = right - stretch[0].x0 > BLOCK_WIDTH * (column.right - column.left)
    near = sum(right - row.x1 < 2.5 * row.size for row in stretch)
    if wide and near >= BLOCK_FILLED * len(stretch):
        for row in stretch:
            row.right = right


def _row(lines: Sequence[TextLine], column: Column) -> Row:
    text = ""
    starts: list[float] = []
    marks: list[tuple[int, int]] = []
    for line in lines:
        if text:
            text += " "
            starts.append(line.x0)
        shift = len(text)
        text += line.text
        starts += line.starts or [line.x0]
        marks += [(a + shift, b + shift) for a, b in line.marks]
    main = max(lines, key=lambda line: len(line.text))
    cut = LEADERS.search(text)
    entry = bool(cut and cut.start() > 0)
    if cut and entry:
        text = f"{text[: cut.start()]} ..... {cut[1] or ''}".rstrip()
        marks = [mark for mark in marks if mark[1] <= len(text)]
    return Row(
        text=text,
        box=around([line.box for line in lines]),
        base=main.base,
        size=main.size,
        font=main.font,
        bold=main.bold,
        edges=(lines[0].edges[0], lines[-1].edges[1]),
        starts=starts,
        marks=tuple(marks),
        label=lines[0].label or (len(lines[0].text) if len(lines) > 1 else 0),
        column=column,
        left=column.left,
        right=column.right,
        entry=entry,
    )


@dataclass(slots=True, eq=False)
class _Kind:
    """A place in which columns of the document stand, with all lines that stand there."""

    left: float
    right: float
    lines: list[TextLine]


def set_edges(columns: Iterable[Column], sizes: dict[int, tuple[float, float]]) -> None:
    """Give each column the edges of its text: where many lines begin and end in all columns
    that stand in the same place of their page.

    A page may have too little text to show its edges, or nothing but indented lines.
    `sizes` are the pages' widths and heights by page number.
    """
    kinds: dict[tuple[int, Column | bool], list[_Kind]] = {}
    places: list[tuple[Column, _Kind]] = []
    for column in sorted(columns, key=lambda column: -sum(len(x.text) for x in column.lines)):
        lines = [line for line in column.lines if line.turn == 0]
        if not lines:
            continue
        # A column beside another one has edges of its own, whatever stands across the page.
        which = column if column.boxed else column.beside
        known = kinds.setdefault((round(sizes[column.page][0]), which), [])
        em = lines[0].size
        holding = [
            kind
            for kind in known
            if kind.left - 0.5 * em <= column.left and column.right <= kind.right + 1.6 * em
        ]
        if holding:
            kind = min(holding, key=lambda kind: kind.right - kind.left)
        else:
            kind = _Kind(column.left, column.right, [])
            known.append(kind)
        kind.lines += lines
        places.append((column, kind))
    edges: dict[_Kind, tuple[float, float, bool, float]] = {}
    for column, kind in places:
        if kind not in edges:
            right = _right_edge(kind.lines)
            margin = _by_margin(column, kind.lines, sizes[column.page][0])
            if right is None or (column.alone and _is_short(kind, right, margin)):
                right = margin
            size = median(line.size for line in kind.lines for _ in line.text)
            justified = _justified(kind.lines, right)
            edges[kind] = (_left_edge(kind.lines), right, justified, size)
        column.left, column.right, column.justified, column.size = edges[kind]


def _justified(lines: Sequence[TextLine], right: float) -> bool:
    """Whether nearly all lines that come near the right edge reach it."""
    near = [right - line.x1 for line in lines if right - line.x1 < 1.6 * line.size]
    reached = sum(room < REACHED * lines[0].size for room in near)
    return len(near) >= LEAST_JUSTIFIED and reached >= JUSTIFIED_SHARE * len(near)


#: Lines near the right edge that show whether text is justified, and the share that reach it.
LEAST_JUSTIFIED, JUSTIFIED_SHARE = 8, 0.85
#: A justified line ends within this many em of the edge, a ragged one of Han often does too.
REACHED = 0.12


def _right_edge(lines: Sequence[TextLine]) -> float | None:
    """The x at which lines end in numbers; None when no three of them do."""
    if not lines:
        return None
    ends = Counter(round(line.x1 / 2) for line in lines)
    best: tuple[int, int] | None = None
    reach = max(line.x1 for line in lines)
    for end in ends:
        count = ends[end] + ends[end - 1] + ends[end + 1]
        near = 2 * end > reach - 4 * lines[0].size
        if count >= 3 and near and (best is None or count > best[0]):
            best = (count, end)
    if best is None:
        return None
    return median(line.x1 for line in lines if abs(round(line.x1 / 2) - best[1]) <= 1)


def _longest(lines: Sequence[TextLine]) -> float:
    return max(line.x1 for line in lines)


def _by_margin(column: Column, lines: Sequence[TextLine], width: float) -> float:
    """The right edge of a page with a few lines: as far from the paper's edge as the left one,
    unless a line reaches further."""
    mirrored = width - column.left
    longest = _longest(lines)
    if mirrored <= column.left + 3 * lines[0].size or len(lines) > 3 * LEAST_FOR_EDGE:
        return longest
    return max(longest, mirrored)


def _is_short(kind: _Kind, right: float, margin: float) -> bool:
    """Whether a few lines of one length end so far from the margin that they are no column."""
    return len(kind.lines) < FEW_LINES and right < kind.left + SHORT * (margin - kind.left)


#: Lines that a page needs for its own right edge to be sure.
LEAST_FOR_EDGE = 3
#: Fewer lines than this with less than this share of the width between the margins show no edge.
FEW_LINES, SHORT = 12, 0.7


def _left_edge(lines: Sequence[TextLine]) -> float:
    """The leftmost x at which more than a stray line begins."""
    begins = Counter(round(line.x0 / 2) for line in lines)
    needed = min(2, len(lines)) + len(lines) // 50
    for begin in sorted(begins):
        if begins[begin] + begins[begin + 1] >= needed:
            return 2.0 * begin
    return min(line.x0 for line in lines)

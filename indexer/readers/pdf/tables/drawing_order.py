"""Cells and rows of a table by the order in which its text was drawn.

Typesetters draw a cell after a cell and a row after a row. So lines of one column that were
drawn one after the other are one cell that wraps, and what was drawn in between tells two cells
apart, however near to each other they stand. The tallest cell of a row fills its height: rows
are what the heights of the cells leave parted. A label that heads several rows is drawn before
the first of them.

Where a page was drawn in another order (line by line, column by column, or as a recognised
picture) this says nothing: `row_by_row` tells.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.readers.pdf.tables.cells import rows_of
from indexer.readers.pdf.tables.row_groups import Label
from indexer.structure.table_grid import is_numeric

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.source.geometry import Box, TextLine

#: Lines further apart than this many sizes are no lines of one cell.
WIDEST_PITCH = 2.2
#: Lines of one cell follow each other at one pitch: at most so much (a share of it) further.
SAME_PITCH = 0.06
#: A cell reaches into the height of another one by more than this many sizes.
REACH = 0.2
#: The label of a row of sums, which may stand over all columns of labels.
TOTAL = re.compile(r"^[（(]?[總合小共]?\s*計[）)]?$")


@dataclass(slots=True)
class Block:
    """The lines of one cell of a column; `order` is when it was drawn."""

    column: int
    lines: list[TextLine]
    order: int

    @property
    def top(self) -> float:
        return self.lines[0].y0

    @property
    def bottom(self) -> float:
        return self.lines[-1].y1


@dataclass(slots=True)
class DrawnRows:
    """The rows of a table, each with its cells from the left, and the labels that stand beside
    several rows; these are in no row."""

    rows: list[list[Block]]
    labels: list[Label]


def column_of(line: TextLine, xs: Sequence[float]) -> int:
    """The column in which the middle of a line stands."""
    middle = line.middle_x
    return min(sum(x < middle for x in xs[1:-1]), len(xs) - 2)


def row_by_row(lines: Sequence[TextLine], xs: Sequence[float]) -> bool:
    """Whether the order of drawing tells cells apart: it goes back up to a next column, which
    it would not line by line, and back to the left, which it would not column by column. Where
    only the last column has cells that wrap, both orders are the same."""
    ordered = sorted(lines, key=lambda line: (line.order, line.x0))
    up = back = False
    for one, other in pairwise(ordered):
        from_column, to_column = column_of(one, xs), column_of(other, xs)
        up |= to_column > from_column and other.base < one.base - 0.4 * one.size
        back |= to_column < from_column and other.base > one.base + 0.4 * one.size
    return back and (up or _last_wraps(ordered, xs))


def _last_wraps(ordered: Sequence[TextLine], xs: Sequence[float]) -> bool:
    """Whether no cells but those of the last column wrap: what stands at its height alone was
    drawn after a line of this column, all else is a row with a label or figures."""
    last = len(xs) - 2
    before = {other: one for one, other in pairwise(ordered)}
    wrapped = False
    for row in rows_of(ordered):
        columns = [column_of(line, xs) for line in row]
        if columns == [last] and row[0] in before:
            one = before[row[0]]
            if column_of(one, xs) != last or one.base > row[0].base:
                return False
            wrapped = True
        elif len(columns) == 1 or not (
            columns[0] == 0 or any(is_numeric(line.text) for line in row)
        ):
            return False
    return wrapped and last > 0


def drawn_rows(
    lines: Sequence[TextLine], xs: Sequence[float], cuts: Sequence[Box] = (), *, labels: bool = True
) -> DrawnRows:
    """The rows of lines that were drawn `row_by_row` in the columns bounded by `xs`; `cuts` are
    strokes and edges of shades that part rows. Without `labels` what the first column holds
    stands in rows."""
    blocks = _blocks(lines, xs, cuts)
    found = _rows([block for block in blocks if block.column > 0])
    first = sorted((b for b in blocks if b.column == 0), key=lambda block: block.top)
    if labels and len(xs) > 3 and _heads_several(first, found):
        return _with_labels(first, found)
    return DrawnRows(_rows(blocks), [])


def _blocks(lines: Sequence[TextLine], xs: Sequence[float], cuts: Sequence[Box]) -> list[Block]:
    ordered = sorted(lines, key=lambda line: (line.order, line.x0))
    steps = []
    for one, other in pairwise(ordered):
        down = other.base - one.base
        same = column_of(one, xs) == column_of(other, xs)
        if same and 0.5 * one.size < down < WIDEST_PITCH * one.size:
            steps.append((round(down / one.size, 1), down / one.size))
    pitch = _pitch([step for _, step in steps])
    blocks: list[Block] = []
    for line in ordered:
        column = column_of(line, xs)
        last = blocks[-1] if blocks else None
        if (
            last is not None
            and last.column == column
            and _goes_on(last.lines[-1], line, pitch, cuts)
        ):
            last.lines.append(line)
        else:
            blocks.append(Block(column, [line], line.order))
    for block in blocks:
        block.lines.sort(key=lambda line: (line.base, line.x0))
    return blocks


def _pitch(steps: Sequence[float]) -> float:
    """The distance in sizes of lines of one cell: the most frequent one, the least of these."""
    counts = Counter(round(step, 1) for step in steps)
    if not counts:
        return 1.5
    most = max(counts.values())
    usual = min(step for step, count in counts.items() if 3 * count > most)
    return max(step for step in steps if abs(step - usual) < 0.08)


def _goes_on(above: TextLine, line: TextLine, pitch: float, cuts: Sequence[Box]) -> bool:
    """Whether a line drawn after another one of its column goes on in its cell."""
    down = line.base - above.base
    if abs(down) < 0.4 * line.size:
        return True  # beside it: a piece of the same line
    if not 0 < down <= (pitch * (1 + SAME_PITCH)) * max(line.size, above.size):
        return False
    upper, lower = above.middle_y, line.middle_y
    middle = line.middle_x
    return not any(upper < cut.y0 < lower and cut.x0 < middle < cut.x1 for cut in cuts)


def _rows(blocks: Sequence[Block]) -> list[list[Block]]:
    """Blocks whose heights overlap, directly or through others, from the top."""
    rows: list[list[Block]] = []
    bottom = 0.0
    for block in sorted(blocks, key=lambda block: block.top):
        size = block.lines[0].size
        if rows and block.top < bottom - REACH * size:
            rows[-1].append(block)
            bottom = max(bottom, block.bottom)
        else:
            rows.append([block])
            bottom = block.bottom
    for row in rows:
        row.sort(key=lambda block: block.column)
    return rows


def _heads_several(labels: Sequence[Block], rows: Sequence[Sequence[Block]]) -> bool:
    """Whether blocks of the first column head several rows each: there are fewer of them than
    rows, and the rows have names of their own in the second column."""
    if not labels or len(labels) >= len(rows):
        return False
    names = [b for row in rows for b in row if b.column == 1]
    named = sum(1 for block in names if not is_numeric(_text(block)))
    totals = sum(1 for label in labels if TOTAL.match(_text(label)))
    return len(names) + totals >= len(rows) and 2 * named > len(names)


def _text(block: Block) -> str:
    return "".join(line.text for line in block.lines).strip()


def _with_labels(labels: Sequence[Block], rows: list[list[Block]]) -> DrawnRows:
    """The rows, with the labels each from the row that was drawn next on."""
    starts: list[int] = []
    for label in labels:
        following = [
            (block.order, at)
            for at, row in enumerate(rows)
            for block in row
            if block.order >= label.order
        ]
        starts.append(min(following)[1] if following else len(rows) - 1)
    made = []
    for at, (label, start) in enumerate(zip(labels, starts, strict=True)):
        end = starts[at + 1] if at + 1 < len(starts) else len(rows)
        alone = TOTAL.match(_text(label)) and not any(b.column == 1 for b in rows[start])
        count = 1 if alone else max(1, end - start)
        made.append(Label(tuple(label.lines), start, count))
    return DrawnRows(rows, made)

"""Tables without drawn cells: rows by height, columns by the gutters that all rows leave free.

The rows that hold figures are the body. What stands above them in the same columns is the
head; a header that stands over several columns is found by its middle (`pdf_heads`).
"""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import Box, TextLine, around
from indexer.readers.pdf.tables.builder import build, build_under, parted
from indexer.readers.pdf.tables.cells import PageCell, PageTable, rows_of
from indexer.readers.pdf.tables.column_gaps import (
    SURE_ROW,
    Row,
    gutters,
    is_figured,
    labels_of_sums,
)
from indexer.readers.pdf.tables.drawing_order import column_of, drawn_rows, row_by_row
from indexer.readers.pdf.tables.header_alignment import headers_of
from indexer.readers.pdf.tables.regions import (
    LEAST_ROWS,
    ROW_PITCH,
    cell_count,
    crosses,
    first_above,
    is_announcement,
    run,
    stands_apart,
    with_last_cells,
)
from indexer.readers.pdf.tables.ruling_grid import Edge, merged
from indexer.structure.characters import width as columns_wide
from indexer.structure.table_grid import is_numeric

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Cells of words longer than this on average (Latin columns, Han count two) are prose.
LONGEST_CELL = 26
#: Share of the body's cells behind the first column that must be figures for two columns to
#: be a table, and for three or more when the cells are not short.
FIGURES = 0.6

#: The type of a table that goes on has the same size within so many points.
SAME_SIZE = 0.6


def find_unruled(lines: Sequence[TextLine], rules: Sequence[Box]) -> list[PageTable]:
    """The tables among the lines of one column of text, from the top."""
    tables = []
    rows = rows_of(line for line in lines if line.turn == 0)
    at = free = 0
    while at < len(rows):
        end = run(rows, at)
        first = at
        if end > at:
            captioned = at > free + 1 and stands_apart(rows[at - 2])
            if at > free and _heads_all(rows[at - 1], rows[at:end], captioned):
                first = at - 1
            first = first_above(rows[free:], first - free, end - free) + free
        announced = first > free and is_announcement(rows[first - 1])
        least = LEAST_ROWS - 1 if announced else LEAST_ROWS
        if end - at >= least or _headed(rows[at:end], rules):
            table = _table_in(rows[first:end], rules, announced)
            if table is not None:
                tables.append(table)
                at = free = end
                continue
        at += 1
    return tables


def rest_of_table(lines: Sequence[TextLine], before: PageTable, shift: float) -> PageTable | None:
    """The rows at the top of a column that keep to the columns of the table with which the
    column before ended, moved by `shift`; None where there are none, or the head comes again."""
    rows = rows_of(line for line in lines if line.turn == 0)
    xs = [x + shift for x in before.xs]
    inner = [float("-inf"), *xs[1:-1], float("inf")]
    last = 0
    if before.heads == before.rows:
        return None  # nothing but a head: its columns are not known well
    size = median(x.size for cell in before.cells for x in cell.lines)
    heads = {cell.text for cell in before.cells if cell.row < (before.heads or 0)}
    if not rows or any(line.text in heads for line in rows[0]):
        return None  # with its head again: a table like any other
    for at, row in enumerate(parted(rows, xs)):
        if any(abs(line.size - size) > SAME_SIZE for line in row):
            break
        far = at and row[0].base - rows[at - 1][0].base > ROW_PITCH * row[0].size
        if far or stands_apart(row) or any(crosses(line, inner) for line in row):
            break
        wide = labels_of_sums(row)
        cells = [line for i, line in enumerate(row) if not {i - 1, i} <= wide]
        if len({column_of(line, xs) for line in cells}) < len(cells):
            break
        if cell_count(row) > 1:
            last = at + 1
    if not last:
        return None
    kept = parted(rows[: with_last_cells(rows, 0, last)], xs)
    body = [cell.text for cell in before.cells if cell.row >= (before.heads or 0)]
    if any(map(is_numeric, body)) and not any(is_numeric(x.text) for row in kept for x in row):
        return None  # words below figures: the head of another table
    box = around([line.box for row in kept for line in row])
    return build_under([], kept, [min(xs[0], box.x0), *xs[1:-1], max(xs[-1], box.x1)], box)


def lone_head(lines: Sequence[TextLine], rules: Sequence[Box]) -> PageTable | None:
    """The head of a table of which a page break has left no more at the foot of a column: one
    row of headers between two strokes, under a caption."""
    rows = rows_of(line for line in lines if line.turn == 0)
    edges = merged([Edge(r.y0, r.x0, r.x1) for r in rules if r.height < 1])
    across = [Box(edge.start, edge.at, edge.end, edge.at) for edge in edges]
    for upper, lower in pairwise(across):
        if abs(upper.x0 - lower.x0) > 6 or abs(upper.x1 - lower.x1) > 6:
            continue
        between = [r for r in rows if upper.y0 < r[0].base < lower.y0 and r[0].x0 > upper.x0 - 3]
        above = [row for row in rows if row[0].base < upper.y0]
        if not between or not above or between[-1] is not rows[-1]:
            continue
        headers = headers_of([line for row in between for line in row])
        apart = all(one.box.x1 < other.box.x0 for one, other in pairwise(headers))
        if len(headers) < 2 or not apart or not is_announcement(above[-1]):
            continue
        mids = [(one.box.x1 + other.box.x0) / 2 for one, other in pairwise(headers)]
        xs = (upper.x0, *mids, upper.x1)
        cells = [
            PageCell(0, at, width=xs[at + 1] - xs[at], lines=list(header.lines))
            for at, header in enumerate(headers)
        ]
        box = Box(upper.x0, upper.y0, upper.x1, lower.y0)
        return PageTable(box, xs, cells, 1, ruled=False)
    return None


def _heads_all(row: Row, below: Sequence[Row], captioned: bool) -> bool:
    """Whether a row of one cell is the uppermost header of the rows below, and no caption: it
    stands over all columns but that of the labels, or as near as the next row of headers under
    a line that is the caption."""
    figured = next((other for other in below if is_figured(other)), None)
    if len(row) > 1 or stands_apart(row) or len(below) < 2 or figured is None:
        return False
    line, first = row[0], below[0][0]
    pitch = below[1][0].base - first.base
    alike = abs(line.size - first.size) < 0.3 and line.bold == first.bold
    if figured is below[0] or not alike or first.base - line.base > 1.3 * max(pitch, line.size):
        return False
    box = around([other.box for each in below for other in each])
    middle = line.middle_x
    left = figured[0].x1
    labelled = first.x0 < left
    if labelled and is_figured(below[1]):
        return False  # a head of one row with a title over it
    over_columns = abs(middle - (left + box.x1) / 2) < abs(middle - box.middle_x)
    regular = abs(first.base - line.base - pitch) < 0.1 * pitch
    return line.x0 > left and (over_columns or (captioned and regular))


def _table_in(rows: Sequence[Row], rules: Sequence[Box], announced: bool) -> PageTable | None:
    """The table that the rows make, if they make one; a caption may have `announced` it."""
    bounds = gutters(rows, banded=announced or _headed(rows, rules))
    if bounds is None:
        return None
    box = around([line.box for row in rows for line in row])
    xs = [box.x0, *bounds, box.x1]
    several = sum(len(row) > 1 for row in rows)
    figured = sum(map(is_figured, rows))
    least = LEAST_ROWS - 1 if figured else LEAST_ROWS
    sure = announced and several >= least and 2 * several >= len(rows)
    if not sure and not is_table(rows, xs, rules):
        return None
    inside = [rule for rule in rules if rule.height < 1 and box.y0 < rule.y0 < box.y1]
    return build(parted(rows, xs), xs, box, inside)


def is_table(rows: Sequence[Row], xs: Sequence[float], rules: Sequence[Box]) -> bool:
    """Whether rows in these columns read as a table and not as columns of prose or a list."""
    columns = len(xs) - 1
    body = [row for row in rows if len(row) >= 2]
    if _headed(rows, rules):
        return True
    if _drawn_as_cells(rows, xs):
        return True
    if len(body) < LEAST_ROWS:
        return False
    if any(is_figured(row) and len(row) >= SURE_ROW for row in body):
        return True
    cells = [line for row in body for line in row if column_of(line, xs) > 0]
    figures = sum(is_numeric(line.text) for line in cells) / len(cells) if cells else 0.0
    if figures >= FIGURES:
        return True
    if columns < 3:
        return False
    words = [line for row in body for line in row if not is_numeric(line.text)]
    mean = sum(columns_wide(line.text) for line in words) / max(1, len(words))
    if mean > LONGEST_CELL:
        return False
    ruled = _ruled_rows(rows, rules)
    full = sum(len(row) >= 0.7 * columns for row in body) / len(body)
    return figures >= FIGURES / 2 or (full >= 0.7 and (ruled or mean <= LONGEST_CELL / 2))


def _drawn_as_cells(rows: Sequence[Row], xs: Sequence[float]) -> bool:
    """Whether the order of drawing shows cells that wrap beside each other in several rows."""
    lines = [line for row in parted(rows, xs) for line in row]
    if not row_by_row(lines, xs):
        return False
    found = drawn_rows(lines, xs, labels=False).rows
    return sum(len({block.column for block in row}) > 1 for row in found) >= LEAST_ROWS


def _headed(rows: Sequence[Row], rules: Sequence[Box]) -> bool:
    """Whether strokes stand over and under a first row that heads a row of figures: a table of
    which a page break has left no more."""
    figured = [row for row in rows if is_figured(row)]
    if not figured or len(rows) < 2 or figured[0] is rows[0] or len(figured[0]) < LEAST_ROWS:
        return False
    x0, y0, x1, _ = around([line.box for row in rows for line in row])
    wide = [r for r in rules if r.height < 1 and r.width > 0.9 * (x1 - x0)]
    first, em = figured[0][0].base, figured[0][0].size
    above = any(y0 - 2 * em < r.y0 <= rows[0][0].base - em / 2 for r in wide)
    between = any(rows[0][0].base < r.y0 < first for r in wide)
    return above and between


def _ruled_rows(rows: Sequence[Row], rules: Sequence[Box]) -> bool:
    """Whether strokes as wide as the rows stand over, in or under them."""
    x0, y0, x1, y1 = around([line.box for row in rows for line in row])
    reach = rows[0][0].size * 2
    wide = [r for r in rules if r.width > 0.8 * (x1 - x0) and y0 - reach < r.y0 < y1 + reach]
    return len(wide) >= 2

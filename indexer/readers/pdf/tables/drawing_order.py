"""Cells and rows of a table by the order in which its text was drawn.

Typesetters draw cell after cell and row after row. So lines of one column that were drawn one
after the other are one wrapped cell, and text drawn in between separates two cells, however
near they are to each other. The tallest cell of a row fills its height: rows are groups of
cells whose heights overlap. A label that spans several rows is drawn before the first of them.

Where a page was drawn in another order (line by line, column by column, or as a recognised
picture) the order shows nothing; `is_drawn_row_by_row` decides.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.readers.pdf.tables.options import DRAWING_ORDER, ROWS
from indexer.readers.pdf.tables.row_groups import GroupLabel
from indexer.readers.pdf.tables.rows import TOTAL, column_of, rows_of
from indexer.structure.characters import is_han
from indexer.structure.table_grid import all_periods, is_numeric

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from indexer.readers.pdf.source.geometry import Box, TextLine
    from indexer.readers.pdf.tables.model import TableFrame


@dataclass(slots=True)
class CellText:
    """The lines of one cell of a column, from the top; `order` is the drawing order of its first
    line."""

    column: int
    lines: list[TextLine]
    order: int

    @property
    def top(self) -> float:
        return self.lines[0].y0

    @property
    def bottom(self) -> float:
        return self.lines[-1].y1

    @property
    def text(self) -> str:
        return "".join(line.text for line in self.lines).strip()


@dataclass(slots=True)
class DrawnRows:
    """The rows of a table, each with its cells from the left, and the labels that span several
    rows; these are in no row."""

    rows: list[list[CellText]]
    labels: list[GroupLabel]

    @property
    def lines(self) -> list[list[TextLine]]:
        """The lines of each row."""
        return [[line for cell in row for line in cell.lines] for row in self.rows]


def is_drawn_row_by_row(lines: Sequence[TextLine], column_bounds: Sequence[float]) -> bool:
    """True if the lines were drawn cell by cell and row by row.

    In an order by cells, the pen moves up when it goes to the next column (an order by lines does
    not) and moves left to begin the next row (an order by columns does not). If only cells of the
    last column wrap, the orders by line and by cell are the same.
    """
    ordered = _in_drawing_order(lines)
    moves_up = moves_back = False
    for earlier, later in pairwise(ordered):
        from_column, to_column = column_of(earlier, column_bounds), column_of(later, column_bounds)
        step = ROWS.same_baseline * earlier.size
        moves_up |= to_column > from_column and later.base < earlier.base - step
        moves_back |= to_column < from_column and later.base > earlier.base + step
    return moves_back and (moves_up or _only_last_column_wraps(ordered, column_bounds))


def drawn_rows(lines: Sequence[TextLine], frame: TableFrame, *, labels: bool = True) -> DrawnRows:
    """The rows of lines that were drawn row by row in the columns of `frame`; its row separators
    end a cell. Without `labels` the text of the first column is in rows too."""
    cells = _cells(lines, frame)
    found = _overlapping(cell for cell in cells if cell.column > 0)
    first = sorted((cell for cell in cells if cell.column == 0), key=lambda cell: cell.top)
    if labels and frame.columns > 2 and _span_several_rows(first, found):
        return _with_labels(first, found)
    return DrawnRows(_overlapping(cells), [])


def header_and_body(
    lines: Sequence[TextLine], frame: TableFrame
) -> tuple[list[TextLine], DrawnRows] | None:
    """The lines of the header and the rows of the body, if the lines were drawn row by row.

    The body begins at the first row with figures after its first cell, or at the second row of a
    table of words.
    """
    if not is_drawn_row_by_row(lines, frame.column_bounds):
        return None
    rows = drawn_rows(lines, frame, labels=False).rows
    # A dash is a figure only in a column of figures.
    figures = {
        cell.column for row in rows for cell in row
        if is_numeric(text := cell.text) and any(map(str.isdigit, text))
    }  # fmt: skip
    figured = next((at for at, row in enumerate(rows) if _has_figures(row, figures)), None)
    first = min(1, len(rows) - 1) if figured is None else figured
    top = min(cell.top for cell in rows[first]) if first else float("-inf")
    header = [line for line in lines if line.middle_y < top]
    return header, drawn_rows([line for line in lines if line.middle_y >= top], frame)


def _has_figures(row: Sequence[CellText], figures: Collection[int]) -> bool:
    """True if a row has figures after its first column, in columns of `figures`, and not only
    years."""
    texts = [cell.text for cell in row if cell.column > 0 and cell.column in figures]
    return any(map(is_numeric, texts)) and not all_periods(texts)


def _in_drawing_order(lines: Iterable[TextLine]) -> list[TextLine]:
    return sorted(lines, key=lambda line: (line.order, line.x0))


def _only_last_column_wraps(ordered: Sequence[TextLine], column_bounds: Sequence[float]) -> bool:
    """True if only cells of the last column wrap: a line alone at its height was drawn right after
    the line above it in this column, and every other row has a label or figures."""
    last = len(column_bounds) - 2
    drawn_before = {later: earlier for earlier, later in pairwise(ordered)}
    wrapped = False
    for row in rows_of(ordered):
        columns = [column_of(line, column_bounds) for line in row]
        if columns == [last] and row[0] in drawn_before:
            above = drawn_before[row[0]]
            if column_of(above, column_bounds) != last or above.base > row[0].base:
                # Drawn after another column or after a line below: a cell of its own.
                return False
            wrapped = True
        elif len(columns) == 1 or not (
            columns[0] == 0 or any(is_numeric(line.text) for line in row)
        ):
            # Without a label and figures it may be the rest of cells that wrap in other columns.
            return False
    return wrapped and last > 0


def _cells(lines: Sequence[TextLine], frame: TableFrame) -> list[CellText]:
    """The cells of the lines, in drawing order."""
    ordered = _in_drawing_order(lines)
    columns = [column_of(line, frame.column_bounds) for line in ordered]
    pitch = _pitch_in_cells(_steps_down(ordered, columns))
    cells: list[CellText] = []
    for line, column in zip(ordered, columns, strict=True):
        last = cells[-1] if cells else None
        if (
            last is not None
            and last.column == column
            and _continues_cell(last.lines[-1], line, pitch, frame.row_separators)
        ):
            last.lines.append(line)
        else:
            cells.append(CellText(column, [line], line.order))
    for cell in cells:
        cell.lines.sort(key=lambda line: (line.base, line.x0))
    return cells


def _steps_down(ordered: Sequence[TextLine], columns: Sequence[int]) -> list[float]:
    """The pitches, in ems, from each line to the next one drawn, if this is below it in the same
    column and near enough to belong to its cell."""
    steps = []
    for at, (above, below) in enumerate(pairwise(ordered)):
        step = (below.base - above.base) / above.size
        is_near = ROWS.same_baseline < step < DRAWING_ORDER.widest_pitch
        if is_near and columns[at] == columns[at + 1]:
            steps.append(step)
    return steps


def _pitch_in_cells(steps: Sequence[float]) -> float:
    """The widest pitch of lines in one cell, in ems: of the frequent pitches the smallest, and
    those within `same_pitch` of it."""
    counts = Counter(round(step, 1) for step in steps)
    if not counts:
        return ROWS.wrap_pitch
    # Frequent is relative to the most frequent: few cells may wrap, but a pitch much rarer than
    # that from row to row is one line out of its place.
    most = max(counts.values())
    usual = min(step for step, count in counts.items() if DRAWING_ORDER.rare * count > most)
    return max(step for step in steps if abs(step - usual) < DRAWING_ORDER.same_pitch)


def _continues_cell(
    above: TextLine, line: TextLine, pitch: float, separators: Sequence[Box]
) -> bool:
    """True if a line drawn right after another one of its column is in the same cell."""
    down = line.base - above.base
    if abs(down) < ROWS.same_baseline * line.size:
        return True  # beside it: a piece of the same line
    if _are_two_texts(above, line):
        return False
    longest = pitch * (1 + DRAWING_ORDER.pitch_slack) * max(line.size, above.size)
    if not 0 < down <= longest:
        return False
    upper, lower, middle = above.middle_y, line.middle_y, line.middle_x
    return not any(upper < s.y0 < lower and s.x0 < middle < s.x1 for s in separators)


def _are_two_texts(above: TextLine, line: TextLine) -> bool:
    """True if one of two lines of Han is bold: the heading of a group and the first name in it. A
    name may have a translation or a remark in other type."""
    return above.bold != line.bold and is_han(above.text[-1]) and is_han(line.text[0])


def _overlapping(cells: Iterable[CellText]) -> list[list[CellText]]:
    """Cells whose heights overlap, directly or through others, from the top."""
    rows: list[list[CellText]] = []
    bottom = 0.0
    for cell in sorted(cells, key=lambda cell: cell.top):
        overlap = DRAWING_ORDER.row_overlap * cell.lines[0].size
        if rows and cell.top < bottom - overlap:
            rows[-1].append(cell)
            bottom = max(bottom, cell.bottom)
        else:
            rows.append([cell])
            bottom = cell.bottom
    for row in rows:
        row.sort(key=lambda cell: cell.column)
    return rows


def _span_several_rows(labels: Sequence[CellText], rows: Sequence[Sequence[CellText]]) -> bool:
    """True if cells of the first column span several rows: there are fewer of them than rows,
    and the rows have names of their own in the second column."""
    if not labels or len(labels) >= len(rows):
        return False
    names = [cell for row in rows for cell in row if cell.column == 1]
    named = sum(1 for cell in names if not is_numeric(cell.text))
    totals = sum(1 for label in labels if TOTAL.match(label.text))
    return len(names) + totals >= len(rows) and 2 * named > len(names)


def _with_labels(labels: Sequence[CellText], rows: list[list[CellText]]) -> DrawnRows:
    """The rows, and the labels. A label spans the rows from the one drawn next after it; the label
    of a totals row without a name in the second column spans only that row."""
    starts = [_row_drawn_next(label, rows) for label in labels]
    made = []
    for at, (label, start) in enumerate(zip(labels, starts, strict=True)):
        end = starts[at + 1] if at + 1 < len(starts) else len(rows)
        is_total = TOTAL.match(label.text) and not any(cell.column == 1 for cell in rows[start])
        count = 1 if is_total else max(1, end - start)
        made.append(GroupLabel(tuple(label.lines), start, count))
    return DrawnRows(rows, made)


def _row_drawn_next(label: CellText, rows: Sequence[Sequence[CellText]]) -> int:
    """The index of the row with the first cell that was drawn after a label; that of the last row
    if all cells were drawn before it."""
    following = [
        (cell.order, at) for at, row in enumerate(rows) for cell in row if cell.order >= label.order
    ]
    _, start = min(following, default=(0, len(rows) - 1))
    return start

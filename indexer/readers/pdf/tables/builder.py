"""From text rows in columns to a table: its header rows, its rows, and the labels beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import TextLine
from indexer.readers.pdf.tables.drawing_order import (
    drawn_rows,
    header_and_body,
    is_drawn_row_by_row,
)
from indexer.readers.pdf.tables.header_alignment import header_cells
from indexer.readers.pdf.tables.header_order import header_cells_by_order
from indexer.readers.pdf.tables.model import PageCell, PageTable
from indexer.readers.pdf.tables.options import EVIDENCE, ROWS, RULINGS
from indexer.readers.pdf.tables.row_groups import GroupLabel, group_labels
from indexer.readers.pdf.tables.rows import (
    TextRow,
    column_of,
    first_body_row,
    is_figured,
    is_total,
    lines_of,
)
from indexer.structure.table_grid import is_numeric

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.tables.model import TableFrame

#: The lines of each row of a table's body, and the labels that span several of them.
_Body = tuple[list[list[TextLine]], list[GroupLabel]]


def build_table(rows: Sequence[TextRow], frame: TableFrame) -> PageTable:
    """The table of text rows whose lines are cut at the column bounds of `frame`."""
    ordered = header_and_body(lines_of(rows), frame)
    if ordered is not None:
        header, drawn = ordered
        body = drawn.lines, drawn.labels
        by_order = header_cells_by_order(header, frame) if header else None
        if by_order is not None:
            cells, depth = by_order
            cells += _body_cells(body, frame, depth)
            return PageTable(frame.box, frame.column_bounds, cells, depth, ruled=False)
        return _with_aligned_header(header, body, frame)
    bands = _bands(rows, frame)
    if bands:
        first = next((at for at, band in enumerate(bands) if any(map(is_figured, band))), 1)
        header = [line for band in bands[:first] for line in lines_of(band)]
        return _with_aligned_header(header, (list(map(lines_of, bands[first:])), []), frame)
    first = first_body_row(rows)
    return _with_aligned_header(lines_of(rows[:first]), _body_by_place(rows[first:], frame), frame)


def build_under_header(
    header: Sequence[PageCell], rows: Sequence[TextRow], frame: TableFrame
) -> PageTable:
    """The table of drawn header cells, which may be none, and the text rows below them."""
    depth = max((cell.end for cell in header), default=0)
    lines = lines_of(rows)
    everything = [*(line for cell in header for line in cell.lines), *lines]
    if is_drawn_row_by_row(everything, frame.column_bounds):
        drawn = drawn_rows(lines, frame)
        body = drawn.lines, drawn.labels
    elif bands := _bands(rows, frame):
        body = list(map(lines_of, bands)), []
    else:
        body = _body_by_place(rows, frame)
    cells = [*header, *_body_cells(body, frame, depth)]
    return PageTable(frame.box, frame.column_bounds, cells, depth, ruled=False)


def span_totals(cells: list[PageCell], first: int, frame: TableFrame) -> int:
    """Merge the label of a totals row over the two label columns, in place. Return the index after
    the last row that group labels may span.

    The body begins at row `first`. A totals row of the whole table is its first or its last row,
    has no group label, and is the only row of its name: totals of groups share theirs.
    """
    end = max((cell.end for cell in cells), default=first)
    if frame.columns < _LABELS_AND_FIGURES:
        return end
    last = end - 1
    names = [cell for cell in cells if cell.row >= first and cell.column == 1 and cell.lines]
    for cell in [cell for cell in names if cell.row in (first, last) and cell.rows == 1]:
        labels = [x for x in cells if x.column == 0 and x.row <= cell.row < x.end]
        if any(x.lines or x.rows > 1 for x in labels) or not _is_total(cell):
            continue
        if sum(other.text == cell.text for other in names) == 1:
            for label in labels:  # a slot without text
                cells.remove(label)
            cell.column, cell.columns, cell.width = 0, 2, frame.width(0, 1)
            end = last if cell.row == last > first else end
    return end


#: Two columns of labels and one of figures.
_LABELS_AND_FIGURES = 3


def _is_total(cell: PageCell) -> bool:
    return is_total("".join(line.text for line in cell.lines))


def _body_by_place(rows: Sequence[TextRow], frame: TableFrame) -> _Body:
    """The body of a table by the places of its lines only."""
    found = group_labels(rows, frame.column_bounds) if frame.columns > 2 else None
    labels, rest = found or ([], rows)
    return _table_rows(rest, frame), list(labels)


def _bands(rows: Sequence[TextRow], frame: TableFrame) -> list[list[TextRow]]:
    """The text rows between separators as wide as the table, where each band has one row of
    figures at most; none where there are too few bands."""
    width = frame.column_bounds[-1] - frame.column_bounds[0]
    wide = [s.y0 for s in frame.row_separators if s.width > RULINGS.full_width * width]
    bands: list[list[TextRow]] = [[] for _ in range(len(wide) + 1)]
    for row in rows:
        bands[sum(y < row[0].middle_y for y in wide)].append(row)
    bands = [band for band in bands if band]
    several = any(sum(map(is_figured, band)) > 1 for band in bands)
    return [] if several or len(bands) < EVIDENCE.least_bands else bands


def _with_aligned_header(header: Sequence[TextLine], body: _Body, frame: TableFrame) -> PageTable:
    """The table of a body and of header lines, whose spans follow from their alignment."""
    rows, labels = body
    by_column: list[list[TextLine]] = [[] for _ in range(frame.columns)]
    for line in (line for row in rows for line in row):
        by_column[column_of(line, frame.column_bounds)].append(line)
    for label in labels:
        by_column[0] += label.lines
    cells, depth = header_cells(header, frame, by_column)
    cells += _body_cells(body, frame, depth)
    return PageTable(frame.box, frame.column_bounds, cells, depth or None, ruled=False)


def _body_cells(body: _Body, frame: TableFrame, first: int) -> list[PageCell]:
    """The cells of a body and of its labels; the body begins at row `first` of the table. A
    totals row is in the group of no label."""
    rows, labels = body
    cells: list[PageCell] = []
    for at, lines in enumerate(rows, first):
        made: dict[int, PageCell] = {}
        for line in lines:
            column = column_of(line, frame.column_bounds)
            if column not in made:
                made[column] = PageCell(at, column, width=frame.width(column, column))
            made[column].lines.append(line)
        cells += made.values()
    end = span_totals(cells, first, frame)
    for label in labels:
        start = first + label.first
        count = max(1, min(label.count, end - start))
        width = frame.width(0, 0)
        cells.append(PageCell(start, 0, count, width=width, lines=list(label.lines)))
    return cells


def _table_rows(rows: Sequence[TextRow], frame: TableFrame) -> list[list[TextLine]]:
    """The lines of each row of the table: lines of a wrapped label or cell join their row."""
    figured = [row for row in rows if any(is_numeric(line.text) for line in row[1:])]
    if not figured:
        return _by_first_column(rows, frame)
    made: list[list[TextLine]] = [list(row) for row in figured]
    levels = [row[0].base for row in figured]
    for row in rows:
        if any(row is other for other in figured):
            continue
        base = row[0].base
        nearest = min(range(len(levels)), key=lambda at: abs(levels[at] - base))
        if len(row) == 1 or abs(levels[nearest] - base) < ROWS.wrap_pitch * row[0].size:
            made[nearest] += row
        else:
            place = sum(level < base for level in levels)
            made.insert(place, list(row))
            levels.insert(place, base)
    return made


def _by_first_column(rows: Sequence[TextRow], frame: TableFrame) -> list[list[TextLine]]:
    """The lines of each row of a table of words: a row begins where the first column has text."""
    made: list[list[TextLine]] = []
    for row in rows:
        if made and column_of(row[0], frame.column_bounds) > 0:
            made[-1] += row
        else:
            made.append(list(row))
    return made

"""From lines in columns to a table: its head, its rows, and the labels beside several of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.readers.pdf.tables.cells import PageCell, PageTable, cut_at
from indexer.readers.pdf.tables.column_gaps import NEAR, Row, is_figured, is_wrapped
from indexer.readers.pdf.tables.drawing_order import (
    TOTAL,
    Block,
    DrawnRows,
    column_of,
    drawn_rows,
    row_by_row,
)
from indexer.readers.pdf.tables.header_alignment import head_cells
from indexer.readers.pdf.tables.header_order import drawn_head
from indexer.readers.pdf.tables.row_groups import Label, spanning_labels
from indexer.structure.table_grid import all_periods, is_numeric

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from indexer.readers.pdf.source.geometry import Box, TextLine

#: A cut as wide as this share of the table parts its rows, and so many rows must be parted.
WIDE_CUT, LEAST_BANDS = 0.9, 3


def parted(rows: Sequence[Row], xs: Sequence[float]) -> list[Row]:
    """The rows with lines parted that run on over a bound of the columns: cells that stand
    nearer to each other than a character is wide."""
    done = []
    for row in rows:
        made: Row = []
        for line in row:
            pieces = [line]
            for x in xs[1:-1]:
                last = pieces.pop()
                pieces += cut_at(last, x)
            made += pieces
        done.append(made)
    return done


def build(
    rows: Sequence[Row], xs: Sequence[float], box: Box, cuts: Sequence[Box] = ()
) -> PageTable:
    """The table of rows of type in columns; `cuts` are strokes and edges of shades that part
    its rows."""
    lines = [line for row in rows for line in row]
    if row_by_row(lines, xs):
        top = _body_top(lines, xs, cuts)
        head = [line for line in lines if line.middle_y < top]
        body = [line for line in lines if line.middle_y >= top]
        groups, labels = _groups(drawn_rows(body, xs, cuts))
        made = drawn_head(head, xs) if head else None
        if made is not None:
            cells, depth = made
            cells += body_cells(groups, labels, xs, depth)
            return PageTable(box, tuple(xs), cells, depth, ruled=False)
        return made_table(head, groups, xs, box, labels)
    bands = _bands(rows, xs, cuts)
    if bands:
        first = next((at for at, band in enumerate(bands) if any(map(is_figured, band))), 1)
        top_rows = [line for band in bands[:first] for row in band for line in row]
        return made_table(top_rows, [_flat(band) for band in bands[first:]], xs, box)
    first = _first_figures(rows)
    groups, labels = _undrawn(rows[first:], xs)
    return made_table(_flat(rows[:first]), groups, xs, box, labels)


def build_under(
    head: Sequence[PageCell],
    rows: Sequence[Row],
    xs: Sequence[float],
    box: Box,
    cuts: Sequence[Box] = (),
) -> PageTable:
    """The table of a drawn head, which may be empty, and the rows of type below it."""
    heads = max((cell.row + cell.rows for cell in head), default=0)
    lines = _flat(rows)
    if row_by_row([*(line for cell in head for line in cell.lines), *lines], xs):
        groups, labels = _groups(drawn_rows(lines, xs, cuts))
    elif bands := _bands(rows, xs, cuts):
        groups, labels = [_flat(band) for band in bands], []
    else:
        groups, labels = _undrawn(rows, xs)
    cells = [*head, *body_cells(groups, labels, xs, heads)]
    return PageTable(box, tuple(xs), cells, heads, ruled=False)


def _flat(rows: Iterable[Row]) -> list[TextLine]:
    return [line for row in rows for line in row]


def _groups(found: DrawnRows) -> tuple[list[list[TextLine]], list[Label]]:
    """The lines of each row, and the labels."""
    return [[line for block in row for line in block.lines] for row in found.rows], found.labels


def _undrawn(rows: Sequence[Row], xs: Sequence[float]) -> tuple[list[list[TextLine]], list[Label]]:
    """The lines of each row and the labels, by their places only."""
    found = spanning_labels(rows, xs[1], xs[2]) if len(xs) > 3 else None
    labels, rest = found or ([], rows)
    return grouped(rest, xs), list(labels)


def _bands(rows: Sequence[Row], xs: Sequence[float], cuts: Sequence[Box]) -> list[list[Row]]:
    """The rows of type between cuts as wide as the table, where each band has one row of
    figures at most; none where there are too few bands."""
    ys = [cut.y0 for cut in cuts if cut.width > WIDE_CUT * (xs[-1] - xs[0])]
    bands: list[list[Row]] = [[] for _ in range(len(ys) + 1)]
    for row in rows:
        middle = row[0].middle_y
        bands[sum(y < middle for y in ys)].append(row)
    bands = [band for band in bands if band]
    if len(bands) < LEAST_BANDS or any(sum(map(is_figured, band)) > 1 for band in bands):
        return []
    return bands


def _body_top(lines: Sequence[TextLine], xs: Sequence[float], cuts: Sequence[Box]) -> float:
    """Where the body begins: with the first row that holds figures behind its first cell, or
    the second row where there are none."""
    rows = drawn_rows(lines, xs, cuts, labels=False).rows
    # A dash is a figure only in a column of figures.
    figures = {
        block.column for row in rows for block in row
        if is_numeric(text := _text(block)) and any(map(str.isdigit, text))
    }  # fmt: skip
    figured = next((at for at, row in enumerate(rows) if _holds_figures(row, figures)), None)
    if figured is None:
        figured = 1 if len(rows) > 1 else 0
    return min(block.top for block in rows[figured]) if figured else float("-inf")


def _holds_figures(row: Sequence[Block], figures: Collection[int]) -> bool:
    """Whether a row holds figures behind its first column, in columns that have some, and not
    only years."""
    texts = [_text(block) for block in row if block.column > 0 and block.column in figures]
    return any(map(is_numeric, texts)) and not all_periods(texts)


def _text(block: Block) -> str:
    return "".join(line.text for line in block.lines)


def made_table(
    head: Sequence[TextLine],
    groups: Sequence[Sequence[TextLine]],
    xs: Sequence[float],
    box: Box,
    labels: Sequence[Label] = (),
) -> PageTable:
    """A table of the head's lines and the body's rows, with the `labels` that stand
    beside several of these."""
    by_column: list[list[TextLine]] = [[] for _ in range(len(xs) - 1)]
    for line in (line for group in groups for line in group):
        by_column[column_of(line, xs)].append(line)
    for label in labels:
        by_column[0] += label.lines
    cells, depth = head_cells(head, xs, by_column)
    cells += body_cells(groups, labels, xs, depth)
    return PageTable(box, tuple(xs), cells, depth or None, ruled=False)


def body_cells(
    groups: Sequence[Sequence[TextLine]], labels: Sequence[Label], xs: Sequence[float], first: int
) -> list[PageCell]:
    """The cells of rows and of the labels beside several of these; the first is row `first` of
    the table. A row of sums is in the group of no label."""
    cells: list[PageCell] = []
    for at, group in enumerate(groups):
        made: dict[int, PageCell] = {}
        for line in group:
            column = column_of(line, xs)
            if column not in made:
                made[column] = PageCell(first + at, column, width=xs[column + 1] - xs[column])
            made[column].lines.append(line)
        cells += made.values()
    end = span_sums(cells, first, xs)
    for label in labels:
        start = first + label.first
        count = max(1, min(label.count, end - start))
        cells.append(PageCell(start, 0, count, width=xs[1] - xs[0], lines=list(label.lines)))
    return cells


def span_sums(cells: list[PageCell], first: int, xs: Sequence[float]) -> int:
    """Where the first or the last row from `first` on is that of the sums of the table, set in
    the middle of two columns of labels, its name reaches over both; the end of the other rows.

    It has no label, and no other row has the same name, as the sums of groups have.
    """
    end = max((cell.row + cell.rows for cell in cells), default=first)
    if len(xs) < 4:
        return end
    last = end - 1
    names = [cell for cell in cells if cell.row >= first and cell.column == 1 and cell.lines]
    for cell in [cell for cell in names if cell.row in (first, last) and cell.rows == 1]:
        labels = [x for x in cells if x.column == 0 and x.row <= cell.row < x.row + x.rows]
        if any(x.lines or x.rows > 1 for x in labels) or not _is_total(cell):
            continue
        if sum(other.text == cell.text for other in names) == 1:
            for label in labels:  # a slot without text
                cells.remove(label)
            cell.column, cell.columns, cell.width = 0, 2, xs[2] - xs[0]
            end = last if cell.row == last > first else end
    return end


def _is_total(cell: PageCell) -> bool:
    return TOTAL.match("".join(line.text for line in cell.lines).replace(" ", "")) is not None


def _first_figures(rows: Sequence[Row]) -> int:
    """Index of the first row of the body: the first with figures behind its first cell, or the
    second with the most cells when there are none."""
    for at, row in enumerate(rows):
        if is_figured(row):
            return _with_label(rows, at) if at else 0
    most = max(len(row) for row in rows)
    full = [at for at, row in enumerate(rows) if len(row) >= 0.7 * most]
    return full[1] if len(full) > 1 else min(1, len(rows))


def _with_label(rows: Sequence[Row], at: int) -> int:
    """One row earlier when what stands right above is the first line of the row's own label,
    which wraps around the height of its figures."""
    if at + 1 >= len(rows) or len(rows[at + 1]) > 1:
        return at
    return at - 1 if is_wrapped(rows[at - 1], rows[at]) else at


def with_wrapped_label(rows: Sequence[Row], end: int) -> int:
    """The end of a table's rows, one later when the last row's label wraps: what follows stands
    alone, and nearer than a row of type would."""
    if not 0 < end < len(rows) or len(rows[end]) > 1:
        return end
    line, last = rows[end][0], rows[end - 1]
    near = line.base - last[0].base < NEAR * line.size
    return end + 1 if near and line.x1 < last[-1].x1 else end


def grouped(rows: Sequence[Row], xs: Sequence[float]) -> list[list[TextLine]]:
    """Rows of type as rows of the table: a label or a cell that wraps is one with its row."""
    figured = [row for row in rows if any(is_numeric(line.text) for line in row[1:])]
    if not figured:
        return _by_first_column(rows, xs)
    groups: list[list[TextLine]] = [list(row) for row in figured]
    levels = [row[0].base for row in figured]
    for row in rows:
        if any(row is other for other in figured):
            continue
        nearest = min(range(len(levels)), key=lambda i: abs(levels[i] - row[0].base))
        if len(row) == 1 or abs(levels[nearest] - row[0].base) < 1.6 * row[0].size:
            groups[nearest] += row
        else:
            place = sum(level < row[0].base for level in levels)
            groups.insert(place, list(row))
            levels.insert(place, row[0].base)
    return groups


def _by_first_column(rows: Sequence[Row], xs: Sequence[float]) -> list[list[TextLine]]:
    """Rows of words: a row begins where the first column has something."""
    groups: list[list[TextLine]] = []
    for row in rows:
        if groups and column_of(row[0], xs) > 0:
            groups[-1] += row
        else:
            groups.append(list(row))
    return groups

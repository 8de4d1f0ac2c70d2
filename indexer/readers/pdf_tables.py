"""The tables of one page: grids drawn with strokes or shading, and tables without either.

pdfplumber is not used: it reads a page a second time with pdfminer's own layout, gives merged
cells as None, and finds nothing without rules. The strokes are at hand already, and the cells'
spans fall out of the grid (`pdf_grid`).
"""

from __future__ import annotations

from collections.abc import Sequence

from indexer.grid import is_numeric
from indexer.readers.pdf_bands import band_groups, grow_down, table_in_bands
from indexer.readers.pdf_cells import PageCell, PageTable, rows_of
from indexer.readers.pdf_geometry import Box, Line, inside
from indexer.readers.pdf_grid import Grid
from indexer.readers.pdf_labels import Label, spanning_labels
from indexer.readers.pdf_unruled import find_unruled

#: Below this share of cells with text a grid is a drawing or a form of empty boxes.
FILLED = 0.25


def drawn_tables(
    grids: Sequence[Grid], rules: Sequence[Box], lines: Sequence[Line]
) -> tuple[list[PageTable], list[Line]]:
    """Tables with drawn cells or rows, and the lines that are in none of them. A frame around
    one slot is none; one shaded slot may be the head of a table."""
    tables: list[PageTable] = []
    rest = list(lines)
    shown = [grid for grid in grids if grid.shaded or not grid.single]
    for grid in sorted(shown, key=lambda grid: _area(grid.box)):
        held = [line for line in rest if _within(line, grid.box)]
        if not held:
            continue
        found = _table(grid, held, rest)
        if found is None:
            continue
        table, used = found
        gone = {id(line) for line in used}
        rest = [line for line in rest if id(line) not in gone]
        tables.append(table)
    for box, strokes in band_groups(rules, rest):
        held = [line for line in rest if _within(line, box)]
        whole = [stroke[1] for stroke in strokes if stroke[2] - stroke[0] > box[2] - box[0] - 12]
        banded = table_in_bands(box, whole, held, [], strokes)
        if banded is not None:
            gone = {id(line) for line in held}
            rest = [line for line in rest if id(line) not in gone]
            tables.append(banded)
    tables.sort(key=lambda table: (table.box[1], table.box[0]))
    return tables, rest


def plain_tables(lines: Sequence[Line], rules: Sequence[Box]) -> tuple[list[PageTable], list[Line]]:
    """Tables without drawn cells among the lines of one column, and the other lines."""
    tables = find_unruled(lines, rules)
    return tables, [x for x in lines if not any(_within(x, table.box) for table in tables)]


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _within(line: Line, box: Box) -> bool:
    x0, y0, x1, y1 = box
    x, y = (line.x0 + line.x1) / 2, (line.y0 + line.y1) / 2
    return inside(x, y, (x0 - 1, y0 - 1, x1 + 1, y1 + 1))


def _table(
    grid: Grid, held: list[Line], rest: Sequence[Line]
) -> tuple[PageTable, list[Line]] | None:
    """The table in a grid with the lines it takes; None when the grid is something else."""
    if grid.columns == 1:
        table = table_in_bands(grid.box, grid.ys, held, rest)
        if table is None:
            return None
        return table, [line for line in rest if _within(line, table.box)]
    cells = _fill(grid, held)
    filled = sum(1 for cell in cells if cell.lines)
    if filled < 2 or filled < FILLED * len(cells):
        return None
    if grid.shaded and any(map(_several_figures, cells)):
        return None  # shaded here and there: the shades are not the cells
    cells = _split_rows(cells, grid)
    table = PageTable(grid.box, grid.xs, cells)
    gone = {id(line) for line in held}
    lower = grow_down(table, [line for line in rest if id(line) not in gone], grid.shaded)
    used = held + lower
    return table, used


def _fill(grid: Grid, lines: Sequence[Line]) -> list[PageCell]:
    """The grid's cells with the lines whose middle lies in them."""
    slots: dict[tuple[int, int], PageCell] = {}
    cells = []
    for span in grid.spans:
        x0, _, x1, _ = grid.span_box(span)
        cell = PageCell(span.row, span.column, span.rows, span.columns, x1 - x0)
        cells.append(cell)
        for r in range(span.row, span.row + span.rows):
            for c in range(span.column, span.column + span.columns):
                slots[r, c] = cell
    for line in lines:
        r = _slot(grid.ys, (line.y0 + line.y1) / 2)
        c = _slot(grid.xs, (line.x0 + line.x1) / 2)
        slots[r, c].lines.append(line)
    return cells


def _several_figures(cell: PageCell) -> bool:
    """Whether figures stand beside each other in a cell."""
    rows = rows_of(cell.lines)
    return any(sum(is_numeric(line.text) for line in row) > 1 for row in rows)


def _slot(bounds: Sequence[float], place: float) -> int:
    at = 0
    while at < len(bounds) - 2 and place > bounds[at + 1]:
        at += 1
    return at


def _split_rows(cells: list[PageCell], grid: Grid) -> list[PageCell]:
    """The cells with rows parted that were drawn as one: columns of figures, each with its own
    label to the left, under a head with strokes between the columns only."""
    done: list[PageCell] = []
    shift = 0
    for r in range(grid.rows):
        row = [cell for cell in cells if cell.row == r]
        levels, names = _levels(row, grid)
        if len(levels) < 2 or any(cell.rows > 1 for cell in row):
            for cell in row:
                cell.row += shift
            done += row
            continue
        for cell in done:
            if cell.row + cell.rows > r + shift:
                cell.rows += len(levels) - 1
        for cell in row:
            if cell.column < names:
                done += _spread(cell, row, grid, r + shift)
                continue
            parts = [
                PageCell(r + shift + i, cell.column, 1, cell.columns, cell.width)
                for i in range(len(levels))
            ]
            for line in cell.lines:
                nearest = min(range(len(levels)), key=lambda i: abs(levels[i] - line.base))
                parts[nearest].lines.append(line)
            done += parts
        shift += len(levels) - 1
    return done


def _spread(cell: PageCell, row: Sequence[PageCell], grid: Grid, first: int) -> list[PageCell]:
    """The labels of a first column, each over the rows that it heads."""
    return [
        PageCell(first + x.first, cell.column, x.count, 1, cell.width, list(x.lines))
        for x in _labels(row, grid)
    ]


def _labels(row: Sequence[PageCell], grid: Grid) -> Sequence[Label]:
    rows = rows_of(line for cell in row for line in cell.lines)
    found = spanning_labels(rows, grid.xs[1], grid.xs[2]) if grid.columns > 2 else None
    return found[0] if found else ()


def _levels(row: Sequence[PageCell], grid: Grid) -> tuple[list[float], int]:
    """The baselines of the rows that stand in one drawn row, none if it is one row; and the
    column that names each of them: the first, or the second where the first has labels for
    several rows."""
    figures = [
        [line.base for line in cell.lines]
        for cell in row
        if cell.column > 0
        and len(cell.lines) > 1
        and all(is_numeric(line.text) for line in cell.lines)
        and cell.text.count("\n") + 1 == len(cell.lines)  # else one long figure that wraps
    ]
    if not figures:
        return [], 0
    longest: list[float] = max(figures, key=len)
    levels = sorted(longest)
    for column in (0, 1):
        names = [line for cell in row if cell.column == column for line in cell.lines]
        if len(names) < len(levels) or all(is_numeric(line.text) for line in names):
            continue
        size = names[0].size
        # A name that wraps stands half a line above and below its figures.
        if all(any(abs(line.base - level) < 0.8 * size for line in names) for level in levels):
            return (levels, column) if column == 0 or _labels(row, grid) else ([], 0)
    return [], 0

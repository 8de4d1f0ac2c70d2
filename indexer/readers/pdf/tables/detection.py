"""The tables of one page: drawn cells, tables drawn in part, and tables without strokes.

pdfplumber is not used: it reads a page a second time with pdfminer's own layout, gives merged
cells as None, and finds nothing without rules. The strokes are at hand already, and the cells'
spans fall out of the grid (`pdf_grid`). What the drawing leaves open is read from the text
between it (`pdf_build`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import Box, TextLine, around
from indexer.readers.pdf.tables.banded import band_groups, table_in_bands
from indexer.readers.pdf.tables.borderless import find_unruled, lone_head, rest_of_table
from indexer.readers.pdf.tables.builder import build, build_under, parted
from indexer.readers.pdf.tables.cells import PageCell, PageTable, rows_of
from indexer.readers.pdf.tables.column_bounds import bounds, share_columns, with_labels, with_outer
from indexer.readers.pdf.tables.column_gaps import Row, is_figured
from indexer.readers.pdf.tables.drawing_order import drawn_rows, row_by_row
from indexer.readers.pdf.tables.regions import around_box, crosses, drawn_within
from indexer.readers.pdf.tables.ruling_grid import SNAP, Grid
from indexer.readers.pdf.tables.vertical_rules import palisade_tables
from indexer.structure.table_grid import is_numeric

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Below this share of cells with text a grid is a drawing or a form of empty boxes.
FILLED = 0.25

_Found = tuple[PageTable, list[TextLine]]


def drawn_tables(
    grids: Sequence[Grid], rules: Sequence[Box], lines: Sequence[TextLine]
) -> tuple[list[PageTable], list[TextLine]]:
    """Tables with drawn cells or rows, and the lines that are in none of them. One slot with a
    frame is no table that can be told here, one shaded slot may be the head of one."""
    tables: list[PageTable] = []
    rest = list(lines)
    used: set[Grid] = set()
    for grid in sorted(grids, key=_turn):
        if grid in used or (grid.single and not grid.shaded):
            continue
        group = _group(grid, [other for other in grids if other not in used], rest)
        found = _table(group, rest)
        if found is not None:
            table, rest = found
            used.update(group)
            tables.append(table)
    for box, strokes in band_groups(rules, rest):
        held = drawn_within(box, rest)
        whole = [stroke.y0 for stroke in strokes if stroke.width > box.width - 12]
        banded = table_in_bands(box, whole, held, [], strokes)
        if banded is not None:
            rest = _without(rest, held)
            tables.append(banded)
    for table, box in palisade_tables(rules, rest):
        if not any(box.overlaps(other.box) for other in tables):
            rest = [line for line in rest if not box.holds_middle(line, 1)]
            tables.append(table)
    tables.sort(key=lambda table: (table.box.y0, table.box.x0))
    return tables, rest


def plain_tables(
    lines: Sequence[TextLine],
    rules: Sequence[Box],
    before: PageTable | None = None,
    shifts: Sequence[float] = (0.0,),
) -> tuple[list[PageTable], list[TextLine]]:
    """Tables without drawn cells among the lines of one column, and the other lines. The column
    before may have ended with the table `before`, one of `shifts` points further left."""
    tables: list[PageTable] = []
    rest = list(lines)
    if before is not None and any(cell.lines for cell in before.cells):
        found = (rest_of_table(rest, before, shift) for shift in shifts)
        tables = [table for table in found if table is not None][:1]
        rest = _outside(rest, tables)
    more = find_unruled(rest, rules)
    rest = _outside(rest, more)
    head = lone_head(rest, rules)
    if head is not None:
        more.append(head)
        rest = _outside(rest, [head])
    return tables + more, rest


def _outside(lines: Sequence[TextLine], tables: Sequence[PageTable]) -> list[TextLine]:
    return [x for x in lines if not any(table.box.holds_middle(x, 1) for table in tables)]


def _turn(grid: Grid) -> tuple[bool, float]:
    """When a grid is looked at: drawn ones first, the inner ones before those around them, and
    shaded ones from the top."""
    x0, y0, x1, y1 = grid.box
    return (grid.shaded, y0 if grid.shaded else (x1 - x0) * (y1 - y0))


def _group(grid: Grid, grids: Sequence[Grid], rest: Sequence[TextLine]) -> list[Grid]:
    """A shaded grid with the others that shade rows of its table, from the top."""
    group = [grid]
    while grid.shaded and grid.columns > 1:
        rows = around_box(around([each.box for each in group]), bounds(group), rest)
        box = around([each.box for each in group] + [line.box for row in rows for line in row])
        more = [
            other for other in grids
            if other.shaded and other.columns > 1 and other not in group
            and box.y0 - SNAP < other.ys[0] < box.y1 + SNAP
            and share_columns(other, group)
        ]  # fmt: skip
        if not more:
            break
        group += more
    return sorted(group, key=lambda each: each.ys[0])


def _table(group: Sequence[Grid], rest: Sequence[TextLine]) -> _Found | None:
    """The table in a grid, or of which several grids are parts, and the lines that are in no
    table then; None when it is something else."""
    box = around([grid.box for grid in group])
    held = [line for line in rest if box.holds_middle(line, 1)]
    if not held:
        return None
    if group[0].columns == 1:
        held = drawn_within(box, rest)
        table = table_in_bands(box, group[0].ys, held, rest, shaded=group[0].shaded)
        if table is None:
            return None
        return table, _outside(_without(rest, held), [table])
    grid = group[0]
    cells = _fill(grid, held)
    if len(group) == 1:
        filled = sum(1 for cell in cells if cell.lines)
        if filled < 2 or filled < FILLED * len(cells):
            return None
        if grid.shaded and any(map(_several_figures, cells)):
            return None  # shaded here and there: the shades are not the cells
    xs = bounds(group)
    rows = parted(rows_of(held), xs)
    if grid.shaded or _is_head(cells):
        rows = around_box(box, xs, rest) or rows
        xs = with_outer(xs, rows)
    outside = any(not grid.box.holds_middle(line, 1) for row in rows for line in row)
    top = 0 if outside else _first_unparted(grid, rows)
    if top is None:
        return PageTable(grid.box, grid.xs, cells), _without(rest, held)
    table = _in_part(group, rows, xs, top)
    left = [line for line in rest if not table.box.holds_middle(line, 1)]
    if len(xs) == len(bounds(group)):  # what reaches out makes the column of text no wider
        table.box = Box(
            max(table.box.x0, box.x0),
            table.box.y0,
            min(table.box.x1, box.x1),
            table.box.y1,
        )
    return table, left


def _without(rest: Sequence[TextLine], gone: Sequence[TextLine]) -> list[TextLine]:
    taken = set(gone)
    return [line for line in rest if line not in taken]


def _is_head(cells: Sequence[PageCell]) -> bool:
    """Whether drawn cells are a head and nothing else."""
    rows = max(cell.row + cell.rows for cell in cells)
    return rows <= 3 and not any(is_numeric(cell.text) for cell in cells if cell.column)


def _in_part(
    group: Sequence[Grid], rows: Sequence[Row], xs: Sequence[float], top: int
) -> PageTable:
    """The table of rows of type of which some are drawn; `top` rows of the first grid are."""
    grid = group[0]
    lines = [line for row in rows for line in row]
    box = around([each.box for each in group] + [line.box for line in lines])
    cuts = [cut for each in group for cut in _cuts(each)]
    first = min(line.y0 for line in lines)
    if grid.ys[0] < first + SNAP:
        heads = _drawn_heads(
            grid, _fill(grid, [x for x in lines if grid.box.holds_middle(x, 1)]), top
        )
        if heads:
            level = grid.ys[heads]
            above = [line for line in lines if line.middle_y < level]
            head = [cell for cell in _fill(grid, above) if cell.row < heads]
            body = [row for row in rows if row[0].middle_y >= level]
            xs = with_labels(xs, body)
            body = parted(body, xs)
            if body:
                return build_under(_moved(head, grid.xs, xs), body, xs, box, cuts)
    return build(rows, xs, box, cuts)


def _drawn_heads(grid: Grid, cells: Sequence[PageCell], top: int) -> int:
    """How many rows of a grid are a drawn head: those before the first figures, and no more
    than `top` if that is not 0. 0 where a cell reaches over the end of the head."""
    figured = [cell.row for cell in cells if cell.column and is_numeric(cell.text)]
    heads = min([*figured, grid.rows, *([top] if top else [])])
    if any(cell.row < heads < cell.row + cell.rows for cell in cells):
        return 0
    return heads


def _cuts(grid: Grid) -> list[Box]:
    """The edges that part the cells of a grid from those below."""
    found = []
    for span in grid.spans:
        x0, y0, x1, y1 = grid.span_box(span)
        found += [Box(x0, y0, x1, y0), Box(x0, y1, x1, y1)]
    return found


def _moved(cells: Sequence[PageCell], own: Sequence[float], xs: Sequence[float]) -> list[PageCell]:
    """Cells of a grid in the columns of the whole table."""
    places = [min(range(len(xs)), key=lambda at: abs(xs[at] - x)) for x in own]
    for cell in cells:
        start, end = places[cell.column], places[cell.column + cell.columns]
        cell.column, cell.columns = start, max(1, end - start)
    return list(cells)


def _fill(grid: Grid, lines: Sequence[TextLine]) -> list[PageCell]:
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
        r = _slot(grid.ys, line.middle_y)
        c = _slot(grid.xs, line.middle_x)
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


def _first_unparted(grid: Grid, rows: Sequence[Row]) -> int | None:
    """The first row of a grid that holds several rows of the table, as where strokes stand
    between the columns only; None when there is none."""
    tall = [grid.span_box(span) for span in grid.spans if span.rows > 1]
    rows = [[x for x in row if not any(box.holds_middle(x, 1) for box in tall)] for row in rows]
    rows = [row for row in rows if row]
    lines = [line for row in rows for line in row]
    by_row: dict[int, int] = {}
    if row_by_row(lines, grid.xs):
        for found in drawn_rows(lines, grid.xs, _cuts(grid), labels=False).rows:
            if len({block.column for block in found}) > 1:
                middles = [(block.top + block.bottom) / 2 for block in found]
                at = _slot(grid.ys, min(middles))
                by_row[at] = by_row.get(at, 0) + 1
    else:
        for row in rows:
            if is_figured(row) and not any(crosses(line, grid.xs) for line in row):
                at = _slot(grid.ys, row[0].middle_y)
                by_row[at] = by_row.get(at, 0) + 1
    return min((at for at, count in by_row.items() if count > 1), default=None)

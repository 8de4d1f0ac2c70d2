"""Tables drawn in part: rows ruled or shaded without columns, or a drawn head over a plain body."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.grid import is_numeric
from indexer.readers.pdf_cells import PageTable, rows_of
from indexer.readers.pdf_geometry import Box, Line, around
from indexer.readers.pdf_ruled_rows import ruled_rows_table
from indexer.readers.pdf_unruled import (
    LEAST_ROWS,
    ROW_PITCH,
    Row,
    body_cells,
    build,
    cell_count,
    grouped,
    gutters,
    is_figured,
    is_table,
    made_table,
    parted,
    with_wrapped_label,
)


def table_in_bands(
    box: Box,
    ys: Sequence[float],
    held: Sequence[Line],
    rest: Sequence[Line],
    strokes: Sequence[Box] = (),
) -> PageTable | None:
    """A table whose rows are shaded or ruled and whose columns are not; None if it has none.

    `ys` bound the bands; `rest` may hold rows below the last band. `strokes` are all that stand
    in the box, where it is ruled.
    """
    gone = {id(line) for line in held}
    rows = rows_of(held)
    below = _rows_below(box, [line for line in rest if id(line) not in gone])
    everything = [*rows, *below]
    bounds = gutters(everything, banded=True) if rows else None
    if bounds is None:
        return None
    xs = [box[0], *bounds, box[2]]
    figured = any(is_figured(row) and len(row) > 2 for row in everything)
    ruled = len(strokes) > LEAST_ROWS
    if not (figured or ruled) and not is_table(
        everything, xs, [(box[0], y, box[2], y) for y in ys]
    ):
        return None
    if ruled and not below:
        table = ruled_rows_table(box, strokes, parted(rows, xs), xs)
        if table is not None:
            return table
    box = around([line.box for row in everything for line in row] + [box])
    everything, rows = parted(everything, xs), parted(rows, xs)
    bands = _by_band(rows, ys)
    if below or len(bands) < LEAST_ROWS or any(sum(map(is_figured, b)) > 1 for b in bands):
        return build(everything, xs, box)
    first = next((at for at, band in enumerate(bands) if any(map(is_figured, band))), 1)
    top = [row for band in bands[:first] for row in band]
    return made_table(top, [[x for row in band for x in row] for band in bands[first:]], xs, box)


def _by_band(rows: Sequence[Row], ys: Sequence[float]) -> list[list[Row]]:
    """Rows of type in the bands that hold them, empty bands left out."""
    bands: list[list[Row]] = [[] for _ in range(len(ys) + 1)]
    for row in rows:
        middle = (row[0].y0 + row[0].y1) / 2
        bands[sum(y < middle for y in ys)].append(row)
    return [band for band in bands if band]


def band_groups(rules: Sequence[Box], lines: Sequence[Line]) -> list[tuple[Box, list[Box]]]:
    """Strokes of one length under each other with rows of cells between them: the box of each
    group and all strokes in it, the shorter ones too."""
    across = sorted((r for r in rules if r[3] - r[1] < 1), key=lambda rule: rule[1])
    groups: list[list[Box]] = []
    for rule in across:
        for group in groups:
            alike = abs(group[0][0] - rule[0]) < 6 and abs(group[0][2] - rule[2]) < 6
            if alike:
                group.append(rule)
                break
        else:
            groups.append([rule])
    found = []
    for group in groups:
        runs: list[list[Box]] = []
        for rule in group:
            if runs and _tabular(runs[-1][-1], rule, lines):
                runs[-1].append(rule)
            else:
                runs.append([rule])
        for run in runs:
            if len(run) > 2:
                x0, y0, x1, _ = run[0]
                box = (x0, y0, x1, run[-1][1])
                inside = [
                    r for r in across if y0 <= r[1] <= box[3] and x0 - 6 < r[0] and r[2] < x1 + 6
                ]
                found.append((box, inside))
    return found


def _tabular(upper: Box, lower: Box, lines: Sequence[Line]) -> bool:
    """Whether what stands between two strokes reads as rows of cells."""
    between = [
        line
        for line in lines
        if upper[1] < (line.y0 + line.y1) / 2 < lower[1]
        and line.x1 > upper[0]
        and line.x0 < upper[2]
    ]
    if not between:
        return lower[1] - upper[1] < 6
    width = upper[2] - upper[0]
    rows = rows_of(between)
    wide = any(line.width > 0.55 * width for line in between)
    return not wide and any(len(row) > 1 for row in rows)


def _rows_below(box: Box, lines: Sequence[Line]) -> list[Row]:
    """Rows under a box and as wide as it at most that go on without a wide gap."""
    under = [
        line
        for line in lines
        if line.y0 > box[3] - 2 and box[0] - 4 <= line.x0 < box[2] and line.turn == 0
    ]
    found: list[Row] = []
    level = box[3]
    for row in rows_of(under):
        if row[0].base - level > ROW_PITCH * row[0].size or row[-1].x1 > box[2] + 4:
            break
        if cell_count(row) < 2 and not (len(row) == 1 and row[0].width < (box[2] - box[0]) / 3):
            break
        found.append(row)
        level = row[0].base
    last = max((at + 1 for at, row in enumerate(found) if cell_count(row) > 1), default=0)
    return found[: with_wrapped_label(found, last)]


def grow_down(table: PageTable, rest: Sequence[Line], shaded: bool) -> list[Line]:
    """Give a table that was drawn in part the rows below that keep to its columns: the body
    under a drawn head, the last row where every other one is `shaded`. The lines taken."""
    head_only = table.rows <= 3 and not any(is_numeric(c.text) for c in table.cells if c.column)
    if not head_only and not shaded:
        return []
    rows = _rows_below(table.box, rest)
    if any(_crosses(line, table.xs) for row in rows for line in row):
        return []
    if not rows or (head_only and len(rows) < 2 and not is_figured(rows[0])):
        return []
    if not head_only and not all(2 * len(row) > table.columns for row in rows if len(row) > 1):
        return []
    first = table.rows
    table.cells += body_cells(grouped(rows, table.xs), table.xs, first)
    lines = [line for row in rows for line in row]
    table.box = around([table.box, *(line.box for line in lines)])
    if head_only:
        table.heads = first
    return lines


def _crosses(line: Line, xs: Sequence[float]) -> bool:
    """Whether a line reaches over a bound of the columns."""
    return any(line.x0 + 3 < x < line.x1 - 3 for x in xs[1:-1])

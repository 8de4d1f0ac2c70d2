"""Tables drawn in part: rows ruled or shaded without columns, or a drawn head over a plain body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import Box, TextLine, around
from indexer.readers.pdf.tables.borderless import is_table
from indexer.readers.pdf.tables.builder import build, parted
from indexer.readers.pdf.tables.cells import PageTable, rows_of
from indexer.readers.pdf.tables.column_gaps import gutters, is_figured
from indexer.readers.pdf.tables.horizontal_rules import ruled_rows_table
from indexer.readers.pdf.tables.regions import LEAST_ROWS, around_box

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A line alone that is as wide as this share of the strokes around it is prose between them.
PROSE = 0.85


def table_in_bands(
    box: Box,
    ys: Sequence[float],
    held: Sequence[TextLine],
    rest: Sequence[TextLine],
    strokes: Sequence[Box] = (),
    *,
    shaded: bool = False,
) -> PageTable | None:
    """A table whose rows are shaded or ruled and whose columns are not; None if it has none.

    `ys` bound the bands; `rest` may hold rows above and below where it
    is `shaded`, or no more than a head. `strokes` are all that stand
    in the box, where it is ruled.
    """
    rows = rows_of(held)
    everything = rows
    if not strokes and (shaded or not any(map(is_figured, rows))):
        everything = around_box(box, (), rest) or rows
    bounds = gutters(everything, banded=True) if rows else None
    below = len(everything) > len(rows)
    if bounds is None:
        return None
    xs = [box.x0, *bounds, box.x1]
    figured = any(is_figured(row) and len(row) > 2 for row in everything)
    several = sum(len(row) > 1 for row in everything)
    ruled = len(strokes) >= LEAST_ROWS and several > 1 and 2 * several >= len(everything)
    if not (figured or ruled) and not is_table(
        everything, xs, [Box(box.x0, y, box.x1, y) for y in ys]
    ):
        return None
    if len(strokes) > LEAST_ROWS and not below:
        table = ruled_rows_table(box, strokes, parted(rows, xs), xs)
        if table is not None:
            return table
    box = around([line.box for row in everything for line in row] + [box])
    cuts = [*strokes, *(Box(box.x0, y, box.x1, y) for y in ys)]
    return build(parted(everything, xs), xs, box, cuts)


def band_groups(rules: Sequence[Box], lines: Sequence[TextLine]) -> list[tuple[Box, list[Box]]]:
    """Strokes of one length under each other with rows of cells between them: the box of each
    group and all strokes in it, the shorter ones too."""
    across = sorted((r for r in rules if r.height < 1), key=lambda rule: rule.y0)
    groups: list[list[Box]] = []
    for rule in across:
        for group in groups:
            alike = abs(group[0].x0 - rule.x0) < 6 and abs(group[0].x1 - rule.x1) < 6
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
                box = Box(x0, y0, x1, run[-1].y0)
                inside = [
                    r for r in across if y0 <= r.y0 <= box.y1 and x0 - 6 < r.x0 and r.x1 < x1 + 6
                ]
                found.append((box, inside))
    return found


def _tabular(upper: Box, lower: Box, lines: Sequence[TextLine]) -> bool:
    """Whether what stands between two strokes reads as rows of cells."""
    between = [
        line
        for line in lines
        if upper.y0 < line.middle_y < lower.y0 and line.x1 > upper.x0 and line.x0 < upper.x1
    ]
    if not between:
        return lower.y0 - upper.y0 < 6
    width = upper.width
    rows = rows_of(between)
    prose = any(len(row) == 1 and row[0].width > PROSE * width for row in rows)
    return not prose and any(len(row) > 1 for row in rows)

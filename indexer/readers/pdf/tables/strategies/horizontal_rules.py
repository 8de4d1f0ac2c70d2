"""Tables with horizontal rulings of one length over, between and under their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import Box, TextLine
from indexer.readers.pdf.tables.options import EVIDENCE, RULINGS
from indexer.readers.pdf.tables.regions import lines_drawn_within
from indexer.readers.pdf.tables.row_bands import table_between_rulings
from indexer.readers.pdf.tables.rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.tables.strategies.contract import Found, SearchArea


def find(area: SearchArea) -> Found:
    """The tables between rulings of one length, and the other lines."""
    tables = []
    rest = list(area.lines)
    level = sorted((r for r in area.rulings if r.is_level), key=lambda ruling: ruling.y0)
    for box in _boxes(level, rest):
        held = lines_drawn_within(box, rest)
        table = table_between_rulings(box, _inside(box, level), held)
        if table is not None:
            taken = set(held)
            rest = [line for line in rest if line not in taken]
            tables.append(table)
    return tables, rest


def _boxes(rulings: Sequence[Box], lines: Sequence[TextLine]) -> list[Box]:
    """The boxes of rulings of one length with rows of cells between them."""
    found = []
    for group in _by_length(rulings):
        runs: list[list[Box]] = []
        for ruling in group:
            if runs and _is_tabular(runs[-1][-1], ruling, lines):
                runs[-1].append(ruling)
            else:
                runs.append([ruling])
        found += [Box(run[0].x0, run[0].y0, run[0].x1, run[-1].y0) for run in runs if len(run) > 2]
    return found


def _by_length(rulings: Sequence[Box]) -> list[list[Box]]:
    """Rulings from the top in groups that begin and end at the same x."""
    groups: list[list[Box]] = []
    same = RULINGS.same_length
    for ruling in rulings:
        for group in groups:
            first = group[0]
            if abs(first.x0 - ruling.x0) < same and abs(first.x1 - ruling.x1) < same:
                group.append(ruling)
                break
        else:
            groups.append([ruling])
    return groups


def _inside(box: Box, rulings: Sequence[Box]) -> list[Box]:
    """All rulings in a box, the shorter ones too."""
    left, right = box.x0 - RULINGS.same_length, box.x1 + RULINGS.same_length
    return [r for r in rulings if box.y0 <= r.y0 <= box.y1 and left < r.x0 and r.x1 < right]


def _is_tabular(upper: Box, lower: Box, lines: Sequence[TextLine]) -> bool:
    """True if the lines between two rulings are rows of cells, or the two are a double rule."""
    between = [
        line
        for line in lines
        if upper.y0 < line.middle_y < lower.y0 and upper.overlaps_across(line)
    ]
    if not between:
        return lower.y0 - upper.y0 < 2 * RULINGS.snap
    rows = rows_of(between)
    widest = EVIDENCE.prose * upper.width
    prose = any(len(row) == 1 and row[0].width > widest for row in rows)
    return not prose and any(len(row) > 1 for row in rows)

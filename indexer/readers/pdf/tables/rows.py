"""Rows of type: text lines on one baseline, cut at the bounds of columns; and the kinds of rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import TextLine
from indexer.readers.pdf.tables.leaders import LEADERS
from indexer.readers.pdf.tables.line_splitting import cut_at_bound
from indexer.readers.pdf.tables.options import ROWS, RULINGS
from indexer.structure.captions import CAPTION, NOTE
from indexer.structure.list_markers import bullet_length, marker
from indexer.structure.table_grid import is_numeric
from indexer.structure.unit_lines import UNIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Text lines on one baseline, from the left.
TextRow = list[TextLine]

#: The label of a totals row, which may span all columns of labels.
TOTAL = re.compile(r"^[（(]?[總合小共]?\s*計[）)]?$")


def rows_of(lines: Iterable[TextLine]) -> list[TextRow]:
    """Lines in rows of one baseline, rows from the top."""
    rows: list[TextRow] = []
    level = 0.0
    same = ROWS.same_baseline
    for line in sorted(lines, key=lambda line: (line.base, line.x0)):
        if rows and abs(line.base - level) < same * min(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
            level = line.base
    for row in rows:
        row.sort(key=lambda line: line.x0)
    return rows


def lines_of(rows: Iterable[TextRow]) -> list[TextLine]:
    """The lines of all rows, row by row."""
    return [line for row in rows for line in row]


def split_at_column_bounds(
    rows: Sequence[TextRow], column_bounds: Sequence[float], *, sure: bool = False
) -> list[TextRow]:
    """The rows, with lines cut that run over a bound: cells that are nearer to each other than a
    character is wide. Bounds that are drawn are `sure`: text without a gap is cut there too."""
    done = []
    for row in rows:
        made: TextRow = []
        for line in row:
            pieces = [line]
            for x in column_bounds[1:-1]:
                last = pieces.pop()
                pieces += cut_at_bound(last, x, sure=sure)
            made += pieces
        done.append(made)
    return done


def rows_in_columns(lines: Iterable[TextLine], column_bounds: Sequence[float]) -> list[TextRow]:
    """Lines in rows of one baseline, cut at the bounds of the columns."""
    return split_at_column_bounds(rows_of(lines), column_bounds)


def column_at(x: float, column_bounds: Sequence[float]) -> int:
    """The column at `x`; the outer columns have no limit."""
    return min(sum(bound < x for bound in column_bounds[1:-1]), len(column_bounds) - 2)


def column_of(line: TextLine, column_bounds: Sequence[float]) -> int:
    """The column that holds the middle of a line."""
    return column_at(line.middle_x, column_bounds)


def adjacent_columns(columns: Sequence[int]) -> list[list[int]]:
    """Sorted columns in runs without a gap."""
    runs: list[list[int]] = []
    for column in columns:
        if runs and runs[-1][-1] == column - 1:
            runs[-1].append(column)
        else:
            runs.append([column])
    return runs


def unlimited(column_bounds: Sequence[float]) -> list[float]:
    """The bounds of columns, the outer ones without a limit."""
    return [float("-inf"), *column_bounds[1:-1], float("inf")]


def crosses_bound(line: TextLine, column_bounds: Sequence[float]) -> bool:
    """True if a line reaches over an inner bound; the label of a totals row may."""
    if is_total(line.text):
        return False
    reach = RULINGS.crossing
    return any(line.x0 + reach < x < line.x1 - reach for x in column_bounds[1:-1])


def cell_count(row: TextRow) -> int:
    """The number of cells of a row; a list number or bullet and its text are one."""
    count = len(row)
    if count > 1 and (bullet_length(row[0].text + "　x") or _is_marker(row[0].text)):
        count -= 1
    return count


def is_outside_table(row: TextRow) -> bool:
    """True if a row is a caption, a unit line or a note, which belong to a table from outside,
    or an entry of a table of contents."""
    text = " ".join(line.text for line in row)
    outside = CAPTION.match(text) or UNIT.match(text) or NOTE.match(text)
    return bool(outside or LEADERS.search(text))


def is_announcement(row: TextRow) -> bool:
    """True if a row is a caption or a unit line, which a table follows."""
    text = " ".join(line.text for line in row)
    return bool(CAPTION.match(text) or UNIT.match(text))


def is_total(text: str) -> bool:
    """True if a text is the label of a totals row."""
    return TOTAL.match(text.replace(" ", "")) is not None


def is_figured(row: TextRow) -> bool:
    """True if at least half of the cells after the first are figures, as in a table's body."""
    figures = sum(is_numeric(line.text) for line in row[1:])
    return figures > 0 and 2 * figures >= len(row) - 1


def starts_wrapped_label(above: TextRow, row: TextRow) -> bool:
    """True if the row above is the first line of the label of a row, which wraps."""
    near = row[0].base - above[0].base < ROWS.tight_pitch * row[0].size
    return len(above) == 1 and near and above[0].x1 < row[0].x0


def first_body_row(rows: Sequence[TextRow]) -> int:
    """Index of the first row of the body: the first with figures after its first cell, or the
    second full row of a table of words."""
    for at, row in enumerate(rows):
        if is_figured(row):
            return _with_label_line(rows, at) if at else 0
    most = max(len(row) for row in rows)
    full = [at for at, row in enumerate(rows) if len(row) >= ROWS.full_row * most]
    return full[1] if len(full) > 1 else min(1, len(rows))


def _with_label_line(rows: Sequence[TextRow], at: int) -> int:
    """One row earlier if the row above is the first line of the row's own label, which wraps
    around the height of its figures."""
    if at + 1 >= len(rows) or len(rows[at + 1]) > 1:
        return at
    return at - 1 if starts_wrapped_label(rows[at - 1], rows[at]) else at


def _is_marker(text: str) -> bool:
    found = marker(text + "　")
    return found is not None and found.end >= len(text)

"""Labels that span several rows of an undrawn table: 北部地區 beside its agencies.

Such a label is beside the first of its rows, or centred beside all of them. Without rulings
only its height shows its rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from indexer.readers.pdf.tables.options import ROW_GROUPS, ROWS
from indexer.structure.table_grid import is_numeric

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.source.geometry import TextLine
    from indexer.readers.pdf.tables.rows import TextRow


@dataclass(frozen=True, slots=True)
class GroupLabel:
    """A label's lines, the first row of its group, and the number of rows."""

    lines: tuple[TextLine, ...]
    first: int
    count: int


def group_labels(
    rows: Sequence[TextRow], column_bounds: Sequence[float]
) -> tuple[list[GroupLabel], list[TextRow]] | None:
    """The labels in the first column and the rows without them.

    None unless every row has a name of its own in the second column and most have no label.
    """
    bound, second = column_bounds[1], column_bounds[2]
    left = [line for row in rows for line in row if line.middle_x < bound]
    rest = [kept for row in rows if (kept := [x for x in row if x.middle_x >= bound])]
    named = [row for row in rest if row[0].middle_x < second and not is_numeric(row[0].text)]
    if len(named) < len(rest) or any(len(row) < 2 for row in rest):
        return None
    made = labels_beside(left, rest)
    return None if made is None else (made, rest)


def labels_beside(lines: Sequence[TextLine], rows: Sequence[TextRow]) -> list[GroupLabel] | None:
    """The labels of a column of `lines` beside rows; None unless there are several rows, most of
    which have no label, and the labels' heights show the rows of each."""
    labels = _wrapped_labels(lines)
    if len(rows) < ROW_GROUPS.least_rows or not labels:
        return None
    if len(labels) > ROW_GROUPS.most_labels * len(rows):
        return None
    starts = _starts(labels, rows)
    if not starts:
        return None
    ends = [*starts[1:], len(rows)]
    return [
        GroupLabel(tuple(label), start, end - start)
        for label, start, end in zip(labels, starts, ends, strict=True)
    ]


def _starts(labels: Sequence[Sequence[TextLine]], rows: Sequence[TextRow]) -> list[int]:
    """The first row of each label's group; none where the labels' heights do not show it."""
    beside = _beside(labels, rows)
    if beside and beside[0] == 0:
        return beside
    centres = [_centre(row) for row in rows]
    # Rows whose label is on the page before come first.
    centred = (_centred(labels, centres, at) for at in range(len(rows)))
    return next((found for found in centred if found), beside or [])


def _centre(lines: Sequence[TextLine]) -> float:
    """The y of the middle of lines."""
    return (min(line.y0 for line in lines) + max(line.y1 for line in lines)) / 2


def _wrapped_labels(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Lines of a column, with those that are one wrapped label together."""
    labels: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda line: line.base):
        if labels and line.base - labels[-1][-1].base < ROWS.wrap_pitch * line.size:
            labels[-1].append(line)
        else:
            labels.append([line])
    return labels


def _beside(labels: Sequence[Sequence[TextLine]], rows: Sequence[TextRow]) -> list[int] | None:
    """The row beside which each label begins; None unless all begin beside a row of their own."""
    starts = []
    for label in labels:
        near = ROWS.same_baseline * label[0].size
        beside = [at for at, row in enumerate(rows) if abs(row[0].base - label[0].base) < near]
        if not beside:
            return None
        starts.append(beside[0])
    return starts if len(set(starts)) == len(starts) else None


def _centred(
    labels: Sequence[Sequence[TextLine]], centres: Sequence[float], at: int
) -> list[int] | None:
    """The first row of each label's group, if every label is centred beside its rows and the
    groups hold all rows from `at` on."""
    pitch = median(lower - upper for upper, lower in pairwise(centres))
    starts = []
    for label in labels:
        starts.append(at)
        end = at
        centre = _centre(label)
        while end < len(centres) and (
            abs(centre - (centres[at] + centres[end]) / 2) > ROW_GROUPS.off_middle * pitch
        ):
            end += 1
        if end == len(centres):
            return None
        at = end + 1
    return starts if at == len(centres) else None

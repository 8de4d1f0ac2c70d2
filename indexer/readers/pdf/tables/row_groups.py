"""Labels that head several rows of a table without drawn cells: 北部地區 beside its agencies.

Such a label stands beside the first of its rows or half-way down beside all of them. Without
strokes only its height tells which rows those are.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import TextLine, around
from indexer.structure.table_grid import is_numeric

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A label in the middle of its rows is at most this share of their pitch away from it.
OFF_MIDDLE = 0.35
#: Lines of one label follow each other within this many sizes.
WRAP_PITCH = 1.6

Row = list[TextLine]


@dataclass(frozen=True, slots=True)
class Label:
    """A label's lines with the first row that it heads and how many."""

    lines: tuple[TextLine, ...]
    first: int
    count: int


def spanning_labels(
    rows: Sequence[Row], bound: float, second: float
) -> tuple[list[Label], list[Row]] | None:
    """The labels that stand left of `bound` and the rows without them; None unless every row
    has a name of its own between `bound` and `second`, and most have no label."""
    left = [line for row in rows for line in row if _middle(line) < bound]
    rest = [kept for row in rows if (kept := [x for x in row if _middle(x) >= bound])]
    named = [row for row in rest if _middle(row[0]) < second and not is_numeric(row[0].text)]
    labels = _whole(left)
    if len(rest) < 3 or not labels or len(named) < len(rest) or len(labels) > 0.7 * len(rest):
        return None
    if any(len(row) < 2 for row in rest):
        return None
    centres = [_centre(row) for row in rest]
    beside = _beside(labels, rest)
    if beside and beside[0] == 0:
        starts = beside
    else:  # rows whose label stands on the page before come first
        fitting = (_in_middle(labels, centres, at) for at in range(len(rest)))
        starts = next((found for found in fitting if found), beside or [])
    if not starts:
        return None
    ends = [*starts[1:], len(rest)]
    made = [
        Label(tuple(label), start, end - start)
        for label, start, end in zip(labels, starts, ends, strict=True)
    ]
    return made, rest


def _middle(line: TextLine) -> float:
    return line.middle_x


def _centre(lines: Sequence[TextLine]) -> float:
    box = around([line.box for line in lines])
    return box.middle_y


def _whole(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Lines of a column put together that are one label which wraps."""
    labels: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda line: line.base):
        if labels and line.base - labels[-1][-1].base < WRAP_PITCH * line.size:
            labels[-1].append(line)
        else:
            labels.append([line])
    return labels


def _beside(labels: Sequence[Sequence[TextLine]], rows: Sequence[Row]) -> list[int] | None:
    """The row beside which each label begins, when all of them begin beside one."""
    starts = []
    for label in labels:
        size = label[0].size
        beside = [i for i, row in enumerate(rows) if abs(row[0].base - label[0].base) < 0.3 * size]
        if not beside:
            return None
        starts.append(beside[0])
    return starts if len(set(starts)) == len(starts) else None


def _in_middle(
    labels: Sequence[Sequence[TextLine]], centres: Sequence[float], at: int
) -> list[int] | None:
    """The first row of each label, when every label stands in the middle of its rows and all
    rows from `at` on are used up."""
    pitch = median(b - a for a, b in pairwise(centres))
    starts = []
    for label in labels:
        starts.append(at)
        end = at
        while end < len(centres) and _off(label, centres, at, end) > OFF_MIDDLE * pitch:
            end += 1
        if end == len(centres):
            return None
        at = end + 1
    return starts if at == len(centres) else None


def _off(label: Sequence[TextLine], centres: Sequence[float], first: int, last: int) -> float:
    return abs(_centre(label) - (centres[first] + centres[last]) / 2)

"""Rows typed at a fixed number of characters: a Han counts as two, a digit or letter as one.

Old programs broke lines by this count. Printed in a font whose digits are not half as wide as its
Han, such rows end at different positions although all are full. Where somebody wrote into such
text, rows are broken anywhere; if its paragraphs are indented, a row that is not goes on with a
sentence.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from indexer.readers.pdf.source.tolerances import WIDEST_PITCH
from indexer.structure.characters import is_terminated
from indexer.structure.list_markers import bullet_length, marker

if TYPE_CHECKING:
    from collections.abc import Sequence


class Row(Protocol):
    """What is asked of a row of text, in points; `right` is the edge that its text may reach."""

    text: str
    base: float
    size: float
    right: float

    @property
    def x1(self) -> float:
        """Its right side."""

    @property
    def indent(self) -> float:
        """Points from its left edge."""


@dataclass(frozen=True, slots=True)
class TypedRowOptions:
    """Thresholds of typed rows. Set by hand on a typed report of 1999 and on six typeset audit
    reports, whose paragraphs they leave as they were; measure again with
    `python -m judian.evals real DIR` (paragraphs torn)."""

    #: Rows of one count, one below the other, at least.
    min_rows: int = 3
    #: Counts differ by at most this many where a Han had no room left, or where the indent of a row
    #: is no whole count.
    same_count: int = 1
    #: A column is typed if this share of its pairs of neighbouring rows have one count, and if so
    #: many of them end more than this many em apart.
    min_share: float = 0.3
    min_pairs: int = 3
    apart: float = 0.3
    #: Rows are broken anywhere if at least so many, and `min_share` of all, end so many em before
    #: the edge inside a sentence, and so many rows are indented by so many em, as paragraphs are.
    min_early: int = 8
    early: float = 3.0
    min_indented: int = 2
    indent: float = 0.8
    #: A row that is broken so has at least this count.
    least_broken: int = 40


OPTIONS = TypedRowOptions()


def end_typed_rows(rows: Sequence[Row]) -> None:
    """Set the right edge of the full rows of a typed column, and of rows that are broken inside a
    sentence, to where each ends."""
    counts = [_count(row) for row in rows]
    _end_broken_rows(rows, counts)
    if not _is_typed(rows, counts):
        return
    start = 0
    for at in range(1, len(rows) + 1):
        if at < len(rows) and _is_next(rows[at - 1], rows[at]) and (
            abs(counts[at] - counts[start]) <= OPTIONS.same_count
        ):  # fmt: skip
            continue
        if at - start >= OPTIONS.min_rows:
            for row in rows[start:at]:
                row.right = row.x1
        start = at


def _end_broken_rows(rows: Sequence[Row], counts: Sequence[int]) -> None:
    """Set the right edge of rows that end early inside a sentence, which goes on at the left edge,
    in a column with many of them."""
    broken = [
        before
        for before, count, row in zip(rows, counts, rows[1:], strict=False)
        if count >= OPTIONS.least_broken and _is_next(before, row) and _goes_on(before, row)
    ]
    early = sum(row.right - row.x1 > OPTIONS.early * row.size for row in broken)
    indented = sum(row.indent >= OPTIONS.indent * row.size for row in rows)
    if indented >= OPTIONS.min_indented and early >= max(
        OPTIONS.min_early, OPTIONS.min_share * len(rows)
    ):
        for row in broken:
            row.right = row.x1


def _goes_on(before: Row, row: Row) -> bool:
    """True if a row at the left edge goes on with the sentence of the row before it."""
    is_at_edge = row.indent < OPTIONS.indent * row.size
    begins = marker(row.text) is not None or bullet_length(row.text) > 0
    is_open = not is_terminated(before.text) and before.text[-1] not in "：:；;"
    return is_at_edge and is_open and not begins


def _is_typed(rows: Sequence[Row], counts: Sequence[int]) -> bool:
    """True if many neighbouring rows have one count, and some of these end at different
    positions."""
    pairs = list(pairwise(zip(rows, counts, strict=True)))
    alike = [
        (before, row)
        for (before, count), (row, other) in pairs
        if _is_next(before, row) and abs(count - other) <= OPTIONS.same_count
    ]
    apart = sum(abs(a.x1 - b.x1) > OPTIONS.apart * a.size for a, b in alike)
    return len(alike) >= OPTIONS.min_share * len(pairs) and apart >= OPTIONS.min_pairs


def _is_next(before: Row, row: Row) -> bool:
    """True if a row is directly below another one."""
    return 0 < row.base - before.base < WIDEST_PITCH * row.size


def _count(row: Row) -> int:
    """The count of a row with its indent: two for each Han or full-width sign."""
    wide = sum(unicodedata.east_asian_width(char) in "FWA" for char in row.text)
    return len(row.text) + wide + round(2 * row.indent / row.size)

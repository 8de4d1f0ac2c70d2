"""Header rows of flattened tables: assigning headers of two levels to columns.

A text extractor keeps header cells in reading order, but not their column spans. The number of
columns is known from the rows; sub-headers repeat in the same order below each header that they
divide (件數 人數 件數 人數).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.structure.table_grid import PERIOD

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOTAL = re.compile(r"^(?:合計|總計|小計|總和|總數|計|增減.*|備註|說明)$")


def header_levels(cells: Sequence[str], columns: int) -> list[list[str]] | None:
    """Header cells in reading order as one or two rows of `columns` slots, "" where a spanning
    header continues; None if their assignment is unclear."""
    divided = len(cells) - columns
    if divided == 0:
        return [list(cells)]
    for size in range(2, columns):
        top = len(cells) - divided * size
        if divided < 1 or top <= divided:
            return None
        lower = cells[top:]
        repeats = all(cell == lower[at % size] for at, cell in enumerate(lower))
        if repeats and len(set(lower[:size])) == size and (divided > 1 or top == 2):
            return two_header_rows(cells[:top], lower, columns)
    return None


def two_header_rows(
    upper: Sequence[str], lower: Sequence[str], columns: int
) -> list[list[str]] | None:
    """Two lines of headers as rows of `columns` slots, the corner in either; None if they do not
    fit."""
    if len(lower) == columns:  # the corner is in the lower line, or in both
        headers = upper[1:] if (columns - 1) % max(1, len(upper)) and upper else upper
        corner = upper[0] if len(headers) < len(upper) else ""
        if len(headers) < 2 or (columns - 1) % len(headers):
            return None
        size = (columns - 1) // len(headers)
        return [[corner, *(cell for h in headers for cell in (h, *[""] * (size - 1)))], [*lower]]
    headers = upper[1:]
    alone = columns - 1 - len(lower)
    divided = _divided(headers, len(headers) - alone)
    if alone < 0 or not divided or len(lower) % len(divided):
        return None
    size = len(lower) // len(divided)
    rest = list(lower)
    first, second = [upper[0]], [""]
    for at, header in enumerate(headers):
        if at in divided:
            first += [header, *[""] * (size - 1)]
            second += rest[:size]
            del rest[:size]
        else:
            first.append(header)
            second.append("")
    return [first, second]


def _divided(headers: Sequence[str], count: int) -> frozenset[int]:
    """Indexes of the `count` headers with sub-headers: all, all but the totals, or the periods;
    empty if unclear."""
    if count == len(headers):
        return frozenset(range(count))
    for found in (
        frozenset(at for at, header in enumerate(headers) if not _TOTAL.match(header)),
        frozenset(at for at, header in enumerate(headers) if PERIOD.match(header)),
    ):
        if len(found) == count:
            return found
    return frozenset()

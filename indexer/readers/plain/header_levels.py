"""Headers of flattened tables: which of them stand over which columns.

A dump keeps the header cells in reading order, but not how far the merged ones reach. With the
number of columns known from the rows, the words themselves tell: sub-headers repeat in the same
order under each header that is parted (件數 人數 件數 人數).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.structure.table_grid import PERIOD

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOTAL = re.compile(r"^(?:合計|總計|小計|總和|總數|計|增減.*|備註|說明)$")


def header_levels(cells: Sequence[str], columns: int) -> list[list[str]] | None:
    """Header cells in reading order as one or two rows of `columns` slots, "" where a merged
    header goes on; None where nothing tells how they belong together."""
    parted = len(cells) - columns
    if parted == 0:
        return [list(cells)]
    for size in range(2, columns):
        top = len(cells) - parted * size
        if parted < 1 or top <= parted:
            return None
        lower = cells[top:]
        repeats = all(cell == lower[at % size] for at, cell in enumerate(lower))
        if repeats and len(set(lower[:size])) == size and (parted > 1 or top == 2):
            return two_header_rows(cells[:top], lower, columns)
    return None


def two_header_rows(
    upper: Sequence[str], lower: Sequence[str], columns: int
) -> list[list[str]] | None:
    """Two lines of headers as rows of `columns` slots; the corner stands in either of them."""
    if len(lower) == columns:  # the corner is in the lower line, or in both
        heads = upper[1:] if (columns - 1) % max(1, len(upper)) and upper else upper
        corner = upper[0] if len(heads) < len(upper) else ""
        if len(heads) < 2 or (columns - 1) % len(heads):
            return None
        size = (columns - 1) // len(heads)
        return [[corner, *(cell for h in heads for cell in (h, *[""] * (size - 1)))], [*lower]]
    heads = upper[1:]
    alone = columns - 1 - len(lower)
    parted = _parted(heads, len(heads) - alone)
    if alone < 0 or not parted or len(lower) % len(parted):
        return None
    size = len(lower) // len(parted)
    rest = list(lower)
    first, second = [upper[0]], [""]
    for at, head in enumerate(heads):
        if at in parted:
            first += [head, *[""] * (size - 1)]
            second += rest[:size]
            del rest[:size]
        else:
            first.append(head)
            second.append("")
    return [first, second]


def _parted(heads: Sequence[str], count: int) -> frozenset[int]:
    """Which `count` of the headers are parted below: all, all but the totals, or the periods;
    none where it is not clear."""
    if count == len(heads):
        return frozenset(range(count))
    for found in (
        frozenset(at for at, head in enumerate(heads) if not _TOTAL.match(head)),
        frozenset(at for at, head in enumerate(heads) if PERIOD.match(head)),
    ):
        if len(found) == count:
            return found
    return frozenset()

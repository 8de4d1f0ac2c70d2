"""The merge policy: few segments for the reader, little rewriting for the writer.

Segments keep the order in which their passages were added, so only neighbours are merged.
They fall into tiers by size; the smallest tier is merged at every commit, which costs a
fraction of a second, and each further one when it holds too many. A passage is thus rewritten
once for each tier that it climbs, and never because one new report came. Above the last tier
nothing is merged, so that merging takes bounded memory in an index of any size.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Passages of the largest segment of the smallest tier. Merging as many takes about 0.3 s.
_SMALLEST = 8192
#: How much larger segments of one tier are than those of the tier below.
_RATIO = 8
#: Tiers that are merged: segments of up to 524,288 passages.
_TIERS = 3
#: Passages of the largest segment that a merge makes: of law articles that takes 1 GB of memory,
#: half of it arrays of the segments that are read (measured when these were memory-mapped).
_LARGEST = 1 << 20
#: Neighbours in one tier that are left alone; the smallest tier has at most one.
_NEIGHBOURS = 4
#: A segment with a greater share of removed passages is rewritten without them.
_DELETED_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Size:
    """Numbers of passages of a segment: those not deleted, and all that are stored."""

    live: int
    stored: int

    @property
    def tier(self) -> int:
        tier, limit = 0, _SMALLEST
        while self.live > limit:
            tier, limit = tier + 1, limit * _RATIO
        return tier


def next_merge(sizes: Sequence[Size]) -> tuple[int, int] | None:
    """The neighbours `[start, stop)` to merge into one, the cheapest first, or None.

    A range of one segment is rewritten without its removed passages.
    """
    for tier in range(_TIERS):
        start = 0
        while start < len(sizes):
            stop = start
            while stop < len(sizes) and sizes[stop].tier <= tier:
                stop += 1
            if stop - start > (_NEIGHBOURS if tier else 1):
                return start, _cut(sizes, start, stop)
            start = stop + 1
    for at, size in enumerate(sizes):
        if size.stored - size.live > _DELETED_SHARE * size.stored:
            return at, at + 1
    return None


def _cut(sizes: Sequence[Size], start: int, stop: int) -> int:
    """The end of the range from `start`, two or more segments, that fit into `_LARGEST`."""
    total = 0
    for at in range(start, stop):
        total += sizes[at].live
        if total > _LARGEST:
            return max(at, start + 2)
    return stop

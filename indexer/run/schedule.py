"""The order in which the files of a run are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

#: Share of one processor's part of all bytes. Larger files are read first, so that none is left at
#: the end with one processor working and the others idle.
LARGE_SHARE = 0.25


def order(sizes: Sequence[int], processors: int) -> list[int]:
    """Indexes of files of these sizes in bytes, in the order of reading: large ones from the
    largest down, then the others in their own order, which is that of the commit."""
    least = LARGE_SHARE * sum(sizes) / max(1, processors)
    large = [number for number, size in enumerate(sizes) if size > least]
    large.sort(key=lambda number: -sizes[number])
    first = frozenset(large)
    return [*large, *(number for number in range(len(sizes)) if number not in first)]


def size(path: Path) -> int:
    """Size of a file in bytes; 0 for one that is gone, which its reading reports."""
    try:
        return path.stat().st_size
    except OSError:
        return 0

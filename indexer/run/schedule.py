"""Which file of a run is begun when, and how far the run is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

#: A file with more than this share of a processor's part of all bytes is begun before the others,
#: so that it is not left over at the end with one processor working and the others idle.
LARGE_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class ProgressState:
    """How far a run is: `files` of `total` are finished, the last of which was `name`. `pages`
    counts those of files that are still being read too; `share` is the part of all bytes that
    is finished, from 0 to 1."""

    files: int
    total: int
    pages: int
    share: float
    name: str


@dataclass(slots=True)
class ProgressCounter:
    """What is finished of files of these sizes in bytes."""

    sizes: Sequence[int]
    files: int = 0
    pages: int = 0
    name: str = ""
    _bytes: int = field(default=0, init=False)

    def finish(self, number: int, name: str, pages: int) -> None:
        """Count the file of that number."""
        self.files += 1
        self.pages += pages
        self.name = name
        self._bytes += self.sizes[number] + 1

    def standing(self, begun: int) -> ProgressState:
        """How far the run is when `begun` pages of unfinished files are read."""
        whole = sum(self.sizes) + len(self.sizes)
        return ProgressState(
            self.files, len(self.sizes), self.pages + begun, self._bytes / max(1, whole), self.name
        )


def order(sizes: Sequence[int], processors: int) -> list[int]:
    """The numbers of files of these sizes in bytes, as they are to be begun: the large ones from
    the largest down, then the others in their own order, in which they are also committed."""
    least = LARGE_SHARE * sum(sizes) / max(1, processors)
    large = [number for number, size in enumerate(sizes) if size > least]
    large.sort(key=lambda number: -sizes[number])
    first = frozenset(large)
    return [*large, *(number for number in range(len(sizes)) if number not in first)]


def size(path: Path) -> int:
    """The bytes of a file; 0 for one that is gone, which its reading will say."""
    try:
        return path.stat().st_size
    except OSError:
        return 0

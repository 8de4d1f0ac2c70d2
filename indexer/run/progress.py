"""The progress of a run: files, pages and bytes that are finished."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class ProgressState:
    """The progress of a run at one moment.

    `files` of `total` are finished, `name` was the last one. `pages` includes those of files that
    are still being read. `share` is the finished share of all bytes, from 0 to 1.
    """

    files: int
    total: int
    pages: int
    share: float
    name: str


@dataclass(slots=True)
class ProgressCounter:
    """Counts the finished files of a run, whose sizes in bytes are `sizes`."""

    sizes: Sequence[int]
    files: int = 0
    pages: int = 0
    name: str = ""
    _bytes: int = field(default=0, init=False)

    def finish(self, number: int, name: str, pages: int) -> None:
        """Count a finished file by its index in `sizes`."""
        self.files += 1
        self.pages += pages
        self.name = name
        self._bytes += self.sizes[number] + 1

    def state(self, begun: int) -> ProgressState:
        """The progress, with `begun` pages of files that are still being read."""
        whole = sum(self.sizes) + len(self.sizes)
        return ProgressState(
            self.files, len(self.sizes), self.pages + begun, self._bytes / max(1, whole), self.name
        )

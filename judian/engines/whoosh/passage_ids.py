"""The ids of a document's passages, read where they are asked for.

An answer looks at a few passages around each hit; a statute has hundreds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, overload

import numpy as np
from typing_extensions import override

if TYPE_CHECKING:
    from judian.engines.whoosh.arrays import Array


class PassageIds(Sequence[str]):
    """Ids in the order in which the passages were added.

    `positions` are those of the passages in the snapshot, ascending; `read` gives the ids of some
    of them, `find` the position of an id, -1 for an unknown one. Both raise IndexDamaged.
    """

    __hash__ = None  # type: ignore[assignment]

    def __init__(
        self,
        positions: Array,
        read: Callable[[Sequence[int]], list[str]],
        find: Callable[[str], int],
    ) -> None:
        self._positions, self._read, self._find = positions, read, find

    @override
    def __len__(self) -> int:
        return len(self._positions)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    @override
    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            return self._read(self._positions[at].tolist())
        return self._read([int(self._positions[at])])[0]

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self[:])

    @override
    def __contains__(self, passage_id: object) -> bool:
        return isinstance(passage_id, str) and self._at(passage_id) >= 0

    @override
    def index(self, passage_id: str, start: int = 0, stop: int | None = None) -> int:
        """The place of an id in `[start, stop)`; ValueError if it is not there."""
        at = self._at(passage_id)
        if not start <= at < (len(self) if stop is None else stop):
            raise ValueError(f"{passage_id} is not in the document")
        return at

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self[:] == list(other)

    def _at(self, passage_id: str) -> int:
        position = self._find(passage_id)
        at = int(np.searchsorted(self._positions, position))
        return at if at < len(self) and self._positions[at] == position else -1

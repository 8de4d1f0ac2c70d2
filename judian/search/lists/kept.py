"""Lists that were made for one request and are kept for the next, so that another page of them, or
another reader of the same, needs no reading.

One object keeps the lists of all read paths of a process within one bound. The lists of a read path
are its own: each shows other documents to other users.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from judian.core.engine import Snapshot

T = TypeVar("T")
#: Rows of all lists that are kept: figures, places of instruments, instruments. 150,000 figures of
#: statistical reports take some 100 MB.
MOST_ROWS = 150_000
#: Lists that are kept, empty ones too.
MOST_LISTS = 200
#: What a list is kept under: the read path, the generation, what was asked for.
_Key = tuple[int, "Snapshot", "Hashable"]


class KeptLists:
    """The lists that were used last, up to `most` rows together; safe for any number of threads."""

    def __init__(self, most: int = MOST_ROWS) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[_Key, tuple[Any, int]] = OrderedDict()
        self._rows = 0

    def get(
        self,
        owner: int,
        snapshot: Snapshot,
        request: Hashable,
        make: Callable[[], T],
        rows: Callable[[T], int],
    ) -> T:
        """What `make` returns, or what it returned before for the same request, read path and
        generation. `rows` counts its rows; a list with more than all may have is not kept."""
        key = (owner, snapshot, request)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                found: T = self._kept[key][0]
                return found
        made = make()
        with self._lock:
            self._forget(lambda old: old[0] == owner and old[1] != snapshot)
            self._drop(key)  # another thread made it too
            self._kept[key] = made, rows(made)
            self._rows += rows(made)
            while self._kept and (self._rows > self._most or len(self._kept) > MOST_LISTS):
                self._drop(next(iter(self._kept)))
        return made

    def forget(self, owner: int) -> None:
        """Forget the lists of a read path."""
        with self._lock:
            self._forget(lambda old: old[0] == owner)

    def _forget(self, is_old: Callable[[_Key], bool]) -> None:
        for key in [key for key in self._kept if is_old(key)]:
            self._drop(key)

    def _drop(self, key: _Key) -> None:
        _, rows = self._kept.pop(key, (None, 0))
        self._rows -= rows

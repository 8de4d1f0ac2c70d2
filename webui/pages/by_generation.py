"""Values that are made of a whole collection once for each state of its index."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections.abc import Callable

    from webui.http.backend import Backend

T = TypeVar("T")


class ByGeneration(Generic[T]):
    """What `make` gives for a read path, kept until its index changes or is built anew. Each user's
    rights have a read path of their own, so that nobody gets what was made for another. Safe for
    threads; of two requests that come at once both may make it."""

    def __init__(self, make: Callable[[Backend], T]) -> None:
        self._make = make
        self._lock = Lock()
        self._known: WeakKeyDictionary[Backend, tuple[object, T]] = WeakKeyDictionary()

    def of(self, backend: Backend) -> T:
        """The value of the index as it is now. Raises the errors of `make` and of the backend."""
        state = backend.state()
        with self._lock:
            known = self._known.get(backend)
        if known is None or known[0] != state:
            known = state, self._make(backend)
            with self._lock:
                self._known[backend] = known
        return known[1]

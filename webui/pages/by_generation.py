"""Values that are made of a whole collection once for each generation of its index."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections.abc import Callable

    from webui.http.backend import Backend

T = TypeVar("T")


class ByGeneration(Generic[T]):
    """What `make` gives for a read path, kept until its generation changes. Each user's rights
    have a read path of their own, so that nobody gets what was made for another. Safe for threads;
    of two requests that come at once both may make it."""

    def __init__(self, make: Callable[[Backend], T]) -> None:
        self._make = make
        self._lock = Lock()
        self._known: WeakKeyDictionary[Backend, tuple[int, T]] = WeakKeyDictionary()

    def of(self, backend: Backend, generation: int) -> T:
        """The value of this generation. Raises the errors of `make`."""
        with self._lock:
            known = self._known.get(backend)
        if known is None or known[0] != generation:
            known = generation, self._make(backend)
            with self._lock:
                self._known[backend] = known
        return known[1]

"""A cache of the most recently used values, bounded by their size in bytes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, Protocol, TypeVar


class Sized(Protocol):
    @property
    def nbytes(self) -> int:
        """Bytes of memory that it takes, roughly."""
        ...


Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value", bound=Sized)

_OVERHEAD = 300  # bytes of keys and objects of each entry


class Cache(Generic[Key, Value]):
    """Safe for any number of threads; two may make the same value at once, one of them stays."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self._values: OrderedDict[Key, Value] = OrderedDict()
        self._mutex = threading.Lock()

    def get(self, key: Key, make: Callable[[], Value], *, keep: bool = True) -> Value:
        """The value of `key`, made when it is not there, and then kept unless `keep` is False."""
        with self._mutex:
            value = self._values.get(key)
            if value is not None:
                self._values.move_to_end(key)
                return value
        value = make()
        if not keep:
            return value
        with self._mutex:
            if key not in self._values:
                self._values[key] = value
                self._size += value.nbytes + _OVERHEAD
                while self._size > self._limit and len(self._values) > 1:
                    self._size -= self._values.popitem(last=False)[1].nbytes + _OVERHEAD
        return value

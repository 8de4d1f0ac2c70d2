"""When what a page is made of was last brought up to date."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from flask import current_app

from webui.http.backend import backend

if TYPE_CHECKING:
    from webui.http.backend import Backend


class Freshness:
    """The time at which the newest document was read, by read path and generation; reading the
    list of documents for each page would cost more than the page. Safe for threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: WeakKeyDictionary[Backend, tuple[int, str | None]] = WeakKeyDictionary()

    def of(self, backend: Backend, generation: int) -> str | None:
        """An ISO time; None for an empty collection. Raises the errors of the backend."""
        with self._lock:
            known = self._known.get(backend)
        if known is None or known[0] != generation:
            stamps = [info.indexed_at for info in backend.documents() if info.indexed_at]
            known = generation, max(stamps, default=None)
            with self._lock:
                self._known[backend] = known
        return known[1]


def updated_at(generation: int) -> str | None:
    """When the newest document that the current user may see was read, as an ISO time."""
    fresh: Freshness = current_app.extensions["freshness"]
    return fresh.of(backend(), generation)

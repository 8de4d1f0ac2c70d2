"""The collection of the newest generation, read once for all requests."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from judian.search.hits.collection import Collection, read_collection

if TYPE_CHECKING:
    from judian.core.engine import Snapshot
    from judian.zh.questions.synonyms import Synonyms


class KnownCollection:
    """Keeps the collection that was read last; safe for threads."""

    def __init__(self, synonyms: Synonyms | None) -> None:
        self.synonyms = synonyms
        self._lock = Lock()
        self._known: tuple[Snapshot, Collection] | None = None

    def of(self, snapshot: Snapshot) -> Collection:
        """The collection of a snapshot. Raises the errors of its reading."""
        known = self._known
        if known is not None and known[0] == snapshot:
            return known[1]
        with self._lock:
            known = self._known
            if known is not None and known[0] == snapshot:  # another thread has just read it
                return known[1]
            collection = read_collection(snapshot, known[1] if known else None, self.synonyms)
            self._known = snapshot, collection
            return collection

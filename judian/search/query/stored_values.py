"""Values that one generation of the index holds, read when a query asks for them."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING

from judian.core.query import Key, Query
from judian.zh.figures.extraction import Figure
from judian.zh.figures.keys import figure_keys
from judian.zh.text.analyze import squeezed_fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.core.engine import Snapshot

#: Most values of a key field that are compared with a query, the most frequent ones.
MAX_VALUES = 200_000
#: Passages read for the spellings of one number, and spellings used of them.
_READ, _SPELLINGS = 40, 6
#: Numbers whose spellings are remembered; reading those of one takes 5 ms.
_NUMBERS = 2_000


class KeyValues:
    """The values of key fields; all values of a field are read once. Safe for threads."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._lock = threading.Lock()
        self._all: dict[str, Sequence[str]] = {}

    def values(self, field: str, prefix: str) -> Sequence[str]:
        """Up to MAX_VALUES values of `field` that begin with `prefix`."""
        if prefix:
            return [value for value, _ in self._snapshot.complete(field, prefix, MAX_VALUES)]
        with self._lock:
            if field not in self._all:
                found = self._snapshot.complete(field, "", MAX_VALUES)
                self._all[field] = [value for value, _ in found]
            return self._all[field]


class FigureSpellings:
    """How the passages write a number. Safe for threads: two may read the same number at once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._read: dict[str, tuple[str, ...]] = {}

    def spellings(self, key: str) -> tuple[str, ...]:
        """The folded texts of figures with a key of `judian.zh.figures.keys`, without modifiers,
        in the order of the passages; at most _SPELLINGS."""
        found = self._read.get(key)
        if found is None:
            found = self._spelled(key)
            if len(self._read) >= _NUMBERS:
                self._read = {}
            self._read[key] = found
        return found

    def _spelled(self, key: str) -> tuple[str, ...]:
        if not self._snapshot.frequency("figure", key):
            return ()
        hits = self._snapshot.search(Query(Key("figure", (key,))), limit=_READ).hits
        found: dict[str, None] = {}
        for payload in self._snapshot.payloads([hit.id for hit in hits]):
            for data in json.loads(payload or "{}").get("figures", ()):
                figure = Figure.from_json(data)
                if key in figure_keys(figure) and figure.value_high is None:
                    text = figure.text.removeprefix(figure.qualifier or "")
                    found[squeezed_fold(text.removesuffix(figure.qualifier or ""))] = None
        return tuple(found)[:_SPELLINGS]

"""The engine over a cluster: opened without a call, asked for its newest generation each time."""

from __future__ import annotations

import math
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from judian.core.errors import CollectionMissing, CollectionOutdated, EngineUnavailable
from judian.engines.opensearch.client import CallFailed, Client
from judian.engines.opensearch.indices import clean
from judian.engines.opensearch.lock import Lease
from judian.engines.opensearch.mapping import LAYOUT
from judian.engines.opensearch.options import Options
from judian.engines.opensearch.refusals import translated
from judian.engines.opensearch.snapshot import OpenSearchSnapshot
from judian.engines.opensearch.state import Generation, Names, Tip, newest_tip, read_generation
from judian.engines.opensearch.verify import damages
from judian.engines.opensearch.writer import OpenSearchWriter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from judian.core.engine import Identity

#: Seconds for which the newest generation is taken to be the newest: else every question would be
#: two requests. A commit by this program is seen at once.
LOOK_SECONDS = 1.0
#: How often opening starts again because a writer deleted the generation meanwhile.
_ATTEMPTS = 5


def open_engine(_path: Path, identity: Identity, options: Mapping[str, str]) -> OpenSearchEngine:
    """The engine over the cluster of the options; it keeps nothing in a folder. Raises
    SettingInvalid."""
    return OpenSearchEngine(Options.of(options), identity)


class OpenSearchEngine:
    """See `judian.core.engine.Engine`."""

    name = "opensearch"

    def __init__(self, options: Options, identity: Identity) -> None:
        self._client = Client(options)
        self._names = Names(options.prefix)
        self._identity = identity
        self._current: OpenSearchSnapshot | None = None
        self._looked = -math.inf
        self._mutex = threading.Lock()

    @property
    def _path(self) -> Path:
        return Path(self._names.prefix)

    def snapshot(self) -> OpenSearchSnapshot:
        current = self._current
        now = time.monotonic()
        if current is not None and now - self._looked < LOOK_SECONDS:
            return current
        with translated():
            tip = newest_tip(self._client, self._names)
            with self._mutex:
                if self._current is None or self._current.tip != tip:
                    state = self._read(tip)
                    self._current = OpenSearchSnapshot(self._client, self._names, state)
                self._looked = now
                return self._current

    def _look_again(self) -> None:
        """Ask for the newest generation when it is wanted next."""
        self._looked = -math.inf

    def _read(self, tip: Tip | None) -> Generation:
        """The generation of a tip, or the newest one if that was deleted meanwhile."""
        for _ in range(_ATTEMPTS):
            if tip is None:
                raise CollectionMissing(self._path)
            try:
                state = read_generation(self._client, self._names, tip)
            except CallFailed as error:
                if error.status != 404:
                    raise
                tip = newest_tip(self._client, self._names)
                continue
            self._check_identity(state)
            return state
        raise EngineUnavailable(self.name, "its generations change faster than they are read", 5)

    def _check_identity(self, state: Generation) -> None:
        """Raise CollectionOutdated if the collection was built with another identity."""
        own = self._identity
        wanted = {"layout": LAYOUT, "format": own.format, "analyzer": own.analyzer}
        wanted["dictionary"] = own.dictionary
        for meta in state.meta.values():
            for part, value in wanted.items():
                if meta.get(part) != value:
                    raise CollectionOutdated(self._path, part, meta.get(part), value)

    def previous(self) -> OpenSearchSnapshot | None:
        with translated():
            tip = newest_tip(self._client, self._names)
            state = read_generation(self._client, self._names, tip)
            is_stored_alike = all(meta.get("layout") == LAYOUT for meta in state.meta.values())
            if tip is None or not is_stored_alike:
                return None
            return OpenSearchSnapshot(self._client, self._names, state)

    def writer(self, *, rebuild: bool = False) -> OpenSearchWriter:
        with translated():
            lease = Lease(self._client, self._names)
        try:
            with translated():
                tip = newest_tip(self._client, self._names)
                state = read_generation(self._client, self._names, tip)
                if not rebuild:
                    self._check_identity(state)
                clean(self._client, self._names)
            writer = OpenSearchWriter(
                self._client, self._names, self._identity, lease, state, rebuild=rebuild
            )
            writer.after_commit = self._look_again
        except BaseException:
            lease.release()
            raise
        return writer

    def verify(self) -> list[str]:
        with translated():
            return damages(self._client, self._read(newest_tip(self._client, self._names)))

    def close(self) -> None:
        self._current = None
        self._client.close()

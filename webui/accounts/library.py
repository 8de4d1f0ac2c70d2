"""Which read path answers a request: that of the collections and documents its user may see."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask, current_app, g, has_request_context, request

from judian.search.service import Service
from judian.search.visible import VisibleEngine
from webui.http.backend import NoCollection, Shelf, shelf
from webui.http.proxies import COLLECTION

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from judian.search.replies.results import Health
    from judian.search.requests.rights import Rights
    from webui.accounts.collections import CollectionSettings
    from webui.accounts.model import Account
    from webui.http.backend import Backend

#: Different rights whose read paths are kept ready, the ones used last.
_KEPT = 16
#: The parts of one read path: names of collections, each with the rights there.
_Key = tuple[tuple[str, "Rights"], ...]


class Library:
    """The collections of a server, each with the read path over all of it; safe for threads."""

    def __init__(
        self, collections: Sequence[CollectionSettings], services: Sequence[Service]
    ) -> None:
        self.collections = tuple(collections)
        self.whole = dict(zip((c.name for c in collections), services, strict=True))
        self._mutex = threading.Lock()
        self._parts: OrderedDict[_Key, tuple[Service, Shelf]] = OrderedDict()

    def visible(self, account: Account | None) -> list[CollectionSettings]:
        """The collections that a user may see, in their order."""
        return [c for c in self.collections if c.rights(account) is not None]

    def shelf(self) -> Shelf:
        """What answers the current request: the collection that its address names, or all that
        its user may see. Raises NoCollection, for one that is hidden as for one that is not."""
        return self._part(g.get("account"), request.environ.get(COLLECTION))[1]

    def seen_by(self, account: Account | None) -> tuple[Service, Callable[[str], str | None]]:
        """The read path over all that a user may see, and what names the collection of a document
        in it (see `Shelf`). Raises NoCollection."""
        service, found = self._part(account, None)
        return service, found.holder

    def _part(self, account: Account | None, chosen: str | None) -> tuple[Service, Shelf]:
        rights = {c.name: c.rights(account) for c in self.collections}
        key = tuple(
            (name, held)
            for name, held in rights.items()
            if held is not None and chosen in (None, name)
        )
        if not key:
            raise NoCollection(chosen or "–")
        with self._mutex:
            part = self._parts.pop(key, None) or self._made(key)
            self._parts[key] = part
            if len(self._parts) > _KEPT:
                self._parts.popitem(last=False)
        return part

    def _made(self, key: _Key) -> tuple[Service, Shelf]:
        parts = [(self.whole[name].engine, held) for name, held in key]
        service = self.whole[key[0][0]].over(parts)
        folders = {c.name: c.index for c in self.collections}
        engine, names = service.engine, [name for name, _ in key]

        def holder(doc_id: str) -> str | None:
            at = engine.part_of(doc_id) if isinstance(engine, VisibleEngine) else None
            return None if at is None or len(names) == 1 else names[at]

        return service, Shelf(service, tuple(folders[name] for name in names), holder)

    def health(self) -> Health:
        """The state of all collections together; that of the first that cannot be searched."""
        states = [service.health() for service in self.whole.values()]
        broken = next((state for state in states if state.error is not None), None)
        return broken or replace(
            states[0],
            generation=sum(state.generation for state in states),
            documents=sum(state.documents for state in states),
            failed=sum(state.failed for state in states),
            passages=sum(state.passages for state in states),
        )

    def close(self) -> None:
        """Release the engines."""
        for service in self.whole.values():
            service.close()


def install(app: Flask, service: Backend | None) -> None:
    """Have requests answered by `app.config["LIBRARY"]`, or else by one read path for all."""
    library: Library | None = app.config["LIBRARY"]
    app.extensions["library"] = library
    if library is not None:
        app.extensions["shelf"], app.extensions["health"] = library.shelf, library.health
        app.extensions["backends"] = lambda: list(library.whole.values())
        return
    index: Path | None = app.config["INDEX"]
    backend = service if service is not None else Service.open(Path("index"))
    only = Shelf(backend, () if index is None else (index,))
    app.extensions["shelf"], app.extensions["health"] = lambda: only, backend.health
    app.extensions["backends"] = lambda: [backend]


def collections_in_sight() -> list[CollectionSettings]:
    """The collections that the user of the current request may see; [] for a server of one."""
    library: Library | None = current_app.extensions["library"]
    return [] if library is None else library.visible(g.get("account"))


def collection_of(doc_id: str) -> CollectionSettings | None:
    """The collection that shows a document; None where one alone is searched."""
    name = shelf().holder(doc_id) if has_request_context() else None
    if name is None:
        return None
    return next((one for one in collections_in_sight() if one.name == name), None)

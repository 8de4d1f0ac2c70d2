"""Which collection is kept: its index, and the folder of its sources."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from flask import current_app, g, request

from judian.core.names import visible
from webui.accounts.library import collections_in_sight
from webui.http.proxies import COLLECTION
from webui.keeper.errors import RoomClosed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from judian.search.requests.rights import Rights
    from webui.accounts.model import Account


@dataclass(frozen=True, slots=True)
class Room:
    """A collection whose keepers use the browser: its name ("" for a server of one), the folder of
    its index, that of its sources, and the engine."""

    name: str
    index: Path
    sources: Path
    engine: str


@dataclass(frozen=True, slots=True)
class Kept:
    """The room of the current request, and what its user may not see there."""

    room: Room
    rights: Rights | None

    @property
    def hides(self) -> bool:
        """True if some files may be hidden from the user."""
        return self.rights is not None and bool(self.rights.hidden)

    def may_name_hidden(self, *texts: str) -> bool:
        """True if one of the texts may have the name of a hidden file in it."""
        patterns = self.rights.hidden if self.rights is not None else ()
        return any(fnmatchcase(visible(text), f"*{p}*") for text in texts for p in patterns)

    def is_hidden(self, name: str) -> bool:
        """True if a file below the folder of sources, by its name there, is hidden from the
        user."""
        return self.rights is not None and self.rights.hide_name(visible(name))


def rooms() -> Mapping[str, Room]:
    """All rooms of the server, by collection."""
    found: Mapping[str, Room] = current_app.config["ROOMS"]
    return found


def rooms_in_sight() -> list[Room]:
    """The rooms that the user of the request may enter, as far as collections go."""
    known = rooms()
    if "" in known:
        return [known[""]]
    return [known[one.name] for one in collections_in_sight() if one.name in known]


def is_open() -> bool:
    """True if the user of the request may enter a room."""
    account: Account | None = g.get("account")
    allowed = account is None or account.is_at_least("keeper")
    if current_app.config["LOGIN"] != "none" and account is None:
        return False
    return allowed and bool(rooms_in_sight())


def kept() -> Kept:
    """The room that the address names, or the only one. Raises RoomClosed."""
    named = request.environ.get(COLLECTION)
    found = rooms_in_sight()
    chosen = [room for room in found if room.name == named] if named else found
    if len(chosen) != 1:
        raise RoomClosed
    account: Account | None = g.get("account")
    one = next((c for c in collections_in_sight() if c.name == chosen[0].name), None)
    return Kept(chosen[0], one.rights(account) if one else None)

"""The part of one or several collections that a user may see, as an engine of its own.

Rights are decided here, below everything that asks: counts, facets, completion, corrections,
answers, figures and files are all made of a snapshot in which hidden documents do not exist.
"""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING, NoReturn

from judian.core.editions import edition_of
from judian.core.model import document_from_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.core.engine import Engine, Snapshot, Writer
    from judian.search.requests.rights import Rights


class VisibleEngine:
    """See `judian.core.engine.Engine`; it only reads. `parts` are engines of one kind, each with
    the rights in its collection. A document that several hold is that of the first."""

    def __init__(self, parts: Sequence[tuple[Engine, Rights]]) -> None:
        self.name = parts[0][0].name
        self._parts = tuple(parts)
        self._mutex = threading.Lock()
        self._known: tuple[list[Snapshot], Snapshot] | None = None
        self._holder: dict[str, int] = {}

    def snapshot(self) -> Snapshot:
        """What is visible of the newest generations; raises what their engines raise."""
        whole = [engine.snapshot() for engine, _ in self._parts]
        known = self._known
        if known is not None and known[0] == whole:
            return known[1]
        with self._mutex:
            known = self._known
            if known is not None and known[0] == whole:  # another thread has just made it
                return known[1]
            seen = self._visible(whole)
            self._known = whole, seen
            return seen

    def part_of(self, doc_id: str) -> int | None:
        """Which of the parts shows a document, from 0; None if none of them did when the last
        snapshot was made."""
        return self._holder.get(doc_id)

    def _visible(self, whole: Sequence[Snapshot]) -> Snapshot:
        held: dict[str, int] = {}
        parts = []
        for at, (snapshot, (_, rights)) in enumerate(zip(whole, self._parts, strict=True)):
            entries, former = snapshot.documents(), snapshot.former_editions()
            hidden = {e.id for e in entries if rights.hide(document_from_json(json.loads(e.info)))}
            hidden |= {e.id for e in former if rights.hide(edition_of(e).info)}
            entries += former
            gone = hidden | (held.keys() & {entry.id for entry in entries})
            held |= dict.fromkeys({entry.id for entry in entries} - gone, at)
            parts.append(snapshot.without(gone) if gone else snapshot)
        self._holder = held
        return parts[0].joined(parts[1:]) if len(parts) > 1 else parts[0]

    def previous(self) -> Snapshot:
        """What is visible: nothing is built anew here."""
        return self.snapshot()

    def writer(self, *, rebuild: bool = False) -> Writer:
        """Nothing is written through rights: raises TypeError."""
        self._refuse(rebuild)

    def verify(self) -> list[str]:
        """The damages of all engines."""
        return [line for engine, _ in self._parts for line in engine.verify()]

    def close(self) -> None:
        """The engines belong to whoever opened them."""
        self._known = None

    @staticmethod
    def _refuse(_rebuild: bool) -> NoReturn:
        raise TypeError("a part of a collection cannot be written")

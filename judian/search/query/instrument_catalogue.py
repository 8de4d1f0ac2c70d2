"""The instruments of one generation of the index: their ids, names and kinds.

Ids and counts come from the engine's key field. Names come from the tables of known
instruments; for an instrument that is in no table, a few passages are read when its name is
needed.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from typing_extensions import override

from judian.core.errors import JudianError
from judian.core.query import Key, Query
from judian.zh.instruments import Entry, preferred, resolve
from judian.zh.instruments.registry import identify, table
from judian.zh.text.analyze import squeeze
from judian.zh.text.fold import fold

if TYPE_CHECKING:
    from judian.core.engine import Snapshot

#: Most instruments that are distinguished, the most mentioned ones.
MAX_INSTRUMENTS = 20_000
#: Passages read for the names of one instrument that is in no table; for all of them, passages
#: in each round, and rounds, each for the instruments that are still unknown.
_READ = 3
_READ_AT_ONCE = 5_000
_ROUNDS = 4
_PORTION = 500
#: 該公約, 本協議: references to a name, not names.
_POINTING = re.compile(fold("(?:本|該|此|同|前揭|上開|前開|系爭).{0,4}"))


@dataclass(frozen=True, slots=True)
class NamedInstrument:
    """An instrument with its names: `entry.name` is the preferred one, `folded` are all known
    ones, squeezed and folded, to look for."""

    entry: Entry
    folded: tuple[str, ...]


class Instruments(Mapping[str, NamedInstrument]):
    """Instruments by id, the most mentioned first; names are read on demand. Safe for threads.

    Of the instruments of the generation `before` those are known whose passages are the same;
    `gone` are its documents that were removed or replaced since.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        before: Instruments | None = None,
        gone: Collection[str] = (),
    ) -> None:
        self._snapshot = snapshot
        self._lock = threading.Lock()
        self._read: dict[str, NamedInstrument] = {}
        if before is not None:
            self._read.update(self._unchanged(before, gone))
        self._is_prepared = False

    def _unchanged(
        self, before: Instruments, gone: Collection[str]
    ) -> Iterator[tuple[str, NamedInstrument]]:
        """What was known of instruments that no document of `gone` mentions, and that as many
        passages mention as before: these are then the same passages."""
        with before._lock:
            known = dict(before._read)
        if not known:
            return
        touched: set[str] = set()
        if gone:
            query = Query(Key("doc", tuple(gone)))
            try:
                found = before._snapshot.search(query, limit=0, facets=("instrument",))
            except JudianError:  # its files are no longer as they were; names are read again
                return
            touched = {instrument for instrument, _ in found.facets["instrument"]}
        for instrument, named in known.items():
            count = self.counts.get(instrument)
            if (
                instrument not in touched
                and count is not None
                and count == before.counts.get(instrument)
            ):
                yield instrument, named

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """Passages that mention each instrument."""
        return dict(self._snapshot.complete("instrument", "", MAX_INSTRUMENTS))

    @override
    def __len__(self) -> int:
        return len(self.counts)

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self.counts)

    @override
    def __contains__(self, instrument: object) -> bool:
        return instrument in self.counts

    @override
    def __getitem__(self, instrument: str) -> NamedInstrument:
        if instrument not in self.counts:
            raise KeyError(instrument)
        known = known_instruments().get(instrument) or self._read.get(instrument)
        if known is None:
            known = self._look_up(instrument)
            with self._lock:
                self._read[instrument] = known
        return known

    def find(self, name: str) -> tuple[str, ...]:
        """Ids of the instruments with the name `name` (an id is a name too), else of those with a
        name that contains it."""
        wanted = fold(squeeze(name)[0])
        if not wanted:
            return ()
        entry = resolve(name)
        ids = [i for i in self if fold(i) == wanted]
        ids += [entry.id] if entry else []
        ids.append(identify(name, "").id)
        exact = tuple(dict.fromkeys(i for i in ids if i in self))
        if exact:
            return exact
        self.prepare()
        exact = tuple(i for i, named in self.items() if wanted in named.folded)
        return exact or tuple(
            i for i, named in self.items() if any(wanted in known for known in named.folded)
        )

    def prepare(self) -> None:
        """Learn the names of the instruments in no table from a bounded number of passages.

        Names not learned here are read when asked for. Does nothing the second time.
        """
        with self._lock:
            if self._is_prepared:
                return
            known = known_instruments()
            for _ in range(_ROUNDS):
                unknown = tuple(i for i in self.counts if i not in known and i not in self._read)
                if not unknown:
                    break
                self._read.update(self._learn(unknown, _READ_AT_ONCE))
            self._is_prepared = True

    def _look_up(self, instrument: str) -> NamedInstrument:
        """The names that passages give to an instrument that is in no table."""
        learned = self._learn((instrument,), _READ)
        return learned.get(
            instrument,
            NamedInstrument(Entry(instrument, instrument, "agreement"), (fold(instrument),)),
        )

    def _learn(self, instruments: tuple[str, ...], limit: int) -> dict[str, NamedInstrument]:
        """The names of those of `instruments` that the first `limit` passages mention."""
        hits = self._snapshot.search(Query(Key("instrument", instruments)), limit=limit).hits
        found: dict[str, dict[tuple[str, str, str], None]] = {i: {} for i in instruments}
        for at in range(0, len(hits), _PORTION):
            ids = [hit.id for hit in hits[at : at + _PORTION]]
            for payload in self._snapshot.payloads(ids):
                for mention in json.loads(payload or "{}").get("mentions", ()):
                    if mention["instrument"] in found:
                        names = mention["name"], mention["kind"], mention["text"]
                        found[mention["instrument"]][names] = None
        return {i: _named(i, list(mentions)) for i, mentions in found.items() if mentions}


def _named(instrument: str, mentions: Sequence[tuple[str, str, str]]) -> NamedInstrument:
    """An instrument by the (name, kind, text) of its mentions."""
    texts = {fold(squeeze(text)[0]) for name, _, words in mentions for text in (name, words)}
    names = tuple(sorted(text for text in texts if not _POINTING.fullmatch(text)))
    name = preferred({name for name, _, _ in mentions})
    return NamedInstrument(Entry(instrument, name, mentions[0][1]), names)


@cache
def known_instruments() -> Mapping[str, NamedInstrument]:
    """Every instrument of the tables by id, with all its names."""
    entries: dict[str, Entry] = {}
    names: dict[str, list[str]] = {}
    for name, bearers in table().names.items():
        for entry in bearers:
            entries[entry.id] = entry
            names.setdefault(entry.id, []).append(name)
    return {i: NamedInstrument(entry, tuple(names[i])) for i, entry in entries.items()}

"""The names in one generation of the index: instruments, titles, agencies, headings, entities."""

from __future__ import annotations

import json
import logging
import threading
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from judian.core.errors import JudianError
from judian.core.query import Key, Query
from judian.zh.entities.named import entities_in
from judian.zh.text.analyze import squeezed_fold
from judian.zh.text.sounds import first_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from judian.core.engine import Snapshot
    from judian.search.query.instrument_catalogue import Instruments

log = logging.getLogger("judian.search")

#: Kinds of names, in the order in which they are offered.
KINDS = ("instrument", "title", "agency", "heading", "entity")
#: Most names of each kind that are compared with what was typed, the most frequent ones.
MAX_NAMES = 20_000
#: Characters of the longest name that is offered; longer headings are sentences.
MAX_LENGTH = 80
#: Words that can be found by their sound, the most frequent ones of two characters or more.
MAX_WORDS = 10_000
#: Characters that may be missing or wrong at the beginning of a word, the most frequent ones.
MAX_CHARACTERS = 4_000
#: Passages that are read for the entities they name, evenly of all documents: 0.13 ms each.
MAX_READ = 20_000
#: Fewest of them that name an entity, and its fewest and most characters.
LEAST_NAMED, SHORTEST_ENTITY, LONGEST_ENTITY = 3, 3, 20
#: Names that are compared with one misspelt name, those that share the most pairs of characters.
_COMPARED = 40


@dataclass(frozen=True, slots=True)
class Name:
    """`shown` is the name to offer, `folded` one of the folded names under which it is found,
    `passages` the number of passages by which names of one kind are ordered."""

    shown: str
    folded: str
    kind: str
    passages: int


class Names:
    """Read when first asked for, at most MAX_NAMES of each kind; safe for threads, two of which may
    read the same at once.

    A misspelt name is compared with the names of the generation `before` until these are read.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        titles: Sequence[tuple[str, int]],
        agencies: Sequence[str],
        instruments: Instruments,
        before: Names | None = None,
    ) -> None:
        self._former = None if before is None else before._if_read()
        self._is_begun = False
        self._snapshot = snapshot
        self._titles = titles
        self._agencies = agencies
        self._instruments = instruments
        self._headings: dict[str, str | None] = {}
        self._lock = threading.Lock()
        self._is_reading = False
        #: The entities that are known so far, the most frequent first.
        self.entities: Sequence[Name] = ()

    @cached_property
    def all(self) -> Sequence[Name]:
        """Every name but the headings; an instrument once for each name."""
        return tuple(name for name in self._read() if 1 < len(name.folded) <= MAX_LENGTH)

    def _read(self) -> Iterator[Name]:
        self._instruments.prepare()
        for number, (key, named) in enumerate(self._instruments.items()):
            if number == MAX_NAMES:
                break
            count = self._instruments.counts[key]
            usual = named.entry.name
            for folded in dict.fromkeys((squeezed_fold(usual), *named.folded)):
                yield Name(usual, folded, "instrument", count)
        counted = sorted(self._titles, key=lambda title: -title[1])[:MAX_NAMES]
        for title, count in counted:
            yield Name(title, squeezed_fold(title), "title", count)
        agencies = self._agencies[:MAX_NAMES]
        counts = self._snapshot.frequencies([("agency", agency) for agency in agencies])
        for agency, count in zip(agencies, counts, strict=True):
            yield Name(agency, squeezed_fold(agency), "agency", count)

    @cached_property
    def _frequent_headings(self) -> Sequence[tuple[str, int]]:
        return self._snapshot.complete("section", "", MAX_NAMES)

    @cached_property
    def by_sound(self) -> Mapping[str, Sequence[Name]]:
        """The names by each first letter of the sounds of their first character."""
        found: dict[str, list[Name]] = {}
        for name in self.all:
            for letter in first_letters(name.folded[0]):
                found.setdefault(letter, []).append(name)
        return found

    @cached_property
    def words_by_sound(self) -> Mapping[str, Sequence[str]]:
        """The most frequent words of two characters or more, folded, in the same way."""
        found: dict[str, list[str]] = {}
        for word, _ in self._snapshot.complete("words", "", MAX_WORDS):
            if len(word) > 1:
                for letter in first_letters(word[0]):
                    found.setdefault(letter, []).append(word)
        return found

    @cached_property
    def characters(self) -> Sequence[str]:
        """The most frequent Chinese characters."""
        found = self._snapshot.complete("singles", "", MAX_CHARACTERS)
        return tuple(char for char, _ in found if len(char) == 1 and not char.isascii())

    def begin_entities(self) -> None:
        """Read the entities in a thread of its own, the first time it is called."""
        with self._lock:
            begun, self._is_reading = self._is_reading, True
        if not begun:
            threading.Thread(target=self.read_entities, name="entities", daemon=True).start()

    def read_entities(self) -> None:
        """Learn the entities that at least LEAST_NAMED of up to MAX_READ passages name."""
        counts: Counter[str] = Counter()
        written: dict[str, str] = {}
        for text in self._some_texts():
            if text is None:
                continue
            squeezed, folded = text
            found = {
                folded[e.start : e.end]: squeezed[e.start : e.end] for e in entities_in(folded)
            }
            counts.update(found.keys())
            written.update(found)
        known = {name.folded for name in self.all}
        self.entities = tuple(
            Name(written[folded], folded, "entity", count)
            for folded, count in counts.most_common(MAX_NAMES)
            if count >= LEAST_NAMED
            and SHORTEST_ENTITY <= len(folded) <= LONGEST_ENTITY
            and folded not in known
        )

    def _some_texts(self) -> Iterator[tuple[str, str] | None]:
        """The texts of up to MAX_READ passages, evenly of all documents."""
        documents = self._snapshot.documents()
        each = max(1, MAX_READ // max(1, len(documents)))
        for entry in documents[:MAX_READ]:
            ids = self._snapshot.passage_ids(entry.id)
            yield from self._snapshot.texts(ids[:: max(1, -(-len(ids) // each))])

    def headings(self, typed: str, limit: int) -> list[Name]:
        """Up to `limit` headings that begin with folded `typed`, then those that contain it."""
        begin = self._snapshot.complete("section", typed, limit)
        inside = ((h, n) for h, n in self._frequent_headings if typed in h and len(h) <= MAX_LENGTH)
        found: dict[str, Name] = {}
        for folded, count in (*begin, *inside):
            if len(found) == limit:
                break
            shown = self._heading_as_written(folded)
            if shown is not None and folded not in found:
                found[folded] = Name(shown, folded, "heading", count)
        return list(found.values())

    def _heading_as_written(self, folded: str) -> str | None:
        """The spelling of a folded heading in a passage below it."""
        shown = self._headings.get(folded, "")
        if shown == "":
            query = Query(Key("section", (folded,)))
            hits = self._snapshot.search(query, limit=1).hits
            payload = self._snapshot.payloads([hits[0].id])[0] if hits else None
            sections = json.loads(payload or "{}").get("section", ())
            shown = next((s for s in sections if squeezed_fold(s) == folded), None)
            if len(self._headings) >= MAX_NAMES:
                self._headings.clear()
            self._headings[folded] = shown
        return shown

    @cached_property
    def _by_pair(self) -> Mapping[str, Sequence[int]]:
        """The numbers of the names that hold each pair of characters."""
        found: dict[str, list[int]] = {}
        for number, name in enumerate(self.all):
            for pair in dict.fromkeys(_pairs(name.folded)):
                found.setdefault(pair, []).append(number)
        return found

    def near(self, folded: str) -> Iterable[Name]:
        """Names that share the most pairs of characters with `folded`, at most _COMPARED."""
        return self._compared()._nearest(folded)

    def _if_read(self) -> Names | None:
        """These names if they are read, else those before."""
        return self if "_by_pair" in self.__dict__ else self._former

    def _compared(self) -> Names:
        """These names if they are read or none were before; else those before, while these are read
        in a thread of their own."""
        former = self._former
        if former is None:
            return self
        with self._lock:
            begun, self._is_begun = self._is_begun, True
        if not begun:
            threading.Thread(target=self._read_pairs, name="names", daemon=True).start()
        return former

    def _read_pairs(self) -> None:
        try:
            _ = self._by_pair
        except JudianError as error:  # the files have changed; whoever asks next is told
            log.warning("names were not read: %s", error)
        self._former = None

    def _nearest(self, folded: str) -> Iterable[Name]:
        shared: Counter[int] = Counter()
        for pair in dict.fromkeys(_pairs(folded)):
            shared.update(self._by_pair.get(pair, ()))
        # A wrong character of a name takes two pairs away; short names match in fewer pairs.
        best = sorted(
            shared.items(), key=lambda item: (len(self.all[item[0]].folded) - item[1], item[0])
        )
        return [self.all[number] for number, _ in best[:_COMPARED]]


def _pairs(text: str) -> Iterator[str]:
    return (text[at : at + 2] for at in range(len(text) - 1))

"""The documents of a collection by their titles, and by the statutes whose text they are."""

from __future__ import annotations

import threading
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from judian.zh import instruments
from judian.zh.text.analyze import squeezed_fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: Fewest characters of a title that a question may hold by chance.
SHORTEST_TITLE = 4
#: Titles whose statutes are remembered, in all collections and generations. Finding that of one
#: takes 0.1 ms: 1 second for the 11,547 laws of the ROC.
_REMEMBERED = 1 << 17


@lru_cache(_REMEMBERED)
def statute_of(title: str) -> str | None:
    """The id of the statute or treaty that a title is the name of; None for other titles."""
    text = title.strip()
    found = instruments.extract(text)
    return found[0].instrument if len(found) == 1 and found[0].text == text else None


class TitledDocuments:
    """Documents by title. What is found in all titles is found once, when it is first asked for;
    safe for threads."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        """`titles` are the folded titles by the ids of the documents."""
        self._titles = titles
        self._lock = threading.Lock()
        self._by_title: dict[str, list[str]] | None = None
        self._by_statute: dict[str, list[str]] = {}
        self._lengths: tuple[int, ...] = ()

    def named_in(self, text: str, statutes: Iterable[str]) -> tuple[str, ...]:
        """The ids of the documents whose title stands in the folded `text`, or is the name of one
        of the `statutes`; each once."""
        by_title = self.read()
        found = dict.fromkeys(
            id_
            for length in self._lengths
            for start in range(len(text) - length + 1)
            for id_ in by_title.get(text[start : start + length], ())
        )
        found |= dict.fromkeys(id_ for one in statutes for id_ in self._by_statute.get(one, ()))
        return tuple(found)

    def read(self) -> dict[str, list[str]]:
        """The ids of the documents by title; all titles are read by the first call."""
        with self._lock:
            if self._by_title is None:
                by_title, by_statute = defaultdict(list), defaultdict(list)
                for id_, title in self._titles.items():
                    folded = squeezed_fold(title)
                    if len(folded) >= SHORTEST_TITLE:
                        by_title[folded].append(id_)
                    statute = statute_of(title)
                    if statute is not None:
                        by_statute[statute].append(id_)
                self._by_statute = dict(by_statute)
                self._lengths = tuple(sorted({len(title) for title in by_title}))
                self._by_title = dict(by_title)
            return self._by_title


NO_TITLES = TitledDocuments({})

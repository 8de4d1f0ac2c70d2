"""A document as it is read: the search it was reached by, its matches, its outline, its parts."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from judian.search.requests.values import SearchRequest
from webui.http import params
from webui.http.addresses import SearchAddress
from webui.http.backend import backend
from webui.links.page_links import anchor, page_url, search_url, way_back
from webui.markup.blocks import DEEPEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from werkzeug.datastructures import MultiDict

    from judian.core.model import Passage
    from judian.search.replies.reading import DocumentPart, Match


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A heading: its link, its level in HTML, and how many matches its section has, with those of
    the sections below it."""

    url: str
    text: str
    level: int
    matches: int


@dataclass(frozen=True, slots=True)
class PartLink:
    """A part that is not shown: its number from 1, and the ordinals of its passages."""

    number: int
    first: int
    last: int
    url: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class LinkedWords:
    """Words from the offset `start` in the passage with the ordinal `first` to `end` in `last`."""

    first: int
    start: int
    last: int
    end: int

    def within(self, passage: Passage) -> tuple[int, int] | None:
        """The range of them in a passage's text; None if it has none of them."""
        if not self.first <= passage.ordinal <= self.last:
            return None
        start = self.start if passage.ordinal == self.first else 0
        end = self.end if passage.ordinal == self.last else len(passage.text)
        return (start, end) if start < end <= len(passage.text) else None


@dataclass(frozen=True, slots=True)
class Desk:
    """One part of a document. `address` is the search whose hit was opened, `find` are words that
    are searched in the document instead, `at` is the ordinal of the passage that was opened,
    `words` what a link names, `listed` the address of another list that it was opened from.
    `are_gone` says that a link named words that are not there."""

    address: SearchAddress
    find: str
    at: int | None
    part: DocumentPart
    words: LinkedWords | None = None
    listed: str = ""
    are_gone: bool = False

    @property
    def query(self) -> str:
        """The words that are marked."""
        return self.find or self.address.text

    @property
    def wanted(self) -> SearchRequest:
        """The search whose words are marked."""
        return SearchRequest(self.find) if self.find else self.address

    def linked_words(self, passages: Iterable[Passage]) -> dict[str, tuple[tuple[int, int], ...]]:
        """The words that a link to them names, by the id of their passage: they are marked instead
        of those of the search."""
        ranges = ((p.id, self.words.within(p)) for p in passages) if self.words else ()
        return {name: (found,) for name, found in ranges if found}

    @property
    def has_lost_words(self) -> bool:
        """True if the link that was followed names words that its passage does not have."""
        opened = [p for p in self.part.passages if p.ordinal == self.at]
        return self.are_gone or (
            self.words is not None and bool(opened) and not self.linked_words(opened)
        )

    @property
    def back(self) -> str | None:
        """The list that the document was opened from, with all its parameters."""
        if self.listed and (listed := way_back(self.listed)):
            return listed
        is_search = self.address.text or self.address.is_filtered
        return search_url(self.address) if is_search else None

    @property
    def current(self) -> int | None:
        """The index of the match that was opened; None if another passage was, or none."""
        if self.at is None:
            return None
        at = bisect_left([m.position for m in self.part.matches], self.at - 1)
        is_match = at < len(self.part.matches) and self.part.matches[at].position == self.at - 1
        return at if is_match else None

    @property
    def opened(self) -> str | None:
        """The id of the passage that was opened, if it is on the page."""
        found = (p.id for p in self.part.passages if p.ordinal == self.at)
        return next(found, None)

    @property
    def match_ids(self) -> str:
        """What the ids of the matches have behind that of the document, with spaces between them:
        there may be thousands."""
        doc_id = self.part.info.id
        return " ".join(match.id.removeprefix(doc_id) for match in self.part.matches)

    @property
    def previous(self) -> Match | None:
        """The match before the passage that was opened, behind the first one the last."""
        return self._neighbour(-1)

    @property
    def next(self) -> Match | None:
        """The match after the passage that was opened, behind the last one the first; the best
        one if no passage was opened."""
        return self._neighbour(1)

    def _neighbour(self, step: int) -> Match | None:
        found = self.part.matches
        if not found:
            return None
        if self.at is None:
            return found[((self.part.best or 0) + min(step, 0)) % len(found)]
        before = bisect_left([m.position for m in found], self.at - 1)
        held = self.current is not None
        return found[(before + (step if held or step < 0 else 0)) % len(found)]

    def url(self, **values: object) -> str:
        """This document with the same search; `values` name a part or a passage (at)."""
        doc_id = self.part.info.id
        return page_url("document", **{**self.arguments(), "doc_id": doc_id, **values})

    def passage_url(self, passage_id: str, position: int) -> str:
        """A passage of this document, with the same search."""
        return self.url(at=position + 1, _anchor=anchor(passage_id))

    def match_url(self, match: Match) -> str:
        """The page with a match."""
        return self.passage_url(match.id, match.position)

    def picture_url(self, page: int) -> str:
        """The picture of a page of this document, on a page of its own."""
        doc_id = self.part.info.id
        return page_url("document_page", **{**self.arguments(), "doc_id": doc_id, "number": page})

    def arguments(self) -> dict[str, object]:
        """The parameters of the search, for links and forms."""
        named = {"find": self.find, "back": self.listed if way_back(self.listed) else ""}
        return {**self.address.arguments(), **{n: value for n, value in named.items() if value}}

    @property
    def outline(self) -> list[OutlineEntry]:
        """The headings of the whole document; their links are relative to its page, since there
        may be hundreds of them."""
        url = self.url()
        start = ("?" + url.partition("?")[2] + "&").replace("?&", "?") + "at="
        found = [match.position for match in self.part.matches]
        ends = _section_ends([h.level for h in self.part.headings])
        starts = [*(h.position for h in self.part.headings), self.part.total]
        return [
            OutlineEntry(
                f"{start}{heading.position + 1}#{anchor(heading.id)}",
                heading.text,
                min(DEEPEST, heading.level + 1),
                bisect_left(found, starts[end]) - bisect_left(found, heading.position),
            )
            for heading, end in zip(self.part.headings, ends, strict=True)
        ]

    @property
    def parts(self) -> list[PartLink]:
        """All parts of the document in order."""
        starts = self.part.starts
        stops = (*starts[1:], self.part.total)
        return [
            PartLink(n + 1, start + 1, stop, self.url(part=n + 1), n == self.part.part)
            for n, (start, stop) in enumerate(zip(starts, stops, strict=True))
        ]


def read_desk(doc_id: str, args: MultiDict[str, str]) -> Desk:
    """The document as the parameters of its address say. Raises NotFound, and ParameterInvalid."""
    values: Any = params.read(args, params.DOCUMENT, strict=False)
    address = SearchAddress.of(values)
    find = params.without_controls(args.get("find", "")).strip()
    wanted = SearchRequest(find) if find else address
    part = values["part"] - 1 if values["part"] else None
    found = backend().document_part(doc_id, wanted, part, values["at"])
    at, start, end = values["at"], values["start"], values["end"]
    words = None
    if None not in (at, start, end):
        words = LinkedWords(at, start, max(at, values["until"] or at), end)
    are_gone = args.get("words") == "gone"
    return Desk(address, find, at, found, words, args.get("back", ""), are_gone)


def _section_ends(levels: Sequence[int]) -> list[int]:
    """For each heading the index of the next one that is not below it."""
    ends = [len(levels)] * len(levels)
    waiting: list[int] = []
    for index, level in enumerate(levels):
        while waiting and levels[waiting[-1]] >= level:
            ends[waiting.pop()] = index
        waiting.append(index)
    return ends

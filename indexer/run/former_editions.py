"""What a run writes of the documents that it replaces or removes, so that their addresses keep
leading somewhere (`judian.core.editions`).

A document is replaced by the one whose file lies where its own lay. A file with another name
replaces it if both state the same title and agency, no other document of the run does, and nearly
all of the text is the same. A document without a successor is removed; if a file comes to lie in
its place later, that is its successor.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from indexer.documents.former_passages import became, found_again, share_found
from indexer.run.records import Location, locations
from judian.core.editions import (
    FormerEdition,
    FormerPassage,
    digest_of,
    edition_entry,
    edition_of,
    without_reading,
)
from judian.core.engine import FORMER
from judian.core.errors import IndexDamaged
from judian.core.model import DocumentInfo, Verdict, document_from_json

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from judian.core.engine import Snapshot, Writer

log = logging.getLogger("judian.indexer")

#: What reading an index that is damaged, or of another version, may raise.
UNREADABLE = (IndexDamaged, LookupError, TypeError, ValueError)
#: Share of a document's text that one of another file name, with the same title and agency, must
#: hold to be its next edition. Corrections leave more; the next month's issue of one report has
#: its own figures in most sentences and rows. Not measured: there is no collection of both.
CERTAIN = 0.8

#: Origins of a title that say nothing of the document.
_OF_FILE = "file name"


@dataclass(slots=True)
class _Candidate:
    """A document that may replace another, with the texts of its passages."""

    info: DocumentInfo
    texts: Sequence[str]
    is_new: bool


@dataclass(slots=True)
class FormerEditions:
    """`old` is the index before the run, None if there is none or it cannot be read; `gone` are the
    ids of documents that the run removes. A run that builds the index anew `carries` the editions
    that `old` remembers."""

    old: Snapshot | None
    index: Path
    gone: Collection[str]
    carries: bool = False
    _leaving: list[DocumentInfo] = field(default_factory=list)
    _orphans: list[FormerEdition] = field(default_factory=list)
    _known: set[str] = field(default_factory=set)
    _wanted: set[Location] = field(default_factory=set)
    _named: set[tuple[str, str]] = field(default_factory=set)
    _candidates: list[_Candidate] = field(default_factory=list)

    def __post_init__(self) -> None:
        editions = [edition_of(entry) for entry in self.old.former_editions()] if self.old else []
        self._known = {edition.id for edition in editions}
        self._orphans = [edition for edition in editions if edition.successor is None]
        for entry in self.old.documents() if self.old and self.gone else ():
            info = document_from_json(json.loads(entry.info)) if entry.id in self.gone else None
            if info is not None and info.verdict is not Verdict.FAILED:
                self._leaving.append(info)
        for info in (*self._leaving, *(edition.info for edition in self._orphans)):
            self._wanted.update(locations(info, self.index))
        self._named = {name for info in self._leaving if (name := _stated(info))}

    def may_follow(self, info: DocumentInfo) -> bool:
        """True for a document that may replace one of those that leave."""
        if info.verdict is Verdict.FAILED:
            return False
        at_place = any(where in self._wanted for where in locations(info, self.index))
        return at_place or _stated(info) in self._named

    def read(self, info: DocumentInfo, texts: Sequence[str]) -> None:
        """A document that may replace others was read, with the texts of its passages."""
        self._candidates.append(_Candidate(info, texts, is_new=True))

    def moved(self, info: DocumentInfo) -> None:
        """A document of the index that has other files now."""
        if self.old is not None and self.may_follow(info):
            self._candidates.append(_Candidate(info, self._texts(info.id), is_new=False))

    def write(self, writer: Writer, present: Collection[str]) -> None:
        """Write the editions. `present` are the ids of the documents that this run has written."""
        for doc_id in self._known.intersection(present):
            writer.remove_document(FORMER + doc_id)  # an edition that came back
        try:
            entries = [edition_entry(edition) for edition in self._all_editions()]
        except UNREADABLE as error:
            if not self.carries:
                raise
            log.warning("former editions cannot be carried on: %s", error)
            return
        for entry in entries:
            if entry.id.removeprefix(FORMER) not in present:
                writer.put_document(entry)

    def _all_editions(self) -> Iterator[FormerEdition]:
        """Yield what is to be written, the newer record of a document after the older."""
        if self.carries:
            yield from map(self._remembered, sorted(self._known))
        yield from self._editions(datetime.now(UTC).isoformat(timespec="seconds"))

    def _editions(self, now: str) -> Iterator[FormerEdition]:
        """Yield an edition for each document that leaves, and those that have a successor now."""
        placed = {w: c for c in reversed(self._candidates) for w in locations(c.info, self.index)}
        followed = {id(c) for c in placed.values() if self._is_in_place(c)}
        for info in self._leaving:
            texts = self._texts(info.id)
            at = (placed.get(where) for where in locations(info, self.index))
            successor = next((c for c in at if c is not None), None)
            passages = became(texts, successor.texts) if successor else ()
            if successor is None:
                successor, passages = self._renamed(info, texts, followed)
            yield FormerEdition(
                without_reading(info),
                now,
                successor.info.id if successor else None,
                passages if successor else tuple(FormerPassage(digest_of(t)) for t in texts),
            )
        for orphan in self._orphans:
            at = (placed.get(where) for where in locations(orphan.info, self.index))
            if (found := next((c for c in at if c is not None), None)) is not None:
                known = self._remembered(orphan.id).passages
                yield replace(
                    orphan, at=now, successor=found.info.id,
                    passages=found_again(known, found.texts),
                )  # fmt: skip

    def _is_in_place(self, candidate: _Candidate) -> bool:
        return any(where in self._wanted for where in locations(candidate.info, self.index))

    def _renamed(
        self, info: DocumentInfo, texts: Sequence[str], followed: Collection[int]
    ) -> tuple[_Candidate | None, tuple[FormerPassage, ...]]:
        """The one new document that states the same title and agency and holds the text."""
        name = _stated(info)
        alike = [c for c in self._candidates if c.is_new and name and _stated(c.info) == name]
        rivals = [other for other in self._leaving if _stated(other) == name]
        if len(alike) != 1 or len(rivals) != 1 or id(alike[0]) in followed:
            return None, ()
        passages = became(texts, alike[0].texts)
        if share_found(passages, texts) < CERTAIN:
            return None, ()
        return alike[0], passages

    def _texts(self, doc_id: str) -> list[str]:
        """The texts of the passages of a document before the run."""
        if self.old is None:
            return []
        payloads = self.old.payloads(self.old.passage_ids(doc_id))
        return [str(json.loads(payload)["text"]) for payload in payloads if payload is not None]

    def _remembered(self, doc_id: str) -> FormerEdition:
        """An edition of the index before the run, with its passages."""
        entry = self.old.document(FORMER + doc_id) if self.old else None
        assert entry is not None
        return edition_of(entry)


def _stated(info: DocumentInfo) -> tuple[str, str] | None:
    """Title and agency, where the document states both."""
    if not info.agency or info.provenance.get("title") == _OF_FILE:
        return None
    return info.title, info.agency

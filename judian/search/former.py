"""Addresses of former editions: what stands in the place of a document or passage that was
replaced or removed.

The records say what each passage became in the next edition (`judian.core.editions`); editions are
followed to the present one. Digests decide that a passage is the one that is meant: an index that
was built anew may count its passages otherwise.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

from judian.core.editions import Fate, FormerEdition, FormerPassage, digest_of, edition_of
from judian.core.engine import FORMER, Scored
from judian.core.errors import NotFound
from judian.core.model import Verdict
from judian.search.hits.collection import Collection, hits_of
from judian.search.query.compile import compile_query
from judian.search.replies.former import DocumentRemoved, FormerEditionAsked, FormerView
from judian.search.requests.values import SearchRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from judian.core.engine import Snapshot
    from judian.core.model import DocumentInfo
    from judian.search.replies.results import Hit


Kind = TypeVar("Kind", bound=type[Any])

#: The methods of a service that take the id of a document or passage. Those that ask one of these
#: are not listed.
_METHODS = (
    *("hit_list", "authorities", "document", "document_info", "document_part", "page_passages"),
    *("passage", "passages_between"),
)


def or_former_editions(kind: Kind) -> Kind:
    """The class of a service, whose methods raise FormerEditionAsked where they would raise
    NotFound for a document or passage that the index remembers."""
    for name in _METHODS:
        setattr(kind, name, _or_former_edition(getattr(kind, name)))
    return kind


def _or_former_edition(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def call(service: Any, *args: Any, **more: Any) -> Any:
        try:
            return method(service, *args, **more)
        except NotFound as error:
            snapshot = service.engine.snapshot()
            collection = service._collection(snapshot)
            view = former_view(snapshot, collection, str(error.facts["name"]))
            if view is None:
                raise
            raise (FormerEditionAsked if view.document else DocumentRemoved).of(view) from error

    return call


def former_view(snapshot: Snapshot, collection: Collection, asked: str) -> FormerView | None:
    """What stands in the place of a document or passage; None if the index remembers none such."""
    doc_id, _, number = asked.rpartition("-")
    edition = _edition(snapshot, asked)
    if edition is not None:
        return _followed(snapshot, collection, asked, _Trail(edition))
    edition = _edition(snapshot, doc_id) if number.isascii() and number.isdigit() else None
    if edition is None or not 1 <= int(number) <= len(edition.passages):
        return None
    return _followed(snapshot, collection, asked, _Trail(edition, int(number)))


@dataclass(slots=True)
class _Trail:
    """The way from a former edition to the present one. `ordinal` is that of the passage in
    `edition`, None without one; `digest` that of its text."""

    edition: FormerEdition
    ordinal: int | None = None
    digest: str = ""
    fate: Fate | None = None
    changes: int = 0
    last: FormerPassage | None = None

    def step(self) -> None:
        """From the passage of `edition` to that of the next one."""
        if self.ordinal is None:
            return
        passage = self.edition.passages[self.ordinal - 1]
        if passage.fate is Fate.GONE or self.edition.successor is None:
            self.ordinal, self.fate = None, Fate.GONE
            return
        self.ordinal, self.digest = passage.successor, passage.successor_digest
        if passage.fate is Fate.CHANGED:
            self.changes, self.last = self.changes + 1, passage
        self.fate = Fate.CHANGED if self.changes else Fate.SAME

    def find(self, digests: Sequence[str]) -> None:
        """Find the passage among those of the next edition by their digests."""
        if self.ordinal is None:
            return
        if self.ordinal > len(digests) or digests[self.ordinal - 1] != self.digest:
            place = digests.index(self.digest) + 1 if self.digest in digests else None
            self.ordinal = place
            self.fate = self.fate if place else Fate.GONE


def _followed(snapshot: Snapshot, collection: Collection, asked: str, trail: _Trail) -> FormerView:
    former, dates = trail.edition.info, [trail.edition.at]
    document: DocumentInfo | None = None
    hit: Hit | None = None
    while True:
        trail.step()
        successor = trail.edition.successor
        if successor is None:
            break
        document = collection.documents.get(successor)
        if document is not None:
            hit = _hit(snapshot, collection, document, trail)
            break
        edition = _edition(snapshot, successor)
        if edition is None:
            break
        trail.find([passage.digest for passage in edition.passages])
        trail.edition = edition
        dates.append(edition.at)
    if document is None and trail.fate is not None:
        trail.fate = Fate.GONE
    one_change = trail.last if trail.changes == 1 else None
    several = trail.changes > 1 or (one_change is not None and one_change.dropped is None)
    return FormerView(
        asked,
        former,
        tuple(dates),
        document if document and document.verdict is not Verdict.FAILED else None,
        trail.fate,
        hit,
        None if several else one_change.changed if one_change else (),
        None if several else one_change.dropped if one_change else 0,
    )


def _edition(snapshot: Snapshot, doc_id: str) -> FormerEdition | None:
    entry = snapshot.document(FORMER + doc_id)
    return edition_of(entry) if entry else None


def _hit(
    snapshot: Snapshot, collection: Collection, document: DocumentInfo, trail: _Trail
) -> Hit | None:
    """The passage of the present edition, if it has it."""
    if trail.ordinal is None:
        return None
    ids = snapshot.passage_ids(document.id)
    chosen = ids[trail.ordinal - 1 : trail.ordinal]
    if _digests(snapshot, chosen) != [trail.digest]:
        trail.find(_digests(snapshot, ids))
        chosen = ids[trail.ordinal - 1 : trail.ordinal] if trail.ordinal else []
    compiled = compile_query(SearchRequest(""), collection.catalogue)
    found = hits_of(snapshot, collection, [Scored(one, 0.0) for one in chosen], compiled)
    return found[0] if found else None


def _digests(snapshot: Snapshot, ids: Sequence[str]) -> list[str]:
    payloads = snapshot.payloads(ids)
    return [digest_of(json.loads(payload)["text"]) if payload else "" for payload in payloads]

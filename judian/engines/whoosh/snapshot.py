"""One generation of the index, as `judian.core.engine.Snapshot` describes it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np

from judian.core import deadlines
from judian.core.engine import FORMER, SORTS, DocumentEntry, Results, Scored
from judian.core.errors import IndexDamaged
from judian.core.query import KEY_FIELDS, Query, ScoredTerm
from judian.engines.whoosh.arrays import ArraysDamaged
from judian.engines.whoosh.completion import complete
from judian.engines.whoosh.facets import count_values
from judian.engines.whoosh.passage_ids import PassageIds
from judian.engines.whoosh.ranking import exact_scores, rank
from judian.engines.whoosh.view import CACHE, View

if TYPE_CHECKING:
    from pathlib import Path

    from judian.core.engine import Snapshot
    from judian.engines.whoosh.segment import DeletedNumbers, SegmentReader

Method = TypeVar("Method", bound=Callable[..., Any])


def _guarded(method: Method) -> Method:
    """`method`, raising IndexDamaged with the folder of the index for a damaged file, and
    TookTooLong after the deadline of the request."""

    @functools.wraps(method)
    def guarded(self: WhooshSnapshot, *args: Any, **kwargs: Any) -> Any:
        deadlines.check()
        try:
            return method(self, *args, **kwargs)
        except ArraysDamaged as error:
            raise IndexDamaged(self.folder, str(error)) from error

    return cast("Method", guarded)


#: A part of an index, for some users, keeps this share of what the whole one keeps decoded.
_SHARE = 8
#: Blocks of payloads that one call may leave unpacked for later ones. A call for more of them walks
#: through a list: kept, the payloads of 12,902 hits in the order of their scores took 115 MiB.
_KEPT_BLOCKS = 100


class WhooshSnapshot:
    """See `judian.core.engine.Snapshot`."""

    def __init__(
        self,
        folder: Path,
        generation: int,
        parts: Sequence[tuple[SegmentReader, DeletedNumbers]],
        cache: int = CACHE,
    ) -> None:
        self.folder = folder
        self._generation = generation
        self._view = View(parts, cache)

    @property
    def generation(self) -> int:
        return self._generation

    @property
    def passage_count(self) -> int:
        return self._view.count

    @_guarded
    def search(
        self,
        query: Query,
        *,
        limit: int,
        offset: int = 0,
        sort: str = "relevance",
        facets: Sequence[str] = (),
        exact_counts: bool = False,  # noqa: ARG002 - they always are
    ) -> Results:
        if sort not in SORTS:
            raise ValueError(f"results cannot be sorted by {sort!r}")
        view = self._view
        keys = [field for field in facets if field in KEY_FIELDS]
        ranked = rank(view, query, offset + limit if limit > 0 else 0, sort)
        best = ranked.best[offset:]
        ids = view.passage_ids([position for position, _ in best])
        return Results(
            total=ranked.total,
            hits=tuple(map(Scored, ids, [score for _, score in best])),
            facets={
                **dict.fromkeys(facets, ()),
                **(count_values(view, ranked.places, keys, bool(query.once)) if keys else {}),
            },
            places=len(ranked.places) if query.once else ranked.total,
        )

    @_guarded
    def payloads(self, ids: Sequence[str]) -> list[str | None]:
        found: list[str | None] = [None] * len(ids)
        wanted: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for at, one in enumerate(ids):
            position = self._view.find(one)
            if position >= 0:
                segment, number = self._view.locate(position)
                block, within = segment.records.block_of(number)
                key = (self._view.segments.index(segment), block)
                wanted.setdefault(key, []).append((at, within))
        keep = len(wanted) <= _KEPT_BLOCKS
        for (which, block), places in wanted.items():
            stored = self._view.segments[which].records
            payloads = stored.payloads(block, [within for _, within in places], keep=keep)
            for (at, _), payload in zip(places, payloads, strict=True):
                found[at] = payload
        return found

    @_guarded
    def briefs(self, ids: Sequence[str]) -> list[Sequence[str] | None]:
        found: list[Sequence[str] | None] = [None] * len(ids)
        positions = np.array([self._view.find(one) for one in ids], np.int64)
        for base, segment in zip(self._view.bases, self._view.segments, strict=True):
            here = np.flatnonzero((positions >= base) & (positions < base + segment.passages))
            if not len(here) or segment.briefs is None:
                continue
            briefs = segment.briefs.some(positions[here] - base)
            for at, brief in zip(here.tolist(), briefs, strict=True):
                found[at] = brief
        return found

    @_guarded
    def texts(self, ids: Sequence[str]) -> list[tuple[str, str] | None]:
        found: list[tuple[str, str] | None] = []
        for one in ids:
            position = self._view.find(one)
            if position < 0:
                found.append(None)
            else:
                segment, number = self._view.locate(position)
                found.append(segment.records.texts(number))
        return found

    @_guarded
    def contributions(self, terms: Sequence[ScoredTerm], ids: Sequence[str]) -> list[list[float]]:
        positions = np.array([self._view.find(one) for one in ids], np.int64)
        known = positions >= 0
        given = np.zeros((len(ids), len(terms)))
        for number, term in enumerate(terms):
            given[known, number] = exact_scores(self._view, positions[known], (term,))
        found: list[list[float]] = given.tolist()
        return found

    @_guarded
    def copies(self, ids: Sequence[str]) -> list[list[str]]:
        view = self._view
        positions = [view.find(one) for one in ids]
        return [
            sorted(map(view.passage_id, view.copies_of(position).tolist())) if position >= 0 else []
            for position in positions
        ]

    @_guarded
    def document(self, doc_id: str) -> DocumentEntry | None:
        for segment, deleted in zip(self._view.segments, self._view.deleted, strict=True):
            number = segment.records.document_number(doc_id)
            if number >= 0 and number not in deleted.documents:
                stored = segment.records
                return DocumentEntry(
                    doc_id, stored.document_info(number), stored.document_text(number)
                )
        return None

    def documents(self) -> list[DocumentEntry]:
        return [entry for entry in self._records() if not entry.id.startswith(FORMER)]

    def former_editions(self) -> list[DocumentEntry]:
        return [entry for entry in self._records() if entry.id.startswith(FORMER)]

    @_guarded
    def _records(self) -> list[DocumentEntry]:
        """The records of documents and of former editions, ordered by id."""
        found = {}
        for segment, deleted in zip(self._view.segments, self._view.deleted, strict=True):
            gone = set(deleted.documents.tolist())
            for number, (doc_id, info) in enumerate(segment.records.documents()):
                if number not in gone:
                    found[doc_id] = DocumentEntry(doc_id, info)
        return [found[doc_id] for doc_id in sorted(found)]

    @_guarded
    def passage_ids(self, doc_id: str) -> Sequence[str]:
        view = self._view
        positions = [
            segment.owned(doc_id).astype(np.intp) + base
            for base, segment in zip(view.bases, view.segments, strict=True)
        ]
        owned = np.concatenate(positions) if positions else np.empty(0, np.intp)
        return PassageIds(owned[view.live[owned]], self._ids_at, self._position_of)

    @_guarded
    def _ids_at(self, positions: Sequence[int]) -> list[str]:
        return self._view.passage_ids(positions)

    @_guarded
    def _position_of(self, passage_id: str) -> int:
        return self._view.find(passage_id)

    @_guarded
    def frequency(self, field: str, term: str) -> int:
        return self._view.frequency(field, term)

    @_guarded
    def frequencies(self, terms: Sequence[tuple[str, str]]) -> list[int]:
        return self._view.frequencies(terms)

    @_guarded
    def complete(self, field: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        return complete(self._view, field, prefix, limit)

    @_guarded
    def without(self, doc_ids: AbstractSet[str]) -> WhooshSnapshot:
        parts = []
        for segment, deleted in self._parts():
            numbers = sorted(map(segment.records.document_number, doc_ids))
            held = np.array([number for number in numbers if number >= 0], np.int64)
            owned = [segment.owned(doc_id) for doc_id in doc_ids]
            passages = np.concatenate(owned) if owned else np.empty(0, np.int64)
            parts.append((segment, deleted.and_also(passages, held)))
        return WhooshSnapshot(self.folder, self._generation, parts, CACHE // _SHARE)

    def joined(self, others: Sequence[Snapshot]) -> WhooshSnapshot:
        all_ = [self, *(cast("WhooshSnapshot", other) for other in others)]
        parts = [part for snapshot in all_ for part in snapshot._parts()]
        generation = sum(snapshot.generation for snapshot in all_)
        return WhooshSnapshot(self.folder, generation, parts, CACHE // _SHARE)

    def _parts(self) -> list[tuple[SegmentReader, DeletedNumbers]]:
        return list(zip(self._view.segments, self._view.deleted, strict=True))

"""The naive engine: every passage is looked at for every query.

It is the oracle that the other engines are compared with, and what tests of other parts use:
nothing is stored on disk, and nothing in it is clever.
"""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self, cast

from typing_extensions import override

from judian.core import bm25, matching
from judian.core.engine import (
    FORMER,
    SORTS,
    DocumentEntry,
    Identity,
    PassageEntry,
    Results,
    Scored,
)
from judian.core.errors import IndexLocked, IndexMissing
from judian.core.query import (
    BEHIND,
    And,
    AtLeast,
    Contains,
    Everything,
    Key,
    KeyRange,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Pattern,
    Prefix,
    Query,
    SameDocument,
    ScoredTerm,
    Sentence,
    TermPattern,
    Terms,
)
from judian.engines.common.key_values import integer
from judian.engines.common.text_nodes import text_matches

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from types import TracebackType

    from judian.core.engine import Snapshot


def open_engine(
    _path: Path | None = None,
    _identity: Identity | None = None,
    _options: Mapping[str, str] | None = None,
) -> MemoryEngine:
    """A new, empty engine; it uses none of the arguments that all engines are opened with."""
    return MemoryEngine()


@dataclass(frozen=True, slots=True)
class _State:
    """The contents of one generation; passages are in the order in which they were added."""

    generation: int
    documents: Mapping[str, DocumentEntry]
    passages: Mapping[str, PassageEntry]


def _values(entry: PassageEntry, field: str) -> Sequence[str]:
    """Terms or key values of the passage in `field`, repeated as often as they occur."""
    return entry.terms.get(field) or entry.keys.get(field) or ()


def matches(entry: PassageEntry, node: Node, others: Sequence[PassageEntry] = ()) -> bool:
    """True if `node` holds for the passage; `others` are all passages, itself included."""
    match node:
        case Everything():
            return True
        case Nothing():
            return False
        case Terms(terms, minimum):
            return sum(term in _values(entry, field) for field, term in set(terms)) >= minimum
        case Prefix(field, prefix):
            return any(value.startswith(prefix) for value in _values(entry, field))
        case TermPattern(field, pattern):
            fits = matching.term_matcher(pattern)
            return any(fits(value) for value in _values(entry, field))
        case Contains() | Pattern() | Near() | Sentence() | AtLeast():
            return text_matches(node, entry.squeezed, entry.folded)
        case Key(field, values):
            return any(value in values for value in _values(entry, field))
        case KeyRange(field, low, high):
            numbers = (integer(value) for value in _values(entry, field))
            return any(number is not None and low <= number <= high for number in numbers)
        case _:
            return _combination_matches(entry, node, others)


def _combination_matches(entry: PassageEntry, node: Node, others: Sequence[PassageEntry]) -> bool:
    """True if a node that combines others holds for the passage."""
    match node:
        case And(nodes):
            return all(matches(entry, part, others) for part in nodes)
        case Or(nodes):
            return any(matches(entry, part, others) for part in nodes)
        case Not(part):
            return not matches(entry, part, others)
        case SameDocument(nodes):
            siblings = [other for other in others if other.doc_id == entry.doc_id]
            return any(matches(entry, part, others) for part in nodes) and all(
                any(matches(other, part, others) for other in siblings) for part in nodes
            )
    raise TypeError(f"unknown node {node!r}")


class MemorySnapshot:
    """See `judian.core.engine.Snapshot`."""

    def __init__(self, state: _State) -> None:
        self._state = state
        self._passages = list(state.passages.values())

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, MemorySnapshot) and other._state is self._state

    @override
    def __hash__(self) -> int:
        return id(self._state)

    @property
    def generation(self) -> int:
        return self._state.generation

    @property
    def passage_count(self) -> int:
        return len(self._passages)

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
        matched = [
            entry for entry in self._passages if matches(entry, query.filter, self._passages)
        ]
        scores = self._scores(matched, query)
        behind = {entry.id for entry in matched if matches(entry, Terms(query.behind))}
        leading = [score for id_, score in scores.items() if id_ not in behind]
        lowest = query.floor * max(leading or scores.values(), default=0.0)
        hits = [e for e in matched if query.floor == 0 or scores[e.id] >= lowest]
        for id_ in behind:
            scores[id_] *= BEHIND
        if sort == "date":
            hits.sort(key=lambda entry: (-entry.date, -scores[entry.id], entry.id))
        elif sort == "document":
            hits.sort(key=lambda entry: (-entry.date, entry.id))
        else:
            hits.sort(key=lambda entry: (-scores[entry.id], entry.id))
        kept = _first_ones(hits, query.once)
        return Results(
            total=len(kept),
            hits=tuple(Scored(e.id, scores[e.id]) for e in kept[offset : offset + limit]),
            facets={field: _facet(hits, field, query.once) for field in facets},
            places=len(hits),
        )

    def _scores(self, entries: Sequence[PassageEntry], query: Query) -> dict[str, float]:
        scores = dict.fromkeys((entry.id for entry in entries), 0.0)
        for term in query.terms:
            frequency = self.frequency(term.field, term.term)
            lengths = [len(_values(entry, term.field)) for entry in self._passages]
            count = sum(length > 0 for length in lengths)
            for entry in entries:
                values = _values(entry, term.field)
                tf = sum(value == term.term for value in values)
                if tf:
                    scores[entry.id] += (
                        term.weight
                        * bm25.idf(count, frequency)
                        * bm25.term_score(tf, len(values), sum(lengths) / count)
                    )
        return scores

    def payloads(self, ids: Sequence[str]) -> list[str | None]:
        found = [self._state.passages.get(one) for one in ids]
        return [None if entry is None else entry.payload for entry in found]

    def briefs(self, ids: Sequence[str]) -> list[Sequence[str] | None]:
        found = [self._state.passages.get(one) for one in ids]
        return [None if entry is None else entry.brief for entry in found]

    def texts(self, ids: Sequence[str]) -> list[tuple[str, str] | None]:
        found = [self._state.passages.get(one) for one in ids]
        return [None if entry is None else (entry.squeezed, entry.folded) for entry in found]

    def contributions(self, terms: Sequence[ScoredTerm], ids: Sequence[str]) -> list[list[float]]:
        found = [self._state.passages.get(one) for one in ids]
        entries = [entry for entry in found if entry]
        scores = [self._scores(entries, Query(Everything(), (term,))) for term in terms]
        return [[score.get(one, 0.0) for score in scores] for one in ids]

    def copies(self, ids: Sequence[str]) -> list[list[str]]:
        found = [self._state.passages.get(one) for one in ids]
        return [
            sorted(
                other.id
                for other in self._passages
                if entry and entry.copy and other.copy == entry.copy and other is not entry
            )
            for entry in found
        ]

    def document(self, doc_id: str) -> DocumentEntry | None:
        return self._state.documents.get(doc_id)

    def documents(self) -> list[DocumentEntry]:
        return [entry for entry in self._records() if not entry.id.startswith(FORMER)]

    def former_editions(self) -> list[DocumentEntry]:
        return [entry for entry in self._records() if entry.id.startswith(FORMER)]

    def _records(self) -> list[DocumentEntry]:
        return [replace(entry, text="") for _, entry in sorted(self._state.documents.items())]

    def passage_ids(self, doc_id: str) -> list[str]:
        return [entry.id for entry in self._passages if entry.doc_id == doc_id]

    def frequency(self, field: str, term: str) -> int:
        return sum(term in _values(entry, field) for entry in self._passages)

    def frequencies(self, terms: Sequence[tuple[str, str]]) -> list[int]:
        return [self.frequency(field, term) for field, term in terms]

    def complete(self, field: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        counts = Counter(
            value
            for entry in self._passages
            for value in set(_values(entry, field))
            if value.startswith(prefix)
        )
        return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:limit]

    def without(self, doc_ids: AbstractSet[str]) -> MemorySnapshot:
        held = self._state
        documents = {i: entry for i, entry in held.documents.items() if i not in doc_ids}
        passages = {i: e for i, e in held.passages.items() if e.doc_id not in doc_ids}
        return MemorySnapshot(_State(held.generation, documents, passages))

    def joined(self, others: Sequence[Snapshot]) -> MemorySnapshot:
        states = [self._state, *(cast("MemorySnapshot", other)._state for other in others)]
        return MemorySnapshot(
            _State(
                sum(state.generation for state in states),
                {i: entry for state in states for i, entry in state.documents.items()},
                {i: entry for state in states for i, entry in state.passages.items()},
            )
        )


def _first_ones(entries: Sequence[PassageEntry], once: str) -> Sequence[PassageEntry]:
    """The entries without those that `Query.once` leaves out."""
    if not once:
        return entries
    first: dict[object, PassageEntry] = {}
    for entry in entries:
        first.setdefault(entry.doc_id if once == "doc" else _copy(entry), entry)
    return list(first.values())


def _copy(entry: PassageEntry) -> object:
    return entry.copy or entry.id


def _facet(entries: Sequence[PassageEntry], field: str, once: str) -> tuple[tuple[str, int], ...]:
    held = [(value, entry) for entry in entries for value in set(entry.keys.get(field, ()))]
    if once:
        counts = Counter(value for value, _ in {(value, _copy(entry)) for value, entry in held})
    else:
        counts = Counter(value for value, _ in held)
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


class MemoryWriter:
    """See `judian.core.engine.Writer`."""

    def __init__(self, engine: MemoryEngine, state: _State) -> None:
        self._engine = engine
        self._generation = state.generation + 1
        self._documents = dict(state.documents)
        self._passages = dict(state.passages)
        self._open = True

    def _check_open(self) -> None:
        if not self._open:
            raise RuntimeError("this change was already committed or cancelled")

    def put_document(self, entry: DocumentEntry) -> None:
        self._check_open()
        self._documents[entry.id] = entry

    def add_passages(self, entries: Sequence[PassageEntry]) -> None:
        self._check_open()
        for entry in entries:
            if entry.id in self._passages:
                raise ValueError(f"there is a passage {entry.id!r} already")
            self._passages[entry.id] = entry

    def remove_document(self, doc_id: str) -> None:
        self._check_open()
        self._documents.pop(doc_id, None)
        self._passages = {i: e for i, e in self._passages.items() if e.doc_id != doc_id}

    def clear(self) -> None:
        self._check_open()
        self._documents.clear()
        self._passages.clear()

    def commit(self) -> int:
        self._check_open()
        self._open = False
        self._engine.finish(_State(self._generation, self._documents, self._passages))
        return self._generation

    def cancel(self) -> None:
        self._check_open()
        self._open = False
        self._engine.finish(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._open:
            self.cancel()


class MemoryEngine:
    """See `judian.core.engine.Engine`."""

    name = "memory"

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._writing = False
        self._state: _State | None = None

    def snapshot(self) -> MemorySnapshot:
        state = self._state
        if state is None:
            raise IndexMissing(Path(self.name))
        return MemorySnapshot(state)

    def previous(self) -> MemorySnapshot | None:
        return MemorySnapshot(self._state) if self._state else None

    def writer(self, *, rebuild: bool = False) -> MemoryWriter:
        with self._mutex:
            if self._writing:
                raise IndexLocked(Path(self.name), "another change of this process")
            self._writing = True
        state = self._state or _State(0, {}, {})
        return MemoryWriter(self, _State(state.generation, {}, {}) if rebuild else state)

    def finish(self, state: _State | None) -> None:
        """End the current change. `state` is the new state, None if the change was cancelled."""
        with self._mutex:
            self._state = state or self._state
            self._writing = False

    def verify(self) -> list[str]:
        return []

    def close(self) -> None:
        self._state = None

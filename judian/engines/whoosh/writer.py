"""One change of the index: new segments, and the numbers deleted from the others."""

from __future__ import annotations

import logging
import re
import zlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Self

import numpy as np

from judian.engines.whoosh.assembly import SegmentBuilder, merge
from judian.engines.whoosh.codec import ArraySegment
from judian.engines.whoosh.policy import Size, next_merge
from judian.engines.whoosh.schema import make_schema
from judian.engines.whoosh.segment import DeletedNumbers, SegmentReader, file_name
from judian.engines.whoosh.state import SegmentState, State, to_manifest
from judian.engines.whoosh.terms import to_bytes
from judian.engines.whoosh.toc import INDEX_NAME, toc_name, write_toc

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from judian.core.engine import DocumentEntry, Identity, PassageEntry
    from judian.engines.whoosh.arrays import Array
    from judian.engines.whoosh.lock import WriteLock

_LOG = logging.getLogger(__name__)

#: Bytes of postings in memory at which a segment is written: the peak of the whole process is
#: about three times as much (python -m judian.evals speed).
_MEMORY = 400 << 20
#: Passages added between two looks at the memory.
_PASSAGES_AT_ONCE = 4096
#: Merges of so many passages are made before a commit is visible, larger ones after it: new
#: passages must not wait for them.
_SWIFT_MERGE = 1 << 15

#: Ids that are looked up in a segment one by one, before all of its ids are read at once.
_IDS_LOOKED_UP = 10_000

_SEGMENT_FILE = re.compile(rf"({INDEX_NAME}_[0-9a-z]+)\..+")
_TOC_FILE = re.compile(rf"_{INDEX_NAME}_[0-9]+\.toc(\..*)?")

#: Opens the segment that a state names; the engine keeps it open.
Open = Callable[[SegmentState], SegmentReader]


def _hash(passage_id: str) -> int:
    return zlib.crc32(to_bytes(passage_id))


class _Part:
    """A finished segment and the numbers that this change has deleted from it."""

    def __init__(self, state: SegmentState, reader: SegmentReader) -> None:
        self.state = state
        self.reader = reader
        self.passages = np.ones(state.passages, bool)  # true for those not deleted
        self.passages[state.deleted.passages] = False
        self.documents = np.ones(state.documents, bool)
        self.documents[state.deleted.documents] = False
        self._asked = 0
        self._hashes: Array | None = None

    def live(self, ids: Sequence[str]) -> set[str]:
        """Those of `ids` whose passages are not deleted."""
        if not self.passages.any():
            return set()
        if self._hashes is None:
            self._asked += len(ids)
            if self._asked > _IDS_LOOKED_UP:
                stored = (_hash(self.reader.passage_id(n)) for n in range(len(self.passages)))
                self._hashes = np.sort(np.fromiter(stored, np.uint32, len(self.passages)))
        if self._hashes is not None:
            wanted = np.array([_hash(one) for one in ids], np.uint32)
            at = np.searchsorted(self._hashes, wanted)
            known = self._hashes[np.minimum(at, len(self._hashes) - 1)] == wanted
            ids = [ids[n] for n in np.flatnonzero(known).tolist()]
        return {one for one in ids if any(self.passages[n] for n in self.reader.find(one))}

    def remove_document(self, doc_id: str) -> None:
        number = self.reader.records.document_number(doc_id)
        if number >= 0:
            self.documents[number] = False

    def remove_passages(self, doc_id: str) -> None:
        self.passages[self.reader.owned(doc_id)] = False

    def result(self) -> SegmentState:
        deleted = DeletedNumbers(np.flatnonzero(~self.passages), np.flatnonzero(~self.documents))
        return SegmentState(
            self.state.name, self.state.size, self.state.passages, self.state.documents, deleted
        )


class _Pending:
    """The segment that is being built, and the ids in it."""

    def __init__(self, folder: Path) -> None:
        self.builder = SegmentBuilder(folder)
        self.ids: dict[str, int] = {}
        self.passages: dict[str, list[str]] = {}  # ids by document
        self.documents: dict[str, int] = {}
        self.deleted_passages: list[int] = []
        self.deleted_documents: list[int] = []

    def put_document(self, entry: DocumentEntry) -> None:
        self.remove_document(entry.id)
        self.documents[entry.id] = self.builder.put_document(entry)

    def add(self, entry: PassageEntry) -> None:
        self.ids[entry.id] = self.builder.add(entry)
        self.passages.setdefault(entry.doc_id, []).append(entry.id)

    def remove_document(self, doc_id: str) -> None:
        number = self.documents.pop(doc_id, None)
        if number is not None:
            self.deleted_documents.append(number)

    def remove_passages(self, doc_id: str) -> None:
        self.deleted_passages += [self.ids.pop(one) for one in self.passages.pop(doc_id, ())]

    def finish(self) -> SegmentState:
        size = self.builder.finish()
        deleted = DeletedNumbers(
            np.array(sorted(self.deleted_passages), int), np.array(self.deleted_documents, int)
        )
        return SegmentState(
            self.builder.name, size, self.builder.passages, self.builder.documents, deleted
        )


class WhooshWriter:
    """See `judian.core.engine.Writer`."""

    def __init__(
        self, folder: Path, identity: Identity, lock: WriteLock, state: State, open_: Open
    ) -> None:
        self._folder = folder
        self._identity = identity
        self._lock = lock
        self._generation = state.generation
        self._open_segment = open_
        self._parts = [_Part(segment, open_(segment)) for segment in state.segments]
        self._kept = {segment.name for segment in state.segments}  # of the generation before
        self._pending: _Pending | None = None
        self._finished = False

    def _check_open(self) -> None:
        if self._finished:
            raise RuntimeError("this change was already committed or cancelled")

    def _begin(self) -> _Pending:
        if self._pending is None:
            self._pending = _Pending(self._folder)
        return self._pending

    def put_document(self, entry: DocumentEntry) -> None:
        self._check_open()
        for part in self._parts:
            part.remove_document(entry.id)
        self._begin().put_document(entry)

    def add_passages(self, entries: Sequence[PassageEntry]) -> None:
        self._check_open()
        self._check_new([entry.id for entry in entries])
        for start in range(0, len(entries), _PASSAGES_AT_ONCE):
            pending = self._begin()
            for entry in entries[start : start + _PASSAGES_AT_ONCE]:
                pending.add(entry)
            if pending.builder.nbytes > _MEMORY:
                self._flush()

    def _check_new(self, ids: Sequence[str]) -> None:
        known = {one for one in ids if self._pending and one in self._pending.ids}
        if len(set(ids)) < len(ids):
            known |= {one for one in ids if ids.count(one) > 1}
        for part in self._parts:
            known |= part.live(ids)
        if known:
            raise ValueError(f"there is a passage {min(known)!r} already")

    def remove_document(self, doc_id: str) -> None:
        self._check_open()
        targets: list[_Part | _Pending] = [
            *self._parts,
            *([self._pending] if self._pending else []),
        ]
        for target in targets:
            target.remove_document(doc_id)
            target.remove_passages(doc_id)

    def clear(self) -> None:
        self._check_open()
        if self._pending is not None:
            self._pending.builder.abandon()
            self._pending = None
        self._parts.clear()

    def _flush(self) -> None:
        """Finish the segment under construction; its documents may continue in the next one."""
        if self._pending is not None:
            state = self._pending.finish()
            self._parts.append(_Part(state, self._open_segment(state)))
            self._pending = None

    def commit(self) -> int:
        self._check_open()
        self._flush()
        states = [state for part in self._parts if not (state := part.result()).empty]
        states, waiting = self._merge(states, _SWIFT_MERGE)
        self._write(states)
        if waiting:
            try:
                states, _ = self._merge(states, None)
                self._write(states)
            except OSError as error:  # what was added is safe: the index only stays slower
                _LOG.warning("segments in %s were not merged: %s", self._folder, error)
        self._finish()
        return self._generation

    def _merge(
        self, states: list[SegmentState], limit: int | None
    ) -> tuple[list[SegmentState], bool]:
        """Merge as the policy says, up to `limit` passages at once; whether more is to do."""
        while True:
            ranges = next_merge([Size(state.live, state.passages) for state in states])
            if ranges is None:
                return states, False
            merged = states[slice(*ranges)]
            if limit is not None and sum(state.live for state in merged) > limit:
                return states, True
            name, size = merge(self._folder, [(self._open_segment(s), s.deleted) for s in merged])
            passages = sum(state.live for state in merged)
            documents = sum(state.documents - len(state.deleted.documents) for state in merged)
            new = SegmentState(name, size, passages, documents)
            states = [*states[: ranges[0]], new, *states[ranges[1] :]]

    def _write(self, states: Sequence[SegmentState]) -> None:
        """Make these segments the next generation, and remove the files of the one before."""
        self._generation += 1
        segments = [ArraySegment(s.name, s.passages, s.deleted.passages.tolist()) for s in states]
        manifest = to_manifest(self._identity, states)
        write_toc(self._folder, make_schema(), segments, self._generation, manifest)
        self._kept = {state.name for state in states}
        sweep(self._folder, self._generation, self._kept)

    def cancel(self) -> None:
        self._check_open()
        if self._pending is not None:
            self._pending.builder.abandon()
        for part in self._parts:
            if part.state.name not in self._kept:
                _remove(self._folder / file_name(part.state.name))
        self._finish()

    def _finish(self) -> None:
        self._finished = True
        self._parts = []
        self._pending = None
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self._finished:
            self.cancel()


def sweep(folder: Path, generation: int, kept: set[str]) -> None:
    """Remove files of other generations, and those that a killed writer left."""
    for path in folder.iterdir():
        segment = _SEGMENT_FILE.fullmatch(path.name)
        old_segment = segment and segment.group(1) not in kept
        if old_segment or (_TOC_FILE.fullmatch(path.name) and path.name != toc_name(generation)):
            _remove(path)


def _remove(path: Path) -> None:
    """Remove a file that no generation names. On Windows a reader may still have it open:
    then it stays until the next commit."""
    try:
        path.unlink(missing_ok=True)
    except PermissionError:
        _LOG.info("%s is in use and will be removed later", path)

"""A segment as it is put together: passages are added, then it is finished; or it is merged
from segments that exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from whoosh.util import random_name

from judian.core.query import KEY_FIELDS, TERM_FIELDS
from judian.engines.whoosh.arrays import Array, ArrayWriter
from judian.engines.whoosh.briefs import BriefCollector
from judian.engines.whoosh.building import run_source, segment_source, write_field, write_ids
from judian.engines.whoosh.inversion import FieldInverter
from judian.engines.whoosh.numbers import write_numbers
from judian.engines.whoosh.record_writer import RecordWriter
from judian.engines.whoosh.segment import (
    OWNER,
    STORED_FIELDS,
    DeletedNumbers,
    SegmentReader,
    file_name,
)
from judian.engines.whoosh.toc import INDEX_NAME

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from judian.core.engine import DocumentEntry, PassageEntry

#: Segments of so many passages or fewer are taken apart when they are merged, so that the
#: blocks of many small ones become full; the blocks of larger ones are copied as they are.
_SMALL = 1 << 12
_ENTRIES_AT_ONCE = 512
#: Memory that a passage takes besides its postings: its id and where that is found again.
_PASSAGE_BYTES = 400


def new_name() -> str:
    """A segment name as Whoosh makes them."""
    return f"{INDEX_NAME}_{random_name(16)}"


class SegmentBuilder:
    """Collects passages and writes them as one segment. Nothing is a segment before `finish`."""

    def __init__(self, folder: Path) -> None:
        self.name = new_name()
        self._writer = ArrayWriter(folder / file_name(self.name))
        self._records = RecordWriter(self._writer)
        self._fields = {name: FieldInverter() for name in STORED_FIELDS}
        self._ids: list[str] = []
        self._owners: list[str] = []
        self._dates: list[int] = []
        self._copies: list[int] = []
        self._briefs = BriefCollector()
        self._waiting: list[PassageEntry] = []
        self.documents = 0

    @property
    def passages(self) -> int:
        return len(self._ids)

    @property
    def nbytes(self) -> int:
        """Bytes of memory that it takes so far, roughly."""
        postings = sum(field.nbytes for field in self._fields.values())
        return postings + self._briefs.nbytes + _PASSAGE_BYTES * len(self._ids)

    def put_document(self, entry: DocumentEntry) -> int:
        """Add a document; its number."""
        self._records.put_document(entry.id, entry.info, entry.text)
        self.documents += 1
        return self.documents - 1

    def add(self, entry: PassageEntry) -> int:
        """Add a passage; its number."""
        self._records.add(entry.doc_id, entry.squeezed, entry.folded, entry.payload)
        self._ids.append(entry.id)
        self._owners.append(entry.doc_id)
        self._dates.append(entry.date)
        self._copies.append(entry.copy)
        self._briefs.add(entry.brief)
        self._waiting.append(entry)
        if len(self._waiting) == _ENTRIES_AT_ONCE:
            self._invert()
        return len(self._ids) - 1

    def _invert(self) -> None:
        """Hand the terms and keys of the passages that are waiting to the inverters."""
        entries, self._waiting = self._waiting, []
        fields = self._fields
        for name in TERM_FIELDS:
            fields[name].add([entry.terms.get(name, ()) for entry in entries])
        for name in KEY_FIELDS:
            fields[name].add([tuple(dict.fromkeys(e.keys.get(name, ()))) for e in entries])
        fields[OWNER].add([(entry.doc_id,) for entry in entries])

    def finish(self) -> int:
        """Write the segment; the bytes of its file."""
        self._records.finish()
        self._invert()
        for name, field in self._fields.items():
            field.flush()
            if field.runs:
                sources = [run_source(run) for run in field.runs]
                write_field(self._writer, name, sources, self.passages)
                if name in TERM_FIELDS:
                    write_numbers(self._writer, f"{name}.lengths", np.concatenate(field.lengths))
            field.runs.clear()
        write_ids(self._writer, self._ids, self._owners)
        write_numbers(self._writer, "dates", self._dates)
        write_numbers(self._writer, "copies", self._copies)
        self._briefs.write(self._writer)
        return self._writer.close({"passages": self.passages, "documents": self.documents})

    def abandon(self) -> None:
        """Leave nothing of it."""
        self._writer.abandon()


def merge(folder: Path, parts: Sequence[tuple[SegmentReader, DeletedNumbers]]) -> tuple[str, int]:
    """Write one segment with the live passages of `parts`, in their order. Return its name and
    the size of its file in bytes."""
    name = new_name()
    with ArrayWriter(folder / file_name(name)) as writer:
        records = RecordWriter(writer)
        briefs = BriefCollector()
        ids: list[str] = []
        owners: list[str] = []
        numbers: list[Array] = []
        documents = 0
        for segment, deleted in parts:
            live = np.ones(segment.passages, bool)
            live[deleted.passages] = False
            kept = np.flatnonzero(live)
            renumbered = np.full(segment.passages, -1, np.int64)
            renumbered[kept] = np.arange(len(ids), len(ids) + len(kept))
            numbers.append(renumbered)
            whole = not len(deleted.passages) and not len(deleted.documents)
            if not (whole and segment.passages > _SMALL and records.copy(segment.records)):
                _copy_records(records, segment, kept.tolist(), deleted)
            briefs.take(segment.briefs, kept)
            documents += segment.documents - len(deleted.documents)
            ids += [segment.passage_id(number) for number in kept.tolist()]
            owners += [segment.owner(number) for number in kept.tolist()]
        records.finish()
        for field in STORED_FIELDS:
            _merge_field(writer, field, [segment for segment, _ in parts], numbers, len(ids))
        write_ids(writer, ids, owners)
        dates = [s.dates[n >= 0] for (s, _), n in zip(parts, numbers, strict=True)]
        write_numbers(writer, "dates", np.concatenate(dates))
        copies = [s.copies[n >= 0] for (s, _), n in zip(parts, numbers, strict=True)]
        write_numbers(writer, "copies", np.concatenate(copies))
        briefs.write(writer)
        return name, writer.close({"passages": len(ids), "documents": documents})


def _copy_records(
    records: RecordWriter, segment: SegmentReader, passages: Sequence[int], deleted: DeletedNumbers
) -> None:
    """Unpack and pack again the live passages, each document before its first one."""
    gone = set(deleted.documents.tolist())
    stored = segment.records
    waiting = {
        doc_id: number
        for number, (doc_id, _) in enumerate(stored.documents())
        if number not in gone
    }

    def put(doc_id: str) -> None:
        number = waiting.pop(doc_id)
        records.put_document(doc_id, stored.document_info(number), stored.document_text(number))

    payloads: list[str] = []
    unpacked = -1
    for passage in passages:
        owner = segment.owner(passage)
        if owner in waiting:
            put(owner)
        block, number = stored.block_of(passage)
        if block != unpacked:
            payloads, unpacked = stored.payloads(block), block
        records.add(owner, *stored.texts(passage), payloads[number])
    for doc_id in list(waiting):
        put(doc_id)


def _merge_field(
    writer: ArrayWriter,
    name: str,
    segments: Sequence[SegmentReader],
    numbers: Sequence[Array],
    size: int,
) -> None:
    readers = [segment.field(name) for segment in segments]
    if not any(readers):
        return
    both = [(r, n) for r, n in zip(readers, numbers, strict=True) if r]
    write_field(writer, name, [segment_source(r, n) for r, n in both], size)
    if name in TERM_FIELDS:
        lengths = [
            r.lengths[n >= 0] if r else np.zeros(int((n >= 0).sum()), np.uint8)
            for r, n in zip(readers, numbers, strict=True)
        ]
        write_numbers(writer, f"{name}.lengths", np.concatenate(lengths))

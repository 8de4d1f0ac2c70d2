"""Stores passages and documents in compressed blocks.

Some hundred passages make a block. The payloads of the same passages, and the text of the
documents they come from, are compressed with the block's texts as a reference, because they
hold the same sentences again: that makes the index half as large as it would be.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.engines.whoosh.numbers import write_numbers
from judian.engines.whoosh.packing import (
    FoldTable,
    compress,
    encode_block,
    encode_payloads,
    encode_strings,
    join_references,
)
from judian.engines.whoosh.records import INFOS, PLACES, RecordPlaces, Records
from judian.engines.whoosh.terms import write_texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.engines.whoosh.arrays import ArrayWriter

#: Characters of squeezed text that make a block. Larger blocks are smaller on disk (16,384:
#: 8 % less for the laws), and slower to read one passage from.
BLOCK_CHARACTERS = 8192

_NEVER = 1 << 62


@dataclass(frozen=True, slots=True)
class _WaitingDocument:
    """A document whose text waits for the blocks of its passages."""

    id: str
    info: str
    text: str


class RecordWriter:
    """Writes the records of one segment as the array "records" of `writer`."""

    def __init__(self, writer: ArrayWriter) -> None:
        self._writer = writer
        self._table = FoldTable()
        self._places = RecordPlaces()
        self._passages = 0  # in blocks that are written
        self._squeezed: list[str] = []
        self._folded: list[str] = []
        self._payloads: list[str] = []
        self._characters = 0
        self._first_block: dict[str, int] = {}  # of documents, where their passages begin
        self._references: dict[int, bytes] = {}  # of blocks that a waiting document may need
        self._waiting: list[_WaitingDocument] = []
        self._documents: list[tuple[str, str]] = []  # ids and infos
        writer.begin("records")

    def add(self, doc_id: str, squeezed: str, folded: str, payload: str) -> None:
        """Append the next passage."""
        self._first_block.setdefault(doc_id, len(self._places.first))
        self._squeezed.append(squeezed)
        self._folded.append(folded)
        self._payloads.append(payload)
        self._characters += len(squeezed)
        if self._characters >= BLOCK_CHARACTERS:
            self._pack()

    def put_document(self, doc_id: str, info: str, text: str) -> None:
        """Append a document; its text is packed best when its passages come next."""
        self._waiting.append(_WaitingDocument(doc_id, info, text))

    def _pack(self) -> None:
        """Write the block that is waiting, and the documents whose passages are all written."""
        if self._squeezed:
            raw, reference = encode_block(self._squeezed, self._folded, self._table)
            texts = compress(raw)
            payloads = compress(encode_payloads(self._payloads, self._squeezed), reference)
            places = self._places
            self._references[len(places.first)] = reference
            places.first.append(self._passages)
            places.start.append(self._writer.append(texts))
            places.texts.append(len(texts))
            places.payloads.append(len(payloads))
            self._writer.append(payloads)
            self._passages += len(self._squeezed)
            self._squeezed, self._folded, self._payloads = [], [], []
            self._characters = 0
        self._store(self._waiting[:-1])

    def _store(self, documents: Sequence[_WaitingDocument]) -> None:
        places = self._places
        for document in documents:
            self._documents.append((document.id, document.info))
            first = self._first_block.get(document.id, _NEVER)
            for at in range(0, len(document.text), BLOCK_CHARACTERS):
                # A chunk of the document and a block of its passages begin at other places.
                block = first + at // BLOCK_CHARACTERS
                near = [b for b in (block, block + 1) if b in self._references]
                reference = join_references([self._references[b] for b in near])
                text = document.text[at : at + BLOCK_CHARACTERS]
                data = compress(encode_strings([text]), reference)
                places.chunk_start.append(self._writer.append(data))
                places.chunk_length.append(len(data))
                places.chunk_block.append(near[0] if near else 0)
                places.chunk_span.append(len(near))
            places.chunk_end.append(len(places.chunk_start))
        del self._waiting[: len(documents)]
        last = len(places.first)
        needed = min((self._first_block.get(d.id, last) for d in self._waiting), default=last)
        self._references = {b: r for b, r in self._references.items() if b >= needed}

    def finish_block(self) -> None:
        """Write all waiting passages, so that the next one begins a block."""
        self._pack()
        self._store(list(self._waiting))

    def copy(self, records: Records) -> bool:
        """Take over all records of a segment, compressed as they are. False, and nothing is
        taken over, when its texts were folded otherwise than those here."""
        self.finish_block()
        if not self._table.merge(records.fold):
            return False
        shift = self._writer.append(b"")
        for piece in records.stream():
            self._writer.append(piece)
        places, theirs = self._places, records.places
        blocks, chunks = len(places.first), len(places.chunk_start)
        places.first += [first + self._passages for first in theirs.first]
        places.start += [start + shift for start in theirs.start]
        places.texts += theirs.texts
        places.payloads += theirs.payloads
        places.chunk_start += [start + shift for start in theirs.chunk_start]
        places.chunk_length += theirs.chunk_length
        places.chunk_block += [block + blocks for block in theirs.chunk_block]
        places.chunk_span += theirs.chunk_span
        places.chunk_end += [end + chunks for end in theirs.chunk_end]
        self._passages += records.passages
        self._documents += records.documents()
        return True

    def finish(self) -> None:
        """End the array and write the arrays of the places in it."""
        self.finish_block()
        writer = self._writer
        writer.end()
        writer.begin("infos")
        lengths: list[int] = []
        for at in range(0, len(self._documents), INFOS):
            infos = [info for _, info in self._documents[at : at + INFOS]]
            data = compress(encode_strings(infos))
            writer.append(data)
            lengths.append(len(data))
        writer.end()
        write_numbers(writer, "infos.length", lengths)
        for name in PLACES:
            write_numbers(writer, f"records.{name}", getattr(self._places, name))
        writer.add("fold.chars", self._table.chars)
        writer.add("fold.to", self._table.to[self._table.chars].astype("<u2"))
        write_texts(writer, "documents", [doc_id for doc_id, _ in self._documents])

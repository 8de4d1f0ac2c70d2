"""Reads the stored passages and documents of one segment."""

from __future__ import annotations

import zlib
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from judian.engines.whoosh.arrays import Array, ArrayFile, ArraysDamaged, StoredArray
from judian.engines.whoosh.cache import Cache
from judian.engines.whoosh.numbers import read_numbers
from judian.engines.whoosh.packing import (
    FoldTable,
    TextBlock,
    decode_payloads,
    decode_strings,
    decompress,
    join_references,
)
from judian.engines.whoosh.terms import TextTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Infos of documents that are compressed together.
INFOS = 64
#: Bytes of payloads that a segment keeps unpacked for each of its passages, and at most: about all
#: of them where few passages hold figures. A page of hits reads ten payloads, each in a block of
#: some tens.
_KEPT, _MOST_KEPT = 300, 64 << 20


@dataclass(slots=True)
class RecordPlaces:
    """The places of blocks and chunks in the stream of records; one list per array of the file.

    A block's payloads follow its texts. The text of a document is cut into chunks, each of
    which refers to the text blocks [chunk_block, chunk_block + chunk_span).
    """

    first: list[int] = field(default_factory=list)  # first passage of each block
    start: list[int] = field(default_factory=list)  # of each block in the stream, in bytes
    texts: list[int] = field(default_factory=list)  # bytes
    payloads: list[int] = field(default_factory=list)  # bytes
    chunk_start: list[int] = field(default_factory=list)
    chunk_length: list[int] = field(default_factory=list)
    chunk_block: list[int] = field(default_factory=list)
    chunk_span: list[int] = field(default_factory=list)
    chunk_end: list[int] = field(default_factory=list)  # chunks up to each document's last


#: Names of the arrays, as `RecordPlaces` has them.
PLACES = tuple(RecordPlaces.__dataclass_fields__)


#: Text blocks read last, by file and number; all segments of an engine share one.
BlockCache = Cache[tuple[str, int], TextBlock]


@dataclass(frozen=True, slots=True)
class _Payloads:
    """The payloads of a block, unpacked, without the texts that are in its text block."""

    raw: bytes

    @property
    def nbytes(self) -> int:
        return len(self.raw)


class Records:
    """The records of one segment. Raises ArraysDamaged if they differ from those written."""

    def __init__(self, file: ArrayFile, passages: int, cache: BlockCache) -> None:
        self.passages = passages
        self._file = file
        self._name = file.path.name
        self._cache = cache
        self._payloads: Cache[int, _Payloads] = Cache(min(_MOST_KEPT, _KEPT * passages))
        self._stream = file["records"]
        self._places: RecordPlaces | None = None
        self._fold: FoldTable | None = None
        self._numbers: dict[str, int] | None = None

    @cached_property
    def _documents(self) -> TextTable:
        return TextTable(self._file, "documents")

    @property
    def places(self) -> RecordPlaces:
        if self._places is None:
            arrays = {name: read_numbers(self._file, f"records.{name}").tolist() for name in PLACES}
            self._places = RecordPlaces(**arrays)
        return self._places

    @property
    def fold(self) -> FoldTable:
        if self._fold is None:
            self._fold = FoldTable(self._file["fold.chars"].all(), self._file["fold.to"].all())
        return self._fold

    def _unpack(
        self, start: int, length: int, reference: bytes = b"", stream: StoredArray | None = None
    ) -> bytes:
        data = (stream or self._stream).part(start, start + length).tobytes()
        try:
            return decompress(data, reference)
        except zlib.error as error:
            raise ArraysDamaged(f"records cannot be decompressed: {error}") from error

    def _count(self, block: int) -> int:
        """Passages of the block."""
        first = self.places.first
        end = first[block + 1] if block + 1 < len(first) else self.passages
        return end - first[block]

    def block_of(self, passage: int) -> tuple[int, int]:
        """The block that holds the passage, and the passage's number within it."""
        block = bisect_right(self.places.first, passage) - 1
        return block, passage - self.places.first[block]

    def blocks_of(self, passages: Array) -> tuple[Array, Array]:
        """The same of many passages."""
        first = np.array(self.places.first)
        blocks = np.searchsorted(first, passages, "right") - 1
        return blocks, passages - first[blocks]

    def block(self, block: int, *, keep: bool = True) -> TextBlock:
        return self._cache.get((self._name, block), lambda: self._read_block(block), keep=keep)

    def _read_block(self, block: int) -> TextBlock:
        places = self.places
        raw = self._unpack(places.start[block], places.texts[block])
        return TextBlock(raw, self._count(block), self.fold)

    def texts(self, passage: int) -> tuple[str, str]:
        """(squeezed, folded) of a passage."""
        block, number = self.block_of(passage)
        return self.block(block).texts(number)

    def payloads(
        self, block: int, numbers: Sequence[int] | None = None, *, keep: bool = True
    ) -> list[str]:
        """Payloads of some passages of a block, of all without `numbers`. What is unpacked for them
        is kept for later calls unless `keep` is False."""
        texts = self.block(block, keep=keep)
        raw = self._payloads.get(block, lambda: self._read_payloads(block, texts), keep=keep).raw
        return decode_payloads(raw, texts, range(len(texts)) if numbers is None else numbers)

    def _read_payloads(self, block: int, texts: TextBlock) -> _Payloads:
        places = self.places
        start = places.start[block] + places.texts[block]
        return _Payloads(self._unpack(start, places.payloads[block], texts.reference))

    def documents(self) -> Sequence[tuple[str, str]]:
        """Ids and infos of all documents, in the order they were put."""
        return self._all_documents

    @cached_property
    def _all_documents(self) -> Sequence[tuple[str, str]]:
        # Read by each generation, whose list of documents holds the same texts anyway.
        ids = [self._documents[number] for number in range(len(self._documents))]
        infos: list[str] = []
        for group in range(-(-len(ids) // INFOS)):
            infos += self._infos(group)
        return tuple(zip(ids, infos, strict=True))

    def _infos(self, group: int) -> list[str]:
        lengths = read_numbers(self._file, "infos.length")
        start, length = int(lengths[:group].sum(dtype=np.int64)), int(lengths[group])
        count = min(INFOS, len(self._documents) - group * INFOS)
        return decode_strings(self._unpack(start, length, stream=self._file["infos"]), count)

    def document_number(self, doc_id: str) -> int:
        """-1 when the segment holds no such document."""
        if self._numbers is None:
            ids = self._documents
            self._numbers = {ids[number]: number for number in range(len(ids))}
        return self._numbers.get(doc_id, -1)

    def document_info(self, number: int) -> str:
        group, at = divmod(number, INFOS)
        return self._infos(group)[at]

    def document_text(self, number: int) -> str:
        places = self.places
        chunks = range(places.chunk_end[number - 1] if number else 0, places.chunk_end[number])
        return "".join(self._chunk(chunk) for chunk in chunks)

    def _chunk(self, chunk: int) -> str:
        places = self.places
        first, span = places.chunk_block[chunk], places.chunk_span[chunk]
        reference = join_references([self.block(b).reference for b in range(first, first + span)])
        raw = self._unpack(places.chunk_start[chunk], places.chunk_length[chunk], reference)
        return decode_strings(raw, 1)[0]

    def stream(self) -> Iterator[memoryview]:
        """Yield all bytes of the stream, to be copied."""
        step = 1 << 20
        for start in range(0, len(self._stream), step):
            yield self._stream.part(start, min(start + step, len(self._stream))).data

    def damages(self) -> Iterator[str]:
        """Yield the blocks that cannot be decompressed, a line each; checksums are not checked."""
        for block in range(len(self.places.first)):
            try:
                self.payloads(block)
            except (ArraysDamaged, ValueError) as error:
                yield f"block {block} of {self._file.path.name}: {error}"

"""The briefs of the passages of a segment: strings, each stored once, and their numbers by passage.

Both are compressed in pieces and read whole when a list is first made: about 40 bytes of memory for
each passage of the ROC laws.
"""

from __future__ import annotations

import itertools
import zlib
from array import array
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from judian.engines.whoosh.arrays import ArraysDamaged
from judian.engines.whoosh.numbers import read_numbers, write_numbers
from judian.engines.whoosh.packing import compress, decompress
from judian.engines.whoosh.postings import spans
from judian.engines.whoosh.terms import to_bytes, to_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.engines.whoosh.arrays import Array, ArrayFile, ArrayWriter

#: Bytes that are compressed together.
_PIECE = 1 << 18
#: Bytes of memory that a different string takes while it is collected, and each number of one.
_STRING_BYTES, _NUMBER_BYTES = 200, 4
#: Passages of a segment that are taken over at once.
_AT_ONCE = 1 << 16

Strings = tuple[str, ...]


class BriefCollector:
    """The briefs of a segment that is being made."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._values = array("I")
        #: Of each passage the number of its strings plus one; 0 for a passage without a brief.
        self._counts = array("I")

    @property
    def nbytes(self) -> int:
        """Bytes of memory that it takes so far, roughly."""
        return _STRING_BYTES * len(self._numbers) + _NUMBER_BYTES * len(self._values)

    def add(self, brief: Sequence[str] | None) -> None:
        """Append the brief of the next passage; None for one that has none."""
        numbers = self._numbers
        if brief is None:
            self._counts.append(0)
            return
        self._counts.append(len(brief) + 1)
        self._values.extend(numbers.setdefault(string, len(numbers)) for string in brief)

    def take(self, table: BriefTable | None, passages: Array) -> None:
        """Append the briefs of some passages of a segment, which has none without a table."""
        if table is None:
            self._counts.extend(itertools.repeat(0, len(passages)))
            return
        for at in range(0, len(passages), _AT_ONCE):
            counts, values, strings = table.parts(passages[at : at + _AT_ONCE])
            known = self._numbers
            own = np.array([known.setdefault(one, len(known)) for one in strings], np.uint32)
            self._counts.frombytes(counts.astype(np.uint32).tobytes())
            self._values.frombytes(own[values].tobytes())

    def write(self, writer: ArrayWriter) -> None:
        """Write the arrays that BriefTable reads."""
        write_numbers(writer, "briefs.counts", np.frombuffer(self._counts, np.uint32))
        _write_pieces(writer, "briefs.values", memoryview(self._values).cast("B"))
        encoded = [to_bytes(text) for text in self._numbers]
        _write_pieces(writer, "briefs.strings", memoryview(b"".join(encoded)))
        write_numbers(writer, "briefs.lengths", [len(one) for one in encoded])


class BriefTable:
    """The briefs of one segment. Raises ArraysDamaged."""

    def __init__(self, file: ArrayFile) -> None:
        self._file = file

    @cached_property
    def _counts(self) -> Array:
        return read_numbers(self._file, "briefs.counts").astype(np.int64)

    @cached_property
    def _starts(self) -> Array:
        lengths = np.maximum(self._counts - 1, 0)
        starts: Array = (np.cumsum(lengths) - lengths).astype(np.uint32)
        return starts

    @cached_property
    def _values(self) -> Array:
        return np.frombuffer(_read_pieces(self._file, "briefs.values"), "<u4")

    @cached_property
    def _strings(self) -> bytes:
        return _read_pieces(self._file, "briefs.strings")

    @cached_property
    def _ends(self) -> Array:
        lengths = read_numbers(self._file, "briefs.lengths")
        ends: Array = np.cumsum(lengths, dtype=np.int64).astype(np.uint32)
        return ends

    def parts(self, passages: Array) -> tuple[Array, Array, list[str]]:
        """Of some passages the numbers of their strings plus one (0: no brief), then the numbers of
        the strings among the last part, one passage after the other."""
        counts = self._counts[passages]
        lengths = np.maximum(counts - 1, 0)
        values = self._values[spans(self._starts[passages].astype(np.int64), lengths)]
        distinct, places = np.unique(values, return_inverse=True)
        data, wanted = self._strings, distinct.astype(np.int64)
        ends = self._ends[wanted].tolist()
        starts = np.where(wanted > 0, self._ends[wanted - 1], 0).tolist()
        strings = [to_text(data[a:b]) for a, b in zip(starts, ends, strict=True)]
        return counts, places, strings

    def some(self, passages: Array) -> list[Strings | None]:
        """The briefs of some passages in the order asked; None for one that has none."""
        counts, places, strings = self.parts(passages)
        all_ = [strings[place] for place in places.tolist()]
        found: list[Strings | None] = []
        at = 0
        for count in counts.tolist():
            if not count:
                found.append(None)
                continue
            found.append(tuple(all_[at : at + count - 1]))
            at += count - 1
        return found


def brief_table(file: ArrayFile) -> BriefTable | None:
    """The briefs in a file; None in one that was written before there were any."""
    return BriefTable(file) if "briefs.values" in file else None


def _write_pieces(writer: ArrayWriter, name: str, data: memoryview) -> None:
    sizes = []
    writer.begin(name)
    for at in range(0, len(data), _PIECE):
        piece = compress(bytes(data[at : at + _PIECE]))
        writer.append(piece)
        sizes.append(len(piece))
    writer.end()
    write_numbers(writer, f"{name}.sizes", sizes)


def _read_pieces(file: ArrayFile, name: str) -> bytes:
    sizes = read_numbers(file, f"{name}.sizes").astype(np.int64)
    data, at, pieces = file[name], 0, []
    for size in sizes.tolist():
        try:
            pieces.append(decompress(data.part(at, at + size).tobytes()))
        except zlib.error as error:
            raise ArraysDamaged(f"array {name!r} cannot be decompressed: {error}") from error
        at += size
    return b"".join(pieces)

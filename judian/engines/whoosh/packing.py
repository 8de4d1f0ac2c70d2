"""Texts in few bytes: compression with a reference, strings in a row, blocks of passages.

A block holds the squeezed texts of some passages. The folded ones are not stored: the fold
maps characters one to one, so the mapping is learned while writing (`FoldTable`), and passages
that do not follow it are stored as they are.
"""

from __future__ import annotations

import re
import struct
import zlib
from typing import TYPE_CHECKING

import numpy as np

from judian.engines.whoosh.terms import to_bytes, to_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.engines.whoosh.arrays import Array

#: How far back compressed data can refer, hence how much of a reference is of use.
_WINDOW = 1 << 15
# Of the levels 1 to 9, 6 packs the laws 14 % smaller than 1, and 9 no smaller than 6.
_LEVEL = 6

_NOT_ONE_UNIT = re.compile("[\ud800-\udfff\U00010000-\U0010ffff]")
_HEAD = struct.Struct("<II")  # exceptions of a block, and the bytes they take
_EXCEPTION = struct.Struct("<III")  # passage within the block, bytes of its two texts


def compress(data: bytes, reference: bytes = b"") -> bytes:
    """`data` for `decompress`, which needs the same `reference`."""
    if not reference:
        return zlib.compress(data, _LEVEL)
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, 15, 9, zlib.Z_DEFAULT_STRATEGY, reference)
    return packer.compress(data) + packer.flush()


def decompress(data: bytes, reference: bytes = b"") -> bytes:
    """Raises zlib.error when the data is damaged: zlib keeps a checksum of it."""
    unpacker = zlib.decompressobj(zdict=reference) if reference else zlib.decompressobj()
    found = unpacker.decompress(data)
    if not unpacker.eof:
        raise zlib.error("compressed data is cut short")
    return found


def join_references(references: Sequence[bytes]) -> bytes:
    """The preset dictionary for data that belongs to several text blocks."""
    return b"".join(references)[-_WINDOW:]


def encode_strings(texts: Sequence[str]) -> bytes:
    """Texts as one stretch of bytes: their lengths, then UTF-8."""
    encoded = [to_bytes(text) for text in texts]
    lengths = np.array([len(one) for one in encoded], "<u4")
    return lengths.tobytes() + b"".join(encoded)


def decode_strings(data: bytes, count: int, numbers: Sequence[int] | None = None) -> list[str]:
    """The inverse of `encode_strings`; only some of the `count` texts when `numbers` says so."""
    body = 4 * count
    ends = (body + np.cumsum(np.frombuffer(data, "<u4", count))).tolist()
    return [
        to_text(data[ends[number - 1] if number else body : ends[number]])
        for number in (range(count) if numbers is None else numbers)
    ]


def encode_payloads(payloads: Sequence[str], texts: Sequence[str]) -> bytes:
    """Payloads of passages with these squeezed texts, packed. Most payloads contain the text of
    their passage, which is not stored again."""
    places = [
        payload.find(text) if text else -1 for payload, text in zip(payloads, texts, strict=True)
    ]
    rests = [
        payload if at < 0 else payload[:at] + payload[at + len(text) :]
        for payload, text, at in zip(payloads, texts, places, strict=True)
    ]
    return (np.array(places, "<i4") + 1).astype("<u4").tobytes() + encode_strings(rests)


def decode_payloads(data: bytes, texts: TextBlock, numbers: Sequence[int]) -> list[str]:
    """Some of the payloads of a block."""
    count = len(texts)
    places = np.frombuffer(data, "<u4", count)
    rests = decode_strings(data[4 * count :], count, numbers)
    found = []
    for number, rest in zip(numbers, rests, strict=True):
        at = int(places[number]) - 1
        found.append(rest if at < 0 else rest[:at] + texts.texts(number)[0] + rest[at:])
    return found


class FoldTable:
    """The mapping of characters that all folded texts of a segment follow."""

    def __init__(self, chars: Array | None = None, to: Array | None = None) -> None:
        self.to = np.arange(1 << 16, dtype=np.uint16)
        self._seen = np.zeros(1 << 16, bool)
        if chars is not None and to is not None:
            self.to[chars] = to
            self._seen[chars] = True

    @property
    def chars(self) -> Array:
        """The characters that have occurred."""
        return np.flatnonzero(self._seen).astype("<u2")

    def learn(self, chars: Array, folded: Array) -> Array:
        """Add the foldings of new characters. Return the indices at which the mapping fails."""
        new = ~self._seen[chars]
        if new.any():
            self.to[chars[new]] = folded[new]
            self._seen[chars[new]] = True
        return np.flatnonzero(self.to[chars] != folded)

    def merge(self, other: FoldTable) -> bool:
        """Take over another mapping; False, and nothing changed, where the two disagree."""
        both = self._seen & other._seen
        if (self.to[both] != other.to[both]).any():
            return False
        self.to[other._seen] = other.to[other._seen]
        self._seen |= other._seen
        return True


class TextBlock:
    """The texts of consecutive passages.

    `folded` holds the folded texts one after the other, that of passage i at code points
    [`starts[i]`, `starts[i + 1]`). `body` holds the squeezed ones in UTF-16, without those that
    are stored apart because they do not follow the fold.
    """

    __slots__ = ("_exceptions", "_units", "body", "folded", "starts")

    def __init__(self, raw: bytes, count: int, table: FoldTable) -> None:
        exceptions, length = _HEAD.unpack_from(raw)
        at = _HEAD.size + 4 * count
        lengths = np.frombuffer(raw, "<u4", count, _HEAD.size)
        self._exceptions = _read_exceptions(raw, at, exceptions)
        self.body = raw[at + length :]
        self._units: list[int] = [0, *np.cumsum(lengths).tolist()]
        folded = table.to[np.frombuffer(self.body, "<u2")].astype("<u2").tobytes()
        self.folded = folded.decode("utf-16-le")
        self.starts = self._units
        if self._exceptions:
            pieces = [
                self._exceptions[n][1] if n in self._exceptions else self.folded[a:b]
                for n, (a, b) in enumerate(zip(self._units, self._units[1:], strict=False))
            ]
            self.folded = "".join(pieces)
            self.starts = [0, *np.cumsum([len(piece) for piece in pieces]).tolist()]

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def reference(self) -> bytes:
        """The reference (preset dictionary) for data with the same sentences: the texts in
        UTF-8."""
        return self.body.decode("utf-16-le").encode("utf-8")[-_WINDOW:]

    @property
    def nbytes(self) -> int:
        """Bytes of memory that it takes, roughly."""
        return len(self.body) + 2 * len(self.folded) + 16 * len(self.starts)

    def texts(self, number: int) -> tuple[str, str]:
        """(squeezed, folded) of a passage of the block."""
        folded = self.folded[self.starts[number] : self.starts[number + 1]]
        if number in self._exceptions:
            return self._exceptions[number][0], folded
        start, end = self._units[number], self._units[number + 1]
        return self.body[2 * start : 2 * end].decode("utf-16-le"), folded


def _read_exceptions(raw: bytes, at: int, count: int) -> dict[int, tuple[str, str]]:
    found = {}
    for _ in range(count):
        number, squeezed, folded = _EXCEPTION.unpack_from(raw, at)
        at += _EXCEPTION.size
        middle, end = at + squeezed, at + squeezed + folded
        found[number] = (to_text(raw[at:middle]), to_text(raw[middle:end]))
        at = end
    return found


def encode_block(
    squeezed: Sequence[str], folded: Sequence[str], table: FoldTable
) -> tuple[bytes, bytes]:
    """(data of a `TextBlock`, its `reference`); the mappings of the texts are added to `table`."""
    exceptions = {
        number
        for number, (a, b) in enumerate(zip(squeezed, folded, strict=True))
        if len(a) != len(b)
    }
    if _NOT_ONE_UNIT.search("".join(squeezed)) or _NOT_ONE_UNIT.search("".join(folded)):
        both = enumerate(zip(squeezed, folded, strict=True))
        exceptions |= {
            n for n, (a, b) in both if _NOT_ONE_UNIT.search(a) or _NOT_ONE_UNIT.search(b)
        }
    kept = ["" if n in exceptions else text for n, text in enumerate(squeezed)]
    targets = ["" if n in exceptions else text for n, text in enumerate(folded)]
    body = "".join(kept).encode("utf-16-le")
    goal = np.frombuffer("".join(targets).encode("utf-16-le"), "<u2")
    wrong = table.learn(np.frombuffer(body, "<u2"), goal)
    if len(wrong):
        ends = np.cumsum([len(text) for text in kept])
        exceptions |= set(np.searchsorted(ends, wrong, "right").tolist())
        kept = ["" if n in exceptions else text for n, text in enumerate(squeezed)]
        body = "".join(kept).encode("utf-16-le")
    stored = b"".join(
        _EXCEPTION.pack(n, len(a), len(b)) + a + b
        for n, a, b in ((n, to_bytes(squeezed[n]), to_bytes(folded[n])) for n in sorted(exceptions))
    )
    lengths = np.array([len(text) for text in kept], "<u4")
    raw = _HEAD.pack(len(exceptions), len(stored)) + lengths.tobytes() + stored + body
    return raw, body.decode("utf-16-le").encode("utf-8")[-_WINDOW:]

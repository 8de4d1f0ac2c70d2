"""The sorted terms of one field: the first three characters as a number, the rest as text.

Most terms of Chinese text have at most three characters, so they are found by bisecting an
array of integers and need no text at all. Numbers order as the terms do, by code point.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from judian.engines.whoosh.numbers import read_numbers, write_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.engines.whoosh.arrays import Array, ArrayFile, ArrayWriter

#: Characters of a term that its key holds, and bits of the key for each of them.
KEY_CHARACTERS = 3
_BITS = 21
_LOW = (1 << _BITS) - 1
#: Stands for a missing character while keys of many terms are made: the last code point, which no
#: standard will ever assign.
_NO_CHARACTER = "\U0010ffff"

#: Fewer texts are read one by one: all bytes of the table need not be copied for them.
_FEW_TEXTS = 256
#: Texts are read in one piece if there are at most so many times as many between the first and the
#: last of them: the passages of a document stand side by side.
_NEAR_TEXTS = 4

# UTF-8 that takes lone surrogates too: PDF files hold them, and nothing may be lost.
_CODEC = ("utf-8", "surrogatepass")


def to_bytes(text: str) -> bytes:
    return text.encode(*_CODEC)


def to_text(data: bytes | memoryview) -> str:
    return str(data, *_CODEC)


def term_key(term: str) -> int:
    """The first three characters of `term` as one number; orders as they do."""
    key = 0
    for char in term[:KEY_CHARACTERS]:
        key = key << _BITS | ord(char) + 1
    return key << _BITS * max(0, KEY_CHARACTERS - len(term))


def pack_keys(characters: Sequence[Array]) -> Array:
    """Keys of many terms: code points plus one of the first, second and third characters, 0
    where a term is shorter."""
    first, second, third = (one.astype(np.uint64) for one in characters)
    keys: Array = first << np.uint64(2 * _BITS) | second << np.uint64(_BITS) | third
    return keys


def term_keys(terms: Sequence[str]) -> Array:
    """`term_key` of many terms at once."""
    if any(_NO_CHARACTER in term for term in terms):
        return np.array([term_key(term) for term in terms], np.uint64)
    padded = [term[:KEY_CHARACTERS].ljust(KEY_CHARACTERS, _NO_CHARACTER) for term in terms]
    codes = np.frombuffer("".join(padded).encode("utf-32-le", "surrogatepass"), "<u4")
    characters = np.where(codes == ord(_NO_CHARACTER), 0, codes + 1).reshape(-1, KEY_CHARACTERS)
    return pack_keys([characters[:, at] for at in range(KEY_CHARACTERS)])


def key_text(key: int) -> str:
    """The characters that `key` encodes."""
    codes = (key >> 2 * _BITS, key >> _BITS & _LOW, key & _LOW)
    return "".join(chr(code - 1) for code in codes if code)


class TextTable:
    """Texts by number: an array of UTF-8 bytes and one of how many each text has."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._bytes = file[f"{name}.bytes"]
        self._ends = np.cumsum(read_numbers(file, f"{name}.sizes"), dtype=np.int64)

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, number: int) -> str:
        start = int(self._ends[number - 1]) if number else 0
        return to_text(self._bytes.part(start, int(self._ends[number])).tobytes())

    def some(self, numbers: Sequence[int] | Array) -> list[str]:
        """The texts of some numbers, of many at once faster than one by one."""
        if not len(numbers):
            return []
        wanted = np.asarray(numbers)
        first, last = int(wanted.min()), int(wanted.max())
        if last - first < _NEAR_TEXTS * len(wanted):
            base = int(self._ends[first - 1]) if first else 0
            data = self._bytes.part(base, int(self._ends[last])).tobytes()
        elif len(numbers) < _FEW_TEXTS:
            return [self[number] for number in wanted.tolist()]
        else:
            base, data = 0, self._bytes.all().tobytes()
        ends = (self._ends[wanted] - base).tolist()
        starts = (np.where(wanted > 0, self._ends[wanted - 1], 0) - base).tolist()
        return [str(data[a:b], *_CODEC) for a, b in zip(starts, ends, strict=True)]

    def all(self) -> list[str]:
        """Every text, in the order of their numbers."""
        data = self._bytes.all().tobytes()
        ends = self._ends.tolist()
        return [to_text(data[start:end]) for start, end in pairwise([0, *ends])]


def write_texts(writer: ArrayWriter, name: str, texts: Sequence[str]) -> None:
    """Write the arrays that TextTable reads."""
    encoded = [to_bytes(text) for text in texts]
    writer.begin(f"{name}.bytes")
    writer.append(b"".join(encoded))
    writer.end()
    write_numbers(writer, f"{name}.sizes", [len(one) for one in encoded])


class TermTable:
    """The terms of one field of a segment, numbered in their order."""

    def __init__(self, file: ArrayFile, field: str) -> None:
        keys = file[f"{field}.keys"].all()
        self.keys = keys
        self._keys = keys.data  # bisecting a memoryview is much faster than an array
        # Numbers of the terms with a tail, ascending.
        self._long = np.ascontiguousarray(read_numbers(file, f"{field}.long")).data
        self._tails = TextTable(file, f"{field}.tails")

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, number: int) -> str:
        return key_text(self._keys[number]) + self._tail(number)

    def all(self) -> list[str]:
        """Every term, in the order of their numbers."""
        terms = list(map(key_text, self._keys))
        for number, tail in zip(self._long, self._tails.all(), strict=True):
            terms[number] += tail
        return terms

    def _tail(self, number: int) -> str:
        """The characters of the term after the first three."""
        at = bisect_left(self._long, number)
        return self._tails[at] if at < len(self._long) and self._long[at] == number else ""

    def find(self, term: str) -> int:
        """The number of `term`; -1 when no passage of the segment holds it."""
        number = self.first_from(term)
        return number if number < len(self) and self[number] == term else -1

    def find_many(self, terms: Sequence[str]) -> Array:
        """For each term its number, or -1; many times as fast as `find` for hundreds of terms of
        which few are there."""
        if not len(self) or not terms:
            return np.full(len(terms), -1)
        keys = term_keys(terms)
        first = np.searchsorted(self.keys, keys)
        same = self.keys[np.minimum(first, len(self) - 1)] == keys
        numbers = np.where(same, first, -1)
        for at in np.flatnonzero(same).tolist():  # the key is that of the first characters only
            numbers[at] = self.find(terms[at])
        return numbers

    def first_from(self, term: str) -> int:
        """The number of the first term that is not before `term` in the order."""
        key = term_key(term)
        low = bisect_left(self._keys, key)
        tail = term[KEY_CHARACTERS:]
        if not tail:
            return low
        high = bisect_right(self._keys, key, low)
        return bisect_left(range(high), tail, low, key=self._tail)

    def prefixed(self, prefix: str) -> range:
        """Numbers of the terms that begin with `prefix`."""
        low = self.first_from(prefix)
        key = term_key(prefix)
        tail = prefix[KEY_CHARACTERS:]
        if tail:
            same = bisect_right(self._keys, key, low)

            def cut(number: int) -> str:
                return self._tail(number)[: len(tail)]

            return range(low, bisect_right(range(same), tail, low, key=cut))
        open_bits = _BITS * (KEY_CHARACTERS - len(prefix))
        return range(low, bisect_right(self._keys, key | (1 << open_bits) - 1, low))

    def long_terms(self) -> tuple[Array, list[str]]:
        """Numbers and texts of all terms of more than three characters."""
        return np.asarray(self._long), [self[number] for number in self._long]


def write_terms(writer: ArrayWriter, field: str, keys: Array, tails: dict[int, str]) -> None:
    """Write the arrays that TermTable reads: ascending keys, and tails by number of the term."""
    writer.add(f"{field}.keys", keys.astype("<u8"))
    write_numbers(writer, f"{field}.long", np.fromiter(tails, np.int64, len(tails)))
    write_texts(writer, f"{field}.tails", list(tails.values()))

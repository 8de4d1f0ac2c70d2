"""From the terms of passages to postings: sorted by term, by sorting numbers.

The terms of some thousand passages are laid out as one array of code points. Up to three
characters of a term and the passage's number fit into one 64-bit integer, so a plain sort
brings equal terms together in the order of their passages, and the lengths of the runs of
equal integers are the frequencies. Nothing is done in Python for each term, except for the
few that are longer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from judian.core.engine import JoinedTerms
from judian.engines.whoosh.arrays import Array, compact, smallest_dtype
from judian.engines.whoosh.terms import KEY_CHARACTERS, pack_keys, term_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

#: Terms and passages that are sorted at once: about 50 MB while it happens.
_TERMS_AT_ONCE = 1 << 20
_PASSAGE_BITS = 13
_SEPARATOR = JoinedTerms.SEPARATOR
_CODE_POINTS = 0x110000


@dataclass(frozen=True, slots=True)
class Run:
    """The result of one sort: the postings of distinct terms, in term order.

    `keys` are the terms' keys (see `judian.engines.whoosh.terms`); `long` maps the index of each
    term that is longer than a key to its full text, in term order. `counts` are the numbers of
    postings of each term; `passages` and `frequencies` are the postings of one term after the
    other.
    """

    keys: Array
    long: Mapping[int, str]
    counts: Array
    passages: Array
    frequencies: Array

    @property
    def nbytes(self) -> int:
        """Bytes of memory that it takes, roughly."""
        arrays = (self.keys, self.counts, self.passages, self.frequencies)
        return sum(a.nbytes for a in arrays) + 150 * len(self.long)


class FieldInverter:
    """Collects one field of passages that come in ascending order."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.lengths: list[Array] = []
        self._first = 0  # number of the first passage that is waiting
        self._texts: list[str] = []
        self._counts: list[int] = []
        self._waiting = 0
        self._sorted_bytes = 0

    @property
    def nbytes(self) -> int:
        """Bytes of memory that it takes, roughly."""
        return self._sorted_bytes + 4 * self._waiting

    def add(self, passages: Sequence[Sequence[str]]) -> None:
        """Append the next passages, each a list of terms."""
        texts = [
            terms.text if type(terms) is JoinedTerms else _SEPARATOR.join(terms)
            for terms in passages
        ]
        counts = [len(terms) for terms in passages]
        kept = [text for text, count in zip(texts, counts, strict=True) if count]
        together = _SEPARATOR.join(kept)
        if kept and together.count(_SEPARATOR) != sum(counts) - 1:
            for terms in passages:
                self._add_odd(terms)
            return
        self._texts += [together] if kept else []
        self._counts += counts
        self._waiting += sum(counts)
        if self._waiting >= _TERMS_AT_ONCE or len(self._counts) + len(passages) >> _PASSAGE_BITS:
            self.flush()

    def _add_odd(self, terms: Sequence[str]) -> None:
        """Append a run of its own for a passage whose terms may contain the separator."""
        self.flush()
        self._take(_invert_texts(terms, np.zeros(len(terms), np.uint32), self._first))
        self.lengths.append(compact([len(terms)]))
        self._first += 1

    def _take(self, runs: Iterable[Run]) -> None:
        for run in runs:
            self.runs.append(run)
            self._sorted_bytes += run.nbytes

    def flush(self) -> None:
        """Sort the waiting passages into runs."""
        counts = np.array(self._counts, np.int64)
        if self._texts:
            text = _SEPARATOR.join(self._texts)
            passages = np.repeat(np.arange(len(counts), dtype=np.uint32), counts)
            self._take(_invert(text, passages, self._first))
        self.lengths.append(compact(counts))
        self._first += len(counts)
        self._texts, self._counts, self._waiting = [], [], 0


def _invert(text: str, passages: Array, first: int) -> Iterator[Run]:
    """Yield runs of the terms that `text` holds between separators; `passages` are their passages,
    counted from `first`."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")

    # Characters are renumbered densely in their order, to fit three into an integer; the
    # separator keeps 0, and there is one more of it at the end.
    table = np.zeros(_CODE_POINTS, bool)
    table[points] = True
    table[0] = False
    used = np.flatnonzero(table)
    code_of = np.zeros(_CODE_POINTS, smallest_dtype(len(used)))
    code_of[used] = np.arange(1, len(used) + 1)
    codes = np.zeros(len(points) + 1, code_of.dtype)
    np.take(code_of, points, out=codes[:-1])
    bits = max(1, len(used).bit_length())
    width = min(KEY_CHARACTERS, (64 - _PASSAGE_BITS) // bits)

    ends = np.flatnonzero(codes == 0)
    starts = np.empty_like(ends)
    starts[0], starts[1:] = 0, ends[:-1] + 1
    lengths = ends - starts
    shortest, longest = int(lengths.min()), int(lengths.max())
    short = lengths <= width if longest > width else slice(None)
    begin, size = starts[short], lengths[short]
    if len(begin):
        key = np.zeros(len(begin), np.uint64)
        for at in range(width):
            key <<= np.uint64(bits)
            if at < longest:
                code = codes.take(begin + at, mode="clip").astype(np.uint64)
                # What follows a term is its separator, 0; only beyond that is there more.
                if at > shortest:
                    code[size <= at] = 0
                key |= code
        key <<= np.uint64(_PASSAGE_BITS)
        key |= passages[short]
        term, counts, numbers, times = _count_equal(key)
        parts = [term >> np.uint64(bits * at) & np.uint64((1 << bits) - 1) for at in range(width)]
        back = np.concatenate(([0], used + 1))
        characters = [back[part.astype(np.int64)] for part in reversed(parts)]
        characters += [np.zeros(len(term), np.int64)] * (KEY_CHARACTERS - width)
        yield Run(pack_keys(characters), {}, counts, _numbered(numbers, first), times)
    long = np.flatnonzero(lengths > width)
    if len(long):
        spans = zip(starts[long].tolist(), lengths[long].tolist(), strict=True)
        texts = [text[start : start + length] for start, length in spans]
        yield from _invert_texts(texts, passages[long], first)


def _invert_texts(texts: Iterable[str], passages: Array, first: int) -> Iterator[Run]:
    """Yield the run of terms given as strings."""
    numbers: dict[str, int] = {}
    which = [numbers.setdefault(text, len(numbers)) for text in texts]
    if not which:
        return
    ordered = sorted(numbers)
    rank = np.empty(len(ordered), np.uint64)
    rank[[numbers[text] for text in ordered]] = np.arange(len(ordered))
    key = rank[which] << np.uint64(_PASSAGE_BITS) | passages
    _, counts, found, times = _count_equal(key)
    keys = np.array([term_key(text) for text in ordered], np.uint64)
    tails = {n: text for n, text in enumerate(ordered) if len(text) > KEY_CHARACTERS}
    yield Run(keys, tails, counts, _numbered(found, first), times)


def _count_equal(key: Array) -> tuple[Array, Array, Array, Array]:
    """Terms, their numbers of passages, the passages, and how often each integer occurs."""
    key.sort()
    new = np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1])))
    times = compact(np.diff(np.append(new, len(key))))
    key = key[new]
    terms = key >> np.uint64(_PASSAGE_BITS)
    new = np.flatnonzero(np.concatenate(([True], terms[1:] != terms[:-1])))
    counts = np.diff(np.append(new, len(key)))
    passages = (key & np.uint64((1 << _PASSAGE_BITS) - 1)).astype(np.uint32)
    return terms[new], compact(counts), passages, times


def _numbered(passages: Array, first: int) -> Array:
    """Numbers within the segment, of passages counted from `first`."""
    return (passages + np.uint32(first)).astype(np.uint32)

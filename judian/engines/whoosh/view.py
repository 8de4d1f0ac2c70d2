"""The passages of all segments of one generation as one row of positions.

A position is a passage's number within its segment plus the passages of the segments before
it; deleted passages keep theirs and occur nowhere. Whatever is asked of terms is answered
over this row, with the statistics of all passages that are not deleted.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from judian.core.bm25 import K1, B, idf, rounded_length
from judian.engines.whoosh.cache import Cache
from judian.engines.whoosh.segment import OWNER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from judian.engines.whoosh.arrays import Array
    from judian.engines.whoosh.segment import DeletedNumbers, SegmentReader

#: Bytes of postings that are kept decoded, and as many of scores. All of the laws (217,177
#: passages) would take 600 MB; the terms of some hundred questions take a tenth of it.
CACHE = 192 << 20
#: Passages whose ids are remembered with their positions.
_REMEMBERED = 50_000
#: Terms in more than one passage of so many have a score for every position: adding these up
#: is then faster than adding to the passages one by one.
_DENSE = 4
#: So many terms at once are looked up together.
_MANY = 64
#: Roundings that an impact has gone through: of the norm, the frequency (exact below 2 ** 24,
#: as all are) and their sum, of idf and the product with it, and of the quotient.
IMPACT_ROUNDINGS = 6


class Postings:
    """The passages not deleted that contain one term: ascending positions, and the frequency in
    each; `times` is None if every frequency is 1."""

    __slots__ = ("positions", "times")

    def __init__(self, positions: Array, times: Array | None) -> None:
        self.positions = positions
        self.times = times

    def __len__(self) -> int:
        return len(self.positions)

    @property
    def nbytes(self) -> int:
        return self.positions.nbytes + (0 if self.times is None else self.times.nbytes)

    def times_at(self, positions: Array) -> Array:
        """The frequency of the term at each of `positions`, 0 included."""
        if not len(self.positions):
            return np.zeros(len(positions), np.int64)
        # Of one type: searching with another would convert all of the postings.
        at = np.searchsorted(self.positions, positions.astype(np.int32))
        at[at == len(self.positions)] = 0
        held = self.positions[at] == positions
        return held.astype(np.int64) if self.times is None else np.where(held, self.times[at], 0)


@dataclass(frozen=True, slots=True)
class TermImpacts:
    """BM25 of one term, idf included, in single precision: one score for each of `positions`,
    or for every position when that is None."""

    positions: Array | None
    scores: Array

    @property
    def nbytes(self) -> int:
        """Bytes beyond those of the postings."""
        return self.scores.nbytes


@dataclass(frozen=True, slots=True)
class KeyValues:
    """The values of a key field in all segments: `names` in order, and for each segment the
    numbers of its own values among them."""

    names: list[str]
    numbers: list[Array]


_NO_POSTINGS = Postings(np.empty(0, np.int32), None)
_NO_IMPACTS = TermImpacts(_NO_POSTINGS.positions, np.empty(0, np.float32))


class View:
    """Safe for any number of threads. Raises ArraysDamaged."""

    def __init__(
        self, parts: Sequence[tuple[SegmentReader, DeletedNumbers]], cache: int = CACHE
    ) -> None:
        self.segments = [segment for segment, _ in parts]
        self.deleted = [deleted for _, deleted in parts]
        stored = [segment.passages for segment in self.segments]
        self.bases: list[int] = [0, *np.cumsum(stored).tolist()][:-1]
        self.size = sum(stored)
        self.count = self.size - sum(len(deleted.passages) for deleted in self.deleted)
        self._postings: Cache[tuple[str, str], Postings] = Cache(cache)
        self._impacts: Cache[tuple[str, str], TermImpacts] = Cache(cache)
        self._lengths: dict[str, Array] = {}
        self._norms: dict[str, Array] = {}
        self._single_norms: dict[str, Array] = {}
        self._held: dict[str, tuple[int, float]] = {}
        self._dates: Array | None = None
        self._owners: Array | None = None
        self._positions: dict[str, int] = {}  # of passages whose ids were asked for
        self._key_values: dict[str, KeyValues] = {}

    @cached_property
    def live(self) -> Array:
        """A mask over all positions, false for deleted passages."""
        live = np.ones(self.size, bool)
        for base, deleted in zip(self.bases, self.deleted, strict=True):
            live[base + deleted.passages] = False
        return live

    def locate(self, position: int) -> tuple[SegmentReader, int]:
        """The segment of a position, and the passage's number within it."""
        at = bisect_right(self.bases, position) - 1
        while not self.segments[at].passages:  # segments of documents only
            at -= 1
        return self.segments[at], position - int(self.bases[at])

    def split(self, positions: Array) -> Iterator[tuple[int, slice]]:
        """Yield the number of each segment that some ascending positions lie in, and the slice of
        the positions that do."""
        edges = [*np.searchsorted(positions, self.bases).tolist(), len(positions)]
        for number, (start, stop) in enumerate(itertools.pairwise(edges)):
            if start < stop:
                yield number, slice(start, stop)

    def dates(self) -> Array:
        """For each position yyyymmdd, 0 when unknown."""
        if self._dates is None:
            dates = [segment.dates for segment in self.segments]
            self._dates = np.concatenate(dates) if dates else np.empty(0, np.int64)
        return self._dates

    @cached_property
    def copies(self) -> Array:
        """For each position the number from 0 of its group of passages with the same `copy`; -1 for
        a passage without a copy."""
        stored = [segment.copies for segment in self.segments]
        numbers = np.concatenate(stored) if stored else np.empty(0, np.int64)
        groups = np.full(len(numbers), -1)
        copied = np.flatnonzero(self.live & (numbers != 0))  # few: sorting all takes 25 ms
        _, own, sizes = np.unique(numbers[copied], return_inverse=True, return_counts=True)
        groups[copied] = np.where(sizes[own] == 1, -1, own)
        return groups

    def copies_of(self, position: int) -> Array:
        """The other positions of the group of a position, ascending."""
        group = self.copies[position]
        if group < 0:
            return np.empty(0, np.int64)
        found = np.flatnonzero(self.copies == group)
        others: Array = found[found != position]
        return others

    def passage_id(self, position: int) -> str:
        segment, number = self.locate(position)
        found = segment.passage_id(number)
        if len(self._positions) >= _REMEMBERED:
            self._positions = {}
        self._positions[found] = position
        return found

    def passage_ids(self, positions: Sequence[int]) -> list[str]:
        """`passage_id` of many positions, in any order."""
        all_ = np.asarray(positions, np.int64)
        found = [""] * len(all_)
        for base, segment in zip(self.bases, self.segments, strict=True):
            here = np.flatnonzero((all_ >= base) & (all_ < base + segment.passages))
            if len(here) and len(here) == len(all_):
                found = segment.passage_ids(all_ - base)
            elif len(here):
                ids = segment.passage_ids(all_[here] - base)
                for at, one in zip(here.tolist(), ids, strict=True):
                    found[at] = one
        if len(self._positions) + len(found) > _REMEMBERED:
            self._positions = {}
        self._positions.update(zip(found, positions, strict=True))
        return found

    def find(self, passage_id: str) -> int:
        """The position of the passage; -1 for an unknown id."""
        known = self._positions.get(passage_id)
        if known is not None:  # most passages that are read have just been found
            return known
        for base, segment in zip(self.bases, self.segments, strict=True):
            for number in segment.find(passage_id):
                position = base + number
                if self.live[position]:
                    return position
        return -1

    def postings(self, field: str, term: str) -> Postings:
        return self._postings.get((field, term), lambda: self._read(field, term))

    def impacts(self, field: str, term: str) -> TermImpacts:
        return self._impacts.get((field, term), lambda: self._compute_impacts(field, term))

    def _compute_impacts(self, field: str, term: str) -> TermImpacts:
        postings = self.postings(field, term)
        if not len(postings):
            return _NO_IMPACTS
        # All in single precision, which is twice as fast; see IMPACT_ROUNDINGS.
        # Indexing by the machine's own integers is up to three times as fast as by shorter ones.
        positions = postings.positions.astype(np.intp)
        norms = self._rough_norms(field)[positions]
        gain = np.float32((K1 + 1) * idf(self.holders(field), len(postings)))
        if postings.times is None:
            scores = gain / (norms + np.float32(1))
        else:
            times = postings.times.astype(np.float32)
            scores = gain * times / (norms + times)
        if len(postings) <= self.size // _DENSE:
            return TermImpacts(postings.positions, scores)
        row = np.zeros(self.size, np.float32)
        row[positions] = scores
        return TermImpacts(None, row)

    def _read(self, field: str, term: str) -> Postings:
        positions: list[Array] = []
        times: list[Array | None] = []
        for base, segment, deleted in zip(self.bases, self.segments, self.deleted, strict=True):
            reader = segment.field(field)
            number = reader.terms.find(term) if reader else -1
            if reader is None or number < 0:
                continue
            passages, often = reader.postings(number)
            if len(deleted.passages):
                live = self.live[base + passages]
                passages = passages[live]
                often = None if often is None else often[live]
            positions.append(passages + np.int32(base) if base else passages)
            times.append(often)
        if not positions:
            return _NO_POSTINGS
        if len(positions) == 1:
            return Postings(positions[0], times[0])
        if all(often is None for often in times):
            return Postings(np.concatenate(positions), None)
        filled = [
            np.ones(len(p), np.int32) if often is None else often
            for p, often in zip(positions, times, strict=True)
        ]
        return Postings(np.concatenate(positions), np.concatenate(filled))

    def frequency(self, field: str, term: str) -> int:
        """The number of passages not deleted that contain the term."""
        total = 0
        for segment, deleted in zip(self.segments, self.deleted, strict=True):
            if len(deleted.passages):
                return len(self.postings(field, term))
            reader = segment.field(field)
            number = reader.terms.find(term) if reader else -1
            if reader is not None and number >= 0:
                total += int(reader.frequencies[number])
        return total

    def frequencies(self, terms: Sequence[tuple[str, str]]) -> list[int]:
        """`frequency` of each term."""
        if len(terms) < _MANY:
            return [self.frequency(field, term) for field, term in terms]
        found = [0] * len(terms)
        places: dict[str, list[int]] = {}
        for at, (field, _) in enumerate(terms):
            places.setdefault(field, []).append(at)
        for field, all_ in places.items():
            texts = [terms[at][1] for at in all_]
            there = np.zeros(len(texts), bool)
            for segment in self.segments:
                reader = segment.field(field)
                if reader is not None:
                    there |= reader.terms.find_many(texts) >= 0
            for number in np.flatnonzero(there).tolist():
                found[all_[number]] = self.frequency(field, texts[number])
        return found

    def key_values(self, field: str) -> KeyValues:
        if field not in self._key_values:
            readers = [segment.field(field) for segment in self.segments]
            own = [reader.values if reader else [] for reader in readers]
            names = sorted(set().union(*own)) if len(own) > 1 else own[0] if own else []
            place = {name: number for number, name in enumerate(names)}
            numbers = [np.array([place[name] for name in one], np.int64) for one in own]
            self._key_values[field] = KeyValues(names, numbers)
        return self._key_values[field]

    def owners(self) -> Array:
        """For each position the number of its document among `key_values(OWNER).names`."""
        if self._owners is None:
            numbers = self.key_values(OWNER).numbers
            own = [
                number[segment.owners] if segment.passages else number[:0]
                for number, segment in zip(numbers, self.segments, strict=True)
            ]
            self._owners = np.concatenate(own) if own else np.empty(0, np.int64)
        return self._owners

    def lengths(self, field: str) -> Array:
        """For each position the number of terms in `field`."""
        if field not in self._lengths:
            pieces = []
            for segment in self.segments:
                reader = segment.field(field)
                pieces.append(reader.lengths if reader else np.zeros(segment.passages, np.uint8))
            self._lengths[field] = np.concatenate(pieces) if pieces else np.empty(0, np.uint8)
        return self._lengths[field]

    def holders(self, field: str) -> int:
        """The number of passages not deleted that have any term in `field`."""
        return self._statistics(field)[0]

    def _statistics(self, field: str) -> tuple[int, float]:
        """Of the passages not deleted that have any term in `field` their number, and how many
        terms they have there on average."""
        if field not in self._held:
            lengths = self.lengths(field)
            if self.count < self.size:
                lengths = lengths[self.live]
            count = int(np.count_nonzero(lengths))
            self._held[field] = count, int(lengths.sum(dtype=np.int64)) / (count or 1)
        return self._held[field]

    def norms(self, field: str) -> Array:
        """For each position the summand that BM25 adds to the term frequency in the denominator."""
        if field not in self._norms:
            lengths = _rounded(self.lengths(field))
            self._norms[field] = K1 * (1 - B + B * lengths / (self._statistics(field)[1] or 1))
        return self._norms[field]

    def _rough_norms(self, field: str) -> Array:
        if field not in self._single_norms:
            self._single_norms[field] = self.norms(field).astype(np.float32)
        return self._single_norms[field]


def _rounded(lengths: Array) -> Array:
    """`rounded_length` of each length."""
    table = [rounded_length(length) for length in range(int(lengths.max(initial=0)) + 1)]
    rounded: Array = np.array(table, np.int64)[lengths]
    return rounded

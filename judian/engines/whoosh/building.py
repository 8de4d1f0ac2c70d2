"""Writes a segment: its terms and postings out of sorted runs, then all else about it.

A new segment and one merged from others are written by the same code. Both are given postings
in runs: sorted terms with their passages, the passages of one run before those of the next.
So the postings of a term are those of all runs in a row, and merging is concatenation.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from judian.engines.whoosh.arrays import Array, ArrayWriter
from judian.engines.whoosh.numbers import write_numbers
from judian.engines.whoosh.postings import decode_many, encode, spans
from judian.engines.whoosh.segment import COLUMN_FIELDS, FieldReader
from judian.engines.whoosh.terms import KEY_CHARACTERS, term_key, write_terms, write_texts

if TYPE_CHECKING:
    from judian.engines.whoosh.inversion import Run

#: Postings that are put together at once: about 100 MB while it happens.
_POSTINGS_AT_ONCE = 1 << 21

#: Gives numbers of postings, passages and frequencies for the terms [start, stop) of a run.
Postings = Callable[[int, int], tuple[Array, Array, Array]]


@dataclass(frozen=True, slots=True)
class SegmentSource:
    """Sorted terms and their postings, with passages numbered as in the segment written.

    `keys` and `long` are as in `Run`; `counts` are numbers of postings, an upper bound of
    those that `postings` gives.
    """

    keys: Array
    long: Mapping[int, str]
    counts: Array
    postings: Postings


def run_source(run: Run) -> SegmentSource:
    ends = np.concatenate(([0], np.cumsum(run.counts, dtype=np.int64)))

    def postings(start: int, stop: int) -> tuple[Array, Array, Array]:
        here = slice(int(ends[start]), int(ends[stop]))
        return run.counts[start:stop], run.passages[here], run.frequencies[here]

    return SegmentSource(run.keys, run.long, run.counts, postings)


def segment_source(reader: FieldReader, numbers: Array) -> SegmentSource:
    """The postings of a segment; `numbers` are its passages' new numbers, -1 for removed."""
    long_numbers, long_texts = reader.terms.long_terms()

    def postings(start: int, stop: int) -> tuple[Array, Array, Array]:
        records, ends, counts = reader.records(start, stop)
        passages, frequencies = decode_many(records, ends, counts)
        passages = numbers[passages]
        kept = passages >= 0
        if kept.all():
            return counts, passages, frequencies
        of_term = np.repeat(np.arange(len(counts)), counts)
        counts = np.bincount(of_term[kept], minlength=len(counts))
        return counts, passages[kept], frequencies[kept]

    return SegmentSource(
        reader.terms.keys,
        dict(zip(long_numbers.tolist(), long_texts, strict=True)),
        reader.frequencies,
        postings,
    )


def write_field(
    writer: ArrayWriter, name: str, sources: Sequence[SegmentSource], size: int
) -> None:
    """Write the terms and postings of one field of `size` passages; key fields get their
    values by passage too."""
    keys, long, places = _unite(sources)
    counts = np.zeros(len(keys), np.int64)
    for source, place in zip(sources, places, strict=True):
        counts[place] += source.counts
    kept = np.zeros(len(keys), bool)
    frequencies: list[Array] = []
    sizes: list[Array] = []
    columns: list[tuple[Array, Array]] = []
    terms = 0
    writer.begin(f"{name}.postings")
    for start, stop in _stretches(counts):
        found, passages, times = _gather(sources, places, start, stop)
        has = found > 0
        kept[start:stop] = has
        found = found[has]
        records, ends = encode(found, passages, times, size)
        writer.append(records.data.cast("B") if len(records) else b"")
        sizes.append(np.diff(ends, prepend=0))
        frequencies.append(found)
        if name in COLUMN_FIELDS:
            columns.append((np.repeat(np.arange(terms, terms + len(found)), found), passages))
        terms += len(found)
    writer.end()
    numbers = np.cumsum(kept) - 1
    tails = {int(numbers[at]): text[KEY_CHARACTERS:] for at, text in long.items() if kept[at]}
    write_terms(writer, name, keys[kept], tails)
    write_numbers(writer, f"{name}.frequencies", _joined(frequencies))
    write_numbers(writer, f"{name}.sizes", _joined(sizes))
    if name in COLUMN_FIELDS:
        values = _joined([value for value, _ in columns])
        _write_column(writer, name, values, _joined([passage for _, passage in columns]), size)


def _joined(arrays: Sequence[Array]) -> Array:
    return np.concatenate(arrays) if arrays else np.empty(0, np.int64)


def _unite(sources: Sequence[SegmentSource]) -> tuple[Array, dict[int, str], list[Array]]:
    """The terms of all sources in order, as keys and long texts, and for each source the
    numbers of its terms among them."""
    short_of = [_without(source.keys, source.long) for source in sources]
    short = np.sort(np.concatenate([*short_of, np.empty(0, np.uint64)]))
    short = short[np.concatenate((short[:1] == short[:1], short[1:] != short[:-1]))]
    texts = sorted({text for source in sources for text in source.long.values()})
    keys = np.concatenate((short, np.array([term_key(text) for text in texts], np.uint64)))
    rank = np.concatenate((np.zeros(len(short), np.int64), np.arange(1, len(texts) + 1)))
    order = np.lexsort((rank, keys))
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    long = {text: int(place[len(short) + n]) for n, text in enumerate(texts)}
    places = []
    for source, mine in zip(sources, short_of, strict=True):
        of_source = np.empty(len(source.keys), np.int64)
        is_long = np.zeros(len(source.keys), bool)
        is_long[list(source.long)] = True
        of_source[~is_long] = place[np.searchsorted(short, mine)]
        of_source[is_long] = [long[text] for text in source.long.values()]
        places.append(of_source)
    return keys[order], {at: text for text, at in long.items()}, places


def _without(keys: Array, long: Mapping[int, str]) -> Array:
    return np.delete(keys, list(long)) if long else keys


def _stretches(counts: Array) -> Iterator[tuple[int, int]]:
    """Consecutive ranges of terms with about _POSTINGS_AT_ONCE postings each."""
    stretch = np.cumsum(counts) // _POSTINGS_AT_ONCE
    edges = [0, *(np.flatnonzero(np.diff(stretch)) + 1).tolist(), len(counts)]
    return itertools.pairwise(edges)


def _gather(
    sources: Sequence[SegmentSource], places: Sequence[Array], start: int, stop: int
) -> tuple[Array, Array, Array]:
    """Counts, passages and frequencies of the united terms [start, stop)."""
    parts = []
    counts = np.zeros(stop - start, np.int64)
    for source, place in zip(sources, places, strict=True):
        low, high = np.searchsorted(place, (start, stop)).tolist()
        if low < high:
            found, passages, times = source.postings(low, high)
            terms = place[low:high] - start
            counts[terms] += found
            parts.append((terms, found.astype(np.int64), passages, times))
    free = np.cumsum(counts) - counts  # where the next postings of each term go
    all_passages = np.empty(int(counts.sum()), np.int64)
    all_times = np.empty(len(all_passages), np.int64)
    for terms, found, passages, times in parts:
        where = spans(free[terms], found)
        all_passages[where] = passages
        all_times[where] = times
        free[terms] += found
    return counts, all_passages, all_times


def _write_column(
    writer: ArrayWriter, name: str, values: Array, passages: Array, size: int
) -> None:
    """Write the values of each passage, in their order."""
    order = np.argsort(passages, kind="stable")
    write_numbers(writer, f"{name}.column", values[order])
    counts = np.bincount(passages, minlength=size)
    if (counts == 1).all():
        writer.add(f"{name}.single", counts[:0])
    else:
        write_numbers(writer, f"{name}.counts", counts)


def write_ids(writer: ArrayWriter, ids: Sequence[str], owners: Iterable[str]) -> None:
    """Store the ids of passages and the order they sort in."""
    suffixes = []
    for passage_id, owner in zip(ids, owners, strict=True):
        suffix = passage_id[len(owner) :]
        is_suffix = passage_id.startswith(owner) and suffix[:1] != "\0"
        suffixes.append(suffix if is_suffix else "\0" + passage_id)
    write_texts(writer, "ids", suffixes)
    by_id = sorted(range(len(ids)), key=ids.__getitem__)
    if by_id == list(range(len(ids))):
        writer.add("sorted", np.empty(0, np.uint8))
    else:
        write_numbers(writer, "by_id", by_id)

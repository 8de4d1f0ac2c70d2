"""Encoding of posting lists: passage numbers and frequencies in few bytes.

A record is a header byte, the length of its frequencies in 0, 1, 2 or 4 bytes, the passages and
the frequencies. Passages are stored in whichever form is shortest: the gaps between them, runs
of consecutive ones (the terms of a title are in all passages under it), or a bitmap. Gaps
and runs are numbers of 7 bits a byte, the high bit saying that more bytes follow. Frequencies
are stored in unary, f - 1 zero bits and a one; when all are 1 they are left out.

Both directions work on many terms at once, because a loop over hundreds of thousands of terms
would cost more than all the rest of writing and merging.
"""

from __future__ import annotations

import numpy as np

from judian.engines.whoosh.arrays import Array, compact

_GAPS, _RUNS, _BITMAP = range(3)
_FORM_MASK = 3
_WIDTHS = np.array([0, 1, 2, 4])  # bytes of the frequencies' length, by bits 2 and 3 of the header
_MORE = 0x80
#: Bits of bitmaps that are unpacked at once.
_BITS_AT_ONCE = 1 << 26


def spans(starts: Array, lengths: Array) -> Array:
    """Indices [start, start + length) of all spans, one span after the other."""
    before = np.cumsum(lengths) - lengths
    indices: Array = np.arange(int(lengths.sum())) + np.repeat(starts - before, lengths)
    return indices


def encode(counts: Array, passages: Array, frequencies: Array, size: int) -> tuple[Array, Array]:
    """Records of consecutive terms, and where each of them ends.

    `counts` says how many of the postings belong to each term (at least one); `passages` are
    ascending within a term and under `size`.
    """
    if not len(counts):
        return np.empty(0, np.uint8), np.empty(0, np.int64)
    counts = counts.astype(np.int64)
    first = np.cumsum(counts) - counts
    gaps = np.diff(passages.astype(np.int64), prepend=0)
    gaps[first] = passages[first]
    runs, runs_of = _runs(gaps, first)
    bitmap = (size + 7) // 8
    lengths = np.stack(
        [
            np.add.reduceat(_number_lengths(gaps), first),
            np.add.reduceat(_number_lengths(runs), np.cumsum(runs_of) - runs_of),
            np.full(len(counts), bitmap),
        ]
    )
    form = lengths.argmin(axis=0)
    length = lengths.min(axis=0)
    total = np.add.reduceat(frequencies.astype(np.int64), first)
    unary = np.where(total > counts, (total + 7) // 8, 0)
    width = np.where(unary == 0, 0, np.where(unary < 1 << 8, 1, np.where(unary < 1 << 16, 2, 3)))
    start = 1 + _WIDTHS[width]
    ends = np.cumsum(start + length + unary)
    begins = ends - (start + length + unary)
    start += begins

    out = np.zeros(int(ends[-1]), np.uint8)
    out[begins] = form | width << 2
    for byte in range(4):
        has = _WIDTHS[width] > byte
        out[begins[has] + 1 + byte] = unary[has] >> 8 * byte & 0xFF
    for which, numbers, of_term in ((_GAPS, gaps, counts), (_RUNS, runs, runs_of)):
        mine = form == which
        data = _encode_numbers(numbers[np.repeat(mine, of_term)])
        out[spans(start[mine], length[mine])] = data
    mine = form == _BITMAP
    _write_bitmaps(out, start[mine], passages[np.repeat(mine, counts)], counts[mine], bitmap)
    _write_unary(out, start + length, unary, counts, frequencies)
    return out, ends


def _runs(gaps: Array, first: Array) -> tuple[Array, Array]:
    """(numbers, count for each term) of the runs of consecutive passages.

    A run is two numbers: the passages skipped before it, and its length less one.
    """
    begins = gaps != 1
    begins[first] = True
    at = np.flatnonzero(begins)
    numbers = np.empty(2 * len(at), np.int64)
    numbers[0::2] = gaps[at]
    numbers[1::2] = np.diff(np.append(at, len(gaps))) - 1
    return numbers, 2 * np.add.reduceat(begins.astype(np.int64), first)


def _number_lengths(numbers: Array) -> Array:
    lengths = np.ones(len(numbers), np.int64)
    for bits in (7, 14, 21, 28):
        lengths += numbers >> bits > 0
    return lengths


def _encode_numbers(numbers: Array) -> Array:
    lengths = _number_lengths(numbers)
    at = np.cumsum(lengths) - lengths
    out = np.empty(int(lengths.sum()), np.uint8)
    for byte in range(int(lengths.max(initial=0))):
        has = lengths > byte
        more = np.where(lengths[has] > byte + 1, _MORE, 0)
        out[at[has] + byte] = numbers[has] >> 7 * byte & 0x7F | more
    return out


def _decode_numbers(data: Array) -> Array:
    """The encoded numbers (int64); a view if each takes one byte."""
    last = data < _MORE
    if last.all():
        return data
    ends = np.flatnonzero(last)
    starts = np.concatenate(([0], ends[:-1] + 1))
    numbers = (data[starts] & 0x7F).astype(np.int64)
    lengths = ends - starts
    for byte in range(1, int(lengths.max()) + 1):
        has = np.flatnonzero(lengths >= byte)
        numbers[has] |= (data[starts[has] + byte] & 0x7F).astype(np.int64) << 7 * byte
    return numbers


def _write_bitmaps(out: Array, starts: Array, passages: Array, counts: Array, bitmap: int) -> None:
    ends = np.cumsum(counts)
    step = max(1, _BITS_AT_ONCE // (8 * bitmap)) if bitmap else 1
    for low in range(0, len(starts), step):
        high = min(low + step, len(starts))
        bits = np.zeros((high - low, 8 * bitmap), bool)
        here = slice(int(ends[low] - counts[low]), int(ends[high - 1]))
        bits[np.repeat(np.arange(high - low), counts[low:high]), passages[here]] = True
        packed = np.packbits(bits, axis=1, bitorder="little")
        out[spans(starts[low:high], np.full(high - low, bitmap))] = packed.ravel()


def _write_unary(
    out: Array, starts: Array, lengths: Array, counts: Array, frequencies: Array
) -> None:
    has = lengths > 0
    if not has.any():
        return
    mine = frequencies[np.repeat(has, counts)].astype(np.int64)
    counts, lengths = counts[has], lengths[has]
    first = np.cumsum(counts) - counts
    running = np.cumsum(mine)
    base = running[first] - mine[first]
    ones = running - 1 + np.repeat(8 * (np.cumsum(lengths) - lengths) - base, counts)
    bits = np.zeros(8 * int(lengths.sum()), bool)
    bits[ones] = True
    out[spans(starts[has], lengths)] = np.packbits(bits, bitorder="little")


def decode(record: Array) -> tuple[Array, Array | None]:
    """Passages (int32, ascending) and frequencies of one record; None when all are 1."""
    header = int(record[0])
    width = int(_WIDTHS[header >> 2])
    unary = int.from_bytes(record[1 : 1 + width].tobytes(), "little")
    body = record[1 + width : len(record) - unary]
    form = header & _FORM_MASK
    if form == _BITMAP:
        passages = _ones(body).astype(np.int32)
    elif form == _GAPS:
        passages = np.cumsum(_decode_numbers(body), dtype=np.int32)
    else:
        starts, lengths = _unroll(_decode_numbers(body), np.zeros(1, np.int64))
        passages = spans(starts, lengths).astype(np.int32)
    if not unary:
        return passages, None
    ones = _ones(record[len(record) - unary :])
    frequencies = np.empty(len(ones), np.int64)
    frequencies[0] = ones[0] + 1
    np.subtract(ones[1:], ones[:-1], out=frequencies[1:])
    return passages, compact(frequencies)


def _ones(data: Array) -> Array:
    """The offsets of the one bits; found several times as fast among Booleans as in bytes."""
    bits: Array = np.unpackbits(data, bitorder="little").view(bool)
    return np.flatnonzero(bits)


def _unroll(numbers: Array, first: Array) -> tuple[Array, Array]:
    """Starts and lengths of runs; `first` are the indices of the first run of each term."""
    skipped = numbers[0::2].astype(np.int64)
    lengths = numbers[1::2].astype(np.int64) + 1
    # From the last passage of a run to the first of the next.
    steps = skipped.copy()
    steps[1:] += lengths[:-1] - 1
    steps[first] = skipped[first]
    running = np.cumsum(steps)
    base = running[first] - steps[first]
    counts = np.diff(np.append(first, len(steps)))
    return running - np.repeat(base, counts), lengths


def decode_many(records: Array, ends: Array, counts: Array) -> tuple[Array, Array]:
    """The inverse of `encode`: passages (int64) and frequencies (int64) of all records."""
    if not len(counts):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    counts = counts.astype(np.int64)
    ends = ends.astype(np.int64)
    begins = np.concatenate(([0], ends[:-1]))
    form = records[begins] & _FORM_MASK
    width = _WIDTHS[records[begins] >> 2]
    unary = np.zeros(len(counts), np.int64)
    for byte in range(4):
        has = width > byte
        unary[has] |= records[begins[has] + 1 + byte].astype(np.int64) << 8 * byte
    start = begins + 1 + width
    length = ends - start - unary
    before = np.cumsum(counts) - counts
    passages = np.empty(int(counts.sum()), np.int64)
    mine = form == _GAPS
    if mine.any():
        gaps = _decode_numbers(records[spans(start[mine], length[mine])])
        running = np.cumsum(gaps, dtype=np.int64)
        first = np.cumsum(counts[mine]) - counts[mine]
        base = running[first] - gaps[first]
        passages[spans(before[mine], counts[mine])] = running - np.repeat(base, counts[mine])
    mine = form == _RUNS
    if mine.any():
        data = records[spans(start[mine], length[mine])]
        # Two numbers to a run; a number ends with its byte that says no more follows.
        done = np.cumsum(data < _MORE)
        last = done[np.cumsum(length[mine]) - 1] // 2
        first = np.concatenate(([0], last[:-1]))
        passages[spans(before[mine], counts[mine])] = spans(*_unroll(_decode_numbers(data), first))
    for term in np.flatnonzero(form == _BITMAP):
        body = records[start[term] : start[term] + length[term]]
        here = slice(int(before[term]), int(before[term] + counts[term]))
        passages[here] = _ones(body)
    return passages, _read_unary(records, start + length, unary, counts)


def _read_unary(records: Array, starts: Array, lengths: Array, counts: Array) -> Array:
    frequencies = np.ones(int(counts.sum()), np.int64)
    has = lengths > 0
    if has.any():
        before = np.cumsum(counts) - counts
        counts, lengths = counts[has], lengths[has]
        ones = _ones(records[spans(starts[has], lengths)])
        values = np.diff(ones, prepend=-1)
        first = np.cumsum(counts) - counts
        values[first] = ones[first] - 8 * (np.cumsum(lengths) - lengths) + 1
        frequencies[spans(before[has], counts)] = values
    return frequencies

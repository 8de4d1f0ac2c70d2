"""How the postings of a term are stored: passage numbers and frequencies in few bytes.

A record is a head byte, the length of its frequencies in 0, 1, 2 or 4 bytes, the passages and
the frequencies. Passages are stored in whichever form is shortest: gaps of one byte, gaps of
two bytes (the highest value means "as many more, go on"), four bytes each, or a bitmap.
Frequencies are stored in unary: f - 1 zero bits and a one; when all are 1 they are left out.

Both directions work on many terms at once, because a loop over hundreds of thousands of terms
would cost more than all the rest of writing and merging.
"""

from __future__ import annotations

import numpy as np

from engines.whoosh.arrays import Array, compact

_BYTES, _WORDS, _PLAIN, _BITMAP = range(4)
_FORM_MASK = 3
_WIDTHS = np.array([0, 1, 2, 4])  # bytes of the frequencies' length, by bits 2 and 3 of the head
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
    bitmap = (size + 7) // 8
    lengths = np.stack(
        [
            counts + np.add.reduceat(gaps // 0xFF, first),
            2 * (counts + np.add.reduceat(gaps // 0xFFFF, first)),
            4 * counts,
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
    head = ends - (start + length + unary)
    start += head

    out = np.zeros(int(ends[-1]), np.uint8)
    out[head] = form | width << 2
    for byte in range(4):
        has = _WIDTHS[width] > byte
        out[head[has] + 1 + byte] = unary[has] >> 8 * byte & 0xFF
    form_of = np.repeat(form, counts)
    for which, highest, kind in ((_BYTES, 0xFF, "<u1"), (_WORDS, 0xFFFF, "<u2")):
        mine = gaps[form_of == which]
        items = np.full(int((1 + mine // highest).sum()), highest, kind)
        items[np.cumsum(1 + mine // highest) - 1] = mine % highest
        terms = form == which
        out[spans(start[terms], length[terms])] = items.view(np.uint8)
    terms = form == _PLAIN
    plain = passages[form_of == _PLAIN].astype("<u4")
    out[spans(start[terms], length[terms])] = plain.view(np.uint8)
    _write_bitmaps(out, start[form == _BITMAP], passages[form_of == _BITMAP], counts, form, bitmap)
    _write_unary(out, start + length, unary, counts, frequencies)
    return out, ends


def _write_bitmaps(
    out: Array, starts: Array, passages: Array, counts: Array, form: Array, bitmap: int
) -> None:
    counts = counts[form == _BITMAP]
    ends = np.cumsum(counts)
    step = max(1, _BITS_AT_ONCE // (8 * bitmap)) if bitmap else 1
    for low in range(0, len(starts), step):
        high = min(low + step, len(starts))
        bits = np.zeros((high - low, 8 * bitmap), bool)
        mine = slice(int(ends[low] - counts[low]), int(ends[high - 1]))
        bits[np.repeat(np.arange(high - low), counts[low:high]), passages[mine]] = True
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


def decode(record: Array, count: int) -> tuple[Array, Array | None]:
    """Passages (int32, ascending) and frequencies of one record; None when all are 1."""
    form, start, length, unary = _parts(record)
    body = record[start : start + length]
    if form == _BITMAP:
        passages = np.flatnonzero(np.unpackbits(body, bitorder="little")).astype(np.int32)
    elif form == _PLAIN:
        passages = body.view("<u4").astype(np.int32)
    else:
        items = body if form == _BYTES else body.view("<u2")
        passages = np.cumsum(items, dtype=np.int32)
        if len(items) > count:
            passages = passages[items != (0xFF if form == _BYTES else 0xFFFF)]
    if not unary:
        return passages, None
    ones = np.flatnonzero(np.unpackbits(record[start + length :], bitorder="little"))
    return passages, compact(np.diff(ones, prepend=-1))


def _parts(record: Array) -> tuple[int, int, int, int]:
    """Form, start and length of the passages, length of the frequencies."""
    head = int(record[0])
    width = int(_WIDTHS[head >> 2])
    unary = int.from_bytes(record[1 : 1 + width].tobytes(), "little")
    return head & _FORM_MASK, 1 + width, len(record) - 1 - width - unary, unary


def decode_many(records: Array, ends: Array, counts: Array) -> tuple[Array, Array]:
    """The inverse of `encode`: passages (int64) and frequencies (int64) of all records."""
    if not len(counts):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    counts = counts.astype(np.int64)
    ends = ends.astype(np.int64)
    head = np.concatenate(([0], ends[:-1]))
    form = records[head] & _FORM_MASK
    width = _WIDTHS[records[head] >> 2]
    unary = np.zeros(len(counts), np.int64)
    for byte in range(4):
        has = width > byte
        unary[has] |= records[head[has] + 1 + byte].astype(np.int64) << 8 * byte
    start = head + 1 + width
    length = ends - start - unary
    before = np.cumsum(counts) - counts
    passages = np.empty(int(counts.sum()), np.int64)
    for which, highest, kind in ((_BYTES, 0xFF, "<u1"), (_WORDS, 0xFFFF, "<u2")):
        terms = form == which
        if not terms.any():
            continue
        items = records[spans(start[terms], length[terms])].view(kind)
        of_term = length[terms] // items.itemsize
        running = np.cumsum(items, dtype=np.int64)
        first = np.cumsum(of_term) - of_term
        base = running[first] - items[first]
        last = items != highest
        values = (running - np.repeat(base, of_term))[last]
        passages[spans(before[terms], counts[terms])] = values
    terms = form == _PLAIN
    plain = records[spans(start[terms], length[terms])].view("<u4")
    passages[spans(before[terms], counts[terms])] = plain
    for term in np.flatnonzero(form == _BITMAP):
        body = records[start[term] : start[term] + length[term]]
        here = slice(int(before[term]), int(before[term] + counts[term]))
        passages[here] = np.flatnonzero(np.unpackbits(body, bitorder="little"))
    return passages, _read_unary(records, start + length, unary, counts)


def _read_unary(records: Array, starts: Array, lengths: Array, counts: Array) -> Array:
    frequencies = np.ones(int(counts.sum()), np.int64)
    has = lengths > 0
    if has.any():
        before = np.cumsum(counts) - counts
        counts, lengths = counts[has], lengths[has]
        bits = np.unpackbits(records[spans(starts[has], lengths)], bitorder="little")
        ones = np.flatnonzero(bits)
        values = np.diff(ones, prepend=-1)
        first = np.cumsum(counts) - counts
        values[first] = ones[first] - 8 * (np.cumsum(lengths) - lengths) + 1
        frequencies[spans(before[has], counts)] = values
    return frequencies

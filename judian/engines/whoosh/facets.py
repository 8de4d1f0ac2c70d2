"""Facets: the number of hits with each value of a key field."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from judian.engines.whoosh.arrays import Array

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.engines.whoosh.view import View

#: Hits that are more than one passage of so many of a segment are marked in a row of bits.
_FEW = 16

#: (number of a segment, hits in it, a Boolean for each of its passages if many are hits)
Picked = tuple[int, Array, Array | None]


def count_values(
    view: View, hits: Array, fields: Sequence[str], copies_once: bool = False
) -> dict[str, tuple[tuple[str, int], ...]]:
    """For each field (value, number of hits), most frequent first, ties by value; `hits` are
    positions, ascending. With `copies_once`, hits with the same copy count once for each value."""
    copied = hits[:0]
    if copies_once:
        has_copies = view.copies[hits] >= 0
        if has_copies.any():
            copied, hits = hits[has_copies], hits[~has_copies]
    picked: list[Picked] = []
    for number, within in view.split(hits):
        passages = hits[within] - view.bases[number]
        chosen = None
        if len(passages) > view.segments[number].passages // _FEW:
            chosen = np.zeros(view.segments[number].passages, bool)
            chosen[passages] = True
        picked.append((number, passages, chosen))
    return {field: _count(view, picked, copied, field) for field in fields}


def _count(
    view: View, picked: Sequence[Picked], copied: Array, field: str
) -> tuple[tuple[str, int], ...]:
    known = view.key_values(field)
    counts = np.zeros(len(known.names), np.int64)
    for number, passages, chosen in picked:
        reader = view.segments[number].field(field)
        if reader is not None:
            found = reader.values_of(passages, chosen)
            numbers = known.numbers[number]
            counts[numbers] += np.bincount(found, minlength=len(numbers))
    if len(copied):
        counts += _count_once(view, copied, field)
    held = np.flatnonzero(counts)
    held = held[np.argsort(-counts[held], kind="stable")]
    names = map(known.names.__getitem__, held.tolist())
    return tuple(zip(names, counts[held].tolist(), strict=True))


def _count_once(view: View, hits: Array, field: str) -> Array:
    """For each value of a field the number of groups of copies that have it; `hits` are the
    positions of the copies, ascending."""
    known = view.key_values(field)
    codes = [np.empty(0, np.int64)]
    for number, within in view.split(hits):
        reader = view.segments[number].field(field)
        if reader is None:
            continue
        passages = hits[within] - view.bases[number]
        values = known.numbers[number][reader.values_of(passages, None)]
        groups = np.repeat(view.copies[hits[within]], reader.lengths[passages])
        codes.append(groups * len(known.names) + values)
    distinct = np.unique(np.concatenate(codes))
    return np.bincount(distinct % max(1, len(known.names)), minlength=len(known.names))

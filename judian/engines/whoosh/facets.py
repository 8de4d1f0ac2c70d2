"""How often each value of a key field occurs among hits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from judian.engines.whoosh.arrays import Array

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.engines.whoosh.view import View

#: Hits that are more than one passage of so many of a segment are marked in a row of bits.
_FEW = 16

#: Number of a segment, hits in it, and for each of its passages whether it is one, if many are.
Picked = tuple[int, Array, Array | None]


def count_values(
    view: View, hits: Array, fields: Sequence[str]
) -> dict[str, tuple[tuple[str, int], ...]]:
    """For each field (value, number of hits), most frequent first, ties by value; `hits` are
    positions, ascending."""
    picked: list[Picked] = []
    for number, within in view.split(hits):
        passages = hits[within] - view.bases[number]
        mask = None
        if len(passages) > view.segments[number].passages // _FEW:
            mask = np.zeros(view.segments[number].passages, bool)
            mask[passages] = True
        picked.append((number, passages, mask))
    return {field: _count(view, picked, field) for field in fields}


def _count(view: View, picked: Sequence[Picked], field: str) -> tuple[tuple[str, int], ...]:
    known = view.key_values(field)
    counts = np.zeros(len(known.names), np.int64)
    for number, passages, mask in picked:
        reader = view.segments[number].field(field)
        if reader is not None:
            found = reader.values_of(passages, mask)
            numbers = known.numbers[number]
            counts[numbers] += np.bincount(found, minlength=len(numbers))
    held = np.flatnonzero(counts)
    held = held[np.argsort(-counts[held], kind="stable")]
    names = map(known.names.__getitem__, held.tolist())
    return tuple(zip(names, counts[held].tolist(), strict=True))

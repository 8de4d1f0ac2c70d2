"""How often each value of a key field occurs among hits."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engines.whoosh.arrays import Array
from engines.whoosh.view import View


def count_values(
    view: View, hits: Array, fields: Sequence[str]
) -> dict[str, tuple[tuple[str, int], ...]]:
    """For each field (value, number of hits), most frequent first, ties by value; `hits` are
    positions, ascending."""
    picked = [(number, hits[within] - view.bases[number]) for number, within in view.split(hits)]
    return {field: _count(view, picked, field) for field in fields}


def _count(
    view: View, picked: Sequence[tuple[int, Array]], field: str
) -> tuple[tuple[str, int], ...]:
    """`picked` are numbers of segments, and passages of each."""
    known = view.key_values(field)
    counts = np.zeros(len(known.names), np.int64)
    for number, passages in picked:
        reader = view.segments[number].field(field)
        if reader is not None:
            found = np.bincount(reader.values_of(passages), minlength=len(known.numbers[number]))
            counts[known.numbers[number]] += found
    held = np.flatnonzero(counts)
    held = held[np.argsort(-counts[held], kind="stable")]
    names = map(known.names.__getitem__, held.tolist())
    return tuple(zip(names, counts[held].tolist(), strict=True))

"""How often each value of a key field occurs among hits."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engines.whoosh.arrays import Array
from engines.whoosh.ranking import Hits
from engines.whoosh.view import View

#: Hits that are fewer than one passage of so many are picked one by one.
_FEW = 16


def count_values(
    view: View, hits: Hits, total: int, fields: Sequence[str]
) -> dict[str, tuple[tuple[str, int], ...]]:
    """For each field (value, number of hits), most frequent first, ties by value; `total` are
    the hits."""
    if not fields:
        return {}
    picked: list[Array] = []
    if total < view.size // _FEW:
        chosen = dict(view.split(hits.positions))
        for number, base in enumerate(view.bases):
            picked.append(hits.positions[chosen.get(number, slice(0))] - base)
    else:
        for base, segment in zip(view.bases, view.segments, strict=True):
            picked.append(hits.mask[base : base + segment.passages])
    return {field: _count(view, hits, picked, field) for field in fields}


def _count(
    view: View, hits: Hits, picked: Sequence[Array], field: str
) -> tuple[tuple[str, int], ...]:
    known = view.key_values(field)
    counts = np.zeros(len(known.names), np.int64)
    for at, (base, segment) in enumerate(zip(view.bases, view.segments, strict=True)):
        reader = segment.field(field)
        if reader is None:
            continue
        values, passages = reader.column
        if passages is None:
            found = values[picked[at]]
        else:
            found = values[hits.mask[base : base + segment.passages][passages]]
        counts[known.numbers[at]] += np.bincount(found, minlength=len(known.numbers[at]))
    held = np.flatnonzero(counts)
    held = held[np.argsort(-counts[held], kind="stable")]
    names = map(known.names.__getitem__, held.tolist())
    return tuple(zip(names, counts[held].tolist(), strict=True))

"""How often each value of a key field occurs among hits."""

from __future__ import annotations

from collections import Counter

import numpy as np

from engines.whoosh.arrays import Array
from engines.whoosh.view import View


def count_values(view: View, hits: Array, field: str) -> tuple[tuple[str, int], ...]:
    """(value, number of hits), most frequent first, ties by value; `hits` tells of each
    position whether it is one."""
    counts: Counter[str] = Counter()
    for base, segment in zip(view.bases, view.segments, strict=True):
        reader = segment.field(field)
        if reader is None:
            continue
        here = hits[base : base + segment.passages]
        values, ends = reader.column
        found = values[here if reader.single else np.repeat(here, np.diff(ends, prepend=0))]
        often = np.bincount(found)
        names = reader.values
        for value in np.flatnonzero(often).tolist():
            counts[names[value]] += int(often[value])
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

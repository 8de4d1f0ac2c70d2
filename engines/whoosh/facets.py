"""How often each value of a key field occurs among hits."""

from __future__ import annotations

from collections import Counter

import numpy as np

from engines.whoosh.arrays import Array
from engines.whoosh.postings import spans
from engines.whoosh.view import View


def count_values(view: View, hits: Array, field: str) -> tuple[tuple[str, int], ...]:
    """(value, number of hits), most frequent first, ties by value; `hits` are ascending
    positions."""
    counts: Counter[str] = Counter()
    for number, within in view.split(hits):
        reader = view.segments[number].field(field)
        if reader is None:
            continue
        passages = hits[within] - view.bases[number]
        values, ends = reader.column
        if reader.single:
            found = values[passages]
        else:
            starts = np.concatenate(([0], ends[:-1]))
            found = values[spans(starts[passages], ends[passages] - starts[passages])]
        often = np.bincount(found)
        names = reader.values
        for value in np.flatnonzero(often).tolist():
            counts[names[value]] += int(often[value])
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

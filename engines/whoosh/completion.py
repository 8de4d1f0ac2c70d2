"""The most frequent terms that begin with some characters."""

from __future__ import annotations

import heapq
from collections import Counter

from engines.whoosh.view import View


def complete(view: View, field: str, prefix: str, limit: int) -> list[tuple[str, int]]:
    """(term, number of living passages), most frequent first, ties by term.

    What is stored counts removed passages too, hence too much. So terms are counted anew in
    the order of what is stored, until no other can come before those that were.
    """
    stored: Counter[str] = Counter()
    for segment in view.segments:
        reader = segment.field(field)
        if reader is not None:
            numbers = reader.terms.prefixed(prefix)
            counts = reader.frequencies()[numbers.start : numbers.stop].tolist()
            for number, count in zip(numbers, counts, strict=True):
                stored[reader.terms[number]] += count
    found: list[tuple[int, str]] = []  # a heap of (-count, term) with the worst on top
    for term, count in sorted(stored.items(), key=lambda item: (-item[1], item[0])):
        if len(found) >= limit and count < sorted(found)[limit - 1][0] * -1:
            break
        living = view.frequency(field, term)
        if living:
            found.append((-living, term))
    return [(term, -count) for count, term in heapq.nsmallest(limit, found)]

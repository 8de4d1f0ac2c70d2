"""The most frequent terms that begin with some characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from judian.core.query import KEY_FIELDS
from judian.engines.whoosh.facets import count_values

if TYPE_CHECKING:
    from judian.engines.whoosh.view import View

#: From so many values on a key is counted in its column: looking up the number of each takes some
#: 10 µs, after a commit or a removal more.
_MANY = 256


def complete(view: View, field: str, prefix: str, limit: int) -> list[tuple[str, int]]:
    """(term, number of passages not deleted), most frequent first, ties by term.

    Of each segment the most frequent terms are taken, more and more of them, until no term that
    was not taken anywhere can be among the first: it has at most as many passages as the last
    one taken of each segment, together. In one segment without deleted passages the counts are
    those of the whole index. Many values of a key are counted in its column instead.
    """
    if limit <= 0:
        return []
    if not prefix and limit >= _MANY and field in KEY_FIELDS:
        return list(count_values(view, np.flatnonzero(view.live), [field])[field][:limit])
    ranges = []
    for segment in view.segments:
        reader = segment.field(field)
        if reader is not None:
            numbers = reader.terms.prefixed(prefix)
            counts = reader.frequencies[numbers.start : numbers.stop].astype(np.int64)
            ranges.append((reader.terms, numbers, counts, np.argsort(-counts, kind="stable")))
    if len(ranges) == 1 and view.count == view.size:  # every count is exact
        table, numbers, counts, order = ranges[0]
        return [(table[numbers[at]], int(counts[at])) for at in order[:limit].tolist()]
    taken = limit
    while True:
        taken *= 2
        terms = {
            table[numbers[at]]
            for table, numbers, _, order in ranges
            for at in order[:taken].tolist()
        }
        counted = [(-count, term) for term in terms if (count := view.frequency(field, term))]
        best = sorted(counted)[:limit]
        others = sum(
            int(counts[order[taken]]) for _, _, counts, order in ranges if taken < len(order)
        )
        if not others or (len(best) == limit and -best[-1][0] > others):
            return [(term, -count) for count, term in best]

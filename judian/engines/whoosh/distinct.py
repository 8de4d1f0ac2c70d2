"""One hit for several passages: the first in order of those that say the same, or of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from judian.engines.whoosh.arrays import Array
    from judian.engines.whoosh.view import View


def groups_of(view: View, once: str) -> Array:
    """For each position the number of its group for a value of `Query.once`; -1 for none."""
    return view.copies if once == "copy" else view.owners()


def order_keys(view: View, positions: Array, scores: Array, sort: str) -> tuple[Array, Array]:
    """(dates, scores) by which positions are ordered, the greatest first; 0 where `sort` does not
    ask for one."""
    nothing = np.zeros(len(positions), np.int64)
    dates = nothing if sort == "relevance" else view.dates()[positions]
    return dates, (nothing if sort == "document" else scores)


def left_out(view: View, positions: Array, scores: Array, groups: Array, sort: str) -> Array:
    """Indices of ascending `positions` that are not the first of their group in order."""
    if not len(positions):
        return positions
    dates, ranks = order_keys(view, positions, scores, sort)
    segments = np.searchsorted(view.bases, positions, side="right") - 1
    places = np.zeros(len(positions), np.int64)
    for number, within in view.split(positions):
        places[within] = view.segments[number].order[positions[within] - view.bases[number]]
        segments[within] = number
    order = np.lexsort((places, segments, -ranks, -dates, groups))
    starts = np.flatnonzero(np.diff(groups[order], prepend=-1))
    first = order[starts].copy()
    if len(view.segments) > 1:  # each segment knows the order of its own ids only
        _settle_ties(view, positions, order, starts, (groups, dates, ranks, segments), first)
    kept = np.zeros(len(positions), bool)
    kept[first] = True
    return np.flatnonzero(~kept)


def _settle_ties(
    view: View,
    positions: Array,
    order: Array,
    starts: Array,
    keys: tuple[Array, Array, Array, Array],
    first: Array,
) -> None:
    """Put the least id into `first` where passages of several segments tie as first of a group."""
    *same, segments = keys
    starts_here = np.zeros(len(order), bool)
    starts_here[starts] = True
    number = np.cumsum(starts_here) - 1  # of the group of each place in the order
    tied = np.ones(len(order), bool)
    for key in same:
        tied &= key[order] == key[order[starts]][number]
    abroad = tied & (segments[order] != segments[order[starts]][number])
    for group in np.unique(number[abroad]).tolist():
        rivals = order[tied & (number == group)].tolist()
        first[group] = min(rivals, key=lambda n: view.passage_id(int(positions[n])))

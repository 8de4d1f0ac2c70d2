"""Matching of phrases in squeezed text, the same for all engines.

An engine may find candidates however it likes; whether a passage holds a phrase, two phrases
near each other or in one sentence is decided here, on the stored text.
"""

from __future__ import annotations

from collections import Counter
from heapq import heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SENTENCE_ENDS = frozenset("。！？；!?;\n")


def _joined(left: str, right: str) -> bool:
    """True if the two adjacent characters belong to one ASCII word or number."""
    return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()


def occurrences(text: str, needle: str) -> list[int]:
    """Start offsets of `needle` in `text`, left to right, overlapping ones included.

    An occurrence that would begin or end inside a run of ASCII letters or digits does not
    count: 18 is not found in 118, nor ICC in ICCPR. An empty needle is found nowhere.
    """
    found: list[int] = []
    if not needle:
        return found
    at = text.find(needle)
    while at >= 0:
        end = at + len(needle)
        if not (at > 0 and _joined(text[at - 1], needle[0])) and not (
            end < len(text) and _joined(needle[-1], text[end])
        ):
            found.append(at)
        at = text.find(needle, at + 1)
    return found


def near(text: str, needles: Sequence[str], distance: int) -> tuple[int, int] | None:
    """The first `[start, end)` that holds every needle, in any order, or None.

    At most `distance` characters are between the end of a needle and the start of the next; needles
    do not overlap. Takes time in proportion to 2 ** len(needles), which
    `judian.core.query.MAX_NEAR` bounds, times their occurrences.
    """
    wanted = Counter(needles)
    spans: list[_Span] = []
    for which, (needle, times) in enumerate(wanted.items()):
        found = [(at, at + len(needle), which) for at in occurrences(text, needle)]
        if len(found) < times:
            return None
        spans += found
    counts = tuple(wanted.values())
    mirrored = [(-end, -start, which) for start, end, which in spans]
    starts = _sequence_ends(mirrored, counts, distance)
    if not starts:
        return None
    start = -max(starts)
    return start, min(_sequence_ends(spans, counts, distance, start))


#: (start, end, number of the needle)
_Span = tuple[int, int, int]


def _sequence_ends(
    spans: Sequence[_Span], counts: tuple[int, ...], distance: int, first: int | None = None
) -> list[int]:
    """The ends of the sequences of spans that hold needle n `counts[n]` times.

    Each span begins at most `distance` after the end of the one before it. With `first`, only
    sequences that begin there count.
    """
    found: list[int] = []
    nowhere = (0,) * len(counts)
    # The last end of the sequences that hold each needle so many times.
    last: dict[tuple[int, ...], int] = {}
    ended: list[tuple[int, tuple[int, ...]]] = []  # (end, visits) of those that end farther on
    for start, end, which in sorted(spans):
        while ended and ended[0][0] <= start:
            at, visits = heappop(ended)
            last[visits] = at
        near_enough = [visits for visits, at in last.items() if at >= start - distance]
        if first is None or start == first:
            near_enough.append(nowhere)
        reached = {
            (*visits[:which], visits[which] + 1, *visits[which + 1 :])
            for visits in near_enough
            if visits[which] < counts[which]
        }
        if counts in reached:
            found.append(end)
        for visits in reached:
            heappush(ended, (end, visits))
    return found


def sentences(text: str) -> list[tuple[int, int]]:
    """[start, end) of each sentence; ends at 。！？； or a line break, which belong to it."""
    spans = []
    start = 0
    for at, char in enumerate(text):
        if char in SENTENCE_ENDS:
            spans.append((start, at + 1))
            start = at + 1
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def same_sentence(text: str, needles: Sequence[str]) -> tuple[int, int] | None:
    """`[start, end)` of the first sentence that holds every needle, or None."""
    for start, end in sentences(text):
        part = text[start:end]
        if all(occurrences(part, needle) for needle in needles):
            return start, end
    return None

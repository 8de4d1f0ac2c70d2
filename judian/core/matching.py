"""Matching of phrases in squeezed text, the same for all engines.

An engine may find candidates however it likes; whether a passage holds a phrase, two phrases
near each other or in one sentence is decided here, on the stored text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from functools import lru_cache
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from judian.core.query import Contains, Pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from judian.core.query import Part

#: What is looked for in a text: a literal text, or a pattern with wildcards.
Needle = str | Pattern

#: Most letters, digits and Han characters that one * of a pattern stands for; most letters and
#: digits if there are no others.
MAX_WILD, MAX_WILD_LATIN = 10, 40
_WILD = r"[^\W_]"
# The edge of a literal or a pattern: not inside a run of ASCII letters or digits.
_EDGE = "(?:(?<![0-9A-Za-z])|(?![0-9A-Za-z]))"

SENTENCE_ENDS = frozenset("。！？；!?;\n")


def _is_ascii_word(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _joined(left: str, right: str) -> bool:
    """True if the two adjacent characters belong to one ASCII word or number."""
    return _is_ascii_word(left) and _is_ascii_word(right)


def occurrences(text: str, needle: str) -> list[int]:
    """Start offsets of `needle` in `text`, left to right, overlapping ones included.

    An occurrence that would begin or end inside a run of ASCII letters or digits does not
    count: 18 is not found in 118, nor ICC in ICCPR. An empty needle is found nowhere.
    """
    found: list[int] = []
    if not needle:
        return found
    at = text.find(needle)
    if not (_is_ascii_word(needle[0]) or _is_ascii_word(needle[-1])):
        while at >= 0:
            found.append(at)
            at = text.find(needle, at + 1)
        return found
    while at >= 0:
        end = at + len(needle)
        if not (at > 0 and _joined(text[at - 1], needle[0])) and not (
            end < len(text) and _joined(needle[-1], text[end])
        ):
            found.append(at)
        at = text.find(needle, at + 1)
    return found


@lru_cache(256)
def _compiled(pattern: str) -> re.Pattern[str]:
    wild = {"?": _WILD, "*": f"(?:{_WILD}{{0,{MAX_WILD}}}?|[0-9A-Za-z]{{0,{MAX_WILD_LATIN}}}?)"}
    body = "".join(wild.get(char) or re.escape(char) for char in pattern)
    return re.compile(f"{_EDGE}{body}{_EDGE}")


def pattern_spans(text: str, pattern: str) -> list[tuple[int, int]]:
    """Half-open ranges of `text` that `pattern` matches, left to right, none of them overlapping.

    In the pattern ? stands for one letter, digit or Han character, * for at most MAX_WILD of
    them, as few as possible. As in `occurrences`, a match does not begin or end inside a run of
    ASCII letters or digits. Empty matches do not count.
    """
    return [m.span() for m in _compiled(pattern).finditer(text) if m.end() > m.start()]


@lru_cache(256)
def term_matcher(pattern: str) -> Callable[[str], bool]:
    """A function that is true of the terms that `pattern` matches as a whole: ? stands for one
    character and * for any number of them."""
    wild = {"?": ".", "*": ".*"}
    body = "".join(wild.get(char) or re.escape(char) for char in pattern)
    compiled = re.compile(body, re.DOTALL)
    return lambda term: compiled.fullmatch(term) is not None


def spans(text: str, needle: Needle) -> list[tuple[int, int]]:
    """Half-open ranges of `needle` in `text`, left to right."""
    if isinstance(needle, Pattern):
        return pattern_spans(text, needle.text)
    return [(at, at + len(needle)) for at in occurrences(text, needle)]


def needles_of(parts: Iterable[Part]) -> list[Needle]:
    """The needle of each part of a query."""
    return [part.text if isinstance(part, Contains) else part for part in parts]


def near(text: str, needles: Sequence[Needle], distance: int) -> tuple[int, int] | None:
    """The first `[start, end)` that holds every needle, in any order, or None.

    At most `distance` characters are between the end of a needle and the start of the next; needles
    do not overlap. Takes time in proportion to 2 ** len(needles), which
    `judian.core.query.MAX_NEAR` bounds, times their occurrences.
    """
    wanted = Counter(needles)
    held: list[_Span] = []
    for which, (needle, times) in enumerate(wanted.items()):
        found = [(start, end, which) for start, end in spans(text, needle)]
        if len(found) < times:
            return None
        held += found
    counts = tuple(wanted.values())
    mirrored = [(-end, -start, which) for start, end, which in held]
    starts = _sequence_ends(mirrored, counts, distance)
    if not starts:
        return None
    start = -max(starts)
    return start, min(_sequence_ends(held, counts, distance, start))


def in_order(text: str, needles: Sequence[Needle], distance: int) -> bool:
    """True if `text` holds the needles one after the other in this order, each at most `distance`
    characters after the end of the one before, without overlap."""
    ends: list[int] = []
    for number, needle in enumerate(needles):
        found = spans(text, needle)
        if number:
            found = [(start, end) for start, end in found if _follows(ends, start, distance)]
        if not found:
            return False
        ends = sorted(end for _, end in found)
    return True


def _follows(ends: Sequence[int], start: int, distance: int) -> bool:
    """True if one of the ascending `ends` lies in [start - distance, start]."""
    at = bisect_left(ends, start - distance)
    return at < len(ends) and ends[at] <= start


#: (start, end, number of the needle)
_Span = tuple[int, int, int]


def _sequence_ends(
    held: Sequence[_Span], counts: tuple[int, ...], distance: int, first: int | None = None
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
    for start, end, which in sorted(held):
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
    found = []
    start = 0
    for at, char in enumerate(text):
        if char in SENTENCE_ENDS:
            found.append((start, at + 1))
            start = at + 1
    if start < len(text):
        found.append((start, len(text)))
    return found


def same_sentence(text: str, needles: Sequence[Needle]) -> tuple[int, int] | None:
    """`[start, end)` of the first sentence that holds every needle, or None."""
    for start, end in sentences(text):
        part = text[start:end]
        if all(spans(part, needle) for needle in needles):
            return start, end
    return None

"""Where a phrase stands in a squeezed text: the one decision that all engines share.

An engine may find candidates however it likes; whether a passage holds a phrase, two phrases
near each other or in one sentence is decided here, on the stored text.
"""

from __future__ import annotations

from collections.abc import Sequence

SENTENCE_ENDS = frozenset("。！？；!?;\n")


def _joined(left: str, right: str) -> bool:
    """True where a cut between the two characters would split a Latin word or a number."""
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
    """The first stretch [start, end) that holds every needle, in any order, with at most
    `distance` characters between one needle's end and the next one's start; None if there is
    none. Needles may not overlap."""
    places: list[list[tuple[int, int]]] = []
    for needle in needles:
        spans = [(at, at + len(needle)) for at in occurrences(text, needle)]
        if not spans:
            return None
        places.append(spans)
    best: tuple[int, int] | None = None
    for first, spans in enumerate(places):
        for start, end in spans:
            stretch = _chain(places, frozenset({first}), end, distance)
            if stretch is not None and (best is None or (start, stretch) < best):
                best = (start, stretch)
    return best


def _chain(
    places: list[list[tuple[int, int]]], used: frozenset[int], end: int, distance: int
) -> int | None:
    """The nearest end of a chain of all needles not yet `used` that goes on from `end`."""
    if len(used) == len(places):
        return end
    ends = []
    for which, spans in enumerate(places):
        if which in used:
            continue
        for start, stop in spans:
            if end <= start <= end + distance:
                reached = _chain(places, used | {which}, stop, distance)
                if reached is not None:
                    ends.append(reached)
    return min(ends, default=None)


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
    """The first sentence that holds every needle, as [start, end); None if there is none."""
    for start, end in sentences(text):
        part = text[start:end]
        if all(occurrences(part, needle) for needle in needles):
            return start, end
    return None

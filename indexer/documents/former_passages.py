"""What became of the passages of a document in the edition that replaced it.

Passages with the same text are aligned first: those whose text occurs once in each edition, as far
as they are in the same order (patience diff), then those beside them, then those that were moved.
Each that is left takes the passage most like it between its aligned neighbours.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from judian.core.alignment import changes
from judian.core.editions import FormerPassage, digest_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Share of the pairs of characters that two texts have in common (Dice's coefficient), from which
#: one is an edited form of the other. Of the 253 passages of `seeds`, 3.6 % have another one within
#: reach that is this like them, and 96 % stay this like themselves when one pair of characters in
#: ten is replaced; at 0.5 these are 7.9 % and 99 %, at 0.7 they are 1.6 % and 93 %.
#: `tests/indexer/documents/test_former_passages.py` measures both again.
NEAR = 0.6
#: Passages of the next edition that one is compared with, on each side of where it is expected.
_REACH = 20
#: Pairs of passages that are compared for one document, about 10 µs each; of a document with more,
#: each passage is compared with fewer.
_MOST_PAIRS = 400_000
#: Code points of one text times those of the other up to which the changes are found: 25 ms of
#: processor time. Longer ones are known to differ, and not where.
_LARGEST_COMPARED = 4_000_000
#: The same for all passages of one document: some 6 s.
_MOST_COMPARED = 1_000_000_000


def became(former: Sequence[str], texts: Sequence[str]) -> tuple[FormerPassage, ...]:
    """For each passage of a former edition, by its text, what became of it among `texts`, those of
    the passages of the next edition in their order."""
    old, new = list(map(digest_of, former)), list(map(digest_of, texts))
    aligned = _aligned(old, new)
    placed = {**_moved(old, new, aligned), **aligned}
    nearest = _nearest(former, texts, placed, aligned)
    budget = _MOST_COMPARED
    found = []
    for at, digest in enumerate(old):
        if at in placed:
            found.append(FormerPassage(digest, placed[at] + 1, digest))
        elif at in nearest:
            size = len(former[at]) * len(texts[nearest[at]])
            found.append(_changed(former[at], texts, nearest[at], compare=size <= budget))
            budget -= size if size <= _LARGEST_COMPARED else 0
        else:
            found.append(FormerPassage(digest))
    return tuple(found)


def found_again(former: Sequence[FormerPassage], texts: Sequence[str]) -> tuple[FormerPassage, ...]:
    """The same where the texts of the former edition are not known any more: only passages with
    the same text are found."""
    old, new = [passage.digest for passage in former], list(map(digest_of, texts))
    aligned = _aligned(old, new)
    placed = {**_moved(old, new, aligned), **aligned}
    return tuple(
        FormerPassage(digest, placed[at] + 1, digest) if at in placed else FormerPassage(digest)
        for at, digest in enumerate(old)
    )


def share_found(passages: Sequence[FormerPassage], texts: Sequence[str]) -> float:
    """The share of the code points of `texts`, those of the former edition, whose passages the next
    edition has with the same text; 0 without any."""
    same = sum(
        len(text)
        for passage, text in zip(passages, texts, strict=True)
        if passage.digest == passage.successor_digest
    )
    return same / max(1, sum(map(len, texts)))


def _aligned(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Places of the old passages → those of the same text in the new edition, in one order."""
    found: dict[int, int] = {}
    ends = [(-1, -1), *_anchors(old, new), (len(old), len(new))]
    for (one, other), (one_end, other_end) in itertools.pairwise(ends):
        found.update(_around(old, new, (one, one_end), (other, other_end)))
        if one_end < len(old):
            found[one_end] = other_end
    return found


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of places whose text occurs once in each edition: the longest row of them that is in
    order in both."""
    counts, new_counts = Counter(old), Counter(new)
    place = {digest: at for at, digest in enumerate(new) if new_counts[digest] == 1}
    pairs = [(at, place[d]) for at, d in enumerate(old) if counts[d] == 1 and d in place]
    ends: list[int] = []  # the least place at which a row of each length ends
    lasts: list[int] = []
    before: list[int] = []
    for number, (_, at) in enumerate(pairs):
        length = bisect_left(ends, at)
        before.append(lasts[length - 1] if length else -1)
        if length == len(ends):
            ends.append(at)
            lasts.append(number)
        else:
            ends[length], lasts[length] = at, number
    found = []
    at = lasts[-1] if lasts else -1
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]


def _around(
    old: Sequence[str], new: Sequence[str], ones: tuple[int, int], others: tuple[int, int]
) -> Iterator[tuple[int, int]]:
    """Yield the pairs right behind the first and right before the last of a stretch in each."""
    low, high = ones[0] + 1, ones[1] - 1
    other_low, other_high = others[0] + 1, others[1] - 1
    while low <= high and other_low <= other_high and old[low] == new[other_low]:
        yield low, other_low
        low, other_low = low + 1, other_low + 1
    while low <= high and other_low <= other_high and old[high] == new[other_high]:
        yield high, other_high
        high, other_high = high - 1, other_high - 1


def _moved(old: Sequence[str], new: Sequence[str], aligned: dict[int, int]) -> dict[int, int]:
    """The other passages whose text the new edition has: the first to the first free place of it,
    and so on; to the last one when none is free."""
    taken = set(aligned.values())
    places: dict[str, list[int]] = defaultdict(list)
    for at, digest in enumerate(new):
        places[digest].append(at)
    free = {digest: [at for at in each if at not in taken] for digest, each in places.items()}
    found = {}
    for at, digest in enumerate(old):
        if at not in aligned and digest in places:
            found[at] = free[digest].pop(0) if free[digest] else places[digest][-1]
    return found


def _nearest(
    former: Sequence[str],
    texts: Sequence[str],
    placed: dict[int, int],
    aligned: dict[int, int],
) -> dict[int, int]:
    """For the passages that are in no place yet, the place of the text that is most like theirs."""
    left = [at for at in range(len(former)) if at not in placed]
    reach = min(_REACH, max(1, _MOST_PAIRS // (2 * max(1, len(left)))))
    pairs: dict[int, Counter[str]] = {}
    found = {}
    ends = sorted([(-1, -1), *aligned.items(), (len(former), len(texts))])
    starts = [one for one, _ in ends]
    for at in left:
        number = bisect_left(starts, at)
        (one, other), (one_end, other_end) = ends[number - 1], ends[number]
        share = (at - one) / (one_end - one)
        expected = other + round(share * (other_end - other))
        low, high = max(other + 1, expected - reach), min(other_end, expected + reach + 1)
        own = _character_pairs(former[at])
        likeness = {}
        for candidate in range(low, high):
            if candidate not in pairs:
                pairs[candidate] = _character_pairs(texts[candidate])
            likeness[candidate] = _likeness(own, pairs[candidate])
        best = max(likeness, key=lambda c: (likeness[c], -abs(c - expected)), default=None)
        if best is not None and likeness[best] >= NEAR:
            found[at] = best
    return found


def _character_pairs(text: str) -> Counter[str]:
    return Counter(map("".join, zip(f" {text}", f"{text} ", strict=True)))


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Dice's coefficient of two bags, 0 to 1."""
    return 2 * (one & other).total() / (one.total() + other.total())


def _changed(text: str, texts: Sequence[str], place: int, *, compare: bool) -> FormerPassage:
    """A passage that became another text, with what is new in that."""
    now = texts[place]
    digests = digest_of(text), digest_of(now)
    if not compare or len(text) * len(now) > _LARGEST_COMPARED:
        return FormerPassage(digests[0], place + 1, digests[1], (), None)
    found = changes(text, now)
    new = tuple((c.other_start, c.other_end) for c in found if c.other_end > c.other_start)
    dropped = sum(change.end - change.start for change in found)
    return FormerPassage(digests[0], place + 1, digests[1], new, dropped)

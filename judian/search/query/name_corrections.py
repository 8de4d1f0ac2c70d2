"""Misspelt names in a query: 洗錢防治法 for 洗錢防制法."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.core.matching import occurrences
from judian.core.query import Contains, Query
from judian.search.query.misspellings import (
    NEAR_SOUND,
    OTHER,
    cost,
    is_likely,
    shared,
    substitution,
)
from judian.zh.instruments import resolve
from judian.zh.text.analyze import certain_terms, squeezed_fold, terms_of
from judian.zh.text.segment import part_of_speech

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from judian.core.engine import Snapshot
    from judian.search.query.collection_names import Name, Names

#: Fewest characters of a name that is corrected: shorter ones that differ in one are two names.
MIN_NAME = 5
#: Fewest characters of a name in which two may be wrong, both by sound.
TWO_WRONG = 9
#: Characters around a slip that no passage holds together if it is one: 警察職權行法 has 行法, as
#: does 施行法, but 權行法 is nowhere. Of 40 names with a character left out, 17 were offered
#: where two characters had to be new and 27 with this (11 of the 40 are other texts that occur).
AROUND = 4
#: Fewest characters of a name in which a wrong character may stand beside one that it stands beside
#: elsewhere. Of 35 names of statutes with a wrong character, among all passages of all statutes, 23
#: were offered where each new pair had to be absent.
LONG_NAME = 6
_NUMERALS = frozenset("0123456789一二三四五六七八九十百千〇零甲乙丙丁")

#: A span of a folded text, half-open, and what to write in its place.
Change = tuple[int, int, str]


def corrected_names(snapshot: Snapshot, folded: str, names: Names) -> list[Change]:
    """The misspelt names in `folded`, squeezed and folded, from the last to the first; the spans do
    not overlap."""
    if len(folded) < MIN_NAME - 1:
        return []
    near = [name for name in names.near(folded) if len(name.folded) >= MIN_NAME]
    written = [
        (at, at + len(name.folded)) for name in near for at in occurrences(folded, name.folded)
    ]
    taken: list[tuple[int, int]] = []
    found = sorted(
        (price, -len(name.folded), -name.passages, start, end, name.shown, name.folded)
        for name in near
        for start, end, price in _places(folded, name)
    )
    changes: list[Change] = []
    for price, *_, start, end, shown, meant in found:
        if any(start < high and low < end for low, high in taken):
            continue
        if any(
            start < high and low < end and not _is_part(folded[low:high], meant)
            for low, high in written
        ):
            continue
        if not _is_misspelt(snapshot, folded[start:end], meant, price):
            continue
        better = _as_written(snapshot, meant, shown)
        if better is not None:
            changes.append((start, end, better))
            taken.append((start, end))
    return sorted(changes, reverse=True)


def _is_part(written: str, meant: str) -> bool:
    """True if a name that is written right is a part of a longer name."""
    return written != meant and written in meant


def _places(folded: str, name: Name) -> Iterator[tuple[int, int, int]]:
    """The spans of `folded` that are the name misspelt, with the cost."""
    length = len(name.folded)
    for size in (length, length - 1, length + 1):
        for start in range(len(folded) - size + 1):
            typed = folded[start : start + size]
            # One wrong character leaves the first or the last as it is.
            if typed[0] != name.folded[0] and typed[-1] != name.folded[-1]:
                continue
            price = cost(typed, name.folded)
            if price is None and size == length >= TWO_WRONG:
                price = _two_sounds(typed, name.folded)
            if price is not None:
                yield start, start + size, price


def _two_sounds(typed: str, meant: str) -> int | None:
    """The cost of two characters that are wrong by sound."""
    wrong = [(a, b) for a, b in zip(typed, meant, strict=True) if a != b]
    if len(wrong) == 2 and all(substitution(a, b) <= NEAR_SOUND for a, b in wrong):
        return NEAR_SOUND
    return None


def _is_misspelt(snapshot: Snapshot, typed: str, meant: str, price: int) -> bool:
    """True if `typed` is no name and no text of its own: it occurs nowhere, is no known instrument,
    is not the beginning or end of the name, differs in no number, and where no sound explains the
    difference, its characters do not stand together in any passage."""
    if meant.startswith(typed) or meant.endswith(typed) or resolve(typed) is not None:
        return False
    if _numerals(typed) != _numerals(meant) or not is_likely(typed, meant, price):
        return False
    new = set(terms_of(typed)[1]) - set(terms_of(meant)[1])
    absent = [pair for pair in new if not snapshot.frequency("pairs", pair)]
    if price == OTHER and len(absent) < len(new):
        return (
            bool(absent) and _makes_no_word(meant, new) and not _held_around(snapshot, typed, meant)
        )
    if absent:
        return True
    if price <= NEAR_SOUND:
        return not _is_held(snapshot, typed)
    return not _held_around(snapshot, typed, meant)


def _makes_no_word(meant: str, new: Iterable[str]) -> bool:
    """True if a wrong character in a long name makes no word with its neighbours: 農業 in a name
    with 漁業 is another name."""
    return len(meant) >= LONG_NAME and not any(part_of_speech(pair) for pair in new)


def _numerals(text: str) -> list[str]:
    """The numerals of a text in their order."""
    return [char for char in text if char in _NUMERALS]


def _held_around(snapshot: Snapshot, typed: str, meant: str) -> bool:
    """True if a passage holds the AROUND characters of `typed` where it begins to differ."""
    start = max(min(shared(typed, meant) - AROUND // 2, len(typed) - AROUND), 0)
    return _is_held(snapshot, typed[start : start + AROUND])


def _is_held(snapshot: Snapshot, folded: str) -> bool:
    """True if a passage holds the text."""
    return snapshot.search(Query(Contains(folded, certain_terms(folded))), limit=0).total > 0


def _as_written(snapshot: Snapshot, folded: str, shown: str) -> str | None:
    """The name as it is shown, or if that is another name, as a passage writes it."""
    if squeezed_fold(shown) == folded:
        return shown
    hits = snapshot.search(Query(Contains(folded, certain_terms(folded))), limit=1).hits
    text = snapshot.texts([hits[0].id])[0] if hits else None
    at = next(iter(occurrences(text[1], folded)), None) if text else None
    return None if text is None or at is None else text[0][at : at + len(folded)]

"""Misspelt names in a query: 洗錢防治法 for 洗錢防制法."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.core.matching import occurrences
from judian.core.query import Contains, Query
from judian.search.query.misspellings import NEAR_SOUND, OTHER, cost, is_likely, substitution
from judian.zh.instruments import resolve
from judian.zh.text.analyze import certain_terms, squeezed_fold, terms_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.core.engine import Snapshot
    from judian.search.query.collection_names import Name, Names

#: Fewest characters of a name that is corrected: shorter ones that differ in one are two names.
MIN_NAME = 5
#: Fewest characters of a name in which two may be wrong, both by sound.
TWO_WRONG = 9
_NUMERALS = frozenset("0123456789一二三四五六七八九十百千〇零甲乙丙丁")

#: A span of a folded text, half-open, and what to write in its place.
Change = tuple[int, int, str]


def corrected_names(snapshot: Snapshot, folded: str, names: Names) -> list[Change]:
    """The misspelt names in `folded`, squeezed and folded, from the last to the first; the spans do
    not overlap."""
    if len(folded) < MIN_NAME - 1:
        return []
    near = [name for name in names.near(folded) if len(name.folded) >= MIN_NAME]
    taken = [
        (at, at + len(name.folded)) for name in near for at in occurrences(folded, name.folded)
    ]
    found = sorted(
        (price, -len(name.folded), -name.passages, start, end, name.shown, name.folded)
        for name in near
        for start, end, price in _places(folded, name)
    )
    changes: list[Change] = []
    for price, *_, start, end, shown, meant in found:
        if any(start < high and low < end for low, high in taken):
            continue
        if not _is_misspelt(snapshot, folded[start:end], meant, price):
            continue
        better = _as_written(snapshot, meant, shown)
        if better is not None:
            changes.append((start, end, better))
            taken.append((start, end))
    return sorted(changes, reverse=True)


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
    difference, its characters do not stand side by side in any passage."""
    if meant.startswith(typed) or meant.endswith(typed) or resolve(typed) is not None:
        return False
    if _NUMERALS & (set(typed) ^ set(meant)) or not is_likely(typed, meant, price):
        return False
    new = set(terms_of(typed)[1]) - set(terms_of(meant)[1])
    absent = [pair for pair in new if not snapshot.frequency("pairs", pair)]
    if (price == OTHER and len(absent) < len(new)) or (price > NEAR_SOUND and not absent):
        return False
    query = Query(Contains(typed, certain_terms(typed)))
    return bool(absent) or snapshot.search(query, limit=0).total == 0


def _as_written(snapshot: Snapshot, folded: str, shown: str) -> str | None:
    """The name as it is shown, or if that is another name, as a passage writes it."""
    if squeezed_fold(shown) == folded:
        return shown
    hits = snapshot.search(Query(Contains(folded, certain_terms(folded))), limit=1).hits
    text = snapshot.texts([hits[0].id])[0] if hits else None
    at = next(iter(occurrences(text[1], folded)), None) if text else None
    return None if text is None or at is None else text[0][at : at + len(folded)]

"""Short names of statutes that no table has: chosen characters of one full name, in its order.

行訴法 is 行政訴訟法: each chosen character begins a word of the full name or follows the character
chosen before it, the first word and the last are taken, and no other statute in force fits as
well. Of the 115 such short names in the table of statutes, each looked for among the full names
alone, 53 are found and none is wrong; `tests/judian/zh/instruments/test_abbreviations.py` measures
it again.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from judian.zh.instruments.registry import statute_names_in_force
from judian.zh.text.segment import segment

if TYPE_CHECKING:
    from judian.zh.instruments.model import Entry

#: Last words of the names that are shortened so; 法 and 條例, folded.
_NOUNS = ("条例", "法")
#: Acts that go with another statute, and regulations; folded. They are cited by their own names.
_OTHERS = ("办法", "施行法", "组织法")
#: Shortest and longest short name, in code points.
_SHORTEST, _LONGEST = 3, 8
#: Most words of a full name from which no character is chosen: 道交條例 of 道路交通管理處罰條例.
_MOST_SKIPPED = 2
_KEPT = 4096


@lru_cache(maxsize=_KEPT)
def statute_of(folded_name: str) -> tuple[Entry, ...]:
    """The statute whose full name the folded short name abbreviates; () unless it is one only."""
    noun = next((n for n in _NOUNS if folded_name.endswith(n)), None)
    if noun is None or not _SHORTEST <= len(folded_name) <= _LONGEST:
        return ()
    costs: dict[Entry, int] = {}
    for name, entry in _by_ends().get((folded_name[0], noun), ()):
        if not _is_within(folded_name, name):
            continue
        cost = _skipped(folded_name[: -len(noun)], _words(name, noun))
        if cost is not None:
            costs[entry] = min(cost, costs.get(entry, cost))
    if not costs:
        return ()
    least = min(costs.values())
    best = [entry for entry, cost in costs.items() if cost == least]
    return (best[0],) if len(best) == 1 else ()


@cache
def _by_ends() -> dict[tuple[str, str], list[tuple[str, Entry]]]:
    """The (folded name, entry) of the statutes in force by first character and last word."""
    found: dict[tuple[str, str], list[tuple[str, Entry]]] = {}
    for name, entry in statute_names_in_force():
        noun = next((n for n in _NOUNS if name.endswith(n)), None)
        if noun and len(name) > _SHORTEST and not name.endswith(_OTHERS):
            found.setdefault((name[0], noun), []).append((name, entry))
    return found


def _is_within(short: str, name: str) -> bool:
    """True if the characters of `short` are in `name` in their order."""
    rest = iter(name)
    return len(short) < len(name) and all(char in rest for char in short)


@cache
def _words(name: str, noun: str) -> tuple[str, ...]:
    """The words of a name without its last word, those of more than two characters in pairs."""
    words = segment(name[: -len(noun)])
    return tuple(word[at : at + 2] for word in words for at in range(0, len(word), 2))


def _skipped(short: str, words: tuple[str, ...]) -> int | None:
    """The least number of words from which `short` takes no character; None if it does not fit.

    Of each word that it uses, `short` takes the beginning; the first word is one of them.
    """
    best: int | None = None
    states = [(0, 0, 0)]  # word, characters taken, words skipped
    while states:
        at, taken, skipped = states.pop()
        if taken == len(short):
            total = skipped + len(words) - at
            best = total if best is None else min(best, total)
            continue
        if at == len(words) or skipped > _MOST_SKIPPED:
            continue
        word = words[at]
        for length in range(1, len(word) + 1):
            if not short.startswith(word[:length], taken):
                break
            states.append((at + 1, taken + length, skipped))
        if at:
            states.append((at + 1, taken, skipped + 1))
    return best if best is not None and best <= _MOST_SKIPPED else None

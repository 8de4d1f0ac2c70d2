"""Questions that differ in one thing from one that is answered: another year, ordinal, party,
agency, object, opposite or polarity. The passages that answered the first do not answer them.

A change is kept only if none of the passages says the thing that the question now names.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from judian.zh.entities.categories import find_values
from judian.zh.entities.names import organisations
from judian.zh.text.fold import fold, read_table
from judian.zh.text.patterns import compiled
from judian.zh.text.segment import segment
from judian.zh.text.verbs import is_verb

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

    from judian.evals.reader.facts import Fact

_YEAR = compiled("(?P<year>[0-9]{2,4})年")
_ORDINAL = compiled("第(?P<number>[0-9一二三四五六七八九十]{1,3})(?P<noun>[期次屆條項款季階])")
_NUMBERS = "一二三四五六七八九十"
_NOT = fold("未")
_DENIALS = tuple(map(fold, ("未", "無", "没", "尚未", "不")))
#: Years by which a changed one differs, and slots that are searched for what can be changed.
_YEARS = (-4, -3, -2, -1, 1, 2, 3, 4)
_SLOTS = ("period", "before", "after", "row", "column")


@dataclass(frozen=True, slots=True)
class Others:
    """What stands in other documents: names of organisations, named values by category, and what
    figures and rows measure."""

    organisations: Sequence[str]
    values: dict[str, list[str]]
    objects: Sequence[str]


def changed(
    fact: Fact, others: Others, said: Callable[[str], bool], rng: random.Random
) -> tuple[str, Fact] | None:
    """The name of a change with the changed fact, None if nothing can be changed.

    `said(text)` is true for what one of the passages says.
    """
    ways = [_other_year, _other_ordinal, _opposite, _other_value, _other_organisation,
            _other_object, _denied]  # fmt: skip
    rng.shuffle(ways)
    for way in ways:
        found = way(fact, others, rng)
        if found is not None and not said(found[1]):
            name, new, slot, old = found
            text = getattr(fact, slot)
            slots: dict[str, Any] = {slot: text.replace(old, new, 1) if old else new}
            return name, replace(fact, **slots)
    return None


#: The name of a change, the new words, the slot and the words that they replace there.
_Change = tuple[str, str, str, str]


def _other_year(fact: Fact, _others: Others, rng: random.Random) -> _Change | None:
    for slot in _SLOTS:
        if found := _YEAR.search(getattr(fact, slot)):
            year = int(found["year"]) + rng.choice(_YEARS)
            return "year", f"{year}年", slot, found.group()
    return None


def _other_ordinal(fact: Fact, _others: Others, rng: random.Random) -> _Change | None:
    for slot in _SLOTS:
        if found := _ORDINAL.search(getattr(fact, slot)):
            digits = found["number"].isdigit()
            number = str(rng.randrange(2, 13)) if digits else rng.choice(_NUMBERS)
            return "ordinal", f"第{number}{found['noun']}", slot, found.group()
    return None


def _opposite(fact: Fact, _others: Others, rng: random.Random) -> _Change | None:
    sides = [[fold(side).split("|") for side in row] for row in read_table("opposites.tsv")]
    rng.shuffle(sides)
    for slot in _SLOTS[1:]:
        text = getattr(fact, slot)
        for row in sides:
            for at, names in enumerate(row):
                old = next((name for name in names if name in text), None)
                others = [name for i, side in enumerate(row) if i != at for name in side]
                if old and others:
                    return "opposite", rng.choice(others), slot, old
    return None


def _other_value(fact: Fact, others: Others, rng: random.Random) -> _Change | None:
    for slot in _SLOTS[1:]:
        text = getattr(fact, slot)
        for value in find_values(text):
            known = others.values.get(value.category, [])
            if known:
                return value.category, rng.choice(known), slot, text[value.start : value.end]
    return None


def _other_organisation(fact: Fact, others: Others, rng: random.Random) -> _Change | None:
    for slot in _SLOTS[1:]:
        text = getattr(fact, slot)
        for name in organisations(text):
            if not name.generic and others.organisations:
                old = text[name.start : name.end]
                return "agency", rng.choice(others.organisations), slot, old
    return None


def _other_object(fact: Fact, others: Others, rng: random.Random) -> _Change | None:
    slot = "row" if fact.row else "before"
    if fact.kind not in ("cell", "figure") or not others.objects:
        return None
    return "object", rng.choice(others.objects), slot, ""


def _denied(fact: Fact, _others: Others, _rng: random.Random) -> _Change | None:
    for slot in ("before", "after"):
        text = getattr(fact, slot)
        if any(word in text for word in _DENIALS):
            continue
        for word in segment(text) if text else ():
            if len(word) > 1 and is_verb(word):
                return "polarity", _NOT + word, slot, word
    return None

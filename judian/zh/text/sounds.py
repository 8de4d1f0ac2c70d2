"""How folded characters are read, in Hanyu Pinyin without tones: homophones, and what input by
sound or an accent takes for one (ㄓ and ㄗ, ㄣ and ㄥ)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from judian.zh.text.fold import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Likeness of two characters: the same syllable, nearly the same, or neither.
SAME, NEAR, APART = 0, 1, 2
_RETROFLEX = re.compile("^([zcs])h")
_NASAL = re.compile("(?<=[ei])ng$")


@cache
def _readings() -> Mapping[str, frozenset[str]]:
    """The syllables of each character."""
    found: dict[str, set[str]] = {}
    for syllable, chars in read_table("sounds.tsv"):
        for char in chars:
            found.setdefault(char, set()).add(syllable)
    return {char: frozenset(syllables) for char, syllables in found.items()}


@cache
def _alike() -> Mapping[str, str]:
    """The characters of each blurred syllable."""
    found: dict[str, dict[str, None]] = {}
    for syllable, chars in read_table("sounds.tsv"):
        found.setdefault(_blurred(syllable), {}).update(dict.fromkeys(chars))
    return {syllable: "".join(chars) for syllable, chars in found.items()}


@cache
def _blurred(syllable: str) -> str:
    """The syllable without what many speakers do not tell apart: zhi is zi, xing is xin."""
    return _NASAL.sub("n", _RETROFLEX.sub(r"\1", syllable))


def syllables(char: str) -> frozenset[str]:
    """The syllables that a folded character is read as; none for one that is not in the table."""
    return _readings().get(char, frozenset())


@cache
def _blurred_syllables(char: str) -> frozenset[str]:
    """The syllables of a character of the table, blurred."""
    return frozenset(map(_blurred, syllables(char)))


def first_letters(char: str) -> frozenset[str]:
    """The letters that the syllables of a folded character begin with."""
    return frozenset(syllable[0] for syllable in syllables(char))


def sounding_like(char: str) -> str:
    """The other folded characters that are read like `char`, or nearly so."""
    alike = _alike()
    found = dict.fromkeys(c for s in sorted(syllables(char)) for c in alike[_blurred(s)])
    found.pop(char, None)
    return "".join(found)


def likeness(left: str, right: str) -> int:
    """SAME, NEAR or APART of two folded characters."""
    mine, other = syllables(left), syllables(right)
    if not mine or not other:
        return APART
    if not mine.isdisjoint(other):
        return SAME
    return APART if _blurred_syllables(left).isdisjoint(_blurred_syllables(right)) else NEAR


def begins_with_sounds(folded: str, typed: str) -> bool:
    """True if `typed` spells the first characters of `folded`, each by its syllable or its first
    letter (sifa and sf for 司法); the last syllable may be incomplete."""
    starts = {0}
    for char in folded:
        if len(typed) in starts:
            return True
        ends: set[int] = set()
        for start in starts:
            rest = typed[start:]
            for syllable in syllables(char):
                if syllable.startswith(rest):
                    return True
                if rest.startswith(syllable):
                    ends.add(start + len(syllable))
                if rest[0] == syllable[0]:
                    ends.add(start + 1)
        starts = ends
    return len(typed) in starts

"""Texts that are one misspelling apart: a wrong, missing, extra or swapped character."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.zh.text.segment import part_of_speech, segment
from judian.zh.text.sounds import APART, likeness, sounding_like
from judian.zh.text.stopwords import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Cost of a misspelling, the likeliest first: a character of the same sound, of nearly the same
#: sound (input by sound), two swapped, one too many or too few (haste), any other character.
SOUND, NEAR_SOUND, SWAP, SLIP, OTHER = range(5)


def cost(typed: str, meant: str) -> int | None:
    """The cost of typing `typed` for `meant`; None if they are equal or more than one misspelling
    apart."""
    apart = len(typed) - len(meant)
    if typed == meant or not -1 <= apart <= 1:
        return None
    start = shared(typed, meant)
    if apart == 0 and typed[start + 1 :] == meant[start + 1 :]:
        return substitution(typed[start], meant[start])
    end = min(shared(typed[::-1], meant[::-1]), min(len(typed), len(meant)) - start)
    wrong, right = typed[start : len(typed) - end], meant[start : len(meant) - end]
    if len(wrong) == 2 and wrong == right[::-1]:
        return SWAP
    return SLIP if len(wrong) + len(right) == 1 else None


def substitution(wrong: str, right: str) -> int:
    """The cost of one character for another."""
    alike = likeness(wrong, right)
    return OTHER if alike == APART else alike


def has_dictionary_word(folded: str) -> bool:
    """True if a part of two characters or more is a word of the dictionary."""
    return any(len(word) > 1 and part_of_speech(word) for word in segment(folded))


def is_likely(typed: str, meant: str, price: int) -> bool:
    """False if the misspelling would be a word: a stop word too many, or for another character one
    that makes a word with its neighbours (臺南市政府 for 臺北市政府)."""
    if len(meant) < 2:
        return False
    at = shared(typed, meant)
    if price == SLIP and len(typed) > len(meant):
        return typed[at] not in STOP_WORDS or typed[at] in typed[max(at - 1, 0) : at]
    if price < OTHER:
        return True
    start = 0
    for word in segment(typed):
        if start <= at < start + len(word):
            return len(word) == 1 or not part_of_speech(word)
        start += len(word)
    return True


def shared(left: str, right: str) -> int:
    """The number of characters at the beginning that are equal."""
    for at, (a, b) in enumerate(zip(left, right, strict=False)):
        if a != b:
            return at
    return min(len(left), len(right))


def sounding(typed: str) -> Iterator[str]:
    """`typed` with one character replaced by each that sounds like it."""
    for at, char in enumerate(typed):
        for other in sounding_like(char):
            yield typed[:at] + other + typed[at + 1 :]


def slips(typed: str, letters: str = "") -> Iterator[str]:
    """`typed` with two characters swapped, one left out, or one of `letters` added or put in the
    place of one."""
    for at in range(len(typed)):
        yield typed[:at] + typed[at + 1 :]
        yield typed[:at] + typed[at + 1 : at + 2] + typed[at] + typed[at + 2 :]
        for letter in letters:
            yield typed[:at] + letter + typed[at:]
            yield typed[:at] + letter + typed[at + 1 :]
    yield from (typed + letter for letter in letters)

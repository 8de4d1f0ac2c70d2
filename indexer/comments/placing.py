"""Where in the text of a document the words of a comment stand.

A draft is read into repaired passages, whose white space, list numbers and tables differ from the
text of its file; so words are found again by themselves and by what stands around them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from operator import eq
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Characters before and behind the words that are compared.
AROUND = 30


@dataclass(frozen=True, slots=True)
class Comment:
    """`lines` about the `words` of a document; `before` and `behind` are the text around them."""

    words: str
    before: str
    behind: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """`[start, end)` of the characters of a text that are no white space."""

    start: int
    end: int


def places(comments: Sequence[Comment], text: str) -> list[Place | None]:
    """The place of each of the comments, which are in the order of the text; None for words that do
    not stand there. `text` has no white space.

    Of several places the one is chosen with most of the same text around it; of equal ones the
    first behind the place of the comment before.
    """
    found: list[Place | None] = []
    at = 0
    for comment in comments:
        place = _place(comment, text, at)
        found.append(place)
        if place is not None:
            at = place.start
    return found


def bare(text: str) -> str:
    """A text without white space."""
    return "".join(text.split())


def _place(comment: Comment, text: str, after: int) -> Place | None:
    words = bare(comment.words)
    before, behind = bare(comment.before)[-AROUND:], bare(comment.behind)[:AROUND]
    best: tuple[int, bool, int] | None = None
    start = text.find(words) if words else -1
    while start >= 0:
        end = start + len(words)
        same = _same(before[::-1], text[max(0, start - AROUND) : start][::-1])
        same += _same(behind, text[end : end + AROUND])
        key = (same, start >= after, -start)
        best = key if best is None else max(best, key)
        start = text.find(words, start + 1)
    return None if best is None else Place(-best[2], -best[2] + len(words))


def _same(one: str, other: str) -> int:
    """How many characters both begin with."""
    return sum(takewhile(bool, map(eq, one, other)))

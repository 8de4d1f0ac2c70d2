"""The reply of the user's own model: where it points, and whether those words stand there."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from judian.search.answers.own_model.client import NoReply

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Most characters of an answer, and places in the passage where the same words stand.
_LONGEST, _MOST_PLACES = 400, 3
_NUMERIC = "0-9０-９〇零一二三四五六七八九十百千萬万億亿"
_NUMBER_BEFORE = re.compile(f"[{_NUMERIC}][,.，．]?$")
_NUMBER_BEHIND = re.compile(f"[,.，．]?[{_NUMERIC}]")
#: Characters around a place that are looked at.
_AROUND = 2


@dataclass(frozen=True, slots=True)
class Pointer:
    """The `words` of a passage, which is numbered from 1; number 0 says that no passage has the
    answer."""

    number: int
    words: str = ""


def pointer_of(content: bytes) -> Pointer:
    """Where a reply points. Raises NoReply if it is not of the form that was asked for."""
    try:
        reply = json.loads(content)
        message: Any = reply["choices"][0]["message"]["content"]
        # Models wrap JSON into fences, or write before it what they thought.
        pointed = json.loads(message[message.index("{") : message.rindex("}") + 1])
        number, words = pointed["passage"], pointed.get("words", "")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise NoReply("a reply of another form") from error
    if number is None:
        return Pointer(0)
    if type(number) is not int or not isinstance(words, str):
        raise NoReply("a reply of another form")
    return Pointer(number, words.strip())


def places_of(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where words stand in a text, verbatim and not inside a number: the first places."""
    if not words or len(words) > _LONGEST:
        return
    at, left = text.find(words), _MOST_PLACES
    while at >= 0 and left:
        end = at + len(words)
        if not _is_cut(text, at) and not _is_cut(text, end):
            yield at, end
            left -= 1
        at = text.find(words, at + 1)


def _is_cut(text: str, at: int) -> bool:
    """True if a number goes on over `at`: of 45,426 neither 5,426 nor 45 is said."""
    before, behind = text[max(0, at - _AROUND) : at], text[at : at + _AROUND]
    return bool(_NUMBER_BEFORE.search(before) and _NUMBER_BEHIND.match(behind))

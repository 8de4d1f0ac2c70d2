"""Keywords that ask by their head noun: 藍線 電聯車 列數, 桐山監獄核定容額 112年."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from judian.zh.questions.forms import AnswerType, Question, blank
from judian.zh.text.fold import fold, read_table
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Fewest characters of keywords besides the head: 面積 alone asks for nothing.
_LEAST_BESIDE_NOUN = 2
#: What may follow the head inside a word: 112年度, 113, (1-9月).
_WHEN = compiled("(?:民國|西元)?[0-9]{2,4}(?:年度?|學年度?)?(?:[0-9]{1,2}月)?底?$")


@cache
def _asking_nouns() -> tuple[tuple[AnswerType, re.Pattern[str]], ...]:
    """The answer types of the table, each with a pattern of a head noun at the end of a text."""
    found: dict[str, list[str]] = {}
    for answer_type, endings in read_table("asking_nouns.tsv"):
        found.setdefault(answer_type, []).extend(map(fold, endings.split("|")))
    return tuple(
        (AnswerType(name), re.compile(f"(?:{'|'.join(map(re.escape, endings))})$"))
        for name, endings in found.items()
    )


def read_keywords(text: str, ends: Sequence[int]) -> Question:
    """The question that keywords ask by their head noun (藍線 電聯車 列數, 桐山監獄核定容額 112年).

    `text` is squeezed and folded, `ends` are the offsets where its words were typed to end. The
    last word with a head decides. `AnswerType.NOTHING` without one.
    """
    for end in sorted({*ends, len(text)}, reverse=True):
        word = _WHEN.sub("", text[:end])
        for answer_type, pattern in _asking_nouns():
            noun_found = pattern.search(word)
            if noun_found is None or len(text) - len(noun_found.group()) < _LEAST_BESIDE_NOUN:
                continue
            start, noun = noun_found.start(), noun_found.group()
            if answer_type is AnswerType.FIGURE:
                start = noun_found.end()
            content = blank(text, start, start)
            return Question(text, answer_type, start, start, noun, None, content, is_keywords=True)
    return Question(text, AnswerType.NOTHING, len(text), len(text), "", None, blank(text, 0, 0))

"""Words in small letters that are operators beside Chinese words: and, or, not, without."""

from __future__ import annotations

import re

from judian.search.query.operators import SMALL_WORDS
from judian.search.query.token import Token
from judian.search.replies.results import Problem
from judian.zh.text.segment import HAN

_HAN_IN = re.compile(rf"[{HAN}]")


def with_small_operators(found: list[Token], problems: list[Problem]) -> list[Token]:
    """The tokens with small words as operators beside Chinese words, and as words between words of
    other scripts."""
    read = []
    for number, token in enumerate(found):
        if token.kind != "small":
            read.append(token)
            continue
        name = SMALL_WORDS[token.text.lower()]
        if _is_operand(found, number, -1) or _is_operand(found, number, 1):
            if token.text == "near":
                problems.append(
                    Problem(
                        token.position,
                        f"near without a number is read as {name}",
                        f"near 未附字數，讀作 {name}",
                    )
                )
            read.append(Token("operator", name, token.position))
        else:
            problems.append(
                Problem(
                    token.position,
                    f"{token.text} is searched as a word; write {name} for the operator",
                    f"「{token.text}」當作一般字詞檢索；運算子請寫作 {name}",
                )
            )
            read.append(Token("word", token.text, token.position))
    return read


def _is_operand(found: list[Token], number: int, step: int) -> bool:
    """True if the nearest word, phrase or field on one side is not a word of another script."""
    at = number + step
    while 0 <= at < len(found):
        token = found[at]
        if token.kind == "word":
            return _HAN_IN.search(token.text) is not None
        if token.kind in ("phrase", "field", "field_group"):
            return True
        at += step
    return False

"""Numbers that a line end divides: 1,23⏎4,567 件, 98.⏎55, 民國 11⏎2 年.

The two parts are one number if only together they are written correctly (1,23 and 4,567), or if
both are bare digits inside Chinese prose, which sets no two numbers side by side.
"""

from __future__ import annotations

import re

from indexer.structure.characters import CJK_PUNCTUATION, HAN

_DIGIT = "[0-9０-９]"
#: The number at the end of the text before the line end, at the front of the text after it.
_TAIL = re.compile(rf"(?:{_DIGIT}[0-9０-９,，.．]*)$")
_FRONT = re.compile(rf"[,，.．]?{_DIGIT}+(?:[,，.．]{_DIGIT}+)*")
_WHOLE = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
#: A part that is no number by itself: its last group of thousands or its decimals are missing, or
#: it begins with a separator.
_UNFINISHED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})*,[0-9]{0,2}|[0-9][0-9,]*\.")
_BEGUN = re.compile(r"[,.][0-9]+(?:[,.][0-9]+)*")
_WIDE = str.maketrans("０１２３４５６７８９，．", "0123456789,.")
_BEFORE_DIGITS = re.compile(rf"[{HAN}{CJK_PUNCTUATION}]\s?[-+$＄]?$")
_AFTER_DIGITS = re.compile(rf"\s?(?:[{HAN}{CJK_PUNCTUATION}%％]|$)")
#: What a number before 年, 月, 日 cannot exceed; longer digits are two numbers (110⏎111年).
_LIMITS = {"年": 9999, "月": 12, "日": 31}


def is_number_divided(left: str, right: str, *, bare: bool = True) -> bool:
    """True if the end of `left` and the front of `right` are the parts of one number.

    Without `bare`, two parts that are complete numbers by themselves do not count.
    """
    tail, front = _TAIL.search(left), _FRONT.match(right)
    if not tail or not front:
        return False
    before, after = tail[0].translate(_WIDE), front[0].translate(_WIDE)
    rest = right[front.end() :]
    if not _WHOLE.fullmatch(before + after) or (rest[:1].isascii() and rest[:1].isalpha()):
        return False
    apart = left[: tail.start()]
    if _UNFINISHED.fullmatch(before):
        return before[-1] != "." or _is_chinese(apart, rest)
    if _BEGUN.fullmatch(after):
        return after[0] != "." or _is_chinese(apart, rest)
    return bare and _is_chinese(apart, rest) and not _exceeds(before + after, rest.lstrip())


def _is_chinese(apart: str, rest: str) -> bool:
    """True if Chinese text surrounds the number: `apart` before it and `rest` after it."""
    return bool(_BEFORE_DIGITS.search(apart) and _AFTER_DIGITS.match(rest))


def _exceeds(digits: str, rest: str) -> bool:
    limit = _LIMITS.get(rest[:1])
    return limit is not None and (not digits.isdecimal() or int(digits) > limit)

"""Numbers that a line end or a gap divides: 1,23⏎4,567 件, 98.⏎55, 民國 11⏎2 年, 2,30 4,494.

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
#: A date that ends before 年, 月 or 日, and the front of the text that ends it.
_UNFINISHED_DATE = re.compile(rf"(?:民國|西元|公元|[年月])\s?{_DIGIT}{{1,3}}$")
_END_OF_DATE = re.compile(rf"{_DIGIT}{{1,3}}\s?[年月日]")
#: A number in a cell, a space, and the digits behind it.
_APART = re.compile(
    rf"(?<![0-9０-９,，.．])({_DIGIT}[0-9０-９,，]*) (?=({_DIGIT}[0-9０-９,，.．]*))"
)
#: A power of ten with the front of a unit: 萬元, 億餘元, 萬公噸; no name as 萬華區.
_SCALE = re.compile(
    r"[百千萬億兆]{1,2}餘?(?:元|人|件|戶|噸|公[噸斤頃里升]|平方|立方|[度輛次筆張份株隻頭])"
)
_WIDE = str.maketrans("０１２３４５６７８９，．", "0123456789,.")
_BEFORE_DIGITS = re.compile(rf"[{HAN}{CJK_PUNCTUATION}]\s?[-+$＄]?$")
_AFTER_DIGITS = re.compile(rf"\s?(?:[{HAN}{CJK_PUNCTUATION}%％]|$)")
#: What a number before 月 and 日 cannot exceed; and the years of both calendars. Other digits are
#: two numbers (110⏎111年).
_LIMITS = {"月": 12, "日": 31}
_YEARS = (range(1, 200), range(1800, 2200))


def is_number_divided(left: str, right: str, *, bare: bool = True) -> bool:
    """True if the end of `left` and the front of `right` are the parts of one number.

    Without `bare`, two parts that are complete numbers by themselves count only inside a date.
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
    if not _is_chinese(apart, rest) or not _may_be_date(before + after, rest.lstrip()[:1]):
        return False
    return bare or bool(_UNFINISHED_DATE.search(left) and _END_OF_DATE.match(right))


def is_scale_divided(left: str, right: str) -> bool:
    """True if a number in Chinese text ends `left` and `right` begins with its power of ten and its
    unit (新臺幣 3,456⏎萬元), with which no sentence begins."""
    tail = _TAIL.search(left)
    return bool(tail and _BEFORE_DIGITS.search(left[: tail.start()]) and _SCALE.match(right))


def without_gaps(text: str) -> str:
    """The text of a cell without spaces inside numbers: 2,30 4,494 is 2,304,494."""
    return _APART.sub(
        lambda found: found[1] if is_number_divided(found[1], found[2], bare=False) else found[0],
        text,
    )


def _is_chinese(apart: str, rest: str) -> bool:
    """True if Chinese text surrounds the number: `apart` before it and `rest` after it."""
    return bool(_BEFORE_DIGITS.search(apart) and _AFTER_DIGITS.match(rest))


def _may_be_date(digits: str, unit: str) -> bool:
    """True unless `unit` is 年, 月 or 日 and the digits name no year, month or day."""
    if unit == "年":
        return digits.isdecimal() and any(int(digits) in years for years in _YEARS)
    limit = _LIMITS.get(unit)
    return limit is None or (digits.isdecimal() and int(digits) <= limit)

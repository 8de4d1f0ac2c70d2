"""The Chinese spellings of an integer."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_LARGEST = 9999


_BY_DIGIT = str.maketrans("0123456789", "〇一二三四五六七八九")


def digit_by_digit(number: str) -> str:
    """The ASCII digits of a text in Chinese: 三二九 for 329, 一〇四 for 104."""
    return number.translate(_BY_DIGIT)


def chinese_spellings(number: int) -> tuple[str, ...]:
    """The usual Chinese numerals for `number`, the most usual first: 110 is 一百一十 and, in
    statutes, 一百十. () for a number under 1 or over 9,999."""
    if not 1 <= number <= _LARGEST:
        return ()
    text = ""
    waiting = False  # True if a zero stands between the digits written and the next one.
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit == 0:
            waiting = bool(text)
            continue
        text += ("零" if waiting else "") + _DIGITS[digit] + _UNITS[place]
        waiting = False
    if text.startswith("一十"):
        text = text[1:]
    short = text.replace("百一十", "百十")
    return (text,) if short == text else (text, short)

"""The numbers that word processors set before list items and headings, written out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def counting(number: int) -> str:
    """一, 十, 十二, 二十, 一百零三: how items are numbered in Chinese."""
    return _hundreds(number, _DIGITS, "十", "百")


def formal(number: int) -> str:
    """壹, 拾, 拾貳: the forms that headings of official documents use."""
    return _hundreds(number, _FORMAL, "拾", "佰")


def _hundreds(number: int, digits: str, ten: str, hundred: str) -> str:
    if not 0 < number < 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = digits[hundreds] + hundred if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else digits[tens]) + ten
    elif hundreds and ones:
        text += "零"
    return text + (digits[ones] if ones else "")


def _letters(number: int) -> str:
    text = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def _series(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


def _wide(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))


#: The names that WordprocessingML and OpenDocument use for the ways of counting.
FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str, "1": str, "decimalZero": lambda n: f"{n:02d}",
    "decimalFullWidth": _wide, "１, ２, ３, ...": _wide,
    "upperRoman": lambda n: _roman(n).upper(), "I": lambda n: _roman(n).upper(),
    "lowerRoman": _roman, "i": _roman,
    "upperLetter": lambda n: _letters(n).upper(), "A": lambda n: _letters(n).upper(),
    "lowerLetter": _letters, "a": _letters,
    "taiwaneseCounting": counting, "taiwaneseCountingThousand": counting,
    "chineseCounting": counting, "chineseCountingThousand": counting,
    "japaneseCounting": counting, "ideographDigital": counting,
    "taiwaneseDigital": counting, "一, 二, 三, ...": counting,
    "ideographLegalTraditional": formal, "chineseLegalSimplified": formal,
    "壹, 貳, 參, ...": formal, "壹, 贰, 叁, ...": formal,
    "ideographTraditional": _series(_STEMS), "甲, 乙, 丙, ...": _series(_STEMS),
    "ideographZodiac": _series(_BRANCHES), "子, 丑, 寅, ...": _series(_BRANCHES),
    "decimalEnclosedCircle": _series("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "decimalEnclosedCircleChinese": _series("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "①, ②, ③, ...": _series("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
}  # fmt: skip


def format_list_number(format_name: str, number: int) -> str | None:
    """The number in the named way of counting; None for bullets and unknown ways."""
    write = FORMATS.get(format_name)
    return write(number) if write else None

"""Signs of numbers: minus, 負, 零下, 減, the triangles of statistics, the brackets of accounts.

A dash is also punctuation. It is a minus where only a sign makes sense; where the text leaves it
open, the number has no value at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.zh.numbers.values import VULGAR
from judian.zh.text.fold import fold
from judian.zh.text.patterns import Lookbehind, compiled

if TYPE_CHECKING:
    import re

#: △ and its kin mark a decrease; many write the Greek Δ or the mathematical ∆ for it. ▲ is an
#: increase in statistics and a loss in accounts, so that a number after it has no certain sign.
DECREASES, UNCERTAIN = "△▵▼▽▾▿Δ∆⊿", "▲▴"
_SIGN = Lookbehind(
    rf"(?P<sign>[-{DECREASES}{UNCERTAIN}]|負(?:成長率?[為達]?|的)?|零下)\s?\Z", reach=7
)
#: (－)350萬元, （△）3.2%, (減)5人: a sign in brackets of its own. Behind another one (盈(+)虧(-))
#: the two are a label.
_BRACKETED = Lookbehind(
    rf"(?P<label>[)+]\s?[^()0-9]{{0,4}})?[(\[]\s?(?P<sign>\+/?-|-/?\+|[-+±{DECREASES}{UNCERTAIN}負減增])\s?[)\]]\s?\Z",
    reach=14,
)
_NEGATIVE = compiled(rf"[(\[]\s?[-{DECREASES}負減]\s?[)\]]")
_UP = "增[加列]?|成長|提[高升]|上[升漲]|調[增升高]|擴增|擴大|升|漲|正(?:成長)?|超|溢|順"
_DOWN = "減[少列]?|衰退|降低?|下[降跌滑]|調[減降低]|縮[減小]|跌|負(?:成長)?|短|逆"
_OTHER_WAY = (
    rf"(?:[(]\s?(?:{_UP}|{_DOWN})[數額率幅量]?\s?[-{DECREASES}]?\s?[)]|[/／]\s?(?:{_UP}|{_DOWN}))"
)
#: 增(減)3%, 增加／減少3%, 增減（－）3%: two words of change of which either may be meant.
_EITHER_WORD = Lookbehind(
    rf"(?:(?:{_UP}|{_DOWN})[數額率幅量]?\s?{_OTHER_WAY}|[增減升降漲跌盈虧絀益][數額率幅]{{0,2}}\s?[(]\s?[-{DECREASES}]\s?[)])"
    r"(?:金額|[總淨]?[數額率幅量比度差值列收]{0,2}|情形)[為計達約:]?\s?\Z",
    reach=18,
)
#: Most code points between such a word and the number: 金額約為.
_EITHER_REACH = 6
#: 減3.6%, but 扣減50萬元 and 增減3.6%, where 減 ends another word, and 5減3.
_LESS = Lookbehind(
    r"(?<![扣刪核縮裁節遞抵酌削精折加增寬赦消衰撙蠲清0-9〇零一二三四五六七八九十百千萬億%元])減了?\s?\Z",
    reach=4,
)
#: The sign or the opening bracket at the front of a cell that holds one number.
CELL_OPENING = compiled(
    rf"\s*(?:[(\[]\s?(?P<bracketed>[-{DECREASES}{UNCERTAIN}+負])\s?[)\]]"
    rf"|(?P<sign>[-−{DECREASES}{UNCERTAIN}+負]|(?P<bracket>\())?)\s?(?=[0-9{VULGAR}])"
)
#: After these a dash or 負 can only be a sign: nothing, blanks, punctuation, or a measure.
_STATED = Lookbehind(
    r"(?:^|[\s,:;。、(\[|$€£]|[為是達計約至到僅額餘絀損益差動值數率減增長利量距入出支收幅度比較退衰虧溫幣])$",
    reach=1,
)
#: 抱負, 肩負: 負 ends a word.
_WORD = Lookbehind("[擔背肩抱勝自欠身]$", reach=1)
_SIGNED_UNITS = frozenset({"%", "‰", "百分點", "℃"})
_TEMPERATURES = frozenset({"度", "℃"})
#: (1,234)千元: a number in brackets before its unit.
_ACCOUNTED = compiled(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+\.[0-9]+|[0-9]{3,}")
#: The last characters of a sign with the blank after it.
_LAST = frozenset(fold(f"-{DECREASES}{UNCERTAIN}負下減了的長率為達)] \u3000\n"))
LOSS, LESS = fold("負"), fold("減")
_UNCERTAIN, _POSITIVE = frozenset(f"{UNCERTAIN}±"), frozenset(fold("+增"))
_MINUS, _BELOW = "-", fold("零下")
#: Code points searched before a dash: blanks, and the character before them.
_BLANKS = 3
#: Characters before the dash of +/-3% and +-3%; a text may also begin with the dash.
_EITHER = ("/", "+")
_LINE_STARTS = ("", "\n")


def before(
    folded: str, start: int, unit: str | None, previous_end: int = 0
) -> tuple[int, int | None]:
    """(start, factor) of the number at `start` with the sign before it.

    The factor is 1 or -1, or None if the sign may be punctuation. `previous_end` is the end of the
    last quantity of this unit: a dash directly after it makes a range.
    """
    window = folded[max(0, start - _EITHER_REACH) : start]
    if (")" in window or "/" in window) and _EITHER_WORD.before(folded, start):
        return start, None
    if window[-1:] not in _LAST:
        return start, 1
    match = _SIGN.before(folded, start)
    if match is None:
        return _bracketed_or_less(folded, start)
    sign, at = match["sign"], match.start("sign")
    if sign == _MINUS:
        return _dash(folded, start, at, unit, previous_end)
    if sign.startswith(LOSS):
        if len(sign) > 1:
            return at, -1  # 負成長3.2%
        if _WORD.before(folded, at):
            return start, 1
        return (at, -1) if _STATED.before(folded, at) else (start, None)
    if sign == _BELOW:
        return (at, -1) if unit in _TEMPERATURES else (start, 1)
    return (at, None if sign in _UNCERTAIN else -1)


def _bracketed_or_less(folded: str, start: int) -> tuple[int, int | None]:
    """(start, factor) of a number with (－) or 減 before it, as `before` gives them."""
    match = _BRACKETED.before(folded, start)
    if match is None:
        less = _LESS.before(folded, start)
        return (less.start(), -1) if less else (start, 1)
    if match["label"] or len(match["sign"]) > 1 or match["sign"] in _UNCERTAIN:
        return start, None
    return match.start(), 1 if match["sign"] in _POSITIVE else -1


def is_shared(folded: str, start: int) -> bool:
    """True if the quantity at `start` begins with 減, 零下 or (－), which count for its whole range
    or list: 減3至5%."""
    return folded.startswith((LESS, _BELOW), start) or _NEGATIVE.match(folded, start) is not None


def of_cell(opening: re.Match[str]) -> tuple[int, int | None]:
    """(start, factor) of the sign of a match of `CELL_OPENING`; the factor is None if the sign is
    not certain."""
    group = "bracketed" if opening["bracketed"] else "sign"
    sign = opening[group]
    if sign in _UNCERTAIN:
        return opening.start(), None
    start = opening.end() if sign is None else opening.start(group)
    if opening["bracketed"]:
        start = len(opening[0]) - len(opening[0].lstrip()) + opening.start()
    return start, 1 if sign is None or sign == "+" else -1


def _dash(
    folded: str, start: int, at: int, unit: str | None, previous_end: int = 0
) -> tuple[int, int | None]:
    """(start, factor) of a number with a dash at offset `at` before it, as `before` gives them."""
    is_apart = at + 1 != start
    window = folded[max(0, at - _BLANKS) : at]
    before_blanks = window.rstrip(" \u3000")[-1:]
    ahead = before_blanks if is_apart else window[-1:]
    is_ascii = ahead.isascii() and ahead.isalnum()
    if ahead == _MINUS or is_ascii or (is_apart and ahead in _LINE_STARTS):
        return start, 1  # a long dash, a range, a name or a bullet
    if 0 < previous_end <= at and not folded[previous_end:at].strip():
        return start, 1
    if is_apart or before_blanks.isdigit() or ahead in _EITHER:
        return start, None  # 5 -7 may be a range, +/-3% is either
    if unit in _SIGNED_UNITS or _STATED.before(folded, at):
        return at, -1
    return start, None


def closing(folded: str, start: int, end: int) -> int | None:
    """The end of the bracket around the accounting number `[start, end)`, or None without one."""
    if folded[end : end + 1] != ")" or folded[max(0, start - 1) : start] != "(":
        return None
    return end + 1 if _ACCOUNTED.fullmatch(folded, start, end) else None

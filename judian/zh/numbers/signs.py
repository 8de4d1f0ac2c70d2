"""Signs of numbers: minus, 負, 零下, the triangles of statistics and the brackets of accounts.

A dash is also punctuation. It is a minus where only a sign makes sense; where the text leaves it
open, the number has no value at all.
"""

from __future__ import annotations

from judian.zh.numbers.values import VULGAR
from judian.zh.text.fold import fold
from judian.zh.text.patterns import Lookbehind, compiled

#: △ and its kin mark a decrease. ▲ is an increase in statistics and a loss in accounts, so that a
#: number after it has no certain sign.
_DECREASES, UNCERTAIN = "△▼▽", "▲"
_SIGN = Lookbehind(rf"(?P<sign>[-{_DECREASES}{UNCERTAIN}]|負|零下)\s?\Z", reach=3)
#: The sign or the opening bracket at the front of a cell that holds one number.
CELL_OPENING = compiled(
    rf"\s*(?P<sign>[-−{_DECREASES}{UNCERTAIN}+負]|(?P<bracket>\())?\s?(?=[0-9{VULGAR}])"
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
_LAST = frozenset(fold(f"-{_DECREASES}{UNCERTAIN}負下 \u3000\n"))
LOSS = fold("負")
_MINUS, _BELOW = "-", fold("零下")
#: Code points searched before a dash: blanks, and the character before them.
_BLANKS = 3
_LINE_STARTS = ("", "\n")


def before(
    folded: str, start: int, unit: str | None, previous_end: int = 0
) -> tuple[int, int | None]:
    """(start, factor) of the number at `start` with the sign before it.

    The factor is 1 or -1, or None if the sign may be punctuation. `previous_end` is the end of the
    last quantity of this unit: a dash directly after it makes a range.
    """
    match = _SIGN.before(folded, start) if folded[start - 1 : start] in _LAST else None
    if match is None:
        return start, 1
    sign, at = match["sign"], match.start("sign")
    if sign == _MINUS:
        return _dash(folded, start, at, unit, previous_end)
    if sign == LOSS:
        if _WORD.before(folded, at):
            return start, 1
        return (at, -1) if _STATED.before(folded, at) else (start, None)
    if sign == _BELOW:
        return (at, -1) if unit in _TEMPERATURES else (start, 1)
    return (at, None if sign == UNCERTAIN else -1)


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
    if is_apart or before_blanks.isdigit():
        return start, None  # 5 -7 may be a range
    if unit in _SIGNED_UNITS or _STATED.before(folded, at):
        return at, -1
    return start, None


def closing(folded: str, start: int, end: int) -> int | None:
    """The end of the bracket around the accounting number `[start, end)`, or None without one."""
    if folded[end : end + 1] != ")" or folded[max(0, start - 1) : start] != "(":
        return None
    return end + 1 if _ACCOUNTED.fullmatch(folded, start, end) else None

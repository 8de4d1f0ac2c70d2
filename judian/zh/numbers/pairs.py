"""Two numbers side by side that are one approximate number: 三、四百, 約2、30人, 3、4千, 十二、三.

Where nothing says so, they may as well be a list (3、4件): such a pair has no value, and neither
has one of its halves.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from judian.zh.numbers import values
from judian.zh.numbers.values import HAN, MULTIPLIER_CHARS, TIMES
from judian.zh.text.patterns import Lookbehind, compiled

_GAP = r"[ \u3000\xa0]{0,2}"
#: The second number behind its 、: digits with zeros and multipliers, or Chinese digits.
_SECOND = compiled(
    rf"[、或](?P<second>(?:[1-9][0-9]{{0,2}}(?:,000){{1,3}}|[1-9][0-9]{{0,6}}|[一二兩三四五六七八九十][{HAN}]{{0,8}})"
    rf"(?![0-9.,])(?P<times>(?:{TIMES})?))(?!{_GAP}[、及和與或]{_GAP}[0-9{HAN}])"
)
_WHOLE = compiled(rf"[1-9][0-9]{{0,2}}(?:,[0-9]{{3}}){{1,3}}|[1-9][0-9]{{0,8}}|[{HAN}]{{1,12}}")
#: 十二 of 十二、三: the next digit replaces its last one.
_WITH_TENS = compiled(rf"[{HAN}]{{1,20}}(?<=[十百千廿卅卌])[零〇]?[一二兩三四五六七八]")
#: Words that make two numbers one approximate number.
_ABOUT = Lookbehind(r"(?:(?<![條公協契預合簽節])約|將?近|逾|達)[有計為達需共]?\s?$", reach=5)
#: 歷時5、6年: units of which two numbers side by side count one time. 5、6日 and 5、6月 are dates,
#: 5、6年級 are two grades, and 112、113年 two years.
_TIME = compiled(
    rf"{_GAP}(?P<unit>年(?![級度底初中末])|天|個?小時|個半?月|[週周](?!年)|星期|分鐘|歲)"
)
_MOST_YEARS = 9
#: 第十二卷三、四期, 玉山一、二村: units that as often name things by their number.
_LABEL = compiled(rf"{_GAP}(?:[期屆卷冊版條款目節章號級樓頁鄰村里廠館線]|項次)")
#: Words before two numbers that are a list: 分別三、四百元.
_LISTED = Lookbehind(f"(?:(?:分別|依序|各)[^,。;、]{{0,4}}|[第前]\\s?|[0-9{HAN}]、)$", reach=7)
_ANNOUNCED = Lookbehind("(?:分別|各(?:為|有|計|達|是)|依序|依次|包[含括])[^。;\n]{0,24}$", reach=30)
_RESPECTIVELY = Lookbehind("(?:分別|依序|依次)[^。;\n]{0,24}$", reach=26)
_EACH = "每"
#: What may stand between the two numbers.
TIES = frozenset("、或")
_TEN, _ONE = 10, Decimal(1)
#: 三五人 and 3、5百人 skip a digit.
_SKIPPING = (3, 5)


@dataclass(frozen=True, slots=True)
class Pair:
    """The lower and upper end of an approximate number, which ends at `end`.

    `is_certain` is False if the two numbers may also be a list.
    """

    end: int
    low: Decimal
    high: Decimal
    is_certain: bool


def pair(folded: str, start: int, end: int) -> Pair | None:
    """The pair whose first number is at `[start, end)`; None for a list and for other numbers."""
    second = _SECOND.match(folded, end) if folded[end : end + 1] in TIES else None
    if second is None:
        return None
    first = folded[start:end]
    bounds = _bounds(first, second["second"], second["times"])
    is_about = _ABOUT.before(folded, start) is not None
    if bounds is None or _is_list(folded, start, is_about=is_about):
        return None
    is_mixed = first.isascii() != second["second"][0].isascii()
    if is_mixed and not is_about:
        return None  # 二、30人 may be item two
    is_certain = is_about or _counts_time(folded, second.end(), bounds[1])
    if folded[end] == "、" and not _LABEL.match(folded, second.end()):
        is_certain = is_certain or _is_spoken(first, second["second"], second["times"])
    return Pair(second.end(), *bounds, is_certain)


def _bounds(first: str, second: str, times: str) -> tuple[Decimal, Decimal] | None:
    """(low, high) of two numbers; None if they are no neighbours. A factor at the end of the
    second one (30、40萬) counts for both."""
    if _WITH_TENS.fullmatch(first):
        digit = second.rstrip(MULTIPLIER_CHARS)
        factor = second[len(digit) :]
        return values.approximate(first + factor, first[:-1] + second) if len(digit) == 1 else None
    low, high = values.evaluate(first), values.evaluate(second)
    if not (_WHOLE.fullmatch(first) and low and high and low[0] and high[0]):
        return None
    if low[0] < _TEN:
        return _of_digit(int(low[0]), high[0])
    known = values.evaluate("一" + times) if times else (_ONE, False)
    if known is None:
        return None
    lower = values.multiply(low[0], known[0])
    return (lower, high[0]) if high[0] - lower == _size(lower) else None


def _of_digit(digit: int, high: Decimal) -> tuple[Decimal, Decimal] | None:
    """(low, high) of a digit before a number that begins with the next one: 3、4,000."""
    size = _size(high)
    leading = int(high / size)
    if digit == _TEN - 1 and leading == 1 and size > 1:
        size, leading = size / _TEN, _TEN
    if leading != digit + 1 and (digit, leading) != _SKIPPING:
        return None
    return values.normalized(size * digit), high


def _size(number: Decimal) -> Decimal:
    """The greatest power of ten that divides a whole number above zero."""
    written = str(int(number))
    return Decimal(10 ** (len(written) - len(written.rstrip("0"))))


def _is_spoken(first: str, second: str, times: str) -> bool:
    """True for a digit before one with at most multipliers, as people say it: 三、四百, 3、4千."""
    if _WITH_TENS.fullmatch(first):
        return True
    is_digit = len(first) == 1 and len(second.rstrip(MULTIPLIER_CHARS)) <= 1
    return is_digit and (not first.isascii() or bool(times))


def _counts_time(folded: str, end: int, high: Decimal) -> bool:
    """True if the unit at `end` is one of time: 5、6年, 12、13歲; 112、113年 are two years."""
    unit = _TIME.match(folded, end)
    return unit is not None and not (unit["unit"] == "年" and high > _MOST_YEARS)


def _is_list(folded: str, start: int, *, is_about: bool) -> bool:
    """True if the words before the number at `start` begin a list: 分別三、四百元. With 約 between
    (各約三、四百元) only 分別 does."""
    if is_about:
        return _RESPECTIVELY.before(folded, start) is not None
    if _LISTED.before(folded, start):
        return True
    return _ANNOUNCED.before(folded, start) is not None


def unclear_end(folded: str, start: int, end: int) -> int | None:
    """The end of the pair that begins with the number at `[start, end)`, if it may also be a list
    (3、4件) or counts for each of something (每3、8人); None for any other number."""
    if folded[end : end + 1] not in TIES:
        return None
    found = pair(folded, start, end)
    if found:
        return None if found.is_certain else found.end
    second = _SECOND.match(folded, end) if folded.endswith(_EACH, 0, start) else None
    return second.end() if second else None

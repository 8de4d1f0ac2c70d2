"""A grammar of the ways people write dates: each spelling with its first and last day.

It is written without the reader's code, so that it can judge it.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

_DIGITS = "零一二三四五六七八九"
_ZEROS = ("〇", "零", "０", "○", "0")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_ROC = 1911


@dataclass(frozen=True, slots=True)
class Spelling:
    """A date as written, with its first and its last day."""

    text: str
    first: date
    last: date


def spellings(random: Random, count: int) -> Iterator[Spelling]:
    """`count` spellings, each rule of the grammar in turn."""
    for n in range(count):
        yield _RULES[n % len(_RULES)](random)


def _day(random: Random) -> date:
    return date(1980, 1, 1) + timedelta(days=random.randrange(20_000))


def _han(number: int) -> str:
    """A number up to 99 in full: 二十三."""
    tens, ones = divmod(number, 10)
    ten = ("", "十")[tens] if tens < 2 else f"{_DIGITS[tens]}十"
    return ten + (_DIGITS[ones] if ones else "")


def _roc_in_han(random: Random, year: int) -> str:
    """A year of the ROC: 一百十二, 一百一十二, 一一二, 一０三, 九十九."""
    if year < 100:
        return _han(year)
    rest = year - 100
    zero = random.choice(_ZEROS)
    digits = "".join(zero if d == "0" else _DIGITS[int(d)] for d in str(year))
    if rest == 0:
        return "一百"
    if rest < 10:
        return random.choice((digits, f"一百零{_DIGITS[rest]}", f"一百〇{_DIGITS[rest]}"))
    spoken = _han(rest)
    full = f"一{spoken}" if rest < 20 else spoken
    return random.choice((digits, f"一百{spoken}", f"一百{full}"))


def _in_digits(random: Random) -> Spelling:
    day = _day(random)
    roc = day.year - _ROC
    text = random.choice(
        (
            f"民國{roc}年{day.month}月{day.day}日",
            f"中華民國{roc}年{day.month:02}月{day.day:02}日",
            f"{roc}年{day.month}月{day.day}日",
            f"{roc} 年 {day.month} 月 {day.day} 日",
            f"{day.year}年{day.month}月{day.day}日",
            f"西元{day.year}年{day.month}月{day.day}日",
            f"{roc}年{day.month}月{day.day}日".translate(_WIDE),
        )
    )
    return Spelling(text, day, day)


def _in_han(random: Random) -> Spelling:
    day = _day(random)
    era = random.choice(("中華民國", "民國"))
    text = f"{era}{_roc_in_han(random, day.year - _ROC)}年{_han(day.month)}月{_han(day.day)}日"
    return Spelling(text, day, day)


def _gregorian_in_han(random: Random) -> Spelling:
    day = _day(random)
    zero = random.choice(_ZEROS)
    year = "".join(zero if d == "0" else _DIGITS[int(d)] for d in str(day.year))
    return Spelling(f"{year}年{_han(day.month)}月{_han(day.day)}日", day, day)


def _january(random: Random) -> Spelling:
    day = _day(random).replace(month=1)
    roc = day.year - _ROC
    if random.random() < 0.5:
        return Spelling(f"{roc}年元月{day.day}日", day, day)
    return Spelling(f"{roc}年元月", day.replace(day=1), day.replace(day=31))


def _with_marks(random: Random) -> Spelling:
    day = _day(random)
    year = random.choice((day.year, day.year - _ROC))
    mark = random.choice("./")
    return Spelling(f"{year}{mark}{day.month}{mark}{day.day}", day, day)


def _iso(random: Random) -> Spelling:
    day = _day(random)
    return Spelling(day.isoformat(), day, day)


def _compact(random: Random) -> Spelling:
    day = _day(random)
    year = random.choice((str(day.year), str(day.year - _ROC)))
    return Spelling(f"於{year}{day.month:02}{day.day:02}", day, day)


def _month(random: Random) -> Spelling:
    day = _day(random)
    roc = day.year - _ROC
    text = f"{roc}年{day.month}月"
    if roc >= 100:
        text = random.choice((text, f"{roc}/{day.month:02}", f"{roc}年{_han(day.month)}月份"))
    last = calendar.monthrange(day.year, day.month)[1]
    return Spelling(text, day.replace(day=1), day.replace(day=last))


def _year(random: Random) -> Spelling:
    year = _day(random).year
    roc = year - _ROC
    text = random.choice(
        (
            f"{year}年",
            f"民國{roc}年",
            f"{max(roc, 90)}年度",
            f"民國{_roc_in_han(random, roc)}年",
            f"{_roc_in_han(random, max(roc, 90))}年度",
        )
    )
    if text.endswith("年度"):
        year = max(roc, 90) + _ROC
    return Spelling(text, date(year, 1, 1), date(year, 12, 31))


def _hundred(random: Random) -> Spelling:
    text = random.choice(("民國百年", "民國一百年", "民國100年", "中華民國一００年"))
    return Spelling(text, date(2011, 1, 1), date(2011, 12, 31))


def _quarter(random: Random) -> Spelling:
    year, number = random.randint(2001, 2030), random.randint(1, 4)
    written = random.choice((str(number), _DIGITS[number]))
    head = random.choice((f"{year - _ROC}年度", f"{year - _ROC}年", f"{year}年"))
    month = 3 * number
    last = date(year, month, calendar.monthrange(year, month)[1])
    return Spelling(f"{head}第{written}季", date(year, month - 2, 1), last)


def _range(random: Random) -> Spelling:
    first = _day(random)
    last = first + timedelta(days=random.randint(40, 900))
    a = f"{first.year - _ROC}年{first.month}月{first.day}日"
    b = f"{last.year - _ROC}年{last.month}月{last.day}日"
    text = random.choice((f"自{a}至{b}", f"{a}至{b}止", f"{a}～{b}", f"自{a}起至{b}止"))
    return Spelling(text, first, last)


def _formal(random: Random) -> Spelling:
    day = _day(random)
    table = str.maketrans("零一二三四五六七八九十百", "零壹貳參肆伍陸柒捌玖拾佰")
    year = day.year - _ROC
    if year > 109:
        spoken = f"一百{'一' if year < 120 else ''}{_han(year - 100)}"
    elif year > 100:
        spoken = f"一百零{_DIGITS[year - 100]}"
    else:
        spoken = "一百" if year == 100 else _han(year)
    text = f"民國{spoken}年{_han(day.month)}月{_han(day.day)}日".translate(table)
    return Spelling(text, day, day)


def _digits_to_digits(random: Random) -> Spelling:
    first = _day(random)
    last = first + timedelta(days=random.randint(40, 900))
    mark, tie = random.choice("./"), random.choice("-~～至")
    a, b = (f"{d.year - _ROC}{mark}{d.month:02}{mark}{d.day:02}" for d in (first, last))
    return Spelling(f"{a}{tie}{b}", first, last)


def _months_to_months(random: Random) -> Spelling:
    first = date(random.randint(2011, 2030), random.randint(1, 12), 1)
    last = date(first.year + 1, random.randint(1, 12), 1)
    last = last.replace(day=calendar.monthrange(last.year, last.month)[1])
    a, b = (f"{d.year - _ROC}.{d.month:02}" for d in (first, last))
    return Spelling(f"{a}{random.choice('-~至')}{b}", first, last)


def _short_quarter(random: Random) -> Spelling:
    year, number = random.randint(2011, 2030), random.randint(1, 4)
    month = 3 * number
    last = date(year, month, calendar.monthrange(year, month)[1])
    text = random.choice(
        (f"{year - _ROC}Q{number}", f"{year}Q{number}", f"{year - _ROC}年Q{number}")
    )
    return Spelling(text, date(year, month - 2, 1), last)


def _fiscal(random: Random) -> Spelling:
    year = random.randint(2011, 2030)
    text = random.choice((f"FY{year - _ROC}", f"FY{year}", f"FY {year}"))
    return Spelling(text, date(year, 1, 1), date(year, 12, 31))


def _acted(random: Random) -> Spelling:
    day = _day(random)
    year = random.choice((str(day.year), str(day.year - _ROC)))
    verb = random.choice(("發布", "公布", "施行", "修正", "生效"))
    return Spelling(f"{year}{day.month:02}{day.day:02}{verb}", day, day)


_RULES: tuple[Callable[[Random], Spelling], ...] = (
    _in_digits, _in_han, _gregorian_in_han, _january, _with_marks, _iso, _compact, _month, _year,
    _hundred, _quarter, _range, _formal, _digits_to_digits, _months_to_months, _short_quarter,
    _fiscal, _acted,
)  # fmt: skip

"""The usual spellings of a day or a month: 98年6月25日, 2009年6月25日, 98.6.25, 98/06/25."""

from __future__ import annotations

from datetime import date

from judian.zh.numbers.spelling import chinese_spellings, digit_by_digit

#: The Gregorian year before the first year of the Republic.
_BEFORE_ROC = 1911


def day_spellings(iso: str) -> tuple[str, ...]:
    """The spellings of an ISO day, in both calendars from 民國元年 on; the most frequent first."""
    day = date.fromisoformat(iso)
    years = [day.year]
    if day.year > _BEFORE_ROC:
        years.insert(0, day.year - _BEFORE_ROC)
    found = [f"{year}年{day.month}月{day.day}日" for year in years]
    found.append("".join(f"{_chinese(n)}{sign}" for n, sign in _parts(years[0], day)))
    for mark in "./":
        found.append(f"{years[0]}{mark}{day.month}{mark}{day.day}")
        found.append(f"{years[0]}{mark}{day.month:02}{mark}{day.day:02}")
    return tuple(dict.fromkeys(found))


def month_spellings(iso: str) -> tuple[str, ...]:
    """The spellings of the month of an ISO day with 年 and 月, in both calendars."""
    day = date.fromisoformat(iso)
    years = [day.year]
    if day.year > _BEFORE_ROC:
        years.insert(0, day.year - _BEFORE_ROC)
    found = [f"{year}年{day.month}月" for year in years]
    found.append("".join(f"{_chinese(n)}{sign}" for n, sign in _parts(years[0], day)[:2]))
    return tuple(found)


def _parts(year: int, day: date) -> tuple[tuple[int, str], ...]:
    return (year, "年"), (day.month, "月"), (day.day, "日")


def _chinese(number: int) -> str:
    if number >= 1000:
        return digit_by_digit(str(number))
    return chinese_spellings(number)[0]

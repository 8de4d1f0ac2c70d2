"""Periods as ISO dates, ranges of days, and calendar arithmetic on them."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

#: 民國元年 is 1912.
ROC_OFFSET = 1911
#: The last year of Python's calendar.
_LAST_YEAR = date.max.year
#: Dates that are kept in their parsed form: the same ones come again in every passage.
_KEPT_DATES = 4096
#: Days of the longest month.
_LONGEST_MONTH = 31


@dataclass(frozen=True, slots=True)
class Period:
    """A period under the name that the text has for it.

    `start` and `end` are ISO dates, both included; None if the text leaves that end open.
    """

    text: str
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class DayRange:
    """The days from `first` to `last`, both included; None where that end is open."""

    first: date | None
    last: date | None

    def named(self, text: str) -> Period:
        """The period of these days under the name `text`."""
        return Period(
            text,
            self.first.isoformat() if self.first else None,
            self.last.isoformat() if self.last else None,
        )


def days_of(period: Period) -> DayRange:
    """The days of a period; an end that is not an ISO date is open."""
    return DayRange(_first_day(period.start), _last_day(period.end))


def parse_anchor_date(text: str | None) -> DayRange | None:
    """The days of an ISO date, month or year; None for anything else."""
    if not text:
        return None
    first, last = _first_day(text), _last_day(text)
    return DayRange(first, last) if first and last else None


def day(year: int, month: int, number: int) -> DayRange | None:
    """One day; None if the calendar lacks it (2月30日)."""
    if not (1 <= year <= _LAST_YEAR and 1 <= month <= 12):
        return None
    if not 1 <= number <= calendar.monthrange(year, month)[1]:
        return None
    only = date(year, month, number)
    return DayRange(only, only)


def month(year: int, number: int) -> DayRange | None:
    """A whole month; None if the calendar lacks it."""
    if not (1 <= year <= _LAST_YEAR and 1 <= number <= 12):
        return None
    return DayRange(date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1]))


def month_before(year: int, number: int) -> tuple[int, int]:
    """(year, month) of the month before a month."""
    return (year, number - 1) if number > 1 else (year - 1, 12)


def months(year: int, first: int, last: int) -> DayRange | None:
    """From the first day of month `first` to the last day of month `last`.

    A smaller `last` is in the next year (December to February).
    """
    start, end = month(year, first), month(year + (last < first), last)
    return DayRange(start.first, end.last) if start and end else None


def years(first: int, last: int) -> DayRange | None:
    """Whole calendar years; None outside of Python's calendar."""
    if not 1 <= first <= last <= _LAST_YEAR:
        return None
    return DayRange(date(first, 1, 1), date(last, 12, 31))


def part_of(days: DayRange, name: str) -> DayRange | None:
    """A part of a month or a year.

    `name` is first (初, 上旬), middle (中旬), last (下旬) or close (底, the last day).
    """
    if days.first is None or days.last is None:
        return None
    is_year = (days.last - days.first).days > _LONGEST_MONTH
    if name == "close":
        return DayRange(days.last, days.last)
    if is_year:
        first = days.first.replace(day=1)
        return month(first.year, first.month) if name == "first" else days
    limits = {"first": (1, 10), "middle": (11, 20), "last": (21, days.last.day)}
    if name not in limits:
        return days
    low, high = limits[name]
    return DayRange(days.first.replace(day=low), days.first.replace(day=high))


def hull(parts: list[DayRange]) -> DayRange:
    """The shortest range that holds all parts; open where one of them is."""
    firsts = [p.first for p in parts]
    lasts = [p.last for p in parts]
    return DayRange(
        None if None in firsts else min(d for d in firsts if d),
        None if None in lasts else max(d for d in lasts if d),
    )


def years_of(period: Period) -> list[Period]:
    """The calendar years of a period of two or more whole years, else [].

    Each is named in the calendar of the period's own name (112年 or 2023年).
    """
    days = days_of(period)
    if not (days.first and days.last) or days.first.year == days.last.year:
        return []
    if (days.first.month, days.first.day, days.last.month, days.last.day) != (1, 1, 12, 31):
        return []
    low, high = days.first.year, days.last.year
    shift = 0 if str(low) in period.text or str(high) in period.text else ROC_OFFSET
    found = ((year, years(year, year)) for year in range(low, high + 1))
    return [one.named(f"{year - shift}年") for year, one in found if one]


def back(days: DayRange, count: int) -> DayRange | None:
    """The `count` years that end on the last day of `days` (近三年)."""
    if days.last is None or not 1 <= count < days.last.year:
        return None
    year = days.last.year - count
    last_day = calendar.monthrange(year, days.last.month)[1]
    before = date(year, days.last.month, min(days.last.day, last_day))
    if (days.last + timedelta(days=1)).day == 1:
        before = date(year, days.last.month, last_day)
    return DayRange(before + timedelta(days=1), days.last)


def before(days: DayRange) -> DayRange | None:
    """The whole months of the same number right before a period of whole months; else None."""
    if not (days.first and days.last) or days.first.day != 1:
        return None
    if (days.last + timedelta(days=1)).day != 1:
        return None
    count = 12 * (days.last.year - days.first.year) + days.last.month - days.first.month + 1
    begun = 12 * days.first.year + days.first.month - 1 - count
    first = month(begun // 12, begun % 12 + 1)
    return first and DayRange(first.first, days.first - timedelta(days=1))


def shift_years(days: DayRange, count: int) -> DayRange | None:
    """The same days `count` years later; 29 February becomes 28."""
    moved: list[date | None] = []
    for bound in (days.first, days.last):
        if bound is None:
            moved.append(None)
            continue
        year = bound.year + count
        if not 1 <= year <= _LAST_YEAR:
            return None
        moved.append(
            date(year, bound.month, min(bound.day, calendar.monthrange(year, bound.month)[1]))
        )
    return DayRange(moved[0], moved[1])


def _first_day(text: str | None) -> date | None:
    bounds = _iso_bounds(text)
    return bounds[0] if bounds else None


def _last_day(text: str | None) -> date | None:
    bounds = _iso_bounds(text)
    return bounds[1] if bounds else None


@lru_cache(maxsize=_KEPT_DATES)
def _iso_bounds(text: str | None) -> tuple[date, date] | None:
    if not text:
        return None
    pieces = text.split("-")
    if len(pieces) > 3 or not all(p.isdecimal() and p.isascii() and len(p) <= 4 for p in pieces):
        return None
    numbers = [int(p) for p in pieces]
    if len(numbers) == 1:
        found = years(numbers[0], numbers[0])
    elif len(numbers) == 2:
        found = month(numbers[0], numbers[1])
    else:
        found = day(numbers[0], numbers[1], numbers[2])
    return (found.first, found.last) if found and found.first and found.last else None

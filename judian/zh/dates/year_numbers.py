"""The Gregorian year or the days that the number of a year means: by era, or as a fiscal year."""

from __future__ import annotations

from datetime import date

from judian.zh.dates import patterns as p
from judian.zh.dates import periods
from judian.zh.dates.periods import ROC_OFFSET, DayRange

#: Years behind 民國, in either direction.
_ROC_YEARS = range(1, 300)
#: Years of an era of the Ming, the Qing or Japan: the longest one has 64.
_ERA_YEARS = range(1, 65)
#: Years behind 西元.
GREGORIAN_YEARS = range(1, 3000)
#: The digits of a year that are read one by one, and the first one that no range of two years
#: is taken for.
_DIGITS, _FIRST_YEAR_OF_DIGITS = "〇一二三四五六七八九", 80
#: The fiscal year (of the ROC) of 18 months, up to December 2000, also called 88年下半年及89年度.
#: Those before it ran from July to June, those after it are calendar years.
_LONG_FISCAL_YEAR = 89


def fiscal_year(year: int) -> DayRange | None:
    """The days of the fiscal year of the government that ends in a Gregorian year."""
    if year - ROC_OFFSET == _LONG_FISCAL_YEAR:
        begun = periods.month(year - 1, 7)
        return begun and DayRange(begun.first, date(year, 12, 31))
    if year - ROC_OFFSET < _LONG_FISCAL_YEAR:
        return periods.months(year - 1, 7, 6)
    return periods.years(year, year)


def year_of_era(era: str, value: int, *, is_before: bool) -> int | None:
    """The Gregorian year of year `value` of an era, or before it (民國前3年)."""
    if p.IS_ROC.search(era):
        year = ROC_OFFSET + 1 - value if is_before else value + ROC_OFFSET
        return year if value in _ROC_YEARS else None
    if era in p.ERA_OFFSETS:
        return value + p.ERA_OFFSETS[era] if value in _ERA_YEARS else None
    return value if value in GREGORIAN_YEARS else None


def digit_by_digit(number: str) -> int | None:
    """The year of two or three Chinese digits that are read one by one (九九, 一一二); None for
    other numbers, and for two that may be a range (三四)."""
    digits = [_DIGITS.find(char) for char in number.replace("零", "〇")]
    if len(digits) not in (2, 3) or min(digits) < 0:
        return None
    value = int("".join(map(str, digits)))
    return value if value >= _FIRST_YEAR_OF_DIGITS else None

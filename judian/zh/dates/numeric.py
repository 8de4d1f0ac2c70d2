"""Dates in digits alone: 113.5.6, 2024/5/6, 112/05, 1120418, 112Q3, FY112."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.zh.dates import patterns as p
from judian.zh.dates import periods
from judian.zh.dates.periods import ROC_OFFSET
from judian.zh.dates.relative import RelativeDates

if TYPE_CHECKING:
    import re

    from judian.zh.dates.mention import DateMention

#: A number from here on is a Gregorian year where both calendars are possible.
FIRST_GREGORIAN_YEAR = 1000
#: The years of such dates: of the ROC, and Gregorian.
_YEARS = (range(38, 201), range(1900, 2101))


class NumericDates(RelativeDates):
    """Reads dates without 年; each method takes a match of `BEGINNING`."""

    def from_dotted(self, beginning: re.Match[str]) -> DateMention | None:
        """113.5.6, 2024/5/6 and 2024-5-6."""
        pieces = [int(n) for n in p.NUMBER.findall(beginning["dotted"])]
        year = _year(pieces[0])
        if year is None:
            return None
        days = periods.day(year, pieces[1], pieces[2])
        if days:
            self.year, self.month = year, pieces[1]
        return self.mention(beginning.start("dotted"), beginning.end("dotted"), days, "day")

    def from_compact(self, beginning: re.Match[str]) -> DateMention | None:
        """1120418 and 20230506."""
        written = beginning["compact"]
        year = _year(int(written[:-4]))
        if year is None:
            return None
        days = periods.day(year, int(written[-4:-2]), int(written[-2:]))
        if days:
            self.year, self.month = year, int(written[-4:-2])
        return self.mention(beginning.start("compact"), beginning.end("compact"), days, "day")

    def from_year_month(self, beginning: re.Match[str]) -> DateMention | None:
        """112/05."""
        number, month = (int(n) for n in p.NUMBER.findall(beginning["year_month"]))
        year = _year(number)
        if year is None:
            return None
        self.year, self.month = year, month
        start, end = beginning.span("year_month")
        return self.mention(start, end, periods.month(year, month), "month")

    def from_year_quarter(self, beginning: re.Match[str]) -> DateMention | None:
        """112Q3."""
        year, number = _year(int(beginning["quarter_year"])), int(beginning["of_year"])
        if year is None:
            return None
        self.year, self.month = year, None
        start, end = beginning.span("year_quarter")
        return self.mention(start, end, periods.months(year, 3 * number - 2, 3 * number), "quarter")

    def from_fiscal(self, beginning: re.Match[str]) -> DateMention | None:
        """FY112."""
        year = _year(int(beginning["fiscal_year"]))
        if year is None:
            return None
        self.year, self.month = year, None
        start, end = beginning.span("fiscal")
        return self.mention(start, end, periods.years(year, year), "year")


def _year(number: int) -> int | None:
    """The Gregorian year of a number without 年; None for one of no plausible year."""
    if not any(number in years for years in _YEARS):
        return None
    return number if number >= FIRST_GREGORIAN_YEAR else number + ROC_OFFSET

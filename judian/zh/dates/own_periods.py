"""Periods that a document calls its own: 本期, 上期, 本年度 of a fiscal year, and the names that it
defines (以下簡稱本季)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from judian.zh.dates import patterns as p
from judian.zh.dates import periods
from judian.zh.dates.mention import DateMention
from judian.zh.dates.periods import DayRange, Period
from judian.zh.dates.state import DateScannerState

if TYPE_CHECKING:
    import re

#: Longest days of a month, of a quarter, of a half and of a year, with the name of the precision.
_PRECISIONS = ((1, "day"), (31, "month"), (92, "quarter"), (184, "half"))
#: Days of the longest fiscal year, that of 88年下半年及89年度. A longer period is no year.
_LONGEST_YEAR = 550


class OwnPeriods(DateScannerState):
    """Resolves the names of the document's own periods."""

    def defined(self, start: int) -> DateMention | None:
        """The period that the document defines under the name at `start`; None without one.

        本年度 is left to `from_own_year` where a part of it follows (本年度3月).
        """
        name = p.OWN_NAME.match(self.folded, start)
        if name is None or name[0] not in self.names:
            return None
        if p.MONTH.match(self.folded, name.end()) or p.QUARTER.match(self.folded, name.end()):
            return None
        days = self.names[name[0]]
        self._remember_end(days)
        return self.mention(start, name.end(), days, _precision(days))

    def from_term(self, beginning: re.Match[str]) -> DateMention | None:
        """本期 is the period of the document, 上期 the one of the same length before it."""
        days = self.document_period
        if days and beginning["term"] != "本":
            days = periods.before(days)
        if days is None:
            return None
        return self.mention(beginning.start("term"), beginning.end(), days, _precision(days))

    def from_own_year(self, start: int, end: int) -> DateMention:
        """本年度 of a document whose period is no calendar year: a fiscal year, or its month.

        It is open where the period is longer than a year, or has the month twice.
        """
        own = self.document_period
        month = p.MONTH.match(self.folded, end)
        self.year = self.month = None
        days: DayRange | None = None
        if own and own.first and own.last and (own.last - own.first).days <= _LONGEST_YEAR:
            days = own
        if days and month:
            end = month.end()
            days = _only_month(days, month)
        elif days and (rest := p.QUARTER.match(self.folded, end)):
            end, days = rest.end(), None
        text = self.text[start:end]
        named = days.named(text) if days else Period(text, None, None)
        return DateMention(start, end, text, named, "month" if month else "year")

    def from_year_before(self, start: int, end: int) -> DateMention:
        """上年度 of a document on a fiscal year: the twelve months before it."""
        own = self.document_period
        self.year = self.month = None
        text = self.text[start:end]
        if own and own.first and own.last and (own.last - own.first).days <= _LONGEST_YEAR:
            first = own.first.replace(year=own.first.year - 1)
            days = DayRange(first, own.first - timedelta(days=1))
            return DateMention(start, end, text, days.named(text), "year")
        return DateMention(start, end, text, Period(text, None, None), "year")

    def year_of_month(self, month: int, start: int, end: int) -> int | None:
        """The year of a month without one, which is written at `[start, end)`: the year last
        named, else that of the document.

        None where it is not certain: where the period of the document and its date give different
        years, where only the text before or an aside (上年度) names a year, and another one, and
        for a month after the date of writing that is not planned (預計9月1日).
        """
        years = _years_with(self.document_period, month)
        named = self.last_named
        if self.year is not None and (self.is_joined or (named and named.text[0] not in p.ASIDE)):
            return self.year
        if self._is_planned(start, end):
            return self.this_year or self.year
        if self.year is not None:
            if years:
                return self.year if self.year in years else None
            return None if self._is_ahead(self.year, month) else self.year
        if not years:
            is_ahead = self.this_year is not None and self._is_ahead(self.this_year, month)
            return None if is_ahead else self.this_year
        if self.this_year and not self._is_ahead(self.this_year, month):
            years = years | {self.this_year}
        return years.pop() if len(years) == 1 else None

    def _is_planned(self, start: int, end: int) -> bool:
        day = p.DAY.match(self.folded, end)
        is_before = p.PLANNED_BEFORE.before(self.folded, start) is not None
        return (
            is_before or p.PLANNED_BEHIND.match(self.folded, day.end() if day else end) is not None
        )

    def _is_ahead(self, year: int, month: int) -> bool:
        """True for a month after the date of writing."""
        now = self.anchor.last if self.anchor else None
        return now is not None and (year, month) > (now.year, now.month)

    def _remember_end(self, days: DayRange) -> None:
        if days.first and days.last and days.first.year == days.last.year:
            self.year = days.last.year
            self.month = days.last.month if days.first.month == days.last.month else None


def _precision(days: DayRange) -> str:
    if not (days.first and days.last):
        return "year"
    length = (days.last - days.first).days + 1
    return next((name for limit, name in _PRECISIONS if length <= limit), "year")


def _only_month(days: DayRange, month: re.Match[str]) -> DayRange | None:
    """The one month of a period that a match of `MONTH` names; None without one."""
    numbers = p.NUMBER.findall(month["months"])
    number = int(numbers[0]) if len(numbers) == 1 and numbers[0].isdecimal() else 0
    years = _years_with(days, number) or set()
    return periods.month(years.pop(), number) if len(years) == 1 else None


def _years_with(days: DayRange | None, month: int) -> set[int] | None:
    """The years in which a period has a month; None for a period that is open or several years
    long."""
    if not (days and days.first and days.last):
        return None
    first, last = days.first, days.last
    if (last - first).days > _LONGEST_YEAR:
        return None
    low, high = (first.year, first.month), (last.year, last.month)
    return {year for year in range(first.year, last.year + 1) if low <= (year, month) <= high}

"""Relative temporal expressions, resolved from the state of the date scanner alone.

同月, 上月, 本季, 去年同期, 近五年, 年底, 迄今, 自協定生效以來.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.zh.dates import patterns as p
from judian.zh.dates import periods
from judian.zh.dates.mention import DateMention
from judian.zh.dates.own_periods import OwnPeriods
from judian.zh.dates.periods import DayRange
from judian.zh.dates.state import to_int

if TYPE_CHECKING:
    import re

#: Days of a quarter, some of a broken one included.
_QUARTER_DAYS = range(80, 93)
#: Days from the first to the last day of a whole year, at least.
_YEAR_DAYS = 364
#: A larger number before 年來 or behind 近 counts no years of a report.
_MOST_RECENT_YEARS = 50
_OPEN = DayRange(None, None)


class RelativeDates(OwnPeriods):
    """Resolves the relative expressions; each method takes a match of `BEGINNING`."""

    def from_same_month(self, beginning: re.Match[str]) -> DateMention | None:
        """同月 is the month last named, 上月 the month before it.

        本月 and 上月 are by the month that the document is about, else by its date, where none was
        named.
        """
        word = beginning["same_month"]
        known = self._month_of_writing() if word in "本上" and self.base is None else None
        if known is None and self.year is not None and self.month is not None:
            known = self.year, self.month
        if known is None:
            return None
        year, month = periods.month_before(*known) if word == "上" else known
        start, end = beginning.start("same_month"), beginning.end()
        day = p.DAY.match(self.folded, end)
        if day:
            return self.days(start, day, year, month)
        days = periods.month(year, month)
        part = p.PART.match(self.folded, end)
        if part and days:
            part_days = periods.part_of(days, p.PARTS[part[1]])
            return self.mention(start, part.end(), part_days, "month")
        return self.mention(start, end, days, "month")

    def _month_of_writing(self) -> tuple[int, int] | None:
        """(year, month) that the document is about, else of its date; None if neither is one, and
        for a date within a longer period that the document is about."""
        own = self.document_period
        if own and not _is_month(own) and _is_within(self.anchor, own):
            return None
        for days in (self.document_period, self.anchor):
            if days and days.first and days.last:
                first, last = days.first, days.last
                if (first.year, first.month) == (last.year, last.month):
                    return last.year, last.month
        return None

    def from_this_day(self, beginning: re.Match[str]) -> DateMention | None:
        """今（15）日 is in the month of writing; 昨（31）日 may be in the month before it."""
        now, number = self.anchor, to_int(beginning["given_day"])
        if number is None:
            return None
        if now and now.last:
            year, month = now.last.year, now.last.month
            if beginning["which_day"] == "昨" and now.first == now.last and number > now.last.day:
                year, month = periods.month_before(year, month)
        elif self.year and self.month:
            year, month = self.year, self.month
        else:
            return None
        days = periods.day(year, month, number)
        if days:
            self.year, self.month = year, month
        return self.mention(beginning.start("this_day"), beginning.end(), days, "day")

    def from_this_month(self, beginning: re.Match[str]) -> DateMention | None:
        """本（9）月 is in the year of writing."""
        year, number = self.this_year or self.year, to_int(beginning["given_month"])
        days = periods.month(year, number) if year and number else None
        if days:
            self.year, self.month = year, number
        return self.mention(beginning.start("this_month"), beginning.end(), days, "month")

    def from_same_quarter(self, beginning: re.Match[str]) -> DateMention | None:
        """本季 is the quarter last named, else the document's own; 上季 the one before it."""
        known = (self.last, self.document_period)
        first = next((q.first for q in known if _is_quarter(q) and q), None)
        if first is None:
            return None
        month = first.month - 3 if beginning["same_quarter"] == "上" else first.month
        year = first.year if month > 0 else first.year - 1
        month = month if month > 0 else month + 12
        days = periods.months(year, month, (month + 1) % 12 + 1)
        return self.mention(beginning.start("same_quarter"), beginning.end(), days, "quarter")

    def from_same_period(self, beginning: re.Match[str]) -> DateMention | None:
        """同期 is the last period named, 去年同期 the same days a year earlier; those of 本季 even
        behind 上季. 上年同月 is open where neither the text nor the document names a month."""
        days = self.last
        if beginning["earlier"] or beginning["year_ago"]:
            base = self.same(beginning[0][-1])
            days = periods.shift_years(base, -1) if base else None
        return self.mention(beginning.start("same_period"), beginning.end(), days or _OPEN, "month")

    def same(self, word: str) -> DayRange | None:
        """The period that 同期, 同月 or 同季 is the same as; `word` is its last character.

        It is the last one that the text names, else, for a month or a quarter, the document's.
        """
        named = self.base or self.last
        if word == p.TERM_WORD:
            return named
        is_such = _is_month if word == "月" else _is_quarter
        return next((days for days in (named, self.document_period) if is_such(days)), None)

    def from_event(self, beginning: re.Match[str]) -> DateMention | None:
        """自協定生效以來: since the day of a reference event."""
        began = self.events.began(beginning["event_phrase"], beginning["began"])
        if began is None:
            return None
        days = DayRange(began, self.events.until.get(began))
        start, end = beginning.span("since_event")
        text = self.text[start:end]
        return DateMention(start, end, text, days.named(text), "day", "since")

    def from_to_now(self, beginning: re.Match[str]) -> DateMention | None:
        """迄今: up to the date of writing, from the event that the sentence before it dates."""
        start, end = beginning.span("to_now")
        text = self.text[start:end]
        event = p.EVENT_BEFORE.before(self.folded, start)
        is_day = event and self.last and self.last.first == self.last.last
        began = self.last.first if is_day and self.last else None
        known = self.anchor.last if self.anchor else None
        if began is None and known is None:
            return None
        return DateMention(start, end, text, DayRange(began, known).named(text), "day", "until")

    def from_recent(self, beginning: re.Match[str]) -> DateMention | None:
        """近五年: the years up to the one that the document is about, else up to the writing."""
        count = to_int(beginning["recent_years"] or beginning["years_since"])
        if count is None or count > _MOST_RECENT_YEARS or self._is_duration(beginning):
            return None
        days = periods.back(self.anchor, count) if self.anchor else None
        if self.document_year and _is_year(self.document_period):
            # 近三年 in a report on 113年 are 111 to 113, whenever it was printed
            days = periods.years(self.document_year - count + 1, self.document_year)
        return self.mention(beginning.start("recent"), beginning.end(), days or _OPEN, "year")

    def from_window(self, beginning: re.Match[str]) -> DateMention | None:
        """近3個月, 未來三年: a period whose first and last day the text leaves open."""
        if self._is_duration(beginning):
            return None
        return self.mention(beginning.start("window"), beginning.end(), _OPEN, "year")

    def _is_duration(self, beginning: re.Match[str]) -> bool:
        """True for 延宕近3年, which lasted nearly three years."""
        start = beginning.start()
        return self.folded[start] == "近" and p.LASTED_BEFORE.before(self.folded, start) is not None

    def from_years_before(self, beginning: re.Match[str]) -> DateMention | None:
        """前3年: before the year last named, else before the one that the document is about."""
        year = self.year or self.document_year
        start, count = beginning.start("years_before"), beginning["count_before"]
        if year is None:
            return self.mention(start, beginning.end(), _OPEN, "year")
        return self.years_before(start, beginning.end(), year, count)

    def years_before(self, start: int, end: int, year: int, count: str) -> DateMention | None:
        """The years right before a year, as many as the words `count` say: 3年, 三個年度."""
        number = p.COUNT.match(count)
        years = to_int(number[0]) if number else None
        days = periods.years(year - years, year - 1) if years else None
        return self.mention(start, end, days, "year")

    def from_year_end(self, beginning: re.Match[str]) -> DateMention | None:
        """年底 of the year last named."""
        year = self.year or self.this_year
        days = periods.day(year, 12, 31) if year else None
        return self.mention(beginning.start("year_end"), beginning.end(), days, "day")


def _is_within(days: DayRange | None, longer: DayRange) -> bool:
    if not (days and days.last and longer.first and longer.last):
        return False
    return longer.first <= days.last <= longer.last


def _is_month(days: DayRange | None) -> bool:
    if not (days and days.first and days.last):
        return False
    return days == periods.month(days.first.year, days.first.month)


def _is_quarter(days: DayRange | None) -> bool:
    return bool(
        days and days.first and days.last and (days.last - days.first).days in _QUARTER_DAYS
    )


def _is_year(days: DayRange | None) -> bool:
    return bool(days and days.first and days.last and (days.last - days.first).days >= _YEAR_DAYS)

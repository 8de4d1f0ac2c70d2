"""The date scanner: one date of a text, as a year, a month, a day or a word like 同年.

The scanner remembers the last year and month, so that 同年, 同月 and a month without a year are
resolved. `judian.zh.dates.expressions` joins single dates to statements.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from judian.zh.dates import patterns as p
from judian.zh.dates import periods
from judian.zh.dates.mention import DateMention, joined
from judian.zh.dates.numeric import FIRST_GREGORIAN_YEAR, NumericDates
from judian.zh.dates.periods import ROC_OFFSET, DayRange, Period
from judian.zh.dates.state import to_int
from judian.zh.dates.year_numbers import (
    GREGORIAN_YEARS,
    digit_by_digit,
    fiscal_year,
    year_of_era,
)

if TYPE_CHECKING:
    import re


#: Years written in four digits.
_FOUR_DIGIT_YEARS = range(1000, 3000)
#: Years before 年度 or 學年度.
_FISCAL_ROC_YEARS = range(30, 201)
#: Two or three digits before 年 alone.
_BARE_YEARS = range(10, 1000)
#: A bare Chinese numeral above this counts years (五百年).
_LAST_CHINESE_YEAR = 200
#: A bare number from here on is a year of the ROC; a smaller one is as often a duration (20年).
_FIRST_BARE_ROC_YEAR = 60
#: The same of a number that a month, a quarter or 底 follows.
_FIRST_ROC_YEAR_WITH_PART = 38
#: A bare number above this is a Gregorian year of a chronicle (955年).
_LAST_BARE_ROC_YEAR = 150
#: The year in brackets of （113）年: of the ROC, and Gregorian.
_BRACKETED_YEARS = (range(60, 201), range(1900, 2201))
#: Decades (九十年代, 1990年代) and centuries that a text can name.
_DECADES = range(10, 2991)
_CENTURIES = range(1, 31)


class DateScanner(NumericDates):
    """Reads the dates of one text one by one, from left to right."""

    def single(self, beginning: re.Match[str]) -> DateMention | None:
        """The date of a match of `BEGINNING`; None if it is not a date of any calendar."""
        readers = {
            "year": self._from_year,
            "bracketed": self._from_bracketed,
            "relative": self._from_relative,
            "month": self._from_month,
            "dotted": self.from_dotted,
            "compact": self.from_compact,
            "year_month": self.from_year_month,
            "year_quarter": self.from_year_quarter,
            "fiscal": self.from_fiscal,
            "english": self._from_english,
            "decade": self._from_decade,
            "century": self._from_century,
            "same_month": self.from_same_month,
            "same_quarter": self.from_same_quarter,
            "quarter": self._from_quarter,
            "term": self.from_term,
            "same_period": self.from_same_period,
            "since_event": self.from_event,
            "to_now": self.from_to_now,
            "this_day": self.from_this_day,
            "this_month": self.from_this_month,
            "recent": self.from_recent,
            "window": self.from_window,
            "years_before": self.from_years_before,
            "year_end": self.from_year_end,
        }
        if p.LUNAR.before(self.folded, beginning.start()):
            return None
        if self.names and (defined := self.defined(beginning.start())):
            return defined
        kind = next((name for name in readers if beginning[name] is not None), None)
        return readers[kind](beginning) if kind else None

    def _from_year(self, beginning: re.Match[str]) -> DateMention | None:
        year = self._calendar_year(beginning["year"], beginning)
        if year is None:
            return None
        self.year, self.month = year, None
        tail = self._tail(beginning.start("year"), beginning.end(), year, beginning["unit"])
        if tail is None:
            return None
        if beginning["years"]:
            return self._year_list(beginning, tail)
        return self._moved(tail, beginning.start("era")) if beginning["era"] else tail

    def _moved(self, mention: DateMention, start: int) -> DateMention:
        text = self.text[start : mention.end]
        return replace(mention, start=start, text=text, period=replace(mention.period, text=text))

    def _year_list(self, beginning: re.Match[str], last: DateMention) -> DateMention | None:
        """109至113年度, 111、112及113年: the numbers before the one that has 年."""
        members: list[DateMention] = [last]
        low = beginning.start("years")
        is_range = False
        for match in reversed(list(p.NUMBER.finditer(self.folded, low, beginning.end("years")))):
            year = self._calendar_year(match[0], beginning)
            if year is None:
                break
            tie = self.folded[match.end() : members[0].start]
            is_range = is_range or p.IS_RANGE.search(tie) is not None
            days = self._whole_year(year, beginning["unit"])
            member = self.mention(match.start(), match.end(), days, "year")
            if member is None:
                break
            members.insert(0, member)
        if len(members) == 1:
            return last
        start = members[0].start
        if beginning["era"] and members[0].start == low:
            start = beginning.start("era")
        if is_range and len(members) == 2:
            return joined(self.text, start, last.end, tuple(members), "interval")
        return joined(self.text, start, last.end, tuple(members), "list")

    def _calendar_year(self, number: str, beginning: re.Match[str]) -> int | None:
        """The Gregorian year that a number before 年 names; None if it counts years."""
        of_roc = beginning["era"] is not None and p.IS_ROC.search(beginning["era"]) is not None
        number = number.replace("又", "零")  # 一百又二年
        if of_roc and number.startswith("百"):
            number = f"一{number}"  # 民國百零一年
        value = to_int(number)
        if value is None and (of_roc or beginning["unit"] != "年"):
            value = digit_by_digit(number)  # 九九年度, 民國九九年
        if not value:
            return None
        if beginning["era"]:
            return year_of_era(beginning["era"], value, is_before=beginning["before"] is not None)
        if p.IS_FOUR_DIGITS.fullmatch(number):
            return value if value in _FOUR_DIGIT_YEARS else None
        if beginning["unit"] != "年":
            return value + ROC_OFFSET if value in _FISCAL_ROC_YEARS else None
        if value not in _BARE_YEARS or (value > _LAST_CHINESE_YEAR and not number.isascii()):
            return None
        return self._bare_year(value, beginning)

    def _bare_year(self, value: int, beginning: re.Match[str]) -> int | None:
        """The Gregorian year of a number before 年 without an era, by the words around it."""
        after = p.AFTER_YEAR.match(self.folded, beginning.end())
        if after is None:
            return None
        if after["day"] or (after["part"] and value >= _FIRST_ROC_YEAR_WITH_PART):
            return value + ROC_OFFSET
        if after["counted"] or p.COUNTED_BEFORE.before(self.folded, beginning.start()):
            return None
        if value > _LAST_BARE_ROC_YEAR:
            return value
        is_past = (
            after["act"]
            and self.folded[max(0, beginning.start() - 1) : beginning.start()] in p.SINCE
        )
        return value + ROC_OFFSET if value >= _FIRST_BARE_ROC_YEAR or is_past else None

    def _from_relative(self, beginning: re.Match[str]) -> DateMention | None:
        word = beginning["relative"]
        year: int | None = None
        if beginning["given"]:
            value = to_int(beginning["given"])
            if value is None or value not in GREGORIAN_YEARS:
                return None
            year = value + ROC_OFFSET if value < FIRST_GREGORIAN_YEAR else value
            if word in p.FROM_NOW:
                self.this_year = year - p.FROM_NOW[word]
        elif word == "本" and self._has_own_fiscal_year():
            return self.from_own_year(beginning.start("relative"), beginning.end())
        elif word in p.BEFORE_THEN and self._has_own_fiscal_year():
            return self.from_year_before(beginning.start("relative"), beginning.end())
        else:
            year = self._related_year(word)
        if year is None:
            return None if word == "全" else self._unresolved(beginning)
        self.year, self.month = year, None
        return self._tail(beginning.start("relative"), beginning.end(), year, "年")

    def _has_own_fiscal_year(self) -> bool:
        """True if 本年度 is the period of the document and no calendar year."""
        is_defined = self.fiscal or p.OWN_YEAR in self.names
        return (
            is_defined
            and self.document_period is not None
            and not _is_calendar_year(self.document_period)
        )

    def _from_bracketed(self, beginning: re.Match[str]) -> DateMention | None:
        """（113）年: the year in brackets."""
        value = to_int(beginning["bracketed_year"]) or 0
        if not any(value in years for years in _BRACKETED_YEARS):
            return None
        year = value if value >= FIRST_GREGORIAN_YEAR else value + ROC_OFFSET
        self.year, self.month = year, None
        return self._tail(beginning.start("bracketed"), beginning.end(), year, "年")

    def _related_year(self, word: str) -> int | None:
        """The year of 今年, 本年度, 同年 or 前一年."""
        if word in p.FROM_THEN:
            return None if self.year is None else self.year + p.FROM_THEN[word]
        if word in p.BEFORE_THEN:
            year = self.year or self.document_year or self.this_year
            return None if year is None else year + p.BEFORE_THEN[word]
        year = self.document_year if word == "本" and self.document_year else self.this_year
        return None if year is None else year + p.FROM_NOW[word]

    def _unresolved(self, beginning: re.Match[str]) -> DateMention:
        """A relative year without its reference, open at both ends, with what follows it."""
        self.year = self.month = None
        end = beginning.end()
        for pattern in (p.MONTH, p.QUARTER, p.PART):
            match = pattern.match(self.folded, end)
            if match:
                end = match.end()
        day = p.DAY.match(self.folded, end)
        end = day.end() if day else end
        start = beginning.start("relative")
        text = self.text[start:end]
        return DateMention(start, end, text, Period(text, None, None), "year")

    def _tail(self, start: int, end: int, year: int, unit: str) -> DateMention | None:
        """The date of a year with what follows it: a month, a day, a quarter, a half, 底 or 初."""
        folded = self.folded
        if unit in p.SCHOOL:
            return self._school_year(start, end, year)
        if before := p.YEARS_BEFORE.match(folded, end):
            return self.years_before(start, before.end(), year, before["count"])
        month = p.MONTH.match(folded, end)
        if month:
            return self._months(start, month, year)
        broken = p.BROKEN_MONTH.match(folded, end)
        if broken:
            return self.mention(start, broken.end(), DayRange(None, None), "month")
        same = p.SAME_PERIOD.match(folded, end)
        if same:
            own = self.same(same[0][-1])
            days = periods.shift_years(own, year - own.last.year) if own and own.last else None
            return self.mention(start, same.end(), days or DayRange(None, None), "month")
        bracket = p.MONTH_BRACKET.match(folded, end)
        if bracket:
            found = self._months(start, bracket, year)
            return found and self._moved(replace(found, end=bracket.end()), start)
        days = self._whole_year(year, unit)
        quarter = p.QUARTER.match(folded, end)
        if quarter:
            if days != periods.years(year, year):  # a half of an old fiscal year
                return self.mention(start, quarter.end(), DayRange(None, None), "half")
            return self._quarters(start, quarter, year)
        part = p.PART.match(folded, end)
        if part and days:
            name = p.PARTS[part[1]]
            ended = periods.part_of(days, name)
            precision = "day" if name == "close" else "month" if name == "first" else "year"
            return self.mention(start, part.end(), ended, precision)
        return self.mention(start, end, days, "year")

    def _whole_year(self, year: int, unit: str) -> DayRange | None:
        if unit in p.SCHOOL:
            return periods.months(year, 8, 7)
        if unit in p.FISCAL or (self.fiscal and unit in p.BUDGET_YEAR):
            return fiscal_year(year)
        return periods.years(year, year)

    def _school_year(self, start: int, end: int, year: int) -> DateMention | None:
        term = p.TERM.match(self.folded, end)
        if term is None:
            return self.mention(start, end, periods.months(year, 8, 7), "year")
        first = to_int(term[1]) == 1
        days = periods.months(year, 8, 1) if first else periods.months(year + 1, 2, 7)
        return self.mention(start, term.end(), days, "half")

    def _from_month(self, beginning: re.Match[str]) -> DateMention | None:
        match = p.MONTH.match(self.folded, beginning.start("month"))
        if match is None:
            return None
        numbers = [to_int(n) for n in p.NUMBER.findall(match["months"])]
        first = min((n for n in numbers if n), default=1)
        year = self.year_of_month(first, match.start(), match.end())
        if year is None:
            return self._without_year(match) if self.document_period else None
        year = self._not_ahead(year, first)
        return self._months(match.start("months"), match, year)

    def _without_year(self, match: re.Match[str]) -> DateMention | None:
        """A month or day whose year is not certain, open at both ends."""
        start, end = match.start("months"), match.end()
        day = p.DAY.match(self.folded, end)
        end = day.end() if day else end
        return self.mention(start, end, DayRange(None, None), "day" if day else "month")

    def _not_ahead(self, year: int, month: int) -> int:
        """The year of a month without one, not after the date of writing.

        A plan for next December does not put the months that the text counts in the future.
        """
        now = self.anchor.last if self.anchor else None
        if (
            now
            and self.this_year
            and year > self.this_year
            and (year, month) > (now.year, now.month)
        ):
            return self.this_year
        return year

    def _months(self, start: int, match: re.Match[str], year: int) -> DateMention | None:
        numbers = [to_int(n) for n in p.NUMBER.findall(match["months"])]
        if not all(n is not None and 1 <= n <= 12 for n in numbers):
            return None
        first, last = numbers[0] or 0, numbers[-1] or 0
        self.year, self.month = year, last
        end = match.end()
        if len(numbers) > 1:
            days = periods.months(year, first, last)
            form = "interval" if p.IS_RANGE.search(match["months"]) else "list"
            found = self.mention(start, end, days, "month")
            return found and replace(found, form=form)
        day = p.DAY.match(self.folded, end)
        if day:
            return self.days(start, day, year, first)
        days = periods.month(year, first)
        part = p.PART.match(self.folded, end)
        if part and days:
            name = p.PARTS[part[1]]
            ended = periods.part_of(days, name)
            return self.mention(start, part.end(), ended, "day" if name == "close" else "month")
        return self.mention(start, end, days, "month")

    def _from_quarter(self, beginning: re.Match[str]) -> DateMention | None:
        match = p.QUARTER.match(self.folded, beginning.start("quarter"))
        if match is None:
            return None
        first = 7 if match["half"] == "下" else 3 * min(_quarter_numbers(match), default=1) - 2
        year = self.year_of_month(first, match.start(), match.end())
        if year is None:
            return None
        return self._quarters(beginning.start("quarter"), match, self._not_ahead(year, first))

    def _quarters(self, start: int, match: re.Match[str], year: int) -> DateMention | None:
        self.year = year
        if match["half"]:
            first = 1 if match["half"] in "上前" else 7
            days = periods.months(year, first, first + 5)
            return self.mention(start, match.end(), days, "half")
        if match["first_quarters"]:
            count = to_int(match["first_quarters"]) or 0
            return self.mention(start, match.end(), periods.months(year, 1, 3 * count), "quarter")
        if match["first_months"]:
            days = periods.months(year, 1, to_int(match["first_months"]) or 0)
            return self.mention(start, match.end(), days, "month")
        numbers = _quarter_numbers(match)
        days = periods.months(year, 3 * min(numbers) - 2, 3 * max(numbers))
        found = self.mention(start, match.end(), days, "quarter")
        if found is None or len(numbers) == 1:
            return found
        is_range = p.IS_RANGE.search(match["quarters"]) is not None
        return replace(found, form="interval" if is_range else "list")

    def _from_english(self, beginning: re.Match[str]) -> DateMention | None:
        name = beginning["month_first"] or beginning["month_second"]
        month = p.ENGLISH_MONTHS.index(name[:3]) + 1
        year = int(beginning["english_year"])
        number = beginning["day_second"] or beginning["day_first"]
        self.year, self.month = year, month
        days = periods.day(year, month, int(number)) if number else periods.month(year, month)
        precision = "day" if number else "month"
        return self.mention(beginning.start("english"), beginning.end("english"), days, precision)

    def _from_decade(self, beginning: re.Match[str]) -> DateMention | None:
        value = to_int(beginning["decade_year"])
        if value is None or value % 10 or value not in _DECADES:
            return None
        if beginning["decade_era"]:
            year = value + ROC_OFFSET
        else:
            year = value if value >= FIRST_GREGORIAN_YEAR else 1900 + value
        days = periods.years(year, year + 9)
        return self.mention(beginning.start("decade"), beginning.end("decade"), days, "decade")

    def _from_century(self, beginning: re.Match[str]) -> DateMention | None:
        value = to_int(beginning["century_number"])
        if value is None or value not in _CENTURIES:
            return None
        days = periods.years(100 * value - 99, 100 * value)
        return self.mention(beginning.start("century"), beginning.end("century"), days, "century")

    def bare_day(self, place: int) -> DateMention | None:
        """30日, or 10.3 behind 107.9.29: a day of the last year and month."""
        match = p.DAY.match(self.folded, place) or p.DOTTED_DAY.match(self.folded, place)
        if match is None or self.year is None:
            return None
        groups = match.groupdict()
        if groups.get("dotted_month"):
            days = periods.day(self.year, int(groups["dotted_month"]), int(groups["dotted_day"]))
            return self.mention(match.start(), match.end(), days, "day")
        if self.month is None:
            return None
        days = periods.day(self.year, self.month, to_int(match["day"]) or 0)
        return self.mention(match.start(), match.end(), days, "day")


def _quarter_numbers(match: re.Match[str]) -> list[int]:
    """The quarters of a match of `QUARTER`, 1 to 4: 第二、三季; [] for a half and 前三季."""
    written = f"{match['quarters'] or ''}{match['number'] or match['latin'] or ''}"
    return [to_int(number) or 0 for number in p.NUMBER.findall(written)]


def _is_calendar_year(days: DayRange) -> bool:
    """True if a period lies in one calendar year; 本年度 is then that year."""
    return bool(days.first and days.last and days.first.year == days.last.year)

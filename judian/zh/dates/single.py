"""One date in a text: a year with what follows it, a month, or a word like 同年.

The reader remembers the last year and month, so that 同年, 同月 and a month without a year find
theirs. Statements of several dates are put together in `judian.zh.dates.expressions`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from judian.zh.dates import patterns as p
from judian.zh.dates import periods
from judian.zh.dates.periods import ROC_OFFSET, DayRange, Period
from judian.zh.dates.state import DateMention, DateState, joined, to_int

if TYPE_CHECKING:
    import re


class SingleReader(DateState):
    """Reads the dates of one text one by one, from left to right."""

    def single(self, head: re.Match[str]) -> DateMention | None:
        """The date of a match of `HEAD`, None if no calendar has it or it is none."""
        readers = {
            "year": self._from_year,
            "bracketed": self._from_bracketed,
            "relative": self._from_relative,
            "month": self._from_month,
            "dotted": self._from_dotted,
            "english": self._from_english,
            "decade": self._from_decade,
            "century": self._from_century,
            "same_month": self.from_same_month,
            "same_quarter": self.from_same_quarter,
            "quarter": self._from_quarter,
            "same_period": self.from_same_period,
            "since_event": self.from_event,
            "to_now": self.from_to_now,
            "this_day": self.from_this_day,
            "this_month": self.from_this_month,
            "recent": self.from_recent,
            "year_end": self.from_year_end,
        }
        kind = next((name for name in readers if head[name] is not None), None)
        return readers[kind](head) if kind else None

    def _from_year(self, head: re.Match[str]) -> DateMention | None:
        year = self._calendar_year(head["year"], head)
        if year is None:
            return None
        self.year, self.month = year, None
        tail = self._tail(head.start("year"), head.end(), year, head["unit"])
        if tail is None:
            return None
        if head["years"]:
            return self._year_list(head, tail)
        return self._moved(tail, head.start("era")) if head["era"] else tail

    def _moved(self, mention: DateMention, start: int) -> DateMention:
        text = self.text[start : mention.end]
        return replace(mention, start=start, text=text, period=replace(mention.period, text=text))

    def _year_list(self, head: re.Match[str], last: DateMention) -> DateMention | None:
        """109至113年度, 111、112及113年: the numbers before the one that has 年."""
        members: list[DateMention] = [last]
        low = head.start("years")
        is_range = False
        for match in reversed(list(p.NUMBER.finditer(self.folded, low, head.end("years")))):
            year = self._calendar_year(match[0], head)
            if year is None:
                break
            tie = self.folded[match.end() : members[0].start]
            is_range = is_range or p.IS_RANGE.search(tie) is not None
            span = self._whole_year(year, head["unit"])
            member = self.mention(match.start(), match.end(), span, "year")
            if member is None:
                break
            members.insert(0, member)
        if len(members) == 1:
            return last
        start = members[0].start
        if head["era"] and members[0].start == low:
            start = head.start("era")
        if is_range and len(members) == 2:
            return joined(self.text, start, last.end, tuple(members), "interval")
        return joined(self.text, start, last.end, tuple(members), "list")

    def _calendar_year(self, number: str, head: re.Match[str]) -> int | None:
        """The Gregorian year that a number before 年 means, None if it counts years."""
        value = to_int(number)
        if value is None or value == 0:
            return None
        era = head["era"]
        if era and p.IS_ROC.search(era):
            return (1912 - value if head["before"] else value + ROC_OFFSET) if value < 300 else None
        if era in p.ERA_OFFSETS:
            return value + p.ERA_OFFSETS[era] if value <= 64 else None
        if era or p.IS_FOUR_DIGITS.fullmatch(number):
            return value if 1000 <= value <= 2999 or (era and value <= 2999) else None
        if head["unit"] != "年":
            return value + ROC_OFFSET if 30 <= value <= 200 else None
        if value > 200 and not number.isascii():
            return None
        if not 10 <= value <= 999:
            return None
        after = p.AFTER_YEAR.match(self.folded, head.end())
        if after is None:
            return None
        if after["day"] or (after["part"] and value >= 38):
            return value + ROC_OFFSET
        if (
            p.COUNTED_BEFORE.search(self.folded, max(0, head.start() - 4), head.start())
            or (after["counted"])
        ):
            return None
        if value > 150:
            return value  # 955年 of a chronicle
        if value >= 60:
            return value + ROC_OFFSET
        is_past = after["act"] and self.folded[max(0, head.start() - 1) : head.start()] in p.SINCE
        return value + ROC_OFFSET if is_past else None

    def _from_relative(self, head: re.Match[str]) -> DateMention | None:
        word = head["relative"]
        year: int | None = None
        if head["given"]:
            value = to_int(head["given"])
            if value is None or not 1 <= value <= 2999:
                return None
            year = value + ROC_OFFSET if value < 1000 else value
            if word in p.FROM_NOW:
                self.this_year = year - p.FROM_NOW[word]
        else:
            year = self._related_year(word)
        if year is None:
            return None if word == "全" else self._unresolved(head)
        self.year, self.month = year, None
        return self._tail(head.start("relative"), head.end(), year, "年")

    def _from_bracketed(self, head: re.Match[str]) -> DateMention | None:
        """（113）年, a year that the writer filled in."""
        value = to_int(head["bracketed_year"]) or 0
        if not (60 <= value <= 200 or 1900 <= value <= 2200):
            return None
        year = value if value >= 1000 else value + ROC_OFFSET
        self.year, self.month = year, None
        return self._tail(head.start("bracketed"), head.end(), year, "年")

    def _related_year(self, word: str) -> int | None:
        """The year that 今年, 本年度, 同年 or 前一年 means."""
        if word in p.FROM_THEN:
            return None if self.year is None else self.year + p.FROM_THEN[word]
        if word in p.BEFORE_THEN:
            year = self.year or self.document_year or self.this_year
            return None if year is None else year + p.BEFORE_THEN[word]
        year = self.document_year if word == "本" and self.document_year else self.this_year
        return None if year is None else year + p.FROM_NOW[word]

    def _unresolved(self, head: re.Match[str]) -> DateMention:
        self.year = self.month = None
        end = head.end()
        for pattern in (p.MONTH, p.QUARTER, p.PART):
            match = pattern.match(self.folded, end)
            if match:
                end = match.end()
        day = p.DAY.match(self.folded, end)
        end = day.end() if day else end
        start = head.start("relative")
        text = self.text[start:end]
        return DateMention(start, end, text, Period(text, None, None), "year")

    def _tail(self, start: int, end: int, year: int, unit: str) -> DateMention | None:
        """What follows a year: a month with or without a day, a quarter, a half, 底 or 初."""
        folded = self.folded
        if unit in p.SCHOOL:
            return self._school_year(start, end, year)
        month = p.MONTH.match(folded, end)
        if month:
            return self._months(start, month, year)
        same = p.SAME_PERIOD.match(folded, end)
        if same and self.last and self.last.last:
            span = periods.shift_years(self.last, year - self.last.last.year)
            return self.mention(start, same.end(), span, "month")
        bracket = p.MONTH_BRACKET.match(folded, end)
        if bracket:
            found = self._months(start, bracket, year)
            return found and self._moved(replace(found, end=bracket.end()), start)
        quarter = p.QUARTER.match(folded, end)
        if quarter:
            return self._quarters(start, quarter, year)
        span = self._whole_year(year, unit)
        part = p.PART.match(folded, end)
        if part and span:
            name = p.PARTS[part[1]]
            ended = periods.part_of(span, name)
            precision = "day" if name == "close" else "month" if name == "first" else "year"
            return self.mention(start, part.end(), ended, precision)
        return self.mention(start, end, span, "year")

    def _whole_year(self, year: int, unit: str) -> DayRange | None:
        if unit in p.SCHOOL:
            return periods.months(year, 8, 7)
        if unit in p.FISCAL and year - ROC_OFFSET <= 88:
            return periods.months(year - 1, 7, 6)  # from July until the reform of 2000
        return periods.years(year, year)

    def _school_year(self, start: int, end: int, year: int) -> DateMention | None:
        term = p.TERM.match(self.folded, end)
        if term is None:
            return self.mention(start, end, periods.months(year, 8, 7), "year")
        first = to_int(term[1]) == 1
        span = periods.months(year, 8, 1) if first else periods.months(year + 1, 2, 7)
        return self.mention(start, term.end(), span, "half")

    def _from_month(self, head: re.Match[str]) -> DateMention | None:
        match = p.MONTH.match(self.folded, head.start("month"))
        year = self.year or self.this_year
        if match is None or year is None:
            return None
        numbers = [to_int(n) for n in p.NUMBER.findall(match["months"])]
        year = self._not_ahead(year, min((n for n in numbers if n), default=1))
        return self._months(match.start("months"), match, year)

    def _not_ahead(self, year: int, month: int) -> int:
        """The year of a month that is named without one: what a text says of a plan for next
        December does not put the months it counts in the future."""
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
            span = periods.months(year, first, last)
            form = "interval" if p.IS_RANGE.search(match["months"]) else "list"
            found = self.mention(start, end, span, "month")
            return found and replace(found, form=form)
        day = p.DAY.match(self.folded, end)
        if day:
            return self.days(start, day, year, first)
        span = periods.month(year, first)
        part = p.PART.match(self.folded, end)
        if part and span:
            name = p.PARTS[part[1]]
            ended = periods.part_of(span, name)
            return self.mention(start, part.end(), ended, "day" if name == "close" else "month")
        return self.mention(start, end, span, "month")

    def _from_quarter(self, head: re.Match[str]) -> DateMention | None:
        match = p.QUARTER.match(self.folded, head.start("quarter"))
        year = self.year or self.this_year
        if match is None or year is None:
            return None
        first = (
            7
            if match["half"] == "下"
            else 3 * (to_int(match["number"] or match["latin"] or "1") or 1) - 2
        )
        return self._quarters(head.start("quarter"), match, self._not_ahead(year, first))

    def _quarters(self, start: int, match: re.Match[str], year: int) -> DateMention | None:
        self.year = year
        if match["half"]:
            span = (
                periods.months(year, 1, 6) if match["half"] == "上" else periods.months(year, 7, 12)
            )
            return self.mention(start, match.end(), span, "half")
        if match["first_quarters"]:
            count = to_int(match["first_quarters"]) or 0
            return self.mention(start, match.end(), periods.months(year, 1, 3 * count), "quarter")
        number = to_int(match["number"] or match["latin"]) or 0
        span = periods.months(year, 3 * number - 2, 3 * number)
        return self.mention(start, match.end(), span, "quarter")

    def _from_dotted(self, head: re.Match[str]) -> DateMention | None:
        pieces = [int(n) for n in p.NUMBER.findall(head["dotted"])]
        year = pieces[0] if pieces[0] >= 1000 else pieces[0] + ROC_OFFSET
        if not (38 <= pieces[0] <= 200 or 1900 <= pieces[0] <= 2100):
            return None
        span = periods.day(year, pieces[1], pieces[2])
        if span:
            self.year, self.month = year, pieces[1]
        return self.mention(head.start("dotted"), head.end("dotted"), span, "day")

    def _from_english(self, head: re.Match[str]) -> DateMention | None:
        name = head["month_first"] or head["month_second"]
        month = p.ENGLISH_MONTHS.index(name[:3]) + 1
        year = int(head["english_year"])
        number = head["day_second"] or head["day_first"]
        self.year, self.month = year, month
        span = periods.day(year, month, int(number)) if number else periods.month(year, month)
        precision = "day" if number else "month"
        return self.mention(head.start("english"), head.end("english"), span, precision)

    def _from_decade(self, head: re.Match[str]) -> DateMention | None:
        value = to_int(head["decade_year"])
        if value is None or value % 10 or not 10 <= value <= 2990:
            return None
        if head["decade_era"]:
            year = value + ROC_OFFSET
        else:
            year = value if value >= 1000 else 1900 + value
        span = periods.years(year, year + 9)
        return self.mention(head.start("decade"), head.end("decade"), span, "decade")

    def _from_century(self, head: re.Match[str]) -> DateMention | None:
        value = to_int(head["century_number"])
        if value is None or not 1 <= value <= 30:
            return None
        span = periods.years(100 * value - 99, 100 * value)
        return self.mention(head.start("century"), head.end("century"), span, "century")

    def bare_day(self, place: int) -> DateMention | None:
        """30日, or 10.3 after 107.9.29: a day of the last year and month."""
        match = p.DAY.match(self.folded, place) or p.DOTTED_DAY.match(self.folded, place)
        if match is None or self.year is None:
            return None
        groups = match.groupdict()
        if groups.get("dotted_month"):
            span = periods.day(self.year, int(groups["dotted_month"]), int(groups["dotted_day"]))
            return self.mention(match.start(), match.end(), span, "day")
        if self.month is None:
            return None
        span = periods.day(self.year, self.month, to_int(match["day"]) or 0)
        return self.mention(match.start(), match.end(), span, "day")

"""One date in a text: a year with what follows it, a month, or a word like 同年.

The reader remembers the last year and month, so that 同年, 同月 and a month without a year find
theirs. Statements of several dates are put together in `zh.dates`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from zh import date_patterns as p
from zh import periods
from zh.numerals import evaluate
from zh.periods import ROC_OFFSET, Period, Span


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date, or several that form one statement, at `[start, end)`.

    `precision` is day, month, quarter, half, year, decade or century. `form` is point, list
    (111、112及113年), interval (自…至…), until (截至…止), since (自…起); all but point have the
    single dates in `parts`. The period of a list reaches from its first to its last day. `compared`
    says that the text only compares with it (較112年度).
    """

    start: int
    end: int
    text: str
    period: Period
    precision: str
    form: str = "point"
    parts: tuple[DateMention, ...] = ()
    compared: bool = False


def joined(
    text: str, start: int, end: int, parts: tuple[DateMention, ...], form: str
) -> DateMention:
    """Several dates as one statement: a list, or an interval from the first to the last."""
    spans = [periods.span_of(part.period) for part in parts]
    span = periods.hull(spans)
    if form == "interval":
        span = Span(spans[0].first, spans[-1].last)
    written = text[start:end]
    return DateMention(start, end, written, span.named(written), parts[-1].precision, form, parts)


class SingleReader:
    """Reads the dates of one text one by one, from left to right."""

    def __init__(
        self,
        text: str,
        folded: str,
        reference: str | None,
        antecedent: Period | None,
        subject: Period | None,
    ) -> None:
        self.text = text
        self.folded = folded
        self.reference = periods.parse_reference(reference)
        self.this_year = _last_year(self.reference)
        subject_span = periods.span_of(subject) if subject else None
        self.subject_year = _last_year(subject_span)
        if subject_span and _first_year(subject_span) != self.subject_year:
            self.subject_year = None
        self.last = periods.span_of(antecedent) if antecedent else None
        self.year = _last_year(self.last)
        self.month = self.last.last.month if self.last and self.last.last else None

    def single(self, head: re.Match[str]) -> DateMention | None:
        """The date of a match of `HEAD`, None if no calendar has it or it is none."""
        readers = {
            "year": self._from_year,
            "relative": self._from_relative,
            "month": self._from_month,
            "dotted": self._from_dotted,
            "english": self._from_english,
            "decade": self._from_decade,
            "century": self._from_century,
            "same_month": self._from_same_month,
            "same_quarter": self._from_same_quarter,
            "quarter": self._from_quarter,
            "same_period": self._from_same_period,
            "recent": self._from_recent,
            "year_end": self._from_year_end,
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
            member = self._mention(match.start(), match.end(), span, "year")
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
        value = _number(number)
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
        if not 10 <= value <= 200:
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
        if 60 <= value <= 150:
            return value + ROC_OFFSET
        is_past = after["act"] and self.folded[max(0, head.start() - 1) : head.start()] in p.SINCE
        return value + ROC_OFFSET if is_past else None

    def _from_relative(self, head: re.Match[str]) -> DateMention | None:
        word = head["relative"]
        year: int | None = None
        if head["given"]:
            value = _number(head["given"])
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

    def _related_year(self, word: str) -> int | None:
        """The year that 今年, 本年度, 同年 or 前一年 means."""
        if word in p.FROM_THEN:
            return None if self.year is None else self.year + p.FROM_THEN[word]
        if word in p.BEFORE_THEN:
            year = self.year or self.subject_year or self.this_year
            return None if year is None else year + p.BEFORE_THEN[word]
        year = self.subject_year if word == "本" and self.subject_year else self.this_year
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
            return self._mention(start, same.end(), span, "month")
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
            return self._mention(start, part.end(), ended, precision)
        return self._mention(start, end, span, "year")

    def _whole_year(self, year: int, unit: str) -> Span | None:
        if unit in p.SCHOOL:
            return periods.months(year, 8, 7)
        if unit in p.FISCAL and year - ROC_OFFSET <= 88:
            return periods.months(year - 1, 7, 6)  # from July until the reform of 2000
        return periods.years(year, year)

    def _school_year(self, start: int, end: int, year: int) -> DateMention | None:
        term = p.TERM.match(self.folded, end)
        if term is None:
            return self._mention(start, end, periods.months(year, 8, 7), "year")
        first = _number(term[1]) == 1
        span = periods.months(year, 8, 1) if first else periods.months(year + 1, 2, 7)
        return self._mention(start, term.end(), span, "half")

    def _from_month(self, head: re.Match[str]) -> DateMention | None:
        match = p.MONTH.match(self.folded, head.start("month"))
        year = self.year or self.this_year
        if match is None or year is None:
            return None
        return self._months(match.start("months"), match, year)

    def _months(self, start: int, match: re.Match[str], year: int) -> DateMention | None:
        numbers = [_number(n) for n in p.NUMBER.findall(match["months"])]
        if not all(n is not None and 1 <= n <= 12 for n in numbers):
            return None
        first, last = numbers[0] or 0, numbers[-1] or 0
        self.year, self.month = year, last
        end = match.end()
        if len(numbers) > 1:
            span = periods.months(year, first, last)
            form = "interval" if p.IS_RANGE.search(match["months"]) else "list"
            found = self._mention(start, end, span, "month")
            return found and replace(found, form=form)
        day = p.DAY.match(self.folded, end)
        if day:
            return self._days(start, day, year, first)
        span = periods.month(year, first)
        part = p.PART.match(self.folded, end)
        if part and span:
            name = p.PARTS[part[1]]
            ended = periods.part_of(span, name)
            return self._mention(start, part.end(), ended, "day" if name == "close" else "month")
        return self._mention(start, end, span, "month")

    def _days(self, start: int, match: re.Match[str], year: int, month: int) -> DateMention | None:
        days = [periods.day(year, month, _number(n) or 0) for n in p.NUMBER.findall(match["day"])]
        spans = [d for d in days if d]
        if len(spans) != len(days):
            return None
        found = self._mention(start, match.end(), periods.hull(spans), "day")
        if found and len(spans) > 1:
            form = "interval" if p.IS_RANGE.search(match["day"]) else "list"
            return replace(found, form=form)
        return found

    def _from_quarter(self, head: re.Match[str]) -> DateMention | None:
        match = p.QUARTER.match(self.folded, head.start("quarter"))
        year = self.year or self.this_year
        if match is None or year is None:
            return None
        return self._quarters(head.start("quarter"), match, year)

    def _quarters(self, start: int, match: re.Match[str], year: int) -> DateMention | None:
        self.year = year
        if match["half"]:
            span = (
                periods.months(year, 1, 6) if match["half"] == "上" else periods.months(year, 7, 12)
            )
            return self._mention(start, match.end(), span, "half")
        if match["first_quarters"]:
            count = _number(match["first_quarters"]) or 0
            return self._mention(start, match.end(), periods.months(year, 1, 3 * count), "quarter")
        number = _number(match["number"] or match["latin"]) or 0
        span = periods.months(year, 3 * number - 2, 3 * number)
        return self._mention(start, match.end(), span, "quarter")

    def _from_same_month(self, head: re.Match[str]) -> DateMention | None:
        if self.year is None or self.month is None:
            return None
        year, month = self.year, self.month
        if head["same_month"] == "上":
            year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        end = head.end()
        day = p.DAY.match(self.folded, end)
        if day:
            return self._days(head.start("same_month"), day, year, month)
        span = periods.month(year, month)
        part = p.PART.match(self.folded, end)
        if part and span:
            return self._mention(
                head.start("same_month"),
                part.end(),
                periods.part_of(span, p.PARTS[part[1]]),
                "month",
            )
        return self._mention(head.start("same_month"), end, span, "month")

    def _from_same_quarter(self, head: re.Match[str]) -> DateMention | None:
        """本季, 上季: the quarter last named, and the one before it."""
        first, last = (self.last.first, self.last.last) if self.last else (None, None)
        if first is None or last is None or not 80 <= (last - first).days <= 92:
            return None
        month = first.month - 3 if head["same_quarter"] == "上" else first.month
        year = first.year if month > 0 else first.year - 1
        month = month if month > 0 else month + 12
        span = periods.months(year, month, (month + 1) % 12 + 1)
        return self._mention(head.start("same_quarter"), head.end(), span, "quarter")

    def _from_same_period(self, head: re.Match[str]) -> DateMention | None:
        """去年同期: the last period, a year earlier; 同期 alone is the last period itself."""
        start = head.start("same_period")
        text = self.text[start : head.end()]
        span = self.last
        if span is not None and head["earlier"]:
            span = periods.shift_years(span, -1)
        span = span or Span(None, None)
        return DateMention(start, head.end(), text, span.named(text), "month")

    def _from_recent(self, head: re.Match[str]) -> DateMention | None:
        """近五年: the years that end with the date of writing."""
        count = _number(head["recent_years"] or head["years_since"])
        if count is None or count > 50:
            return None
        start = head.start("recent")
        text = self.text[start : head.end()]
        span = periods.back(self.reference, count) if self.reference else None
        return DateMention(start, head.end(), text, (span or Span(None, None)).named(text), "year")

    def _from_year_end(self, head: re.Match[str]) -> DateMention | None:
        """年底 of the year last named."""
        year = self.year or self.this_year
        span = periods.day(year, 12, 31) if year else None
        return self._mention(head.start("year_end"), head.end(), span, "day")

    def _from_dotted(self, head: re.Match[str]) -> DateMention | None:
        pieces = [int(n) for n in p.NUMBER.findall(head["dotted"])]
        year = pieces[0] if pieces[0] >= 1000 else pieces[0] + ROC_OFFSET
        if not (38 <= pieces[0] <= 200 or 1900 <= pieces[0] <= 2100):
            return None
        span = periods.day(year, pieces[1], pieces[2])
        if span:
            self.year, self.month = year, pieces[1]
        return self._mention(head.start("dotted"), head.end("dotted"), span, "day")

    def _from_english(self, head: re.Match[str]) -> DateMention | None:
        name = head["month_first"] or head["month_second"]
        month = p.ENGLISH_MONTHS.index(name[:3]) + 1
        year = int(head["english_year"])
        number = head["day_second"] or head["day_first"]
        self.year, self.month = year, month
        span = periods.day(year, month, int(number)) if number else periods.month(year, month)
        precision = "day" if number else "month"
        return self._mention(head.start("english"), head.end("english"), span, precision)

    def _from_decade(self, head: re.Match[str]) -> DateMention | None:
        value = _number(head["decade_year"])
        if value is None or value % 10 or not 10 <= value <= 2990:
            return None
        if head["decade_era"]:
            year = value + ROC_OFFSET
        else:
            year = value if value >= 1000 else 1900 + value
        span = periods.years(year, year + 9)
        return self._mention(head.start("decade"), head.end("decade"), span, "decade")

    def _from_century(self, head: re.Match[str]) -> DateMention | None:
        value = _number(head["century_number"])
        if value is None or not 1 <= value <= 30:
            return None
        span = periods.years(100 * value - 99, 100 * value)
        return self._mention(head.start("century"), head.end("century"), span, "century")

    def _mention(
        self, start: int, end: int, span: Span | None, precision: str
    ) -> DateMention | None:
        if span is None:
            return None
        text = self.text[start:end]
        return DateMention(start, end, text, span.named(text), precision)

    def bare_day(self, place: int) -> DateMention | None:
        """30日, or 10.3 after 107.9.29: a day of the last year and month."""
        match = p.DAY.match(self.folded, place) or p.DOTTED_DAY.match(self.folded, place)
        if match is None or self.year is None:
            return None
        groups = match.groupdict()
        if groups.get("dotted_month"):
            span = periods.day(self.year, int(groups["dotted_month"]), int(groups["dotted_day"]))
            return self._mention(match.start(), match.end(), span, "day")
        if self.month is None:
            return None
        span = periods.day(self.year, self.month, _number(match["day"]) or 0)
        return self._mention(match.start(), match.end(), span, "day")


def _last_year(span: Span | None) -> int | None:
    return span.last.year if span and span.last else None


def _first_year(span: Span) -> int | None:
    return span.first.year if span.first else None


def _number(text: str) -> int | None:
    evaluated = evaluate(text)
    if evaluated is None or evaluated[1]:
        return None
    value = evaluated[0]
    return int(value) if value == int(value) and value < 10000 else None

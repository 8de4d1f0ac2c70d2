"""State of the date scanner, and the relative expressions that are resolved from it.

The state holds the last year, month and period named, the anchor date (the date of writing) and
the period that the document is about; 同月, 本季, 同期, 近五年 and 年底 are resolved from these.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from judian.zh.dates import patterns as p
from judian.zh.dates import periods
from judian.zh.dates.periods import DayRange, Period
from judian.zh.numbers.numerals import evaluate

if TYPE_CHECKING:
    import re

    from judian.zh.dates.reference_events import ReferenceEvents


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
    spans = [periods.days_of(part.period) for part in parts]
    span = periods.hull(spans)
    if form == "interval":
        span = DayRange(spans[0].first, spans[-1].last)
    written = text[start:end]
    return DateMention(start, end, written, span.named(written), parts[-1].precision, form, parts)


class DateState:
    """The memory of one pass over a text, and the dates that are words of reference."""

    def __init__(
        self,
        text: str,
        folded: str,
        anchor_date: str | None,
        antecedent: Period | None,
        document_period: Period | None,
        events: ReferenceEvents,
    ) -> None:
        self.text = text
        self.folded = folded
        self.events = events
        self.anchor = periods.parse_anchor_date(anchor_date)
        self.this_year = _last_year(self.anchor)
        self.document_period = periods.days_of(document_period) if document_period else None
        self.document_year = _last_year(self.document_period)
        if self.document_period and _first_year(self.document_period) != self.document_year:
            self.document_year = None
        self.last = periods.days_of(antecedent) if antecedent else None
        self.year = _last_year(self.last)
        self.month = self.last.last.month if self.last and self.last.last else None

    def mention(
        self, start: int, end: int, span: DayRange | None, precision: str
    ) -> DateMention | None:
        """The date at `[start, end)`; None for a span that no calendar has."""
        if span is None:
            return None
        text = self.text[start:end]
        return DateMention(start, end, text, span.named(text), precision)

    def days(self, start: int, match: re.Match[str], year: int, month: int) -> DateMention | None:
        """The day, or the days, that a match of `DAY` names; None if one of them is none."""
        days = [periods.day(year, month, to_int(n) or 0) for n in p.NUMBER.findall(match["day"])]
        spans = [d for d in days if d]
        if len(spans) != len(days):
            return None
        found = self.mention(start, match.end(), periods.hull(spans), "day")
        if found and len(spans) > 1:
            form = "interval" if p.IS_RANGE.search(match["day"]) else "list"
            return replace(found, form=form)
        return found

    def from_same_month(self, head: re.Match[str]) -> DateMention | None:
        """同月, 上月: the month last named, and the one before it."""
        if self.year is None or self.month is None:
            return None
        year, month = self.year, self.month
        if head["same_month"] == "上":
            year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        end = head.end()
        day = p.DAY.match(self.folded, end)
        if day:
            return self.days(head.start("same_month"), day, year, month)
        span = periods.month(year, month)
        part = p.PART.match(self.folded, end)
        if part and span:
            return self.mention(
                head.start("same_month"),
                part.end(),
                periods.part_of(span, p.PARTS[part[1]]),
                "month",
            )
        return self.mention(head.start("same_month"), end, span, "month")

    def from_this_day(self, head: re.Match[str]) -> DateMention | None:
        """今（15）日: the day of the month of writing, 昨（31）日 that of the month before it."""
        now, number = self.anchor, to_int(head["given_day"])
        if number is None:
            return None
        if now and now.last:
            year, month = now.last.year, now.last.month
            if head["which_day"] == "昨" and now.first == now.last and number > now.last.day:
                year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        elif self.year and self.month:
            year, month = self.year, self.month
        else:
            return None
        span = periods.day(year, month, number)
        if span:
            self.year, self.month = year, month
        return self.mention(head.start("this_day"), head.end(), span, "day")

    def from_this_month(self, head: re.Match[str]) -> DateMention | None:
        """本（9）月: the month of the year of writing."""
        year, number = self.this_year or self.year, to_int(head["given_month"])
        span = periods.month(year, number) if year and number else None
        if span:
            self.year, self.month = year, number
        return self.mention(head.start("this_month"), head.end(), span, "month")

    def from_same_quarter(self, head: re.Match[str]) -> DateMention | None:
        """本季, 上季: the quarter last named, else the document's own, and the one before it."""
        first = next(
            (q.first for q in (self.last, self.document_period) if _is_quarter(q) and q), None
        )
        if first is None:
            return None
        month = first.month - 3 if head["same_quarter"] == "上" else first.month
        year = first.year if month > 0 else first.year - 1
        month = month if month > 0 else month + 12
        span = periods.months(year, month, (month + 1) % 12 + 1)
        return self.mention(head.start("same_quarter"), head.end(), span, "quarter")

    def from_same_period(self, head: re.Match[str]) -> DateMention | None:
        """去年同期: the last period, a year earlier; 同期 alone is the last period itself."""
        start = head.start("same_period")
        text = self.text[start : head.end()]
        span = self.last
        if span is not None and (head["earlier"] or head["year_ago"]):
            span = periods.shift_years(span, -1)
        span = span or DayRange(None, None)
        return DateMention(start, head.end(), text, span.named(text), "month")

    def from_event(self, head: re.Match[str]) -> DateMention | None:
        """自協定生效以來: since the day that the document states elsewhere."""
        began = self.events.began(head["event_phrase"], head["began"])
        if began is None:
            return None
        span = DayRange(began, self.events.until.get(began))
        start, end = head.span("since_event")
        text = self.text[start:end]
        return DateMention(start, end, text, span.named(text), "day", "since")

    def from_to_now(self, head: re.Match[str]) -> DateMention | None:
        """迄今: from the last day named, where the sentence before is about it, to the writing."""
        start, end = head.span("to_now")
        text = self.text[start:end]
        event = p.EVENT_BEFORE.search(self.folded, max(0, start - 24), start)
        is_day = event and self.last and self.last.first == self.last.last
        began = self.last.first if is_day and self.last else None
        known = self.anchor.last if self.anchor else None
        if began is None and known is None:
            return None
        return DateMention(start, end, text, DayRange(began, known).named(text), "day", "until")

    def from_recent(self, head: re.Match[str]) -> DateMention | None:
        """近五年: the years that end with the year the document is about, else with the date of
        writing."""
        count = to_int(head["recent_years"] or head["years_since"])
        if count is None or count > 50:
            return None
        start = head.start("recent")
        text = self.text[start : head.end()]
        span = periods.back(self.anchor, count) if self.anchor else None
        if self.document_year and _is_year(self.document_period):
            # 近三年 in a report on 113年 are 111 to 113, whenever it was printed
            span = periods.years(self.document_year - count + 1, self.document_year)
        return DateMention(
            start, head.end(), text, (span or DayRange(None, None)).named(text), "year"
        )

    def from_year_end(self, head: re.Match[str]) -> DateMention | None:
        """年底 of the year last named."""
        year = self.year or self.this_year
        span = periods.day(year, 12, 31) if year else None
        return self.mention(head.start("year_end"), head.end(), span, "day")


def _is_quarter(span: DayRange | None) -> bool:
    return bool(span and span.first and span.last and 80 <= (span.last - span.first).days <= 92)


def _is_year(span: DayRange | None) -> bool:
    return bool(span and span.first and span.last and (span.last - span.first).days >= 364)


def _last_year(span: DayRange | None) -> int | None:
    return span.last.year if span and span.last else None


def _first_year(span: DayRange) -> int | None:
    return span.first.year if span.first else None


def to_int(text: str) -> int | None:
    evaluated = evaluate(text)
    if evaluated is None or evaluated[1]:
        return None
    value = evaluated[0]
    return int(value) if value == int(value) and value < 10000 else None

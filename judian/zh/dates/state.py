"""State of the date scanner: the dates that later expressions of the same text refer to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from judian.zh.dates import patterns as p
from judian.zh.dates import periods
from judian.zh.dates.mention import DateMention
from judian.zh.numbers.values import evaluate

if TYPE_CHECKING:
    import re

    from judian.zh.dates.context import DateContext
    from judian.zh.dates.periods import DayRange

#: Numbers of dates are below this; a longer one is no year.
_NUMBER_LIMIT = 10_000


class DateScannerState:
    """The memory of one pass over a text, and the construction of its mentions.

    `last` are the days of the last period named, `year` and `month` the last ones named; `base` is
    the last period of this text that is none beside its own (上季). `last_named` is the last date
    of this text that it does not only compare with; None where `year` is that of the text before
    it. `is_joined` is True while the end of a range or the next item of a list is read: 三月 of
    113年元月至三月 is in the year of the first one. `this_year` is the year of writing and
    `document_year` the one year that the document is about; each is None if unknown.
    """

    def __init__(self, text: str, folded: str, context: DateContext) -> None:
        self.text = text
        self.folded = folded
        self.events = context.events
        self.fiscal = context.fiscal
        self.anchor = periods.parse_anchor_date(context.anchor_date)
        self.this_year = _last_year(self.anchor)
        self.names = {name: periods.days_of(period) for name, period in context.names}
        own, antecedent = context.document_period, context.antecedent
        own = dict(context.names).get(p.OWN_YEAR, own)
        self.document_period = periods.days_of(own) if own else None
        self.document_year = _last_year(self.document_period)
        if self.document_period and _first_year(self.document_period) != self.document_year:
            self.document_year = None
        self.last = periods.days_of(antecedent) if antecedent else None
        self.year = _last_year(self.last)
        self.month = self.last.last.month if self.last and self.last.last else None
        self.last_named: DateMention | None = None
        self.base: DayRange | None = None
        self.is_joined = False

    def mention(
        self, start: int, end: int, days: DayRange | None, precision: str
    ) -> DateMention | None:
        """The date at `[start, end)`; None for `days` that no calendar has."""
        if days is None:
            return None
        text = self.text[start:end]
        return DateMention(start, end, text, days.named(text), precision)

    def days(self, start: int, match: re.Match[str], year: int, month: int) -> DateMention | None:
        """The days that a match of `DAY` names; None if the calendar lacks one of them."""
        days = [periods.day(year, month, to_int(n) or 0) for n in p.NUMBER.findall(match["day"])]
        known = [d for d in days if d]
        if len(known) != len(days):
            return None
        found = self.mention(start, match.end(), periods.hull(known), "day")
        if found and len(known) > 1:
            form = "interval" if p.IS_RANGE.search(match["day"]) else "list"
            return replace(found, form=form)
        return found


def to_int(text: str) -> int | None:
    """The value of a numeral of a date, below 10,000; None for any other text."""
    evaluated = evaluate(text)
    if evaluated is None or evaluated[1]:
        return None
    value = evaluated[0]
    return int(value) if value == int(value) and value < _NUMBER_LIMIT else None


def _last_year(days: DayRange | None) -> int | None:
    return days.last.year if days and days.last else None


def _first_year(days: DayRange) -> int | None:
    return days.first.year if days.first else None

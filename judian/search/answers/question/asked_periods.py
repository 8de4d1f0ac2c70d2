"""The times that a question names, also years written without 年."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from judian.search.answers.question.operations import AskedPeriod
from judian.zh.dates.expressions import find as find_dates
from judian.zh.dates.periods import Period
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from judian.zh.dates.expressions import DateMention

#: Years without 年: 2024 and 97到99.
_BARE_YEAR = re.compile(r"(?<![0-9.,])(?:19|20)[0-9]{2}(?![0-9年.,/-])")
#: 比112年多, 113年多投保了: a year, not more than 112 years.
_YEAR_BEFORE_MORE = compiled("(?<![0-9.,])(?:[6-9][0-9]|1[0-4][0-9])年(?=多)")
_BARE_YEARS = compiled(
    "(?<![0-9.,])(?P<first>[6-9][0-9]|1[0-4][0-9])(?:到|至|-|~|→)"
    "(?P<last>[6-9][0-9]|1[0-4][0-9])(?![0-9年.,])"
)


def asked_periods(content: str, dates: Sequence[DateMention]) -> tuple[AskedPeriod, ...]:
    """The times in the folded `content` of a question, in order; `dates` are those in it that
    are written in full."""
    written = tuple(_written(dates))
    taken = {at for period in written for at in range(*period.span)}
    bare = (p for p in _bare_years(content) if p.span[0] not in taken)
    return tuple(sorted((*written, *bare), key=_start_of))


def _written(dates: Sequence[DateMention]) -> Iterator[AskedPeriod]:
    for date in dates:
        if date.form == "list" and date.parts:
            yield from _written(date.parts)
        else:
            parts = tuple(part.period for part in date.parts)
            yield AskedPeriod((date.start, date.end), date.period, parts)


def _start_of(period: AskedPeriod) -> int:
    return period.span[0]


def _bare_years(content: str) -> Iterator[AskedPeriod]:
    """Yield the years that are written without 年, with the quarter or month after them."""
    for found in _BARE_YEARS.finditer(content):
        first, last = find_dates(f"{found['first']}年"), find_dates(f"{found['last']}年")
        if first and last:
            parts = (first[0].period, last[0].period)
            whole = Period(found.group(), parts[0].start, parts[1].end)
            yield AskedPeriod(found.span(), whole, parts)
    for found in _YEAR_BEFORE_MORE.finditer(content):
        yield AskedPeriod(found.span(), find_dates(found.group())[0].period)
    for found in _BARE_YEAR.finditer(content):
        dates = find_dates(f"{found.group()}年{content[found.end() : found.end() + _AFTER_YEAR]}")
        if dates and dates[0].start == 0:
            yield AskedPeriod((found.start(), found.start() + dates[0].end - 1), dates[0].period)


#: Characters after a year that hold its quarter or month.
_AFTER_YEAR = 6

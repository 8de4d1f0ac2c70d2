"""The value that the date scanner gives: one temporal expression of a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.zh.dates import periods
from judian.zh.dates.periods import DayRange

if TYPE_CHECKING:
    from judian.zh.dates.periods import Period


@dataclass(frozen=True, slots=True)
class DateMention:
    """A temporal expression at `[start, end)`: one date, or several dates of one statement.

    `precision` is day, month, quarter, half, year, decade or century. `form` is point, list
    (111、112及113年), interval (自…至…), until (截至…止) or since (自…起); all but point have the
    single dates in `parts`. The period of a list reaches from its first to its last day.
    `compared` is True if the text only compares with the date (較112年度).
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
    ranges = [periods.days_of(part.period) for part in parts]
    days = periods.hull(ranges)
    if form == "interval":
        days = DayRange(ranges[0].first, ranges[-1].last)
    written = text[start:end]
    return DateMention(start, end, written, days.named(written), parts[-1].precision, form, parts)

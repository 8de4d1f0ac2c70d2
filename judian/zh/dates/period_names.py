"""Names of periods in the calendar of the Republic."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from judian.zh.dates.periods import ROC_OFFSET, days_of

if TYPE_CHECKING:
    from datetime import date

    from judian.zh.dates.periods import Period


def period_name(period: Period) -> str:
    """The period as short as its days allow: 112年, 112年6月, 112年6月3日, 截至112年9月30日; the
    text's own words if it has no days."""
    days = days_of(period)
    first, last = days.first, days.last
    if last is None:
        return f"{_day_name(first)}起" if first else period.text
    if first is None:
        return f"截至{_day_name(last)}"
    if first == last:
        return _day_name(first)
    after = last + timedelta(days=1)
    year = f"{first.year - ROC_OFFSET}年"
    if (first.day, after.day) == (1, 1):
        if (first.month, after.month, after.year - first.year) == (1, 1, 1):
            return year
        if 12 * (after.year - first.year) + after.month - first.month == 1:
            return f"{year}{first.month}月"
    return f"{_day_name(first)}至{_day_name(last)}"


def _day_name(day: date) -> str:
    return f"{day.year - ROC_OFFSET}年{day.month}月{day.day}日"

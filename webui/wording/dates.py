"""Dates and periods in the page's language, as short as they can be written."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from webui.wording.i18n import language, t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.search.replies.listings import Period, Series

#: 民國元年.
_FIRST_ROC_YEAR = 1912


def period(stated: Period | None) -> str:
    """A period by its name or its first and last day; "" if neither day is known."""
    if stated is None or not (stated.start or stated.end):
        return ""
    if not stated.start:
        return t("period.until", day=written(stated.end or ""))
    if not stated.end:
        return t("period.since", day=written(stated.start))
    return _name(stated.start, stated.end) or f"{written(stated.start)}–{written(stated.end)}"


def _name(start: str, end: str) -> str | None:
    """A year, years, a quarter, months or a day by name; None for any other period."""
    if start == end:
        return written(start)
    try:
        first, last = date.fromisoformat(start), date.fromisoformat(end)
    except ValueError:  # a month or a year alone
        return None
    if first.day != 1 or last.day != calendar.monthrange(last.year, last.month)[1]:
        return None
    if first.year != last.year:
        whole = first.month == 1 and last.month == 12
        return t("period.years", first=_year(first.year), last=_year(last.year)) if whole else None
    months = (first.month, last.month)
    year = _year(first.year)
    if months == (1, 12):
        return t("period.year", year=year)
    if months[0] % 3 == 1 and months[1] == months[0] + 2:
        return t("period.quarter", year=year, quarter=months[0] // 3 + 1)
    if months[0] == months[1]:
        return written(start[:7])
    return t("period.months", year=year, first=months[0], last=months[1])


def _year(year: int) -> str:
    """The year as its readers count: from 1912 on the ROC year in Chinese, else Gregorian."""
    if language() == "zh" and year >= _FIRST_ROC_YEAR:
        return str(year - _FIRST_ROC_YEAR + 1)
    return str(year)


def written(stamp: str | None) -> str:
    """An ISO date, month or year as the page's language writes it (114年3月); "" for None."""
    if not stamp or language() != "zh":
        return stamp or ""
    year, _, rest = stamp.partition("-")
    words = f"{_year(int(year))}年"
    for part, unit in zip(rest.split("-") if rest else (), ("月", "日"), strict=False):
        words += f"{int(part)}{unit}"
    return words


def years(first: int, last: int) -> str:
    """Two Gregorian years as a range, or one, in the page's language: 102–114年."""
    if first == last:
        return written(str(first))
    names = (written(str(first)), written(str(last)))
    return "–".join((names[0].removesuffix("年"), names[1]))


def short_year(year: int) -> str:
    """A Gregorian year without its unit, for the foot of a chart."""
    return written(str(year)).removesuffix("年")


def moment(stamp: str) -> str:
    """An ISO date, month or year; in Chinese with the ISO form in brackets."""
    return f"{written(stamp)}（{stamp}）" if language() == "zh" else stamp


def day(stamp: str) -> str:
    """The date of an ISO time stamp."""
    return stamp[:10]


def today() -> str:
    """The date of this moment, in the time zone of this computer."""
    return written(datetime.now().astimezone().date().isoformat())


def local_day(stamp: str) -> str:
    """The day of an ISO date and time in the time zone of this computer."""
    return written(datetime.fromisoformat(stamp).astimezone().date().isoformat())


def local_days(stamps: Sequence[str]) -> str:
    """Such days, one after the other."""
    return ("、" if language() == "zh" else ", ").join(map(local_day, stamps))


def local_time(stamp: str) -> str:
    """An ISO date and time, to the minute, in the time zone of this computer."""
    time = datetime.fromisoformat(stamp).astimezone()
    return f"{written(time.date().isoformat())} {time:%H:%M}"


def of_seconds(seconds: int) -> str:
    """A time in seconds since 1970, to the minute, in the time zone of this computer."""
    return local_time(datetime.fromtimestamp(seconds, UTC).isoformat())


def point_labels(series: Series) -> list[str]:
    """The words under the points of a series: categories or periods."""
    if series.axis == "category":
        return [point.label for point in series.points]
    return [period(point.period) or point.label for point in series.points]

"""How figures and instruments are worded for people: periods, round numbers, articles."""

from __future__ import annotations

import calendar
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from webui.wording.i18n import language, t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.search.replies.listings import Period, Series

#: 民國元年.
_FIRST_ROC_YEAR = 1912
#: Characters of a number that fit beside a mark.
_BRIEF = 7
_LEVELS = ("條", "項", "款", "目")
#: (from this value on, divisor, sign) of large numbers on the scale of a chart.
_LARGE = {
    "zh": ((10**12, 10**12, "兆"), (10**8, 10**8, "億"), (10**4, 10**4, "萬")),
    "en": ((10**12, 10**12, "T"), (10**9, 10**9, "B"), (10**6, 10**6, "M"), (10**4, 10**3, "K")),
}


def number(value: Decimal) -> str:
    """With thousands separators, without trailing zeros, never with an exponent."""
    if not value.is_finite():
        return str(value)
    plain = f"{value:,f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def period(of: Period | None) -> str:
    """The days of a period as short as they can be told; "" when none is known."""
    if of is None or not (of.start or of.end):
        return ""
    if not of.start:
        return t("period.until", day=_day(of.end or ""))
    if not of.end:
        return t("period.since", day=_day(of.start))
    return _whole(of.start, of.end) or f"{_day(of.start)}–{_day(of.end)}"


def _whole(start: str, end: str) -> str | None:
    """A year, quarter, month or day by its name; None for any other stretch."""
    if start == end:
        return _day(start)
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
        return _day(start[:7])
    return t("period.months", year=year, first=months[0], last=months[1])


def _year(year: int) -> str:
    """The year as the page's readers count: of the Republic in Chinese, where it has one."""
    if language() == "zh" and year >= _FIRST_ROC_YEAR:
        return str(year - _FIRST_ROC_YEAR + 1)
    return str(year)


def _day(stamp: str) -> str:
    """An ISO date, month or year."""
    if language() != "zh":
        return stamp
    year, _, rest = stamp.partition("-")
    words = f"{_year(int(year))}年"
    for part, unit in zip(rest.split("-") if rest else (), ("月", "日"), strict=False):
        words += f"{int(part)}{unit}"
    return words


def moment(stamp: str) -> str:
    """A date, month or year as it is told to people, the ISO form after a Chinese one."""
    return f"{_day(stamp)}（{stamp}）" if language() == "zh" else stamp


def labels(series: Series) -> list[str]:
    """The words under the points of a series."""
    if series.axis == "category":
        return [point.label for point in series.points]
    return [period(point.period) or point.label for point in series.points]


def compact(value: Decimal) -> str:
    """A number for the scale of a chart: 1.2億, 3.5萬; small ones whole."""
    for least, divisor, sign in _LARGE[language()]:
        if abs(value) >= least:
            return number((value / divisor).quantize(Decimal("0.01"))) + sign
    return number(value)


def brief(value: Decimal) -> str:
    """A number beside its mark in a chart: whole where it is short, else rounded."""
    whole = number(value)
    return whole if len(whole) <= _BRIEF else compact(value)


def amount(value: Decimal, unit: str | None, high: Decimal | None = None) -> str:
    """A value with its unit: 45,426 件, 57.24%, 5–7 件."""
    words = number(value) if high is None else f"{number(value)}–{number(high)}"
    return f"{words}{'' if unit == '%' else ' '}{unit}" if unit else words


def article(normalised: str) -> str:
    """6.1.2 as 第6條第1項第2款, or art. 6(1)(2)."""
    parts = normalised.split(".")
    if language() != "zh":
        return t("article", of=parts[0] + "".join(f"({part})" for part in parts[1:]))
    return "".join(
        f"第{number_}{unit}" + (f"之{inserted}" if inserted else "")
        for unit, (number_, _, inserted) in zip(
            _LEVELS, (part.partition("-") for part in parts), strict=False
        )
    )


def articles(normalised: Sequence[str]) -> str:
    return (
        "、".join(map(article, normalised))
        if language() == "zh"
        else "; ".join(map(article, normalised))
    )

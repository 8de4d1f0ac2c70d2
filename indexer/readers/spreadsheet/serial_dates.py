"""Serial numbers of spreadsheets as dates and times, in the form of a format code.

Day 1 is 1 January 1900, and the year 1900 has a 29 February that never was (day 60); workbooks of
old Macintosh programs count from 1 January 1904 as day 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.spreadsheet.format_codes import Section, Token

_SECONDS_OF_DAY = 86400
_LEAP_DAY_OF_1900 = 60
_DAY_BEFORE_1900, _FIRST_OF_1904 = date(1899, 12, 31), date(1904, 1, 1)
_LAST_DAY = date(9999, 12, 31)
#: The year before the first of the Republic.
_BEFORE_REPUBLIC = 1911
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_HAN_DAYS = "一二三四五六日"
_NOON = 12
# Serial numbers end with the year 9999, and a second is shown with at most so many digits.
_MOST_DAYS, _MOST_DIGITS = 2_958_466, 6


@dataclass(frozen=True, slots=True)
class _Moment:
    """A day (year, month, day, weekday from Monday = 0) and the seconds since midnight; `total` is
    the number of seconds since day 0."""

    year: int
    month: int
    day: int
    weekday: int
    seconds: Decimal
    total: Decimal


def shown_date(value: Decimal, section: Section, *, since_1904: bool) -> str | None:
    """A serial number as a section with dates shows it; None if it is no date of the calendar."""
    moment = _moment(value, _fraction_digits(section.tokens), since_1904=since_1904)
    if moment is None:
        return None
    pieces = []
    twelve = section.has("half")
    for at, token in enumerate(section.tokens):
        if token.kind == "date":
            minutes = token.text[0] in "mM" and _is_minutes(section.tokens, at)
            pieces.append(_part(token.text.lower(), moment, section, minutes, twelve))
        elif token.kind == "elapsed":
            pieces.append(_elapsed(token.text, moment))
        elif token.kind == "half":
            before, after = token.text.split("/")
            pieces.append(before if _hour(moment) < _NOON else after)
        elif token.kind in ("literal", "point", "comma", "slash", "percent"):
            pieces.append(token.text)
    return "".join(pieces)


def _moment(value: Decimal, digits: int, *, since_1904: bool) -> _Moment | None:
    """The moment of a serial number, rounded to so many digits of a second."""
    if not 0 <= value < _MOST_DAYS:
        return None
    unit = Decimal(1).scaleb(-digits)
    total = (value * _SECONDS_OF_DAY).quantize(unit, ROUND_HALF_UP)
    days = int(total // _SECONDS_OF_DAY)
    seconds = total - days * _SECONDS_OF_DAY
    if not since_1904 and days == _LEAP_DAY_OF_1900:
        return _Moment(1900, 2, 29, 2, seconds, total)
    if not since_1904 and days == 0:
        return _Moment(1900, 1, 0, 5, seconds, total)
    first = _FIRST_OF_1904 if since_1904 else _DAY_BEFORE_1900
    moved = days - (not since_1904 and days > _LEAP_DAY_OF_1900)
    if moved > (_LAST_DAY - first).days:
        return None
    day = first + timedelta(days=moved)
    return _Moment(day.year, day.month, day.day, day.weekday(), seconds, total)


def _fraction_digits(tokens: Sequence[Token]) -> int:
    """The most digits of a second that a date token asks for (ss.00)."""
    dates = [token.text for token in tokens if token.kind == "date"]
    longest = max((len(text.partition(".")[2]) for text in dates), default=0)
    return min(longest, _MOST_DIGITS)


def _is_minutes(tokens: Sequence[Token], at: int) -> bool:
    """True if m at a place means minutes: after hours or before seconds."""
    timed = [(n, t.text[0].lower()) for n, t in enumerate(tokens) if t.kind in ("date", "elapsed")]
    before = [letter for n, letter in timed if n < at]
    after = [letter for n, letter in timed if n > at]
    return before[-1:] == ["h"] or after[:1] == ["s"]


def _hour(moment: _Moment) -> int:
    return int(moment.seconds) // 3600


def _part(text: str, moment: _Moment, section: Section, minutes: bool, twelve: bool) -> str:
    """One date token of a section, in lower case."""
    letter, count = text[0], len(text)
    if letter == "y":
        if section.republic:
            return _republic_year(moment.year, section)
        return f"{moment.year % 100:02}" if count <= 2 else str(moment.year)
    if letter == "e":
        return _republic_year(moment.year, section) if section.taiwan else str(moment.year)
    if letter == "g":
        return _era(count, moment.year)
    if letter in "da":
        return _day(letter, count, moment, section)
    if letter == "m" and not minutes:
        return _month(count, moment.month, section)
    hour = _hour(moment)
    number = {"h": hour, "m": int(moment.seconds) // 60 % 60, "s": int(moment.seconds) % 60}[letter]
    if letter == "h" and twelve:
        number = (hour - 1) % _NOON + 1
    whole, _, fraction = text.partition(".")
    shown = f"{number:02}" if len(whole) > 1 else str(number)
    if fraction:
        digits = min(len(fraction), _MOST_DIGITS)
        shown += "." + f"{moment.seconds % 1:.{digits}f}".partition(".")[2]
    return shown


def _republic_year(year: int, section: Section) -> str:
    """The year of the Republic. Years before it count backwards from 1 (民國前1年 is 1911) if the
    section shows the era; else they are those of the common era."""
    if year > _BEFORE_REPUBLIC:
        return str(year - _BEFORE_REPUBLIC)
    has_era = any(t.kind == "date" and t.text[0] in "gG" for t in section.tokens)
    return str(_BEFORE_REPUBLIC + 1 - year if has_era else year)


def _era(count: int, year: int) -> str:
    """The name of the era of a year, in full from three letters on."""
    name = "中華民國" if count > 2 else "民國"
    return name if year > _BEFORE_REPUBLIC else "民國前"


def _month(count: int, month: int, section: Section) -> str:
    if count <= 2:
        return f"{month:02}" if count == 2 else str(month)
    if section.taiwan:
        return f"{month}月"
    name = _MONTHS[month - 1]
    return name[0] if count == 5 else name[:3] if count == 3 else name


def _day(letter: str, count: int, moment: _Moment, section: Section) -> str:
    if letter == "d" and count <= 2:
        return f"{moment.day:02}" if count == 2 else str(moment.day)
    if letter == "a" or section.taiwan:
        han = _HAN_DAYS[moment.weekday]
        return f"週{han}" if count == 3 else f"星期{han}"
    return _DAYS[moment.weekday][:3] if count == 3 else _DAYS[moment.weekday]


def _elapsed(text: str, moment: _Moment) -> str:
    """A duration in whole hours, minutes or seconds."""
    number = int(moment.total) // {"h": 3600, "m": 60, "s": 1}[text[0]]
    return str(number).rjust(len(text), "0")

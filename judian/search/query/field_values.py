"""The values of fields as people type them: years, dates, and numbers with a comparison."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from judian.zh.dates.expressions import find
from judian.zh.figures.extraction import extract
from judian.zh.numbers.numerals import parse
from judian.zh.text.analyze import squeezed_fold
from judian.zh.text.fold import fold

#: Gregorian years before the first and after the last that a range can name.
FIRST_YEAR, LAST_YEAR = 0, 9999
_FIRST_DAY, _LAST_DAY = "0001-01-01", "9999-12-31"
_COMPARISON = re.compile(r"(>=|<=|≥|≤|=>|=<|>|<|=)?(.*)", re.DOTALL)
_DATE = re.compile(r"([0-9]{1,4})[-./]([0-9]{1,2})(?:[-./]([0-9]{1,2}))?")
_RANGE = re.compile(r"\.\.+|~|至|到")


def read_years(text: str) -> tuple[int, int] | None:
    """First and last Gregorian year of 105, 2016, 105..107, 105-107, 105年, >=105; None for other
    text.

    A number under 1000 is a year of the Republic (+ 1911), as `judian.zh.dates.expressions` reads
    it. One end of a range may be open. A descending range is reversed, unless its ends are of two
    calendars: 2016-05 is a month.
    """
    sign, folded = _compared("".join(fold(text).split()))
    for mark in ("年度", "年", "民國", "西元", "公元"):
        folded = folded.replace(fold(mark), "")
    for mark in ("~", "-", "–", "—", "至", "到"):
        folded = folded.replace(fold(mark), "..")
    ends = folded.split("..")
    if len(ends) > 2 or not any(ends) or (sign and len(ends) > 1):
        return None
    if not all(end == "" or (end.isascii() and end.isdigit() and len(end) <= 4) for end in ends):
        return None
    if any(end and int(end) == 0 for end in ends):
        return None
    low, high = ends[0], ends[-1]
    first, last = _gregorian(low, FIRST_YEAR), _gregorian(high, LAST_YEAR)
    if sign:
        return _beyond(sign, first)
    if first <= last:
        return first, last
    same_calendar = (int(low) < 1000) == (int(high) < 1000)
    return (last, first) if same_calendar else None


def _beyond(sign: str, year: int) -> tuple[int, int]:
    """The years that compare with `year` as the sign says."""
    match sign:
        case ">":
            return year + 1, LAST_YEAR
        case ">=":
            return year, LAST_YEAR
        case "<":
            return FIRST_YEAR, year - 1
        case "<=":
            return FIRST_YEAR, year
    return year, year


def _gregorian(year: str, otherwise: int) -> int:
    if not year:
        return otherwise
    return int(year) + 1911 if int(year) < 1000 else int(year)


def _compared(folded: str) -> tuple[str, str]:
    """(sign, rest): sign is >, >=, <, <=, = or empty."""
    match = _COMPARISON.fullmatch(folded)
    assert match is not None
    sign = {"≥": ">=", "≤": "<=", "=>": ">=", "=<": "<="}.get(match[1] or "", match[1] or "")
    return sign, match[2]


def read_days(text: str) -> tuple[str, str] | None:
    """The first and last ISO day of a year, month or day in either calendar, of a range of these
    (2016-05..2016-08, 105年5月至8月) or of a comparison (>=2016-05-01); None for other text."""
    folded = squeezed_fold(text)
    sign, rest = _compared(folded)
    single = _days(rest)
    if single and sign in ("", "="):
        return single
    if single:
        first, last = single
        match sign:
            case ">":
                return _next(last), _LAST_DAY
            case ">=":
                return first, _LAST_DAY
            case "<":
                return _FIRST_DAY, _before(first)
        return _FIRST_DAY, last
    ends = _RANGE.split(rest)
    if sign or len(ends) != 2 or not any(ends):
        return None
    low, high = (_days(end) if end else (_FIRST_DAY, _LAST_DAY) for end in ends)
    if low is None or high is None or low[0] > high[1]:
        return None
    return low[0], high[1]


def _days(folded: str) -> tuple[str, str] | None:
    """The first and last day of one date."""
    years = read_years(folded)
    if years and years[0] == years[1]:
        return f"{years[0]:04}-01-01", f"{years[0]:04}-12-31"
    match = _DATE.fullmatch(folded)
    if match:
        year = _gregorian(match[1], 0)
        month, day = int(match[2]), int(match[3] or 0)
        if not (1 <= year <= LAST_YEAR and 1 <= month <= 12):
            return None
        length = monthrange(year, month)[1]
        if day > length or (match[3] and day < 1):
            return None
        year_month = f"{year:04}-{month:02}"
        return f"{year_month}-{day or 1:02}", f"{year_month}-{day or length:02}"
    found = find(folded)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(folded)):
        return None
    period = found[0].period
    return (period.start, period.end) if period.start and period.end else None


def _next(day: str) -> str:
    """A string after all those of the day and before those of the next one."""
    return day + "~"


def _before(day: str) -> str:
    """The greatest string that stands before the day."""
    year, month, date = map(int, day.split("-"))
    if date > 1:
        return f"{year:04}-{month:02}-{date - 1:02}"
    if month > 1:
        return f"{year:04}-{month - 1:02}-{monthrange(year, month - 1)[1]:02}"
    return f"{year - 1:04}-12-31"


@dataclass(frozen=True, slots=True)
class NumberRange:
    """Numbers from `low` to `high`, each end included if `with_low` or `with_high`; `unit` is None
    for any unit."""

    unit: str | None
    low: Decimal | None = None
    high: Decimal | None = None
    with_low: bool = True
    with_high: bool = True

    def __contains__(self, value: Decimal) -> bool:
        if self.low is not None and not (value > self.low or (self.with_low and value == self.low)):
            return False
        return self.high is None or value < self.high or (self.with_high and value == self.high)


def read_numbers(text: str) -> NumberRange | None:
    """The numbers of 1000公斤, =324500000元, >=3億元, 100..200公斤; None for other text."""
    sign, rest = _compared(squeezed_fold(text))
    ends = _RANGE.split(rest)
    if len(ends) == 2 and not sign and any(ends):
        low, high = (_number(end) if end else None for end in ends)
        if (ends[0] and low is None) or (ends[1] and high is None):
            return None
        units = {end[1] for end in (low, high) if end and end[1]}
        if len(units) > 1:
            return None
        return NumberRange(next(iter(units), None), low and low[0], high and high[0])
    one = _number(rest)
    if one is None:
        return None
    value, unit = one
    match sign:
        case ">" | ">=":
            return NumberRange(unit, low=value, with_low=sign == ">=")
        case "<" | "<=":
            return NumberRange(unit, high=value, with_high=sign == "<=")
    return NumberRange(unit, value, value)


def _number(folded: str) -> tuple[Decimal, str | None] | None:
    """(value, unit) of one number in its base unit."""
    try:
        return Decimal(folded.replace(",", "")), None
    except InvalidOperation:
        pass
    found = extract(folded)
    if len(found) == 1 and (found[0].start, found[0].end) == (0, len(folded)):
        return found[0].value, found[0].unit
    value = parse(folded)
    return None if value is None else (Decimal(value), None)

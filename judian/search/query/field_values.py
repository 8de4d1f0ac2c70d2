"""The values of fields as people type them: years, dates, and numbers with a comparison."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from judian.zh.dates.expressions import find
from judian.zh.figures.extraction import extract
from judian.zh.numbers.conversion import conversions
from judian.zh.numbers.numerals import parse
from judian.zh.text.analyze import squeezed_fold
from judian.zh.text.fold import fold

#: Gregorian years before the first and after the last that a range can name.
FIRST_YEAR, LAST_YEAR = 0, 9999
_LAST_PAGE = 999_999_999
_FIRST_DAY, _LAST_DAY = "0001-01-01", "9999-12-31"
_COMPARISON = re.compile(r"(>=|<=|≥|≤|=>|=<|>|<|=)?(.*)", re.DOTALL)
#: Comparisons in words, before and behind what is compared; the longest first.
_WORDS_BEFORE = {
    "不低于": ">=", "不少于": ">=", "不小于": ">=", "至少": ">=", "最少": ">=",
    "不超过": "<=", "不逾": "<=", "不大于": "<=", "不高于": "<=", "至多": "<=", "最多": "<=",
    "大于等于": ">=", "小于等于": "<=",
    "超过": ">", "大于": ">", "多于": ">", "高于": ">", "逾": ">",
    "未满": "<", "未达": "<", "不足": "<", "不到": "<", "小于": "<", "少于": "<", "低于": "<",
}  # fmt: skip
_WORDS_BEHIND = {
    "以上": ">=", "以后": ">=", "以来": ">=", "之后": ">=", "起": ">=",
    "以下": "<=", "以前": "<=", "之前": "<=", "以内": "<=", "止": "<=",
}  # fmt: skip
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
        return _beyond(sign, first, FIRST_YEAR, LAST_YEAR)
    if first <= last:
        return first, last
    same_calendar = (int(low) < 1000) == (int(high) < 1000)
    return (last, first) if same_calendar else None


def _beyond(sign: str, number: int, first: int, last: int) -> tuple[int, int]:
    """The numbers from `first` to `last` that compare with `number` as the sign says."""
    match sign:
        case ">":
            return number + 1, last
        case ">=":
            return number, last
        case "<":
            return first, number - 1
        case "<=":
            return first, number
    return number, number


def _gregorian(year: str, otherwise: int) -> int:
    if not year:
        return otherwise
    return int(year) + 1911 if int(year) < 1000 else int(year)


def _compared(folded: str) -> tuple[str, str]:
    """(sign, rest): sign is >, >=, <, <=, = or empty; it may be a word (逾, 以上)."""
    match = _COMPARISON.fullmatch(folded)
    assert match is not None
    sign = {"≥": ">=", "≤": "<=", "=>": ">=", "=<": "<="}.get(match[1] or "", match[1] or "")
    if sign:
        return sign, match[2]
    for word, meant in _WORDS_BEFORE.items():
        if folded.startswith(word):
            return meant, folded.removeprefix(word)
    for word, meant in _WORDS_BEHIND.items():
        if folded.endswith(word):
            return meant, folded.removesuffix(word)
    return "", folded


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


def read_pages(text: str) -> tuple[int, int] | None:
    """The first and last number of 2..3, 2-3, 第2至3頁, >=5, 5..; None for other text. A descending
    range is reversed."""
    folded = re.sub(f"^第|{fold('頁')}|p+[.]?", "", "".join(fold(text).split()))
    sign, rest = _compared(folded)
    low, mark, high = re.sub(r"[-–—~至到]", "..", rest).partition("..")
    if not all(end == "" or (end.isascii() and end.isdecimal()) for end in (low, high)):
        return None
    if not low + high or (sign and mark) or max(len(low), len(high)) > len(str(_LAST_PAGE)):
        return None
    if not mark:
        return _beyond(sign, int(low), 0, _LAST_PAGE)
    first, last = int(low or 0), int(high or _LAST_PAGE)
    return min(first, last), max(first, last)


@dataclass(frozen=True, slots=True)
class NumberRange:
    """Numbers of `unit` from `low` to `high`, each end included if `with_low` or `with_high`;
    `unit` is None for any unit."""

    unit: str | None
    low: Decimal | Fraction | None = None
    high: Decimal | Fraction | None = None
    with_low: bool = True
    with_high: bool = True

    def __contains__(self, value: Decimal | Fraction) -> bool:
        low, high = self.low, self.high
        if low is not None and not (low < value or (self.with_low and value == low)):
            return False
        return high is None or value < high or (self.with_high and value == high)


def read_numbers(text: str) -> NumberRange | None:
    """The numbers of 1000公斤, =324500000元, >=3億元, 逾3億元, 100公斤以上, 1公噸至2公噸;
    None for other text, and for a range of two units that measure different things."""
    sign, rest = _compared(squeezed_fold(text))
    ends = _RANGE.split(rest)
    if len(ends) == 2 and not sign and any(ends):
        low, high = (_number(end) if end else None for end in ends)
        if (ends[0] and low is None) or (ends[1] and high is None):
            return None
        return _between(low, high)
    one = _number(rest)
    if one is None:
        return None
    value, unit, value_high = one
    if value_high is not None:
        return None if sign else NumberRange(unit, value, value_high)
    match sign:
        case ">" | ">=":
            return NumberRange(unit, low=value, with_low=sign == ">=")
        case "<" | "<=":
            return NumberRange(unit, high=value, with_high=sign == "<=")
    return NumberRange(unit, value, value)


#: A number: its value, its unit, and the upper end of a range.
_Number = tuple[Decimal, str | None, Decimal | None]


def _between(low: _Number | None, high: _Number | None) -> NumberRange | None:
    """The range between two numbers, in the unit of the upper one or else of the lower one."""
    if any(end is not None and end[2] is not None for end in (low, high)):
        return None
    unit = (high and high[1]) or (low and low[1]) or None
    first: Decimal | Fraction | None = low and low[0]
    if low is not None and low[1] not in (None, unit):
        factor = conversions(unit).get(low[1])
        if factor is None:
            return None
        first = Fraction(low[0]) * factor
    return NumberRange(unit, first, high and high[0])


def _number(folded: str) -> _Number | None:
    """One number in its base unit, without a modifier but 約."""
    try:
        value = Decimal(folded.replace(",", ""))
    except InvalidOperation:
        pass
    else:
        return (value, None, None) if value.is_finite() else None
    found = extract(folded)
    if len(found) == 1 and (found[0].start, found[0].end) == (0, len(folded)):
        return found[0].value, found[0].unit, found[0].value_high
    number = parse(folded)
    return None if number is None else (Decimal(number), None, None)

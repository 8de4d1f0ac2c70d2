"""Dates in the first lines of a document."""

from __future__ import annotations

import re

from judian.zh.dates import expressions

_WEEKDAY = re.compile(r"\s*[（(]?\s*(?:星期|週|周|禮拜)[一二三四五六日天]\s*[）)]?$")
_ROLE = re.compile(r"\s*(?:發布|公布|編印|編製|印行|出版|修正|製表|提報|報告|定稿)$")
_CLOCK = re.compile(
    r"\s*(?:[上下]午|中午)?\s*[0-9]{1,2}\s*(?:[:：時點]\s*[0-9]{0,2}\s*分?)(?::[0-9]{2})?$"
)
_COMPACT = re.compile(r"^\s*(?:民國)?\s*(1[0-9]{2}|[2-9][0-9])([01][0-9])([0-3][0-9])(?![0-9])")
_MONTH = re.compile(r"((?:1[0-9]|[89])[0-9]|(?:19|20)[0-9]{2})[./-](0?[1-9]|1[0-2])")
_PLACE = re.compile(r"^(?:中華民國\s*)?(?:[\u4e00-\u9fff]{2,3}\s*)?(?=中華民國)")
# Years between the calendar of the Republic and the common era: 民國 1 is 1912.
_ROC_OFFSET = 1911
# Characters of a line that consists of a date, and of one that consists of a period.
_SHORTEST, _LONGEST, _LONGEST_PERIOD = 4, 24, 40
#: A fiscal or school year is a period and no date of issue; so is the end of a month.
_IS_PERIOD = re.compile("年度$|學年$|半年$|季$|底$")
_IS_YEAR = re.compile("年$")
#: Forms that name a period only where they are a whole line: a year in formal numerals without its
#: era, and two months in digits (110.1-110.6).
_FORMAL_YEAR = re.compile("[壹貳參叁肆伍陸柒捌玖拾佰零]{2,9}(?:學|會計)?年度?$")
_MONTHS = re.compile(
    r"(1[0-9]{2}|[89][0-9])([./])(0?[1-9]|1[0-2])\s*[-~～－–—至]\s*"
    r"(1[0-9]{2}|[89][0-9])\2(0?[1-9]|1[0-2])"
)
_BRACKETS = "（）()【】〔〕[] \u3000"


def date_of(line: str) -> str | None:
    """ISO date, month or year of a line that consists of a date; None for any other line."""
    bare = line.strip().strip("（）()【】　 ").strip()
    for pattern in (_ROLE, _CLOCK, _WEEKDAY):
        bare = pattern.sub("", bare)
    bare = _PLACE.sub("", bare).removeprefix("中華民國").strip()
    month = _MONTH.fullmatch(bare)
    if month:
        year = int(month[1]) if len(month[1]) == 4 else int(month[1]) + _ROC_OFFSET
        return f"{year:04}-{int(month[2]):02}"
    if not _SHORTEST <= len(bare) <= _LONGEST or not any(
        c.isdigit() or c in "一二三〇○" for c in bare
    ):
        return None
    bare = _with_full_numerals(bare)
    found = expressions.find(bare)
    whole = len(found) == 1 and found[0].start == 0 and found[0].end >= len(bare.rstrip("止。"))
    if _IS_PERIOD.search(bare):
        return None
    if whole and found[0].precision in ("day", "month", "year"):
        return stamp(found[0])
    return None


def year_of_line(line: str) -> expressions.DateMention | None:
    """The year that a line consists of (中華民國112年); None for any other line.

    Above a title it is the period, below it mostly the date of issue.
    """
    bare = _spelled_out(line.strip().strip(_BRACKETS))
    found = expressions.find(bare) if _IS_YEAR.search(bare) else []
    whole = len(found) == 1 and found[0].text == bare and found[0].form == "point"
    return found[0] if whole and found[0].period.start else None


def period_of_line(line: str, *, fiscal: bool = False) -> expressions.DateMention | None:
    """The period that a line consists of: 中華民國102年度, （97年6月1日至101年12月31日）.

    None for any other line, for a date of issue (中華民國113年5月) and for a period that is open at
    one end. With `fiscal` a 年度 is a fiscal year.
    """
    bare = _spelled_out(line.strip().strip(_BRACKETS))
    if not _SHORTEST <= len(bare) <= _LONGEST_PERIOD:
        return None
    found = expressions.find(bare, fiscal=fiscal)
    if len(found) != 1 or found[0].start or found[0].end < len(bare.rstrip("止。")):
        return None
    period = found[0].period
    if not (period.start and period.end):
        return None
    return found[0] if found[0].form != "point" or _IS_PERIOD.search(bare) else None


def _spelled_out(line: str) -> str:
    """A line with the era before a year in formal numerals, and two months in digits in words."""
    if _FORMAL_YEAR.match(line):
        return f"民國{line}"
    if months := _MONTHS.fullmatch(line):
        return f"{months[1]}年{months[3]}月至{months[4]}年{months[5]}月"
    return line


def first_date(text: str) -> str | None:
    """ISO date, month or year of the first date in the text; None without one."""
    compact = _COMPACT.match(text)
    if compact:
        year, month, day = (int(part) for part in compact.groups())
        if 1 <= month <= 12 and 1 <= day <= 31:
            return f"{year + _ROC_OFFSET:04}-{month:02}-{day:02}"
    found = expressions.find(_with_full_numerals(text).removeprefix("中華民國").strip())
    return stamp(found[0]) if found else None


def stamp(mention: expressions.DateMention) -> str | None:
    """ISO date, month or year of a mention; None for a mention of an interval."""
    start = mention.period.start
    if start is None or mention.form != "point":
        return None
    return start[: {"day": 10, "month": 7}.get(mention.precision, 4)]


def _with_full_numerals(text: str) -> str:
    """The text with 一百十三年 as 一百一十三年; both forms are in use."""
    return text.replace("百十", "百一十").replace("百零", "百〇")

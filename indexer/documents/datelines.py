"""Dates that lines at the front of a document give."""

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


def date_of(line: str) -> str | None:
    """The ISO date, month or year of a line that is nothing but a date."""
    bare = line.strip().strip("（）()【】　 ").strip()
    for pattern in (_ROLE, _CLOCK, _WEEKDAY):
        bare = pattern.sub("", bare)
    bare = _PLACE.sub("", bare).removeprefix("中華民國").strip()
    month = _MONTH.fullmatch(bare)
    if month:
        year = int(month[1]) if len(month[1]) == 4 else int(month[1]) + 1911
        return f"{year:04}-{int(month[2]):02}"
    if not 4 <= len(bare) <= 24 or not any(c.isdigit() or c in "一二三〇○" for c in bare):
        return None
    bare = _spelt(bare)
    found = expressions.find(bare)
    whole = len(found) == 1 and found[0].start == 0 and found[0].end >= len(bare.rstrip("止。"))
    if whole and found[0].precision in ("day", "month", "year"):
        return stamp(found[0])
    return None


def first_date(text: str) -> str | None:
    """The first date in the text as an ISO date, month or year."""
    compact = _COMPACT.match(text)
    if compact:
        year, month, day = (int(part) for part in compact.groups())
        if 1 <= month <= 12 and 1 <= day <= 31:
            return f"{year + 1911:04}-{month:02}-{day:02}"
    found = expressions.find(_spelt(text).removeprefix("中華民國").strip())
    return stamp(found[0]) if found else None


def stamp(mention: expressions.DateMention) -> str | None:
    """A point in time as an ISO date, month or year; None for anything longer."""
    start = mention.period.start
    if start is None or mention.form != "point":
        return None
    return start[: {"day": 10, "month": 7}.get(mention.precision, 4)]


def _spelt(text: str) -> str:
    """一百十三年 as 一百一十三年: both are written."""
    return text.replace("百十", "百一十").replace("百零", "百〇")

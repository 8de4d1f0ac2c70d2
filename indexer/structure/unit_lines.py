"""Lines of a unit of measure at a table: alone (單位：千元), beside the period or the title of the
table (中華民國112年度　單位：新臺幣千元), or in brackets behind its title (用水量（萬噸）)."""

from __future__ import annotations

import re
from typing import NamedTuple

from judian.zh.numbers import units

_LABEL = r"(?:計量|金額|貨幣|計價|數量)?單位\s*[：:]\s*"
#: A line that is a unit of measure and no more.
UNIT = re.compile(rf"^[（(【]?\s*{_LABEL}(.{{1,40}}?)\s*[）)】]?$")
#: A unit of measure at the end of a line, behind a blank or in brackets.
_BEHIND = re.compile(rf"(?:[\s\u3000]+[（(【]?|[（(【])\s*{_LABEL}([^：:]{{1,40}}?)\s*[）)】]?$")
#: A unit of measure at the front of a line: in brackets, or up to a blank.
_IN_FRONT = re.compile(
    rf"^(?:[（(【]\s*{_LABEL}([^）)】]{{1,40}}?)\s*[）)】]|{_LABEL}(\S{{1,40}})(?=[\s\u3000]))\s*"
)
_YEAR = r"[0-9０-９〇零○一二三四五六七八九十百]{1,5}"
_DAY = r"\s*[0-9０-９一二三四五六七八九十]{1,3}\s*"
#: One end of a period: 中華民國112年度, 110年12月底, 112年第1季.
_POINT = (
    rf"(?:(?:中華)?民國|西元)?\s*{_YEAR}\s*(?:會計|學)?年度?"
    rf"(?:\s*第[一二三四1-4]季|\s*[上下]半年度?|{_DAY}月份?底?(?:{_DAY}日)?|底)?"
)
#: A line, or the rest of one, that is a period and no more.
_PERIOD = re.compile(
    rf"^[（(]?{_POINT}(?:\s*[至到~～及、—－-]\s*(?:{_POINT}|{_DAY}月份?底?(?:{_DAY}日)?))*\s*止?[）)]?$"
)
#: The same with an end that is given without the word 年 (97至99年度).
_YEARS = re.compile(
    rf"^[（(]?(?:(?:中華)?民國)?\s*{_YEAR}(?:\s*[至到~～及、—－-]\s*{_YEAR})+\s*年度?[）)]?$"
)


#: A title and a bracket that may hold its unit.
_TITLED = re.compile(
    rf"^[^，。；：:]{{2,40}}[（(【]\s*(?:{_LABEL})?(?P<unit>[^（）()【】]{{1,12}}?)\s*[）)】]$"
)


#: Units that are labels where they stand alone: （甲）.
_LABELS = frozenset({"甲"})


class UnitLine(NamedTuple):
    """A unit of measure without 單位：, and the rest of the line that it stands on ("" without
    one)."""

    unit: str
    rest: str


def unit_line(text: str) -> UnitLine | None:
    """The unit of measure on a line at its front or its end; None for a line without one."""
    if found := _BEHIND.search(text):
        rest = text[: found.start()].strip()
        if rest and not UNIT.match(rest):
            return UnitLine(found[1], rest)
    if found := _IN_FRONT.match(text):
        rest = text[found.end() :].strip()
        if is_whole_period(rest):
            return UnitLine(found[1] or found[2], rest)
    alone = UNIT.match(text)
    return UnitLine(alone[1], "") if alone else None


def unit_of_title(text: str) -> str | None:
    """The unit of measure in brackets at the end of a title of a table; None without one.

    Units of time are none: （年） is as often a part of the name.
    """
    match = _TITLED.match(text)
    found = units.named(match["unit"]) if match else None
    if match is None or found is None or found[0].kind == "duration" or found[0].name in _LABELS:
        return None
    return match["unit"]


def is_whole_period(text: str) -> bool:
    """True for a text that is a period with its year and no more: 112年度, 110年12月底."""
    return bool(_PERIOD.match(text) or _YEARS.match(text))

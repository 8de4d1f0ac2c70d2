"""Compound measures: 5公尺3公分 is one length, and so is no 5公尺 with 3公分 beside it.

The value is in the smaller unit, in which it is exact: 503 公分, 3250 公克, 60 小時.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from judian.zh.numbers import values
from judian.zh.numbers.values import HAN
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from judian.zh.numbers.quantities import Quantity

#: The smaller units of each unit, with how many of them it has.
_PARTS = {
    "公里": {"公尺": 1000, "公分": 100_000},
    "公尺": {"公分": 100, "公釐": 1000, "毫米": 1000},
    "公分": {"公釐": 10, "毫米": 10},
    "公噸": {"公斤": 1000, "公克": 10**6},
    "噸": {"公斤": 1000},
    "公斤": {"公克": 1000, "克": 1000},
    "公克": {"毫克": 1000},
    "公頃": {"公畝": 100, "平方公尺": 10**4},
    "呎": {"吋": 12},
    "平方公里": {"公頃": 100},
    "公秉": {"公升": 1000},
    "公升": {"毫升": 1000},
    "天": {"小時": 24, "分鐘": 1440},
    "日": {"小時": 24},
    "小時": {"分鐘": 60, "秒": 3600},
    "分鐘": {"秒": 60},
    "分": {"秒": 60},
    "年": {"個月": 12},
}
_WHOLES = {
    part: tuple(fold(whole) for whole, parts in _PARTS.items() if part in parts)
    for parts in _PARTS.values()
    for part in parts
}
_DIGITS = frozenset("0123456789" + fold(HAN))
_BETWEEN = compiled(r"\s?又?零?\s?")


def joined(folded: str, whole: Quantity, part: Quantity) -> Quantity | None:
    """The measure of two quantities, the second right behind the first; None if they are two."""
    size = _PARTS.get(whole.unit or "", {}).get(part.unit or "")
    if size is None or whole.high is not None or part.high is not None:
        return None
    is_bare = part.start == part.number and part.modifier is None
    if not is_bare or whole.unit_end != whole.end or not 0 < part.value < size:
        return None
    if whole.value != int(whole.value) or not _BETWEEN.fullmatch(folded, whole.end, part.start):
        return None
    sign = Decimal(-1 if whole.value < 0 else 1)
    value = values.multiply(whole.value, size)
    return replace(
        whole,
        end=part.end,
        number_end=part.number_end,
        unit_end=part.unit_end,
        value=values.add(value, sign * part.value),
        unit=part.unit,
        kind=whole.kind if whole.kind == "change" else part.kind,
    )


def is_part(folded: str, part: Quantity) -> bool:
    """True if a number with a larger unit stands right before a quantity: 7小時 of 4天7小時."""
    if part.start != part.number:
        return False
    for whole in _WHOLES.get(part.unit or "", ()):
        before = part.start - len(whole) - 1
        if folded.endswith(whole, 0, part.start) and folded[max(0, before)] in _DIGITS:
            return True
    return False

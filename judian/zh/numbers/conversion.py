"""Units of one quantity with exact factors between them: 1公噸 is 1,000公斤, 24小時 1日.

The factors are definitions: of the SI, of the Taiwanese units (台斤 0.6 kg; 坪 400/121 m², 甲
2,934 坪), and of the international yard and pound of 1959. Units with two meanings (斤, 畝, 里) and
currencies against each other have none.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PING = Fraction(400, 121)
#: Unit → its value in the first unit of its group.
_GROUPS: tuple[Mapping[str, str | int | Fraction], ...] = (
    {"公斤": 1, "公噸": 1000, "噸": 1000, "公克": "0.001", "克": "0.001", "毫克": "0.000001",
     "微克": "0.000000001", "台斤": "0.6", "臺斤": "0.6", "台兩": "0.0375", "磅": "0.45359237",
     "盎司": "0.028349523125"},
    {"平方公尺": 1, "公頃": 10_000, "公畝": 100, "平方公里": 1_000_000, "平方公分": "0.0001",
     "坪": _PING, "甲": 2934 * _PING, "英畝": "4046.8564224", "平方呎": "0.09290304"},
    {"公尺": 1, "米": 1, "公里": 1000, "公分": "0.01", "公釐": "0.001", "毫米": "0.001",
     "微米": "0.000001", "奈米": "0.000000001", "海里": 1852, "浬": 1852, "英里": "1609.344",
     "哩": "1609.344", "英尺": "0.3048", "呎": "0.3048", "吋": "0.0254", "英寸": "0.0254"},
    {"公升": 1, "毫升": "0.001", "公秉": 1000, "立方公尺": 1000, "立方公分": "0.001",
     "立方公里": 10**12},
    {"元": 1, "角": "0.1"},
    {"美元": 1, "美金": 1},
    {"日圓": 1, "日幣": 1},
    {"港元": 1, "港幣": 1},
    {"韓元": 1, "韓圜": 1},
    {"澳元": 1, "澳幣": 1},
    {"加元": 1, "加幣": 1},
    {"紐元": 1, "紐幣": 1},
    {"新加坡幣": 1, "新幣": 1},
)  # fmt: skip
#: Times, whose numbers are dates as often: 1日 is the first of a month.
_TIMES: tuple[Mapping[str, int], ...] = (
    {"秒": 1, "分鐘": 60, "小時": 3600, "日": 86_400, "天": 86_400, "週": 604_800,
     "星期": 604_800},
    {"個月": 1, "年": 12},
)  # fmt: skip


@cache
def _factors() -> Mapping[str, Mapping[str, Fraction]]:
    found: dict[str, Mapping[str, Fraction]] = {}
    for group in (*_GROUPS, *_TIMES):
        factors = {unit: Fraction(value) for unit, value in group.items()}
        found.update(dict.fromkeys(factors, factors))
    return found


def conversions(unit: str | None) -> Mapping[str | None, Fraction]:
    """Each unit of the same quantity with the number of `unit` in one of it, `unit` itself first.

    A unit without relatives, and None for no unit, has only itself.
    """
    factors = _factors().get(unit or "")
    if unit is None or factors is None:
        return {unit: Fraction(1)}
    own = factors[unit]
    found: dict[str | None, Fraction] = {unit: Fraction(1)}
    found.update((other, factor / own) for other, factor in factors.items() if other != unit)
    return found


def equal_amounts(unit: str, value: Decimal) -> Iterator[tuple[str, Decimal]]:
    """`value` in each other unit in which it is an exact decimal; nothing for a time."""
    if any(unit in group for group in _TIMES):
        return
    for other, factor in conversions(unit).items():
        exact = Fraction(value) / factor
        amount = Decimal(exact.numerator) / Decimal(exact.denominator)
        if other is not None and other != unit and Fraction(amount) == exact:
            yield other, amount

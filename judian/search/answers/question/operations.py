"""The operation that a question asks for: to compare, count or add up what several passages or
cells say.

百分之幾 after 成長 asks for a growth, 比…多 for a difference, 最高 for the greatest of many. A
question without such words asks for a value that is stated somewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from judian.zh.dates.periods import Period

Span = tuple[int, int]


class OperationKind(StrEnum):
    """What is computed; the comment gives an example."""

    VALUE = "value"  # 丙港的裝卸量多少
    EXTREME = "extreme"  # 裝卸量最高的是哪個港
    RANK = "rank"  # 丙港排名第幾
    SUM = "sum"  # 甲港及丙港合計多少
    DIFFERENCE = "difference"  # 甲港比丙港多多少
    GROWTH = "growth"  # 較去年成長百分之幾
    RATIO = "ratio"  # 甲港是丙港的幾倍
    SHARE = "share"  # 甲港占全部的百分之幾
    AVERAGE = "average"  # 各港平均多少
    COUNT = "count"  # 有幾個港超過500件
    SELECT = "select"  # 哪些港超過500件
    COMPARE = "compare"  # 甲港是否高於丙港


#: Operations whose result seldom stands in a passage; a sum or a share often does.
COMPUTED = frozenset(
    (OperationKind.DIFFERENCE, OperationKind.GROWTH, OperationKind.RATIO, OperationKind.COUNT)
)


@dataclass(frozen=True, slots=True)
class Threshold:
    """A limit in a question (超過500件); `sign` is one of > >= < <= =."""

    sign: str
    value: Decimal
    unit: str | None

    def met_by(self, value: Decimal) -> bool:
        """True if `value` lies on the asked side of the limit."""
        if value == self.value:
            return self.sign.endswith("=")
        return (value > self.value) == (self.sign[0] == ">") and self.sign != "="


@dataclass(frozen=True, slots=True)
class AskedPeriod:
    """A time that a question names at `span`; `parts` are its ends (111年至113年), if it has two.
    A time relative to another one (去年) has neither start nor end."""

    span: Span
    period: Period
    parts: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class Operation:
    """The operation of a question; all spans are of its folded text.

    `descending` is False for the least of many. `first` is the rank that is asked for (第二高: 2)
    and `count` how many from there on. `direction` is 1 for an increase or a surplus, -1 for a
    decrease, 0 for either; `is_open` is True if only the size of a difference is asked for (相差).
    `pivot` is the span of the word that separates two operands (比, 是, 占), () without one.
    `threshold` is the limit of what is counted. `is_percent` is True for a change in per cent.
    `of_change` is 1 or -1 if changes between two times are ordered or counted (增加最多), else 0;
    `is_whole_first` is True if the question names the whole before its part (有幾成是跨國婚姻).
    `of_ranks` is True if the difference is that of the first to the second (最多的比第二名多多少).
    `added` is SUM or SHARE if the first `count` of an order are added up (前三名合計).
    `of_time` is True for an order in time (最早, 停電最久).
    `of_rate` is True if what is asked about is a rate (執行率). `per` is the unit of an average
    (平均每件). `class_noun` is what the things are that are ordered, counted or added up
    (哪個【縣市】), "" if the question does not say. `periods` are the times named. `content` is the
    folded text in which the words of asking, the operation and the times are spaces.
    """

    kind: OperationKind = OperationKind.VALUE
    descending: bool = True
    first: int = 1
    count: int = 1
    direction: int = 0
    pivot: Span | tuple[()] = ()
    threshold: Threshold | None = None
    is_percent: bool = False
    of_change: int = 0
    of_time: bool = False
    of_rate: bool = False
    is_whole_first: bool = False
    is_open: bool = False
    of_ranks: bool = False
    added: OperationKind | None = None
    per: str | None = None
    class_noun: str = ""
    periods: tuple[AskedPeriod, ...] = ()
    content: str = ""

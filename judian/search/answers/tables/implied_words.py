"""Words of a question that a computed answer explains without a header: those of asking for a sum
or an order, and those that the unit of the cells says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.search.answers.question.units import unit_class
from judian.zh.numbers.numerals import parse
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Words beside an operation that narrow nothing: they could stand in a question about any table.
_GENERAL = frozenset(
    fold(
        "各種 各類 各項 各個 各 種 類 項 次 那次 這次 兩次 那 這 時 之間 相比 比較 有 總共 "
        "整體 所有 全部 全體 全數 一年 每年 每 年 一共 加 加起來 加總 "
        "合起來 共 裡 裏 後 中 當中 之中 數量 數 數目 總數 總 合計 一次 發生 共有 了 個 的 者 最 "
        "排 排名 名次 情形 狀況 統計 整個 之 而言 來說 來看 業務 主要 平均 全 這些 以上 相較 一起 "
        "計算 達 算 跟 和 與 完 卻"
    ).split()
)
#: Words that say no more than the unit of a cell, by its class.
_OF_UNITS = {
    name: frozenset(fold(said).split())
    for name, said in (
        ("persons", "人 人數 人員 民眾 者 位 名 總人數"),
        ("visits", "人 人次 人數 次數"),
        ("money", "錢 金額 元 多少錢 塊錢 總額 千元 萬元 億元 百萬元 億 萬"),
        ("cases", "件 件數 案 案數"),
        ("area", "面積 公頃"),
        ("share", "比率 比例 百分比"),
        ("households", "戶 戶數 家庭"),
        ("organisations", "家 處 家數 處數 所 數量"),
        ("times", "場 場次 次數 次"),
    )
}
_NUMBERED = compiled("^(?P<number>[一二兩三四五六七八九十]{1,3}|[0-9]{1,3})(?P<noun>[一-鿿]{0,2})$")


def is_implied(word: str, units: Iterable[str | None], counts: set[int]) -> bool:
    """True if a folded word needs no header: it narrows nothing, says what one of the `units`
    says, or numbers the things of which there are so many (`counts`)."""
    if word in _GENERAL:
        return True
    if any(word in _OF_UNITS.get(unit_class(unit) or "", ()) for unit in units):
        return True
    numbered = _NUMBERED.match(word)
    return numbered is not None and parse(numbered["number"]) in counts

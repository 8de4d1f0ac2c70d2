"""Whether the rows or columns of a table are things of the class that a question speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.zh.entities.categories import find_values
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: The least share of the names that must be of the class.
LEAST_SHARE = 0.6
#: Nouns that say nothing of a class.
_ANY = compiled(
    "^(?:主要|重點|重要)?(?:工作|實施|業務)?(?:項目?|者|類別?|種類?|個|座|次|筆|件|案件?|計畫|年度?|季|月份?)?$"
)
#: Nouns of the names of one category.
_CATEGORIES = {
    fold(noun): category
    for category, nouns in (
        ("country", "國 國家"),
        ("region", "縣市 縣 市 城市 地區 地方 直轄市"),
        ("agency", "機關 單位 部會 局處 主管機關 執行機關 部門"),
    )
    for noun in nouns.split()
}


def is_any(noun: str) -> bool:
    """True for a noun that any row fits: 項目, 計畫, "" ."""
    return _ANY.match(noun) is not None


def is_class_of(noun: str, names: Sequence[str], corners: Iterable[str]) -> bool:
    """True if things with these folded names can be called `noun`, also folded: the header over
    them says so, or most of them end in it, or are known names of that category."""
    if is_any(noun):
        return True
    if any(noun in corner or (len(corner) > 1 and corner in noun) for corner in corners if corner):
        return True
    if not names:
        return False
    category = _CATEGORIES.get(noun)
    fitting = sum(_fits(noun, category, name) for name in names)
    return fitting >= LEAST_SHARE * len(names)


def _fits(noun: str, category: str | None, name: str) -> bool:
    if category is not None and any(v.category == category for v in find_values(name)):
        return True
    return noun in name or name.endswith(noun[-1])

"""Predicates: which words say that something is done, which say the same, which exclude each other.

The groups are in judian/zh/data/predicates.tsv; other verbs are those of `judian.zh.text.verbs`.
"""

from __future__ import annotations

from functools import cache, lru_cache

from judian.zh.text.fold import fold, read_table
from judian.zh.text.stopwords import STOP_WORDS
from judian.zh.text.verbs import is_verb

#: Verbs of a dictionary that are nouns, prepositions or adverbs in reports.
_NO_PREDICATES = frozenset(
    fold(
        "相關 協定 約定 應 須 得 可 能 會 要 將 予 向 遭 受 該 所 包括 包含 其中 共同 "
        "繼續 持續 陸續 分別 含 涉嫌 涉及 涉 未 無 沒有 沒 負責 有關 致 使 為 係 是 有 計 "
        "共計 合計 總計 達 占 佔 逾 超過 尚有 仍有 計有 現有 依 據 依據 根據 透過 經由 截至 "
        "不含 不包括 互助 聯手 合作 協議 公約 規定 情資 情報 犯嫌 嫌犯 被告 案件 報告 說明 "
        "管轄 主管 所屬 應收 統計 約"
    ).split()
)
#: Verbs whose object acts next: 我方【請求】陸方遣返.
_PIVOTS = frozenset(
    fold("請求 函請 協請 促請 要求 委託 委請 商請 洽請 通知 指示 督導 命令 請 移請 責成").split()
)


@cache
def _groups() -> dict[str, tuple[tuple[int, int], ...]]:
    """(family, group) of each folded word of the table."""
    known: dict[str, list[tuple[int, int]]] = {}
    for family, fields in enumerate(read_table("predicates.tsv")):
        for group, names in enumerate(fields):
            for name in names.split("|"):
                known.setdefault(fold(name), []).append((family, group))
    return {word: tuple(places) for word, places in known.items()}


@lru_cache(maxsize=1 << 14)
def is_predicate(word: str) -> bool:
    """True for a folded word that says what is done: 查獲, 函請, but not 相關 or 有."""
    if word in _groups():
        return True
    if len(word) < 2 or word in _NO_PREDICATES or word in STOP_WORDS:
        return False
    return is_verb(word)


def is_known_predicate(word: str) -> bool:
    """True for a folded word of the table."""
    return word in _groups()


def is_pivot(word: str) -> bool:
    """True for a folded verb whose object acts next: 請求陸方遣返."""
    return word in _PIVOTS


def same_predicate(left: str, right: str) -> bool:
    """True for folded verbs that say the same by the table, or one of which begins the other:
    簽 and 簽署."""
    if left == right or (min(len(left), len(right)) > 1 and (left in right or right in left)):
        return True
    groups = _groups()
    return bool(set(groups.get(left, ())) & set(groups.get(right, ())))


def contrasts(left: str, right: str) -> bool:
    """True for folded verbs that exclude each other: 申請 and 核准."""
    groups = _groups()
    if same_predicate(left, right):
        return False
    families = {family for family, _ in groups.get(left, ())}
    return any(family in families for family, _ in groups.get(right, ()))

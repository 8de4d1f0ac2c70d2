"""What two texts say that cannot both be of the same thing: values, senses, parties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.zh.entities.categories import find_values, same
from judian.zh.text.analyze import squeezed_fold
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.core.model import Passage
    from judian.zh.figures.extraction import Figure

#: What a number is said to be: if a word of one of these stands beside one, one must beside the
#: other.
_SENSES = tuple(
    map(
        compiled,
        (
            "增加|成長|上升|提高|增列|新增",
            "減少|下降|降低|減列|衰退",
            "預計|預定|預估|目標|擬",
            "[不未無非]|尚[未無]",
            "其餘|剩餘|賸餘|尚餘",
            "平均|每[年月日人件]",
            "累計|累積",
            "超過|逾|以上|高於",
            "不足|未滿|未達|以下|低於",
            "最高|最多|最大",
            "最低|最少|最小",
        ),
    )
)
#: What a rule says of an act: it must be done, may be done, must not be done.
_MODALS = tuple(
    map(
        compiled,
        ("應(?![用付收])|必須|不得不", "(?<![不取所獲])得(?!到|以免)|可以", "不得(?!不)|禁止"),
    )
)


def same_value(one: Figure, other: Figure) -> bool:
    """True if two figures are the same number or the same range, whatever they measure."""
    return (one.value, one.value_high) == (other.value, other.value_high)


def same_senses(one: str, other: str) -> bool:
    """True if each sense of a number has a word in both folded texts or in neither."""
    return all(bool(s.search(one)) == bool(s.search(other)) for s in _SENSES)


def contradicts(draft: Passage, said: str, passages: Sequence[Passage]) -> bool:
    """True if a sentence of a draft says what none of the passages says: a number, a sense, a
    party, that something must, may or must not be done."""
    text = squeezed_fold("\n".join(passage.text for passage in passages))
    sentence = squeezed_fold(said)
    figures = [figure for passage in passages for figure in passage.figures]
    stated = [figure for figure in draft.figures if figure.text in said]
    return (
        any(not any(same_value(f, o) and f.unit == o.unit for o in figures) for f in stated)
        or any(s.search(sentence) and not s.search(text) for s in (*_SENSES, *_MODALS))
        or _names_others(sentence, text)
    )


def _names_others(said: str, found: str) -> bool:
    """True if the first text names a party, country, agency, place or substance that the other does
    not name."""
    others = find_values(found)
    return any(
        one.name not in found and not any(same(one, other) for other in others)
        for one in find_values(said)
    )


def are_turned_round(said: str, found: str) -> bool:
    """True if both texts name two parties, one in the order of the other turned round."""
    orders = [
        list(dict.fromkeys(v.name for v in find_values(text) if v.category == "party"))
        for text in (said, found)
    ]
    mine, theirs = orders
    shared = [name for name in mine if name in theirs]
    return shared != [name for name in theirs if name in mine]


def are_other_parties(said: str, found: str, which: int) -> bool:
    """True if both folded texts name a party, and the first ones (which = 0) or the last ones
    (which = -1) are two."""
    parties = [[v for v in find_values(text) if v.category == "party"] for text in (said, found)]
    return all(parties) and not same(parties[0][which], parties[1][which])


def exclude(said: str, found: str) -> bool:
    """True if the draft names a party, country or agency where the report names another."""
    mine, others = find_values(said), find_values(found)
    return any(
        one.category == other.category
        for one in mine
        if not any(same(one, other) for other in others) and one.name not in found
        for other in others
    )

"""Stages of one matter: what was planned or granted, what was done or spent, what is left.

計畫改建教室48間，已完工31間 says three numbers of classrooms, and a question asks for one of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.search.answers.scoring.clause_match import facts_of
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    import re

    from judian.search.answers.scoring.evidence import Evidence

#: What a question says that asks for the rest: 還剩多少, 還差幾間, 有多少沒花完.
_ASKS_REST = compiled(
    "[還尚](?:剩|差|欠|缺|餘)|剩餘|(?:沒有?|未)(?:[用花做蓋]完|[用花]掉|[做蓋修]好|用(?=[?]|$))"
)
#: What a text says of a rest.
_REST = compiled("剩|賸|餘(?!元|萬|億|人|件|名|戶|公)|尚|未|無|沒|待|不足|缺|差|欠|仍|保留|結存")
#: What a question says that asks for what was spent.
_ASKS_SPENT = compiled("(?:花|用|支)(?:了|掉|去|掉了|出了?|用了)(?=[^,。?]{0,4}(?:多少|幾))")
_GRANTED = compiled("補助|編列|核定|匡列|預算|獲|經費")
_SPENT = compiled("支用|支出|實支|支付|執行|花|動支|付|實現|使用|決算")
#: What a question says that asks for what is done.
_ASKS_DONE = compiled("(?:好|完|完成|完工|成立|建置)了(?=[^,。?]{0,4}(?:多少|幾))|已經?完[成工]")
_PLANNED = compiled("計[畫劃]|預[計定期估]|核定|規劃|擬|原定|應")
_DONE = compiled("已|完成|完工|竣工|實際|達成")


def is_whole_for_rest(evidence: Evidence) -> bool:
    """True for a number that nothing calls a rest where the question asks for one."""
    text = evidence.question.text
    return evidence.is_number and bool(_ASKS_REST.search(text)) and not _says(evidence, _REST)


def is_granted_not_spent(evidence: Evidence) -> bool:
    """True for a number that was granted where the question asks what was spent."""
    asked = _ASKS_SPENT.search(evidence.question.text)
    if asked is None or not evidence.is_number or _ASKS_REST.search(evidence.question.text):
        return False
    return _says(evidence, _GRANTED) and not _says(evidence, _SPENT)


def is_planned_not_done(evidence: Evidence) -> bool:
    """True for a number that was planned where the question asks what is done."""
    if not evidence.is_number or not _ASKS_DONE.search(evidence.question.text):
        return False
    return _says(evidence, _PLANNED) and not _says(evidence, _DONE)


def _says(evidence: Evidence, words: re.Pattern[str]) -> bool:
    """True if the candidate's part of its clause, or a header of its cell, has one of the words."""
    zones = evidence.zones
    own = f"{facts_of(evidence.candidate).own_text}\n{zones.headers}\n{zones.caption}"
    return words.search(own) is not None

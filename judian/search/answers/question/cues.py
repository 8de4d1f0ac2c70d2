"""Cues: words of a question that change how its candidates are scored.

The patterns that scoring also looks for in passages are named here once.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    import re

    from judian.zh.questions.forms import Question

PLAN = compiled("目標|預計|預期|預估|推估|規劃|擬於|將於|計畫|編列|概算|上看|力拚")
ACTUAL = compiled("實際|實績|確實")
DENIAL = compiled("尚未|仍未|並未|未曾|從未|尚無|迄未|迄今未|並無|沒有")
NEGATION = compiled("(?:未|無|沒有)(?:曾|經|能|再|予)?")
#: 降為每月275分鐘: a rate may stand between the preposition and the number.
_RATE = "(?:每(?:年|月|日|天|人|件|次|小時)|約)?"
FROM_END, TO_END = compiled(f"[由自從]{_RATE}$"), compiled(f"[為至到達]{_RATE}$")
_ORIGINAL = compiled("原本|原來|原先|本來|之前|上一|上季|前一|上年|原")


class Cue(StrEnum):
    """One cue; the comment gives an example."""

    PLAN = "plan"  # 預計
    ACTUAL = "actual"  # 實際
    DENIAL = "denial"  # 尚未
    NEGATION = "negation"  # 未
    CHANGE = "change"  # 增加
    ORIGINAL = "original"  # 原本
    ORIGINAL_BEFORE = "original_before"  # 原本 before the interrogative
    FROM_VALUE = "from_value"  # 由【多少】
    TO_VALUE = "to_value"  # 增至【多少】
    SINCE = "since"  # 從【何時】
    UNTIL = "until"  # 到【何時】, 【何時】截止
    DAY = "day"  # 哪一天
    ORDINAL = "ordinal"  # 第幾
    CELL = "cell"  # 乙案的期限【為何】
    OWNER = "owner"  # 【誰】的
    DESCRIPTION_FIRST = "description_first"  # 簽署的是【誰】


#: The patterns that are searched in the whole text of a question.
_IN_TEXT: tuple[tuple[Cue, re.Pattern[str]], ...] = (
    (Cue.PLAN, PLAN),
    (Cue.ACTUAL, ACTUAL),
    (Cue.DENIAL, DENIAL),
    (Cue.NEGATION, NEGATION),
    (
        Cue.CHANGE,
        compiled(
            "增|減|多了|少了|多(?=[供給收產發種養])|成長|下降|上升|升高|提高|降低|差|變化|變動|衰退|擴大|縮"
        ),
    ),
    (Cue.ORIGINAL, _ORIGINAL),
    (Cue.DAY, compiled("哪一?[天日]|幾月幾[日號]|日期")),
)
_UNTIL = compiled("[到至]$|截止|結束|屆滿|為止")
#: The patterns that are searched in the content before the interrogative.
_BEFORE: tuple[tuple[Cue, re.Pattern[str]], ...] = (
    (Cue.ORIGINAL_BEFORE, _ORIGINAL),
    (Cue.FROM_VALUE, FROM_END),
    (Cue.TO_VALUE, compiled(f"(?:[增減升降提調成擴縮延]\\S{{0,3}}|達|變)[到至為成]{_RATE}$")),
    (Cue.SINCE, compiled("[從自]$")),
    (Cue.UNTIL, _UNTIL),
)
_ORDINAL = compiled("第")
_CELL = compiled("(?:什麼|甚麼|為何|何)?[?]?$")
_OWNER = compiled("的[?]?$")
_CLEFT = compiled("(?:的|者)(?:就)?(?:是|為)\\s*$")


def find_cues(question: Question, end: int) -> frozenset[Cue]:
    """The cues of a question; `end` is the end of the interrogative with its noun."""
    text, before = question.text, question.before.rstrip()
    found = {cue for cue, pattern in _IN_TEXT if pattern.search(text)}
    found |= {cue for cue, pattern in _BEFORE if pattern.search(before)}
    if _UNTIL.search(question.after):
        found.add(Cue.UNTIL)
    if _ORDINAL.match(text, question.start):
        found.add(Cue.ORDINAL)
    if _CELL.match(text, question.start):
        found.add(Cue.CELL)
    if _OWNER.match(text, end):
        found.add(Cue.OWNER)
    if _CLEFT.search(text[: question.start]):
        found.add(Cue.DESCRIPTION_FIRST)
    return frozenset(found)

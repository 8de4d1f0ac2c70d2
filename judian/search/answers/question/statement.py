"""The statement that a question wants completed: who does what to whom, in what sense.

陸方遣返我方多少人 is the statement 陸方遣返我方…人 with a gap. It is read by the functions that
read the clauses of texts (`judian.zh.clauses`), so that both can be compared.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from judian.zh.clauses.facts import clauses_of
from judian.zh.clauses.frames import Frame, Participant, participants, read_clause
from judian.zh.clauses.markers import Marker
from judian.zh.clauses.subjects import Subject, subject_of
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    import re


@dataclass(frozen=True, slots=True)
class QuestionStatement:
    """What a question says about the number, date or name that it asks for.

    `frames` are its predicates in order, `governing` those that govern the gap, `actors` who acts
    there, without a predicate by position (我方完成率). `subject` is the phrase that it begins
    with, `named` its participants, `markers` the senses that it asks for. All offsets are of the
    question's folded text.
    """

    frames: tuple[Frame, ...] = ()
    governing: tuple[Frame, ...] = ()
    actors: tuple[Participant, ...] = ()
    subject: Subject | None = None
    named: tuple[Participant, ...] = ()
    markers: frozenset[Marker] = field(default_factory=frozenset)


#: How questions name each sense; people ask in other words than reports.
_SENSES: tuple[tuple[Marker, re.Pattern[str]], ...] = (
    (
        Marker.REST,
        compiled("其餘|剩|還有|尚有|尚餘|餘額|餘下|還[差缺欠]|沒[有]?[^,，。?？]{0,6}完|扣[除掉]"),
    ),
    (
        Marker.CHANGE,
        compiled(
            "增|減|掉了|漲|多了|少了|多出|多幾|少幾|多多少|少多少|成長|下降|上升|升高|提高|降低|差|變化|變動|衰退|擴大|縮"
        ),
    ),
    (
        Marker.PLAN,
        compiled(
            "目標|預計|預期|預定|預估|推估|規劃|擬於|將於|計畫|編列|編了|概算|預算|上看|力拚|原訂|原定|打算|準備|(?<![主重需只])要(?![求件點])|想|會(?![議員])|應"
        ),
    ),
    (Marker.ESTIMATE, compiled("推估|估計|預估|推計|估算|大概|大約|約")),
    (Marker.ACTUAL, compiled("實際|實績|確實|決算|實支|實現|真的|到底")),
    (
        Marker.LIMIT,
        compiled(
            "最高|最低|上限|下限|最多|最少|至少|至多|不得|超過|罰則|刑度|刑責|可處|得處|應處|處[^理分所]|罰|判|限額|門檻"
        ),
    ),
    (Marker.PART, compiled("其中|當中|之中|裡面|裡頭|內含|含|包括")),
    (Marker.WHOLE, compiled("合計|總計|共計|總共|一共|全部|加起來|共|總")),
    (Marker.AVERAGE, compiled("平均|每|均|一[年月天日週]")),
    (
        Marker.FORMER,
        compiled(
            "原[來本先有定訂]|本來|之?[以先]?前(?![往鎮進])|既有|過去|舊|起初|當初|一開始|(?:從|由|自)(?:多少|幾|什麼)"
        ),
    ),
    (
        Marker.RESULT,
        compiled(
            "[增擴調升降減縮延改高大長短低少加]了?(?:為|至|到|成)|變成|後|現在|現行|目前|新|會"
        ),
    ),
    (Marker.RATIO, compiled("占|佔|比率|比例|比重|百分|幾成|率|%")),
)


def read_statement(content: str, text: str, gap: int) -> QuestionStatement:
    """The statement of a question. `content` is its folded text with the words of asking blanked,
    of the same length as `text`, the whole; `gap` is the offset of the interrogative."""
    named = participants(content)
    frames: list[Frame] = []
    governing: list[Frame] = []
    acting: tuple[Participant, ...] = ()
    subject: Subject | None = None
    for low, high, _ in clauses_of(text):
        actors = next((f.actors for f in reversed(frames) if f.actors), ())
        found, last = read_clause(content, low, high, named, actors)
        frames += found
        if low <= gap:
            inside = [p for p in named if low <= p.start < high]
            acting = next((f.actors for f in found if f.actors), last if len(inside) == 1 else ())
            own = subject_of(content, low, high, named)
            subject = own or subject
            if found or own is not None:  # 我方請求取證，陸方的完成率: nothing is done in the last
                governing = [f for f in found if not f.is_relative] or found
    return QuestionStatement(
        frames=tuple(frames),
        governing=tuple(governing),
        actors=acting,
        subject=subject,
        named=tuple(named),
        markers=frozenset(marker for marker, pattern in _SENSES if pattern.search(text)),
    )

"""Subjects: the noun phrase that a clause begins with, which it is about.

甲方應負擔經費150萬元 is about 甲方, 女性受刑人人數未公布 about 女性受刑人. Rivals are phrases of
one kind that name different things: what is said of one is not said of the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.zh.clauses.predicates import is_predicate
from judian.zh.entities.categories import words
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled
from judian.zh.text.segment import part_of_speech

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.zh.clauses.frames import Participant


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject at [start, end): its folded `text` without the noun for its number (人數)."""

    start: int
    end: int
    text: str
    participant: Participant | None = None


#: Most characters of a subject.
_LONGEST = 20
_LEADING = compiled(
    "^(?:[0-9]+[.、)]|[一二三四五六七八九十]{1,3}、|其中|其次|另外?|並且?|而且?|且|惟|又|亦|以及|及|至於?"
    "|但|然(?:而|(?!後))|爰|嗣|故(?![宮鄉障事])|復(?![興健建育康工原])"
    "|截至|因(?!素)|由於|為(?!數)|自|於|在|依|據|經|目前|本[年月季]度?|[今去前]年"
    "|同[年月期]|[0-9]{2,4}年度?|[0-9]{1,2}月[份底]?|[0-9]{1,2}日|上半年|下半年|底|止|起|初"
    "|第[一二三四1-4]季|,| )+"
)
#: Nouns for the number of things, which a subject may end in.
_NUMBER_NOUN = compiled(
    "(?:總?(?:人數|人次|件數|次數|家數|戶數|數量|數|金額|總額|比率|比例|經費|重量|面積))$"
)
_STOP_TAGS = ("p", "d", "c", "u", "m", "q", "r", "y")
_MODAL = frozenset(
    fold(
        "負責 聯手 合作 共同 並 較 比 預計 預定 預估 實際 尚有 應 須 得 可 能 會 要 將 已 "
        "曾 均 皆 共 計 約 達 為 係 是 有 占 佔 本 尚 仍 未 無 合計 共計 總計 累計 計有 "
        "迄 於 在 自 由 向 對 與 和 同 跟"
    ).split()
)


def subject_of(folded: str, low: int, high: int, named: Sequence[Participant]) -> Subject | None:
    """The subject of the clause [low, high), the part before a span; None if it begins with a
    predicate or a preposition, or refers to something named before (該工程)."""
    led = _LEADING.match(folded[low:high])
    start = low + (led.end() if led else 0)
    end, high = start, min(high, start + _LONGEST)
    participant = next((p for p in named if p.start == start and p.end <= high), None)
    if participant is not None:
        end = participant.end
    stop = _phrase_end(folded, end, high)
    if participant is None:
        participant = next((p for p in named if start <= p.start and p.end <= stop), None)
    number = _NUMBER_NOUN.search(folded[start:stop])
    if number:
        stop = start + number.start()
    if stop - start < _SHORTEST or _REFERRING.match(folded, start, stop):
        return None
    return Subject(start, stop, folded[start:stop], participant)


def _phrase_end(folded: str, at: int, high: int) -> int:
    """The end of the words from `at` on before a predicate, an adverb or a preposition."""
    end = at
    for word, low, stop in words(folded[at:high]):
        if at + low != end or _ends_subject(word):
            break
        end = at + stop
    return end


_SHORTEST = 2
_REFERRING = compiled("[該本此其]|(?:以?下|所|簡)稱|前揭|上開|前開")
#: A common ending of one character that is a kind of names: 甲方, 高雄關.
_KIND_ENDS = frozenset(fold("方署局部院處廳會隊所關縣市國區港站校廠司庭鄉鎮村里府系組科"))


def _ends_subject(word: str) -> bool:
    if word in _MODAL or is_predicate(word):
        return True
    return len(word) > 1 and part_of_speech(word).startswith(_STOP_TAGS)


def are_rivals(left: str, right: str) -> bool:
    """True for two folded phrases that end alike and begin otherwise: 甲方 and 乙方, 臺北地檢署 and
    士林地檢署, 男性受刑人 and 女性受刑人."""
    if left == right or left in right or right in left:
        return False
    tail = 0
    while tail < min(len(left), len(right)) and left[-1 - tail] == right[-1 - tail]:
        tail += 1
    if tail == 0 or (tail == 1 and left[-1] not in _KIND_ENDS):
        return False
    first, second = left[: len(left) - tail], right[: len(right) - tail]
    return bool(first) and bool(second) and not set(first) & set(second)

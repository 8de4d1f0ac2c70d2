"""Frames: each predicate of a clause with who acts and who is acted upon, in the order of the text.

Chinese marks roles by order and by prepositions: before the verb stands who acts, unless 向, 對 or
將 precedes; behind it stands who is acted upon; 由 and 遭 lead to who acts; the object of 請求 acts
next (我方請求陸方遣返).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from judian.zh.clauses.predicates import is_known_predicate, is_pivot, is_predicate
from judian.zh.entities.categories import find_values, words
from judian.zh.entities.names import organisations
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from judian.zh.entities.categories import CategoryValue
    from judian.zh.entities.names import NamedEntity


class Participant(NamedTuple):
    """Somebody or something named at [start, end) that can act: a party, a country, an agency, a
    contracting side (甲方). `name` is its folded name, `category` the kind of the name."""

    start: int
    end: int
    name: str
    category: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A predicate at [start, end) with its participants; () for those that are not named.

    `negation` is the span of the word that denies it (尚未), `plan` of the one that puts it into
    the future (推動簽署), None without one. `is_relative` is True for the predicate of a phrase
    before 的 or 之 (查獲之毒品), `is_mutual` for one done with the others (與日本簽署), who might
    as well be named first.
    """

    word: str
    start: int
    end: int
    actors: tuple[Participant, ...] = ()
    others: tuple[Participant, ...] = ()
    negation: tuple[int, int] | None = None
    plan: tuple[int, int] | None = None
    is_relative: bool = False
    is_mutual: bool = False


_SIDES = compiled("[甲乙丙丁戊]方|[勞資買賣]方|對方|他方")
_ACTING = ("party", "country", "agency")
#: What the home country is called where it acts; 國內 and 臺灣 are places more often.
_HOME = frozenset(map(fold, ("我國", "我方", "我們", "我國政府")))
#: Names that refer to one named before: 該署, 本市.
_REFERRING = compiled("[該本此其]")
_BY = frozenset(map(fold, ("由", "經", "委由", "改由", "經由")))
_PASSIVE = frozenset(map(fold, ("遭", "被", "獲", "受", "為")))
_TOWARDS = frozenset(map(fold, ("向", "對", "予", "給", "至", "往", "替", "幫", "代", "讓")))
_WITH = frozenset(map(fold, ("與", "和", "同", "跟", "會同", "偕同")))
_FROM = frozenset(map(fold, ("自", "從", "將", "把")))
_OF = frozenset(map(fold, ("的", "之")))
#: What joins the members of a list; 與 and 和 only end one (日本、韓國與泰國).
_COORDINATED = compiled("(?:[、,]|及|或|以及|暨|等國?)+")
_LAST_OF_LIST = compiled("與|和")
_NEGATIONS = frozenset(
    fold(
        "尚未 仍未 並未 迄未 從未 未曾 未獲 未能 尚無 並無 毋須 無須 未予 沒有 沒 未 不予 "
        "不得 不 免 無"
    ).split()
)
_NEGATED = compiled(
    "(?:尚未|仍未|並未|迄未|從未|未曾|未獲|未能|尚無|並無|毋須|無須|未予|沒有|還沒|沒|未|不予|不得|不|免|無)"
    "(?:曾|經|能|再|予以?|獲|被|完成|依|正式|及時)?$"
)
#: Words that put the predicate after them into the future.
_PLANS = frozenset(
    fold(
        "推動 研議 規劃 預計 預定 擬 擬於 將於 計畫 洽談 爭取 評估 尚待 打算 準備 考慮 目標 預期"
    ).split()
)
#: Characters before a predicate in which its negation is looked for.
_NEGATION_WINDOW = 8


def participants(
    folded: str,
    values: Iterable[CategoryValue] | None = None,
    named: Iterable[NamedEntity] | None = None,
) -> list[Participant]:
    """The participants of a folded text, left to right, without overlaps. `values` and `named` are
    its category values and organisations if they are known."""
    values = find_values(folded) if values is None else values
    named = organisations(folded) if named is None else named
    found = [
        Participant(v.start, v.end, v.name, v.category)
        for v in values
        if v.category in _ACTING or (v.category == "home" and folded[v.start : v.end] in _HOME)
    ]
    found += [Participant(*m.span(), m.group(), "side") for m in _SIDES.finditer(folded)]
    found += [
        Participant(n.start, n.end, folded[n.start : n.end], "organisation")
        for n in named
        if not n.generic and not _REFERRING.search(folded, n.start, n.end)
    ]
    found.sort(key=lambda p: (p.start, -p.end, p.category == "organisation"))
    kept: list[Participant] = []
    for participant in found:
        if not kept or participant.start >= kept[-1].end:
            kept.append(participant)
    return kept


class _Reading:
    """The state of reading one clause from left to right."""

    def __init__(self, folded: str, actors: tuple[Participant, ...]) -> None:
        self.folded = folded
        self.frames: list[Frame] = []
        self.actors = actors
        self.next_actors: tuple[Participant, ...] = ()
        self.others: tuple[Participant, ...] = ()
        self.role = ""
        self.is_own = False
        self.is_mutual = self.is_list = False
        self.last: tuple[str, int] = ("", -1)
        self.negation: tuple[int, int] | None = None
        self.plan: tuple[int, int] | None = None

    def meet(self, participant: Participant) -> None:
        """Give a participant its role; one in a list has that of the one before it."""
        role, end = self.last
        between = self.folded[max(0, end) : participant.start] if end >= 0 else ""
        is_joined = _COORDINATED.fullmatch(between) is not None
        if is_joined or (self.is_list and _LAST_OF_LIST.fullmatch(between)):
            self._add(role, participant)
            self.is_list = True
        else:
            self.is_list = False
            role = self._role_of(participant)
            self._clear(role)
            self._add(role, participant)
        self.last, self.role = (role, participant.end), ""

    def _role_of(self, participant: Participant) -> str:
        if self.role:
            if self.role == "towards" and self.frames and not self.frames[-1].others:
                return "behind"
            return self.role
        if not self.frames or all(frame.is_relative for frame in self.frames):
            return "actor"
        if _MARK in self.folded[self.frames[-1].end : participant.start]:
            return "actor"  # 我方請求29件、對方請求17件
        is_direct = _DIRECT.fullmatch(self.folded, self.frames[-1].end, participant.start)
        if is_direct and not self.frames[-1].others:
            return "behind"
        return "" if self.actors else "actor"

    def _clear(self, role: str) -> None:
        if role == "actor":
            self.actors, self.is_own = (), True
        elif role in ("by", "passive"):
            self.others = self.actors if role == "passive" and self.is_own else self.others
            self.next_actors = ()
        elif role in ("towards", "with"):
            self.others, self.is_mutual = (), role == "with"

    def _add(self, role: str, participant: Participant) -> None:
        if role == "actor":
            self.actors += (participant,)
        elif role in ("by", "passive"):
            self.next_actors += (participant,)
        elif role in ("towards", "with"):
            self.others += (participant,)
        elif role == "behind":
            last = self.frames[-1]
            self.frames[-1] = replace(last, others=(*last.others, participant))
            if is_pivot(last.word):
                self.next_actors += (participant,)

    def act(self, word: str, start: int, end: int, negation: tuple[int, int] | None) -> None:
        """Add the frame of a predicate."""
        actors = self.next_actors or self.actors
        if self.role == "passive" and not self.next_actors:
            actors, self.others = (), actors  # 水房被破獲: nobody is named who did it
        denied = negation or self.negation
        mutual = self.is_mutual
        self.frames.append(
            Frame(word, start, end, actors, self.others, denied, self.plan, is_mutual=mutual)
        )
        self.next_actors, self.others, self.negation, self.plan = (), (), None, None
        self.role, self.is_mutual = "", False

    def relate(self) -> None:
        """Mark the predicates so far as parts of a phrase before 的 or 之; who acts in it need not
        act in what follows (法國查扣的文物來自…)."""
        if self.frames:
            self.actors = ()
        self.frames = [replace(frame, is_relative=True) for frame in self.frames]


def frames_of(
    folded: str,
    start: int,
    end: int,
    named: Sequence[Participant],
    actors: tuple[Participant, ...] = (),
) -> list[Frame]:
    """The frames of the clause [start, end). `actors` act until the clause names others."""
    return read_clause(folded, start, end, named, actors)[0]


def read_clause(
    folded: str,
    start: int,
    end: int,
    named: Sequence[Participant],
    actors: tuple[Participant, ...] = (),
) -> tuple[list[Frame], tuple[Participant, ...]]:
    """(frames, actors) of the clause [start, end): its predicates, and who acts at its end."""
    reading = _Reading(folded, actors)
    at = start
    for participant in named:
        if at <= participant.start and participant.end <= end:
            _read_words(reading, folded, at, participant.start)
            reading.meet(participant)
            at = participant.end
    _read_words(reading, folded, at, end)
    return reading.frames, reading.actors


def _read_words(reading: _Reading, folded: str, start: int, end: int) -> None:
    """Read the words of [start, end), which names no participant."""
    for word, first, last in words(folded[start:end]):
        low, high = first + start, last + start
        role = _role(word)
        if role:
            reading.role = role
        elif word in _OF:
            reading.relate()
        elif word in _NEGATIONS:
            reading.negation = (low, high)
        elif is_predicate(word) and not _is_modifier(folded, word, high):
            reading.act(word, low, high, negation_before(folded, start, low))
        if word in _PLANS:
            reading.plan = (low, high)


#: What follows a verb that is part of a name or of the noun for a number: 執行署, 完成率.
_NAMES = compiled(
    "法(?![院官人庭])|條例|辦法|規則|要點|準則|署|局|司|科|組|隊|中心|率|金額|犯(?!罪)|人數|件數"
)
#: What follows a verb that only names a kind: 詐欺案件.
_KINDS = compiled(
    "案|犯|罪|者|嫌|集團|人員|行為|機關|單位|計畫|制度|業務|事項|機制|期間|方式|作業|工作"
)


def _is_modifier(folded: str, word: str, end: int) -> bool:
    """True for a verb that only names a kind of the noun behind it: 【詐欺】案件, 【完成】率."""
    if _NAMES.match(folded, end):
        return True
    return not is_known_predicate(word) and _KINDS.match(folded, end) is not None


#: What may stand between a predicate and its object: 遣返【了】我方, 查獲【12名】我方.
_DIRECT = compiled("(?:了|過|到|予|給|各|全部)?(?:[0-9,]+[名人件個位])?")


_MARK = fold("、")


def _role(word: str) -> str:
    """The role that a preposition gives to the participant after it, "" for other words."""
    return next((role for role, members in _ROLES if word in members), "")


_ROLES = (
    ("by", _BY),
    ("passive", _PASSIVE),
    ("towards", _TOWARDS),
    ("with", _WITH),
    ("from", _FROM),
)


def negation_before(folded: str, low: int, at: int) -> tuple[int, int] | None:
    """The span of the word that denies the predicate at `at`, None if it is affirmed."""
    found = _NEGATED.search(folded, max(low, at - _NEGATION_WINDOW), at)
    return found.span() if found else None

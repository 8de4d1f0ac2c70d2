"""Which period a figure is true of, from the dates of its passage.

A date governs what follows it until the next one takes over. What is only compared with
(較112年度) governs at most the number that belongs to it (較112年度之711人次), what dates a title
(2024年「…報告」) or an act (112年簽署之協定) governs nothing, and a date in brackets or quotation
marks governs only within them; alone there, it is of the figure before it or else governs
the rest of the sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from judian.zh.dates.patterns import FROM_NOW, TIMES_AFTER
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.zh.dates.expressions import DateMention

#: Where what belongs to a compared date ends: at the change or the clause's end.
_CHANGE = compiled(
    r"[,。;\n）]|增|減|縮|延|擴|退步|進步|跌|漲|升|降|倍|成長|下降|上升|衰退|提高|提升|降低|下跌|上漲|多(?!數)|少(?!數)|高(?![雄中等])|低"
)
_ACTS = (
    "簽署|簽訂|簽定|公布|發布|訂定|修正|成立|制定|通過|核定|出版"
    "|頒布|設立|施行|發表|提出|研訂|函頒|訂頒|開辦|創立|締結|開幕|啟用|落成|開業|完工|通車|上市"
)
_TO_NOW = re.compile("[迄至]今")
#: 與我國於1981年建交: when something happened once, not when what was said before it is true.
_ONCE = compiled(r"\s?[^,。;、0-9]{0,6}?(?:建交|斷交|復交|成立|創立|獨立|出生|開國|落成)")
#: 占全年41%, 達成全年預算數: what is measured by the year, not when.
_OF_YEAR = compiled("全年度?")
_SHARE_OF = compiled(r"(?:占|佔|為)\s?$")
_GOAL_OF = compiled(r"(?:達成?|較|相當於?|完成)\s?$")
_GOAL_ENDS = compiled(r"[之的,，。;、）)]")
_ACT = compiled(rf"\s?[^,。;、0-9「]{{0,8}}?(?:{_ACTS})(?:之|的)")
_FROM = compiled(r"[由自從]\s?$")
_OF = compiled(r"\s?(?:之|的)")
#: 2004年6月19日生效: the date of an act says nothing of the sentences that follow.
_DATED = compiled(
    r"\s?[^,。;、0-9「]{0,10}?(?:簽署|簽訂|締結|生效|公布|施行|發布|通過|換文|批准|修正|建交|斷交|復交|成立|創立)"
)
_BACKGROUND = compiled(r"\s?[^,。;]{0,30}?(?:之|的)?(?:情境|情況|前提|背景|基礎)[之]?下")
#: A title that carries its own year: 2014年「…公約」, 1930年第29號「…公約」.
_TITLE = compiled(
    r"\s?(?:第\s?[0-9一二三四五六七八九十]{1,4}\s?號)?(?:「[^」]{0,60}|<[^>]{0,60})"
    r"(?:公約|條約|協定|協議|議定書|法|條例|宣言|備忘錄|決議|規約|規則|準則|憲章|指令|規章|辦法|要點)(?:」|>)"
    r"|\s?[^\s,。;:、0-9「]{1,12}(?:公約|條約|議定書|宣言|規約|憲章|施行法)"
)
_PUBLISHED = compiled(
    r"\s?[^,。;、0-9]{0,6}?(?:發布|公布|出版|發表|提出)?(?:之|的)?(?:「[^」]{0,80}」|<[^>]{0,80}>)"
    r"[^,。;0-9]{0,8}?(?:\([^()]{0,80}\))?(?:報告|統計|調查|白皮書|資料|載述|指出|顯示|載明|略以)"
)
#: 為近5年最低: the stretch says how rare the number is.
_RECORD = compiled(
    r"\s?(?:同期)?(?:以?來)?(?:之|的)?(?:[各單](?:年度?|季|月|週|日))?(?:之|的)?(?:最[高低多少大小佳]|新[高低]|次[高低]|首[見次度])"
)
_AT = compiled(r"[於在]\s?$")
_PLANNED = compiled("預計|預定|將於|應於|擬於|目標|期於|規劃|另|惟|又|嗣")
#: 預定於114年底, 展延至115年: the date of a plan, and the new date of one.
_PLANNED_BEFORE = compiled(r"(?:預計|預定|擬|將|應|須|訂|規劃|可望|原訂|原定)(?:自|於|在|至)?\s?$")
_MOVED_TO = compiled(r"(?:展延|延長|延後|延遲|延宕|順延|提前|延)(?:至|到)?\s?$")
#: 延至10月僅到貨5部: what came of it by then.
_AT_LAST = compiled(r"\s?(?:底|止)?[，,]?(?:僅|始|才|方(?!案)|仍|已)")
_SAID = compiled(r"[^,。;0-9]{0,24}?(?:指出|表示|略以|載述|報導|函復|函請|函示)")
_OPEN = {"(": ")", "「": "」", "<": ">", "[": "]"}
_CLOSE = frozenset(_OPEN.values())
_ANY_OPEN = compiled(r"[(「<\[]")
_SENTENCE_END = compiled(r"[。;\n]")
_REACH = 100


def is_name_of_date(folded: str, mention: DateMention) -> bool:
    """Whether a date belongs to the name of something: 1982年海洋法公約, 112年簽署之協定."""
    return any(p.match(folded, mention.end) for p in (_ACT, _TITLE, _PUBLISHED))


class Scope:
    """The governing date at every place of a text."""

    def __init__(
        self, folded: str, mentions: Sequence[DateMention], figures: Sequence[tuple[int, int]]
    ) -> None:
        self.folded = folded
        self._figure_ends = {end for _, end in figures}
        self._labels: dict[int, DateMention] = {}
        self._lasting: list[DateMention] = []
        # (place, order, date): a lasting date, a passing one, or None where a passing one ends
        marks: list[tuple[int, int, DateMention | None]] = []
        for mention in mentions:
            limit = self._limit(mention)
            if limit is None:
                self._lasting.append(mention)
                marks.append((mention.end, 1, mention))
            elif limit > mention.end:
                marks.append((mention.end, 2, mention))
                marks.append((limit, 0, None))
        self._places: list[int] = []
        self._rulers: list[DateMention | None] = []
        lasting: DateMention | None = None
        for place, order, ruler in sorted(marks, key=lambda mark: mark[:2]):
            lasting = ruler if order == 1 else lasting
            self._places.append(place)
            self._rulers.append(lasting if ruler is None else ruler)
        self._starts = [m.start for m in self._lasting]

    def at(self, start: int, end: int) -> DateMention | None:
        """The date that governs a figure at `[start, end)`: one in brackets right behind it, or
        the last one that governs its place."""
        behind = end
        while behind < len(self.folded) and self.folded[behind] == " ":
            behind += 1
        if behind in self._labels:
            return self._labels[behind]
        place = bisect_right(self._places, start) - 1
        return self._rulers[place] if place >= 0 else None

    def ahead(self, end: int) -> DateMention | None:
        """The next lasting date of the sentence, for a figure that none governs."""
        at = bisect_right(self._starts, end)
        if at == len(self._starts) or self._starts[at] - end > _REACH:
            return None
        mention = self._lasting[at]
        if _SENTENCE_END.search(self.folded, end, mention.start):
            return None
        if mention.precision not in ("day", "month") or not _AT.search(
            self.folded, max(0, mention.start - 2), mention.start
        ):
            return None
        if _ONCE.match(self.folded, mention.end):
            return None
        return None if _PLANNED.search(self.folded, end, mention.start) else mention

    def _limit(self, mention: DateMention) -> int | None:
        """Where the reign of a date ends: None if it lasts, its own end if it never begins."""
        bracket = self._bracket(mention)
        if bracket is not None:
            low, high = bracket
            if not self._is_label(mention, low, high):
                return high if self._governs(mention) else mention.end
            if _OF.match(self.folded, high):
                return mention.end  # 恢復至疫情前（108年）之九成三
            if self._ends_figure(low):
                self._labels[low] = mention
                return mention.end
            ended = _SENTENCE_END.search(self.folded, high, high + 2 * _REACH)
            return ended.start() if ended else min(high + 2 * _REACH, len(self.folded))
        if mention.period.end is None and mention.period.start is None:
            # 今年 governs even where its year is not known; 同年 of a text without years does not
            return None if self.folded[mention.start] in FROM_NOW else mention.end
        if TIMES_AFTER.match(self.folded, mention.end):
            return mention.end
        if _OF_YEAR.fullmatch(mention.text):
            before = max(0, mention.start - 4)
            if _SHARE_OF.search(self.folded, before, mention.start):
                return mention.end
            if _GOAL_OF.search(self.folded, before, mention.start):
                goal = _GOAL_ENDS.search(self.folded, mention.end, mention.end + _REACH)
                return goal.start() if goal else mention.end
        before = max(0, mention.start - 5)
        moved = _MOVED_TO.search(self.folded, before, mention.start)
        if moved and not _AT_LAST.match(self.folded, mention.end):
            return mention.end
        if _TO_NOW.fullmatch(mention.text):
            ended = _SENTENCE_END.search(self.folded, mention.end, mention.end + 4 * _REACH)
            return ended.start() if ended else None
        is_plan = _PLANNED_BEFORE.search(self.folded, before, mention.start)
        if is_plan or mention.text.endswith("前"):
            ended = _SENTENCE_END.search(self.folded, mention.end, mention.end + 4 * _REACH)
            return ended.start() if ended else None
        if mention.compared or self._is_origin(mention):
            change = _CHANGE.search(self.folded, mention.end, mention.end + _REACH)
            return change.start() if change else mention.end
        if not self._governs(mention) or _RECORD.match(self.folded, mention.end):
            return mention.end
        if mention.form == "point" and _DATED.match(self.folded, mention.end):
            ended = _SENTENCE_END.search(self.folded, mention.end, mention.end + 4 * _REACH)
            return ended.start() if ended else None
        return None

    def _is_origin(self, mention: DateMention) -> bool:
        """由112年之7.8%降至5.1%: the date is of the number that the change began with."""
        return bool(
            mention.form == "point"
            and _FROM.search(self.folded, max(0, mention.start - 2), mention.start)
            and _OF.match(self.folded, mention.end)
        )

    def _governs(self, mention: DateMention) -> bool:
        folded, end = self.folded, mention.end
        if is_name_of_date(folded, mention) or _BACKGROUND.match(folded, end):
            return False
        return not (mention.precision == "day" and _SAID.match(folded, end))

    def _bracket(self, mention: DateMention) -> tuple[int, int] | None:
        """The bracket around a mention: where it opens, and the place behind its close."""
        low = max(0, mention.start - _REACH)
        if not _ANY_OPEN.search(self.folded, low, mention.start):
            return None
        depth = 0
        for at in range(mention.start - 1, low - 1, -1):
            char = self.folded[at]
            if char in _CLOSE:
                depth += 1
            elif char in _OPEN:
                if depth == 0:
                    closed = self.folded.find(_OPEN[char], mention.end, mention.end + 2 * _REACH)
                    return (at, closed + 1) if closed >= 0 else None
                depth -= 1
        return None

    def _ends_figure(self, low: int) -> bool:
        """Whether a figure ends right before `low`."""
        return low in self._figure_ends or (
            self.folded[low - 1 : low] == " " and low - 1 in self._figure_ends
        )

    def _is_label(self, mention: DateMention, low: int, high: int) -> bool:
        """Whether the bracket holds the date and nothing else."""
        inside = self.folded[low + 1 : mention.start] + self.folded[mention.end : high - 1]
        return not inside.strip(" 間止") and self.folded[low] == "("

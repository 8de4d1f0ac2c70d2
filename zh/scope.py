"""Which period a figure is true of, from the dates of its passage.

A date governs what follows it until the next one takes over; what is only compared with
(較112年度), names a title (2024年「…報告」) or an act (112年簽署之協定) governs nothing, and a
date in brackets or quotation marks governs only within them and the clause that follows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from zh.dates import DateMention
from zh.patterns import compiled

_COMPARED_BEFORE = compiled(
    r"(?:較(?:之|諸)?|(?<![占佔百對類])比|相較於?|相對於?|對照|優於|高於|低於|不及|多於|少於|超越)\s?$"
)
_WITH = compiled(r"(?:與|和|同)\s?$")
_COMPARED_AFTER = compiled(r"\s?[^,。;、0-9]{0,8}(?:相比|相較|比較|之比)")
_ACT = compiled(
    r"\s?[^,。;、0-9「]{0,8}?(?:簽署|簽訂|公布|發布|訂定|修正|成立|制定|通過|核定|出版|頒布|設立|施行|簽定|發表)(?:之|的)"
)
_PUBLISHED = compiled(
    r"\s?[^,。;、0-9]{0,6}?(?:發布|公布|出版|發表|提出)?(?:之|的)?(?:「[^」]{0,80}」|<[^>]{0,80}>)"
    r"[^,。;0-9]{0,8}?(?:\([^()]{0,80}\))?(?:報告|統計|調查|白皮書|資料|載述|指出|顯示|載明|略以)"
)
_SAID = compiled(r"[^,。;0-9]{0,24}?(?:指出|表示|略以|載述|報導|函復|函請|函示)")
_OPEN = {"(": ")", "「": "」", "<": ">", "[": "]"}
_CLOSE = frozenset(_OPEN.values())
_CLAUSE_END = compiled(r"[,。;\n]")
_REACH = 100


class Scope:
    """The governing date at every place of a text."""

    def __init__(self, folded: str, mentions: Sequence[DateMention]) -> None:
        self.folded = folded
        self.mentions = mentions
        self.labels = {}
        places: list[int] = []
        rulers: list[DateMention | None] = []
        current: DateMention | None = None
        for at, mention in enumerate(mentions):
            bracket = self._bracket(mention)
            if bracket is None:
                if not self._governs(mention):
                    continue
                current = mention
                places.append(mention.end)
                rulers.append(current)
                continue
            low, high = bracket
            following = mentions[at + 1].start if at + 1 < len(mentions) else len(folded)
            if self._is_label(mention, low, high):
                self.labels[low] = mention
                ended = _CLAUSE_END.search(folded, high)
                high = ended.start() if ended else len(folded)
            elif not self._governs(mention):
                continue
            places.append(mention.end)
            rulers.append(mention)
            if high < following:
                places.append(high)
                rulers.append(current)
            else:
                # the next date takes over inside the bracket; what ruled before comes back after
                places.append(min(high, following))
                rulers.append(mention if high > following else current)
        self._places, self._rulers = places, rulers

    def at(self, start: int, end: int) -> DateMention | None:
        """The date that governs a figure at `[start, end)`: one in brackets right behind it, or
        the last one that governs its place."""
        behind = end
        while behind < len(self.folded) and self.folded[behind] == " ":
            behind += 1
        if behind in self.labels:
            return self.labels[behind]
        place = bisect_right(self._places, start) - 1
        return self._rulers[place] if place >= 0 else None

    def _governs(self, mention: DateMention) -> bool:
        folded = self.folded
        low = max(0, mention.start - 4)
        if _COMPARED_BEFORE.search(folded, low, mention.start):
            return False
        if _WITH.search(folded, low, mention.start) and _COMPARED_AFTER.match(folded, mention.end):
            return False
        if _ACT.match(folded, mention.end) or _PUBLISHED.match(folded, mention.end):
            return False
        return not (mention.precision == "day" and _SAID.match(folded, mention.end))

    def _bracket(self, mention: DateMention) -> tuple[int, int] | None:
        """The bracket around a mention: where it opens, and the place behind its close."""
        depth = 0
        for at in range(mention.start - 1, max(-1, mention.start - _REACH), -1):
            char = self.folded[at]
            if char in _CLOSE:
                depth += 1
            elif char in _OPEN:
                if depth == 0:
                    closed = self.folded.find(_OPEN[char], mention.end, mention.end + 2 * _REACH)
                    return (at, closed + 1) if closed >= 0 else None
                depth -= 1
        return None

    def _is_label(self, mention: DateMention, low: int, high: int) -> bool:
        """Whether the bracket holds the date and nothing else."""
        inside = self.folded[low + 1 : mention.start] + self.folded[mention.end : high - 1]
        return not inside.strip(" 間止") and self.folded[low] == "("

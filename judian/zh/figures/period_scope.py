"""Period scopes: the date that a figure is true of, from the dates of its passage.

A date governs the text after it up to the next date, with these exceptions. A date that the text
only compares with (較112年度) governs at most the number that belongs to it (較112年度之711人次).
The date of a title (2024年「…報告」) or an act (112年簽署之協定) governs nothing. A date in
brackets or quotation marks governs only the text within them; alone in brackets, it governs the
figure before them, else the rest of the sentence.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.zh.dates.patterns import AROUND_NOW, FROM_NOW, TIMES_AFTER
from judian.zh.figures import period_patterns as p
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from judian.zh.dates.expressions import DateMention

_OPEN = {"(": ")", "「": "」", "<": ">", "[": "]"}
_CLOSE = frozenset(_OPEN.values())
_ANY_OPEN = compiled(r"[(「<\[]")
_SENTENCE_END = compiled(r"[。;\n]")
# Code points searched for a bracket before a date or the end of its clause, for the end of a
# bracket, and for the end of a sentence. They only bound the search.
_CLAUSE_REACH = 100
_BRACKET_REACH = 200
_SENTENCE_REACH = 400


def is_name_of_date(folded: str, mention: DateMention) -> bool:
    """True if a date is part of a name: 1982年海洋法公約, 112年簽署之協定."""
    return any(pattern.match(folded, mention.end) for pattern in (p.ACT, p.TITLE, p.PUBLISHED))


def _governs(folded: str, mention: DateMention) -> bool:
    """True unless the date is part of a name, of a background or of a statement (…日指出).

    This decides for a date in brackets too, where no rule of `_RULES` is tried.
    """
    if is_name_of_date(folded, mention) or p.BACKGROUND.match(folded, mention.end):
        return False
    return not (mention.precision == "day" and p.SAID.match(folded, mention.end))


def _is_unresolved(_: str, mention: DateMention) -> bool:
    """True if neither end of the period is known; what is only compared with governs no more."""
    is_open = mention.period.end is None and mention.period.start is None
    return is_open and not mention.compared


def _is_multiplied(folded: str, mention: DateMention) -> bool:
    return TIMES_AFTER.match(folded, mention.end) is not None


def _is_share_of_year(folded: str, mention: DateMention) -> bool:
    is_year = p.OF_YEAR.fullmatch(mention.text) is not None
    return is_year and p.SHARE_OF.before(folded, mention.start) is not None


def _is_goal_of_year(folded: str, mention: DateMention) -> bool:
    is_year = p.OF_YEAR.fullmatch(mention.text) is not None
    return is_year and p.GOAL_OF.before(folded, mention.start) is not None


def _is_postponement(folded: str, mention: DateMention) -> bool:
    moved = p.MOVED_TO.before(folded, mention.start) is not None
    return moved and not p.AT_LAST.match(folded, mention.end)


def _is_to_now(_: str, mention: DateMention) -> bool:
    return p.TO_NOW.fullmatch(mention.text) is not None


def _is_plan(folded: str, mention: DateMention) -> bool:
    """True for the date of a plan (預定於114年底) and for a deadline (114年底前)."""
    planned = p.PLANNED_BEFORE.before(folded, mention.start) is not None
    return planned or mention.text.endswith("前")


def _is_compared(folded: str, mention: DateMention) -> bool:
    return mention.compared or bool(
        mention.form == "point"
        and p.FROM.before(folded, mention.start)
        and p.OF.match(folded, mention.end)
    )


def _governs_nothing(folded: str, mention: DateMention) -> bool:
    """True for a date that `_governs` refuses, and for one that says how rare a number is."""
    return not _governs(folded, mention) or p.RECORD.match(folded, mention.end) is not None


def _is_date_of_act(folded: str, mention: DateMention) -> bool:
    return mention.form == "point" and p.DATED.match(folded, mention.end) is not None


def _own_end(_: str, mention: DateMention) -> int | None:
    """The end of the date itself: its scope is empty."""
    return mention.end


def _own_end_unless_now(folded: str, mention: DateMention) -> int | None:
    """None for 今年 and 10月4日, which govern even if their year is unknown; else the end of the
    date itself, as for 同年 in a text without years."""
    first = folded[mention.start]
    is_known = first in FROM_NOW or first in AROUND_NOW or mention.precision in ("month", "day")
    return None if is_known else mention.end


def _goal_end(folded: str, mention: DateMention) -> int | None:
    goal = p.GOAL_ENDS.search(folded, mention.end, mention.end + _CLAUSE_REACH)
    return goal.start() if goal else mention.end


def _change_end(folded: str, mention: DateMention) -> int | None:
    change = p.CHANGE.search(folded, mention.end, mention.end + _CLAUSE_REACH)
    return change.start() if change else mention.end


def _sentence_end(folded: str, mention: DateMention) -> int | None:
    ended = _SENTENCE_END.search(folded, mention.end, mention.end + _SENTENCE_REACH)
    return ended.start() if ended else None


@dataclass(frozen=True, slots=True)
class _Rule:
    """Dates that do not govern up to the next date, and the end of their scope.

    `end` returns the offset at which the scope ends: the end of the date itself if it governs
    nothing, None if it governs up to the next date. `example` shows a date of the rule.
    """

    example: str
    applies: Callable[[str, DateMention], bool]
    end: Callable[[str, DateMention], int | None]


#: Tried in order; the first rule that applies decides. Other dates govern up to the next one.
_RULES = (
    _Rule("同年 without a year before it", _is_unresolved, _own_end_unless_now),
    _Rule("為111年的1.8倍", _is_multiplied, _own_end),
    _Rule("占全年41%", _is_share_of_year, _own_end),
    _Rule("達成全年預算數", _is_goal_of_year, _goal_end),
    _Rule("展延至115年", _is_postponement, _own_end),
    _Rule("迄今", _is_to_now, _sentence_end),
    _Rule("預定於114年底, 114年底前", _is_plan, _sentence_end),
    _Rule("較112年度, 由112年之7.8%降至5.1%", _is_compared, _change_end),
    _Rule("112年簽署之協定, 為近5年最低", _governs_nothing, _own_end),
    _Rule("2004年6月19日生效", _is_date_of_act, _sentence_end),
)


#: Order of the boundaries at one offset: a passing date ends before another date begins.
_END, _LASTING, _PASSING = range(3)


class PeriodScope:
    """The governing date at each offset of a text.

    A *lasting* date governs until the next one, a *passing* date only to the end of its own scope;
    after it the last lasting date governs again.
    """

    def __init__(
        self, folded: str, mentions: Sequence[DateMention], figures: Sequence[tuple[int, int]]
    ) -> None:
        self.folded = folded
        self._figure_ends = {end for _, end in figures}
        self._labels: dict[int, DateMention] = {}
        self._lasting: list[DateMention] = []
        # (offset, order, date); the date is None at the end of a passing one.
        boundaries: list[tuple[int, int, DateMention | None]] = []
        for mention in mentions:
            end = self._end(mention)
            if end is None:
                self._lasting.append(mention)
                boundaries.append((mention.end, _LASTING, mention))
            elif end > mention.end:
                boundaries.append((mention.end, _PASSING, mention))
                boundaries.append((end, _END, None))
        self._places: list[int] = []
        self._governing: list[DateMention | None] = []
        lasting: DateMention | None = None
        for place, order, date in sorted(boundaries, key=lambda boundary: boundary[:2]):
            lasting = date if order == _LASTING else lasting
            self._places.append(place)
            self._governing.append(lasting if date is None else date)
        self._starts = [m.start for m in self._lasting]

    def governing(self, start: int, end: int) -> DateMention | None:
        """The governing date of a figure at `[start, end)`, or None.

        A date alone in the brackets right after the figure takes precedence over all others.
        """
        behind = end
        while behind < len(self.folded) and self.folded[behind] == " ":
            behind += 1
        if behind in self._labels:
            return self._labels[behind]
        place = bisect_right(self._places, start) - 1
        return self._governing[place] if place >= 0 else None

    def following(self, end: int) -> DateMention | None:
        """The next lasting date of the sentence, for a figure without a governing date."""
        at = bisect_right(self._starts, end)
        if at == len(self._starts) or self._starts[at] - end > _CLAUSE_REACH:
            return None
        mention = self._lasting[at]
        if _SENTENCE_END.search(self.folded, end, mention.start):
            return None
        is_at = p.AT.before(self.folded, mention.start) is not None
        if mention.precision not in ("day", "month") or not is_at:
            return None
        if p.ONCE.match(self.folded, mention.end):
            return None
        return None if p.PLANNED.search(self.folded, end, mention.start) else mention

    def _end(self, mention: DateMention) -> int | None:
        """The end of the scope of a date; None if it governs up to the next date."""
        bracket = self._bracket(mention)
        if bracket is not None:
            return self._end_in_bracket(mention, *bracket)
        for rule in _RULES:
            if rule.applies(self.folded, mention):
                return rule.end(self.folded, mention)
        return None

    def _end_in_bracket(self, mention: DateMention, low: int, high: int) -> int:
        """The end of the scope of a date in the bracket `[low, high)`.

        A date alone in brackets right after a figure is noted in `_labels` and governs only it.
        """
        if not self._is_label(mention, low, high):
            return high if _governs(self.folded, mention) else mention.end
        if p.OF.match(self.folded, high):
            return mention.end  # 恢復至疫情前（108年）之九成三
        if self._ends_figure(low):
            self._labels[low] = mention
            return mention.end
        ended = _SENTENCE_END.search(self.folded, high, high + _BRACKET_REACH)
        return ended.start() if ended else min(high + _BRACKET_REACH, len(self.folded))

    def _bracket(self, mention: DateMention) -> tuple[int, int] | None:
        """`[start, end)` of the innermost bracket around a date, or None."""
        low = max(0, mention.start - _CLAUSE_REACH)
        if not _ANY_OPEN.search(self.folded, low, mention.start):
            return None
        depth = 0
        for at in range(mention.start - 1, low - 1, -1):
            char = self.folded[at]
            if char in _CLOSE:
                depth += 1
            elif char in _OPEN:
                if depth == 0:
                    limit = mention.end + _BRACKET_REACH
                    closed = self.folded.find(_OPEN[char], mention.end, limit)
                    return (at, closed + 1) if closed >= 0 else None
                depth -= 1
        return None

    def _ends_figure(self, low: int) -> bool:
        """True if a figure ends right before `low`."""
        return low in self._figure_ends or (
            self.folded[low - 1 : low] == " " and low - 1 in self._figure_ends
        )

    def _is_label(self, mention: DateMention, low: int, high: int) -> bool:
        """True if the bracket `[low, high)` holds the date alone."""
        inside = self.folded[low + 1 : mention.start] + self.folded[mention.end : high - 1]
        return not inside.strip(" 間止") and self.folded[low] == "("

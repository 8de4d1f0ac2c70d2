"""Dates in Chinese reports: ROC and Gregorian years, and words like 同年 and 去(101)年.

Each mention is given as an ISO interval. Whether a year is ROC or Gregorian is decided by its
marks (民國, 西元) and its size; a number of years (3年以上, 為期10年) is no date. Dates that no
calendar has (2月30日) give nothing.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from judian.zh.dates import patterns as p
from judian.zh.dates import periods
from judian.zh.dates.periods import DayRange, Period
from judian.zh.dates.reference_events import NO_EVENTS, ReferenceEvents
from judian.zh.dates.single import SingleReader
from judian.zh.dates.state import DateMention, joined
from judian.zh.text.patterns import folded_numbers

if TYPE_CHECKING:
    import re
    from datetime import date

__all__ = ["DateMention", "find", "find_folded"]


def find(
    text: str,
    *,
    anchor_date: str | None = None,
    antecedent: Period | None = None,
    document_period: Period | None = None,
    events: ReferenceEvents = NO_EVENTS,
) -> list[DateMention]:
    """The temporal expressions of a text, in order.

    `anchor_date` is the ISO date, month or year of writing and resolves 今年 and 近五年.
    `antecedent` is the last period named before the text and resolves 同年 and months without a
    year. `document_period` is the period that the document is about and resolves 本年度. `events`
    holds the days on which instruments were signed or took effect (自協定生效以來). An expression
    that cannot be resolved has a period with both ends open.
    """
    return find_folded(
        text,
        folded_numbers(text),
        anchor_date=anchor_date,
        antecedent=antecedent,
        document_period=document_period,
        events=events,
    )


def find_folded(
    text: str,
    folded: str,
    *,
    anchor_date: str | None = None,
    antecedent: Period | None = None,
    document_period: Period | None = None,
    events: ReferenceEvents = NO_EVENTS,
) -> list[DateMention]:
    """`find` for a caller that has `folded_numbers(text)` already."""
    if p.ANCHOR.search(folded) is None:
        return []
    return list(_found(text, folded, anchor_date, antecedent, document_period, events))


@lru_cache(maxsize=256)
def _found(
    text: str,
    folded: str,
    anchor_date: str | None,
    antecedent: Period | None,
    document_period: Period | None,
    events: ReferenceEvents,
) -> tuple[DateMention, ...]:
    """The dates of a text, kept for a while: its figures, the passage after it and each row
    under the same headers ask for them again."""
    singles = SingleReader(text, folded, anchor_date, antecedent, document_period, events)
    return tuple(_Reader(text, folded, singles).read())


class _Reader:
    """Puts single dates together to statements: one date, or several tied by 至, 、 or 及."""

    def __init__(self, text: str, folded: str, singles: SingleReader) -> None:
        self.text = text
        self.folded = folded
        self.singles = singles
        #: When what began in this text (簽訂, 生效), for 自簽訂日起至…
        self.begun: dict[str, date] = {}

    def read(self) -> list[DateMention]:
        found: list[DateMention] = []
        position = 0
        while (head := self._next_head(position)) is not None:
            kept = self.singles.year, self.singles.month
            mention = self._statement(head)
            if mention is None:
                position = max(head.start() + 1, position + 1)
                continue
            if self._is_compared(mention):
                mention = replace(mention, compared=True)
                if kept[0] is not None:
                    self.singles.year, self.singles.month = kept
            else:
                mention = self._begun_before(found, mention)
                self.singles.last = periods.days_of(mention.period)
                self._remember(mention)
            found.append(mention)
            position = mention.end
        return found

    def _next_head(self, position: int) -> re.Match[str] | None:
        """The first head at or behind `position`.

        Dates are rare in most texts, so heads are sought only before an anchor, a sign without
        which there is none (年, 月, 季, …).
        """
        while (anchor := p.ANCHOR.search(self.folded, position)) is not None:
            low = max(position, anchor.start() - p.REACH)
            for place in p.PLACES.finditer(self.folded, low, anchor.end() + 3):
                if place.start() >= anchor.end():
                    break
                head = p.HEAD.match(self.folded, place.start())
                if head and head.end() > place.start():
                    return head
            position = anchor.end()
        return None

    def _statement(self, head: re.Match[str]) -> DateMention | None:
        first = self.singles.single(head)
        if first is None:
            return None
        before = p.OPENING.search(self.folded, max(0, first.start - 6), first.start)
        is_from = before is not None and before["from"] is not None
        last = self._range_end(first, is_from)
        if last is not None:
            return self._interval(first, last, before if is_from else None)
        rest = self._list_rest(first)
        if rest:
            members = tuple(m for one in (first, *rest) for m in (one.parts or (one,)))
            return joined(self.text, first.start, rest[-1].end, members, "list")
        return self._open_ended(first, before)

    def _interval(
        self, first: DateMention, last: DateMention, before: re.Match[str] | None
    ) -> DateMention:
        start = before.start() if before else first.start
        closing = p.CLOSING.match(self.folded, last.end)
        end = closing.end() if closing and closing["until"] else last.end
        return joined(self.text, start, end, (first, last), "interval")

    def _open_ended(self, single: DateMention, before: re.Match[str] | None) -> DateMention:
        """截至…止, 自…起; otherwise the date as it is."""
        closing = p.CLOSING.match(self.folded, single.end)
        is_from = before is not None and before["from"] is not None
        if closing and closing["acted"] and not is_from:
            closing = None
        start = before.start() if before else single.start
        end = closing.end() if closing else single.end
        span = periods.days_of(single.period)
        event = p.FROM_EVENT.search(self.folded, max(0, single.start - 30), single.start)
        if event:
            began = self.begun.get(event["event"]) or self.singles.events.began(
                event["phrase"], event["event"]
            )
            start = event.start()
            form = "interval" if began else "until"
            span = DayRange(began, span.last)
        elif self._is_until(before, closing):
            form, span = "until", DayRange(None, span.last)
        elif (closing and (closing["ever"] or closing["acted"] or closing["since"])) or (
            is_from and p.EVENT_OPENS.match(self.folded, single.end)
        ):
            form, span = "since", DayRange(span.first, None)
            start = start if is_from else single.start
        else:
            return single
        text = self.text[start:end]
        parts = single.parts or (single,)
        return DateMention(start, end, text, span.named(text), single.precision, form, parts)

    def _is_until(self, before: re.Match[str] | None, closing: re.Match[str] | None) -> bool:
        if (before and before["until"]) or (closing and closing["until"]):
            return True
        # 至 alone opens a clause; in 降至112年度 it belongs to the verb
        return bool(before and before["to"]) and bool(
            before
            and p.CLAUSE_OPENS.search(self.folded, max(0, before.start() - 1), before.start())
        )

    def _is_compared(self, mention: DateMention) -> bool:
        folded, end = self.folded, mention.end
        low = max(0, mention.start - 4)
        if p.COMPARED_BEFORE.search(folded, low, mention.start) or p.TIMES_AFTER.match(folded, end):
            return True
        is_with = p.WITH.search(folded, low, mention.start) is not None
        return is_with and p.COMPARED_AFTER.match(folded, end) is not None

    def _begun_before(self, found: list[DateMention], mention: DateMention) -> DateMention:
        """自112年9月起辦理，至113年6月底: the end of an interval that the date before it began."""
        if mention.form != "until" or mention.period.start or not found:
            return mention
        last = found[-1]
        if last.form != "since" or not p.CLAUSE_BETWEEN.fullmatch(
            self.folded, last.end, mention.start
        ):
            return mention
        return replace(mention, period=replace(mention.period, start=last.period.start))

    def _remember(self, mention: DateMention) -> None:
        """Note what the text says began on a date: 112年4月18日簽訂."""
        event = p.EVENT_BEHIND.match(self.folded, mention.end)
        first = periods.days_of((mention.parts or (mention,))[0].period).first
        if event and first:
            self.begun[event["event"]] = first

    def _range_end(self, first: DateMention, is_from: bool) -> DateMention | None:
        """The date after 至 or a dash that closes an interval which `first` opens."""
        places = []
        tie = p.RANGE.match(self.folded, first.end)
        if tie:
            places.append(tie.end())
        elif is_from:
            gap = p.GAP.match(self.folded, first.end)
            if gap and not p.MOVED.search(gap[0]):
                places.extend(m.end() for m in p.TO.finditer(self.folded, gap.start(), gap.end()))
        opened = periods.days_of(first.period)
        for place in places:
            last = self._at(place, first.precision)
            if last is None:
                continue
            if _ends_before(last, opened) and self.singles.year == (
                opened.first and opened.first.year
            ):
                # 112年12月至2月 ends in the next year
                self.singles.year = None if self.singles.year is None else self.singles.year + 1
                last = self._at(place, first.precision) or last
            if not _ends_before(last, opened):
                return last
        return None

    def _list_rest(self, first: DateMention) -> list[DateMention]:
        rest: list[DateMention] = []
        end = first.end
        while (tie := p.AND.match(self.folded, end)) is not None:
            following = self._at(tie.end(), first.precision)
            if following is None or not _alike(following.precision, first.precision):
                break
            if following.period.end is None or first.period.end is None:
                break
            rest.append(following)
            end = following.end
        return rest

    def _at(self, place: int, precision: str) -> DateMention | None:
        """The date that begins exactly at `place`; after a day, a bare 30日 counts too."""
        kept = self.singles.year, self.singles.month
        head = p.HEAD.match(self.folded, place)
        single = self.singles.single(head) if head and head.end() > place else None
        if single is None and precision == "day":
            single = self.singles.bare_day(place)
        if single is None:
            self.singles.year, self.singles.month = kept
        return single


#: 上半年及第3季, 1至6月及第3季 are lists too.
_WITHIN_YEAR = frozenset({"half", "quarter", "month"})


def _alike(one: str, other: str) -> bool:
    return one == other or {one, other} <= _WITHIN_YEAR


def _ends_before(mention: DateMention, span: DayRange) -> bool:
    end = periods.days_of(mention.period).last
    return end is not None and span.first is not None and end < span.first

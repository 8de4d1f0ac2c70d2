"""Temporal expressions of Chinese reports: ROC and Gregorian dates, 同年, 去(101)年, 自…至….

Each expression is given as an ISO interval. The era (民國, 西元) and the size of the number decide
whether a year is ROC or Gregorian; a number of years (3年以上, 為期10年) and a day that no calendar
has (2月30日) give no date.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from judian.zh.dates import patterns as p
from judian.zh.dates import periods
from judian.zh.dates.calendar_dates import DateScanner
from judian.zh.dates.context import NO_CONTEXT, DateContext
from judian.zh.dates.mention import DateMention, joined
from judian.zh.dates.periods import DayRange, Period
from judian.zh.dates.reference_events import NO_EVENTS, ReferenceEvents
from judian.zh.text.patterns import folded_numbers

if TYPE_CHECKING:
    import re
    from datetime import date


__all__ = ["DateMention", "find", "find_folded"]

#: Texts whose expressions are kept: the figures of a passage, the passage after it and each row
#: under the same headers ask for them again.
_KEPT_TEXTS = 256
#: Days of a leap year; only the fiscal year with 88年下半年 in it is longer.
_LONGEST_YEAR = 366
#: Code points behind the sign of a date in which the beginning of the date may still lie.
_BEHIND_SIGN = 3


def find(
    text: str,
    *,
    anchor_date: str | None = None,
    antecedent: Period | None = None,
    document_period: Period | None = None,
    events: ReferenceEvents = NO_EVENTS,
    fiscal: bool = False,
) -> list[DateMention]:
    """The temporal expressions of a text, in order.

    The options are the fields of `DateContext`. An expression that cannot be resolved has a
    period with both ends open.
    """
    context = DateContext(anchor_date, antecedent, document_period, events, fiscal)
    return find_folded(text, folded_numbers(text), context)


def find_folded(text: str, folded: str, context: DateContext = NO_CONTEXT) -> list[DateMention]:
    """`find` for a caller that has `folded_numbers(text)` already."""
    if p.SIGN.search(folded) is None:
        return []
    return list(_found(text, folded, context))


@lru_cache(maxsize=_KEPT_TEXTS)
def _found(text: str, folded: str, context: DateContext) -> tuple[DateMention, ...]:
    return tuple(_StatementReader(text, folded, context).read())


class _StatementReader:
    """Joins single dates to statements: one date, or several joined by 至, 、 or 及."""

    def __init__(self, text: str, folded: str, context: DateContext) -> None:
        self.text = text
        self.folded = folded
        self.singles = DateScanner(text, folded, context)
        #: The days of the acts that this text dates (簽訂, 生效), for 自簽訂日起至…
        self.begun: dict[str, date] = {}

    def read(self) -> list[DateMention]:
        found: list[DateMention] = []
        position = 0
        while (beginning := self._next_beginning(position)) is not None:
            kept = self.singles.year, self.singles.month
            mention = self._statement(beginning)
            if mention is None:
                position = max(beginning.start() + 1, position + 1)
                continue
            if self._is_compared(mention):
                mention = replace(mention, compared=True)
                if kept[0] is not None:
                    self.singles.year, self.singles.month = kept
            else:
                mention = self._begun_before(found, mention)
                self.singles.last = periods.days_of(mention.period)
                self.singles.last_named = mention
                if mention.text[0] not in p.ASIDE:
                    self.singles.base = self.singles.last
                self._remember(mention)
            found.append(mention)
            position = mention.end
        return found

    def _next_beginning(self, position: int) -> re.Match[str] | None:
        """The first match of `BEGINNING` at or behind `position`.

        Dates are rare in most texts, so beginnings are only tried before the next sign of a date
        (年, 月, 季, …).
        """
        while (sign := p.SIGN.search(self.folded, position)) is not None:
            low = max(position, sign.start() - p.SIGN_REACH)
            for place in p.FIRST_CHARACTERS.finditer(self.folded, low, sign.end() + _BEHIND_SIGN):
                if place.start() >= sign.end():
                    break
                beginning = p.BEGINNING.match(self.folded, place.start())
                if beginning and beginning.end() > place.start():
                    return beginning
            position = sign.end()
        return None

    def _statement(self, beginning: re.Match[str]) -> DateMention | None:
        first = self.singles.single(beginning)
        if first is None:
            return None
        if p.HALF_BEFORE.before(self.folded, first.start):
            return replace(first, period=Period(first.text, None, None))
        before = p.OPENING.before(self.folded, first.start)
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
        """A date with 截至…止 or 自…起 is open at one end; any other date stays as it is."""
        closing = p.CLOSING.match(self.folded, single.end)
        is_from = before is not None and before["from"] is not None
        if closing and closing["acted"] and not is_from:
            closing = None
        if (
            single.precision == "year"
            and closing
            and p.FIRST_ONES.match(self.folded, closing.end())
        ):
            closing = None
        start = before.start() if before else single.start
        end = closing.end() if closing else single.end
        days = periods.days_of(single.period)
        event = p.FROM_EVENT.before(self.folded, single.start)
        if event:
            began = self.begun.get(event["event"]) or self.singles.events.began(
                event["phrase"], event["event"]
            )
            start = event.start()
            form = "interval" if began else "until"
            days = DayRange(began, days.last)
        elif self._is_until(before, closing):
            form, days = "until", DayRange(None, days.last)
        elif (closing and (closing["ever"] or closing["acted"] or closing["since"])) or (
            is_from and p.EVENT_OPENS.match(self.folded, single.end)
        ):
            form, days = "since", DayRange(days.first, None)
            start = start if is_from else single.start
        else:
            return single
        text = self.text[start:end]
        parts = single.parts or (single,)
        return DateMention(start, end, text, days.named(text), single.precision, form, parts)

    def _is_until(self, before: re.Match[str] | None, closing: re.Match[str] | None) -> bool:
        if (before and before["until"]) or (closing and closing["until"]):
            return True
        # 至 alone opens a clause; in 降至112年度 it belongs to the verb
        return bool(before and before["to"] and p.CLAUSE_OPENS.before(self.folded, before.start()))

    def _is_compared(self, mention: DateMention) -> bool:
        """True if the text only compares with the date: 較112年度, 與去年同期相比."""
        folded, start, end = self.folded, mention.start, mention.end
        if p.COMPARED_BEFORE.before(folded, start) or p.TIMES_AFTER.match(folded, end):
            return True
        is_with = p.WITH.before(folded, start) is not None
        return is_with and p.COMPARED_AFTER.match(folded, end) is not None

    def _begun_before(self, found: list[DateMention], mention: DateMention) -> DateMention:
        """`mention` with the start of the date before: 自112年9月起辦理，至113年6月底."""
        if mention.form != "until" or mention.period.start or not found:
            return mention
        last = found[-1]
        if last.form != "since" or not p.CLAUSE_BETWEEN.fullmatch(
            self.folded, last.end, mention.start
        ):
            return mention
        return replace(mention, period=replace(mention.period, start=last.period.start))

    def _remember(self, mention: DateMention) -> None:
        """Remember the act that the text dates: 112年4月18日簽訂."""
        event = p.EVENT_BEHIND.match(self.folded, mention.end)
        first = periods.days_of((mention.parts or (mention,))[0].period).first
        if event and first:
            self.begun[event["event"]] = first

    def _range_end(self, first: DateMention, is_from: bool) -> DateMention | None:
        """The date after 至 or a dash that ends the interval from `first`; None without one."""
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
            last = self._at(place, first)
            if last is None:
                continue
            if _ends_before(last, opened) and self.singles.year == (
                opened.first and opened.first.year
            ):
                # 112年12月至2月 ends in the next year
                self.singles.year = None if self.singles.year is None else self.singles.year + 1
                last = self._at(place, first) or last
            if not _ends_before(last, opened):
                return last
        return None

    def _list_rest(self, first: DateMention) -> list[DateMention]:
        """The dates that 、 or 及 joins to `first`."""
        rest: list[DateMention] = []
        end = first.end
        while (tie := p.AND.match(self.folded, end)) is not None:
            following = self._at(tie.end(), first)
            if following is None or not _can_be_listed(following, rest[-1] if rest else first):
                break
            if following.period.end is None or first.period.end is None:
                break
            rest.append(following)
            end = following.end
        return rest

    def _at(self, place: int, first: DateMention) -> DateMention | None:
        """The date that begins at `place`, joined to `first`; behind a date of precision day, a
        bare 30日 too."""
        precision = first.precision
        is_known = first.period.start is not None or first.period.end is not None
        kept = self.singles.year, self.singles.month
        beginning = p.BEGINNING.match(self.folded, place)
        self.singles.is_joined = is_known
        single = self.singles.single(beginning) if beginning and beginning.end() > place else None
        self.singles.is_joined = False
        if single is None and precision == "day":
            single = self.singles.bare_day(place)
        if single is None:
            self.singles.year, self.singles.month = kept
        return single


#: Dates of these precisions form a list: 上半年及第3季, 1至6月及第3季.
_WITHIN_YEAR = frozenset({"half", "quarter", "month"})


def _can_be_listed(following: DateMention, before: DateMention) -> bool:
    """True if two dates can be items of one list: both years, or parts of a year, or a part of a
    year and the year after it (88年下半年及89年度)."""
    left, right = following.precision, before.precision
    if left == right or {left, right} <= _WITHIN_YEAR:
        return True
    days, part = periods.days_of(following.period), periods.days_of(before.period)
    if left != "year" or right not in _WITHIN_YEAR or not (days.first and days.last and part.last):
        return False
    is_next = days.first == part.last + timedelta(days=1)
    is_longer = days.first == part.first and (days.last - days.first).days > _LONGEST_YEAR
    return is_next or is_longer


def _ends_before(mention: DateMention, days: DayRange) -> bool:
    end = periods.days_of(mention.period).last
    return end is not None and days.first is not None and end < days.first

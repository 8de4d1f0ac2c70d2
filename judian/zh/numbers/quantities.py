"""Quantities: numbers of a text with unit and modifier.

A number is a quantity only with a unit of the table, a currency, %, 成 or 分之; 一個 and 一項 are
articles unless a modifier makes them numbers. Vague words (數千, 上萬輛, 數十億) give no quantity;
千餘件 is 1000 with the modifier 餘. `judian.zh.numbers.coordination` resolves lists (47及25件) and
ranges (5至7件).
"""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from judian.zh.numbers import counted, numerals, pairs, signs, touching, units, values
from judian.zh.numbers import quantity_patterns as p
from judian.zh.numbers.measured import Measured, UnitReader
from judian.zh.numbers.numerals import Numeral
from judian.zh.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence


#: One of something in official letters (報告乙份); elsewhere it is not a numeral.
FORMAL_SIGN = "乙"
# Windows in code points: at most two blanks and the characters behind or before them.
_AHEAD, _BEHIND = 3, 4
_LAST_HOUR = 24
#: A group of thousands set off by a space (12 345).
_THOUSANDS_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit at `[start, end)`, the modifier and the currency included.

    The digits are at `[number, number_end)`, and the unit ends at `unit_end`. `high` is the upper
    end of a range whose lower end is `value`. `noun` is the noun that the unit contains (國家 of
    26個國家); `counts_noun` is True if the noun behind the unit is counted.
    """

    start: int
    end: int
    number: int
    number_end: int
    value: Decimal
    unit: str | None = None
    kind: str = "count"
    modifier: str | None = None
    high: Decimal | None = None
    unit_end: int = 0
    counts_noun: bool = False
    noun: str | None = None


@dataclass(frozen=True, slots=True)
class QuantityCandidate:
    """A numeral and its quantity.

    `quantity` is None for a numeral without a unit of its own, which a coordination may share
    with it.
    """

    numeral: Numeral
    quantity: Quantity | None


class SpanIndex:
    """Sorted half-open spans, searched for one that overlaps a place."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._starts = [start for start, _ in spans]
        # The greatest end so far, since a short span may lie inside a long one.
        self._ends: list[int] = []
        for _, end in spans:
            self._ends.append(max(end, self._ends[-1] if self._ends else 0))

    def overlaps(self, start: int, end: int) -> bool:
        """True if `[start, end)` shares a code point with one of the spans."""
        at = bisect_right(self._starts, end - 1) - 1
        return at >= 0 and self._ends[at] > start


def read(text: str, folded: str) -> list[QuantityCandidate]:
    """The candidates of a text in order, those in dates and other names included.

    `folded` is `folded_numbers(text)`.
    """
    return _Scanner(text, folded).read()


def modifier_before(text: str, folded: str, start: int) -> tuple[int, str | None]:
    """(start, modifier) of the number at `start` with the modifier before it, if there is one."""
    match = p.MODIFIER.before(folded, start)
    if match is None:
        return start, None
    return match.start(), text[match.start("word") : match.end("word")]


def _may_measure(folded: str, start: int, end: int) -> bool:
    """True if the characters beside a run allow a quantity; most numerals only number something."""
    if start and folded[start - 1] == "第":
        return (
            folded[end : end + 1] in p.MAY_FOLLOW_ORDINAL
            or folded[max(0, start - 2)] in p.MAY_RANK
            or p.CLAUSE_ENDS.match(folded, end) is not None
        )
    if signs.closing(folded, start, end) is not None:
        return True
    behind = folded[end : end + _BEHIND].lstrip(p.BLANK)[:_AHEAD]
    if behind[:1] in p.MAY_FOLLOW:
        return True
    ahead = folded[max(0, start - _AHEAD) : start].rstrip(p.BLANK + "-")[-1:]
    if ahead in counted.MAY_MEASURE:
        return True
    if counted.is_classified(folded, start, end):
        return True
    if behind[:1] in p.MAY_JOIN and numerals.may_be_in(behind[1:]):
        return True
    return ahead in p.MAY_PRECEDE


def is_change(folded: str, start: int) -> bool:
    """True if a verb of change is right before a number, or its sign is 減."""
    return folded[start : start + 1] == signs.LESS or p.CHANGE.before(folded, start) is not None


class _Scanner:
    """Reads the numerals of one text."""

    def __init__(self, text: str, folded: str) -> None:
        self.text = text
        self.folded = folded
        self.units = UnitReader(text, folded)
        self.last: Quantity | None = None

    def read(self) -> list[QuantityCandidate]:
        candidates: list[QuantityCandidate] = []
        position = 0
        while (run := numerals.next_run(self.folded, position)) is not None:
            position = run.end()
            if not _may_measure(self.folded, run.start(), run.end()):
                continue
            if unclear := pairs.unclear_end(self.folded, *run.span()):
                position = unclear
                continue
            candidate = self._compound(run.start())
            if candidate is None:
                numeral = numerals.read(self.text, self.folded, run)
                position = max(position, numeral.end) if numeral else self._behind_pair(run)
                candidate = self._candidate(numeral) if numeral else None
            if candidate is not None:
                candidates.append(candidate)
                position = max(position, candidate.numeral.end)
                if candidate.quantity:
                    position = max(position, candidate.quantity.end)
                    self.last = candidate.quantity
        for sign in p.FORMAL_ONE.finditer(self.folded):
            candidate = self._candidate(Numeral(*sign.span(), Decimal(1)))
            if candidate is not None:
                insort(candidates, candidate, key=lambda c: c.numeral.start)
        return candidates

    def _behind_pair(self, run: re.Match[str]) -> int:
        """The end of a run that is no numeral, with the second half of its pair: 統一 三、四萬."""
        found = pairs.pair(self.folded, *run.span())
        return found.end if found else run.end()

    def _compound(self, start: int) -> QuantityCandidate | None:
        """3年6月 as 42 months, 3小時20分 as 200 minutes; dates are excluded later as dates."""
        match = p.COMPOUND.match(self.folded, start)
        match = match or p.FORMAL_COMPOUND.match(self.folded, start)
        if match and match[1].isascii() != match[2].isascii():
            match = None
        if match and not match[1].isascii() and not p.TERM.before(self.folded, start):
            return self._part_of_date(match)
        name, factor, most = "個月", 12, 12
        if match is None:
            match = p.HOURS.match(self.folded, start)
            name, factor, most = "分鐘", 60, 59
        first = values.evaluate(match[1]) if match else None
        second = values.evaluate(match[2]) if match else None
        if match is None or first is None or second is None or not 0 < second[0] <= most:
            return None
        if any(touching.is_touched(self.text, self.folded, *match.span(n)) for n in (1, 2)):
            return None  # 1 1 3年6月1 5日
        value, end = factor * first[0] + second[0], match.end()
        quantity = Quantity(start, end, start, end, value, name, "duration", unit_end=end)
        return QuantityCandidate(Numeral(start, end, value), quantity)

    def _part_of_date(self, match: re.Match[str]) -> QuantityCandidate | None:
        """建炎三年六月: the year is a numeral and no quantity."""
        year = values.evaluate(match[1])
        return QuantityCandidate(Numeral(*match.span(1), year[0]), None) if year else None

    def _candidate(self, numeral: Numeral) -> QuantityCandidate | None:
        """The candidate of a numeral; None for identifiers, fixed words and 每 before it."""
        folded = self.folded
        start, end = numeral.start, numeral.end
        before = folded[start - 1] if start else ""
        blankless = folded[max(0, start - _AHEAD) : start].rstrip()
        if blankless.endswith("第"):
            return self._ordinal(numeral, folded.rindex("第", 0, start))
        if blankless[-1:] in p.EACH or (blankless[-1:] == "r" and counted.is_per(folded, start)):
            return None
        first = folded[start]
        if set(folded[start:end]) <= p.ZERO_WORDS or p.FIXED.match(folded, start):
            return None
        if first.isascii() and self._is_identifier(start, end, before):
            return None
        if folded[start:end] == "一" and before in p.NOT_ONE_AFTER and before:
            return None
        quantity = self._measured(numeral)
        is_plain = numeral.form == "plain" and not numeral.implied and numeral.high is None
        if quantity is None and not is_plain:
            return None
        return QuantityCandidate(numeral, quantity)

    def _is_identifier(self, start: int, end: int, before: str) -> bool:
        """True for digits that are part of a longer identifier: B12, COVID-19, 007, 02-2191."""
        folded = self.folded
        after = folded[end] if end < len(folded) else ""
        if (
            before == " "
            and folded[start - 2 : start - 1].isdigit()
            and end - start == _THOUSANDS_DIGITS
        ):
            return True  # 12 345
        if self.text[start - 1 : start] == "，" and folded[start - 2 : start - 1].isdigit():
            return p.THOUSANDS.match(folded, start) is not None  # 1，234
        if p.AFTER_LABEL.before(folded, start):
            return True
        if before and before.isascii() and (before.isalpha() or before in "/_#"):
            return not p.CURRENCY.before(folded, start)
        if before in ("-", ":") and start > 1 and folded[start - 2].isascii():
            # 5-7件 is a range; COVID-19 and 14:30 are not
            return (before == ":" and folded[start - 2].isdigit()) or folded[start - 2].isalpha()
        if after in ("/", "_"):
            return True
        return folded[start] == "0" and end - start > 1 and folded[start + 1] not in "."

    def _ordinal(self, numeral: Numeral, sign: int) -> QuantityCandidate | None:
        """A rank or an ordinal whose 第 is at `sign`: 排名第3, 第5屆."""
        match = p.ORDINAL_UNIT.match(self.folded, numeral.end)
        ranked = p.RANK_BEFORE.before(self.folded, sign)
        if match is None and ranked is None:
            behind = p.CLAUSE_ENDS.match(self.folded, numeral.end)
            ranked = p.RANK_IN_CLAUSE.before(self.folded, sign)
            if behind is None or ranked is None:
                return None
        end = match.end() if match else numeral.end
        name = self.text[match.start("unit") : end] if match else "名"
        is_rank = ranked is not None or fold(name) in p.RANKED
        name = "名" if fold(name) in p.SUPERLATIVES else name
        start = ranked.start() if ranked else sign
        quantity = Quantity(
            start,
            end,
            numeral.start,
            numeral.end,
            numeral.value,
            name,
            "rank" if is_rank else "ordinal",
            unit_end=end,
        )
        return QuantityCandidate(numeral, quantity)

    def _half(self, kind: str, end: int) -> int | None:
        """The end of a half after a unit that ends at `end`: 1小時半, 1公頃半; None without one."""
        if kind in ("duration", "rate"):
            half = p.HALF.match(self.folded, end)
        elif kind in ("weight", "length", "area", "volume"):
            half = p.HALF_OF_MEASURE.match(self.folded, end)
        else:
            return None
        return half.end() if half else None

    def _measured(self, numeral: Numeral) -> Quantity | None:
        """The quantity of a numeral with the words beside it; None without a unit."""
        folded = self.folded
        bracket_end = signs.closing(folded, numeral.start, numeral.end)
        if bracket_end is not None:
            return self._accounted(numeral, bracket_end)
        start, modifier, currency = self._words_before(numeral)
        measured = self.units.read(numeral, currency)
        if measured is None and currency is None:
            measured = self._without_unit(numeral, start)
        if measured is None:
            return None
        signed = self._signed(numeral, measured, start)
        if signed is None:
            return None
        start, factor = signed
        unit, kind, end, value = measured.unit, measured.kind, measured.end, measured.value
        high = measured.high
        half = self._half(kind, end)
        if half is not None:
            value, end = value + Decimal("0.5"), half
        if factor < 0:
            value, high = (-value, None) if high is None else (-high, -value)
        after = p.AFTER.match(folded, end)
        if unit is not None and is_change(folded, start):
            kind = "change"
        unit_end = end
        if after:
            end = after.end()
            modifier = modifier or self._original(after, "word")
        if numeral.more and modifier is None:
            modifier = "餘" if fold("餘") in folded[numeral.start : numeral.end] else "多"
        if numeral.implied and modifier is None:
            return None
        if (
            self._is_article(numeral, modifier)
            or self._is_day(numeral, unit, unit_end)
            or self._is_hour(numeral, unit, unit_end)
            or self._is_item(numeral, kind)
            or (value > 0 and self._may_be_negative(start, unit_end))
            or (unit in p.CENT_UNITS and p.AFTER_YUAN.before(folded, numeral.start))
        ):
            return None
        return Quantity(
            start,
            end,
            numeral.start,
            numeral.end,
            value,
            unit,
            kind,
            modifier,
            high,
            unit_end=unit_end,
            counts_noun=measured.counts_noun,
            noun=self.units.noun(numeral.end, end),
        )

    def _without_unit(self, numeral: Numeral, start: int) -> Measured | None:
        """The quantity of a numeral that a noun or a name measures; `start` is its modifier's."""
        if numeral.form != "plain" or numeral.high is not None or numeral.implied:
            return None
        noun = counted.noun(self.text, self.folded, numeral)
        return (
            noun
            or counted.classifier(self.text, self.folded, numeral)
            or counted.value(self.folded, numeral, start)
        )

    def _words_before(self, numeral: Numeral) -> tuple[int, str | None, re.Match[str] | None]:
        """(start, modifier, currency) of the words before a numeral: 約新臺幣, NT$-."""
        place, _ = signs.before(self.folded, numeral.start, None)
        start, modifier = modifier_before(self.text, self.folded, place)
        currency = p.CURRENCY.before(self.folded, start)
        if currency:
            start = currency.start()
            if modifier is None:
                start, modifier = modifier_before(self.text, self.folded, start)
        return start, modifier, currency

    def _signed(self, numeral: Numeral, measured: Measured, start: int) -> tuple[int, int] | None:
        """(start, factor) of a quantity with its sign, right before the digits or before all."""
        last = self.last
        last_end = last.end if last and last.unit == measured.unit else 0
        place, factor = signs.before(self.folded, numeral.start, measured.unit, last_end)
        if factor == 1 and start < numeral.start:
            place, factor = signs.before(self.folded, start, measured.unit, last_end)
        return None if factor is None else (min(place, start), factor)

    def _accounted(self, numeral: Numeral, bracket_end: int) -> Quantity | None:
        """(1,234)千元, (3.5)%: the brackets of accounts are negative; others have no value."""
        at = bracket_end
        factor = p.BRACKET_FACTOR.match(self.folded, at)
        multiplier = values.evaluate("一" + factor[1]) if factor else None
        at = factor.end(1) if factor else at
        found = units.match(self.text, self.folded, at)
        if found is None or (found[0].kind != "amount" and found[0].name != "%"):
            return None
        if found[0].kind == "rate" and not p.SIGNED_RATE.before(self.folded, numeral.start - 1):
            return None  # 增加(3.5)%
        value = -values.multiply(numeral.value, multiplier[0] if multiplier else 1)
        start, end = numeral.start - 1, found[1]
        return Quantity(
            start,
            end,
            numeral.start,
            bracket_end,
            value,
            found[0].name,
            "change" if is_change(self.folded, start) else found[0].kind,
            unit_end=end,
        )

    def _is_item(self, numeral: Numeral, kind: str) -> bool:
        """True if the number may be an item number and the number behind it: 3.13處. One of an
        amount or measure (2.5億元) is, if another item is numbered in turn."""
        folded = self.folded
        match = p.ITEM_AND_NUMBER.fullmatch(folded, numeral.start, numeral.end)
        if match is None:
            return False
        if kind == "count" and p.SENTENCE_BEFORE.before(folded, numeral.start):
            return True
        if not p.CLAUSE_BEFORE.before(folded, numeral.start):
            return False
        number = int(match["item"])
        if number > 1:
            return re.search(p.ITEM.format(number - 1), folded[: numeral.start]) is not None
        return re.search(p.ITEM.format(2), folded[numeral.end :]) is not None

    def _is_hour(self, numeral: Numeral, unit: str | None, end: int) -> bool:
        """True for a time of day that only looks like a count: 3點半, 於12點前."""
        if unit != "點" or numeral.value != int(numeral.value) or numeral.value > _LAST_HOUR:
            return False
        if p.HALF_HOUR.match(self.folded, end):
            return True
        is_before = p.BEFORE_HOUR.before(self.folded, numeral.start) is not None
        return is_before and p.BEHIND_HOUR.match(self.folded, end) is not None

    def _is_day(self, numeral: Numeral, unit: str | None, end: int) -> bool:
        """True for a day of a month, or a year, that only looks like a duration: 23日上午."""
        if unit == "日":
            return p.WITHIN_DAYS.match(self.folded, end) is None and bool(
                p.DAY_OF_MONTH.match(self.folded, end)
                or p.DAY_IN_TENS.match(self.folded, numeral.start)
                or p.BEFORE_DAY.before(self.folded, numeral.start)
            )
        is_pair = numeral.high is not None and numeral.end - numeral.start == len("七八")
        return unit == "年" and is_pair and numeral.value >= p.APPROXIMATE_YEARS

    def _may_be_negative(self, start: int, end: int) -> bool:
        """True for an amount in brackets behind a name of either sign: 賸餘（短絀）(2.5億元)."""
        is_closed = self.folded[end : end + 1] == ")"
        return is_closed and p.EITHER_SIGN.before(self.folded, start) is not None

    def _is_article(self, numeral: Numeral, modifier: str | None) -> bool:
        """True for 一 as an indefinite article: 一個, 犯罪的一種, but not 中心一處."""
        if modifier is not None or self.folded[numeral.start : numeral.end] != "一":
            return False
        found = units.match(self.text, self.folded, numeral.end)
        if found is None or not found[0].article:
            return False
        behind = p.CLAUSE_ENDS.match(self.folded, found[1])
        if behind is None or self.units.noun(numeral.end, found[1]):
            return True
        return numeral.start == 0 or self.folded[numeral.start - 1] in p.PART_OF

    def _original(self, match: re.Match[str], group: str) -> str:
        return self.text[match.start(group) : match.end(group)]

"""Quantities: numbers of a text with unit and modifier.

A number is a quantity only with a unit of the table, a currency, %, 成 or 分之; 一個 and 一項 are
articles unless a modifier makes them numbers. Vague words (數千, 上萬輛, 數十億) give no quantity;
千餘件 is 1000 with the modifier 餘. `judian.zh.numbers.coordination` resolves lists (47及25件) and
ranges (5至7件).
"""

from __future__ import annotations

from bisect import bisect_right, insort
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from judian.zh.numbers import numerals, units
from judian.zh.numbers import quantity_patterns as p
from judian.zh.numbers.numerals import Numeral
from judian.zh.text.fold import fold

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from judian.zh.numbers.units import Unit

#: One of something in official letters (報告乙份); elsewhere it is not a numeral.
FORMAL_SIGN = "乙"
# Windows in code points: at most two blanks and the characters behind or before them.
_AHEAD, _BEHIND = 3, 4
#: A group of thousands set off by a space (12 345).
_THOUSANDS_DIGITS = 3
#: Longest 「／」 and unit behind it, in code points, of a unit like 微克／立方公尺.
_LONGEST_PER = 6


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


@dataclass(frozen=True, slots=True)
class _Measured:
    """The unit of a numeral, its kind and end, and the value in this unit."""

    unit: str | None
    kind: str
    end: int
    value: Decimal
    counts_noun: bool = False


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
    behind = folded[end : end + _BEHIND].lstrip(p.BLANK)[:_AHEAD]
    if behind[:1] in p.MAY_FOLLOW:
        return True
    if behind[:1] in p.MAY_JOIN:
        return numerals.may_be_in(behind[1:])
    return folded[max(0, start - _AHEAD) : start].rstrip(p.BLANK)[-1:] in p.MAY_PRECEDE


def is_change(folded: str, start: int) -> bool:
    """True if a verb of change is right before a number."""
    return p.CHANGE.before(folded, start) is not None


class _Scanner:
    """Reads the numerals of one text."""

    def __init__(self, text: str, folded: str) -> None:
        self.text = text
        self.folded = folded

    def read(self) -> list[QuantityCandidate]:
        candidates: list[QuantityCandidate] = []
        position = 0
        for run in numerals.runs(self.folded):
            if run.start() < position or not _may_measure(self.folded, run.start(), run.end()):
                continue
            candidate = self._compound(run.start())
            if candidate is None:
                numeral = numerals.read(self.text, self.folded, run)
                candidate = self._candidate(numeral) if numeral else None
            if candidate is not None:
                candidates.append(candidate)
                position = candidate.numeral.end
        for sign in p.FORMAL_ONE.finditer(self.folded):
            candidate = self._candidate(Numeral(*sign.span(), Decimal(1)))
            if candidate is not None:
                insort(candidates, candidate, key=lambda c: c.numeral.start)
        return candidates

    def _compound(self, start: int) -> QuantityCandidate | None:
        """3年6月 as 42 months, 3小時20分 as 200 minutes; dates are excluded later as dates."""
        match = p.COMPOUND.match(self.folded, start)
        if match and match[1].isascii() != match[2].isascii():
            match = None
        if match and not match[1].isascii():
            # 建炎三年六月
            stated = p.TERM.before(self.folded, start)
            match = match if stated else None
        name, factor, most = "個月", 12, 12
        if match is None:
            match = p.HOURS.match(self.folded, start)
            name, factor, most = "分鐘", 60, 59
        first = numerals.evaluate(match[1]) if match else None
        second = numerals.evaluate(match[2]) if match else None
        if match is None or first is None or second is None or not 0 < second[0] <= most:
            return None
        value, end = factor * first[0] + second[0], match.end()
        quantity = Quantity(start, end, start, end, value, name, "duration", unit_end=end)
        return QuantityCandidate(Numeral(start, end, value), quantity)

    def _candidate(self, numeral: Numeral) -> QuantityCandidate | None:
        """The candidate of a numeral; None for identifiers, fixed words and 每 before it."""
        folded = self.folded
        start, end = numeral.start, numeral.end
        before = folded[start - 1] if start else ""
        blankless = folded[max(0, start - _AHEAD) : start].rstrip()
        if blankless.endswith("第"):
            return self._ordinal(numeral, folded.rindex("第", 0, start))
        if blankless[-1:] in p.EACH:
            return None
        first = folded[start]
        if set(folded[start:end]) <= p.ZERO_WORDS or p.FIXED.match(folded, start):
            return None
        if first.isascii() and self._is_identifier(start, end, before):
            return None
        if folded[start:end] == "一" and before in p.NOT_ONE_AFTER and before:
            return None
        quantity = self._measured(numeral)
        if quantity is None and (numeral.implied or numeral.form != "plain"):
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
        if before == "." and not folded[start - 2 : start - 1].isalpha():
            return True  # 1..2 and .5
        if before and before.isascii() and (before.isalpha() or before in "/_#"):
            return not p.CURRENCY.before(folded, start)
        if before in ("-", ":") and start > 1 and folded[start - 2].isascii():
            # 5-7件 is a range; COVID-19 and 14:30 are not
            return (before == ":" and folded[start - 2].isdigit()) or folded[start - 2].isalpha()
        if after in ("/", "_"):
            return True
        return folded[start] == "0" and end - start > 1 and folded[start + 1].isdigit()

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

    def _measured(self, numeral: Numeral) -> Quantity | None:
        """The quantity of a numeral with the words beside it; None without a unit."""
        folded = self.folded
        start, modifier = modifier_before(self.text, folded, numeral.start)
        currency = p.CURRENCY.before(folded, start)
        if currency:
            start = currency.start()
            if modifier is None:
                start, modifier = modifier_before(self.text, folded, start)
        measured = self._unit(numeral, currency)
        if measured is None:
            return None
        unit, kind, end, value = measured.unit, measured.kind, measured.end, measured.value
        sign = p.SIGN.before(folded, start)
        if sign and (unit in p.SIGNED_UNITS or sign["sign"] != "-"):
            value, start = -value, sign.start("sign")
        half = p.HALF.match(folded, end)
        if half and kind in ("duration", "rate"):
            value, end = value + Decimal("0.5"), half.end()
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
        if self._is_article(numeral, modifier):
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
            unit_end=unit_end,
            counts_noun=measured.counts_noun,
            noun=self._noun(numeral.end, end),
        )

    def _unit(self, numeral: Numeral, currency: re.Match[str] | None) -> _Measured | None:
        """The unit of a numeral, from its form, the currency before it or the unit behind it."""
        if numeral.form in ("percent", "tenths"):
            return _Measured("%", "rate", numeral.end, numerals.multiply(numeral.value, 100))
        if numeral.form == "fraction":
            return _Measured(None, "rate", numeral.end, numeral.value)
        found = self._unit_behind(numeral)
        if currency:
            return self._amount(numeral, currency, found)
        return self._with_unit(numeral, *found) if found else None

    def _unit_behind(self, numeral: Numeral) -> tuple[Unit, int] | None:
        """(unit, end) of the unit of the table behind a numeral; None if another word is meant."""
        found = units.match(self.text, self.folded, numeral.end)
        if found is None:
            return None
        if self.folded[numeral.end] in " \u3000\n" and not self._has_digits(numeral):
            return None  # 六 人 is an item number beside a word
        if found[0].digits_only and not self._is_clear(numeral, *found):
            return None
        return found

    def _amount(
        self, numeral: Numeral, currency: re.Match[str], found: tuple[Unit, int] | None
    ) -> _Measured:
        """An amount in the currency before the number: US$ 1.5 billion, 新臺幣500元."""
        name = p.CURRENCY_UNITS.get(currency["name"]) or self._original(currency, "name")
        end = numeral.end
        scaled = p.LATIN_FACTOR.match(self.folded, end)
        if scaled:
            factor = p.LATIN_FACTORS[scaled["factor"]]
            value = numerals.multiply(numeral.value, factor)
            return _Measured(name, "amount", scaled.end(), value)
        if found and found[0].kind == "amount":
            end = found[1]
            name = found[0].name if found[0].name != "元" else name
        return _Measured(name, "amount", end, numeral.value)

    def _with_unit(self, numeral: Numeral, unit: Unit, end: int) -> _Measured | None:
        """The numeral with the unit behind it; None if the two are a year (113年度)."""
        value = numeral.value
        if unit.surface == p.FISCAL_YEAR and value > p.MOST_FISCAL_YEARS:
            return None  # a year that no calendar has
        if self.folded[end : end + 1] == "/":
            # 微克／立方公尺 is one unit
            per = units.match(self.text, self.folded, end + 1)
            if per and per[1] - end <= _LONGEST_PER:
                name = self.text[end - len(unit.surface) : per[1]]
                return _Measured(name, unit.kind, per[1], value)
        if unit.surface == "度" and not self._has_digits(numeral):
            return _Measured(unit.name, "count", end, value)  # 四度流標
        if unit.surface in p.HALF_MORE:
            value += Decimal("0.5")
            return _Measured(p.HALF_MORE[unit.surface], unit.kind, end, value)
        return _Measured(unit.name, unit.kind, end, value, unit.counts_noun)

    def _noun(self, start: int, end: int) -> str | None:
        """The noun that the unit at `[start, end)` contains: 國家（地區） of 26個國家（地區）."""
        written = self.text[start:end].strip()
        if fold(written) in p.NOUN_UNITS:
            return written.removeprefix("個").removeprefix("个")
        return None

    def _has_digits(self, numeral: Numeral) -> bool:
        return self.folded[numeral.start].isascii()

    def _is_clear(self, numeral: Numeral, unit: Unit, unit_end: int) -> bool:
        """True if numeral and unit form no other word: 五十股 are shares, 五股 is a place.

        The words around them decide for 四度流標 and 泰國及寮國三國.
        """
        if self._has_digits(numeral) or numeral.end - numeral.start > 1:
            return True
        if self.folded[numeral.start] == p.TWO and unit.surface not in p.NOT_TWO:
            return True  # 兩週, 兩站
        if unit.at_end and p.CLAUSE_ENDS.match(self.folded, unit_end):
            return True
        word = self.folded[numeral.start : unit_end]
        before = self.folded[numeral.start - 1 : numeral.start]
        if p.TIMES.fullmatch(word):
            return before not in p.NO_TIMES_AFTER and bool(
                p.TIMES_VERB.match(self.folded, unit_end)
            )
        return p.COUNTRIES.fullmatch(word) is not None and before in p.COUNTRY_ENDS

    def _is_article(self, numeral: Numeral, modifier: str | None) -> bool:
        """True for 一 as an indefinite article: 一個, 犯罪的一種, but not 中心一處."""
        if modifier is not None or self.folded[numeral.start : numeral.end] != "一":
            return False
        found = units.match(self.text, self.folded, numeral.end)
        if found is None or not found[0].article:
            return False
        behind = p.CLAUSE_ENDS.match(self.folded, found[1])
        if behind is None or self._noun(numeral.end, found[1]):
            return True
        return numeral.start == 0 or self.folded[numeral.start - 1] in p.PART_OF

    def _original(self, match: re.Match[str], group: str) -> str:
        return self.text[match.start(group) : match.end(group)]

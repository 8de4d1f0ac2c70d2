"""Numbers with their units and qualifiers as they stand in a sentence.

A number counts only with a unit of the table, a currency, %, 成 or 分之; 一個 and 一項 are
articles unless a qualifier makes them numbers. Members of a list share the unit that follows
it (47及25件), and 5至7件 is one quantity with two ends. Vague words (數千, 上萬輛, 數十億) name no
number and give none; 千餘件 is 1000 with the qualifier 餘.
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

#: One of something in official letters (報告乙份), which is no numeral elsewhere.
FORMAL_SIGN = "乙"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that measures something: the whole at `[start, end)`, its digits at
    `[number, number_end)`, the unit's end at `unit_end`. `noun` is what the unit itself names
    (國家 of 26個國家), and `counts_noun` says that the noun behind it is what is counted."""

    start: int
    end: int
    number: int
    number_end: int
    value: Decimal
    unit: str | None = None
    kind: str = "count"
    qualifier: str | None = None
    high: Decimal | None = None
    unit_end: int = 0
    counts_noun: bool = False
    noun: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A numeral and what it measures; None where no unit stands behind it, which a list that
    it begins may still give it."""

    numeral: Numeral
    quantity: Quantity | None


class Spans:
    """Sorted spans, asked whether a place meets one of them."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._starts = [start for start, _ in spans]
        # ends so far, since a short span may lie inside a long one
        self._ends: list[int] = []
        for _, end in spans:
            self._ends.append(max(end, self._ends[-1] if self._ends else 0))

    def meets(self, start: int, end: int) -> bool:
        at = bisect_right(self._starts, end - 1) - 1
        return at >= 0 and self._ends[at] > start


def read(text: str, folded: str) -> list[Item]:
    """The numerals of a text that measure something or may begin a list that does, in order;
    those in dates and other names too. `folded` is its `folded_numbers`."""
    return _Scanner(text, folded).read()


def qualifier_before(text: str, folded: str, start: int) -> tuple[int, str | None]:
    """Where a number with its qualifier begins, and the qualifier: (約 and its place, 約)."""
    match = p.QUALIFIER.search(folded, max(0, start - 6), start)
    if match is None:
        return start, None
    return match.start(), text[match.start("word") : match.end("word")]


def _may_measure(folded: str, start: int, end: int) -> bool:
    """A cheap look at both sides of a run: most numerals only number something."""
    if start and folded[start - 1] == "第":
        return (
            folded[end : end + 1] in p.MAY_FOLLOW_ORDINAL
            or folded[max(0, start - 2)] in p.MAY_RANK
            or p.CLAUSE_ENDS.match(folded, end) is not None
        )
    behind = folded[end : end + 4].lstrip(p.BLANK)[:3]
    if behind[:1] in p.MAY_FOLLOW:
        return True
    if behind[:1] in p.MAY_TIE:
        return numerals.any_in(behind[1:])
    return folded[max(0, start - 3) : start].rstrip(p.BLANK)[-1:] in p.MAY_PRECEDE


def is_change(folded: str, start: int) -> bool:
    """Whether a verb of change stands right before a number."""
    return p.CHANGE.search(folded, max(0, start - 8), start) is not None


class _Scanner:
    """Reads the numerals of one text."""

    def __init__(self, text: str, folded: str) -> None:
        self.text = text
        self.folded = folded

    def read(self) -> list[Item]:
        items: list[Item] = []
        position = 0
        for run in numerals.runs(self.folded):
            if run.start() < position or not _may_measure(self.folded, run.start(), run.end()):
                continue
            item = self._compound(run.start())
            if item is None:
                numeral = numerals.read(self.text, self.folded, run)
                item = self._item(numeral) if numeral else None
            if item is not None:
                items.append(item)
                position = item.numeral.end
        for sign in p.FORMAL_ONE.finditer(self.folded):
            item = self._item(Numeral(*sign.span(), Decimal(1)))
            if item is not None:
                insort(items, item, key=lambda i: i.numeral.start)
        return items

    def _compound(self, start: int) -> Item | None:
        """3年6月 as 42 months and 3小時20分 as 200 minutes; a date is sorted out as one."""
        match = p.COMPOUND.match(self.folded, start)
        if match and match[1].isascii() != match[2].isascii():
            match = None
        if match and not match[1].isascii():
            # 建炎三年六月
            stated = p.TERM.search(self.folded, max(0, start - 6), start)
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
        return Item(Numeral(start, end, value), quantity)

    def _item(self, numeral: Numeral) -> Item | None:
        folded = self.folded
        start, end = numeral.start, numeral.end
        before = folded[start - 1] if start else ""
        blankless = folded[max(0, start - 3) : start].rstrip()
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
        return Item(numeral, quantity)

    def _is_identifier(self, start: int, end: int, before: str) -> bool:
        """B12, COVID-19, 007, 1/3, 02-2191: digits that are part of a longer sign."""
        folded = self.folded
        after = folded[end] if end < len(folded) else ""
        if before == " " and folded[start - 2 : start - 1].isdigit() and end - start == 3:
            return True  # 12 345
        if before == "." and not folded[start - 2 : start - 1].isalpha():
            return True  # 1..2 and .5
        if before and before.isascii() and (before.isalpha() or before in "/_#"):
            return not p.CURRENCY.search(folded, max(0, start - 8), start)
        if before in ("-", ":") and start > 1 and folded[start - 2].isascii():
            # 5-7件 is a range; COVID-19 and 14:30 are not
            return (before == ":" and folded[start - 2].isdigit()) or folded[start - 2].isalpha()
        if after in ("/", "_") and after:
            return True
        return folded[start] == "0" and end - start > 1 and folded[start + 1].isdigit()

    def _ordinal(self, numeral: Numeral, sign: int) -> Item | None:
        match = p.ORDINAL_UNIT.match(self.folded, numeral.end)
        ranked = p.RANK_BEFORE.search(self.folded, max(0, sign - 8), sign)
        if match is None and ranked is None:
            behind = p.CLAUSE_ENDS.match(self.folded, numeral.end)
            ranked = p.RANK_IN_CLAUSE.search(self.folded, max(0, sign - 12), sign)
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
        return Item(numeral, quantity)

    def _measured(self, numeral: Numeral) -> Quantity | None:
        """The numeral with what stands before and after it; None if it measures nothing."""
        folded = self.folded
        start, qualifier = qualifier_before(self.text, folded, numeral.start)
        currency = p.CURRENCY.search(folded, max(0, start - 9), start)
        if currency:
            start = currency.start()
            if qualifier is None:
                start, qualifier = qualifier_before(self.text, folded, start)
        unit, kind, end, counts_noun, value = self._unit(numeral, currency)
        if end < 0:
            return None
        sign = p.SIGN.search(folded, max(0, start - 2), start)
        if sign and (unit in p.SIGNED_UNITS or sign["sign"] != "-"):
            value, start = -value, sign.start("sign")
        after = p.AFTER.match(folded, end)
        half = p.HALF.match(folded, end)
        if half and kind in ("duration", "rate"):
            value, end = value + Decimal("0.5"), half.end()
            after = p.AFTER.match(folded, end)
        if unit is not None and is_change(folded, start):
            kind = "change"
        unit_end = end
        if after:
            end = after.end()
            qualifier = qualifier or self._original(after, "word")
        if numeral.more and qualifier is None:
            qualifier = "餘" if fold("餘") in folded[numeral.start : numeral.end] else "多"
        if numeral.implied and qualifier is None:
            return None
        if self._is_article(numeral, unit, qualifier):
            return None
        return Quantity(
            start,
            end,
            numeral.start,
            numeral.end,
            value,
            unit,
            kind,
            qualifier,
            unit_end=unit_end,
            counts_noun=counts_noun,
            noun=self._noun(numeral.end, end),
        )

    def _unit(
        self, numeral: Numeral, currency: re.Match[str] | None
    ) -> tuple[str | None, str, int, bool, Decimal]:
        """(unit, kind, end, counts a noun, value); the end is -1 without a unit."""
        value = numeral.value
        if numeral.form in ("percent", "tenths"):
            return "%", "rate", numeral.end, False, numerals.multiply(value, 100)
        if numeral.form == "fraction":
            return None, "rate", numeral.end, False, value
        found = units.match(self.text, self.folded, numeral.end)
        if found and self.folded[numeral.end] in " \u3000\n" and not self._has_digits(numeral):
            found = None  # 六 人 is an item number beside a word
        if found and found[0].digits_only and not self._is_clear(numeral, *found):
            found = None
        if currency:
            name = p.CURRENCY_UNITS.get(currency["name"]) or self._original(currency, "name")
            end = numeral.end
            scaled = p.LATIN_FACTOR.match(self.folded, end)
            if scaled:
                factor = p.LATIN_FACTORS[scaled["factor"]]
                return name, "amount", scaled.end(), False, numerals.multiply(value, factor)
            if found and found[0].kind == "amount":
                end = found[1]
                name = found[0].name if found[0].name != "元" else name
            return name, "amount", end, False, value
        if found is None:
            return None, "", -1, False, value
        unit, end = found
        if unit.surface == p.FISCAL_YEAR and value > p.MOST_FISCAL_YEARS:
            return None, "", -1, False, value  # a year that no calendar has
        if self.folded[end : end + 1] == "/":
            # 微克／立方公尺 is one unit
            per = units.match(self.text, self.folded, end + 1)
            if per and per[1] - end <= 6:
                name = self.text[found[1] - len(unit.surface) : per[1]]
                return name, unit.kind, per[1], False, value
        if unit.surface == "度" and not self._has_digits(numeral):
            return unit.name, "count", end, False, value  # 四度流標
        if unit.surface in p.HALF_MORE:
            return p.HALF_MORE[unit.surface], unit.kind, end, False, value + Decimal("0.5")
        return unit.name, unit.kind, end, unit.counts_noun, value

    def _noun(self, start: int, end: int) -> str | None:
        """國家（地區） of 26個國家（地區）: a unit that says what it counts."""
        written = self.text[start:end].strip()
        if fold(written) in p.NOUN_UNITS:
            return written.removeprefix("個").removeprefix("个")
        return None

    def _has_digits(self, numeral: Numeral) -> bool:
        return self.folded[numeral.start].isascii()

    def _is_clear(self, numeral: Numeral, unit: Unit, unit_end: int) -> bool:
        """Digits, or Chinese numerals of several characters: 五股 is a place, 五十股 are shares.
        四度流標 and 泰國及寮國三國 are clear by what stands around them."""
        if self._has_digits(numeral) or numeral.end - numeral.start > 1:
            return True
        if self.folded[numeral.start] == p.TWO and unit.surface not in p.NOT_TWO:
            return True  # 兩 is a number only: 兩週, 兩站
        if unit.at_end and p.CLAUSE_ENDS.match(self.folded, unit_end):
            return True
        word = self.folded[numeral.start : unit_end]
        before = self.folded[numeral.start - 1 : numeral.start]
        if p.TIMES.fullmatch(word):
            return before not in p.NO_TIMES_AFTER and bool(
                p.TIMES_VERB.match(self.folded, unit_end)
            )
        return p.COUNTRIES.fullmatch(word) is not None and before in p.COUNTRY_ENDS

    def _is_article(self, numeral: Numeral, unit: str | None, qualifier: str | None) -> bool:
        if qualifier is not None or self.folded[numeral.start : numeral.end] != "一":
            return False
        found = units.match(self.text, self.folded, numeral.end)
        if found is None or not found[0].article:
            return False
        # 中心一處, behind its noun is a number; 犯罪的一種 is none
        behind = p.CLAUSE_ENDS.match(self.folded, found[1])
        if behind is None or self._noun(numeral.end, found[1]):
            return True
        return numeral.start == 0 or self.folded[numeral.start - 1] in p.PART_OF

    def _original(self, match: re.Match[str], group: str) -> str:
        return self.text[match.start(group) : match.end(group)]

"""Units of numerals: the unit behind a number, its currency, or the form of the number itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from judian.zh.numbers import quantity_patterns as p
from judian.zh.numbers import units, values
from judian.zh.text.fold import fold

if TYPE_CHECKING:
    import re

    from judian.zh.numbers.numerals import Numeral
    from judian.zh.numbers.units import Unit

#: Longest unit behind a 「／」, in code points: 立方公尺 of 微克／立方公尺.
_LONGEST_PER = 5


@dataclass(frozen=True, slots=True)
class Measured:
    """The unit of a numeral, its kind and end, and the value in this unit."""

    unit: str | None
    kind: str
    end: int
    value: Decimal
    counts_noun: bool = False
    high: Decimal | None = None


class UnitReader:
    """Reads the units of the numerals of one text."""

    def __init__(self, text: str, folded: str) -> None:
        self.text = text
        self.folded = folded

    def read(self, numeral: Numeral, currency: re.Match[str] | None) -> Measured | None:
        """The unit of a numeral, from its form, the currency before it or the unit behind it."""
        measured = self._unit_of(numeral, currency)
        if measured is None or numeral.high is None:
            return measured
        upper = self._unit_of(replace(numeral, value=numeral.high), currency)
        return upper and replace(measured, high=upper.value)

    def _unit_of(self, numeral: Numeral, currency: re.Match[str] | None) -> Measured | None:
        """`read` for the lower end of the numeral."""
        if numeral.form in ("percent", "tenths"):
            return Measured("%", "rate", numeral.end, values.multiply(numeral.value, 100))
        found = self._unit_behind(numeral)
        if numeral.form == "fraction":
            if found and found[0].kind in p.DIVIDED and found[0].surface not in p.NOT_DIVIDED:
                return self._with_unit(numeral, *found)
            is_share = self._is_spoken(numeral) or self._is_share(numeral)
            return Measured(None, "rate", numeral.end, numeral.value) if is_share else None
        if currency:
            return self._amount(numeral, currency, found)
        if found is None and numeral.form == "mixed" and self._is_spoken(numeral):
            return Measured(None, "rate", numeral.end, numeral.value)  # 加給一又三分之一
        return self._with_unit(numeral, *found) if found else None

    def _is_spoken(self, numeral: Numeral) -> bool:
        """True for 三分之二; 2/3 without a unit is as often a date or a ratio."""
        return p.PARTS_OF.search(self.folded, numeral.start, numeral.end) is not None

    def _is_share(self, numeral: Numeral) -> bool:
        """True if the words beside a fraction say that it is a share: 占1/3, 1/2以上."""
        return (
            p.SHARE_BEFORE.before(self.folded, numeral.start) is not None
            or p.SHARE_BEHIND.match(self.folded, numeral.end) is not None
        )

    def _unit_behind(self, numeral: Numeral) -> tuple[Unit, int] | None:
        """(unit, end) of the unit of the table behind a numeral; None if another word is meant."""
        found = units.match(self.text, self.folded, numeral.end)
        if found is None:
            return None
        if self.folded[numeral.end] in " \u3000\n" and not self._has_digits(numeral):
            return None  # 六 人 is an item number beside a word
        if not self._has_digits(numeral) and p.PLACE_ENDINGS.match(self.folded, found[1]):
            return None
        if found[0].digits_only and not self._is_clear(numeral, *found):
            return None
        if self._is_label(numeral, found[0].name, found[1]):
            return None
        if found[0].kind == "amount" and p.CURRENCY_BEFORE_NUMBER.match(self.folded, numeral.end):
            return None  # 其一美金500元
        return found

    def _is_label(self, numeral: Numeral, unit: str, end: int) -> bool:
        """True for the number of an article (16條之3) or of a road (國4甲)."""
        if unit == p.ARTICLE:
            return p.ARTICLE_BEHIND.match(self.folded, end) is not None
        return unit == p.ROAD and self.folded[numeral.start - 1 : numeral.start] in p.ROAD_BEFORE

    def _amount(
        self, numeral: Numeral, currency: re.Match[str], found: tuple[Unit, int] | None
    ) -> Measured | None:
        """An amount in the currency before the number: US$ 1.5 billion, 新臺幣500元."""
        name = p.CURRENCY_UNITS.get(currency["name"]) or self._original(currency, "name")
        end = numeral.end
        scaled = p.LATIN_FACTOR.match(self.folded, end)
        if scaled:
            factor = p.LATIN_FACTORS[scaled["factor"]]
            value = values.multiply(numeral.value, factor)
            return Measured(name, "amount", scaled.end(), value)
        if self.folded[end : end + 1].isascii() and self.folded[end : end + 1].isalpha():
            return None  # US$3m
        if found and found[0].kind == "amount":
            name = found[0].name if found[0].name != "元" else name
            value, end = self._with_cents(numeral, found[1])
            return Measured(name, "amount", end, value)
        return Measured(name, "amount", end, numeral.value)

    def _with_cents(self, numeral: Numeral, end: int) -> tuple[Decimal, int]:
        """(value, end) of an amount that ends at `end`, with 角 and 分 behind it: 15元8角5分."""
        match = p.CENTS.match(self.folded, end)
        if match is None or numeral.value != int(numeral.value) or numeral.high is not None:
            return numeral.value, end
        tenths, cents = match["tenths"], match["cents"] or match["only"]
        hundredths = sum(
            factor * int(found[0])
            for factor, written in ((10, tenths), (1, cents))
            if written and (found := values.evaluate(written))
        )
        return values.add(numeral.value, values.scaled(hundredths, -2)), match.end()

    def _with_unit(self, numeral: Numeral, unit: Unit, end: int) -> Measured | None:
        """The numeral with the unit behind it; None if the two are a year (113年度)."""
        value = numeral.value
        if unit.name == "元":
            value, end = self._with_cents(numeral, end)
        if unit.surface == p.FISCAL_YEAR and value > p.MOST_FISCAL_YEARS:
            return None  # a year that no calendar has
        if self.folded[end : end + 1] == "/":
            return self._per(unit, end, value)
        if unit.surface == "度" and not self._has_digits(numeral):
            return Measured(unit.name, "count", end, value)  # 四度流標
        if unit.surface in p.HALF_MORE:
            value += Decimal("0.5")
            return Measured(p.HALF_MORE[unit.surface], unit.kind, end, value)
        return Measured(unit.name, unit.kind, end, value, unit.counts_noun)

    def _per(self, unit: Unit, end: int, value: Decimal) -> Measured | None:
        """The quantity whose unit has a 「／」 at `end`: 微克／立方公尺, mg/L, 件/萬輛.

        None if what follows cannot be told; a slash before other words separates them.
        """
        scale = p.PER_FACTOR.match(self.folded, end + 1)
        at = scale.end() if scale else end + 1
        found = units.match(self.text, self.folded, at)
        latin = p.PER_LATIN.match(self.folded, at)
        stop = found[1] if found else latin.end() if latin else None
        if stop is not None and stop - at <= _LONGEST_PER:
            name = self.text[end - len(unit.surface) : stop]
            return Measured("".join(name.split()), unit.kind, stop, value)
        if p.PER_OPEN.match(self.folded, end + 1):
            return None
        return Measured(unit.name, unit.kind, end, value, unit.counts_noun)

    def noun(self, start: int, end: int) -> str | None:
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

    def _original(self, match: re.Match[str], group: str) -> str:
        return self.text[match.start(group) : match.end(group)]

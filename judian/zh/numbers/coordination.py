"""Coordinated quantities: the members of a list or a range share the unit of the last one.

3、5及7件 are three quantities of 件. 5至7件 is one quantity with two ends, as 三年以上十年以下 is;
both ends of 3至5億元 have the factor 億.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from judian.zh.numbers import compounds, numerals, quantities, signs, units, values
from judian.zh.numbers.quantities import Quantity, QuantityCandidate
from judian.zh.numbers.values import HAN
from judian.zh.text.fold import fold
from judian.zh.text.patterns import Lookbehind, compiled

if TYPE_CHECKING:
    import re
    from collections.abc import Collection, Sequence
    from decimal import Decimal

_S = r"[ \u3000\xa0\n]{0,2}"
_RANGE = compiled(rf"{_S}(?:至|到|~|-){_S}")
_DASH = compiled(rf"{_S}-{_S}")
_TIE = compiled(rf"{_S}[-~]{_S}")
_DASH_BEFORE = Lookbehind(rf"[0-9%]{_S}-{_S}\Z", reach=7)
_TIE_BEFORE = Lookbehind(rf"(?:(?<=[0-9{HAN}]){_S}[-~至到]|(?<=%){_S}-){_S}\Z", reach=7)
_TIES = frozenset("-~至到")
_UNIT_BEFORE = Lookbehind(rf"[0-9{HAN}](?P<unit>[一-鿿]{{1,4}})(?P<tie>[-~至到])\Z", reach=6)
_DASH_BEHIND = compiled(rf"{_S}-{_S}[0-9]")
_LIST = compiled(rf"{_S}(?:、|及|和|與|或|以及){_S}")
_BRACKET = compiled(rf"{_S}（{_S}(?:[增減]幅|增減率|成長率)?[為:]?{_S}")
#: 減407人次（57.24%）: the share has the sign of the number.
_SHARE = compiled(rf"{_S}（{_S}")
_FACTOR = compiled(r"[十百千]?(?:萬|億|兆)(?=[餘多]?$)")
#: In a range, 百 and 千 too: 5至6千元.
_RANGE_FACTOR = compiled(r"(?:[十百千]?(?:萬|億|兆)|[百千])(?=[餘多]?$)")
#: A number that shares the factor of the next one is at most this many times larger or smaller.
_SAME_SIZE = 10
#: 四百 and 4百: one digit and a small multiplier.
_ELLIPTIC = compiled("[1-9一二兩三四五六七八九][百千]")
_ABOUT = frozenset(map(fold, ("約", "大約", "約略")))
_NUMBERED = frozenset({"rank", "ordinal"})


def coordinated(text: str, folded: str, candidates: Sequence[QuantityCandidate]) -> list[Quantity]:
    """The quantities of the candidates of a text, lists and ranges resolved, in order."""
    return _joined(folded, _shared(text, folded, candidates))


def _joined(folded: str, found: Sequence[Quantity]) -> list[Quantity]:
    """Quantities with ranges joined and the first member's modifier and kind shared in lists."""
    joined: list[Quantity] = []
    is_less = False  # True if 減 before the last quantity is the sign of the next one too
    for quantity in found:
        whole = None
        if joined:
            whole = _range(folded, joined[-1], quantity)
            whole = whole or compounds.joined(folded, joined[-1], quantity)
        if whole is not None:
            joined[-1] = whole
            continue
        carried = _carried(folded, joined[-1], quantity) if joined else quantity
        is_less = signs.is_shared(folded, carried.start) or (
            is_less and _shares_sign(folded, joined[-1], carried)
        )
        joined.append(replace(carried, value=-abs(carried.value)) if is_less else carried)
    ends = {one.end for one in joined}
    return [one for one in joined if not _is_second_half(folded, one, ends)]


def _is_second_half(folded: str, one: Quantity, ends: Collection[int]) -> bool:
    """True for a number behind 「5-」, 「5至」 or 「5天」 whose first half was not found.

    `ends` are the ends of the quantities of the text: 由30至20件 are two of them.
    """
    if one.high is not None or one.start != one.number:
        return False
    if one.start not in ends and compounds.is_part(folded, one):
        return True
    tie = _TIE_BEFORE.before(folded, one.start)
    if tie is None and folded[one.start - 1 : one.start] in _TIES:
        tie = _UNIT_BEFORE.before(folded, one.start)  # 5羽至7羽, of which only one was read
        unit = folded[one.number_end : one.unit_end].strip()
        return tie is not None and tie["unit"] == unit and tie.start("tie") not in ends
    return tie is not None and tie.start() not in ends


def _shares_sign(folded: str, last: Quantity, quantity: Quantity) -> bool:
    """True if the sign 減 of `last` counts for `quantity`: 減3%及5%, 減407人次（57.24%）."""
    if quantity.start != quantity.number or quantity.high is not None:
        return False
    between = folded[last.end : quantity.start]
    is_listed = quantity.unit == last.unit and _LIST.fullmatch(between) is not None
    return is_listed or (quantity.kind == "change" and _SHARE.fullmatch(between) is not None)


def _carried(folded: str, last: Quantity, quantity: Quantity) -> Quantity:
    """`quantity` with the modifier and kind of `last`: 約47%及25%, 增加407人次（57.24%）."""
    is_listed = _LIST.fullmatch(folded, last.end, quantity.start) is not None
    if is_listed and quantity.modifier is None and fold(last.modifier or "") in _ABOUT:
        quantity = replace(quantity, modifier=last.modifier)
    is_same = is_listed and quantity.unit == last.unit
    is_share = quantity.kind == "rate" and _BRACKET.fullmatch(folded, last.end, quantity.start)
    if last.kind == "change" and (is_same or is_share):
        quantity = replace(quantity, kind="change")
    return quantity


def _shared(text: str, folded: str, candidates: Sequence[QuantityCandidate]) -> list[Quantity]:
    """Each candidate with its own unit, or with the unit of the following member of its list."""
    shared: list[Quantity] = []
    following: QuantityCandidate | None = None
    for candidate in reversed(candidates):
        quantity = candidate.quantity
        if quantity is None and following is not None:
            quantity = _borrowed(text, folded, candidate, following)
            if quantity and shared and quantity.value < 0 and folded[quantity.start] == signs.LOSS:
                shared[-1] = replace(shared[-1], value=-abs(shared[-1].value))  # 負二至三成
        following = QuantityCandidate(candidate.numeral, quantity)
        if quantity is not None:
            shared.append(quantity)
    return shared[::-1]


def _borrowed(
    text: str, folded: str, candidate: QuantityCandidate, following: QuantityCandidate
) -> Quantity | None:
    """The quantity of a candidate without a unit, with that of the `following` one, or None."""
    numeral, model = candidate.numeral, following.quantity
    if (
        model is None
        or model.unit is None
        or numeral.high is not None
        or model.kind in _NUMBERED
        or model.number_end != following.numeral.end
    ):
        return None
    end, start = numeral.end, following.numeral.start
    is_range = _RANGE.fullmatch(folded, end, start) is not None
    if is_range and _is_row_of_numbers(folded, numeral.start, end, model.number, model.end):
        return None
    if _TIE.fullmatch(folded, end, start) and (
        numeral.value > model.value or _is_name(text, folded, end, following.numeral.end)
    ):
        return None  # 7-5件 is no range; 由7至5件 are two numbers
    if not is_range and (not _LIST.fullmatch(folded, end, start) or "，" in text[end:start]):
        return None  # the 3 of 國道3，5公里 ends a clause
    if folded[numeral.start].isascii() != folded[start].isascii():
        return None
    is_digit = numeral.value < numerals.TENTHS
    if not is_range and is_digit and _ELLIPTIC.fullmatch(folded, start, following.numeral.end):
        return None  # 分別三、四百元 may leave out a 百
    place, sign = signs.before(folded, numeral.start, model.unit)
    if sign is None:
        return None
    begin, modifier = quantities.modifier_before(text, folded, place)
    value = numeral.value
    if following.numeral.form == "tenths" and value < numerals.TENTHS:
        value *= numerals.TENTHS  # 三至五成
    pattern = _RANGE_FACTOR if is_range else _FACTOR
    factor = _factor(folded, following, pattern)
    if factor and not pattern.search(folded, numeral.start, end):
        coefficient = model.value / factor
        # 3至5億元, but 500及1萬元
        if (
            value < coefficient
            if is_range
            else coefficient / _SAME_SIZE <= value <= _SAME_SIZE * coefficient
        ):
            value = values.multiply(value, factor)
    return replace(
        model,
        start=begin,
        end=end,
        number=numeral.start,
        number_end=end,
        unit_end=end,
        value=sign * value,
        kind="change" if quantities.is_change(folded, begin) else model.kind,
        modifier=modifier,
        high=None,
        counts_noun=False,
    )


def _is_name(text: str, folded: str, end: int, unit_at: int) -> bool:
    """True if a dash behind the number that ends at `end` joins it to one before a noun, which such
    a pair may be the name of: 7-11門市. Before a classifier it is a range: 7-11家."""
    if not _DASH_BEHIND.match(folded, end):
        return False
    found = units.match(text, folded, unit_at)
    return found is not None and found[0].digits_only and len(found[0].surface) > 1


def _factor(folded: str, candidate: QuantityCandidate, pattern: re.Pattern[str]) -> Decimal | None:
    """The factor at the end of a numeral: 億 of 5億."""
    match = pattern.search(folded, candidate.numeral.start, candidate.numeral.end)
    evaluated = values.evaluate("一" + match[0]) if match else None
    return evaluated[0] if evaluated else None


def _is_row_of_numbers(folded: str, start: int, end: int, next_start: int, next_end: int) -> bool:
    """True if a dash also joins a third number (12 - 15 - 7.0%): a row of numbers, no range."""
    return bool(
        _DASH.fullmatch(folded, end, next_start)
        and (_DASH_BEFORE.before(folded, start) or _DASH_BEHIND.match(folded, next_end))
    )


def _range(folded: str, low: Quantity, high: Quantity) -> Quantity | None:
    """The range of two quantities: 5至7件, 三年以上十年以下; None if they form none."""
    if low.high is not None or high.high is not None or low.unit != high.unit:
        return None
    is_less = signs.is_shared(folded, low.start) and high.start == high.number
    least = abs(low.value) if is_less else low.value
    if low.kind in _NUMBERED or least > high.value:
        return None
    spoken = (
        low.modifier == "以上"
        and high.modifier == "以下"
        and not folded[low.end : high.start].strip()
    )
    if not spoken and not _RANGE.fullmatch(folded, low.end, high.start):
        return None
    if not spoken and _is_row_of_numbers(folded, low.start, low.end, high.start, high.end):
        return None
    return replace(
        high,
        start=low.start,
        number=low.number,
        value=-high.value if is_less else low.value,
        high=-least if is_less else high.value,
        kind=low.kind if is_less else high.kind,
        modifier=None if spoken else low.modifier or high.modifier,
    )

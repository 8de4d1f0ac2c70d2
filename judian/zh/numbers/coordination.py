"""Lists and ranges of quantities: members share the unit behind the last one.

3、5及7件 are three figures of 件; 5至7件 is one figure with two ends, like 三年以上十年以下;
3至5億元 gives its 億 to both ends.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from judian.zh.numbers import numerals, quantities
from judian.zh.numbers.quantities import Item, Quantity
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

_S = r"[ \u3000\xa0\n]{0,2}"
_RANGE = compiled(rf"{_S}(?:至|到|~|-){_S}")
_LIST = compiled(rf"{_S}(?:、|及|和|與|或|以及){_S}")
_BRACKET = compiled(rf"{_S}（{_S}(?:[增減]幅|增減率|成長率)?[為:]?{_S}")
_FACTOR = compiled(r"[十百千]?(?:萬|億|兆)(?=[餘多]?$)")
_ABOUT = frozenset(map(fold, ("約", "大約", "約略")))
_NUMBERED = frozenset({"rank", "ordinal"})


def coordinated(text: str, folded: str, items: Sequence[Item]) -> list[Quantity]:
    """The quantities that the items of a text come to, in order."""
    return _joined(folded, _shared(text, folded, items))


def _joined(folded: str, found: Sequence[Quantity]) -> list[Quantity]:
    """Ranges made one, and what is said of a list's first member carried on to the others."""
    joined: list[Quantity] = []
    for quantity in found:
        whole = _range(folded, joined[-1], quantity) if joined else None
        if whole is not None:
            joined[-1] = whole
        else:
            joined.append(_carried(folded, joined[-1], quantity) if joined else quantity)
    return joined


def _carried(folded: str, last: Quantity, quantity: Quantity) -> Quantity:
    """約47%及25%, 成長3%及5%, 增加407人次（57.24%）: about, and a change, twice."""
    is_listed = _LIST.fullmatch(folded, last.end, quantity.start) is not None
    if is_listed and quantity.qualifier is None and fold(last.qualifier or "") in _ABOUT:
        quantity = replace(quantity, qualifier=last.qualifier)
    is_same = is_listed and quantity.unit == last.unit
    is_share = quantity.kind == "rate" and _BRACKET.fullmatch(folded, last.end, quantity.start)
    if last.kind == "change" and (is_same or is_share):
        quantity = replace(quantity, kind="change")
    return quantity


def _shared(text: str, folded: str, items: Sequence[Item]) -> list[Quantity]:
    """Each item with its own unit, or with that of the item that its tie leads to."""
    shared: list[Quantity] = []
    following: Item | None = None
    for item in reversed(items):
        quantity = item.quantity
        if quantity is None and following is not None:
            quantity = _borrowed(text, folded, item, following)
        following = Item(item.numeral, quantity)
        if quantity is not None:
            shared.append(quantity)
    return shared[::-1]


def _borrowed(text: str, folded: str, item: Item, following: Item) -> Quantity | None:
    numeral, model = item.numeral, following.quantity
    if model is None or model.kind in _NUMBERED or model.number_end != following.numeral.end:
        return None
    end, start = numeral.end, following.numeral.start
    is_range = _RANGE.fullmatch(folded, end, start) is not None
    if not is_range and not _LIST.fullmatch(folded, end, start):
        return None
    if folded[numeral.start].isascii() != folded[start].isascii():
        return None
    begin, qualifier = quantities.qualifier_before(text, folded, numeral.start)
    value = numeral.value
    if following.numeral.form == "tenths" and value < 10:
        value *= 10  # 三至五成
    factor = _factor(folded, following)
    if factor and not _FACTOR.search(folded, numeral.start, end):
        coefficient = model.value / factor
        # 3至5億元, but 500及1萬元
        if value < coefficient if is_range else coefficient / 10 <= value <= 10 * coefficient:
            value = numerals.multiply(value, factor)
    return replace(
        model,
        start=begin,
        end=end,
        number=numeral.start,
        number_end=end,
        unit_end=end,
        value=value,
        kind="change" if quantities.is_change(folded, begin) else model.kind,
        qualifier=qualifier,
        high=None,
        counts_noun=False,
    )


def _factor(folded: str, item: Item) -> Decimal | None:
    match = _FACTOR.search(folded, item.numeral.start, item.numeral.end)
    evaluated = numerals.evaluate("一" + match[0]) if match else None
    return evaluated[0] if evaluated else None


def _range(folded: str, low: Quantity, high: Quantity) -> Quantity | None:
    if low.high is not None or high.high is not None or low.unit != high.unit:
        return None
    if low.kind in _NUMBERED or low.value > high.value:
        return None
    spoken = (
        low.qualifier == "以上"
        and high.qualifier == "以下"
        and not folded[low.end : high.start].strip()
    )
    if not spoken and not _RANGE.fullmatch(folded, low.end, high.start):
        return None
    return replace(
        high,
        start=low.start,
        number=low.number,
        value=low.value,
        high=high.value,
        qualifier=None if spoken else low.qualifier or high.qualifier,
    )

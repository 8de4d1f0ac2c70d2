"""A quotation with its numbers spelled otherwise: 一百 for 100, 1,234 for 1234."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.search.replies.quotes import DifferenceKind, QuoteDifference
from judian.zh.numbers import numerals
from judian.zh.numbers.spelling import chinese_spellings
from judian.zh.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from judian.zh.numbers.numerals import Numeral


def _plain(value: int) -> str:
    return str(value)


def _with_commas(value: int) -> str:
    return f"{value:,}"


def _chinese(value: int) -> str:
    return next(iter(chinese_spellings(value)), str(value))


_SPELLINGS: tuple[Callable[[int], str], ...] = (_plain, _with_commas, _chinese)


def respellings(text: str) -> list[str]:
    """The text with all its whole numbers spelled in each other way."""
    found = [n for n in numerals.find(text) if n.form == "plain" and not n.more and n.high is None]
    whole = [n for n in found if n.value == n.value.to_integral_value()]
    written = (_written(text, whole, spell) for spell in _SPELLINGS)
    return [one for one in dict.fromkeys(written) if one != text]


def _written(text: str, found: list[Numeral], spell: Callable[[int], str]) -> str:
    pieces, at = [], 0
    for numeral in found:
        pieces += [text[at : numeral.start], spell(int(numeral.value))]
        at = numeral.end
    return "".join([*pieces, text[at:]])


def spelling_differences(quote: str, source: str) -> tuple[QuoteDifference, ...]:
    """The numbers that two texts of the same words spell differently."""
    mine, other = numerals.find(quote), numerals.find(source)
    if [n.value for n in mine] != [n.value for n in other]:
        kind = DifferenceKind.NUMBER_SPELLING
        return (QuoteDifference(kind, 0, len(quote), 0, len(source), quote, source),)
    return tuple(
        QuoteDifference(
            DifferenceKind.NUMBER_SPELLING, a.start, a.end, b.start, b.end,
            quote[a.start : a.end], source[b.start : b.end],
        )
        for a, b in zip(mine, other, strict=True)
        if fold(quote[a.start : a.end]) != fold(source[b.start : b.end])
    )  # fmt: skip

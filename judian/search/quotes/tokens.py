"""Numbers and dates of a form as tokens with a value, to tell a change of value from one of
spelling."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.zh.dates import expressions
from judian.zh.numbers import numerals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.search.quotes.form import Form

_DIGITS = re.compile(r"[0-9]+(?:[.,][0-9]+)*")


@dataclass(frozen=True, slots=True)
class Token:
    """A number or a date at `[start, end)` of a form; equal `value`s mean the same."""

    start: int
    end: int
    is_date: bool
    value: str


def tokens_of(form: Form, low: int = 0, high: int | None = None) -> list[Token]:
    """The numbers and dates in `[low, high)` of a form, in order, without overlap; a number inside
    a date is part of it."""
    high = len(form.text) if high is None else high
    first, last = form.span(low, high)
    text = form.original[first:last]
    found: list[Token] = []
    for is_date, start, end, value in [
        *_dates(text),
        *_numbers(text),
        *_digits(form.text, low, high),
    ]:
        if value.startswith("#"):
            begin, stop = start, end
        else:
            begin, stop = form.place(first + start), form.place(first + end)
        if begin < stop and all(stop <= t.start or t.end <= begin for t in found):
            found.append(Token(begin, stop, is_date, value))
    return sorted(found, key=lambda token: token.start)


def _dates(text: str) -> Iterator[tuple[bool, int, int, str]]:
    for mention in expressions.find(text):
        days = mention.period
        known = days.start is not None and days.end is not None
        yield (
            True,
            mention.start,
            mention.end,
            f"{days.start}/{days.end}" if known else mention.text,
        )


def _numbers(text: str) -> Iterator[tuple[bool, int, int, str]]:
    for numeral in numerals.find(text):
        end, value = numeral.end, numeral.value
        sign = ""
        if numeral.form in ("percent", "tenths"):
            value, sign = value * 100, "%"
        elif text[end : end + 1] in ("%", "％"):
            end, sign = end + 1, "%"
        rest = "+" if numeral.more else ""
        yield False, numeral.start, end, f"{value.normalize():f}{sign}{rest}~{numeral.high}"


def _digits(text: str, low: int, high: int) -> Iterator[tuple[bool, int, int, str]]:
    """Runs of digits that are no numeral: codes, and numbers that are malformed."""
    for match in _DIGITS.finditer(text, low, high):
        yield False, match.start(), match.end(), f"#{match.group()}"

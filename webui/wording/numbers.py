"""Numbers in the page's language: amounts with their units, rounded values, shares, confidence."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from webui.wording.i18n import language, t

if TYPE_CHECKING:
    from judian.search.replies.results import Answer

#: From these confidences on (0 to 1) an answer is called sure, and fairly sure.
HIGH = 0.8
MEDIUM = 0.6
#: Characters of a number that fit beside a mark of a chart.
_BRIEF = 7
#: (least value, divisor, sign) of large numbers on the scale of a chart, the largest first.
_LARGE = {
    "zh": ((10**12, 10**12, "兆"), (10**8, 10**8, "億"), (10**4, 10**4, "萬")),
    "en": ((10**12, 10**12, "T"), (10**9, 10**9, "B"), (10**6, 10**6, "M"), (10**4, 10**3, "K")),
}


def number(value: Decimal) -> str:
    """The number with thousands separators, without trailing zeros, never with an exponent."""
    if not value.is_finite():
        return str(value)
    written = f"{value:,f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def compact(value: Decimal) -> str:
    """A number for the scale of a chart: 1.2億, 3.5萬; small ones whole."""
    for least, divisor, sign in _LARGE[language()]:
        if abs(value) >= least:
            return number((value / divisor).quantize(Decimal("0.01"))) + sign
    return number(value)


def brief(value: Decimal) -> str:
    """A number beside its mark in a chart: whole if that is short, else rounded."""
    whole = number(value)
    return whole if len(whole) <= _BRIEF else compact(value)


def amount(value: Decimal, unit: str | None, high: Decimal | None = None) -> str:
    """A value, or a range up to `high`, with its unit: 45,426 件, 57.24%, 5–7 件."""
    words = number(value) if high is None else f"{number(value)}–{number(high)}"
    return f"{words}{'' if unit == '%' else ' '}{unit}" if unit else words


def answer_value(answer: Answer) -> str | None:
    """The value of an answer if it adds to its text: 45,426 件, 2–3 年, 2009-06-25."""
    if answer.value is None:
        return None
    words = answer.value
    if isinstance(words, Decimal):
        words = amount(words, answer.unit, answer.value_high)
    return words if adds_to(words, answer.text) else None


def adds_to(words: str, text: str) -> bool:
    """True if a value in numbers is not in the text of its figure already."""
    return _without_separators(words) not in _without_separators(text)


def _without_separators(words: str) -> str:
    return "".join(words.split()).replace(",", "")


def percent(share: float) -> str:
    """A share of 1 as whole per cent."""
    return f"{round(100 * share)}%"


def confidence(share: float) -> str:
    """The words for a confidence from 0 to 1."""
    return t(
        "answer.high" if share >= HIGH else "answer.medium" if share >= MEDIUM else "answer.low"
    )

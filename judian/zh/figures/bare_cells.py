"""A table cell that holds one number, with or without its unit, or the two ends of a range.

A number without digits (壹佰貳拾) and a range with a dash (12-15) may be labels; they count where
the headers name a unit. A range of years is a period.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from judian.zh.numbers import numerals, signs, units, values
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from judian.zh.numbers.numerals import Numeral

_ACCOUNTED_KINDS = frozenset({"amount", "change"})
_ABOUT = compiled(
    r"\s*(?P<word>約|大約|將近|接近|近|超過|逾|未達|未滿|不足|不到|至少|至多|最多|最少)\s?(?=[0-9])"
)
_AGE = "歲"
#: A number in a circle or in brackets (⑴, one character) before a number, not yet folded.
_MARK = re.compile(r"\s*[①-⑳⑴-⒇❶-❿⓪]\s*(?=[-−－(（△▽▼]?\s?[0-9０-９])")
_TO = compiled(r"\s?[~至到-]\s?")
#: Shortest number in Chinese numerals that is no item number, in code points.
_SHORTEST_HAN = 2


@dataclass(frozen=True, slots=True)
class HeaderUnit:
    """What the headers of a cell say of a bare number.

    `unit` and `kind` are None without a unit; `factor` is 1000 under 千元. `use` is rank or change
    if a header names one.
    """

    unit: str | None
    kind: str | None
    factor: int = 1
    use: str | None = None


@dataclass(frozen=True, slots=True)
class BareNumber:
    """The number of a cell at `[start, end)` of its text; the fields are those of a figure."""

    start: int
    end: int
    value: Decimal
    unit: str | None
    kind: str
    qualifier: str | None = None
    high: Decimal | None = None


def read(content: str, folded: str, header: Callable[[], HeaderUnit]) -> BareNumber | None:
    """The number of a cell; None for any other cell, and where the sign is not certain."""
    mark = _MARK.match(content)
    if mark:
        return _behind_mark(content, folded, mark.end(), header)
    about = _ABOUT.match(folded)
    at = about.end() if about else 0
    signed = signs.CELL_OPENING.match(folded, at) if not about else None
    numeral = numerals.read_at(content, folded, signed.end() if signed else _start(folded, at))
    if numeral is None or numeral.high is not None or numeral.form not in ("plain", "mixed"):
        return None
    if signed is None:
        return _unsigned(content, folded, numeral, about and about.span("word"), header)
    start, factor = signs.of_cell(signed)
    if factor is None:
        return None
    bare = _with_unit(content, folded, numeral, header)
    if bare is None and start == numeral.start:
        return _range(content, folded, numeral, header)
    if bare is None:
        return None
    if signed["bracket"] and bare.kind not in _ACCOUNTED_KINDS:
        return None  # (3) may be a note, (12.5%) a share
    return replace(bare, start=start, value=factor * bare.value)


def _behind_mark(
    content: str, folded: str, at: int, header: Callable[[], HeaderUnit]
) -> BareNumber | None:
    """The number of a cell behind the mark of a note or a rank, which ends at `at`: ② 1,234."""
    found = read(content[at:], folded[at:], header)
    return found and replace(found, start=found.start + at, end=found.end + at)


def _start(folded: str, at: int) -> int:
    while at < len(folded) and folded[at].isspace():
        at += 1
    return at


def _unsigned(
    content: str,
    folded: str,
    numeral: Numeral,
    about: tuple[int, int] | None,
    header: Callable[[], HeaderUnit],
) -> BareNumber | None:
    """約3,400, and 壹佰貳拾 under a header with a unit."""
    bare = _with_unit(content, folded, numeral, header)
    if bare is None:
        return None
    if about:
        return replace(bare, start=about[0], qualifier=content[slice(*about)])
    is_long = numeral.end - numeral.start >= _SHORTEST_HAN
    return bare if bare.unit and is_long and not numeral.implied else None


def _with_unit(
    content: str, folded: str, numeral: Numeral, header: Callable[[], HeaderUnit]
) -> BareNumber | None:
    """The numeral with its own unit or that of the headers; None if more text follows."""
    own = units.match(content, folded, numeral.end)
    end = own[1] if own else numeral.end
    if folded[numeral.start - 1 : numeral.start] == "(" and numeral.start:
        if folded[end : end + 1] != ")":
            return None
        end += 1
    if folded[end:].strip():
        return None
    known = header()
    if own:
        unit: str | None = own[0].name
        kind, value = own[0].kind, numeral.value
    else:
        if known.factor > 1 and folded[numeral.end - 1] in values.MULTIPLIER_CHARS:
            return None  # 12萬 under 千元 are 12萬元 as often
        unit, kind = known.unit, known.kind or "count"
        value = values.multiply(numeral.value, known.factor)
    qualifier = _rest(content, folded, numeral) if numeral.more else None
    return BareNumber(numeral.start, end, value, unit, known.use or kind, qualifier)


def _rest(content: str, folded: str, numeral: Numeral) -> str | None:
    """餘 of 3,400餘."""
    match = _MORE.search(folded, numeral.start, numeral.end)
    return content[match.start() : match.end()] if match else None


_MORE = compiled("[餘多幾]")


def _range(
    content: str, folded: str, low: Numeral, header: Callable[[], HeaderUnit]
) -> BareNumber | None:
    """12-15 or 12～15 under a header with a unit; None for any other cell."""
    tie = _TO.match(folded, low.end)
    high = numerals.read_at(content, folded, tie.end()) if tie else None
    if high is None or low.form != "plain" or not folded[high.start].isdecimal():
        return None
    upper = _with_unit(content, folded, high, header)
    if upper is None or upper.unit is None or high.high is not None or upper.qualifier:
        return None
    lower = _with_unit(content[: low.end], folded[: low.end], low, header)
    if upper.kind == "duration" and upper.unit != _AGE:
        return None
    if lower is None or upper.unit != lower.unit:
        return None
    value = _with_factor(folded, low, high, lower.value)
    if value is None or not value < upper.value:
        return None
    return replace(upper, start=low.start, value=value, high=upper.value)


def _with_factor(folded: str, low: Numeral, high: Numeral, value: Decimal) -> Decimal | None:
    """The lower end of a range, with the factor that only the upper one has: 3至5萬."""
    digits = folded[high.start : high.end].rstrip(values.MULTIPLIER_CHARS)
    factor = folded[high.start + len(digits) : high.end]
    if not factor or not folded[low.end - 1].isdigit():
        return value
    known = values.evaluate("一" + factor)
    return values.multiply(value, known[0]) if known else None

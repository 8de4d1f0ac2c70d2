"""Arithmetic on operands: the value, its words and the formula."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from judian.search.answers.tables.resolving import Operand, Unresolved

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Digits after the point of a quotient.
PLACES = Decimal("0.01")
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Computation:
    """A result with its operands, in the order of the formula. `text` says it in words, `items` are
    the names of a list. `start_with` is the operand whose row is named by the answer, None for a
    number."""

    text: str
    value: Decimal | None
    unit: str | None
    operands: tuple[Operand, ...]
    formula: str
    items: tuple[str, ...] = ()
    names: Operand | None = None


def written(value: Decimal, unit: str | None = None) -> str:
    """A number with thousands separators and its unit, as in a Chinese text: 1,234 件, 5.6%."""
    digits = f"{value:,f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return digits + ("%" if unit == "%" else f" {unit}" if unit else "")


def rounded(value: Decimal) -> Decimal:
    """A quotient with two digits after the point."""
    return value.quantize(PLACES, ROUND_HALF_UP)


def common_unit(operands: Sequence[Operand]) -> str | None:
    """The unit of all operands. Raises Unresolved if they differ."""
    units = {operand.unit for operand in operands}
    if len(units) != 1:
        raise Unresolved
    return units.pop()


def total(operands: Sequence[Operand]) -> Computation:
    """The sum."""
    unit = common_unit(operands)
    value = sum((o.value for o in operands), Decimal(0))
    left = " + ".join(_term(o) for o in operands)
    return Computation(
        written(value, unit), value, unit, tuple(operands), f"{left} = {written(value, unit)}"
    )


def mean(operands: Sequence[Operand]) -> Computation:
    """The average."""
    unit = common_unit(operands)
    value = rounded(sum((o.value for o in operands), Decimal(0)) / len(operands))
    left = " + ".join(_term(o) for o in operands)
    formula = f"({left}) ÷ {len(operands)} = {written(value, unit)}"
    return Computation(written(value, unit), value, unit, tuple(operands), formula)


def difference(
    first: Operand, second: Operand, direction: int, words: tuple[str, str], *, is_open: bool
) -> Computation:
    """`first` less `second`, in the asked `direction` (-1: second less first).

    `words` are those for more and less; with `is_open` only the size of the difference is asked.
    """
    unit = common_unit((first, second))
    change = first.value - second.value
    unit = "百分點" if unit == "%" else unit
    left, right = (second, first) if direction < 0 else (first, second)
    value = -change if direction < 0 else change
    if is_open and value < 0:
        left, right, value = right, left, -value
    word = words[0] if change > 0 else words[1] if change < 0 else ""
    size = written(abs(change), unit)
    formula = f"{_term(left)} − {_term(right)} = {written(value, unit)}"
    text = size if is_open else f"{word} {size}".strip()
    return Computation(text, value, unit, (left, right), formula)


def percent(part: Decimal, base: Decimal) -> Decimal:
    """The exact share of `part` in `base`, in per cent."""
    return part / base * _HUNDRED


def growth(new: Operand, base: Operand, direction: int, words: tuple[str, str]) -> Computation:
    """The change from `base` to `new` in per cent of `base`."""
    common_unit((new, base))
    if base.value <= 0:
        raise Unresolved
    share = rounded((new.value - base.value) / base.value * _HUNDRED)
    word = words[0] if share > 0 else words[1] if share < 0 else ""
    value = -share if direction < 0 else share
    formula = f"({_term(new)} − {_term(base)}) ÷ {_term(base)} × 100% = {written(share, '%')}"
    text = f"{word} {written(abs(share), '%')}".strip()
    return Computation(text, value, "%", (new, base), formula)


def ratio(first: Operand, second: Operand) -> Computation:
    """How many times the second the first is."""
    common_unit((first, second))
    if second.value == 0:
        raise Unresolved
    value = rounded(first.value / second.value)
    formula = f"{_term(first)} ÷ {_term(second)} = {written(value, '倍')}"
    return Computation(written(value, "倍"), value, "倍", (first, second), formula)


def share(part: Operand, whole: Sequence[Operand]) -> Computation:
    """The part of the whole (the sum of several operands if there is no total) in per cent."""
    common_unit((part, *whole))
    base = sum((o.value for o in whole), Decimal(0))
    if base <= 0 or part.value > base:
        raise Unresolved
    value = rounded(part.value / base * _HUNDRED)
    right = " + ".join(_term(o) for o in whole)
    right = f"({right})" if len(whole) > 1 else right
    formula = f"{_term(part)} ÷ {right} × 100% = {written(value, '%')}"
    return Computation(written(value, "%"), value, "%", (part, *whole), formula)


def quotient(first: Operand, second: Operand) -> Computation:
    """So much for each: the first by the second, in the unit of the first."""
    if second.value <= 0 or first.cell.is_nil:
        raise Unresolved
    value = rounded(first.value / second.value)
    unit = first.unit
    formula = (
        f"{written(first.value, unit)} ÷ {written(second.value, second.unit)}"
        f" = {written(value, unit)}"
    )
    return Computation(written(value, unit), value, unit, (first, second), formula)


def comparison_sign(left: Decimal, right: Decimal) -> str:
    """> < or = between two numbers."""
    return ">" if left > right else "<" if left < right else "="


def parts_written(operand: Operand) -> str:
    """How the value of an operand is made of its parts: a + b, a ÷ b."""
    values = [_signed(part.value) for part in operand.parts]
    if operand.sign == "%":
        new, old = values
        return f"({new} − {old}) ÷ {old}"
    return f" {operand.sign} ".join(values)


def _term(operand: Operand) -> str:
    """The value of an operand in a formula, written out if it is a sum."""
    if operand.parts and operand.sign == "+":
        return "(" + " + ".join(_signed(part.value) for part in operand.parts) + ")"
    return _signed(operand.value)


def _signed(value: Decimal) -> str:
    return f"({written(value)})" if value < 0 else written(value)

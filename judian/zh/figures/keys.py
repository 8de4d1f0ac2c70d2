"""Keys by which figures are found: the unit, | and the value in its base unit."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from judian.zh.figures.extraction import Figure

_MARK = "|"


def figure_key(unit: str | None, value: Decimal) -> str:
    """The key of a value: 公斤|1000, and |58.2 without a unit."""
    return f"{unit or ''}{_MARK}{_written(value)}"


def figure_keys(figure: Figure) -> tuple[str, ...]:
    """The keys of a figure: of its value, of a range also of its upper end."""
    ends = [figure.value] if figure.value_high is None else [figure.value, figure.value_high]
    return tuple(figure_key(figure.unit, value) for value in ends)


def read_key(key: str) -> tuple[str | None, Decimal]:
    """(unit, value) of a key."""
    unit, _, value = key.rpartition(_MARK)
    return unit or None, Decimal(value)


def _written(value: Decimal) -> str:
    """A number without zeros at its end, so that equal numbers are spelled alike."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text

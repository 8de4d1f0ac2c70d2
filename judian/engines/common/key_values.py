"""Key values as numbers, read alike by all engines."""

from __future__ import annotations


def integer(value: str) -> int | None:
    """The integer that `value` is the decimal form of; None for any other text."""
    try:
        return int(value)
    except ValueError:
        return None

"""Key values as numbers, read alike by all engines."""

from __future__ import annotations


def integer(value: str) -> int | None:
    """The whole number that `value` writes; None when it writes none."""
    try:
        return int(value)
    except ValueError:
        return None

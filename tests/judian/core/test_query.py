"""The limits of a query tree."""

from __future__ import annotations

import pytest

from judian.core.query import MAX_NEAR, AtLeast, Contains, Near


def test_nearness_is_bounded_because_its_cost_doubles_with_each_part() -> None:
    parts = tuple(Contains(chr(0x4E00 + number)) for number in range(MAX_NEAR + 1))
    assert Near(parts[:-1], 5).parts == parts[:-1]
    with pytest.raises(ValueError, match="9 parts, at most 8"):
        Near(parts, 5)
    assert Near(parts, 5, ordered=True).parts == parts


def test_a_number_of_occurrences_is_at_least_one() -> None:
    with pytest.raises(ValueError, match="0 is under 1"):
        AtLeast(Contains("甲"), 0)

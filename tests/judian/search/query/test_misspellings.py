"""How far two texts are apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.search.query.misspellings import (
    NEAR_SOUND,
    OTHER,
    SLIP,
    SOUND,
    SWAP,
    cost,
    slips,
    sounding,
)

COSTS = [
    ("海落因", "海洛因", SOUND),
    ("海洛英", "海洛因", NEAR_SOUND),
    ("海因洛", "海洛因", SWAP),
    ("洛海因", "海洛因", SWAP),
    ("海因", "海洛因", SLIP),
    ("洛因", "海洛因", SLIP),
    ("海洛洛因", "海洛因", SLIP),
    ("大洛因", "海洛因", OTHER),
    ("海洛因", "海洛因", None),
    ("大洛英", "海洛因", None),
    ("因洛海", "海洛因", None),
    ("海", "海洛因", None),
]


@pytest.mark.parametrize(("typed", "meant", "want"), COSTS)
def test_the_cost_of_a_misspelling(typed: str, meant: str, want: int | None) -> None:
    assert cost(typed, meant) == want


@given(st.text("海洛因落司法", max_size=5), st.text("海洛因落司法", max_size=5))
def test_the_cost_is_that_of_a_search_through_all_misspellings(typed: str, meant: str) -> None:
    near = {*slips(typed, "海洛因落司法")} - {typed}
    assert (cost(typed, meant) is not None) == (meant in near)
    if meant in set(sounding(typed)) - {typed}:
        found = cost(typed, meant)
        assert found is not None
        assert found <= NEAR_SOUND

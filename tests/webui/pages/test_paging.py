"""The pages of a list and the numbers of a pager."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webui.pages.paging import Paging, paging


@pytest.mark.parametrize(
    ("total", "size", "deepest", "last"),
    [(0, 10, None, 1), (10, 10, None, 1), (11, 10, None, 2), (99, 10, 50, 5), (99, 60, 50, 1)],
)
def test_the_last_page_holds_the_rest(
    total: int, size: int, deepest: int | None, last: int
) -> None:
    assert paging(1, total, size, deepest=deepest) == Paging(1, last)


@pytest.mark.parametrize(
    ("page", "last", "numbers"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (1, 9, [1, 2, 3, None, 9]),
        (5, 9, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (6, 12, [1, None, 4, 5, 6, 7, 8, None, 12]),
    ],
)
def test_a_pager_offers_the_ends_and_the_neighbours(
    page: int, last: int, numbers: list[int | None]
) -> None:
    assert Paging(page, last).numbers == numbers


@given(st.integers(1, 300), st.integers(1, 300))
def test_a_gap_is_never_a_single_page(page: int, last: int) -> None:
    numbers = Paging(page, last).numbers
    assert numbers[0] == 1
    assert numbers[-1] == last
    for before, here, after in zip(numbers, numbers[1:], numbers[2:], strict=False):
        if here is None:
            assert before is not None
            assert after is not None
            assert after - before > 2

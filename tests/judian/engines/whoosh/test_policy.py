"""Segments stay few, merges stay small, and there is an end to merging."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.engines.whoosh.policy import _LARGEST, Size, next_merge


def _settle(sizes: list[Size]) -> tuple[list[Size], int]:
    """The segments when nothing is left to merge, and how many passages were rewritten."""
    rewritten = 0
    while (chosen := next_merge(sizes)) is not None:
        start, stop = chosen
        live = sum(size.live for size in sizes[start:stop])
        assert stop - start > 1 or sizes[start].live < sizes[start].stored
        assert stop - start == 1 or live <= _LARGEST
        sizes = [*sizes[:start], Size(live, live), *sizes[stop:]]
        rewritten += live
    return sizes, rewritten


@given(
    st.lists(
        st.integers(0, 3_000_000).flatmap(
            lambda stored: st.builds(Size, st.integers(0, stored), st.just(stored))
        ),
        max_size=40,
    )
)
def test_merging_ends_and_keeps_all_passages(sizes: list[Size]) -> None:
    settled, _ = _settle(sizes)
    assert sum(size.live for size in settled) == sum(size.live for size in sizes)


@pytest.mark.parametrize(
    ("added", "commits", "segments", "rewrites"),
    [(50, 2_000, 12, 90), (3_000, 500, 16, 12), (200_000, 60, 24, 3), (600_000, 10, 10, 0)],
)
def test_segments_stay_few_and_passages_are_seldom_rewritten(
    added: int, commits: int, segments: int, rewrites: int
) -> None:
    sizes: list[Size] = []
    rewritten = 0
    for _ in range(commits):
        sizes, more = _settle([*sizes, Size(added, added)])
        rewritten += more
        assert len(sizes) <= segments
    assert rewritten <= rewrites * added * commits


def test_a_new_report_rewrites_nothing_large() -> None:
    large = [Size(n, n) for n in (400_000, 60_000, 8_000)]
    assert _settle([*large, Size(50, 50)])[1] < 10_000


def test_removed_passages_are_cleared_away() -> None:
    assert next_merge([Size(100_000, 120_000)]) is None
    assert next_merge([Size(2_000_000, 3_000_000)]) == (0, 1)

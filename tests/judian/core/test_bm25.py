"""BM25: the rounding of lengths, and what a score is made of."""

from __future__ import annotations

import pytest

from judian.core.bm25 import idf, rounded_length, term_score


@pytest.mark.parametrize(
    ("length", "rounded"),
    # Values that Lucene's SmallFloat.byte4ToInt(intToByte4(n)) gives.
    [
        (0, 0), (1, 1), (23, 23), (24, 24), (39, 39), (40, 40), (41, 40), (42, 42), (55, 54),
        (56, 56), (59, 56), (60, 60), (88, 88), (95, 88), (96, 96), (100, 96), (1000, 984),
        (1_000_000, 983_064),
    ],
)  # fmt: skip
def test_a_length_is_rounded_as_lucene_does(length: int, rounded: int) -> None:
    assert rounded_length(length) == rounded


def test_rounding_keeps_the_order_and_takes_at_most_an_eighth() -> None:
    rounded = [rounded_length(length) for length in range(5000)]
    assert rounded == sorted(rounded)
    assert all(n - n / 8 <= r <= n for n, r in enumerate(rounded))
    assert len({rounded_length(n) for n in range(1 << 20)}) <= 256


def test_a_rarer_term_and_a_shorter_passage_score_more() -> None:
    assert idf(100, 1) > idf(100, 2) > idf(100, 100) > 0
    assert term_score(1, 10, 20.0) > term_score(1, 200, 20.0) > 0
    assert term_score(0, 10, 20.0) == 0
    assert 1 < term_score(2, 20, 20.0) < 1.6

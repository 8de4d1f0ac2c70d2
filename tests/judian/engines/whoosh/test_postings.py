"""Postings come back as they were stored, one term at a time and many at once."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from judian.engines.whoosh.postings import decode, decode_many, encode

_SIZES = st.sampled_from([1, 7, 8, 9, 300, 70_000, 200_000, 5_000_000])


@st.composite
def _terms(draw: st.DrawFn) -> tuple[int, list[dict[int, int]]]:
    """The number of passages, and for each term its passages with their frequencies."""
    size = draw(_SIZES)
    starts = st.integers(0, size - 1)
    frequencies = st.one_of(st.just(1), st.integers(1, 9), st.integers(1, 3000))
    single = st.dictionaries(starts, frequencies, min_size=1, max_size=40)
    runs = st.lists(st.tuples(starts, st.integers(1, 300), frequencies), min_size=1, max_size=6)
    in_runs = runs.map(
        lambda runs: {p: f for at, n, f in runs for p in range(at, min(at + n, size))}
    )
    return size, draw(st.lists(st.one_of(single, in_runs), min_size=1, max_size=8))


def _check(size: int, terms: list[dict[int, int]]) -> None:
    counts = np.array([len(term) for term in terms])
    passages = np.array([p for term in terms for p in sorted(term)])
    frequencies = np.array([term[p] for term in terms for p in sorted(term)])
    records, ends = encode(counts, passages, frequencies, size)
    all_passages, all_frequencies = decode_many(records, ends, counts)
    assert all_passages.tolist() == passages.tolist()
    assert all_frequencies.tolist() == frequencies.tolist()
    begin = 0
    for term, end in zip(terms, ends, strict=True):
        found, times = decode(records[begin:end])
        assert found.tolist() == sorted(term)
        assert (times is None) == (set(term.values()) == {1})
        if times is not None:
            assert times.tolist() == [term[p] for p in sorted(term)]
        begin = int(end)


@given(_terms())
def test_postings_come_back(case: tuple[int, list[dict[int, int]]]) -> None:
    _check(*case)


def test_every_form_comes_back_at_its_edges() -> None:
    size = 300_000_000
    small = 200_000
    edges = [0, *(2**bits + off for bits in (7, 14, 21, 28) for off in (-1, 0, 1))]
    gaps = {p: 1 + p % 3 for p in np.cumsum(edges).tolist()}
    runs = {p: 1 for at in (5, 5000, 150_000) for p in range(at, at + at // 3 + 1)}
    _check(size, [gaps, {size - 1: 1}, {0: 70_000}, runs, gaps])
    dense = dict.fromkeys(range(0, small, 2), 1)
    _check(small, [dense, runs, {0: 1}, dense, {small - 1: 2}, runs])


def test_frequent_terms_take_a_byte_a_passage_and_runs_nearly_nothing() -> None:
    passages = np.arange(50, 100_000, 50)
    records, _ = encode(np.array([len(passages)]), passages, np.ones(len(passages)), 100_000)
    assert len(records) == 1 + len(passages)
    run = np.arange(70_000, 90_000)
    records, _ = encode(np.array([len(run)]), run, np.ones(len(run)), 100_000)
    assert len(records) < 10

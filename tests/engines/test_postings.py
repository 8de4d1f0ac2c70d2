"""Postings come back as they were stored, one term at a time and many at once."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engines.whoosh.postings import decode, decode_many, encode

_SIZES = st.sampled_from([1, 7, 8, 9, 300, 70_000, 200_000, 5_000_000])


@st.composite
def _terms(draw: st.DrawFn) -> tuple[int, list[dict[int, int]]]:
    """The number of passages, and for each term its passages with their frequencies."""
    size = draw(_SIZES)
    passages = st.integers(0, size - 1)
    frequencies = st.one_of(st.just(1), st.integers(1, 9), st.integers(1, 3000))
    postings = st.dictionaries(passages, frequencies, min_size=1, max_size=40)
    return size, draw(st.lists(postings, min_size=1, max_size=8))


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
        found, times = decode(records[begin:end], len(term))
        assert found.tolist() == sorted(term)
        assert (times is None) == (set(term.values()) == {1})
        if times is not None:
            assert times.tolist() == [term[p] for p in sorted(term)]
        begin = int(end)


@given(_terms())
def test_postings_come_back(case: tuple[int, list[dict[int, int]]]) -> None:
    _check(*case)


def test_every_form_comes_back_at_its_edges() -> None:
    size = 200_000
    dense = dict.fromkeys(range(0, size, 2), 1)
    bytes_edge = {p: 1 + p % 3 for p in np.cumsum([254, 255, 256, 1, 510, 509] * 40).tolist()}
    words_edge = {0: 2, 65534: 1, 131069: 1, 131070: 70_000}
    far = {size - 1: 1}
    _check(size, [dense, bytes_edge, far, words_edge, {0: 1}, dense])


def test_frequent_terms_take_less_than_two_bytes_a_passage() -> None:
    passages = np.arange(0, 100_000, 50)
    records, _ = encode(np.array([len(passages)]), passages, np.ones(len(passages)), 100_000)
    assert len(records) == 1 + len(passages)

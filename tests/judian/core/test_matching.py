"""Matching of phrases, compared with naive searches on generated texts."""

from __future__ import annotations

import re
from itertools import pairwise, permutations, product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.core.matching import (
    MAX_WILD,
    in_order,
    near,
    occurrences,
    pattern_spans,
    same_sentence,
    sentences,
    spans,
    term_matcher,
)
from judian.core.query import Pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Few characters, so that needles occur, overlap and touch.
TEXT = st.text("甲乙a1 。", max_size=14)
NEEDLE = st.text("甲乙a1", min_size=1, max_size=2)

OCCURRENCES = [
    ("overlapping", "甲甲甲", "甲甲", [0, 1]),
    ("a number is whole", "共18件，第118號，18.5", "18", [1, 11]),
    ("a Latin word is whole", "ICCPR與ICC及ICC", "ICC", [6, 10]),
    ("Chinese beside Latin is an edge", "查獲K他命", "K", [2]),
    ("digits beside letters are one run", "A1與1", "1", [3]),
    ("punctuation is an edge", "U.N.與UN", "UN", [5]),
    ("not there", "甲乙", "丙", []),
    ("nothing is nowhere", "甲乙", "", []),
    ("in nothing", "", "甲", []),
]


@pytest.mark.parametrize(
    ("text", "needle", "want"), [c[1:] for c in OCCURRENCES], ids=[c[0] for c in OCCURRENCES]
)
def test_occurrences(text: str, needle: str, want: list[int]) -> None:
    assert occurrences(text, needle) == want


@given(TEXT, NEEDLE)
def test_occurrences_are_those_of_a_pattern_with_edges(text: str, needle: str) -> None:
    head = "(?<![a-z0-9])" if needle[0] in "a1" else ""
    tail = "(?![a-z0-9])" if needle[-1] in "a1" else ""
    pattern = re.compile(f"(?={head}{needle}{tail})")
    assert occurrences(text, needle) == [found.start() for found in pattern.finditer(text)]


NEAR = [
    ("at the distance", "甲一二乙", ["甲", "乙"], 2, (0, 4)),
    ("one too far", "甲一二三乙", ["甲", "乙"], 2, None),
    ("in the other order", "乙一甲", ["甲", "乙"], 1, (0, 3)),
    ("touching", "甲乙", ["甲", "乙"], 0, (0, 2)),
    ("the first stretch", "甲乙一甲乙", ["甲", "乙"], 0, (0, 2)),
    ("a chain of three", "甲一乙一丙", ["丙", "甲", "乙"], 1, (0, 5)),
    ("a broken chain", "甲一乙一一丙", ["甲", "乙", "丙"], 1, None),
    ("the same twice", "甲一甲", ["甲", "甲"], 1, (0, 3)),
    ("twice but once there", "甲一乙", ["甲", "甲"], 9, None),
    ("needles do not overlap", "甲乙丙", ["甲乙", "乙丙"], 9, None),
    ("one lacks", "甲乙", ["甲", "丁"], 9, None),
    ("inside a number does not count", "18甲", ["8", "甲"], 9, None),
    ("none", "甲", [], 9, None),
]


@pytest.mark.parametrize(
    ("text", "needles", "distance", "want"), [c[1:] for c in NEAR], ids=[c[0] for c in NEAR]
)
def test_near(text: str, needles: list[str], distance: int, want: tuple[int, int] | None) -> None:
    assert near(text, needles, distance) == want


def naive_near(text: str, needles: Sequence[str], distance: int) -> tuple[int, int] | None:
    """Every choice of places in every order."""
    places = [[(at, at + len(n)) for at in occurrences(text, n)] for n in needles]
    found = []
    for chosen in product(*places):
        for order in permutations(chosen):
            gaps = [right[0] - left[1] for left, right in pairwise(order)]
            if all(0 <= gap <= distance for gap in gaps):
                found.append((order[0][0], order[-1][1]))
    return min(found, default=None)


@given(TEXT, st.lists(NEEDLE, min_size=1, max_size=4), st.integers(0, 4))
def test_near_is_the_first_of_all_choices(text: str, needles: list[str], distance: int) -> None:
    assert near(text, needles, distance) == naive_near(text, needles, distance)


def test_near_ends_quickly_where_every_word_is_everywhere() -> None:
    # Trying the orders one by one would take days.
    assert near("的一是在不了有和" * 30, list("的一是在不了有和"), 999) == (0, 8)
    assert near("的一" * 400, ["的"] * 8, 999) == (0, 15)


@given(st.text("甲a。！？；!?;\n", max_size=20))
def test_sentences_cover_the_text_and_end_at_marks(text: str) -> None:
    found = sentences(text)
    assert "".join(text[start:end] for start, end in found) == text
    assert all(start < end for start, end in found)
    for start, end in found:
        assert not re.search("[。！？；!?;\n]", text[start : end - 1])
        assert end == len(text) or text[end - 1] in "。！？；!?;\n"


SENTENCES = [
    ("甲乙。丙", ["甲", "乙"], (0, 3)),
    ("甲。乙", ["甲", "乙"], None),
    ("甲。乙甲", ["甲", "乙"], (2, 4)),
    ("甲\n乙", ["甲", "乙"], None),
    ("第118號案。18件", ["18"], (7, 10)),
]


@pytest.mark.parametrize(("text", "needles", "want"), SENTENCES)
def test_same_sentence(text: str, needles: list[str], want: tuple[int, int] | None) -> None:
    assert same_sentence(text, needles) == want


PATTERNS = [
    ("one character", "海洛因，海因", "海?因", [(0, 3)]),
    ("any number", "司法互助與司法之助", "司法*助", [(0, 4), (5, 9)]),
    ("none is a number too", "司法助", "司法*助", [(0, 3)]),
    ("not over punctuation", "司法。互助", "司法*助", []),
    ("not over a space", "a b", "a*b", []),
    ("no more than MAX_WILD", "甲" + "一" * MAX_WILD + "乙甲" + "一" * (MAX_WILD + 1) + "乙",
     "甲*乙", [(0, MAX_WILD + 2)]),
    ("a Latin word is whole", "ketamine ket", "ket*", [(0, 8), (9, 12)]),
    ("the end of a Latin word", "ketamine amine", "*amine", [(0, 8), (9, 14)]),
    ("not inside a number", "2018", "0?8", []),
    ("other signs mean themselves", "a.b axb", "a.?", [(0, 3)]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "pattern", "want"), [c[1:] for c in PATTERNS], ids=[c[0] for c in PATTERNS]
)
def test_pattern_spans(text: str, pattern: str, want: list[tuple[int, int]]) -> None:
    assert pattern_spans(text, pattern) == want
    assert spans(text, Pattern(pattern)) == want


@given(TEXT, st.text("甲乙a1?*", min_size=1, max_size=4))
def test_pattern_spans_fit_and_do_not_overlap(text: str, pattern: str) -> None:
    found = pattern_spans(text, pattern)
    assert all(left[1] <= right[0] for left, right in pairwise(found))
    fits = term_matcher(pattern)
    for start, end in found:
        assert fits(text[start:end])
        assert not {"。", " "} & set(text[start:end])


def naive_in_order(text: str, needles: Sequence[str], distance: int) -> bool:
    places = [[(at, at + len(n)) for at in occurrences(text, n)] for n in needles]
    return any(
        all(0 <= right[0] - left[1] <= distance for left, right in pairwise(chosen))
        for chosen in product(*places)
    )


@given(TEXT, st.lists(NEEDLE, min_size=1, max_size=4), st.integers(0, 4))
def test_in_order_is_one_of_all_choices(text: str, needles: list[str], distance: int) -> None:
    assert in_order(text, needles, distance) == naive_in_order(text, needles, distance)


def test_in_order_takes_many_needles() -> None:
    assert in_order("的一" * 400, ["的", "一"] * 30, 0)
    assert not in_order("的一" * 29, ["的", "一"] * 30, 0)

"""Characters that sound alike, and names spelt by their sounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.zh.text.fold import fold, read_table
from judian.zh.text.sounds import (
    APART,
    NEAR,
    SAME,
    begins_with_sounds,
    first_letters,
    likeness,
    sounding_like,
    syllables,
)

LIKENESS = [
    ("洛", "落", SAME),
    ("治", "制", SAME),
    ("都", "毒", SAME),  # of two readings one is enough
    ("注", "足", NEAR),  # ㄓ and ㄗ
    ("蟲", "從", NEAR),  # ㄔ and ㄘ
    ("是", "四", NEAR),  # ㄕ and ㄙ
    ("因", "英", NEAR),  # ㄧㄣ and ㄧㄥ
    ("陳", "成", NEAR),  # ㄣ and ㄥ
    ("安", "昂", APART),
    ("海", "關", APART),
    ("a", "a", APART),
]


@pytest.mark.parametrize(("left", "right", "want"), LIKENESS)
def test_likeness(left: str, right: str, want: int) -> None:
    left, right = fold(left), fold(right)
    assert likeness(left, right) == likeness(right, left) == want
    assert (right in sounding_like(left)) == (want != APART)


def test_the_table_is_folded() -> None:
    for _, chars in read_table("sounds.tsv"):
        assert fold(chars) == chars


SPELT = [
    ("司法", "sifa", True),
    ("司法", "sf", True),
    ("司法", "sif", True),
    ("司法", "s", True),
    ("司法互助", "sfhz", True),
    ("司法", "sifah", False),
    ("司法", "fa", False),
    ("西安", "xian", True),
    ("Ketamine", "sf", False),
    ("司法", "", True),
    ("", "s", False),
]


@pytest.mark.parametrize(("word", "typed", "want"), SPELT)
def test_words_spelt_by_sound(word: str, typed: str, want: bool) -> None:
    assert begins_with_sounds(fold(word), typed) is want


@given(st.text(max_size=8), st.text("abcfghinsuxz", min_size=1, max_size=8))
def test_any_text_is_compared(word: str, typed: str) -> None:
    if begins_with_sounds(word, typed):
        assert typed[0] in first_letters(word[0])
        assert syllables(word[0])

"""Standard characters: of the same length, the same for search, and idempotent."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.zh.text.fold import fold
from judian.zh.text.standard import standard

#: The ideographs of the block of compatibility ideographs.
IDEOGRAPHS = "﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩"
ODD = st.one_of(
    st.characters(min_codepoint=0x2E80, max_codepoint=0x2FDF),
    st.characters(min_codepoint=0xF900, max_codepoint=0xFAFF),
    st.characters(min_codepoint=0x2F800, max_codepoint=0x2FA1F),
    st.characters(),
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\uf98e度\ufa08政", "年度行政"),
        ("⽉⾦", "月金"),
        ("⺠國⻑", "民國長"),
        ("\U0002f800", "丽"),
        ("１２件", "１２件"),
        ("ﬁ", "ﬁ"),
        (IDEOGRAPHS, IDEOGRAPHS),
    ],
)
def test_what_stands_for_another_character_is_shown_as_that(text: str, shown: str) -> None:
    assert standard(text) == shown


@given(st.text(ODD))
def test_length_and_search_stay_the_same(text: str) -> None:
    shown = standard(text)
    assert len(shown) == len(text)
    assert standard(shown) == shown
    assert fold(shown) == fold(text)


def test_every_compatibility_ideograph_has_its_standard_character() -> None:
    for code in (*range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20)):
        assert standard(chr(code)) == unicodedata.normalize("NFKC", chr(code))

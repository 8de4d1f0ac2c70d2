"""Ends of sentences, invisible characters and widths of Chinese text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.structure.characters import is_terminated, width, without_invisible


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("辦理完竣。", True),
        ("「辦理完竣。」", True),
        ("如下：", True),
        ("辦理完", False),
        ("（附件）", False),
        ("See annex.", True),
        ("第 3.", False),
    ],
)
def test_sentence_ends_are_seen_through_closers(text: str, ended: bool) -> None:
    assert is_terminated(text) is ended


def test_invisible_characters_go_and_line_ends_stay() -> None:
    assert without_invisible("甲\u200b乙\x00\n丙\t丁\ufeff\x1b\f") == "甲乙\n丙\t丁\f"


@given(st.text())
def test_a_character_is_at_least_one_column_wide(text: str) -> None:
    assert width(text) >= len(text)

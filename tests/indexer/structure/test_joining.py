"""Joining pieces of a line, and the spaces that stay or go."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.structure.joining import (
    is_terminated,
    joint,
    tidy,
    tidy_heading,
    width,
    without_invisible,
)


@pytest.mark.parametrize(
    ("left", "right", "spaced", "whole"),
    [
        ("圖書館借", "閱冊數", True, "圖書館借閱冊數"),
        ("annual", "report", False, "annual report"),
        ("截至 112", "年底止", True, "截至 112 年底止"),
        ("截至112", "年底止", False, "截至112年底止"),
        ("計畫，", "包含", True, "計畫，包含"),
        ("long-", "term care", False, "long-term care"),
        ("（WHO,", "2019）", False, "（WHO, 2019）"),
        ("見（", "WHO", True, "見（WHO"),
    ],
)
def test_a_wrapped_sentence_is_joined(left: str, right: str, spaced: bool, whole: str) -> None:
    assert left + joint(left, right, spaced) + right == whole


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("供 水 普及率", "供水普及率"),
        ("民國 113 年 5 月", "民國 113 年 5 月"),
        ("總計\u3000、小計", "總計、小計"),
        ("the  annual   report", "the annual report"),
        ("  前後空白  ", "前後空白"),
    ],
)
def test_spaces_go_between_han_characters_only(raw: str, shown: str) -> None:
    assert tidy(raw) == shown


@pytest.mark.parametrize(
    ("raw", "shown"),
    [("前\u3000言", "前言"), ("結 論 與 建 議", "結論與建議"), ("水利署 年報", "水利署 年報")],
)
def test_a_heading_keeps_the_space_between_words(raw: str, shown: str) -> None:
    assert tidy_heading(raw) == shown


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
def test_tidying_never_loses_a_visible_character(text: str) -> None:
    assert "".join(tidy(text).split()) == "".join(text.split())
    assert tidy(tidy(text)) == tidy(text)
    assert width(text) >= len(text)

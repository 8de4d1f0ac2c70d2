"""Joining wrapped lines, and normalizing their spaces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.structure.joining import (
    normalize_heading_spaces,
    normalize_spaces,
    separator_between,
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
    assert left + separator_between(left, right, spaced) + right == whole


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
    assert normalize_spaces(raw) == shown


@pytest.mark.parametrize(
    ("raw", "shown"),
    [("前\u3000言", "前言"), ("結 論 與 建 議", "結論與建議"), ("水利署 年報", "水利署 年報")],
)
def test_a_heading_keeps_the_space_between_words(raw: str, shown: str) -> None:
    assert normalize_heading_spaces(raw) == shown


@given(st.text())
def test_normalizing_spaces_keeps_every_visible_character(text: str) -> None:
    assert "".join(normalize_spaces(text).split()) == "".join(text.split())
    assert normalize_spaces(normalize_spaces(text)) == normalize_spaces(text)

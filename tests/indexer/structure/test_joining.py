"""Joining wrapped lines, and normalizing their spaces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.structure.divided_numbers import is_scale_divided, without_gaps
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
    ("left", "right"),
    [
        ("全年受理2,30", "1,456件"),
        ("全年受理2,301,", "456件"),
        ("全年受理2,301", ",456件"),
        ("全年受理２，３", "０１件"),
        ("較上年度增加37.", "25個百分點"),
        ("較上年度增加3", "7.25個百分點"),
        ("較上年度增加37", ".25%"),
        ("經費5億3,", "120萬元"),
        ("共計扣押4", "5萬元，並移送法辦"),
        ("自民國10", "8年起"),
        ("自108年3月1", "9日起"),
        ("累計 4", "5 件"),
        ("減少 -4", "5 件"),
        ("1,23", "4,567"),
    ],
)
def test_a_number_that_a_line_end_cuts_is_whole_again(left: str, right: str) -> None:
    assert separator_between(left, right) == ""
    assert separator_between(left, right, spaced=True) == ""


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("自民國110", "111年起"),  # two years
        ("於5月1", "15日前"),
        ("詳附表1", "112年度"),
        ("in the year 2019", "12 reports"),
        ("見第 3.", "20 cases were closed"),
        ("1.", "20件"),  # an item and its text
        ("全年受理1,234", "567件"),  # is no number as a whole
        ("全年受理123", "4,567件"),
        ("比率98.5", "5.2%"),
        ("見附件3", "5G基地臺"),
    ],
)
def test_two_numbers_stay_apart_at_a_line_end(left: str, right: str) -> None:
    assert separator_between(left, right) == " "


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


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("2,30 4,494,000", "2,304,494,000"),
        ("58,895,7 50", "58,895,750"),
        ("4,043,52 1,863 100.00", "4,043,521,863 100.00"),
        ("２，３０ ４，４９４", "２，３０４，４９４"),
        ("1 234,567", "1 234,567"),
        ("1,234 5,678", "1,234 5,678"),
        ("3,4 5", "3,4 5"),
        ("100.00 2,345", "100.00 2,345"),
        ("12 34", "12 34"),
    ],
)
def test_a_gap_inside_a_number_is_none_if_only_the_whole_is_one(text: str, whole: str) -> None:
    assert without_gaps(text) == whole


@pytest.mark.parametrize(
    ("left", "right", "divided"),
    [
        ("罰鍰收入新臺幣 3,456", "萬元。", True),
        ("旅客達1,234", "萬餘人次，", True),
        ("經費為 5.6", "億元", True),
        ("3,456", "萬元", False),
        ("人口數 1,234", "萬華區", False),
        ("經費3,456元", "萬元", False),
    ],
    ids=["money", "about", "decimals", "a cell", "the name of a place", "a unit already"],
)
def test_a_power_of_ten_on_the_next_line_belongs_to_its_number(
    left: str, right: str, divided: bool
) -> None:
    assert is_scale_divided(left, right) is divided

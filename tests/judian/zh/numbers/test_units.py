"""Units: by the table, by measure words with 次, by a slash, and none where another word begins."""

from __future__ import annotations

import pytest

from judian.zh.figures.extraction import extract


def values(text: str) -> list[tuple[str, str | None]]:
    return [(str(figure.value), figure.unit) for figure in extract(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收購4,321,987元65分，", [("4321987.65", "元")]),
        ("尚有83,412 元 07 分。", [("83412.07", "元")]),
        ("降低91元8分", [("91.08", "元")]),
        ("單價三元六角，", [("3.60", "元")]),
        ("罰金二元五分", [("2.05", "元")]),
    ],
)
def test_cents_belong_to_their_amount(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("檢核47筆次", [("47", "筆次")]),
        ("稽查63座次", [("63", "座次")]),
        ("使用2,800間次", [("2800", "間次")]),
        ("訪視9校次", [("9", "校次")]),
        ("申誡2次之處分", [("2", "次")]),
        ("計83人次之", [("83", "人")]),
        ("建置5個次系統", [("5", "個")]),
    ],
)
def test_a_measure_word_with_times_is_one_unit(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("測得88mg/L，", [("88", "mg/L")]),
        ("測得 88 mg／L", [("88", "mg／L")]),
        ("強度175kg/cm2", [("175", "kg/cm2")]),
        ("肇事率47件/萬輛", [("47", "件/萬輛")]),
        ("補助250元/公噸", [("250", "元/公噸")]),
        ("出水量90公升/6小時", []),
        ("濃度3公克/x", []),
        ("男8人/女9人", [("8", "人"), ("9", "人")]),
    ],
)
def test_a_slash_is_part_of_a_unit_or_there_is_none(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("容量45公尺³", [("45", "立方公尺")]),
        ("面積45公尺²", [("45", "平方公尺")]),
        ("容量45m³，面積12km²", [("45", "立方公尺"), ("12", "平方公里")]),
        ("容量45㎥", [("45", "立方公尺")]),
        ("深45公尺3", [("45", "公尺")]),
    ],
)
def test_raised_digits_make_areas_and_volumes(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "辦理2013通霄海風季",
        "列15國定古蹟",
        "暫收款7.35代收款",
        "含0粒狀污染物",
        "拓寬台21甲線",
        "詳5萬餘甲－31",
        "修正數41本室審核",
    ],
)
def test_a_character_that_begins_another_word_is_no_unit(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("計62家業者", "家"),
        ("以9人為原則", "人"),
        ("興建4層樓房", "層"),
        ("共7架飛機", "架"),
        ("受理3件商標案", "件"),
    ],
)
def test_a_measure_word_before_a_noun_stays_a_unit(text: str, unit: str) -> None:
    assert [found for _, found in values(text)] == [unit]

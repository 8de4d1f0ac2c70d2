"""Numbers are read whole: fragments of longer ones give no figure, and halves belong to them."""

from __future__ import annotations

import pytest

from judian.zh.figures.extraction import PassageContext, extract


def values(text: str) -> list[tuple[str, str | None]]:
    return [(str(figure.value), figure.unit) for figure in extract(text, PassageContext())]


@pytest.mark.parametrize(
    "text",
    [
        "濃度2.5×10-3毫克",
        "流量3.2×10－4公噸",
        "每升1.2x10-5克",
        "負債比-12~-5%",
        "變動幅度-3至-1個百分點",
        "氣溫零下5至零下10度",
        "約占百分之二十至三十",
        "含量為千分之三到五",
        "里程8K+350處坍方",
        "依第7之2條及7之2條",
        "一．五元以上者",
        "共查獲1,2\ufffd4件",
        "共查獲\ufffd234件",
        "共查獲\ufffd,234件",
        "占85.02\ufffd％",
        "計三百\ufffd件",
        "計9,440\ufffd 萬餘元",
        "計2’345件",
        "計2'345'678元",
        "計12\u200b,345件",
        "計12,\u2060345件",
        "計3億\n2,400萬元",
        "計四百\n二十人",
        "約.5公斤",
        "計 5  6  7 件",
        "於5/6日辦理",
        "共三十有六人",
    ],
)
def test_a_fragment_gives_no_figure(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("流量5×10³公噸", [("5000", "公噸")]),
        ("氣溫零下5度", [("-5", "度")]),
        ("調高為二．五元", [("2.5", "元")]),
        ("加計三‧五成", [("35", "%")]),
        ("近四·二倍", [("4.2", "倍")]),
        ("占百分之三至百分之五", [("3", "%")]),
        ("約占百分之二十，其餘為自籌", [("20", "%")]),
        ("長10公尺至12公尺", [("10", "公尺")]),
        ("里長丁大\ufffd，轄3件", [("3", "件")]),
        ("共4件\n5人", [("4", "件"), ("5", "人")]),
        ("計5億零3萬元", [("500030000", "元")]),
        ("應繳參佰貳拾圓整", [("320", "元")]),
        ("經濟負成長3.2%", [("-3.2", "%")]),
        ("成長率為負的3.2%", [("-3.2", "%")]),
    ],
)
def test_a_whole_number_gives_its_figure(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("面積1公頃半，已完成整地", [("1.5", "公頃")]),
        ("每袋2公斤半", [("2.5", "公斤")]),
        ("全長3公里半的步道", [("3.5", "公里")]),
        ("行駛3公里半徑內", [("3", "公里")]),
        ("進口2公噸半導體材料", [("2", "公噸")]),
        ("歷時1小時半", [("1.5", "小時")]),
        ("查獲3件半成品", [("3", "件")]),
    ],
)
def test_a_half_after_the_unit_is_part_of_the_number(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("查獲1、234件", []),
        ("計一、二三四件", []),
        ("計12、345、678元", []),
        ("經費１、２３４元", []),
        ("1、234件", [("234", "件")]),
        ("一、二三四件", [("234", "件")]),
        ("分別為352、410件", [("352", "件"), ("410", "件")]),
        ("查獲352、410、88件", [("352", "件"), ("410", "件"), ("88", "件")]),
        ("計1、2、3件", [("1", "件"), ("2", "件"), ("3", "件")]),
        ("查獲12、35件", [("12", "件"), ("35", "件")]),
    ],
)
def test_a_list_mark_that_may_separate_thousands_gives_no_figure(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("九份老街、六張犁捷運站", []),
        ("六家高鐵站、五條崙、七張車站、九份地區", []),
        ("三家地區醫院", [("3", "家")]),
        ("查核9家車站", [("9", "家")]),
        ("九份報告", [("9", "份")]),
    ],
)
def test_a_numeral_with_a_unit_may_begin_the_name_of_a_place(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert values(text) == expected

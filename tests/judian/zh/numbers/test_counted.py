"""Numbers without a unit of the table: counted nouns, values of names, ranges and rows."""

from __future__ import annotations

import pytest

from judian.zh.figures.extraction import extract


def values(text: str) -> list[tuple[str, str | None, str | None]]:
    return [
        (str(f.value), None if f.value_high is None else str(f.value_high), f.unit)
        for f in extract(text)
    ]


@pytest.mark.parametrize(
    ("text", "value", "unit", "measure"),
    [
        ("CI值是58.2；", "58.2", None, "CI值"),
        ("批發物價指數為103.7，", "103.7", None, "批發物價指數"),
        ("總體得分 77.5。", "77.5", None, "總體得分"),
        ("粗死亡率 6.4 per 100,000。", "6.4", None, "粗死亡率"),
        ("平均值約為4.25較上年高", "4.25", None, "平均值"),
        ("列管人數為52。", "52", "人", "列管人數"),
        ("該值為4.5×10^3，", "4500", None, "該值"),
    ],
)
def test_the_value_of_a_name_is_a_figure(
    text: str, value: str, unit: str | None, measure: str
) -> None:
    (figure,) = extract(text)
    assert (str(figure.value), figure.unit, figure.measure) == (value, unit, measure)


@pytest.mark.parametrize(
    "text",
    [
        "平均值3。",
        "產值3.5，",
        "比值為2.5:1",
        "得分為80-90，",
        "效率為3.5，",
        "頻率 100.7，",
        "指數由105.3升至106.2",
        "per 1,000人",
    ],
)
def test_other_numbers_beside_a_name_are_none(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("等 9 機構之資本", "9", "機構"),
        ("計4萬用戶。", "40000", "用戶"),
        ("共456店家，", "456", "店家"),
        ("共7營業場所，", "7", "營業場所"),
        ("等3大面向，", "3", "面向"),
        ("等2分館及閱覽室", "2", "分館"),
        ("增加4員及", "4", "員"),
        ("共5標，", "5", "標"),
    ],
)
def test_a_counted_noun_is_a_unit(text: str, value: str, unit: str) -> None:
    assert values(text) == [(value, None, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "共101大樓，",
        "等113專線，",
        "等921震災，",
        "等4分館新建工程",
        "影響2人權益",
        "臺北12建設，",
        "統計3資料，",
        "K227、228標",
        "DG16-18標",
    ],
)
def test_a_number_that_may_be_a_name_is_none(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("經費2.5-3億元", [("250000000", "300000000", "元")]),
        ("經費2.5－3億元", [("250000000", "300000000", "元")]),
        ("聚眾1-2萬人", [("10000", "20000", "人")]),
        ("9-6件", []),
        ("3-5-7件", []),
        ("4,321 - 5,432 - 6.01%", []),
        ("排放10^6公噸", [("1000000", None, "公噸")]),
        ("成長率為(4.5)%", [("-4.5", None, "%")]),
        ("增加(4.5)%", []),
        ("賸餘（短絀）(4.5億元)", []),
        ("短絀(4.5億元)", []),
        ("純損（4.5億元）", []),
        ("純損（△4.5億元）", [("-450000000", None, "元")]),
        ("短絀4.5億元", [("450000000", None, "元")]),
        ("氣溫零下3至5度", [("-5", "-3", "度")]),
        ("約一、兩萬人", [("10000", "20000", "人")]),
        ("依管理要點十四點規定", []),
        ("2.98年度採購", []),
        ("71台甲一字第42號", []),
    ],
)
def test_ranges_brackets_and_numbering(
    text: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert values(text) == expected


@pytest.mark.parametrize("classifier", "檔叢桌盤齣棧畚缸籃")
def test_one_character_before_the_end_of_a_clause_is_a_classifier(classifier: str) -> None:
    assert values(f"共辦理1,204{classifier}，") == [("1204", None, classifier)]


@pytest.mark.parametrize(
    "text",
    ["搭乘35路，", "位於12鄰，", "計有35等，", "見101上，", "甲3檔，", "共2.5檔，", "型號35型，"],
)
def test_labels_and_particles_are_no_classifiers(text: str) -> None:
    assert values(text) == []


def test_a_class_is_no_number_of_classes() -> None:
    assert values("二類會員30人") == [("30", None, "人")]
    assert values("分為三類，") == [("3", None, "類")]

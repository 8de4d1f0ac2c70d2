"""Signs of figures, one sign for a range or list, and two digits side by side."""

from __future__ import annotations

from decimal import Decimal

import pytest

from judian.zh.figures.extraction import Figure, extract


def only(text: str) -> Figure:
    (figure,) = extract(text)
    return figure


SIGNED = [
    ("乙基金結餘-876萬元", "-8760000", "-876萬元"),
    ("淨變動－43萬元", "-430000", "－43萬元"),
    ("成長率為負4.7%", "-4.7", "負4.7%"),
    ("盈餘為負3,400萬元", "-34000000", "負3,400萬元"),
    ("衰退率為負百分之六", "-6", "負百分之六"),
    ("短絀(4,321)千元", "-4321000", "(4,321)千元"),
    ("短絀（76,540）元", "-76540", "（76,540）元"),
    ("餘絀△321千元", "-321000", "△321千元"),
    ("差額▼32萬元", "-320000", "▼32萬元"),
    ("氣溫零下8度", "-8", "零下8度"),
    ("差額-NT$700", "-700", "-NT$700"),
    ("差額NT$-700", "-700", "NT$-700"),
    ("淨值Δ66萬元", "-660000", "Δ66萬元"),
    ("淨值∆66萬元", "-660000", "∆66萬元"),
    ("投資報酬Δ0.7％", "-0.7", "Δ0.7％"),
    ("（－）27萬元", "-270000", "（－）27萬元"),
    ("淨值為(-)1.7%", "-1.7", "(-)1.7%"),
    ("淨值(△)約27萬元", "-270000", "(△)約27萬元"),
    ("淨值（負）27萬元", "-270000", "（負）27萬元"),
    ("淨值(＋)27萬元", "270000", "(＋)27萬元"),
    ("投保率減2.4%", "-2.4", "減2.4%"),
    ("投保率減約2.4個百分點", "-2.4", "減約2.4個百分點"),
    ("投保數減兩成", "-20", "減兩成"),
    ("增(減)-2.7%", "-2.7", "-2.7%"),
    ("增（減）△27萬元", "-270000", "△27萬元"),
    ("賸餘(短絀)27萬元", "270000", "27萬元"),
    ("實收（支）金額27萬元", "270000", "27萬元"),
    ("較上年度(減)27萬元", "-270000", "(減)27萬元"),
    ("預算刪減70萬元", "700000", "70萬元"),
    ("預算減列70萬元", "700000", "70萬元"),
    ("上限增減7%", "7", "7%"),
    ("（一）27萬元", "270000", "27萬元"),
    ("背負800萬元債務", "8000000", "800萬元"),
    ("負責8件", "8", "8件"),
    ("成果——8件", "8", "8件"),
    ("- 8件竊案", "8", "8件"),
    ("(4,321千元)", "4321000", "4,321千元"),
]


@pytest.mark.parametrize(("text", "value", "span"), SIGNED, ids=[row[0] for row in SIGNED])
def test_a_sign_is_part_of_value_and_span(text: str, value: str, span: str) -> None:
    figure = only(text)
    assert (figure.value, figure.text) == (Decimal(value), span)


@pytest.mark.parametrize(
    "text",
    [
        "（▲）27萬元",
        "(+/-)3%",
        "誤差+/-3%",
        "增(+)減(-)27萬元",
        "損益為(27萬元)",
        "本期盈虧約（2.7億元）",
        "盈餘（虧損）為（2.7億元）",
        "餘絀數：(新臺幣27萬元)",
        "增減率（2.7%）",
        "增(減)2.7%",
        "增加（減少）2.7%",
        "成長(衰退)率為2.7%",
        "上升（下降）2.7%",
        "增／減2.7%",
        "減（增）列27萬元",
        "增(減)金額約27萬元",
        "增加數（減少數）27人",
        "增減（－）27萬元",
        "溢（短）收27萬元",
    ],
)
def test_a_sign_that_the_text_leaves_open_gives_no_figure(text: str) -> None:
    assert extract(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("減3至5%", [(-5, -3)]),
        ("(-)3%至5%", [(-5, -3)]),
        ("減二、三百萬元", [(-3000000, -2000000)]),
        ("減3%及5%", [(-3, None), (-5, None)]),
        ("減3人及增5人", [(-3, None), (5, None)]),
        ("減400人次（57.2%）", [(-400, None), (Decimal("-57.2"), None)]),
    ],
)
def test_one_sign_counts_for_a_whole_range_or_list(
    text: str, expected: list[tuple[Decimal, Decimal | None]]
) -> None:
    assert [(figure.value, figure.value_high) for figure in extract(text)] == expected


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("捕獲兩、三千尾", 2000, 3000),
        ("補助兩、三百萬元", 2000000, 3000000),
        ("漁船兩、三艘", 2, 3),
        ("施工兩、三年", 2, 3),
        ("約占兩、三成", 20, 30),
        ("施工5、6年", 5, 6),
        ("等待3、4小時", 3, 4),
        ("工期約2、3個月", 2, 3),
    ],
)
def test_two_digits_side_by_side_are_one_range(text: str, low: int, high: int) -> None:
    figure = only(text)
    assert (figure.value, figure.value_high) == (low, high)


@pytest.mark.parametrize(
    "text",
    [
        "民國1 1 3年6月1 5日",
        "民國 11 3年6月1 5日",
        "民前八年",
        "該校民前八年創立",
        "工期1 3小時2 0分",
    ],
)
def test_pieces_of_a_date_or_a_number_measure_nothing(text: str) -> None:
    assert extract(text) == ()


@pytest.mark.parametrize("text", ["民眾三五成群", "就讀5、6年級", "於5、6日舉行", "於5、6月舉行"])
def test_two_digits_of_a_word_or_a_date_measure_nothing(text: str) -> None:
    assert extract(text) == ()

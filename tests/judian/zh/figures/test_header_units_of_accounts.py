"""Headers of accounts: the columns of which one is made, words in brackets, years of rows."""

from __future__ import annotations

import pytest

from judian.zh.dates.context import DateContext
from judian.zh.dates.periods import Period
from judian.zh.figures.extraction import PassageContext, extract
from judian.zh.figures.table_headers import of_header, period_of

DATES = DateContext(
    document_period=Period("", "2009-01-01", "2009-12-31"), anchor_date="2009-12-31"
)


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("占歲入預算數％(3)/(1)", "%"),
        ("未用餘額占比(2)÷(1)", "%"),
        ("實收（支）金額", None),
        ("領用數量（支）", "支"),
        ("租金（千元）合計", "元"),
        ("歲出實支數", None),
        ("墊款收回數", None),
        ("修正減列數", None),
        ("本年度借款數", None),
        ("公債還本數", None),
        ("違規攤販件數", "件"),
        ("市立療養院（所）基金", None),
        ("標售案（件）數", "案"),
        ("全縣校數", "校"),
    ],
)
def test_the_unit_of_a_header(header: str, unit: str | None) -> None:
    found = of_header(header)
    assert (found[0].name if found else None) == unit


def test_this_year_is_that_of_the_row() -> None:
    found = period_of(("歲入－本年度", "預算數(1)"), ("96",), DATES)
    assert found is not None
    assert (found.start, found.end) == ("2007-01-01", "2007-12-31")


@pytest.mark.parametrize(
    ("column", "row", "unit"),
    [
        (("決算審定數", "實支數"), ("農業支出",), "元"),
        (("項", "小計"), ("非本年度歲出",), "元"),
        (("預算數",), ("退休撫卹給付支出",), "元"),
        (("預計數",), ("統一收據", "本"), "本"),
        (("預算數",), ("基", "金"), "元"),
        (("死亡",), ("甲縣",), "元"),
    ],
)
def test_a_word_of_accounts_is_no_unit(
    column: tuple[str, ...], row: tuple[str, ...], unit: str
) -> None:
    context = PassageContext(cells=((0, 5, column, row),), unit="新臺幣元")
    (figure,) = extract("7,654", context)
    assert figure.unit == unit


@pytest.mark.parametrize(("header", "unit"), [("死亡", "人"), ("失業者", "人"), ("失業給付", None)])
def test_a_state_that_ends_a_header_counts_people(header: str, unit: str | None) -> None:
    (figure,) = extract("7,654", PassageContext(cells=((0, 5, (header,), ("甲縣",)),)))
    assert figure.unit == unit


@pytest.mark.parametrize("column", [("科目", "款"), ("科目", "項"), ("目",), ("節",)])
def test_the_codes_of_accounts_are_no_figures(column: tuple[str, ...]) -> None:
    context = PassageContext(cells=((0, 2, column, ()),), unit="新臺幣元")
    assert extract("17", context) == ()


@pytest.mark.parametrize(
    "header", ["1 0 9年1 2月3 1日", "1 0 9 年 1 2 月 3 1 日", "109年1 2月31日"]
)
def test_a_date_that_is_spaced_out_is_read_whole(header: str) -> None:
    found = period_of((header, "金額"), ("什項設備",), DATES)
    assert found is not None
    assert (found.start, found.end) == ("2020-12-31", "2020-12-31")


@pytest.mark.parametrize(
    ("header", "end"), [("9 7 年度", "2008-12-31"), ("民國 1 0 1 年底", "2012-12-31")]
)
def test_a_year_that_is_spaced_out_is_read_whole(header: str, end: str) -> None:
    found = period_of((header,), ("基金",), DATES)
    assert found is not None
    assert found.end == end


@pytest.mark.parametrize(
    ("content", "value"),
    [("$7,654", None), ("76萬", None), ("NT$7,654元", 7654), ("7,654", 7_654_000), ("0.5", 500)],
)
def test_the_thousands_of_a_header_count_for_bare_numbers_alone(
    content: str, value: int | None
) -> None:
    cells = ((0, len(content), ("金額（千元）",), ("甲",)),)
    found = extract(content, PassageContext(cells=cells))
    assert [figure.value for figure in found] == ([] if value is None else [value])

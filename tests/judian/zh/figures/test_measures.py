"""Measures and periods of figures: lists, shares, comparisons, broken numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from judian.zh.figures.extraction import PassageContext, Period, extract

RESPECTIVE = [
    ("甲、乙、丙分別為3件、5件及7件", ["甲", "乙", "丙"]),
    ("112年度網路及臨櫃分別約47%及25%", ["網路", "臨櫃"]),
    ("北區、中區及南區三地112年分別破獲12、8及3件", ["北區", "中區", "南區"]),
    ("男女分別為12人及15人", ["男", "女"]),
]


@pytest.mark.parametrize(("text", "names"), RESPECTIVE, ids=str)
def test_each_of_a_respective_list_measures_its_own(text: str, names: list[str]) -> None:
    assert [figure.measure for figure in extract(text)] == names


MEASURED = [
    ("投保率減少12.5%", ["投保率減少"]),
    ("本年查獲5件，較上年減少12.5%", ["查獲", "查獲減少"]),
    ("稅收衰退4.2%，工期縮短3天", ["稅收衰退", "工期縮短"]),
    ("投保率衰退4.2%，再減少3%", ["投保率衰退", "投保率減少"]),
    ("淨值Δ66萬元", ["淨值"]),
    ("查扣盜採案86件沒入機具4萬台", ["查扣盜採案", "沒入機具"]),
    ("取締違規35家罰鍰120萬元", ["取締違規", "罰鍰"]),
    ("員警破獲3處製毒工廠5人到案", ["製毒工廠", "製毒工廠"]),
    ("扣得12件毒品35公斤", ["毒品", "毒品"]),
    ("快遞報單6萬份，較上年同期之5萬份成長9.7%", ["快遞報單", "快遞報單", "快遞報單"]),
    ("均為小額者）。沒入電子煙及其零組件共計43萬支", ["電子煙及其零組件"]),
    ("罰鍰介於30萬元至150萬元間，累計逾900萬元", ["罰鍰", "罰鍰"]),
    ("處五千元以上五萬元以下罰鍰", ["罰鍰"]),
    ("完稅價格10億元，約占進口總值1.4%", ["完稅價格", "完稅價格占進口總值"]),
]


@pytest.mark.parametrize(("text", "measures"), MEASURED, ids=str)
def test_what_a_number_measures(text: str, measures: list[str]) -> None:
    found = [figure.measure or "" for figure in extract(text)]
    assert len(found) == len(measures)
    assert all(wanted in measure for wanted, measure in zip(measures, found, strict=True))


def test_a_limit_that_a_law_sets_is_true_at_no_time() -> None:
    own = Period("", "2024-01-01", "2024-12-31")
    limit, fined = extract(
        "處五萬元以下罰鍰。罰鍰合計逾900萬元。", PassageContext(document_period=own)
    )
    assert limit.period is None
    assert fined.period == own


def test_years_ago_are_no_figure() -> None:
    assert [figure.text for figure in extract("女性204人，較5年前增加87人")] == ["204人", "87人"]


def test_a_share_of_the_year_is_of_its_own_months() -> None:
    (figure,) = extract("113年7月至9月暑假期間占全年46.1%")
    assert figure.period
    assert (figure.period.start, figure.period.end) == ("2024-07-01", "2024-09-30")


def test_the_goal_of_the_year_is_not_when_what_meets_it_happened() -> None:
    text = "113年上半年稅收723億元，達成全年預算數1,430億元之50.6%"
    ends = [figure.period and figure.period.end for figure in extract(text)]
    assert ends == ["2024-06-30", "2024-12-31", "2024-06-30"]


UNIT_LINE = [
    # the columns that name no unit take those of the line in its order
    (("走私案件", "查獲毒品", "槍枝（枝）"), "件；公斤", ["件", "公斤", "枝"]),
    (("件數", "移送人數", "罰鍰"), "件、人、萬元", ["件", "人", "元"]),
]


@pytest.mark.parametrize(("headers", "line", "wanted"), UNIT_LINE, ids=str)
def test_columns_without_a_unit_share_out_the_units_of_the_line(
    headers: tuple[str, ...], line: str, wanted: list[str]
) -> None:
    text = "\t".join(["甲區", *("1234"[n] for n in range(len(headers)))])
    cells: list[tuple[int, int, tuple[str, ...], tuple[str, ...]]] = [(0, 2, ("區別",), ())]
    cells += [(3 + 2 * n, 4 + 2 * n, (h,), ("甲區",)) for n, h in enumerate(headers)]
    assert [f.unit for f in extract(text, PassageContext(cells=cells, unit=line))] == wanted


def test_a_row_of_rates_is_of_rates_and_of_the_last_year() -> None:
    rows = [("112年",), ("113年",), ("增減率（%）",)]
    cells = [(0, 4, ("槍枝（枝）",), ("增減率（%）",))]
    context = PassageContext(cells=cells, rows=rows, caption="近三年查緝成果")
    (figure,) = extract("28.6", context)
    assert (figure.unit, figure.kind) == ("%", "change")
    assert figure.period
    assert (figure.period.start, figure.period.end) == ("2024-01-01", "2024-12-31")


EACH_YEAR = [
    (
        "109至112年度走私菸品依序為8萬包、9萬包、7萬包及6萬包，4年合計30萬包",
        [2020, 2021, 2022, 2023],
    ),
    ("109至111年度辦理。同期間收繳率分別為38%、35%及41%", [2020, 2021, 2022]),
    ("111年至112年分別查獲3件及5件", [2022, 2023]),
]


@pytest.mark.parametrize(("text", "years"), EACH_YEAR, ids=str)
def test_a_respective_list_over_a_stretch_of_years_has_one_for_each(
    text: str, years: list[int]
) -> None:
    periods = [f.period for f in extract(text)][: len(years)]
    assert [(p.start, p.end) for p in periods if p] == [
        (f"{year}-01-01", f"{year}-12-31") for year in years
    ]


def test_names_before_a_respective_list_take_it_from_the_years() -> None:
    figures = extract("109至112年度甲、乙、丙、丁分別為3件、4件、5件及6件")
    assert [f.measure for f in figures] == ["甲", "乙", "丙", "丁"]
    assert {f.period and f.period.start for f in figures} == {"2020-01-01"}


def test_a_year_with_a_blank_in_it_is_the_header_of_values() -> None:
    cells = [(0, 5, ("2022 年",), ("新收案件(件)",))]
    (figure,) = extract("2,318", PassageContext(cells=cells))
    assert (figure.value, figure.unit) == (2318, "件")


MORE_MEASURED = [
    ("偵結起訴九十八案二百八十六人", ["偵結起訴", "偵結起訴"]),
    ("分會數：22 個", ["分會數"]),
    ("平均收繳率41%，平均不及四成", ["平均收繳率", "平均收繳率"]),
]


@pytest.mark.parametrize(("text", "measures"), MORE_MEASURED, ids=str)
def test_no_number_and_no_half_word_is_what_is_measured(text: str, measures: list[str]) -> None:
    assert [figure.measure for figure in extract(text)] == measures


def test_what_came_late_came_when_it_came() -> None:
    (figure,) = extract("原訂111年底完成交貨，延至112年10月僅到貨5部")
    assert figure.period
    assert (figure.period.start, figure.period.end) == ("2023-10-01", "2023-10-31")


BROKEN = [
    "○○件及〇〇件",
    "112年13月",
    "9999999年度",
    "1..2件",
    "1,000 .5公斤",
    "１，０００,００件",
    "9 兆億元",
    "9" * 400 + "件",
]


@pytest.mark.parametrize("text", BROKEN, ids=lambda v: str(v)[:12])
def test_broken_numbers_are_no_figures(text: str) -> None:
    assert extract(text) == ()


def test_english_factors_belong_to_the_number() -> None:
    (figure,) = extract("損失US$ 1.5 billion")
    assert (figure.value, figure.unit) == (Decimal("1500000000"), "美元")


def test_comparisons_of_periods_are_rates_where_the_unit_line_has_one() -> None:
    cells = [(0, 4, ("與上季比較",), ("總計",)), (5, 10, ("本季",), ("總計",))]
    rate, people = extract("-3.5\t9,802", PassageContext(cells=cells, unit="人；%"))
    assert (rate.value, rate.unit, rate.kind) == (Decimal("-3.5"), "%", "change")
    assert people.unit == "人"


def test_what_happened_once_dates_nothing_else() -> None:
    text = "該國人口約11萬人，我國與該國於1981年8月15日建交，迄今互訪逾43次。合作經費合計2億元。"
    people, visits, money = extract(text, PassageContext(anchor_date="2024-07-26"))
    assert people.period is None
    assert visits.period
    assert (visits.period.start, visits.period.end) == ("1981-08-15", "2024-07-26")
    assert money.period is None


def test_one_of_something_in_official_letters() -> None:
    found = extract("於高雄外海攔截貨輪乙艘，檢送報告乙份。")
    assert [(f.value, f.unit) for f in found] == [(Decimal(1), "艘"), (Decimal(1), "份")]
    assert extract("甲、乙件及乙案；甲艘、乙艘；乙部分") == ()

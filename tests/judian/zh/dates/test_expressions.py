"""Dates: every way reports write them, each as an ISO interval."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.zh.dates import expressions
from judian.zh.dates.periods import Period

ONE = [
    ("98年6月25日", "2009-06-25", "2009-06-25"),
    ("98 年 6月 25 日", "2009-06-25", "2009-06-25"),
    ("９８年６月２５日", "2009-06-25", "2009-06-25"),
    ("民國一百一十二年", "2023-01-01", "2023-12-31"),
    ("中華民國一百零五年七月一日", "2016-07-01", "2016-07-01"),
    ("民國38年", "1949-01-01", "1949-12-31"),
    ("中華民國壹佰壹拾參年", "2024-01-01", "2024-12-31"),
    ("民國壹佰零肆年拾月參拾壹日", "2015-10-31", "2015-10-31"),
    ("111.02.01-111.11.30", "2022-02-01", "2022-11-30"),
    ("111/2/1-112/1/31", "2022-02-01", "2023-01-31"),
    ("109.04-110.03", "2020-04-01", "2021-03-31"),
    ("自111.06至112.02", "2022-06-01", "2023-02-28"),
    ("111Q2", "2022-04-01", "2022-06-30"),
    ("2021Q4", "2021-10-01", "2021-12-31"),
    ("FY111", "2022-01-01", "2022-12-31"),
    ("111年年底", "2022-12-31", "2022-12-31"),
    ("昭和16年", "1941-01-01", "1941-12-31"),
    ("111年第二、三季", "2022-04-01", "2022-09-30"),
    ("111年度第2季及第3季", "2022-04-01", "2022-09-30"),
    ("111年第一至三季", "2022-01-01", "2022-09-30"),
    ("111年 1 0 月", None, None),
    ("日期 0980715", "2009-07-15", "2009-07-15"),
    ("光緒21年", "1895-01-01", "1895-12-31"),
    ("永曆十五年", "1661-01-01", "1661-12-31"),
    ("955年", "0955-01-01", "0955-12-31"),
    ("（113）年", "2024-01-01", "2024-12-31"),
    ("去(112)年", "2023-01-01", "2023-12-31"),
    ("114年6月底前", None, "2025-06-30"),
    ("114年6月30日以前", None, "2025-06-30"),
    ("自112年起迄今", "2023-01-01", None),
    ("民國前3年", "1909-01-01", "1909-12-31"),
    ("民前三年", "1909-01-01", "1909-12-31"),
    ("民前8年5月", "1904-05-01", "1904-05-31"),
    ("西元1895年", "1895-01-01", "1895-12-31"),
    ("民國112（2023）年", "2023-01-01", "2023-12-31"),
    ("2012年2月1日", "2012-02-01", "2012-02-01"),
    ("1998年 7月 17日", "1998-07-17", "1998-07-17"),
    ("二〇二四年十月七日", "2024-10-07", "2024-10-07"),
    ("今(102)年", "2013-01-01", "2013-12-31"),
    ("去（101）年12月13日", "2012-12-13", "2012-12-13"),
    ("本(113)年度", "2024-01-01", "2024-12-31"),
    ("113年度", "2024-01-01", "2024-12-31"),
    ("九九年度", "2010-01-01", "2010-12-31"),
    ("一一二學年度", "2023-08-01", "2024-07-31"),
    ("民國九九年", "2010-01-01", "2010-12-31"),
    ("民國一一二年", "2023-01-01", "2023-12-31"),
    ("112年前9個月", "2023-01-01", "2023-09-30"),
    ("113年前10月", "2024-01-01", "2024-10-31"),
    ("112年度前三個月", "2023-01-01", "2023-03-31"),
    ("112年前半年", "2023-01-01", "2023-06-30"),
    ("112年後半年", "2023-07-01", "2023-12-31"),
    ("一〇三年度", "2014-01-01", "2014-12-31"),
    ("113會計年度", "2024-01-01", "2024-12-31"),
    ("85會計年度", "1995-07-01", "1996-06-30"),
    ("104學年度", "2015-08-01", "2016-07-31"),
    ("104學年度第1學期", "2015-08-01", "2016-01-31"),
    ("104學年度第2學期", "2016-02-01", "2016-07-31"),
    ("113年第2季", "2024-04-01", "2024-06-30"),
    ("113年度第四季", "2024-10-01", "2024-12-31"),
    ("2024年Q3", "2024-07-01", "2024-09-30"),
    ("113年前3季", "2024-01-01", "2024-09-30"),
    ("113年上半年", "2024-01-01", "2024-06-30"),
    ("112年度下半年", "2023-07-01", "2023-12-31"),
    ("113年底", "2024-12-31", "2024-12-31"),
    ("111年9月底", "2022-09-30", "2022-09-30"),
    ("112年初", "2023-01-01", "2023-01-31"),
    ("112年8月中旬", "2023-08-11", "2023-08-20"),
    ("112年8月下旬", "2023-08-21", "2023-08-31"),
    ("111年9月份", "2022-09-01", "2022-09-30"),
    ("105年4、5月", "2016-04-01", "2016-05-31"),
    ("112年1至6月", "2023-01-01", "2023-06-30"),
    ("112年12月至2月", "2023-12-01", "2024-02-29"),
    ("107年 (1-10月)", "2018-01-01", "2018-10-31"),
    ("112年1月1日至30日", "2023-01-01", "2023-01-30"),
    ("112年1月1日至6月30日", "2023-01-01", "2023-06-30"),
    ("109至113年度", "2020-01-01", "2024-12-31"),
    ("109～113年", "2020-01-01", "2024-12-31"),
    ("2015-2020年", "2015-01-01", "2020-12-31"),
    ("111、112及113年", "2022-01-01", "2024-12-31"),
    ("111，112及113年", "2022-01-01", "2024-12-31"),
    ("112年及113年", "2023-01-01", "2024-12-31"),
    ("自98年6月25日至111年9月底止", "2009-06-25", "2022-09-30"),
    ("自98年6月25日該協議生效後至111年9月底止", "2009-06-25", "2022-09-30"),
    ("自98 年 6月 25 日生效至今(102)年 11 月 30 日止", "2009-06-25", "2013-11-30"),
    ("98年6月25日至111年9月30日", "2009-06-25", "2022-09-30"),
    ("截至113年底止", None, "2024-12-31"),
    ("截至107年10月31日", None, "2018-10-31"),
    ("至111年9月底止", None, "2022-09-30"),
    ("迄113年6月底", None, "2024-06-30"),
    ("自105年4月起", "2016-04-01", None),
    ("106年5月以來", "2017-05-01", None),
    ("106.12.31", "2017-12-31", "2017-12-31"),
    ("113/10/7", "2024-10-07", "2024-10-07"),
    ("2024-10-07", "2024-10-07", "2024-10-07"),
    ("107.9.29、10.3、10.5", "2018-09-29", "2018-10-05"),
    ("113年2月29日", "2024-02-29", "2024-02-29"),
    ("1990年代", "1990-01-01", "1999-12-31"),
    ("民國80年代", "1991-01-01", "2000-12-31"),
    ("19世紀", "1801-01-01", "1900-12-31"),
    ("廿世紀末", "1901-01-01", "2000-12-31"),
    ("October 7, 2024", "2024-10-07", "2024-10-07"),
    ("7 Oct. 2024", "2024-10-07", "2024-10-07"),
    ("March 2019", "2019-03-01", "2019-03-31"),
    ("二零二四年", "2024-01-01", "2024-12-31"),
    ("於38年", "1949-01-01", "1949-12-31"),
    ("一０六年", "2017-01-01", "2017-12-31"),
    ("二００八年三月", "2008-03-01", "2008-03-31"),
    ("民國百年", "2011-01-01", "2011-12-31"),
    ("民國元年", "1912-01-01", "1912-12-31"),
    ("中華民國一百十三年九月三日", "2024-09-03", "2024-09-03"),
    ("113年元月9日", "2024-01-09", "2024-01-09"),
    ("112年11月至113年元月", "2023-11-01", "2024-01-31"),
    ("113/09", "2024-09-01", "2024-09-30"),
    ("自112/09至113/02", "2023-09-01", "2024-02-29"),
]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("船隻於1130903進港", "2024-09-03"),
        ("日期：20240903", "2024-09-03"),
        ("本表20240903製表", "2024-09-03"),
        ("要點1130903修正", "2024-09-03"),
    ],
)
def test_a_date_without_marks_is_read_behind_a_word_of_date(text: str, day: str) -> None:
    (found,) = expressions.find(text)
    assert (found.period.start, found.period.end) == (day, day)


@pytest.mark.parametrize(("text", "start", "end"), ONE, ids=[row[0] for row in ONE])
def test_a_date_is_an_iso_interval(text: str, start: str | None, end: str | None) -> None:
    carrier = f"，{text}公布施行" if text.startswith("於") else text
    (mention,) = expressions.find(carrier)
    assert (mention.period.start, mention.period.end) == (start, end)
    assert carrier[mention.start : mention.end] == mention.text == mention.period.text
    assert mention.text in text


@pytest.mark.parametrize("text", ["統計112年", "人數統計\n112年\t113年"])
def test_a_year_below_or_behind_statistics_is_no_duration(text: str) -> None:
    assert expressions.find(text)[0].period.start == "2023-01-01"


@pytest.mark.parametrize(
    "text",
    [
        "13月40日",
        "112年13月1日",
        "112年2月29日",
        "2月30日",
        "106.13.31",
        "處三年以上十年以下有期徒刑",
        "為期10年",
        "近100年以上",
        "有期徒刑15年6月",
        "5年內",
        "判處一年八月",
        "建炎三年級",
        "長期照顧十年計畫",
        "每3個月",
        "3年級",
        "102年度訴字第123號",
        "1,112年",
        "9999年",
        "1.2.3",
        "第112年會",
        "本年齡層",
        "目前年滿",
        "1130903",
        "統一編號20240903",
        "於1130903件",
        "於1131332",
        "血壓120/80",
        "比率110/3",
        "5元月租費",
        "單價111.6.8元",
        "計20240903件",
        "指數升至113.05",
        "農曆2月3日",
        "A-111.6.8",
        "民國1 1 3年6月1 5日",
        "民國1 13年6月15日",
        "居民前三年",
        "",
    ],
)
def test_what_is_no_date_gives_none(text: str) -> None:
    assert expressions.find(text) == []


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("113年元月至三月", "2024-01-01", "2024-03-31"),
        ("113年1月、3月", "2024-01-01", "2024-03-31"),
        ("去年1月至3月", "2023-01-01", "2023-03-31"),
        ("113年3月5日至4月6日", "2024-03-05", "2024-04-06"),
    ],
)
def test_the_end_of_a_range_is_in_the_year_of_its_beginning(
    text: str, start: str, end: str
) -> None:
    own = Period("109年", "2020-01-01", "2020-12-31")
    (mention,) = expressions.find(
        text, anchor_date="2024-09-01", antecedent=own, document_period=own
    )
    assert (mention.period.start, mention.period.end) == (start, end)


SEQUENCES = [
    (
        "去(101)年12月13日會議。同年12月19日再議，今(102)年1月28日決定，4月間施行。",
        ["2012-12-13", "2012-12-19", "2013-01-28", "2013-04-01"],
    ),
    ("112年5月查獲，同月20日移送，翌年結案", ["2023-05-01", "2023-05-20", "2024-01-01"]),
    ("113年度較112年度增加", ["2024-01-01", "2023-01-01"]),
    ("自111年度之3件降至112年度之2件", ["2022-01-01", "2023-01-01"]),
    ("112年第1季為3件，第2季為5件，下半年為9件", ["2023-01-01", "2023-04-01", "2023-07-01"]),
    ("113年上半年3件，較去年同期增加", ["2024-01-01", "2023-01-01"]),
    ("113年1至7月3件，較去(112)年同期增加", ["2024-01-01", "2023-01-01"]),
    ("113年度3件，較前一年度減少，全年持平", ["2024-01-01", "2023-01-01", "2024-01-01"]),
    ("112年查獲，迄年底未結", ["2023-01-01", None]),
    ("113年第3季3件，較上季減少，本季結案", ["2024-07-01", "2024-04-01", "2024-07-01"]),
    ("由111年12月展延至113年3月", ["2022-12-01", "2024-03-01"]),
    ("112年4月18日簽訂協議。自簽訂日起至113年底止", ["2023-04-18", "2023-04-18"]),
    ("自112年9月起開放，至113年6月底共", ["2023-09-01", "2023-09-01"]),
]


@pytest.mark.parametrize(("text", "starts"), SEQUENCES)
def test_later_dates_are_understood_from_earlier_ones(text: str, starts: list[str | None]) -> None:
    assert [m.period.start for m in expressions.find(text)] == starts


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("同年10月", "2022-10-01", "2022-10-31"),
        ("該年度", "2022-01-01", "2022-12-31"),
        ("同月3日", "2022-09-03", "2022-09-03"),
        ("12月28日", "2022-12-28", "2022-12-28"),
        ("同期", "2022-09-01", "2022-09-30"),
        ("去年同期", "2021-09-01", "2021-09-30"),
    ],
)
def test_the_antecedent_resolves_words_of_reference(text: str, start: str, end: str) -> None:
    (mention,) = expressions.find(text, antecedent=Period("111年9月", "2022-09-01", "2022-09-30"))
    assert (mention.period.start, mention.period.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("今年", "2024-01-01", "2024-12-31"),
        ("去年3月", "2023-03-01", "2023-03-31"),
        ("前年", "2022-01-01", "2022-12-31"),
        ("近5年", "2019-11-01", "2024-10-31"),
        ("最近三年", "2021-11-01", "2024-10-31"),
    ],
)
def test_the_date_of_writing_resolves_words_of_now(text: str, start: str, end: str) -> None:
    (mention,) = expressions.find(text, anchor_date="2024-10")
    assert (mention.period.start, mention.period.end) == (start, end)


@pytest.mark.parametrize("text", ["今年", "去年12月", "近5年", "同年10月"])
def test_a_word_that_nothing_resolves_is_open_on_both_ends(text: str) -> None:
    (mention,) = expressions.find(text)
    assert mention.period == Period(text, None, None)


def test_parts_are_the_single_dates_of_a_statement() -> None:
    (mention,) = expressions.find("自98年6月25日生效至102年11月30日止")
    assert (mention.form, [p.text for p in mention.parts]) == (
        "interval",
        ["98年6月25日", "102年11月30日"],
    )
    (mention,) = expressions.find("111、112及113年")
    assert (mention.form, [p.period.end for p in mention.parts]) == (
        "list",
        ["2022-12-31", "2023-12-31", "2024-12-31"],
    )


@given(st.text())
def test_any_text_gives_spans_in_order_and_never_raises(text: str) -> None:
    found = expressions.find(text)
    assert all(text[m.start : m.end] == m.text for m in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@given(
    st.text(
        alphabet="0123456789０年月日至、(). -/同今去本自止底初季第半近上下民國前一二十百〇"
        "元於:期\n",
        max_size=40,
    )
)
def test_scraps_of_dates_never_raise(text: str) -> None:
    expressions.find(text, anchor_date="2024", antecedent=Period("x", None, "2020-02-29"))


@given(st.dates(max_value=date(2999, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    iso = day.isoformat()
    year, month, number = day.year, day.month, day.day
    if year >= 1000:
        (found,) = expressions.find(f"{year}年{month}月{number}日")
        assert found.period.start == found.period.end == iso
    if 1949 <= year <= 2111:
        (found,) = expressions.find(f"{year - 1911}年{month}月{number}日")
        assert found.period.start == found.period.end == iso


OPEN = [
    ("預計9月1日起實施，目標90%", [("2024-09-01", None)]),
    ("於113年2月1日起訴3人", [("2024-02-01", "2024-02-01")]),
    ("該備忘錄自101年簽署以來開會8次", [("2012-01-01", None)]),
    ("自107年推動至今辦理3場", [("2018-01-01", None)]),
    (
        "110年2月23日生效。迄今請求27件",
        [("2021-02-23", "2021-02-23"), ("2021-02-23", "2024-08-20")],
    ),
    (
        "110年2月23日開會，案件多。迄今請求27件",
        [("2021-02-23", "2021-02-23"), (None, "2024-08-20")],
    ),
    ("迄今仍未結案", []),
    ("自本年8月26日上線，每日受理", [("2024-08-26", None)]),
    ("於今（15）日偵結", [("2024-08-15", "2024-08-15")]),
    ("昨（31）日查獲", [("2024-07-31", "2024-07-31")]),
    ("本（8）月份查獲", [("2024-08-01", "2024-08-31")]),
    ("今（35）日", []),
    ("自107年8月於鄰國爆發以來，擴散至19國", [("2018-08-01", None)]),
    ("107年8月爆發，112年以來", [("2018-08-01", "2018-08-31"), ("2023-01-01", None)]),
    (
        "113年第1季612萬人次，較上年同季增加",
        [("2024-01-01", "2024-03-31"), ("2023-01-01", "2023-03-31")],
    ),
    ("較上年度同期增加", [(None, None)]),
]


@pytest.mark.parametrize(("text", "wanted"), OPEN, ids=str)
def test_what_began_and_goes_on_has_no_end_but_the_writing(
    text: str, wanted: list[tuple[str | None, str | None]]
) -> None:
    found = expressions.find(text, anchor_date="2024-08-20")
    assert [(m.period.start, m.period.end) for m in found] == wanted


def test_months_named_after_a_plan_are_not_of_the_year_planned() -> None:
    text = "預定於112年12月完成。上半年及第3季各為214件、133件"
    *_, listed = expressions.find(text, anchor_date="2022-11-22")
    assert [(p.period.start, p.period.end) for p in listed.parts] == [
        ("2022-01-01", "2022-06-30"),
        ("2022-07-01", "2022-09-30"),
    ]


def test_recent_years_end_with_the_year_that_the_document_is_about() -> None:
    year = Period("", "2024-01-01", "2024-12-31")
    (found,) = expressions.find("近三年查獲", anchor_date="2025-03", document_period=year)
    assert (found.period.start, found.period.end) == ("2022-01-01", "2024-12-31")
    (found,) = expressions.find("近三年查獲", anchor_date="2025-03-31")
    assert (found.period.start, found.period.end) == ("2022-04-01", "2025-03-31")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("88年度", "1998-07-01", "1999-06-30"),
        ("78年度至88年度", "1988-07-01", "1999-06-30"),
        ("89年度", "1999-07-01", "2000-12-31"),
        ("88年下半年及89年度", "1999-07-01", "2000-12-31"),
        ("90年度", "2001-01-01", "2001-12-31"),
        ("88年", "1999-01-01", "1999-12-31"),
        ("88年度上半年", None, None),
    ],
)
def test_fiscal_years_of_the_government(text: str, start: str | None, end: str | None) -> None:
    [found] = expressions.find(text, fiscal=True)
    assert (found.text, found.period.start, found.period.end) == (text, start, end)


def test_a_year_is_no_fiscal_year_unless_the_text_says_so() -> None:
    [found] = expressions.find("88年度")
    assert (found.period.start, found.period.end) == ("1999-01-01", "1999-12-31")
    [found] = expressions.find("89會計年度")
    assert (found.period.start, found.period.end) == ("1999-07-01", "2000-12-31")


def test_a_part_of_a_year_and_the_year_after_it_are_one_statement() -> None:
    [found] = expressions.find("88年下半年及89年度")
    assert (found.period.start, found.period.end) == ("1999-07-01", "2000-12-31")
    assert len(expressions.find("112年上半年及112年度")) == 2


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("108年的件數比107年多幾件", ["2019-01-01", "2018-01-01"]),
        ("103年進度比102年多了2個百分點", ["2014-01-01", "2013-01-01"]),
        ("施行3年多以來", []),
    ],
)
def test_more_behind_a_year_compares_and_behind_a_number_of_years_does_not(
    text: str, starts: list[str]
) -> None:
    assert [mention.period.start for mention in expressions.find(text)] == starts

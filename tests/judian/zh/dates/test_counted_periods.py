"""Periods that are named by a number of years or months: 112年前3年, 前三年度, 未來五年."""

from __future__ import annotations

import pytest

from judian.zh.dates import expressions
from judian.zh.dates.periods import Period
from judian.zh.figures.extraction import PassageContext, extract


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("111年前3年", "2019-01-01", "2021-12-31"),
        ("111年度前四年度", "2018-01-01", "2021-12-31"),
        ("111年之前2個年度", "2020-01-01", "2021-12-31"),
        ("2022年前兩年", "2020-01-01", "2021-12-31"),
        ("111年前8個月", "2022-01-01", "2022-08-31"),
        ("111年前3名", "2022-01-01", "2022-12-31"),
        ("111年前10大", "2022-01-01", "2022-12-31"),
        ("111年前", None, "2022-12-31"),
        ("前三年度", None, None),
        ("未來五年", None, None),
        ("今後2年", None, None),
        ("往後兩年", None, None),
        ("近6個月", None, None),
        ("近2個會計年度", None, None),
        ("過去3季", None, None),
        ("近半年", None, None),
    ],
)
def test_counted_years_are_a_period(text: str, start: str | None, end: str | None) -> None:
    (found,) = expressions.find(text)
    assert (found.period.start, found.period.end) == (start, end)


def test_years_before_are_counted_from_the_year_of_the_text_or_document() -> None:
    found = expressions.find("111年計8件，較前3年減少")
    assert (found[1].period.start, found[1].period.end) == ("2019-01-01", "2021-12-31")
    own = Period("111年度", "2022-01-01", "2022-12-31")
    (before,) = expressions.find("前3年度平均8件", document_period=own)
    assert (before.period.start, before.period.end) == ("2019-01-01", "2021-12-31")


@pytest.mark.parametrize(
    "text", ["工程延宕近5年", "歷時近6個月", "申請前二年內", "試辦前3年", "111年前3年級"]
)
def test_counted_years_that_last_are_no_period(text: str) -> None:
    assert all(m.text in ("111年前", "111年") for m in expressions.find(text))


@pytest.mark.parametrize("text", ["近6個月查獲8件", "未來五年投入8億元", "前三年度計8件"])
def test_a_figure_of_an_open_period_has_not_that_of_the_document(text: str) -> None:
    own = Period("109年至111年", "2020-01-01", "2022-12-31")
    (figure,) = extract(text, PassageContext(document_period=own))
    assert figure.period is not None
    assert (figure.period.start, figure.period.end) == (None, None)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("民國百零二年", 2013),
        ("中華民國百十三年", 2024),
        ("民國一百又四年", 2015),
        ("民國百又四年", 2015),
        ("一百又四年度", 2015),
    ],
)
def test_the_hundred_of_a_year_is_spoken_in_several_ways(text: str, year: int) -> None:
    (found,) = expressions.find(text)
    assert (found.period.start, found.period.end) == (f"{year}-01-01", f"{year}-12-31")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("1.107年3月16日至109年7月1日", "2018-03-16", "2020-07-01"),
        ("1.93.12.09～95.10.08", "2004-12-09", "2006-10-08"),
        ("截至110.02至111.05，", "2021-02-01", "2022-05-31"),
        ("1.101.02至102年11月完成", None, None),
        ("12.106年度", None, None),
    ],
)
def test_a_range_of_dates_is_read_whole_or_not_at_all(
    text: str, start: str | None, end: str | None
) -> None:
    found = expressions.find(text)
    assert all((m.period.start, m.period.end) == (start, end) for m in found)

"""Dates and numbers as people type them into a field."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.search.query.field_values import (
    NumberRange,
    read_days,
    read_numbers,
    read_pages,
    read_years,
)

DAYS = [
    ("2016", ("2016-01-01", "2016-12-31")),
    ("105", ("2016-01-01", "2016-12-31")),
    ("105年度", ("2016-01-01", "2016-12-31")),
    ("2016-05", ("2016-05-01", "2016-05-31")),
    ("2016-02", ("2016-02-01", "2016-02-29")),
    ("2016-05-09", ("2016-05-09", "2016-05-09")),
    ("105.5.9", ("2016-05-09", "2016-05-09")),
    ("105/5", ("2016-05-01", "2016-05-31")),
    ("105年5月", ("2016-05-01", "2016-05-31")),
    ("民國105年5月9日", ("2016-05-09", "2016-05-09")),
    ("2016-05..2016-08", ("2016-05-01", "2016-08-31")),
    ("105年5月至105年8月", ("2016-05-01", "2016-08-31")),
    ("105..107", ("2016-01-01", "2018-12-31")),
    ("2016-05..", ("2016-05-01", "9999-12-31")),
    ("..2016-05", ("0001-01-01", "2016-05-31")),
    (">=2016-05", ("2016-05-01", "9999-12-31")),
    ("＞＝105", ("2016-01-01", "9999-12-31")),
    ("<2016-03-01", ("0001-01-01", "2016-02-29")),
    ("<2016", ("0001-01-01", "2015-12-31")),
    ("<=2016-05", ("0001-01-01", "2016-05-31")),
    ("105年起", ("2016-01-01", "9999-12-31")),
    ("2016-05以後", ("2016-05-01", "9999-12-31")),
    ("113年5月1日以前", ("0001-01-01", "2024-05-01")),
    ("2016-13", None),
    ("2016-02-30", None),
    ("2018..2016", None),
    ("前年", None),
    ("abc", None),
    ("", None),
    ("..", None),
]


@pytest.mark.parametrize(("text", "want"), DAYS)
def test_days(text: str, want: tuple[str, str] | None) -> None:
    assert read_days(text) == want


def test_days_after_a_month_begin_with_the_next_one() -> None:
    days = read_days(">2016-05")
    assert days is not None
    assert "2016-05-31" < days[0] < "2016-06-01"


@pytest.mark.parametrize(
    ("text", "want"),
    [(">105", (2017, 9999)), (">=105", (2016, 9999)), ("<2016", (0, 2015)), ("<=105", (0, 2016)),
     ("=105", (2016, 2016)), (">105..107", None)],
)  # fmt: skip
def test_years_that_compare(text: str, want: tuple[int, int] | None) -> None:
    assert read_years(text) == want


PAGES = [
    ("5", (5, 5)), ("第5頁", (5, 5)), ("p.5", (5, 5)), ("2-3", (2, 3)), ("２～３", (2, 3)),
    ("2..3", (2, 3)), ("第2至3頁", (2, 3)), ("7-3", (3, 7)), (">=5", (5, 999_999_999)),
    (">5", (6, 999_999_999)), ("..7", (0, 7)), ("5..", (5, 999_999_999)),
    ("5以後", (5, 999_999_999)), ("乙-45", None), ("2-3-4", None), ("", None), ("-", None),
    ("..", None), ("第頁", None), (">2..3", None), ("9" * 10, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "want"), PAGES)
def test_pages(text: str, want: tuple[int, int] | None) -> None:
    assert read_pages(text) == want


NUMBERS = [
    ("1000公斤", NumberRange("公斤", Decimal(1000), Decimal(1000))),
    ("=324500000元", NumberRange("元", Decimal(324500000), Decimal(324500000))),
    ("3億2,450萬元", NumberRange("元", Decimal(324500000), Decimal(324500000))),
    (">1000公斤", NumberRange("公斤", low=Decimal(1000), with_low=False)),
    ("≥1公噸", NumberRange("公噸", low=Decimal(1))),
    ("<85.5%", NumberRange("%", high=Decimal("85.5"), with_high=False)),
    ("＜＝５件", NumberRange("件", high=Decimal(5))),
    ("100..200公斤", NumberRange("公斤", Decimal(100), Decimal(200))),
    ("100公斤至200公斤", NumberRange("公斤", Decimal(100), Decimal(200))),
    ("58.2", NumberRange(None, Decimal("58.2"), Decimal("58.2"))),
    (">-5度", NumberRange("度", low=Decimal(-5), with_low=False)),
    ("100公斤以上", NumberRange("公斤", low=Decimal(100))),
    ("逾3億元", NumberRange("元", low=Decimal(300_000_000), with_low=False)),
    ("不超過5件", NumberRange("件", high=Decimal(5))),
    ("未滿18歲", NumberRange("歲", high=Decimal(18), with_high=False)),
    ("1000-2000公斤", NumberRange("公斤", Decimal(1000), Decimal(2000))),
    ("500公斤..2公噸", NumberRange("公噸", Decimal("0.5"), Decimal(2))),
    ("1..2公噸", NumberRange("公噸", Decimal(1), Decimal(2))),
    ("nan", None),
    ("100公斤..200元", None),
    ("公斤", None),
    ("很多", None),
    ("", None),
    ("..", None),
]


@pytest.mark.parametrize(("text", "want"), NUMBERS)
def test_numbers(text: str, want: NumberRange | None) -> None:
    assert read_numbers(text) == want


def test_a_range_of_numbers_holds_its_ends_as_it_says() -> None:
    closed = NumberRange(None, Decimal(1), Decimal(2))
    assert [n in closed for n in map(Decimal, (0, 1, 2, 3))] == [False, True, True, False]
    open_ = NumberRange(None, Decimal(1), Decimal(3), with_low=False, with_high=False)
    assert [n in open_ for n in map(Decimal, (1, 2, 3))] == [False, True, False]


@given(st.text("0123456789.-/<>=~至年月日公斤萬億元% ", max_size=14) | st.text(max_size=10))
def test_any_text_is_read_or_refused(text: str) -> None:
    days = read_days(text)
    assert days is None or days[0] <= days[1]
    read_numbers(text)
    pages = read_pages(text)
    assert pages is None or text

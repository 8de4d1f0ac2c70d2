"""Periods, numbers and articles in Chinese and English."""

from __future__ import annotations

from decimal import Decimal

import pytest
from flask import Flask, g
from hypothesis import given
from hypothesis import strategies as st

from judian.search.replies.listings import Period
from webui.wording import dates, labels, numbers

PERIODS = [
    (Period("112年度", "2023-01-01", "2023-12-31"), "112年", "2023"),
    (Period("x", "2023-07-01", "2023-09-30"), "112年第3季", "2023 Q3"),
    (Period("x", "2023-05-01", "2023-05-31"), "112年5月", "2023-05"),
    (Period("x", "2023-01-01", "2023-10-31"), "112年1–10月", "2023-01–10"),
    (Period("x", "2023-05-03", "2023-05-03"), "112年5月3日", "2023-05-03"),
    (Period("x", "2022-01-01", "2024-12-31"), "111–113年", "2022–2024"),
    (Period("x", None, "2023-12-31"), "至112年12月31日", "until 2023-12-31"),
    (Period("x", "2023-05-03", None), "自112年5月3日起", "since 2023-05-03"),
    (Period("x", "1905-01-01", "1905-12-31"), "1905年", "1905"),
    (Period("x", "2009-06-25", "2022-09-30"), "98年6月25日–111年9月30日",
     "2009-06-25–2022-09-30"),
    (Period("x", "2023", "2024"), "112年–113年", "2023–2024"),
    (Period("某日", None, None), "", ""),
    (None, "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("period", "zh", "en"), PERIODS)
def test_periods_are_written_as_short_as_possible(
    app: Flask, period: Period | None, zh: str, en: str
) -> None:
    with app.test_request_context("/"):
        g.language = "zh"
        assert dates.period(period) == zh
        g.language = "en"
        assert dates.period(period) == en


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        ("0", "0", "0"),
        ("9500", "9,500", "9,500"),
        ("12000", "1.2萬", "12K"),
        ("370000000", "3.7億", "370M"),
        ("-25000", "-2.5萬", "-25K"),
        ("2000000000000", "2兆", "2T"),
        ("0.05", "0.05", "0.05"),
    ],
)
def test_the_scale_of_a_chart_is_short(app: Flask, value: str, zh: str, en: str) -> None:
    with app.test_request_context("/"):
        g.language = "zh"
        assert numbers.compact(Decimal(value)) == zh
        g.language = "en"
        assert numbers.compact(Decimal(value)) == en


@pytest.mark.parametrize(
    ("article", "zh", "en"),
    [
        ("3", "第3條", "art. 3"),
        ("3-2", "第3條之2", "art. 3-2"),
        ("6.1.2", "第6條第1項第2款", "art. 6(1)(2)"),
        ("1.2.3.4.5", "第1條第2項第3款第4目", "art. 1(2)(3)(4)(5)"),
    ],
)
def test_articles_are_written_as_lawyers_do(app: Flask, article: str, zh: str, en: str) -> None:
    with app.test_request_context("/"):
        g.language = "zh"
        assert labels.article(article) == zh
        g.language = "en"
        assert labels.article(article) == en


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_any_number_can_be_worded(value: Decimal) -> None:
    if value.adjusted() < 400:
        assert "E" not in numbers.number(value)


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        ("not_said", "文件未提及", "The documents do not say"),
        ("no_passage", "文件未提及", "The documents do not say"),
        ("unsure", "文件中沒有明確的答案", "No clear answer"),
        ("contradicted", "文件中沒有明確的答案", "No clear answer"),
        ("not_a_question", "文件中沒有明確的答案", "No clear answer"),
        ("not_chinese", "請以中文提問", "Please ask in Chinese"),
    ],
)
def test_not_clear_is_told_apart_from_not_said(app: Flask, code: str, zh: str, en: str) -> None:
    with app.test_request_context("/"):
        g.language = "zh"
        assert labels.refusal_heading(code) == zh
        g.language = "en"
        assert labels.refusal_heading(code) == en

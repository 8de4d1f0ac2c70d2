"""Charts as shapes, and the words of figures: nothing leaves the picture, no number is bent."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from flask import Flask, g
from hypothesis import given
from hypothesis import strategies as st

from judian.core.model import DocumentInfo, Kind, Passage
from judian.search.replies.listings import Figure, FigureRow, Period, Point, Series
from webui.pages import charts
from webui.pages.charts import Chart, chart, scale, shortened, width_of
from webui.wording import values as wording

PASSAGE = Passage("a-1", "a", 1, Kind.PARAGRAPH, "數", 0, 1, 1)
INFO = DocumentInfo("a", "a", ("a",), "text", "0" * 64)


def drawn(axis: str, values: list[Decimal], labels: list[str] | None = None) -> Chart:
    words = labels or [f"項目{n}" for n in range(len(values))]
    points = []
    for value, label in zip(values, words, strict=True):
        row = FigureRow(Figure("1", 0, 1, value, "件", "count"), PASSAGE, INFO)
        points.append(Point(label, None, value, row))
    return chart(Series("件數", "件", "count", axis, tuple(points)), words)


numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15)


@given(st.sampled_from(["period", "category"]), st.lists(numbers, min_size=2, max_size=40))
def test_every_mark_lies_in_the_picture(axis: str, values: list[Decimal]) -> None:
    made = drawn(axis, values)
    assert len(made.marks) == min(len(values), charts.MAX_POINTS)
    for mark in made.marks:
        assert mark.width >= 0
        assert mark.height >= 0
        assert 0 <= mark.x <= mark.x + mark.width <= made.width
        assert 0 <= mark.y <= mark.y + mark.height <= made.height


@given(st.lists(numbers, min_size=1, max_size=10))
def test_a_scale_holds_zero_and_every_value_in_few_equal_steps(values: list[Decimal]) -> None:
    ticks = scale(values)
    assert ticks[0] <= min([*values, Decimal(0)])
    assert ticks[-1] >= max([*values, Decimal(0)])
    assert Decimal(0) in ticks
    assert 2 <= len(ticks) <= 7
    steps = {right - left for left, right in pairwise(ticks)}
    assert len(steps) == 1


def test_greater_values_are_drawn_greater() -> None:
    bars = drawn("category", [Decimal(5), Decimal(20), Decimal(10)])
    assert bars.form == "bars"
    assert bars.marks[1].width > bars.marks[2].width > bars.marks[0].width
    line = drawn("period", [Decimal(5), Decimal(20), Decimal(10)])
    assert line.form == "line"
    assert line.marks[1].y < line.marks[2].y < line.marks[0].y
    assert drawn("period", [Decimal(1), Decimal(2)]).form == "columns"


def test_negative_bars_hang_from_the_zero_line() -> None:
    made = drawn("category", [Decimal(-5), Decimal(5)])
    below, above = made.marks
    assert below.x + below.width == pytest.approx(made.base)
    assert above.x == pytest.approx(made.base)


@given(st.text(max_size=60))
def test_a_label_never_grows_wider_than_its_place(text: str) -> None:
    assert width_of(shortened(text)) <= 9.0 or shortened(text) == text


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
def test_periods_are_told_as_short_as_they_can_be(
    app: Flask, period: Period | None, zh: str, en: str
) -> None:
    with app.test_request_context("/"):
        g.language = "zh"
        assert wording.period(period) == zh
        g.language = "en"
        assert wording.period(period) == en


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
        assert wording.compact(Decimal(value)) == zh
        g.language = "en"
        assert wording.compact(Decimal(value)) == en


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
        assert wording.article(article) == zh
        g.language = "en"
        assert wording.article(article) == en


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_any_number_can_be_worded(value: Decimal) -> None:
    if value.adjusted() < 400:
        assert "E" not in wording.number(value)

"""Charts as shapes: every mark lies in the picture and has the height of its value."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.core.model import DocumentInfo, Kind, Passage
from judian.search.replies.listings import Figure, FigureRow, Period, Point, Series, are_even
from webui.pages import charts
from webui.pages.charts import Chart, chart, scale, shortened, width_of

PASSAGE = Passage("a-1", "a", 1, Kind.PARAGRAPH, "數", 0, 1, 1)
INFO = DocumentInfo("a", "a", ("a",), "text", "0" * 64)


def year(number: int) -> Period:
    """A whole year, the first of them 2001."""
    return Period(f"{2001 + number}", f"{2001 + number}-01-01", f"{2001 + number}-12-31")


def drawn(axis: str, values: list[Decimal], labels: list[str] | None = None) -> Chart:
    words = labels or [f"項目{n}" for n in range(len(values))]
    points = []
    for value, label in zip(values, words, strict=True):
        row = FigureRow(Figure("1", 0, 1, value, "件", "count"), PASSAGE, INFO)
        points.append(Point(label, year(len(points)), value, row))
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


def span(start: str | None, end: str) -> Period:
    return Period("", start, end)


@pytest.mark.parametrize(
    ("periods", "even"),
    [
        ([year(0), year(1), year(2)], True),
        ([span("2024-01-01", "2024-01-31"), span("2024-02-01", "2024-02-29")], True),
        ([span(None, "2022-12-31"), span(None, "2023-12-31"), span(None, "2024-12-31")], True),
        ([year(0), year(1), year(4)], False),
        ([year(0), span("2002-01-01", "2002-10-31")], False),
        ([span("2024-05-31", "2024-05-31"), span("2024-08-07", "2024-08-07"),
          span("2024-09-13", "2024-09-13")], False),
        ([year(0), None], False),
        ([span("2001", "2001"), span("2002", "2002")], False),
        ([year(1), year(0)], False),
    ],
)  # fmt: skip
def test_only_periods_of_one_length_in_a_row_are_even(
    periods: list[Period | None], even: bool
) -> None:
    assert are_even(periods) is even


def test_no_line_joins_uneven_periods() -> None:
    points = []
    for number in (0, 1, 5):
        row = FigureRow(Figure("1", 0, 1, Decimal(number), "件", "count"), PASSAGE, INFO)
        points.append(Point(f"{number}", year(number), Decimal(number), row))
    series = Series("件數", "件", "count", "period", tuple(points))
    made = chart(series, ["1", "2", "6"])
    assert (made.form, made.path) == ("columns", "")

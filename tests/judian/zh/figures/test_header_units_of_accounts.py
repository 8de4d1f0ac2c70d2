"""Headers of accounts: the columns of which one is made, words in brackets, years of rows."""

from __future__ import annotations

import pytest

from judian.zh.dates.context import DateContext
from judian.zh.dates.periods import Period
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
    ],
)
def test_the_unit_of_a_header(header: str, unit: str | None) -> None:
    found = of_header(header)
    assert (found[0].name if found else None) == unit


def test_this_year_is_that_of_the_row() -> None:
    found = period_of(("歲入－本年度", "預算數(1)"), ("96",), DATES)
    assert found is not None
    assert (found.start, found.end) == ("2007-01-01", "2007-12-31")

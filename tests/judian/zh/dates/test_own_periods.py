"""Periods that a document calls its own, and dates whose year it leaves out."""

from __future__ import annotations

import pytest

from judian.zh.dates.context import DateContext
from judian.zh.dates.expressions import find_folded
from judian.zh.dates.periods import Period
from judian.zh.text.fold import fold
from judian.zh.text.patterns import folded_numbers

Dates = list[tuple[str, str | None, str | None]]

YEAR = Period("", "2023-01-01", "2023-12-31")
HALF = Period("", "2023-07-01", "2023-12-31")
QUARTER = Period("", "2024-04-01", "2024-06-30")
APRIL = Period("", "2024-04-01", "2024-04-30")
FISCAL = Period("", "1998-07-01", "1999-06-30")
MARCH = Period("", "2022-03-01", "2022-03-31")
DECADE = Period("", "2003-01-01", "2013-12-31")


def dates(text: str, context: DateContext) -> Dates:
    found = find_folded(text, folded_numbers(text), context)
    return [(m.text, m.period.start, m.period.end) for m in found]


@pytest.mark.parametrize(
    ("text", "own", "wanted"),
    [
        ("本期3件", HALF, [("本期", "2023-07-01", "2023-12-31")]),
        ("上期3件", HALF, [("上期", "2023-01-01", "2023-06-30")]),
        ("上期3件", YEAR, [("上期", "2022-01-01", "2022-12-31")]),
        ("本期間3件", HALF, []),
        ("本期3件", None, []),
        ("上期3件", Period("", "2023-07-02", "2023-12-31"), []),
        ("本月底3件", APRIL, [("本月底", "2024-04-30", "2024-04-30")]),
        ("上月3件", APRIL, [("上月", "2024-03-01", "2024-03-31")]),
        (
            "本季3件，上季4件，去年同季5件",
            QUARTER,
            [
                ("本季", "2024-04-01", "2024-06-30"),
                ("上季", "2024-01-01", "2024-03-31"),
                ("去年同季", "2023-04-01", "2023-06-30"),
            ],
        ),
        (
            "113年8月3件，上月2件",
            APRIL,
            [("113年8月", "2024-08-01", "2024-08-31"), ("上月", "2024-07-01", "2024-07-31")],
        ),
    ],
)
def test_names_of_the_documents_own_period(text: str, own: Period | None, wanted: Dates) -> None:
    assert dates(text, DateContext("2024-05-22", document_period=own)) == wanted


@pytest.mark.parametrize(
    ("text", "own", "wanted"),
    [
        ("本年度3件", FISCAL, [("本年度", "1998-07-01", "1999-06-30")]),
        ("上年度3件", FISCAL, [("上年度", "1997-07-01", "1998-06-30")]),
        ("本年度9月3件", FISCAL, [("本年度9月", "1998-09-01", "1998-09-30")]),
        ("9月3件", FISCAL, [("9月", "1998-09-01", "1998-09-30")]),
        ("3月3件", FISCAL, [("3月", "1999-03-01", "1999-03-31")]),
        ("本年度第1季3件", FISCAL, [("本年度第1季", None, None)]),
        ("本年度3件", DECADE, [("本年度", None, None)]),
        ("上年度3件", DECADE, [("上年度", None, None)]),
        ("本年度3月3件", YEAR, [("本年度3月", "2023-03-01", "2023-03-31")]),
    ],
)
def test_the_year_of_a_budget(text: str, own: Period, wanted: Dates) -> None:
    assert dates(text, DateContext(document_period=own, fiscal=True)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("本季3件", [("本季", "2023-07-01", "2023-09-30")]),
        ("上年度3件", [("上年度", "2021-07-01", "2022-06-30")]),
        ("本年度3件", [("本年度", "2022-07-01", "2023-06-30")]),
    ],
)
def test_names_that_the_document_defines(text: str, wanted: Dates) -> None:
    names = (
        (fold("本季"), Period("", "2023-07-01", "2023-09-30")),
        (fold("上年度"), Period("", "2021-07-01", "2022-06-30")),
        (fold("本年度"), Period("", "2022-07-01", "2023-06-30")),
    )
    context = DateContext("2024-05-22", document_period=DECADE, names=names)
    assert dates(text, context) == wanted


@pytest.mark.parametrize(
    ("text", "context", "wanted"),
    [
        # the year of the document, and of the sentence before
        ("10月4日查獲", DateContext("2024-05", document_period=YEAR), "2023-10-04"),
        ("111年動工。10月4日完工", DateContext("2024-05", document_period=YEAR), "2022-10-04"),
        ("十月四日查獲", DateContext("2024-12-01"), "2024-10-04"),
        ("10月4日查獲", DateContext(antecedent=MARCH), "2022-10-04"),
        # not certain: the year of the figures or of the report, an aside, a day yet to come
        ("3月4日查獲", DateContext("2024-05", document_period=YEAR), None),
        ("上年度3件。10月4日查獲", DateContext("2024-05", document_period=YEAR), None),
        ("12月31日查獲", DateContext("2024-01-05"), None),
        ("10月4日查獲", DateContext(), None),
        # a plan is yet to come
        ("預計12月31日完工", DateContext("2024-01-05"), "2024-12-31"),
        ("12月將增購", DateContext("2024-10-20", document_period=HALF), "2024-12-31"),
    ],
)  # fmt: skip
def test_a_date_without_a_year_has_one_only_where_it_is_certain(
    text: str, context: DateContext, wanted: str | None
) -> None:
    found = dates(text, context)
    assert (found[-1][2] if found else None) == wanted

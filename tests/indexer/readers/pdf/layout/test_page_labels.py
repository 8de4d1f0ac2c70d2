"""Page numbers as lines of their own, inside of headers, and as they count with the pages."""

from __future__ import annotations

import pytest

from indexer.readers.pdf.layout.page_labels import (
    consistent_numbers,
    page_number_in_header,
    page_number_of_line,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", "12"),
        ("- 12 -", "12"),
        ("－１２－", "１２"),
        ("· iv ·", "iv"),
        ("第 12 頁", "12"),
        ("第十二頁", "十二"),
        ("第 3 頁，共 12 頁", "3"),
        ("Page 3 of 12", "3"),
        ("p. 3", "3"),
        ("3/12", "3"),
        ("12345", None),
        ("12 件", None),
        ("第 12 章", None),
        ("", None),
    ],
)
def test_a_line_that_consists_of_a_page_number(text: str, number: str | None) -> None:
    assert page_number_of_line(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("雲海縣政府年度報告 12", "12"),
        ("12 雲海縣政府年度報告", "12"),
        ("雲海縣政府年度報告│12", "12"),
        ("雲海縣政府第 12 頁年度報告", "12"),
        ("Annual report, page 12, of the county", "12"),
        ("雲海縣政府112年度報告", None),
        ("雲海縣政府年度報告", None),
    ],
)
def test_a_header_with_a_page_number(text: str, number: str | None) -> None:
    assert page_number_in_header(text) == number


def numbers(shifted: int, others: int) -> dict[int, str]:
    """Numbers of pages: `shifted` ones that are 10 more than the page's own, and others without
    a rule."""
    printed = {page: str(page + 10) for page in range(1, shifted + 1)}
    scattered = {page: str(page + 100 + 7 * page) for page in range(50, 50 + others)}
    return printed | scattered


@pytest.mark.parametrize(
    ("shifted", "others", "kept"),
    [(7, 13, True), (5, 15, False), (2, 4, True), (1, 2, True), (1, 3, False)],
    ids=["7 of 20", "5 of 20", "2 of 6", "1 of 3", "1 of 4"],
)
def test_numbers_that_count_with_the_pages_are_page_numbers(
    shifted: int, others: int, kept: bool
) -> None:
    found = consistent_numbers(numbers(shifted, others))
    assert all((page in found) == kept for page in range(1, shifted + 1))


def test_a_year_in_a_header_does_not_count_with_the_pages() -> None:
    assert consistent_numbers(dict.fromkeys(range(1, 6), "112")) == {}


def test_roman_and_chinese_numbers_are_kept() -> None:
    printed = {1: "i", 2: "二", 3: "112", 4: "112", 5: "112", 6: "112", 7: "112"}
    assert consistent_numbers(printed) == {1: "i", 2: "二"}

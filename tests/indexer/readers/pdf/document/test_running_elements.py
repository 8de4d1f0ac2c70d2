"""Running headers and footers: where they are, and on how many pages they come back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from indexer.readers.pdf.document.running_elements import remove_running_elements
from indexer.readers.pdf.page.part import PagePart
from indexer.readers.pdf.source.geometry import Box, Frame
from indexer.readers.pdf.tables.model import PageCell, PageTable
from tests.indexer.readers.pdf.document.edges import (
    A4,
    BODIES,
    HEADER,
    at,
    indexes_of_removed,
    left_after_removal,
    pages_with,
    small_table,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.source.geometry import TextLine

SLIDE = Frame(0, 960.0, 540.0)
ALL_FOUR = {0, 1, 2, 3}


@pytest.mark.parametrize(
    ("frame", "middle", "removed"),
    [
        (A4, 96, True),
        (A4, 106, False),
        (A4, 842 - 96, True),
        (A4, 842 - 106, False),
        (Frame(0, 842.0, 595.0), 96, True),
        (Frame(0, 842.0, 595.0), 106, False),
        (SLIDE, 87, True),
        (SLIDE, 97, False),
        (SLIDE, 540 - 87, True),
        (SLIDE, 540 - 97, False),
    ],
    ids=[
        *("96 points below the top", "106 points below the top"),
        *("96 points above the bottom", "106 points above the bottom"),
        *("96 points below the top of A4 across", "106 points below the top of A4 across"),
        *("87 points below the top of a slide", "97 points below the top of a slide"),
        *("87 points above the bottom of a slide", "97 points above the bottom of a slide"),
    ],
)
def test_a_text_that_comes_back_near_an_edge_is_a_header_or_footer(
    frame: Frame, middle: float, removed: bool
) -> None:
    parts = pages_with(*[[at(HEADER, middle)]] * 4, frame=frame)
    assert indexes_of_removed(parts) == (ALL_FOUR if removed else set())


@pytest.mark.parametrize(
    ("y0", "y1", "removed"),
    [(10, 143, True), (10, 160, False), (699, 832, True), (682, 832, False)],
    ids=[
        *("from 10 to 143 points below the top", "from 10 to 160 points below the top"),
        *("from 143 to 10 points above the bottom", "from 160 to 10 points above the bottom"),
    ],
)
def test_a_small_table_near_an_edge_that_reaches_far_into_the_text_is_not_a_header(
    y0: float, y1: float, removed: bool
) -> None:
    parts = pages_with(*([small_table(y0, y1)] for _ in range(4)))
    assert indexes_of_removed(parts) == (ALL_FOUR if removed else set())


@pytest.mark.parametrize(("rows", "removed"), [(1, True), (3, True), (4, False)], ids=str)
def test_a_header_may_be_a_table_of_up_to_three_rows(rows: int, removed: bool) -> None:
    parts = pages_with(*([small_table(20, 90, rows)] for _ in range(4)))
    assert indexes_of_removed(parts) == (ALL_FOUR if removed else set())


@pytest.mark.parametrize(
    ("second", "removed"), [(61.8, True), (62.2, False)], ids=["1.8 points lower", "2.2"]
)
def test_a_header_comes_back_at_one_height(second: float, removed: bool) -> None:
    heights = [60, 60, second, second]
    parts = pages_with(*([at(HEADER, height)] for height in heights))
    assert indexes_of_removed(parts) == (ALL_FOUR if removed else set())


def with_header_on(indexes: Sequence[int], pages: int) -> list[PagePart]:
    """Pages, and the same header on those with these indexes."""
    return pages_with(*([at(HEADER, 60)] if n in indexes else [] for n in range(pages)))


@pytest.mark.parametrize(
    ("indexes", "pages", "removed"),
    [
        ([0, 1, 2, 3, 5], 10, True),
        ([0, 1, 2, 3], 10, False),
        ([0, 2, 4], 10, True),
        ([1, 3, 5], 11, True),
        ([0, 2, 4], 13, False),
        ([0, 1, 2], 10, False),
        ([0, 1], 3, True),
        ([0, 1], 4, False),
        ([0, 2], 4, False),
        ([0, 1, 2], 6, True),
        ([0], 1, False),
        ([1], 2, False),
        ([0, 1], 2, True),
    ],
    ids=[
        *("5 of 10 pages", "4 of 10 pages"),
        *(
            "3 of 5 odd pages",
            "3 of 5 even pages",
            "3 of 7 odd pages",
            "3 of 10 odd and even pages",
        ),
        *("2 of 3 pages", "2 of 4 pages", "both odd pages", "3 of 6 pages"),
        *("the only page", "1 of 2 pages", "both pages"),
    ],
)
def test_a_header_is_on_half_of_the_pages_or_of_the_odd_or_even_ones(
    indexes: list[int], pages: int, removed: bool
) -> None:
    parts = with_header_on(indexes, pages)
    assert indexes_of_removed(parts) == (set(indexes) if removed else set())


def test_a_header_changes_with_the_numbers_in_it() -> None:
    numbers = ["一", "２", "iii", "4"]
    parts = pages_with(*([at(f"雲海縣政府　第 {n} 冊", 60)] for n in numbers))
    assert indexes_of_removed(parts) == ALL_FOUR


@pytest.mark.parametrize(
    ("texts", "removed"),
    [
        (["一、橋梁", "二、橋梁", "三、橋梁", "四、橋梁"], False),
        (["一、橋梁", "一、橋梁", "一、橋梁", "一、橋梁"], True),
        (["橋梁一、", "橋梁二、", "橋梁三、", "橋梁四、"], True),
    ],
    ids=["headings with numbers", "the same heading", "words with numbers"],
)
def test_headings_with_numbers_of_their_own_are_text(texts: list[str], removed: bool) -> None:
    parts = pages_with(*([at(text, 60)] for text in texts))
    assert indexes_of_removed(parts) == (ALL_FOUR if removed else set())


def test_a_text_at_the_top_and_at_the_bottom_is_counted_at_each_edge() -> None:
    parts = pages_with(*([at(HEADER, 60 if n < 2 else 782)] for n in range(4)))
    assert indexes_of_removed(parts) == set()


@pytest.mark.parametrize(
    ("texts", "removed"),
    [
        (["水利概述"] * 2 + ["港埠概述"] * 2, ALL_FOUR),
        (["水利概述"] * 2 + ["港埠概述"], {0, 1}),
        (["水利概述"] * 2 + ["港埠概述", "道路概述"], set()),
        (["水利概述"] * 2 + ["港埠概述"] * 2 + ["道路概述"] * 2 + [""] * 4, set(range(6))),
        (["水利概述"] * 2 + ["港埠概述"] * 3 + [""] * 5, set()),
        (["水利概述", "水利概述", "水利概述", "水利概述", "道路概述"], {0, 1, 2, 3}),
    ],
    ids=[
        "two chapters of two pages",
        "a chapter of two pages and one of one page",
        "one of three chapters has two pages",
        "chapters at the top of 6 of 10 pages",
        "chapters at the top of 5 of 10 pages",
        "the last chapter has one page",
    ],
)
def test_chapters_that_come_back_at_a_height_at_which_most_pages_have_a_line_are_headers(
    texts: list[str], removed: set[int]
) -> None:
    parts = pages_with(*([at(text, 60)] if text else [] for text in texts))
    assert indexes_of_removed(parts) == removed


def test_pages_that_consist_of_what_comes_back_are_text() -> None:
    forms = [PagePart(n, A4, [at("申請書", 60), at("雲海縣政府", 780)]) for n in (1, 2, 3)]
    remove_running_elements(forms)
    assert [len(part.lines) for part in forms] == [2, 2, 2]


@pytest.mark.parametrize(
    ("with_text", "removed"), [(1, False), (2, True)], ids=["1 of 4 pages", "2 of 4 pages"]
)
def test_a_header_is_removed_if_half_of_the_pages_have_text_under_it(
    with_text: int, removed: bool
) -> None:
    parts = with_header_on(range(4), 4)
    for part in parts[with_text:]:
        part.lines = part.lines[1:]
    parts += [PagePart(n, A4) for n in (5, 6)]
    remove_running_elements(parts)
    headers = [row.text for part in parts for row in part.lines if row.text == HEADER]
    assert len(headers) == (0 if removed else 4)


@pytest.mark.parametrize(
    ("number", "text", "middle", "removed"),
    [
        (3, "3", 800, True),
        (3, "5", 800, False),
        (3, "- 5 -", 800, True),
        (3, "第 5 頁", 800, True),
        (3, "iv", 800, True),
        (3, "5 件", 800, False),
        (3, "3", 700, False),
    ],
    ids=[
        "its own number", "another number", "between dashes", "named", "Roman", "a count",
        "far from the edge",
    ],
)  # fmt: skip
def test_a_page_number_need_not_come_back(
    number: int, text: str, middle: float, removed: bool
) -> None:
    part = PagePart(number, A4, [at(BODIES[0], 400, 70, 12), at(text, middle)])
    assert left_after_removal([part]) == [[] if removed else [part.lines[1]]]


@pytest.mark.parametrize(
    ("lower", "removed"), [(801.8, True), (802.2, False)], ids=["1.8 points", "2.2 points"]
)
def test_a_page_number_that_need_not_come_back_is_the_outermost_item(
    lower: float, removed: bool
) -> None:
    part = PagePart(3, A4, [at(BODIES[0], 400, 70, 12), at("3", 800), at("雲海縣", lower, 400)])
    texts = [row.text for row in left_after_removal([part])[0]]  # type: ignore[union-attr]
    assert texts == (["雲海縣"] if removed else ["3", "雲海縣"])


def test_a_small_table_is_not_taken_for_a_page_number() -> None:
    cells = [PageCell(0, 0, lines=[at("3", 800)])]
    table = PageTable(Box(70, 790, 525, 810), (70.0, 525.0), cells)
    part = PagePart(3, A4, [at(BODIES[0], 400, 70, 12)], [table])
    assert left_after_removal([part]) == [[table]]


def numbered(gap: float, lower: float = 0.0, *, left: float = 70.0) -> list[TextLine]:
    """A number at the top of a page, and an item's text that begins `gap` points to the right of
    it on a baseline that is `lower`."""
    number = at("1", 60, left, 12)
    return [number, at("橋梁檢查", 60 + lower, number.x1 + gap, 12)]


@pytest.mark.parametrize(
    ("gap", "lower", "kept"),
    [
        (33, 0, True),
        (39, 0, False),
        (14, 5.5, True),
        (14, 6.5, False),
        (14, -5.5, True),
        (14, -6.5, False),
        (-100, 0, False),
    ],
    ids=[
        *("2.75 em before it", "3.25 em before it"),
        *("0.46 em above its baseline", "0.54 em above its baseline"),
        *("0.46 em below its baseline", "0.54 em below its baseline"),
        "text to the left",
    ],
)
def test_a_number_directly_before_text_is_the_number_of_an_item(
    gap: float, lower: float, kept: bool
) -> None:
    texts = ["橋梁檢查", "道路養護", "港埠工程", "水利設施"]
    parts = []
    for n, part in enumerate(pages_with(*[[]] * 4)):
        number, text = numbered(gap, lower)
        part.lines += [replace(number, text="1234"[n]), replace(text, text=texts[n])]
        parts.append(part)
    remove_running_elements(parts)
    numbers = [row.text for part in parts for row in part.lines if row.text in "1234"]
    assert numbers == (["1", "2", "3", "4"] if kept else [])


def test_the_size_of_the_larger_type_counts_between_a_number_and_its_text() -> None:
    parts = []
    for n, part in enumerate(pages_with(*[[]] * 4)):
        number = at("1234"[n], 60, 70, 6)
        text = at("橋道港水"[n] + "工程檢查", 60, number.x1 + 33, 12)
        part.lines += [number, text]
        parts.append(part)
    remove_running_elements(parts)
    assert [len(part.lines) for part in parts] == [3, 3, 3, 3]


def test_the_outermost_printed_number_of_a_page_is_its_label() -> None:
    items = [[at(f"{n + 11}", 800), at(f"雲海縣政府　{n + 40}", 780)] for n in range(4)]
    printed = remove_running_elements(pages_with(*items))
    assert printed == {1: "11", 2: "12", 3: "13", 4: "14"}


def test_a_number_in_the_text_is_not_the_label_of_its_page() -> None:
    assert remove_running_elements(pages_with(*[[]] * 3, [at("1204", 60)])) == {}


@pytest.mark.parametrize("form", ["{}.", "{}、", "（{}）", "{}"])
def test_the_number_of_an_item_at_the_top_of_a_page_is_text(form: str) -> None:
    parts = pages_with(
        *(
            [at(form.format(n), 60, 70, 12), at(f"{'橋路港堤'[n]}之檢查", 60, 110, 12)]
            for n in range(4)
        )
    )
    remove_running_elements(parts)
    assert [len(part.lines) for part in parts] == [3, 3, 3, 3]

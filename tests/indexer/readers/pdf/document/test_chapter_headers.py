"""Running headers that are on one page only, at another height, or inside of a table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from indexer.readers.pdf.document.running_elements import remove_running_elements
from indexer.readers.pdf.source.geometry import Box, Frame
from indexer.readers.pdf.tables.model import PageCell, PageTable
from tests.indexer.readers.pdf.document.edges import (
    HEADER,
    at,
    indexes_of_removed,
    left_after_removal,
    pages_with,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.page.part import PagePart
    from indexer.readers.pdf.source.geometry import TextLine

CHAPTERS = ["水利概述", "港埠概述", "道路概述", "橋梁概述", "電力概述", "燈塔概述", "車站概述"]


def chapters(echoed: Sequence[bool | None], middle: float = 60) -> list[PagePart]:
    """Pages of a chapter each; `echoed` says whether the name over the page is the heading of its
    text too, None for a page without a name over it."""
    parts = pages_with(
        *([] if each is None else [at(CHAPTERS[n], middle)] for n, each in enumerate(echoed))
    )
    for n, part in enumerate(parts):
        if echoed[n] is not False:
            part.lines.append(at(CHAPTERS[n], 300, 70, 14))
    return parts


def headers_left(parts: Sequence[PagePart], middle: float = 60) -> list[int]:
    """The indexes of the pages that still have a line around a height."""
    remove_running_elements(parts)
    return [
        n for n, part in enumerate(parts) if any(abs(x.middle_y - middle) < 5 for x in part.lines)
    ]


@pytest.mark.parametrize(
    ("echoed", "left"),
    [
        ([True] * 5, []),
        ([True] * 5 + [False], [5]),
        ([True] * 3 + [False], [0, 1, 2, 3]),
        ([False] * 4, [0, 1, 2, 3]),
        ([True, True, None, None, None, None, None], [0, 1]),
        ([True, None, True, None, None], []),
        ([None, True, None, True, None, True, None], []),
        ([True], [0]),
    ],
    ids=[
        *("all five", "five of six", "three of four", "none of four"),
        *("on two of seven pages", "on two of three odd pages", "on the even pages"),
        "on the only page",
    ],
)
def test_lines_at_one_height_that_name_the_chapters_of_their_pages_are_headers(
    echoed: list[bool | None], left: list[int]
) -> None:
    assert headers_left(chapters(echoed)) == left


def test_names_of_chapters_under_their_pages_are_text() -> None:
    assert headers_left(chapters([True] * 5, middle=782), middle=782) == [0, 1, 2, 3, 4]


def test_a_chapter_is_known_by_pieces_of_its_heading_on_one_baseline() -> None:
    parts = chapters([None] * 5)
    for n, part in enumerate(parts):
        part.lines[-1:] = [at(CHAPTERS[n][2:], 300, 140, 14), at(CHAPTERS[n][:2], 300, 70, 14)]
        part.lines.append(at(CHAPTERS[n], 60))
    assert headers_left(parts) == []


def test_headers_that_come_back_show_the_height_of_one_that_does_not() -> None:
    parts = pages_with(*[[at("水利概述", 60)]] * 4, [at("港埠概述", 60)])
    parts[4].lines.append(at("港埠概述", 300, 70, 14))
    assert headers_left(parts) == []


def test_a_line_under_another_one_is_not_the_name_of_its_chapter() -> None:
    parts = chapters([True] * 5)
    for n, part in enumerate(parts):
        part.lines.append(at(f"{'甲乙丙丁戊'[n]}冊", 40))
    assert headers_left(parts) == [0, 1, 2, 3, 4]


def test_a_table_that_says_the_same_as_the_text_is_not_a_header() -> None:
    parts = chapters([True] * 4)
    for n, part in enumerate(parts):
        cells = [PageCell(0, 0, lines=[part.lines.pop(1)])]
        part.tables = [PageTable(Box(200, 50, 400, 70), (200.0, 400.0), cells)]
        assert cells[0].text == CHAPTERS[n]
    remove_running_elements(parts)
    assert [len(part.tables) for part in parts] == [1, 1, 1, 1]


def with_a_page_across(*items: TextLine) -> list[PagePart]:
    """Four pages with a header, and a page of another shape with these items."""
    parts = pages_with(*[[at(HEADER, 60)]] * 4, items)
    parts[4].frame = Frame(0, 842.0, 595.0)
    return parts


@pytest.mark.parametrize(
    ("items", "texts"),
    [
        ([at(HEADER, 40)], []),
        ([at("雲海縣政府 年度報告", 40)], []),
        ([at(HEADER, 40), at("附圖", 30)], [HEADER, "附圖"]),
        ([at(HEADER, 40), at("附圖", 41.8)], ["附圖"]),
        ([at("雲海縣議會年度報告", 40)], ["雲海縣議會年度報告"]),
        ([at(HEADER, 560)], [HEADER]),
        ([at(HEADER, 300)], [HEADER]),
    ],
    ids=[
        *("the same text", "with a space", "under another line", "beside another line"),
        *("another text", "at the other edge", "in the middle of the page"),
    ],
)
def test_a_header_at_another_height_on_a_page_of_another_shape_is_known_by_its_text(
    items: list[TextLine], texts: list[str]
) -> None:
    *_, last = left_after_removal(with_a_page_across(*items))
    assert [row.text for row in last if not isinstance(row, PageTable)] == texts


def test_a_line_that_is_not_a_header_is_not_known_by_its_text() -> None:
    parts = pages_with([at("附圖", 60)], [at("附圖", 80)], [], [], [], [])
    assert indexes_of_removed(parts) == set()


def table_from(top: float, *texts: str) -> PageTable:
    """A table with a text in each of its rows, which are 20 points high."""
    cells = [PageCell(n, 0, lines=[at(text, top + 20 * n)]) for n, text in enumerate(texts)]
    box = Box(70.0, top - 10, 525.0, top - 10 + 20 * len(texts))
    return PageTable(box, (70.0, 525.0), cells)


@pytest.mark.parametrize(
    ("top", "others", "removed"),
    [(60, 3, True), (61.8, 3, True), (62.2, 3, False), (60, 0, False), (58.2, 3, True)],
    ids=["at its height", "1.8 lower", "2.2 lower", "of no other page", "1.8 higher"],
)
def test_a_header_inside_of_a_table_is_taken_out_of_it(
    top: float, others: int, removed: bool
) -> None:
    rows = ["區別", "東區", "西區", "南區"]
    table = table_from(top, HEADER, *rows)
    parts = pages_with(*[[at(HEADER, 60)]] * others, [table])
    remove_running_elements(parts)
    assert [cell.text for cell in table.cells] == (rows if removed else [HEADER, *rows])


def test_a_row_of_a_table_with_the_text_of_other_pages_is_not_a_running_header() -> None:
    table = table_from(60, "附圖", "東區", "西區", "南區")
    remove_running_elements(pages_with([at("附圖", 60)], [at("附圖", 60)], [], [], [], [table]))
    assert [cell.text for cell in table.cells] == ["附圖", "東區", "西區", "南區"]


def test_a_footer_inside_of_a_table_is_taken_out_of_it() -> None:
    table = table_from(712, "區別", "東區", "西區", "南區", HEADER)
    remove_running_elements(pages_with(*[[at(HEADER, 792)]] * 3, [table]))
    assert [cell.text for cell in table.cells] == ["區別", "東區", "西區", "南區"]


def test_a_header_row_that_comes_back_is_not_a_running_header() -> None:
    tables = [table_from(60, "區別", f"{name}區", "合計", "備註") for name in "東西南"]
    remove_running_elements(pages_with(*([table] for table in tables)))
    assert [table.rows for table in tables] == [4, 4, 4]


def test_a_header_stays_one_beside_an_item_of_another_page_at_its_height() -> None:
    parts = pages_with(*[[at(HEADER, 60)]] * 4, [at("一、橋梁", 60)])
    assert indexes_of_removed(parts) == {0, 1, 2, 3}


def test_the_items_of_other_pages_and_of_the_other_edge_are_not_nearer_to_an_edge() -> None:
    parts = pages_with([], [], [at("3", 800), at("附圖", 20)], [at("附表", 830)])
    left = [[row.text for row in items] for items in left_after_removal(parts)]  # type: ignore[union-attr]
    assert left == [[], [], ["附圖"], ["附表"]]


def test_only_numbers_are_kept_for_the_text_after_them() -> None:
    texts = ["橋梁檢查", "道路養護", "港埠工程", "水利設施"]
    items = [[at(HEADER, 60, 70), at(text, 60, 160)] for text in texts]
    left = [[row.text for row in found] for found in left_after_removal(pages_with(*items))]  # type: ignore[union-attr]
    assert left == [[text] for text in texts]


def test_a_page_number_before_a_running_header_is_removed_with_it() -> None:
    numbers = [at(f"{n + 11}", 60, 70) for n in range(4)]
    parts = pages_with(*([number, at(HEADER, 60, 90)] for number in numbers))
    assert indexes_of_removed(parts) == {0, 1, 2, 3}


def test_a_number_before_a_watermark_is_not_the_number_of_an_item() -> None:
    parts = []
    for n, part in enumerate(pages_with(*[[]] * 4)):
        part.lines += [at(f"{n + 11}", 60, 70), replace(at("草案", 60, 90), orientation=1)]
        parts.append(part)
    remove_running_elements(parts)
    assert not [row for part in parts for row in part.lines if row.text.isdecimal()]

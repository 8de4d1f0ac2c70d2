"""Page numbers by their sequence: on how few pages, in which form, at which place."""

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
    at,
    indexes_of_removed,
    left_after_removal,
    pages_with,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.source.geometry import TextLine

FOOT = 800.0


def numbered(texts: Sequence[str], middle: float = FOOT, x: float = 290.0) -> list[PagePart]:
    """Pages with these texts at the foot; none for an empty text."""
    return pages_with(*([at(text, middle, x)] if text else [] for text in texts))


@pytest.mark.parametrize(
    "form",
    [
        "{}",
        "- {} -",
        "乙-{}",
        "乙－ {}",
        "附錄－{}",
        "第 {} 頁，共 99 頁",
        "3-{}",
        "A-{}",
        "．{}．",
    ],
)
def test_three_pages_of_many_are_a_sequence(form: str) -> None:
    texts = ["", "", "", form.format(41), form.format(42), form.format(43), *[""] * 7]
    assert indexes_of_removed(numbered(texts)) == {3, 4, 5}


@pytest.mark.parametrize(
    "texts",
    [["五", "六", "七"], ["ix", "x", "xi"], ["二一", "二二", "二三"], ["十九", "二十", "二十一"]],
)
def test_other_numerals_count_on_too(texts: list[str]) -> None:
    assert indexes_of_removed(numbered(["", *texts, *[""] * 8])) == {1, 2, 3}


def test_labels_are_the_printed_numbers() -> None:
    parts = numbered(["", "甲－1", "甲－2", "乙－1", "乙－2", "乙－3", *[""] * 6])
    assert remove_running_elements(parts) == {
        2: "甲－1", 3: "甲－2", 4: "乙－1", 5: "乙－2", 6: "乙－3",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("texts", "removed"),
    [
        (["", "41", "42", *[""] * 7], {1, 2}),
        (["", "41", "", "43", *[""] * 6], set()),
        (["", "41", "", "43", "", "45", *[""] * 5], {1, 3, 5}),
        (["", "41", "47", "52", *[""] * 6], set()),
        (["", "3,041", "3,042", "3,043", *[""] * 6], set()),
        (["", "-41", "-42", "-43", *[""] * 6], set()),
        (["", "圖-1", "圖-2", "圖-3", *[""] * 6], set()),
    ],
    ids=[
        *("two pages in a row", "two pages apart", "every other page", "no sequence"),
        *("amounts", "negative numbers", "captions"),
    ],
)
def test_numbers_without_a_sequence_are_text(texts: list[str], removed: set[int]) -> None:
    assert indexes_of_removed(numbered(texts)) == removed


def test_a_sequence_may_begin_anew_with_each_chapter() -> None:
    texts = ["1", "2", "3", "1", "2", "3", "4", "1", "2", "1", "1", "2"]
    parts = numbered(texts)
    assert indexes_of_removed(parts) == set(range(12))


def test_numbers_alternate_between_left_and_right() -> None:
    parts = pages_with(
        *([at(str(n + 71), FOOT, 70.0 if n % 2 else 510.0)] if n > 6 else [] for n in range(12))
    )
    assert indexes_of_removed(parts) == {7, 8, 9, 10, 11}


def test_pieces_on_one_level_are_one_number() -> None:
    parts = pages_with(
        *(
            [at("乙", FOOT, 280.0), at("－", FOOT, 292.0), at(str(n), FOOT, 304.0)]
            for n in range(3)
        ),
        *([] for _ in range(8)),
    )
    assert left_after_removal(parts) == [[]] * 11


def test_a_number_beside_other_text_is_no_page_number() -> None:
    parts = pages_with(
        *([at("甲乙丙"[n], FOOT, 280.0), at(str(n), FOOT, 340.0)] for n in range(3)),
        *([] for _ in range(8)),
    )
    assert [len(items) for items in left_after_removal(parts)[:3]] == [2, 2, 2]


def framed(number: str, *, beside: str = "", middle: float = 780.0) -> PageTable:
    """A table of a page whose frame reaches down to the page's number, which is its last row."""
    rows = [PageCell(0, 0, lines=[at("歲入", 400, 80)]), PageCell(0, 1, lines=[at("8", 400, 300)])]
    rows.append(PageCell(1, 1, lines=[at(number, middle, 300)]))
    rows.append(PageCell(1, 0, lines=[at(beside, middle, 80)] if beside else []))
    return PageTable(Box(70, 380, 525, 800), (70.0, 250.0, 525.0), rows)


def test_a_number_in_a_frame_around_the_page_leaves_its_table() -> None:
    parts = pages_with(*([framed(str(n + 8))] for n in range(3)), *([] for _ in range(8)))
    remove_running_elements(parts)
    assert [[line.text for line in part.tables[0].lines] for part in parts[:3]] == [
        ["歲入", "8"]
    ] * 3
    assert [part.tables[0].rows for part in parts[:3]] == [1, 1, 1]


@pytest.mark.parametrize(
    "tables",
    [
        [framed(str(n + 8), beside="合計") for n in range(3)],
        [framed(str(n + 8), middle=700.0) for n in range(3)],
        [framed(text) for text in ("8", "15", "3")],
    ],
    ids=["with a label beside it", "far from the edge", "no sequence"],
)
def test_a_number_of_a_table_stays(tables: list[PageTable]) -> None:
    parts = pages_with(*([table] for table in tables), *([] for _ in range(8)))
    before = [len(table.lines) for table in tables]
    remove_running_elements(parts)
    assert [len(part.tables[0].lines) for part in parts[:3]] == before


def test_text_outside_of_a_number_makes_it_text() -> None:
    parts = pages_with(
        *([at(str(n + 8), 770), at(f"其{'甲乙丙'[n]}為橋梁", 800)] for n in range(3)),
        *([] for _ in range(8)),
    )
    assert [len(items) for items in left_after_removal(parts)[:3]] == [2, 2, 2]


def test_the_number_of_a_part_of_one_page_is_at_the_height_of_the_others() -> None:
    texts = ["", "1", "2", "3", "1", *[""] * 6]
    assert indexes_of_removed(numbered(texts)) == {1, 2, 3, 4}
    parts = pages_with(
        *([at(t, FOOT)] for t in "1234"), [at("9", FOOT - 20)], *([] for _ in "12345678")
    )
    assert indexes_of_removed(parts) == {0, 1, 2, 3}


def single(number: TextLine) -> list[PagePart]:
    return [PagePart(1, A4, [at("本局辦理橋梁之檢查。", 700, 70, 12), number])]


@pytest.mark.parametrize(
    ("number", "removed"),
    [
        (at("4", 790, 295), True),
        (at("4", 790, 330), False),
        (at("4", 716, 295), False),
        (at("4件", 790, 295), False),
    ],
    ids=["in the middle", "at the right", "directly under the text", "no number"],
)
def test_the_number_of_the_only_page_is_below_its_text(number: TextLine, removed: bool) -> None:
    parts = single(number)
    remove_running_elements(parts)
    assert (number not in parts[0].lines) == removed


def test_numbers_of_turned_pages_are_at_the_edge_as_it_is_shown() -> None:
    frame = Frame(1, 595.0, 842.0)
    made = []
    for n in range(4):
        box = frame.into((290.0, 795.0, 300.0, 805.0))
        number = replace(at(str(n + 30), 0), x0=box.x0, y0=box.y0, x1=box.x1, y1=box.y1)
        made.append(PagePart(n + 1, frame, [at(f"{'甲乙丙丁'[n]}橋之檢查", 300, 70), number]))
    made += pages_with(*([] for _ in range(8)))
    remove_running_elements(made)
    assert [len(part.lines) for part in made[:4]] == [1, 1, 1, 1]

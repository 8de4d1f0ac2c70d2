"""Torn paragraphs, collapsed cells, rows in no table: each counted, and nothing where all is
right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.evals.real.artifacts import artifacts_of
from judian.evals.real.contenders import Cell, Segment
from judian.evals.real.paragraphs import broken_paragraphs
from judian.evals.real.tables import (
    collapsed_cells,
    numeric_cell,
    rows_in_no_table,
    rows_of_numbers,
)
from tests.judian.evals.real.drawn import Item, draw

if TYPE_CHECKING:
    from pathlib import Path

FIRST = "海巡署本年度在各港口查獲走私案件較前一年度增加許多其"
SECOND = "中以農產品走私最多另外查獲毒品及槍械等違禁物品數量亦"
THIRD = "較往年增加。"
LINES = [(FIRST, 100, 300), (SECOND, 100, 320), (THIRD, 100, 340)]


def part(text: str, page: int = 1) -> Segment:
    return Segment(text, page, running=True)


def torn_texts(path: Path, segments: list[Segment], *pages: list[Item]) -> list[str]:
    printed = draw(path, *pages)
    return [
        before.text for before, _ in broken_paragraphs(segments, printed, artifacts_of(printed))
    ]


def test_a_paragraph_that_goes_on_in_the_next_block_is_torn(tmp_path: Path) -> None:
    assert torn_texts(tmp_path / "a.pdf", [part(FIRST), part(SECOND + THIRD)], LINES) == [FIRST]
    assert not torn_texts(tmp_path / "a.pdf", [part(FIRST + SECOND + THIRD)], LINES)


def test_a_paragraph_torn_at_the_end_of_a_page(tmp_path: Path) -> None:
    pages = [[(THIRD, 100, 280), LINES[0]], [LINES[1], (FIRST, 100, 340)]]
    segments = [part(FIRST), part(SECOND, 2)]
    assert torn_texts(tmp_path / "a.pdf", segments, *pages) == []  # no other line reaches so far
    pages[0].insert(0, (SECOND, 100, 260))
    assert torn_texts(tmp_path / "a.pdf", segments, *pages) == [FIRST]


@pytest.mark.parametrize(
    ("lines", "segments"),
    [
        ([(FIRST[:12], 100, 300), *LINES[1:], (FIRST, 100, 360)], [part(FIRST[:12]), part(SECOND)]),
        ([LINES[0], (SECOND, 124, 320), LINES[2]], [part(FIRST), part(SECOND + THIRD)]),
        ([LINES[0], (SECOND, 100, 380), LINES[2]], [part(FIRST), part(SECOND + THIRD)]),
        ([LINES[0], (SECOND, 100, 320, 15)], [part(FIRST), part(SECOND)]),
        (
            [LINES[0], ("二、" + SECOND[:-2], 100, 320), LINES[2]],
            [part(FIRST), part("二、" + SECOND[:-2])],
        ),
        (
            [(FIRST[:-1] + "。", 100, 300), *LINES[1:]],
            [part(FIRST[:-1] + "。"), part(SECOND + THIRD)],
        ),
    ],
    ids=["short line", "indent", "gap", "size", "list mark", "sentence ends"],
)
def test_what_begins_anew_is_not_torn(
    tmp_path: Path, lines: list[Item], segments: list[Segment]
) -> None:
    assert not torn_texts(tmp_path / "a.pdf", segments, lines)


def test_text_beside_a_picture_is_torn_line_by_line(tmp_path: Path) -> None:
    narrow = [
        "本年度各港口查獲走私",
        "案件增加其中以農產品",
        "走私最多另外查獲毒品",
        "及槍械等物品數量亦較",
    ]
    lines: list[Item] = [(text, 100, 300 + 20 * at) for at, text in enumerate(narrow)]
    lines += [(FIRST, 100, 500), (SECOND, 100, 520)]
    assert torn_texts(tmp_path / "a.pdf", [part(text) for text in narrow], lines) == narrow[:3]


ROWS: list[Item] = [
    (number, 200 + 100 * column, 300 + 20 * row)
    for row, numbers in enumerate((("1,234", "56.7"), ("8,901", "23.4"), ("5,678", "90.1")))
    for column, number in enumerate(numbers)
]


def test_numbers_of_several_rows_in_one_cell_are_collapsed(tmp_path: Path) -> None:
    pages = draw(tmp_path / "a.pdf", ROWS)
    texts = ["1,234", "8,901", "5,678", "56.7", "23.4", "90.1"]
    right = collapsed_cells([Cell(text, 1) for text in texts], pages)
    assert (right.total, right.collapsed) == (6, 0)
    wrong = collapsed_cells([Cell("1,234\n8,901 5,678", 1), Cell("56.7", 1)], pages)
    assert (wrong.total, wrong.collapsed) == (4, 3)


def test_numbers_printed_side_by_side_are_not_collapsed(tmp_path: Path) -> None:
    pages = draw(tmp_path / "a.pdf", [("12", 200, 300), ("34", 220, 300), ("34", 200, 330)])
    assert collapsed_cells([Cell("12 34", 1)], pages).collapsed == 0


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1,234", ["1,234"]),
        ("－1,234 △5", ["1,234", "5"]),
        ("32件 45件", ["32", "45"]),
        ("12 (34.5%)", []),
        ("經費12億元，其中3億元", []),
        ("88及89", []),
        ("97.1.1 97.12.31", []),
        ("合計", []),
    ],
)
def test_cells_that_hold_only_numbers(text: str, numbers: list[str]) -> None:
    assert numeric_cell(text) == numbers


def test_rows_of_numbers_outside_of_tables(tmp_path: Path) -> None:
    page = draw(tmp_path / "a.pdf", ROWS)[0]
    rows = rows_of_numbers(page, artifacts_of([page])[0])
    assert rows == [["1,234", "56.7"], ["8,901", "23.4"], ["5,678", "90.1"]]
    assert rows_in_no_table(rows, {"1,234", "56.7", "8,901"}) == [["5,678", "90.1"]]


def test_two_lines_are_no_table_and_neither_is_prose(tmp_path: Path) -> None:
    two = draw(tmp_path / "a.pdf", ROWS[:4])[0]
    assert not rows_of_numbers(two, artifacts_of([two])[0])
    lines = [(f"查獲{at}件移送{at + 5}人", 100, 300 + 20 * at) for at in range(4)]
    prose = draw(tmp_path / "b.pdf", lines)[0]
    assert not rows_of_numbers(prose, artifacts_of([prose])[0])

"""Lines of a cell are joined where the cell was full, and kept apart elsewhere."""

from __future__ import annotations

import pytest

from indexer.readers.pdf.tables.cell_text import continues_below, join_cell
from tests.indexer.readers.pdf.tables.rows_of_type import text

JOINED, SEPARATE = "甲乙丙丁", "甲乙\n丙丁"


@pytest.mark.parametrize(("used", "joined"), [(75.3, JOINED), (74.7, SEPARATE)])
def test_a_line_is_full_if_one_more_character_has_no_room(used: float, joined: str) -> None:
    # 100 points less 6 of padding a side; a character is 10 points wide, and 3 are slack
    lines = [text("甲乙", 70, 100, width=used), text("丙丁", 70, 115)]
    assert join_cell(lines, 100) == joined
    assert continues_below(lines[:1], lines[1:], 100) is (joined == JOINED)


@pytest.mark.parametrize(("used", "joined"), [(85.2, JOINED), (84.8, SEPARATE)])
def test_text_may_fill_all_but_a_point_of_padding(used: float, joined: str) -> None:
    lines = [text("甲乙", 70, 100, width=used), text("丙丁", 70, 115, width=99)]
    assert join_cell(lines, 100) == joined


@pytest.mark.parametrize(
    ("used", "joined"), [(80.4, "12345 678"), (79.6, "12345\n678"), (60, "12345\n678")]
)
def test_a_number_is_broken_only_if_nothing_more_has_room(used: float, joined: str) -> None:
    lines = [text("12345", 70, 100, width=used), text("678", 70, 115)]
    assert join_cell(lines, 100) == joined


def test_two_numbers_are_not_one() -> None:
    full = [text("12", 70, 100, width=87), text("3", 70, 115)]
    assert join_cell(full, 100) == "12\n3", "it would have been set on one line"
    longer = [text("12", 70, 100, width=87), text("3456", 70, 115)]
    assert join_cell(longer, 100) == "12\n3456"


@pytest.mark.parametrize(
    ("parts", "joined"),
    [
        (("12,34", "5"), "12,345"),
        (("1,234,567,8", "90"), "1,234,567,890"),
        (("987,654,", "321"), "987,654,321"),
        (("1,23", "4,56", "7"), "1,234,567"),
        (("123", ",456"), "123,456"),
        (("98.", "55"), "98.55"),
        (("- 1,23", "4"), "- 1,234"),
        (("（12,34", "5）"), "（12,345）"),
        (("12", "3,456"), "12\n3,456"),
        (("1,234", "567"), "1,234\n567"),
        (("98", "55"), "98\n55"),
        (("1.", "2."), "1.\n2."),
    ],
)
def test_a_number_that_its_cell_divides_is_whole(parts: tuple[str, ...], joined: str) -> None:
    lines = [text(part, 70, 100 + 13.0 * at) for at, part in enumerate(parts)]
    assert join_cell(lines, 100) == joined


def test_no_space_comes_into_a_number_on_one_baseline() -> None:
    assert join_cell([text("12,34", 70), text("5", 120)], 100) == "12,345"


def test_punctuation_that_begins_no_line_shows_that_the_line_was_broken() -> None:
    assert join_cell([text("甲乙", 70, 100), text("，丙", 70, 115)], 100) == "甲乙，丙"
    assert join_cell([text("甲（", 70, 100), text("乙）", 70, 115)], 100) == "甲（乙）"


def test_a_cell_of_unknown_width_is_as_wide_as_its_longest_line() -> None:
    lines = [text("甲乙丙丁", 70, 100), text("戊己", 70, 115)]
    assert join_cell(lines, 0) == "甲乙丙丁戊己"
    assert join_cell([text("甲乙", 70, 100), text("丙丁戊己", 70, 115)], 0) == "甲乙\n丙丁戊己"


def test_words_on_one_baseline_are_separated_by_a_space() -> None:
    assert join_cell([text("甲", 70), text("12", 100)], 100) == "甲 12"


def test_an_empty_cell_continues_nothing() -> None:
    assert not continues_below([], [text("甲", 70)], 100)
    assert not continues_below([text("甲", 70)], [], 100)


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        ((("二、甲乙", 70, 84), ("丙丁", 90, 64), ("戊", 90, 10)), "二、甲乙丙丁戊"),
        ((("二、甲乙", 70, 84), ("丙丁", 90, 54), ("戊", 90, 10)), "二、甲乙丙丁\n戊"),
        ((("二甲乙", 70, 84), ("丙丁", 90, 64), ("戊", 90, 10)), "二甲乙丙丁\n戊"),
        ((("二、甲乙", 70, 84), ("丙丁", 80, 64), ("戊", 90, 10)), "二、甲乙丙丁\n戊"),
        (
            (("一、甲乙", 70, 84), ("丙丁", 90, 64), ("戊", 90, 10), ("二、己庚", 70, 40)),
            "一、甲乙丙丁戊\n二、己庚",
        ),
    ],
    ids=["full", "room left", "no number", "other indents", "two items"],
)
def test_lines_below_the_number_of_an_item_have_less_room(
    lines: tuple[tuple[str, float, float], ...], joined: str
) -> None:
    made = [text(t, x, 100 + 15.0 * at, width=wide) for at, (t, x, wide) in enumerate(lines)]
    assert join_cell(made, 100) == joined

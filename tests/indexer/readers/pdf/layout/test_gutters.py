"""Gutters between text columns, and lines that were joined across one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.readers.pdf.layout.gutters import cut_at_gutter, find_gutter, split_at_seams
from indexer.readers.pdf.source.geometry import TextLine
from tests.indexer.readers.pdf.layout.pieces import (
    LEFT,
    RIGHT,
    Span,
    lines_at,
    table,
    text_line,
    two_columns,
)

if TYPE_CHECKING:
    from indexer.readers.pdf.layout.bands import Item


#: Vertical labels.
TURNED = [text_line(*LEFT, 100 + 16 * at, orientation=1) for at in range(9)]


def interrupted(count: int, across: int, reaching: int = 0) -> list[TextLine]:
    """So many lines in two columns: some are short headings across the gutter, some reach into
    its left half."""
    rows = (count - across) // 2
    spans = [*[(100.0, 300.0)] * reaching, *[LEFT] * (rows - reaching)]
    headings = lines_at([(200.0, 400.0)] * across)
    return [*headings, *lines_at(spans, 900), *lines_at([RIGHT] * rows, 900)]


@pytest.mark.parametrize(
    ("gap", "found"),
    [pytest.param(8.1, True, id="0.81 em"), pytest.param(7.9, False, id="0.79 em")],
)
def test_a_gutter_is_as_wide_as_a_character_with_its_kerning(gap: float, found: bool) -> None:
    middle = find_gutter(two_columns(10, (100, 290), (290 + gap, 500)), 0)
    assert (middle is not None) is found


@pytest.mark.parametrize(
    ("left", "right", "found"),
    [
        pytest.param((100, 160), (184, 290), True, id="the gutter is 7.2 em from the edge"),
        pytest.param((100, 156), (178, 284), False, id="the gutter is 6.7 em from the edge"),
        pytest.param((100, 206), (230, 290), True, id="7.2 em from the right edge"),
        pytest.param((100, 206), (228, 280), False, id="6.4 em from the right edge"),
    ],
)
def test_a_text_column_holds_seven_characters(left: Span, right: Span, found: bool) -> None:
    assert (find_gutter(two_columns(10, left, right), 0) is not None) is found


@pytest.mark.parametrize(
    ("left", "right", "found"),
    [
        pytest.param((100, 340), (360, 500), True, id="60 % of the width of the text"),
        pytest.param((100, 356), (376, 500), False, id="64 % of the width of the text"),
    ],
)
def test_lines_much_wider_than_half_of_the_text_are_in_no_column(
    left: Span, right: Span, found: bool
) -> None:
    assert (find_gutter(two_columns(10, left, right), 0) is not None) is found


@pytest.mark.parametrize(
    ("left", "right", "found"), [(4, 4, True), (3, 4, False), (2, 8, True), (1, 8, False)]
)
def test_text_columns_have_several_rows(left: int, right: int, found: bool) -> None:
    lines = [*lines_at([LEFT] * left), *lines_at([RIGHT] * right)]
    assert (find_gutter(lines, 0) is not None) is found


def test_three_rows_of_two_pieces_each_are_too_few() -> None:
    pieces = [(100, 190), (200, 290), (310, 400), (410, 500)]
    assert find_gutter([line for span in pieces for line in lines_at([span] * 3)], 0) is None
    assert find_gutter([line for span in pieces for line in lines_at([span] * 4)], 0)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([], id="no lines"),
        pytest.param(lines_at([(100, 500)] * 8), id="only lines across the page"),
        pytest.param(lines_at([(100, 290)] * 20), id="one column"),
        pytest.param(TURNED, id="turned text"),
    ],
)
def test_one_column_has_no_gutter(lines: list[TextLine]) -> None:
    assert find_gutter(lines, 0) is None


@pytest.mark.parametrize(("depth", "found"), [(2, True), (3, False)])
def test_columns_are_divided_three_times_at_most(depth: int, found: bool) -> None:
    assert (find_gutter(two_columns(10), depth) is not None) is found


@pytest.mark.parametrize(
    ("lines", "middle"),
    [
        pytest.param(interrupted(20, 0), 299.5, id="free"),
        pytest.param(interrupted(53, 1, 1), 304.5, id="1 of 53 crosses and 1 reaches into it"),
        pytest.param(interrupted(45, 1, 1), 299.5, id="1 of 45 crosses and 1 reaches into it"),
        pytest.param(interrupted(44, 2, 1), 304.5, id="2 of 44 cross and 1 reaches into it"),
        pytest.param(interrupted(38, 2, 1), 299.5, id="2 of 38 cross and 1 reaches into it"),
        pytest.param(interrupted(44, 4, 1), 304.5, id="4 of 44 cross and 1 reaches into it"),
        pytest.param(interrupted(36, 4, 1), 299.5, id="4 of 36 cross and 1 reaches into it"),
        pytest.param(interrupted(39, 9), 299.5, id="9 of 39 cross"),
        pytest.param(interrupted(41, 11), None, id="11 of 41 cross"),
    ],
)
def test_the_gutter_that_is_crossed_by_the_smallest_share_of_lines_is_taken(
    lines: list[TextLine], middle: float | None
) -> None:
    """The wider free stretch counts only where the narrower one needs as large a share."""
    assert find_gutter(lines, 0) == middle


def cells(count: int, orders: bool = False) -> list[TextLine]:
    """Eight rows of so many pieces with narrow gaps between them; with `orders` drawn one column
    after the other."""
    return [
        text_line(
            100 + 50 * at, 140 + 50 * at, 100 + 16 * row, "件數", order=(8 * at + row) * orders
        )
        for at in range(count)
        for row in range(8)
    ]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        pytest.param(cells(9), True, id="8 gaps"),
        pytest.param(cells(10), False, id="9 gaps"),
        pytest.param(cells(10, True), True, id="9 gaps, drawn side by side"),
    ],
)
def test_many_gaps_side_by_side_are_those_of_a_table(lines: list[TextLine], found: bool) -> None:
    assert (find_gutter(lines, 0) is not None) is found


def test_a_gap_between_pieces_that_are_drawn_row_by_row_is_in_a_table() -> None:
    lines = two_columns(10)
    for at, line in enumerate(lines):
        line.order = 2 * (at % 10) + at // 10
    assert find_gutter(lines, 0) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("各漁港，", True, id="a comma"),
        pytest.param("各漁港", False, id="a character"),
        pytest.param("，", False, id="nothing but a comma"),
    ],
)
def test_punctuation_may_hang_into_a_gutter(text: str, found: bool) -> None:
    left = [text_line(100, 298, 100 + 16 * at, text) for at in range(12)]
    right = lines_at([(303, 500)] * 8)
    assert (find_gutter([*left, *right], 0) is not None) is found


@pytest.mark.parametrize(
    ("x0", "x1", "found"),
    [
        pytest.param(200, 400, False, id="as narrow as a line of a column"),
        pytest.param(100, 500, True, id="as wide as the page"),
    ],
)
def test_tables_across_a_gutter_count_as_its_lines_unless_they_are_wide(
    x0: float, x1: float, found: bool
) -> None:
    tables = [table(x0, 20 + 10 * at, x1, 28 + 10 * at) for at in range(5)]
    assert (find_gutter([*two_columns(5), *tables], 0) is not None) is found


@pytest.mark.parametrize(
    ("end", "gutter"),
    [
        pytest.param(268.0, None, id="0.9 em beside it"),
        pytest.param(272.0, 279.5, id="1.1 em beside it"),
    ],
)
def test_a_gutter_is_not_tried_again_within_a_character(end: float, gutter: float | None) -> None:
    """One line reaches further than the others. Up to its end the lines do not fill the column;
    without it they do."""
    left = [(100.0, 250.0), (144.0, end), *[(144.0, 250.0)] * 8]
    assert find_gutter([*lines_at(left), *lines_at([RIGHT] * 10)], 0) == gutter


def test_columns_that_are_not_beside_each_other_have_no_gutter() -> None:
    across = text_line(100, 500, 300)
    assert find_gutter([*lines_at([LEFT] * 10), across, *lines_at([RIGHT] * 10, 400)], 0) is None


def test_a_table_in_a_column_does_not_hide_the_gutter() -> None:
    assert find_gutter([*two_columns(10), table(310, 300, 500, 400)], 0) == 299.5


@pytest.mark.parametrize(
    ("left", "right", "found"),
    [
        pytest.param((100, 225), (365, 500), True, id="64 % of the left column"),
        pytest.param((100, 210), (365, 500), False, id="59 % of the left column"),
        pytest.param((100, 235), (375, 500), True, id="64 % of the right column"),
        pytest.param((100, 235), (390, 500), False, id="59 % of the right column"),
    ],
)
def test_prose_fills_most_of_its_column(left: Span, right: Span, found: bool) -> None:
    assert (find_gutter(two_columns(10, left, right), 0) is not None) is found


def test_a_side_of_a_gutter_may_hold_two_columns() -> None:
    outer: list[Item] = [
        *two_columns(8, (100, 174), (240, 314)),
        *two_columns(8, (434, 508), (574, 648)),
    ]
    assert find_gutter(outer, 0) == 373.5


def joined(left: float, right: float, text: str = "檢查各漁") -> TextLine:
    """A line of two runs: the first one ends at `left`, the second one begins at `right`."""
    return text_line(100, 500, 100, text + "辦理各項", seams=((4, left, right),))


def texts(items: list[Item]) -> list[str]:
    return [item.text for item in items if isinstance(item, TextLine)]


@pytest.mark.parametrize(
    ("line", "cut"),
    [
        pytest.param(joined(290, 298.5), True, id="0.85 em"),
        pytest.param(joined(290, 297.5), False, id="0.75 em"),
        pytest.param(joined(299, 297.5, "檢查，　"), True, id="0.85 em without hanging comma"),
        pytest.param(joined(299, 296.5, "檢查各，"), False, id="0.75 em without hanging comma"),
        pytest.param(text_line(100, 500, 100), False, id="no seam"),
    ],
)
def test_a_line_is_cut_at_a_seam_that_is_as_wide_as_a_gutter(line: TextLine, cut: bool) -> None:
    assert len(split_at_seams([line])) == 1 + cut


@pytest.mark.parametrize(
    ("gutter", "cut"),
    [(289.0, False), (291.0, True), (310.0, True), (310.9, True), (311.1, False), (550.0, False)],
)
def test_a_line_is_cut_at_the_seam_that_is_on_the_gutter(gutter: float, cut: bool) -> None:
    found = texts(cut_at_gutter(joined(290, 310), gutter))
    assert found == (["檢查各漁", "辦理各項"] if cut else ["檢查各漁辦理各項"])


def test_other_items_are_not_cut() -> None:
    own = table(100, 100, 500, 200)
    assert split_at_seams([own]) == [own]
    assert cut_at_gutter(own, 300) == [own]
    aside = text_line(310, 500, 100, "辦理各項工程", seams=((2, 290, 299),))
    assert cut_at_gutter(aside, 295) == [aside], "the gutter is not within the line"

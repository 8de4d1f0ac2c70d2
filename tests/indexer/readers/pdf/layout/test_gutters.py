"""Gutters between text columns, tried just inside and just outside each limit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from indexer.readers.pdf.layout.gutters import (
    are_sides_drawn_apart,
    confirm_gutter,
    cut_at_gutter,
    find_gutter,
    usual_gutter,
)
from indexer.readers.pdf.source.geometry import TextLine

if TYPE_CHECKING:
    from collections.abc import Sequence


def at(x0: float, x1: float, base: float, *, order: int = 0, size: float = 10.0) -> TextLine:
    """A line from x0 to x1. Lines of one order were drawn at once: it shows nothing then."""
    return TextLine(
        "文", x0, base - 8.8, x1, base + 1.2, base, size, "Ming", False, [x0], order=order
    )


def side(x0: float, x1: float, count: int, *, top: float = 100.0) -> list[TextLine]:
    return [at(x0, x1, top + 20 * n) for n in range(count)]


def columns(
    left: int = 8, right: int = 8, *, gap: float = 20.0, width: float = 200.0, fill: float = 1.0
) -> list[TextLine]:
    """Two columns of some rows; the first row of each is as wide as its column, the others fill
    a share of it."""
    first, second = 50.0, 50.0 + width + gap
    lines = [at(first, first + width, 100), at(second, second + width, 100)]
    lines += side(first, first + fill * width, left - 1, top=120)
    return lines + side(second, second + fill * width, right - 1, top=120)


def is_divided(lines: Sequence[TextLine], depth: int = 0) -> bool:
    return find_gutter(lines, depth) is not None


@pytest.mark.parametrize(("gap", "found"), [(8.4, True), (7.6, False)])
def test_a_gutter_is_about_a_character_wide(gap: float, found: bool) -> None:
    # Lines may reach into it by a point, so that 8 points of paper are 9 of gutter.
    assert is_divided(columns(gap=gap)) is found


@pytest.mark.parametrize(("gap", "found"), [(7.9, False), (8.15, True)])
def test_a_line_may_reach_a_point_into_a_gutter(gap: float, found: bool) -> None:
    assert is_divided(columns(gap=gap)) is found


@pytest.mark.parametrize(("narrow", "found"), [(62, True), (58, False)])
def test_a_text_column_is_several_characters_wide(narrow: float, found: bool) -> None:
    # The gutter's middle is 10 points from the narrow column.
    lines = side(50, 50 + narrow, 8) + side(70 + narrow, 70 + narrow + 100, 8)
    assert is_divided(lines) is found


@pytest.mark.parametrize(("rows", "found"), [(4, True), (3, False)])
def test_the_fuller_column_has_several_rows(rows: int, found: bool) -> None:
    assert is_divided([*columns(rows, rows), *side(50, 470, 3, top=400)]) is (found and rows == 4)


@pytest.mark.parametrize(("rows", "found"), [(2, True), (1, False)])
def test_the_emptier_column_has_two_rows(rows: int, found: bool) -> None:
    assert is_divided(columns(8, rows)) is found


@pytest.mark.parametrize(("fill", "found"), [(0.2, True), (0.03, False)])
def test_rows_of_prose_fill_their_column(fill: float, found: bool) -> None:
    # Seven of twelve rows fill their column, which has half of the gutter besides.
    lines = []
    for n in range(12):
        width = 200 if n < 7 else fill * 200
        lines += [at(50, 50 + width, 100 + 20 * n), at(270, 270 + width, 100 + 20 * n)]
    assert is_divided(lines) is found


@pytest.mark.parametrize(("share", "found"), [(0.6, True), (0.64, False)])
def test_wide_lines_are_in_no_column(share: float, found: bool) -> None:
    # The text is 500 points wide; the left column takes its share of them.
    lines = side(50, 50 + share * 500, 8) + side(50 + share * 500 + 20, 550, 8)
    assert is_divided(lines) is found


@pytest.mark.parametrize(("crossing", "found"), [(5, True), (6, False)])
def test_few_lines_cross_a_gutter(crossing: int, found: bool) -> None:
    across = [at(150, 330, 300 + 20 * n) for n in range(crossing)]
    assert is_divided([*columns(8, 8), *across]) is found


@pytest.mark.parametrize(("depth", "found"), [(2, True), (3, False)])
def test_columns_are_divided_a_few_times(depth: int, found: bool) -> None:
    assert is_divided(columns(), depth) is found


@pytest.mark.parametrize(("count", "found"), [(9, True), (10, False)])
def test_many_free_stretches_are_a_table(count: int, found: bool) -> None:
    lines = [each for n in range(count) for each in side(50 + 100 * n, 50 + 100 * n + 80, 8)]
    assert is_divided(lines) is found


def test_a_page_has_the_gutter_that_most_pages_have() -> None:
    pages = [columns(gap=20 + shift) for shift in (0, 22, 44)]  # 11 points from one to the next
    assert usual_gutter(pages) == pytest.approx(270.5)
    apart = [columns(gap=20 + shift) for shift in (0, 26, 52)]  # 13 points from one to the next
    assert usual_gutter(apart) is None
    assert usual_gutter([columns(), *[side(50, 470, 8)] * 2]) is None
    assert usual_gutter([columns(), *[side(50, 470, 7)] * 2]) == pytest.approx(259.5)


@pytest.mark.parametrize(("crossing", "found"), [(2, True), (3, False)])
def test_few_lines_cross_the_usual_gutter(crossing: int, found: bool) -> None:
    across = [at(50, 470, 300 + 20 * n) for n in range(crossing)]
    assert (confirm_gutter([*columns(5, 5), *across], 260.0) is not None) is found


@pytest.mark.parametrize(("width", "count", "found"), [
    (150, 3, True), (144, 3, False), (150, 2, False),
])  # fmt: skip
def test_some_lines_of_prose_end_at_the_usual_gutter(width: float, count: int, found: bool) -> None:
    # Each side of the gutter has 210 points.
    lines = side(50, 50 + width, count) + side(50, 80, 3, top=300) + [at(440, 470, 100)]
    assert (confirm_gutter(lines, 260.0) is not None) is found


def drawn(*sides: str) -> list[TextLine]:
    """Rows on the left (l) and right (r) of x = 260 in this drawing order, each at the next height
    of its side."""
    heights = {"l": 100.0, "r": 100.0}
    lines = []
    for order, which in enumerate("".join(sides)):
        x = 50 if which == "l" else 270
        lines.append(at(x, x + 200, heights[which], order=order))
        heights[which] += 20
    return lines


@pytest.mark.parametrize(("order", "wanted"), [
    (("l" * 4, "r" * 4), True), (("l" * 4, "r" * 3), True), (("l" * 3, "r" * 3), None),
    (("l" * 4, "r" * 2), None), (("lr" * 8,), False),
    (("l" * 3, "r" * 9, "l" * 3, "r" * 3, "l" * 3), True),  # four turns in bands of nine rows
    (("l" * 7, "r" * 7) * 3, None),  # five turns
    (("l" * 7, "r" * 7, "l" * 6, "r" * 7, "l" * 6, "r" * 7), False),  # in less than twenty rows
    (("l" * 12, "r" * 4, "lr" * 1, "r" * 11), True),
    (("lllrrr" * 4,), False),  # a turn in less than four rows
])  # fmt: skip
def test_text_columns_are_drawn_one_after_the_other(
    order: Sequence[str], wanted: bool | None
) -> None:
    assert are_sides_drawn_apart(drawn(*order), 260.0) is wanted


def test_lines_drawn_at_once_show_no_order() -> None:
    lines = drawn("l" * 4, "r" * 4)
    assert are_sides_drawn_apart([replace(each, order=0) for each in lines], 260.0) is None
    halves = [replace(each, order=each.order // 2) for each in lines]
    assert are_sides_drawn_apart(halves, 260.0) is True


@pytest.mark.parametrize(("gap", "pieces"), [(8.4, 2), (7.6, 1)])
def test_a_line_is_cut_at_a_wide_seam(gap: float, pieces: int) -> None:
    joined = replace(
        at(50, 270 + gap, 100), text="左右", starts=[50.0, 260 + gap],
        seams=((1, 260.0, 260.0 + gap),),
    )  # fmt: skip
    assert len(cut_at_gutter(joined, None)) == pieces
    assert len(cut_at_gutter(joined, 264.0)) == pieces
    assert len(cut_at_gutter(joined, 262.0 + gap)) == 1


@pytest.mark.parametrize(("beyond", "pieces"), [(0.9, 2), (1.1, 1)])
def test_a_seam_may_be_a_point_before_the_gutter(beyond: float, pieces: int) -> None:
    joined = replace(
        at(50, 290, 100), text="左右", starts=[50.0, 280.0], seams=((1, 260.0, 280.0),)
    )
    assert len(cut_at_gutter(joined, 280.0 + beyond)) == pieces

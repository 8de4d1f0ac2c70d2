"""The edges of text columns, as the lines of all pages show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.readers.pdf.layout.column_edges import (
    _is_justified,
    _left_edge,
    _right_edge,
    set_column_edges,
)
from indexer.readers.pdf.source.geometry import Box, TextLine
from tests.indexer.readers.pdf.layout.pieces import lines_at, text_column, text_line

if TYPE_CHECKING:
    from indexer.readers.pdf.layout.text_columns import TextColumn

PAPER = dict.fromkeys(range(1, 5), (600.0, 842.0))


def ending(*ends: float) -> list[TextLine]:
    """Lines that begin at 100 and end at the positions given."""
    return lines_at([(100.0, end) for end in ends])


def beginning(*begins: float) -> list[TextLine]:
    """Lines that end at 500 and begin at the positions given."""
    return lines_at([(begin, 500.0) for begin in begins])


@pytest.mark.parametrize(
    ("ends", "edge"),
    [
        pytest.param((500, 500), None, id="two lines at one position"),
        pytest.param((500, 500, 500), 500.0, id="three lines at one position"),
        pytest.param((498, 500, 502), 500.0, id="three lines within 4 points"),
        pytest.param((496.6, 500, 503.4), None, id="three lines within 7 points"),
        pytest.param((480, 480, 480, 500, 500, 500, 500), 500.0, id="four lines against three"),
        pytest.param((500, 500, 500, 500, 520, 520, 520), 500.0, id="three lines against four"),
        pytest.param(
            (420, 440, 460, 480, 500, 500, 500), 500.0, id="three lines against ragged ones"
        ),
        pytest.param((), None, id="no lines"),
    ],
)
def test_the_right_edge_is_where_most_lines_end(ends: list[float], edge: float | None) -> None:
    assert _right_edge(ending(*ends)) == edge


@pytest.mark.parametrize(
    ("longest", "edge"),
    [
        pytest.param(538.0, 500.0, id="3.8 em before the end of the longest line"),
        pytest.param(542.0, None, id="4.2 em before the end of the longest line"),
    ],
)
def test_lines_that_end_well_before_the_longest_one_show_no_right_edge(
    longest: float, edge: float | None
) -> None:
    assert _right_edge(ending(500, 500, 500, longest)) == edge


@pytest.mark.parametrize(
    ("begins", "edge"),
    [
        pytest.param([80, 100, 100], 100.0, id="a stray line is left of the text"),
        pytest.param([80, 80, 100, 100, 100], 80.0, id="two lines are left of the others"),
        pytest.param([80, 82, 100, 100], 80.0, id="two lines begin within 2 points"),
        pytest.param([80], 80.0, id="one line"),
        pytest.param([80] * 2 + [100] * 46, 80.0, id="2 of 48 lines are left of the others"),
        pytest.param([80] * 2 + [100] * 50, 100.0, id="2 of 52 lines are left of the others"),
        pytest.param([80] * 3 + [100] * 50, 80.0, id="3 of 53 lines are left of the others"),
        pytest.param([80, 90, 110], 80.0, id="no two lines begin at one position"),
    ],
)
def test_the_left_edge_is_where_more_than_a_stray_line_begins(
    begins: list[float], edge: float
) -> None:
    assert _left_edge(beginning(*begins)) == edge


@pytest.mark.parametrize(
    ("count", "justified"), [pytest.param(7, False, id="7"), pytest.param(8, True, id="8")]
)
def test_seven_lines_that_reach_the_right_edge_are_too_few_to_show_justified_text(
    count: int, justified: bool
) -> None:
    assert _is_justified(ending(*[500] * count), 500) is justified


@pytest.mark.parametrize(
    ("reaching", "justified"),
    [pytest.param(16, False, id="80 %"), pytest.param(18, True, id="90 %")],
)
def test_text_is_justified_if_nearly_all_lines_near_the_edge_reach_it(
    reaching: int, justified: bool
) -> None:
    ragged = ending(*[500] * reaching, *[495] * (20 - reaching))
    assert _is_justified(ragged, 500) is justified


@pytest.mark.parametrize(
    ("room", "justified"),
    [pytest.param(1.1, True, id="0.11 em"), pytest.param(1.3, False, id="0.13 em")],
)
def test_a_justified_line_ends_within_an_eighth_of_an_em_of_the_edge(
    room: float, justified: bool
) -> None:
    assert _is_justified(ending(*[500 - room] * 8), 500) is justified


@pytest.mark.parametrize(
    ("room", "justified"),
    [pytest.param(15.0, False, id="1.5 em"), pytest.param(17.0, True, id="1.7 em")],
)
def test_lines_that_end_far_from_the_edge_say_nothing_about_justified_text(
    room: float, justified: bool
) -> None:
    assert _is_justified(ending(*[500] * 8, *[500 - room] * 4), 500) is justified


def edges(*columns: TextColumn) -> list[tuple[float, float]]:
    """The left and right edges of columns after they were set."""
    set_column_edges(columns, PAPER)
    return [(column.left, column.right) for column in columns]


def page_column(page: int, lines: list[TextLine], **others: object) -> TextColumn:
    """A column around some lines."""
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    return text_column(left, right, lines, page=page, **others)


def test_a_page_with_little_text_has_the_edges_of_the_other_pages() -> None:
    full = page_column(1, lines_at([(120, 500), *[(100, 500)] * 20]))
    short = page_column(2, lines_at([(120, 300)]))
    assert edges(short, full) == [(100, 500), (100, 500)]


@pytest.mark.parametrize(
    ("left", "same"),
    [pytest.param(95.5, True, id="0.45 em"), pytest.param(94.5, False, id="0.55 em")],
)
def test_a_column_that_begins_half_an_em_further_left_is_at_another_position(
    left: float, same: bool
) -> None:
    full = page_column(1, lines_at([(100, 500)] * 20))
    other = page_column(2, lines_at([(left, 500)] * 10))
    assert (len(set(edges(full, other))) == 1) is same


@pytest.mark.parametrize(
    ("right", "same"),
    [pytest.param(515.0, True, id="1.5 em"), pytest.param(517.0, False, id="1.7 em")],
)
def test_punctuation_that_hangs_out_of_a_column_does_not_make_another_one(
    right: float, same: bool
) -> None:
    full = page_column(1, lines_at([(100, 500)] * 20))
    other = page_column(2, lines_at([(100, right)] * 10))
    assert (edges(full, other)[1][1] == 500) is same


def test_of_the_columns_around_a_column_the_narrowest_has_its_position() -> None:
    wide = page_column(1, lines_at([(60, 540)] * 20))
    usual = page_column(2, lines_at([(100, 500)] * 30))
    few = page_column(3, lines_at([(120, 300)]))
    assert edges(wide, few, usual) == [(60, 540), (100, 500), (100, 500)]


def test_a_column_beside_another_one_keeps_its_own_edges_inside_text_across_the_page() -> None:
    across = page_column(1, lines_at([(100, 500)] * 20))
    beside = page_column(1, lines_at([(100, 290)] * 10), beside=True)
    assert edges(across, beside) == [(100, 500), (100, 290)]


def test_a_text_box_keeps_its_own_edges() -> None:
    across = page_column(1, lines_at([(100, 500)] * 20))
    boxed = page_column(1, lines_at([(300, 400)] * 3), boxed=Box(290, 90, 410, 150))
    assert edges(across, boxed) == [(100, 500), (300, 400)]


def test_turned_lines_show_no_edges() -> None:
    turned = [text_line(40, 560, 700, orientation=1)] * 4
    text = lines_at([(100, 500)] * 5)
    assert edges(text_column(100, 500, [*text, *turned])) == [(100, 500)]
    assert edges(text_column(40, 560, turned)) == [(40, 560)], "its edges are not set"


def test_a_column_gets_the_size_of_most_of_its_characters() -> None:
    column = text_column(100, 500, [text_line(100, 500, 100, "本局辦理" * 9, size=11.0)])
    column.lines += [text_line(100, 150, 120, "註一", size=8.0)] * 3
    set_column_edges([column], PAPER)
    assert (column.size, column.justified) == (11.0, False)


@pytest.mark.parametrize(
    ("count", "right"),
    [pytest.param(9, 500.0, id="9 lines"), pytest.param(10, 190.0, id="10 lines")],
)
def test_the_margins_of_a_page_with_few_lines_are_taken_to_be_alike(
    count: int, right: float
) -> None:
    """The list of names ends at many positions; the paper is 600 points wide."""
    ends = [190 - 9 * at for at in range(count)]
    assert edges(page_column(1, ending(*ends))) == [(100, right)]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(286.0, 290.0, id="2.8 em are between"),
        pytest.param(282.0, 318.0, id="3.6 em are between"),
    ],
)
def test_margins_as_wide_as_the_page_are_not_taken_to_be_alike(left: float, right: float) -> None:
    assert edges(page_column(1, lines_at([(left, 290)]))) == [(left, right)]


def test_a_line_beyond_the_mirrored_margin_shows_the_right_edge() -> None:
    assert edges(page_column(1, ending(540))) == [(100, 540)]


@pytest.mark.parametrize(
    ("count", "right"),
    [pytest.param(11, 220.0, id="11 lines"), pytest.param(12, 182.0, id="12 lines")],
)
def test_the_ends_of_a_few_short_lines_are_not_the_right_edge(count: int, right: float) -> None:
    """A list of names, one of them longer than the others."""
    assert edges(page_column(1, ending(220, *[182] * (count - 1)))) == [(100, right)]


@pytest.mark.parametrize(
    ("end", "right"),
    [
        pytest.param(364.0, 500.0, id="66 % of the width between the margins"),
        pytest.param(396.0, 396.0, id="74 % of the width between the margins"),
    ],
)
def test_lines_that_end_far_from_the_margin_are_short(end: float, right: float) -> None:
    assert edges(page_column(1, ending(*[end] * 5))) == [(100, right)]


def test_the_short_lines_of_a_column_that_has_another_one_beside_it_show_its_edge() -> None:
    assert edges(page_column(1, ending(*[364] * 5), alone=False)) == [(100, 364)]


def test_columns_at_one_position_of_several_pages_get_the_edges_of_the_largest_one() -> None:
    """Two pages with a list of names each; the margins of the first one are wider."""
    first = page_column(1, lines_at([(100, 190), (100, 180), (100, 170)]))
    second = page_column(2, lines_at([(104, 160)]))
    assert edges(first, second) == [(100, 500), (100, 500)]

"""Whitespace between the columns of a table, as its rows leave it."""

from __future__ import annotations

import pytest

from indexer.readers.pdf.tables.column_gaps import column_gap_middles, labels_of_totals
from tests.indexer.readers.pdf.tables.rows_of_type import row, text, with_gaps


def between(*rows: tuple[tuple[float, float], ...]) -> list[float] | None:
    """The gaps of two rows of words or more, each given by the sides of its cells."""
    made = [
        [text("甲站", left, 100 + 20 * at, width=right - left) for left, right in cells]
        for at, cells in enumerate(rows)
    ]
    return column_gap_middles(made)


@pytest.mark.parametrize(("wide", "found"), [(4.2, True), (3.8, False)])
def test_a_gap_of_two_fifths_of_an_em_is_between_columns(wide: float, found: bool) -> None:
    gaps = between(((70, 100), (100 + wide, 130)), ((70, 97), (110, 140)))
    assert gaps == ([pytest.approx(100 + wide / 2)] if found else None)


@pytest.mark.parametrize(("wide", "found"), [(1.4, True), (1.2, False)])
def test_a_narrow_gap_is_enough_at_a_common_edge(wide: float, found: bool) -> None:
    rows = [((70.0, 100.0), (100 + wide + 4 * at, 150.0)) for at in range(3)]
    assert (between(*rows) is not None) is found


@pytest.mark.parametrize(("count", "found"), [(3, True), (2, False)])
def test_three_rows_make_a_common_edge(count: int, found: bool) -> None:
    rows = [((70.0, 100.0), (102.0 + 4 * at, 150.0)) for at in range(count)]
    assert (between(*rows) is not None) is found
    rows = [((70.0 - at, 98.0 - 4 * at), (100.0, 150.0)) for at in range(count)]
    assert (between(*rows) is not None) is found, "where they begin"


@pytest.mark.parametrize(("shift", "found"), [(0.5, True), (0.7, False)])
def test_edges_within_a_fraction_of_a_point_are_one(shift: float, found: bool) -> None:
    rows = [((70.0, 100.0 - shift * (at > 0)), (102.0 + 4 * at, 150.0)) for at in range(3)]
    assert (between(*rows) is not None) is found


def test_text_drawn_at_another_time_is_another_column() -> None:
    rows = [row(100, ("甲站", 70)), row(120, ("乙站", 68))]
    rows[0].append(text("良好", 92, 100, order=5))
    rows[1].append(text("正常", 95, 120, order=1))
    assert column_gap_middles(rows) == [91]
    rows[0][1].order = 1
    assert column_gap_middles(rows) is None, "drawn in one go"


@pytest.mark.parametrize(("over", "found"), [(0.09, True), (0.11, False)])
def test_a_total_may_touch_the_gap(over: float, found: bool) -> None:
    rows = [row(100, ("甲站", 70)), row(120, ("合計", 66))]
    rows[0].append(text("良好", 93, 100, order=1))
    rows[1][0].x1 = 90 + over
    rows[1].append(text("正常", 95, 120, order=5))
    assert (column_gap_middles(rows) is not None) is found


@pytest.mark.parametrize(("wide", "found"), [(5.2, True), (4.8, False)])
def test_between_han_and_digits_a_column_needs_half_an_em(wide: float, found: bool) -> None:
    rows = [[with_gaps("計12", 70, (1, wide))], [with_gaps("共34", 70, (1, wide))]]
    assert (column_gap_middles(rows) is not None) is found


def test_between_han_a_smaller_gap_is_enough() -> None:
    rows = [[with_gaps("甲乙", 70, (1, 4.2))], [with_gaps("丙丁", 70, (1, 4.2))]]
    assert column_gap_middles(rows) == [pytest.approx(82.1)]


@pytest.mark.parametrize(("cells", "found"), [(5, True), (4, False)])
def test_one_row_of_five_figures_shows_the_columns(cells: int, found: bool) -> None:
    figures = row(120, ("甲站", 70), *((str(at), 100.0 + 30 * at) for at in range(1, cells)))
    header = [text("各站件數及人數與金額明細", 70, 100, width=200)]
    gaps = column_gap_middles([header, figures])
    assert (gaps is not None and len(gaps) == cells - 1) is found


def test_one_row_of_figures_is_enough_in_drawn_rows() -> None:
    figures = row(120, ("甲站", 70), ("12", 150), ("34", 200))
    header = [text("各站件數及人數與金額", 70, 100, width=200)]
    assert column_gap_middles([header, figures]) is None
    assert column_gap_middles([header, figures], drawn_rows=True) == [120, 180]
    assert column_gap_middles([figures]) is None
    assert column_gap_middles([row(100, ("甲站", 70), ("乙站", 150))], drawn_rows=True) is None


@pytest.mark.parametrize(("rows", "found"), [(13, True), (12, False)])
def test_of_thirteen_rows_one_may_cross_a_gap(rows: int, found: bool) -> None:
    made = [row(100 + 20 * at, ("甲站", 70), ("良好", 150)) for at in range(rows - 1)]
    made.append([text("各站均已完成巡查並回報", 70, 400, width=110)])
    assert (column_gap_middles(made) is not None) is found


def test_what_crosses_a_gap_reaches_over_it_on_both_sides() -> None:
    made = [row(100 + 20 * at, ("甲站", 70), ("良好", 150)) for at in range(12)]
    made.append([text("各站均已完成", 70, 400, width=85)])
    assert column_gap_middles(made) is None, "it ends in the second column"


def test_figures_of_several_widths_end_before_words_begin() -> None:
    rows = [
        [text(figures, 100 - 5 * len(figures), base), text(name, 101.5, base)]
        for figures, name, base in (("1", "甲", 100), ("22", "乙", 120), ("333", "丙", 140))
    ]
    header = row(80, ("件數", 80), ("站別", 101.5))
    assert column_gap_middles([header, *rows]) == [100.75]


@pytest.mark.parametrize(("pitch", "middle"), [(8.6, 125), (9.4, 140)])
def test_the_first_line_of_a_label_that_wraps_is_in_the_body(pitch: float, middle: float) -> None:
    rows = [
        row(80, ("站別及名稱", 70), ("件數", 160), ("人數", 210)),
        row(110 - pitch, ("北部", 70)),
        row(110, ("12", 160), ("34", 210)),
        row(130, ("乙", 70), ("34", 160), ("56", 210)),
    ]
    del rows[3][0]
    found = column_gap_middles(rows)
    assert found is not None
    assert found[0] == middle


def test_a_header_between_two_others_has_an_empty_column() -> None:
    header = row(100, ("站別", 70), ("備註", 150), ("件數", 230))
    body = [row(120 + 20 * at, ("甲站", 70), (f"{at + 1}", 235)) for at in range(3)]
    assert column_gap_middles([header, *body]) == [120, 202.5]


def test_text_left_of_the_body_is_a_column_of_labels() -> None:
    above = row(100, ("北部", 40), ("件數", 150))
    body = [row(120 + 20 * at, ("甲站", 70), (f"{at + 1}", 155)) for at in range(3)]
    found = column_gap_middles([above, *body])
    assert found is not None
    assert found[0] == 65


def test_labels_of_totals_may_be_set_wide() -> None:
    wide = [text("合", 70, order=3), text("計", 100, order=4), text("12", 150, order=5)]
    assert labels_of_totals(wide) == {0, 1}
    wide[1].order = 7
    assert labels_of_totals(wide) == {1}, "not drawn one after the other"
    assert labels_of_totals(row(100, ("總　計", 70), ("12", 150))) == {0}


def test_the_label_of_a_lone_totals_row_is_one_cell() -> None:
    total = [text("合", 70, 120, order=1), text("計", 100, 120, order=2)]
    total.append(text("12", 150, 120, order=3))
    header = [text("各站件數及人數與金額", 70, 100, width=200)]
    assert column_gap_middles([header, total], drawn_rows=True) == [130]

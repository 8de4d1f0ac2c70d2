"""Rows of type: lines on one baseline, in columns, and the kinds of rows."""

from __future__ import annotations

import pytest

from indexer.readers.pdf.tables.rows import (
    adjacent_columns,
    cell_count,
    column_at,
    crosses_bound,
    is_announcement,
    is_figured,
    is_outside_table,
    rows_in_columns,
    rows_of,
    starts_wrapped_label,
)
from tests.indexer.readers.pdf.tables.rows_of_type import row, text, with_gaps, words


@pytest.mark.parametrize(("apart", "rows"), [(4.6, 1), (5.4, 2)])
def test_lines_within_half_an_em_are_on_one_baseline(apart: float, rows: int) -> None:
    assert len(rows_of([text("站別", 70, 100), text("件數", 150, 100 + apart)])) == rows


def test_the_smaller_type_decides_about_one_baseline() -> None:
    small = text("註", 150, 104)
    small.size = 6.0
    assert len(rows_of([text("站別", 70, 100), small])) == 2


def test_rows_are_from_the_top_and_lines_from_the_left() -> None:
    lines = [text("丙", 150, 120), text("乙", 150, 101), text("甲", 70, 100)]
    assert words(rows_of(lines)) == [["甲", "乙"], ["丙"]]


def test_a_line_over_a_bound_is_cut_there() -> None:
    line = with_gaps("甲站12", 70, (2, 6.0))
    assert words(rows_in_columns([line], [60, 93, 200])) == [["甲站", "12"]]
    assert words(rows_in_columns([line], [60, 200])) == [["甲站12"]]


def test_outer_columns_have_no_limit() -> None:
    bounds = [100.0, 200.0, 300.0]
    assert [column_at(x, bounds) for x in (50, 150, 250, 400)] == [0, 0, 1, 1]


@pytest.mark.parametrize(("inside", "crosses"), [(2.6, False), (3.4, True)])
def test_a_line_crosses_a_bound_that_it_reaches_over_by_three_points(
    inside: float, crosses: bool
) -> None:
    line = text("各站合併收件", 70)
    assert crosses_bound(line, [0, line.x0 + inside, 300]) is crosses
    assert crosses_bound(line, [0, line.x1 - inside, 300]) is crosses


def test_the_label_of_a_total_crosses_no_bound() -> None:
    assert not crosses_bound(text("總　計", 70), [0, 85, 300])
    assert not crosses_bound(text("各站合併收件", 70), [85, 300]), "an outer bound"


@pytest.mark.parametrize(("pitch", "wraps"), [(8.6, True), (9.4, False)])
def test_a_label_that_wraps_begins_less_than_a_row_above(pitch: float, wraps: bool) -> None:
    figures = row(100, ("12", 150), ("34", 200))
    assert starts_wrapped_label(row(100 - pitch, ("北部各", 70)), figures) is wraps
    assert not starts_wrapped_label(row(95, ("北部", 70), ("甲", 110)), figures)
    assert not starts_wrapped_label(row(95, ("北部", 160)), figures), "it is over the figures"


def test_half_of_the_cells_after_the_first_are_figures_in_a_row_of_figures() -> None:
    assert is_figured(row(100, ("甲站", 70), ("12", 150), ("良好", 200)))
    assert not is_figured(row(100, ("甲站", 70), ("12", 150), ("良好", 200), ("正常", 250)))
    assert not is_figured(row(100, ("12", 70), ("良好", 200)))


@pytest.mark.parametrize(
    ("texts", "count"),
    [(("一、", "說明"), 1), (("•", "說明"), 1), (("甲站", "說明"), 2), (("甲站",), 1)],
)
def test_a_list_number_and_its_text_are_one_cell(texts: tuple[str, ...], count: int) -> None:
    cells = [(words_, 70.0 + 60 * at) for at, words_ in enumerate(texts)]
    assert cell_count(row(100, *cells)) == count


@pytest.mark.parametrize(
    ("words_", "outside", "announces"),
    [
        ("表1　各站件數", True, True),
        ("單位：件", True, True),
        ("資料來源：渡船管理所", True, False),
        ("第一章　總說明……………3", True, False),
        ("甲站", False, False),
    ],
)
def test_captions_units_notes_and_contents_are_outside_of_tables(
    words_: str, outside: bool, announces: bool
) -> None:
    assert is_outside_table(row(100, (words_, 70))) is outside
    assert is_announcement(row(100, (words_, 70))) is announces


def test_columns_without_a_gap_are_adjacent() -> None:
    assert adjacent_columns([0, 1, 3, 4, 6]) == [[0, 1], [3, 4], [6]]
    assert adjacent_columns([]) == []

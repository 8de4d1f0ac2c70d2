"""Cells and rows by the order of drawing: pitches, overlaps and separators."""

from __future__ import annotations

import pytest

from indexer.readers.pdf.tables.drawing_order import drawn_rows, is_drawn_row_by_row
from tests.indexer.readers.pdf.tables.rows_of_type import frame, in_order, level, text

BOUNDS = (70.0, 150.0, 250.0)


def cells_of_column(*bases: float) -> list[int]:
    """The number of lines of each cell of a column whose lines have these baselines."""
    lines = in_order(*(text("說明", 155, base) for base in bases))
    rows = drawn_rows(lines, frame(*BOUNDS)).rows
    return [len(cell.lines) for row in rows for cell in row]


def stacked(*pitches: float) -> list[float]:
    bases = [100.0]
    for pitch in pitches:
        bases.append(bases[-1] + pitch)
    return bases


@pytest.mark.parametrize(("step", "found"), [(5.4, True), (4.6, False)])
def test_the_pen_goes_back_up_by_more_than_half_an_em(step: float, found: bool) -> None:
    lines = in_order(
        text("甲所", 75, 100), text("說明", 155, 100 - step),
        text("乙所", 75, 130), text("說明", 155, 130),
    )  # fmt: skip
    assert is_drawn_row_by_row(lines, BOUNDS) is found


def test_lines_of_one_baseline_are_a_row_whoever_is_drawn_first() -> None:
    lines = in_order(
        text("說明", 155, 100), text("甲所", 75, 102), text("說明", 155, 130), text("乙", 75, 132)
    )
    assert not is_drawn_row_by_row(lines, BOUNDS)


def test_only_the_last_column_may_wrap_line_by_line() -> None:
    lines = in_order(
        text("甲所", 75, 100), text("說明", 155, 100), text("接續", 155, 114),
        text("乙所", 75, 130), text("說明", 155, 130),
    )  # fmt: skip
    assert is_drawn_row_by_row(lines, BOUNDS)
    lines[2].x0, lines[2].x1 = 75, 95
    assert not is_drawn_row_by_row(lines, BOUNDS), "the first column wraps too"


@pytest.mark.parametrize(("pitch", "cells"), [(21, [3]), (23, [1, 1, 1])])
def test_lines_further_apart_than_two_sizes_are_cells(pitch: float, cells: list[int]) -> None:
    assert cells_of_column(*stacked(pitch, pitch)) == cells


@pytest.mark.parametrize(("step", "cells"), [(15.3, [7]), (15.45, [6, 1])])
def test_a_cell_ends_where_its_lines_are_further_apart(step: float, cells: list[int]) -> None:
    # the largest pitch in cells is 14.5
    assert cells_of_column(*stacked(14, 14, 14, 14, 14.5, step)) == cells


@pytest.mark.parametrize(("pitch", "cells"), [(14.7, [7]), (14.9, [5, 1, 1])])
def test_pitches_within_a_twelfth_of_the_size_are_one(pitch: float, cells: list[int]) -> None:
    assert cells_of_column(*stacked(14, 14, 14, 14, pitch, 15.5)) == cells


@pytest.mark.parametrize(("wide", "cells"), [(3, [1, 1, 1, 1, 1]), (2, [2, 1, 1])])
def test_the_pitch_in_cells_is_the_smallest_frequent_one(wide: int, cells: list[int]) -> None:
    found = cells_of_column(*stacked(12, *([16] * wide)))
    assert found == ([2 + wide] if wide == 3 else cells)


@pytest.mark.parametrize(("overlap", "rows"), [(2.3, 1), (1.7, 2)])
def test_cells_of_one_row_overlap_by_a_fifth_of_an_em(overlap: float, rows: int) -> None:
    lines = in_order(text("甲所", 75, 100), text("說明", 155, 110 - overlap))
    assert len(drawn_rows(lines, frame(*BOUNDS)).rows) == rows


def test_a_separator_ends_a_cell() -> None:
    lines = in_order(text("說明", 155, 100), text("接續", 155, 114))
    across = level(103, 70, 250)
    assert len(drawn_rows(lines, frame(*BOUNDS)).rows) == 1
    assert len(drawn_rows(lines, frame(*BOUNDS, separators=[across])).rows) == 2
    beside = level(103, 70, 150)
    assert len(drawn_rows(lines, frame(*BOUNDS, separators=[beside])).rows) == 1
    below = level(120, 70, 250)
    assert len(drawn_rows(lines, frame(*BOUNDS, separators=[below])).rows) == 1


@pytest.mark.parametrize(("lower", "cells"), [(4.7, 1), (-4.7, 1), (-5.3, 2)])
def test_pieces_within_half_an_em_are_one_line_of_a_cell(lower: float, cells: int) -> None:
    lines = in_order(text("說", 155, 100), text("明", 170, 100 + lower))
    (row,) = drawn_rows(lines, frame(*BOUNDS)).rows
    assert len(row) == cells


WIDE = (70.0, 120.0, 200.0, 260.0)


def test_labels_span_the_rows_that_are_drawn_after_them() -> None:
    lines = in_order(
        text("北部", 75, 110), text("甲站", 125, 100), text("12", 205, 100),
        text("乙站", 125, 120), text("34", 205, 120),
        text("總計", 75, 140), text("46", 205, 140),
    )  # fmt: skip
    found = drawn_rows(lines, frame(*WIDE))
    labels = [("".join(x.text for x in label.lines), label.first, label.count)
              for label in found.labels]  # fmt: skip
    assert labels == [("北部", 0, 2), ("總計", 2, 1)]
    assert len(found.rows) == len(found.lines) == 3
    within = drawn_rows(lines, frame(*WIDE), labels=False)
    assert within.labels == []
    assert drawn_rows(lines, frame(70, 120, 260)).labels == [], "no column of names"


def test_figures_beside_labels_are_no_names() -> None:
    lines = in_order(
        text("北部", 75, 110), text("12", 125, 100), text("13", 205, 100),
        text("34", 125, 120), text("35", 205, 120),
    )  # fmt: skip
    assert drawn_rows(lines, frame(*WIDE)).labels == []

"""The limits of grids: rulings that meet, shades that are too small or too large."""

from __future__ import annotations

import pytest

from indexer.readers.pdf.source.geometry import Box
from indexer.readers.pdf.tables.builder import build_table
from indexer.readers.pdf.tables.column_bounds import (
    bounds_of_grids,
    share_columns,
    with_label_columns,
    with_outer_columns,
)
from indexer.readers.pdf.tables.grid_cells import first_row_of_several, header_depth, is_header
from indexer.readers.pdf.tables.model import PageCell
from indexer.readers.pdf.tables.ruling_grid import Edge, Grid, RulingCell, find_grids, merged
from tests.indexer.readers.pdf.tables.rows_of_type import cells_of, frame, level, row, text, upright

PAGE = (595.0, 842.0)


def grids(*rulings: Box, shades: tuple[Box, ...] = ()) -> list[Grid]:
    return find_grids(rulings, shades, PAGE)


@pytest.mark.parametrize(("apart", "edges"), [(2.7, 1), (3.3, 2)])
def test_rulings_within_three_points_are_one(apart: float, edges: int) -> None:
    assert len(merged([Edge(100, 70, 200), Edge(100 + apart, 70, 200)])) == edges, "beside"
    assert len(merged([Edge(100, 70, 200), Edge(100, 200 + apart, 300)])) == edges, "in a line"


@pytest.mark.parametrize(("apart", "found"), [(2.7, True), (3.3, False)])
def test_an_edge_ends_at_another_one_within_three_points(apart: float, found: bool) -> None:
    assert bool(grids(level(100), upright(200, 100 + apart, 160))) is found, "below"
    assert bool(grids(level(100), upright(200, 40, 100 - apart))) is found, "above"
    assert bool(grids(level(100), upright(70 - apart, 100, 160))) is found, "to the left"
    assert bool(grids(level(100), upright(370 + apart, 100, 160))) is found, "to the right"


@pytest.mark.parametrize(("apart", "columns"), [(5.4, 2), (6.6, 3)])
def test_bounds_twice_as_far_apart_are_two(apart: float, columns: int) -> None:
    sides = [upright(x, 100, 160) for x in (70, 200, 200 + apart, 370)]
    (found,) = grids(level(100), level(130), level(160), *sides)
    assert found.columns == columns


@pytest.mark.parametrize(("share", "cells"), [(0.63, 2), (0.57, 1)])
def test_three_fifths_of_a_side_separate_two_cells(share: float, cells: int) -> None:
    (found,) = grids(
        level(100), level(160), level(220), upright(70, 100, 220), upright(370, 100, 220),
        upright(200, 100, 100 + 60 * share), upright(200, 160, 220),
    )  # fmt: skip
    assert sum(cell.row == 0 for cell in found.cells) >= cells


@pytest.mark.parametrize(("side", "found"), [(5.4, True), (4.6, False)])
def test_a_small_shade_is_a_bullet(side: float, found: bool) -> None:
    frame_ = [level(100), level(160), upright(70, 100, 160), upright(370, 100, 160)]
    (across,) = grids(*frame_, shades=(Box(70, 128, 370, 128 + side),))
    assert (across.rows == 2) is found
    (down,) = grids(*frame_, shades=(Box(200, 100, 200 + side, 160),))
    assert (down.columns == 2) is found


@pytest.mark.parametrize(("share", "found"), [(0.77, True), (0.83, False)])
def test_a_large_shade_is_the_background(share: float, found: bool) -> None:
    assert bool(grids(shades=(Box(0, 0, 595, 842 * share),))) is found


def test_more_pairs_of_edges_than_that_are_not_read() -> None:
    across = [level(7.0 * at, 0, 10) for at in range(1000)]
    # edges far from each other make no grid; with 350,000 pairs one grid beside them is found
    apart = [upright(1000 + 7.0 * at, 8000, 8010) for at in range(345)]
    table = [level(y, 5000, 5100) for y in (9000, 9020, 9040)]
    table += [upright(x, 9000, 9040) for x in (5000, 5050, 5100)]
    assert len(find_grids([*across, *apart, *table], [], (10_000.0, 10_000.0))) == 1
    more = [upright(1000 + 7.0 * at, 8000, 8010) for at in range(455)]
    assert find_grids([*across, *more, *table], [], (10_000.0, 10_000.0)) == []


def test_a_vertical_edge_inside_of_a_grid_divides_it() -> None:
    found = grids(
        level(100), level(160), upright(70, 100, 160), upright(370, 100, 160),
        upright(200, 110, 150),
    )  # fmt: skip
    assert [grid.columns for grid in found] == [2]


def table_of(*bounds: float, top: float = 100.0) -> Grid:
    cells = tuple(RulingCell(0, at) for at in range(len(bounds) - 1))
    return Grid(bounds, (top, top + 20), cells)


@pytest.mark.parametrize(("apart", "count", "shared"), [(5.6, 3, True), (6.4, 4, False)])
def test_bounds_of_several_grids_are_put_together(apart: float, count: int, shared: bool) -> None:
    first, second = table_of(70, 150, 250), table_of(70, 150 + apart, 250, top=120)
    assert len(bounds_of_grids([first, second])) == count
    assert share_columns(second, [first]) is shared


def test_grids_beside_each_other_share_no_columns() -> None:
    assert not share_columns(table_of(300, 400), [table_of(70, 150)])
    assert share_columns(table_of(150, 250), [table_of(70, 150, 250)])


BOUNDS = (70.0, 150.0, 250.0)


@pytest.mark.parametrize(("beyond", "columns"), [(0.7, 3), (1.3, 2)])
def test_text_beside_the_drawn_columns_is_a_column(beyond: float, columns: int) -> None:
    left = [text("北部", 71 - 20.3, 100), text("甲站", 150 + beyond - 20, 100)]
    assert len(with_outer_columns(BOUNDS, [left])) == columns + 1
    right = [text("甲站", 150 - beyond, 100), text("備註", 249.5, 100)]
    assert len(with_outer_columns(BOUNDS, [right])) == columns + 1


def test_text_over_the_sides_makes_the_outer_columns_wider() -> None:
    assert with_outer_columns(BOUNDS, [row(100, ("北部", 40), ("12", 160))]) == (40, 150, 250)
    assert with_outer_columns(BOUNDS, [row(100, ("甲", 80), ("備註", 260))]) == (70, 150, 280)
    assert with_outer_columns(BOUNDS, [row(100, ("甲站", 80), ("12", 160))]) == BOUNDS


def test_two_columns_of_labels_may_share_a_header() -> None:
    body = [row(120 + 20 * at, ("北部", 75), ("甲站", 115), (f"{at}", 200)) for at in range(3)]
    assert with_label_columns(BOUNDS, body) == (70, 105, 150, 250)
    assert with_label_columns(BOUNDS, body[:1]) == BOUNDS
    letters = [row(120 + 20 * at, ("規", 75), ("費", 115), (f"{at}", 200)) for at in range(3)]
    assert with_label_columns(BOUNDS, letters) == BOUNDS, "one label distributed over its column"
    numbers = [row(120 + 20 * at, ("一", 75), ("甲", 115), (f"{at}", 200)) for at in range(3)]
    assert with_label_columns(BOUNDS, numbers) == (70, 100, 150, 250)
    plain = [row(120 + 20 * at, ("北部", 75), (f"{at}", 200)) for at in range(3)]
    assert with_label_columns(BOUNDS, plain) == BOUNDS


def drawn_cells(*rows: tuple[str, ...]) -> list[PageCell]:
    return [
        PageCell(at, column, width=80, lines=[text(words, 75 + 80 * column, 113 + 20 * at)])
        for at, cells in enumerate(rows)
        for column, words in enumerate(cells)
    ]


def test_drawn_rows_without_figures_are_a_header() -> None:
    words = [("站別", "件數"), ("甲", "乙"), ("丙", "丁")]
    assert is_header(drawn_cells(*words))
    assert not is_header(drawn_cells(*words, ("戊", "己")))
    assert not is_header(drawn_cells(("站別", "件數"), ("甲", "12")))
    assert is_header(drawn_cells(("12", "件數"))), "a number in the first column is a label"
    tall = PageCell(1, 1, 1, 1, 100.0, [text("1,234", 170, 120), text("－", 170, 140)])
    assert not is_header([*drawn_cells(("站別", "件數")), tall]), "several rows in a drawn one"
    tall.lines.append(text("另計", 170, 160))
    assert is_header([*drawn_cells(("站別", "件數")), tall])


def test_drawn_header_rows_end_before_the_figures() -> None:
    grid = Grid(
        BOUNDS, (100, 120, 140, 160), tuple(RulingCell(r, c) for r in range(3) for c in (0, 1))
    )
    cells = drawn_cells(("站別", "件數"), ("甲", "乙"), ("丙", "12"))
    assert header_depth(grid, cells, 0) == 2
    assert header_depth(grid, cells, 1) == 1
    assert header_depth(grid, cells[:4], 0) == 3
    cells[0].rows = 3
    assert header_depth(grid, cells, 0) == 0, "a cell reaches into the body"


def test_a_drawn_row_may_hold_several_rows_of_figures() -> None:
    grid = Grid(BOUNDS, (100, 120, 180), tuple(RulingCell(r, c) for r in (0, 1) for c in (0, 1)))
    rows = [row(115, ("站別", 75), ("件數", 155))]
    rows += [row(135 + 20 * at, ("甲站", 75), (f"{at}", 155)) for at in range(2)]
    assert first_row_of_several(grid, rows) == 1
    assert first_row_of_several(grid, rows[:2]) is None
    spanning = Grid(BOUNDS, (100, 120, 180), (RulingCell(0, 0, 2), RulingCell(0, 1, 2)))
    assert first_row_of_several(spanning, rows) is None, "in cells over both rows"


@pytest.mark.parametrize(("share", "rows"), [(0.93, 3), (0.87, 4)])
def test_separators_as_wide_as_the_table_make_rows(share: float, rows: int) -> None:
    separators = [level(y, 70, 70 + 180 * share) for y in (105, 145)]
    made = [row(100, ("站別", 75), ("件數", 155)), row(120, ("甲站", 75), ("良好", 155))]
    made += [row(138, ("乙站", 75), ("正常", 155)), row(160, ("丙站", 75), ("正常", 155))]
    assert build_table(made, frame(*BOUNDS, separators=separators)).rows == rows


@pytest.mark.parametrize(("bands", "rows"), [(3, 3), (2, 4)])
def test_three_bands_are_rows(bands: int, rows: int) -> None:
    separators = [level(y, 70, 250) for y in (105, 145)[: bands - 1]]
    made = [row(100, ("站別", 75), ("件數", 155)), row(120, ("甲站", 75), ("良好", 155))]
    made += [row(138, ("乙站", 75), ("正常", 155)), row(160, ("丙站", 75), ("正常", 155))]
    assert build_table(made, frame(*BOUNDS, separators=separators)).rows == rows


@pytest.mark.parametrize(("pitch", "rows"), [(15.6, 3), (16.4, 4)])
def test_a_row_of_words_near_to_figures_is_in_their_row(pitch: float, rows: int) -> None:
    made = [row(100, ("站別", 75), ("件數", 155)), row(130, ("甲站", 75), ("12", 155))]
    made += [row(130 + pitch, ("說明", 75), ("件", 155)), row(180, ("乙站", 75), ("34", 155))]
    assert build_table(made, frame(*BOUNDS)).rows == rows


@pytest.mark.parametrize("cells", [3, 2])
def test_the_body_of_a_table_of_words_begins_with_the_second_full_row(cells: int) -> None:
    made = [row(100, ("甲", 75), ("乙", 155), ("丙", 255), ("丁", 355))]
    made.append(row(118, *(("戊", 75), ("己", 155), ("庚", 255))[:cells]))
    made += [row(136, ("辛", 75), ("壬", 155), ("癸", 255), ("子", 355))]
    table = build_table(made, frame(70, 150, 250, 350, 450))
    words = {cell.text for cell in table.cells if cell.row < (table.header_rows or 0)}
    assert ("戊" in words) is (cells == 2)


def test_the_total_of_a_table_spans_two_columns_of_labels() -> None:
    made = [row(100, ("區域", 75), ("站別", 125), ("件數", 205))]
    made += [row(120, ("北部", 75), ("甲站", 125), ("12", 205))]
    made += [
        row(140, ("南部", 75), ("乙站", 125), ("34", 205)),
        row(160, ("合計", 125), ("46", 205)),
    ]
    table = build_table(made, frame(70, 120, 200, 260))
    assert ("合計", 3, 0, 1, 2) in cells_of(table)
    made.insert(2, row(130, ("合計", 125), ("12", 205)))
    assert ("合計", 4, 0, 1, 2) not in cells_of(build_table(made, frame(70, 120, 200, 260)))


def test_lines_of_one_column_are_one_cell() -> None:
    made = [row(100, ("站別", 75), ("件數", 155)), row(120, ("甲站", 75), ("12", 155))]
    made.append(row(140, ("乙", 75), ("站", 100), ("34", 155)))
    assert ("乙站", 2, 0, 1, 1) in cells_of(build_table(made, frame(*BOUNDS)))


def test_headers_of_adjacent_columns_keep_their_columns() -> None:
    made = [row(100, ("站別", 75), ("件數", 185), ("人數", 255))]
    made += [row(120 + 20 * at, ("甲站", 75), (f"{at}", 155), (f"{at}", 260)) for at in range(2)]
    cells = cells_of(build_table(made, frame(70, 150, 250, 370)))
    assert {("站別", 0, 0, 1, 1), ("件數", 0, 1, 1, 1), ("人數", 0, 2, 1, 1)} <= cells

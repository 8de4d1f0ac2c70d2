"""The first and the last row of a table."""

from __future__ import annotations

import pytest

from indexer.readers.pdf.source.geometry import Box
from indexer.readers.pdf.tables.regions import (
    first_table_row,
    grow_region,
    include_trailing_cells,
    lines_drawn_within,
    table_row_run,
)
from tests.indexer.readers.pdf.tables.rows_of_type import in_order, row, text, with_gaps, words


@pytest.mark.parametrize(("pitch", "end"), [(33, 2), (35, 1)])
def test_a_table_ends_before_a_wide_space(pitch: float, end: int) -> None:
    rows = [row(100, ("甲站", 70), ("12", 150)), row(100 + pitch, ("乙站", 70), ("34", 150))]
    assert table_row_run(rows, 0) == end


def test_a_run_of_rows_begins_with_several_cells() -> None:
    table = row(100, ("甲站", 70), ("12", 150))
    assert table_row_run([row(100, ("甲站", 70)), table], 0) == 0
    assert table_row_run([row(100, ("資料來源：甲站", 70), ("乙站", 150)), table], 0) == 0


@pytest.mark.parametrize(
    "last",
    [
        [("資料來源：甲站", 70.0)],
        [("各站均已完成巡查並回報", 70.0)],
        [("一、", 70.0), ("說明", 150.0)],
    ],
    ids=["a note", "over all columns", "a list"],
)
def test_a_run_of_rows_ends_at_other_text(last: list[tuple[str, float]]) -> None:
    rows = [row(100 + 20 * at, ("甲站", 70), ("12", 150)) for at in range(2)]
    rows += [row(140, *last), row(160, ("丙站", 70), ("56", 150))]
    assert table_row_run(rows, 0) == 2


def test_a_run_holds_rows_of_one_cell_between_others() -> None:
    rows = [row(100, ("甲站", 70), ("12", 150)), row(120, ("乙站", 70))]
    assert table_row_run(rows, 0) == 1
    rows.append(row(140, ("丙站", 70), ("34", 150)))
    assert table_row_run(rows, 0) == 3


@pytest.mark.parametrize(("pitch", "end"), [(15.6, 2), (16.4, 1)])
def test_the_cell_drawn_last_may_wrap(pitch: float, end: int) -> None:
    lines = in_order(text("甲站", 70), text("已完成", 150), text("巡查", 150, 100 + pitch))
    assert include_trailing_cells([lines[:2], lines[2:]], 0, 1) == end


def test_a_line_beside_the_cell_drawn_last_does_not_continue_it() -> None:
    lines = in_order(text("甲站", 70), text("已完成", 150), text("說明", 70, 115))
    assert include_trailing_cells([lines[:2], lines[2:]], 0, 1) == 1
    other = in_order(
        text("甲站", 70), text("已完成", 150), text("頁首", 300, 20), text("巡查", 150, 115)
    )
    assert include_trailing_cells([other[2:3], other[:2], other[3:]], 1, 2) == 2


def test_lines_drawn_before_the_last_cell_are_in_the_table() -> None:
    lines = in_order(text("甲站", 70, 130), text("已完成", 150), text("巡查", 150, 114))
    assert include_trailing_cells([[lines[1]], [lines[2]], [lines[0]]], 0, 2) == 3


@pytest.mark.parametrize(("pitch", "end"), [(8.6, 2), (9.4, 1)])
def test_the_label_of_the_last_row_may_wrap(pitch: float, end: int) -> None:
    last = row(100, ("北部", 70), ("12", 150))
    assert include_trailing_cells([last, row(100 + pitch, ("地區", 70))], 0, 1) == end
    beyond = row(108, ("北部地區各站", 130))
    assert include_trailing_cells([last, beyond], 0, 1) == 1, "it reaches further than the row"


BOX = Box(70, 91, 200, 121)
BOUNDS = (70.0, 140.0, 200.0)


def rows_around(*more: list[object]) -> list[list[str]]:
    lines = [x for cells in more for x in cells]
    lines += [*row(100, ("站別", 75), ("件數", 150)), *row(115, ("甲站", 75), ("12", 150))]
    return words(grow_region(BOX, BOUNDS, lines))  # type: ignore[arg-type]


KNOWN = [["站別", "件數"], ["甲站", "12"]]


def test_rows_in_the_columns_above_and_below_belong_to_the_table() -> None:
    assert rows_around() == KNOWN
    above, below = row(80, ("年度", 75), ("合計", 150)), row(135, ("乙站", 75), ("34", 150))
    assert rows_around(above, below) == [["年度", "合計"], *KNOWN, ["乙站", "34"]]
    assert rows_around(row(135, ("乙站", 75), ("以下空白", 120))) == KNOWN, "over a bound"
    assert rows_around(row(155, ("乙站", 75), ("34", 150))) == KNOWN, "too far below"
    assert rows_around(row(135, ("單位：件", 75), ("34", 150))) == KNOWN


def test_no_line_in_the_box_gives_no_rows() -> None:
    assert grow_region(BOX, BOUNDS, row(300, ("甲站", 75))) == []


@pytest.mark.parametrize(("outside", "found"), [(0.9, True), (1.1, False)])
def test_a_row_is_in_the_box_within_a_point(outside: float, found: bool) -> None:
    # the middle of a line is 3.8 above its baseline
    caption = row(91 - outside + 3.8, ("表1　件數", 75))
    lines = [*caption, *row(115, ("甲站", 75), ("12", 150))]
    assert (["表1　件數"] in words(grow_region(BOX, BOUNDS, lines))) is found
    note = row(121 + outside + 3.8, ("註：件數", 75))
    lines = [*note, *row(100, ("甲站", 75), ("12", 150))]
    assert (["註：件數"] in words(grow_region(BOX, BOUNDS, lines))) is found


@pytest.mark.parametrize(("outside", "found"), [(2.7, True), (3.3, False)])
def test_rows_above_begin_within_three_points_of_the_sides(outside: float, found: bool) -> None:
    above = [text("年度", 70 - outside, 80), text("合計", 150, 80)]
    assert (["年度", "合計"] in rows_around(above)) is found
    above = [text("年度", 75, 80), text("合計", 180 + outside, 80)]
    assert (["年度", "合計"] in rows_around(above)) is found


@pytest.mark.parametrize(("outside", "found"), [(0.9, True), (1.1, False)])
def test_text_of_an_outer_column_is_at_the_height_of_the_box(outside: float, found: bool) -> None:
    # the same baselines as in the box, in type of another size: the middles differ
    upper = [text("北部", 20, 91 - outside + 3.8), *row(91 - outside + 3.8, ("站別", 75))]
    upper[1].size, upper[1].y0, upper[1].y1 = 6.0, 91.5, 97.5
    lines = in_order(*upper, *row(115, ("甲站", 75), ("12", 150)))
    assert (words(grow_region(BOX, BOUNDS, lines))[0] == ["北部", "站別"]) is found
    lower = [*row(121 + outside + 3.8, ("乙站", 75)), text("北部", 20, 121 + outside + 3.8)]
    lower[0].size, lower[0].y0, lower[0].y1 = 14.0, 110.0, 124.0
    lines = in_order(*row(100, ("站別", 75), ("件數", 150)), *lower)
    assert (words(grow_region(BOX, BOUNDS, lines))[-1] == ["北部", "乙站"]) is found


@pytest.mark.parametrize(("pitch", "first"), [(13.6, 0), (14.4, 1)])
def test_a_centred_header_is_less_than_a_row_above(pitch: float, first: int) -> None:
    header = text("區別", 75, 100 - pitch, order=1)
    upper = [text("收件", 150, 85 - pitch, order=2), text("結案", 250, 85 - pitch, order=3)]
    known = [text("件數", 150, order=4), text("人數", 250, order=5)]
    last = [text("甲站", 75, 120, order=6), text("12", 150, 120, order=7)]
    above = [text("說明", 75, 85 - pitch, order=8)]
    assert first_table_row([above, [header], known, last], 2, 4) == (1 if first == 0 else 2)
    above[0].order = 0
    assert first_table_row([above, [header], known, last], 2, 4) == 2, "drawn before the header"
    assert first_table_row([upper, [header], known, last], 2, 4) == 0


@pytest.mark.parametrize(("pitch", "first"), [(8.6, 0), (9.4, 1)])
def test_a_line_nearer_than_a_row_is_in_the_table(pitch: float, first: int) -> None:
    rows = [row(100 - pitch, ("區別", 75)), row(100, ("件數", 150), ("人數", 250))]
    rows.append(row(120, ("12", 150), ("34", 250)))
    assert first_table_row(rows, 1, 3) == first


def test_a_line_drawn_between_the_lines_of_the_table_is_in_it() -> None:
    known = [text("件數", 150, order=2), text("人數", 250, order=4)]
    rows = [[text("區別", 75, 80, order=3)], known, row(120, ("12", 150), ("34", 250))]
    for each in rows[2]:
        each.order = 5
    assert first_table_row(rows, 1, 3) == 0
    rows[0][0].order = 1
    assert first_table_row(rows, 1, 3) == 1, "a running header is drawn before all of it"
    rows[0][0].order = 9
    assert first_table_row(rows, 1, 3) == 1, "or after all of it"


def test_a_row_over_all_columns_ends_a_table_above() -> None:
    rows = [row(60, ("甲", 75), ("乙", 150)), [text("各站收件人數", 75, 80, width=190)]]
    rows += [row(100, ("件數", 150), ("人數", 250)), row(120, ("12", 150), ("34", 250))]
    assert first_table_row(rows, 2, 4) == 2


@pytest.mark.parametrize(("order", "end"), [(5, 3), (1, 1)])
def test_cells_of_one_line_that_were_not_drawn_in_one_go_leave_a_gap(order: int, end: int) -> None:
    joined = with_gaps("甲站良好", 70, (2, 20.0))
    joined.gaps = (joined.gaps[0]._replace(order=order),)
    rows = [row(100, ("乙站", 70), ("12", 112)), [joined], row(135, ("丙站", 70), ("34", 112))]
    joined.base = 118
    assert table_row_run(rows, 0) == end


@pytest.mark.parametrize(("beyond", "found"), [(0.9, True), (1.1, False)])
def test_lines_with_their_middle_in_the_box_are_in_it(beyond: float, found: bool) -> None:
    lines = [text("甲站", 70 - beyond - 10)]
    assert bool(lines_drawn_within(BOX, lines)) is found
    lines = [text("甲站", 200 + beyond - 10)]
    assert bool(lines_drawn_within(BOX, lines)) is found


def test_lines_drawn_between_those_in_the_box_are_with_them() -> None:
    lines = in_order(
        text("外", 20), text("甲站", 60, width=5), text("件數", 150), text("旁", 300),
        text("人數", 160, 115), text("注", 195, 115, width=60), text("下", 150, 300),
    )  # fmt: skip
    assert [x.text for x in lines_drawn_within(BOX, lines)] == ["件數", "旁", "人數", "注"]
    lines[1].x1 = 75
    assert lines_drawn_within(BOX, lines)[0].text == "甲站", "it reaches into the box"

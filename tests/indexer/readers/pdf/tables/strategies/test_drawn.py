"""Strategies for what is drawn: ruled and shaded grids, horizontal rules, vertical rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.readers.pdf.source.geometry import Box
from indexer.readers.pdf.tables.block_table import to_block_table
from indexer.readers.pdf.tables.continuation import TablePiece
from indexer.readers.pdf.tables.ruling_grid import find_grids
from indexer.readers.pdf.tables.strategies import horizontal_rules, ruled, shaded, vertical_rules
from indexer.readers.pdf.tables.strategies.contract import SearchArea
from tests.indexer.readers.pdf.tables.rows_of_type import (
    cells_of,
    in_order,
    level,
    row,
    text,
    upright,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.source.geometry import TextLine

PAGE = (595.0, 842.0)
NOTE = text("資料來源：渡船管理所", 70, 400)


def area(
    lines: Sequence[TextLine], rulings: Sequence[Box] = (), shades: Sequence[Box] = ()
) -> SearchArea:
    return SearchArea(lines, rulings, find_grids(rulings, shades, PAGE))


def rows_of_words(top: float, *rows: tuple[str, ...]) -> list[TextLine]:
    """Rows 20 points apart in columns at 75, 155 and 255."""
    xs = (75.0, 155.0, 255.0)
    return [
        line
        for at, cells in enumerate(rows)
        for line in row(top + 20 * at, *zip(cells, xs, strict=False))
    ]


BODY = (("站別", "件數", "人數"), ("甲站", "12", "34"), ("乙站", "56", "78"))
GRID = [level(y) for y in (100, 120, 140, 160)] + [
    upright(x, 100, 160) for x in (70, 150, 250, 370)
]


def test_a_ruled_grid_is_a_table() -> None:
    lines = [*rows_of_words(115, *BODY), NOTE]
    (table,), rest = ruled.find(area(lines, GRID))
    assert len(table.cells) == 9
    assert table.ruled
    assert rest == [NOTE]


def test_a_frame_or_a_grid_without_text_is_no_table() -> None:
    frame = [level(100), level(160), upright(70, 100, 160), upright(370, 100, 160)]
    assert ruled.find(area(rows_of_words(115, *BODY), frame))[0] == []
    assert ruled.find(area([NOTE], GRID)) == ([], [NOTE])


@pytest.mark.parametrize(("filled", "found"), [(3, 1), (2, 0)])
def test_a_quarter_of_the_cells_of_a_grid_hold_text(filled: int, found: int) -> None:
    # 3 of 10 cells, or 2 of 10
    rulings = [level(y) for y in (100, 120, 140, 160, 180, 200)]
    rulings += [upright(x, 100, 200) for x in (70, 220, 370)]
    lines = [text("甲", 75, 115 + 20 * at) for at in range(filled)]
    assert len(ruled.find(area(lines, rulings))[0]) == found


def test_the_inner_of_two_grids_is_the_table() -> None:
    outer = [level(y, 40, 500) for y in (80, 300, 340)] + [
        upright(x, 80, 340) for x in (40, 300, 500)
    ]
    inner = [level(y, 60, 280) for y in (110, 130, 150)] + [
        upright(x, 110, 150) for x in (60, 160, 280)
    ]
    lines = [*row(125, ("站別", 65), ("件數", 170)), *row(145, ("甲站", 65), ("12", 170))]
    lines += [text("備註", 310, 200), text("說明", 50, 320), text("其他", 310, 320)]
    tables, _ = ruled.find(area(lines, [*outer, *inner]))
    assert next(table.box for table in tables) == (60, 110, 280, 150)


def test_rows_go_on_under_a_ruled_header() -> None:
    header = [level(100), level(120), *(upright(x, 100, 120) for x in (70, 150, 250, 370))]
    (table,), rest = ruled.find(area([*rows_of_words(115, *BODY), NOTE], header))
    assert (table.rows, table.header_rows, rest) == (3, 1, [NOTE])


@pytest.mark.parametrize(("rows", "grows"), [(3, True), (4, False)])
def test_a_drawn_header_has_at_most_three_rows(rows: int, grows: bool) -> None:
    heights = [100 + 20 * at for at in range(rows + 1)]
    header = [level(y) for y in heights] + [
        upright(x, 100, heights[-1]) for x in (70, 150, 250, 370)
    ]
    lines = rows_of_words(115, *(("甲", "乙", "丙"),) * rows, *BODY[1:])
    (table,), _ = ruled.find(area(lines, header))
    assert (table.rows == rows + 2) is grows


def test_rows_of_figures_between_vertical_rulings_are_rows() -> None:
    rulings = [
        level(100),
        level(120),
        level(180),
        *(upright(x, 100, 180) for x in (70, 150, 250, 370)),
    ]
    lines = rows_of_words(115, *BODY, ("丙站", "90", "12"))
    (table,), _ = ruled.find(area(lines, rulings))
    found = to_block_table(TablePiece(table, 1, 842.0))
    assert found is not None
    assert (table.rows, found[0].header_rows) == (4, 1)


def test_shaded_rows_are_one_table() -> None:
    shades = [Box(70, y, 150, y + 20) for y in (100, 140)]
    shades += [Box(152, y, 250, y + 20) for y in (100, 140)]
    shades += [Box(252, y, 370, y + 20) for y in (100, 140)]
    lines = [*rows_of_words(115, *BODY, ("丙站", "90", "12")), NOTE]
    (table,), rest = shaded.find(area(lines, (), shades))
    assert (table.rows, rest) == (4, [NOTE])


def test_a_shaded_header_over_all_columns_belongs_to_the_rows_below() -> None:
    lines = [*rows_of_words(115, *BODY), NOTE]
    (table,), rest = shaded.find(area(lines, (), [Box(70, 100, 370, 120)]))
    assert (table.rows, table.header_rows, rest) == (3, 1, [NOTE])
    only = rows_of_words(115, ("各站件數及人數說明",))
    assert shaded.find(area(only, (), [Box(70, 100, 370, 120)])) == ([], only)


def test_shades_over_several_figures_are_no_cells() -> None:
    shades = [Box(70, 100, 150, 160), Box(152, 100, 370, 160)]
    lines = rows_of_words(115, *BODY)
    assert shaded.find(area(lines, (), shades))[0] == []


RULES = [level(y) for y in (100, 120, 140, 160)]


def test_rows_between_horizontal_rules_are_a_table() -> None:
    lines = [*rows_of_words(115, *BODY), NOTE]
    (table,), rest = horizontal_rules.find(area(lines, RULES))
    assert (table.rows, table.header_rows, rest) == (3, 1, [NOTE])
    assert horizontal_rules.find(area(lines, RULES[:2]))[0] == [], "two rulings"


@pytest.mark.parametrize(("shift", "found"), [(5.6, 1), (6.4, 0)])
def test_rulings_of_one_length_begin_and_end_within_six_points(shift: float, found: int) -> None:
    lines = rows_of_words(115, *BODY)
    left = [level(y, 70 + shift * (y in (120, 160))) for y in (100, 120, 140, 160)]
    assert len(horizontal_rules.find(area(lines, left))[0]) == found
    right = [level(y, 70, 370 - shift * (y in (120, 160))) for y in (100, 120, 140, 160)]
    assert len(horizontal_rules.find(area(lines, right))[0]) == found


@pytest.mark.parametrize(("share", "found"), [(0.83, 0), (0.87, 1)])
def test_a_line_as_wide_as_the_rulings_is_prose(share: float, found: int) -> None:
    # prose ends the table above it; a label as wide as that leaves no columns
    lines = rows_of_words(115, *BODY)
    lines += [text("甲站", 75, 175, width=300 * share), *rows_of_words(195, ("丙站", "90", "12"))]
    tables, _ = horizontal_rules.find(area(lines, [*RULES, level(200)]))
    assert [table.box.y1 for table in tables] == [160] * found


@pytest.mark.parametrize(("apart", "top"), [(5.6, 100), (6.4, 106.4)])
def test_the_two_strokes_of_a_double_ruling_are_one(apart: float, top: float) -> None:
    rulings = [level(100), level(100 + apart), level(120), level(140)]
    (table,), _ = horizontal_rules.find(area(rows_of_words(116, *BODY[:2]), rulings))
    assert table.box.y0 == top


def test_a_label_spans_the_rows_without_a_ruling_between() -> None:
    rulings = [level(100), level(120), level(140, 150), level(160)]
    lines = [*row(115, ("區域", 75), ("站別", 155), ("件數", 255))]
    lines += [*row(135, ("甲站", 155), ("12", 255)), *row(155, ("乙站", 155), ("34", 255))]
    lines.append(text("北部", 75, 145))
    rulings.append(level(180))
    lines += row(175, ("南部", 75), ("丙站", 155), ("56", 255))
    (table,), _ = horizontal_rules.find(area(lines, rulings))
    assert ("北部", 1, 0, 2, 1) in cells_of(table)


@pytest.mark.parametrize(("share", "rows"), [(0.63, 1), (0.57, 2)])
def test_a_ruling_separates_a_column_that_it_mostly_covers(share: float, rows: int) -> None:
    # the column from 70 to 122.5 under 區域
    rulings = [level(100), level(120), level(140, 122.5 - 52.5 * share), level(160), level(180)]
    lines = [*row(115, ("區域", 75), ("站別", 150), ("件數", 255))]
    lines += [*row(135, ("北部", 75), ("甲站", 150), ("12", 255))]
    lines += [*row(155, ("乙站", 150), ("34", 255))]
    lines += row(175, ("南部", 75), ("丙站", 150), ("56", 255))
    (table,), _ = horizontal_rules.find(area(lines, rulings))
    assert ("北部", 1, 0, rows, 1) in cells_of(table)


def test_two_rows_of_figures_in_a_band_are_rows() -> None:
    rulings = [level(y) for y in (100, 120, 160, 200)]
    lines = rows_of_words(115, *BODY, ("丙站", "90", "12"), ("丁站", "14", "16"))
    (table,), _ = horizontal_rules.find(area(lines, rulings))
    assert table.rows == 5


def columns(*lines: TextLine) -> SearchArea:
    """An area with two vertical rulings, 100 to 160, at 145 and 245."""
    return area(lines, [upright(x, 100, 160) for x in (145, 245)])


def test_text_on_both_sides_of_vertical_rules_is_a_table() -> None:
    lines = in_order(*rows_of_words(113, *BODY))
    (table,), rest = vertical_rules.find(columns(*lines, NOTE))
    assert (table.columns, table.rows, rest) == (3, 3, [NOTE])
    assert vertical_rules.find(columns(*lines[:6]))[0] == [], "two rows"
    alone = in_order(*(text("甲站", 75, 113 + 20 * at) for at in range(3)))
    assert vertical_rules.find(columns(*alone))[0] == []


def test_a_table_that_was_found_before_is_not_found_again() -> None:
    lines = in_order(*rows_of_words(113, *BODY))
    found = columns(*lines)
    tables, _ = vertical_rules.find(found)
    assert vertical_rules.find(found.without(tables, lines)) == ([], lines)


@pytest.mark.parametrize(("apart", "found"), [(2.7, 0), (3.3, 1)])
def test_vertical_rules_touch_no_horizontal_ones(apart: float, found: int) -> None:
    lines = in_order(*rows_of_words(113, *BODY))
    for touching in (
        level(160 + apart), level(100 - apart),
        level(130, 248 + apart - 3, 400), level(130, 30, 145 - apart),
    ):  # fmt: skip
        rulings = [*(upright(x, 100, 160) for x in (145, 245)), touching]
        tables, _ = vertical_rules.find(area(lines, rulings))
        assert sum(table.columns == 3 for table in tables) == found, touching


@pytest.mark.parametrize(("shift", "found"), [(2.7, 3), (3.3, 0)])
def test_vertical_rules_of_one_table_begin_or_end_together(shift: float, found: int) -> None:
    lines = in_order(*rows_of_words(113, *BODY))
    rulings = [upright(145, 100, 160), upright(245, 100 + shift, 160 + shift)]
    tables, _ = vertical_rules.find(area(lines, rulings))
    assert max((table.columns for table in tables if table.columns == 3), default=0) == found


def test_lines_that_were_not_drawn_with_the_columns_are_outside() -> None:
    lines = in_order(*rows_of_words(113, *BODY))
    note = text("註：以件計", 300, 153, order=99)
    (table,), rest = vertical_rules.find(columns(*lines, note))
    assert rest == [note]
    assert table.rows == 3
    broken = in_order(*lines[:3], text("頁首", 75, 60), *lines[3:])
    assert vertical_rules.find(columns(*broken)) == ([], broken)

"""Strategies for text alone: continued rows, borderless tables, a lone header."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.readers.pdf.source.geometry import Box
from indexer.readers.pdf.tables.model import PageCell, PageTable
from indexer.readers.pdf.tables.strategies import borderless, continued, lone_header
from indexer.readers.pdf.tables.strategies.contract import SearchArea
from tests.indexer.readers.pdf.tables.rows_of_type import level, row, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.source.geometry import TextLine

XS = (75.0, 155.0, 255.0)


def lines_of(top: float, *rows: tuple[str, ...]) -> list[TextLine]:
    """Rows 20 points apart."""
    return [
        line
        for at, cells in enumerate(rows)
        for line in row(top + 20 * at, *zip(cells, XS, strict=False))
    ]


BODY = (("站別", "件數", "人數"), ("甲站", "12", "34"), ("乙站", "56", "78"))


def borderless_tables(lines: Sequence[TextLine], *rulings: Box) -> list[PageTable]:
    return borderless.find(SearchArea(lines, rulings))[0]


def test_rows_of_figures_are_a_table() -> None:
    note = text("各站均已完成巡查，並於次月十日前回報管理所備查。", 75, 40)
    tables, rest = borderless.find(SearchArea([note, *lines_of(100, *BODY)], ()))
    assert [(table.rows, table.header_rows) for table in tables] == [(3, 1)]
    assert rest == [note]


def test_three_rows_are_a_table_and_two_under_a_caption() -> None:
    assert borderless_tables(lines_of(100, *BODY[:2])) == []
    caption = text("表1　各站件數", 75, 80)
    (table,) = borderless_tables([caption, *lines_of(100, *BODY[:2])])
    assert table.rows == 2
    words = (("站別", "情形", "備註"), ("甲站", "良好", "正常"))
    assert borderless_tables([caption, *lines_of(100, *words)]) == []


def test_two_rows_with_a_ruled_header_are_a_table() -> None:
    rulings = [level(88, 70, 300), level(108, 70, 300)]
    (table,) = borderless_tables(lines_of(100, *BODY[:2]), *rulings)
    assert table.rows == 2


def test_a_turned_line_is_in_no_table() -> None:
    lines = lines_of(100, *BODY)
    for line in lines:
        line.orientation = 1
    assert borderless_tables(lines) == []


HEADERS = [
    *row(100, ("收件", 155), ("結案", 255)),
    *row(114, ("站別", 75), ("件", 160), ("件", 260)),
]
FIGURES = [
    *row(134, ("甲站", 75), ("12", 160), ("3", 260)),
    *row(154, ("乙站", 75), ("4", 160), ("5", 260)),
]
#: The middle between the end of the labels and the end of the rows.
OVER_COLUMNS = (95 + 275) / 2


def is_in_table(header: TextLine, *above: TextLine) -> bool:
    """True if a header over HEADERS and FIGURES, with lines above it, is in their table."""
    (table,) = borderless_tables([*above, header, *HEADERS, *FIGURES])
    return any(cell.text == header.text for cell in table.cells)


@pytest.mark.parametrize(("step", "found"), [(17.5, True), (19, False)])
def test_the_uppermost_header_is_near_and_over_all_columns(step: float, found: bool) -> None:
    assert is_in_table(text("年度經費", OVER_COLUMNS - 20, 100 - step)) is found


def test_the_uppermost_header_is_centred_over_the_columns_of_figures() -> None:
    assert not is_in_table(text("年度經費", 175 - 20, 84)), "over the labels too"
    assert not is_in_table(text("年度經費", 75, 84)), "over the labels"
    bold = text("年度經費", OVER_COLUMNS - 20, 84)
    bold.bold = True
    assert not is_in_table(bold)


@pytest.mark.parametrize(("size", "found"), [(10.4, True), (10.6, False)])
def test_the_uppermost_header_has_the_size_of_the_others(size: float, found: bool) -> None:
    header = text("年度經費", OVER_COLUMNS - 20, 84)
    header.size = size
    assert is_in_table(header) is found


@pytest.mark.parametrize(("step", "found"), [(15.3, True), (15.5, False)])
def test_under_a_caption_the_uppermost_header_keeps_the_pitch(step: float, found: bool) -> None:
    header = text("年度經費", 160 - 20, 100 - step)
    caption = text("表1　各站件數", 75, 60)
    assert is_in_table(header, caption) is found
    assert not is_in_table(header)


def test_a_title_over_one_header_row_is_no_header() -> None:
    lines = [text("各站經費", OVER_COLUMNS - 20, 84), *lines_of(100, *BODY)]
    (table,) = borderless_tables(lines)
    assert table.rows == 3


def before(*, header: int = 1) -> PageTable:
    cells = [
        PageCell(at, column, lines=[line])
        for at, cells in enumerate(BODY)
        for column, line in enumerate(row(700 + 20 * at, *zip(cells, XS, strict=True)))
    ]
    return PageTable(Box(70, 690, 370, 760), (70, 140, 240, 370), cells, header, ruled=False)


def rows_continued(lines: Sequence[TextLine], table: PageTable | None, *shifts: float) -> int:
    tables, _ = continued.find(SearchArea(lines, (), before=table, shifts=shifts or (0.0,)))
    return tables[0].rows if tables else 0


NEXT = (("丙站", "12", "34"), ("丁站", "56", "78"))


def test_rows_in_the_columns_of_the_table_before_continue_it() -> None:
    note = text("以上為各站件數", 75, 400)
    tables, rest = continued.find(SearchArea([*lines_of(100, *NEXT), note], (), before=before()))
    assert [table.rows for table in tables] == [2]
    assert rest == [note]
    assert rows_continued(lines_of(100, *NEXT), None) == 0
    assert rows_continued(lines_of(100, *NEXT), PageTable(Box(0, 0, 1, 1), (0, 1), [])) == 0
    assert rows_continued([], before()) == 0


def test_a_table_of_header_rows_or_with_its_header_again_is_not_continued() -> None:
    assert rows_continued(lines_of(100, *NEXT), before(header=3)) == 0
    assert rows_continued(lines_of(100, *BODY), before()) == 0
    assert rows_continued(lines_of(100, ("丙站", "良好", "正常")), before()) == 0, "words"


@pytest.mark.parametrize(("larger", "rows"), [(0.45, 2), (0.55, 1)])
def test_continued_rows_have_the_size_of_the_table(larger: float, rows: int) -> None:
    lines = lines_of(100, *NEXT)
    for line in lines[3:]:
        line.size = 10 + larger
    assert rows_continued(lines, before()) == rows


@pytest.mark.parametrize(("pitch", "rows"), [(33, 2), (35, 1)])
def test_continued_rows_follow_without_a_wide_space(pitch: float, rows: int) -> None:
    lines = [*lines_of(100, *NEXT[:1]), *lines_of(100 + pitch, *NEXT[1:])]
    assert rows_continued(lines, before()) == rows


@pytest.mark.parametrize(
    "last",
    [
        row(120, ("各站合併收件人數", 100), ("78", 260)),
        row(120, ("丁站", 75), ("12", 160), ("34", 200)),
        row(120, ("資料來源：甲站", 75), ("12", 260)),
        row(120, ("丁站", 75)),
    ],
    ids=["over a bound", "two in a column", "a note", "one cell"],
)
def test_other_rows_do_not_continue_a_table(last: list[TextLine]) -> None:
    assert rows_continued([*lines_of(100, *NEXT[:1]), *last], before()) == 1


def test_a_label_of_totals_that_is_set_wide_is_one_cell() -> None:
    total = [text("合", 75, 120, order=7), text("計", 105, 120, order=8), text("46", 160, 120)]
    total.append(text("99", 260, 120))
    assert rows_continued([*lines_of(100, *NEXT[:1]), *total], before()) == 2


def test_a_table_continues_in_a_column_further_right() -> None:
    lines = lines_of(100, *NEXT)
    for line in lines:
        line.x0, line.x1 = line.x0 + 200, line.x1 + 200
    assert rows_continued(lines, before()) == 0
    assert rows_continued(lines, before(), 0.0, 200.0) == 2


CAPTION = text("表2　各站件數", 75, 680)
HEADER = row(715, ("站別", 75), ("件數", 155), ("人數", 255))
OVER, UNDER = level(700), level(720)


def lone(lines: Sequence[TextLine], *rulings: Box) -> list[PageTable]:
    return lone_header.find(SearchArea(lines, rulings or (OVER, UNDER)))[0]


def test_headers_between_two_rulings_at_the_foot_are_a_table() -> None:
    tables, rest = lone_header.find(SearchArea([CAPTION, *HEADER], (OVER, UNDER)))
    assert rest == [CAPTION]
    (table,) = tables
    assert (table.box, table.columns, table.header_rows) == ((70, 700, 370, 720), 3, 1)


def test_other_rows_between_rulings_are_no_lone_header() -> None:
    assert lone(HEADER) == [], "no caption"
    assert lone([text("各站說明", 75, 680), *HEADER]) == []
    assert lone([CAPTION, *HEADER, *row(740, ("甲站", 75))]) == [], "rows below"
    assert lone([CAPTION, *HEADER[:1]]) == [], "one header"
    over = [*HEADER[:1], text("件數及人數", 80, 705)]
    assert lone([CAPTION, *over]) == [], "one over the other"
    assert lone([CAPTION]) == []


@pytest.mark.parametrize(("shift", "found"), [(5.6, 1), (6.4, 0)])
def test_the_two_rulings_have_one_length(shift: float, found: int) -> None:
    assert len(lone([CAPTION, *HEADER], OVER, level(720, 70 + shift))) == found
    assert len(lone([CAPTION, *HEADER], OVER, level(720, 70, 370 - shift))) == found


@pytest.mark.parametrize(("outside", "found"), [(2.7, 1), (3.3, 0)])
def test_the_headers_begin_within_the_rulings(outside: float, found: int) -> None:
    assert len(lone([CAPTION, *row(715, ("站別", 70 - outside), ("件數", 155))])) == found

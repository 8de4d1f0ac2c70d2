"""Parts of a table on two pages: columns, repeated headers, split rows."""

from __future__ import annotations

import pytest

from indexer.readers.pdf.source.geometry import Box
from indexer.readers.pdf.tables.continuation import TablePiece, continued
from indexer.readers.pdf.tables.model import PageCell, PageTable, remove_lines
from tests.indexer.readers.pdf.tables.rows_of_type import SIZE, text

Bounds = tuple[float, ...]
BOUNDS: Bounds = (70.0, 150.0, 250.0, 370.0)


def part(
    rows: list[tuple[str, ...]],
    *,
    page: int = 1,
    bounds: Bounds = BOUNDS,
    header: int | None = 1,
    ruled: bool = True,
    top: float = 90.0,
) -> TablePiece:
    """A part of a table: the texts of its rows, None of them spanning."""
    cells = [
        PageCell(
            at, column, width=bounds[column + 1] - bounds[column],
            lines=[text(words, bounds[column] + 5, top + SIZE + 20 * at)] if words else [],
        )
        for at, texts in enumerate(rows)
        for column, words in enumerate(texts)
    ]  # fmt: skip
    box = Box(bounds[0], top, bounds[-1], top + 20 * len(rows))
    return TablePiece(PageTable(box, bounds, cells, header, ruled), page, 842.0)


HEAD = ("站別", "件數", "人數")
FIRST = [HEAD, ("甲站", "12", "34"), ("乙站", "56", "78")]
SECOND = [("丙站", "12", "34"), ("丁站", "56", "78")]


def test_rows_in_the_same_columns_continue_a_table() -> None:
    first = part(FIRST)
    assert continued(first, part(SECOND, page=2, header=0))
    assert first.rows() == [list(row) for row in (*FIRST, *SECOND)]
    assert (first.breaks, [page for page, _ in first.boxes]) == ([3], [1, 2])


def test_a_repeated_header_is_dropped() -> None:
    first = part(FIRST)
    assert continued(first, part([HEAD, *SECOND], page=2))
    assert first.rows() == [list(row) for row in (*FIRST, *SECOND)]
    first = part(FIRST)
    assert continued(first, part([HEAD], page=2))
    assert (first.rows(), len(first.boxes)) == ([list(row) for row in FIRST], 1)


def test_another_header_begins_another_table() -> None:
    assert not continued(part(FIRST), part([("站別", "金額", "備註"), *SECOND], page=2))


@pytest.mark.parametrize(("shift", "found"), [(4.6, True), (5.4, False)])
def test_bounds_within_five_points_are_the_same(shift: float, found: bool) -> None:
    moved = (70.0, 150.0 + shift, 250.0, 370.0)
    assert continued(part(FIRST), part(SECOND, page=2, header=0, bounds=moved)) is found
    everywhere = tuple(x + 30 for x in moved)
    assert continued(part(FIRST), part(SECOND, page=2, header=0, bounds=everywhere)) is found


def test_another_number_of_columns_is_another_table() -> None:
    other = part([("丙站", "12")], page=2, header=0, bounds=(70, 150, 250))
    assert not continued(part(FIRST), other)


@pytest.mark.parametrize(
    ("above", "found"), [(1.2, False), (0.8, False), (-1.2, True), (-0.8, False)]
)
def test_a_table_further_down_the_page_is_another_one(above: float, found: bool) -> None:
    # the first part ends at 150; the second, in the next column, begins higher up
    second = part(SECOND, header=0, top=150.0 + above)
    assert continued(part(FIRST), second) is found


@pytest.mark.parametrize(("rows", "found"), [(4, True), (5, False)])
def test_a_table_of_words_is_the_header_of_the_next_page(rows: int, found: bool) -> None:
    words = [("站別", "件數", "人數"), ("甲", "乙", "丙"), ("丁", "戊", "己"), ("庚", "辛", "壬")]
    words.append(("癸", "子", "丑"))
    first = part(words[:rows], header=None)
    continued(first, part(SECOND, page=2, header=0))
    assert (first.table.header_rows == rows) is found


def test_a_header_is_put_over_more_columns() -> None:
    first = part([("站別", "件數")], header=None, bounds=(70, 150, 370))
    assert continued(first, part(SECOND, page=2, header=0))
    assert {(c.text, c.column, c.columns) for c in first.table.cells if c.row == 0} == {
        ("站別", 0, 1), ("件數", 1, 2),
    }  # fmt: skip
    assert first.breaks == [1]


@pytest.mark.parametrize(
    "second",
    [
        part(SECOND, page=3, header=0, bounds=(70, 150, 370.0, 480)),
        part(SECOND, page=2, header=0, bounds=(70, 150, 250, 390)),
        part([("丙站", "良好", "正常")], page=2, header=0, bounds=(70, 160, 250, 370)),
    ],
    ids=["a page later", "wider", "words"],
)
def test_other_tables_are_not_headed(second: TablePiece) -> None:
    first = part([("站別", "件數")], header=None, bounds=(70, 150, 370))
    assert not continued(first, second)


def test_a_row_is_split_by_the_page_break() -> None:
    first = part([HEAD, ("甲站", "正在辦理細部設計審查中預", "良好")], bounds=(70, 150, 280, 370))
    first.table.cells[4].lines[0].x1 = 275
    second = part([("", "計年底完成。", "")], page=2, header=0, bounds=(70, 150, 280, 370))
    assert continued(first, second)
    assert first.rows()[1] == ["甲站", "正在辦理細部設計審查中預計年底完成。", "良好"]
    assert len(first.rows()) == 2
    assert [[page for page, _ in c.boxes] for c in first.table.cells[3:6]] == [[1], [1, 2], [1]]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (("甲站", "已完成", "良好"), ("乙站", "辦理中", "正常")),
        (("甲站", "12", "良好"), ("", "34", "")),
        (("甲站", "", "良好"), ("", "辦理中", "")),
    ],
    ids=["all cells", "figures", "no text above"],
)
def test_a_row_of_its_own_is_no_part_of_the_one_above(
    above: tuple[str, ...], below: tuple[str, ...]
) -> None:
    first = part([HEAD, above])
    assert continued(first, part([below], page=2, header=0))
    assert len(first.rows()) == 3


def test_a_label_spans_the_rows_after_the_break() -> None:
    first = part([HEAD, ("北部", "甲站", "12")])
    second = part([("", "乙站", "34"), ("南部", "丙站", "56")], page=2, header=0)
    assert continued(first, second)
    spans = {(c.text, c.row, c.rows) for c in first.table.cells if c.column == 0}
    assert spans == {("站別", 0, 1), ("北部", 1, 2), ("南部", 3, 1)}


def test_a_short_first_part_takes_the_header_of_a_longer_one() -> None:
    rows = [HEAD, ("甲站", "12", "34")]
    first = part(rows, ruled=False)
    assert continued(first, part([HEAD, *SECOND], page=2, ruled=False))
    assert first.rows() == [list(row) for row in (*rows, *SECOND)]


@pytest.mark.parametrize(("x", "found"), [(155.0, True), (130.0, False)])
def test_lines_of_an_undrawn_table_keep_to_its_columns(x: float, found: bool) -> None:
    second = part(SECOND, page=2, header=0, ruled=False)
    for cell in second.table.cells:
        if cell.column == 1:
            cell.lines[0].x0, cell.lines[0].x1 = x, x + 10
    assert continued(part(FIRST, ruled=False), second) is found


def test_a_row_is_removed_with_its_only_line() -> None:
    table = part([HEAD, ("頁首", "", ""), ("甲站", "12", "34")], header=2).table
    remove_lines(table, {table.cells[3].lines[0]})
    assert (table.rows, table.header_rows) == (2, 1)
    assert [cell.text for cell in table.cells if cell.row == 1] == ["甲站", "12", "34"]
    remove_lines(table, {table.cells[3].lines[0]})
    assert table.rows == 2, "the row holds more"


def test_a_cell_over_a_removed_row_loses_it() -> None:
    table = part([HEAD, ("北部", "甲站", "12"), ("", "乙站", "34")]).table
    label = table.cells[3]
    label.rows, label.lines = 2, []
    table.cells.remove(table.cells[6])
    remove_lines(table, {cell.lines[0] for cell in table.cells if cell.row == 2})
    assert (table.rows, label.rows, table.header_rows) == (2, 1, 1)


def test_a_label_of_an_undrawn_table_spans_the_rows_after_the_break() -> None:
    first = part([HEAD, ("北部", "甲站", "12"), ("", "乙站", "34")], ruled=False)
    label = first.table.cells[3]
    label.rows = 2
    del first.table.cells[6]
    rows = [("", "丙站", "34"), ("南部", "丁站", "56")]
    second = part(rows, page=2, header=0, ruled=False)
    del second.table.cells[0]
    assert continued(first, second)
    assert (label.rows, len(first.rows())) == (3, 5)


def test_only_more_of_a_long_cell_is_below_the_break() -> None:
    bounds = (70.0, 150.0, 280.0, 370.0)
    first = part([HEAD, ("甲站", "已完成。", "良好")], bounds=bounds)
    second = part([("", "並於年底驗收。", "")], page=2, header=0, bounds=bounds)
    assert continued(first, second)
    assert first.rows()[1] == ["甲站", "已完成。\n並於年底驗收。", "良好"]
    first = part([HEAD, ("甲站", "已完成。", "良好")], bounds=bounds)
    second = part([("", "並於年底驗收。", "是")], page=2, header=0, bounds=bounds)
    assert continued(first, second)
    assert len(first.rows()) == 3, "two cells go on, one of them ended"


def test_the_headers_of_a_split_header_row_are_completed() -> None:
    first = part([("站別", "收件", "結案")], header=1, ruled=False, top=700)
    rows = [("", "件數", "件數"), *SECOND]
    second = part(rows, page=2, header=1, ruled=False)
    assert continued(first, second)
    assert first.rows()[0] == ["站別", "收件件數", "結案件數"]
    assert len(first.rows()) == 3
    first = part([("站別", "收件", "結案")], header=1, ruled=False, top=700)
    shifted = part(rows, page=2, header=1, ruled=False)
    for line in shifted.table.cells[1].lines:
        line.x0, line.x1 = line.x0 + 25, line.x1 + 45
    continued(first, shifted)
    assert first.rows()[0][1] == "收件", "a header that is not aligned is one of its own"


def test_a_list_in_one_column_continues_without_an_error() -> None:
    first = part([("站別",), ("甲站",)], bounds=(70.0, 150.0), ruled=False)
    assert continued(first, part([("乙站",)], page=2, bounds=(70.0, 150.0), ruled=False, header=0))
    assert first.rows() == [["站別"], ["甲站"], ["乙站"]]


WIDER: Bounds = (70.0, 260.0, 340.0, 370.0)


@pytest.mark.parametrize("ruled", [True, False])
def test_under_one_title_the_columns_may_be_wider_on_the_next_page(ruled: bool) -> None:
    rows = [HEAD, *SECOND]
    assert not continued(part(FIRST, ruled=ruled), part(rows, page=2, bounds=WIDER, ruled=ruled))
    first = part(FIRST, ruled=ruled)
    assert continued(first, part(rows, page=2, bounds=WIDER, ruled=ruled), titled=True)
    assert first.rows() == [list(row) for row in (*FIRST, *SECOND)]


@pytest.mark.parametrize(
    "other", [("站別", "件數", "金額"), ("站別", "件數", ""), ("", "", "")], ids=str
)
def test_under_one_title_another_header_begins_another_table(other: tuple[str, ...]) -> None:
    rows = [other, *SECOND]
    assert not continued(part(FIRST), part(rows, page=2, bounds=WIDER), titled=True)

"""Tables with few strokes or none, whose cells wrap, come back cell by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.readers.common.contract import ReadOptions
from indexer.readers.pdf.layout.text_columns import find_text_columns
from indexer.readers.pdf.reader import assemble, parts
from indexer.readers.pdf.source.geometry import Box, Gap, TextLine
from indexer.readers.pdf.tables.drawing_order import drawn_rows, is_drawn_row_by_row
from indexer.readers.pdf.tables.header_order import header_cells_by_order
from indexer.readers.pdf.tables.line_splitting import cut_at_bound
from indexer.readers.pdf.tables.model import TableFrame
from judian.core.model import Kind
from tests.indexer.readers.pdf.cellwise import Cell, Sheet, TableStyle
from tests.indexer.readers.pdf.judging import squeeze, table_paths
from tests.indexer.readers.pdf.page_setup import line

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.structure.blocks import Block, Table

PROSE = "本處自五月起巡查渡船碼頭並逐案列管，凡涉及跨區者由主辦單位召集會商後陳報，其餘依權責辦理。"
LONG = "會勘後由承辦單位擬具改善計畫，於次月底前函報並公告於網站"


def read(folder: Path, sheet: Sheet) -> list[Block]:
    path = folder / "sheet.pdf"
    path.write_bytes(sheet.pdf())
    return list(assemble(list(parts(path, ReadOptions(ocr="never"))), None).blocks)


def tables(blocks: list[Block]) -> list[Table]:
    return [block.table for block in blocks if block.table]


#: A header of two rows, labels over several rows, figures with gaps, and remarks that wrap.
WIDTHS = [50.0, 80.0, 60.0, 60.0, 60.0, 130.0]
MIXED = [
    Cell("分區", 0, 0, 2, 1, "center"), Cell("站別", 0, 1, 2, 1, "center"),
    Cell("收件", 0, 2, 1, 2, "center"), Cell("經費", 0, 4, 2, 1, "center"),
    Cell("後續作為", 0, 5, 2, 1, "center"),
    Cell("件數", 1, 2, 1, 1, "center"), Cell("人數", 1, 3, 1, 1, "center"),
    *(
        cell
        for row, (name, *figures, remark) in enumerate(
            [
                ("松林站", "12", "1,030", "7", LONG),
                ("竹圍及周邊碼頭聯合服務站", "8", "－", "15", "已結案"),
                ("大灣站", "240", "96", "", LONG + "，另送研考單位存查"),
                ("北崙站", "5", "4,417", "88", ""),
                ("合興站", "61", "33", "9", LONG),
            ],
            2,
        )
        for cell in (
            Cell(name, row, 1),
            *(Cell(text, row, 2 + at, align="right") for at, text in enumerate(figures)),
            Cell(remark, row, 5),
        )
    ),
    Cell("北區", 2, 0, 3, 1, "center"), Cell("南區", 5, 0, 2, 1, "center"),
]  # fmt: skip


@pytest.mark.parametrize("middle", [True, False], ids=["middle", "top"])
@pytest.mark.parametrize(
    "style", ["none", "booktabs", "frame", "rules", "columns", "head", "zebra", "bars"]
)
def test_cells_that_wrap_come_back_whole(style: str, middle: bool, tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.text("表1　渡船碼頭巡查情形", 200, 90, 11)
    end = sheet.table(MIXED, WIDTHS, 70, 100, TableStyle(style, heads=2, middle=middle))
    sheet.paragraph(PROSE * 2, 70, end + 40, 440, 12)
    (table,) = tables(read(tmp_path, sheet))
    found = table_paths(table)
    wanted = {
        ("1,030", ("收件", "人數"), ("北區", "松林站")),
        ("－", ("收件", "人數"), ("北區", "竹圍及周邊碼頭聯合服務站")),
        (squeeze(LONG + "，另送研考單位存查"), ("後續作為",), ("北區", "大灣站")),
        ("88", ("經費",), ("南區", "北崙站")),
        (squeeze(LONG), ("後續作為",), ("南區", "合興站")),
    }
    assert wanted <= found
    assert squeeze(table.caption or "") == "表1渡船碼頭巡查情形"


WORDS = [
    Cell(text, row, column)
    for row, texts in enumerate(
        [("項次", "事項", "說明", "進度"), ("1", "渡船班次", LONG, "辦理中"),
         ("2", "候船設施及無障礙動線", "已完工", "結案"), ("3", "夜間照明", LONG, "規劃中")]
    )
    for column, text in enumerate(texts)
]  # fmt: skip


@pytest.mark.parametrize("style", ["none", "booktabs", "rules"])
@pytest.mark.parametrize("padding", [1.0, 3.0])
def test_columns_of_words_part_where_their_lines_begin(
    style: str, padding: float, tmp_path: Path
) -> None:
    sheet = Sheet()
    sheet.text("表2　改善事項", 200, 90, 11)
    sheet.table(WORDS, [26.0, 92.0, 150.0, 40.0], 70, 100, TableStyle(style, padding=padding))
    (table,) = tables(read(tmp_path, sheet))
    texts = {(cell.row, cell.column): squeeze(cell.text) for cell in table.cells}
    assert texts == {(cell.row, cell.column): squeeze(cell.text) for cell in WORDS}


def test_columns_of_a_table_in_one_text_column_are_not_text_columns(tmp_path: Path) -> None:
    sheet = Sheet()
    end = sheet.paragraph(PROSE * 3, 60, 80, 225, 11)
    end = sheet.table(
        [Cell(c.text, c.row, c.column, align="center") for c in WORDS],
        [30.0, 70.0, 90.0, 35.0], 60, end + 20,
    )  # fmt: skip
    sheet.paragraph(PROSE * 2, 60, end + 40, 225, 11)
    sheet.paragraph(PROSE * 8, 310, 80, 225, 11)
    blocks = read(tmp_path, sheet)
    text = [squeeze(block.text) for block in blocks if not block.table]
    assert text == [squeeze(PROSE * 3), squeeze(PROSE * 2), squeeze(PROSE * 8)]
    assert len(tables(blocks)) == 1


def test_rows_left_over_at_the_top_of_a_page_go_on_with_their_table(tmp_path: Path) -> None:
    header = [Cell(text, 0, at) for at, text in enumerate(("站別", "件數", "人數", "場次"))]
    rows = [
        Cell(f"{'一二三四五六七八'[r]}號站" if c == 0 else f"{r}{c}", r + 1, c, align="center")
        for r in range(8)
        for c in range(4)
    ]
    sheet = Sheet()
    sheet.paragraph(PROSE, 70, 90, 440, 12)
    sheet.table([*header, *(c for c in rows if c.row < 7)], [90.0] * 4, 70, 600)
    sheet.canvas.showPage()
    left = [Cell(c.text, c.row - 7, c.column, align="center") for c in rows if c.row >= 7]
    end = sheet.table(left, [90.0] * 4, 70, 80)
    sheet.paragraph(PROSE, 70, end + 60, 440, 12)
    (table,) = tables(read(tmp_path, sheet))
    assert ("73", ("場次",), ("八號站",)) in table_paths(table)


def test_a_header_alone_at_the_foot_of_a_page_belongs_to_the_rows_of_the_next(
    tmp_path: Path,
) -> None:
    names = ("站別", "件數", "人數（含志工）", "場次")
    header = [Cell(text, 0, at, align="center") for at, text in enumerate(names)]
    rows = [
        Cell(f"{'一二三四'[r]}號站" if c == 0 else f"{r}{c}", r, c, align="center")
        for r in range(4)
        for c in range(4)
    ]
    sheet = Sheet()
    sheet.paragraph(PROSE * 2, 70, 90, 440, 12)
    sheet.text("表3　各站人力", 200, 690, 11)
    sheet.table(header, [90.0] * 4, 70, 700, TableStyle("rules"))
    sheet.canvas.showPage()
    sheet.table(rows, [90.0] * 4, 70, 80, TableStyle("rules"))
    (table,) = tables(read(tmp_path, sheet))
    assert ("32", ("人數（含志工）",), ("四號站",)) in table_paths(table)


def test_footnotes_of_one_column_leave_the_other_alone(tmp_path: Path) -> None:
    sheet = Sheet()
    text = PROSE * 6
    sheet.paragraph(text, 60, 80, 225, 11)
    sheet.text("1", 200, 75, 6)
    sheet.rule(60, 650, 115, 650)
    sheet.text("1以各站填報者為準。", 60, 664, 8.5)
    sheet.paragraph(PROSE * 13, 310, 80, 225, 11)
    blocks = read(tmp_path, sheet)
    assert [squeeze(b.text) for b in blocks if b.kind is Kind.FOOTNOTE] == ["1以各站填報者為準。"]
    assert squeeze(PROSE * 13) in [squeeze(block.text) for block in blocks]


@pytest.mark.parametrize("rows", [2, 3, 5])
def test_lines_with_a_tab_are_no_table(rows: int, tmp_path: Path) -> None:
    sheet = Sheet()
    end = sheet.paragraph(PROSE * 2, 70, 80, 440, 12)
    for at in range(rows):
        sheet.text(f"聯絡人：林{'甲乙丙丁戊'[at]}", 70, end + 20 * at, 12)
        sheet.text(f"電話：(0{at + 2}) 555-01{at}0", 230, end + 20 * at, 12)
    assert tables(read(tmp_path, sheet)) == []


def ordered(*texts: tuple[str, float, float]) -> list[TextLine]:
    """Lines drawn in the order given: text, left edge, base."""
    made = [line(text, x, base, 10.0) for text, x, base in texts]
    for at, each in enumerate(made):
        each.order = at
    return made


BOUNDS = [70.0, 150.0, 250.0]


def framed(column_bounds: list[float]) -> TableFrame:
    return TableFrame(Box(column_bounds[0], 90, column_bounds[-1], 200), tuple(column_bounds))


def test_the_drawing_order_separates_rows() -> None:
    lines = ordered(
        ("甲所", 75, 107), ("第一段說明", 155, 100), ("接續", 155, 114),
        ("乙所", 75, 128), ("另一段", 155, 128),
    )  # fmt: skip
    assert is_drawn_row_by_row(lines, BOUNDS)
    rows = drawn_rows(lines, framed(BOUNDS)).rows
    assert [["".join(x.text for x in block.lines) for block in row] for row in rows] == [
        ["甲所", "第一段說明接續"],
        ["乙所", "另一段"],
    ]


@pytest.mark.parametrize(
    ("heading", "bold", "count"),
    [
        pytest.param("收支之部", True, 3, id="the heading of a group"),
        pytest.param("收支之部", False, 2, id="a name that wraps"),
        pytest.param("Revenue", True, 2, id="a name in two scripts"),
        pytest.param("收支（全年）", True, 2, id="a name and a remark"),
    ],
)
def test_the_heading_of_a_group_is_no_line_of_the_name_below_it(
    heading: str, bold: bool, count: int
) -> None:
    lines = ordered(
        (heading, 70, 100), ("營業收入", 70, 112), ("1,234", 200, 112),
        ("營業成本", 70, 136), ("567", 200, 136),
    )  # fmt: skip
    lines[0].bold = bold
    assert len(drawn_rows(lines, framed([60, 180, 260])).lines) == count


@pytest.mark.parametrize("way", ["by line", "by column", "unknown"])
def test_other_drawing_orders_separate_nothing(way: str) -> None:
    lines = ordered(
        ("甲所", 75, 107), ("第一段說明", 155, 100), ("接續", 155, 114),
        ("乙所", 75, 128), ("另一段", 155, 128),
    )  # fmt: skip
    keys = {
        "by line": lambda x: (x.base, x.x0),
        "by column": lambda x: (x.x0, x.base),
        "unknown": lambda _: 0,
    }
    for at, each in enumerate(sorted(lines, key=keys[way])):
        each.order = 0 if way == "unknown" else at
    assert not is_drawn_row_by_row(lines, BOUNDS)


HEADER_BOUNDS = [70.0, 150.0, 210.0, 270.0, 330.0]


def test_headers_drawn_row_by_row_span_the_columns_below_them() -> None:
    lines = ordered(
        ("站別", 100, 108), ("收件", 200, 100), ("經費", 290, 108),
        ("件數", 170, 116), ("人數", 230, 116),
    )  # fmt: skip
    made = header_cells_by_order(lines, framed(HEADER_BOUNDS))
    assert made is not None
    cells, depth = made
    assert depth == 2
    assert {(c.text, c.row, c.column, c.rows, c.columns) for c in cells} == {
        ("站別", 0, 0, 2, 1), ("收件", 0, 1, 1, 2), ("經費", 0, 3, 2, 1),
        ("件數", 1, 1, 1, 1), ("人數", 1, 2, 1, 1),
    }  # fmt: skip


def test_headers_drawn_group_by_group_are_placed_by_alignment() -> None:
    lines = ordered(
        ("收件", 120, 100), ("件數", 100, 116), ("人數", 160, 116),
        ("結案", 280, 100), ("件數", 230, 116), ("人數", 290, 116),
    )  # fmt: skip
    assert header_cells_by_order(lines, framed(HEADER_BOUNDS)) is None


def test_columns_of_text_are_drawn_one_after_the_other_and_those_of_a_table_are_not() -> None:
    left = [(PROSE[:12], 70.0, 100.0 + 16 * at) for at in range(8)]
    right = [(PROSE[:12], 240.0, 100.0 + 16 * at) for at in range(8)]
    in_turn = [cell for pair in zip(left, right, strict=True) for cell in pair]
    assert len(find_text_columns(1, ordered(*left, *right), [])) == 2
    assert len(find_text_columns(1, ordered(*in_turn), [])) == 1


@pytest.mark.parametrize(
    ("text", "offset", "pieces"),
    [("占比（%）", 4, ["占比（%）"]), ("平均時數里程", 4, ["平均時數", "里程"])],
)
def test_a_header_is_not_cut_before_what_may_not_begin_a_line(
    text: str, offset: int, pieces: list[str]
) -> None:
    made = line(text, 100, 100, 10.0)
    at = made.starts[offset]
    made.gaps = (Gap(offset, at - 2, at, 0),)
    assert [piece.text for piece in cut_at_bound(made, at - 1)] == pieces

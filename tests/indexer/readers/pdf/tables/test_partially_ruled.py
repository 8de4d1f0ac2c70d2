"""Tables with few strokes: sums beside groups, strokes of several lengths, split headers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.readers.common.contract import ReadOptions
from indexer.readers.pdf.reader import assemble, parts
from indexer.readers.pdf.source.geometry import Box, Gap
from indexer.readers.pdf.tables.column_gaps import column_gap_middles
from indexer.readers.pdf.tables.continuation import TablePiece, continued
from indexer.readers.pdf.tables.model import PageCell, PageTable
from tests.indexer.readers.pdf.cellwise import Cell, Sheet, TableStyle
from tests.indexer.readers.pdf.judging import squeeze, table_paths
from tests.indexer.readers.pdf.page_setup import line

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.structure.blocks import Block, Table


def read(folder: Path, sheet: Sheet) -> list[Block]:
    path = folder / "sheet.pdf"
    path.write_bytes(sheet.pdf())
    return list(assemble(list(parts(path, ReadOptions(ocr="never"))), None).blocks)


def tables(blocks: list[Block]) -> list[Table]:
    return [block.table for block in blocks if block.table]


#: A head of two rows over names with labels; what follows are rows of a name and figures.
HEAD = [
    Cell("分區", 0, 0, 2, 1, "center"), Cell("站別", 0, 1, 2, 1, "center"),
    Cell("收件", 0, 2, 1, 2, "center"), Cell("核定", 0, 4, 1, 2, "center"),
    *(Cell(text, 1, 2 + at, align="center") for at, text in enumerate(("件數", "人數") * 2)),
]  # fmt: skip
WIDTHS = [45.0, 90.0, 65.0, 65.0, 65.0, 65.0]


def row_of(at: int, name: str, *figures: str) -> list[Cell]:
    return [
        Cell(name, at, 1),
        *(Cell(text, at, 2 + c, align="right") for c, text in enumerate(figures)),
    ]


GROUPS = [
    *HEAD,
    Cell("北區", 2, 0, 2, 1, "center"), Cell("南區", 4, 0, 3, 1, "center"),
    *row_of(2, "松林站", "812", "1,030", "77", "9.4"),
    *row_of(3, "大灣站", "240", "966", "－", "8.1"),
    *row_of(4, "北崙站", "65", "4,417", "88", "30.2"),
    *row_of(5, "合興站", "61", "3,382", "95", "7.7"),
]  # fmt: skip


@pytest.mark.parametrize(
    "style", ["none", "booktabs", "frame", "head", "zebra", "columns", "rules"]
)
@pytest.mark.parametrize("middle", [True, False], ids=["middle", "top"])
def test_a_row_of_sums_is_in_no_group(style: str, middle: bool, tmp_path: Path) -> None:
    cells = [
        *(cell for cell in GROUPS if cell.text != "南區"),
        Cell("南區", 4, 0, 2, 1, "center"),
        Cell("總計", 6, 0, 1, 2, "center"),
        *row_of(6, "", "1,178", "9,795", "260", "55.4")[1:],
    ]
    sheet = Sheet()
    sheet.table(cells, WIDTHS, 70, 100, TableStyle(style, heads=2, middle=middle))
    (table,) = tables(read(tmp_path, sheet))
    assert {
        ("3,382", ("收件", "人數"), ("南區", "合興站")),
        ("9,795", ("收件", "人數"), ("總計",)),
    } <= table_paths(table)


def test_sums_of_groups_stay_in_them(tmp_path: Path) -> None:
    cells = [
        *HEAD,
        Cell("北區", 2, 0, 2, 1, "center"), Cell("南區", 4, 0, 2, 1, "center"),
        *row_of(2, "松林站", "812", "1,030", "77", "9.4"),
        *row_of(3, "小計", "812", "1,030", "77", "9.5"),
        *row_of(4, "北崙站", "65", "4,417", "88", "30.2"),
        *row_of(5, "小計", "65", "4,417", "88", "30.3"),
    ]  # fmt: skip
    sheet = Sheet()
    sheet.table(cells, WIDTHS, 70, 100, TableStyle("booktabs", heads=2))
    (table,) = tables(read(tmp_path, sheet))
    assert {
        ("9.5", ("核定", "人數"), ("北區", "小計")),
        ("30.3", ("核定", "人數"), ("南區", "小計")),
    } <= table_paths(table)


def test_strokes_between_columns_end_where_cells_reach_over_them(tmp_path: Path) -> None:
    cells = [
        *(cell for cell in GROUPS if cell.text != "南區"),
        Cell("南區", 4, 0, 2, 1, "center"),
        Cell("南北兩區總計", 6, 0, 1, 2, "center"),
        *row_of(6, "", "1,178", "9,795", "260", "55.4")[1:],
    ]
    sheet = Sheet()
    sheet.table(cells, WIDTHS, 70, 100, TableStyle("columns", heads=2))
    (table,) = tables(read(tmp_path, sheet))
    texts = {(cell.row, cell.column): squeeze(cell.text) for cell in table.cells if cell.text}
    assert {texts[2, column] for column in range(6)} == {
        "北區", "松林站", "812", "1,030", "77", "9.4"
    }  # fmt: skip
    assert texts[6, 2] == "1,178"
    assert texts[6, 5] == "55.4"


def test_figures_and_words_part_on_their_common_edge(tmp_path: Path) -> None:
    words = ("規劃中", "已完成", "辦理中", "結案", "規劃中")
    figures = ("105", "2,284", "2", "50,584", "8")
    cells = [
        Cell("站別", 0, 0), Cell("金額", 0, 1, align="center"), Cell("進度", 0, 2),
        *(Cell(f"{at}號渡船站", at, 0) for at in range(1, 6)),
        *(Cell(text, at, 1, align="right") for at, text in enumerate(figures, 1)),
        *(Cell(text, at, 2) for at, text in enumerate(words, 1)),
    ]  # fmt: skip
    sheet = Sheet()
    sheet.text("表1　渡船站", 200, 90)
    sheet.table(cells, [90.0, 60.0, 80.0], 70, 100, TableStyle("frame", padding=1.5))
    (table,) = tables(read(tmp_path, sheet))
    assert ("50,584", ("金額",), ("4號渡船站",)) in table_paths(table)
    assert ("結案", ("進度",), ("4號渡船站",)) in table_paths(table)


def test_numbers_and_their_unit_are_one_column(tmp_path: Path) -> None:
    cells = [
        Cell("年別", 0, 0, align="center"), Cell("件數", 0, 1, align="center"),
        *(Cell(f"{98 + at}年", at, 0, align="right") for at in range(1, 5)),
        *(Cell(text, at, 1, align="right") for at, text in enumerate(("12", "7", "450", "31"), 1)),
    ]  # fmt: skip
    sheet = Sheet()
    sheet.table(cells, [60.0, 90.0], 70, 100, TableStyle("frame"))
    (table,) = tables(read(tmp_path, sheet))
    assert max(cell.column + cell.columns for cell in table.cells) == 2


def test_a_label_of_sums_set_wide_parts_no_column() -> None:
    rows = [[line("合", 70, 100), line("計", 88.3, 100)]]
    for at in range(1, 4):
        year = line(f"10{at}年", 70, 100 + 20 * at)
        year.gaps = (Gap(3, 86.0, 88.0, 3 * at + 1),)
        rows.append([year])
    for at, row in enumerate(rows):
        row += [line(f"{at}12", x, 100 + 20 * at) for x in (160.0, 240.0)]
    for order, each in enumerate(each for row in rows for each in row):
        each.order = order
    found = column_gap_middles(rows)
    assert found is not None
    assert len(found) == 2
    head = [line("年別", 70, 80), line("件數", 160, 80), line("人數", 240, 80)]
    alone = column_gap_middles([head, rows[0]], drawn_rows=True)
    assert alone is not None
    assert len(alone) == 2


@pytest.mark.parametrize("ruled", [False, True], ids=["frame", "rules"])
def test_text_that_reaches_over_its_strokes_is_in_the_table(ruled: bool, tmp_path: Path) -> None:
    cells = [
        *(Cell(text, 0, at) for at, text in enumerate(("服務站別", "件數", "人數", "備考"))),
        *(
            Cell(text, row, at, align="right" if at else "left")
            for row in range(1, 5)
            for at, text in enumerate((f"渡船{row}站", f"{row}07", f"{row},030", f"{row * 13}"))
        ),
    ]
    sheet = Sheet()
    sheet.table(cells, [90.0, 80.0, 80.0, 70.0], 100, 100, TableStyle("none"))
    bottom = 100 + 5 * 19.0
    for y in (100.0, 119.0, bottom, *(138.0 + 19.0 * at for at in range(3 * ruled))):
        sheet.rule(125, y, 410, y)
    for x in (125.0, 410.0) if not ruled else ():
        sheet.rule(x, 100, x, bottom)
    (table,) = tables(read(tmp_path, sheet))
    assert {
        ("1,030", ("人數",), ("渡船1站",)), ("52", ("備考",), ("渡船4站",)),
    } <= table_paths(table)  # fmt: skip


@pytest.mark.parametrize("style", ["none", "booktabs", "head"])
def test_the_last_column_alone_may_wrap(style: str, tmp_path: Path) -> None:
    remarks = (
        "會勘後由承辦單位擬具改善計畫，於次月底前函報並公告於網站",
        "已結案",
        "逐案列管並由主辦單位召集會商後陳報，另送研考單位存查，其餘依權責辦理，並副知各站",
        "再議",
    )
    cells = [
        *(Cell(text, 0, at) for at, text in enumerate(("站別", "件數", "人數", "後續作為"))),
        *(
            cell
            for row, remark in enumerate(remarks, 1)
            for cell in (
                Cell(f"渡船{row}站", row, 0), Cell(f"{row}07", row, 1, align="right"),
                Cell(f"{row},030", row, 2, align="right"), Cell(remark, row, 3),
            )
        ),
    ]  # fmt: skip
    sheet = Sheet()
    sheet.text("表2　渡船站", 200, 90)
    sheet.table(
        cells, [90.0, 60.0, 60.0, 130.0], 70, 100, TableStyle(style, middle=False, padding=1.0)
    )
    (table,) = tables(read(tmp_path, sheet))
    found = {cell.row: squeeze(cell.text) for cell in table.cells if cell.column == 3}
    assert [found[row] for row in range(1, 5)] == list(remarks)


NAMES = ("一號站", "二號站", "三號站", "四號站")


def test_a_header_split_by_a_page_break_is_put_together(tmp_path: Path) -> None:
    upper = ("站別", "決算數（萬", "占比", "平均時", "人數")
    lower = ("", "元）", "（%）", "數", "")
    rows = [
        Cell(NAMES[row] if column == 0 else f"{row + 1}{column}7", row, column, align="center")
        for row in range(4)
        for column in range(5)
    ]
    widths = [70.0, 75.0, 60.0, 60.0, 60.0]
    sheet = Sheet()
    sheet.text("表3　各站經費", 200, 690, 11)
    sheet.rule(70, 702, 395, 702)
    sheet.table([Cell(x, 0, at, align="center") for at, x in enumerate(upper)], widths, 70, 700)
    sheet.rule(70, 722, 395, 722)
    sheet.canvas.showPage()
    sheet.rule(70, 78, 395, 78)
    rest = [Cell(x, 0, at, align="center") for at, x in enumerate(lower) if x]
    end = sheet.table(rest, widths, 70, 80)
    sheet.rule(70, end, 395, end)
    end = sheet.table(rows, widths, 70, end)
    sheet.rule(70, end, 395, end)
    (table,) = tables(read(tmp_path, sheet))
    assert {
        ("417", ("決算數（萬元）",), ("四號站",)),
        ("327", ("占比（%）",), ("三號站",)),
        ("137", ("平均時數",), ("一號站",)),
        ("247", ("人數",), ("二號站",)),
    } <= table_paths(table)


def test_one_row_before_a_page_break_has_the_columns_of_the_next_part(tmp_path: Path) -> None:
    widths = [70.0, 40.0, 40.0, 110.0]
    head = [Cell(x, 0, at, align="center") for at, x in enumerate(("站別", "件數", "人數", "備註"))]
    remarks = ("", "已結案", "再議", "免評")
    figures = [
        cell
        for row, (name, remark) in enumerate(zip(NAMES, remarks, strict=True))
        for cell in (
            Cell(name, row, 0), Cell(f"{row + 3}1", row, 1, align="right"),
            Cell(f"{row}92" if row else "", row, 2, align="right"), Cell(remark, row, 3),
        )
        if cell.text
    ]  # fmt: skip
    sheet = Sheet()
    sheet.text("表4　各站件數", 150, 690, 11)
    first = [Cell(c.text, 1, c.column, align=c.align) for c in figures if c.row == 0]
    sheet.table([*head, *first], widths, 70, 700)
    sheet.canvas.showPage()
    rest = [Cell(c.text, c.row - 1, c.column, align=c.align) for c in figures if c.row]
    sheet.table(rest, widths, 70, 80)
    (table,) = tables(read(tmp_path, sheet))
    assert {
        ("31", ("件數",), ("一號站",)),
        ("292", ("人數",), ("三號站",)),
        ("免評", ("備註",), ("四號站",)),
    } <= table_paths(table)


def test_sums_set_wide_go_on_with_a_table_on_the_next_page(tmp_path: Path) -> None:
    head = [Cell(x, 0, at, align="center") for at, x in enumerate(("年別", "件數", "人數"))]
    rows = [
        Cell(f"{100 + row}年" if column == 0 else f"{row}{column}3", row, column)
        for row in range(1, 5)
        for column in range(3)
    ]
    sheet = Sheet()
    sheet.table([*head, *rows], [60.0, 90.0, 90.0], 70, 650)
    sheet.canvas.showPage()
    for text, x in (("合", 73.0), ("計", 93.0), ("412", 133.0), ("887", 223.0)):
        sheet.text(text, x, 90)
    (table,) = tables(read(tmp_path, sheet))
    assert ("887", ("人數",)) in {path[:2] for path in table_paths(table)}


def test_labels_that_reach_out_of_shaded_cells_are_of_the_first_column(tmp_path: Path) -> None:
    cells = [
        *(Cell(x, 0, at, align="center") for at, x in enumerate(("分區類別", "站別", "件數"))),
        Cell("北區", 1, 0, 2), Cell("南區", 3, 0, 3),
        *(
            cell
            for row in range(1, 6)
            for cell in (Cell(f"渡船{row}站", row, 1), Cell(f"{row}07", row, 2, align="right"))
        ),
    ]  # fmt: skip
    sheet = Sheet()
    bottom = 100 + 6 * 19.0
    for top in (100.0, 138.0, 176.0):
        for left, right in ((93.0, 130.0), (130.0, 220.0), (220.0, 290.0)):
            sheet.shade(left, top, right, top + 19)
    sheet.table(cells, [60.0, 90.0, 70.0], 70, 100, TableStyle("none"))
    sheet.text("資料來源：渡船管理所。", 70, bottom + 14, 9)
    (table,) = tables(read(tmp_path, sheet))
    assert {
        ("207", ("件數",), ("北區", "渡船2站")),
        ("507", ("件數",), ("南區", "渡船5站")),
    } <= table_paths(table)


REMARKS = (
    "會勘後由承辦單位擬具改善計畫，於次月底前函報並公告於網站",
    "逐案列管並由主辦單位召集會商後陳報，另送研考單位存查，以利追蹤",
    "凡涉及跨區者由主辦單位召集會商，其餘依權責辦理並副知各站存查",
)


@pytest.mark.parametrize("style", ["none", "zebra", "booktabs"])
def test_names_half_way_up_beside_two_lines_are_their_rows(style: str, tmp_path: Path) -> None:
    cells = [
        Cell("指標", 0, 0), Cell("說明", 0, 1, align="center"),
        *(
            cell
            for row, text in enumerate(REMARKS, 1)
            for cell in (Cell(f"第{'一二三'[row - 1]}類", row, 0), Cell(text, row, 1))
        ),
    ]  # fmt: skip
    sheet = Sheet()
    sheet.text("表1　指標", 150, 90)
    sheet.table(cells, [100.0, 200.0], 70, 100, TableStyle(style))
    (table,) = tables(read(tmp_path, sheet))
    found = {cell.row: squeeze(cell.text) for cell in table.cells if cell.column == 1}
    assert [found[row] for row in range(1, 4)] == list(REMARKS)


def test_a_dash_among_words_is_no_figure(tmp_path: Path) -> None:
    texts = [
        ("事項", "辦理情形", "備註"),
        ("渡船班次", REMARKS[0], "持續辦理"),
        ("候船設施", REMARKS[1], "－"),
        ("夜間照明", REMARKS[2], "持續辦理"),
    ]
    cells = [
        Cell(text, row, column)
        for row, line_ in enumerate(texts)
        for column, text in enumerate(line_)
    ]
    sheet = Sheet()
    sheet.table(cells, [80.0, 160.0, 80.0], 70, 100, TableStyle("columns", middle=False))
    (table,) = tables(read(tmp_path, sheet))
    assert table.header_rows == 1


def test_a_row_split_with_its_name_and_another_cell_is_one_row() -> None:
    def piece(page: int, texts: list[list[str]]) -> TablePiece:
        xs = (70.0, 130.0, 190.0, 250.0, 310.0)
        cells = [
            PageCell(row, column, width=60.0, lines=[
                line(part, xs[column] + 3, 100 + 40 * row + 14 * at)
                for at, part in enumerate(text.split("|")) if part
            ])
            for row, parts in enumerate(texts)
            for column, text in enumerate(parts)
        ]  # fmt: skip
        return TablePiece(PageTable(Box(70.0, 90.0, 310.0, 300.0), xs, cells, 1), page, 842.0)

    head = ["站別", "件數", "人數", "備註"]
    first = piece(
        1, [head, ["渡船", "1", "2", "無"], ["候船及相|關設施維", "3", "4", "會勘後由|承辦單位"]]
    )
    second = piece(2, [head, ["護", "", "", "函報"]])
    assert continued(first, second)
    assert first.rows()[2:] == [["候船及相關設施維護", "3", "4", "會勘後由承辦單位函報"]]

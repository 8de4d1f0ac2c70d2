"""Tables with few strokes: sums beside groups, strokes of several lengths, torn heads."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.blocks import Block, Table
from indexer.readers import ReadOptions
from indexer.readers.pdf import assemble, parts
from tests.readers.cellwise import Cell, Sheet
from tests.readers.judging import squeeze, table_paths


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
    sheet.table(cells, WIDTHS, 70, 100, style, heads=2, middle=middle)
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
    sheet.table(cells, WIDTHS, 70, 100, "booktabs", heads=2)
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
    sheet.table(cells, WIDTHS, 70, 100, "columns", heads=2)
    (table,) = tables(read(tmp_path, sheet))
    texts = {(cell.row, cell.column): squeeze(cell.text) for cell in table.cells if cell.text}
    assert {texts[2, column] for column in range(6)} == {
        "北區", "松林站", "812", "1,030", "77", "9.4"
    }  # fmt: skip
    assert texts[6, 2] == "1,178"
    assert texts[6, 5] == "55.4"

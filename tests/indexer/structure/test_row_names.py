"""Header columns of a table: names, numbers of items in front of them, and none."""

from __future__ import annotations

import pytest

from indexer.documents.passages import build_passages
from indexer.structure.blocks import Block
from indexer.structure.outline import SectionedBlock
from indexer.structure.table_grid import count_header_columns, table_of_rows
from judian.core.model import Kind

LEVELS = [
    ["款", "項", "目", "名稱", "預算數"],
    ["", "", "", "總計", "9,000"],
    ["1", "", "", "港務主管", "6,000"],
    ["", "1", "", "港務處", "6,000"],
    ["", "", "1", "疏濬", "4,000"],
    ["", "", "2", "燈塔", "2,000"],
    ["2", "", "", "航政主管", "3,000"],
]


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        (LEVELS, 4),
        ([row[1:] for row in LEVELS], 3),
        # Amounts in the first column name nothing.
        ([["實現數", "保留數"], ["1,200", "30"], ["2,300", "－"]], 0),
        ([["比率", "保留數"], ["12.5", "30"], ["99.0", "7"]], 0),
        # Years, counts and dashes in the first column may.
        ([["年度", "件數"], ["95", "30"], ["97", "31"]], 1),
        ([["件數", "人數"], ["－", "30"], ["－", "31"]], 1),
        # Numbers that fill their columns are figures.
        ([["甲", "乙", "備註"], ["12", "30", "南區"], ["14", "31", "北區"]], 1),
    ],
)
def test_header_columns(rows: list[list[str]], columns: int) -> None:
    assert count_header_columns(rows, 1) == columns


def paths(rows: list[list[str]], header_columns: int) -> list[tuple[str, ...]]:
    """The row headers of the last cell of each row."""
    table = table_of_rows(rows, header_rows=1, header_columns=header_columns)
    block = Block(Kind.TABLE_ROW, table=table)
    _, passages = build_passages([SectionedBlock(block, ())], "d")
    return [p.table.cells[-1].row for p in passages if p.table]


def test_a_row_takes_no_number_of_the_rows_above() -> None:
    assert paths(LEVELS, 4) == [
        ("總計",), ("1", "港務主管"), ("1", "港務處"), ("1", "疏濬"), ("2", "燈塔"),
        ("2", "航政主管"),
    ]  # fmt: skip


def test_a_row_takes_the_group_above_and_none_of_another_group() -> None:
    rows = [
        ["區", "縣", "站", "件數"],
        ["北區", "甲縣", "東站", "1"],
        ["", "", "西站", "2"],
        ["南區", "", "南站", "3"],
        ["", "", "港站", "4"],
    ]
    assert paths(rows, 3) == [
        ("北區", "甲縣", "東站"), ("北區", "甲縣", "西站"), ("南區", "南站"), ("南區", "港站"),
    ]  # fmt: skip

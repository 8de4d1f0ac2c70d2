"""Groups of rows and of columns that a table names once."""

from __future__ import annotations

from indexer.structure.table_grid import table_of_grid
from tests.indexer.grids import rows

_BODY = (["甲縣", "1", "2"], ["乙縣", "3", "4"])
_LATER = (["甲縣", "5", "6"], ["乙縣", "7", "8"])
_GROUPED = [
    ["本年度", "甲縣", "1", "2"], ["本年度", "乙縣", "3", "4"],
    ["上年度", "甲縣", "5", "6"], ["上年度", "乙縣", "7", "8"],
]  # fmt: skip


def read(*grid: list[str]) -> list[list[str]]:
    """The rows of a table below its header row."""
    table = table_of_grid(list(grid), {})
    assert table
    return rows(table)[table.header_rows :]


def test_a_name_alone_in_its_row_groups_the_rows_below_it() -> None:
    header = ["項目", "歲入", "歲出"]
    assert read(header, ["本年度", "", ""], *_BODY, ["上年度", "", ""], *_LATER) == _GROUPED
    # the sums of nothing are 0
    with_sums = [["項目", "歲入", "歲出", "計"]]
    with_sums += [["本年度", "", "", ""], *([*row, "9"] for row in _BODY)]
    with_sums += [["上年度", "", "", "0"], *([*row, "9"] for row in _LATER)]
    assert read(*with_sums) == [[*row, "9"] for row in _GROUPED]


def test_the_corner_names_the_first_group() -> None:
    corner = ["本年度", "歲入", "歲出"]
    assert read(corner, *_BODY, ["上年度", "", ""], *_LATER) == _GROUPED
    assert read(corner, *_BODY, ["上年度", "歲入", "歲出"], *_LATER) == _GROUPED
    assert read(corner, *_BODY, ["上年度", "歲入", ""], *_LATER) == _GROUPED


def test_rows_under_other_labels_are_no_groups() -> None:
    header = ["項目", "歲入", "歲出"]
    plain = [["移用", "", ""], ["賸餘", "1", "2"], ["舉借", "", ""], ["償還", "3", "4"]]
    assert read(header, *plain) == plain
    same = [["小計", "", ""], *_BODY, ["小計", "", ""], *_LATER]
    assert read(header, *same) == same


def test_a_label_that_continues_the_count_of_the_groups_ends_them() -> None:
    grid = [
        ["項目", "金額", "比率"], ["一、經常門", "", ""], ["(一)歲入", "1", "2"],
        ["二、資本門", "", ""], ["(一)歲入", "3", "4"], ["三、餘絀", "5", "6"],
    ]  # fmt: skip
    assert [row[0] for row in read(*grid)] == ["一、經常門", "二、資本門", ""]


def test_headers_over_empty_columns_are_over_the_columns_after_them() -> None:
    grid = [
        ["項目", "一、經常門", "歲入", "歲出", "二、資本門", "歲入", "三、餘絀"],
        ["甲縣", "", "1", "2", "", "3", "4"],
        ["乙縣", "", "5", "6", "", "7", "8"],
    ]
    table = table_of_grid(grid, {}, ["A1:G1", "A2:G2", "A3:G3"])
    assert table
    assert rows(table) == [
        ["項目", "一、經常門", "二、資本門", "三、餘絀"], ["歲入", "歲出", "歲入"],
        ["甲縣", "1", "2", "3", "4"], ["乙縣", "5", "6", "7", "8"],
    ]  # fmt: skip
    assert table.row_places == ("A1:G1", "A1:G1", "A2:G2", "A3:G3")

"""Comma-separated files: one table or several, with the lines around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.files.encoding import Decoded
from indexer.readers.plain.csv import assemble
from tests.indexer.grids import rows

if TYPE_CHECKING:
    from indexer.structure.blocks import Table

EAST = "區別,件數,金額\n東區,5,60\n西區,7,80\n"
YEARS = "年度,比率\n110,3.5%\n111,4.5%\n"


def tables(text: str) -> list[Table]:
    blocks = assemble([Decoded(text, "utf-8")], None).blocks
    assert all(block.table for block in blocks)
    return [block.table for block in blocks if block.table]


def test_two_rows_are_a_header_and_its_values() -> None:
    (table,) = tables("項目,本年度\n業務收入,12345\n")
    assert (table.header_rows, rows(table)) == (1, [["項目", "本年度"], ["業務收入", "12345"]])


@pytest.mark.parametrize(
    "text",
    [
        EAST + "\n" + YEARS,
        EAST + YEARS,
        EAST + ",,\n年度,比率,\n110,3.5%,\n111,4.5%,\n",  # as a spreadsheet pads them
        (EAST + "\n" + YEARS).replace("\n", "\r\n"),
    ],
)
def test_several_tables_have_their_own_headers(text: str) -> None:
    first, second = tables(text)
    assert rows(first) == [["區別", "件數", "金額"], ["東區", "5", "60"], ["西區", "7", "80"]]
    assert rows(second) == [["年度", "比率"], ["110", "3.5%"], ["111", "4.5%"]]
    assert (first.header_rows, second.header_rows) == (1, 1)


def test_each_table_has_the_lines_around_it() -> None:
    text = f"表1 各區件數,,\n單位：件,,\n{EAST}註：含分局。,,\n\n表2 各年比率,,\n{YEARS}"
    first, second = tables(text)
    assert (first.caption, first.unit, first.note) == ("表1 各區件數", "件", "註：含分局。")
    assert (second.caption, second.unit, second.note) == ("表2 各年比率", None, None)


def test_years_are_headers_of_a_second_table() -> None:
    _, second = tables(EAST + "\n區別,110,111\n東區,5,6\n西區,7,8\n")
    assert rows(second)[0] == ["區別", "110", "111"]
    assert second.header_rows == 1


@pytest.mark.parametrize(
    "text",
    [
        EAST.replace("西區", "\n西區"),  # a blank row before a row of values
        EAST + "\n合計,12,140\n",
        EAST + "北區,,\n南區,3,4\n",  # a group's name
        "機關,職稱\n東局,科長\n\n西局,科員\n南局,科員\n",
    ],
)
def test_blank_rows_and_names_of_groups_part_no_table(text: str) -> None:
    (table,) = tables(text)
    assert len(rows(table)) == sum(bool(line.strip(",")) for line in text.split("\n"))


def test_a_line_end_inside_a_cell_is_joined() -> None:
    (table,) = tables('項目,"核定\r\n經費"\n甲案,"1,23\n4,567"\n乙案,"90"\n')
    assert rows(table) == [["項目", "核定經費"], ["甲案", "1,234,567"], ["乙案", "90"]]

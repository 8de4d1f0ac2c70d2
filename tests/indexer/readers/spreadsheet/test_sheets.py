"""Sheets of workbooks: tables, lines around them, what is hidden, where everything stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.documents.build import build_document
from indexer.documents.passages import build_passages
from indexer.structure.outline import outline
from judian.core.model import DocumentInfo, Kind
from judian.search.citations.facts import facts
from tests.indexer.grids import rows, values
from tests.indexer.workbooks import (
    ods_cell,
    ods_row,
    ods_table,
    read,
    row,
    sheet,
    spreadsheet,
    workbook,
    write,
)

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.structure.blocks import Block, Reading

    Rows = list[tuple[str, ...]]

FORMATS = ("xlsx", "ods")


def sheets(tmp_path: Path, name: str, *grids: Rows) -> Reading:
    """The reading of a workbook whose sheets 表一, 表二 … have these rows of texts."""
    names = [f"表{'一二三四'[n]}" for n in range(len(grids))]
    if name == "xlsx":
        made = {
            each: sheet(*(row(*cells) for cells in grid))
            for each, grid in zip(names, grids, strict=True)
        }
        return read(write(workbook(made), tmp_path / "a.xlsx"))
    tables = [
        ods_table(each, *(ods_row(*cells) for cells in grid))
        for each, grid in zip(names, grids, strict=True)
    ]
    return read(write(spreadsheet("".join(tables)), tmp_path / "a.ods"))


def tables(reading: Reading) -> list[Block]:
    """The blocks that are tables."""
    return [block for block in reading.blocks if block.table]


@pytest.mark.parametrize("name", FORMATS)
def test_a_title_divided_among_cells_a_period_and_a_unit_belong_to_the_table(
    tmp_path: Path, name: str
) -> None:
    grid = [
        ("", "雲海縣各鄉鎮", "公所", ""),
        ("", "歲入預算", "比較表", ""),
        ("", "中華民國", "112年度", "單位：千元"),
        ("項目", "本年度", "上年度", "增減"),
        ("稅課收入", "1,204", "1,180", "24"),
        ("罰款收入", "980", "1,002", "(22)"),
        ("附註：本表為預算數。", "", "", ""),
    ]
    reading = sheets(tmp_path, name, grid)
    assert [b.text for b in reading.blocks if not b.table] == ["雲海縣各鄉鎮公所"]
    [block] = tables(reading)
    assert block.table
    assert block.table.caption == "歲入預算比較表"
    assert block.table.unit == "千元"
    assert block.table.note == "中華民國112年度\n附註：本表為預算數。"
    assert values(block)["罰款收入", "增減"] == "(22)"


@pytest.mark.parametrize("name", FORMATS)
def test_tables_below_one_another_are_parted_by_blank_rows(tmp_path: Path, name: str) -> None:
    grid = [
        ("表1 人口統計",), ("區", "男", "女"), ("甲", "1", "2"), ("乙", "3", "4"), (),
        ("表2 車輛統計",), ("年度", "汽車", "機車", "單車"), ("111", "5", "6", "7"),
        ("112", "8", "9", "10"), ("資料來源：交通局",),
    ]  # fmt: skip
    first, second = tables(sheets(tmp_path, name, grid))
    assert first.table
    assert second.table
    assert (first.table.caption, second.table.caption) == ("表1 人口統計", "表2 車輛統計")
    assert second.table.note == "資料來源：交通局"
    assert values(first)["乙", "女"] == "4"
    assert values(second)["112", "單車"] == "10"


@pytest.mark.parametrize("name", FORMATS)
def test_tables_beside_one_another_are_parted_by_a_blank_column(tmp_path: Path, name: str) -> None:
    grid = [
        ("表1 人口統計", "", "", "", "表2 車輛統計"),
        ("區", "男", "女", "", "車種", "輛數"),
        ("甲", "1", "2", "", "汽車", "50"),
        ("乙", "3", "4", "", "機車", "60"),
        ("丙", "5", "6", "", "", ""),
    ]
    first, second = tables(sheets(tmp_path, name, grid))
    assert first.table
    assert second.table
    assert (first.table.caption, second.table.caption) == ("表1 人口統計", "表2 車輛統計")
    assert rows(first.table)[-1] == ["丙", "5", "6"]
    assert values(second) == {("汽車", "輛數"): "50", ("機車", "輛數"): "60"}


@pytest.mark.parametrize("name", FORMATS)
def test_a_blank_column_inside_a_table_only_spaces_it(tmp_path: Path, name: str) -> None:
    grid = [
        ("區", "男", "女", "", "計", "比率"),
        ("甲", "1", "2", "", "3", "30.00%"),
        ("乙", "3", "4", "", "7", "70.00%"),
    ]
    [block] = tables(sheets(tmp_path, name, grid))
    assert values(block)["乙", "比率"] == "70.00%"


@pytest.mark.parametrize("name", FORMATS)
def test_a_blank_row_inside_a_table_does_not_end_it(tmp_path: Path, name: str) -> None:
    grid = [("區", "男", "女"), (), ("甲", "1", "2"), ("乙", "3", "4"), (), ("合計", "4", "6")]
    [block] = tables(sheets(tmp_path, name, grid))
    assert values(block)["合計", "女"] == "6"


@pytest.mark.parametrize("name", FORMATS)
def test_panels_that_repeat_the_labels_are_tables_of_their_own(tmp_path: Path, name: str) -> None:
    grid = [
        ("歲出預算總表", "", "", "歲出預算總表(續)", "", ""),
        ("", "", "單位：千元", "", "", "單位：千元"),
        ("科目", "行政", "民政", "科目", "財務", "教育"),
        ("甲縣", "1", "2", "甲縣", "3", "4"),
        ("乙縣", "5", "6", "乙縣", "7", "8"),
        ("丙縣", "9", "10", "丙縣", "11", "12"),
    ]
    first, second = tables(sheets(tmp_path, name, grid))
    assert first.table
    assert second.table
    assert (first.table.caption, second.table.caption) == ("歲出預算總表", "歲出預算總表(續)")
    assert values(first)["丙縣", "民政"] == "10"
    assert values(second)["丙縣", "教育"] == "12"


@pytest.mark.parametrize("name", FORMATS)
def test_groups_of_rows_are_part_of_the_path_of_their_rows(tmp_path: Path, name: str) -> None:
    grid = [
        ("項目", "歲入", "歲出"),
        ("本年度", "", ""), ("甲縣", "1", "2"), ("乙縣", "3", "4"),
        ("上年度", "", ""), ("甲縣", "5", "6"), ("乙縣", "7", "8"),
    ]  # fmt: skip
    [block] = tables(sheets(tmp_path, name, grid))
    found = values(block)
    assert found["本年度 › 乙縣", "歲出"] == "4"
    assert found["上年度 › 甲縣", "歲入"] == "5"


@pytest.mark.parametrize("name", FORMATS)
def test_a_wrapped_label_is_no_group(tmp_path: Path, name: str) -> None:
    grid = [
        ("項目", "歲入", "歲出"), ("移用以前年度", "", ""), ("賸餘", "1", "2"),
        ("舉借債務", "", ""), ("償還", "3", "4"),
    ]  # fmt: skip
    [block] = tables(sheets(tmp_path, name, grid))
    assert values(block)["償還", "歲出"] == "4"


@pytest.mark.parametrize("name", FORMATS)
def test_codes_of_accounts_are_headers(tmp_path: Path, name: str) -> None:
    grid = [
        ("科目", "稅課收入", "土地稅"), ("款", "1", ""), ("項", "", "1"),
        ("甲縣", "10", "20"), ("乙縣", "30", "40"),
    ]  # fmt: skip
    [block] = tables(sheets(tmp_path, name, grid))
    assert block.table
    assert block.table.header_rows == 3
    assert values(block)["乙縣", "土地稅 › 1"] == "40"


@pytest.mark.parametrize("name", FORMATS)
def test_every_passage_names_its_sheet_and_its_cells(tmp_path: Path, name: str) -> None:
    first: Rows = [("人口統計表",), (), ("區", "男", "女"), ("甲", "1", "2"), ("乙", "3", "4")]
    second: Rows = [("本表由主計處編製，每年更新一次。",)]
    reading = sheets(tmp_path, name, first, second)
    _, passages = build_passages(outline(reading.blocks), "d")
    assert [(p.section, p.place) for p in passages] == [
        (("表一",), "A3:C5"), (("表一",), "A4:C4"), (("表一",), "A5:C5"), (("表二",), "A1"),
    ]  # fmt: skip
    info = DocumentInfo("d", "人口", ("a",), name, "0")
    known = facts(passages[1], info, None)
    assert known["section"] == "「表一」"
    assert known["pin_zh"] == "儲存格A4:C4"
    assert known["pin_apa"] == "cells A4:C4"
    assert reading.pages is None


def test_merged_headers_stand_over_their_columns(tmp_path: Path) -> None:
    part = sheet(
        row("項目", "本年度", "", "上年度", ""),
        row("一、經常門", "金額", "百分比", "金額", "百分比"),
        row("歲入", "1", "2", "3", "4"),
        row("歲出", "5", "6", "7", "8"),
        merges=("B1:C1", "D1:E1"),
    )
    [block] = tables(read(write(workbook({"a": part}), tmp_path / "a.xlsx")))
    assert values(block)["歲出", "上年度 › 百分比"] == "8"


def test_merged_row_headers_label_all_their_rows(tmp_path: Path) -> None:
    part = sheet(
        row("區", "性別", "人數"), row("甲", "男", "1"), row("", "女", "2"),
        row("乙", "男", "3"), row("", "女", "4"), merges=("A2:A3", "A4:A5"),
    )  # fmt: skip
    [block] = tables(read(write(workbook({"a": part}), tmp_path / "a.xlsx")))
    assert values(block)["乙 › 女", "人數"] == "4"


def test_a_merged_blank_row_is_no_gap(tmp_path: Path) -> None:
    part = sheet(
        row("區", "男", "女"), row(), row("甲", "1", "2"), row("乙", "3", "4"),
        merges=("A1:A2", "B1:B2", "C1:C2"),
    )  # fmt: skip
    [block] = tables(read(write(workbook({"a": part}), tmp_path / "a.xlsx")))
    assert block.table
    assert block.table.header_rows == 1
    assert values(block)["乙", "女"] == "4"


def test_hidden_rows_columns_and_sheets_are_left_out_and_reported(tmp_path: Path) -> None:
    part = sheet(
        row("區", "男", "密", "女"), row("甲", "1", "9", "2"),
        row("隱", "7", "9", "7", more=' hidden="1"'), row("乙", "3", "9", "4"),
        columns='<col min="3" max="3" hidden="1"/>',
    )  # fmt: skip
    made = workbook({"甲表": part, "底稿": sheet(row("祕密", "1"))}, hidden=["底稿"])
    reading = read(write(made, tmp_path / "a.xlsx"))
    [block] = tables(reading)
    assert block.table
    assert rows(block.table) == [["區", "男", "女"], ["甲", "1", "2"], ["乙", "3", "4"]]
    assert [(v.verdict, v.detail) for v in reading.page_verdicts] == [
        ("hidden", "甲表: rows 3; columns C"), ("hidden", "sheets 底稿"),
    ]  # fmt: skip
    built, _ = build_document(DocumentInfo("d", "", ("a.xlsx",), "", "0"), None, reading)
    assert built.info.reason == "hidden"
    assert "第 1 張工作表" in (built.info.message_zh or "")
    assert "sheet 1" in (built.info.message_en or "")


def test_hidden_rows_and_sheets_of_ods_are_left_out_and_reported(tmp_path: Path) -> None:
    styles = (
        '<style:style style:name="t" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    hidden = ' table:visibility="collapse"'
    made = spreadsheet(
        ods_table(
            "甲表",
            "<table:table-column/>", f"<table:table-column{hidden}/>", "<table:table-column/>",
            ods_row("區", "密", "男"), ods_row("隱", "9", "7", more=hidden),
            ods_row("甲", "9", "1"),
        )
        + ods_table("底稿", ods_row("祕密"), more=' table:style-name="t"'),
        styles,
    )  # fmt: skip
    reading = read(write(made, tmp_path / "a.ods"))
    [block] = tables(reading)
    assert block.table
    assert rows(block.table) == [["區", "男"], ["甲", "1"]]
    assert [v.detail for v in reading.page_verdicts] == [
        "甲表: rows 2; columns B", "sheets 底稿",
    ]  # fmt: skip


def test_values_of_ods_are_shown_as_stated_without_noise_and_with_their_sign(
    tmp_path: Path,
) -> None:
    def number(shown: str, value: str, kind: str = "float") -> str:
        return ods_cell(shown, f' office:value-type="{kind}" office:value="{value}"')

    formula = ' table:formula="of:=1+1"'
    made = spreadsheet(
        ods_table(
            "a",
            ods_row("項目", "值"),
            ods_row("負", number("1,234", "-1234")),
            ods_row("雜", number("0.30000000000000004", "0.30000000000000004")),
            ods_row("比", number("85.02%", "0.8502", "percentage")),
            ods_row("無", number("", "0.8502", "percentage")),
            ods_row("算", ods_cell("", formula)),
            ods_row(
                "錯", ods_cell("#DIV/0!", formula + ' office:value-type="float" office:value="0"')
            ),
        )
    )
    reading = read(write(made, tmp_path / "a.ods"))
    [block] = tables(reading)
    assert values(block) == {
        ("負", "值"): "-1,234", ("雜", "值"): "0.3", ("比", "值"): "85.02%",
        ("無", "值"): "85.02%", ("算", "值"): "\ufffd", ("錯", "值"): "#DIV/0!",
    }  # fmt: skip
    assert [(v.verdict, v.detail) for v in reading.page_verdicts] == [
        ("uncalculated", "a: cells B6"),
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_an_error_or_a_gap_gives_no_figure(tmp_path: Path, name: str) -> None:
    grid = [("項目", "件數", "比率"), ("甲", "#DIV/0!", "\ufffd"), ("乙", "5", "1.00%")]
    reading = sheets(tmp_path, name, grid)
    _, entries = build_document(DocumentInfo("d", "", ("a",), name, "0"), None, reading)
    payloads = [entry.payload for entry in entries]
    assert not any("DIV" in payload and '"figures"' in payload for payload in payloads)
    assert sum(Kind.TABLE_ROW in payload for payload in payloads) >= 2

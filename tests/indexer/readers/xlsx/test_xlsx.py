"""Cells, notes and shared parts of Excel workbooks; damaged and hostile ones."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from judian.core.errors import SourceUnreadable
from judian.core.model import Kind
from tests.indexer.grids import rows, values
from tests.indexer.workbooks import (
    MAIN,
    number,
    read,
    relations,
    row,
    sheet,
    text,
    workbook,
    write,
)

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.structure.blocks import Reading

#: Seconds in which a hostile file is read or refused on a busy machine.
_SECONDS = 60
_TABLE = (row("項目", "數量"), row("甲", "1"), row("乙", "2"))


def reading_of(tmp_path: Path, parts: dict[str, str]) -> Reading:
    return read(write(parts, tmp_path / "a.xlsx"))


def test_formulas_have_their_stored_value_or_are_gaps_that_are_reported(tmp_path: Path) -> None:
    part = sheet(
        row("項目", "值"),
        row("甲", number(5, formula="A1+1")),
        row("乙", number(None, formula="A1+1")),
        row("丙", "<c><f>A1</f><v/></c>"),
        row("丁", '<c t="str"><f>A1</f><v>是</v></c>'),
        row("戊", '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>'),
        row("己", number(0, formula="A1")),
    )
    reading = reading_of(tmp_path, workbook({"表": part}))
    [block] = reading.blocks
    found = {key[0]: value for key, value in values(block).items()}
    assert found == {
        "甲": "5", "乙": "\ufffd", "丙": "\ufffd", "丁": "是", "戊": "#DIV/0!", "己": "0",
    }  # fmt: skip
    assert [(v.verdict, v.detail) for v in reading.page_verdicts] == [
        ("uncalculated", "表: cells B3, B4"),
    ]


def test_a_formula_that_no_program_has_calculated_is_not_0(tmp_path: Path) -> None:
    part = sheet(row("項目", "值"), row("甲", number(0, formula="B9")), row("乙", number(0)),
                 row("丙", number(7, formula="B9")))  # fmt: skip
    made = workbook({"表": part}, properties='<calcPr fullCalcOnLoad="1"/>')
    [block] = reading_of(tmp_path, made).blocks
    assert list(values(block).values()) == ["\ufffd", "0", "7"]


def test_dates_booleans_and_texts_of_every_kind(tmp_path: Path) -> None:
    shared = (
        "<t>甲</t>",
        '<r><t>乙</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>註1</t></r>',
        "<t>丙_x000D_</t><rPh><t>ㄅ</t></rPh>",
    )
    part = sheet(
        row("名稱", "值"),
        row('<c t="s"><v>0</v></c>', number(45050, 1)),
        row('<c t="s"><v>1</v></c>', '<c t="b"><v>1</v></c>'),
        row('<c t="s"><v>2</v></c>', '<c t="d" s="1"><v>2023-05-04T00:00:00</v></c>'),
        row("丁", text("第一行\n第二行")),
    )
    made = workbook({"表": part}, shared=shared, formats=['[$-404]e"年"m"月"d"日"'])
    [block] = reading_of(tmp_path, made).blocks
    assert values(block) == {
        ("甲", "值"): "112年5月4日", ("乙", "值"): "TRUE", ("丙", "值"): "112年5月4日",
        ("丁", "值"): "第一行\n第二行",
    }  # fmt: skip


def test_dates_of_a_workbook_may_count_from_1904(tmp_path: Path) -> None:
    part = sheet(row("名稱", "值"), row("甲", number(43588, 1)), row("乙", number(43589, 1)))
    made = workbook({"表": part}, formats=["yyyy/m/d"], properties='<workbookPr date1904="1"/>')
    [block] = reading_of(tmp_path, made).blocks
    assert list(values(block).values()) == ["2023/5/4", "2023/5/5"]


def test_headers_on_several_lines_are_one_name(tmp_path: Path) -> None:
    part = sheet(row("項目", text("本年度\n預算數")), row("甲", "1"), row("乙", "2"))
    [block] = reading_of(tmp_path, workbook({"表": part})).blocks
    assert values(block)["甲", "本年度預算數"] == "1"


def test_text_boxes_and_comments_are_read_with_their_cells(tmp_path: Path) -> None:
    drawing = (
        '<d:wsDr xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        "<d:twoCellAnchor><d:from><d:col>1</d:col><d:row>{}</d:row></d:from><d:sp><d:txBody>"
        "<a:p><a:r><a:t>{}</a:t></a:r></a:p></d:txBody></d:sp></d:twoCellAnchor></d:wsDr>"
    )
    comments = (
        f'<comments xmlns="{MAIN}"><commentList><comment ref="B2"><text><t>經修正。</t></text>'
        "</comment></commentList></comments>"
    )
    made = workbook({"表": sheet(*_TABLE)}) | {
        "xl/worksheets/_rels/sheet1.xml.rels": relations(
            ("a", "drawing", "../drawings/d.xml"), ("b", "comments", "../c.xml")
        ),
        "xl/drawings/d.xml": drawing.format(9, "資料期間為全年。"),
        "xl/c.xml": comments,
    }
    blocks = reading_of(tmp_path, made).blocks
    assert [(b.kind, b.text, b.place) for b in blocks[1:]] == [
        (Kind.PARAGRAPH, "資料期間為全年。", "B10"), (Kind.FOOTNOTE, "B2 經修正。", "B2"),
    ]  # fmt: skip


def test_positions_may_be_missing_or_senseless(tmp_path: Path) -> None:
    part = sheet(
        row("項目", "數量"),
        '<row r="3"><c r="B3"><v>1</v></c><c r="??"><v>2</v></c><c r="ZZZZ9"><v>3</v></c></row>',
        '<row r="99999999999"><c><v>9</v></c></row>',
        merges=("A1", "C3:A1", "x", "A1:B1:C1"),
    )
    [block] = reading_of(tmp_path, workbook({"表": part})).blocks
    assert block.table
    assert rows(block.table)[-1] == ["", "1", "2", "3"]


@pytest.mark.parametrize(
    ("part", "shared", "reason"),
    [
        (sheet(*_TABLE, row('<c r="XFD1048576"><v>5</v></c>', at=1048576)), (), ""),
        (sheet(*_TABLE, *(f'<row r="{n}" s="0"/>' for n in range(4, 200_000))), (), ""),
        (sheet(*_TABLE, merges=["A1:XFD1048576", *(f"A{n}:XFD{n}" for n in range(2000))]), (), ""),
        (sheet(*('<row><c t="s"><v>0</v></c></row>' for _ in range(100_000))),
         (f"<t>{'甲' * 32000}</t>",), "too_large"),
        (sheet(*(f'<row r="{n}"><c r="{chr(65 + n // 26)}{chr(65 + n % 26)}{n}"><v>1</v></c></row>'
                 for n in range(1, 676)), *_TABLE), (), ""),
        (f'<worksheet xmlns="{MAIN}">{"<a>" * 5000}{"</a>" * 5000}</worksheet>', (),
         "archive_damaged"),
        ('<!DOCTYPE a [<!ENTITY b "甲甲甲">]><worksheet xmlns="x">&b;</worksheet>', (), ""),
        ("<worksheet", (), "archive_damaged"),
    ],
    ids=["far", "styled", "merged", "shared", "diagonal", "deep", "entity", "cut"],
)  # fmt: skip
def test_hostile_sheets_are_read_or_refused_at_once(
    tmp_path: Path, part: str, shared: tuple[str, ...], reason: str
) -> None:
    path = write(workbook({"表": part}, shared=shared), tmp_path / "a.xlsx")
    began = time.monotonic()
    found = ""
    try:
        read(path)
    except SourceUnreadable as error:
        found = error.reason
    assert found == reason
    assert time.monotonic() - began < _SECONDS


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    made = workbook({"表": sheet(*_TABLE)})
    made["xl/worksheets/sheet1.xml"] = f'<worksheet xmlns="{MAIN}">{" " * (65 << 20)}</worksheet>'
    with pytest.raises(SourceUnreadable) as caught:
        reading_of(tmp_path, made)
    assert caught.value.reason == "too_large"


def test_a_missing_sheet_is_left_out_and_a_missing_workbook_is_damage(tmp_path: Path) -> None:
    made = workbook({"表": sheet(*_TABLE), "無": ""})
    del made["xl/worksheets/sheet2.xml"]
    assert len(reading_of(tmp_path, made).blocks) == 1
    with pytest.raises(SourceUnreadable, match="workbook"):
        reading_of(tmp_path, {"xl/styles.xml": "<x/>"})

"""One table in every format that has tables gives the same rows and the same figures."""

from __future__ import annotations

import csv
import io
import json
import random
from typing import TYPE_CHECKING

import pytest

from indexer.documents.build import build_document
from indexer.documents.passages import build_passages
from indexer.structure.outline import outline
from judian.core.model import DocumentInfo, Kind
from tests.indexer import workbooks
from tests.indexer.readers.pdf.cellwise import Cell, Sheet, TableStyle
from tests.indexer.samples import Item, docx, html, odt, package

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.structure.blocks import Reading

FORMATS = ("xlsx", "ods", "docx", "odt", "html", "csv", "pdf")
_CAPTION, _UNIT, _NOTE = "表 1 各鄉鎮執行情形", "千元", "資料來源：雲海縣主計處。"
Described = tuple[tuple[tuple[str, int, int], ...], ...]


def described(seed: int) -> tuple[Described, int]:
    """A table of rows of (text, rows, columns), and the number of its header rows."""
    chance = random.Random(seed)
    names = chance.sample(("海墘鄉", "石門鄉", "雙溪鄉", "大坪鄉", "甘泉鎮", "南津鎮"), 4)
    forms = (
        lambda: f"{chance.randint(1000, 9_999_999):,}",
        lambda: f"{chance.randint(0, 9999) / 100:.2f}%",
        lambda: f"-{chance.randint(1000, 99_999):,}",
        lambda: f"({chance.randint(1000, 99_999):,})",
    )
    if seed % 2:
        header = ((("鄉鎮", 1, 1), ("預算數", 1, 1), ("執行率", 1, 1), ("增減數", 1, 1)),)
        columns = [forms[0], forms[1], forms[2 + seed % 4 // 2]]
    else:
        header = (
            (("鄉鎮", 2, 1), ("本年度", 1, 2), ("上年度", 1, 2)),
            tuple((name, 1, 1) for name in ("預算數", "執行率") * 2),
        )
        columns = [forms[0], forms[1]] * 2
    body = tuple(((name, 1, 1), *((form(), 1, 1) for form in columns)) for name in names)
    return (*header, *body), len(header)


def placed(table: Described) -> dict[tuple[int, int], tuple[str, int, int]]:
    """The cells by 0-based (row, column)."""
    taken: set[tuple[int, int]] = set()
    found = {}
    for r, row in enumerate(table):
        c = 0
        for text, down, across in row:
            while (r, c) in taken:
                c += 1
            found[r, c] = (text, down, across)
            taken |= {(r + i, c + j) for i in range(down) for j in range(across)}
    return found


def grid(table: Described) -> list[list[str]]:
    """The texts of all slots, "" in those that merged cells cover."""
    cells = placed(table)
    width = 1 + max(c for _, c in cells)
    return [[cells.get((r, c), ("",))[0] for c in range(width)] for r in range(len(table))]


#: Format code of a number by its form, and the number that is stored.
def _stored(shown: str) -> str:
    bare = shown.strip("()%-").replace(",", "")
    sign = "-" if shown[0] in "-(" else ""
    if shown.endswith("%"):
        return workbooks.number(float(f"{sign}{bare}") / 100, 2)
    return workbooks.number(f"{sign}{bare}", 3 if shown[0] == "(" else 1)


def _xlsx(table: Described, path: Path) -> Path:
    def cell(text: str) -> str:
        return _stored(text) if text and text[-1] in "0123456789%)" else text

    rows = [workbooks.row(*map(cell, row)) for row in grid(table)]
    rows = [workbooks.row(_CAPTION), workbooks.row(f"單位：{_UNIT}"), *rows, workbooks.row(_NOTE)]
    merges = [
        f"{chr(65 + c)}{r + 3}:{chr(64 + c + across)}{r + 2 + down}"
        for (r, c), (_, down, across) in placed(table).items()
        if down * across > 1
    ]
    codes = ("#,##0", "0.00%", "#,##0_);(#,##0)")
    part = workbooks.sheet(*rows, merges=merges)
    return package(workbooks.workbook({"表一": part}, formats=codes), path)


def _ods(table: Described, path: Path) -> Path:
    cells = placed(table)
    rows = []
    for r, row in enumerate(grid(table)):
        made = []
        for c, text in enumerate(row):
            _, down, across = cells.get((r, c), ("", 1, 1))
            spans = (
                f' table:number-rows-spanned="{down}" table:number-columns-spanned="{across}"'
                if down * across > 1
                else ""
            )
            made.append(workbooks.ods_cell(text, spans))
        rows.append(workbooks.ods_row(*made))
    lines = [workbooks.ods_row(line) for line in (_CAPTION, f"單位：{_UNIT}", _NOTE)]
    return package(
        workbooks.spreadsheet(workbooks.ods_table("表一", *lines[:2], *rows, lines[2])), path
    )


def _csv(table: Described, path: Path) -> Path:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([[_CAPTION], [f"單位：{_UNIT}"], *grid(table), [_NOTE]])
    path.write_text(buffer.getvalue(), "utf-8")
    return path


def _pdf(table: Described, path: Path) -> Path:
    page = Sheet()
    page.text(_CAPTION, 60, 60)
    page.text(f"單位：{_UNIT}", 420, 78)
    cells = [
        Cell(text, r, c, down, across, "center")
        for (r, c), (text, down, across) in placed(table).items()
    ]
    width = 1 + max(cell.column for cell in cells)
    end = page.table(cells, [460 / width] * width, 60, 84, TableStyle("rules", heads=1))
    page.text(_NOTE, 60, end + 14)
    path.write_bytes(page.pdf())
    return path


def _of_items(table: Described, heads: int) -> tuple[Item, ...]:
    return (
        Item("p", _CAPTION), Item("p", f"單位：{_UNIT}"),
        Item("table", rows=table, text=str(heads)), Item("p", _NOTE),
    )  # fmt: skip


def written(name: str, table: Described, heads: int, folder: Path) -> Path:
    """The file of a table in a format. HTML marks the header rows, the others do not."""
    path = folder / f"a.{name}"
    items = _of_items(table, heads)
    if name == "html":
        page = html(items).decode()
        path.write_text(page.replace("th>", "td>").replace("<th ", "<td "), "utf-8")
    elif name in ("docx", "odt"):
        parts = docx(items) if name == "docx" else odt(items)
        parts = {key: part.replace("<w:trPr><w:tblHeader/></w:trPr>", "")
                 .replace("<table:table-header-rows>", "").replace("</table:table-header-rows>", "")
                 for key, part in parts.items()}  # fmt: skip
        package(parts, path)
    else:
        {"xlsx": _xlsx, "ods": _ods, "csv": _csv, "pdf": _pdf}[name](table, path)
    return path


def rows_of(reading: Reading) -> set[tuple[object, ...]]:
    """(text, header path, row path) of every cell of every row, with caption, unit and note."""
    _, passages = build_passages(outline(reading.blocks), "d")
    return {
        (p.text[c.start : c.end], c.column, c.row, p.table.caption, p.table.unit, p.table.note)
        for p in passages
        if p.kind is Kind.TABLE_ROW and p.table
        for c in p.table.cells
    }


def figures_of(reading: Reading) -> list[tuple[object, ...]]:
    """What is known of every figure."""
    info = DocumentInfo("d", "", ("a",), reading.format, "0")
    _, entries = build_document(info, None, reading)
    found = [json.loads(entry.payload) for entry in entries]
    return sorted(
        (f["text"], f["value"], f.get("unit", ""), f["kind"], f.get("measure", ""))
        for each in found
        if each["kind"] == "table_row"
        for f in each.get("figures", ())
    )


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("name", FORMATS)
def test_a_table_has_the_same_rows_and_figures_in_every_format(
    tmp_path: Path, name: str, seed: int
) -> None:
    table, heads = described(seed)
    reading = workbooks.read(written(name, table, heads, tmp_path))
    cells = placed(table)
    over = {
        c: tuple(
            cells[r, at][0]
            for r in range(heads)
            for at in range(c + 1)
            if (r, at) in cells and at + cells[r, at][2] > c
        )
        for _, c in cells
    }
    wanted = {
        (text, over[c], () if c == 0 else (cells[r, 0][0],), _CAPTION, _UNIT, _NOTE)
        for (r, c), (text, _, _) in cells.items()
        if r >= heads
    }
    assert rows_of(reading) == wanted
    values = [text for (r, c), (text, _, _) in cells.items() if r >= heads and c]
    found = figures_of(reading)
    assert sorted(text.strip("()") for text, *_ in found) == sorted(v.strip("()") for v in values)
    for shown, value, unit, _, measure in found:
        sign = -1 if shown[0] in "-(" else 1
        amount = sign * float(str(shown).strip("()-%").replace(",", ""))
        assert float(value) == (amount if unit == "%" else 1000 * amount)
        assert measure

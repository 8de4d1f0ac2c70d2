"""Statutes with the numbers of their paragraphs in the margin are text; tables stay tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.readers.pdf.source.geometry import Box
from indexer.readers.pdf.tables.model import PageCell, PageTable
from indexer.readers.pdf.tables.strategies import detection
from indexer.readers.pdf.tables.strategies.detection import find_drawn_tables
from indexer.readers.pdf.tables.strategies.numbered_text import is_numbered_text
from tests.indexer.readers.pdf.page_setup import line

if TYPE_CHECKING:
    from indexer.readers.pdf.tables.strategies.contract import Found, SearchArea

BOUNDS = (60.0, 100.0, 400.0)


def table_of(rows: list[tuple[str, str]], bounds: tuple[float, ...] = BOUNDS) -> PageTable:
    cells = []
    for at, texts in enumerate(rows):
        cells += [
            PageCell(at, column, lines=[line(text, 70 + 60 * column, 100 + 20 * at)])
            for column, text in enumerate(texts)
            if text
        ]
    return PageTable(Box(60, 80, 400, 320), bounds, cells)


STATUTE = [
    ("第 7 條", ""),
    ("1", "管理員應備置登記簿。"),
    ("2", "前項登記簿保存五年。"),
    ("", "違反前項規定者，依第三條處罰。"),
    ("1", "場地使用費如下："),
]
TABLES = [
    ("amounts", [("1", "12件"), ("2", "30件"), ("3", "41件")]),
    ("names", [("1", "北碼頭"), ("2", "南碼頭"), ("3", "西碼頭")]),
    ("years beside sentences", [("111", "辦理講習。"), ("112", "辦理講習。")]),
    ("numbers that do not count", [("4", "辦理講習。"), ("9", "辦理講習。")]),
    ("items with other labels", [("1", "辦理講習。"), ("2", "辦理講習。"), ("小計", "二場。")]),
    ("few sentences", [("1", "北碼頭"), ("2", "南碼頭"), ("3", "西碼頭停用。")]),
    ("one number", [("1", "辦理講習。"), ("", "辦理講習。")]),
]


def test_numbered_paragraphs_are_text() -> None:
    assert is_numbered_text(table_of(STATUTE))


@pytest.mark.parametrize("rows", [rows for _, rows in TABLES], ids=[name for name, _ in TABLES])
def test_a_table_stays_a_table(rows: list[tuple[str, str]]) -> None:
    assert not is_numbered_text(table_of(rows))


def test_a_table_of_three_columns_stays_a_table() -> None:
    assert not is_numbered_text(table_of(STATUTE, (60.0, 100.0, 300.0, 400.0)))


def test_the_lines_of_numbered_text_stay_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    text, amounts = table_of(STATUTE), table_of(TABLES[0][1])
    lines = [each for made in (text, amounts) for cell in made.cells for each in cell.lines]

    def find(_area: SearchArea) -> Found:
        return [text, amounts], []

    monkeypatch.setattr(detection, "DRAWN", (find,))
    tables, rest = find_drawn_tables((), (), lines)
    assert tables == [amounts]
    assert rest == [each for cell in text.cells for each in cell.lines]

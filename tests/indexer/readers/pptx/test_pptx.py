"""Slides of presentations: titles, reading order, tables, notes; damaged and hostile ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.documents.metadata import with_title
from indexer.documents.passages import build_passages
from indexer.structure.outline import outline
from judian.core.errors import SourceUnreadable
from judian.core.model import Kind
from tests.indexer.grids import rows, values
from tests.indexer.presentations import (
    cell,
    group,
    paragraph,
    presentation,
    shape,
    slide,
    table,
)
from tests.indexer.workbooks import read, write

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.structure.blocks import Block, Reading

_WIDE = (0, 0, 100, 10)


def reading_of(tmp_path: Path, *slides: str, notes: dict[int, str] | None = None) -> Reading:
    """The reading of a presentation of these slides."""
    return read(write(presentation(slides, notes), tmp_path / "a.pptx"))


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks if not block.table]


def test_slides_are_pages_and_their_titles_headings(tmp_path: Path) -> None:
    reading = reading_of(
        tmp_path,
        slide(shape("雲海縣公車執行成果", holder="ctrTitle"), shape("交通局", holder="subTitle")),
        slide(shape("載客 41 萬人次。"), shape("執行情形", holder="title")),
        slide(shape("執行情形", holder="title"), shape("滿意度 91.2%。")),
        notes={2: "說明時強調偏鄉。"},
    )
    assert [(b.kind, b.text, b.page) for b in reading.blocks] == [
        (Kind.TITLE, "雲海縣公車執行成果", 1), (Kind.PARAGRAPH, "交通局", 1),
        (Kind.HEADING, "執行情形", 2), (Kind.PARAGRAPH, "載客 41 萬人次。", 2),
        (Kind.NOTE, "說明時強調偏鄉。", 2),
        (Kind.HEADING, "執行情形", 3), (Kind.PARAGRAPH, "滿意度 91.2%。", 3),
    ]  # fmt: skip
    assert reading.pages == 3
    assert with_title(reading.blocks)[1] == "雲海縣公車執行成果"
    _, passages = build_passages(outline(reading.blocks), "d")
    assert {p.section for p in passages if p.page == 3} == {("執行情形",)}


def test_shapes_are_read_row_by_row_and_groups_are_opened(tmp_path: Path) -> None:
    made = slide(
        shape("五", place=(0, 300, 90, 50)),
        group(
            shape("四", place=(10, 0, 9, 9)), shape("三", place=(0, 1, 9, 9)),
            place=(0, 200, 200, 90), inner=(0, 0, 20, 10),
        ),
        shape("二", place=(100, 105, 90, 50)), shape("一", place=(0, 110, 90, 50)),
        shape("標題", holder="title", place=(0, 400, 90, 10)),
        shape("頁尾", holder="ftr", place=_WIDE), shape("7", holder="sldNum", place=_WIDE),
        shape("隱藏", place=_WIDE, more=' hidden="1"'),
    )  # fmt: skip
    assert texts(reading_of(tmp_path, made).blocks) == ["標題", "一", "二", "三", "四", "五"]


def test_lists_have_their_numbers_and_marks_are_left_out(tmp_path: Path) -> None:
    def numbered(form: str) -> str:
        return f'<a:pPr><a:buAutoNum type="{form}"/></a:pPr>'

    mark = '<a:r><a:rPr baseline="30000"/><a:t>1</a:t></a:r>'
    made = slide(
        shape(
            paragraph("甲項", numbered("ea1ChtPeriod")),
            paragraph("乙項", numbered("ea1ChtPeriod")),
            paragraph("丙項", numbered("arabicParenBoth")),
            f"<a:p><a:r><a:t>共 345</a:t></a:r>{mark}<a:r><a:t> 件。</a:t></a:r></a:p>",
            '<a:p><a:fld type="slidenum"><a:t>9</a:t></a:fld></a:p>',
        )
    )  # fmt: skip
    assert texts(reading_of(tmp_path, made).blocks) == [
        "一、甲項", "二、乙項", "(1)丙項", "共 345 件。",
    ]  # fmt: skip


def test_tables_have_their_merged_cells_caption_and_unit(tmp_path: Path) -> None:
    made = slide(
        shape("表 1 各鄉鎮執行情形", place=(0, 0, 90, 10)),
        shape("單位：千元", place=(0, 20, 90, 10)),
        table(
            (
                cell("鄉鎮", ' rowSpan="2"'), cell("本年度", ' gridSpan="2"'),
                cell("", ' hMerge="1"'),
            ),
            (cell("", ' vMerge="1"'), "預算數", "執行率"),
            ("海墘鄉", "1,204", "85.02%"), ("石門鄉", "980", "90.00%"),
            place=(0, 40, 90, 90),
        ),
    )  # fmt: skip
    [block] = reading_of(tmp_path, made).blocks
    assert block.table
    assert (block.table.caption, block.table.unit, block.page) == (
        "表 1 各鄉鎮執行情形", "千元", 1,
    )  # fmt: skip
    assert values(block)["石門鄉", "本年度 › 執行率"] == "90.00%"
    assert rows(block.table)[0] == ["鄉鎮", "本年度"]


def test_hidden_slides_are_left_out_and_reported(tmp_path: Path) -> None:
    reading = reading_of(
        tmp_path,
        slide(shape("甲。")),
        slide(shape("祕密。"), more=' show="0"'),
        slide(shape("乙。")),
    )
    assert [(b.text, b.page) for b in reading.blocks] == [("甲。", 1), ("乙。", 3)]
    assert [(v.page, v.verdict) for v in reading.page_verdicts] == [(2, "hidden")]


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        (slide(shape("甲。") + "<p:grpSp>" * 300 + "</p:grpSp>" * 300), "archive_damaged"),
        ("<p:sld", "archive_damaged"),
        (f"<a>{' ' * (65 << 20)}</a>", "too_large"),
        ('<!DOCTYPE a [<!ENTITY b "甲甲甲">]><a>&b;</a>', ""),
        (slide(table((cell("甲", ' gridSpan="999999999"'), "乙"), ("1", "2"), place=_WIDE)), ""),
        (slide(shape("甲。", place=_WIDE).replace('x="0"', 'x="1e999"')), ""),
    ],
    ids=["deep", "cut", "bomb", "entity", "span", "place"],
)
def test_hostile_slides_are_read_or_refused(tmp_path: Path, part: str, reason: str) -> None:
    found = ""
    try:
        reading_of(tmp_path, part)
    except SourceUnreadable as error:
        found = error.reason
    assert found == reason


def test_groups_nested_as_deep_as_the_parser_allows_keep_their_text(tmp_path: Path) -> None:
    inner = shape("最深一層。")
    for _ in range(100):
        inner = group(inner, place=_WIDE, inner=_WIDE)
    assert texts(reading_of(tmp_path, slide(inner)).blocks) == ["最深一層。"]

"""From pages to blocks: tables, footnotes, captions and headings of a whole document."""

from __future__ import annotations

from dataclasses import replace

from indexer.readers.pdf.document.assembly import build_blocks
from indexer.readers.pdf.source.geometry import Box
from judian.core.model import Kind
from tests.indexer.readers.pdf.document.elements import table
from tests.indexer.readers.pdf.page_setup import line, page


def test_a_table_is_a_block_with_its_page_box_and_caption() -> None:
    part = page(3, [line("本局辦理檢查如下表。", 70, 100), line("表 4　檢查情形", 70, 140)])
    part.tables = [table(150, "件數", "12")]
    text, held = build_blocks([part])
    assert (text.kind, text.text) == (Kind.PARAGRAPH, "本局辦理檢查如下表。")
    assert held.kind is Kind.TABLE_ROW
    assert held.table
    assert held.table.caption == "表 4 檢查情形"
    assert (held.page, held.breaks) == (3, ())
    assert held.boxes == ((3, 70.0, 150.0, 500.0, 170.0),)


def test_a_table_without_text_is_left_out() -> None:
    part = page(1, [line("本局辦理檢查。", 70, 100)])
    part.tables = [table(150, " ")]
    part.tables[0].cells[0].lines = []
    assert [block.kind for block in build_blocks([part])] == [Kind.PARAGRAPH]


def test_a_line_of_a_soft_hyphen_alone_is_left_out() -> None:
    part = page(1, [line("本局辦理檢查。", 70, 100), line("\u00ad", 70, 160)])
    assert [block.text for block in build_blocks([part])] == ["本局辦理檢查。"]


def test_footnotes_follow_their_paragraphs_and_others_the_last_block_of_their_page() -> None:
    marked = replace(line("本局辦理檢查1。", 70, 100), raised=((6, 7),))
    rows = [
        marked,
        *(line(f"{char}項檢查完成。", 70, 160 + 60 * n) for n, char in enumerate("甲乙")),
    ]
    notes = [line("1 不含雲海縣。", 70, 700, 9.0), line("2 係預估數。", 70, 720, 9.0)]
    part = page(1, [*rows, *notes])
    part.rulings = [Box(70, 680.0, 200.0, 680.0)]
    assert [block.text for block in build_blocks([part])] == [
        "本局辦理檢查。", "1 不含雲海縣。", "甲項檢查完成。", "乙項檢查完成。", "2 係預估數。",
    ]  # fmt: skip


def test_the_title_is_found_by_its_type() -> None:
    text = [line("本局辦理檢查並公告其結果。", 70, 200 + 40 * n) for n in range(4)]
    title, *others = build_blocks([page(1, [line("工程年報", 200, 100, 24), *text])])
    assert (title.kind, title.text) == (Kind.TITLE, "工程年報")
    assert {block.kind for block in others} == {Kind.PARAGRAPH}


def test_a_page_has_its_printed_number_that_of_its_place_or_that_of_the_file() -> None:
    parts = [page(n, [line(f"本局辦理檢查{n}件。", 70, 100)]) for n in range(1, 8)]
    parts[0].label = "i"
    for part, number in ((parts[1], 11), (parts[2], 12), (parts[4], 14), (parts[5], 15)):
        part.lines.append(line(f"- {number} -", 280, 800))
        part.label = "ix"
    parts[3].label = "x"
    parts[6].label = "7"
    build_blocks(parts)
    assert [part.label for part in parts] == ["i", "11", "12", "13", "14", "15", None]

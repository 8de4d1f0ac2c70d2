"""Text beside pictures, charts and small tables: paragraphs are whole, the inset follows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.readers.pdf.document.assembly import build_blocks
from indexer.readers.pdf.document.text_areas import text_areas
from indexer.readers.pdf.page.builder import build_page_part
from indexer.readers.pdf.source.geometry import Box, Stroke
from judian.core.model import Kind
from tests.indexer.readers.pdf.page_setup import drawn_page, glyphs, line, page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.source.geometry import Glyph
    from indexer.readers.pdf.source.page_content import PageContent
    from indexer.structure.blocks import Block

WIDE, NARROW = 36, 16
TEXT = "".join(f"第{n}處橋梁之檢查與養護" for n in "甲乙丙丁戊己庚辛壬癸") * 5


def text_around(rows: int, first: int = 0) -> list[list[Glyph]]:
    """A paragraph of which so many rows, after one, are narrow; rows 20 points apart."""
    made = []
    at = 0
    for n in range(rows + 4):
        count = NARROW if 1 <= n <= rows else WIDE
        made.append(glyphs(TEXT[at : at + count], 70, 120 + 20 * (first + n)))
        at += count
    return made


def blocks_of(content: PageContent) -> list[Block]:
    return build_blocks([build_page_part(1, content)])


def test_a_paragraph_beside_a_picture_is_whole() -> None:
    source = glyphs("圖片來源：雲海縣政府。", 280, 262, 9.0)
    content = drawn_page(*text_around(7), source)
    content.images = [Box(275, 130, 500, 245)]
    first, second = blocks_of(content)
    assert first.text == TEXT[: 7 * NARROW + 4 * WIDE]
    assert second.text == "圖片來源：雲海縣政府。"


@pytest.mark.parametrize("strips", [1, 12])
def test_a_paragraph_beside_a_picture_without_text_is_whole(strips: int) -> None:
    content = drawn_page(*text_around(7))
    high = 115 / strips
    content.images = [Box(275, 130 + high * n, 500, 130 + high * (n + 1)) for n in range(strips)]
    assert [block.text for block in blocks_of(content)] == [TEXT[: 7 * NARROW + 4 * WIDE]]


def test_a_paragraph_beside_a_table_is_whole() -> None:
    cells = [
        glyphs(text, 300 + 100 * column, 172 + 20 * row, 9.0)
        for row, texts in enumerate((("項目", "件數"), ("橋梁", "12"), ("道路", "8")))
        for column, text in enumerate(texts)
    ]
    caption = glyphs("表 1　檢查之件數", 330, 150, 9.0)
    content = drawn_page(*text_around(7), *cells, caption)
    content.strokes = [Stroke(290, 160 + 20 * n, 490, 160 + 20 * n) for n in range(4)]
    content.strokes += [Stroke(290 + 100 * n, 160, 290 + 100 * n, 220) for n in range(3)]
    first, second = blocks_of(content)
    assert first.text == TEXT[: 7 * NARROW + 4 * WIDE]
    assert second.table is not None
    assert second.table.caption == "表 1 檢查之件數"
    assert [cell.text for cell in second.table.cells] == ["項目", "件數", "橋梁", "12", "道路", "8"]


def chart(x: float, top: float) -> list[list[Glyph]]:
    """The axes, the legend, the note and the caption of a chart."""
    made = [glyphs(str(500 * n), x, top + 12 * n, 9.0) for n in range(5)]
    made += [glyphs("收入", x + 90, top + 20, 9.0), glyphs("支出", x + 90, top + 33, 9.0)]
    made.append(glyphs("98 99 100 年度", x + 30, top + 65, 9.0))
    made.append(glyphs("資料來源：雲海縣政府。", x, top + 80, 9.0))
    made.append(glyphs("圖 1　收支之趨勢", x + 20, top + 95, 9.0))
    return made


@pytest.mark.parametrize("beside", [True, False])
def test_a_chart_gives_its_words_and_no_numbers(beside: bool) -> None:
    if beside:
        drawn = [*text_around(7), *chart(300, 145)]
    else:
        drawn = [*text_around(0), *chart(200, 220), *text_around(0, 12)]
    found = blocks_of(drawn_page(*drawn))
    texts = [block.text for block in found]
    assert "收入、支出" in texts
    assert "圖 1 收支之趨勢" in texts
    assert "資料來源：雲海縣政府。" in texts
    assert not any("500" in text or "年度" in text for text in texts)
    (labels,) = [block for block in found if block.text == "收入、支出"]
    assert labels.kind is Kind.PARAGRAPH


def test_bars_that_look_like_the_rules_of_a_table_are_part_of_their_chart() -> None:
    content = drawn_page(*text_around(7), *chart(300, 145), glyphs("350.99", 420, 200, 9.0))
    content.strokes = [Stroke(410, 190 + 15 * n, 460, 190 + 15 * n) for n in range(2)]
    content.strokes += [Stroke(410 + 50 * n, 190, 410 + 50 * n, 205) for n in range(2)]
    found = blocks_of(content)
    assert "收入、支出" in [block.text for block in found]
    assert not any(block.table for block in found)


@pytest.mark.parametrize(("cells", "is_table"), [("1234", False), ("一二三四", True)])
def test_bars_drawn_as_cells_are_part_of_their_chart(cells: str, is_table: bool) -> None:
    values = [
        glyphs(cell + " .", 405 + 45 * (at % 2), 200 + 15 * (at // 2), 9.0)
        for at, cell in enumerate(cells)
    ]
    content = drawn_page(*text_around(7), *chart(300, 145), *values)
    content.strokes = [Stroke(400, 190 + 15 * n, 490, 190 + 15 * n) for n in range(3)]
    content.strokes += [Stroke(400 + 45 * n, 190, 400 + 45 * n, 220) for n in range(3)]
    found = blocks_of(content)
    assert any(block.table for block in found) is is_table
    assert any(block.text.startswith("收入、支出") for block in found) is not is_table


def test_a_page_set_larger_than_its_document_has_its_own_body_text() -> None:
    usual = [glyphs(TEXT[:WIDE], 70, 120 + 20 * n) for n in range(30)]
    larger = [
        glyphs(TEXT[at : at + 12], 70, 120 + 24 * n, 14.0) for n, at in enumerate((30, 42, 54))
    ]
    wide = [glyphs(TEXT[:30], 70, 192 + 24 * n, 14.0) for n in range(11)]
    ending = glyphs("辦理完成", 70, 456, 14.0)
    source = glyphs("圖片來源：雲海縣政府。", 280, 182, 9.0)
    content = drawn_page(*larger, *wide, ending, source)
    content.images = [Box(275, 110, 490, 170)]
    parts = [build_page_part(1, drawn_page(*usual)), build_page_part(2, drawn_page(*usual))]
    found = build_blocks([*parts, build_page_part(3, content)])
    own = [block for block in found if block.last_page == 3]
    assert own[0].text.startswith(TEXT[30:66] + TEXT[:30])
    assert [block.kind for block in own] == [Kind.PARAGRAPH, Kind.PARAGRAPH]


def test_a_page_set_smaller_than_its_document_has_its_own_body_text() -> None:
    usual = [glyphs(TEXT[:26], 70, 120 + 24 * n, 16.0) for n in range(25)]
    content = drawn_page(*text_around(7), *text_around(5, 14))
    content.images = [Box(275, 130, 500, 265), Box(275, 415, 500, 500)]
    parts = [build_page_part(n, drawn_page(*usual)) for n in (1, 2)]
    found = build_blocks([*parts, build_page_part(3, content)])
    own = [block.text for block in found if block.page == 3]
    assert own == [TEXT[: 7 * NARROW + 4 * WIDE], TEXT[: 5 * NARROW + 4 * WIDE]]


def test_the_frame_of_a_legend_is_part_of_its_chart() -> None:
    content = drawn_page(*text_around(7), *chart(300, 145))
    x0, y0, x1, y1 = 385.0, 152.0, 415.0, 182.0
    content.strokes = [Stroke(x0, y0, x1, y0), Stroke(x0, y1, x1, y1)]
    content.strokes += [Stroke(x0, y0, x0, y1), Stroke(x1, y0, x1, y1)]
    assert "收入、支出" in [block.text for block in blocks_of(content)]


def rows_at(left: float, right: float, count: int = 10) -> Sequence[object]:
    return [line("橋" * int((right - left) / 12), left, 100 + 20 * n) for n in range(count)]


def test_text_areas_are_those_of_odd_and_even_pages() -> None:
    parts = [page(n, rows_at(70 if n % 2 else 90, 490 if n % 2 else 510)) for n in range(1, 5)]
    areas = text_areas(parts, lambda _: 12.0)
    assert [(areas[n].left, areas[n].right) for n in range(1, 5)] == [
        (70.0, 490.0), (90.0, 510.0), (70.0, 490.0), (90.0, 510.0),
    ]  # fmt: skip


def test_a_page_in_two_columns_has_no_text_area() -> None:
    part = page(1, [*rows_at(70, 270, 20), *rows_at(300, 500, 20), *rows_at(70, 500, 3)])
    assert text_areas([part], lambda _: 12.0) == {}


def test_indented_rows_and_other_type_show_no_text_area() -> None:
    indented = [line("橋" * 20, 40, 400), *[line("橋" * 33, 94, 420 + 20 * n) for n in range(3)]]
    part = page(1, [*rows_at(70, 490, 16), *indented])
    assert text_areas([part], lambda _: 12.0)[1].left == 70.0
    assert text_areas([page(1, rows_at(70, 490))], lambda _: 9.0) == {}
    assert text_areas([page(1, [line("橋" * 14, 70, 100)])], lambda _: 12.0) == {}

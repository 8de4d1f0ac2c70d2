"""Text boxes, gutters, running elements and footnotes of whole pages of invented lines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.readers.pdf.document.assembly import build_blocks
from indexer.readers.pdf.document.running_elements import remove_running_elements
from indexer.readers.pdf.layout.text_boxes import find_text_boxes
from indexer.readers.pdf.layout.text_columns import find_text_columns
from indexer.readers.pdf.lines.builder import build_text_line
from indexer.readers.pdf.lines.drafts import draft_lines
from indexer.readers.pdf.lines.separators import VerticalSeparators
from indexer.readers.pdf.page.part import PagePart
from indexer.readers.pdf.source.geometry import Box, Frame, TextLine
from indexer.readers.pdf.tables.model import PageCell, PageTable
from indexer.readers.pdf.tables.strategies.continued import continued_rows
from judian.core.model import Kind
from tests.indexer.readers.pdf.page_setup import glyphs, line, page

FRAME = Box(370.0, 120.0, 520.0, 180.0)
PARAGRAPH = "本處今年完成各漁港設備之檢查並公告其結果供各界參考"


def beside_box() -> list[TextLine]:
    """A paragraph whose second to fourth lines are beside a text box."""
    rows = [line("　" * 2 + "甲" * 36, 70, 110), line("乙" * 24, 70, 134), line("丙" * 24, 70, 158)]
    rows += [line("丁" * 24, 70, 182), line("戊" * 38, 70, 206), line("己" * 20 + "。", 70, 230)]
    return rows


def test_a_frame_with_text_beside_it_is_a_text_box() -> None:
    inside = [line("摘要", 380, 140), line("說明", 380, 160)]
    assert find_text_boxes([FRAME], [*beside_box(), *inside]) == [FRAME]
    assert find_text_boxes([FRAME], inside) == [], "nothing stands beside it"
    assert find_text_boxes([FRAME], beside_box()) == [], "it is empty"


def test_the_text_beside_a_box_stays_one_paragraph_and_the_box_follows() -> None:
    rows = beside_box()
    rows[0] = replace(rows[0], text="甲" * 36, x0=94.0)
    part = page(1, [*rows, line("框內說明文字", 380, 140)])
    part.boxes = [FRAME]
    texts = [block.text for block in build_blocks([part])]
    whole = "甲" * 36 + "乙" * 24 + "丙" * 24 + "丁" * 24 + "戊" * 38 + "己" * 20 + "。"
    assert texts == [whole, "框內說明文字"]


def test_a_line_that_was_joined_across_a_gutter_is_cut_there() -> None:
    """Punctuation that hangs out of the left column comes near to the right one."""
    lines = []
    for at in range(8):
        base = 100 + 18 * at
        left = glyphs("左" * 16 + "，" * (at % 2), 70, base)
        right = glyphs("右" * 16, 276, base)
        found = [
            build_text_line(draft)
            for draft in draft_lines([*right, *left], VerticalSeparators([], []))
        ]
        lines += [x for x in found if x]
    assert any("左" in x.text and "右" in x.text for x in lines), "the sample shows the case"
    texts = "".join(block.text for block in build_blocks([page(1, lines)]))
    assert texts.rindex("左") < texts.index("右")


def test_large_type_at_one_place_of_all_pages_is_a_watermark() -> None:
    pages = [
        page(n, [line(PARAGRAPH, 70, 200 + 20 * n), line("內部參考", 200, 420, 30)])
        for n in range(1, 5)
    ]
    remove_running_elements(pages)
    assert [[x.text for x in part.lines] for part in pages] == [[PARAGRAPH]] * 4


def test_large_type_that_moves_is_text() -> None:
    pages = [
        page(n, [line(PARAGRAPH, 70, 300), line("各章標題", 200, 300 + 40 * n, 30)])
        for n in range(1, 5)
    ]
    remove_running_elements(pages)
    assert all(len(part.lines) == 2 for part in pages)


def test_the_page_number_of_a_wide_page_is_found() -> None:
    frame = Frame(0, 842.0, 595.0)
    pages = [
        PagePart(n, frame, [line(PARAGRAPH, 70, 200), line(f"{n}/4", 412, 521.4, 9)])
        for n in range(1, 5)
    ]
    assert remove_running_elements(pages) == {n: str(n) for n in range(1, 5)}
    assert [[x.text for x in part.lines] for part in pages] == [[PARAGRAPH]] * 4


def chapters(*headers: str) -> list[PagePart]:
    """Pages with a chapter each, whose name is its running header if `headers` has "own" for it."""
    pages = []
    for number, header in enumerate(headers, 1):
        name = f"第{'一二三四五六七'[number - 1]}章　{'水岸港堤橋路閘'[number - 1]}工程"
        rows = [line(name, 220, 130, 16.0)]
        rows += [line("本局辦理各項工程之檢查" * 3, 70, 160 + 24 * n) for n in range(6)]
        if header:
            rows.insert(0, line(name if header == "own" else header, 260, 60, 9.0))
        pages.append(page(number, rows))
    return pages


def test_the_name_of_each_page_s_chapter_over_it_is_a_running_header() -> None:
    parts = chapters("own", "own", "own")
    remove_running_elements(parts)
    assert [len(part.lines) for part in parts] == [7, 7, 7]
    assert all(part.lines[0].size == 16.0 for part in parts)


def test_a_chapter_s_name_set_in_two_pieces_is_known_over_its_page() -> None:
    parts = chapters("own", "own", "own")
    for part in parts:
        name = part.lines[1]
        number, rest = name.text.split("　")
        pieces = [replace(name, text=number, x1=name.x0 + 48), replace(name, text=rest, x0=300.0)]
        part.lines[1:2] = pieces
    remove_running_elements(parts)
    assert [len(part.lines) for part in parts] == [8, 8, 8]
    assert all(line.size > 9 for part in parts for line in part.lines)


def test_the_report_s_name_over_even_pages_and_the_chapter_s_over_odd_ones_are_headers() -> None:
    parts = chapters(*(["own", "雲海縣工程報告"] * 3), "own")
    remove_running_elements(parts)
    assert [len(part.lines) for part in parts] == [7] * 7


def test_the_only_page_of_a_chapter_among_others_loses_its_header_too() -> None:
    parts = chapters(*["水利概述"] * 3, "own", *["港埠概述"] * 3)
    remove_running_elements(parts)
    assert [len(part.lines) for part in parts] == [7] * 7


def test_a_header_at_another_height_of_a_wide_page_is_found_by_its_words() -> None:
    parts = chapters(*["水利概述"] * 4)
    wide = parts[1]
    wide.frame = Frame(0, 842.0, 595.0)
    wide.lines[0] = line("水利概述", 400, 40, 9.0)
    remove_running_elements(parts)
    assert [len(part.lines) for part in parts] == [7] * 4


def test_lines_at_the_top_that_are_nowhere_else_remain() -> None:
    parts = chapters("港區工程", "護岸工程", "")
    remove_running_elements(parts)
    assert [len(part.lines) for part in parts] == [8, 8, 7]


def test_a_line_ends_early_where_a_mark_and_a_number_may_not_be_separated() -> None:
    rows = [line("本局" * 17, 94, 110), *(line("辦理" * 18, 70, 110 + 24 * n) for n in (1, 2))]
    rows.append(line("辦理" * 15 + "滿", 70, 182))
    rows.append(line("意」，29.93%" + "表示" * 15, 70, 206))
    rows.append(line("尚可。", 70, 230))
    (block,) = build_blocks([page(1, rows)])
    assert "辦理滿意」，29.93%表示" in block.text


def with_marked_cell(note: bool) -> PagePart:
    """A borderless table in which a raised 2 follows a 3, with the footnote of the 2."""
    lines = [line(PARAGRAPH, 70, 90)]
    table = (("單位", "件數"), ("東區", "3"), ("西區", "5"), ("南區", "7"))
    for at, (left, right) in enumerate(table):
        lines += [line(left, 70, 130 + 20 * at), line(right, 250, 130 + 20 * at)]
    three = lines[4]
    lines[4] = replace(
        three, text="32", x1=three.x1 + 4, starts=[*three.starts, three.x1], raised=((1, 2),)
    )
    if note:
        lines.append(replace(line("2 含籌設中之單位。", 70, 700, 8.0), raised=((0, 1),)))
    return page(1, lines)


def test_the_mark_of_a_footnote_is_not_a_digit_of_its_cell() -> None:
    _, table, note = build_blocks([with_marked_cell(note=True)])
    assert table.table
    assert [c.text for c in table.table.cells if c.column == 1] == ["件數", "3", "5", "7"]
    assert note.text == "2 含籌設中之單位。"
    # A mark whose note is not found is left out too: 3² is no number of the table.
    _, table = build_blocks([with_marked_cell(note=False)])
    assert table.table
    assert [c.text for c in table.table.cells if c.column == 1] == ["件數", "3", "5", "7"]


def test_footnotes_with_detached_marks_are_found_under_two_columns() -> None:
    left = [line("甲" * 18, 70, 100 + 20 * n) for n in range(20)]
    right = [line("乙" * 18, 310, 100 + 20 * n) for n in range(20)]
    marked = replace(left[3], text="甲" * 17 + "1", raised=((17, 18),))
    left[3] = replace(marked, text="甲" * 17 + "1")
    right[5] = replace(right[5], text="乙" * 17 + "2", raised=((17, 18),))
    notes = []
    for at, text in enumerate(("不含雲海縣。", "依作業規定第三條第二項辦理，並經核定。")):
        notes += [line(str(at + 1), 70, 700 + 16 * at, 7.0), line(text, 92, 700 + 16 * at, 11.0)]
    part = page(1, [*left, *right, *notes])
    part.rulings = [Box(70.0, 685.0, 200.0, 685.0)]
    found = build_blocks([part])
    assert [block.text for block in found if block.kind is Kind.FOOTNOTE] == [
        "1 不含雲海縣。",
        "2 依作業規定第三條第二項辦理，並經核定。",
    ]
    assert all("1" not in b.text and "2" not in b.text for b in found if b.kind is Kind.PARAGRAPH)


def test_a_short_caption_over_a_table_across_two_columns_stays_with_the_table() -> None:
    left = [line("甲" * 18, 70, 100 + 20 * n) for n in range(7)]
    left.append(line("甲止。", 70, 240))
    right = [line("乙" * 18, 310, 100 + 20 * n) for n in range(5)]
    right.append(line("乙止。", 310, 200))
    caption = line("表2　各區件數", 70, 280, 10.0)
    unit = line("單位：件", 480, 296, 10.0)
    cells = []
    for row, texts in enumerate((("區別", "件數"), ("東區", "3"), ("西區", "5"))):
        for column, text in enumerate(texts):
            held = line(text, 90 + 240 * column, 320 + 20 * row)
            cells.append(PageCell(row, column, width=200.0, lines=[held]))
    after = [line("丙" * 18, 70, 420 + 20 * n) for n in range(6)]
    after += [line("丁" * 18, 310, 420 + 20 * n) for n in range(6)]
    part = page(1, [*left, *right, caption, unit, *after])
    part.tables = [PageTable(Box(70.0, 304.0, 526.0, 366.0), (70.0, 300.0, 526.0), cells, 1)]
    before, beside, table, *_ = build_blocks([part])
    assert (before.text[0], beside.text[0]) == ("甲", "乙")
    assert table.table
    assert (table.table.caption, table.table.unit) == ("表2 各區件數", "件")


def test_columns_above_and_below_a_table_across_them_are_known_by_how_they_were_drawn() -> None:
    drawn: list[TextLine] = []

    def draw(made: TextLine) -> None:
        drawn.append(replace(made, order=len(drawn)))

    for n in range(10):
        draw(line("甲" * 18, 70, 100 + 17 * n))
    for n in range(10):
        draw(line("乙" * 18, 310, 104 + 17 * n))
    draw(line("表2　各區件數", 70, 290, 10.0))
    draw(line("單位：件", 480, 306, 10.0))
    for x in (70, 310, 450):  # the last row of the table, which its frame does not hold
        draw(line("1,204", x, 470))
    for n in range(6):
        draw(line("丙" * 18, 70, 510 + 17 * n))
    for n in range(6):
        draw(line("丁" * 18, 310, 514 + 17 * n))
    cells = [PageCell(0, 0, width=228.0, lines=[replace(line("區別", 70, 340), order=22)])]
    table = PageTable(Box(70.0, 320.0, 526.0, 450.0), (70.0, 300.0, 526.0), cells, 1)
    found = find_text_columns(1, drawn, [table], 298.0)
    texts = [{x.text[0] for x in column.lines} & set("甲乙丙丁") for column in found]
    assert [text for text in texts if text] == [{"甲"}, {"乙"}, {"丙"}, {"丁"}]


def test_a_running_header_inside_a_table_is_removed_from_it() -> None:
    parts = [
        page(n, [line("水利概述", 70, 50, 9.0), line("本局辦理檢查。", 70, 200)]) for n in (1, 2)
    ]
    rows = (("水利概述",), ("區別", "件數"), ("東區", "3"))
    cells = []
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            held = line(text, 70 + 240 * column, 50 + 30 * row, 9.0)
            cells.append(PageCell(row, column, columns=3 - len(texts), lines=[held]))
    third = page(3, [])
    third.tables = [PageTable(Box(60.0, 40.0, 540.0, 120.0), (60.0, 300.0, 540.0), cells, 2)]
    remove_running_elements([*parts, third])
    (table,) = third.tables
    assert (table.rows, table.header_rows) == (2, 1)
    assert [(cell.text, cell.row) for cell in table.cells] == [
        ("區別", 0), ("件數", 0), ("東區", 1), ("3", 1),
    ]  # fmt: skip


def two_columns(first: str, second: str, top: float, rows: int, order: int) -> list[TextLine]:
    """Two columns of prose, the left one drawn before the right one."""
    made = [line(first * 18, 70, top + 17 * n) for n in range(rows)]
    made += [line(second * 18, 310, top + 17 * n) for n in range(rows)]
    return [replace(each, order=order + at) for at, each in enumerate(made)]


def test_a_table_without_strokes_across_both_columns_leaves_the_columns_below_it_whole() -> None:
    parts = [page(n, two_columns("甲", "乙", 100, 20, 0)) for n in (1, 2)]
    table = []
    rows = (
        ("區別", "收件", "結案", "占比"),
        *((f"{n}區", "1,204", "987", "81.9") for n in "東西南北中"),
    )
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            order = 4 * at + column
            table.append(replace(line(text, 80 + 120 * column, 100 + 20 * at), order=order))
    below = two_columns("丙", "丁", 260, 14, len(table))
    found = build_blocks([*parts, page(3, [*table, *below])])
    (held,) = (block.table for block in found if block.table)
    assert [c.text for c in held.cells if c.row == 0] == ["區別", "收件", "結案", "占比"]
    assert len(held.cells) == 24
    text = "".join(block.text for block in found if not block.table)
    assert text.endswith("丙" * 18 * 14 + "丁" * 18 * 14)


@pytest.mark.parametrize("raised", [0.0, 4.4])
def test_detached_marks_begin_footnotes_whose_marks_are_on_another_page(
    raised: float,
) -> None:
    text = [line(PARAGRAPH, 70, 100 + 24 * n) for n in range(4)]
    text[1] = replace(text[1], text=PARAGRAPH[:-1] + "1", raised=((24, 25),))
    notes = []
    for at, said in enumerate(("不含雲海縣。", "依作業規定辦理。", "係預估數。")):
        base = 700.0 + 14 * at
        notes += [line(str(at + 1), 70, base - raised, 5.0), line(said, 90, base, 9.0)]
    part = page(1, [*text, *notes])
    part.rulings = [Box(70.0, 688.0, 200.0, 688.0)]
    assert [block.text for block in build_blocks([part]) if block.kind is Kind.FOOTNOTE] == [
        "1 不含雲海縣。", "2 依作業規定辦理。", "3 係預估數。",
    ]  # fmt: skip


def ended(*rows: tuple[str, ...]) -> PageTable:
    """A table of three columns with one header row, at the foot of a page."""
    cells = [
        PageCell(at, column, lines=[line(text, 80 + 150 * column, 700 + 20 * at)])
        for at, row in enumerate(rows)
        for column, text in enumerate(row)
    ]
    return PageTable(Box(70.0, 690.0, 520.0, 760.0), (70.0, 220.0, 370.0, 520.0), cells, 1)


def test_words_at_the_top_of_a_page_are_no_rows_of_a_table_of_figures() -> None:
    before = ended(("縣市別", "上半年", "下半年"), ("東區", "3", "5"))
    head = [line(text, 80 + 150 * at, 90) for at, text in enumerate(("月份", "經常門", "資本門"))]
    assert continued_rows(head, before, 0.0) is None
    more = [line(text, 80 + 150 * at, 90) for at, text in enumerate(("西區", "7", "9"))]
    found = continued_rows(more, before, 0.0)
    assert found
    assert [cell.text for cell in found.cells] == ["西區", "7", "9"]
    words = ended(("案由", "作法", "單位"), ("道路", "整平", "工務局"))
    assert continued_rows(head, words, 0.0), "a table of words may go on with words"

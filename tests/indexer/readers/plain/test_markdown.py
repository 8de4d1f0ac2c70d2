"""Markdown and what converters write in its manner."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from indexer.files.encoding import Decoded
from indexer.readers.plain import markdown
from indexer.readers.plain.markdown import without_markup
from indexer.structure.blocks import Block, Reading
from judian.core.model import Kind
from tests.indexer.grids import values

Read = Callable[[str], tuple[Block, ...]]


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("共 **30** 件", "共 30 件"),
        ("<b>重點</b>：<span style='x'>甲</span>", "重點：甲"),
        (r"車輛\*2 部", "車輛*2 部"),
        ("見 [說明](http://example.org/a_(b)) 一節", "見 說明 一節"),
        ("`代碼` 與 __粗體__", "代碼 與 粗體"),
        ("a &amp; b &lt; c", "a & b < c"),
        ("3 * 4 * 5 = 60", "3 * 4 * 5 = 60"),
        ("snake_case_name", "snake_case_name"),
        ("A <5% 且 B >3%", "A <5% 且 B >3%"),
        ("本條[^2]所稱", "本條所稱"),
        ("受理720<sup>2</sup>件，約5×10<sup>4</sup>噸", "受理720件，約5×10⁴噸"),
    ],
)
def test_marks_go_and_text_stays(raw: str, shown: str) -> None:
    assert without_markup(raw) == shown


def test_headings_have_levels_and_lists_lose_their_bullets(read_markdown: Read) -> None:
    blocks = read_markdown("# 年報\n\n---\n\n## ● 成果\n\n- 第一項。\n- 第二項。\n\n前 言\n===\n")
    assert [(b.kind, b.level, b.text) for b in blocks] == [
        (Kind.HEADING, 1, "年報"),
        (Kind.HEADING, 2, "成果"),
        (Kind.LIST_ITEM, None, "第一項。"),
        (Kind.LIST_ITEM, None, "第二項。"),
        (Kind.HEADING, 1, "前言"),
    ]


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("112年5月起圖書館  \n推出書車共  \n6輛", "112年5月起圖書館推出書車共6輛"),
        ("時間：112.5.1  \n地點：總館  \n人數：30人", "時間：112.5.1\n地點：總館\n人數：30人"),
        ("東區、西區、  \n南區", "東區、西區、南區"),
        ("總館  \n分館  \n書車", "總館\n分館\n書車"),
        ("單車  \n(bicycle)", "單車(bicycle)"),
    ],
)  # fmt: skip
def test_line_breaks_stay_only_between_statements(
    read_markdown: Read, raw: str, shown: str
) -> None:
    assert [b.text for b in read_markdown(raw)] == [shown]


def test_a_numbered_line_in_bold_is_a_heading(read_markdown: Read) -> None:
    blocks = read_markdown(
        "**（二）允宜檢討改善圖書預約流程，以縮短讀者等候時間。**\n\n內文說明。\n"
    )
    assert [b.kind for b in blocks] == [Kind.HEADING, Kind.PARAGRAPH]


def test_tables_with_tabs_and_with_pipes(read_markdown: Read) -> None:
    blocks = read_markdown(
        "**表 1 冊數**\n\n單位：冊\n\n\t中文\t<b>外文</b>\n110年\t5\t6\n111年\t7\t8\n\n"
        "| 館 | 數 |\n| --- | --- |\n| 甲 | 3 |\n| 乙 | 4 |\n"
    )
    first, second = blocks
    assert first.table
    assert (first.table.caption, first.table.unit) == ("表 1 冊數", "冊")
    assert values(first)["111年", "外文"] == "8"
    assert values(second) == {("甲", "數"): "3", ("乙", "數"): "4"}


def test_front_matter_becomes_properties() -> None:
    reading: Reading = markdown.assemble(
        [Decoded('---\ntitle: "年度報告"\ndate: 2024-05-01\n---\n內文。\n', "utf-8")], None
    )
    assert reading.properties == {"title": "年度報告", "date": "2024-05-01"}
    assert [b.text for b in reading.blocks] == ["內文。"]


def test_quotes_notes_and_fences(read_markdown: Read) -> None:
    blocks = read_markdown("> 引文第一行\n> 第二行。\n\n[^1]: 註文。\n\n```\n程式\n```\n")
    assert [(b.kind, b.text) for b in blocks] == [
        (Kind.QUOTE, "引文第一行第二行。"),
        (Kind.PARAGRAPH, "程式"),
        (Kind.FOOTNOTE, "1 註文。"),
    ]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("發布機關：甲局\n發布日期：乙", ["發布機關：甲局\n發布日期：乙"]),
        ("照明改善成果\n發布機關：甲局", ["照明改善成果", "發布機關：甲局"]),
        ("時間：113.5.6\n人數：30人", ["時間：113.5.6人數：30人"]),
        ("經查本案結果\n如下：甲", ["經查本案結果如下：甲"]),
    ],
)
def test_facts_after_labels_stay_on_lines_of_their_own(text: str, blocks: list[str]) -> None:
    reading = markdown.assemble([Decoded(text, "utf-8")], None)
    assert [block.text for block in reading.blocks] == blocks


def test_a_second_header_row_below_the_rule_of_pipes(read_markdown: Read) -> None:
    divided = (
        "| 館別 | 111年 |  | 112年 |  |\n|---|---|---|---|---|\n"
        "|  | 冊數 | 人次 | 冊數 | 人次 |\n| 甲館 | 5 | 6 | 7 | 8 |\n"
    )
    (block,) = read_markdown(divided)
    assert values(block)["甲館", "112年 › 冊數"] == "7"


@pytest.mark.parametrize(
    "rows",
    [
        "|  | 3 | 4 |\n| 甲館 | 5 | 6 |\n",  # a row of values without a name
        "|  | 暫停 | 整修 |\n| 乙館 | 暫停 | 整修 |\n",  # a table of words
        "| 甲館 | 暫停 | 整修 |\n| 乙館 | 5 | 6 |\n",  # a named row
    ],
)
def test_a_row_below_the_rule_of_pipes_is_no_header(read_markdown: Read, rows: str) -> None:
    (block,) = read_markdown(f"| 館別 | 冊數 |  |\n|---|---|---|\n{rows}")
    assert block.table
    assert block.table.header_rows == 1


MERGED = """表2 冊數

<table border="1">
<tr><th rowspan="2">館別</th><th colspan="2">一般館<br>藏</th><th rowspan="2">合計</th></tr>
<tr><th>中文</th><th>外文</th></tr>

<tr><td>甲館</td><td>1,200</td><td>34</td><td>1,234</td></tr>
<tr><td>乙館</td><td colspan="2">整修</td><td>0</td></tr>
</table>

註：年底冊數。
"""


def test_html_tables_keep_their_merged_cells(read_markdown: Read) -> None:
    (first,) = read_markdown(MERGED)
    assert first.table
    assert (first.table.caption, first.table.note) == ("表2 冊數", "註：年底冊數。")
    assert values(first)["甲館", "一般館藏 › 外文"] == "34"
    assert values(first)["乙館", "合計"] == "0"


def test_the_caption_of_an_html_table_is_its_caption(read_markdown: Read) -> None:
    source = "<table><caption>表3 人次</caption><tr><th>館</th><th>數</th></tr>"
    (block,) = read_markdown(f"{source}<tr><td>甲</td><td>3</td></tr></table>\n")
    assert block.table
    assert block.table.caption == "表3 人次"
    assert values(block) == {("甲", "數"): "3"}


@pytest.mark.parametrize(
    "source",
    [
        "<table><tr><td>甲館之紀錄</td></tr>\n",  # without an end
        "<table><tr><td>甲館之紀錄<table><tr><td>內</td></tr></table></td></tr></table>\n",
        "<table></table>\n甲館之紀錄",
        '<table><tr><td rowspan="99999999999" colspan="x">甲館之紀錄</td></tr></table>\n',
    ],
)
def test_odd_html_tables_lose_no_text(read_markdown: Read, source: str) -> None:
    blocks = read_markdown(source)
    texts = [b.text for b in blocks] + [c.text for b in blocks if b.table for c in b.table.cells]
    assert any("甲館之紀錄" in text for text in texts)


def test_fenced_csv_is_a_table_with_its_lines(read_markdown: Read) -> None:
    blocks = read_markdown(
        "表1 冊數\n單位：冊\n\n```csv\n館別,111年,,112年,\n,中文,外文,中文,外文\n"
        '甲館,"1,200",5,"1,300",6\n乙館,9,8,7,6\n註：年底冊數\n```\n\n內文。\n'
    )
    assert blocks[0].table
    assert (blocks[0].table.caption, blocks[0].table.unit) == ("表1 冊數", "冊")
    assert values(blocks[0])["甲館", "112年 › 中文"] == "1,300"
    assert blocks[0].table.note == "註：年底冊數"
    assert [b.text for b in blocks[1:]] == ["內文。"]


@pytest.mark.parametrize("fence", ["```csv\n館別,冊數\n甲館,5\n", "```\n館別,冊數\n甲館,5\n```\n"])
def test_a_fence_without_end_or_format_is_text(read_markdown: Read, fence: str) -> None:
    assert not any(block.table for block in read_markdown(fence))

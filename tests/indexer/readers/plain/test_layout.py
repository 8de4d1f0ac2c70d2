"""Plain text dumped from PDFs: wraps, page numbers, page starts, footnotes."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.files.encoding import Decoded
from indexer.readers.plain.reader import assemble
from indexer.structure.blocks import Block
from indexer.structure.characters import width
from judian.core.model import Kind
from tests.indexer.dumps import REPORT, Style, dump, wrap

Read = Callable[[str], tuple[Block, ...]]


def squeezed(text: str) -> str:
    return "".join(text.split())


STYLES = [
    Style(columns, lines, double, ends, indent, page)
    for columns, lines, double, ends, indent, page in itertools.product(
        (40, 60, 72), (11, 14), (True, False), (True, False), (True, False),
        ("space", "feed", "number", "foot", "none"),
    )
]  # fmt: skip


@pytest.mark.parametrize("style", STYLES, ids=str)
def test_every_paragraph_comes_back_whole(style: Style) -> None:
    found = [
        squeezed(block.text) for block in assemble([Decoded(dump(style), "utf-8")], None).blocks
    ]
    assert found == [squeezed(text) for text, _ in REPORT]


@pytest.mark.parametrize("style", [s for s in STYLES if s.page != "none"], ids=str)
def test_pages_are_counted(style: Style) -> None:
    lines = sum(
        len(wrap(text, style, hang, 4 if style.indent and len(text) * 2 > style.columns else 0))
        for text, hang in REPORT
    )
    reading = assemble([Decoded(dump(style), "utf-8")], None)
    assert reading.pages == -(-lines // style.lines)
    last = reading.blocks[-1]
    assert last.page is not None
    assert last.page + len(last.breaks) == reading.pages


def test_a_page_number_inside_a_sentence_goes_and_the_break_stays(read_text: Read) -> None:
    lines = wrap(REPORT[1][0] + REPORT[2][0], Style(40), 0, 0)
    text = "\n\n".join(lines[:5]) + "\n\n\n\n2\n\n" + "\n\n".join(lines[5:]) + "\n"
    (block,) = read_text(text)
    assert squeezed(block.text) == squeezed(REPORT[1][0] + REPORT[2][0])
    (at,) = block.breaks
    assert squeezed(block.text[:at]) == squeezed("".join(lines[:5]))


def test_a_printed_number_that_differs_becomes_the_label() -> None:
    pages = ["\n".join(wrap(REPORT[i][0] * 3, Style(40), 0, 0)) + "\n" for i in (1, 2, 4)]
    text = "".join(f"{page}\n{number}\n" for page, number in zip(pages, (35, 36, 37), strict=True))
    reading = assemble([Decoded(text, "utf-8")], None)
    assert reading.pages == 3
    assert reading.blocks[0].page == 1
    assert reading.page_labels == {1: "35", 2: "36", 3: "37"}


@pytest.mark.parametrize("form", ["- {} -", "第 {} 頁", "第{}頁，共9頁", "{}/9", "Page {} of 9"])
def test_page_numbers_are_known_by_their_form(form: str) -> None:
    pages = ["\n".join(wrap(REPORT[i][0] * 2, Style(40), 0, 0)) + "\n" for i in (1, 2, 4)]
    text = "".join(page + form.format(number) + "\n" for number, page in enumerate(pages, 1))
    reading = assemble([Decoded(text, "utf-8")], None)
    assert reading.pages == 3
    assert [squeezed(b.text) for b in reading.blocks] == [
        squeezed(REPORT[i][0] * 2) for i in (1, 2, 4)
    ]


def test_numbers_in_a_column_are_no_page_numbers(read_text: Read) -> None:
    blocks = read_text("名稱\n\n甲站\n\n12\n\n乙站\n\n13\n\n丙站\n\n14\n")
    assert [b.text for b in blocks] == ["名稱", "甲站", "12", "乙站", "13", "丙站", "14"]


def test_a_footnote_stands_apart_and_its_mark_leaves_the_sentence(read_text: Read) -> None:
    body = (
        "本計畫依「河川管理要點3」規定辦理，並於颱風季節前完成全部堤段之檢查與補強，確保居民安全，"
        "各分署應於每年四月底前將檢查結果函報備查，逾期未報者列入年終考核並追究相關人員之責任。"
    )
    note = "本要點於 105 年 3 月訂定，其後修正 3 次，最近一次於 112 年 12 月發布，自 113 年起實施。"
    style = Style(50)
    first, rest = wrap(body, style, 0, 0), wrap(note, style, 0, 0)
    page = [" " + first[0], *first[1:], " " * 54, "3", " " + rest[0], *rest[1:]]
    second = [" " + wrap(REPORT[1][0], style, 0, 0)[0], *wrap(REPORT[1][0], style, 0, 0)[1:]]
    blocks = read_text("\n".join(page + second) + "\n")
    assert [b.kind for b in blocks] == [Kind.PARAGRAPH, Kind.FOOTNOTE, Kind.PARAGRAPH]
    assert squeezed(blocks[0].text) == squeezed(body.replace("要點3」", "要點」"))
    assert squeezed(blocks[1].text) == squeezed("3" + note)
    assert [b.page for b in blocks] == [1, 1, 2]


def test_english_lines_are_joined_with_spaces(read_text: Read) -> None:
    words = (
        "The pilot scheme replaced fixed routes by cars that passengers order by telephone and "
        "has since carried four times as many people as the buses did before it was introduced."
    )
    lines = wrap(words, Style(46), 0, 0)
    assert len(lines) > 3
    (block,) = read_text("\n\n".join(line + " " for line in lines) + "\n")
    assert block.text == words


def test_one_paragraph_a_line_is_left_alone(read_text: Read) -> None:
    lines = [
        "本次會議紀錄如下。",
        "出席單位計有工務處、水利處及農業處等三個單位代表共二十五人與會。",
        "主席致詞。",
        "會議決議請各單位於月底前提送執行計畫，並依核定期程辦理採購及履約管理等事宜。",
    ]
    assert [b.text for b in read_text("\n".join(lines))] == lines


def test_a_wrapped_word_that_looks_like_a_number_starts_no_item(read_text: Read) -> None:
    text = (
        "水庫安全評估分為三個等級，經本署現場勘查並召開專家會議審查後，認定上開水庫壩體結構符合第"
        "二、三級標準之要求，惟溢洪道閘門操作設備老舊，應於下次汛期來臨前完成全面汰換更新作業。"
    )
    style = Style(44)
    lines = wrap(text, style, 0, 0)
    at = next(i for i, line in enumerate(lines) if "第" in line[-1])
    assert lines[at + 1].startswith("二、三級")
    assert len(read_text("\n".join(lines))) == 1


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="一二甲、。，12 \n\t\f（）()#表註：: 年人ab\x00\u200b", max_size=300))
def test_no_text_breaks_the_reader_or_loses_a_character(text: str) -> None:
    reading = assemble([Decoded(text, "utf-8")], None)
    shown = "".join(
        b.text + "".join(c.text for c in b.table.cells) if b.table else b.text
        for b in reading.blocks
    )
    kept = set("一二甲年人ab") & set(text)
    assert kept <= set(shown) | ({"a", "b"} - set(shown))


def test_hanging_indents_that_show_belong_to_their_item(read_text: Read) -> None:
    text = (
        "本辦法用詞，定義如下：\n"
        "一、行動書車：指經主管機關核准，配置圖書並定期巡迴偏遠地區，供民眾借\n"
        "    閱之車輛。\n"
        "二、停靠站：指行動書車依公告時間停留，並辦理借還書及推廣活動之固定處\n"
        "    所。\n"
        "前項停靠站之設置，應考量地方人口數、交通條件及既有圖書館之距離，由主管\n"
        "機關公告之。\n"
    )
    assert [b.text[:4] + b.text[-3:] for b in read_text(text)] == [
        "本辦法用如下：", "一、行動車輛。", "二、停靠處所。", "前項停靠告之。",
    ]  # fmt: skip


def test_a_footnote_without_page_ends_takes_no_more_than_itself(read_text: Read) -> None:
    style = Style(50)
    note = "本要點於 105 年 3 月訂定，其後修正 3 次，最近一次於 112 年 12 月發布，自 113 年起實施。"
    first, body = wrap(REPORT[1][0] + "詳要點1。", style, 0, 0), wrap(REPORT[8][0], style, 0, 0)
    foot = wrap(note, style, 0, 0)
    text = "\n".join([*first, "__________", "1 " + foot[0], *foot[1:], "貳、成果", *body])
    assert [(b.kind, squeezed(b.text)[-6:]) for b in read_text(text)] == [
        (Kind.PARAGRAPH, squeezed(REPORT[1][0] + "詳要點。")[-6:]),
        (Kind.FOOTNOTE, "3年起實施。"),
        (Kind.LIST_ITEM, "貳、成果"),
        (Kind.PARAGRAPH, squeezed(REPORT[8][0])[-6:]),
    ]


@pytest.mark.parametrize("columns", range(38, 62))
def test_a_number_is_whole_wherever_a_hard_wrap_cuts_it(read_text: Read, columns: int) -> None:
    text = (
        "本局全年受理申請2,301,456件，較上年度增加37.25個百分點，經費計5億3,120萬元，其中45萬元"
        "為補助款，自民國108年3月19日起辦理，由各分局賡續執行後續作業，並於期限內完成結報。"
    )
    lines = [""]
    for char in text:
        if width(lines[-1] + char) > columns:
            lines.append("")
        lines[-1] += char
    assert [block.text for block in read_text("\n".join(lines))] == [text]


def test_a_cut_number_joins_lines_of_a_text_without_wraps(read_text: Read) -> None:
    blocks = read_text("各分局件數\n全年共受理2,30\n1,456件\n裁罰金額3萬元\n")
    assert [block.text for block in blocks] == [
        "各分局件數", "全年共受理2,301,456件", "裁罰金額3萬元",
    ]  # fmt: skip


def test_a_cut_date_joins_lines_of_a_text_without_wraps(read_text: Read) -> None:
    blocks = read_text("自民國10\n8年3月1\n9日起施行\n附表1\n112年度件數\n")
    assert [block.text for block in blocks] == ["自民國108年3月19日起施行", "附表1", "112年度件數"]


def test_a_number_that_a_page_end_cuts_is_whole(read_text: Read) -> None:
    (block,) = read_text("全年共受理申請案件2,301,4\n\n\f56件，均已辦結。\n")
    assert (block.text, block.breaks) == ("全年共受理申請案件2,301,456件，均已辦結。", (16,))


def test_paragraphs_apart_by_one_blank_line_are_not_double_spaced(read_text: Read) -> None:
    head = "發文機關：甲局\n發文字號：甲字第1130001234號\n\n檢查結果說明"
    lines = f"{head}\n\n本次檢查旅宿業計1,506家，不合格43家。"
    blocks = read_text(f"{lines}\n\n中華民國113年9月2日\n")
    wanted = [line for line in lines.split("\n") if line] + ["中華民國113年9月2日"]
    assert [b.text for b in blocks] == wanted

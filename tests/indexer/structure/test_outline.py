"""Headings, list items, and the path of headings over every block."""

from __future__ import annotations

import pytest

from indexer.structure.blocks import Block
from indexer.structure.contents_blocks import is_whole_entry
from indexer.structure.outline import outline
from judian.core.model import Kind

P, H, L, C = Kind.PARAGRAPH, Kind.HEADING, Kind.LIST_ITEM, Kind.CONTENTS


def kinds(*texts: str) -> list[tuple[str, Kind]]:
    return [(p.block.text, p.block.kind) for p in outline([Block(P, text) for text in texts])]


def paths(*blocks: Block) -> list[tuple[str, ...]]:
    return [placed.section for placed in outline(blocks)]


def test_a_numbered_phrase_over_text_is_a_heading() -> None:
    assert kinds("一、計畫緣起", "本計畫於去年開始。", "二、執行情形", "均已完成。") == [
        ("一、計畫緣起", H), ("本計畫於去年開始。", P), ("二、執行情形", H), ("均已完成。", P),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "texts",
    [
        ("一、本計畫於去年開始，經費由中央補助。", "二、均已完成。"),
        ("應備文件如下：", "一、申請書", "二、身分證影本", "三、切結書"),
        (
            "應備文件如下：",
            "一、申請書",
            "二、身分證影本",
            "三、切結書",
            "以上文件應於月底前送達。",
        ),
    ],
)
def test_numbered_sentences_and_bare_lists_are_items(texts: tuple[str, ...]) -> None:
    assert all(kind is L for text, kind in kinds(*texts) if text[1] == "、")


def test_a_heading_over_a_deeper_heading_stays_one() -> None:
    assert kinds("壹、現況", "一、人力", "現有 12 人。", "貳、檢討", "人力不足。") == [
        ("壹、現況", H), ("一、人力", H), ("現有 12 人。", P), ("貳、檢討", H), ("人力不足。", P),
    ]  # fmt: skip


def test_paths_follow_the_ranks_of_the_numbers() -> None:
    blocks = [
        Block(P, t)
        for t in ("壹、甲", "一、乙", "（一）丙", "文。", "二、丁", "文。", "貳、戊", "文。")
    ]
    assert paths(*blocks) == [
        ("壹、甲",),
        ("壹、甲", "一、乙"),
        ("壹、甲", "一、乙", "（一）丙"),
        ("壹、甲", "一、乙", "（一）丙"),
        ("壹、甲", "二、丁"),
        ("壹、甲", "二、丁"),
        ("貳、戊",),
        ("貳、戊",),
    ]


def test_an_item_knows_the_items_it_stands_in() -> None:
    blocks = [
        Block(P, t)
        for t in ("一、辦理情形良好。", "（一）已完成。", "（二）未完成。", "二、經費不足。")
    ]
    assert paths(*blocks, Block(P, "文。"), Block(L, "無號項目")) == [
        ("一",), ("一", "（一）"), ("一", "（二）"), ("二",), (), (),
    ]  # fmt: skip


def test_a_repeated_running_title_is_dropped_and_ends_what_was_below_it() -> None:
    blocks = [
        Block(H, "成果", level=1), Block(H, "東區", level=2), Block(P, "文一。"),
        Block(H, "成果", level=1), Block(P, "文二。"),
        Block(H, "成果", level=1), Block(H, "西區", level=2), Block(P, "文三。"),
    ]  # fmt: skip
    assert [(p.block.text, p.section) for p in outline(blocks)] == [
        ("成果", ("成果",)),
        ("東區", ("成果", "東區")),
        ("文一。", ("成果", "東區")),
        ("文二。", ("成果",)),
        ("西區", ("成果", "西區")),
        ("文三。", ("成果", "西區")),
    ]


def test_where_the_format_marks_headings_bare_numbers_are_items() -> None:
    blocks = [Block(H, "大綱", level=1), Block(P, "壹、前言"), Block(P, "說明文字。")]
    assert [p.block.kind for p in outline(blocks)] == [H, L, P]


def test_numbered_lines_are_headings_below_marked_numbered_headings() -> None:
    blocks = [Block(H, "壹、現況", level=1), Block(P, "一、人力"), Block(P, "現有 12 人。")]
    assert paths(*blocks)[-1] == ("壹、現況", "一、人力")


def test_an_abstract_ends_with_its_page_or_its_language() -> None:
    blocks = [
        Block(P, "摘要", page=1), Block(P, "本文摘要。", page=1),
        Block(P, "Abstract", page=2), Block(P, "This is the abstract.", page=2),
        Block(P, "正文由此開始。", page=3),
    ]  # fmt: skip
    assert paths(*blocks) == [("摘要",), ("摘要",), ("Abstract",), ("Abstract",), ()]
    unpaged = [Block(P, "Abstract"), Block(P, "In short."), Block(P, "正文由此開始。")]
    assert paths(*unpaged)[-1] == ()


def test_a_table_of_contents_is_apart_from_the_text() -> None:
    entries = ("目錄", "壹、前言........1", "貳、現況‧‧‧‧‧‧3")
    found = kinds("年報", *entries, "壹、前言", "本報告說明現況。")
    assert found == [
        ("年報", P), ("\n".join(entries), C), ("壹、前言", H), ("本報告說明現況。", P),
    ]  # fmt: skip
    placed = outline([Block(P, text) for text in (*entries, "壹、前言", "本報告說明現況。")])
    assert [each.section for each in placed] == [(), ("壹、前言",), ("壹、前言",)]


@pytest.mark.parametrize("title", ["表目次", "附表目次", "圖次", "圖表目錄", "總目錄"])
def test_entries_may_name_the_part_of_their_page(title: str) -> None:
    found = kinds(
        title, "壹、前言........甲－1", "貳、現況‧‧‧‧‧‧附 3", "壹、前言", "本報告說明現況。"
    )
    assert found[1:] == [("壹、前言", H), ("本報告說明現況。", P)]
    assert found[0][1] is C


def test_entries_without_leaders_are_known_where_they_name_what_follows() -> None:
    body = ("壹、前言", "本報告說明現況。", "貳、現況", "今年辦理 12")
    found = kinds("目　次", "壹、前言 1", "貳、現況 3", *body)
    assert found[0] == ("目　次\n壹、前言 1\n貳、現況 3", C)
    assert [text for text, _ in found[1:]] == list(body)
    assert len(kinds("目次", "壹、前言 1", "本報告說明現況。")) == 3, "it names nothing here"


def test_multipart_numbers_are_headings_where_each_is_the_next_of_its_count() -> None:
    texts = (
        "1. 調查方法", "1.1 對象", "訪問各區居民。", "1.2 期間", "1.2.1 第一次", "3.5 萬人受訪",
        "2.4 公里內之居民均受訪。", "2. 結果", "2.1 滿意度", "多數滿意。",
    )  # fmt: skip
    found = dict(kinds(*texts))
    headings = ["1. 調查方法", "1.1 對象", "1.2 期間", "1.2.1 第一次", "2. 結果", "2.1 滿意度"]
    assert [text for text in texts if found[text] is H] == headings
    placed = paths(*(Block(P, text) for text in texts))
    assert placed[2] == ("1. 調查方法", "1.1 對象")
    assert placed[6] == ("1. 調查方法", "1.2 期間", "1.2.1 第一次")
    assert placed[9] == ("2. 結果", "2.1 滿意度")


def test_a_heading_that_is_a_sentence_is_shortened_in_paths_only() -> None:
    text = "（二）允宜檢討改善圖書預約流程，並縮短讀者等候時間，以提升服務品質及館藏使用效益。"
    placed = outline([Block(H, text), Block(P, "說明。")])
    assert placed[0].block.text == text
    assert placed[1].section == ("（二）允宜檢討改善圖書預約流程…",)


def test_articles_of_a_statute_are_headings() -> None:
    texts = ("第一章 總則", "第 1 條", "為促進閱讀，特制定本法。", "第 2 條", "主管機關為教育部。")
    blocks = [Block(P, text) for text in texts]
    assert paths(*blocks)[2] == ("第一章 總則", "第 1 條")
    assert paths(*blocks)[4] == ("第一章 總則", "第 2 條")


@pytest.mark.parametrize(
    ("text", "is_whole"),
    [
        ("一、緣起……………12", True), ("一、緣起........甲-3", True), ("一、緣起....", False),
        ("合計12", False),
    ],
)  # fmt: skip
def test_an_entry_with_its_page_is_whole(text: str, is_whole: bool) -> None:
    assert is_whole_entry(text) is is_whole

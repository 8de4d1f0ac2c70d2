"""Contents pages: entries with leaders and without, titles, parts of reports, and lists alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.readers.pdf.document.assembly import build_blocks
from indexer.readers.pdf.layout.contents_pages import find_contents
from indexer.readers.pdf.page.builder import build_page_part
from judian.core.model import Kind
from tests.indexer.readers.pdf.page_setup import drawn_page, glyphs, line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.page.part import PagePart
    from indexer.readers.pdf.source.geometry import TextLine

RIGHT = 500.0
NAMES = ("橋梁檢查", "道路養護", "港埠工程", "水質監測", "林地管理", "書庫整理", "防疫工作")


def lines_of_page(texts: Sequence[str]) -> list[TextLine]:
    """Lines under each other; the piece after a bar is set at the right edge."""
    made = []
    for at, text in enumerate(texts):
        name, bar, label = text.partition("|")
        base = 120.0 + 24 * at
        made += [line(name, 70.0, base)] if name else []
        if bar:
            width = sum(12.0 if char > "\u2000" else 6.0 for char in label)
            made.append(line(label, RIGHT - width, base))
    return made


def kept(texts: Sequence[str]) -> list[str]:
    """The lines of a page that are no table of contents."""
    return [each.text for each in find_contents(lines_of_page(texts)).rest]


@pytest.mark.parametrize(
    "dots", ["………", ".....", "．．．．", "·····", ". . . . .", "‧‧‧‧", "____", "------", "────"]
)
@pytest.mark.parametrize("form", ["{}", "甲－{}", "乙- {}", "({})", "第{}頁", "附錄-{}"])
def test_entries_with_leaders_are_left_out(dots: str, form: str) -> None:
    entries = [f"{name}{dots}{form.format(n)}" for n, name in enumerate(NAMES, 1)]
    assert kept(["雲海縣政府年度報告", *entries, "編印日期"]) == ["雲海縣政府年度報告", "編印日期"]


def test_roman_pages_and_entries_without_a_page_are_entries() -> None:
    texts = [f"{name}……{label}" for name, label in zip(NAMES, ("i", "iv", "", "1"), strict=False)]
    assert kept(texts) == []


@pytest.mark.parametrize(
    ("last", "left"),
    [("立法院決議事項之查核··|丁－17", []), ("立法院決議事項之查核|丁－17", []),
     ("立法院決議事項之查核··|丁－2", ["立法院決議事項之查核··", "丁－2"]),
     ("全年辦理|17", ["全年辦理", "17"])],
    ids=["two dots", "no dots", "a page before", "a number without the part"],
)  # fmt: skip
def test_a_long_last_entry_has_no_room_for_leaders(last: str, left: list[str]) -> None:
    entries = [f"{name}………|丁－{n}" for n, name in enumerate(NAMES[:4], 3)]
    assert kept([*entries, last]) == left


def test_lines_between_the_title_and_the_last_entry_are_part_of_it() -> None:
    texts = [
        *("雲海縣政府年度報告", "目錄", "前言", "甲、總述", "橋梁檢查………甲－1"),
        *("道路之養護與其經費之編列及", "執行情形………甲－4", "乙、各論", "港埠………乙－1"),
        "民國112年",
    ]
    assert kept(texts) == ["雲海縣政府年度報告", "民國112年"]


@pytest.mark.parametrize(
    "title",
    [
        "目錄",
        "目次",
        "目　　次",
        "表目錄",
        "圖次",
        "附表目次",
        "總目錄",
        "目錄（續）",
        "Contents",
        "項目　　頁次",
        "章次　標題　頁碼",
        "頁　次",
    ],
)
def test_below_a_title_entries_need_no_leaders(title: str) -> None:
    texts = [f"{name}|{n}" for n, name in enumerate(NAMES, 1)]
    assert kept([title, *texts]) == []
    assert len(kept(["概況", *texts])) == 2 * len(NAMES) + 1


@pytest.mark.parametrize("header", ["文件　　頁數", "戶數　　頁次", "名稱　　件數"])
def test_other_headers_are_those_of_a_table(header: str) -> None:
    texts = [f"{name}|{n}" for n, name in enumerate(NAMES, 1)]
    assert len(kept([header, *texts])) == 2 * len(NAMES) + 1


def test_a_title_above_text_is_text() -> None:
    texts = ["目錄", *(f"{name}之情形及結果。" for name in NAMES)]
    assert kept(texts) == texts


@pytest.mark.parametrize(
    "texts",
    [
        [f"{name}………{amount}" for name, amount in zip(NAMES, (80, 3, 41, 7, 2), strict=False)],
        [f"{name}………{amount}" for name, amount in zip(NAMES, ("1,204", "3,100"), strict=False)],
        [f"{name}等……" for name in NAMES[:2]],
        ["橋梁………12", "道路………14"],
    ],
    ids=["amounts in no order", "amounts", "two sentences", "two entries"],
)
def test_other_lists_with_leaders_are_text(texts: list[str]) -> None:
    assert kept(texts) == texts


@pytest.mark.parametrize("dash", "-－–—─")
def test_empty_cells_of_a_table_are_no_leaders(dash: str) -> None:
    rows = [f"{name}  96,434  {' '.join(dash * 5)}  |{at}" for at, name in enumerate(NAMES, 1)]
    assert kept(rows) == [each.text for each in lines_of_page(rows)]


def test_most_rows_of_a_table_of_contents_without_leaders_are_entries() -> None:
    texts = ["目錄", "橋梁|1", "說明一", "道路|2", "說明二", "說明三", "港埠|3"]
    assert kept([*texts[:4], "港埠|3"]) == []
    assert len(kept(texts)) == 10


def test_pages_without_title_continue_the_table_of_contents_before_them() -> None:
    first = ["目錄", *(f"{name}………{n}" for n, name in enumerate(NAMES, 1))]
    second = [f"{name}|{n}" for n, name in enumerate(NAMES, 8)]
    third = ["本局辦理橋梁檢查。", *second]
    pages = [lines_of_page(texts) for texts in (first, second, third, second)]
    found = [find_contents(lines) for lines in pages]
    assert [bool(each.lines) for each in found] == [True, False, False, False]
    assert len(found[1].continued) == 2 * len(NAMES)
    assert found[3].rest == pages[3]


def drawn_part(number: int, texts: Sequence[str]) -> PagePart:
    """A page drawn with these lines."""
    drawn = []
    for at, text in enumerate(texts):
        name, _, label = text.partition("|")
        drawn.append(glyphs(name, 70.0, 120.0 + 24 * at))
        drawn.append(glyphs(label, RIGHT - 6.0 * len(label), 120.0 + 24 * at))
    return build_page_part(number, drawn_page(*drawn))


def test_the_table_of_contents_of_each_page_is_a_block() -> None:
    first = ["目錄", *(f"{name}……………{n}" for n, name in enumerate(NAMES, 1))]
    second = [f"{name}|{n}" for n, name in enumerate(NAMES, 8)]
    text = ["本局辦理橋梁檢查，並公告其結果。"]
    parts = [drawn_part(n, texts) for n, texts in enumerate((first, second, text), 1)]
    assert [bool(part.contents) for part in parts] == [True, False, False]
    blocks = build_blocks(parts)
    assert [(block.kind, block.page) for block in blocks] == [
        (Kind.CONTENTS, 1), (Kind.CONTENTS, 2), (Kind.PARAGRAPH, 3),
    ]  # fmt: skip
    entries = [f"{name}……{n}" for n, name in enumerate(NAMES, 1)]
    assert blocks[0].text.split("\n") == ["目錄", *entries]
    assert len(blocks[0].boxes) == 1 + len(NAMES)
    assert blocks[1].text.split("\n")[0] == f"{NAMES[0]} 8"


def test_text_above_a_table_of_contents_is_before_it() -> None:
    entries = [f"{name}……………{n}" for n, name in enumerate(NAMES, 1)]
    parts = [drawn_part(1, ["本局辦理橋梁檢查，並公告其結果。", "目錄", *entries])]
    assert [block.kind for block in build_blocks(parts)] == [Kind.PARAGRAPH, Kind.CONTENTS]


def test_the_same_page_after_text_is_a_table() -> None:
    second = [f"{name}|{n}" for n, name in enumerate(NAMES, 8)]
    text = ["本局辦理橋梁檢查，並公告其結果。"]
    parts = [drawn_part(n, texts) for n, texts in enumerate((text, second), 1)]
    blocks = build_blocks(parts)
    shown = [block.text for block in blocks] + [
        cell.text for block in blocks if block.table for cell in block.table.cells
    ]
    assert all(any(name in text for text in shown) for name in NAMES)

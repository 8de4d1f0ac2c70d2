"""The readings of the five texts in seeds/: known sentences, pages, tables."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from indexer.documents import metadata
from indexer.documents.passages import build_passages
from indexer.documents.sources_table import load
from indexer.files.detection import detect
from indexer.readers.common.contract import ReadOptions
from indexer.readers.registry import reader
from indexer.structure.outline import outline
from judian.core.model import Kind, Passage
from tests.project import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SEEDS = ROOT / "seeds"
FILES = sorted(SEEDS.glob("*.txt"))


@cache
def passages(prefix: str) -> tuple[Passage, ...]:
    (path,) = SEEDS.glob(f"{prefix}_*.txt")
    chosen = reader(detect(path))
    reading = chosen.assemble(list(chosen.parts(path, ReadOptions())), None)
    blocks, _ = metadata.with_title(reading.blocks)
    text, found = build_passages(outline(blocks), prefix)
    assert all(text[p.start : p.end] == p.text for p in found)
    return tuple(found)


def squeezed(text: str) -> str:
    return "".join(text.split())


def holder(prefix: str, evidence: str) -> Passage:
    """The only passage that holds the text."""
    found = [p for p in passages(prefix) if evidence in squeezed(p.text)]
    assert len(found) == 1, f"{evidence}: {len(found)} passages"
    return found[0]


@pytest.mark.parametrize(
    ("prefix", "evidence", "page", "section"),
    [
        ("000", "合作破獲毒品案件97件", 1, ("二", "（一）")),
        ("000", "陸續與美國、葡萄牙、泰國等國共同合作偵破機房", 1, ("三",)),
        ("001", "赴大陸北京與大陸公安部進行工作會談", 1, ()),
        ("001", "走私K他命毒品500公斤", 2, ("一",)),
        ("001", "預估可供231餘萬人次施用", 3, ("三",)),
        ("002", "480公斤安非他命案", None, ("跨境合作緝毒機制與執行成效", "內政部警政署")),
        ("002", "8名馬籍旅客", None, ("跨境合作緝毒機制與執行成效", "財政部關務署")),
        ("003", "多起受困泰緬邊境及緬甸案例", None, ("（三）外交部持續與駐在國對話…",)),
        ("003", "愷他命（K他命）等多種毒品", None, ("（三）外交部持續與駐在國對話…",)),
        ("004", "methodsofcrimeismoresophisticated", 2, ("Abstract",)),
        ("004", "國際刑事法院羅馬規約」（Rome", 13, ("參、克服挑戰的關鍵", "二、法律因素")),
        ("004", "各國間權力不平衡所形成的問題，也是不容忽視的", 11,
         ("參、克服挑戰的關鍵", "二、法律因素")),
        ("004", "稱公約）的正式認定", 12, ("參、克服挑戰的關鍵", "二、法律因素")),
        ("004", "共有120個成員國", 13, ("參、克服挑戰的關鍵", "二、法律因素")),
        ("004", "確認了18種跨國犯罪類型", 3, ("壹、跨國犯罪的定義與類型", "二、跨國犯罪的類型")),
    ],
)  # fmt: skip
def test_a_known_sentence_is_whole_and_in_its_place(
    prefix: str, evidence: str, page: int | None, section: tuple[str, ...]
) -> None:
    found = holder(prefix, evidence)
    assert (found.page, found.section) == (page, section)


def test_the_footnote_stands_apart_with_its_mark() -> None:
    (note,) = [p for p in passages("004") if p.kind is Kind.FOOTNOTE]
    assert note.text.startswith("1 「國際刑事法院」（ICC）")


@pytest.mark.parametrize(
    ("prefix", "row", "column", "value"),
    [
        ("000", ("三", "文書送達"), ("執行情形",), "我方請求 74,134 件"),
        ("000", ("二", "情資交換"), ("執行情形",), "陸方請求 1,880 件"),
        ("000", ("二", "兩岸合作破獲案件數"), ("備註",), "緝獲嫌犯 7,401 人"),
        ("000", ("五", "罪犯接返"), ("執行情形",), "已接返 19 人"),
        ("000", ("六", "人身自由受限制通報"), ("備註",), "危險駕駛、毒品（含販毒、吸毒）"),
        ("000", ("八", "業務交流"), ("執行情形",), "我方邀請陸方 260 團（次）"),
        ("002", ("105年",), ("內政部警政署", "件數"), "19"),
        ("002", ("106年",), ("合計", "毒品總重 (噸)"), "7.53"),
        ("002", ("107年 (1-10月)",), ("海洋委員會海巡署", "合作國家數"), "5"),
        ("002", ("人數",), ("日本",), "66"),
        ("002", ("遭判無期",), ("菲律賓",), "15"),
        ("002", ("兩岸與港澳",), ("緝毒合作機制",), "海峽兩岸海關合作協議"),
        ("003", ("112",), ("東南亞", "柬埔寨"), "193"),
        ("003", ("合計",), ("東南亞", "泰國"), "919"),
        ("003", ("111",), ("合計",), "1,678"),
        ("003", ("113",), ("毒品來源地區", "泰國"), "505.9"),
        ("004", ("國內性的",), ("具體措施",), "配合國家的涉外政策"),
        ("004", ("新的超國家組織或結構",), ("具體措施",), "2. 協商建立超國家的偵查及追訴組織。"),
    ],
)
def test_a_table_cell_stands_under_its_whole_header_path(
    prefix: str, row: tuple[str, ...], column: tuple[str, ...], value: str
) -> None:
    found = [
        p.text[cell.start : cell.end]
        for p in passages(prefix)
        if p.table
        for cell in p.table.cells
        if (cell.row, cell.column) == (row, column)
    ]
    assert any(value in text for text in found), found


@pytest.mark.parametrize(
    ("prefix", "caption", "unit", "note"),
    [
        ("000", "111 年 9 月份成效簡表", None, "統計期間：98 年 6 月 25 日"),
        ("002", None, None, "截至107年10月31日止"),
        ("003", "表 4 國人遭誘騙落入海外工作陷阱求助情形", "人次", "外交部"),
        ("003", "表 5 ", "公斤", "2. 資料來源：整理自法務部"),
        ("004", "表 1 跨國犯罪防治措施的類型", None, "資料來源：Allum"),
    ],
)
def test_caption_unit_and_notes_belong_to_the_table(
    prefix: str, caption: str | None, unit: str | None, note: str
) -> None:
    tables = [p.table for p in passages(prefix) if p.table]
    assert any(
        (caption or "") in (t.caption or "") and t.unit == unit and note in (t.note or "")
        for t in tables
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[:3])
def test_no_character_of_a_text_is_lost(path: Path) -> None:
    source = squeezed(path.read_text(encoding="utf-8"))
    shown = squeezed("".join(p.text for p in passages(path.name[:3])))
    han = {c for c in source if "\u4e00" <= c <= "\u9fff"}
    missing = {c for c in han if source.count(c) > shown.count(c)}
    # What may be missing: running titles that slides repeat, and nothing elsewhere.
    if path.name.startswith("002"):
        missing -= set("跨境合作緝毒機制與執行成效國際販毒網絡分析單位")
    assert not missing


def test_the_sources_table_describes_every_seed_by_its_bytes() -> None:
    import hashlib

    rows = load(SEEDS).entries
    assert sorted(rows) == [path.name for path in FILES]
    for path in FILES:
        assert rows[path.name].sha256 == hashlib.sha256(path.read_bytes()).hexdigest()

"""Lone surrogates become gaps wherever a reading may hold them."""

from __future__ import annotations

from indexer.documents.build import build_document
from indexer.documents.lone_surrogates import without_lone_surrogates
from indexer.structure.blocks import Block, GridCell, Reading, Table
from judian.core.model import DocumentInfo, Kind, PageVerdict, to_json

LONE = "\ud835"


def test_every_text_of_a_reading_is_whole() -> None:
    table = Table(
        (GridCell(f"項目{LONE}", 0, 0), GridCell(f"{LONE}5", 1, 0)),
        caption=f"表{LONE}", unit=f"件{LONE}", note=LONE,
    )  # fmt: skip
    reading = Reading(
        (
            Block(Kind.TITLE, f"年報{LONE}"),
            Block(Kind.PARAGRAPH, "甲"),
            Block(Kind.TABLE_ROW, table=table),
        ),
        "pdf",
        properties={"title": LONE, LONE: "x"},
        page_verdicts=(PageVerdict(1, "good", LONE), PageVerdict(2, "good")),
        page_labels={1: f"甲{LONE}"},
    )
    whole = without_lone_surrogates(reading)
    str(to_json(whole)).encode("utf-8")
    assert whole.page_labels == {1: "甲\ufffd"}
    assert whole.blocks[0].text == "年報\ufffd"
    assert whole.blocks[2].table is not None
    assert [cell.text for cell in whole.blocks[2].table.cells] == ["項目\ufffd", "\ufffd5"]


def test_a_document_is_built_without_them() -> None:
    reading = Reading((Block(Kind.PARAGRAPH, f"完成 5 件{LONE}。"),), "pdf")
    built, entries = build_document(DocumentInfo("0", "", ("a.pdf",), "", "0"), None, reading)
    assert built.document.text == "完成 5 件\ufffd。"
    assert all("\ufffd" in entry.folded for entry in entries)


def test_whole_blocks_stay_the_same() -> None:
    block = Block(Kind.PARAGRAPH, "甲")
    assert without_lone_surrogates(Reading((block,), "text")).blocks[0] is block

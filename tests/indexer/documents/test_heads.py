"""Heads of documents as agencies write them: what is the title, whose it is, of which date.

The first table is what the rules were written with; they must get all of it right. The second
was written before the rules had seen it: of that a share is enough.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.documents.metadata import Metadata, read, with_title
from indexer.files.encoding import Decoded
from indexer.readers.plain import reader as text
from indexer.structure.blocks import Block
from judian.core.model import Kind
from tests.indexer.documents.heads_known import KNOWN, Facts
from tests.indexer.documents.heads_unseen import UNSEEN

BODY = (
    "本縣自去年起辦理道路改善工程，全年共完成一百二十件，"
    "經費執行率達百分之九十八，較前一年度提高三個百分點。"
)


def facts(head: str) -> Metadata:
    reading = text.assemble([Decoded(f"{head}\n{BODY}\n{BODY}\n", "utf-8")], None)
    blocks, title = with_title(reading.blocks)
    return read(replace(reading, blocks=tuple(blocks)), blocks, title, "a-file.txt")


def bare(value: str | None) -> str | None:
    """Without spaces: where a head breaks a title over two lines, either is right."""
    return value and value.replace(" ", "")


@pytest.mark.parametrize(("head", "wanted"), KNOWN, ids=[wanted[0] for _, wanted in KNOWN])
def test_title_agency_and_date_of_a_head(head: str, wanted: Facts) -> None:
    found = facts(head)
    got = (bare(found.title), bare(found.agency), found.date)
    assert got == (bare(wanted[0]), bare(wanted[1]), wanted[2])


def test_nine_of_ten_facts_of_heads_not_seen_before_are_right() -> None:
    wrong = []
    for head, wanted in UNSEEN:
        found = facts(head)
        for got, want in zip((found.title, found.agency, found.date), wanted, strict=True):
            if bare(got) != bare(want):
                wrong.append((head.split("\n", 1)[0], got, want))
    assert len(wrong) <= 0.1 * 3 * len(UNSEEN), wrong


def test_where_every_fact_was_taken_from_is_told() -> None:
    found = facts("法務部113年度廉政工作報告\n發布日期：114年2月3日")
    assert dict(found.provenance) == {
        "title": "text", "agency": "title", "date": "text", "period": "title",
    }  # fmt: skip
    assert (found.period_start, found.period_end) == ("2024-01-01", "2024-12-31")


def test_whose_and_when_are_no_headings_however_large_they_are_set() -> None:
    title, agency, date, head, text = (
        Block(Kind.TITLE, "港埠檢查報告"), Block(Kind.HEADING, "交通部航港局", level=1),
        Block(Kind.HEADING, "中華民國113年5月", level=1), Block(Kind.HEADING, "壹、前言", level=1),
        Block(Kind.PARAGRAPH, BODY),
    )  # fmt: skip
    blocks, found = with_title([title, agency, date, head, text])
    kinds = [block.kind for block in blocks]
    assert kinds == [
        Kind.TITLE, Kind.PARAGRAPH, Kind.PARAGRAPH, Kind.HEADING, Kind.PARAGRAPH,
    ]  # fmt: skip
    assert found == "港埠檢查報告"
    blocks, _ = with_title([title, agency, text, head, text])
    assert blocks[1].kind is Kind.HEADING, "text stands under it"


def test_a_letterhead_in_the_largest_type_is_not_the_title() -> None:
    letterhead = Block(Kind.TITLE, "交通部航港局 新聞稿")
    headline = Block(Kind.HEADING, "港區接駁車自六月起增班", level=1)
    blocks, found = with_title([letterhead, headline, Block(Kind.PARAGRAPH, BODY)])
    assert (blocks[0].kind, blocks[1].kind) == (Kind.PARAGRAPH, Kind.TITLE)
    assert found == "港區接駁車自六月起增班"

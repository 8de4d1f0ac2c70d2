"""Title pages as agencies write them: title, issuing agency and date.

The rules were written with the first table and must get all of it right. The second table was
written independently of the rules: nine of ten facts are enough.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.documents.metadata import Metadata, read, with_title
from indexer.files.encoding import Decoded
from indexer.readers.plain import reader as text
from indexer.structure.blocks import Block
from judian.core.model import Kind
from tests.indexer.documents.title_pages_known import KNOWN, Facts
from tests.indexer.documents.title_pages_unseen import UNSEEN

BODY = (
    "本縣自去年起辦理道路改善工程，全年共完成一百二十件，"
    "經費執行率達百分之九十八，較前一年度提高三個百分點。"
)


def facts(page: str) -> Metadata:
    reading = text.assemble([Decoded(f"{page}\n{BODY}\n{BODY}\n", "utf-8")], None)
    blocks, title = with_title(reading.blocks)
    return read(replace(reading, blocks=tuple(blocks)), blocks, title, "a-file.txt")


def bare(value: str | None) -> str | None:
    """The value without spaces, since a title on two lines may be joined with or without one."""
    return value and value.replace(" ", "")


@pytest.mark.parametrize(("page", "wanted"), KNOWN, ids=[wanted[0] for _, wanted in KNOWN])
def test_title_agency_and_date_of_a_title_page(page: str, wanted: Facts) -> None:
    found = facts(page)
    got = (bare(found.title), bare(found.agency), found.date)
    assert got == (bare(wanted[0]), bare(wanted[1]), wanted[2])


def test_nine_of_ten_facts_of_unseen_title_pages_are_right() -> None:
    wrong = []
    for page, wanted in UNSEEN:
        found = facts(page)
        for got, want in zip((found.title, found.agency, found.date), wanted, strict=True):
            if bare(got) != bare(want):
                wrong.append((page.split("\n", 1)[0], got, want))
    assert len(wrong) <= 0.1 * 3 * len(UNSEEN), wrong


def test_every_fact_has_an_origin() -> None:
    found = facts("法務部113年度廉政工作報告\n發布日期：114年2月3日")
    assert dict(found.provenance) == {
        "title": "text", "agency": "title", "date": "text", "period": "title",
    }  # fmt: skip
    assert (found.period_start, found.period_end) == ("2024-01-01", "2024-12-31")


def test_agency_and_date_are_not_headings_whatever_their_size() -> None:
    title, agency, date, heading, text = (
        Block(Kind.TITLE, "港埠檢查報告"), Block(Kind.HEADING, "交通部航港局", level=1),
        Block(Kind.HEADING, "中華民國113年5月", level=1), Block(Kind.HEADING, "壹、前言", level=1),
        Block(Kind.PARAGRAPH, BODY),
    )  # fmt: skip
    blocks, found = with_title([title, agency, date, heading, text])
    kinds = [block.kind for block in blocks]
    assert kinds == [
        Kind.TITLE, Kind.PARAGRAPH, Kind.PARAGRAPH, Kind.HEADING, Kind.PARAGRAPH,
    ]  # fmt: skip
    assert found == "港埠檢查報告"
    blocks, _ = with_title([title, agency, text, heading, text])
    assert blocks[1].kind is Kind.HEADING, "text follows it"


def test_a_letterhead_in_the_largest_type_is_not_the_title() -> None:
    letterhead = Block(Kind.TITLE, "交通部航港局 新聞稿")
    headline = Block(Kind.HEADING, "港區接駁車自六月起增班", level=1)
    blocks, found = with_title([letterhead, headline, Block(Kind.PARAGRAPH, BODY)])
    assert (blocks[0].kind, blocks[1].kind) == (Kind.PARAGRAPH, Kind.TITLE)
    assert found == "港區接駁車自六月起增班"

"""Leads: the numbered line that texts belong under."""

from __future__ import annotations

import pytest

from indexer.documents.leads import LONGEST_LEAD, with_leads
from judian.core.model import Kind, Passage

FINDING = "一、閘門維護進度落後，有待檢討。"


def leads(*texts: tuple[Kind, str]) -> list[str | None]:
    passages = [
        Passage(f"d-{n:05d}", "d", n, kind, text, 0, len(text), 1)
        for n, (kind, text) in enumerate(texts, 1)
    ]
    return [passage.lead for passage in with_leads(passages)]


P, ITEM, HEADING = Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.HEADING


def test_a_numbered_line_leads_to_the_texts_below_it() -> None:
    found = leads((P, "前言。"), (ITEM, FINDING), (P, "甲。"), (Kind.TABLE_ROW, "乙"), (P, "丙。"))
    assert found == [None, None, FINDING, FINDING, FINDING]


@pytest.mark.parametrize(
    "end", [(HEADING, "貳、結論"), (Kind.TITLE, "年報"), (ITEM, "二、" + "長" * LONGEST_LEAD)]
)
def test_it_holds_until_a_heading_or_the_next_item(end: tuple[Kind, str]) -> None:
    assert leads((ITEM, FINDING), (P, "甲。"), end, (P, "乙。")) == [None, FINDING, None, None]


def test_items_further_in_belong_under_it() -> None:
    inner = "（一）" + "細" * LONGEST_LEAD
    assert leads((ITEM, FINDING), (ITEM, inner), (P, "乙。")) == [None, FINDING, FINDING]
    assert leads((ITEM, FINDING), (ITEM, "（一）細節如次。"), (P, "乙。")) == [
        None, FINDING, "（一）細節如次。",
    ]  # fmt: skip


@pytest.mark.parametrize("end", "；、，")
def test_an_item_that_goes_on_leads_to_nothing(end: str) -> None:
    assert leads((ITEM, FINDING[:-1] + end), (P, "甲。")) == [None, None]


@pytest.mark.parametrize(("length", "is_lead"), [(LONGEST_LEAD, True), (LONGEST_LEAD + 1, False)])
def test_a_long_item_says_all_itself(length: int, is_lead: bool) -> None:
    item = "一、".ljust(length, "甲")
    assert leads((ITEM, item), (P, "乙。")) == [None, item if is_lead else None]

"""The period that a document is about: from its cover, its head, its title or its text.

A 年度 in a document on the budget is a fiscal year; up to 88年度 those began in July.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.documents.datelines import period_of_line, year_of_line
from indexer.documents.title_lines import CONTENTS, SECTION_TITLE, unspaced
from indexer.documents.titles import FRONT, divided_period
from indexer.structure.characters import is_terminated
from judian.core.model import Kind
from judian.zh.dates import expressions
from judian.zh.dates.context import DateContext
from judian.zh.figures import defined_periods

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.structure.blocks import Block
    from judian.zh.dates.periods import Period

#: First and last day as ISO dates; None for an end that is open.
Bounds = tuple[str | None, str | None]

_LABEL = re.compile(
    r"(?:統計|資料|調查|查核|審核|考核|報告|涵蓋|抽查|稽核|觀察|分析|起訖|執行|計[畫劃])(?:期間|時間|年度|區間|範圍)\s*[：:為]?\s*(.{3,60})"
)
_UNTIL = re.compile(r"(?:統計|資料)(?:截止|截至)(?:日期?|時間)?\s*[：:]?\s*(.{4,40})")
#: Titles of reports on figures, which name the period of the figures.
_REPORTED = re.compile(
    r"(?:年報|季報|月報|報告書?|統計|概況|狀況|現況|趨勢|調查|分析|成果|通報|速報|情形|檢討|決算|預算|綜計表|參考資料|附冊)"
    r"(?:\s*[（(].*[）)])?$"
)
#: Titles of yearbooks: a year alone on the cover is that of the figures.
YEARBOOK = re.compile(r"(?:年報|年鑑|統計要覽|統計提要)(?:\s*[（(].*[）)])?$")
#: Documents whose 年度 are fiscal years of the government.
_BUDGET = re.compile("預算|決算|會計年度")
# Blocks of text at the front that may define the period.
_HEAD = 20


def is_fiscal(title: str, texts: Sequence[str]) -> bool:
    """True if a document is about a budget, by its title or its first texts."""
    return any(_BUDGET.search(text) for text in (title, *texts[:FRONT]))


def find(
    title: str | None, blocks: Sequence[Block], lines: Iterable[str]
) -> tuple[Bounds, str] | None:
    """First and last day of the period of a document, and their origin; None without one.

    In this order: a line of the cover, a label (統計期間) at the front, the title, a definition in
    the text (以下簡稱本年度), a label anywhere in `lines`. `title` is None if the text has none.
    """
    fiscal = is_fiscal(title or "", [block.text for block in blocks[:FRONT]])
    front = [line for block in blocks[:FRONT] for line in block.text.split("\n")]
    if period := _on_title_page(blocks, fiscal=fiscal):
        return (period.start, period.end), "text"
    if bounds := _labelled(front):
        return bounds, "text"
    if title and (period := _in_title(title, fiscal=fiscal)):
        return (period.start, period.end), "title"
    if period := _defined(blocks, fiscal=fiscal):
        return (period.start, period.end), "text"
    bounds = _labelled(lines)
    return (bounds, "text") if bounds else None


def _on_title_page(blocks: Sequence[Block], *, fiscal: bool) -> Period | None:
    """The period that is alone on a line of the title page; days take precedence over years."""
    found: list[expressions.DateMention] = []
    is_yearbook = False
    for block in blocks[:FRONT]:
        text = unspaced(block.text)
        is_display = block.kind in (Kind.TITLE, Kind.PARAGRAPH, Kind.HEADING) and not block.table
        if not is_display or is_terminated(text):
            break
        if SECTION_TITLE.fullmatch(text) or CONTENTS.fullmatch(text):
            break
        mention = period_of_line(divided_period(text)[1] or text, fiscal=fiscal)
        is_yearbook = is_yearbook or (
            block.kind is Kind.TITLE and YEARBOOK.search(text) is not None
        )
        if mention is None and is_yearbook:
            mention = year_of_line(text)
        if mention:
            found.append(mention)
    days = (m for m in found if m.precision == "day")
    chosen = next(days, found[0] if found else None)
    return chosen.period if chosen else None


def _labelled(lines: Iterable[str]) -> Bounds | None:
    """The period after the first 統計期間, or the end after 資料截止日."""
    for line in lines:
        found = _LABEL.search(line)
        mentions = expressions.find(found[1]) if found else []
        known = [m for m in mentions if m.period.start or m.period.end]
        if known:
            first, last = known[0].period, known[-1].period
            return first.start, first.end if known[0].form != "point" else last.end
        until = _UNTIL.search(line)
        mentions = expressions.find(until[1]) if until else []
        if mentions and mentions[0].period.end:
            return None, mentions[0].period.end
    return None


def _in_title(title: str, *, fiscal: bool) -> Period | None:
    """The period in the title of a report on figures (113年第1季就業概況), None without one."""
    if not _REPORTED.search(title):
        return None
    mentions = expressions.find(title, fiscal=fiscal)
    if len(mentions) != 1 or mentions[0].period.start is None:
        return None
    is_day = mentions[0].precision == "day" and mentions[0].form == "point"
    return None if is_day else mentions[0].period


def _defined(blocks: Sequence[Block], *, fiscal: bool) -> Period | None:
    """The period that the head of the text defines (以下簡稱本年度)."""
    texts = [block.text for block in blocks[:_HEAD] if block.table is None]
    context = DateContext(fiscal=fiscal)
    named = dict(defined_periods.of_texts(texts, context))
    known = [named[name] for name in _OWN if name in named]
    return known[0] if known else None


#: Names of the document's own period.
_OWN = (
    "本年度",
    "本會計年度",
    "本學年度",
    "本期",
    "本季",
    "本月",
    "本半年度",
    "本半年",
    "本報告期間",
    "報告期間",
)

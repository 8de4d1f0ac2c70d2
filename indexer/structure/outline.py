"""Which blocks are headings, and the path of headings over every block.

A format that knows its headings is believed. Elsewhere a numbered line (壹、 一、 （一） 1.) is a
heading when it is short, ends without a stop and something other than its own next sibling
follows; otherwise it is a list item that merely begins with a number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer.structure.characters import HAN, is_terminated
from indexer.structure.list_markers import Marker, marker, multipart_number
from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.structure.blocks import Block

# A heading of a report is a phrase; among the headings of 40 ministries' reports the longest
# numbered one had 38 characters.
_LONGEST = 40
# Headings that reports leave without a number.
_KNOWN = re.compile(
    r"^(?:中文|英文)?(?:摘要|提要|序言?|前言|引言|緒論|緣起|導論|結論|結語|結論與建議|參考文獻|參考資料|附錄|附件|附表|目錄|目次|圖目錄|表目錄"
    r"|謝辭|誌謝|後記|Abstract|Introduction|Conclusions?|References|Appendix)"
    r"(?:\s*[一二三四五六七八九十0-9A-Z]{1,3})?$",
    re.IGNORECASE,
)
#: The parts of an official letter, above all numbers.
_LETTER = re.compile(r"^(?:說明|辦法|擬辦|依據|公告事項|建議事項|決議|附帶決議)[：:]$")
_FRONT = re.compile(r"^(?:中文|英文)?(?:摘要|提要|Abstract)$", re.IGNORECASE)
_CONTENTS = re.compile(r"^(?:圖|表)?目\s*[錄次]$")
_LEADER = re.compile(r"(?:[.．·‧…]\s?){4,}\s*(?:[0-9]{1,4}|[ivxIVX]*)$")
_ENTRY = re.compile(r"^(.*\S)\s+(?:[0-9]{1,4}|[ivxIVX]{1,6})$")
#: Lines with leaders that make a table of contents where no title says so.
_LEAST_ENTRIES = 3
# Depths: explicit levels come before numbered ones, unnumbered ones without a level come last.
_EXPLICIT, _PARTS, _NUMBERED, _PLAIN = 0, 90, 100, 400
# 1.1 stands under 1. and over （1）: behind the rank of the one, by the number of its parts.
_DECIMAL = 90
_MAY_HEAD = (Kind.HEADING, Kind.PARAGRAPH, Kind.LIST_ITEM)
# A section's name in a path is a name: a heading that is a whole sentence is cut at its first
# stop behind this many characters.
_NAME = 40


@dataclass(frozen=True, slots=True)
class SectionedBlock:
    """A block with the path of headings over it; for a heading, the path that ends in itself.

    A list item's path goes on with the numbers of the items it stands in and with its own
    (一 › （二）), so that every piece of a long item can be cited.
    """

    block: Block
    section: tuple[str, ...]


def outline(blocks: Sequence[Block]) -> list[SectionedBlock]:
    """The blocks with their kinds settled and their section paths."""
    settled = _settle(_without_contents(blocks))
    stack: list[tuple[int, str, Block]] = []
    items: list[Marker] = []
    placed: list[SectionedBlock] = []
    for at, block in enumerate(settled):
        if stack and _ends_front(stack[-1][2], settled, at):
            stack.pop()
        if block.kind is not Kind.FOOTNOTE:
            items = _items(items, block)
            if block.kind is Kind.LIST_ITEM and items:
                _close_siblings(stack, items[-1])
        if block.kind is not Kind.HEADING:
            path = [name for _, name, _ in stack]
            if block.kind is Kind.LIST_ITEM and marker(block.text):
                path += [item.text.rstrip("、.．") for item in items]
            placed.append(SectionedBlock(block, tuple(path)))
            continue
        depth = _depth(block)
        running = next((i for i, entry in enumerate(stack) if entry[0] == depth), None)
        if block.level and running is not None and stack[running][2].text == block.text:
            del stack[running + 1 :]  # a running title (slides repeat theirs)
            continue
        while stack and stack[-1][0] >= depth:
            stack.pop()
        stack.append((depth, _section_name(block.text), block))
        placed.append(SectionedBlock(block, tuple(name for _, name, _ in stack)))
    return placed


def _depth(block: Block) -> int:
    if block.level:
        return _EXPLICIT + block.level
    if _LETTER.match(block.text):
        return _PARTS
    found = marker(block.text)
    if found:
        return _NUMBERED + found.rank
    parts = multipart_number(block.text)
    return _NUMBERED + _DECIMAL + len(parts) if parts else _PLAIN


def _items(items: list[Marker], block: Block) -> list[Marker]:
    """The numbered items that are open at this block, its own last."""
    found = marker(block.text) if block.kind is Kind.LIST_ITEM else None
    if found is None:
        return items if block.kind is Kind.LIST_ITEM else []
    return [*(item for item in items if item.rank < found.rank), found]


def _close_siblings(stack: list[tuple[int, str, Block]], item: Marker) -> None:
    """End the numbered headings that an item follows in their own count: where 四、 is a heading
    over text, 五、 is not part of it, though it is only a sentence itself."""
    while stack and stack[-1][0] >= _NUMBERED + item.rank:
        head = marker(stack[-1][2].text)
        if head is None or item.value is None or item.value <= 1:
            return
        if head.rank == item.rank and (head.value or 0) >= item.value:
            return
        stack.pop()


def _section_name(text: str) -> str:
    """The heading's own text; of one that is a sentence, its first clause and …"""
    text = text.rstrip("：: ")
    if len(text) <= _NAME:
        return text
    stop = re.search("[，。；：]", text[8:])
    cut = 8 + stop.start() if stop and 8 + stop.start() <= _NAME else _NAME
    return text[:cut] + "…"


def _settle(blocks: Sequence[Block]) -> list[Block]:
    """Decide for each block whether it is a heading."""
    explicit = [b for b in blocks if b.kind is Kind.HEADING and b.level]
    styled = bool(explicit) and not any(marker(b.text) for b in explicit)
    settled = list(blocks)
    candidates = {
        at: found
        for at, block in enumerate(blocks)
        if block.kind in (Kind.PARAGRAPH, Kind.LIST_ITEM)
        and (found := marker(block.text)) is not None
    }
    for at, found in candidates.items():
        # Where the format marks headings and they bear no numbers, numbers mean lists.
        is_heading = not styled and _is_phrase(blocks[at].text, found) and _governs(
            blocks, candidates, at, found
        )  # fmt: skip
        kind = Kind.HEADING if is_heading else Kind.LIST_ITEM
        settled[at] = replace(blocks[at], kind=kind)
    for at in () if styled else _decimals(settled):
        settled[at] = replace(settled[at], kind=Kind.HEADING)
    for at, block in enumerate(settled):
        known = _KNOWN.match(block.text) or _LETTER.match(block.text)
        if block.kind is Kind.PARAGRAPH and not explicit and known:
            settled[at] = replace(block, kind=Kind.HEADING)
    return settled


def _decimals(blocks: Sequence[Block]) -> list[int]:
    """The lines that are headings by a number of several parts, each the next of its own count:
    1.1 under a chapter 1, 1.2 behind 1.1. A figure at the front of a line is none."""
    seen: set[tuple[int, ...]] = set()
    found = []
    for at, block in enumerate(blocks):
        if block.table is not None or block.kind not in _MAY_HEAD:
            continue
        head = marker(block.text)
        if head and head.value is not None and block.kind is Kind.HEADING:
            seen.add((head.value,))
        parts = multipart_number(block.text)
        if not parts:
            continue
        first = parts[-1] == 1 and parts[:-1] in seen
        if first or (*parts[:-1], parts[-1] - 1) in seen:
            seen.add(parts)
            name = block.text.split(None, 1)[1]
            if (
                len(name) <= _LONGEST
                and not is_terminated(name)
                and not re.search("[，。；]", name)
            ):
                found.append(at)
    return found


def _is_phrase(text: str, found: Marker) -> bool:
    body = text[found.end :].strip()
    if found.name == "article" and not body:
        return True
    return (
        0 < len(body) <= _LONGEST
        and "\n" not in text
        and not is_terminated(body.rstrip("：:"))
        and body[-1] not in "，、,"
        and not re.search("[。；]", body)
    )


def _governs(
    blocks: Sequence[Block], candidates: dict[int, Marker], at: int, found: Marker
) -> bool:
    """True when something stands under the numbered line: text, a table, a deeper number.

    Lines of one rank right under each other are a list, the last of them too.
    """
    following = _next(blocks, at, 1)
    if following is None:
        return False
    if following in candidates and candidates[following].rank <= found.rank:
        return False
    if blocks[following].kind is Kind.HEADING and not marker(blocks[following].text):
        return False
    previous = _next(blocks, at, -1)
    if previous is not None and previous in candidates and found.value != 1:
        sibling = candidates[previous]
        if sibling.rank == found.rank and sibling.value == (found.value or 0) - 1:
            # The line above is the previous item, with nothing under it: both are list items,
            # unless this one opens text of its own and the list is a run of headings.
            return not _is_phrase(blocks[previous].text, sibling)
    return True


def _next(blocks: Sequence[Block], at: int, step: int) -> int | None:
    at += step
    while 0 <= at < len(blocks):
        if blocks[at].kind is not Kind.FOOTNOTE:
            return at
        at += step
    return None


def _ends_front(heading: Block, blocks: Sequence[Block], at: int) -> bool:
    """True when an abstract without a number is over: its page has ended, or the language of
    what follows is not its own."""
    block = blocks[at]
    if not _FRONT.match(heading.text) or block.kind is Kind.HEADING or block.table:
        return False
    if heading.page is not None and block.page is not None and block.page > heading.page:
        return True
    english = heading.text.isascii()
    han = len(re.findall(f"[{HAN}]", block.text))
    return english and han > len(block.text) / 3


def is_contents_title(text: str) -> bool:
    """True for the title of a table of contents, tables or figures."""
    return _CONTENTS.match(text) is not None


def _without_contents(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without a table of contents: lines that end in dot leaders, or that follow its
    title and name with a page what stands further down; and its title. A line or two with leaders
    and a figure (合計……145) are no contents."""
    entries = sum(b.table is None and bool(_LEADER.search(b.text)) for b in blocks)
    if entries < _LEAST_ENTRIES and not any(_CONTENTS.match(b.text) for b in blocks):
        return list(blocks)
    named = _named_entries(blocks)
    kept: list[Block] = []
    dropped = False
    for at, block in enumerate(blocks):
        if at in named or (block.table is None and _LEADER.search(block.text)):
            if kept and not dropped and _CONTENTS.match(kept[-1].text):
                kept.pop()
            dropped = True
            continue
        if not (dropped and _CONTENTS.match(block.text)):
            kept.append(block)
    return kept


def _named_entries(blocks: Sequence[Block]) -> set[int]:
    """The lines right behind the title of a table of contents that are a name and a page, where
    the name stands by itself further down."""
    found: set[int] = set()
    for title, block in enumerate(blocks):
        if block.table is not None or not _CONTENTS.match(block.text):
            continue
        later = {"".join(b.text.split()) for b in blocks[title + 1 :] if b.table is None}
        for at in range(title + 1, len(blocks)):
            entry = _ENTRY.match(blocks[at].text) if blocks[at].table is None else None
            if entry is None or "".join(entry[1].split()) not in later:
                break
            found.add(at)
    return found

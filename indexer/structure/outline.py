"""The headings among the blocks, and the path of headings above every block.

Headings that the format marks are taken as they are. Elsewhere a numbered line (壹、 一、 （一）
1.) is a heading when it is short, ends without a stop and something other than its own next sibling
follows; otherwise it is a list item that merely begins with a number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer.structure.characters import HAN, is_terminated
from indexer.structure.contents_blocks import contents_before, mark_contents, without_contents
from indexer.structure.list_markers import Marker, marker, multipart_number
from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.structure.blocks import Block

# Characters of a numbered heading: among the headings of 40 ministries' reports the longest had 38.
_LONGEST_HEADING = 40
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
# A block is Chinese if more than 1 / n of its characters are Han.
_CHINESE_PART = 3
# Depths: explicit levels come before numbered ones, unnumbered ones without a level come last.
_EXPLICIT, _PARTS, _NUMBERED, _PLAIN = 0, 90, 100, 400
# Rank of 1.1, below 1. and above （1）; the number of its parts is added.
_MULTIPART = 90
_HEADING_KINDS = (Kind.HEADING, Kind.PARAGRAPH, Kind.LIST_ITEM)
# Characters of a section's name in a path. A heading that is a whole sentence is cut at its first
# stop within them, but not before the 8th.
_LONGEST_NAME, _SHORTEST_NAME = 40, 8


@dataclass(frozen=True, slots=True)
class SectionedBlock:
    """A block and the path of headings above it; a heading's path ends in itself. In a workbook
    the path begins with the name of the sheet.

    The path of a list item is continued by the numbers of its outer items and its own (一 ›
    （二）), so that every piece of a long item can be cited.
    """

    block: Block
    section: tuple[str, ...]


def outline(blocks: Sequence[Block]) -> list[SectionedBlock]:
    """The blocks with their kinds settled and their section paths; those of tables of contents have
    none."""
    marked = mark_contents(blocks)
    contents = contents_before(marked)
    settled = _settle(without_contents(marked))
    stack: list[tuple[int, str, Block]] = []
    items: list[Marker] = []
    placed: list[SectionedBlock] = []
    sheet: tuple[str, ...] = ()
    for at, block in enumerate(settled):
        placed += (SectionedBlock(each, ()) for each in contents.get(len(settled) - at, ()))
        if (own := (block.sheet,) if block.sheet else ()) != sheet:
            sheet, stack, items = own, [], []
        if stack and _ends_front(stack[-1][2], settled, at):
            stack.pop()
        if block.kind is not Kind.FOOTNOTE:
            items = _open_items(items, block)
            if block.kind is Kind.LIST_ITEM and items:
                _close_siblings(stack, items[-1])
        if block.kind is not Kind.HEADING:
            path = [*sheet, *(name for _, name, _ in stack)]
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
        placed.append(SectionedBlock(block, (*sheet, *(name for _, name, _ in stack))))
    placed += (SectionedBlock(each, ()) for each in contents.get(0, ()))
    return placed


def _depth(block: Block) -> int:
    """The depth of a heading: explicit levels, then parts of a letter, numbers, unnumbered ones."""
    if block.level:
        return _EXPLICIT + block.level
    if _LETTER.match(block.text):
        return _PARTS
    found = marker(block.text)
    if found:
        return _NUMBERED + found.rank
    parts = multipart_number(block.text)
    return _NUMBERED + _MULTIPART + len(parts) if parts else _PLAIN


def _open_items(items: list[Marker], block: Block) -> list[Marker]:
    """The numbered items that contain this block, outermost first and its own last."""
    found = marker(block.text) if block.kind is Kind.LIST_ITEM else None
    if found is None:
        return items if block.kind is Kind.LIST_ITEM else []
    return [*(item for item in items if item.rank < found.rank), found]


def _close_siblings(stack: list[tuple[int, str, Block]], item: Marker) -> None:
    """Close the numbered headings whose own count an item continues: where 四、 is a heading above
    text, 五、 is not part of that section, even if 五、 is a sentence."""
    while stack and stack[-1][0] >= _NUMBERED + item.rank:
        heading = marker(stack[-1][2].text)
        if heading is None or item.value is None or item.value <= 1:
            return
        if heading.rank == item.rank and (heading.value or 0) >= item.value:
            return
        stack.pop()


def _section_name(text: str) -> str:
    """The heading's text; a long one is cut to its first clause and …"""
    text = text.rstrip("：: ")
    if len(text) <= _LONGEST_NAME:
        return text
    stop = re.compile("[，。；：]").search(text, _SHORTEST_NAME, _LONGEST_NAME + 1)
    return text[: stop.start() if stop else _LONGEST_NAME] + "…"


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
        # Where the format marks headings and these have no numbers, numbers are those of lists.
        is_heading = not styled and _is_phrase(blocks[at].text, found) and _governs(
            blocks, candidates, at, found
        )  # fmt: skip
        kind = Kind.HEADING if is_heading else Kind.LIST_ITEM
        settled[at] = replace(blocks[at], kind=kind)
    for at in () if styled else _multipart_headings(settled):
        settled[at] = replace(settled[at], kind=Kind.HEADING)
    for at, block in enumerate(settled):
        known = _KNOWN.match(block.text) or _LETTER.match(block.text)
        if block.kind is Kind.PARAGRAPH and not explicit and known:
            settled[at] = replace(block, kind=Kind.HEADING)
    return settled


def _multipart_headings(blocks: Sequence[Block]) -> list[int]:
    """Indexes of headings numbered 1.1, 1.2 …, each the next of its count: 1.1 below chapter 1,
    1.2 after 1.1. A figure at the front of a line does not continue a count."""
    seen: set[tuple[int, ...]] = set()
    found = []
    for at, block in enumerate(blocks):
        if block.table is not None or block.kind not in _HEADING_KINDS:
            continue
        number = marker(block.text)
        if number and number.value is not None and block.kind is Kind.HEADING:
            seen.add((number.value,))
        parts = multipart_number(block.text)
        if not parts:
            continue
        first = parts[-1] == 1 and parts[:-1] in seen
        if first or (*parts[:-1], parts[-1] - 1) in seen:
            seen.add(parts)
            name = block.text.split(None, 1)[1]
            if (
                len(name) <= _LONGEST_HEADING
                and not is_terminated(name)
                and not re.search("[，。；]", name)
            ):
                found.append(at)
    return found


def _is_phrase(text: str, found: Marker) -> bool:
    """True if the text after the number is short and contains no full stop."""
    body = text[found.end :].strip()
    if found.name == "article" and not body:
        return True
    return (
        0 < len(body) <= _LONGEST_HEADING
        and "\n" not in text
        and not is_terminated(body.rstrip("：:"))
        and body[-1] not in "，、,"
        and not re.search("[。；]", body)
    )


def _governs(
    blocks: Sequence[Block], candidates: dict[int, Marker], at: int, found: Marker
) -> bool:
    """True if the numbered line is followed by content of its own: text, a table, a deeper number.

    Consecutive lines of one rank are a list, the last of them included.
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
    """The index of the nearest block in a direction (1 or -1) other than a footnote."""
    at += step
    while 0 <= at < len(blocks):
        if blocks[at].kind is not Kind.FOOTNOTE:
            return at
        at += step
    return None


def _ends_front(heading: Block, blocks: Sequence[Block], at: int) -> bool:
    """True if an unnumbered abstract has ended: the block is on a later page, or is Chinese after
    an English abstract."""
    block = blocks[at]
    if not _FRONT.match(heading.text) or block.kind is Kind.HEADING or block.table:
        return False
    if heading.page is not None and block.page is not None and block.page > heading.page:
        return True
    english = heading.text.isascii()
    han = len(re.findall(f"[{HAN}]", block.text))
    return english and han > len(block.text) / _CHINESE_PART

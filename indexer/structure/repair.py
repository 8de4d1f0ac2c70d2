"""Repairs on blocks that do not depend on the format: broken sentences, footnotes' places."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer.structure.joining import HAN, is_spaced, is_terminated, joint
from indexer.structure.list_markers import marker
from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.structure.blocks import Block

# A paragraph shorter than this is a caption, a label or a slide's line, not a broken sentence.
_SHORTEST_BROKEN = 30
# Ends of a sentence that leads to the table itself (… 如下表) and does not go on behind it.
_LEADS_IN = re.compile(r"(?:如下|下表|如表\s*[0-9一二三四五六七八九十]+|所示|如次|如後)$")


def rejoin(blocks: Sequence[Block], wrapped: bool) -> list[Block]:
    """Sentences that a table interrupts become one block again, with the table behind it.

    `wrapped` texts are sure of their paragraphs' ends, so only there a digit may end the
    first half.
    """
    done: list[Block] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        at += 1
        if not _is_broken(block, wrapped):
            done.append(block)
            continue
        tables: list[Block] = []
        while at < len(blocks):
            end = at
            while end < len(blocks) and blocks[end].table is not None:
                end += 1
            if end == at or end == len(blocks) or not _goes_on(blocks[end]):
                break
            tables.extend(blocks[at:end])
            block = _merge(block, blocks[end])
            at = end + 1
            if not _is_broken(block, wrapped):
                break
        done.extend((block, *tables))
    return done


def _is_broken(block: Block, wrapped: bool) -> bool:
    text = block.text
    return (
        block.kind in (Kind.PARAGRAPH, Kind.LIST_ITEM)
        and block.table is None
        and len(text) >= _SHORTEST_BROKEN
        and not is_terminated(text)
        and bool(re.search(f"[{HAN}，、A-Za-z0-9]$", text))
        and not _LEADS_IN.search(text)
    )


def _goes_on(block: Block) -> bool:
    return (
        block.kind is Kind.PARAGRAPH
        and marker(block.text) is None
        and bool(re.match(f"[{HAN}，、。；A-Za-z0-9（(]", block.text))
        and (is_terminated(block.text) or len(block.text) >= _SHORTEST_BROKEN)
    )


def _merge(first: Block, second: Block) -> Block:
    spaced = is_spaced(first.text + second.text)
    start = first.text + joint(first.text, second.text, spaced)
    shift = len(start)
    breaks = [*first.breaks]
    if second.page is not None and first.page is not None and second.page > _last_page(first):
        breaks.append(shift)
    breaks += [shift + offset for offset in second.breaks]
    return replace(
        first, text=start + second.text, breaks=tuple(breaks), boxes=first.boxes + second.boxes
    )


def _last_page(block: Block) -> int:
    return (block.page or 0) + len(block.breaks)


@dataclass(frozen=True, slots=True)
class PlacedNote:
    """A footnote and the end of the last line of text that stood above it on its page."""

    block: Block
    above: str


def with_notes(blocks: Sequence[Block], notes: Sequence[PlacedNote]) -> list[Block]:
    """The blocks with each footnote behind the block its mark stands in, and the mark taken
    out of the sentence (規約1」 → 規約」); without a mark it follows the text above it."""
    done = list(blocks)
    behind: dict[int, list[Block]] = {}
    for note in notes:
        at = _take_mark(done, note.block)
        if at is None:
            at = next((n for n, b in enumerate(done) if note.above and note.above in b.text), None)
        behind.setdefault(len(done) - 1 if at is None else at, []).append(note.block)
    return [each for at, block in enumerate(done) for each in (block, *behind.get(at, ()))]


def _take_mark(done: list[Block], note: Block) -> int | None:
    """Take the note's mark out of the first block that holds it; where that was.

    Only a number that stands right behind a Han character or a bracket, before none that could
    make it a quantity, on the note's own page, is one.
    """
    mark = note.text.split(" ", 1)[0]
    if not mark.isdecimal():
        return None
    pattern = re.compile(rf"(?<=[{HAN}」』）)”。，；]){mark}(?=[」』）)，。；、：（(]|$)")
    for at, block in enumerate(done):
        if block.table or block.kind is Kind.FOOTNOTE or not _on_page(block, note.page):
            continue
        found = pattern.search(block.text)
        if found:
            start, end = found.span()
            text = block.text[:start] + block.text[end:]
            breaks = tuple(b - (end - start) if b >= end else b for b in block.breaks)
            done[at] = replace(block, text=text, breaks=breaks)
            return at
    return None


def _on_page(block: Block, page: int | None) -> bool:
    if page is None or block.page is None:
        return True
    return block.page <= page <= _last_page(block)

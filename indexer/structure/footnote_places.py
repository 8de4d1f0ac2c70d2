"""The block that each footnote of a plain text follows."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer.structure.characters import HAN
from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.structure.blocks import Block


@dataclass(frozen=True, slots=True)
class UnplacedFootnote:
    """A footnote, and the end of the last line of text above it on its page ("" for none)."""

    block: Block
    above: str


def place_footnotes(blocks: Sequence[Block], notes: Sequence[UnplacedFootnote]) -> list[Block]:
    """The blocks with each footnote after the block that holds its marker, and the marker
    removed from the sentence (規約1」 → 規約」). A footnote without a marker in the text follows
    the line above it, or the last block."""
    done = list(blocks)
    after: dict[int, list[Block]] = {}
    for note in notes:
        at = _remove_marker(done, note.block)
        if at is None:
            at = next((n for n, b in enumerate(done) if note.above and note.above in b.text), None)
        after.setdefault(len(done) - 1 if at is None else at, []).append(note.block)
    return [each for at, block in enumerate(done) for each in (block, *after.get(at, ()))]


def _remove_marker(done: list[Block], note: Block) -> int | None:
    """Remove the footnote's marker from the first block that holds it; return that block's index,
    None if no block holds it.

    A marker is a number on the footnote's own page that directly follows a Han character or a
    bracket and precedes a bracket, a stop or the end of the block: in 5 件 it is a quantity.
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
    """True if part of the block is on the page; true also if the page of either is unknown."""
    if page is None or block.page is None:
        return True
    return block.page <= page <= block.last_page

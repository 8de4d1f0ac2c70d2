"""Sentences that a table interrupts, joined across it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.structure.characters import HAN, is_terminated
from indexer.structure.joining import is_spaced, separator_between
from indexer.structure.list_markers import marker
from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.structure.blocks import Block

# Characters. A shorter paragraph is a caption, a label or a line of a slide, not half a sentence.
_SHORTEST_BROKEN = 30
#: Ends of a sentence that announces the table (… 如下表) and is complete before it.
_LEADS_IN = re.compile(r"(?:如下|下表|如表\s*[0-9一二三四五六七八九十]+|所示|如次|如後)$")


def rejoin_sentences(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with each sentence that a table interrupts as one block, followed by the table."""
    done: list[Block] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        at += 1
        if not _is_broken(block):
            done.append(block)
            continue
        tables: list[Block] = []
        while at < len(blocks):
            end = at
            while end < len(blocks) and blocks[end].table is not None:
                end += 1
            if end == at or end == len(blocks) or not _is_continuation(blocks[end]):
                break
            tables.extend(blocks[at:end])
            block = _merge(block, blocks[end])
            at = end + 1
            if not _is_broken(block):
                break
        done.extend((block, *tables))
    return done


def _is_broken(block: Block) -> bool:
    """True if the block is a long text that ends inside a sentence."""
    text = block.text
    return (
        block.kind in (Kind.PARAGRAPH, Kind.LIST_ITEM)
        and block.table is None
        and len(text) >= _SHORTEST_BROKEN
        and not is_terminated(text)
        and bool(re.search(f"[{HAN}，、A-Za-z0-9]$", text))
        and not _LEADS_IN.search(text)
    )


def _is_continuation(block: Block) -> bool:
    """True if the block may be the second half of a sentence."""
    return (
        block.kind is Kind.PARAGRAPH
        and marker(block.text) is None
        and bool(re.match(f"[{HAN}，、。；A-Za-z0-9（(]", block.text))
        and (is_terminated(block.text) or len(block.text) >= _SHORTEST_BROKEN)
    )


def _merge(first: Block, second: Block) -> Block:
    """The two halves of a sentence as one block, with the page breaks of both."""
    spaced = is_spaced(first.text + second.text)
    start = first.text + separator_between(first.text, second.text, spaced)
    shift = len(start)
    breaks = [*first.breaks]
    if second.page is not None and first.page is not None and second.page > first.last_page:
        breaks.append(shift)
    breaks += [shift + offset for offset in second.breaks]
    return replace(
        first, text=start + second.text, breaks=tuple(breaks), boxes=first.boxes + second.boxes
    )

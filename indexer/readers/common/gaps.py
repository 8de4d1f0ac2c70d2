"""Private-use characters of a document become gaps that are reported; compatibility ideographs
become the characters that they stand for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.files.user_defined import with_gaps
from judian.core.model import PageVerdict
from judian.zh.text.standard import standard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.structure.blocks import Block, Table


def user_defined_verdict(count: int) -> tuple[PageVerdict, ...]:
    """The verdict on a text in which so many user-defined characters became gaps; () for none."""
    if not count:
        return ()
    return (PageVerdict(1, "user_defined", f"{count} user-defined characters are shown as gaps"),)


def blocks_with_gaps(
    blocks: Sequence[Block],
) -> tuple[tuple[Block, ...], tuple[PageVerdict, ...]]:
    """The blocks in standard characters, with a gap for each private-use character, and the verdict
    on these."""
    found = [_block_with_gaps(block) for block in blocks]
    return tuple(block for block, _ in found), user_defined_verdict(sum(n for _, n in found))


def _block_with_gaps(block: Block) -> tuple[Block, int]:
    """The block with a gap for each private-use character, and the number of these."""
    text, count = with_gaps(standard(block.text))
    table, more = (None, 0) if block.table is None else _table_with_gaps(block.table)
    if text == block.text and table == block.table:
        return block, 0
    return replace(block, text=text, table=table), count + more


def _table_with_gaps(table: Table) -> tuple[Table, int]:
    count = 0
    cells = []
    for cell in table.cells:
        text, found = with_gaps(standard(cell.text))
        cells.append(cell if text == cell.text else replace(cell, text=text))
        count += found
    around = [
        with_gaps(standard(text))
        for text in (table.caption or "", table.unit or "", table.note or "")
    ]
    count += sum(found for _, found in around)
    caption, unit, note = (text or None for text, _ in around)
    return replace(table, cells=tuple(cells), caption=caption, unit=unit, note=note), count

"""Lone surrogates: halves of a character, which some files hold and which no page can show.

PDF files give them by faulty tables of characters. Each becomes a gap, so that offsets stay.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.files.user_defined import GAP

if TYPE_CHECKING:
    from indexer.structure.blocks import Block, Reading, Table

_LONE = re.compile("[\ud800-\udfff]")


def without_lone_surrogates(reading: Reading) -> Reading:
    """The reading with U+FFFD for each lone surrogate in its texts, properties and notes."""
    return replace(
        reading,
        blocks=tuple(map(_block, reading.blocks)),
        properties={_text(key): _text(value) for key, value in reading.properties.items()},
        page_verdicts=tuple(
            replace(page, detail=_text(page.detail)) if _LONE.search(page.detail) else page
            for page in reading.page_verdicts
        ),
        page_labels={page: _text(label) for page, label in reading.page_labels.items()},
    )


def _block(block: Block) -> Block:
    table = block.table and _table(block.table)
    if table is block.table and not _LONE.search(block.text):
        return block
    return replace(block, text=_text(block.text), table=table)


def _table(table: Table) -> Table:
    around = (table.caption, table.unit, table.note)
    if not any(_LONE.search(text or "") for text in (*around, *(c.text for c in table.cells))):
        return table
    caption, unit, note = (text and _text(text) for text in around)
    cells = tuple(replace(cell, text=_text(cell.text)) for cell in table.cells)
    return replace(table, cells=cells, caption=caption, unit=unit, note=note)


def _text(text: str) -> str:
    return _LONE.sub(GAP, text)

"""What stands around a table and belongs to it: caption, unit line, period, notes, source.

Used on the blocks of every reader, so that a table says the same of itself in every format.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.structure.characters import is_terminated
from indexer.structure.list_markers import marker
from indexer.structure.table_grid import (
    count_header_columns,
    count_header_rows,
    spanned_header_rows,
)
from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.structure.blocks import Block, Table

_NUMBER = r"[0-9０-９一二三四五六七八九十〇]+(?:\s*[-–—－.．之]\s*[0-9０-９一二三四五六七八九十]+)*"
CAPTION = re.compile(
    rf"^[（(【]?(?:附?[表圖]\s*{_NUMBER}|附[表圖](?=[\s：:]\s*\S)|(?:Table|Figure|Fig\.)\s*[0-9]+)(?![0-9年月日])"
    r"[）)】]?[\s：:、.．\u3000]?",
    re.IGNORECASE,
)
_OF_FIGURE = re.compile(r"^[（(【]?附?圖|^[（(【]?Fig", re.IGNORECASE)
_TITLED = re.compile(
    r"^[^，。；]*(?:(?<![如下上附見])表|統計|概況|一覽|情形)(?:[（(][^）)]*[）)])?$"
)
UNIT = re.compile(r"^[（(【]?\s*(?:計量)?單位\s*[：:]\s*(.{1,40}?)\s*[）)】]?$")
NOTE = re.compile(
    r"^[（(【*＊]?\s*(?:附註|備註|註釋|註|注|說明|資料來源|資料時間|資料期間|資料截止|資料|來源|統計期間|統計截止"
    r"|統計日期|統計|Sources?|Notes?)\s*[0-9一二三四五六七八九十]*\s*[：:.．]",
    re.IGNORECASE,
)
_PERIOD = re.compile(r"截至|統計期間|資料期間|[年月日]\s*[（(]?止|起至|統計至|資料時間")
# A caption or a period line is display type: longer lines are prose.
_LONGEST_CAPTION = 60


def is_caption(text: str) -> bool:
    """True for a numbered title of a table or figure (表 4 …)."""
    return (
        len(text) <= 2 * _LONGEST_CAPTION and bool(CAPTION.match(text)) and text[-1] not in "。，；"
    )


def is_caption_or_note(text: str) -> bool:
    """True for a line that is a table's numbered caption, unit, period or note by its form."""
    return bool(UNIT.match(text) or NOTE.match(text)) or is_caption(text) or _is_period(text)


def attach_captions(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with each table's caption, unit and notes taken into the table."""
    done: list[Block] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        at += 1
        if block.table is None:
            done.append(block)
            continue
        block = _without_wide_rows(block, block.table)
        assert block.table is not None
        caption, unit = block.table.caption, block.table.unit
        notes = [block.table.note] if block.table.note else []
        above: list[str] = []
        first = block
        feet: list[Block] = []
        for _ in range(4):
            while done and done[-1].kind is Kind.FOOTNOTE:
                feet.insert(0, done.pop())  # of the caption
            previous = done[-1] if done else None
            if previous is None or not _may_belong(previous):
                break
            text = previous.text
            found = UNIT.match(text)
            if found and unit is None:
                unit = found[1]
            elif NOTE.match(text) or _is_period(text):
                above.insert(0, text)
            elif caption is None and _is_title(text):
                caption = text
            else:
                break
            first = done.pop()
            if caption is not None and first.text == caption:
                break
        if first is block:
            done += feet
            feet = []
        if caption is None and above and not all(_is_period(text) for text in above):
            # A note without a caption between it and the table belongs to what came before.
            while above and not _is_period(above[0]):
                done.append(replace(block, kind=Kind.NOTE, text=above.pop(0), table=None))
        while at < len(blocks) and blocks[at].kind is Kind.FOOTNOTE:
            feet.append(blocks[at])  # of the cells
            at += 1
        below, at = _notes_below(blocks, at)
        if caption is None and _is_caption_below(blocks, at):
            caption = blocks[at].text
            more, at = _notes_below(blocks, at + 1)
            below += more
        for text in below:
            found = UNIT.match(text)
            if found and unit is None:
                unit = found[1]
            else:
                notes.append(text)
        done.append(
            replace(
                block,
                page=first.page if first.page is not None else block.page,
                table=replace(
                    block.table, caption=caption, unit=unit,
                    note="\n".join([*above, *notes]) or None,
                ),
            )
        )  # fmt: skip
        done += feet
    return done


def _is_caption_below(blocks: Sequence[Block], at: int) -> bool:
    """Whether a table's numbered caption stands below it: what comes next is one, and does not
    head another table."""
    if at >= len(blocks) or not _may_belong(blocks[at]):
        return False
    text = blocks[at].text
    if not is_caption(text) or _OF_FIGURE.match(text):
        return False
    rest = (block for block in blocks[at + 1 :] if not _stands_between(block))
    following = next(rest, None)
    return following is None or following.table is None


def _stands_between(block: Block) -> bool:
    """Whether a block may stand between a caption and its table."""
    if block.table is not None:
        return False
    lines = UNIT.match(block.text) or NOTE.match(block.text) or _is_period(block.text)
    return block.kind is Kind.FOOTNOTE or bool(lines)


def _without_wide_rows(block: Block, table: Table) -> Block:
    """The table without rows of one cell over its whole width: above its head they are its
    caption and unit, below its last row its notes."""
    columns = max((cell.column + cell.columns for cell in table.cells), default=0)
    bottom = max((cell.row + cell.rows for cell in table.cells), default=0)
    wide = {
        cell.row: cell.text
        for cell in table.cells
        if (cell.column, cell.columns, cell.rows) == (0, columns, 1) and columns > 1
    }
    caption, unit = table.caption, table.unit
    notes: list[str] = []
    top = 0
    while top in wide and top < bottom - 2:
        text = wide[top]
        found = UNIT.match(text)
        if found and unit is None:
            unit = found[1]
        elif caption is None and text:
            caption = text.replace("\n", "")
        elif text:
            break
        top += 1
    while bottom - 1 in wide and bottom - 1 > top + 1:
        text = wide[bottom - 1]
        if text and not NOTE.match(text):
            break
        if text:
            notes.insert(0, text)
        bottom -= 1
    if not top and not notes:
        return block
    kept = tuple(replace(c, row=c.row - top) for c in table.cells if top <= c.row < bottom)
    texts = [[""] * columns for _ in range(bottom - top)]
    for cell in kept:
        texts[cell.row][cell.column] = cell.text
    heads = max(table.header_rows - top, count_header_rows(texts), spanned_header_rows(kept))
    return replace(
        block,
        breaks=tuple(max(0, row - top) for row in block.breaks),
        table=replace(
            table, cells=kept, header_rows=heads, header_columns=count_header_columns(texts, heads),
            caption=caption, unit=unit, note="\n".join([*notes, table.note or ""]).strip() or None,
        ),
    )  # fmt: skip


def _may_belong(block: Block) -> bool:
    if block.table is not None:
        return False
    if block.kind is Kind.HEADING:
        return is_caption(block.text)
    return block.kind in (Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.NOTE, Kind.TABLE_HEAD)


def _is_period(text: str) -> bool:
    return len(text) <= _LONGEST_CAPTION and bool(_PERIOD.search(text)) and not is_terminated(text)


def _is_title(text: str) -> bool:
    if is_caption(text):
        return True
    return (
        len(text) <= _LONGEST_CAPTION
        and not is_terminated(text)
        and marker(text) is None
        and bool(_TITLED.search(text))
    )


def _notes_below(blocks: Sequence[Block], at: int) -> tuple[list[str], int]:
    """The note lines from `at` on, and the index behind them.

    A note numbered 1. goes on with the lines numbered 2., 3. …
    """
    found: list[str] = []
    number = 0
    while at < len(blocks) and blocks[at].table is None:
        text = blocks[at].text
        numbered = marker(text)
        if NOTE.match(text) or (UNIT.match(text) and not found):
            inner = marker(text[NOTE.match(text).end() :]) if NOTE.match(text) else None  # type: ignore[union-attr]
            number = inner.value or 0 if inner else 0
        elif not (found and numbered and number and numbered.value == number + 1):
            break
        else:
            number += 1
        found.append(text)
        at += 1
    return found, at

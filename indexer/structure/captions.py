"""The lines around a table that belong to it: caption, unit, period, notes, source.

The blocks of every reader pass through here, so that a table has the same parts in every format.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from indexer.structure.characters import is_terminated
from indexer.structure.list_markers import marker
from indexer.structure.table_grid import (
    count_header_columns,
    count_header_rows,
    spanned_header_rows,
)
from indexer.structure.unit_lines import UNIT, is_whole_period, unit_line, unit_of_title
from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.structure.blocks import Block, Boxes, Table

_NUMBER = r"[0-9０-９一二三四五六七八九十〇]+(?:\s*[-–—－.．之]\s*[0-9０-９一二三四五六七八九十]+)*"
#: 表A, 附表乙, 表B-2: a letter or a stem counts where a separator follows; 表甲方 is no caption.
_LETTER = (
    r"(?:[A-Za-zＡ-Ｚ]|[甲乙丙丁戊己庚辛壬癸])(?:[-－.]?[0-9]{1,2})?(?=[\s：:、.．\u3000]\s*\S)"
)
CAPTION = re.compile(
    rf"^[（(【]?(?:附?[表圖]\s*{_NUMBER}|附?[表圖]\s*{_LETTER}|附[表圖](?=[\s：:]\s*\S)|(?:Table|Figure|Fig\.)\s*[0-9]+)(?![0-9年月日])"
    r"[）)】]?[\s：:、.．\u3000]?",
    re.IGNORECASE,
)
_OF_FIGURE = re.compile(r"^[（(【]?附?圖|^[（(【]?Fig", re.IGNORECASE)
_TITLED = re.compile(
    r"^[^，。；]*(?:(?<![如下上附見])表|統計|概況|一覽|情形)(?:[（(][^）)]*[）)])?$"
)
NOTE = re.compile(
    r"^[（(【*＊]?\s*(?:附註|備註|註釋|註|注|說明|資料來源|資料時間|資料期間|資料截止|資料|來源|統計期間|統計截止"
    r"|統計日期|統計|Sources?|Notes?)\s*[0-9一二三四五六七八九十]*\s*[：:.．]",
    re.IGNORECASE,
)
_PERIOD = re.compile(r"截至|統計期間|資料期間|[年月日]\s*[（(]?止|起至|統計至|資料時間")
# Characters of a caption or a period line without a number: longer lines are prose. A numbered
# caption (表 4 …) may have twice as many.
_LONGEST_CAPTION = 60
# Lines between the text and a table that may be its caption, unit, period and source.
_MOST_LINES_ABOVE = 4


def is_caption(text: str) -> bool:
    """True for a numbered caption of a table or figure (表 4 …)."""
    return (
        len(text) <= 2 * _LONGEST_CAPTION and bool(CAPTION.match(text)) and text[-1] not in "。，；"
    )


def is_caption_of_figure(text: str) -> bool:
    """True for a numbered caption of a figure (圖 4 …)."""
    return is_caption(text) and _OF_FIGURE.match(text) is not None


def is_caption_or_note(text: str) -> bool:
    """True for a line with the form of a table's numbered caption, unit, period or note."""
    return bool(UNIT.match(text) or NOTE.match(text)) or is_caption(text) or _is_period(text)


def attach_captions(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with each table's caption, unit and notes moved into the table."""
    done: list[Block] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        at += 1
        if block.table is None:
            done.append(block)
            continue
        table, breaks = _without_wide_rows(block.table, block.breaks)
        block = replace(block, table=table, breaks=breaks)
        found = _Annotations(table.caption, table.unit, [table.note] if table.note else [])
        found.take_places_of(table)
        _take_above(done, found)
        _return_unrelated_notes(done, found, block)
        at = _take_below(blocks, at, found)
        done += [found.merged(block, table), *found.footnotes]
    return done


@dataclass(slots=True)
class _Annotations:
    """The lines around one table that belong to it.

    `notes` are the table's own and those below it, `above` periods and notes above it;
    `footnotes` belong to its caption and cells; `first` is the topmost block taken; `places` are
    the boxes of each line.
    """

    caption: str | None
    unit: str | None
    notes: list[str]
    above: list[str] = field(default_factory=list)
    footnotes: list[Block] = field(default_factory=list)
    first: Block | None = None
    places: dict[str, Boxes] = field(default_factory=dict)

    def place(self, boxes: Boxes) -> None:
        """Say where the lines stand that were taken last."""
        for line in (self.caption, self.unit, *self.above, *self.notes):
            if line is not None and line not in self.places:
                self.places[line] = boxes

    def take_places_of(self, table: Table) -> None:
        """Take the places of the lines that a table had before."""
        lines = (table.note or "").split("\n")
        self.places.update(zip(lines, table.note_boxes, strict=False))
        self.place(table.caption_boxes)

    def take_above(self, text: str) -> bool:
        """Take a line above the table by its form; False for a line of the text."""
        if self.take_line_with_unit(text):
            return True
        if NOTE.match(text) or _is_period(text):
            self.above.insert(0, text)
        elif self.caption is None and (_is_title(text) or unit_of_title(text)):
            self.caption = text
            self.unit = self.unit or unit_of_title(text)
        else:
            return False
        return True

    def take_line_with_unit(self, text: str) -> bool:
        """Take a line with a unit above the table, and the period or title beside it; False for a
        line of the text."""
        found = unit_line(text) if self.unit is None else None
        if found is None:
            return False
        if _is_period(found.rest):
            self.above.insert(0, found.rest)
        elif found.rest:
            is_apart = text[len(found.rest)].isspace()
            if not is_apart or not self.may_be_beside_unit(found.rest):
                return False
            self.caption = found.rest
        self.unit = found.unit
        return True

    def may_be_beside_unit(self, text: str) -> bool:
        """True for a period, and for a title of a table that has none yet."""
        return _is_period(text) or (self.caption is None and _is_title(text))

    def take_below(self, text: str) -> None:
        """Take a line below the table: its unit, else a note."""
        unit = UNIT.match(text)
        if unit and self.unit is None:
            self.unit = unit[1]
        else:
            self.notes.append(text)

    def merged(self, block: Block, table: Table) -> Block:
        """The table's block with what was taken; its page is that of the topmost line."""
        # Lines above the right part of a table over two pages are on the page after its own.
        pages = [each.page for each in (self.first, block) if each is not None and each.page]
        return replace(block, page=min(pages, default=None), table=self.completed(table))

    def completed(self, table: Table) -> Table:
        """The table with what was taken."""
        note = "\n".join([*self.above, *self.notes])
        named = (self.places.get(line or "", ()) for line in (self.caption, self.unit))
        return replace(
            table,
            caption=self.caption,
            unit=self.unit,
            note=note or None,
            caption_boxes=tuple(dict.fromkeys(box for boxes in named for box in boxes)),
            note_boxes=tuple(self.places.get(line, ()) for line in note.split("\n")),
        )


def _take_above(done: list[Block], found: _Annotations) -> None:
    """Take the lines above the table from the end of `done`, up to its caption.

    Footnotes among them are those of the caption, unless nothing was taken.
    """
    for _ in range(_MOST_LINES_ABOVE):
        while done and done[-1].kind is Kind.FOOTNOTE:
            found.footnotes.insert(0, done.pop())
        known = found.caption
        if not done or not _may_belong(done[-1]) or not found.take_above(done[-1].text):
            _take_unit_beside_heading(done, found)
            break
        found.first = done.pop()
        found.place(found.first.boxes)
        if found.caption != known:
            _take_unit_above_caption(done, found)
            break
    if found.first is None:
        done += found.footnotes
        found.footnotes = []


def _take_unit_beside_heading(done: list[Block], found: _Annotations) -> None:
    """Take the unit of the table from the end of the numbered line above it, which stays in the
    text: 1.本次部分　單位：元."""
    above = done[-1] if done else None
    if above is None or above.table is not None or found.unit is not None:
        return
    line = unit_line(above.text)
    if line is None or not line.rest or not above.text[len(line.rest)].isspace():
        return
    if marker(line.rest) and len(line.rest) <= _LONGEST_CAPTION and not is_terminated(line.rest):
        found.unit = line.unit
        found.place(above.boxes)
        done[-1] = replace(above, text=line.rest, breaks=())


def _take_unit_above_caption(done: list[Block], found: _Annotations) -> None:
    """Take a unit line above the numbered caption, unless it may be that of a table above it."""
    if found.unit is not None or not done or not is_caption(found.caption or ""):
        return
    is_of_above = len(done) > 1 and done[-2].table is not None and done[-2].table.unit is None
    if is_of_above or not _may_belong(done[-1]) or not UNIT.match(done[-1].text):
        return
    if found.take_line_with_unit(done[-1].text):
        found.first = done.pop()
        found.place(found.first.boxes)


def _return_unrelated_notes(done: list[Block], found: _Annotations, block: Block) -> None:
    """Put notes above a table without a caption back into the text: they end what came before.
    Periods, and notes below a period, stay."""
    if found.caption is not None:
        return
    while found.above and not _is_period(found.above[0]):
        note = found.above.pop(0)
        boxes = found.places.get(note) or block.boxes
        done.append(replace(block, kind=Kind.NOTE, text=note, table=None, boxes=boxes))


def _take_below(blocks: Sequence[Block], at: int, found: _Annotations) -> int:
    """Take footnotes, notes and a caption below the table from index `at`; the index after."""
    while at < len(blocks) and blocks[at].kind is Kind.FOOTNOTE:
        found.footnotes.append(blocks[at])
        at += 1
    first = at
    lines, at = _notes_below(blocks, at, has_unit=found.unit is not None)
    if found.caption is None and _is_caption_below(blocks, at):
        found.caption = blocks[at].text
        found.place(blocks[at].boxes)
        more, at = _notes_below(blocks, at + 1, has_unit=found.unit is not None)
        lines += more
    places = {block.text: block.boxes for block in blocks[first:at]}
    for text in lines:
        found.take_below(text)
        found.place(places[text])
    return at


def _is_caption_below(blocks: Sequence[Block], at: int) -> bool:
    """True if the block at index `at` is the numbered caption of the table above it, not of one
    that follows."""
    if at >= len(blocks) or not _may_belong(blocks[at]):
        return False
    text = blocks[at].text
    if not is_caption(text) or _OF_FIGURE.match(text):
        return False
    rest = (block for block in blocks[at + 1 :] if not _may_separate(block))
    following = next(rest, None)
    return following is None or following.table is None


def _may_separate(block: Block) -> bool:
    """True if a block may lie between a caption and its table."""
    if block.table is not None:
        return False
    lines = UNIT.match(block.text) or NOTE.match(block.text) or _is_period(block.text)
    return block.kind is Kind.FOOTNOTE or bool(lines)


def _without_wide_rows(table: Table, breaks: tuple[int, ...]) -> tuple[Table, tuple[int, ...]]:
    """The table without rows of one cell over its whole width, and its page breaks.

    Above the header rows they are its caption and unit, below its last row its notes. At least
    two rows remain.
    """
    columns = max((cell.column + cell.columns for cell in table.cells), default=0)
    bottom = max((cell.row + cell.rows for cell in table.cells), default=0)
    wide = {
        cell.row: cell.text
        for cell in table.cells
        if (cell.column, cell.columns, cell.rows) == (0, columns, 1) and columns > 1
    }
    found = _Annotations(table.caption, table.unit, [])
    found.take_places_of(table)
    boxes = dict(enumerate(table.row_boxes))
    top = 0
    while top < bottom - 2 and _take_row(table, top, wide.get(top), found):
        found.place(boxes.get(top, ()))
        top += 1
    while bottom - 1 in wide and bottom - 1 > top + 1:
        text = wide[bottom - 1]
        if text and not NOTE.match(text):
            break
        bottom -= 1
        if text:
            found.notes.insert(0, text)
            found.place(boxes.get(bottom, ()))
    if not top and not found.notes:
        return table, breaks
    found.notes += [table.note] if table.note else []
    kept = tuple(replace(c, row=c.row - top) for c in table.cells if top <= c.row < bottom)
    texts = [[""] * columns for _ in range(bottom - top)]
    for cell in kept:
        texts[cell.row][cell.column] = cell.text
    header_rows = max(table.header_rows - top, count_header_rows(texts), spanned_header_rows(kept))
    remaining = replace(
        table,
        cells=kept,
        header_rows=header_rows,
        header_columns=count_header_columns(texts, header_rows),
        row_places=table.row_places[top:bottom],
        row_boxes=table.row_boxes[top:bottom],
    )
    return found.completed(remaining), tuple(max(0, row - top) for row in breaks)


def _take_row(table: Table, row: int, wide: str | None, found: _Annotations) -> bool:
    """Take a row at the top of a table that is no header: one cell over its whole width, or cells
    that are a unit line and the period or title beside it. False for any other row."""
    if wide is None:
        cells = [cell for cell in table.cells if cell.row == row and cell.text]
        units = [cell for cell in cells if UNIT.match(cell.text)]
        rest = [cell.text for cell in cells if cell not in units]
        if len(units) != 1 or len(rest) > 1 or any(cell.rows > 1 for cell in cells):
            return False
        if found.unit is not None or not all(map(found.may_be_beside_unit, rest)):
            return False
        return all(found.take_above(text) for text in (units[0].text, *rest))
    if not wide or found.take_line_with_unit(wide):
        return True
    if is_whole_period(wide):
        found.above.append(wide)
    elif found.caption is None:
        found.caption = wide.replace("\n", "")
    else:
        return False
    return True


def _may_belong(block: Block) -> bool:
    """True if the block's kind allows it to be a line of a table's surroundings."""
    if block.table is not None:
        return False
    if block.kind is Kind.HEADING:
        return is_caption(block.text)
    return block.kind in (Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.NOTE, Kind.TABLE_HEAD)


def _is_period(text: str) -> bool:
    """True for a short line that states the period of the figures (截至 112 年底止)."""
    if is_whole_period(text):
        return True
    return len(text) <= _LONGEST_CAPTION and bool(_PERIOD.search(text)) and not is_terminated(text)


def _is_title(text: str) -> bool:
    """True for a numbered caption, or a short line that ends as titles of tables do."""
    if is_caption(text):
        return True
    return (
        len(text) <= _LONGEST_CAPTION
        and not is_terminated(text)
        and marker(text) is None
        and bool(_TITLED.search(text))
    )


def _is_unit_of_next(blocks: Sequence[Block], at: int, *, has_unit: bool) -> bool:
    """True if the line at index `at`, below a table, is the unit of the table that follows.

    Below a table with a unit it is. Tables that alternate with unit lines have them below only if
    the first table has none above and the last has one below.
    """
    while at < len(blocks) and UNIT.match(blocks[at].text):
        at += 1
        while at < len(blocks) and (
            is_whole_period(blocks[at].text) or is_caption(blocks[at].text)
        ):
            at += 1
        following = blocks[at].table if at < len(blocks) else None
        if following is None:
            return False
        if has_unit or following.unit is not None:
            return True
        at += 1
    return True


def _notes_below(blocks: Sequence[Block], at: int, *, has_unit: bool) -> tuple[list[str], int]:
    """The note lines from index `at` on, and the index after them.

    Lines numbered 2., 3. … continue a note numbered 1. The unit of the next table is none of them.
    """
    found: list[str] = []
    number = 0
    while at < len(blocks) and blocks[at].table is None:
        text = blocks[at].text
        numbered = marker(text)
        note = NOTE.match(text)
        is_unit = UNIT.match(text) and not found
        if is_unit and _is_unit_of_next(blocks, at, has_unit=has_unit):
            break
        if note or is_unit:
            inner = marker(text[note.end() :]) if note else None
            number = inner.value or 0 if inner else 0
        elif not (found and numbered and number and numbered.value == number + 1):
            break
        else:
            number += 1
        found.append(text)
        at += 1
    return found, at

"""From the sheets of a workbook to blocks and verdicts."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer.readers.common.block_builder import cell_text
from indexer.readers.common.gaps import blocks_with_gaps
from indexer.readers.spreadsheet import layout
from indexer.readers.spreadsheet.model import Note, WorkbookFacts, cell_name, range_name, run_names
from indexer.structure.blocks import Block, Reading
from indexer.structure.captions import attach_captions
from indexer.structure.table_grid import table_of_grid
from indexer.structure.table_sections import lines_of, table_sections
from judian.core.errors import SourceUnreadable
from judian.core.model import Kind, PageVerdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.readers.spreadsheet.layout import Area
    from indexer.readers.spreadsheet.model import Sheet

# Cells without a value that a note names.
_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One sheet as it leaves the worker: its blocks, and what was not read of it."""

    blocks: tuple[Block, ...]
    notes: tuple[tuple[str, str], ...]


def sheet_part(sheet: Sheet, file_name: str) -> SheetPart:
    """The part of one sheet. Raises SourceUnreadable if its cells are too far apart for a table."""
    if layout.slots(sheet) > layout.MOST_SLOTS:
        raise too_large(file_name, sheet.name)
    blocks: list[Block] = []
    for area in layout.areas(sheet) if sheet.cells else ():
        blocks += _area_blocks(sheet, area)
    blocks = _with_boxes(attach_captions(blocks), sheet.boxes)
    blocks += [
        Block(Kind.FOOTNOTE, f"{cell_name(c.row, c.column)} {text}",
              place=cell_name(c.row, c.column))
        for c in sorted(sheet.comments, key=lambda c: (c.row, c.column))
        if (text := cell_text(c.text).replace("\n", " "))
    ]  # fmt: skip
    return SheetPart(tuple(replace(b, sheet=sheet.name) for b in blocks), tuple(_notes(sheet)))


def too_large(file_name: str, sheet: str) -> SourceUnreadable:
    """The error of a workbook with a sheet that is too large to be read as tables."""
    size = f"{layout.MOST_SLOTS:,}"
    return SourceUnreadable(
        file_name, "too_large",
        en=(f"its sheet {sheet} has more than {size} slots of rows and columns with text",
            "divide the sheet among several workbooks"),
        zh=(f"工作表「{sheet}」中有文字的列與欄超過 {size} 格", "請將該工作表分成數個活頁簿"),
    )  # fmt: skip


def workbook_reading(parts: Sequence[object], stopped: str | None, format_name: str) -> Reading:
    """The reading of a workbook from its facts and the parts of its sheets."""
    facts = next((p for p in parts if isinstance(p, WorkbookFacts)), WorkbookFacts((), (), {}))
    read = [part for part in parts if isinstance(part, SheetPart)]
    verdicts = [
        PageVerdict(number, verdict, detail)
        for number, part in enumerate(read, 1)
        for verdict, detail in part.notes
    ]
    if facts.hidden:
        verdicts.append(
            PageVerdict(max(1, len(facts.sheets)), "hidden", f"sheets {', '.join(facts.hidden)}")
        )
    if len(read) < len(facts.sheets):
        reason, last = stopped or "crash", len(facts.sheets)
        first = len(read) + 1
        detail = reason if first == last else f"to page {last}: {reason}"
        verdicts.append(PageVerdict(first, "missing", detail))
    blocks, gaps = blocks_with_gaps([block for part in read for block in part.blocks])
    return Reading(
        blocks, format_name, properties=facts.properties, page_verdicts=(*verdicts, *gaps)
    )


def _area_blocks(sheet: Sheet, area: Area) -> Iterator[Block]:
    """Yield the blocks of an area: the lines and tables in it."""
    rows: list[list[str]] = []
    places: list[int] = []  # rows of the sheet; -1 for a blank one
    for row in area.rows:
        if row in area.blank and rows:
            rows.append([""] * len(area.columns))
            places.append(-1)
        rows.append([sheet.cells.get((row, column), "") for column in area.columns])
        places.append(row)
    for section in table_sections(rows):
        yield from _lines(rows, section.above, places, area)
        if section.body:
            yield _table_block(sheet, area, [places[at] for at in section.body])
        yield from _lines(rows, section.below, places, area)


def _lines(
    rows: Sequence[Sequence[str]], chosen: Sequence[int], places: Sequence[int], area: Area
) -> Iterator[Block]:
    """Yield the lines of rows above or below a table."""
    for at in chosen:
        filled = [c for c, text in zip(area.columns, rows[at], strict=True) if text]
        place = range_name(places[at], filled[0], filled[-1])
        for line in lines_of(rows[at]):
            for each in line.split("\n"):
                yield Block(Kind.PARAGRAPH, each, place=place)


def _table_block(sheet: Sheet, area: Area, rows: Sequence[int]) -> Block:
    """The block of a table in rows of an area that hold text."""
    columns = [c for c in area.columns if any((row, c) in sheet.cells for row in rows)]
    grid = [[sheet.cells.get((row, column), "") for column in columns] for row in rows]
    table = table_of_grid(
        grid, _spans(sheet, rows, columns), [range_name(r, columns[0], columns[-1]) for r in rows]
    )
    first, last = cell_name(rows[0], columns[0]), cell_name(rows[-1], columns[-1])
    return Block(Kind.TABLE_ROW, table=table, place=f"{first}:{last}")


def _spans(
    sheet: Sheet, rows: Sequence[int], columns: Sequence[int]
) -> dict[tuple[int, int], tuple[int, int]]:
    """The merged cells of a table as (row, column) → (rows, columns) of its grid; one that overlaps
    another or covers text is left out."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    taken: set[tuple[int, int]] = set()
    for merge in sheet.merges:
        top, left = bisect_left(rows, merge.row), bisect_left(columns, merge.column)
        down = bisect_left(rows, merge.row + merge.rows) - top
        across = bisect_left(columns, merge.column + merge.columns) - left
        corner = (merge.row, merge.column)
        if down * across <= 1 or corner not in sheet.cells:
            continue
        if rows[top] != merge.row or columns[left] != merge.column:
            continue
        slots = {(top + r, left + c) for r in range(down) for c in range(across)}
        texts = sum((rows[r], columns[c]) in sheet.cells for r, c in slots)
        if texts == 1 and taken.isdisjoint(slots):
            taken |= slots
            found[top, left] = (down, across)
    return found


def _with_boxes(blocks: Sequence[Block], boxes: Sequence[Note]) -> list[Block]:
    """The blocks with the texts of text boxes: those beside or above the first block before it,
    the others after all."""
    before: list[Block] = []
    after: list[Block] = []
    first = min((_first_row(block) for block in blocks), default=0)
    for box in sorted(boxes, key=lambda box: (box.row, box.column)):
        place = cell_name(box.row, box.column)
        found = [
            Block(Kind.PARAGRAPH, t, place=place) for t in cell_text(box.text).split("\n") if t
        ]
        (before if box.row <= first else after).extend(found)
    return [*before, *blocks, *after]


def _first_row(block: Block) -> int:
    """The 0-based row of the sheet in which a block begins."""
    digits = "".join(c for c in (block.place or "1").partition(":")[0] if c.isdecimal())
    return int(digits) - 1


def _notes(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Yield what was not read of a sheet, as a verdict and a note."""
    hidden = []
    if sheet.lost_rows:
        hidden.append(f"rows {run_names(sheet.lost_rows)}")
    if sheet.lost_columns:
        hidden.append(f"columns {run_names(sheet.lost_columns, columns=True)}")
    if hidden:
        yield "hidden", f"{sheet.name}: {'; '.join(hidden)}"
    if sheet.gaps:
        cells = [cell_name(row, column) for row, column in sheet.gaps[:_MOST_NAMED]]
        more = " …" if len(sheet.gaps) > _MOST_NAMED else ""
        yield "uncalculated", f"{sheet.name}: cells {', '.join(cells)}{more}"

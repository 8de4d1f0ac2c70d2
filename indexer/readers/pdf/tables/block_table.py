"""A table of the pages as the table of a block: its caption, unit, notes and cells."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import around
from indexer.readers.pdf.tables.header_depth import drawn_header_depth
from indexer.structure.blocks import GridCell, Table
from indexer.structure.captions import NOTE
from indexer.structure.table_grid import count_header_columns
from indexer.structure.unit_lines import UNIT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from indexer.readers.pdf.source.geometry import Box
    from indexer.readers.pdf.tables.continuation import TablePiece
    from indexer.readers.pdf.tables.header_depth import CellTexts
    from indexer.readers.pdf.tables.model import PageCell
    from indexer.structure.blocks import Boxes

    PageBox = tuple[int, float, float, float, float]


def _as_they_are(page: int, box: Box) -> PageBox:
    return (page, *box)


def to_block_table(
    piece: TablePiece, page_box: Callable[[int, Box], PageBox] = _as_they_are
) -> tuple[Table, tuple[int, ...]] | None:
    """The table of a block, and its rows (from 0, the header's included) before which further
    pages begin; None when it holds no text. `page_box` gives the box of a block for one on a page.

    A first row of one cell as wide as the table is its caption, or its unit; such a row at the
    end is a note.
    """
    table = piece.table
    cells = [(cell, cell.text) for cell in table.cells]
    top, caption, unit = _above(cells, table.rows, table.columns)
    boxes = [_row_boxes(table.cells, row, page_box) for row in range(table.rows)]
    bottom, notes = _below(cells, top, table.rows, table.columns)
    kept = [(cell, text) for cell, text in cells if top <= cell.row < bottom]
    if not any(text for _, text in kept):
        return None
    kept = _without_empty_front(kept)
    rows = [[""] * table.columns for _ in range(bottom - top)]
    for cell, text in kept:
        rows[cell.row - top][cell.column] = text
    if table.header_rows is not None:
        depth = max(0, table.header_rows - top)
    else:
        depth = drawn_header_depth(kept, top, rows)
    made = Table(
        cells=_placed(kept, top, len(rows)),
        header_rows=depth,
        header_columns=count_header_columns(rows, depth),
        caption=caption,
        unit=unit,
        note="\n".join(notes) or None,
        row_boxes=tuple(boxes[top:bottom]),
        caption_boxes=tuple(box for row in boxes[:top] for box in row),
        note_boxes=tuple(row for row in boxes[bottom:] if row),
    )
    return made, tuple(max(0, row - top) for row in piece.breaks)


def _without_empty_front(cells: CellTexts) -> list[tuple[PageCell, str]]:
    """The cells moved to the left by the columns at the front that hold no text: the names of the
    rows are in the first column that does. A cell over such columns becomes narrower."""
    # A cell that spans columns needs one of them.
    first = min(cell.column + cell.columns - 1 for cell, text in cells if text)
    if not first:
        return list(cells)
    return [
        (
            replace(
                cell,
                column=max(0, cell.column - first),
                columns=cell.columns - max(0, first - cell.column),
            ),
            text,
        )
        for cell, text in cells
        if cell.column + cell.columns > first
    ]


def _row_boxes(
    cells: Sequence[PageCell], row: int, page_box: Callable[[int, Box], PageBox]
) -> Boxes:
    """The boxes of a row: one on each page, and one for each cell that spans further rows."""
    own = [(box, cell.rows > 1) for cell in cells if cell.row == row for box in cell.boxes]
    found: list[PageBox] = []
    for page, on_page in groupby(sorted(own, key=lambda item: item[0][0]), lambda item: item[0][0]):
        parts = list(on_page)
        level = [box for (_, box), spans in parts if not spans]
        found += [page_box(page, around(level))] if level else []
        found += [page_box(page, box) for (_, box), spans in parts if spans]
    return tuple(found)


def _above(cells: CellTexts, rows: int, columns: int) -> tuple[int, str | None, str | None]:
    """The first row after the caption and the unit, and these two."""
    caption = unit = None
    top = 0
    while top < rows and (wide := _whole_row(cells, top, columns)) is not None:
        found = UNIT.match(wide)
        if found:
            unit = found[1]
        elif caption is None and wide:
            caption = wide.replace("\n", "")
        elif wide:
            break
        top += 1
    return top, caption, unit


def _below(cells: CellTexts, top: int, rows: int, columns: int) -> tuple[int, list[str]]:
    """The row at which the notes below the table begin, and the notes."""
    notes: list[str] = []
    bottom = rows
    while bottom > top + 1 and (wide := _whole_row(cells, bottom - 1, columns)) is not None:
        if wide and not NOTE.match(wide):
            break
        if wide:
            notes.insert(0, wide)
        bottom -= 1
    return bottom, notes


def _placed(kept: CellTexts, top: int, rows: int) -> tuple[GridCell, ...]:
    """The cells, none over another: the text of a cell on a slot that is taken joins the cell
    there."""
    taken: dict[tuple[int, int], int] = {}
    placed: list[GridCell] = []
    for cell, text in sorted(kept, key=lambda item: (item[0].row, item[0].column)):
        row, column = cell.row - top, cell.column
        owner = taken.get((row, column))
        if owner is not None:
            if text:
                both = "\n".join(part for part in (placed[owner].text, text) if part)
                placed[owner] = replace(placed[owner], text=both)
            continue
        down = min(cell.rows, rows - row)
        across = 1
        while across < cell.columns and (row, column + across) not in taken:
            across += 1
        for i in range(down):
            for j in range(across):
                taken.setdefault((row + i, column + j), len(placed))
        placed.append(GridCell(text, row, column, down, across))
    return tuple(placed)


def _whole_row(cells: CellTexts, row: int, columns: int) -> str | None:
    """The text of a row that is one cell as wide as the table; None for any other row."""
    here = [(cell, text) for cell, text in cells if cell.row == row]
    if len(here) == 1 and here[0][0].columns == columns and here[0][0].rows == 1:
        return here[0][1]
    return None

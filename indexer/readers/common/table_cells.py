"""Tables whose cells hold blocks: data tables, tables that only lay out a page, nested tables.

Word processors and web pages use tables as frames and columns. The blocks in such a table are
blocks of the text. In a table of data a cell has one text; tables in its cells follow it as tables
of their own, under their own headers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer.readers.common.block_builder import cell_text_and_footnotes
from indexer.structure.blocks import Block, GridCell
from indexer.structure.characters import is_terminated
from indexer.structure.spans import bounded
from indexer.structure.table_grid import table_of_cells
from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indexer.readers.common.block_builder import BlockBuilder
    from indexer.readers.common.type_headings import Typeface

# Characters of the longest text of an ordinary cell and of the name of a row, and sentences of a
# cell that is a text. Set by hand.
_LONGEST_CELL, _LONGEST_LABEL, _LEAST_SENTENCES = 80, 16, 2


@dataclass(frozen=True, slots=True)
class CellBlocks:
    """The blocks of a cell at 0-based (row, column) that spans `rows` × `columns` slots. The pages
    of its blocks count from 0, the page on which the row begins; `pages` begin inside it."""

    blocks: tuple[Block, ...]
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    typefaces: Mapping[int, Typeface] | None = None
    pages: int = 0


def cell_of(
    builder: BlockBuilder, row: int, column: int, rows: int = 1, columns: int = 1
) -> CellBlocks:
    """The cell whose blocks a builder has collected, on pages from 0 if it counts them."""
    return CellBlocks(
        tuple(builder.blocks), row, column, rows, columns, builder.typefaces, builder.page or 0
    )


def add_cells(
    builder: BlockBuilder,
    cells: Sequence[CellBlocks],
    header_rows: int = 0,
    breaks: Sequence[int] = (),
) -> None:
    """Append a table of data and the tables nested in it, or the blocks of a table that only lays
    out its cells. `breaks` are rows with which pages begin, once for each page.

    Raises TableTooLargeError.
    """
    cells = bounded(cells)
    if not header_rows and is_layout(cells):
        _add_blocks(builder, cells, breaks)
        return
    grid: list[GridCell] = []
    footnotes: list[Block] = []
    nested: list[Block] = []
    for cell in cells:
        text, inside = cell_text_and_footnotes([b for b in cell.blocks if b.table is None])
        footnotes += inside
        nested += (block for block in cell.blocks if block.table is not None)
        grid.append(GridCell(text, cell.row, cell.column, cell.rows, cell.columns))
    page = builder.page
    builder.add_table(table_of_cells(grid, header_rows), footnotes, breaks)
    builder.blocks += [replace(block, page=page, breaks=()) for block in nested]


def is_layout(cells: Sequence[CellBlocks]) -> bool:
    """True for a table that only lays out its cells: one row with one filled cell, one row of
    sentences, or cells with tables, headings or text and less than two rows of ordinary cells."""
    filled = [cell for cell in cells if cell.blocks]
    if len(filled) == 1:
        return len({cell.row for cell in cells}) == 1 or not _is_ordinary(filled[0])
    if len({cell.row for cell in filled}) == 1 and all(map(_is_sentence, filled)):
        return True
    if all(map(_is_ordinary, filled)):
        return False
    rows: dict[int, list[CellBlocks]] = {}
    for cell in filled:
        rows.setdefault(cell.row, []).append(cell)
    ordinary = sum(len(row) > 1 and all(map(_is_ordinary, row)) for row in rows.values())
    if any(block.table is not None for cell in filled for block in cell.blocks):
        return ordinary < 2
    labelled = any(len(row) > 1 and _is_label(row[0]) for row in rows.values())
    return ordinary == 0 and not labelled and any(map(_is_text, filled))


def _is_ordinary(cell: CellBlocks) -> bool:
    """True for a short text, as cells of data have."""
    texts = [block.text for block in cell.blocks if block.kind is not Kind.FOOTNOTE]
    return (
        all(block.table is None and block.kind is not Kind.HEADING for block in cell.blocks)
        and sum(map(len, texts)) <= _LONGEST_CELL
        and sum(map(is_terminated, texts)) < _LEAST_SENTENCES
    )


def _is_sentence(cell: CellBlocks) -> bool:
    """True for a cell that ends as a sentence does."""
    return is_terminated(cell.blocks[-1].text)


def _is_label(cell: CellBlocks) -> bool:
    """True for the name of a row: one short line."""
    return len(cell.blocks) == 1 and len(cell.blocks[0].text) <= _LONGEST_LABEL


def _is_text(cell: CellBlocks) -> bool:
    """True for a cell with a heading, or with several paragraphs of sentences."""
    ended = sum(is_terminated(b.text) for b in cell.blocks if b.kind is Kind.PARAGRAPH)
    return ended >= _LEAST_SENTENCES or any(b.kind is Kind.HEADING for b in cell.blocks)


def _add_blocks(builder: BlockBuilder, cells: Sequence[CellBlocks], breaks: Sequence[int]) -> None:
    """Append the blocks of all cells, row by row."""
    turned = 0
    first = builder.page
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
        turned = max(turned, sum(row < cell.row for row in breaks))
        for index, typeface in (cell.typefaces or {}).items():
            builder.typefaces[len(builder.blocks) + index] = typeface
        builder.blocks += [
            replace(b, page=None if first is None else first + turned + (b.page or 0))
            for b in cell.blocks
        ]
    if first is not None:
        builder.page = first + len(breaks)

"""From blocks to passages, the units of search and citation, with offsets into one text.

A document's text is its passages in order, separated by line feeds. Pieces of one long paragraph
keep the characters between them.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from indexer.documents.sentences import split_at_sentences
from indexer.structure.table_grid import is_code
from judian.core.model import Cell, Kind, Passage, TableRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from indexer.structure.blocks import Block, Boxes, GridCell, Table
    from indexer.structure.outline import SectionedBlock

_BODY = (Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.QUOTE)


@dataclass(frozen=True, slots=True)
class _Piece:
    """The text of a passage without offsets into the document. `offset` is its code-point offset in
    its block; for a table row it is the row's index in the grid. `boxes` are those of its lines if
    the block's are those of the whole table."""

    kind: Kind
    text: str
    offset: int = 0
    table: TableRow | None = None
    boxes: Boxes = ()


def build_passages(
    placed: Sequence[SectionedBlock],
    doc_id: str,
    page_labels: Mapping[int, str] = MappingProxyType({}),
) -> tuple[str, list[Passage]]:
    """The document's text and its passages, where `text[p.start:p.end] == p.text` for each.

    `page_labels` are the printed numbers of pages that differ from their place in the file, by that
    place (from 1).
    """
    passages: list[Passage] = []
    text: list[str] = []
    length = paragraph = tables = 0
    for at in placed:
        block = at.block
        if block.kind in _BODY and block.table is None:
            paragraph += 1
        if block.table is not None:
            tables += 1
        pieces = _table_pieces(block.table, tables) if block.table else _pieces(at)
        previous: _Piece | None = None
        for piece in pieces:
            if previous is not None and block.table is None:
                gap = block.text[previous.offset + len(previous.text) : piece.offset]
            else:
                gap = "\n" if text else ""
            text += (gap, piece.text)
            start = length + len(gap)
            length = start + len(piece.text)
            page = _page(block, piece)
            passages.append(
                Passage(
                    id=f"{doc_id}-{len(passages) + 1:05d}",
                    doc_id=doc_id,
                    ordinal=len(passages) + 1,
                    kind=piece.kind,
                    text=piece.text,
                    start=start,
                    end=length,
                    paragraph=max(1, paragraph + (block.kind in (Kind.HEADING, Kind.TITLE))),
                    page=page,
                    page_label=page_labels.get(page) if page is not None else None,
                    section=at.section,
                    table=piece.table,
                    boxes=_boxes(block, piece),
                    place=_place(block, piece),
                )
            )
            previous = piece
    return "".join(text), passages


def _page(block: Block, piece: _Piece) -> int | None:
    """The page on which a piece begins, from 1; None without pages."""
    if block.page is None:
        return None
    if piece.kind is Kind.NOTE and piece.boxes:
        return piece.boxes[0][0]  # it may stand above the table
    return block.page + bisect_right(block.breaks, piece.offset)


def _place(block: Block, piece: _Piece) -> str | None:
    """The cells of a sheet that hold a piece; those of the whole table for what is not one row."""
    if block.table is None or piece.kind is not Kind.TABLE_ROW:
        return block.place
    places = block.table.row_places
    return places[piece.offset] if piece.offset < len(places) else block.place


def _boxes(block: Block, piece: _Piece) -> Boxes:
    """The boxes of the lines of a piece: its own, or its share of the block's lines, since all
    lines have about as many characters."""
    if piece.boxes:
        return piece.boxes
    if block.table is not None or len(piece.text) == len(block.text):
        return block.boxes
    lines, length = len(block.boxes), max(1, len(block.text))
    first = piece.offset * lines // length
    last = -(-(piece.offset + len(piece.text)) * lines // length)
    return block.boxes[first:last]


def _pieces(at: SectionedBlock) -> Iterator[_Piece]:
    """Yield the passages of a block of text: a heading or table of contents as it is, other text
    split at sentences."""
    block = at.block
    if not block.text.strip():
        return
    if block.kind in (Kind.HEADING, Kind.TITLE, Kind.CONTENTS):
        yield _Piece(block.kind, block.text)
        return
    for start, end in split_at_sentences(block.text):
        yield _Piece(block.kind, block.text[start:end], start)


def _table_pieces(table: Table, number: int) -> Iterator[_Piece]:
    """Yield the passages of a table: caption, unit and header rows as one, its rows, its notes.
    Cells are separated by tabs."""
    columns = 1 + max((c.column + c.columns - 1 for c in table.cells), default=0)
    rows = 1 + max((c.row + c.rows - 1 for c in table.cells), default=0)
    lines = [table.caption or "", f"單位：{table.unit}" if table.unit else ""]
    lines += [
        "\t".join(c.text for c in table.cells if c.row == row and c.text)
        for row in range(table.header_rows)
    ]
    above = "\n".join(line for line in lines if line)
    if above:
        headers = table.row_boxes[: table.header_rows]
        lines_above = dict.fromkeys(box for row in (table.caption_boxes, *headers) for box in row)
        yield _Piece(Kind.TABLE_HEAD, above, boxes=tuple(lines_above))
    slots = _slots(table)
    column_paths = [_column_path(table, slots, column) for column in range(columns)]
    counted = 0
    for row in range(table.header_rows, rows):
        whole_row_path = _row_path(table, slots, row, table.header_columns)
        cells: list[Cell] = []
        pieces: list[str] = []
        length = 0
        for column in range(columns):
            cell = slots.get((row, column))
            own = cell is not None and (cell.row, cell.column) == (row, column)
            if cell is not None and not own and cell.column != column:
                continue  # the rest of a cell merged across
            text = cell.text if cell is not None and own else ""
            if pieces:
                length += 1
            pieces.append(text)
            cells.append(
                Cell(
                    length,
                    length + len(text),
                    column_paths[column],
                    whole_row_path
                    if column >= table.header_columns
                    else _row_path(table, slots, row, column),
                )
            )
            length += len(text)
        line = "\t".join(pieces)
        if not line.strip():
            continue
        counted += 1
        yield _Piece(
            Kind.TABLE_ROW, line, row,
            table=TableRow(number, counted, tuple(cells), table.caption, table.unit, table.note),
            boxes=table.row_boxes[row] if row < len(table.row_boxes) else (),
        )  # fmt: skip
    for at, note in enumerate((table.note or "").split("\n")):
        if note.strip():
            boxes = table.note_boxes[at] if at < len(table.note_boxes) else ()
            yield _Piece(Kind.NOTE, note, rows, boxes=boxes)


def _slots(table: Table) -> dict[tuple[int, int], GridCell]:
    """The cell that covers each slot (row, column) of the grid."""
    return {
        (row, column): cell
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    }


def _column_path(
    table: Table, slots: dict[tuple[int, int], GridCell], column: int
) -> tuple[str, ...]:
    """The headers above a column from the top down, a spanning one once."""
    path: list[str] = []
    last = None
    for row in range(table.header_rows):
        cell = slots.get((row, column))
        if cell is not None and cell is not last and cell.text:
            path.append(cell.text)
        last = cell
    return tuple(path)


def _row_path(
    table: Table, slots: dict[tuple[int, int], GridCell], row: int, column: int
) -> tuple[str, ...]:
    """The header cells of a row left of a column; () for the first column."""
    path: list[str] = []
    last = None
    for c in range(min(table.header_columns, column)):
        cell = _filled_above(table, slots, row, c)
        if cell is not None and cell is not last and cell.text:
            path.append(cell.text)
        last = cell
    return tuple(path)


def _filled_above(
    table: Table, slots: dict[tuple[int, int], GridCell], row: int, column: int
) -> GridCell | None:
    """The header cell of a row in a column. An empty one repeats that of the row above, except in
    the last header column, under another group to its left, and of an item's number among those of
    several levels."""
    cell = slots.get((row, column))
    several = table.header_columns > 2
    if column == table.header_columns - 1:
        return cell
    while row > table.header_rows and (cell is None or not cell.text):
        lefts = (slots.get((row, left)) for left in range(column))
        if any(left is not None and left.text and not is_code(left.text) for left in lefts):
            return cell
        row -= 1
        cell = slots.get((row, column))
        if several and cell is not None and is_code(cell.text):
            return None
    return cell

"""The flow of a document: its paragraphs and tables, each whole, in reading order."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.readers.pdf.layout.paragraphs import Paragraph, Pitches, continues, opened, paragraphs
from indexer.readers.pdf.layout.text_rows import Row, column_rows
from indexer.readers.pdf.tables.cells import PageTable
from indexer.readers.pdf.tables.continuation import TablePiece, continued
from indexer.structure.captions import CAPTION, NOTE, UNIT
from indexer.structure.characters import is_terminated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.layout.text_columns import Column
    from indexer.readers.pdf.page.part import PagePart
    from indexer.readers.pdf.source.geometry import Box

Unit = Paragraph | TablePiece


def units_of(flow: Sequence[Column], parts: Sequence[PagePart]) -> list[Unit]:
    """Paragraphs and tables in reading order, each whole."""
    boxed = [column for column in flow if column.boxed is not None]
    flow = [column for column in flow if column.boxed is None]
    rows_by_column = [column_rows(column) for column in flow]
    rows = [row for rows in rows_by_column for row in rows]
    pitches = Pitches(rows)
    following = dict(pairwise(rows))
    heights = {part.number: part.size[1] for part in parts}
    units: list[Unit] = []
    for column, own in zip(flow, rows_by_column, strict=True):
        items: list[tuple[float, Row | PageTable]] = [(row.base, row) for row in own]
        items += [(table.box.y0, table) for table in column.tables]
        for _, item in sorted(items, key=lambda item: item[0]):
            last = units[-1] if units else None
            if isinstance(item, PageTable):
                piece = TablePiece(item, column.page, heights[column.page])
                if isinstance(last, TablePiece) and continued(last, piece):
                    continue
                units.append(piece)
            elif isinstance(last, Paragraph) and continues(
                last, item, following.get(item), pitches
            ):
                last.rows.append(item)
            else:
                units.append(opened(item))
    units = _rejoined(units)
    for column in boxed:
        if column.boxed is not None:
            inside = column_rows(column)
            place = _place(column, column.boxed, units)
            units[place:place] = paragraphs(inside, Pitches(inside))
    return units


def _place(column: Column, box: Box, units: Sequence[Unit]) -> int:
    """The index behind the unit that a text box stands beside, or else the last one above it."""
    place = 0
    for at, unit in enumerate(units, 1):
        rows = unit.rows if isinstance(unit, Paragraph) else []
        for row in rows:
            if row.page == column.page and row.box.y0 < box.y1:
                place = at
                if row.box.y1 > box.y0:
                    return place
    return place


def _rejoined(units: list[Unit]) -> list[Unit]:
    """Paragraphs that a table with its caption and notes interrupts become one, before it."""
    done: list[Unit] = []
    at = 0
    while at < len(units):
        unit = units[at]
        at += 1
        done.append(unit)
        if not isinstance(unit, Paragraph) or is_terminated(unit.rows[-1].text):
            continue
        ahead = at
        while ahead < len(units) and ahead - at < 8 and _beside_table(units[ahead]):
            ahead += 1
        if ahead == len(units) or not any(isinstance(u, TablePiece) for u in units[at:ahead]):
            continue
        other = units[ahead]
        if not isinstance(other, Paragraph):
            continue
        following = other.rows[1] if len(other.rows) > 1 else None
        if len(unit.rows) > 1 and continues(unit, other.rows[0], following, None):
            unit.rows += other.rows
            del units[ahead]
    return done


def _beside_table(unit: Unit) -> bool:
    """Whether a unit is a table, or a line that belongs to one."""
    if isinstance(unit, TablePiece):
        return True
    text = unit.rows[0].text
    return bool(
        len(unit.rows) <= 2 and (CAPTION.match(text) or UNIT.match(text) or NOTE.match(text))
    )

"""Tables written out for comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.documents.passages import build_passages
from indexer.structure.outline import outline
from judian.core.model import Kind

if TYPE_CHECKING:
    from indexer.structure.blocks import Block, Table


def rows(table: Table) -> list[list[str]]:
    """Texts of the cells row by row, merged cells once."""
    found: dict[int, list[str]] = {}
    for cell in sorted(table.cells, key=lambda c: (c.row, c.column)):
        found.setdefault(cell.row, []).append(cell.text)
    return [found[row] for row in sorted(found)]


def values(block: Block) -> dict[tuple[str, str], str]:
    """(row path, column path) → text of every data cell, as passages give them."""
    _, passages = build_passages(outline([block]), "t")
    found = {}
    for passage in passages:
        if passage.kind is Kind.TABLE_ROW and passage.table:
            for cell in passage.table.cells:
                if cell.row:
                    key = (" › ".join(cell.row), " › ".join(cell.column))
                    found[key] = passage.text[cell.start : cell.end]
    return found

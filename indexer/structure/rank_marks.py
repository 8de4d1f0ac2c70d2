"""Ranks in brackets before the numbers of a table's column: (1) 226,907.

A number in brackets may also be negative, or belong to another row. The marks are ranks if those of
a column are 1, 2, 3 … without a gap, each once. They are written as one character (⑴), which is no
number for what reads the cell.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.structure.blocks import Block, GridCell, Table

_RANKED = re.compile(
    r"\s*[(（]\s?([0-9]{1,2})\s?[)）]\s*(?P<number>[-−－△▲▼]?[0-9][0-9,.]*\s?[%％]?)\s*"
)
#: Ranks of a column at least, and the last one that has a character. Two may be a pair of notes.
_LEAST, _LAST = 3, 20
_BEFORE_ONE = ord("⑴") - 1


def with_rank_marks(blocks: Iterable[Block]) -> list[Block]:
    """The blocks, with the ranks before the numbers of their tables as one character each."""
    return [
        block if block.table is None else replace(block, table=_marked(block.table))
        for block in blocks
    ]


def _marked(table: Table) -> Table:
    """The table with its ranks as one character each."""
    columns: dict[int, list[int]] = defaultdict(list)
    found: dict[int, re.Match[str]] = {}
    for at, cell in enumerate(table.cells):
        match = _RANKED.fullmatch(cell.text) if cell.row >= table.header_rows else None
        if match is not None:
            found[at] = match
            columns[cell.column].append(at)
    ranked = {
        at: _cell(table.cells[at], found[at])
        for column in columns.values()
        if _are_ranks([int(found[at][1]) for at in column])
        for at in column
    }
    if not ranked:
        return table
    return replace(table, cells=tuple(ranked.get(at, c) for at, c in enumerate(table.cells)))


def _are_ranks(numbers: Sequence[int]) -> bool:
    """True if the numbers are 1, 2, 3 … in any order, each once."""
    return _LEAST <= len(numbers) <= _LAST and sorted(numbers) == list(range(1, len(numbers) + 1))


def _cell(cell: GridCell, match: re.Match[str]) -> GridCell:
    mark = chr(_BEFORE_ONE + int(match[1]))
    return replace(cell, text=f"{mark} {match['number'].strip()}")

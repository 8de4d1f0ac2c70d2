"""The latest year that the headers of a document's tables and its headings name.

A file that says of itself to be older than that was made from an older one.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from judian.core.model import Kind
from judian.zh.dates import expressions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indexer.structure.blocks import Block

#: Headers and headings that are read; the first ones are enough.
_MOST_TEXTS = 200
#: Characters of an ISO year.
_YEAR = 4


def latest_stated_year(blocks: Sequence[Block]) -> int | None:
    """The latest Gregorian year of headings and of the headers of tables; None without any."""
    ends = (
        int(found.period.end[:_YEAR])
        for text in islice(_texts(blocks), _MOST_TEXTS)
        for found in expressions.find(text)
        if found.period.start and found.period.end
    )
    return max(ends, default=None)


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if block.table is None:
            if block.kind in (Kind.TITLE, Kind.HEADING):
                yield block.text
            continue
        table = block.table
        yield from (
            cell.text
            for cell in table.cells
            if cell.row < table.header_rows or cell.column < table.header_columns
        )

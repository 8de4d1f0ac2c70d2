"""The contract of a table strategy: where it searches, and its result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import TextLine
from indexer.readers.pdf.tables.model import PageTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.source.geometry import Box
    from indexer.readers.pdf.tables.ruling_grid import Grid


@dataclass(frozen=True, slots=True)
class SearchArea:
    """A page, or one column of its text: the lines that are in no table yet, the rulings and
    grids, and the `tables` that were found before.

    `before` is the table with which the column before ended, if any, one of `shifts` points
    further left.
    """

    lines: Sequence[TextLine]
    rulings: Sequence[Box]
    grids: Sequence[Grid] = ()
    before: PageTable | None = None
    shifts: Sequence[float] = (0.0,)
    tables: tuple[PageTable, ...] = ()

    def without(self, tables: Sequence[PageTable], rest: Sequence[TextLine]) -> SearchArea:
        """The area after `tables` were found that leave the lines `rest`."""
        return replace(self, lines=rest, tables=(*self.tables, *tables))


#: The tables found, and the lines of the area that are in none of them.
Found = tuple[list[PageTable], list[TextLine]]
Strategy = Callable[[SearchArea], Found]

"""Tables of one page: where a table is, its cells with their lines, and the table itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import around
from indexer.readers.pdf.tables.cell_text import join_cell

if TYPE_CHECKING:
    from collections.abc import Collection

    from indexer.readers.pdf.source.geometry import Box, TextLine


@dataclass(frozen=True, slots=True)
class TableFrame:
    """The place of a table on its page: its box, and the bounds of its columns from the left, the
    first and the last being its sides.

    `row_separators` are rulings and edges of shades that separate its rows, `rulings` all
    rulings around it that may show that it is a table; both are level boxes.
    """

    box: Box
    column_bounds: tuple[float, ...]
    row_separators: tuple[Box, ...] = ()
    rulings: tuple[Box, ...] = ()

    @property
    def columns(self) -> int:
        """The number of columns."""
        return len(self.column_bounds) - 1

    def width(self, first: int, last: int) -> float:
        """The width in points of columns `first` to `last`, both included."""
        return self.column_bounds[last + 1] - self.column_bounds[first]


@dataclass(slots=True, eq=False)
class PageCell:
    """A cell with its lines from the top; `width` is the room that its text had, in points.
    `joined` is its whole text once it is part of a continued table; `boxes` are the pages and the
    boxes of its lines once the page is known. Compares by identity."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    width: float = 0.0
    lines: list[TextLine] = field(default_factory=list)
    joined: str | None = None
    boxes: list[tuple[int, Box]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The lines joined where one continues on the next, else separated by a line feed."""
        return join_cell(self.lines, self.width) if self.joined is None else self.joined

    @property
    def end(self) -> int:
        """The row after its last one."""
        return self.row + self.rows


@dataclass(slots=True, eq=False)
class PageTable:
    """A table, or the part of one on this page, in the page's frame. Compares by identity.

    `column_bounds` has one bound more than there are columns. `header_rows` is None where only
    the cells can show it. `ruled` says that the cells were drawn, so that spans are certain.
    `facing` has the number of the facing page and the box there, if the table is over two pages.
    """

    box: Box
    column_bounds: tuple[float, ...]
    cells: list[PageCell]
    header_rows: int | None = None
    ruled: bool = True
    facing: tuple[int, Box] | None = None

    @property
    def rows(self) -> int:
        return max((cell.end for cell in self.cells), default=0)

    @property
    def columns(self) -> int:
        return len(self.column_bounds) - 1

    @property
    def lines(self) -> list[TextLine]:
        """The lines of all cells."""
        return [line for cell in self.cells for line in cell.lines]

    def place(self, page: int) -> None:
        """Say of the cells whose page is not known that they are on this page, from 1."""
        for cell in self.cells:
            if cell.lines and not cell.boxes:
                cell.boxes.append((page, around([line.box for line in cell.lines])))


def remove_lines(table: PageTable, drop: Collection[object]) -> None:
    """Remove the lines in `drop` from a table, and the rows that held nothing else."""
    emptied = set()
    for cell in table.cells:
        kept = [line for line in cell.lines if line not in drop]
        if len(kept) < len(cell.lines) and not kept and cell.rows == 1:
            emptied.add(cell.row)
        cell.lines = kept
    for row in sorted(emptied, reverse=True):
        _remove_row(table, row)


def _remove_row(table: PageTable, row: int) -> None:
    """Remove a row without text; cells that span it lose one row."""
    held = [cell for cell in table.cells if cell.row <= row < cell.end]
    if any(cell.lines for cell in held):
        return
    table.cells = [cell for cell in table.cells if cell not in held or cell.rows > 1]
    for cell in table.cells:
        if cell.row > row:
            cell.row -= 1
        elif row < cell.end:
            cell.rows -= 1
    if table.header_rows and row < table.header_rows:
        table.header_rows -= 1

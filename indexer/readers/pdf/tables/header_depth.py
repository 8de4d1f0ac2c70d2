"""The number of header rows of a drawn table, by the texts and the spans of its cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.structure.table_grid import count_header_rows, is_numeric

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.tables.model import PageCell

#: A cell and its text, which is computed once.
CellTexts = list[tuple["PageCell", str]]


def drawn_header_depth(cells: CellTexts, top: int, rows: Sequence[Sequence[str]]) -> int:
    """The number of header rows from row `top` on; `rows` are the texts of the rows from there."""
    depth = max(count_header_rows(rows), _spanned_header_rows(cells, top, rows))
    while depth and _is_over_numbers(rows, depth):
        depth += 1
    return depth


def _spanned_header_rows(cells: CellTexts, top: int, rows: Sequence[Sequence[str]]) -> int:
    """The number of rows that the spanning cells of a first row without figures cover, and of
    those below that are headers too: under a header over several columns are the headers of these
    columns."""
    first = [cell for cell, _ in cells if cell.row == top]
    if not first or len(rows) < 2 or any(is_numeric(text) for text in rows[0][1:] if text):
        return 0
    if not any(cell.columns > 1 for cell in first):
        return 0
    depth = max((cell.rows for cell in first if cell.rows < len(rows)), default=0)
    while 0 < depth < len(rows) - 1 and _divides_headers(cells, top + depth):
        depth += 1
    return depth


def _divides_headers(cells: CellTexts, row: int) -> bool:
    """True if a row has words only, each under a header over several columns that ends there."""
    words = [(cell, text) for cell, text in cells if cell.row == row and text]
    over = [cell for cell, text in cells if cell.end == row and cell.columns > 1 and text]
    wide = {c for cell in over for c in range(cell.column, cell.column + cell.columns)}
    inside = all(cell.column in wide and not is_numeric(text) for cell, text in words)
    return len(words) > len(over) > 0 and inside


def _is_over_numbers(rows: Sequence[Sequence[str]], row: int) -> bool:
    """True if a row right under a header has words in most of the columns that hold nothing but
    numbers below it: one more header row."""
    below = rows[row + 1 :]
    numbers = [
        column
        for column in range(1, len(rows[row]) if below else 0)
        if (cells := [other[column] for other in below if other[column]])
        and all(map(is_numeric, cells))
    ]
    words = [c for c in numbers if rows[row][c] and not is_numeric(rows[row][c])]
    return 2 * len(words) > len(numbers)

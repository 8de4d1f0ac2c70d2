"""Table structure: rows of cell texts to a `Table` with header rows, header columns and spans.

An empty slot beside a header continues that header (column span); one below a header continues
the header above (row span); one in a data row is an empty cell.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

from indexer.structure.blocks import GridCell, Table
from indexer.structure.joining import join_lines
from indexer.structure.spans import check_slots
from indexer.structure.table_groups import with_column_groups, with_row_groups

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Numbers with signs, separators or a percent sign; dashes, which tables print for 0.
NUMERIC = re.compile(
    r"^[（(]?[-+–－−△▲▽▼]?\s*[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?\s*[%％‰]?[）)]?$|^[-–—－…─*]+$"
)
#: A year, a month or a quarter: in a header or the first column it is a label, not a value.
PERIOD = re.compile(
    r"^(?:民國|西元|公元)?\s*[0-9〇一二三四五六七八九十]{1,4}\s*年度?(?:\s*[0-9]{1,2}\s*月)?|^[0-9]{1,2}月$|^第[一二三四1-4]季"
)


# Years in headers, of the Republic or the common era: from 民國60年 to 2100.
_FIRST_YEAR, _LAST_YEAR = 60, 2100
#: A figure with a separator of thousands or with decimals.
_AMOUNT = re.compile(r"[0-9０-９][,，.．][0-9０-９]")
_NUMERALS = "一二三四五六七八九十"
# Characters of the number of an item.
_LONGEST_CODE = 3
#: Levels of the classification of accounts, whose codes stand under the headers: 款, 項, 目, 節.
_CODES = ("款", "項", "目", "節")
# Characters of a label in a header column.
_LONGEST_LABEL = 16


def is_numeric(text: str) -> bool:
    """True for a cell that holds a bare number, a percentage or a dash."""
    return NUMERIC.match(text.strip()) is not None


def is_value_cell(text: str) -> bool:
    """True for a cell of data: a number, or text with at least as many digits as other
    characters."""
    bare = text.strip()
    digits = sum(c.isdigit() for c in bare)
    return is_numeric(bare) or (digits > 0 and digits * 2 >= len(bare) and not PERIOD.match(bare))


def count_header_rows(rows: Sequence[Sequence[str]]) -> int:
    """Number of header rows: at least 1 of two rows or more, unless the first holds values.

    Further rows are header rows while they hold no value and either their first cell is empty or
    the row above has empty slots for them to fill. Rows of the codes of accounts are too.
    """
    if len(rows) < 2:
        return 0
    if any(is_value_cell(cell) for cell in rows[0][1:]) and not all_periods(rows[0][1:]):
        return 0
    count = 1
    while count < len(rows) - 1:
        row = rows[count]
        if row[0].strip() in _CODES:
            count += 1
            continue
        if any(is_value_cell(cell) and not PERIOD.match(cell) for cell in row[1:]):
            break
        corner = rows[count - 1][0].strip()
        # a corner left blank above is filled here: "", 112年, "" over 關別, 數量, 價值
        if row[0].strip() and corner and row[0].strip() != corner:
            break
        if not any(cell.strip() for cell in row):
            break
        gaps = any(not cell.strip() for cell in rows[count - 1][1:]) or not row[0].strip()
        if not gaps:
            break
        count += 1
    return count


def all_periods(cells: Sequence[str]) -> bool:
    """True if the cells are consecutive years (110 111 112), which are headers despite being
    numbers; totals and changes may be among them."""
    found = []
    for cell in cells:
        bare = cell.strip().rstrip("年度")
        if bare.isascii() and bare.isdecimal() and _FIRST_YEAR <= int(bare) <= _LAST_YEAR:
            found.append(int(bare))
        elif not PERIOD.match(cell.strip()) and bare not in ("合計", "總計", "計", "增減", ""):
            return False
    return len(found) >= 2 and all(b - a == 1 for a, b in pairwise(found))


def count_header_columns(rows: Sequence[Sequence[str]], header_rows: int) -> int:
    """Number of header columns: those before the first column with values; 0 if the first column
    holds amounts, as the rows of a part of a table without names do.

    A table of words has one, and an item number before it if there is one. Numbers of items on
    several levels (款, 項, 目) are headers with the names after them.
    """
    body = rows[header_rows:]
    if not body:
        return 1
    if _are_amounts([row[0] for row in body if row and row[0].strip()]):
        return 0
    names = _column_of_names(body)
    if names:
        return names + 1
    columns = max(len(row) for row in body)
    numbered = is_item_column([row[0] if row else "" for row in body])
    for column in range(1, columns):
        cells = [row[column].strip() for row in body if column < len(row)]
        filled = [cell for cell in cells if cell]
        if not filled:
            continue
        if column == 1 and numbered and not any(is_value_cell(cell) for cell in filled):
            continue
        if any(is_value_cell(cell) for cell in filled):
            if column > 1 and all(_is_label_column(rows, header_rows, c) for c in range(1, column)):
                return column
            return 2 if numbered and column > 1 else 1
    return 2 if numbered and columns > 2 else 1


def _are_amounts(cells: Sequence[str]) -> bool:
    """True if the cells are figures and most are no counts of items or years: they have a
    separator of thousands or decimals."""
    amounts = sum(bool(_AMOUNT.search(cell)) for cell in cells)
    return all(map(is_numeric, cells)) and 2 * amounts > len(cells)


def is_code(text: str) -> bool:
    """True for the number of an item: 1 to 999, or Chinese numerals."""
    bare = text.strip().rstrip(".、")
    numeral = bare.isdecimal() or (bare != "" and not bare.strip(_NUMERALS))
    return numeral and len(bare) <= _LONGEST_CODE


def _column_of_names(body: Sequence[Sequence[str]]) -> int | None:
    """The column of names after two or more columns of item numbers, one for each level; None
    without. Each row has a number on some of the levels only."""
    columns = min((len(row) for row in body), default=0)
    codes = 0
    while codes < columns and any(row[codes].strip() for row in body):
        if not all(is_code(row[codes]) for row in body if row[codes].strip()):
            break
        codes += 1
    if codes < 2 or codes == columns:
        return None
    named = sum(bool(row[codes].strip()) and not is_value_cell(row[codes]) for row in body)
    whole = sum(all(row[at].strip() for at in range(codes)) for row in body)
    return codes if 2 * named > len(body) and 2 * whole < len(body) else None


def _is_label_column(rows: Sequence[Sequence[str]], header_rows: int, column: int) -> bool:
    """True if a column left of the values holds labels: short words or nothing."""
    cells = [row[column].strip() for row in rows[header_rows:] if column < len(row)]
    return all(len(cell) <= _LONGEST_LABEL and not is_value_cell(cell) for cell in cells)


def is_item_column(cells: Sequence[str]) -> bool:
    """True for 一 二 三 or 1 2 3 down a column (項次)."""
    filled = [cell.strip().rstrip(".、") for cell in cells if cell.strip()]
    if len(filled) < 2:
        return False
    return all(c in _NUMERALS for c in "".join(filled)) or filled == [
        str(n) for n in range(1, len(filled) + 1)
    ]


def table_of_rows(
    rows: Sequence[Sequence[str]],
    *,
    header_rows: int | None = None,
    header_columns: int | None = None,
    caption: str | None = None,
) -> Table | None:
    """A table of rows in which merged cells left empty slots; None without any text.

    Numbers of headers that are not given follow from the contents. Raises TableTooLargeError.
    """
    stripped = [[cell.strip() for cell in row] for row in rows]
    stripped = [row for row in stripped if any(row)]
    if not stripped:
        return None
    columns = max(len(row) for row in stripped)
    check_slots(len(stripped), columns, sum(map(len, stripped)))
    grid = [row + [""] * (columns - len(row)) for row in stripped]
    filled = [c for c in range(columns) if any(row[c] for row in grid)]
    grid = [[row[c] for c in range(filled[0], filled[-1] + 1)] for row in grid]
    top = count_header_rows(grid) if header_rows is None else header_rows
    if top == 1:
        grid, top = _axis_as_header_row(grid)
    left = count_header_columns(grid, top) if header_columns is None else header_columns
    return Table(tuple(_cells(grid, top, left)), top, left, caption)


def table_of_grid(
    rows: Sequence[Sequence[str]],
    spans: Mapping[tuple[int, int], tuple[int, int]],
    row_places: Sequence[str] = (),
) -> Table | None:
    """A table of rows of equal length, without blank rows or columns, in which (row, column) is
    merged with further slots to (rows, columns); None without any text.

    Headers that are not merged span empty slots as in `table_of_rows`. The lines of a header are
    joined. `row_places` are the cells of a sheet for each row.
    """
    grid = [list(row) for row in rows]
    places = list(row_places)
    if not any(map(any, grid)):
        return None
    merged = [GridCell(grid[r][c], r, c, down, across) for (r, c), (down, across) in spans.items()]
    top = min(max(count_header_rows(grid), spanned_header_rows(merged)), len(grid) - 1)
    top += _is_divided(grid, spans, top)
    if top == 1 and not any(r == 0 for r, _ in spans):
        divided = with_column_groups(grid)
        grid, top = (divided, 2) if divided is not None else _axis_as_header_row(grid)
        if top > 1:
            places[:1] *= 2
            spans = {}
    grouped = with_row_groups(grid, places, top)
    if grouped is not None:
        spans = {(r, c + 1): size for (r, c), size in spans.items() if r < top}
        grid, places = grouped
    left = count_header_columns(grid, top)
    cells = [
        replace(cell, text=join_lines(cell.text.split("\n"), spaced=False)[0])
        if cell.row < top or cell.column < left
        else cell
        for cell in _cells(grid, top, left, spans)
    ]
    return Table(tuple(cells), top, left, row_places=tuple(places))


def _is_divided(
    grid: Sequence[Sequence[str]], spans: Mapping[tuple[int, int], tuple[int, int]], top: int
) -> bool:
    """True if the row below the header rows is one too: it divides a merged header, and only the
    rows below it hold values. The name of a group of rows may be in front of it."""
    if not 0 < top < len(grid) - 1 or any(map(is_value_cell, grid[top][1:])):
        return False
    if not any(is_value_cell(cell) for row in grid[top + 1 :] for cell in row[1:]):
        return False
    return any(
        r + down == top and across > 1 and all(grid[top][c : c + across])
        for (r, c), (down, across) in spans.items()
    )


def _axis_as_header_row(grid: list[list[str]]) -> tuple[list[list[str]], int]:
    """(grid, number of header rows), after the lower half of a corner cell divided by a diagonal is
    moved into a header row of its own: in 機關 | 年度 | 111 | 112, 年度 becomes the header above
    111 and 112.
    """
    header, body = grid[0], grid[1:]
    if len(header) < 4 or not header[1] or any(row[1] for row in body) or not all(header[2:]):
        return grid, 1
    over = [header[0], header[1]] + [""] * (len(header) - 3)
    under = ["", *header[2:]]
    return [over, under, *([row[0], *row[2:]] for row in body)], 2


def _cells(
    grid: Sequence[Sequence[str]],
    top: int,
    left: int,
    spans: Mapping[tuple[int, int], tuple[int, int]] = MappingProxyType({}),
) -> list[GridCell]:
    """The cells of a grid with `top` header rows and `left` header columns. `spans` are the sizes
    of merged cells that are known."""
    taken: set[tuple[int, int]] = set()
    cells = []
    for r, row in enumerate(grid):
        for c, text in enumerate(row):
            if (r, c) in taken:
                continue
            stated_down, stated_across = spans.get((r, c), (1, 1))
            if r >= top:
                taken.update(
                    (r + i, c + j) for i in range(stated_down) for j in range(stated_across)
                )
                cells.append(GridCell(text, r, c, stated_down, stated_across))
                continue
            across = max(_across(grid, r, c, left), stated_across) if text else 1
            down = max(_down(grid, r, c, across, top), stated_down) if text else 1
            taken.update((r + i, c + j) for i in range(down) for j in range(across))
            if text:
                cells.append(GridCell(text, r, c, down, across))
    return cells


def _across(grid: Sequence[Sequence[str]], r: int, c: int, left: int) -> int:
    """Column span of a header: itself and the empty slots to its right above any text. The corner
    stays within the header columns."""
    row = grid[r]
    limit = left if c < left else len(row)
    end = c + 1
    while end < limit and not row[end] and not _covered(grid, r, end):
        if c < left or _anything_under(grid, r, end):
            end += 1
        else:
            break
    return end - c


def _covered(grid: Sequence[Sequence[str]], r: int, c: int) -> bool:
    """True if an empty slot of a lower header row belongs to the header above it."""
    return r > 0 and bool(grid[r - 1][c]) and not grid[r][c]


def _anything_under(grid: Sequence[Sequence[str]], r: int, c: int) -> bool:
    return any(row[c] for row in grid[r + 1 :])


def _down(grid: Sequence[Sequence[str]], r: int, c: int, across: int, top: int) -> int:
    """Row span of a header: itself and the empty slots directly below."""
    end = r + 1
    while end < top and not any(grid[end][c : c + across]):
        end += 1
    return end - r


def table_of_cells(cells: Sequence[GridCell], header_rows: int) -> Table | None:
    """A table of cells whose positions and spans the format states; None without any text.

    `header_rows` is the number that the format states, 0 to determine it from the contents. Empty
    rows and columns after the last text are dropped.
    """
    filled = [cell for cell in cells if cell.text]
    if not filled:
        return None
    columns = max(cell.column + cell.columns for cell in filled)
    rows = max(cell.row + cell.rows for cell in filled)
    kept = [cell for cell in cells if cell.row < rows and cell.column < columns]
    texts = [[""] * columns for _ in range(rows)]
    for cell in kept:
        texts[cell.row][cell.column] = cell.text
    top = header_rows or max(count_header_rows(texts), spanned_header_rows(kept))
    top = min(top, rows - 1)
    return Table(tuple(kept), top, count_header_columns(texts, top))


def spanned_header_rows(cells: Sequence[GridCell]) -> int:
    """Number of rows that the tallest cell of the first row spans, if another cell of that row is
    divided below; else 0. All these rows are one header."""
    first = [cell for cell in cells if cell.row == 0]
    deepest = max((cell.rows for cell in first), default=1)
    return deepest if any(cell.columns > 1 for cell in first) and deepest > 1 else 0

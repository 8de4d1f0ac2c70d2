"""Tables that go on over a page break, and a page's table as the table of a block."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from statistics import median
from typing import TYPE_CHECKING

from indexer.readers.pdf.tables.cells import PageCell, PageTable, goes_on
from indexer.readers.pdf.tables.split_header import in_columns_of, rest_of_head
from indexer.structure.blocks import GridCell, Table
from indexer.structure.captions import NOTE, UNIT
from indexer.structure.characters import is_terminated
from indexer.structure.joining import separator_between
from indexer.structure.table_grid import (
    count_header_columns,
    count_header_rows,
    is_numeric,
)

if TYPE_CHECKING:
    from indexer.readers.pdf.source.geometry import Box

#: Bounds of columns that differ by at most this many points are the same.
SAME_BOUND = 5.0
#: A head has at most this many rows.
LONGEST_HEAD = 4


@dataclass(slots=True)
class TablePiece:
    """A table in the flow, with the parts on later pages that were found to go on with it.

    `texts` are its cells' texts once they had to change by the joining of a split row. `breaks`
    are the rows before which further pages begin, a row once for each page.
    """

    table: PageTable
    page: int
    height: float
    boxes: list[tuple[int, Box]] = field(default_factory=list)
    texts: dict[PageCell, str] = field(default_factory=dict)
    breaks: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.boxes.append((self.page, self.table.box))

    def text(self, cell: PageCell) -> str:
        """The text of one of its cells."""
        known = self.texts.get(cell)
        return cell.text if known is None else known

    def rows(self) -> list[list[str]]:
        """The texts of its rows; slots that a merged cell covers are empty."""
        table = self.table
        rows = [[""] * table.columns for _ in range(table.rows)]
        for cell in table.cells:
            rows[cell.row][cell.column] = self.text(cell)
        return rows


def continued(first: TablePiece, second: TablePiece) -> bool:
    """Take `second` into `first` when it is the same table going on, on the next page or in the
    next column; whether it was."""
    if second.page == first.boxes[-1][0] and first.boxes[-1][1].y1 <= second.table.box.y0 + 1:
        return False
    before = first.table
    _mend(first, second)
    if _taken(first, second):
        return True
    first.table = before
    return False


def _taken(first: TablePiece, second: TablePiece) -> bool:
    """Whether `second` was taken into `first`, whose columns are known."""
    above, below = first.rows(), second.rows()
    if _is_head_of(first, above, second):
        _put_head(first, second, below)
        return True
    if not _is_lone_head(first, second) and not _same_columns(first.table, second.table):
        return False
    heads = _heads(first, above)
    drop = _repeated(first, second, heads)
    if drop and len(below) == drop:
        return True
    if not drop and heads and _has_own_head(below, above[heads:]):
        return False
    same_depth = second.table.heads in (None, heads)
    if drop == heads and same_depth and not first.table.ruled and len(below) > len(above):
        _take_head(first, second, heads)
    _append(first, second, drop, heads)
    return True


def _mend(first: TablePiece, second: TablePiece) -> None:
    """Put together a head that was torn, and read a part of few rows in the columns of the
    next one."""
    rest = rest_of_head(first.table, second.table)
    if rest is not None:
        heads = second.table.heads or 0
        first.texts.update(rest)
        second.table.cells = [cell for cell in second.table.cells if cell.row >= heads]
        for cell in second.table.cells:
            cell.row -= heads
        second.table.heads = 0
    if len(first.boxes) == 1 and not first.texts:
        first.table = in_columns_of(first.table, second.table) or first.table


def _is_head_of(first: TablePiece, above: list[list[str]], second: TablePiece) -> bool:
    """Whether a table is nothing but the head of a table that goes on over the page break."""
    one, other = first.table, second.table
    if second.page != first.page + 1 or len(first.boxes) > 1 or len(above) > LONGEST_HEAD:
        return False
    if not (one.ruled and other.ruled) or any(is_numeric(text) for row in above for text in row):
        return False
    if not any(is_numeric(second.text(cell)) for cell in other.cells if cell.column):
        return False
    bounded = all(min(abs(x - y) for y in other.xs) <= SAME_BOUND for x in one.xs)
    return bounded and abs(one.xs[-1] - other.xs[-1]) <= SAME_BOUND and one.columns > 1


def _is_lone_head(first: TablePiece, second: TablePiece) -> bool:
    """Whether a table without drawn cells is nothing but a head, with as many columns as one
    that has none."""
    one, other = first.table, second.table
    alone = one.heads == one.rows and not one.ruled and one.columns == other.columns
    return alone and not other.heads


def _put_head(first: TablePiece, second: TablePiece, below: list[list[str]]) -> None:
    """Put a head above the rows that it heads on the next page."""
    xs = second.table.xs
    base = first.table.rows
    heads = second.table.heads
    more = count_header_rows(below) if heads is None else heads
    # A header that reaches down into the second part of the head has an empty cell there.
    gone: set[PageCell] = set()
    for cell in first.table.cells:
        start, end = (
            min(range(len(xs)), key=lambda at: abs(xs[at] - first.table.xs[bound]))
            for bound in (cell.column, cell.column + cell.columns)
        )
        cell.column, cell.columns = start, end - start
        under = [c for c in second.table.cells if c.row < more and start <= c.column < end]
        if cell.row + cell.rows == base and under and not any(second.text(c) for c in under):
            cell.rows += more
            gone.update(under)
    for cell in second.table.cells:
        if cell not in gone:
            first.texts.setdefault(cell, second.text(cell))
            cell.row += base
            first.table.cells.append(cell)
    first.table.xs = xs
    first.table.heads = base + more
    first.breaks.append(base)
    first.boxes += second.boxes


def _repeated(first: TablePiece, second: TablePiece, heads: int) -> int:
    """How many rows of `second` are the head of `first` again; 0 when it begins with others.

    The words are compared and not the rows: in a table without drawn cells a short part may
    show another division of the same head.
    """
    wanted = sorted(first.text(c) for c in first.table.cells if c.row < heads and first.text(c))
    own = second.table.heads
    for drop in (heads,) if own is None else (own, heads):
        got = sorted(second.text(c) for c in second.table.cells if c.row < drop and second.text(c))
        if wanted and got == wanted:
            return drop
    return 0


def _take_head(first: TablePiece, second: TablePiece, heads: int) -> None:
    """Use the head of the longer part, which has more rows to tell its columns by."""
    first.table.cells = [cell for cell in first.table.cells if cell.row >= heads] + [
        cell for cell in second.table.cells if cell.row < heads
    ]
    second.table.cells = [cell for cell in second.table.cells if cell.row >= heads]


def _same_columns(one: PageTable, other: PageTable) -> bool:
    if one.columns != other.columns:
        return False
    if not one.ruled or not other.ruled:
        return _within_columns(one, other)
    shift = other.xs[0] - one.xs[0]
    return all(abs(a + shift - b) <= SAME_BOUND for a, b in zip(one.xs, other.xs, strict=True))


def _within_columns(one: PageTable, other: PageTable) -> bool:
    """Whether every line of a table stands in its column of another one, as it is or moved to
    another column of the page; of tables without strokes only inner bounds are certain."""
    inner = [b - a for a, b in zip(one.xs[1:-1], other.xs[1:-1], strict=True)]
    shift = median(inner) if inner else other.xs[0] - one.xs[0]
    apart = other.box.x0 >= one.box.x1 or other.box.x1 <= one.box.x0
    if not apart:
        shift = 0.0
    bounds = [float("-inf"), *(x + shift for x in one.xs[1:-1]), float("inf")]
    return all(
        bounds[cell.column] < line.middle_x < bounds[cell.column + 1]
        for cell in other.cells
        for line in cell.lines
        if cell.columns == 1
    )


def _heads(piece: TablePiece, rows: list[list[str]]) -> int:
    found = piece.table.heads
    return count_header_rows(rows) if found is None else found


def _has_own_head(below: list[list[str]], body: list[list[str]]) -> bool:
    """Whether a table's first row reads as a head where the other table has figures."""
    if not below or len(below) < 2:
        return False
    columns = range(1, len(below[0]))
    figures = [c for c in columns if body and all(is_numeric(r[c]) for r in body if r[c])]
    if not figures:
        return False
    words = [c for c in figures if below[0][c] and not is_numeric(below[0][c])]
    return len(words) * 2 > len(figures)


def _append(first: TablePiece, second: TablePiece, drop: int, heads: int) -> None:
    """Put the rows of `second` from `drop` on under those of `first`."""
    base = first.table.rows
    added = [cell for cell in second.table.cells if cell.row >= drop]
    shift = base - drop
    if _is_split_row(first, second, drop, heads):
        shift -= 1
        last = {cell.column: cell for cell in first.table.cells if cell.row == base - 1}
        kept = []
        for cell in added:
            if cell.row == drop and cell.column in last:
                above, more = first.text(last[cell.column]), second.text(cell)
                glue = "\n" if is_terminated(above) else separator_between(above, more)
                first.texts[last[cell.column]] = above + glue + more if more else above
                last[cell.column].rows = max(last[cell.column].rows, cell.rows)
            else:
                kept.append(cell)
        added = kept
    for cell in added:
        first.texts.setdefault(cell, second.text(cell))
        cell.row += shift
        first.table.cells.append(cell)
    _stretch_labels(first, base, heads)
    first.breaks += [base] * (second.page - first.boxes[-1][0])
    first.boxes += second.boxes


def _is_split_row(first: TablePiece, second: TablePiece, drop: int, heads: int) -> bool:
    """Whether the page break fell inside of a row: what is below goes on with unfinished texts,
    and some cell has nothing on one of the two sides."""
    base = first.table.rows
    above = {cell.column: cell for cell in first.table.cells if cell.row == base - 1}
    below = {cell.column: cell for cell in second.table.cells if cell.row == drop}
    if base <= heads or any(cell.rows > 1 for cell in below.values()):
        return False
    filled = [c for c, cell in below.items() if second.text(cell)]
    ended = [c for c, cell in above.items() if first.text(cell)]
    both = [c for c in filled if c in ended]
    if not both or set(filled) == set(ended):
        return False
    texts = [first.text(above[c]) for c in both]
    if any(is_numeric(text) for text in texts):
        return False
    if first.table.ruled and set(filled) < set(ended) and len(filled) + 2 <= len(ended):
        # Nothing below but more of a long cell, or of a label.
        return 0 not in filled or all(goes_on(above[c], below[c]) for c in filled)
    if any(is_terminated(text) for text in texts):
        return False
    label_above_only = 0 in ended and 0 not in filled and len(both) == len(filled)
    return label_above_only or all(goes_on(above[c], below[c]) for c in both)


def _stretch_labels(piece: TablePiece, base: int, heads: int) -> None:
    """A label of the first column above the break reaches over the rows below it that have
    none: over drawn cells, or where every row has a name of its own beside the labels."""
    labels = [cell for cell in piece.table.cells if cell.column == 0 and cell.row < base]
    last = max(labels, key=lambda cell: cell.row, default=None)
    if last is None or last.row < heads or not piece.text(last):
        return
    if not piece.table.ruled:
        rows = piece.rows()
        named = all(row[1] and not is_numeric(row[1]) for row in rows[heads:])
        if named and piece.table.columns > 2 and any(cell.rows > 1 for cell in labels):
            end = next((r for r in range(base, len(rows)) if rows[r][0]), len(rows))
            last.rows = max(last.rows, end - last.row)
        return
    under = sorted(
        (c for c in piece.table.cells if c.column == 0 and c.row >= base), key=lambda c: c.row
    )
    for cell in under:
        if piece.text(cell):
            break
        last.rows = cell.row + cell.rows - last.row
        piece.table.cells.remove(cell)


def to_block_table(piece: TablePiece) -> tuple[Table, tuple[int, ...]] | None:
    """The table of a block, and its rows (from 0, the head's included) before which further
    pages begin; None when it holds no text.

    A first row of one cell as wide as the table is its caption, or its unit; such a row at the
    end is a note.
    """
    table = piece.table
    cells = [(cell, piece.text(cell)) for cell in table.cells]
    caption = unit = None
    notes: list[str] = []
    top, bottom = 0, table.rows
    while top < bottom and (wide := _whole_row(cells, top, table.columns)) is not None:
        found = UNIT.match(wide)
        if found:
            unit = found[1]
        elif caption is None and wide:
            caption = wide.replace("\n", "")
        elif wide:
            break
        top += 1
    while bottom > top + 1 and (wide := _whole_row(cells, bottom - 1, table.columns)) is not None:
        if wide and not NOTE.match(wide):
            break
        if wide:
            notes.insert(0, wide)
        bottom -= 1
    kept = [(cell, text) for cell, text in cells if top <= cell.row < bottom]
    if not any(text for _, text in kept):
        return None
    rows = [[""] * table.columns for _ in range(bottom - top)]
    for cell, text in kept:
        rows[cell.row - top][cell.column] = text
    if table.heads is not None:
        heads = max(0, table.heads - top)
    else:
        heads = max(count_header_rows(rows), _spanned_heads(kept, top, rows))
    made = Table(
        cells=_placed(kept, top, rows),
        header_rows=heads,
        header_columns=count_header_columns(rows, heads),
        caption=caption,
        unit=unit,
        note="\n".join(notes) or None,
    )
    return made, tuple(max(0, row - top) for row in piece.breaks)


def _placed(
    kept: list[tuple[PageCell, str]], top: int, rows: list[list[str]]
) -> tuple[GridCell, ...]:
    """The cells, none over another: what falls on a slot that is taken joins the cell there."""
    taken: dict[tuple[int, int], int] = {}
    placed: list[GridCell] = []
    for cell, text in sorted(kept, key=lambda item: (item[0].row, item[0].column)):
        row, column = cell.row - top, cell.column
        owner = taken.get((row, column))
        if owner is not None:
            if text:
                both = "\n".join(part for part in (placed[owner].text, text) if part)
                placed[owner] = replace(placed[owner], text=both)
            continue
        down = min(cell.rows, len(rows) - row)
        across = 1
        while across < cell.columns and (row, column + across) not in taken:
            across += 1
        for i in range(down):
            for j in range(across):
                taken.setdefault((row + i, column + j), len(placed))
        placed.append(GridCell(text, row, column, down, across))
    return tuple(placed)


def _whole_row(cells: list[tuple[PageCell, str]], row: int, columns: int) -> str | None:
    """The text of a row that is one cell as wide as the table; None for any other row."""
    here = [(cell, text) for cell, text in cells if cell.row == row]
    if len(here) == 1 and here[0][0].columns == columns and here[0][0].rows == 1:
        return here[0][1]
    return None


def _spanned_heads(kept: list[tuple[PageCell, str]], top: int, rows: list[list[str]]) -> int:
    """How many rows the merged cells of a first row without figures reach down: under a header
    over several columns stand the headers of these columns."""
    first = [cell for cell, _ in kept if cell.row == top]
    if not first or len(rows) < 2 or any(is_numeric(text) for text in rows[0][1:] if text):
        return 0
    depth = max(cell.rows for cell in first if cell.rows < len(rows)) if first else 1
    return depth if any(cell.columns > 1 for cell in first) else 0

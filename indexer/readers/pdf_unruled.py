"""Tables without drawn cells: rows by height, columns by the gutters that all rows leave free.

The rows that hold figures are the body. What stands above them in the same columns is the
head; a header that stands over several columns is found by its middle (`pdf_heads`).
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from indexer.captions import CAPTION, NOTE, UNIT
from indexer.grid import is_numeric
from indexer.joining import width as columns_wide
from indexer.numbering import bullet, marker
from indexer.readers.pdf_cells import LEADERS, PageCell, PageTable, cut_at, rows_of
from indexer.readers.pdf_geometry import Box, Line, around
from indexer.readers.pdf_heads import head_cells
from indexer.readers.pdf_labels import Label, spanning_labels

#: Rows of one table follow each other within this many sizes of their type.
ROW_PITCH = 3.4
#: Rows that a table must have, its head included.
LEAST_ROWS = 3
#: A row of figures with this many cells is enough to show a table's columns.
SURE_ROW = 5
#: Cells of words longer than this on average (Latin columns, Han count two) are prose.
LONGEST_CELL = 26
#: Share of the body's cells behind the first column that must be figures for two columns to
#: be a table, and for three or more when the cells are not short.
FIGURES = 0.6

#: Rows nearer than this many sizes are no rows of type: one is a part of a cell that wraps.
NEAR = 0.9

Row = list[Line]


def find_unruled(lines: Sequence[Line], rules: Sequence[Box]) -> list[PageTable]:
    """The tables among the lines of one column of text, from the top."""
    tables = []
    rows = rows_of(line for line in lines if line.turn == 0)
    at = free = 0
    while at < len(rows):
        end = _run(rows, at)
        if end - at >= LEAST_ROWS or _headed(rows[at:end], rules):
            captioned = at > free + 1 and _stands_apart(rows[at - 2])
            first = at
            if at > free and _heads_all(rows[at - 1], rows[at:end], captioned):
                first = at - 1
            table = _table_in(rows[first:end], rules)
            if table is not None:
                tables.append(table)
                at = free = end
                continue
        at += 1
    return tables


def _heads_all(row: Row, below: Sequence[Row], captioned: bool) -> bool:
    """Whether a row of one cell is the uppermost header of the rows below, and no caption: it
    stands over all columns but that of the labels, or as near as the next row of headers under
    a line that is the caption."""
    figured = next((other for other in below if is_figured(other)), None)
    if len(row) > 1 or _stands_apart(row) or len(below) < 2 or figured is None:
        return False
    line, first = row[0], below[0][0]
    pitch = below[1][0].base - first.base
    alike = abs(line.size - first.size) < 0.3 and line.bold == first.bold
    if figured is below[0] or not alike or first.base - line.base > 1.3 * max(pitch, line.size):
        return False
    box = around([other.box for each in below for other in each])
    middle = (line.x0 + line.x1) / 2
    left = figured[0].x1
    labelled = first.x0 < left
    if labelled and is_figured(below[1]):
        return False  # a head of one row with a title over it
    over_columns = abs(middle - (left + box[2]) / 2) < abs(middle - (box[0] + box[2]) / 2)
    regular = abs(first.base - line.base - pitch) < 0.1 * pitch
    return line.x0 > left and (over_columns or (captioned and regular))


def cell_count(row: Row) -> int:
    """How many cells a row has; a number or bullet with its text is one."""
    count = len(row)
    if count > 1 and (bullet(row[0].text + "　x") or _is_marker(row[0].text)):
        count -= 1
    return count


def _stands_apart(row: Row) -> bool:
    """Whether a row is a caption, a unit line or a note, which belong to a table from outside,
    or an entry of a table of contents."""
    text = " ".join(line.text for line in row)
    outside = CAPTION.match(text) or UNIT.match(text) or NOTE.match(text)
    return bool(outside or LEADERS.search(text))


def _is_marker(text: str) -> bool:
    found = marker(text + "　")
    return found is not None and found.end >= len(text)


def _run(rows: Sequence[Row], at: int) -> int:
    """The end of the run of rows from `at` that may be one table: rows with several cells,
    with at most two in a row of one cell between them."""
    if cell_count(rows[at]) < 2:
        return at
    if _stands_apart(rows[at]):
        return at
    end = at + 1
    single = 0
    last = end
    while end < len(rows):
        row = rows[end]
        if _stands_apart(row):
            break
        pitch = row[0].base - rows[end - 1][0].base
        if pitch > ROW_PITCH * max(row[0].size, rows[end - 1][0].size):
            break
        if cell_count(row) < 2:
            single += 1
            if single > 2 or len(row) > 1:
                break
        else:
            single = 0
            last = end + 1
        end += 1
    return with_wrapped_label(rows, last)


def _table_in(rows: Sequence[Row], rules: Sequence[Box]) -> PageTable | None:
    """The table that the rows make, if they make one."""
    bounds = gutters(rows, banded=_headed(rows, rules))
    if bounds is None:
        return None
    box = around([line.box for row in rows for line in row])
    xs = [box[0], *bounds, box[2]]
    return build(parted(rows, xs), xs, box) if is_table(rows, xs, rules) else None


def gutters(rows: Sequence[Row], banded: bool = False) -> list[float] | None:
    """Middles of the upright gaps that the body's rows leave free; None without any. One row
    is enough where the rows are `banded`, that is, ruled or shaded."""
    figured = [at for at, row in enumerate(rows) if is_figured(row)]
    # Labels that wrap stand on rows of their own between those of the figures.
    least = 1 if banded or any(is_figured(r) and len(r) >= SURE_ROW for r in rows) else 2
    core = []
    if len(figured) >= least:
        first, last = figured[0], figured[-1] + 1
        if first and _is_wrapped(rows[first - 1], rows[first]):
            first -= 1
        core = list(rows[first : with_wrapped_label(rows, last)])
    if not core:
        most = max(len(row) for row in rows)
        core = [row for row in rows if len(row) >= max(2, 0.6 * most)]
    if len(core) < least:
        return None
    edges: list[tuple[float, int]] = []
    for row in core:
        for line in row:
            edges += [(line.x0, 1), (line.x1, -1)]
    edges.sort()
    allowed = 0.08 * len(core)
    bounds = []
    depth = 0
    free_from: float | None = None
    size = median(line.size for row in core for line in row)
    for x, change in edges:
        before = depth
        depth += change
        if before > allowed >= depth:
            free_from = x
        elif before <= allowed < depth and free_from is not None:
            if x - free_from >= 0.4 * size:
                bounds.append((free_from + x) / 2)
            free_from = None
    return bounds or None


def parted(rows: Sequence[Row], xs: Sequence[float]) -> list[Row]:
    """The rows with lines parted that run on over a bound of the columns: cells that stand
    nearer to each other than a character is wide."""
    done = []
    for row in rows:
        made: Row = []
        for line in row:
            pieces = [line]
            for x in xs[1:-1]:
                last = pieces.pop()
                pieces += cut_at(last, x)
            made += pieces
        done.append(made)
    return done


def is_figured(row: Row) -> bool:
    """Whether a row holds figures behind its first cell, as the rows of a table's body do."""
    figures = sum(is_numeric(line.text) for line in row[1:])
    return figures > 0 and 2 * figures >= len(row) - 1


def _column(line: Line, xs: Sequence[float]) -> int:
    middle = (line.x0 + line.x1) / 2
    at = 0
    while at < len(xs) - 2 and middle > xs[at + 1]:
        at += 1
    return at


def is_table(rows: Sequence[Row], xs: Sequence[float], rules: Sequence[Box]) -> bool:
    """Whether rows in these columns read as a table and not as columns of prose or a list."""
    columns = len(xs) - 1
    body = [row for row in rows if len(row) >= 2]
    if _headed(rows, rules):
        return True
    if len(body) < LEAST_ROWS:
        return False
    if any(is_figured(row) and len(row) >= SURE_ROW for row in body):
        return True
    cells = [line for row in body for line in row if _column(line, xs) > 0]
    figures = sum(is_numeric(line.text) for line in cells) / len(cells) if cells else 0.0
    if figures >= FIGURES:
        return True
    if columns < 3:
        return False
    words = [line for row in body for line in row if not is_numeric(line.text)]
    mean = sum(columns_wide(line.text) for line in words) / max(1, len(words))
    if mean > LONGEST_CELL:
        return False
    ruled = _ruled_rows(rows, rules)
    full = sum(len(row) >= 0.7 * columns for row in body) / len(body)
    return figures >= FIGURES / 2 or (full >= 0.7 and (ruled or mean <= LONGEST_CELL / 2))


def _headed(rows: Sequence[Row], rules: Sequence[Box]) -> bool:
    """Whether strokes stand over and under a first row that heads a row of figures: a table of
    which a page break has left no more."""
    figured = [row for row in rows if is_figured(row)]
    if not figured or len(rows) < 2 or figured[0] is rows[0] or len(figured[0]) < LEAST_ROWS:
        return False
    x0, y0, x1, _ = around([line.box for row in rows for line in row])
    wide = [r for r in rules if r[3] - r[1] < 1 and r[2] - r[0] > 0.9 * (x1 - x0)]
    first, em = figured[0][0].base, figured[0][0].size
    above = any(y0 - 2 * em < r[1] <= rows[0][0].base - em / 2 for r in wide)
    between = any(rows[0][0].base < r[1] < first for r in wide)
    return above and between


def _ruled_rows(rows: Sequence[Row], rules: Sequence[Box]) -> bool:
    """Whether strokes as wide as the rows stand over, in or under them."""
    x0, y0, x1, y1 = around([line.box for row in rows for line in row])
    reach = rows[0][0].size * 2
    wide = [r for r in rules if r[2] - r[0] > 0.8 * (x1 - x0) and y0 - reach < r[1] < y1 + reach]
    return len(wide) >= 2


def build(rows: Sequence[Row], xs: Sequence[float], box: Box) -> PageTable:
    """The table of rows in columns."""
    first = _first_figures(rows)
    body = rows[first:]
    found = spanning_labels(body, xs[1], xs[2]) if len(xs) > 3 else None
    labels, body = found or ([], body)
    return made_table(list(rows[:first]), grouped(body, xs), xs, box, labels)


def made_table(
    top: Sequence[Row],
    groups: Sequence[Sequence[Line]],
    xs: Sequence[float],
    box: Box,
    labels: Sequence[Label] = (),
) -> PageTable:
    """A table of the head's rows of type and the body's rows, with the `labels` that stand
    beside several of these."""
    by_column: list[list[Line]] = [[] for _ in range(len(xs) - 1)]
    for line in (line for group in groups for line in group):
        by_column[_column(line, xs)].append(line)
    cells, depth = head_cells([line for row in top for line in row], xs, by_column)
    cells += body_cells(groups, xs, depth)
    cells += [
        PageCell(depth + x.first, 0, x.count, width=xs[1] - xs[0], lines=list(x.lines))
        for x in labels
    ]
    return PageTable(box, tuple(xs), cells, depth or None, ruled=False)


def body_cells(groups: Sequence[Sequence[Line]], xs: Sequence[float], first: int) -> list[PageCell]:
    """The cells of rows, the first of which is row `first` of the table."""
    cells: list[PageCell] = []
    for at, group in enumerate(groups):
        made: dict[int, PageCell] = {}
        for line in group:
            column = _column(line, xs)
            if column not in made:
                made[column] = PageCell(first + at, column, width=xs[column + 1] - xs[column])
            made[column].lines.append(line)
        cells += made.values()
    return cells


def _first_figures(rows: Sequence[Row]) -> int:
    """Index of the first row of the body: the first with figures behind its first cell, or the
    second with the most cells when there are none."""
    for at, row in enumerate(rows):
        if is_figured(row):
            return _with_label(rows, at) if at else 0
    most = max(len(row) for row in rows)
    full = [at for at, row in enumerate(rows) if len(row) >= 0.7 * most]
    return full[1] if len(full) > 1 else min(1, len(rows))


def _with_label(rows: Sequence[Row], at: int) -> int:
    """One row earlier when what stands right above is the first line of the row's own label,
    which wraps around the height of its figures."""
    if at + 1 >= len(rows) or len(rows[at + 1]) > 1:
        return at
    return at - 1 if _is_wrapped(rows[at - 1], rows[at]) else at


def with_wrapped_label(rows: Sequence[Row], end: int) -> int:
    """The end of a table's rows, one later when the last row's label wraps: what follows stands
    alone, and nearer than a row of type would."""
    if not 0 < end < len(rows) or len(rows[end]) > 1:
        return end
    line, last = rows[end][0], rows[end - 1]
    near = line.base - last[0].base < NEAR * line.size
    return end + 1 if near and line.x1 < last[-1].x1 else end


def _is_wrapped(above: Row, row: Row) -> bool:
    """Whether a row is the first line of the label of the row below, which wraps."""
    near = row[0].base - above[0].base < NEAR * row[0].size
    return len(above) == 1 and near and above[0].x1 < row[0].x0


def grouped(rows: Sequence[Row], xs: Sequence[float]) -> list[list[Line]]:
    """Rows of type as rows of the table: a label or a cell that wraps is one with its row."""
    figured = [row for row in rows if any(is_numeric(line.text) for line in row[1:])]
    if not figured:
        return _by_first_column(rows, xs)
    groups: list[list[Line]] = [list(row) for row in figured]
    levels = [row[0].base for row in figured]
    for row in rows:
        if any(row is other for other in figured):
            continue
        nearest = min(range(len(levels)), key=lambda i: abs(levels[i] - row[0].base))
        if len(row) == 1 or abs(levels[nearest] - row[0].base) < 1.6 * row[0].size:
            groups[nearest] += row
        else:
            place = sum(level < row[0].base for level in levels)
            groups.insert(place, list(row))
            levels.insert(place, row[0].base)
    return groups


def _by_first_column(rows: Sequence[Row], xs: Sequence[float]) -> list[list[Line]]:
    """Rows of words: a row begins where the first column has something."""
    groups: list[list[Line]] = []
    for row in rows:
        if groups and _column(row[0], xs) > 0:
            groups[-1] += row
        else:
            groups.append(list(row))
    return groups

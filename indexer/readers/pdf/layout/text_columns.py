"""Columns of text on a page, and the order in which they are read.

A gutter is an upright stretch that few lines cross, with well filled columns on both sides.
What does cross it (a title, a wide table, a footnote) parts the page into bands; in each band
the left column is read before the right one. Columns may have columns again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import HANGING, Box, TextLine, around
from indexer.readers.pdf.tables.cells import PageTable, cut_at_seam, rows_of
from indexer.structure.captions import is_caption_or_note

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Shares of the narrow lines that may cross a gutter, tried in turn: the freest one is best.
CROSSINGS = (0.0, 0.02, 0.05, 0.1, 0.25)
#: Share of its column's width that the rows of a column of prose fill on average.
FILLED = 0.6
#: Rows that a column must have on the fuller side to be seen as one.
LEAST_ROWS = 4
#: A gutter is at least this many em wide.
GUTTER = 0.9
#: With more free stretches than this side by side the page holds a table.
MOST_GAPS = 8
#: Lines wider than this share of the text's width stand in no column.
NARROW = 0.62
#: Share of the lines of a page that may cross the gutter that other pages have.
MOST_CROSSING = 0.2
#: Lines that fill this share of their side of a known gutter, and how many show it in use.
LONG_LINE, LEAST_LONG = 0.7, 3
#: Gutters on several pages within this many points are one.
SAME_GUTTER = 12.0
#: Where columns were drawn one after the other, footnotes and the like are drawn behind both.
FEW_TURNS = 4
#: Columns in columns: two divisions give up to four.
DEEPEST = 3
#: A column is at least this many em wide.
LEAST_WIDTH = 7.0
#: Pieces of a line on two sides of a gutter are at least this many em apart, punctuation that
#: hangs out of the left one not counted.
APART = 0.8


@dataclass(slots=True, eq=False)
class Column:
    """Lines and tables to be read from the top down. `left` and `right` are the edges of its
    text in the page's frame, `justified` whether its rows are stretched to reach both; `page`
    is the page's number. `alone` says that it is the only column there, `beside` that another
    one stands to its left or right; `size` is that of most of its type,
    `boxed` the frame of a text box that stands beside other text; `obstacles` are such frames
    in other columns."""

    page: int
    left: float
    right: float
    lines: list[TextLine] = field(default_factory=list)
    tables: list[PageTable] = field(default_factory=list)
    justified: bool = False
    alone: bool = True
    beside: bool = False
    size: float = 0.0
    boxed: Box | None = None
    obstacles: list[Box] = field(default_factory=list)


Item = TextLine | PageTable


def columns(
    page: int, lines: Sequence[TextLine], tables: Sequence[PageTable], known: float | None = None
) -> list[Column]:
    """The columns of one page in reading order. A page without gutters is one column.

    `known` is the gutter of the document's other pages: a last page with a few rows shows it
    too weakly to be found on its own, and a page with tables may show another one better.
    """
    items: list[Item] = [*lines, *tables]
    if not items:
        return []
    loose = _loosened(items)
    groups = _split(items, _confirmed(loose, known) or _gutter(loose, 0), 0)
    return [_column(page, group, beside, len(groups)) for group, beside in groups]


def usual_gutter(pages: Sequence[Sequence[TextLine]]) -> float | None:
    """The gutter that most of the pages with text have at one place; None when most have none."""
    found = [gutter for lines in pages if (gutter := _gutter(_loosened(lines), 0))]
    if not found or 2 * len(found) < sum(1 for lines in pages if len(lines) >= 2 * LEAST_ROWS):
        return None
    middle = sorted(found)[len(found) // 2]
    near = [gutter for gutter in found if abs(gutter - middle) < SAME_GUTTER]
    return middle if 2 * len(near) > len(found) else None


def _confirmed(items: Sequence[Item], known: float | None) -> float | None:
    """The known gutter if hardly anything crosses it and some lines of prose end at it; the rest
    may be a table, or a few words."""
    lines = [item for item in items if isinstance(item, TextLine) and item.turn == 0]
    if known is None or not lines:
        return None
    drawn = _drawn_apart(items, known)
    if drawn is not None:
        return known if drawn else None
    crossing = sum(_crosses(item, known) for item in items)
    left = [line for line in lines if line.x1 <= known + _slack(line)]
    right = [line for line in lines if line.x0 >= known]
    both = any(item.box.x1 <= known for item in items) and any(i.box.x0 >= known for i in items)
    if crossing > MOST_CROSSING * len(items) or not both:
        return None
    box = around([item.box for item in items])
    long = sum(line.width > LONG_LINE * (known - box.x0) for line in left)
    long += sum(line.width > LONG_LINE * (box.x1 - known) for line in right)
    return known if long >= LEAST_LONG else None


def _column(page: int, items: Sequence[Item], beside: bool, count: int) -> Column:
    box = around([item.box for item in items])
    lines = [item for item in items if isinstance(item, TextLine)]
    tables = [item for item in items if isinstance(item, PageTable)]
    return Column(page, box.x0, box.x1, lines, tables, alone=count == 1, beside=beside)


def _split(items: list[Item], gutter: float | None, depth: int) -> list[tuple[list[Item], bool]]:
    """The items in groups, each a column, in reading order; and whether it stands beside
    another."""
    if gutter is None:
        return [(items, depth > 0)]
    groups: list[tuple[list[Item], bool]] = []
    single: list[Item] = []
    items = [piece for item in items for piece in _parted(item, gutter)]
    for band in _bands(items, gutter):
        left = [item for item in band if item.box.x1 <= gutter + _slack(item)]
        right = [item for item in band if item.box.x0 >= gutter]
        if len(left) + len(right) < len(band) or not left or not right:
            single += band
            continue
        if single:
            groups.append((single, depth > 0))
            single = []
        for side in (left, right):
            groups += _split(side, _gutter(side, depth + 1), depth + 1)
    if single:
        groups.append((single, depth > 0))
    return groups


def _parted(item: Item, gutter: float | None) -> list[Item]:
    """A line in two where it was put together across the gutter, or across a possible one."""
    if isinstance(item, TextLine) and (gutter is None or item.x0 < gutter < item.x1):
        for offset, left, right in item.seams:
            hangs = item.text[:offset].rstrip()[-1:] in HANGING
            end = left - item.size if hangs else left
            across = gutter is None or end <= gutter <= right + 1
            if across and right - end >= APART * item.size:
                return list(cut_at_seam(item, offset, left, right))
    return [item]


def _loosened(items: Sequence[Item]) -> list[Item]:
    """The items with lines in two where they may have been put together across a gutter."""
    return [piece for item in items for piece in _parted(item, None)]


def _slack(item: Item) -> float:
    """How far an item may reach over a gutter's middle: punctuation that hangs out of a line."""
    return item.size if isinstance(item, TextLine) else 1.0


def _crosses(item: Item, gutter: float) -> bool:
    return item.box.x0 < gutter - 1 and item.box.x1 > gutter + _slack(item)


def _bands(items: Sequence[Item], gutter: float) -> list[list[Item]]:
    """Items from the top in bands: what crosses the gutter alone, and what stands between."""
    bands: list[list[Item]] = []
    between: list[Item] = []
    level = float("-inf")
    crossing = sorted((i for i in items if _crosses(i, gutter)), key=lambda i: i.box.y0)
    others = sorted((i for i in items if not _crosses(i, gutter)), key=_middle)
    at = 0
    for wide in crossing:
        between = []
        while at < len(others) and _middle(others[at]) < _middle(wide):
            between.append(others[at])
            at += 1
        above = _over_table(between, wide)
        between = [item for item in between if item not in above]
        if between:
            bands.append(between)
        if bands and not between and _crosses(bands[-1][-1], gutter):
            bands[-1] += [*above, wide]
        else:
            bands.append([*above, wide])
        level = max(level, wide.box.y1)
    if at < len(others):
        bands.append(others[at:])
    return bands


def _over_table(items: Sequence[Item], wide: Item) -> list[Item]:
    """The caption, the unit and the period over a table across the columns: short lines of these
    forms between it and the last line of the text above."""
    if isinstance(wide, TextLine):
        return []
    near = [i for i in items if isinstance(i, TextLine) and is_caption_or_note(i.text)]
    own = set(near)
    foot = max((i.box.y1 for i in items if i not in own), default=float("-inf"))
    return [line for line in near if line.y0 > foot - 1]


def _middle(item: Item) -> float:
    return item.box.middle_y


def _gutter(items: Sequence[Item], depth: int) -> float | None:
    """The middle of the best gutter, None when the items stand in one column."""
    if depth >= DEEPEST:
        return None
    lines = [item for item in items if isinstance(item, TextLine) and item.turn == 0]
    if len(lines) < 2 * LEAST_ROWS:
        return None
    box = around([line.box for line in lines])
    width = box.width
    narrow = [line for line in lines if line.width < NARROW * width]
    if len(narrow) < 2 * LEAST_ROWS:
        return None
    size = sorted(line.size for line in narrow)[len(narrow) // 2]
    boxes = [_without_hanging(line) for line in narrow]
    boxes += [i.box for i in items if isinstance(i, PageTable) and i.box.width < NARROW * width]
    tried: list[float] = []
    crowded = False
    for share in CROSSINGS:
        found = [
            (end - start, (start + end) / 2)
            for start, end in _free(boxes, share * len(boxes))
            if end - start >= GUTTER * size
        ]
        crowded |= len(found) > MOST_GAPS  # the page holds a table
        for _, middle in sorted(found, reverse=True)[:MOST_GAPS]:
            inside = min(middle - box.x0, box.x1 - middle) >= LEAST_WIDTH * size
            if not inside or any(abs(middle - other) < size for other in tried):
                continue
            tried.append(middle)
            drawn = _drawn_apart(items, middle)
            if drawn or (drawn is None and not crowded and _is_gutter(items, middle, box, depth)):
                return middle
    return None


def _without_hanging(line: TextLine) -> Box:
    """A line's box without the punctuation at its end, which may hang out into the gutter."""
    x0, y0, x1, y1 = line.box
    hangs = len(line.text) > 1 and line.text[-1] in HANGING
    return Box(x0, y0, max(x0, x1 - line.size) if hangs else x1, y1)


def _free(boxes: Sequence[Box], allowed: float) -> list[tuple[float, float]]:
    """Stretches of x between boxes that at most `allowed` of them cover."""
    edges = sorted(edge for box in boxes for edge in ((box.x0, 1), (box.x1 - 1.0, -1)))
    found: list[tuple[float, float]] = []
    depth = 0
    for at, (x, change) in enumerate(edges[:-1]):
        depth += change
        following = edges[at + 1][0]
        if depth <= allowed and following > x:
            if found and found[-1][1] >= x:
                found[-1] = (found[-1][0], following)
            else:
                found.append((x, following))
    return found


def _drawn_apart(items: Sequence[Item], gutter: float) -> bool | None:
    """Whether what stands on the two sides of a gutter was drawn one side after the other, as
    columns of text are and those of a table are not; None where that cannot be told."""
    least = [0, 0]
    orders: set[int] = set()
    count = 0
    turns = 1
    for band in _bands(items, gutter):
        if any(_crosses(item, gutter) for item in band):
            continue  # with a caption or a unit, which is drawn with its table
        sides = sorted((_order(item), item.box.y0, item.box.x0 >= gutter) for item in band)
        own = sum(one[2] != other[2] for one, other in pairwise(sides))
        heights = [
            len({round(item.box.y0) for item in band if (item.box.x0 >= gutter) is right})
            for right in (False, True)
        ]
        if min(heights) > 1:  # else nothing is told: both columns and tables have such rows
            least = [before + added for before, added in zip(least, heights, strict=True)]
        # From one band of columns to the next the pen turns back once more; rows of a table
        # that a wide cell parts are no bands of columns.
        turns += max(0, own - 1) if min(heights) >= LEAST_ROWS - 1 else own
        orders |= {order for order, _, _ in sides}
        count += len(sides)
    if max(least) < LEAST_ROWS or min(least) < LEAST_ROWS - 1 or len(orders) < count / 2:
        return None
    if turns <= FEW_TURNS and 2 * max(least) >= LEAST_ROWS * (turns + 1):
        return True
    return False if 4 * turns > min(least) else None


def _order(item: Item) -> int:
    """When an item was drawn."""
    if isinstance(item, TextLine):
        return item.order
    return min((line.order for cell in item.cells for line in cell.lines), default=0)


def _is_gutter(items: Sequence[Item], gutter: float, box: Box, depth: int) -> bool:
    """Whether the bands beside a gutter hold columns of prose on both sides."""
    left: list[TextLine] = []
    right: list[TextLine] = []
    for band in _bands(items, gutter):
        lines = [item for item in band if isinstance(item, TextLine)]
        before = [line for line in lines if line.x1 <= gutter + _slack(line)]
        after = [line for line in lines if line.x0 >= gutter]
        if before and after:
            left += before
            right += after
    if not left or not right:
        return False
    rows_left, rows_right = rows_of(left), rows_of(right)
    both = sorted((len(rows_left), len(rows_right)))
    if both[1] < LEAST_ROWS or both[0] < 2:
        return False
    return all(
        _fill(rows, width) or _gutter([line for row in rows for line in row], depth + 1)
        for rows, width in ((rows_left, gutter - box.x0), (rows_right, box.x1 - gutter))
    )


def _fill(rows: Sequence[Sequence[TextLine]], width: float) -> bool:
    """Whether rows fill a column of a width as prose does."""
    return (
        bool(rows) and sum(line.width for row in rows for line in row) >= FILLED * len(rows) * width
    )

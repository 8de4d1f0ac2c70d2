"""Gutters: vertical white space between text columns.

A gutter is crossed by few lines and has well filled columns on both sides. A gap between table
columns looks alike; the order in which the content stream draws the two sides distinguishes them
where it can, and how well the rows are filled decides otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.readers.pdf.layout.bands import Item, crosses, reach, split_into_bands
from indexer.readers.pdf.source.geometry import HANGING, Box, TextLine, around
from indexer.readers.pdf.tables.line_splitting import cut_at_seam
from indexer.readers.pdf.tables.model import PageTable
from indexer.readers.pdf.tables.rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class GutterOptions:
    """Thresholds of gutters and text columns. Set by hand on sample reports in one and two
    columns, with and without tables; measure again with
    `python -m judian.evals typeset --reports 40 --seed 99` (text in two columns)."""

    #: Shares of the narrow lines that may cross a gutter, tried in turn, the freest first.
    crossing_shares: tuple[float, ...] = (0.0, 0.02, 0.05, 0.1, 0.25)
    #: A gutter is at least this wide, in em.
    min_width: float = 0.9
    #: A text column is at least this wide, in em.
    min_column_width: float = 7.0
    #: Points by which a line may reach into a gutter unnoticed: kerning of its last glyph.
    max_intrusion: float = 1.0
    #: More free stretches than this side by side are those of a table.
    max_stretches: int = 8
    #: Lines wider than this share of the page's text are in no column.
    max_line_width: float = 0.62
    #: Rows of the fuller one of two columns, and of the emptier one, at least.
    min_rows: int = 4
    min_rows_beside: int = 2
    #: The rows of prose fill this share of their column's width on average, at least.
    min_filled: float = 0.6
    #: Columns are divided into columns at most this often, which gives up to four.
    max_depth: int = 3

    #: The gutter of a document's other pages is taken if at most this share of a page's lines
    #: crosses it, and if so many lines fill this share of their side of it.
    max_crossing: float = 0.2
    min_long_lines: int = 3
    long_line: float = 0.7
    #: Gutters of pages within this many points are one.
    same_position: float = 12.0

    #: The drawing order changes sides this often at most between text columns: footnotes are
    #: drawn after both columns.
    max_turns: int = 4
    #: The drawing order of a table changes sides at least once in this many rows.
    rows_per_turn: int = 4
    #: Two runs of one line on the two sides of a gutter are at least this many em apart; hanging
    #: punctuation of the left one is not counted.
    min_seam: float = 0.8


OPTIONS = GutterOptions()


def usual_gutter(pages: Sequence[Sequence[TextLine]]) -> float | None:
    """The x of the gutter that most pages of a document have; None if most have none, or have it
    at other positions. Short pages are not counted."""
    found = [gutter for lines in pages if (gutter := find_gutter(split_at_seams(lines), 0))]
    long = sum(1 for lines in pages if len(lines) >= 2 * OPTIONS.min_rows)
    if not found or 2 * len(found) < long:
        return None
    middle = sorted(found)[len(found) // 2]
    near = [gutter for gutter in found if abs(gutter - middle) < OPTIONS.same_position]
    return middle if 2 * len(near) > len(found) else None


def confirm_gutter(items: Sequence[Item], gutter: float | None) -> float | None:
    """The usual gutter if a page has it too: few items cross it, and some lines of prose end at
    it. The rest may be a table, or a few words. None otherwise."""
    lines = [item for item in items if isinstance(item, TextLine) and item.orientation == 0]
    if gutter is None or not lines:
        return None
    drawn = are_sides_drawn_apart(items, gutter)
    if drawn is not None:
        return gutter if drawn else None
    crossing = sum(crosses(item, gutter) for item in items)
    both = any(item.box.x1 <= gutter for item in items) and any(i.box.x0 >= gutter for i in items)
    if crossing > OPTIONS.max_crossing * len(items) or not both:
        return None
    box = around([item.box for item in items])
    widths = [(line, gutter - box.x0) for line in lines if line.x1 <= gutter + reach(line)]
    widths += [(line, box.x1 - gutter) for line in lines if line.x0 >= gutter]
    long = sum(line.width > OPTIONS.long_line * width for line, width in widths)
    return gutter if long >= OPTIONS.min_long_lines else None


def find_gutter(items: Sequence[Item], depth: int) -> float | None:
    """The x in the middle of the best gutter; None if the items are in one column. `depth` is the
    number of divisions before this one."""
    if depth >= OPTIONS.max_depth:
        return None
    lines = [item for item in items if isinstance(item, TextLine) and item.orientation == 0]
    if len(lines) < 2 * OPTIONS.min_rows:
        return None
    box = around([line.box for line in lines])
    limit = OPTIONS.max_line_width * box.width
    narrow = [line for line in lines if line.width < limit]
    if len(narrow) < 2 * OPTIONS.min_rows:
        return None
    size = sorted(line.size for line in narrow)[len(narrow) // 2]
    boxes = [_without_hanging(line) for line in narrow]
    tables = [item.box for item in items if isinstance(item, PageTable)]
    boxes += [table for table in tables if table.width < limit]
    tried: list[float] = []
    crowded = False
    for share in OPTIONS.crossing_shares:
        found = [
            (end - start, (start + end) / 2)
            for start, end in _free_stretches(boxes, share * len(boxes))
            if end - start >= OPTIONS.min_width * size
        ]
        crowded |= len(found) > OPTIONS.max_stretches  # the page holds a table
        for _, middle in sorted(found, reverse=True)[: OPTIONS.max_stretches]:
            side = min(middle - box.x0, box.x1 - middle)
            if side < OPTIONS.min_column_width * size:
                continue
            if any(abs(middle - other) < size for other in tried):
                continue
            tried.append(middle)
            if _is_gutter(items, middle, box, depth, crowded=crowded):
                return middle
    return None


def _is_gutter(
    items: Sequence[Item], middle: float, box: Box, depth: int, *, crowded: bool
) -> bool:
    """True if a free stretch is a gutter. On a `crowded` page, which has many free stretches, the
    drawing order must show it."""
    drawn = are_sides_drawn_apart(items, middle)
    if drawn is not None:
        return drawn
    return not crowded and _has_prose_beside(items, middle, box, depth)


def _without_hanging(line: TextLine) -> Box:
    """A line's box without the punctuation at its end, which may hang out into the gutter."""
    x0, y0, x1, y1 = line.box
    hangs = len(line.text) > 1 and line.text[-1] in HANGING
    return Box(x0, y0, max(x0, x1 - line.size) if hangs else x1, y1)


def _free_stretches(boxes: Sequence[Box], allowed: float) -> list[tuple[float, float]]:
    """Ranges of x between boxes that at most `allowed` of them cover."""
    edges = sorted(
        edge for box in boxes for edge in ((box.x0, 1), (box.x1 - OPTIONS.max_intrusion, -1))
    )
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


def are_sides_drawn_apart(items: Sequence[Item], gutter: float) -> bool | None:
    """True if the content stream draws one side of the gutter completely before the other (text
    columns), False if it alternates (table), None if undecidable."""
    rows = [0, 0]
    orders: set[int] = set()
    count = 0
    turns = 1
    for band in split_into_bands(items, gutter):
        if any(crosses(item, gutter) for item in band):
            continue  # with a caption or a unit, which is drawn with its table
        boxes = [(item, item.box) for item in band]
        sides = sorted((_drawing_order(item), box.y0, box.x0 >= gutter) for item, box in boxes)
        own_turns = sum(one[2] != other[2] for one, other in pairwise(sides))
        own_rows = [
            len({round(y) for _, y, is_right in sides if is_right is right})
            for right in (False, True)
        ]
        if min(own_rows) > 1:  # both text columns and tables have single rows
            rows = [before + added for before, added in zip(rows, own_rows, strict=True)]
        # From one band of columns to the next the drawing order turns back once more. Rows of a
        # table that a wide cell separates are not bands of columns.
        is_band = min(own_rows) >= OPTIONS.min_rows - 1
        turns += max(0, own_turns - 1) if is_band else own_turns
        orders |= {order for order, _, _ in sides}
        count += len(sides)
    few = max(rows) < OPTIONS.min_rows or min(rows) < OPTIONS.min_rows - 1
    if few or 2 * len(orders) < count:
        return None
    if turns <= OPTIONS.max_turns and 2 * max(rows) >= OPTIONS.min_rows * (turns + 1):
        return True
    return False if OPTIONS.rows_per_turn * turns > min(rows) else None


def _drawing_order(item: Item) -> int:
    """The position of an item in the drawing order of its page."""
    if isinstance(item, TextLine):
        return item.order
    return min((line.order for cell in item.cells for line in cell.lines), default=0)


def _has_prose_beside(items: Sequence[Item], gutter: float, box: Box, depth: int) -> bool:
    """True if the bands beside a gutter hold prose, or further columns, on both sides."""
    left: list[TextLine] = []
    right: list[TextLine] = []
    for band in split_into_bands(items, gutter):
        lines = [item for item in band if isinstance(item, TextLine)]
        before = [line for line in lines if line.x1 <= gutter + reach(line)]
        after = [line for line in lines if line.x0 >= gutter]
        if before and after:
            left += before
            right += after
    rows_left, rows_right = rows_of(left), rows_of(right)
    fewer, more = sorted((len(rows_left), len(rows_right)))
    if more < OPTIONS.min_rows or fewer < OPTIONS.min_rows_beside:
        return False
    return all(
        _fill(rows, width) or find_gutter([line for row in rows for line in row], depth + 1)
        for rows, width in ((rows_left, gutter - box.x0), (rows_right, box.x1 - gutter))
    )


def _fill(rows: Sequence[Sequence[TextLine]], width: float) -> bool:
    """True if rows fill a column of a width in points as prose does."""
    filled = sum(line.width for row in rows for line in row)
    return bool(rows) and filled >= OPTIONS.min_filled * len(rows) * width


def split_at_seams(items: Sequence[Item]) -> list[Item]:
    """The items, with a line cut in two where it may have been joined across a gutter."""
    return [piece for item in items for piece in cut_at_gutter(item, None)]


def cut_at_gutter(item: Item, gutter: float | None) -> list[Item]:
    """A line in two where it was joined across the gutter; across any gutter for None."""
    if isinstance(item, TextLine) and (gutter is None or item.x0 < gutter < item.x1):
        for offset, left, right in item.seams:
            hangs = item.text[:offset].rstrip()[-1:] in HANGING
            end = left - item.size if hangs else left
            across = gutter is None or end <= gutter <= right + OPTIONS.max_intrusion
            if across and right - end >= OPTIONS.min_seam * item.size:
                pieces = cut_at_seam(item, offset, left, right)
                # A line may begin or end with spaces.
                return list(pieces) if all(x.text.strip() for x in pieces) else [item]
    return [item]

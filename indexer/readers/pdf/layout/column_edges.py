"""The left and right edges of text columns, from all columns at one position of a document's pages.

A page may have too little text to show its edges, or only indented lines.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from indexer.readers.pdf.source.tolerances import NEAR_EDGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from indexer.readers.pdf.layout.text_columns import TextColumn
    from indexer.readers.pdf.source.geometry import TextLine


@dataclass(frozen=True, slots=True)
class ColumnEdgeOptions:
    """Thresholds of the edges of text columns; an em is the size of the line in question. Set by
    hand on the sample reports; measure again with
    `python -m judian.evals typeset --reports 40 --seed 99` (column of the paragraphs)."""

    #: Positions at which lines begin and end are counted in steps of this many points.
    step: float = 2.0
    #: A column is at the position of another one if it reaches beyond its left side by at most
    #: this many em, and beyond its right side by at most so many (hanging punctuation).
    max_left_excess: float = 0.5
    max_right_excess: float = 1.6
    #: Lines that end at one position to show a right edge, at least.
    min_ends: int = 3
    #: A column shows its own edges if this share of its lines end at one position. Pages printed on
    #: both sides have text areas that are moved by 10 to 20 points: columns with both edges moved
    #: by more than this many points are of two positions. Set by hand, tried on 18 audit reports.
    own_edge: float = 0.4
    moved: float = 5.0
    #: A right edge is at most this many em before the end of the longest line.
    max_before_longest: float = 4.0
    #: Another left side than the first one counts only from so many lines on: 2, and one more
    #: for each this many lines.
    min_begins: int = 2
    lines_per_begin: int = 50
    #: On a page with at most this many lines the right margin is taken to be as wide as the left
    #: one, if the text between them is more than this many em wide.
    max_mirrored_lines: int = 9
    min_mirrored_width: float = 3.0
    #: Fewer lines than this that end before this share of the width between the margins show no
    #: right edge.
    few_lines: int = 12
    short: float = 0.7
    #: Lines near the right edge that are needed to show that text is justified, at least; and the
    #: share of them that must reach the edge, to within so many em. Lines of ragged Han text
    #: often reach it too.
    min_near: int = 8
    min_justified: float = 0.85
    reached: float = 0.12


OPTIONS = ColumnEdgeOptions()


@dataclass(slots=True, eq=False)
class _ColumnGroup:
    """The columns at one position of the pages: the sides of the largest one, the left and right
    edges that its own lines show, the lines of all, and the remainders by 2 of the numbers of their
    pages."""

    left: float
    right: float
    edges: tuple[float, float] | None
    lines: list[TextLine] = field(default_factory=list)
    sides: set[int] = field(default_factory=set)


def set_column_edges(
    columns: Iterable[TextColumn], sizes: Mapping[int, tuple[float, float]]
) -> None:
    """Set the edges of each column to those that lines show in all columns at its position, and
    whether its text is justified.

    `sizes` are the pages' widths and heights in points, by page number.
    """
    groups = _group_by_position(columns, sizes)
    edges: dict[_ColumnGroup, tuple[float, float, bool, float]] = {}
    for column, group in groups:
        if group not in edges:
            right = _right_edge(group.lines)
            margin = _right_margin(column, group.lines, sizes[column.page][0])
            if right is None or (column.alone and _is_short(group, right, margin)):
                right = margin
            size = median(line.size for line in group.lines for _ in line.text)
            justified = _is_justified(group.lines, right)
            edges[group] = (_left_edge(group.lines), right, justified, size)
        column.left, column.right, column.justified, column.size = edges[group]


def _group_by_position(
    columns: Iterable[TextColumn], sizes: Mapping[int, tuple[float, float]]
) -> list[tuple[TextColumn, _ColumnGroup]]:
    """Each column with its group, from the column with most text on."""
    groups: dict[tuple[int, TextColumn | bool], list[_ColumnGroup]] = {}
    found: list[tuple[TextColumn, _ColumnGroup]] = []
    for column in sorted(columns, key=lambda column: -sum(len(x.text) for x in column.lines)):
        lines = [line for line in column.lines if line.orientation == 0]
        if not lines:
            continue
        # A column beside another one has edges of its own, even if text across the page holds it.
        kind = column if column.boxed else column.beside
        known = groups.setdefault((round(sizes[column.page][0]), kind), [])
        em = lines[0].size
        shown = _own_edges(lines)
        holding = [
            group
            for group in known
            if group.left - OPTIONS.max_left_excess * em <= column.left
            and column.right <= group.right + OPTIONS.max_right_excess * em
            and not _is_moved(group.edges, shown)
        ]
        side = column.page % 2
        if holding:
            narrowest = min(group.right - group.left for group in holding)
            group = min(
                (g for g in holding if g.right - g.left <= narrowest + OPTIONS.moved),
                key=lambda group: (side not in group.sides, group.right - group.left),
            )
        else:
            group = _ColumnGroup(column.left, column.right, shown)
            known.append(group)
        group.lines += lines
        group.sides.add(side)
        found.append((column, group))
    return found


def _own_edges(lines: Sequence[TextLine]) -> tuple[float, float] | None:
    """The left and right edges of a column that many of its lines reach; None without."""
    right = _right_edge(lines)
    if right is None:
        return None
    reaching = sum(abs(line.x1 - right) <= OPTIONS.step for line in lines)
    return (_left_edge(lines), right) if reaching >= OPTIONS.own_edge * len(lines) else None


def _is_moved(edges: tuple[float, float] | None, others: tuple[float, float] | None) -> bool:
    """True if both edges of a column are moved to one side against those of another column."""
    if edges is None or others is None:
        return False
    left, right = others[0] - edges[0], others[1] - edges[1]
    return min(left, right) > OPTIONS.moved or max(left, right) < -OPTIONS.moved


def _is_justified(lines: Sequence[TextLine], right: float) -> bool:
    """True if nearly all lines that come near the right edge reach it."""
    rooms = [right - line.x1 for line in lines if right - line.x1 < NEAR_EDGE * line.size]
    reached = sum(room < OPTIONS.reached * lines[0].size for room in rooms)
    return len(rooms) >= OPTIONS.min_near and reached >= OPTIONS.min_justified * len(rooms)


def _right_edge(lines: Sequence[TextLine]) -> float | None:
    """The x at which most lines end; None if too few end at one position."""
    if not lines:
        return None
    ends = Counter(round(line.x1 / OPTIONS.step) for line in lines)
    best: tuple[int, int] | None = None
    nearest = _longest(lines) - OPTIONS.max_before_longest * lines[0].size
    for end in ends:
        count = ends[end] + ends[end - 1] + ends[end + 1]
        near = OPTIONS.step * end > nearest
        if count >= OPTIONS.min_ends and near and (best is None or count > best[0]):
            best = (count, end)
    if best is None:
        return None
    return median(line.x1 for line in lines if abs(round(line.x1 / OPTIONS.step) - best[1]) <= 1)


def _longest(lines: Sequence[TextLine]) -> float:
    return max(line.x1 for line in lines)


def _right_margin(column: TextColumn, lines: Sequence[TextLine], width: float) -> float:
    """The right edge of a page with few lines: as far from the edge of the paper as the left one,
    or the end of the longest line if that is further right. `width` is that of the page."""
    mirrored = width - column.left
    longest = _longest(lines)
    narrow = mirrored <= column.left + OPTIONS.min_mirrored_width * lines[0].size
    if narrow or len(lines) > OPTIONS.max_mirrored_lines:
        return longest
    return max(longest, mirrored)


def _is_short(group: _ColumnGroup, right: float, margin: float) -> bool:
    """True if the few lines of a group end so far from the margin that they show no edge."""
    limit = group.left + OPTIONS.short * (margin - group.left)
    return len(group.lines) < OPTIONS.few_lines and right < limit


def _left_edge(lines: Sequence[TextLine]) -> float:
    """The leftmost x at which more than a stray line begins."""
    begins = Counter(round(line.x0 / OPTIONS.step) for line in lines)
    needed = min(OPTIONS.min_begins, len(lines)) + len(lines) // OPTIONS.lines_per_begin
    for begin in sorted(begins):
        if begins[begin] + begins[begin + 1] >= needed:
            return OPTIONS.step * begin
    return min(line.x0 for line in lines)

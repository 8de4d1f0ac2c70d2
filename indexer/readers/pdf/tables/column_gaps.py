"""The columns of a table without strokes: upright stretches that its rows leave free.

Lines are looked at in the pieces between all their gaps, so that cells which stand near to each
other show what is free between them. A narrow stretch counts only where the text beside it has
a common edge, or was not drawn in one go: between Han and digits a typesetter leaves a quarter
of an em.
"""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from indexer.readers.pdf.source.geometry import TextLine
from indexer.readers.pdf.tables.drawing_order import TOTAL
from indexer.structure.characters import is_cjk
from indexer.structure.table_grid import is_numeric

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A stretch of this many em between two columns is enough (measured on evals typeset and
#: tests/readers; a space between words is 0.25 to 0.35 em wide).
FREE = 0.4
#: With text on its two sides that was not drawn in one go, or on a common edge.
NARROW = 0.13
#: So many rows that begin or end within so many points of each other have a common edge.
ALIGNED_ROWS, SAME_EDGE = 3, 0.6
#: Between Han and digits that were drawn in one go a typesetter leaves less than this many em.
BETWEEN_SCRIPTS = 0.5
#: A row of figures with this many cells is enough to show a table's columns.
SURE_ROW = 5
#: Rows nearer than this many sizes are no rows of type: one is a part of a cell that wraps.
NEAR = 0.9
#: Share of the rows whose text may reach over a stretch: labels of sums, notes.
CROSSING = 0.08

Row = list[TextLine]


class _Piece(NamedTuple):
    """Text from `x0` to `x1` that was drawn as piece `order` of the page. `begins` and `ends`
    say that it does so by itself, and not where Han and digits meet in one text; `sums` that it
    may stand over columns, being the label of sums."""

    x0: float
    x1: float
    order: int
    begins: bool
    ends: bool
    text: str = ""
    sums: bool = False


def free_stretches(core: Sequence[Row]) -> list[tuple[float, float]]:
    """The stretches between the columns of rows, from the left."""
    size = median(line.size for row in core for line in row)
    pieces = [_pieces(row) for row in core]
    if len(core) == 1:  # no other row shows what the label of sums stands over
        sums = [piece for piece in pieces[0] if piece.sums]
        rest = [piece for piece in pieces[0] if not piece.sums]
        pieces = [[*(sums[0]._replace(x1=sums[-1].x1, sums=False) for _ in sums[:1]), *rest]]
    flat = [piece for row in pieces for piece in row if not piece.sums]
    bridges = _bridges(flat, CROSSING * len(core), size)
    kept = [[piece for piece in row if piece not in bridges] for row in pieces]
    flat = [piece for row in kept for piece in row if not piece.sums]
    return [
        (left, right)
        for left, right in _free(flat, 0)
        if right - left >= NARROW * size
        and _is_edge(kept, left, right, 1 if right - left >= FREE * size else ALIGNED_ROWS)
    ]


def _pieces(row: Row) -> list[_Piece]:
    """The stretches of text of a row between all gaps."""
    found: list[_Piece] = []
    labels = labels_of_sums(row)
    for at, line in enumerate(row):
        start, order, begins, offset = line.x0, line.order, True, 0
        sums = at in labels
        for gap in line.gaps if not sums else ():
            left, right = line.text[gap.offset - 1], line.text[gap.offset]
            spaced = left == " " or gap.right - gap.left >= BETWEEN_SCRIPTS * line.size
            apart = gap.order != order or spaced or is_cjk(left) == is_cjk(right)
            text = line.text[offset : gap.offset]
            found.append(_Piece(start, gap.left, order, begins, apart, text))
            start, order, begins, offset = gap.right, gap.order, apart, gap.offset
        found.append(_Piece(start, line.x1, order, begins, True, line.text[offset:], sums))
    return found


def labels_of_sums(row: Row) -> set[int]:
    """Which lines of a row are labels of sums: alone, or two that are set wide (合　計)."""
    texts = [line.text.replace(" ", "") for line in row]
    found = {at for at, text in enumerate(texts) if TOTAL.match(text)}
    for at, (one, other) in enumerate(pairwise(row)):
        wide = len(texts[at]) == len(texts[at + 1]) == 1 and other.order - one.order == 1
        if wide and TOTAL.match(texts[at] + texts[at + 1]):
            found |= {at, at + 1}
    return found


def _free(pieces: Sequence[_Piece], allowed: float) -> list[tuple[float, float]]:
    """Stretches between pieces that at most `allowed` of them cover."""
    edges = sorted([(x.x0, 1) for x in pieces] + [(x.x1, -1) for x in pieces])
    found = []
    depth = 0
    start: float | None = None
    for x, change in edges:
        before = depth
        depth += change
        if before > allowed >= depth:
            start = x
        elif before <= allowed < depth and start is not None:
            found.append((start, x))
            start = None
    return found


def _bridges(pieces: Sequence[_Piece], allowed: float, size: float) -> set[_Piece]:
    """The pieces that reach over a stretch which nearly all rows leave free, on both sides."""
    if allowed < 1:
        return set()
    strict = _free(pieces, 0)
    wide = [
        (left, right)
        for left, right in _free(pieces, allowed)
        if right - left >= FREE * size and not any(a < right and left < b for a, b in strict)
    ]
    return {
        piece
        for piece in pieces
        for left, right in wide
        if piece.x0 < left - size and piece.x1 > right + size
    }


def _is_edge(rows: Sequence[Sequence[_Piece]], left: float, right: float, least: int) -> bool:
    """Whether a stretch parts columns: `least` rows begin behind it, or end before it, on one
    line, or text on its two sides was drawn at different times in some row."""
    begin = sum(any(abs(x.x0 - right) < SAME_EDGE and x.begins for x in row) for row in rows)
    end = sum(any(abs(x.x1 - left) < SAME_EDGE and x.ends for x in row) for row in rows)
    if max(begin, end) >= least or _is_edge_of_figures(rows, left, right):
        return True
    for row in rows:
        for one, other in pairwise(sorted(row)):
            beside = one.x1 <= left + 0.1 and other.x0 >= right - 0.1
            if beside and other.order - one.order not in (0, 1):
                return True
    return False


def _is_edge_of_figures(rows: Sequence[Sequence[_Piece]], left: float, right: float) -> bool:
    """Whether figures of several widths end at a stretch behind which several words begin: two
    columns, and not numbers with their unit."""
    pairs = [
        (one, other)
        for row in rows
        for one, other in pairwise(sorted(row))
        if abs(one.x1 - left) < SAME_EDGE and abs(other.x0 - right) < SAME_EDGE
    ]
    starts = {round(one.x0 / SAME_EDGE) for one, _ in pairs}
    words = {other.text[0] for _, other in pairs}
    figures = all(is_numeric(one.text) for one, _ in pairs)
    return figures and len(pairs) >= ALIGNED_ROWS <= len(words) and len(starts) > 1


def gutters(rows: Sequence[Row], banded: bool = False) -> list[float] | None:
    """Middles of the upright gaps that the body's rows leave free; None without any. One row
    of figures is enough where the rows are `banded`, that is, ruled or shaded."""
    figured = [at for at, row in enumerate(rows) if is_figured(row)]
    # Labels that wrap stand on rows of their own between those of the figures.
    sure = banded or any(len(rows[at]) >= SURE_ROW for at in figured)
    if len(figured) < (1 if sure else 2):
        figured = []
    first = 0
    if figured:
        first = next(at for at, row in enumerate(rows) if any(is_numeric(x.text) for x in row[1:]))
    if first and is_wrapped(rows[first - 1], rows[first]):
        first -= 1
    if len(rows) - first < (1 if sure and figured else 2):
        return None
    stretches = free_stretches(rows[first:])
    if first:
        stretches = _with_bare_column(stretches, rows[first - 1])
        stretches = _with_labels(stretches, rows[:first], rows[first:])
    return [(left + right) / 2 for left, right in stretches] or None


def _with_bare_column(stretches: list[tuple[float, float]], head: Row) -> list[tuple[float, float]]:
    """The stretches with one in two where a header stands between two others that have columns:
    its own column is empty."""
    done: list[tuple[float, float]] = []
    for left, right in stretches:
        inside = [x for x in head if left <= x.x0 and x.x1 <= right]
        beside = any(x.x1 <= left for x in head) and any(x.x0 >= right for x in head)
        near = [x for x in head if x.x0 < left < x.x1 or x.x0 < right < x.x1]
        if len(inside) == 1 and (beside or near) and len(head) > len(stretches) + 1:
            done += [(left, inside[0].x0), (inside[0].x1, right)]
        else:
            done.append((left, right))
    return done


def _with_labels(
    stretches: list[tuple[float, float]], above: Sequence[Row], core: Sequence[Row]
) -> list[tuple[float, float]]:
    """The stretches with one more where text above stands left of all that is in the core: a
    column of labels, each half-way up beside several rows."""
    left = min(line.x0 for row in core for line in row)
    size = median(line.size for row in core for line in row)
    ends = [x.x1 for row in above for x in row if x.x1 <= left - NARROW * size]
    return [(max(ends), left), *stretches] if ends else stretches


def is_figured(row: Row) -> bool:
    """Whether a row holds figures behind its first cell, as the rows of a table's body do."""
    figures = sum(is_numeric(line.text) for line in row[1:])
    return figures > 0 and 2 * figures >= len(row) - 1


def is_wrapped(above: Row, row: Row) -> bool:
    """Whether a row is the first line of the label of the row below, which wraps."""
    near = row[0].base - above[0].base < NEAR * row[0].size
    return len(above) == 1 and near and above[0].x1 < row[0].x0

"""Column bounds of a table without rulings: whitespace that its rows leave free.

Lines are compared in the pieces between all their gaps, so that cells close to each other show
the whitespace between them. A narrow gap counts only where the text beside it has a common
edge, or was not drawn in one go: between Han and digits a typesetter leaves a quarter of an em.
"""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from indexer.readers.pdf.tables.options import COLUMN_GAPS
from indexer.readers.pdf.tables.rows import (
    TOTAL,
    TextRow,
    is_figured,
    lines_of,
    starts_wrapped_label,
)
from indexer.structure.characters import is_cjk
from indexer.structure.table_grid import is_numeric

if TYPE_CHECKING:
    from collections.abc import Sequence


class _Piece(NamedTuple):
    """Text from `x0` to `x1` that was drawn as piece `order` of the page. `begins` and `ends`
    are false where Han and digits meet in one text; `total` marks the label of a totals row,
    which may cover several columns."""

    x0: float
    x1: float
    order: int
    begins: bool
    ends: bool
    text: str = ""
    total: bool = False


class _Stretch(NamedTuple):
    """A stretch of x that text leaves free."""

    left: float
    right: float


def column_gap_middles(rows: Sequence[TextRow], *, drawn_rows: bool = False) -> list[float] | None:
    """Middles of the gaps between the columns of rows, from the left; None without any.

    One row of figures is enough where the rows are drawn (ruled or shaded).
    """
    figured = [row for row in rows if is_figured(row)]
    # Labels that wrap stand on rows of their own between those of the figures.
    sure = drawn_rows or any(len(row) >= COLUMN_GAPS.sure_row for row in figured)
    if len(figured) < (1 if sure else 2):
        figured = []
    first = 0
    if figured:
        first = next(at for at, row in enumerate(rows) if any(is_numeric(x.text) for x in row[1:]))
    if first and starts_wrapped_label(rows[first - 1], rows[first]):
        first -= 1
    if len(rows) - first < (1 if sure and figured else 2):
        return None
    found = _free_of_text(rows[first:])
    if first:
        found = _with_empty_column(found, rows[first - 1])
        found = _with_label_column(found, rows[:first], rows[first:])
    return [(gap.left + gap.right) / 2 for gap in found] or None


def labels_of_totals(row: TextRow) -> set[int]:
    """Indexes of the lines of a row that are labels of totals: one line, or two that are set
    wide (合　計)."""
    texts = [line.text.replace(" ", "") for line in row]
    found = {at for at, text in enumerate(texts) if TOTAL.match(text)}
    for at, (left, right) in enumerate(pairwise(row)):
        wide = len(texts[at]) == len(texts[at + 1]) == 1 and right.order - left.order == 1
        if wide and TOTAL.match(texts[at] + texts[at + 1]):
            found |= {at, at + 1}
    return found


def _free_of_text(rows: Sequence[TextRow]) -> list[_Stretch]:
    """The gaps between the columns of rows, from the left."""
    size = median(line.size for line in lines_of(rows))
    pieces = [_pieces(row) for row in rows]
    if len(rows) == 1:  # no other row shows which columns the label of a total covers
        totals = [piece for piece in pieces[0] if piece.total]
        rest = [piece for piece in pieces[0] if not piece.total]
        pieces = [[*(totals[0]._replace(x1=totals[-1].x1, total=False) for _ in totals[:1]), *rest]]
    flat = [piece for row in pieces for piece in row if not piece.total]
    bridges = _bridges(flat, COLUMN_GAPS.crossing * len(rows), size)
    kept = [[piece for piece in row if piece not in bridges] for row in pieces]
    flat = [piece for row in kept for piece in row if not piece.total]
    return [
        gap
        for gap in _free(flat, 0)
        if gap.right - gap.left >= COLUMN_GAPS.narrow * size and _separates(kept, gap, size)
    ]


def _pieces(row: TextRow) -> list[_Piece]:
    """The stretches of text of a row between all gaps."""
    found: list[_Piece] = []
    labels = labels_of_totals(row)
    for at, line in enumerate(row):
        start, order, begins, offset = line.x0, line.order, True, 0
        total = at in labels
        for gap in line.gaps if not total else ():
            left, right = line.text[gap.offset - 1], line.text[gap.offset]
            spaced = left == " " or gap.right - gap.left >= COLUMN_GAPS.between_scripts * line.size
            apart = gap.order != order or spaced or is_cjk(left) == is_cjk(right)
            text = line.text[offset : gap.offset]
            found.append(_Piece(start, gap.left, order, begins, apart, text))
            start, order, begins, offset = gap.right, gap.order, apart, gap.offset
        found.append(_Piece(start, line.x1, order, begins, True, line.text[offset:], total))
    return found


def _free(pieces: Sequence[_Piece], allowed: float) -> list[_Stretch]:
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
            found.append(_Stretch(start, x))
            start = None
    return found


def _bridges(pieces: Sequence[_Piece], allowed: float, size: float) -> set[_Piece]:
    """The pieces that cover a stretch which all but `allowed` rows leave free, and reach further
    than `size` points on both sides of it."""
    if allowed < 1:
        return set()
    strict = _free(pieces, 0)
    wide = [
        gap
        for gap in _free(pieces, allowed)
        if gap.right - gap.left >= COLUMN_GAPS.wide * size
        and not any(free.left < gap.right and gap.left < free.right for free in strict)
    ]
    return {
        piece
        for piece in pieces
        for gap in wide
        if piece.x0 < gap.left - size and piece.x1 > gap.right + size
    }


def _separates(rows: Sequence[Sequence[_Piece]], gap: _Stretch, size: float) -> bool:
    """True if a gap separates columns: enough rows begin after it, or end before it, on one
    line, or some row has text on its two sides that was drawn at different times."""
    wide = gap.right - gap.left >= COLUMN_GAPS.wide * size
    least = 1 if wide else COLUMN_GAPS.aligned_rows
    same = COLUMN_GAPS.same_edge
    begin = sum(any(abs(x.x0 - gap.right) < same and x.begins for x in row) for row in rows)
    end = sum(any(abs(x.x1 - gap.left) < same and x.ends for x in row) for row in rows)
    if max(begin, end) >= least or _follows_figures(rows, gap):
        return True
    touch = COLUMN_GAPS.touch
    for row in rows:
        for left, right in pairwise(sorted(row)):
            beside = left.x1 <= gap.left + touch and right.x0 >= gap.right - touch
            if beside and right.order - left.order not in (0, 1):
                return True
    return False


def _follows_figures(rows: Sequence[Sequence[_Piece]], gap: _Stretch) -> bool:
    """True if figures of several widths end at a gap and several words begin after it: two
    columns, and not numbers with their unit."""
    same = COLUMN_GAPS.same_edge
    pairs = [
        (left, right)
        for row in rows
        for left, right in pairwise(sorted(row))
        if abs(left.x1 - gap.left) < same and abs(right.x0 - gap.right) < same
    ]
    starts = {round(left.x0 / same) for left, _ in pairs}
    words = {right.text[0] for _, right in pairs}
    figures = all(is_numeric(left.text) for left, _ in pairs)
    return figures and len(pairs) >= COLUMN_GAPS.aligned_rows <= len(words) and len(starts) > 1


def _with_empty_column(gaps: list[_Stretch], header: TextRow) -> list[_Stretch]:
    """The gaps, one of them split by a header between two others that have columns: the column
    of that header is empty."""
    done: list[_Stretch] = []
    for gap in gaps:
        inside = [x for x in header if gap.left <= x.x0 and x.x1 <= gap.right]
        beside = any(x.x1 <= gap.left for x in header) and any(x.x0 >= gap.right for x in header)
        near = any(x.x0 < gap.left < x.x1 or x.x0 < gap.right < x.x1 for x in header)
        if len(inside) == 1 and (beside or near) and len(header) > len(gaps) + 1:
            done += [_Stretch(gap.left, inside[0].x0), _Stretch(inside[0].x1, gap.right)]
        else:
            done.append(gap)
    return done


def _with_label_column(
    gaps: list[_Stretch], above: Sequence[TextRow], body: Sequence[TextRow]
) -> list[_Stretch]:
    """The gaps with one more where text above is left of all that the body holds: a column of
    labels, each centred beside several rows."""
    left = min(line.x0 for line in lines_of(body))
    size = median(line.size for line in lines_of(body))
    limit = left - COLUMN_GAPS.narrow * size
    ends = [line.x1 for line in lines_of(above) if line.x1 <= limit]
    return [_Stretch(max(ends), left), *gaps] if ends else gaps

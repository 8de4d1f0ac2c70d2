"""Lines, rows and frames put together by hand; the type is 10 points, so that 1 em is 10 points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import Box, Gap, TextLine
from indexer.readers.pdf.tables.model import TableFrame
from tests.indexer.readers.pdf.page_setup import line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.tables.model import PageTable

SIZE = 10.0


def text(
    words: str, x: float, base: float = 100.0, *, width: float | None = None, order: int = 0
) -> TextLine:
    """A line from x on a baseline, as wide as its characters or as `width`."""
    made = line(words, x, base, SIZE)
    made.order = order
    if width is not None:
        made.x1 = x + width
    return made


def row(base: float, *cells: tuple[str, float]) -> list[TextLine]:
    """Cells on one baseline: text and left edge."""
    return [text(words, x, base) for words, x in cells]


def in_order(*lines: TextLine) -> list[TextLine]:
    """The lines, drawn one after the other as they are given."""
    for at, each in enumerate(lines):
        each.order = at
    return list(lines)


def with_gaps(words: str, x: float, *gaps: tuple[int, float]) -> TextLine:
    """A line drawn in one go, with gaps of a width before the characters at some offsets."""
    made = text(words, x)
    shift = 0.0
    starts = list(made.starts)
    found = []
    for offset, wide in gaps:
        left = starts[offset] + shift
        shift += wide
        made.starts[offset:] = [start + shift for start in starts[offset:]]
        found.append(Gap(offset, left, left + wide, 0))
    made.x1 += shift
    made.gaps = tuple(found)
    return made


def frame(
    *bounds: float, separators: Sequence[Box] = (), rulings: Sequence[Box] = ()
) -> TableFrame:
    """The frame of a table with these column bounds."""
    box = Box(bounds[0], 90.0, bounds[-1], 300.0)
    return TableFrame(box, bounds, tuple(separators), tuple(rulings))


def words(rows: Sequence[Sequence[TextLine]]) -> list[list[str]]:
    """The texts of rows of lines."""
    return [[each.text for each in lines] for lines in rows]


def cells_of(table: PageTable) -> set[tuple[str, int, int, int, int]]:
    """Text, row, column, rows and columns of each cell."""
    return {(c.text, c.row, c.column, c.rows, c.columns) for c in table.cells}


def level(y: float, x0: float = 70.0, x1: float = 370.0) -> Box:
    """A horizontal ruling."""
    return Box(x0, y, x1, y)


def upright(x: float, y0: float, y1: float) -> Box:
    """A vertical ruling."""
    return Box(x, y0, x, y1)

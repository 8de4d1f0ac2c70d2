"""Lines, tables, columns and rows of a page put together by hand, in round numbers of points.

The type is 10 points large unless a case says otherwise, so that an em is 10 points.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from indexer.readers.pdf.layout.column_rows import ColumnRow
from indexer.readers.pdf.layout.text_columns import TextColumn
from indexer.readers.pdf.source.geometry import Box, TextLine
from indexer.readers.pdf.tables.model import PageCell, PageTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.layout.bands import Item

Span = tuple[float, float]
#: The columns of a page with a gutter at 300.
LEFT, RIGHT = (100.0, 290.0), (310.0, 500.0)
PROSE = "本局辦理各項工程之檢查並公告其結果供各界參考"


def text_line(
    x0: float,
    x1: float,
    base: float,
    text: str = "檢查各漁港",
    *,
    size: float = 10.0,
    **others: Any,
) -> TextLine:
    """A line from x0 to x1, its characters at even distances; `others` are fields of the line."""
    step = (x1 - x0) / len(text)
    line = TextLine(
        text=text,
        x0=x0,
        y0=base - 0.88 * size,
        x1=x1,
        y1=base + 0.12 * size,
        base=base,
        size=size,
        font="Ming",
        bold=False,
        starts=[x0 + step * at for at in range(len(text))],
    )
    return replace(line, **others)


def lines_at(spans: Sequence[tuple[float, float]], base: float = 100.0) -> list[TextLine]:
    """Lines under each other, each from one x to another."""
    return [text_line(x0, x1, base + 16.0 * at) for at, (x0, x1) in enumerate(spans)]


def two_columns(rows: int, left: Span = LEFT, right: Span = RIGHT) -> list[TextLine]:
    """Two columns of so many rows, in an unknown drawing order."""
    return [*lines_at([left] * rows), *lines_at([right] * rows)]


def table(x0: float, y0: float, x1: float, y1: float, *orders: int) -> PageTable:
    """A table with a cell for each position in the drawing order."""
    cells = [
        PageCell(at, 0, lines=[text_line(x0 + 5, x0 + 45, y0 + 12 + 16 * at, order=order)])
        for at, order in enumerate(orders)
    ]
    return PageTable(Box(x0, y0, x1, y1), (x0, (x0 + x1) / 2, x1), cells)


def text_column(
    left: float = 100.0, right: float = 500.0, lines: Sequence[TextLine] = (), **others: Any
) -> TextColumn:
    """A column of a page; 400 points wide if nothing else is said."""
    return replace(TextColumn(1, left, right, list(lines), size=10.0), **others)


def column_row(
    text: str,
    x0: float = 100.0,
    x1: float = 500.0,
    base: float = 100.0,
    *,
    column: TextColumn | None = None,
    size: float = 10.0,
    **others: Any,
) -> ColumnRow:
    """A row of running text, its characters at even distances; `others` are fields of the row."""
    column = column or text_column()
    step = (x1 - x0) / len(text)
    bold = others.get("bold", False)
    row = ColumnRow(
        text=text,
        box=Box(x0, base - 0.88 * size, x1, base + 0.12 * size),
        base=base,
        size=size,
        font="Ming",
        bold=bold,
        edges=(bold, bold),
        starts=[x0 + step * at for at in range(len(text))],
        raised=(),
        label=0,
        column=column,
        left=column.left,
        right=column.right,
    )
    return replace(row, **others)


def drawn(sides: str, band: int = 0) -> list[Item]:
    """Rows of two columns drawn in the order of `sides` (甲 left, 乙 right), the rows of each
    column under each other. With `band` a line across the gutter is before each so many rows."""
    bases = {"甲": 100.0, "乙": 100.0}
    made: list[Item] = []
    for at, side in enumerate(sides):
        if band and at % band == 0:
            top = max(bases.values()) + 16
            made.append(text_line(100, 500, top, order=at))
            bases = {"甲": top + 16, "乙": top + 16}
        x0, x1 = LEFT if side == "甲" else RIGHT
        made.append(text_line(x0, x1, bases[side], order=at))
        bases[side] += 16
    return made


def runs(*counts: int) -> str:
    """Sides in runs: so many rows on the left, so many on the right, and so on."""
    return "".join("甲乙"[at % 2] * count for at, count in enumerate(counts))


#: The column of rows that name no other.
COLUMN = text_column()


def prose(
    x0: float = 100.0,
    x1: float = 500.0,
    base: float = 100.0,
    *,
    front: str = "",
    end: str = "",
    **others: Any,
) -> ColumnRow:
    """A row of prose with a front and an end of its own."""
    count = round((x1 - x0) / 10) - len(front) - len(end)
    text = front + (PROSE * 4)[:count] + end
    return column_row(text, x0, x1, base, **{"column": COLUMN, **others})

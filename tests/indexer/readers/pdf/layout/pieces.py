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

PROSE = "本局辦理各項工程之檢查並公告其結果供各界參考"


def text_line(
    x0: float,
    x1: float,
    base: float,
    text: str = "檢查各漁港",
    *,
    size: float = 10.0,
    order: int = 0,
    orientation: int = 0,
    bold: bool = False,
    label: int = 0,
    marks: tuple[tuple[int, int], ...] = (),
    seams: tuple[tuple[int, float, float], ...] = (),
) -> TextLine:
    """A line from x0 to x1, its characters at even distances."""
    step = (x1 - x0) / len(text)
    return TextLine(
        text=text,
        x0=x0,
        y0=base - 0.88 * size,
        x1=x1,
        y1=base + 0.12 * size,
        base=base,
        size=size,
        font="Ming",
        bold=bold,
        starts=[x0 + step * at for at in range(len(text))],
        marks=marks,
        label=label,
        edges=(bold, bold),
        orientation=orientation,
        seams=seams,
        order=order,
    )


def lines_at(spans: Sequence[tuple[float, float]], base: float = 100.0) -> list[TextLine]:
    """Lines under each other, each from one x to another."""
    return [text_line(x0, x1, base + 16.0 * at) for at, (x0, x1) in enumerate(spans)]


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
    label: int = 0,
    bold: bool = False,
    entry: bool = False,
    font: str = "Ming",
) -> ColumnRow:
    """A row of running text, its characters at even distances."""
    column = column or text_column()
    step = (x1 - x0) / len(text)
    return ColumnRow(
        text=text,
        box=Box(x0, base - 0.88 * size, x1, base + 0.12 * size),
        base=base,
        size=size,
        font=font,
        bold=bold,
        edges=(bold, bold),
        starts=[x0 + step * at for at in range(len(text))],
        marks=(),
        label=label,
        column=column,
        left=column.left,
        right=column.right,
        entry=entry,
    )

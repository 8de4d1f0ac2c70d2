"""Tables set cell by cell, as word processors do it, with few strokes or none."""

from __future__ import annotations

import io
from dataclasses import dataclass
from itertools import accumulate

from reportlab.pdfgen.canvas import Canvas

from tests.indexer.readers.pdf.typeset import FONT, LATIN, _advance, _scripts, register, wrap

HEIGHT = 842.0
#: Size of the text in cells, in points.
_SIZE = 10.0


@dataclass(frozen=True)
class Cell:
    """A cell's text with its place, span and alignment (left, center, right)."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    align: str = "left"


@dataclass(frozen=True)
class TableStyle:
    """How a table is ruled and shaded ("none", "frame", "booktabs", "bars", "rules", "columns",
    "head", "zebra"), its header rows, the padding of its cells in points, and true in `middle` if
    their text is centred vertically."""

    name: str = "none"
    heads: int = 1
    padding: float = 3.0
    middle: bool = True


class Sheet:
    """Pages whose text is drawn in the order of the calls."""

    def __init__(self) -> None:
        register()
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=(595.0, HEIGHT))

    def pdf(self) -> bytes:
        self.canvas.showPage()
        self.canvas.save()
        return self.buffer.getvalue()

    def text(self, text: str, x: float, base: float, size: float = 10.0) -> None:
        """A line of text, `base` points from the top of the page."""
        for run, wide in _scripts(text):
            self.canvas.setFont(FONT if wide else LATIN, size)
            self.canvas.drawString(x, HEIGHT - base, run)
            x += sum(_advance(char, size) for char in run)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.setLineWidth(0.5)
        self.canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)

    def shade(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.setFillGray(0.85)
        self.canvas.rect(x0, HEIGHT - y1, x1 - x0, y1 - y0, stroke=0, fill=1)
        self.canvas.setFillGray(0)

    def paragraph(self, text: str, x: float, base: float, width: float, size: float) -> float:
        """A text in lines; the base of the last one."""
        for line, indent in wrap(text, size, width, 2 * size, 0.0):
            self.text(line, x + indent, base, size)
            base += 1.6 * size
        return base

    def table(
        self,
        cells: list[Cell],
        widths: list[float],
        x: float,
        y: float,
        style: TableStyle | None = None,
    ) -> float:
        """A table from the top `y` on, in the order of its rows; the height where it ends."""
        style = style or TableStyle()
        padding, size = style.padding, _SIZE
        xs = list(accumulate(widths, initial=x))
        lines = {
            cell: [
                line
                for line, _ in wrap(
                    cell.text, size, xs[cell.column + cell.columns] - xs[cell.column] - 2 * padding,
                    0.0, 0.0,
                )
            ]
            for cell in cells
        }  # fmt: skip
        count = max(cell.row + cell.rows for cell in cells)
        ys = [y]
        for row in range(count):
            most = max(len(lines[c]) for c in cells if c.row == row and c.rows == 1)
            ys.append(ys[-1] + 1.3 * size * most + 2 * padding)
        order = sorted(cells, key=lambda cell: (cell.row, cell.column))
        for cell in order:
            box = (
                xs[cell.column], ys[cell.row],
                xs[cell.column + cell.columns], ys[cell.row + cell.rows],
            )  # fmt: skip
            self._draw(cell, box, style, (xs[0], ys[0], xs[-1], ys[-1]))
        for cell in order:
            top = ys[cell.row] + padding
            if style.middle or cell.row < style.heads:
                room = ys[cell.row + cell.rows] - ys[cell.row] - 2 * padding
                top += (room - 1.3 * size * len(lines[cell])) / 2
            left, right = xs[cell.column] + padding, xs[cell.column + cell.columns] - padding
            for at, line in enumerate(lines[cell]):
                spare = right - left - sum(_advance(char, size) for char in line)
                shift = {"left": 0.0, "center": spare / 2, "right": spare}[cell.align]
                self.text(line, left + shift, top + 1.3 * size * at + size, size)
        return ys[-1]

    def _draw(
        self,
        cell: Cell,
        box: tuple[float, float, float, float],
        table_style: TableStyle,
        whole: tuple[float, float, float, float],
    ) -> None:
        style, heads = table_style.name, table_style.heads
        x0, y0, x1, y1 = box
        headed = cell.row + cell.rows == heads
        if style == "head" and cell.row < heads:
            self.shade(*box)
        if style == "zebra" and (cell.row < heads or (cell.row - heads) % 2):
            self.shade(*box)
        top, bottom = y0 == whole[1], y1 == whole[3]
        if style in ("frame", "booktabs", "bars") and (headed or bottom):
            self.rule(x0, y1, x1, y1)
        if style in ("frame", "booktabs", "rules") and top:
            self.rule(x0, y0, x1, y0)
        if style == "rules":
            self.rule(x0, y1, x1, y1)
        if style == "frame" and x0 == whole[0]:
            self.rule(x0, y0, x0, y1)
        if style == "frame" and x1 == whole[2]:
            self.rule(x1, y0, x1, y1)
        if style == "columns" and x1 != whole[2]:
            self.rule(x1, y0, x1, y1)

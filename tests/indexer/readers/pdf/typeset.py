"""A small typesetter: made-up reports as PDFs in the layouts that agencies use.

It sets type the plain way, with reportlab's built-in Chinese font, so that the samples need no
font file and every paragraph, cell and footnote on them is known.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.indexer.readers.pdf.report import Grid, Para, Report, Slot

if TYPE_CHECKING:
    from collections.abc import Iterator

FONT = "MSung-Light"
LATIN = "Times-Roman"
NOT_FIRST = "，。、；：！？）」』%"
NOT_LAST = "（「『"
SUPERSCRIPT = 0.58
#: Lines of footnotes that a page in columns has room for.
MOST_NOTE_LINES = 6


@dataclass(frozen=True)
class Layout:
    """How a report is set. Lengths are points; `indent` and `gap` are em of the body's size.

    `table` is ruled, open, columns, shaded, zebra or plain. `numbering` is how the page number
    is printed: plain, dashes, of, or none.
    """

    size: float = 12.0
    leading: float = 1.5
    indent: float = 2.0
    gap: float = 0.5
    columns: int = 1
    gutter: float = 22.0
    margin: float = 70.0
    justified: bool = True
    vertical: bool = False
    wide: bool = False
    table: str = "ruled"
    numbering: str = "plain"
    head: bool = True
    note_rule: bool = True


@dataclass
class _Piece:
    """A line of type: its characters with their widths, and where it may stand."""

    text: str
    size: float
    x: float = 0.0
    width: float = 0.0
    stretch: float = 0.0
    marks: dict[int, str] = field(default_factory=dict)
    notes: list[tuple[int, str]] = field(default_factory=list)


def register() -> None:
    """Make the Chinese font known to reportlab."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def _advance(char: str, size: float) -> float:
    if ord(char) > 0x2000:
        return size
    return float(pdfmetrics.stringWidth(char, LATIN, size))


def _units(text: str) -> Iterator[tuple[int, int]]:
    """[start, end) of pieces that no line may end in: words, and marks with their neighbours."""
    start = 0
    for at in range(1, len(text) + 1):
        if at < len(text):
            before, after = text[at - 1], text[at]
            if after in NOT_FIRST or before in NOT_LAST:
                continue
            if before < "\u2000" and after < "\u2000" and " " not in (before, after):
                continue
        yield start, at
        start = at


def wrap(
    text: str, size: float, width: float, first: float, hang: float
) -> list[tuple[str, float]]:
    """Lines of a text with the indent of each."""
    lines: list[tuple[str, float]] = []
    line, used, indent = "", 0.0, first
    for start, end in _units(text):
        unit = text[start:end]
        wide = sum(_advance(char, size) for char in unit)
        if line and indent + used + wide > width + 0.01 and unit != " ":
            lines.append((line.rstrip(), indent))
            line, used, indent = "", 0.0, hang
            unit = unit.lstrip()
            wide = sum(_advance(char, size) for char in unit)
        line += unit
        used += wide
    lines.append((line, indent))
    return lines


class Typesetter:
    """Sets one report. `pdf` gives the file's bytes."""

    def __init__(self, report: Report, layout: Layout) -> None:
        register()
        self.report, self.layout = report, layout
        self.buffer = io.BytesIO()
        page = landscape(A4) if layout.wide else A4
        self.width, self.height = page
        if layout.vertical:  # set as lines along the long side, drawn turned
            self.width, self.height = page[1], page[0]
        self.canvas = Canvas(self.buffer, pagesize=page, pageCompression=1)
        self.page = 0
        self.notes_made = 0
        self.pending: list[_Piece] = []
        count = layout.columns
        self.column_width = (self.width - 2 * layout.margin - (count - 1) * layout.gutter) / count
        self._begin_page()

    def pdf(self) -> bytes:
        """The report as a PDF."""
        for item in self.report.items:
            if isinstance(item, Para):
                self._paragraph(item)
            else:
                self._grid(item)
        self._end_page()
        self.canvas.save()
        return self.buffer.getvalue()

    # Pages and columns. `y` runs down from the top of the page.

    def _begin_page(self) -> None:
        self.page += 1
        self.column = 0
        self.y = self.layout.margin
        self.top = self.layout.margin
        self.floor = self.height - self.layout.margin
        # In columns, room for footnotes is kept free from the start: what stands in the first
        # column cannot give way to a footnote of the second.
        self.kept = MOST_NOTE_LINES if self.layout.columns > 1 else 0
        self.page_notes: list[list[_Piece]] = []

    def _end_page(self) -> None:
        self._set_notes()
        if self.layout.head:
            self._furniture(self.report.head, self.layout.margin * 0.55)
        number = {
            "plain": str(self.page),
            "dashes": f"- {self.page} -",
            "of": f"第 {self.page} 頁，共 9 頁",
            "none": "",
        }[self.layout.numbering]
        self._furniture(number, self.real_height - self.layout.margin * 0.45)
        self.canvas.showPage()

    @property
    def real_height(self) -> float:
        return self.width if self.layout.vertical else self.height

    def _furniture(self, text: str, y: float) -> None:
        across = self.height if self.layout.vertical else self.width
        wide = sum(_advance(char, 9) for char in text)
        self._draw_flat(text, (across - wide) / 2, y, 9)

    def _next_column(self) -> None:
        self.column += 1
        self.y = self.top
        if self.column == self.layout.columns:
            self._end_page()
            self._begin_page()

    @property
    def left(self) -> float:
        return self.layout.margin + self.column * (self.column_width + self.layout.gutter)

    def _room(self) -> float:
        lines = sum(len(note) for note in self.page_notes)
        noted = max(lines, self.kept) * 12.0
        return self.floor - noted - (14.0 if noted else 0.0) - self.y

    # Text.

    def _paragraph(self, item: Para) -> None:
        layout = self.layout
        sizes = {"title": 20.0, "h1": 16.0, "h2": 14.0}
        size = sizes.get(item.style, layout.size)
        em = layout.size
        first, hang = 0.0, 0.0
        if item.style == "body":
            first = layout.indent * em
        elif item.style == "item":
            first, hang = 1.5 * em, 2.5 * em
        text, mark = item.text, None
        if item.note:
            self.notes_made += 1
            mark = (item.note.at, str(self.notes_made))
        lines = wrap(text, size, self.column_width, first, hang)
        at = 0
        if item.style in ("h1", "h2", "title") and self._room() < 5 * size:
            self._next_column()
        for index, (line, indent) in enumerate(lines):
            start = text.index(line, at)
            at = start + len(line)
            noted = mark is not None and start < mark[0] <= at
            pieces = (
                self._note_lines(mark[1], item.note.text) if noted and mark and item.note else []
            )
            needed = size * layout.leading
            if self.kept:
                full = sum(map(len, self.page_notes)) + len(pieces) > self.kept
                while full and pieces and self.page_notes:
                    self._next_column()
                    full = bool(self.page_notes)
            elif pieces:
                needed += len(pieces) * 12.0 + 14.0
            if self._room() < needed:
                self._next_column()
            if pieces:
                self.page_notes.append(pieces)
            self.y += size * layout.leading
            last = index == len(lines) - 1
            x = self.left + indent
            if item.style == "title":
                x = self.left + (self.column_width - sum(_advance(c, size) for c in line)) / 2
            room = self.left + self.column_width - x
            marks = {mark[0] - start: mark[1]} if noted and mark else {}
            self._draw_line(line, x, size, room if layout.justified and not last else 0.0, marks)
        self.y += layout.gap * em if item.style != "title" else em

    def _draw_line(
        self, line: str, x: float, size: float, room: float, marks: dict[int, str]
    ) -> None:
        natural = sum(_advance(char, size) for char in line)
        extra = 0.0
        if room and len(line) > 1 and 0 < room - natural < 3 * size:
            extra = (room - natural) / (len(line) - 1)
        run, begun = "", x
        for at, char in enumerate(line):
            if at in marks:
                self._draw(run, begun, self.y, size, extra)
                self._draw(marks[at], x, self.y - 0.35 * size, size * SUPERSCRIPT, 0.0)
                x += sum(_advance(c, size * SUPERSCRIPT) for c in marks[at])
                run, begun = "", x
            run += char
            x += _advance(char, size) + extra
        self._draw(run, begun, self.y, size, extra)
        if len(line) in marks:
            self._draw(marks[len(line)], x, self.y - 0.35 * size, size * SUPERSCRIPT, 0.0)

    def _draw(self, text: str, x: float, y: float, size: float, extra: float) -> None:
        """Text at a place of the reading frame."""
        if self.layout.vertical:
            for char in text:
                self._draw_upright(char, x, y, size)
                x += _advance(char, size) + extra
            return
        for run, wide in _scripts(text):
            face = FONT if wide else LATIN
            pen = self.canvas.beginText(x, self.height - y)
            pen.setFont(face, size)
            pen.setCharSpace(extra)
            pen.textOut(run)
            self.canvas.drawText(pen)
            x += sum(_advance(char, size) + extra for char in run)

    def _draw_upright(self, char: str, x: float, y: float, size: float) -> None:
        """A character of vertical writing: Han upright, Latin turned."""
        across, down = self.height - y, x  # from the right edge, from the top
        if ord(char) > 0x2000:
            self.canvas.setFont(FONT, size)
            self.canvas.drawString(across - 0.1 * size, self.width - down - 0.88 * size, char)
            return
        self.canvas.saveState()
        self.canvas.translate(across, self.width - down)
        self.canvas.rotate(-90)
        self.canvas.setFont(LATIN, size)
        self.canvas.drawString(0, 0.12 * size, char)
        self.canvas.restoreState()

    def _draw_flat(self, text: str, x: float, y: float, size: float) -> None:
        height = self.width if self.layout.vertical else self.height
        for run, wide in _scripts(text):
            self.canvas.setFont(FONT if wide else LATIN, size)
            self.canvas.drawString(x, height - y, run)
            x += sum(_advance(char, size) for char in run)

    # Footnotes.

    def _note_lines(self, mark: str, text: str) -> list[_Piece]:
        width = self.width - 2 * self.layout.margin
        lines = wrap(text, 9.0, width - 14.0, 0.0, 0.0)
        pieces = [_Piece(line, 9.0, 14.0) for line, _ in lines]
        pieces[0].marks[0] = mark
        return pieces

    def _set_notes(self) -> None:
        if not self.page_notes:
            return
        count = sum(len(note) for note in self.page_notes)
        y = self.floor - count * 12.0
        left = self.layout.margin
        if self.layout.note_rule:
            self._rule(left, y, left + 0.25 * (self.width - 2 * left), y, 0.5)
        for piece in (piece for note in self.page_notes for piece in note):
            y += 12.0
            if 0 in piece.marks:
                self._draw(piece.marks[0], left, y, 9.0, 0.0)
            self._draw(piece.text, left + piece.x, y, piece.size, 0.0)

    def _rule(self, x0: float, y0: float, x1: float, y1: float, width: float) -> None:
        self.canvas.setLineWidth(width)
        if self.layout.vertical:
            self.canvas.line(self.height - y0, self.width - x0, self.height - y1, self.width - x1)
        else:
            self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    # Tables.

    def _grid(self, grid: Grid) -> None:
        self.y += 8.0
        size = 10.0
        columns = [self.column_width / grid.width] * grid.width
        heights = [self._row_height(grid, row, columns, size) for row in range(grid.height)]
        headed = sum(heights[: grid.heads])
        if self._room() < headed + heights[grid.heads] + 40.0:
            self._next_column()
        caption = wrap(grid.caption, 11.0, self.column_width, 0.0, 0.0)
        for line, _ in caption:
            self.y += 16.0
            wide = sum(_advance(char, 11.0) for char in line)
            self._draw(line, self.left + (self.column_width - wide) / 2, self.y, 11.0, 0.0)
        self.y += 6.0
        row = 0
        while row < grid.height:
            rows = list(range(row, row + 1)) if row >= grid.heads else list(range(grid.heads))
            if self._room() < sum(heights[r] for r in rows):
                self._next_column()
                self.y += 4.0
                self._rows(grid, list(range(grid.heads)), columns, heights, size)
            self._rows(grid, rows, columns, heights, size)
            row = rows[-1] + 1
        self.y += 10.0

    def _row_height(self, grid: Grid, row: int, columns: list[float], size: float) -> float:
        most = 1
        for slot in grid.slots:
            if slot.row == row and slot.rows == 1:
                wide = sum(columns[slot.column : slot.column + slot.columns]) - 6.0
                most = max(most, len(wrap(slot.text, size, wide, 0.0, 0.0)))
        return most * 1.25 * size + 8.0

    def _rows(
        self, grid: Grid, rows: list[int], columns: list[float], heights: list[float], size: float
    ) -> None:
        top = self.y
        for slot in grid.slots:
            if slot.row in rows:
                y0 = top + sum(heights[r] for r in rows if r < slot.row)
                y1 = y0 + sum(heights[slot.row : slot.row + slot.rows])
                x0 = self.left + sum(columns[: slot.column])
                x1 = x0 + sum(columns[slot.column : slot.column + slot.columns])
                self._cell(slot, slot.row < grid.heads, (x0, y0, x1, y1), size)
        self.y = top + sum(heights[r] for r in rows)
        if self.layout.table == "open":
            edge = self.left + self.column_width
            self._rule(self.left, top, edge, top, 0.5)
            self._rule(self.left, self.y, edge, self.y, 0.5)

    def _cell(
        self, slot: Slot, is_head: bool, box: tuple[float, float, float, float], size: float
    ) -> None:
        x0, y0, x1, y1 = box
        look = self.layout.table
        fill = {"shaded": 0.85 if is_head else 0.95, "zebra": 0.85 if is_head else 1.0}.get(
            look, 1.0
        )
        if look == "zebra" and not is_head and slot.row % 2:
            fill = 0.93
        if fill < 1.0 and not self.layout.vertical:
            self.canvas.setFillGray(fill)
            self.canvas.rect(x0, self.height - y1, x1 - x0, y1 - y0, stroke=0, fill=1)
            self.canvas.setFillGray(0)
        if look == "ruled" or (look == "columns" and is_head):
            self._rule(x0, y0, x1, y0, 0.5)
            self._rule(x0, y1, x1, y1, 0.5)
        if look in ("ruled", "columns"):
            self._rule(x0, y0, x0, y1, 0.5)
            self._rule(x1, y0, x1, y1, 0.5)
        lines = wrap(slot.text, size, x1 - x0 - 6.0, 0.0, 0.0)
        y = y0 + (y1 - y0 - len(lines) * 1.25 * size) / 2
        for line, _ in lines:
            y += 1.25 * size
            wide = sum(_advance(char, size) for char in line)
            if is_head:
                x = (x0 + x1 - wide) / 2
            elif slot.column == 0:
                x = x0 + 3.0
            else:
                x = x1 - 3.0 - wide
            self._draw(line, x, y - 0.2 * size, size, 0.0)


def _scripts(text: str) -> Iterator[tuple[str, bool]]:
    """Runs of wide and of other characters."""
    run = ""
    for char in text:
        if run and (ord(char) > 0x2000) != (ord(run[-1]) > 0x2000):
            yield run, ord(run[-1]) > 0x2000
            run = ""
        run += char
    if run:
        yield run, ord(run[-1]) > 0x2000


def typeset(report: Report, layout: Layout) -> bytes:
    """The report as a PDF in one layout."""
    return Typesetter(report, layout).pdf()

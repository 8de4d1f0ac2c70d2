"""One page of a PDF as it leaves the reader's process: lines, tables, strokes and a verdict."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indexer.readers.pdf.layout.text_boxes import text_boxes
from indexer.readers.pdf.lines.orientation import page_lines
from indexer.readers.pdf.page.text_quality import recoded
from indexer.readers.pdf.tables.detection import drawn_tables
from indexer.readers.pdf.tables.ruling_grid import find_grids

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.source.device import Ink
    from indexer.readers.pdf.source.geometry import Box, Frame, TextLine
    from indexer.readers.pdf.tables.cells import PageTable


@dataclass(slots=True)
class PagePart:
    """`number` counts from 1. Everything is placed in `frame`. `strokes` are the horizontal
    strokes outside of tables, `boxes` the frames of text boxes; `verdict` and `detail` become
    the page's PageVerdict."""

    number: int
    frame: Frame
    lines: list[TextLine] = field(default_factory=list)
    tables: list[PageTable] = field(default_factory=list)
    strokes: list[Box] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    label: str | None = None
    verdict: str = "good"
    detail: str = ""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page in its frame."""
        return self.frame.size


#: Strokes shorter than this (points) separate nothing.
SHORTEST_STROKE = 20.0
#: Strokes kept outside of tables; a page of prose has a few.
MOST_STROKES = 200


def page_part(number: int, ink: Ink, mended: str | None = None) -> PagePart:
    """A page's lines in the frame in which it reads, and its drawn tables; `mended` is the
    encoding of text whose bytes came as Latin-1."""
    frame, lines = page_lines(ink)
    if mended:
        for line in lines:
            line.text = recoded(line.text, mended)
            line.starts, line.marks = [], ()
    rules = [frame.into(rule) for rule in ink.rules]
    fills = [frame.into(fill) for fill in ink.fills]
    grids = find_grids(rules, fills, frame.size)
    tables, rest = drawn_tables(grids, rules, lines)
    part = place(number, frame, rest, tables, rules)
    part.boxes = text_boxes([grid.box for grid in grids if grid.single], part.lines)
    return part


def place(
    number: int, frame: Frame, lines: list[TextLine], tables: list[PageTable], rules: list[Box]
) -> PagePart:
    """A page of these lines and tables, with what stands outside of the paper left out."""
    width, height = frame.size
    shown = [
        line
        for line in lines
        if line.x1 > 2 and line.x0 < width - 2 and -2 <= line.middle_y <= height + 2
    ]
    beyond = sum(len(line.text) for line in lines) - sum(len(line.text) for line in shown)
    detail = f"{beyond} characters outside of the page" if beyond > _STRAY else ""
    strokes = [
        rule
        for rule in rules
        if rule.height < 1 and rule.width >= SHORTEST_STROKE
        and not any(
            _in_box(rule, table.box) and not _is_below(rule, table, rules) for table in tables
        )
    ]  # fmt: skip
    for line in shown:
        line.starts = line.starts[:_STARTS_KEPT]
    for table in tables:
        for cell in table.cells:
            for line in cell.lines:
                line.starts = line.starts[:_STARTS_KEPT]
    return PagePart(number, frame, shown, tables, strokes[:MOST_STROKES], detail=detail)


#: Characters beyond the edge of the paper that are not worth a word: printer's marks.
_STRAY = 100
#: Of a line's character positions only those of its label and first word are used later.
_STARTS_KEPT = 24


def _is_below(rule: Box, table: PageTable, rules: Sequence[Box]) -> bool:
    """Whether a stroke is the only one at the lower edge of a table, and short: that of
    footnotes under a table whose own strokes nearly reach it."""
    x0, _, x1, y1 = table.box
    level = [r for r in rules if abs(r.y0 - y1) < 1 and r.height < 1 and r.x0 < x1 and x0 < r.x1]
    return level == [rule] and rule.width < 0.5 * (x1 - x0)


def _in_box(rule: Box, box: Box) -> bool:
    return box.y0 - 2 <= rule.y0 <= box.y1 + 2 and box.x0 - 2 <= rule.middle_x <= box.x1 + 2

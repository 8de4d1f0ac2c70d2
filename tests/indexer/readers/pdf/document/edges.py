"""Pages with items near their edges, for the tests of running elements."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.readers.pdf.document.running_elements import remove_running_elements
from indexer.readers.pdf.page.part import PagePart
from indexer.readers.pdf.source.geometry import Box, Frame, TextLine
from indexer.readers.pdf.tables.model import PageCell, PageTable
from tests.indexer.readers.pdf.page_setup import line

if TYPE_CHECKING:
    from collections.abc import Sequence

HEADER = "雲海縣政府年度報告"
A4 = Frame(0, 595.0, 842.0)
#: Texts of pages, each another one.
BODIES = [f"本局辦理{what}之檢查並公告其結果。" for what in "橋路港堤壩渠閘燈庫場站樓廳館院校"]


def at(text: str, middle: float, x: float = 220.0, size: float = 9.0) -> TextLine:
    """A line whose middle is so many points from the top of the page."""
    made = line(text, x, 0, size)
    return replace(made, y0=middle - size / 2, y1=middle + size / 2, base=middle + 0.38 * size)


def small_table(y0: float, y1: float, rows: int = 1) -> PageTable:
    """A table of one column that says the same on each page."""
    step = (y1 - y0) / rows
    cells = [
        PageCell(row, 0, lines=[at(f"{HEADER}{'甲乙丙丁戊'[row]}", y0 + (row + 0.5) * step)])
        for row in range(rows)
    ]
    return PageTable(Box(70.0, y0, 525.0, y1), (70.0, 525.0), cells)


def pages_with(*items: Sequence[TextLine | PageTable], frame: Frame = A4) -> list[PagePart]:
    """Pages of text, each another one, with these items more; they are numbered from 1."""
    made = []
    for index, own in enumerate(items):
        part = PagePart(index + 1, frame, [at(BODIES[index], frame.height / 2, 70.0, 12.0)])
        part.lines += [item for item in own if isinstance(item, TextLine)]
        part.tables += [item for item in own if isinstance(item, PageTable)]
        made.append(part)
    return made


def left_after_removal(parts: Sequence[PagePart]) -> list[list[TextLine | PageTable]]:
    """The added items of each page that are left after its running elements were removed."""
    remove_running_elements(parts)
    bodies = set(BODIES)
    return [
        [*(row for row in part.lines if row.text not in bodies), *part.tables] for part in parts
    ]


def indexes_of_removed(parts: Sequence[PagePart]) -> set[int]:
    """The indexes of the pages from which all added items were removed, of those that had any."""
    had = {n for n, part in enumerate(parts) if len(part.lines) + len(part.tables) > 1}
    return {n for n, items in enumerate(left_after_removal(parts)) if n in had and not items}

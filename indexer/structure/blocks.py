"""The values that every reader makes of a file: blocks of repaired text in reading order.

They separate the readers, which know one format and no passages, from
`indexer.documents.passages`, which knows passages and no formats.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from judian.core.model import Kind, PageVerdict


#: Page (from 1), and x0, y0, x1, y1 in points from the page's top left, of lines.
Boxes = tuple[tuple[int, float, float, float, float], ...]


@dataclass(frozen=True, slots=True)
class GridCell:
    """A table cell at 0-based (row, column) that spans `rows` × `columns` slots.

    `text` has its layout repaired; lines inside a cell that are separate statements (我方請求
    … / 陸方請求 …) are kept apart by a line feed.
    """

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a grid: the first `header_rows` rows and `header_columns` columns are headers.

    `caption` is its title line, `unit` the unit line without 單位：, `note` the lines about period
    and source. `row_places` are the cells of a sheet (A5:E5) from which each row was read, () in
    a format without sheets. `row_boxes` are the boxes of each row, `caption_boxes` those of caption
    and unit, `note_boxes` those of each line of the note; () where they are not known.
    """

    cells: tuple[GridCell, ...]
    header_rows: int = 1
    header_columns: int = 1
    caption: str | None = None
    unit: str | None = None
    note: str | None = None
    row_places: tuple[str, ...] = ()
    row_boxes: tuple[Boxes, ...] = ()
    caption_boxes: Boxes = ()
    note_boxes: tuple[Boxes, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item, table, note or footnote.

    `text` is repaired, on one line, and empty for a table. `level` is a heading's depth from
    1; None leaves it to the number (壹、一、（一）、1.). `page` is the 1-based page on which the
    block begins. `breaks` are the code-point offsets into `text` at which further pages begin; for
    a table they are rows of its grid. `boxes` are (page, x0, y0, x1, y1) of its lines in points
    from the page's top left. `sheet` is the name of the sheet of a workbook that holds it, `place`
    the cells there (A1:C1).
    """

    kind: Kind
    text: str = ""
    level: int | None = None
    page: int | None = None
    breaks: tuple[int, ...] = ()
    table: Table | None = None
    boxes: Boxes = ()
    sheet: str | None = None
    place: str | None = None

    @property
    def last_page(self) -> int:
        """The 1-based page on which a block of a known page ends."""
        return (self.page or 0) + len(self.breaks)


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """A line that was recognised on the picture of a page: its text, how sure the recogniser is of
    each character (0 to 1), and its (x0, y0, x1, y1) in points from the page's top left."""

    text: str
    confidences: tuple[float, ...]
    box: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The result of reading one file.

    `properties` are the file's own title, author and creation date, as the format states them;
    statements of the text take precedence. `pages` is the number of pages of the file, None for
    a format without pages. `page_labels` are the printed numbers of pages that differ from
    their place in the file, by that place (from 1). `recognised` are the lines of each page (from
    1) that was recognised.
    """

    blocks: tuple[Block, ...]
    format: str
    pages: int | None = None
    encoding: str | None = None
    properties: Mapping[str, str] = field(default_factory=dict)
    page_verdicts: tuple[PageVerdict, ...] = ()
    page_labels: Mapping[int, str] = field(default_factory=dict)
    recognised: Mapping[int, tuple[RecognisedLine, ...]] = field(default_factory=dict)

"""One page of a PDF as it leaves the reader's process."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from indexer.readers.pdf.source.geometry import Box, Frame, TextLine
    from indexer.readers.pdf.tables.model import PageTable
    from indexer.structure.blocks import RecognisedLine


@dataclass(slots=True)
class PagePart:
    """The lines and tables of a page.

    `number` counts from 1. All positions are in `frame`. `rulings` are the horizontal ruling
    lines outside of tables, `boxes` the frames of text boxes, `pictures` the boxes of images.
    `contents` are the lines of its table of contents, and `continued_contents` the lines
    that belong to one if the page before had one. `label` is the page's label in the file, later
    the number that is printed on it. `verdict` and `detail` become the page's PageVerdict.
    `recognised` are the lines with their confidences if the page was recognised.
    """

    number: int
    frame: Frame
    lines: list[TextLine] = field(default_factory=list)
    tables: list[PageTable] = field(default_factory=list)
    rulings: list[Box] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    contents: list[TextLine] = field(default_factory=list)
    continued_contents: list[TextLine] = field(default_factory=list)
    label: str | None = None
    verdict: str = "good"
    detail: str = ""
    recognised: tuple[RecognisedLine, ...] = ()

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page in its frame, in points."""
        return self.frame.size

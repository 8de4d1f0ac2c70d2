"""Facts about a whole document that its pages are assembled with."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indexer.readers.common.type_headings import most_frequent_size, rounded_size
from indexer.structure.joining import is_spaced

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indexer.readers.pdf.layout.footnotes import Footnote
    from indexer.readers.pdf.page.part import PagePart
    from indexer.readers.pdf.source.geometry import Box, Frame

#: Page number, and x0, y0, x1, y1 in points from the top left of the page as it is shown.
PageBox = tuple[int, float, float, float, float]

#: Pages whose lines show whether the document sets spaces between Han and Latin text. Set by hand;
#: more pages do not change the answer.
SPACING_PAGES = 40
#: Decimals of the coordinates of a block's boxes.
BOX_DECIMALS = 1
#: Characters in the usual size of a page at least that show that it is set larger or smaller than
#: most of the document. A cover has fewer. Set by hand on 44 audit reports, some of which set a
#: chapter larger.
MIN_PAGE_BODY = 300


@dataclass(slots=True)
class DocumentContext:
    """Frames of the pages by number; the size (points, 0 without text) and weight of
    the body text; whether the document sets spaces between Han and Latin text; and its footnotes.

    `bodies` are the most frequent sizes of pages with enough text, by page number. `known_marks`
    has the marks of the footnotes of each page. A footnote stays in `footnotes` until it is placed
    after the block with its mark.
    """

    frames: Mapping[int, Frame]
    body: float = 0.0
    body_bold: bool = False
    bodies: Mapping[int, float] = field(default_factory=dict)
    spaced: bool = False
    known_marks: dict[int, set[str]] = field(default_factory=dict)
    footnotes: list[Footnote] = field(default_factory=list)

    def page_box(self, page: int, box: Box) -> PageBox:
        """A box in the frame of a page, as the index keeps it."""
        x0, y0, x1, y1 = (round(side, BOX_DECIMALS) for side in self.frames[page].back(box))
        return (page, x0, y0, x1, y1)

    def body_of(self, page: int) -> float:
        """The size above which the text of a page is no body text."""
        return max(self.body, self.text_of(page))

    def text_of(self, page: int) -> float:
        """The size of the text of a page, which may be a part set larger or smaller than most of
        the document."""
        return self.bodies.get(page, self.body)

    def marks_of(self, page: int) -> set[str]:
        """The footnote marks of a page."""
        return self.known_marks.get(page, set())


def measure_document(parts: Sequence[PagePart]) -> DocumentContext:
    """The context of a document."""
    sizes: Counter[float] = Counter()
    bold: Counter[bool] = Counter()
    for part in parts:
        for line in part.lines:
            sizes[rounded_size(line.size)] += len(line.text)
            bold[line.bold] += len(line.text)
    sample = [line.text for part in parts[:SPACING_PAGES] for line in part.lines]
    return DocumentContext(
        frames={part.number: part.frame for part in parts},
        body=most_frequent_size(sizes) if sizes else 0.0,
        bodies=_own_bodies(parts),
        body_bold=bold[True] > bold[False],
        spaced=is_spaced("\n".join(sample)),
    )


def _own_bodies(parts: Sequence[PagePart]) -> dict[int, float]:
    """The most frequent size of the text of pages with enough of it, by page number."""
    found: dict[int, float] = {}
    for part in parts:
        sizes: Counter[float] = Counter()
        for line in part.lines:
            sizes[rounded_size(line.size)] += len(line.text)
        usual = most_frequent_size(sizes) if sizes else 0.0
        if sizes[usual] >= MIN_PAGE_BODY:
            found[part.number] = usual
    return found

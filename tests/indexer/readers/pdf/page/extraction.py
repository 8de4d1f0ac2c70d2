"""A fallback extractor with prepared pages, in the place of PDFium, and contents of pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.readers.pdf.page.fallback import FallbackExtractor
from tests.indexer.readers.pdf.page_setup import drawn_page, glyphs

if TYPE_CHECKING:
    from indexer.readers.pdf.page.part import PagePart
    from indexer.readers.pdf.source.geometry import Glyph
    from indexer.readers.pdf.source.ocr import Recognizer
    from indexer.readers.pdf.source.page_content import PageContent


def content_of(text: str) -> PageContent:
    """A page with a text in rows of 40 characters."""
    rows = [text[at : at + 40] for at in range(0, len(text), 40)]
    return drawn_page(*(glyphs(row, 60, 100 + 20 * at) for at, row in enumerate(rows)))


@dataclass
class PreparedFallback(FallbackExtractor):
    """Gives the same content, annotations and recognized page for each page; `asked` counts how
    often it was asked for a page's content."""

    other: PageContent | None = None
    drawn_later: list[Glyph] = field(default_factory=list)
    recognized: PagePart | str = "the page cannot be rendered"
    asked: int = 0

    def __post_init__(self) -> None:
        super().__init__(Path("prepared.pdf"))

    def content(self, _number: int) -> PageContent | None:
        self.asked += 1
        return self.other

    def annotations(self, _number: int) -> list[Glyph]:
        return self.drawn_later

    def recognize(self, _number: int, _recognizer: Recognizer) -> PagePart | str:
        return self.recognized

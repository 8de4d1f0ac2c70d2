"""The fallback extractor: a page's text as PDFium extracts it, or as OCR recognizes it."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from indexer.readers.pdf.layout.contents_pages import find_contents
from indexer.readers.pdf.page.builder import page_part_of_lines, set_contents
from indexer.readers.pdf.source.ocr import RESOLUTION, Recognizer
from indexer.readers.pdf.source.pdfium import PdfiumDocument, PdfiumFailure

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.readers.pdf.page.part import PagePart
    from indexer.readers.pdf.source.geometry import Glyph
    from indexer.readers.pdf.source.page_content import PageContent

#: Characters kept of an error's message.
MAX_ERROR = 150


class FallbackExtractor:
    """PDFium on the same file, opened at the first use; pages are counted from 1. `locked` is
    true once opening has failed for want of a password."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._document: PdfiumDocument | None = None
        self._tried = False
        self.locked = False

    def _open(self) -> PdfiumDocument | None:
        if not self._tried:
            self._tried = True
            try:
                self._document = PdfiumDocument(self._path)
            except (PdfiumFailure, OSError) as error:
                self.locked = "password" in str(error)
        return self._document

    @property
    def pages(self) -> int:
        """The number of pages that PDFium finds; 0 if it cannot open the file."""
        document = self._open()
        return document.pages if document else 0

    def content(self, number: int) -> PageContent | None:
        """The content of a page, without ruling lines; None if PDFium cannot read it."""
        document = self._open()
        if document is None or number > document.pages:
            return None
        try:
            content = document.content(number - 1)
            content.image = document.image_share(number - 1)
            return content
        except (PdfiumFailure, OSError, ValueError):
            return None

    def annotations(self, number: int) -> list[Glyph]:
        """The glyphs of form fields and annotations of a page."""
        document = self._open()
        if document is None or number > document.pages:
            return []
        try:
            return document.annotations(number - 1)
        except (PdfiumFailure, OSError, ValueError):
            return []

    def recognize(self, number: int, recognizer: Recognizer) -> PagePart | str:
        """A page read by OCR; or the reason why it could not be."""
        document = self._open()
        if document is None or number > document.pages:
            return "the page cannot be rendered"
        try:
            picture = document.render(number - 1, RESOLUTION)
            width, height = document.size(number - 1)
            found = recognizer.recognize(picture, width, height)
        except (PdfiumFailure, OSError, ValueError, subprocess.SubprocessError) as error:
            return f"{type(error).__name__}: {error}"[:MAX_ERROR]
        contents = find_contents(found.lines)
        part = page_part_of_lines(number, found.frame, contents.rest, [], [])
        set_contents(part, contents)
        part.verdict, part.detail = "ocr", f"mean confidence {found.confidence:.2f}"
        if found.repaired:
            part.detail += f"; {found.repaired} characters repaired"
        part.recognised = found.recognised
        return part

    def close(self) -> None:
        """Close the file."""
        if self._document is not None:
            self._document.close()

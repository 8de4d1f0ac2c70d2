"""Another look at a page: PDFium's text, or what is recognised on its picture."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from indexer.readers.pdf.page.part import PagePart, place
from indexer.readers.pdf.source.ocr import RESOLUTION, Recognizer
from indexer.readers.pdf.source.pdfium import PdfiumFailure, Second

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.readers.pdf.source.device import Ink
    from indexer.readers.pdf.source.geometry import Glyph


class SecondOpinion:
    """PDFium on the same file, opened when it is first asked. `locked` says, once it was asked,
    that it wants a password."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._opened: Second | None = None
        self._tried = False
        self.locked = False

    def _open(self) -> Second | None:
        if not self._tried:
            self._tried = True
            try:
                self._opened = Second(self._path)
            except (PdfiumFailure, OSError) as error:
                self.locked = "password" in str(error)
        return self._opened

    @property
    def pages(self) -> int:
        """How many pages PDFium finds; 0 when it cannot open the file."""
        opened = self._open()
        return opened.pages if opened else 0

    def ink(self, number: int) -> Ink | None:
        """What PDFium reads on a page (from 1), None when it reads nothing."""
        opened = self._open()
        if opened is None or number > opened.pages:
            return None
        try:
            ink = opened.ink(number - 1)
            ink.image = opened.image(number - 1)
            return ink
        except (PdfiumFailure, OSError, ValueError):
            return None

    def annotations(self, number: int) -> list[Glyph]:
        """The characters of form fields and notes on a page (from 1)."""
        opened = self._open()
        if opened is None or number > opened.pages:
            return []
        try:
            return opened.annotations(number - 1)
        except (PdfiumFailure, OSError, ValueError):
            return []

    def recognized(self, number: int, recognizer: Recognizer) -> PagePart | str:
        """A page (from 1) read from its picture, or why it could not be."""
        opened = self._open()
        if opened is None or number > opened.pages:
            return "the page cannot be rendered"
        try:
            picture = opened.picture(number - 1, RESOLUTION)
            width, height = opened.size(number - 1)
            found = recognizer.recognize(picture, width, height)
        except (PdfiumFailure, OSError, ValueError, subprocess.SubprocessError) as error:
            return f"{type(error).__name__}: {error}"[:150]
        part = place(number, found.frame, found.lines, [], [])
        part.verdict, part.detail = "ocr", f"mean confidence {found.confidence:.2f}"
        return part

    def close(self) -> None:
        """Release the file."""
        if self._opened is not None:
            self._opened.close()

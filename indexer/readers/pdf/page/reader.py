"""Reads one page: pdfminer's content, or that of the fallback extractor where it is better."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.readers.pdf.page.builder import build_page_part
from indexer.readers.pdf.page.fallback import MAX_ERROR, FallbackExtractor
from indexer.readers.pdf.page.part import PagePart
from indexer.readers.pdf.page.text_quality import (
    PICTURES,
    READABLE,
    UNREADABLE,
    TextQuality,
    assess,
)
from indexer.readers.pdf.source.document import PageError
from indexer.readers.pdf.source.geometry import Frame
from indexer.readers.pdf.source.ocr import find_recognizer
from indexer.readers.pdf.source.page_content import PageContent
from indexer.wording.page_verdicts import NOTHING_RECOGNISED

if TYPE_CHECKING:
    from indexer.readers.common.contract import ReadOptions

#: The beginning of a page's detail that says which extractor read it.
BY_PDFIUM = "read by PDFium"
#: Frame of a page that could not be read: A4, in points.
DEFAULT_FRAME = Frame(0, 595.0, 842.0)


@dataclass(frozen=True, slots=True)
class ExtractorOptions:
    """When the fallback extractor is tried, and when it is preferred. Set by hand on the test
    PDFs of pdf.js and on sample reports with fonts that lack a ToUnicode map."""

    #: The share of PDFium's characters that pdfminer must find to be kept.
    enough: float = 0.8
    #: The share of PDFium's Han characters that must be common ones for it to be preferred.
    common_han: float = 0.9
    #: Pages with fewer characters are extracted a second time: text may have been lost.
    few_characters: int = 40
    #: Above this share of bad characters the text of an unreadable page is left out.
    mostly_bad: float = 0.3


OPTIONS = ExtractorOptions()


@dataclass(frozen=True, slots=True)
class _Extraction:
    """The content chosen for a page, its quality, and the extractor if it is not pdfminer."""

    content: PageContent | None
    quality: TextQuality
    extractor: str = ""


class PageReader:
    """Makes the parts of pages, with the fallback extractor and OCR where they are needed.
    `nothing_read` is true as long as no page had lines or tables."""

    def __init__(self, options: ReadOptions, fallback: FallbackExtractor) -> None:
        self._options = options
        self._fallback = fallback
        self._recognizer = None if options.ocr == "never" else find_recognizer()
        self.nothing_read = True

    def read(self, number: int, content: PageContent | PageError, label: str | None) -> PagePart:
        """The part of a page, which is numbered from 1. Raises MemoryError only; any other error
        becomes the page's verdict."""
        try:
            part = self._read(number, content)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - the page's geometry is hostile input too
            part = _failed_page(number, f"{type(error).__name__}: {error}"[:MAX_ERROR])
        part.label = label
        self.nothing_read = self.nothing_read and not (part.lines or part.tables)
        return part

    def _read(self, number: int, content: PageContent | PageError) -> PagePart:
        if isinstance(content, PageContent) and content.annotated:
            content.glyphs += self._fallback.annotations(number) or content.stated
        best = self._best(number, content)
        quality = best.quality
        needs_ocr = quality.verdict in PICTURES | UNREADABLE | {"failed"}
        problem = ""
        if self._recognizer and (needs_ocr or self._options.ocr == "always"):
            recognized = self._fallback.recognize(number, self._recognizer)
            if isinstance(recognized, PagePart) and recognized.lines:
                return recognized
            problem = NOTHING_RECOGNISED if isinstance(recognized, PagePart) else recognized
        if best.content is None:
            return _failed_page(number, quality.detail)
        unreadable = quality.verdict in UNREADABLE and not quality.encoding
        if unreadable and quality.bad > OPTIONS.mostly_bad:
            part = PagePart(number, Frame(0, best.content.width, best.content.height))
        else:
            part = build_page_part(number, best.content, quality.encoding)
        part.verdict = "good" if quality.encoding else quality.verdict
        part.detail = (
            quality.detail or (problem if needs_ocr else "") or best.extractor or part.detail
        )
        return part

    def _best(self, number: int, content: PageContent | PageError) -> _Extraction:
        """The better one of pdfminer's and PDFium's content of a page."""
        if isinstance(content, PageError):
            other = self._fallback.content(number)
            if other is None:
                return _Extraction(None, TextQuality("failed", content.error))
            return _Extraction(other, _quality(other), f"{BY_PDFIUM} ({content.error})")
        first = _Extraction(content, _quality(content))
        if first.quality.verdict in READABLE and (
            first.quality.characters >= OPTIONS.few_characters
        ):
            return first
        other = self._fallback.content(number)
        if other is None:
            return first
        quality = _quality(other)
        if not self._is_better(quality, first.quality):
            return first
        other.strokes, other.fills, other.image = content.strokes, content.fills, content.image
        return _Extraction(other, quality, BY_PDFIUM)

    def _is_better(self, other: TextQuality, first: TextQuality) -> bool:
        """True if PDFium's text is preferred to pdfminer's, which has clearly fewer characters."""
        if other.han > 0 or first.han > 0:
            found_less = first.han < OPTIONS.enough * other.han
            return found_less and other.common >= OPTIONS.common_han * other.han
        # Where pdfminer has no character for a glyph, PDFium guesses: that is no text.
        found_less = first.characters < OPTIONS.enough * other.characters
        return found_less and first.verdict not in UNREADABLE and other.verdict in READABLE


def _quality(content: PageContent) -> TextQuality:
    return assess((glyph.text for glyph in content.glyphs), content.image, content.curves)


def _failed_page(number: int, detail: str) -> PagePart:
    return PagePart(number, DEFAULT_FRAME, verdict="failed", detail=detail)

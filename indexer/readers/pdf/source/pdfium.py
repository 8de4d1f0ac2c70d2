"""The fallback extractor's source: the text of a page as PDFium extracts it, and the page rendered.

PDFium is used where pdfminer fails, or where pdfminer's text is not what the page shows. It is not
used first: it gives no ruling lines, and wrong characters with confidence on some files.
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

import pypdfium2
import pypdfium2.raw as pdfium

from indexer.readers.pdf.source.geometry import ASCENT, Glyph
from indexer.readers.pdf.source.page_content import MAX_GLYPHS, PageContent
from indexer.readers.pdf.source.raster import Picture, unpadded
from indexer.readers.pdf.source.unicode import normalize_glyph_text

if TYPE_CHECKING:
    from pathlib import Path

#: The exception of PDFium's binding for a file or a page that it cannot read.
PdfiumFailure: type[Exception] = pypdfium2.PdfiumError

#: A page is rendered with no side longer than this many pixels.
MAX_PIXELS = 5000
#: PDF user space has this many units in an inch.
POINTS_PER_INCH = 72
#: Pages are taken to be at least this large, to divide by: sides in points, areas in their squares.
MIN_SIDE, MIN_AREA = 1.0, 1.0
#: PDFium converts coordinates to whole device units: there are this many in a point here.
UNITS_PER_POINT = 100
#: The size that PDFium reports for a glyph is believed between these multiples of the height of
#: its box. Set by hand on files whose text matrix scales a font of size 1.
MIN_SIZE_SHARE, MAX_SIZE_SHARE = 0.3, 3
#: Type smaller than this (points) is invisible.
MIN_VISIBLE_SIZE = 0.1
#: Codes that are no characters of a page: NUL, line ends, and PDFium's mark of a soft hyphen.
_CONTROL_CODES = (0, 10, 13, 0xFFFE)


class PdfiumDocument:
    """A document opened by PDFium; pages are counted from 0. Opening raises PdfiumFailure."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._document = pypdfium2.PdfDocument(path)
        self._flattened: Any = None

    @property
    def pages(self) -> int:
        """The number of pages that PDFium finds."""
        return len(self._document)

    def close(self) -> None:
        """Release the document."""
        if self._flattened is not None:
            self._flattened.close()
        self._document.close()

    def content(self, index: int) -> PageContent:
        """The glyphs of a page. PDFium gives no ruling lines."""
        return _content(self._document[index])

    def image_share(self, index: int) -> float:
        """The share of a page that its largest image covers."""
        page = self._document[index]
        try:
            width, height = page.get_size()
            kinds = [pdfium.FPDF_PAGEOBJ_IMAGE]
            areas = [_area(each.get_bounds(), width, height) for each in page.get_objects(kinds)]
        finally:
            page.close()
        return float(max(areas, default=0.0) / max(width * height, MIN_AREA))

    def annotations(self, index: int) -> list[Glyph]:
        """The glyphs of form fields and annotations of a page."""
        if self._flattened is None:
            self._flattened = pypdfium2.PdfDocument(self._path)
            self._flattened.init_forms()
        page = self._flattened[index]
        pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
        page.close()
        drawn = {_text_and_place(glyph) for glyph in self.content(index).glyphs}
        flattened = _content(self._flattened[index])
        return [glyph for glyph in flattened.glyphs if _text_and_place(glyph) not in drawn]

    def size(self, index: int) -> tuple[float, float]:
        """Width and height of a page in points, after its rotation."""
        width, height = self._document.get_page_size(index)
        return float(width), float(height)

    def render(self, index: int, dots_per_inch: int) -> Picture:
        """A page rendered in shades of grey."""
        page = self._document[index]
        try:
            width, height = page.get_size()
            scale = min(dots_per_inch / POINTS_PER_INCH, MAX_PIXELS / max(width, height, MIN_SIDE))
            drawn = page.render(scale=scale, grayscale=True)
            pixels = unpadded(bytes(drawn.buffer), drawn.width, drawn.height, drawn.stride)
            return Picture(drawn.width, drawn.height, pixels)
        finally:
            page.close()


def _text_and_place(glyph: Glyph) -> tuple[str, int, int]:
    return glyph.text, round(glyph.x0), round(glyph.y0)


def _area(bounds: tuple[float, float, float, float], width: float, height: float) -> float:
    """The area in square points that bounds (left, bottom, right, top) have within a page."""
    left, bottom, right, top = bounds
    across = min(max(right, 0.0), width) - min(max(left, 0.0), width)
    return across * (min(max(top, 0.0), height) - min(max(bottom, 0.0), height))


def _content(page: Any) -> PageContent:
    """The glyphs of a page, which is closed."""
    width, height = page.get_size()
    content = PageContent(width, height)
    text_page = page.get_textpage()
    try:
        for at in range(min(text_page.count_chars(), MAX_GLYPHS)):
            glyph = _glyph(text_page.raw, at, page.raw, width, height)
            if glyph is not None:
                content.glyphs.append(glyph)
    finally:
        text_page.close()
        page.close()
    return content


def _glyph(text_page: Any, at: int, page: Any, width: float, height: float) -> Glyph | None:
    """The glyph at an index of a text page; None for control codes and invisible type."""
    code = pdfium.FPDFText_GetUnicode(text_page, at)
    if code in _CONTROL_CODES or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return None
    sides = pdfium.FS_RECTF()
    if not pdfium.FPDFText_GetLooseCharBox(text_page, at, ctypes.byref(sides)):
        return None
    size = pdfium.FPDFText_GetFontSize(text_page, at)
    x0, y0 = _on_page(page, sides.left, sides.top, width, height)
    x1, y1 = _on_page(page, sides.right, sides.bottom, width, height)
    x0, x1 = sorted((x0, x1))
    y0, y1 = sorted((y0, y1))
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text_page, at, ctypes.byref(x), ctypes.byref(y))
    _, base = _on_page(page, x.value, y.value, width, height)
    box = y1 - y0
    drawn = size if MIN_SIZE_SHARE * box < size < MAX_SIZE_SHARE * box else box
    if drawn <= MIN_VISIBLE_SIZE:
        return None
    if not y0 - drawn < base < y1 + drawn:
        base = y1
    top = base - ASCENT * drawn
    return Glyph(normalize_glyph_text(chr(code)), x0, top, x1, top + drawn, drawn, "", 0)


def _on_page(page: Any, x: float, y: float, width: float, height: float) -> tuple[float, float]:
    """A point in the page's user space, in points from the top left of its visible area."""
    across, down = ctypes.c_int(), ctypes.c_int()
    # A whole device unit is too coarse at 72 to the inch.
    wide, high = int(width * UNITS_PER_POINT), int(height * UNITS_PER_POINT)
    pdfium.FPDF_PageToDevice(
        page, 0, 0, wide, high, 0, x, y, ctypes.byref(across), ctypes.byref(down)
    )
    return across.value / UNITS_PER_POINT, down.value / UNITS_PER_POINT

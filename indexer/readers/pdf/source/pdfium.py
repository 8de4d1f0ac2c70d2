"""The second opinion: what PDFium reads on a page, and the page as a picture.

PDFium is asked where pdfminer failed or where its text is not what the page shows. It is not
asked first: it gives no strokes, and on some files confident wrong characters.
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

import pypdfium2
import pypdfium2.raw as pdfium

from indexer.readers.pdf.source.device import MAX_GLYPHS, Ink
from indexer.readers.pdf.source.geometry import ASCENT, Glyph
from indexer.readers.pdf.source.raster import Picture, unpadded
from indexer.readers.pdf.source.unicode import plain

if TYPE_CHECKING:
    from pathlib import Path

#: What PDFium's binding raises on a file or a page that it cannot read.
PdfiumFailure: type[Exception] = pypdfium2.PdfiumError


class Second:
    """A document opened by PDFium. Raises PdfiumFailure when it cannot be."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._document = pypdfium2.PdfDocument(path)
        self._flat: Any = None

    @property
    def pages(self) -> int:
        """How many pages PDFium finds."""
        return len(self._document)

    def close(self) -> None:
        """Release the document."""
        if self._flat is not None:
            self._flat.close()
        self._document.close()

    def ink(self, index: int) -> Ink:
        """The characters of page `index` (from 0), without strokes."""
        return _ink(self._document[index])

    def image(self, index: int) -> float:
        """The share of page `index` (from 0) that its largest image covers."""
        page = self._document[index]
        try:
            width, height = page.get_size()
            kinds = [pdfium.FPDF_PAGEOBJ_IMAGE]
            areas = [_area(each.get_bounds(), width, height) for each in page.get_objects(kinds)]
        finally:
            page.close()
        return float(max(areas, default=0.0) / max(width * height, 1.0))

    def annotations(self, index: int) -> list[Glyph]:
        """The characters of form fields and notes on page `index` (from 0)."""
        if self._flat is None:
            self._flat = pypdfium2.PdfDocument(self._path)
            self._flat.init_forms()
        page = self._flat[index]
        pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
        page.close()
        drawn = {_place(glyph) for glyph in self.ink(index).glyphs}
        flat = _ink(self._flat[index])
        return [glyph for glyph in flat.glyphs if _place(glyph) not in drawn]

    def size(self, index: int) -> tuple[float, float]:
        """Width and height of page `index` (from 0) in points, as it is shown."""
        width, height = self._document.get_page_size(index)
        return float(width), float(height)

    def picture(self, index: int, dots_per_inch: int) -> Picture:
        """Page `index` (from 0) as a grey picture."""
        page = self._document[index]
        try:
            width, height = page.get_size()
            scale = min(dots_per_inch / 72, MAX_PIXELS / max(width, height, 1.0))
            drawn = page.render(scale=scale, grayscale=True)
            pixels = unpadded(bytes(drawn.buffer), drawn.width, drawn.height, drawn.stride)
            return Picture(drawn.width, drawn.height, pixels)
        finally:
            page.close()


#: A page is rendered with no side longer than this many pixels.
MAX_PIXELS = 5000


def _place(glyph: Glyph) -> tuple[str, int, int]:
    return glyph.text, round(glyph.x0), round(glyph.y0)


def _area(bounds: tuple[float, float, float, float], width: float, height: float) -> float:
    """Square points that bounds (left, bottom, right, top) cover of a page."""
    left, bottom, right, top = bounds
    across = min(max(right, 0.0), width) - min(max(left, 0.0), width)
    return across * (min(max(top, 0.0), height) - min(max(bottom, 0.0), height))


def _ink(page: Any) -> Ink:
    width, height = page.get_size()
    ink = Ink(width, height)
    text_page = page.get_textpage()
    try:
        for at in range(min(text_page.count_chars(), MAX_GLYPHS)):
            glyph = _glyph(text_page.raw, at, page.raw, width, height)
            if glyph is not None:
                ink.glyphs.append(glyph)
    finally:
        text_page.close()
        page.close()
    return ink


def _glyph(text_page: Any, at: int, page: Any, width: float, height: float) -> Glyph | None:
    code = pdfium.FPDFText_GetUnicode(text_page, at)
    if code in (0, 10, 13, 0xFFFE) or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
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
    drawn = size if 0.3 * (y1 - y0) < size < 3 * (y1 - y0) else y1 - y0
    if drawn <= 0.1:
        return None
    if not y0 - drawn < base < y1 + drawn:
        base = y1
    top = base - ASCENT * drawn
    return Glyph(plain(chr(code)), x0, top, x1, top + drawn, drawn, "", 0)


def _on_page(page: Any, x: float, y: float, width: float, height: float) -> tuple[float, float]:
    """A point of the page's own system, in points from the top left of what is shown."""
    across, down = ctypes.c_int(), ctypes.c_int()
    # Whole device units are too coarse at 72 a inch: ask at a hundredth of a point.
    wide, high = int(width * 100), int(height * 100)
    pdfium.FPDF_PageToDevice(
        page, 0, 0, wide, high, 0, x, y, ctypes.byref(across), ctypes.byref(down)
    )
    return across.value / 100, down.value / 100

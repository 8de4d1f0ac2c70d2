"""Fonts of a document: the text and metrics of each glyph, looked up once."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from pdfminer.cmapdb import PyUnicodeMap
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined

from indexer.files.user_defined import GAP, is_private
from indexer.readers.pdf.source.geometry import ASCENT
from indexer.readers.pdf.source.hong_kong import standard_of_private
from indexer.readers.pdf.source.unicode import CIRCLED, normalize_glyph_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: Fonts kept of a document. Fonts without an object number are made anew for every page.
MAX_FONTS = 500
#: Advance of a glyph without a usable width, in em.
DEFAULT_WIDTH = 1.0
#: The origin of a vertical glyph lies in the middle of its width, in em (ISO 32000-1, 9.7.4.3).
DEFAULT_ORIGIN_X = 0.5
#: Displacements of vertical glyphs are given in thousandths of an em.
UNITS_PER_EM, EM_PER_UNIT = 1000, 0.001

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_DINGBATS = re.compile(r"wingdings|webdings|zapfdingbats", re.IGNORECASE)
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)


class FontCache(dict[PDFFont, "FontGlyphs"]):
    """The glyphs of a document's fonts, by the interpreter's font."""

    def add(self, font: PDFFont) -> FontGlyphs:
        """Enter a font."""
        if len(self) >= MAX_FONTS:
            self.clear()
        made = self[font] = FontGlyphs(font)
        return made


class FontGlyphs:
    """The glyphs of a font by character identifier (CID).

    `name` is the family name, with the suffix "|b" if the font is bold; `bold_name` always has
    the suffix; `is_dingbats` is true for a font of symbols. `glyphs` has text, advance, and
    displacement to the right and downwards of each
    glyph, in em; the text is U+FFFD where the font gives none.
    """

    __slots__ = ("_font", "bold_name", "glyphs", "is_dingbats", "name", "vertical")

    def __init__(self, font: PDFFont) -> None:
        self._font = font
        self.glyphs: Mapping[int, tuple[str, float, float, float]] = _Glyphs(self._look_up)
        self.vertical = font.is_vertical()
        full = _SUBSET.sub("", str(font.fontname))
        family = re.split(r"[-,]", full)[0]
        self.is_dingbats = _DINGBATS.match(family) is not None
        self.bold_name = family + "|b"
        self.name = self.bold_name if _BOLD.search(full) else family

    def _look_up(self, cid: int) -> tuple[str, float, float, float]:
        font = self._font
        text = self._text(cid)
        width = font.char_width(cid)
        if not isinstance(width, (int, float)) or not math.isfinite(width):
            width = DEFAULT_WIDTH
        shift_x, shift_y = DEFAULT_ORIGIN_X, 1 - ASCENT
        if self.vertical:
            displacement = font.char_disp(cid)
            if isinstance(displacement, tuple):
                vx, vy = displacement
                shift_x = DEFAULT_ORIGIN_X if vx is None else vx * EM_PER_UNIT
                shift_y = (UNITS_PER_EM - vy) * EM_PER_UNIT
        return text, width, shift_x, shift_y

    def _text(self, cid: int) -> str:
        """The text of a glyph; U+FFFD where the font gives none."""
        try:
            text = self._font.to_unichr(cid) or GAP
        except PDFUnicodeNotDefined:
            return GAP
        if is_private(text) and isinstance(getattr(self._font, "unicode_map", None), PyUnicodeMap):
            text = standard_of_private(cid, text) or text
        if self.is_dingbats:
            text = text.translate(CIRCLED)
        return normalize_glyph_text(text)


class _Glyphs(dict[int, tuple[str, float, float, float]]):
    """Glyphs that are looked up when they are first asked for, and kept."""

    def __init__(self, look_up: Callable[[int], tuple[str, float, float, float]]) -> None:
        super().__init__()
        self._look_up = look_up

    def __missing__(self, cid: int) -> tuple[str, float, float, float]:
        """Look a glyph up."""
        found = self[cid] = self._look_up(cid)
        return found

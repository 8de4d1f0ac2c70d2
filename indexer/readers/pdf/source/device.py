"""What the interpreter of pdfminer.six draws on one page, kept as glyphs, rules and fills."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.utils import mult_matrix
from typing_extensions import override

from indexer.readers.pdf.source.geometry import ASCENT, Box, Glyph, Rule, quarter
from indexer.readers.pdf.source.paths import Matrix, PathSegment, is_white, strokes, subpaths
from indexer.readers.pdf.source.unicode import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pdfminer.pdfinterp import PDFResourceManager
    from pdfminer.pdftypes import PDFStream
    from pdfminer.psparser import PSLiteral

#: More drawn characters than this on one page are an attack or a drawing, not a text: the
#: densest page of small print seen has 16,000.
MAX_GLYPHS = 400_000
#: Strokes kept of one page; a map has a hundred thousand, a table some hundreds.
MAX_RULES = 20_000

#: Operators that draw a curve.
_CURVED = frozenset("cvy")
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)


class TooManyGlyphs(Exception):
    """A page draws more characters than MAX_GLYPHS."""


@dataclass(slots=True)
class Ink:
    """What is drawn on one page, from the top left of its visible area.

    `unmapped` counts glyphs for which the file gives no character (they are U+FFFD in the
    text); `image` is the share of the page that its largest image covers; `curves` counts the
    curved strokes, of which outlines of letters consist; `annotated` says that
    text may stand in form fields and notes on the page, which are not drawn with it, and
    `stated` is what these say themselves.
    """

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    fills: list[Box] = field(default_factory=list)
    unmapped: int = 0
    image: float = 0.0
    curves: int = 0
    annotated: bool = False
    stated: list[Glyph] = field(default_factory=list)


class Device(PDFTextDevice):
    """Takes what the interpreter draws and keeps it as Ink. `fonts` knows the characters of the
    document's fonts that were met before, and learns those of this page."""

    def __init__(self, resources: PDFResourceManager, ink: Ink, fonts: Fonts) -> None:
        super().__init__(resources)
        self.ctm: Matrix = (1, 0, 0, 1, 0, 0)
        self.ink = ink
        self._fonts = fonts

    @override
    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        """Text of one operator; leaves the pen where the next one goes on."""
        font = textstate.font
        known = self._fonts.get(font) or self._fonts.add(font)
        a, b, c, d, e, f = mult_matrix(textstate.matrix, self.ctm)
        size = textstate.fontsize
        scaling = textstate.scaling * 0.01
        charspace = textstate.charspace * scaling
        wordspace = 0.0 if font.is_multibyte() else textstate.wordspace * scaling
        rise = textstate.rise
        step = 0.001 * size * scaling
        drawn = abs(size) * math.hypot(c, d)
        turn = quarter(a, b) if size >= 0 else quarter(-a, -b)
        name = known.bold_name if textstate.render == 2 else known.name
        vertical = known.vertical
        if vertical and turn >= 0:
            turn = (turn + 1) % 4
        height = self.ink.height
        top, bottom = rise + ASCENT * size, rise - (1 - ASCENT) * size
        x, y = textstate.linematrix
        add = self.ink.glyphs.append
        glyph_of = known.glyph
        first = True
        for part in seq:
            if isinstance(part, (int, float)):
                if vertical:
                    y -= part * step
                else:
                    x -= part * step
                first = False
                continue
            if not isinstance(part, bytes):
                continue
            for cid in font.decode(part):
                text, width, shift_x, shift_y = glyph_of(cid)
                if not first:
                    if vertical:
                        y += charspace
                    else:
                        x += charspace
                first = False
                if vertical:
                    advance = width * size
                    left = x - shift_x * size
                    right = left + size
                    up = y + shift_y * size + rise
                    down = up + advance
                    y += advance + (wordspace if cid == 32 else 0.0)
                else:
                    advance = width * size * scaling
                    left, right, up, down = x, x + advance, y + top, y + bottom
                    x += advance + (wordspace if cid == 32 else 0.0)
                if text and drawn > 0.1:
                    px0, py0 = a * left + c * down + e, b * left + d * down + f
                    px1, py1 = a * right + c * up + e, b * right + d * up + f
                    if px0 > px1:
                        px0, px1 = px1, px0
                    if py0 > py1:
                        py0, py1 = py1, py0
                    if text == "\ufffd":
                        self.ink.unmapped += 1
                    add(Glyph(text, px0, height - py1, px1, height - py0, drawn, name, turn))
        textstate.linematrix = (x, y)
        if len(self.ink.glyphs) > MAX_GLYPHS:
            raise TooManyGlyphs(f"more than {MAX_GLYPHS} characters on one page")

    @override
    def paint_path(
        self,
        graphicstate: Any,
        stroke: bool,
        fill: bool,
        evenodd: bool,
        path: Sequence[PathSegment],
    ) -> None:
        """Straight strokes and rectangles of a path; curves are drawings and only counted."""
        self.ink.curves += sum(segment[0] in _CURVED for segment in path)
        if len(self.ink.rules) >= MAX_RULES or len(path) > 10 * MAX_RULES:
            return
        shown = fill and not is_white(graphicstate.ncolor)
        points = subpaths(path, self.ctm, self.ink.height)
        rules, fills = strokes(points, stroke=stroke, fill=fill, shown=shown)
        self.ink.rules += rules[: MAX_RULES - len(self.ink.rules)]
        self.ink.fills += fills[: max(0, MAX_RULES - len(self.ink.fills))]

    @override
    def render_image(self, name: str, stream: PDFStream) -> None:
        """An image fills the unit square of the matrix in force."""
        a, b, c, d, e, f = self.ctm
        corners = [(e, f), (a + e, b + f), (c + e, d + f), (a + c + e, b + d + f)]
        across = [max(0.0, min(x, self.ink.width)) for x, _ in corners]
        down = [max(0.0, min(y, self.ink.height)) for _, y in corners]
        page = self.ink.width * self.ink.height
        area = (max(across) - min(across)) * (max(down) - min(down))
        if page > 0:
            self.ink.image = max(self.ink.image, area / page)

    @override
    def begin_tag(self, tag: PSLiteral, props: Any = None) -> None:
        """Marked content is not used."""

    @override
    def end_tag(self) -> None:
        """Marked content is not used."""

    @override
    def do_tag(self, tag: PSLiteral, props: Any = None) -> None:
        """Marked content is not used."""


class Fonts(dict[PDFFont, "_Font"]):
    """The characters of a document's fonts, by the font of the interpreter."""

    def add(self, font: PDFFont) -> _Font:
        """A font that is not known yet."""
        if len(self) >= _MOST_FONTS:
            self.clear()
        made = self[font] = _Font(font)
        return made


#: Fonts without a number of their own are made anew for every page; so many are held at most.
_MOST_FONTS = 500


class _Font:
    """A font's characters, each looked up once: text, advance, displacement (in em)."""

    __slots__ = ("_font", "_glyphs", "bold_name", "name", "vertical")

    def __init__(self, font: PDFFont) -> None:
        self._font = font
        self._glyphs: dict[int, tuple[str, float, float, float]] = {}
        self.vertical = font.is_vertical()
        full = _SUBSET.sub("", str(font.fontname))
        family = re.split(r"[-,]", full)[0]
        self.bold_name = family + "|b"
        self.name = self.bold_name if _BOLD.search(full) else family

    def glyph(self, cid: int) -> tuple[str, float, float, float]:
        found = self._glyphs.get(cid)
        if found is None:
            found = self._glyphs[cid] = self._look_up(cid)
        return found

    def _look_up(self, cid: int) -> tuple[str, float, float, float]:
        font = self._font
        try:
            text = plain(font.to_unichr(cid) or "\ufffd")
        except PDFUnicodeNotDefined:
            text = "\ufffd"
        width = font.char_width(cid)
        if not isinstance(width, (int, float)) or not math.isfinite(width):
            width = 1.0
        shift_x, shift_y = 0.5, 1 - ASCENT
        if self.vertical:
            moved = font.char_disp(cid)
            if isinstance(moved, tuple):
                vx, vy = moved
                shift_x = 0.5 if vx is None else vx * 0.001
                shift_y = (1000 - vy) * 0.001
        return text, width, shift_x, shift_y

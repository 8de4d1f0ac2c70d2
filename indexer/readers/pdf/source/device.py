"""A device for pdfminer's interpreter that records glyphs, ruling lines and fills of one page."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.utils import mult_matrix
from typing_extensions import override

from indexer.readers.pdf.source.geometry import ASCENT, Box, Glyph, quarter
from indexer.readers.pdf.source.page_content import MAX_GLYPHS, MAX_IMAGES, PageContent
from indexer.readers.pdf.source.paths import Matrix, PathSegment, is_white, ruling_lines, subpaths

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pdfminer.pdffont import PDFFont
    from pdfminer.pdfinterp import PDFResourceManager
    from pdfminer.pdftypes import PDFStream
    from pdfminer.psparser import PSLiteral

    from indexer.readers.pdf.source.fonts import FontCache, FontGlyphs

#: Ruling lines and fills kept of one page; a map has a hundred thousand lines, a table some
#: hundreds.
MAX_RULES = 20_000
#: A path of this many segments for each ruling line allowed is a drawing.
SEGMENTS_PER_RULE = 10
#: Type smaller than this (points) is invisible.
MIN_VISIBLE_SIZE = 0.1
#: Widths and displacements in a font are thousandths of an em, and the horizontal scaling is in
#: percent (ISO 32000-1, 9.2.4 and 9.3.4).
THOUSANDTH, PERCENT = 0.001, 0.01
#: Text rendering mode 2, fill and stroke (ISO 32000-1, 9.3.6), imitates a bold font.
_FILL_AND_STROKE = 2
#: The character code to which word spacing applies (ISO 32000-1, 9.3.3).
_SPACE = 32

#: Operators that draw a curve.
_CURVED = frozenset("cvy")


class TooManyGlyphs(Exception):
    """A page draws more glyphs than MAX_GLYPHS."""


class _TextState(NamedTuple):
    """The state in which one operator shows text. `matrix` maps text space to the page with y
    up; `charspace` and `wordspace` are added to the advance of every glyph, the last one
    included (ISO 32000-1, 9.4.4), `rise` lifts it, and a
    number between strings moves the pen by `adjustment` times itself, all in text space. `drawn`
    is the size on the page in points; `font_name` and `orientation` go into the glyphs."""

    matrix: Matrix
    size: float
    scaling: float
    charspace: float
    wordspace: float
    rise: float
    adjustment: float
    drawn: float
    font_name: str
    orientation: int


class Device(PDFTextDevice):
    """Records in `content` what the interpreter draws. `fonts` is shared by the pages of a
    document, as they share their fonts."""

    def __init__(
        self, resources: PDFResourceManager, content: PageContent, fonts: FontCache
    ) -> None:
        super().__init__(resources)
        self.ctm: Matrix = (1, 0, 0, 1, 0, 0)
        self.content = content
        self._fonts = fonts

    @override
    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        """Record the glyphs of one text-showing operator, and advance the text position.

        Raises TooManyGlyphs when the page has too many.
        """
        font = textstate.font
        known = self._fonts.get(font) or self._fonts.add(font)
        matrix = mult_matrix(textstate.matrix, self.ctm)
        a, b, c, d, _, _ = matrix
        size = textstate.fontsize
        scaling = textstate.scaling * PERCENT
        orientation = quarter(a, b) if size >= 0 else quarter(-a, -b)
        if known.vertical and orientation >= 0:
            orientation = (orientation + 1) % 4
        state = _TextState(
            matrix=matrix,
            size=size,
            scaling=scaling,
            charspace=textstate.charspace * scaling,
            wordspace=0.0 if font.is_multibyte() else textstate.wordspace * scaling,
            rise=textstate.rise,
            adjustment=THOUSANDTH * size * scaling,
            drawn=abs(size) * math.hypot(c, d),
            font_name=known.bold_name if textstate.render == _FILL_AND_STROKE else known.name,
            orientation=orientation,
        )
        show = self._show_vertical if known.vertical else self._show_horizontal
        textstate.linematrix = show(seq, font, known, state, textstate.linematrix)
        if len(self.content.glyphs) > MAX_GLYPHS:
            raise TooManyGlyphs(f"more than {MAX_GLYPHS} characters on one page")

    def _show_horizontal(
        self,
        seq: Iterable[object],
        font: PDFFont,
        known: FontGlyphs,
        state: _TextState,
        position: tuple[float, float],
    ) -> tuple[float, float]:
        """Record the glyphs of strings that run to the right in text space; the position after
        them. This is the innermost loop of reading a page, so that it calls nothing it can
        avoid."""
        (
            (a, b, c, d, e, f),
            size,
            scaling,
            charspace,
            wordspace,
            rise,
            adjustment,
            drawn,
            name,
            to,
        ) = state
        height = self.content.height
        x, y = position
        up, down = y + (rise + ASCENT * size), y + (rise - (1 - ASCENT) * size)
        upright = b == c == 0 <= a
        py0, py1 = sorted((d * down + f, d * up + f))
        top, bottom = height - py1, height - py0
        visible = drawn > MIN_VISIBLE_SIZE
        add = self.content.glyphs.append
        glyphs = known.glyphs
        for part in seq:
            if isinstance(part, (int, float)):
                x -= part * adjustment
                continue
            if not isinstance(part, bytes):
                continue
            for cid in font.decode(part):
                text, width, _, _ = glyphs[cid]
                advance = width * size * scaling
                left, right = x, x + advance
                x = right + charspace
                if cid == _SPACE:
                    x += wordspace
                if not text or not visible:
                    continue
                if text == "\ufffd":
                    self.content.unmapped += 1
                if upright and advance >= 0:
                    add(Glyph(text, a * left + e, top, a * right + e, bottom, drawn, name, to))
                    continue
                px0, py0 = a * left + c * down + e, b * left + d * down + f
                px1, py1 = a * right + c * up + e, b * right + d * up + f
                if px0 > px1:
                    px0, px1 = px1, px0
                if py0 > py1:
                    py0, py1 = py1, py0
                add(Glyph(text, px0, height - py1, px1, height - py0, drawn, name, to))
        return x, y

    def _show_vertical(
        self,
        seq: Iterable[object],
        font: PDFFont,
        known: FontGlyphs,
        state: _TextState,
        position: tuple[float, float],
    ) -> tuple[float, float]:
        """Record the glyphs of strings in vertical writing mode (ISO 32000-1, 9.7.4.3); the
        position after them."""
        size = state.size
        x, y = position
        for part in seq:
            if isinstance(part, (int, float)):
                y -= part * state.adjustment
                continue
            if not isinstance(part, bytes):
                continue
            for cid in font.decode(part):
                text, width, shift_x, shift_y = known.glyphs[cid]
                left, up = x - shift_x * size, y + shift_y * size + state.rise
                advance = width * size
                y += advance + state.charspace + (state.wordspace if cid == _SPACE else 0.0)
                if text and state.drawn > MIN_VISIBLE_SIZE:
                    self._add(text, (left, up, left + size, up + advance), state)
        return x, y

    def _add(self, text: str, box: tuple[float, float, float, float], state: _TextState) -> None:
        """Record a glyph whose box (left, up, right, down) is in text space."""
        a, b, c, d, e, f = state.matrix
        left, up, right, down = box
        x0, x1 = sorted((a * left + c * down + e, a * right + c * up + e))
        y0, y1 = sorted((b * left + d * down + f, b * right + d * up + f))
        if text == "\ufffd":
            self.content.unmapped += 1
        height = self.content.height
        self.content.glyphs.append(
            Glyph(
                text, x0, height - y1, x1, height - y0,
                state.drawn, state.font_name, state.orientation,
            )
        )  # fmt: skip

    @override
    def paint_path(
        self,
        graphicstate: Any,
        stroke: bool,
        fill: bool,
        evenodd: bool,
        path: Sequence[PathSegment],
    ) -> None:
        """Record the straight lines and rectangles of a path, and count its curves."""
        content = self.content
        content.curves += sum([segment[0] in _CURVED for segment in path])
        if len(content.strokes) >= MAX_RULES or len(path) > SEGMENTS_PER_RULE * MAX_RULES:
            return
        visible = fill and not is_white(graphicstate.ncolor)
        points = subpaths(path, self.ctm, content.height)
        strokes, fills = ruling_lines(points, stroke=stroke, fill=fill, visible=visible)
        content.strokes += strokes[: MAX_RULES - len(content.strokes)]
        content.fills += fills[: max(0, MAX_RULES - len(content.fills))]

    @override
    def render_image(self, name: str, stream: PDFStream) -> None:
        """Record the box of an image, which is the unit square under the CTM, and the share of the
        page that it covers."""
        a, b, c, d, e, f = self.ctm
        content = self.content
        corners = [(e, f), (a + e, b + f), (c + e, d + f), (a + c + e, b + d + f)]
        across = [max(0.0, min(x, content.width)) for x, _ in corners]
        down = [max(0.0, min(y, content.height)) for _, y in corners]
        if len(content.images) < MAX_IMAGES:
            top, bottom = content.height - max(down), content.height - min(down)
            content.images.append(Box(min(across), top, max(across), bottom))
        page = content.width * content.height
        area = (max(across) - min(across)) * (max(down) - min(down))
        if page > 0:
            content.image = max(content.image, area / page)

    @override
    def begin_tag(self, tag: PSLiteral, props: Any = None) -> None:
        """Marked content is not used."""

    @override
    def end_tag(self) -> None:
        """Marked content is not used."""

    @override
    def do_tag(self, tag: PSLiteral, props: Any = None) -> None:
        """Marked content is not used."""

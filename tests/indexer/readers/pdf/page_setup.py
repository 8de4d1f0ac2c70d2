"""Characters, lines and pages put together by hand, for tests of single steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.readers.pdf.page.part import PagePart
from indexer.readers.pdf.source.geometry import ASCENT, Frame, Glyph, TextLine
from indexer.readers.pdf.source.page_content import PageContent

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, HEIGHT = 595.0, 842.0


def advance(char: str, size: float) -> float:
    """The width of a character: Han are square, others half as wide."""
    return size if char > "\u2000" else size / 2


def glyphs(
    text: str, x: float, base: float, size: float = 12.0, font: str = "Ming", orientation: int = 0
) -> list[Glyph]:
    """A text set from x on a baseline, drawn character by character, spaces too."""
    made = []
    for char in text:
        wide = advance(char, size)
        top = base - ASCENT * size
        made.append(Glyph(char, x, top, x + wide, top + size, size, font, orientation))
        x += wide
    return made


def upright(text: str, x: float, y: float, size: float = 12.0) -> list[Glyph]:
    """A vertical line of upright characters, its left side at x, from y down."""
    made = []
    for char in text:
        made.append(Glyph(char, x, y, x + size, y + size, size, "Ming", 0))
        y += size
    return made


def drawn_page(*groups: Sequence[Glyph]) -> PageContent:
    """A page on which groups of characters are drawn."""
    return PageContent(WIDTH, HEIGHT, [glyph for group in groups for glyph in group])


def line(
    text: str, x: float, base: float, size: float = 12.0, *, bold: bool = False, font: str = "Ming"
) -> TextLine:
    """A finished line."""
    starts = []
    at = x
    for char in text:
        starts.append(at)
        at += advance(char, size)
    top = base - ASCENT * size
    return TextLine(
        text, x, top, at, top + size, base, size, font, bold, starts, edges=(bold, bold)
    )


def page(number: int, lines: Sequence[TextLine]) -> PagePart:
    """A page of finished lines."""
    return PagePart(number, Frame(0, WIDTH, HEIGHT), list(lines))

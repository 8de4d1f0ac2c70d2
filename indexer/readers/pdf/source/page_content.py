"""Everything that is drawn on one page: glyphs, strokes, fills, and how much is an image."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from indexer.readers.pdf.source.geometry import Box, Glyph, Stroke

#: Glyphs of one page at most. The densest page of small print among the sample reports has
#: 16,000; a page with more than this is an attack or a drawing.
MAX_GLYPHS = 400_000
#: Images of which the boxes are kept: a page of a report has a few, a picture cut into tiles
#: hundreds.
MAX_IMAGES = 2_000


@dataclass(slots=True)
class PageContent:
    """The drawing of one page, in points from the top left of its visible area.

    `unmapped` counts glyphs for which the file gives no character; their text is U+FFFD.
    `image` is the share of the page that its largest image covers, `images` are the boxes of all on
    the page. `curves` counts curve
    operators: text converted to outlines has many. `annotated` is true if form fields or
    annotations may show text of their own, which the content stream does not draw; `stated` is
    that text as the annotations' dictionaries give it.
    """

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    fills: list[Box] = field(default_factory=list)
    unmapped: int = 0
    image: float = 0.0
    images: list[Box] = field(default_factory=list)
    curves: int = 0
    annotated: bool = False
    stated: list[Glyph] = field(default_factory=list)

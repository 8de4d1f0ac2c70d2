"""Watermarks and stamps that come back on many pages of a document."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.page.part import PagePart
    from indexer.readers.pdf.source.geometry import TextLine


@dataclass(frozen=True, slots=True)
class WatermarkOptions:
    """Thresholds of watermarks. Set by hand on the sample reports and on invented pages with
    watermarks (tests/indexer/readers/pdf/test_layout.py)."""

    #: Type of this many usual sizes is large: at an angle it is a watermark, upright only if it
    #: comes back at one position of many pages.
    min_size: float = 1.4
    #: A text at an angle that stands this often on one page is a pattern of watermarks.
    min_on_page: int = 3
    #: Share of the pages on which a watermark comes back, at least.
    min_share: float = 0.5
    #: Pages on which it does at least: for text at an angle, and for upright text.
    min_slanted_pages: int = 2
    min_upright_pages: int = 3
    #: Positions are compared in steps of this many points.
    step: float = 4.0
    #: One character in this many is counted for the usual size, to save time.
    sampling: int = 4


OPTIONS = WatermarkOptions()


def find_watermarks(parts: Sequence[PagePart]) -> set[TextLine]:
    """Lines set at an angle that are large, or that come back on a page or on many pages, and
    upright lines of large type that come back at one position of many pages. Lines in tables are
    included."""
    sizes = [
        line.size for part in parts for line in part.lines for _ in line.text[:: OPTIONS.sampling]
    ]
    large = OPTIONS.min_size * median(sizes) if sizes else float("inf")
    slanted: dict[str, dict[TextLine, int]] = defaultdict(dict)
    upright: dict[tuple[str, int, int], dict[TextLine, int]] = defaultdict(dict)
    for part in parts:
        inside = (x for table in part.tables for cell in table.cells for x in cell.lines)
        for line in (*part.lines, *inside):
            if line.orientation < 0:
                slanted[_repeated_part(line.text)][line] = part.number
            elif line.size >= large:
                place = (round(line.x0 / OPTIONS.step), round(line.y0 / OPTIONS.step))
                upright[(line.text, *place)][line] = part.number
    found = {line for lines in slanted.values() for line in lines if line.size >= large}
    for lines in slanted.values():
        if max(Counter(lines.values()).values()) >= OPTIONS.min_on_page:
            found |= lines.keys()
    share = OPTIONS.min_share * len(parts)
    groups = [(pages, OPTIONS.min_slanted_pages) for pages in slanted.values()]
    groups += [(pages, OPTIONS.min_upright_pages) for pages in upright.values()]
    for pages, least in groups:
        if len(set(pages.values())) >= max(least, share):
            found |= pages.keys()
    return found


def _repeated_part(text: str) -> str:
    """The words that a text consists of again and again, without white space; the whole text if it
    repeats nothing."""
    bare = "".join(text.split())
    return bare[: (bare + bare).find(bare, 1)]

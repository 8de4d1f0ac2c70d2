"""Pages drawn for the measures: lines of text at given places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.evals.real.printed import printed_pages
from tests.indexer.readers.pdf.cellwise import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from judian.evals.real.printed import PrintedPage

#: A line of text: text, left side, baseline from the top, and size if it is not 12.
Item = tuple[str, float, float] | tuple[str, float, float, float]


def draw(path: Path, *pages: Sequence[Item]) -> list[PrintedPage]:
    """Write a PDF with these lines on its pages; what it prints."""
    sheet = Sheet()
    for at, items in enumerate(pages):
        if at:
            sheet.canvas.showPage()
        for text, x, base, *size in items:
            sheet.text(text, x, base, *(size or (12.0,)))
    path.write_bytes(sheet.pdf())
    return list(printed_pages(path, None))

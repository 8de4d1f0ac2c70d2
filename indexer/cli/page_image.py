"""Draws a page of a PDF as a PNG image with marked areas: `python -m indexer.cli.page_image FILE
PAGE`. With `--characters` the image carries the characters of the page and their places.

It runs in a process of its own under limits, since the file may be hostile. The image goes to
standard output. If the page cannot be drawn, the exit status is 1, with one line on standard error.
"""

from __future__ import annotations

import argparse
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.readers.pdf.source.pdfium import POINTS_PER_INCH, PdfiumDocument, PdfiumFailure
from indexer.run import limits
from indexer.run.confinement import Rights, confine
from judian.core.page_characters import CHUNK, MOST, characters_of

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Dots per inch of the image unless they are given.
RESOLUTION = 120
#: Limits of drawing one page: bytes of memory, seconds of processor time.
LIMITS = limits.Limits(memory=1 << 30, cpu=20)
#: Points between a line and the edge of its mark.
_MARGIN = 1.5
DONE, FAILED = 0, 1

Area = tuple[float, float, float, float]


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw a page; the exit status is 0, or 1 when it cannot be drawn."""
    parser = argparse.ArgumentParser(prog="python -m indexer.cli.page_image", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("page", type=int, help="the page, from 1")
    parser.add_argument("--mark", metavar="X0,Y0,X1,Y1", type=_area, action="append", default=[],
                        help="an area in points from the page's top left")  # fmt: skip
    parser.add_argument("--resolution", type=int, default=RESOLUTION, help="dots per inch")
    parser.add_argument("--characters", action="store_true", help="carry the characters")
    options = parser.parse_args(arguments)
    confine(Rights((str(options.file),)))
    limits.impose(LIMITS)
    try:
        picture = draw(
            options.file,
            options.page,
            options.mark,
            options.resolution,
            with_characters=options.characters,
        )
    except (PdfiumFailure, OSError, ValueError, IndexError, MemoryError) as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return FAILED
    finally:
        limits.lift()
    sys.stdout.buffer.write(picture)
    return DONE


def draw(
    file: Path,
    page: int,
    marks: Sequence[Area],
    resolution: int = RESOLUTION,
    *,
    with_characters: bool = False,
) -> bytes:
    """The page (from 1) as a PNG file with the areas marked, which may carry its characters
    (`judian.core.page_characters`); none if the page has more of them than are carried.

    Raises PdfiumFailure, OSError, ValueError or IndexError if the page does not exist or cannot be
    drawn.
    """
    document = PdfiumDocument(file)
    if not 1 <= page <= document.pages:
        raise IndexError(f"there is no page {page}; the document has {document.pages}")
    picture = document.render(page - 1, resolution)
    width, _ = document.size(page - 1)
    scale = picture.width / width
    marked = [
        (
            math.floor((x0 - _MARGIN) * scale),
            math.floor((y0 - _MARGIN) * scale),
            math.ceil((x1 + _MARGIN) * scale),
            math.ceil((y1 + _MARGIN) * scale),
        )
        for x0, y0, x1, y1 in marks
    ]
    more = _characters(document, page - 1) if with_characters else []
    return picture.png(marked, POINTS_PER_INCH * scale, more)


def _characters(document: PdfiumDocument, index: int) -> list[tuple[bytes, bytes]]:
    """The chunk with the characters of a page."""
    glyphs = document.content(index).glyphs
    found = characters_of((g.text, (g.x0, g.y0, g.x1, g.y1)) for g in glyphs)
    return [(CHUNK, found.packed())] if len(found.text) <= MOST else []


def _area(text: str) -> Area:
    x0, y0, x1, y1 = map(float, text.split(","))
    if not all(map(math.isfinite, (x0, y0, x1, y1))):
        raise ValueError(text)
    return x0, y0, x1, y1


if __name__ == "__main__":
    sys.exit(main())

"""A page of a PDF as a PNG picture with places marked on it: `python -m indexer.cli.page_image FILE
PAGE`.

It is a process of its own under limits, since what it draws is a file that may be hostile. The
picture goes to standard output; the exit status is 1, with one line on standard error, when the
page cannot be drawn.
"""

from __future__ import annotations

import argparse
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.readers.pdf.source.pdfium import PdfiumDocument, PdfiumFailure
from indexer.run import limits

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Dots per inch of the picture: a page of A4 is then 992 pixels wide, as a screen shows it.
RESOLUTION = 120
#: What drawing one page may cost: bytes of memory, seconds of processor time.
LIMITS = limits.Limits(memory=1 << 30, cpu=20)
#: Points around a marked line.
_AROUND = 1.5
DONE, FAILED = 0, 1

Place = tuple[float, float, float, float]


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw a page; the exit status is 0, or 1 when it cannot be drawn."""
    parser = argparse.ArgumentParser(prog="python -m indexer.cli.page_image", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("page", type=int, help="the page, from 1")
    parser.add_argument("--mark", metavar="X0,Y0,X1,Y1", type=_place, action="append", default=[],
                        help="a place in points from the page's top left")  # fmt: skip
    options = parser.parse_args(arguments)
    limits.impose(LIMITS)
    try:
        picture = draw(options.file, options.page, options.mark)
    except (PdfiumFailure, OSError, ValueError, IndexError, MemoryError) as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return FAILED
    finally:
        limits.lift()
    sys.stdout.buffer.write(picture)
    return DONE


def draw(file: Path, page: int, marks: Sequence[Place]) -> bytes:
    """The page (from 1) as a PNG file with the places marked.

    Raises PdfiumFailure, OSError, ValueError or IndexError when there is no such page or it
    cannot be drawn.
    """
    document = PdfiumDocument(file)
    if not 1 <= page <= document.pages:
        raise IndexError(f"{page} is none of its {document.pages} pages")
    picture = document.render(page - 1, RESOLUTION)
    width, _ = document.size(page - 1)
    scale = picture.width / width
    marked = [
        (
            math.floor((x0 - _AROUND) * scale),
            math.floor((y0 - _AROUND) * scale),
            math.ceil((x1 + _AROUND) * scale),
            math.ceil((y1 + _AROUND) * scale),
        )
        for x0, y0, x1, y1 in marks
    ]
    return picture.png(marked)


def _place(text: str) -> Place:
    x0, y0, x1, y1 = map(float, text.split(","))
    if not all(map(math.isfinite, (x0, y0, x1, y1))):
        raise ValueError(text)
    return x0, y0, x1, y1


if __name__ == "__main__":
    sys.exit(main())

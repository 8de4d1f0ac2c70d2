"""A page as PDFium prints it: characters with their baselines, put into lines. No layout code of
the reader is used, so that the reader can be measured by it."""

from __future__ import annotations

import ctypes
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any

import pypdfium2
import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

#: Device units in a point, for PDFium's conversion of coordinates to whole numbers.
_UNITS = 100
#: Characters on one line have baselines closer than this share of their size.
_SAME_BASELINE = 0.25
#: Two equal characters closer than this share of their size are one that was printed twice.
_OVERPRINT = 0.3
#: A piece of a line ends where a gap is wider than this, in sizes.
_PIECE_GAP = 0.65
#: Characters smaller than this share of the line's size and raised are marks, not text.
RAISED_SIZE = 0.8
#: A quarter of a full turn, in degrees.
_QUARTER = 90
#: A page is set vertically if more than this share of its steps go down.
_VERTICAL = 0.5
#: Codes that PDFium gives for no printed character: NUL, line ends and its mark of a soft hyphen.
_NO_CHARACTER = (0, 9, 10, 13, 0xFFFE, 0xFFFF)
_MAX_CHARACTERS = 200_000


@dataclass(frozen=True, slots=True)
class Char:
    """A printed character: its sides and baseline in points from the page's top left."""

    text: str
    x0: float
    x1: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one baseline without a wide gap, from left to right; never empty."""

    chars: tuple[Char, ...]

    @property
    def text(self) -> str:
        """The characters without white space, in the form of NFKC."""
        return squeezed("".join(char.text for char in self.chars))

    @property
    def x0(self) -> float:
        return self.chars[0].x0

    @property
    def x1(self) -> float:
        return self.chars[-1].x1

    @property
    def base(self) -> float:
        return float(median(char.base for char in self.chars))

    @property
    def size(self) -> float:
        return float(median(char.size for char in self.chars))


@dataclass(frozen=True, slots=True)
class Line:
    """The pieces of one baseline, from left to right; never empty."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def x0(self) -> float:
        return self.pieces[0].x0

    @property
    def x1(self) -> float:
        return self.pieces[-1].x1

    @property
    def base(self) -> float:
        return self.pieces[0].base

    @property
    def size(self) -> float:
        return max(piece.size for piece in self.pieces)


@dataclass(frozen=True)
class PrintedPage:
    """The lines of one page from the top down; `number` counts from 1.

    `text` is PDFium's own text of the page. `judged` is False for a page that is set vertically:
    its lines are columns, and no measure of geometry looks at it.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    text: str
    judged: bool = True

    @cached_property
    def squeezed(self) -> str:
        """The text of all lines without white space."""
        return "".join(line.text for line in self.lines)


def squeezed(text: str) -> str:
    """The text in the form of NFKC without white space and without gaps (U+FFFD)."""
    return "".join(unicodedata.normalize("NFKC", text).split()).replace("\ufffd", "")


def printed_pages(path: Path, limit: int | None) -> Iterator[PrintedPage]:
    """Yield the pages of a PDF, at most `limit`. Raises pypdfium2.PdfiumError if PDFium cannot
    open the file; a page that it cannot read is empty."""
    document = pypdfium2.PdfDocument(path)
    try:
        count = len(document) if limit is None else min(limit, len(document))
        for index in range(count):
            try:
                yield _page(document, index)
            except pypdfium2.PdfiumError:
                yield PrintedPage(index + 1, 0, 0, (), "")
    finally:
        document.close()


def _page(document: Any, index: int) -> PrintedPage:
    page = document[index]
    text_page = page.get_textpage()
    try:
        width, height = page.get_size()
        turned = [
            found for at in range(min(text_page.count_chars(), _MAX_CHARACTERS))
            if (found := _char(page.raw, text_page.raw, at, width, height)) is not None
        ]  # fmt: skip
        text = text_page.get_text_range()
    finally:
        text_page.close()
        page.close()
    angles = [angle for angle, _ in turned]
    main = max(set(angles), key=angles.count, default=0)
    chars = [_turned(char, main, width, height) for angle, char in turned if angle == main]
    if main % 2:
        width, height = height, width
    judged = not _is_vertical(chars)
    return PrintedPage(index + 1, width, height, lines_of(chars), text, judged)


def _char(page: Any, text: Any, at: int, width: float, height: float) -> tuple[int, Char] | None:
    """A character in the page's own axes, with its turn in quarters; None if it prints nothing."""
    code = pdfium.FPDFText_GetUnicode(text, at)
    if code in _NO_CHARACTER or 0xD800 <= code < 0xE000 or chr(code).isspace():
        return None
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    if not pdfium.FPDFText_GetLooseCharBox(text, at, ctypes.byref(box)):
        return None
    pdfium.FPDFText_GetCharOrigin(text, at, ctypes.byref(x), ctypes.byref(y))
    left, top = _device(page, box.left, box.top, width, height)
    right, bottom = _device(page, box.right, box.bottom, width, height)
    across, down = _device(page, x.value, y.value, width, height)
    # The direction of the type on the page as it is shown, in quarters clockwise.
    ahead = _device(page, *_ahead(text, at, x.value, y.value), width, height)
    turn = _quarter(ahead[0] - across, ahead[1] - down)
    upright = turn % 2 == 0
    x0, x1 = sorted((left, right))
    y0, y1 = sorted((top, bottom))
    size = (y1 - y0) if upright else (x1 - x0)
    if upright:
        return turn, Char(chr(code), x0, x1, down, size)
    return turn, Char(chr(code), y0, y1, across, size)


def _ahead(text: Any, at: int, x: float, y: float) -> tuple[float, float]:
    """A point a quarter of the page's measure ahead of a character, in the page's user space."""
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFText_GetMatrix(text, at, ctypes.byref(matrix)) or not (matrix.a or matrix.b):
        return x + 1, y
    return x + matrix.a, y + matrix.b


def _quarter(across: float, down: float) -> int:
    if abs(across) >= abs(down):
        return 0 if across >= 0 else 2
    return 1 if down >= 0 else 3


def _device(page: Any, x: float, y: float, width: float, height: float) -> tuple[float, float]:
    """A point of the page's user space in points from the top left of the page as it is shown."""
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(
        page, 0, 0, int(width * _UNITS), int(height * _UNITS), 0, x, y,
        ctypes.byref(across), ctypes.byref(down),
    )  # fmt: skip
    return across.value / _UNITS, down.value / _UNITS


def _turned(char: Char, turn: int, width: float, height: float) -> Char:
    """A character of type turned by quarters, as on the page turned back."""
    if turn == 0:
        return char
    if turn == 1:
        return Char(char.text, char.x0, char.x1, width - char.base, char.size)
    if turn == 2:
        return Char(char.text, width - char.x1, width - char.x0, height - char.base, char.size)
    return Char(char.text, height - char.x1, height - char.x0, char.base, char.size)


def _is_vertical(chars: Sequence[Char]) -> bool:
    """True if most characters stand under the one before them in the content stream."""
    steps = list(pairwise(chars))
    down = sum(
        abs(b.x0 - a.x0) < _OVERPRINT * a.size
        and _OVERPRINT * a.size < b.base - a.base < 2 * a.size
        for a, b in steps
    )
    return bool(steps) and down > _VERTICAL * len(steps)


def lines_of(chars: Sequence[Char]) -> tuple[Line, ...]:
    """Lines of characters, from the top down; characters that are printed again over themselves
    count once."""
    lines: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: char.base):
        for line in reversed(lines[-4:]):
            first = line[len(line) // 2]
            if abs(first.base - char.base) <= _SAME_BASELINE * max(first.size, char.size):
                line.append(char)
                break
        else:
            lines.append([char])
    found = [Line(tuple(_pieces(_once(line)))) for line in lines]
    return tuple(sorted(found, key=lambda line: line.base))


def _once(line: list[Char]) -> list[Char]:
    """The characters of a line from left to right, without those printed over themselves."""
    kept: list[Char] = []
    for char in sorted(line, key=lambda char: char.x0):
        again = (
            each.text == char.text and abs(each.x0 - char.x0) < _OVERPRINT * (char.x1 - char.x0)
            for each in kept[-4:]
        )  # fmt: skip
        if not any(again):
            kept.append(char)
    return kept


def _pieces(line: list[Char]) -> Iterator[Piece]:
    piece: list[Char] = []
    for char in line:
        if piece and char.x0 - piece[-1].x1 > _PIECE_GAP * max(piece[-1].size, char.size):
            yield Piece(tuple(piece))
            piece = []
        piece.append(char)
    yield Piece(tuple(piece))

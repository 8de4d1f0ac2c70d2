"""The characters of a drawn page with their places, and how a picture of the page carries them.

They are a chunk of the PNG file that is private, ancillary and safe to copy (ISO/IEC 15948, 4.7 and
14.2): every program shows the picture and passes over the chunk, and what is kept of a page is one
file.
"""

from __future__ import annotations

import struct
import sys
import zlib
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: x0, y0, x1, y1 in points from the page's top left.
Box = tuple[float, float, float, float]

#: The name of the chunk; its cases say what kind of chunk it is.
CHUNK = b"juCh"
#: Characters of a page that are carried at most: six times those of the densest page of small print
#: among the sample reports (`MAX_GLYPHS` in `indexer.readers.pdf.source.page_content`).
MOST = 100_000
#: Bytes that they take unpacked at most: a length, 4 bytes of UTF-8 and 4 numbers of 2 bytes each.
_LONGEST = 4 + MOST * 12
#: Coordinates are whole tenths of a point in 16 bits: a page of 6,553 points is two metres wide.
_PARTS, _FARTHEST = 10, 0xFFFF
_SIGNATURE = 8


@dataclass(frozen=True, slots=True)
class PageCharacters:
    """The code points of a page in the order in which its file draws them, each with its box."""

    text: str
    boxes: tuple[Box, ...]

    def packed(self) -> bytes:
        """The content of the chunk."""
        text = self.text.encode("utf-8", "surrogatepass")
        numbers = array("H", (_tenths(side) for box in self.boxes for side in box))
        return zlib.compress(struct.pack(">I", len(text)) + text + _big_endian(numbers).tobytes())


def characters_of(parts: Iterable[tuple[str, Box]]) -> PageCharacters:
    """The characters of texts that have one box each, white space left out."""
    placed = [(char, box) for text, box in parts for char in text if not char.isspace()]
    return PageCharacters("".join(char for char, _ in placed), tuple(box for _, box in placed))


def carried_characters(png: bytes) -> PageCharacters | None:
    """The characters that a picture carries; None if it carries none, or what cannot be read."""
    for name, content in _chunks(png):
        if name == CHUNK:
            return _unpacked(content)
    return None


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = _SIGNATURE
    while at + 8 <= len(png):
        (length,) = struct.unpack_from(">I", png, at)
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length


def _unpacked(content: bytes) -> PageCharacters | None:
    """The file that was drawn may have taken over the process that drew it: nothing is believed."""
    try:
        data = zlib.decompressobj().decompress(content, _LONGEST)
        (length,) = struct.unpack_from(">I", data)
        text = data[4 : 4 + length].decode("utf-8")
        numbers = array("H", data[4 + length :])
    except (zlib.error, struct.error, UnicodeDecodeError, ValueError):
        return None
    if len(numbers) != 4 * len(text):
        return None
    sides = [side / _PARTS for side in _big_endian(numbers)]
    return PageCharacters(text, tuple(zip(*(sides[n::4] for n in range(4)), strict=True)))


def _tenths(side: float) -> int:
    return min(_FARTHEST, max(0, round(side * _PARTS)))


def _big_endian(numbers: array[int]) -> array[int]:
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers

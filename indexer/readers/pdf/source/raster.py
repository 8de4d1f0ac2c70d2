"""A rendered page as a PGM or PNG file, written without an image library."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Red, green and blue (0 to 255) that the highlight lets through.
MARKER = (255, 226, 90)


@dataclass(frozen=True, slots=True)
class Picture:
    """`width` × `height` grey pixels, row by row from the top left, one byte each (0 is black)."""

    width: int
    height: int
    pixels: bytes

    def __post_init__(self) -> None:
        if len(self.pixels) != self.width * self.height:
            raise ValueError(f"{len(self.pixels)} pixels are not {self.width} × {self.height}")

    def pgm(self) -> bytes:
        """The picture as a binary PGM file (Netpbm, "P5")."""
        return b"P5 %d %d 255\n" % (self.width, self.height) + self.pixels

    def png(self, marked: Sequence[tuple[int, int, int, int]] = ()) -> bytes:
        """The picture as a PNG file (ISO/IEC 15948) with the areas `marked` highlighted in colour;
        these are half-open ranges of pixels (x0, y0, x1, y1)."""
        rows = []
        shades = [bytes(level * part // 255 for level in range(256)) for part in MARKER]
        for y in range(self.height):
            grey = self.pixels[y * self.width : (y + 1) * self.width]
            spans = [(x0, x1) for x0, y0, x1, y1 in marked if y0 <= y < y1]
            colours = [bytearray(grey) for _ in MARKER]
            for x0, x1 in spans:
                first, end = max(0, x0), max(0, min(x1, self.width))
                for colour, shade in zip(colours, shades, strict=True):
                    colour[first:end] = grey[first:end].translate(shade)
            row = bytearray(1 + 3 * self.width)  # the filter of the row, none, and its pixels
            for at, colour in enumerate(colours):
                row[1 + at :: 3] = colour
            rows.append(row)
        header = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        packed = zlib.compress(b"".join(rows), 6)
        chunks = ((b"IHDR", header), (b"IDAT", packed), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def unpadded(data: bytes, width: int, height: int, stride: int) -> bytes:
    """The pixels without the padding of rows that begin every `stride` bytes."""
    if stride == width:
        return data[: width * height]
    return b"".join(data[row * stride : row * stride + width] for row in range(height))

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
#: The resolution that a file states if none is given: that of a screen.
DOTS_PER_INCH = 96.0
_METRES_PER_INCH = 0.0254


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

    def png(
        self,
        marked: Sequence[tuple[int, int, int, int]] = (),
        dots_per_inch: float = DOTS_PER_INCH,
        more: Sequence[tuple[bytes, bytes]] = (),
    ) -> bytes:
        """The picture as a PNG file (ISO/IEC 15948) that states its resolution, with the areas
        `marked` highlighted in colour, grey without any; these are half-open ranges of pixels
        (x0, y0, x1, y1). `more` are names and contents of further chunks."""
        grey = [self.pixels[y * self.width : (y + 1) * self.width] for y in range(self.height)]
        rows = [_coloured(row, y, marked) for y, row in enumerate(grey)] if marked else grey
        # Eight bits a channel, grey (0) or colour (2); each row begins with its filter, none.
        header = struct.pack(">IIBBBBB", self.width, self.height, 8, 2 if marked else 0, 0, 0, 0)
        packed = zlib.compress(b"".join(b"\0" + row for row in rows), 6)
        per_metre = round(dots_per_inch / _METRES_PER_INCH)
        resolution = struct.pack(">IIB", per_metre, per_metre, 1)
        image = ((b"IHDR", header), (b"pHYs", resolution), (b"IDAT", packed))
        chunks = (*image, *more, (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _coloured(grey: bytes, y: int, marked: Sequence[tuple[int, int, int, int]]) -> bytes:
    """Row `y` of a picture in colour, three bytes a pixel, highlighted where it is marked."""
    spans = [(max(0, x0), max(0, min(x1, len(grey)))) for x0, y0, x1, y1 in marked if y0 <= y < y1]
    row = bytearray(3 * len(grey))
    for at, part in enumerate(MARKER):
        colour = bytearray(grey)
        shade = bytes(level * part // 255 for level in range(256)) if spans else b""
        for first, end in spans:
            colour[first:end] = grey[first:end].translate(shade)
        row[at::3] = colour
    return bytes(row)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def unpadded(data: bytes, width: int, height: int, stride: int) -> bytes:
    """The pixels without the padding of rows that begin every `stride` bytes."""
    if stride == width:
        return data[: width * height]
    return b"".join(data[row * stride : row * stride + width] for row in range(height))

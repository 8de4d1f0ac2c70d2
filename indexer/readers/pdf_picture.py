"""A page as a picture, in the plainest format that other programs read.

No library of pictures is needed for that, and none is among the requirements.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """`width` × `height` grey pixels, row by row from the top left, a byte each (0 is black)."""

    width: int
    height: int
    pixels: bytes

    def __post_init__(self) -> None:
        if len(self.pixels) != self.width * self.height:
            raise ValueError(f"{len(self.pixels)} pixels are not {self.width} × {self.height}")

    def pgm(self) -> bytes:
        """The picture as a binary PGM file (Netpbm, "P5")."""
        return b"P5 %d %d 255\n" % (self.width, self.height) + self.pixels


def unpadded(data: bytes, width: int, height: int, stride: int) -> bytes:
    """The pixels of rows that are `stride` bytes apart."""
    if stride == width:
        return data[: width * height]
    return b"".join(data[row * stride : row * stride + width] for row in range(height))

"""The characters that a picture of a page carries: read as they were written, or not at all."""

from __future__ import annotations

import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from judian.core.page_characters import (
    CHUNK,
    PageCharacters,
    carried_characters,
    characters_of,
)

SIDE = st.integers(0, 65_535).map(lambda tenths: tenths / 10)
PLACED = st.tuples(st.text(max_size=3), st.tuples(SIDE, SIDE, SIDE, SIDE))


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in ((b"IHDR", b"\0" * 13), *chunks, (b"IEND", b""))
    )


@settings(max_examples=30, deadline=None)
@given(st.lists(PLACED, max_size=8))
def test_they_are_read_as_they_were_written(parts: list[tuple[str, tuple[float, ...]]]) -> None:
    written = characters_of(parts)  # type: ignore[arg-type]
    assert written.text == "".join("".join(text.split()) for text, _ in parts)
    assert len(written.boxes) == len(written.text)
    assert carried_characters(png((CHUNK, written.packed()))) == written


def test_what_lies_outside_of_a_page_is_put_to_its_edge() -> None:
    written = PageCharacters("遠", ((-5.0, 1e9, 12.34, float(2**20)),))
    found = carried_characters(png((CHUNK, written.packed())))
    assert found == PageCharacters("遠", ((0.0, 6553.5, 12.3, 6553.5),))


def _bomb() -> bytes:
    return zlib.compress(b"\0" * (64 << 20))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no zlib",
        zlib.compress(b"\0"),
        zlib.compress(struct.pack(">I", 3) + "字".encode()),  # without a box
        zlib.compress(struct.pack(">I", 2) + "字".encode() + b"\0" * 8),
        zlib.compress(struct.pack(">I", 3) + "字".encode() + b"\0" * 7),
        zlib.compress(struct.pack(">I", 1 << 31) + b"\0" * 100),
        _bomb(),
    ],
)
def test_what_a_hostile_process_writes_is_no_text(content: bytes) -> None:
    assert carried_characters(png((CHUNK, content))) is None


def test_a_picture_without_them_has_none() -> None:
    assert carried_characters(png()) is None
    assert carried_characters(b"") is None
    assert carried_characters(png((CHUNK, b"x"))[:40]) is None

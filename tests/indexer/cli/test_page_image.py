"""A page of a PDF as a picture, with places marked on it."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.cli.page_image import RESOLUTION, main
from indexer.readers.pdf.source.raster import MARKER, Picture
from judian.core.page_characters import carried_characters
from tests.indexer.readers.pdf import typeset
from tests.indexer.readers.pdf.report import Para, Report
from tests.indexer.readers.pdf.typeset import Layout

if TYPE_CHECKING:
    from pathlib import Path

Colour = tuple[int, ...]


def decoded(png: bytes) -> tuple[int, int, list[list[Colour]]]:
    """Width, height and rows of colours of a PNG file without filters; its checksums hold."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    at, data, width, height, channels = 8, b"", 0, 0, 3
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        name, body = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        assert struct.unpack_from(">I", png, at + 8 + length) == (zlib.crc32(name + body),)
        if name == b"IHDR":
            width, height, *rest = struct.unpack(">IIBBBBB", body)
            assert rest in ([8, 0, 0, 0, 0], [8, 2, 0, 0, 0])
            channels = 3 if rest[1] else 1
        data += body if name == b"IDAT" else b""
        at += 12 + length
    raw = zlib.decompress(data)
    size = 1 + channels * width
    rows = [raw[row * size : (row + 1) * size] for row in range(height)]
    assert all(row[0] == 0 for row in rows)
    pixels = [[row[n : n + channels] for n in range(1, size, channels)] for row in rows]
    return width, height, [[tuple(p) * (3 // channels) for p in row] for row in pixels]


@given(st.integers(1, 6), st.integers(1, 6), st.data())
def test_marked_pixels_are_coloured_and_all_others_grey(
    width: int, height: int, data: st.DataObject
) -> None:
    pixels = data.draw(st.binary(min_size=width * height, max_size=width * height))
    side = st.integers(-3, 9)
    marks = data.draw(st.lists(st.tuples(side, side, side, side), max_size=3))
    found = decoded(Picture(width, height, pixels).png(marks))
    for y in range(height):
        for x in range(width):
            grey = pixels[y * width + x]
            inside = any(x0 <= x < x1 and y0 <= y < y1 for x0, y0, x1, y1 in marks)
            wanted = tuple(grey * part // 255 for part in MARKER) if inside else (grey,) * 3
            assert found[2][y][x] == wanted


@pytest.fixture(autouse=True)
def _unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits and rights are those of a process of its own, and this one needs more."""
    monkeypatch.setattr("indexer.cli.page_image.confine", lambda _: None)
    monkeypatch.setattr("indexer.run.limits.impose", lambda *_, **__: None)


@pytest.fixture(name="report")
def _report(tmp_path: Path) -> Path:
    path = tmp_path / "報告.pdf"
    path.write_bytes(typeset.typeset(Report("", [Para("本處完成檢查。" * 30)]), Layout()))
    return path


def test_a_page_is_drawn_with_its_places_marked(
    report: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main([str(report), "1", "--mark=72,72,300,90"]) == 0
    width, height, rows = decoded(capfdbinary.readouterr().out)
    assert (width, height) == pytest.approx((595 * RESOLUTION / 72, 842 * RESOLUTION / 72), abs=2)
    at = RESOLUTION / 72
    assert rows[round(81 * at)][round(299 * at)][2] < 100 or rows[round(81 * at)][130][2] < 100
    assert rows[round(60 * at)][round(100 * at)] == (255, 255, 255)


def test_the_characters_of_a_page_lie_where_they_are_drawn(
    report: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main([str(report), "1", "--characters"]) == 0
    picture = capfdbinary.readouterr().out
    found = carried_characters(picture)
    assert found is not None
    assert found.text.startswith("本處完成檢查。" * 30)
    _, _, rows = decoded(picture)
    at = RESOLUTION / 72
    for char, (x0, y0, x1, y1) in zip(found.text[:60], found.boxes, strict=False):
        across, down = range(round(x0 * at), round(x1 * at)), range(round(y0 * at), round(y1 * at))
        assert any(rows[y][x][0] < 128 for y in down for x in across), char
    assert main([str(report), "1"]) == 0
    assert carried_characters(capfdbinary.readouterr().out) is None


@pytest.mark.parametrize("page", ["0", "2", "-1"])
def test_a_missing_page_is_reported(
    report: Path, page: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main([str(report), page]) == 1
    out, err = capfd.readouterr()
    assert out == ""
    assert f"there is no page {page}; the document has 1" in err


def test_a_file_of_another_format_is_reported(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"no pdf")
    assert main([str(path), "1"]) == 1
    assert capfd.readouterr().err.startswith("PdfiumError: ")

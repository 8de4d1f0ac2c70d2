"""PDF files written object by object, for what no typesetter would write."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def raw_pdf(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """A file of numbered objects, of which 1 is the catalogue."""
    out = b"%PDF-1.7\n"
    places: dict[int, int] = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        if number in places:
            out += b"%010d 00000 n \n" % places[number]
        else:
            out += b"0000000000 65535 f \n"
    return out + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (
        size,
        trailer,
        start,
    )


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), entries, data)


def pages(contents: Sequence[bytes], *, font: bytes = HELVETICA, extra: bytes = b"") -> bytes:
    """A file with one page for each content; `extra` goes into every page's dictionary."""
    objects: dict[int, bytes] = {1: b"<</Type/Catalog/Pages 2 0 R>>", 3: font}
    kids = b""
    for index, content in enumerate(contents):
        page, body = 10 + 2 * index, 11 + 2 * index
        kids += b"%d 0 R " % page
        objects[page] = (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R>>>>%s>>" % (body, extra)
        )
        objects[body] = stream(content)
    objects[2] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(contents))
    return raw_pdf(objects)


def text(lines: Sequence[str], size: int = 12, x: int = 70, y: int = 760) -> bytes:
    """Content that sets lines under each other."""
    out = b"BT /F1 %d Tf %d TL %d %d Td " % (size, size * 3 // 2, x, y)
    for line in lines:
        escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        out += b"(%s) Tj T* " % escaped.encode("latin-1")
    return out + b"ET\n"

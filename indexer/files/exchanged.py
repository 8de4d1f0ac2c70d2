"""Official documents in the exchange format (DI): known by the names of their fields."""

from __future__ import annotations

import codecs
import re

#: Fields of official documents; two of them make a file one.
_FIELDS = ("發文機關", "發文字號", "發文日期", "主旨", "受文者", "開會事由", "會勘事由", "段落")
_LEAST_FIELDS = 2
_ENCODINGS = ("utf-8", "cp950", "utf-16-le", "utf-16-be")
_STATED = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_-]{3,20})[\"']")
#: Bytes that hold the XML declaration.
_DECLARATION = 512


def is_exchanged(start: bytes) -> bool:
    """True for an official document whose first bytes are `start`."""
    return any(
        sum(f"<{name}".encode(encoding) in start for name in _FIELDS) >= _LEAST_FIELDS
        for encoding in _ENCODINGS
    )


def declared_encoding(data: bytes) -> str | None:
    """Python's name of the encoding that an XML declaration states, cp950 for Big5; None for
    none."""
    found = _STATED.search(data[:_DECLARATION].replace(b"\0", b""))
    if found is None:
        return None
    name = found[1].decode("ascii").lower()
    try:
        return codecs.lookup({"big5": "cp950"}.get(name, name)).name
    except LookupError:
        return None

"""Names of files: the address by which a file is opened again, and the name that is shown.

A file name is bytes: it may be no text, or hold line breaks, control characters and marks that
turn the direction of writing. The index therefore holds two texts for it. The address is exact and
can be undone. The shown name is harmless on every page and in every export, and two files may
share one.
"""

from __future__ import annotations

import os
import re
import unicodedata
from urllib.parse import unquote_to_bytes

#: Stands in an address between a container (archive, mail) and the path of a member inside it.
#: No path holds it: the segments of a path are not empty.
MEMBER = "//"
#: The same in a shown name.
SHOWN_MEMBER = " › "
# Characters that an address holds as %XX: the sign itself, controls, and bytes that are no text,
# which Python's names of files hold as surrogates.
_ESCAPED = re.compile("[\x00-\x1f%\x7f\ud800-\udfff]")


def address_of(name: str) -> str:
    """The address of a file name as the system gave it, for `name_of`.

    It is the name itself, with %XX for each byte that is not UTF-8, for control characters and
    for the percent sign.
    """
    if not _ESCAPED.search(name):
        return name
    return address_of_bytes(os.fsencode(name))


def address_of_bytes(name: bytes) -> str:
    """The address of a file name that is known as bytes."""
    text = name.decode("utf-8", "surrogateescape")
    return _ESCAPED.sub(lambda found: f"%{ord(found[0]) & 0xFF:02X}", text)


def name_of(address: str) -> str:
    """The file name, as the system takes it, of an address that `address_of` gave."""
    return os.fsdecode(unquote_to_bytes(address)) if "%" in address else address


def visible(text: str) -> str:
    """The text with an escape (\\n, \\u202e) for each character that is not printable: line
    feeds, control characters, direction marks, characters without width, surrogates."""
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() or unicodedata.category(c) == "Zs" else _escape(c) for c in text
    )


def _escape(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")


def base_name(shown: str) -> str:
    """The last part of a shown name: that of the file, or of the member of a container."""
    return shown.rpartition(SHOWN_MEMBER)[2].rpartition("/")[2]

"""Which files hold others: archives and mails, by their first bytes."""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
from typing import TYPE_CHECKING

from indexer.files.raw_markup import is_mail, is_web_archive
from indexer.files.unsupported import is_outlook

if TYPE_CHECKING:
    from pathlib import Path

#: Bytes at the start of a file that decide.
SAMPLE = 65536
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK00PK\x03\x04")
#: The name of the first part of an office document; the file is then not opened to find out.
_OFFICE_FIRST = re.compile(
    rb"PK\x03\x04.{26}(?:\[Content_Types\]\.xml|_rels/|docProps/|word/|xl/|ppt/|mimetype)",
    re.DOTALL,
)
_TAR = re.compile(rb".{257}ustar", re.DOTALL)
#: First bytes of packed files → what opens them.
_PACKED = ((b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ", lzma.open))
#: Bytes of a TAR archive that show its kind.
_TAR_START = 512


def kind_of(path: Path) -> str | None:
    """zip, tar, mail or outlook for a file that may hold others, else None. A zip may turn out
    to be an office document. Raises OSError."""
    with path.open("rb") as file:
        start = file.read(SAMPLE)
    if start.startswith(_ZIP):
        return None if _OFFICE_FIRST.match(start) else "zip"
    if _TAR.match(start) or _is_packed_tar(path, start):
        return "tar"
    if is_outlook(path, start):
        return "outlook"
    suffix = path.suffix.lower()
    return "mail" if is_mail(start, suffix) and not is_web_archive(start, suffix) else None


def _is_packed_tar(path: Path, start: bytes) -> bool:
    for magic, opened in _PACKED:
        if start.startswith(magic):
            try:
                with opened(path, "rb") as file:
                    return _TAR.match(bytes(file.read(_TAR_START))) is not None
            except (OSError, EOFError, lzma.LZMAError, ValueError):
                return False
    return False

"""ZIP archives: their entries, with names in the encoding of the program that wrote them."""

from __future__ import annotations

import stat
import struct
import zipfile
from typing import TYPE_CHECKING

from indexer.containers.members import CHUNK, MOST_MEMBERS, Entry, Names, link, protected, too_many
from indexer.files.zip_package import FAULTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["FAULTS", "entries", "is_archive"]

#: Parts by which a package of an office program is known: those of Office and OpenDocument.
_OFFICE = frozenset(
    {
        "[Content_Types].xml",
        "mimetype",
        "content.xml",
        "META-INF/manifest.xml",
        "word/document.xml",
        "xl/workbook.xml",
        "ppt/presentation.xml",
    }
)
#: Bits of an entry's flags, and the extra field that holds its name in UTF-8 (APPNOTE 4.4.4 and
#: 4.6.9).
_ENCRYPTED, _UTF8, _UNICODE_PATH = 0x1, 0x800, 0x7075
#: Bytes before the name in that field: version and checksum; of a field's header.
_BEFORE_NAME, _FIELD_HEADER = 5, 4


def is_archive(path: Path) -> bool:
    """True for a ZIP file that is no office document. Raises one of FAULTS or OSError."""
    with zipfile.ZipFile(path) as archive:
        return not _OFFICE & archive.NameToInfo.keys()


def entries(path: Path) -> Iterator[Entry]:
    """Yield the members, folders and hidden files left out.

    Raises SourceUnreadable for too many members, one of FAULTS or OSError for a damaged archive.
    """
    with zipfile.ZipFile(path) as archive:
        infos = archive.infolist()
        if len(infos) > MOST_MEMBERS:
            raise too_many(path.name)
        names = Names()
        for info in infos:
            if info.is_dir():
                continue
            raw, text = _name(info)
            named = names.give(raw, text)
            if named is None:
                continue
            refusal = None
            if info.flag_bits & _ENCRYPTED:
                refusal = protected(named[1])
            elif stat.S_ISLNK(info.external_attr >> 16):
                refusal = link(named[1])
            yield Entry(*named, _pieces(archive, info), info.compress_size, refusal)


def _name(info: zipfile.ZipInfo) -> tuple[bytes, str | None]:
    """The bytes of a member's name, and the text if its encoding is stated."""
    name = info.orig_filename
    if info.flag_bits & _UTF8:
        return name.encode("utf-8", "surrogateescape"), name
    raw = name.encode("cp437", "replace")
    stated = _unicode_path(info.extra)
    return (stated.encode("utf-8"), stated) if stated else (raw, None)


def _unicode_path(extra: bytes) -> str | None:
    """The name in UTF-8 that an extra field states."""
    while len(extra) > _FIELD_HEADER:
        kind, size = struct.unpack_from("<HH", extra)
        if kind == _UNICODE_PATH:
            try:
                return extra[_FIELD_HEADER + _BEFORE_NAME : _FIELD_HEADER + size].decode("utf-8")
            except UnicodeDecodeError:
                return None
        extra = extra[_FIELD_HEADER + size :]
    return None


def _pieces(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], Iterator[bytes]]:
    def pieces() -> Iterator[bytes]:
        with archive.open(info) as file:
            while piece := file.read(CHUNK):
                yield piece

    return pieces

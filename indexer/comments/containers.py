"""A document's container written anew with some of its parts replaced."""

from __future__ import annotations

import zipfile
from typing import IO, TYPE_CHECKING, Any

from lxml import etree

from indexer.files.zip_package import Package

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

#: Bytes of all parts together, unpacked: a draft has at most 8 MiB packed.
LARGEST = 256 << 20


class TooLarge(Exception):
    """The parts unpack to more than LARGEST bytes."""


def xml(root: Any) -> bytes:
    """An element as a part."""
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def rewrite(path: Path, changed: Mapping[str, bytes], file: IO[bytes]) -> None:
    """Write the container at `path` into `file` with the parts `changed`, new ones at the end; the
    others keep their names, times, order and packing. Raises TooLarge and SourceUnreadable."""
    left = dict(changed)
    size = 0
    with (
        Package(path) as package,
        zipfile.ZipFile(path) as source,
        zipfile.ZipFile(file, "w") as out,
    ):
        for info in source.infolist():
            content = left.pop(info.filename, None)
            if content is None:
                content = package.data(info.filename)
            size += len(content)
            if size > LARGEST:
                raise TooLarge
            out.writestr(_entry(info), content)
        for name, content in left.items():
            out.writestr(name, content, zipfile.ZIP_DEFLATED)


def _entry(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """The entry of a part as it was, without extra fields of the system that wrote it."""
    made = zipfile.ZipInfo(info.filename, info.date_time)
    stored = info.compress_type == zipfile.ZIP_STORED
    made.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    made.external_attr = info.external_attr
    return made

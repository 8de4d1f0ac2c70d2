"""Zip containers of office documents, opened so that a hostile one costs only itself.

A part is inflated in pieces and given up when it grows past its cap, whatever the container's
directory claims of its size; XML is parsed without entities, document types or the network.
"""

from __future__ import annotations

import errno
import lzma
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Self, TypeVar

from lxml import etree

from indexer.files.unsupported import password_error
from judian.core.errors import SourceUnreadable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# A report's text of 64 MiB would be 16,000 pages; larger is an attack or no report.
LARGEST_PART = 64 << 20
#: Levels that elements may be nested: libxml2's own limit without `huge_tree`. A part with more
#: is refused, so that readers may follow every level by recursion (two frames each, of 1,000).
DEEPEST = 256
#: What a damaged container makes zipfile raise, from its directory to the packed bytes.
FAULTS: tuple[type[Exception], ...] = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, NotImplementedError,
    RuntimeError, ValueError, OverflowError,
)  # fmt: skip
_CHUNK = 1 << 20
# Bytes of a media type: those of OpenDocument have up to 70.
_LONGEST_TYPE = 200

T = TypeVar("T")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=False
    )


class Package:
    """An open container; a context manager. Raises SourceUnreadable."""

    def __init__(self, path: Path) -> None:
        self._name = path.name
        self._zip = self._sound(lambda: zipfile.ZipFile(path))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._zip.close()

    def __contains__(self, part: str) -> bool:
        return part in self._zip.NameToInfo

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset(self._zip.NameToInfo)

    def media_type(self) -> str:
        """What the container says it is, "" when it does not."""
        info = self._zip.NameToInfo.get("mimetype")
        if info is None or info.file_size > _LONGEST_TYPE:
            return ""
        return self.data("mimetype").decode("ascii", errors="replace").strip()

    def data(self, part: str) -> bytes:
        """The part's bytes; a missing part is a damaged container."""
        try:
            info = self._zip.getinfo(part)
        except KeyError:
            raise self._damaged(f"{part} is missing") from None
        if info.flag_bits & 1:
            raise self.locked()
        return self._sound(lambda: self._inflated(info), f"{part}: ")

    def _inflated(self, info: zipfile.ZipInfo) -> bytes:
        pieces: list[bytes] = []
        size = 0
        with self._zip.open(info) as file:
            while piece := file.read(_CHUNK):
                size += len(piece)
                if size > LARGEST_PART:
                    raise self._too_large(info.filename)
                pieces.append(piece)
        return b"".join(pieces)

    def _sound(self, work: Callable[[], T], what: str = "") -> T:
        """What `work` gives; whatever in the container's bytes stops it is told as damage."""
        try:
            return work()
        except FAULTS as error:
            raise self._damaged(f"{what}{error}") from error
        except OSError as error:
            # zipfile seeks where a damaged directory sends it, and bz2 has no error of its own:
            # neither is the system's refusal to read the file.
            if error.errno not in (None, errno.EINVAL):
                raise
            raise self._damaged(f"{what}{error}") from error

    def xml(self, part: str) -> etree._Element:
        """The root element of an XML part."""
        try:
            return etree.fromstring(self.data(part), _parser())
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self._damaged(f"{part}: {error}") from error

    def optional_xml(self, part: str) -> etree._Element | None:
        """The root of a part that need not be there; None too when it is broken, because the
        text does not depend on it."""
        if part not in self:
            return None
        try:
            return self.xml(part)
        except SourceUnreadable as error:
            if error.reason in ("password", "too_large"):
                raise
            return None

    def locked(self) -> SourceUnreadable:
        """What to say of a document that a password protects."""
        return password_error(self._name)

    def _damaged(self, detail: str) -> SourceUnreadable:
        return SourceUnreadable(
            self._name, "archive_damaged",
            en=(f"the document's container is damaged ({detail[:120]})",
                "open it in a word processor, save it anew and run again"),
            zh=(f"文件的壓縮容器已損壞（{detail[:120]}）", "請以文書軟體開啟並重新儲存後再執行"),
        )  # fmt: skip

    def _too_large(self, part: str) -> SourceUnreadable:
        size = LARGEST_PART >> 20
        return SourceUnreadable(
            self._name, "too_large",
            en=(f"its part {part} unpacks to more than {size} MiB", "split the document"),
            zh=(f"其中 {part} 解壓縮後超過 {size} MiB", "請分割文件"),
        )  # fmt: skip

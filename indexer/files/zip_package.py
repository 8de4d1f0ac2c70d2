"""Zip containers of office documents, with limits against hostile ones.

A part is inflated in pieces and refused when it exceeds its limit, whatever size the container's
directory states. XML is parsed without entities, document types or the network.
"""

from __future__ import annotations

import errno
import io
import lzma
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Self, TypeVar

from lxml import etree

from indexer.files.unsupported import password_error
from judian.core.errors import SourceUnreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from pathlib import Path

#: Bytes of an unpacked part: the text of 16,000 pages.
LARGEST_PART = 64 << 20
#: Levels of nested elements: libxml2's own limit without `huge_tree`. A deeper part is refused, so
#: that readers can use recursion (two frames for each level, of Python's 1,000).
DEEPEST = 256
#: Exceptions that zipfile raises for a damaged container.
FAULTS: tuple[type[Exception], ...] = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, NotImplementedError,
    RuntimeError, ValueError, OverflowError,
)  # fmt: skip
# Bytes that are unpacked at a time.
_CHUNK = 1 << 20
# Characters of an error that a message quotes.
_LONGEST_DETAIL = 120
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
        """The media type that the container states, "" for none."""
        info = self._zip.NameToInfo.get("mimetype")
        if info is None or info.file_size > _LONGEST_TYPE:
            return ""
        return self.data("mimetype").decode("ascii", errors="replace").strip()

    def data(self, part: str) -> bytes:
        """The part's bytes. Raises SourceUnreadable if it is missing, damaged, encrypted or too
        large."""
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
        """The result of `work`. Its exceptions about the container's bytes become
        archive_damaged."""
        try:
            return work()
        except FAULTS as error:
            raise self._damaged(f"{what}{error}") from error
        except OSError as error:
            # zipfile seeks to offsets of a damaged directory, and bz2 has no error class.
            # Other errors are the system's refusal to read the file.
            if error.errno not in (None, errno.EINVAL):
                raise
            raise self._damaged(f"{what}{error}") from error

    def xml(self, part: str) -> etree._Element:
        """The root element of an XML part."""
        try:
            return etree.fromstring(self.data(part), _parser())
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self._damaged(f"{part}: {error}") from error

    def elements(
        self, part: str, tags: Collection[str], events: Sequence[str] = ("end",)
    ) -> Iterator[tuple[str, etree._Element]]:
        """Yield (event, element) for the elements with these tags in a part, which is parsed piece
        by piece. An element is emptied after its end was handled.

        A tag is a qualified name, or {*} and a local name in any namespace.
        """
        try:
            for event, element in etree.iterparse(
                io.BytesIO(self.data(part)), events=tuple(events), tag=tuple(tags),
                resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False,
            ):  # fmt: skip
                yield event, element
                if event == "end":
                    _empty(element)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self._damaged(f"{part}: {error}") from error

    def optional_xml(self, part: str) -> etree._Element | None:
        """The root of an optional part; None if it is missing or broken, since the text does not
        depend on it."""
        if part not in self:
            return None
        try:
            return self.xml(part)
        except SourceUnreadable as error:
            if error.reason in ("password", "too_large"):
                raise
            return None

    def locked(self) -> SourceUnreadable:
        """The error of a document that is protected by a password."""
        return password_error(self._name)

    def _damaged(self, detail: str) -> SourceUnreadable:
        detail = detail[:_LONGEST_DETAIL]
        return SourceUnreadable(
            self._name, "archive_damaged",
            en=(f"the document's container is damaged ({detail})",
                "open it in a word processor, save it anew and run again"),
            zh=(f"文件的壓縮容器已損壞（{detail}）", "請以文書軟體開啟並重新儲存後再執行"),
        )  # fmt: skip

    def _too_large(self, part: str) -> SourceUnreadable:
        size = LARGEST_PART >> 20
        return SourceUnreadable(
            self._name, "too_large",
            en=(f"its part {part} unpacks to more than {size} MiB", "split the document"),
            zh=(f"其中 {part} 解壓縮後超過 {size} MiB", "請分割文件"),
        )  # fmt: skip


def _empty(element: etree._Element) -> None:
    """Free an element that was handled, and its siblings before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]

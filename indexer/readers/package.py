"""Zip containers of office documents, opened so that a hostile one costs only itself.

A part is inflated in pieces and given up when it grows past its cap, whatever the container's
directory claims of its size; XML is parsed without entities, document types or the network.
"""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from lxml import etree

from core.errors import SourceUnreadable

# A report's text of 64 MiB would be 16,000 pages; larger is an attack or no report.
LARGEST_PART = 64 << 20
_CHUNK = 1 << 20


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=False
    )


class Package:
    """An open container; a context manager. Raises SourceUnreadable."""

    def __init__(self, path: Path) -> None:
        self._name = path.name
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
            raise self._damaged(str(error)) from error

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *exception: object) -> None:
        self._zip.close()

    def __contains__(self, part: str) -> bool:
        try:
            self._zip.getinfo(part)
        except KeyError:
            return False
        return True

    def data(self, part: str) -> bytes:
        """The part's bytes; a missing part is a damaged container."""
        try:
            info = self._zip.getinfo(part)
        except KeyError:
            raise self._damaged(f"{part} is missing") from None
        if info.flag_bits & 1:
            raise self.locked()
        pieces: list[bytes] = []
        size = 0
        try:
            with self._zip.open(info) as file:
                while piece := file.read(_CHUNK):
                    size += len(piece)
                    if size > LARGEST_PART:
                        raise self._too_large(part)
                    pieces.append(piece)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            RuntimeError,
            NotImplementedError,
        ) as error:
            raise self._damaged(f"{part}: {error}") from error
        return b"".join(pieces)

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
        return SourceUnreadable(
            self._name, "password",
            en=("the document is protected by a password",
                "open it with the password and save it without one"),
            zh=("文件設有密碼", "請以密碼開啟後另存為無密碼的檔案"),
        )  # fmt: skip

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

"""Containers of Office Open XML (DOCX, XLSX, PPTX): parts, and the relationships between them.

Microsoft's programs give the main part a usual name; other programs use another, which the
container's relationships give. "Strict Open XML" has the same elements in other namespaces.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import Any

from typing_extensions import override

from indexer.files.zip_package import Package

_STRICT, _USUAL = b"http://purl.oclc.org/ooxml/", b"http://schemas.openxmlformats.org/"
#: Namespaces below the two roots, strict and usual.
_NAMES = (
    (b"wordprocessingml/main", b"wordprocessingml/2006/main"),
    (b"spreadsheetml/main", b"spreadsheetml/2006/main"),
    (b"presentationml/main", b"presentationml/2006/main"),
    (b"drawingml/main", b"drawingml/2006/main"),
    (b"drawingml/spreadsheetDrawing", b"drawingml/2006/spreadsheetDrawing"),
    (b"drawingml/diagram", b"drawingml/2006/diagram"),
    (b"officeDocument/relationships", b"officeDocument/2006/relationships"),
    (b"officeDocument/extendedProperties", b"officeDocument/2006/extended-properties"),
)
_CORE = {"dc": "http://purl.org/dc/elements/1.1/", "dcterms": "http://purl.org/dc/terms/"}


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship of a part: its id, the last word of its type, and the part that it names."""

    id: str
    kind: str
    part: str


class OfficePackage(Package):
    """A container of Office Open XML."""

    @override
    def data(self, part: str) -> bytes:
        """The part's bytes, with the strict namespaces replaced by the usual ones."""
        data = super().data(part)
        if _STRICT in data:
            for strict, usual in _NAMES:
                data = data.replace(_STRICT + strict, _USUAL + usual)
        return data

    def main(self, usual: str) -> str:
        """The name of the part that holds the document: `usual` where no relationship gives it."""
        return next((r.part for r in self.relations("") if r.kind == "officeDocument"), usual)

    def relations(self, part: str) -> list[Relation]:
        """The relationships of a part, or of the container ("") to parts that are there."""
        folder, name = posixpath.split(part)
        root = self.optional_xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = []
        for each in () if root is None else root:
            kind = (each.get("Type") or "").rpartition("/")[2]
            target = posixpath.normpath(posixpath.join("/", folder, each.get("Target") or ""))
            if target[1:] in self and each.get("TargetMode") != "External":
                found.append(Relation(each.get("Id") or "", kind, target[1:]))
        return found

    def related(self, part: str, kind: str) -> str | None:
        """The first part of a kind that a part is related to; None without one."""
        return next((r.part for r in self.relations(part) if r.kind == kind), None)

    def properties(self) -> dict[str, str]:
        """The title, author and date of creation that the container states."""
        core = self.optional_xml("docProps/core.xml")
        names = {"dc:title": "title", "dc:creator": "author", "dcterms:created": "created"}
        found = {}
        for path, name in names.items():
            element: Any = core.find(path, _CORE) if core is not None else None
            if element is not None and element.text and element.text.strip():
                found[name] = element.text.strip()
        return found

"""The parts of a Word document in its container, under either of two namespaces.

Word writes word/document.xml; other programs use another name (word/document2.xml), which the
container's relationships give. "Strict Open XML" has the same elements in other namespaces.
"""

from __future__ import annotations

import posixpath

from typing_extensions import override

from indexer.files.zip_package import Package

_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/extendedProperties",
        b"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
    ),
)


class WordPackage(Package):
    """The container of a Word document."""

    @override
    def data(self, part: str) -> bytes:
        """The part's bytes, with the strict namespaces replaced by the usual ones."""
        data = super().data(part)
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        return data

    @property
    def main(self) -> str:
        """The name of the part that holds the text."""
        return self._related("_rels/.rels", "officeDocument") or "word/document.xml"

    def part(self, kind: str) -> str:
        """The name of the document's part of this kind: styles, numbering, settings, footnotes."""
        folder, name = posixpath.split(self.main)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        return self._related(relations, kind) or f"word/{kind}.xml"

    def _related(self, relations: str, kind: str) -> str | None:
        """The part of a kind that a part of relationships names; None if it is missing."""
        root = self.optional_xml(relations)
        for each in () if root is None else root:
            if (each.get("Type") or "").endswith(f"/relationships/{kind}"):
                folder = posixpath.dirname(posixpath.dirname(relations))
                target = posixpath.normpath(posixpath.join("/", folder, each.get("Target") or ""))
                if target[1:] in self:
                    return target[1:]
        return None

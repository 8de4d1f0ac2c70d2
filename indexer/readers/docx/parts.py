"""The parts of a Word document in its container."""

from __future__ import annotations

from indexer.files.office_package import OfficePackage


class WordPackage(OfficePackage):
    """The container of a Word document."""

    @property
    def document(self) -> str:
        """The name of the part that holds the text."""
        return self.main("word/document.xml")

    def part(self, kind: str) -> str:
        """The name of the document's part of this kind: styles, numbering, settings, footnotes."""
        return self.related(self.document, kind) or f"word/{kind}.xml"

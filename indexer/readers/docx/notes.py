"""The footnotes and endnotes of a Word document, and how their marks are written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from indexer.readers.common.list_numbers import format_list_number
from indexer.readers.docx.styles import attribute, w

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indexer.readers.docx.parts import WordPackage

#: What Word counts with where the document does not say.
_USUAL = {"footnote": "decimal", "endnote": "lowerRoman"}


@dataclass(frozen=True, slots=True)
class FootnoteSource:
    """The notes of one kind by id, the way their marks count, and the number of the first."""

    notes: Mapping[str, Any]
    way: str
    first: int = 1

    def mark(self, number: int) -> str:
        """The mark that Word sets for the note of this number."""
        return format_list_number(self.way, number) or str(number)


def footnote_sources(package: WordPackage, document: Any) -> dict[str, FootnoteSource]:
    """Footnotes and endnotes; how they count stands in the last section or in the settings."""
    settings = package.optional_xml(package.part("settings"))
    found = {}
    for kind, usual in _USUAL.items():
        root = package.optional_xml(package.part(f"{kind}s"))
        notes = {
            attribute(note, "id"): note
            for note in ([] if root is None else root.findall(w(kind)))
            if attribute(note, "type") in ("", "normal")  # the others are separators
        }
        places = [] if settings is None else settings.findall(w(f"{kind}Pr"))
        places += document.findall(f".//{w('sectPr')}/{w(f'{kind}Pr')}")
        way, first = usual, "1"
        for place in places:
            way = _value(place, "numFmt") or way
            first = _value(place, "numStart") or first
        found[kind] = FootnoteSource(notes, way, int(first) if first.isdecimal() else 1)
    return found


def _value(parent: Any, name: str) -> str:
    element = parent.find(w(name))
    return attribute(element, "val") if element is not None else ""

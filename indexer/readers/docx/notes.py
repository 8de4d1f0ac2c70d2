"""The footnotes and endnotes of a Word document and the format of their markers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from indexer.readers.common.list_numbers import format_list_number
from indexer.readers.docx.styles import attribute, w

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indexer.readers.docx.parts import WordPackage

#: Word's number format of markers for a document without a setting.
_USUAL = {"footnote": "decimal", "endnote": "lowerRoman"}


@dataclass(frozen=True, slots=True)
class FootnoteSource:
    """The notes of one kind.

    `elements` maps ids to XML elements, `number_format` is that of the markers, `first` the number
    of the first note.
    """

    elements: Mapping[str, Any]
    number_format: str
    first: int = 1

    def mark(self, number: int) -> str:
        """The marker that Word prints for the note of this number."""
        return format_list_number(self.number_format, number) or str(number)


def footnote_sources(package: WordPackage, document: Any) -> dict[str, FootnoteSource]:
    """The footnotes and endnotes; the last section or the settings give their number format."""
    settings = package.optional_xml(package.part("settings"))
    found = {}
    for kind, usual in _USUAL.items():
        root = package.optional_xml(package.part(f"{kind}s"))
        elements = {
            attribute(note, "id"): note
            for note in ([] if root is None else root.findall(w(kind)))
            if attribute(note, "type") in ("", "normal")  # the others are separators
        }
        places = [] if settings is None else settings.findall(w(f"{kind}Pr"))
        places += document.findall(f".//{w('sectPr')}/{w(f'{kind}Pr')}")
        number_format, first = usual, "1"
        for place in places:
            number_format = _value(place, "numFmt") or number_format
            first = _value(place, "numStart") or first
        found[kind] = FootnoteSource(
            elements, number_format, int(first) if first.isdecimal() else 1
        )
    return found


def _value(parent: Any, name: str) -> str:
    element = parent.find(w(name))
    return attribute(element, "val") if element is not None else ""

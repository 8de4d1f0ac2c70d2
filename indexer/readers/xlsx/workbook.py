"""What the sheets of a workbook share: their order, shared texts, number formats, the calendar."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from indexer.readers.common.raised_text import LOWERED, RAISED
from indexer.readers.spreadsheet.format_codes import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.files.office_package import OfficePackage

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_USUAL_PART = "xl/workbook.xml"
# A character that XML cannot hold is written as _x000D_.
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_TRUE = ("1", "true", "on")


def s(name: str) -> str:
    """The qualified name of an element of a workbook."""
    return f"{{{MAIN}}}{name}"


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A worksheet: its name, its part, and whether it is hidden."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Workbook:
    """What the sheets of a workbook share.

    `formats` are the format codes of cell styles by index. `since_1904` is True if dates count from
    1904. `to_calculate` is True if the workbook asks to be calculated anew when it is opened:
    programs that cannot calculate write so, with 0 as the value of every formula.
    """

    sheets: tuple[SheetEntry, ...]
    texts: Sequence[str]
    formats: tuple[str, ...]
    since_1904: bool
    to_calculate: bool


def read_workbook(package: OfficePackage) -> Workbook:
    """The shared content of a workbook. Raises SourceUnreadable if it is damaged."""
    main = package.main(_USUAL_PART)
    root = package.xml(main)
    relations = {relation.id: relation for relation in package.relations(main)}
    sheets = []
    for sheet in root.iter(s("sheet")):
        relation = relations.get(sheet.get(_RELATION_ID, ""))
        if relation is not None and relation.kind == "worksheet":
            hidden = sheet.get("state", "visible") != "visible"
            sheets.append(SheetEntry(sheet.get("name", ""), relation.part, hidden))
    texts = package.related(main, "sharedStrings")
    styles = package.related(main, "styles")
    properties, calculation = root.find(s("workbookPr")), root.find(s("calcPr"))
    return Workbook(
        tuple(sheets),
        _shared_texts(package, texts) if texts else [],
        _formats(package.xml(styles)) if styles else (),
        properties is not None and properties.get("date1904", "0") in _TRUE,
        calculation is not None and calculation.get("fullCalcOnLoad", "0") in _TRUE,
    )


def rich_text(element: Any) -> str:
    """The text of a shared or inline string, with raised text between its marks; readings of
    characters (phonetic text) are left out."""
    pieces = []
    for child in element:
        if child.tag == s("t"):
            pieces.append(child.text or "")
        elif child.tag == s("r"):
            text = "".join(t.text or "" for t in child.iter(s("t")))
            raised = child.find(f"{s('rPr')}/{s('vertAlign')}")
            if raised is not None and raised.get("val") == "superscript" and text.strip():
                text = f"{RAISED}{text}{LOWERED}"
            pieces.append(text)
    return _ESCAPE.sub(_escaped, "".join(pieces))


def _escaped(found: re.Match[str]) -> str:
    """The character of an escape; "" for a carriage return and for half of a pair."""
    char = chr(int(found[1], 16))
    return "" if char == "\r" or "\ud800" <= char <= "\udfff" else char


def _shared_texts(package: OfficePackage, part: str) -> list[str]:
    return [rich_text(element) for _, element in package.elements(part, [s("si")])]


def _formats(styles: Any) -> tuple[str, ...]:
    """The format code of each cell style."""
    own = {
        each.get("numFmtId", ""): each.get("formatCode", "General")
        for each in styles.iterfind(f"{s('numFmts')}/{s('numFmt')}")
    }
    return tuple(
        own.get(number := each.get("numFmtId", "0"))
        or BUILT_IN.get(int(number) if number.isdecimal() else 0, "General")
        for each in styles.iterfind(f"{s('cellXfs')}/{s('xf')}")
    )

"""One worksheet: shown texts of its visible cells, merged ranges, text boxes and comments."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from indexer.files.user_defined import GAP
from indexer.readers.spreadsheet.model import Merge, Note, Sheet
from indexer.readers.spreadsheet.number_formats import shown_number, shown_text
from indexer.readers.spreadsheet.sheet_builder import LAST_COLUMN, LAST_ROW, SheetBuilder
from indexer.readers.xlsx.workbook import rich_text, s

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.files.office_package import OfficePackage
    from indexer.readers.xlsx.workbook import SheetEntry, Workbook

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_THREADED = "{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}"
_TRUE = ("1", "true")
# Day 0 of serial numbers.
_DAY_0, _DAY_0_OF_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_SECONDS_OF_DAY = 86400


@dataclass(slots=True)
class _Position:
    """The 0-based row and column of the cell that is read."""

    row: int = -1
    column: int = -1


def read_sheet(
    package: OfficePackage, entry: SheetEntry, workbook: Workbook, file_name: str
) -> Sheet:
    """One worksheet. Raises SourceUnreadable if it is damaged or too large."""
    builder = SheetBuilder(entry.name, file_name)
    position = _Position()
    tags = [s("col"), s("row"), s("mergeCell")]
    for _, element in package.elements(entry.part, tags):
        if element.tag == s("col"):
            _take_column(element, builder)
        elif element.tag == s("row"):
            _take_row(element, builder, workbook, position)
        elif (merge := _merge(element.get("ref", ""))) is not None:
            builder.sheet.merges.append(merge)
    for note in _text_boxes(package, entry.part):
        builder.add_box(note)
    for note in _comments(package, entry.part):
        builder.add_comment(note)
    return builder.sheet


def _take_column(element: Any, builder: SheetBuilder) -> None:
    """Take the hidden ones of a range of columns."""
    if element.get("hidden") in _TRUE or element.get("width") == "0":
        first, last = _number(element.get("min")), _number(element.get("max"))
        builder.hide_columns(first - 1, min(last, LAST_COLUMN + 1))


def _take_row(element: Any, builder: SheetBuilder, workbook: Workbook, position: _Position) -> None:
    """Take the cells of one row."""
    row = _number(element.get("r")) - 1 if element.get("r") else position.row + 1
    if not 0 <= row <= LAST_ROW:
        return
    position.row, position.column = row, -1
    if element.get("hidden") in _TRUE or element.get("ht") == "0":
        builder.hide_row(row)
    for cell in element:
        if cell.tag == s("c"):
            _take_cell(cell, builder, workbook, position)


def _take_cell(cell: Any, builder: SheetBuilder, workbook: Workbook, position: _Position) -> None:
    """Take the shown text of one cell."""
    found = _REFERENCE.fullmatch(cell.get("r", ""))
    position.column = _column(found[1]) if found else position.column + 1
    if not len(cell) or position.column > LAST_COLUMN:
        return
    style = _number(cell.get("s"))
    code = workbook.formats[style] if style < len(workbook.formats) else "General"
    text = _shown(cell, code, workbook)
    if text is None:
        builder.add_gap(position.row, position.column)
        text = GAP
    numeric = cell.get("t", "n") in ("n", "d", "b", "e")
    builder.add(position.row, position.column, text, verbatim=numeric)


def _shown(cell: Any, code: str, workbook: Workbook) -> str | None:
    """The text that a cell shows; None for a formula without a stored value."""
    kind = cell.get("t", "n")
    value, inline = cell.find(s("v")), cell.find(s("is"))
    is_formula = cell.find(s("f")) is not None
    stored = (value.text or "") if value is not None else ""
    if kind == "inlineStr" or (inline is not None and value is None):
        return shown_text(rich_text(inline), code) if inline is not None else ""
    if is_formula and (value is None or (not stored and kind != "str")):
        return None
    if kind == "s":
        number = _number(stored)
        known = stored.isdecimal() and number < len(workbook.texts)
        return shown_text(workbook.texts[number], code) if known else ""
    if kind == "str":
        return shown_text(stored, code)
    if kind == "b":
        return {"1": "TRUE", "0": "FALSE"}.get(stored, stored)
    if kind == "e":
        return stored
    return _number_shown(stored, kind, code, workbook, is_formula=is_formula)


def _number_shown(
    stored: str, kind: str, code: str, workbook: Workbook, *, is_formula: bool
) -> str | None:
    """The text of a number or date; None for a formula whose 0 was not calculated."""
    if not stored:
        return ""
    number = _serial(stored, since_1904=workbook.since_1904) if kind == "d" else _float(stored)
    if number is None:
        return stored
    if is_formula and workbook.to_calculate and not number:
        return None
    return shown_number(number, code, since_1904=workbook.since_1904)


def _float(stored: str) -> float | None:
    """A stored number; None for what is no finite number."""
    try:
        number = float(stored)
    except ValueError:
        return None
    return number if abs(number) < float("inf") else None


def _serial(stored: str, *, since_1904: bool) -> float | None:
    """The serial number of an ISO date; None for another text."""
    try:
        moment = datetime.fromisoformat(stored.rstrip("Z"))
    except ValueError:
        return None
    passed = moment.replace(tzinfo=None) - (_DAY_0_OF_1904 if since_1904 else _DAY_0)
    return passed.days + passed.seconds / _SECONDS_OF_DAY


def _number(text: str | None) -> int:
    """A number that an attribute states; 0 for anything else."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


def _column(letters: str) -> int:
    """The 0-based column of its letters."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _merge(reference: str) -> Merge | None:
    """The merged range of a reference (A1:C2); None for none of several cells."""
    first, _, last = reference.partition(":")
    start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
    if start is None or end is None:
        return None
    row, column = int(start[2]) - 1, _column(start[1])
    rows, columns = int(end[2]) - row, _column(end[1]) - column + 1
    return Merge(row, column, rows, columns) if rows > 0 < columns else None


def _text_boxes(package: OfficePackage, part: str) -> Iterator[Note]:
    """Yield the text boxes of a sheet, each at the cell of its corner."""
    for relation in package.relations(part):
        root = package.optional_xml(relation.part) if relation.kind == "drawing" else None
        for anchor in () if root is None else root:
            start = anchor.find(f"{_DRAWING}from")
            row, column = (
                _number(start.findtext(f"{_DRAWING}{name}")) if start is not None else 0
                for name in ("row", "col")
            )
            for body in anchor.iter(f"{_DRAWING}txBody"):
                if next(body.iterancestors(_FALLBACK), None) is None:
                    lines = ["".join(p.itertext(f"{_A}t")) for p in body.iter(f"{_A}p")]
                    yield Note(row, column, "\n".join(lines))


def _comments(package: OfficePackage, part: str) -> Iterator[Note]:
    """Yield the comments on cells. A discussion is read from its own part: beside it stands a
    comment for programs that do not know it."""
    relations = package.relations(part)
    threads: dict[str, list[str]] = {}
    for relation in relations:
        root = package.optional_xml(relation.part) if relation.kind == "threadedComment" else None
        for each in () if root is None else root.iter(f"{_THREADED}threadedComment"):
            text = each.findtext(f"{_THREADED}text") or ""
            threads.setdefault(each.get("ref", ""), []).append(text)
    found = {reference: "\n".join(texts) for reference, texts in threads.items()}
    for relation in relations:
        root = package.optional_xml(relation.part) if relation.kind == "comments" else None
        for each in () if root is None else root.iter(s("comment")):
            text = each.find(s("text"))
            if text is not None:
                found.setdefault(each.get("ref", ""), rich_text(text))
    for reference, words in found.items():
        cell = _REFERENCE.fullmatch(reference)
        if cell:
            yield Note(int(cell[2]) - 1, _column(cell[1]), words)

"""The reader of OpenDocument spreadsheets: one part for each visible sheet.

An OpenDocument cell holds its shown text beside its value, so no format is applied here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from indexer.files.user_defined import GAP
from indexer.files.zip_package import Package
from indexer.readers.ods.cells import comment_of, is_uncalculated, shown
from indexer.readers.odt.meta import properties_of
from indexer.readers.odt.styles import NS, qualified
from indexer.readers.spreadsheet.assembly import sheet_part, workbook_reading
from indexer.readers.spreadsheet.model import Merge, Note, WorkbookFacts
from indexer.readers.spreadsheet.sheet_builder import LAST_COLUMN, LAST_ROW, SheetBuilder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from indexer.readers.common.contract import ReadOptions
    from indexer.structure.blocks import Reading

_STYLE, _TABLE = qualified("style", "style"), qualified("table", "table")
_ROW, _COLUMN = qualified("table", "table-row"), qualified("table", "table-column")
_CELL = qualified("table", "table-cell")
_COVERED = qualified("table", "covered-table-cell")
_SHAPES, _SOURCE = qualified("table", "shapes"), qualified("table", "table-source")
_BOX = qualified("draw", "text-box")
_P = qualified("text", "p")


@dataclass(slots=True)
class _Styles:
    """The names of the styles of hidden sheets and of raised text."""

    hidden: set[str] = field(default_factory=set)
    raised: set[str] = field(default_factory=set)

    def take(self, style: Any) -> None:
        """Take one style of the document."""
        name = style.get(qualified("style", "name"), "")
        table = style.find("style:table-properties", NS)
        if table is not None and table.get(qualified("table", "display")) == "false":
            self.hidden.add(name)
        text = style.find("style:text-properties", NS)
        position = "" if text is None else text.get(qualified("style", "text-position"), "")
        first = position.partition(" ")[0]
        if first == "super" or (first.rstrip("%").isdecimal() and first.strip("0%")):
            self.raised.add(name)


@dataclass(slots=True)
class _OpenSheet:
    """A sheet that is read: the row and column that follow, and whether it is left out."""

    builder: SheetBuilder
    hidden: bool
    row: int = 0
    column: int = 0
    is_cache: bool = False


def parts(path: Path, _options: ReadOptions) -> Iterator[object]:
    """What is known of the workbook, then its visible sheets."""
    with Package(path) as package:
        manifest = package.optional_xml("META-INF/manifest.xml")
        if manifest is not None and manifest.find(".//manifest:encryption-data", NS) is not None:
            raise package.locked()
        sheets = _sheets(package, path.name)
        properties = properties_of(package.optional_xml("meta.xml"))
    visible = [sheet.builder.sheet for sheet in sheets if not sheet.hidden]
    hidden = tuple(sheet.builder.sheet.name for sheet in sheets if sheet.hidden)
    yield WorkbookFacts(tuple(sheet.name for sheet in visible), hidden, properties)
    for sheet in visible:
        yield sheet_part(sheet, path.name)


def assemble(parts: Sequence[object], stopped: str | None) -> Reading:
    """One reading of the sheets that were read."""
    return workbook_reading(parts, stopped, "ods")


def _sheets(package: Package, file_name: str) -> list[_OpenSheet]:
    """The sheets of the document; stored copies of sheets of other files are left out."""
    styles = _Styles()
    found: list[_OpenSheet] = []
    tags = (_STYLE, _TABLE, _COLUMN, _ROW, _SHAPES, _SOURCE)
    for event, element in package.elements("content.xml", tags, ("start", "end")):
        if event == "start":
            if element.tag == _TABLE and next(element.iterancestors(_TABLE), None) is None:
                hidden = element.get(qualified("table", "style-name"), "") in styles.hidden
                name = element.get(qualified("table", "name"), "")
                found.append(_OpenSheet(SheetBuilder(name, file_name), hidden))
        elif element.tag == _STYLE:
            styles.take(element)
        elif found and element.tag == _SOURCE:
            found[-1].is_cache = True
        elif found and not found[-1].hidden:
            _take(element, found[-1], styles)
    return [sheet for sheet in found if not sheet.is_cache]


def _take(element: Any, sheet: _OpenSheet, styles: _Styles) -> None:
    """Take a column, a row or the shapes of a sheet."""
    if element.tag == _COLUMN:
        count = _count(element, "number-columns-repeated")
        if _is_hidden(element):
            sheet.builder.hide_columns(sheet.column, min(sheet.column + count, LAST_COLUMN + 1))
        sheet.column += count
    elif element.tag == _ROW:
        _take_rows(element, sheet, styles)
    elif element.tag == _SHAPES:
        for note in _boxes(element, 0, 0):
            sheet.builder.add_box(note)


def _take_rows(element: Any, sheet: _OpenSheet, styles: _Styles) -> None:
    """Take a row as often as it is repeated; empty ones are only counted."""
    count = _count(element, "number-rows-repeated")
    cells = list(_cells(element, styles))
    sheet.builder.expect(len(cells) * count)
    for row in range(sheet.row, min(sheet.row + count, LAST_ROW + 1) if cells else sheet.row):
        if _is_hidden(element):
            sheet.builder.hide_row(row)
        for column, text in cells:
            if text is None:
                sheet.builder.add_gap(row, column)
            sheet.builder.add(row, column, GAP if text is None else text)
    if _is_hidden(element) and not cells:
        for row in range(sheet.row, min(sheet.row + count, LAST_ROW + 1)):
            sheet.builder.hide_row(row)
    _take_notes(element, sheet, styles)
    sheet.row += count


def _cells(element: Any, styles: _Styles) -> Iterator[tuple[int, str | None]]:
    """Yield (column, shown text) of the cells of a row with text; None for the text of a formula
    without a value."""
    column = 0
    for cell in element:
        if cell.tag not in (_CELL, _COVERED):
            continue
        count = _count(cell, "number-columns-repeated")
        text = None if is_uncalculated(cell) else shown(cell, styles.raised)
        if cell.tag == _CELL and text != "":
            for at in range(column, min(column + count, LAST_COLUMN + 1)):
                yield at, text
        column += count


def _take_notes(element: Any, sheet: _OpenSheet, styles: _Styles) -> None:
    """Take merged ranges, comments and text boxes of the cells of a row."""
    column = 0
    for cell in element:
        if cell.tag not in (_CELL, _COVERED):
            continue
        if cell.tag == _CELL:
            down, across = (_count(cell, f"number-{n}-spanned") for n in ("rows", "columns"))
            if down * across > 1:
                sheet.builder.sheet.merges.append(Merge(sheet.row, column, down, across))
            if comment := comment_of(cell, styles.raised):
                sheet.builder.add_comment(Note(sheet.row, column, comment))
            for note in _boxes(cell, sheet.row, column):
                sheet.builder.add_box(note)
        column += _count(cell, "number-columns-repeated")


def _boxes(element: Any, row: int, column: int) -> Iterator[Note]:
    """Yield the text boxes and the shapes with text in an element."""
    for drawn in element.iterdescendants():
        is_drawn = isinstance(drawn.tag, str) and drawn.tag.startswith(qualified("draw", ""))
        if is_drawn and (drawn.tag == _BOX or drawn.find("text:p", NS) is not None):
            lines = ["".join(p.itertext()) for p in drawn.iterfind("text:p", NS)]
            if text := "\n".join(lines).strip():
                yield Note(row, column, text)


def _is_hidden(element: Any) -> bool:
    """True for a row or column that is collapsed or that a filter hides."""
    return element.get(qualified("table", "visibility"), "visible") in ("collapse", "filter")


def _count(element: Any, attribute: str) -> int:
    """A number of repetitions or slots, at least 1 and at most those of a sheet."""
    value = element.get(qualified("table", attribute), "1")
    count = int(value) if value.isdecimal() and len(value) < 10 else 1
    return min(max(1, count), LAST_ROW + 1)

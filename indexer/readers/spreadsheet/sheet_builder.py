"""Collects the cells of one sheet under limits, without what the sheet hides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.files.zip_package import LARGEST_PART
from indexer.readers.common.block_builder import cell_text
from indexer.readers.common.raised_text import resolve_raised
from indexer.readers.spreadsheet.assembly import too_large
from indexer.readers.spreadsheet.layout import MOST_SLOTS
from indexer.readers.spreadsheet.model import Sheet
from indexer.structure.characters import without_invisible
from indexer.structure.joining import normalize_spaces

if TYPE_CHECKING:
    from indexer.readers.spreadsheet.model import Note

#: The last 0-based row and column of a sheet, in Excel and in LibreOffice alike.
LAST_ROW, LAST_COLUMN = (1 << 20) - 1, (1 << 14) - 1
#: Characters of all cells of a sheet: a text that is stored once may be shown by many cells.
MOST_CHARACTERS = LARGEST_PART


class SheetBuilder:
    """Collects one sheet. Raises SourceUnreadable beyond `MOST_SLOTS` cells or `MOST_CHARACTERS`.

    Columns are to be hidden before cells are added, a row before its own cells.
    """

    def __init__(self, name: str, file_name: str) -> None:
        self.sheet = Sheet(name)
        self._file_name = file_name
        self._characters = 0
        self._known: dict[str, str] = {}

    def hide_columns(self, first: int, end: int) -> None:
        """Hide the columns from `first` to before `end`."""
        self.sheet.hidden_columns.update(range(max(0, first), end))

    def hide_row(self, row: int) -> None:
        """Hide one row."""
        self.sheet.hidden_rows.add(row)

    def expect(self, cells: int) -> None:
        """Raise SourceUnreadable if so many more cells are too many."""
        if len(self.sheet.cells) + cells > MOST_SLOTS:
            raise too_large(self._file_name, self.sheet.name)

    def add(self, row: int, column: int, raw: str, *, verbatim: bool = False) -> None:
        """Add the text of a cell, if it has any; that of a hidden one is only counted. A `verbatim`
        text is a number or date, in which no line ends and no marks are to be resolved."""
        self._characters += len(raw)
        if self._characters > MOST_CHARACTERS:
            raise too_large(self._file_name, self.sheet.name)
        text = raw.strip() if verbatim else self._tidy(raw)
        if not text:
            return
        if row in self.sheet.hidden_rows:
            self.sheet.lost_rows.add(row)
        elif column in self.sheet.hidden_columns:
            self.sheet.lost_columns.add(column)
        else:
            self.expect(1)
            self.sheet.cells[row, column] = text

    def _tidy(self, raw: str) -> str:
        """The tidy text of a cell; texts are repeated down a column."""
        if raw not in self._known:
            self._known[raw] = _tidy(raw)
        return self._known[raw]

    def add_gap(self, row: int, column: int) -> None:
        """Add a cell whose formula has no stored value."""
        if not self._is_hidden(row, column):
            self.sheet.gaps.append((row, column))

    def add_box(self, note: Note) -> None:
        """Add a text box, unless its cell is hidden."""
        if not self._is_hidden(note.row, note.column):
            self.sheet.boxes.append(note)

    def add_comment(self, note: Note) -> None:
        """Add a comment, unless its cell is hidden."""
        if not self._is_hidden(note.row, note.column):
            self.sheet.comments.append(note)

    def _is_hidden(self, row: int, column: int) -> bool:
        return row in self.sheet.hidden_rows or column in self.sheet.hidden_columns


def _tidy(raw: str) -> str:
    """The text of a cell without superfluous spaces; statements on several lines stay apart."""
    text = without_invisible(resolve_raised(raw.replace("\r\n", "\n").replace("\r", "\n")))
    return cell_text(text) if "\n" in text.strip() else normalize_spaces(text)

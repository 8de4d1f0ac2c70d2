"""The reader of Excel workbooks: one part for each visible sheet.

It parses the XML itself, as the reader of Word documents does. openpyxl gives number formats, but
neither merged cells nor hidden rows while it streams, and python-calamine gives no number formats;
neither shows a number as its format says, nor limits what a container unpacks to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.files.office_package import OfficePackage
from indexer.readers.spreadsheet.assembly import sheet_part, workbook_reading
from indexer.readers.spreadsheet.model import WorkbookFacts
from indexer.readers.xlsx.workbook import read_workbook
from indexer.readers.xlsx.worksheet import read_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from indexer.readers.common.contract import ReadOptions
    from indexer.structure.blocks import Reading


def parts(path: Path, _options: ReadOptions) -> Iterator[object]:
    """What is known of the workbook, then its visible sheets one by one."""
    with OfficePackage(path) as package:
        workbook = read_workbook(package)
        visible = [entry for entry in workbook.sheets if not entry.hidden]
        hidden = tuple(entry.name for entry in workbook.sheets if entry.hidden)
        names = tuple(entry.name for entry in visible)
        yield WorkbookFacts(names, hidden, package.properties())
        for entry in visible:
            yield sheet_part(read_sheet(package, entry, workbook, path.name), path.name)


def assemble(parts: Sequence[object], stopped: str | None) -> Reading:
    """One reading of the sheets that were read."""
    return workbook_reading(parts, stopped, "xlsx")

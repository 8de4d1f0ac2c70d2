"""The readers by file format, loaded on use."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indexer.readers.common.contract import Reader

#: Formats that LibreOffice converts.
CONVERTED = frozenset({"doc", "rtf", "xls", "xlsb", "ppt", "odp"})
#: format → module with `parts` and `assemble`. `indexer.files.detection` gives the format of a
#: file.
READERS: Mapping[str, str] = {
    "text": "indexer.readers.plain.reader",
    "markdown": "indexer.readers.plain.markdown",
    "csv": "indexer.readers.plain.csv",
    "html": "indexer.readers.html.reader",
    "odt": "indexer.readers.odt.reader",
    "docx": "indexer.readers.docx.reader",
    "xlsx": "indexer.readers.xlsx.reader",
    "ods": "indexer.readers.ods.reader",
    "pptx": "indexer.readers.pptx.reader",
    **dict.fromkeys(sorted(CONVERTED), "indexer.readers.converted.reader"),
    "di": "indexer.readers.di.reader",
    "epub": "indexer.readers.epub.reader",
    "mail": "indexer.readers.mail.reader",
    "mhtml": "indexer.readers.mail.web_archive",
    "pdf": "indexer.readers.pdf.reader",
}


def reader(format_name: str) -> Reader:
    """The reader of a format that READERS names."""
    return cast("Reader", import_module(READERS[format_name]))

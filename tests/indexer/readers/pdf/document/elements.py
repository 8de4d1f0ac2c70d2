"""Paragraphs and tables of a document, for tests of single steps of its assembly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.readers.pdf.layout.column_rows import column_rows
from indexer.readers.pdf.layout.paragraphs import PdfParagraph, begin_paragraph
from indexer.readers.pdf.layout.text_columns import TextColumn
from indexer.readers.pdf.source.geometry import Box, TextLine
from indexer.readers.pdf.tables.continuation import TablePiece
from indexer.readers.pdf.tables.model import PageCell, PageTable
from tests.indexer.readers.pdf.page_setup import line

if TYPE_CHECKING:
    from collections.abc import Sequence


def of_lines(lines: Sequence[TextLine], page: int = 1) -> PdfParagraph:
    """A paragraph of these lines, in a column from 70 to 502 points."""
    found = column_rows(TextColumn(page, 70.0, 502.0, list(lines)))
    made = begin_paragraph(found[0])
    made.rows += found[1:]
    return made


def paragraph(
    text: str, size: float = 12.0, rows: int = 1, *, bold: bool = False, page: int = 1
) -> PdfParagraph:
    """A paragraph of so many rows of the same text."""
    return of_lines([line(text, 70, 100 + 40 * n, size, bold=bold) for n in range(rows)], page)


def table(top: float, *texts: str) -> PageTable:
    """A table of one row with these texts, 20 points high."""
    cells = [
        PageCell(0, n, lines=[line(text, 80 + 100 * n, top + 12)])
        for n, text in enumerate(texts or ("件數",))
    ]
    bounds = tuple(70.0 + 430.0 * n / len(cells) for n in range(len(cells) + 1))
    return PageTable(Box(70, top, 500, top + 20), bounds, cells)


def piece(page: int = 1, top: float = 150.0) -> TablePiece:
    """A table as an element of a document."""
    return TablePiece(table(top), page, 842.0)

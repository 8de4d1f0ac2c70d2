"""The elements of a document: its paragraphs and tables, each whole over all its pages."""

from __future__ import annotations

from indexer.readers.pdf.layout.paragraphs import PdfParagraph
from indexer.readers.pdf.tables.continuation import TablePiece

DocumentElement = PdfParagraph | TablePiece

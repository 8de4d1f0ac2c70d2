"""From the pages of a PDF to the blocks of one document, in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.readers.common.type_headings import with_heading_levels
from indexer.readers.pdf.document.context import measure_document
from indexer.readers.pdf.document.continued_contents import remove_continued_contents
from indexer.readers.pdf.document.facing_pages import join_facing_pages
from indexer.readers.pdf.document.footnote_blocks import (
    footnotes_of_marks,
    insert_unplaced_footnotes,
)
from indexer.readers.pdf.document.headings import title_paragraphs
from indexer.readers.pdf.document.page_columns import document_columns
from indexer.readers.pdf.document.paragraph_blocks import paragraph_block
from indexer.readers.pdf.document.reading_order import document_elements
from indexer.readers.pdf.document.running_elements import remove_running_elements
from indexer.readers.pdf.layout.column_edges import set_column_edges
from indexer.readers.pdf.tables.block_table import to_block_table
from indexer.readers.pdf.tables.continuation import TablePiece
from indexer.structure.blocks import Block
from indexer.structure.captions import attach_captions
from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.document.context import DocumentContext
    from indexer.readers.pdf.document.elements import DocumentElement
    from indexer.readers.pdf.page.part import PagePart


def build_blocks(parts: Sequence[PagePart]) -> list[Block]:
    """The blocks of a document, given the parts of its pages in order.

    Running headers and footers and tables of contents are removed; footnotes follow the block that
    has their mark; captions, units and notes are attached to their tables. The parts are changed.
    """
    printed_page_numbers = remove_running_elements(parts)
    remove_continued_contents(parts)
    context = measure_document(parts, printed_page_numbers)
    # `context` collects the footnotes here; each is taken out when placed.
    columns = document_columns(parts, context)
    set_column_edges(columns, {part.number: part.size for part in parts})
    join_facing_pages(columns, printed_page_numbers)
    elements: list[DocumentElement] = document_elements(columns, parts)
    titles = title_paragraphs(elements, context.body)
    blocks: list[Block] = []
    for element in elements:
        if isinstance(element, TablePiece):
            blocks += _table_blocks(element, context)
            continue
        block, marks = paragraph_block(element, context, is_title=element in titles)
        blocks += [block] if block.text else []
        blocks += footnotes_of_marks(marks, context)
    blocks = attach_captions(blocks)
    insert_unplaced_footnotes(blocks, context)
    return with_heading_levels(blocks)


def _table_blocks(piece: TablePiece, context: DocumentContext) -> list[Block]:
    """The block of a table; none for a table without text."""
    found = to_block_table(piece)
    if found is None:
        return []
    table, breaks = found
    return [
        Block(
            Kind.TABLE_ROW,
            page=piece.page,
            page_label=context.labels[piece.page],
            breaks=breaks,
            table=table,
            boxes=tuple(context.page_box(page, box) for page, box in piece.boxes),
        )
    ]

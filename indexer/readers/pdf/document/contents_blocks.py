"""Blocks of the tables of contents on the pages of a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.readers.pdf.layout.contents_pages import entry_text
from indexer.readers.pdf.source.geometry import Box
from indexer.readers.pdf.tables.rows import rows_of
from indexer.structure.blocks import Block
from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.document.context import DocumentContext
    from indexer.readers.pdf.page.part import PagePart
    from indexer.readers.pdf.tables.rows import TextRow


def insert_contents(
    blocks: Sequence[Block], parts: Sequence[PagePart], context: DocumentContext
) -> list[Block]:
    """The blocks with one block for the table of contents of each page: before the first one that
    begins below it or on a later page."""
    done = list(blocks)
    for part in parts:
        block = _block(part, context) if part.contents else None
        if block is not None:
            place = (block.page or 0, block.boxes[0][2])
            after = (at for at, other in enumerate(done) if _place(other) > place)
            done.insert(next(after, len(done)), block)
    return done


def _place(block: Block) -> tuple[int, float]:
    """The page of a block and the upper side of its first line, in points; that of the page for a
    block without lines."""
    return block.page or 0, block.boxes[0][2] if block.boxes else 0.0


def _block(part: PagePart, context: DocumentContext) -> Block | None:
    """The table of contents of a page, an entry on each line; None if nothing of it is visible."""
    rows = [(entry_text(row), row) for row in rows_of(part.contents)]
    rows = [(text, row) for text, row in rows if text]
    if not rows:
        return None
    text = "\n".join(text for text, _ in rows)
    boxes = tuple(context.page_box(part.number, _box(row)) for _, row in rows)
    return Block(Kind.CONTENTS, text, page=part.number, boxes=boxes)


def _box(row: TextRow) -> Box:
    """The box around the lines of a row."""
    return Box(
        min(line.x0 for line in row), min(line.y0 for line in row),
        max(line.x1 for line in row), max(line.y1 for line in row),
    )  # fmt: skip

"""A paragraph as a block: its rows joined to tidy text, with the page breaks inside it."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from indexer.readers.pdf.document.headings import paragraph_kind
from indexer.readers.pdf.layout.footnote_marks import without_marks
from indexer.structure.blocks import Block
from indexer.structure.characters import is_terminated
from indexer.structure.joining import (
    normalize_heading_spaces,
    normalize_spaces,
    separator_between,
)
from indexer.structure.list_markers import bullet_length
from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.document.context import DocumentContext
    from indexer.readers.pdf.layout.paragraphs import PdfParagraph

#: Between the labels of a chart, which make no sentence.
LABEL_SEPARATOR = "、"
_SOFT_HYPHEN = "\u00ad"


def paragraph_block(
    paragraph: PdfParagraph, context: DocumentContext, *, is_title: bool
) -> tuple[Block, list[tuple[int, str]]]:
    """The block of a paragraph, and the footnote marks in it, each with its page."""
    joined, breaks, marks = _join_rows(paragraph, context)
    single = len(paragraph.rows) == 1 and not is_terminated(joined)
    text, moved = tidy_text_and_breaks(joined, breaks, heading=single)
    drop = bullet_length(text)
    text = text[drop:]
    page = paragraph.rows[0].page
    block = Block(
        Kind.TITLE if is_title else paragraph_kind(paragraph, text, context),
        text,
        page=page,
        breaks=tuple(max(0, at - drop) for at in moved),
        boxes=tuple(context.page_box(row.page, row.box) for row in paragraph.rows),
    )
    return block, marks


def _join_rows(
    paragraph: PdfParagraph, context: DocumentContext
) -> tuple[str, list[int], list[tuple[int, str]]]:
    """The text of a paragraph's rows without footnote marks, the offsets (code points) at which
    further pages begin, and the marks, each with its page."""
    pieces: list[str] = []
    breaks: list[int] = []
    marks: list[tuple[int, str]] = []
    length = 0
    page = paragraph.rows[0].page
    for row in paragraph.rows:
        piece, found = without_marks(row.text, row.raised, context.marks_of(row.page))
        marks += [(row.page, mark) for mark in found]
        glue = ""
        if pieces:
            if pieces[-1].endswith(_SOFT_HYPHEN):
                pieces[-1] = pieces[-1][:-1]
                length -= 1
            elif paragraph.labels:
                glue = LABEL_SEPARATOR
            else:
                glue = separator_between(pieces[-1], piece, context.spaced)
        breaks += [length + len(glue)] * max(0, row.page - page)
        page = max(page, row.page)
        pieces.append(glue + piece)
        length += len(pieces[-1])
    return "".join(pieces), breaks, marks


def tidy_text_and_breaks(
    text: str, breaks: Sequence[int], *, heading: bool
) -> tuple[str, list[int]]:
    """The text with normalized spaces, and the breaks moved to the same characters of it."""
    text = text.replace(_SOFT_HYPHEN, "")
    if heading and not breaks:
        return normalize_heading_spaces(text), []
    tidy = normalize_spaces(text)
    if not breaks:
        return tidy, []
    # Only white space is removed, so that the n-th visible character is the same before and after.
    visible = [at for at, char in enumerate(tidy) if not char.isspace()]
    before = list(accumulate((not char.isspace() for char in text), initial=0))
    return tidy, [visible[before[at]] if before[at] < len(visible) else len(tidy) for at in breaks]

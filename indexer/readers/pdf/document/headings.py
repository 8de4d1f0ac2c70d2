"""Titles and headings of a document by their typography."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.readers.common.type_headings import OPTIONS
from indexer.readers.pdf.layout.paragraphs import PdfParagraph
from indexer.structure.captions import CAPTION
from indexer.structure.characters import is_terminated
from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.document.context import DocumentContext
    from indexer.readers.pdf.document.elements import DocumentElement

_CONTENTS = re.compile(r"^[圖表]?\s*目\s*[錄次]$")


def title_paragraphs(elements: Sequence[DocumentElement], body: float) -> set[PdfParagraph]:
    """The paragraphs in the largest type of the first page with text, which are the title. Empty
    if that type is not larger than the body text, whose size is `body`, by the factor of a title.
    """
    first = next((each for each in elements if isinstance(each, PdfParagraph)), None)
    if first is None:
        return set()
    page = first.rows[0].page
    opening = [e for e in elements if isinstance(e, PdfParagraph) and e.rows[0].page == page]
    largest = max((_size(paragraph) for paragraph in opening if _is_upright(paragraph)), default=0)
    if largest < OPTIONS.title_size * body:
        return set()
    found: set[PdfParagraph] = set()
    for paragraph in opening:
        same_size = abs(_size(paragraph) - largest) < OPTIONS.same_title_size
        if same_size and _may_be_title(paragraph):
            found.add(paragraph)
        elif found:
            break
    return found


def _may_be_title(paragraph: PdfParagraph) -> bool:
    """True for an upright paragraph without a number that is neither the heading of a table of
    contents nor a sentence: text of a recognized page may be larger than that of others."""
    if not _is_upright(paragraph):
        return False
    contents = _CONTENTS.match(paragraph.rows[0].text)
    sentence = paragraph.rows[-1].text.rstrip().endswith("。")
    return not paragraph.labels and paragraph.marker is None and not contents and not sentence


def paragraph_kind(paragraph: PdfParagraph, text: str, context: DocumentContext) -> Kind:
    """The kind of a paragraph that is not a title, given its tidy text."""
    if paragraph.labels:
        return Kind.PARAGRAPH
    row = paragraph.rows[0]
    larger = _size(paragraph) >= OPTIONS.display_size * context.body_of(row.page)
    bold = not context.body_bold and all(row.bold for row in paragraph.rows)
    short = len(text) <= OPTIONS.max_characters and len(paragraph.rows) <= OPTIONS.max_lines
    # What is beside the text heads no section of it.
    in_flow = not row.turned and row.column.boxed is None
    may_be_heading = short and not is_terminated(text) and not row.entry and in_flow
    if (larger or bold) and may_be_heading and not CAPTION.match(text):
        return Kind.HEADING
    if paragraph.listed and not row.entry:
        return Kind.LIST_ITEM
    return Kind.PARAGRAPH


def _is_upright(paragraph: PdfParagraph) -> bool:
    return not any(row.turned for row in paragraph.rows)


def _size(paragraph: PdfParagraph) -> float:
    return max(row.size for row in paragraph.rows)

"""Tables of contents over several pages: the pages that show no title and no leaders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.readers.pdf.tables.model import remove_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.page.part import PagePart


def set_continued_contents_apart(parts: Sequence[PagePart]) -> None:
    """Put the lines that continue the table of contents of the page before with those of their own
    page. Pages without text between them are passed over."""
    before = False
    for part in parts:
        continued = set(part.continued_contents) if before else set()
        used = bool(part.lines or part.tables or part.contents)
        part.lines = [line for line in part.lines if line not in continued]
        for table in part.tables:
            remove_lines(table, continued)
        part.tables = [table for table in part.tables if any(c.lines for c in table.cells)]
        part.contents += [line for line in part.continued_contents if line in continued]
        if used:
            before = bool(part.contents)

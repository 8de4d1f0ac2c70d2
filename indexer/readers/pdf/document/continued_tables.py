"""Tables that continue on the next page under their repeated title, unit or 續 mark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.readers.pdf.layout.paragraphs import PdfParagraph
from indexer.readers.pdf.tables.continuation import TablePiece, continued

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.document.elements import DocumentElement
    from indexer.readers.pdf.document.faults import PageFaults

#: Lines above a table that may be repeated above its continuation, at most. Set by hand: number,
#: title, period and unit, each on a line of its own, and the name of the office.
MAX_LINES_ABOVE = 6
#: What says that a table goes on: （續）, (續1), 續表, 承前頁, 接次頁.
_MARK = re.compile(
    r"[（(〔\[]?(?:續完?|[續承接]\s*[上前]?\s*[頁表]|[續接轉見]\s*[下次]\s*[頁表])"
    r"\s*[0-9一二三四五六七八九十]*\s*[）)〕\]]?"
)


def join_continued_tables(
    elements: Sequence[DocumentElement], faults: PageFaults
) -> list[DocumentElement]:
    """The elements, where a table and its continuation on the next page are one if only lines
    that repeat those above the table, or say that it continues, are between the two. These lines
    are left out."""
    done: list[DocumentElement] = []
    for element in elements:
        between = _lines_before(done) if isinstance(element, TablePiece) else []
        before = done[-len(between) - 1] if len(between) < len(done) else None
        if (
            isinstance(element, TablePiece)
            and isinstance(before, TablePiece)
            and element.page == before.boxes[-1][0] + 1
            and _are_repeated(between, _lines_before(done[: -len(between) - 1]))
            and faults.attempt(element.page, continued, before, element, titled=bool(between))
        ):
            del done[len(done) - len(between) :]
            continue
        done.append(element)
    return done


def _lines_before(elements: Sequence[DocumentElement]) -> list[str]:
    """The texts of the paragraphs at the end of `elements`, `MAX_LINES_ABOVE` at most."""
    found: list[str] = []
    for element in reversed(elements):
        if not isinstance(element, PdfParagraph) or len(found) == MAX_LINES_ABOVE:
            break
        found.insert(0, "".join("".join(row.text.split()) for row in element.rows))
    return found


def _are_repeated(lines: Sequence[str], above: Sequence[str]) -> bool:
    """True if each line repeats one of those above the table, or says that it continues."""
    known = {_MARK.sub("", line) for line in above} | {""}
    return all(_MARK.sub("", line) in known for line in lines)

"""What the reader is given of a passage: its units and the lines that are put above them.

A unit is a sentence, a part of a long sentence, or a table cell with its column headers. The lines
above (title and year of the document, headings, caption, lead-in) are not part of the passage's
text, so no answer is marked in them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.zh.text.analyze import squeezed_fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.core.model import Cell, DocumentInfo
    from judian.search.answers.candidates.context import CandidateContext

#: A sentence longer than this is cut at its clauses, in characters. Two thirds of the text that
#: fits into a window, so that the rest of a long sentence can be left out.
LONGEST_UNIT = 100
#: most characters of each line above; all together take a third of the window at most.
TITLE, HEADING, CAPTION, LEAD_IN = 28, 24, 24, 36
#: The first year of the calendar of the Republic of China is 1912.
_BEFORE_YEAR_ONE = 1911
_CLAUSE_ENDS = "，,；;：:"


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of a passage that is read whole or not at all.

    `text` is folded. Its span [`start`, `end`) is the text of the passage from `offset` on; the
    rest are headers. A unit that is `kept` is in every window (the row headers of a table row).
    """

    text: str
    start: int
    end: int
    offset: int
    kept: bool = False


@dataclass(frozen=True, slots=True)
class PassageInput:
    """The lines above a passage, and its units in their order."""

    above: tuple[str, ...]
    units: tuple[Unit, ...]


def passage_input(context: CandidateContext) -> PassageInput:
    """The input for a retrieved passage; offsets are those of `CandidateContext.text`."""
    if context.is_row:
        units = tuple(_cell_units(context))
    else:
        units = tuple(sentence_units(context.text, context.sentences))
    return PassageInput(tuple(_above(context)), units)


def sentence_units(text: str, sentences: list[tuple[int, int]]) -> Iterator[Unit]:
    """Yield the sentences of a folded text as units, long ones cut at the ends of clauses."""
    for start, end in sentences:
        for low, high in _parts(text, start, end):
            part = text[low:high]
            if part.strip():
                yield Unit(part, 0, high - low, low)


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the sentence [start, end) in spans of at most LONGEST_UNIT characters, where clauses
    allow."""
    while end - start > LONGEST_UNIT:
        cut = max(text.rfind(mark, start, start + LONGEST_UNIT) for mark in _CLAUSE_ENDS) + 1
        if cut <= start:
            break
        yield start, cut
        start = cut
    yield start, end


def _cell_units(context: CandidateContext) -> Iterator[Unit]:
    """Yield the filled cells of a table row, each behind its column headers."""
    table = context.hit.passage.table
    for cell in table.cells if table else ():
        start, end = context.folded_span(cell.start, cell.end)
        if start < end:
            yield cell_unit(cell, context.text[start:end], start)


def cell_unit(cell: Cell, text: str, offset: int) -> Unit:
    """The unit of a cell with the folded `text` at `offset`. The cells that are row headers are
    kept, so the others need not repeat them."""
    headers = " ".join(squeezed_fold(header) for header in cell.column)
    before = f"{headers}: " if headers else ""
    whole = f"{before}{text}; "
    return Unit(whole, len(before), len(before) + len(text), offset, kept=not cell.row)


def _above(context: CandidateContext) -> Iterator[str]:
    """Yield what stands above a passage, the outermost first."""
    passage = context.hit.passage
    yield from document_lines(context.hit.document)
    yield from (squeezed_fold(heading)[:HEADING] for heading in passage.section[-2:])
    table = passage.table
    if table is not None:
        parts = (table.caption, table.unit, table.note)
        yield from (squeezed_fold(part)[:CAPTION] for part in parts if part)
    if context.lead_in:
        yield context.lead_in[-LEAD_IN:]


def document_lines(document: DocumentInfo) -> Iterator[str]:
    """Yield the title and the year of a document, in both calendars."""
    if document.title:
        yield squeezed_fold(document.title)[:TITLE]
    stamp = document.period_end or document.date
    if stamp:
        year = int(stamp[:4])
        yield squeezed_fold(f"民國{year - _BEFORE_YEAR_ONE}年({year})")

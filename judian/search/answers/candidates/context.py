"""The context of candidates: a passage with its sentences, names and dates, and the zones of text
around any span of it.

All offsets are half-open code points of the squeezed, folded text; `CandidateContext.source`
returns the span of the passage's own text.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from judian.core.matching import sentences
from judian.core.model import Cell, Kind
from judian.zh.clauses.facts import ClauseFacts, ClauseReader
from judian.zh.clauses.frames import participants
from judian.zh.dates.expressions import DateMention
from judian.zh.dates.expressions import find as find_dates
from judian.zh.entities.categories import CategoryValue, find_values
from judian.zh.entities.names import NamedEntity, organisations
from judian.zh.entities.persons import persons
from judian.zh.entities.tagger import tagged_names
from judian.zh.text.analyze import analyze

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.search.replies.results import Hit
    from judian.zh.clauses.frames import Participant

#: Passages whose sentences and clauses are candidates, for questions in words of their own: on 144
#: questions over reports the right passage was among the first ten for nine of ten.
NEAREST = 10

_DELIMITERS = "，、；。（）()：:,;\n「」!！?？"
_CLAUSE_ENDS = "，；。：:,;\n!！?？"
#: Most characters of a table cell besides a candidate that say nothing of it.
_CELL_WORDS = 3


@dataclass(frozen=True, slots=True)
class Zones:
    """The text around a span, nearest first, all folded.

    `segment` runs from the delimiter before the span to the one after it, `clause` from comma
    to comma; `before` and `after` are the rest of the sentence, `beyond` the part of it that
    belongs to the next candidate; `earlier` and `later` are the other sentences. `headers` are
    those of a table cell, `caption` the table's caption, unit and note (both "" in prose),
    `outline` the title and the section path, `lead_in` the text that leads into the passage.
    """

    segment: str
    clause: str
    before: str
    after: str
    beyond: str
    earlier: str
    later: str
    headers: str
    caption: str
    outline: str
    lead_in: str


class CandidateContext:
    """A retrieved passage, folded, with its sentences and the names in it.

    `lead_in` is the text that leads into it, `followers` are the list items or headings that it
    leads into, `opening` is the beginning of its document (which names the author of the report
    even if no title was recognised), `rank` its index among the hits. `is_further` is True for a
    table row that the search for rows found alone.
    """

    def __init__(
        self,
        hit: Hit,
        lead_in: str = "",
        followers: Sequence[str] = (),
        opening: str = "",
        rank: int = 0,
    ) -> None:
        self.hit = hit
        self.rank = rank
        self.followers = followers
        self.opening = opening
        self.best_places: tuple[tuple[int, int, int], ...] = ()
        self.only_document = False
        self.is_further = False
        analysis = analyze(hit.passage.text)
        self.text = analysis.folded
        self.squeezed = analysis.squeezed
        self.offsets: Sequence[int] = analysis.offsets
        self.lead_in = analyze(lead_in).folded if lead_in else ""

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """The spans of the sentences. A line feed or tab of the source, which separates the
        statements of a cell or the cells of a row, ends one too, though it is squeezed out."""
        source, offsets = self.hit.passage.text, self.offsets
        breaks = [
            at
            for at in range(1, len(self.text))
            if offsets[at] - offsets[at - 1] > 1
            and any(c in "\n\t" for c in source[offsets[at - 1] + 1 : offsets[at]])
        ]
        spans: list[tuple[int, int]] = []
        for start, end in sentences(self.text):
            spans += pairwise([start, *(b for b in breaks if start < b < end), end])
        return spans

    @cached_property
    def values(self) -> list[CategoryValue]:
        """The named values (countries, regions, agencies, substances, parties) in the passage."""
        return find_values(self.text)

    @cached_property
    def organisations(self) -> list[NamedEntity]:
        """The organisations named in the passage."""
        return [n for n in organisations(self.text) if not n.generic]

    @cached_property
    def tagged(self) -> list[NamedEntity]:
        """The names that the tagger finds in the best sentences, with their place in the passage;
        [] if it is not installed."""
        return [
            NamedEntity(low + name.start, low + name.end, name.kind)
            for low, high in self.best_sentences
            for name in tagged_names(self.squeezed[low:high])
        ]

    @cached_property
    def persons(self) -> list[NamedEntity]:
        """The persons in the passage, by their form."""
        return persons(self.text)

    @cached_property
    def tagged_persons(self) -> list[NamedEntity]:
        """The persons that only the tagger finds. It does not know the sign that hides a part of a
        name: none overlaps a name with one."""
        spans = [(name.start, name.end) for name in self.persons]
        hidden = {at for span in spans if "〇" in self.text[slice(*span)] for at in range(*span)}
        return [
            name
            for name in self.tagged
            if name.kind == "person"
            and (name.start, name.end) not in spans
            and hidden.isdisjoint(range(name.start, name.end))
        ]

    @cached_property
    def dates(self) -> list[DateMention]:
        """The dates in the passage; 今年 and 同年 are resolved by the document's date."""
        info = self.hit.document
        return find_dates(self.text, anchor_date=info.date or info.period_end)

    def clause_facts(self, start: int, end: int, kind: str) -> ClauseFacts:
        """The facts of the clause of [start, end), a candidate of `kind`. For a table cell that
        holds little else they are read from its headers, with offsets in their text."""
        cell = self.cell_of(start)
        if cell is not None:
            left, right = self.folded_span(cell.start, cell.end)
            if (right - left) - (end - start) <= _CELL_WORDS:
                return self._header_facts(cell)
        if kind in ("figure", "table"):
            return self._among_figures.facts(start, end)
        return (self._among_dates if kind == "date" else self._undivided).facts(start, end)

    def _header_facts(self, cell: Cell) -> ClauseFacts:
        known = self._facts_of_headers.get(cell.start)
        if known is None:
            parts = (self.caption.partition("\n")[0], *cell.row, *cell.column)
            text = ",".join(analyze(p).folded for p in dict.fromkeys(parts) if p)
            known = ClauseReader(text).facts(len(text), len(text))
            self._facts_of_headers[cell.start] = known
        return known

    @cached_property
    def _facts_of_headers(self) -> dict[int, ClauseFacts]:
        return {}

    @cached_property
    def _participants(self) -> list[Participant]:
        return participants(self.text, self.values, self.organisations)

    @cached_property
    def _among_figures(self) -> ClauseReader:
        spans = sorted(self.folded_span(f.start, f.end) for f in self.hit.passage.figures)
        return ClauseReader(self.text, spans, self.sentences, self._participants)

    @cached_property
    def _among_dates(self) -> ClauseReader:
        spans = [(d.start, d.end) for d in self.dates]
        return ClauseReader(self.text, spans, self.sentences, self._participants)

    @cached_property
    def _undivided(self) -> ClauseReader:
        return ClauseReader(self.text, (), self.sentences, self._participants)

    @cached_property
    def outline(self) -> str:
        """Section path, title, agency and the document's opening, folded, one a line."""
        document = self.hit.document
        parts = [*reversed(self.hit.passage.section), document.title, document.agency or ""]
        parts.append(self.opening)
        return "\n".join(analyze(p).folded for p in parts)

    @cached_property
    def caption(self) -> str:
        """Caption, unit line, note and corner headers (國籍) of the table, folded, one a line;
        "" in prose."""
        table = self.hit.passage.table
        if table is None:
            return ""
        corners = {header for cell in table.cells if not cell.row for header in cell.column}
        parts = (table.caption, table.unit, table.note, *sorted(corners))
        return "\n".join(analyze(p).folded for p in parts if p)

    def _sibling_headers(self, cell: Cell) -> str:
        """The other headers under the cell's own upper header, folded, one a line: under 返還,
        人數 beside 金額 shows that the sum was returned to persons."""
        table = self.hit.passage.table
        if table is None or len(cell.column) < 2:
            return ""
        others = (c.column for c in table.cells if c.column[:-1] == cell.column[:-1])
        return "\n".join(analyze(c[-1]).folded for c in others if c != cell.column)

    @cached_property
    def _positions(self) -> dict[int, int]:
        return {offset: at for at, offset in enumerate(self.offsets)}

    def folded_span(self, start: int, end: int) -> tuple[int, int]:
        """The folded span of the span [start, end) of the passage's own text."""
        while start < end and start not in self._positions:
            start += 1
        while end < self.offsets[-1] and end not in self._positions:
            end += 1  # White space after the span is squeezed out.
        return self._positions.get(start, 0), self._positions.get(end, len(self.text))

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The span in the passage's own text of the folded span [start, end)."""
        if end <= start:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1

    def sentence_of(self, at: int) -> tuple[int, int]:
        """The span of the sentence that holds offset `at`, of the last one if none does."""
        for start, end in self.sentences:
            if start <= at < end:
                return start, end
        return self.sentences[-1] if self.sentences else (0, len(self.text))

    def cell_of(self, start: int) -> Cell | None:
        """The table cell that holds the folded offset `start`, None outside a table."""
        table = self.hit.passage.table
        if table is None or not self.offsets:
            return None
        at = self.offsets[min(start, len(self.offsets) - 1)]
        return next((c for c in table.cells if c.start <= at < c.end), None)

    @property
    def best_sentences(self) -> tuple[tuple[int, int], ...]:
        """The spans of its sentences that are among the best of all."""
        return tuple((low, high) for _, low, high in self.best_places)

    @property
    def is_near(self) -> bool:
        """True for one of the NEAREST passages, and for one with a best sentence."""
        return self.rank < NEAREST or bool(self.best_sentences)

    @property
    def is_row(self) -> bool:
        """True for a row of a table."""
        return self.hit.passage.kind is Kind.TABLE_ROW and self.hit.passage.table is not None

    def zones(
        self, start: int, end: int, previous: int = 0, following: int | None = None, extra: str = ""
    ) -> Zones:
        """The zones around [start, end). `previous` is the end of the candidate before it,
        `following` the start of the next one (None: no other follows); text next to those
        belongs to them. `extra` is added to the segment."""
        low, high = self.sentence_of(start)
        headers, lead_in = "", self.lead_in
        cell = self.cell_of(start)
        if cell is not None:
            lead_in = f"{lead_in}\n{self._sibling_headers(cell)}".strip()
            headers = "\n".join(analyze(h).folded for h in (*cell.column, *cell.row))
            left, right = self.folded_span(cell.start, cell.end)
            low, high = max(low, left), min(high, right)
        seg_low = max(low, previous, _last(self.text, _DELIMITERS, low, start))
        if seg_low == start > low and self.text[start - 1] in "(（":
            # Text in brackets refers to the text before them.
            seg_low = max(low, previous, _last(self.text, _DELIMITERS, low, start - 1))
        seg_high = _next(self.text, _DELIMITERS, end, high)
        border = high
        if following is not None and end <= following < high:
            border = max(end, _last(self.text, _DELIMITERS, end, following))
        clause_low = max(low, previous, _last(self.text, _CLAUSE_ENDS, low, start))
        clause_high = min(border, _next(self.text, _CLAUSE_ENDS, end, high))
        earlier, later = self.text[:low], self.text[high:]
        if self.is_row and cell is not None:
            left, right = self.folded_span(cell.start, cell.end)
            earlier, later = self.text[left:low], self.text[high:right]
        return Zones(
            segment=self.text[seg_low:start] + "|" + self.text[end:seg_high] + "\n" + extra,
            clause=self.text[clause_low:start] + "|" + self.text[end:clause_high],
            before=self.text[low:start],
            after=self.text[end:border],
            beyond=self.text[border:high],
            earlier=earlier,
            later=later,
            headers=headers,
            caption=self.caption,
            outline=self.outline,
            lead_in=lead_in,
        )


def _last(text: str, ends: str, low: int, at: int) -> int:
    """The offset after the last of the characters `ends` in [low, at), else low."""
    for offset in range(at - 1, low - 1, -1):
        if text[offset] in ends and not _in_number(text, offset):
            return offset + 1
    return low


def _next(text: str, ends: str, at: int, high: int) -> int:
    """The offset of the first of the characters `ends` in [at, high), else high."""
    for offset in range(at, high):
        if text[offset] in ends and not _in_number(text, offset):
            return offset
    return high


def _in_number(text: str, at: int) -> bool:
    """True for the comma of 1,324 and the colon of 10:30."""
    return 0 < at < len(text) - 1 and text[at - 1].isdigit() and text[at + 1].isdigit()

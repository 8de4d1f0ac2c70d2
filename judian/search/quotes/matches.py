"""A stretch of a window that is, or is near to, a part of a quotation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.search.citations import cite
from judian.search.replies.quotes import QuotePlace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from judian.core.model import DocumentInfo
    from judian.search.quotes.windows import Window


@dataclass(frozen=True, slots=True)
class Match:
    """`[start, end)` of the form of a window."""

    window: Window
    start: int
    end: int

    @property
    def doc_id(self) -> str:
        """The document of the window."""
        return self.window.passages[0].doc_id

    @property
    def key(self) -> tuple[str, int]:
        """The document and the code point of its text at which the match begins."""
        first = self.window.spans(self.start, self.end)[0]
        return self.doc_id, first.passage.start + first.start

    @property
    def last(self) -> int:
        """The code point of the document's text behind its end."""
        final = self.window.spans(self.start, self.end)[-1]
        return final.passage.start + final.end

    @property
    def text(self) -> str:
        """The words of the source."""
        low, high = self.window.form.span(self.start, self.end)
        return self.window.form.original[low:high]


def place_of(run: Sequence[Match], documents: Mapping[str, DocumentInfo]) -> QuotePlace:
    """The place that one match or several of one document make together."""
    spans = tuple(s for match in run for s in match.window.spans(match.start, match.end))
    ends = sorted((span.passage for span in spans), key=lambda passage: passage.ordinal)
    first, last = ends[0], ends[-1]
    document = documents[first.doc_id]
    return QuotePlace(document, spans, cite(first, document, last=last))

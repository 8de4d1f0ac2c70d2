"""Replies about quotations: whether they are verbatim in the collection, where, what differs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from judian.core.model import DocumentInfo, Passage


class QuoteVerdict(StrEnum):
    """What the collection says of a quotation."""

    VERBATIM = "verbatim"  # it stands there, word for word
    SPELLING = "spelling"  # same words; numbers spelled otherwise (一百 and 100), or punctuation
    DIFFERS = "differs"  # a passage is near, and says something else
    NOT_FOUND = "not_found"  # no passage is near
    NOT_CHECKABLE = "not_checkable"  # too short or too long to prove anything


class DifferenceKind(StrEnum):
    """What a difference between a quotation and its source changes."""

    NUMBER = "number"
    DATE = "date"  # a year, month or day
    NEGATION = "negation"
    PARTY = "party"  # parties, countries, regions, substances, agencies
    UNIT = "unit"
    ORDER = "order"  # the same words in another order, or parts that do not follow each other
    CHARACTER = "character"  # 製 for 制: one fold, two words
    CUT = "cut"  # the quotation begins or ends inside a number, or behind a 不
    ADDED = "added"
    OMITTED = "omitted"
    WORDING = "wording"
    NUMBER_SPELLING = "number_spelling"  # same value, other spelling
    PUNCTUATION = "punctuation"


#: Differences that leave the words and their meaning as they are.
HARMLESS = frozenset({DifferenceKind.NUMBER_SPELLING, DifferenceKind.PUNCTUATION})


@dataclass(frozen=True, slots=True)
class QuotedSpan:
    """`[start, end)` of the text of a passage."""

    passage: Passage
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class QuotePlace:
    """A place of the collection: the spans of one or more passages of a document, in order, with
    the citation of the first."""

    document: DocumentInfo
    spans: tuple[QuotedSpan, ...]
    citation: str

    @property
    def start(self) -> int:
        """Its first code point in the document's text."""
        return self.spans[0].passage.start + self.spans[0].start

    @property
    def end(self) -> int:
        """The code point behind its last in the document's text."""
        return self.spans[-1].passage.start + self.spans[-1].end


@dataclass(frozen=True, slots=True)
class QuoteDifference:
    """`[start, end)` of the quotation stands for `[source_start, source_end)` of the reply's
    `source`; `quoted` and `source` are these texts, one of which may be empty."""

    kind: DifferenceKind
    start: int
    end: int
    source_start: int
    source_end: int
    quoted: str
    source: str


@dataclass(frozen=True, slots=True)
class QuoteReply:
    """The reply about a quotation `text`.

    `places` are the first places at which it stands, `found` counts those that were looked at, and
    `more` is True if there may be others. For a quotation with ellipses each place begins at its
    first part and ends at its last. If it stands nowhere, `nearest` is the nearest place, `source`
    its words, `differences` what differs, and `similarity` (0 to 1) the share of the quotation's
    characters that are there. `folded` names what was disregarded: layout, marks, variants,
    ellipsis, insertion. `reason_en` and `reason_zh` say why it is not checkable.
    """

    text: str
    verdict: QuoteVerdict
    places: tuple[QuotePlace, ...] = ()
    found: int = 0
    more: bool = False
    folded: tuple[str, ...] = ()
    nearest: QuotePlace | None = None
    source: str = ""
    differences: tuple[QuoteDifference, ...] = ()
    similarity: float = 0.0
    reason_en: str = ""
    reason_zh: str = ""
    generation: int = 0
    took_ms: float = 0.0

"""Replies about drafts: what of a draft the collection bears out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from judian.core.model import Passage
    from judian.search.replies.quotes import QuoteDifference, QuotePlace


class ClaimKind(StrEnum):
    """What is checked in a draft."""

    QUOTATION = "quotation"
    FIGURE = "figure"
    ARTICLE = "article"  # of a treaty or statute; also a treaty or statute as a whole
    CITATION = "citation"  # of a report


class Outcome(StrEnum):
    """The outcome of a check."""

    VERIFIED = "verified"
    DIFFERS = "differs"
    NOT_FOUND = "not_found"
    NOT_CHECKABLE = "not_checkable"


@dataclass(frozen=True, slots=True)
class Claim:
    """`[start, end)` of the text of a passage of the draft: what is checked, as written."""

    kind: ClaimKind
    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words of the draft."""
        return self.passage.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome for one claim: why, in both languages, with the place that bears it out or that
    says otherwise. `source` are the words there; `differences` compare them with `text`, which
    are the words of the draft that were compared."""

    claim: Claim
    outcome: Outcome
    reason_en: str
    reason_zh: str
    place: QuotePlace | None = None
    text: str = ""
    source: str = ""
    differences: tuple[QuoteDifference, ...] = ()


@dataclass(frozen=True, slots=True)
class AuditReply:
    """The findings about a draft in the order of its text. `passages` are the draft's own; `cut` is
    True if it has more claims than were checked."""

    passages: tuple[Passage, ...]
    findings: tuple[Finding, ...]
    cut: bool = False
    generation: int = 0
    took_ms: float = 0.0

    def count(self, outcome: Outcome) -> int:
        """How many claims have this outcome."""
        return sum(finding.outcome is outcome for finding in self.findings)

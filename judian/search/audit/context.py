"""What checks share: one generation of the index, its verifier of quotations, and findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.search.citations import cite
from judian.search.replies.audits import Finding
from judian.search.replies.quotes import QuotedSpan, QuotePlace

if TYPE_CHECKING:
    from judian.core.engine import Snapshot
    from judian.core.model import Passage
    from judian.search.hits.collection import Collection
    from judian.search.quotes.verify import QuoteVerifier
    from judian.search.replies.audits import Claim, Outcome
    from judian.search.replies.quotes import QuoteReply


@dataclass(frozen=True)
class AuditContext:
    """One generation of the index and what was made of it."""

    snapshot: Snapshot
    collection: Collection
    verifier: QuoteVerifier

    def place(self, passage: Passage, start: int, end: int) -> QuotePlace:
        """The place of `[start, end)` of a passage."""
        document = self.collection.documents[passage.doc_id]
        return QuotePlace(document, (QuotedSpan(passage, start, end),), cite(passage, document))


def finding(
    claim: Claim,
    outcome: Outcome,
    reason: tuple[str, str],
    *,
    place: QuotePlace | None = None,
    reply: QuoteReply | None = None,
) -> Finding:
    """A finding; its place is that of `reply`, a comparison, if none is given."""
    if reply is None:
        source = _words(place)
        return Finding(claim, outcome, reason[1], reason[0], place, claim.text, source)
    found = place or (reply.places[0] if reply.places else reply.nearest)
    return Finding(
        claim, outcome, reason[1], reason[0], found, reply.text, reply.source or _words(found),
        reply.differences,
    )  # fmt: skip


def _words(place: QuotePlace | None) -> str:
    if place is None:
        return ""
    return "…".join(span.passage.text[span.start : span.end] for span in place.spans)

"""The audit of a draft: every claim of its passages, each with the outcome of its check."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from judian.search.audit.articles import check_article
from judian.search.audit.citations import check_citation
from judian.search.audit.claims import claims_of
from judian.search.audit.context import AuditContext
from judian.search.audit.figures import check_figure
from judian.search.audit.quotations import check_quotation
from judian.search.quotes.verify import QuoteVerifier
from judian.search.replies.audits import AuditReply, ClaimKind, Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.core.engine import Snapshot
    from judian.core.model import Passage
    from judian.search.hits.collection import Collection
    from judian.search.replies.audits import Claim, Finding

#: Claims that are checked; a draft with more is checked to this one.
MOST_CLAIMS = 2_000
#: Code points between a quotation and the title that is cited for it.
_NEAR = 60


def audit(snapshot: Snapshot, collection: Collection, passages: Sequence[Passage]) -> AuditReply:
    """The findings about the draft of these passages, from one generation of the index."""
    began = time.perf_counter()
    context = AuditContext(snapshot, collection, QuoteVerifier(snapshot, collection.documents))
    claims = claims_of(passages)
    found = _findings(context, claims[:MOST_CLAIMS])
    took = 1000 * (time.perf_counter() - began)
    cut = len(claims) > MOST_CLAIMS
    return AuditReply(tuple(passages), tuple(found), cut, snapshot.generation, took)


def _findings(context: AuditContext, claims: Sequence[Claim]) -> list[Finding]:
    """Citations are checked first: a quotation must stand in the report that is cited for it."""
    found: dict[int, Finding] = {
        at: check_citation(context, claim)
        for at, claim in enumerate(claims)
        if claim.kind is ClaimKind.CITATION
    }
    for at, claim in enumerate(claims):
        if claim.kind is ClaimKind.QUOTATION:
            found[at] = check_quotation(context, claim, _cited(claim, list(found.values())))
        elif claim.kind is ClaimKind.FIGURE:
            found[at] = check_figure(context, claim)
        elif claim.kind is ClaimKind.ARTICLE:
            found[at] = check_article(context, claim)
    return [_of_draft(found[at]) for at in sorted(found)]


def _cited(quotation: Claim, findings: Sequence[Finding]) -> str:
    """The document whose citation stands right before or behind a quotation, "" without one."""
    for one in findings:
        claim = one.claim
        if claim.kind is ClaimKind.CITATION and claim.passage.id == quotation.passage.id:
            gap = max(claim.start - quotation.end, quotation.start - claim.end)
            if one.place and one.outcome is not Outcome.NOT_FOUND and 0 <= gap <= _NEAR:
                return one.place.document.id
    return ""


def _of_draft(found: Finding) -> Finding:
    """The finding; differences are shown for the words of the draft that were compared."""
    return found if found.text else replace(found, text=found.claim.text)

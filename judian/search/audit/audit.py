"""The audit of a draft: every claim of its passages, each with the outcome of its check."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from judian.core import deadlines
from judian.search.audit.articles import check_article
from judian.search.audit.citations import check_citation, documents_titled
from judian.search.audit.claims import claims_of
from judian.search.audit.context import AuditContext
from judian.search.audit.figures import check_figure
from judian.search.audit.quotations import check_quotation
from judian.search.quotes.verify import QuoteVerifier
from judian.search.replies.audits import AuditReply, ClaimKind
from judian.zh.text.analyze import squeezed_fold

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
#: Documents of one title in which a quotation is sought.
_MOST_TITLED = 8


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
    found: list[Finding] = []
    for claim in deadlines.checked(claims):
        if claim.kind is ClaimKind.QUOTATION:
            found.append(check_quotation(context, claim, _cited(context, claim, claims)))
        elif claim.kind is ClaimKind.FIGURE:
            found.append(check_figure(context, claim))
        elif claim.kind is ClaimKind.ARTICLE:
            found.append(check_article(context, claim))
        else:
            found.append(check_citation(context, claim))
    return [_of_draft(one) for one in found]


def _cited(context: AuditContext, quotation: Claim, claims: Sequence[Claim]) -> list[str]:
    """The documents that the title right before or behind a quotation names, [] without one."""
    for claim in claims:
        if claim.kind is ClaimKind.CITATION and claim.passage.id == quotation.passage.id:
            gap = max(claim.start - quotation.end, quotation.start - claim.end)
            if 0 <= gap <= _NEAR:
                titled = documents_titled(context, squeezed_fold(claim.text.strip("《》")))
                return [info.id for info in titled[:_MOST_TITLED]]
    return []


def _of_draft(found: Finding) -> Finding:
    """The finding; differences are shown for the words of the draft that were compared."""
    return found if found.text else replace(found, text=found.claim.text)

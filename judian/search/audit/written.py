"""The audit of a draft in words and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from judian.search.quotes.written import differences_json, in_none, place_json
from judian.search.replies.audits import ClaimKind, Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from judian.core.model import Passage
    from judian.search.quotes.written import Holder, Link
    from judian.search.replies.audits import AuditReply, Finding

Json = dict[str, Any]

OUTCOMES: Mapping[Outcome, Mapping[str, str]] = {
    Outcome.VERIFIED: {"zh": "相符", "en": "verified"},
    Outcome.DIFFERS: {"zh": "不符", "en": "differs"},
    Outcome.NOT_FOUND: {"zh": "找不到", "en": "not found"},
    Outcome.NOT_CHECKABLE: {"zh": "無法核對", "en": "not checkable"},
}

CLAIMS: Mapping[ClaimKind, Mapping[str, str]] = {
    ClaimKind.QUOTATION: {"zh": "引文", "en": "quotation"},
    ClaimKind.FIGURE: {"zh": "數字", "en": "figure"},
    ClaimKind.ARTICLE: {"zh": "條約法規", "en": "treaty or statute"},
    ClaimKind.CITATION: {"zh": "引註", "en": "citation"},
}


def reason(found: Finding, language: str) -> str:
    """Why a claim has its outcome."""
    return found.reason_zh if language == "zh" else found.reason_en


def comment(found: Finding, language: str) -> str:
    """A finding as a comment in the margin of the draft."""
    lines = [f"{OUTCOMES[found.outcome][language]}：{reason(found, language)}"]
    if found.outcome is Outcome.DIFFERS and found.source:
        lines.append(f"「{found.source}」")
    if found.place is not None:
        lines.append(found.place.citation)
    return "\n".join(lines)


def audit_json(reply: AuditReply, language: str, link: Link, collection: Holder = in_none) -> Json:
    """The reply as JSON; messages in `language`."""
    return {
        "counts": {str(outcome): reply.count(outcome) for outcome in Outcome},
        "complete": not reply.cut,
        "findings": [_finding_json(found, language, link, collection) for found in reply.findings],
        "generation": reply.generation,
        "took_ms": round(reply.took_ms, 1),
    }


def _finding_json(found: Finding, language: str, link: Link, collection: Holder) -> Json:
    claim = found.claim
    return {
        "kind": str(claim.kind),
        "outcome": str(found.outcome),
        "reason": reason(found, language),
        "claim": claim.text,
        "paragraph": claim.passage.paragraph,
        "page": claim.passage.page,
        "start": claim.passage.start + claim.start,
        "end": claim.passage.start + claim.end,
        "compared": found.text,
        "place": place_json(found.place, link, collection) if found.place else None,
        "source": found.source,
        "differences": differences_json(found.differences, language),
    }


def numbered(reply: AuditReply, passage: Passage) -> list[tuple[int, Finding]]:
    """The findings about a passage of the draft with their numbers, which count from 1."""
    return [
        (number, found)
        for number, found in enumerate(reply.findings, 1)
        if found.claim.passage.id == passage.id
    ]

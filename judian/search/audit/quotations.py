"""Is a quotation of a draft verbatim in the collection, and in the report that is cited for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.search.audit.context import finding
from judian.search.audit.dated_names import stated_there
from judian.search.quotes.written import KINDS
from judian.search.replies.audits import Outcome
from judian.search.replies.quotes import QuoteVerdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.search.audit.context import AuditContext
    from judian.search.replies.audits import Claim, Finding
    from judian.search.replies.quotes import QuoteReply

_SAME = (QuoteVerdict.VERBATIM, QuoteVerdict.SPELLING)
_VERBATIM = ("逐字相符", "verbatim")
_SPELLING = (
    "文字相同，僅數字寫法或標點不同",
    "the same words; only the spelling of numbers or punctuation differs",
)
_NOT_FOUND = ("館藏中找不到這段文字", "no passage says this")
_OTHER_DATE = (
    "文字相符，但館藏該處沒有草稿所寫的日期或次別",
    "verbatim, but not beside the date or ordinal that the draft has",
)
_ELSEWHERE = (
    "文字相符，但出自另一份文件，不是所引的文件",
    "verbatim, but in another document than the one cited",
)


def check_quotation(context: AuditContext, claim: Claim, cited: Sequence[str]) -> Finding:
    """The finding about a quotation; `cited` are the ids of the documents that the title
    cited for it names, () for none."""
    reply = context.verifier.verify(claim.text)
    if reply.verdict is QuoteVerdict.NOT_CHECKABLE:
        return finding(claim, Outcome.NOT_CHECKABLE, (reply.reason_zh, reply.reason_en))
    if reply.verdict is QuoteVerdict.NOT_FOUND:
        return finding(claim, Outcome.NOT_FOUND, _NOT_FOUND)
    if reply.verdict is QuoteVerdict.DIFFERS:
        return finding(claim, Outcome.DIFFERS, _what_differs(reply), reply=reply)
    if cited and all(place.document.id not in cited for place in reply.places):
        inside = [context.verifier.verify(claim.text, doc_id) for doc_id in cited]
        held = [one for one in inside if one.verdict in _SAME]
        if not held:
            return finding(claim, Outcome.DIFFERS, _ELSEWHERE, reply=reply)
        reply = held[0]
    if not stated_there(claim, reply.places):
        return finding(claim, Outcome.NOT_FOUND, _OTHER_DATE, reply=reply)
    reason = _VERBATIM if reply.verdict is QuoteVerdict.VERBATIM else _SPELLING
    return finding(claim, Outcome.VERIFIED, reason, reply=reply)


def _what_differs(reply: QuoteReply) -> tuple[str, str]:
    kinds = list(dict.fromkeys(one.kind for one in reply.differences))
    zh = "、".join(KINDS[kind]["zh"] for kind in kinds)
    en = ", ".join(KINDS[kind]["en"] for kind in kinds)
    return f"與館藏原文不同：{zh}", f"not as the collection has it: {en}"

"""The words of a claim set against the nearest words of the collection.

A writer who takes a sentence from a report mostly keeps its clause; what was changed in it is then
seen character by character, as in a quotation.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from judian.search.quotes.form import content_length, form_of
from judian.search.replies.quotes import HARMLESS, DifferenceKind, QuoteReply, QuoteVerdict
from judian.zh.text.fold import fold

if TYPE_CHECKING:
    from judian.search.audit.context import AuditContext
    from judian.search.replies.quotes import QuoteDifference

#: Fewest characters of a clause that is compared as a whole; a shorter one stands in many reports.
LEAST_CLAUSE = 8
#: Share of the characters of a clause that the nearest passage must have to be about the same.
SAME_SUBJECT = 0.8
#: Words whose presence changes nothing, folded: 共計486件 and 486件.
_EMPTY = frozenset(fold("共計合總為達之的了則並即有是約於在及與和等其該係乃已經度間所又亦"))


class Comparison(StrEnum):
    """What a clause and the nearest words of the collection are to each other."""

    SAME = "same"
    OTHER_VALUE = "other_value"  # the same words with another number or article
    OTHER = "other"  # the same subject, said otherwise: nothing follows
    NONE = "none"


def compare(
    context: AuditContext, text: str, start: int, end: int
) -> tuple[Comparison, QuoteReply]:
    """Compare `text` with the collection; `[start, end)` is the value or the article in it."""
    reply = context.verifier.verify(text)
    if content_length(form_of(text)) < LEAST_CLAUSE:
        return Comparison.NONE, reply
    if reply.verdict in (QuoteVerdict.VERBATIM, QuoteVerdict.SPELLING):
        return Comparison.SAME, reply
    if reply.verdict is not QuoteVerdict.DIFFERS or reply.similarity < SAME_SUBJECT:
        return Comparison.NONE, reply
    counted = [d for d in reply.differences if not _is_empty(d)]
    if not counted:
        return Comparison.SAME, reply
    touching = [d for d in counted if d.start < max(end, start + 1) and d.end > start]
    values = (DifferenceKind.NUMBER, DifferenceKind.DATE)
    if len(touching) == len(counted) == 1 and touching[0].kind in values:
        return Comparison.OTHER_VALUE, reply
    return Comparison.OTHER, reply


def _is_empty(one: QuoteDifference) -> bool:
    """True if a difference is of spelling, punctuation or empty words only."""
    if one.kind in HARMLESS:
        return True
    if one.kind not in (DifferenceKind.ADDED, DifferenceKind.OMITTED, DifferenceKind.WORDING):
        return False
    return all(char in _EMPTY or not char.isalnum() for char in fold(one.quoted + one.source))

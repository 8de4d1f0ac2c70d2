"""Is a figure of a draft in the collection: the same number of the same thing at the same time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.search.audit import clauses
from judian.search.audit.conflicts import same_value
from judian.search.audit.context import finding
from judian.search.audit.figure_matches import Said, agrees, candidates, stated_at
from judian.search.audit.rounding import rounds_to
from judian.search.audit.statements import Comparison, compare
from judian.search.replies.audits import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from judian.search.audit.context import AuditContext
    from judian.search.audit.figure_matches import Candidate
    from judian.search.replies.audits import Claim, Finding
    from judian.search.replies.quotes import QuotePlace
    from judian.zh.figures.extraction import Figure

_SAME = ("館藏有相同的敘述", "the collection says the same")
_SAME_FIGURE = ("館藏有相同的數字、單位、對象與時期", "same number, unit, subject and period")
_ROUNDED = (
    "草稿的數字是館藏數字的概數",
    "the number of the draft is that of the collection, rounded",
)
_OTHER_VALUE = ("館藏同一敘述的數字不同", "the collection gives another number")
_NOT_FOUND = (
    "在館藏中找不到就同一對象、同一時期說這個數字的文句",
    "no passage was found that gives this number for this subject and period",
)
_OTHER_WORDS = (
    "館藏有這個數字，但用語不同，是否說同一件事未能判定，請對照",
    "the collection has this number in other words; whether of the same thing was not decided",
)
_NO_SUBJECT = (
    "看不出這個數字說的是什麼，無法核對",
    "the draft does not say what this number measures",
)


def check_figure(context: AuditContext, claim: Claim) -> Finding:
    """The finding about a figure of the draft."""
    text = claim.passage.text
    figure = next(f for f in claim.passage.figures if f.start == claim.start)
    start, end = clauses.clause(text, claim.start, claim.end)
    comparison, reply = compare(context, text[start:end], claim.start - start, claim.end - start)
    said = Said.of(claim.passage, figure)
    places = reply.places or ((reply.nearest,) if reply.nearest else ())
    if comparison is Comparison.SAME and agrees(said, places):
        return finding(claim, Outcome.VERIFIED, _SAME, reply=reply)
    if not said.near:
        return finding(claim, Outcome.NOT_CHECKABLE, _NO_SUBJECT)
    found = list(candidates(context, said))
    for fits, reason in ((same_value, _SAME_FIGURE), (rounds_to, _ROUNDED)):
        place = _place_of_same(context, said, found, fits)
        if place is not None:
            return finding(claim, Outcome.VERIFIED, reason, place=place)
    if comparison is Comparison.OTHER_VALUE:
        if agrees(said, places, rounds_to):
            return finding(claim, Outcome.VERIFIED, _ROUNDED, reply=reply)
        if not any(rounds_to(one, figure) for one in stated_at(places)):
            return finding(claim, Outcome.DIFFERS, _OTHER_VALUE, reply=reply)
    return _in_other_words(context, claim, said, found)


def _place_of_same(
    context: AuditContext,
    said: Said,
    found: Sequence[Candidate],
    fits: Callable[[Figure, Figure], bool],
) -> QuotePlace | None:
    """The place of the first number that fits that of the draft and is of the same thing."""
    for one in found:
        is_same = fits(one.figure, said.figure) and one.is_same(said)
        if is_same and not one.is_outdone(said, found):
            return one.place(context)
    return None


def _in_other_words(
    context: AuditContext, claim: Claim, said: Said, found: Sequence[Candidate]
) -> Finding:
    """The finding about a number that no text gives in the words of the draft."""
    figure = said.figure
    for one in found:
        if same_value(one.figure, figure) and one.is_likely(said, found):
            return finding(claim, Outcome.VERIFIED, _SAME_FIGURE, place=one.place(context))
    for one in found:
        if _is_other(one.figure, figure) and one.is_exactly(said):
            return finding(claim, Outcome.DIFFERS, _OTHER_VALUE, place=one.place(context))
    alike = [one for one in found if not _is_other(one.figure, figure) and one.is_alike(said)]
    if alike:
        nearest = max(alike, key=lambda one: one.fit(said))
        return finding(claim, Outcome.NOT_FOUND, _OTHER_WORDS, place=nearest.place(context))
    return finding(claim, Outcome.NOT_FOUND, _NOT_FOUND)


def _is_other(found: Figure, stated: Figure) -> bool:
    """True if a number of the collection is neither that of the draft nor one that rounds to it."""
    return not same_value(found, stated) and not rounds_to(found, stated)

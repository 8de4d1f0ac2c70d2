"""Names and measures of one kind that differ in front: 淡水線 and 板橋線, 罰款金額 and 決標金額.

Where what the question names stands nowhere around a candidate, and its sentence names another of
the kind, the candidate is about that one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.search.answers.scoring.term_match import term_match
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    import re

    from judian.search.answers.scoring.evidence import Evidence

#: Two characters in front of a noun that names or measures one of several of a kind.
_KIND = compiled(
    "(?P<own>[一-鿿]{2})(?P<kind>線(?![上下索路條段性])|園區|水庫|分局|分署|分院|分校|大橋|隧道|金額|件數|人數|戶數|面積)"
)
#: What stands in front of such a noun and tells nothing apart.
_PLAIN = compiled("[的之條各該本其些哪幾個總年此]|路線|航線|管線|公里|合計|工程|計畫|全部")
#: The least match of a term that stands for the two characters.
_NAMED = 0.6


def is_of_rival_name(evidence: Evidence) -> bool:
    """True if the question names one of a kind that is nowhere around the candidate, while its
    sentence names another one before it."""
    question, context = evidence.question, evidence.candidate.context
    low, _ = evidence.sentence
    before = context.text[low : evidence.candidate.start]
    zones = evidence.zones
    for asked in _KIND.finditer(question.text):
        if _PLAIN.search(asked["own"]):
            continue
        stated = [m for m in _KIND.finditer(before) if m["kind"] == asked["kind"]]
        if not stated or set(stated[-1]["own"]) & set(asked["own"]):
            continue
        around = (
            f"{context.text}\n{zones.outline}\n{zones.headers}\n{zones.caption}\n{zones.lead_in}"
        )
        if asked["own"] not in around and not _says_otherwise(evidence, asked, around):
            return True
    return False


def _says_otherwise(evidence: Evidence, asked: re.Match[str], around: str) -> bool:
    """True if a text has another word for what stands in front of the noun."""
    start, end = asked.span("own")
    return any(
        term.start < end and start < term.end and term_match(term, around) >= _NAMED
        for term in evidence.question.terms
    )

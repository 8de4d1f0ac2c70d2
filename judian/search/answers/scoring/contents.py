"""Candidates with the same content: the same value in the same kind of unit, or the same text.

506人 and 506名 say the same; that two passages say so makes it likelier.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from judian.search.answers.question.units import unit_class
from judian.zh.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.search.answers.candidates.candidate import Candidate
    from judian.search.answers.scoring.score import ScoredCandidate

#: A passage agrees with the best of the same content if its candidate scores at least this share.
AGREES = 0.8


def content_of(candidate: Candidate) -> tuple[object, ...]:
    """What a candidate says: equal for candidates that would answer the same."""
    if isinstance(candidate.value, Decimal):
        unit = unit_class(candidate.unit) or fold(candidate.unit or "")
        return candidate.value, candidate.value_high, unit
    if candidate.value is not None:
        return (candidate.value,)
    return text_of(candidate), candidate.texts


def text_of(candidate: Candidate) -> str:
    """The folded text of a candidate."""
    return candidate.context.text[candidate.start : candidate.end]


def distinct(candidates: Sequence[ScoredCandidate]) -> list[ScoredCandidate]:
    """The first of the candidates (best first) of each content, with the passages that agree."""
    first: dict[tuple[object, ...], ScoredCandidate] = {}
    passages: dict[tuple[object, ...], set[str]] = {}
    for scored in candidates:
        content = content_of(scored.candidate)
        best = first.setdefault(content, scored)
        if scored.candidate.defines and not best.candidate.defines and not scored.is_ruled_out:
            first[content] = scored  # The same words by their form.
        agrees = scored.score >= AGREES * best.score
        if agrees and not scored.conflicts and not scored.is_vetoed:
            passages.setdefault(content, set()).add(scored.candidate.context.hit.id)
    return [
        replace(scored, passages=frozenset(passages.get(content, ())))
        for content, scored in first.items()
    ]

"""Values that differ from document to document, or from period to period, under equal conditions.

Of two reports that give two numbers for what is asked neither is the answer. Nothing is decided
then: the values stand side by side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.search.answers.passage_words import overlaps
from judian.search.answers.question.units import unit_class
from judian.search.answers.scoring.confidence import is_accepted
from judian.zh.entities.categories import words
from judian.zh.text.analyze import squeezed_fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.search.answers.candidates.candidate import Candidate
    from judian.search.answers.question.model import QuestionModel
    from judian.search.answers.scoring.score import ScoredCandidate

#: The least probability of a value, as a share of that of the best one, with which it stands
#: beside it. Rivals under equal conditions get equal probabilities.
EQUAL = 0.8
#: Most values that are shown side by side.
MOST = 4
#: The least share of common words of two measures of one thing.
SAME_MEASURE = 0.5
#: The kinds of numbers and dates, of which only one can be right.
NUMBERS = frozenset(("figure", "table", "date", "citation"))
#: Rules that say that a passage does not mention all that the question names.
LACKING = ("missing_required", "missing_noun")


def variants_of(
    question: QuestionModel, candidates: Sequence[ScoredCandidate]
) -> list[ScoredCandidate]:
    """The best candidate (of `candidates`, best first) with those that state another value of the
    same measure for another document or period as surely; [] without such, or if all together are
    not sure enough to be an answer."""
    if not candidates or candidates[0].candidate.kind not in NUMBERS:
        return []
    best = candidates[0]
    if any(rule.name in LACKING for rule in best.rules):
        return []
    found = [best]
    for scored in candidates[1:]:
        if scored.score < EQUAL * best.score or len(found) == MOST:
            break
        if _is_equal(best, scored) and all(_differs(question, scored, one) for one in found):
            found.append(scored)
    likely = sum(scored.score for scored in found)
    return found if len(found) > 1 and is_accepted(best, likely) else []


def differ_by_period(variants: Sequence[ScoredCandidate]) -> bool:
    """True if the values are true of different periods: no document contradicts another."""
    first, *others = (scored.candidate for scored in variants)
    return all(_are_apart(first, other) for other in others)


def _is_equal(left: ScoredCandidate, right: ScoredCandidate) -> bool:
    """True if two candidates meet the question in the same way."""
    rules = [{rule.name for rule in scored.rules} for scored in (left, right)]
    return (
        rules[0] == rules[1]
        and not left.conflicts
        and set(left.missing) == set(right.missing)
        and _is_same_measure(left.candidate, right.candidate)
    )


def _is_same_measure(left: Candidate, right: Candidate) -> bool:
    if unit_class(left.unit) != unit_class(right.unit):
        return False
    one, other = (_words(c.measure or _clause(c)) for c in (left, right))
    return len(one & other) >= SAME_MEASURE * len(one | other)


def _clause(candidate: Candidate) -> str:
    low, high = candidate.context.sentence_of(candidate.start)
    return candidate.context.text[low:high]


def _words(text: str) -> set[str]:
    return {word for word, _, _ in words(squeezed_fold(text)) if len(word) > 1}


def _differs(question: QuestionModel, left: ScoredCandidate, right: ScoredCandidate) -> bool:
    """True if two candidates are of two documents, or of two periods that the question does not
    choose from."""
    one, other = left.candidate, right.candidate
    if not question.periods and _are_apart(one, other):
        return True
    return one.context.hit.document.id != other.context.hit.document.id


def _are_apart(left: Candidate, right: Candidate) -> bool:
    return (
        bool(left.periods)
        and bool(right.periods)
        and not any(overlaps(one, other) for one in left.periods for other in right.periods)
    )

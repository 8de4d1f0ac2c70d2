"""Candidates whose form alone shows that they are the answer: the definition of the asked name.

What the scorer learned of clauses says little of them: 「童工：指…」 shares one word with the
question, and so do many passages that use the word and do not define it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.search.answers.question.named_statutes import is_named, named_statutes
from judian.search.answers.scoring.contents import text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.search.answers.question.model import QuestionModel
    from judian.search.answers.scoring.score import ScoredCandidate

#: The least probability of a candidate by its form. Of 21 definitions that questions of
#: evals/questions (not the held-out files) and 248 over public documents find so, all are right;
#: 21 are too few to show them as certain.
SURE = 0.9


def sure_by_form(
    question: QuestionModel, candidates: Sequence[ScoredCandidate]
) -> ScoredCandidate | None:
    """The candidate that is the answer by its form: the only definition of the longest asked name
    that is defined, in the statute that the question names or, if that has none, in any document.
    None without one, and if texts define the name in different ways."""
    defining = [s for s in candidates if s.candidate.defines and not s.is_ruled_out]
    longest = max((len(s.candidate.defines) for s in defining), default=0)
    defining = [s for s in defining if len(s.candidate.defines) == longest]
    statutes = named_statutes(question)
    named = [s for s in defining if is_named(_title(s), question, statutes)]
    defining = named or defining
    texts = {text_of(scored.candidate) for scored in defining}
    is_one = all(left in right or right in left for left in texts for right in texts)
    return max(defining, key=_extent, default=None) if is_one else None


def _extent(scored: ScoredCandidate) -> tuple[int, float]:
    candidate = scored.candidate
    return candidate.end - candidate.start, scored.score


def _title(scored: ScoredCandidate) -> str:
    return scored.candidate.context.hit.document.title

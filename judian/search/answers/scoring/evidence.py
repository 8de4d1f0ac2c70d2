"""The evidence that the rules of contradiction are applied to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from judian.search.answers.candidates.candidate import Candidate
    from judian.search.answers.candidates.context import Zones
    from judian.search.answers.question.model import QuestionModel


@dataclass(frozen=True, slots=True)
class Evidence:
    """A candidate with the zones around it and the question that it may answer."""

    question: QuestionModel
    candidate: Candidate
    zones: Zones

    @property
    def is_number(self) -> bool:
        """True for figures and dates."""
        return self.candidate.kind in ("figure", "table", "date")

    @property
    def sentence(self) -> tuple[int, int]:
        """The span of the sentence that holds the candidate."""
        return self.candidate.context.sentence_of(self.candidate.start)

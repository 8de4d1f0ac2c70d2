"""Which proposers make the candidates of each answer type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from judian.search.answers.candidates import (
    articles,
    definition_forms,
    document_facts,
    lists,
    names,
    numbers,
    open_spans,
    reasons,
    spans,
    tagged,
)
from judian.search.answers.scoring import cells
from judian.zh.questions.forms import AnswerType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.search.answers.candidates.candidate import Candidate
    from judian.search.answers.candidates.context import CandidateContext
    from judian.search.answers.question.model import QuestionModel


class Propose(Protocol):
    """A proposer of candidates; its name becomes their source."""

    __name__: str

    def __call__(
        self, question: QuestionModel, context: CandidateContext, /
    ) -> Iterator[Candidate]:
        """Yield the candidates of one passage."""
        ...


#: The proposers of candidates for each answer type.
PROPOSERS: dict[AnswerType, tuple[Propose, ...]] = {
    AnswerType.FIGURE: (numbers.figures,),
    AnswerType.DATE: (
        document_facts.document_dates,
        document_facts.document_periods,
        numbers.dates,
    ),
    AnswerType.LIST: (
        lists.enumerations,
        lists.runs,
        lists.inline,
        lists.counted,
        lists.named,
        lists.clauses,
        definition_forms.definitions_of_name,
    ),
    AnswerType.PLACE: (
        names.names,
        tagged.tagged,
        open_spans.open_spans,
        definition_forms.definitions_of_name,
    ),
    AnswerType.PERSON: (
        names.names,
        tagged.tagged,
        document_facts.document_agencies,
        open_spans.open_spans,
        definition_forms.definitions_of_name,
    ),
    AnswerType.ORGANISATION: (
        names.names,
        tagged.tagged,
        document_facts.document_agencies,
        open_spans.open_spans,
        definition_forms.definitions_of_name,
    ),
    AnswerType.ENTITY: (
        cells.lookups,
        names.names,
        tagged.tagged,
        definition_forms.definitions_by_form,
        spans.meanings,
        open_spans.open_spans,
    ),
    AnswerType.INSTRUMENT: (names.names,),
    AnswerType.ARTICLE: (articles.articles,),
    AnswerType.DEFINITION: (definition_forms.definitions_by_form, spans.definitions),
    AnswerType.REASON: (reasons.reasons, spans.sentences),
    AnswerType.MANNER: (reasons.reasons, spans.definitions, spans.sentences),
    AnswerType.WHETHER: (spans.sentences,),
}


#: Proposers of clauses, not of names.
CLAUSES: tuple[Propose, ...] = (definition_forms.definitions_by_form, spans.meanings)

"""Candidates for names that have no form to go by, from the tagger in the best sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.search.answers.candidates.names import (
    MAX_NAME,
    WRONG_TYPE,
    is_asked,
    named,
    wants_role,
)
from judian.zh.questions.forms import AnswerType
from judian.zh.questions.name_types import ORGANISATION, PLACE, TITLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from judian.search.answers.candidates.candidate import Candidate
    from judian.search.answers.candidates.context import CandidateContext
    from judian.search.answers.question.model import QuestionModel

#: The form of each kind of name for a type of answer; a kind that is left out is not proposed. 誰
#: may be an organisation, and 哪裡 the seat of one.
FORMS: Mapping[AnswerType, Mapping[str, float]] = {
    AnswerType.PERSON: {"person": 1.0, "organisation": 0.6},
    AnswerType.PLACE: {"place": 0.75, "organisation": 0.6},
    AnswerType.ORGANISATION: {"organisation": 0.95, "place": 0.4},
    AnswerType.ENTITY: {"person": 0.5, "organisation": 0.55, "place": 0.55, "entity": 0.6},
}
#: The form of a name that ends as the noun asked for does, or is of its sort.
OF_TYPE = 0.95
#: The kinds of names of a noun's sort in `judian.zh.questions.name_types`.
_SORTS = {ORGANISATION: "organisation", PLACE: "place", TITLE: "person"}


def tagged(question: QuestionModel, context: CandidateContext) -> Iterator[Candidate]:
    """Yield the names that the tagger finds in the best sentences; none if it is not installed.

    Where the question's noun has a type (哪個【港口】) only names of that type are yielded.
    """
    focus, forms = question.focus, FORMS.get(question.answer_type, {})
    of_sort = {_SORTS[sort] for sort in focus.sorts if sort in _SORTS}
    found: dict[tuple[int, int], float] = {}
    persons = context.tagged_persons
    for name in (*persons, *(n for n in context.tagged if n.kind != "person")):
        text = context.text[name.start : name.end]
        form = forms.get(name.kind, 0.0)
        if focus.known and question.answer_type is not AnswerType.PERSON:
            of_type = name.kind in of_sort or text.endswith(focus.endings or ("\0",))
            form = OF_TYPE if of_type else 0.0
        if question.answer_type is AnswerType.PERSON and name.kind != "person":
            form = min(form, WRONG_TYPE) if wants_role(question) else form
        if form and len(text) <= MAX_NAME and not is_asked(text, question.text):
            found[name.start, name.end] = form
    yield from named(question, context, found)

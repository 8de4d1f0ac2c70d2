"""The likeliest passages of a question, read by the reader and by the user's own model."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from judian.search.answers.own_model.request import PASSAGES as SENT_PASSAGES
from judian.search.answers.reader.reader import PASSAGES as READ_PASSAGES
from judian.search.answers.refusals import input_refusal
from judian.zh.questions.forms import AnswerType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.search.answers.candidates.context import CandidateContext
    from judian.search.answers.own_model.model import OwnModel, Pointing
    from judian.search.answers.question.model import QuestionModel
    from judian.search.answers.reader.reader import Reader
    from judian.search.answers.reader.spans import Reading
    from judian.search.answers.scoring.overlap import Overlap

#: The answer types whose answers lie within one clause.
_IN_CLAUSE = (
    AnswerType.ARTICLE,
    AnswerType.FIGURE,
    AnswerType.DATE,
    AnswerType.PERSON,
    AnswerType.ORGANISATION,
    AnswerType.PLACE,
)


def read(
    question: QuestionModel,
    contexts: Sequence[CandidateContext],
    reader: Reader | None,
    overlap: Overlap,
    likelihoods: Sequence[float],
) -> Reading | None:
    """What the reader says about the passages that are likeliest to hold the answer; None without a
    reader, and for a text that asks nothing."""
    if reader is None or question.answer_type is AnswerType.NOTHING:
        return None
    places = likeliest(likelihoods, READ_PASSAGES)
    chosen = [contexts[at] for at in places]
    in_clause = question.answer_type in _IN_CLAUSE
    return reader.read(question.text, chosen, overlap.rarity, in_clause=in_clause).at(places)


def likeliest(likelihoods: Sequence[float], most: int) -> list[int]:
    """The numbers of up to `most` passages, the likeliest first."""
    return sorted(range(len(likelihoods)), key=lambda at: (-likelihoods[at], at))[:most]


def point(
    question: QuestionModel,
    contexts: Sequence[CandidateContext],
    own_model: OwnModel | None,
    likelihoods: Sequence[float],
) -> Pointing | None:
    """Where the user's own model points in the likeliest passages; None without one, without a
    passage and for a text that is refused whatever the passages say: nothing is sent for it."""
    if own_model is None or not contexts or input_refusal(question) is not None:
        return None
    places = likeliest(likelihoods, SENT_PASSAGES)
    pointing = own_model.point(question.typed, [contexts[at] for at in places])
    spans = tuple(replace(span, context=places[span.context]) for span in pointing.spans)
    return replace(pointing, spans=spans)

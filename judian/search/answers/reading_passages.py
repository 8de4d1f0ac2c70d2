"""The best passages of a question, read by the reader and by the user's own model."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from judian.search.answers.own_model.request import PASSAGES as SENT_PASSAGES
from judian.search.answers.reader.reader import FIRST
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
    from judian.search.answers.scoring.score import ScoredCandidate

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
    scored: Sequence[ScoredCandidate] = (),
) -> Reading | None:
    """What the reader says about the first passages, those of the best candidates of `scored`, and
    those that share most with the question; None without a reader, and for a text that asks
    nothing."""
    if reader is None or question.answer_type is AnswerType.NOTHING:
        return None
    places = read_places(contexts, overlap, scored)
    chosen = [contexts[at] for at in places]
    in_clause = question.answer_type in _IN_CLAUSE
    return reader.read(question.text, chosen, overlap.rarity, in_clause=in_clause).at(places)


#: The first passages that are read whatever they hold; the other ones are first those of the best
#: candidates by formula and rules, at most so many.
READ_FIRST, OF_CANDIDATES = 2, 3


def read_places(
    contexts: Sequence[CandidateContext], overlap: Overlap, scored: Sequence[ScoredCandidate]
) -> list[int]:
    """The numbers of the passages that are read: the first found, those of the best candidates, and
    of the others those that `best_places` gives."""
    numbers = {id(context): number for number, context in enumerate(contexts)}
    best = (numbers[id(s.candidate.context)] for s in scored if not s.is_vetoed)
    of_candidates = list(dict.fromkeys(best))[:OF_CANDIDATES]
    order = [*range(min(READ_FIRST, len(contexts))), *of_candidates]
    order += best_places(contexts, overlap, READ_PASSAGES)
    return list(dict.fromkeys(order))[:READ_PASSAGES]


def best_places(contexts: Sequence[CandidateContext], overlap: Overlap, most: int) -> list[int]:
    """The numbers of up to `most` passages: the FIRST ones found, then those that share most with
    the question."""
    further = sorted(
        range(FIRST, len(contexts)), key=lambda at: -overlap.of_passage(contexts[at]).pairs
    )
    return [*range(min(FIRST, len(contexts))), *further[: most - FIRST]]


def point(
    question: QuestionModel,
    contexts: Sequence[CandidateContext],
    own_model: OwnModel | None,
    overlap: Overlap,
) -> Pointing | None:
    """Where the user's own model points in the best passages; None without one, without a passage
    and for a text that is refused whatever the passages say: nothing is sent for it."""
    if own_model is None or not contexts or input_refusal(question) is not None:
        return None
    places = best_places(contexts, overlap, SENT_PASSAGES)
    pointing = own_model.point(question.typed, [contexts[at] for at in places])
    spans = tuple(replace(span, context=places[span.context]) for span in pointing.spans)
    return replace(pointing, spans=spans)

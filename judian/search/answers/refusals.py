"""Refusals: the reasons why a question gets no answer, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.search.answers.question.operations import COMPUTED
from judian.search.answers.scoring.confidence import ACCEPT
from judian.search.replies.results import Hit, Refusal
from judian.zh.questions.forms import AnswerType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.search.answers.question.model import QuestionModel
    from judian.search.answers.scoring.score import ScoredCandidate

NOT_A_QUESTION = Refusal(
    "not_a_question",
    "this is no question; the passages that hold the words follow",
    "這不是問句；以下是含有這些字詞的段落",
)
NOTHING_ASKED_ABOUT = Refusal(
    "nothing_asked_about",
    "the question names nothing to look for",
    "問句沒有可供查找的詞",
)
NO_PASSAGE = Refusal(
    "no_passage",
    "no passage of the collection holds the words of the question",
    "館藏中沒有段落含有問句中的字詞",
)
NO_CANDIDATE = Refusal(
    "no_candidate",
    "the nearest passages hold nothing of the kind that is asked for",
    "最接近的段落中沒有所問類型的內容",
)
UNSURE = Refusal(
    "unsure",
    "no passage answers this clearly enough",
    "沒有段落足夠明確地回答這個問題",
)

NOT_COMPUTED = Refusal(
    "not_computed",
    "no complete values were found from which this could be computed",
    "沒有找到足以計算的完整數值",
)


def _contradicted(names: str) -> Refusal:
    return Refusal(
        "contradicted",
        f"the nearest passages speak of another case than {names}",
        f"最接近的段落所說的並非「{names}」",
    )


def _not_stated(names: str) -> Refusal:
    return Refusal(
        "not_said",
        f"no passage says this together with: {names}",
        f"沒有段落同時提到：{names}",
    )


def input_refusal(question: QuestionModel) -> Refusal | None:
    """The refusal of keywords and of questions without content; None for other questions."""
    if question.answer_type is AnswerType.NOTHING:
        return NOT_A_QUESTION
    if not question.terms and not question.constraints:
        return NOTHING_ASKED_ABOUT
    return None


def evidence_refusal(
    question: QuestionModel, hits: Sequence[Hit], candidates: Sequence[ScoredCandidate]
) -> Refusal | None:
    """The reason why no candidate (best first) is accepted; None if the best one is."""
    if not hits:
        return NO_PASSAGE
    if not candidates:
        return NO_CANDIDATE
    best = candidates[0]
    if best.score >= ACCEPT[best.candidate.kind]:
        return None
    if question.operation.kind in COMPUTED and not best.conflicts:
        return NOT_COMPUTED
    if best.conflicts:
        return _contradicted("、".join(dict.fromkeys(best.conflicts)))
    if best.missing:
        return _not_stated(
            "、".join(
                question.as_written(term.start, term.end)
                for term in question.terms
                if term.text in best.missing
            )
        )
    return UNSURE

"""The best sentences of all passages retrieved for a question, by the words that they share.

Open spans and tagged names are proposed only there: elsewhere they would be many and seldom right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.zh.text.analyze import analyze

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.search.answers.candidates.context import CandidateContext
    from judian.search.answers.question.model import QuestionModel, QuestionTerm

#: Sentences that count as the best. On DRCD's development questions the right sentence is the first
#: in 78 %, among the first 5 in 92 % and among the first 8 in 95 %.
SENTENCES = 8
#: The worth of a term that only the rest of its passage holds, and of a paraphrase, where one in
#: the sentence is 1; the worth of the best score of the engine. Swept from 0 to 0.6 on the same
#: questions; each value from 0.3 on was as good.
ELSEWHERE, PARAPHRASE, RANK = 0.4, 0.8, 0.3


def mark_best_sentences(question: QuestionModel, contexts: Sequence[CandidateContext]) -> None:
    """Write to each context which of its sentences are among the SENTENCES best of all.

    The row of a table is one sentence. Ties go to the passage found first.
    """
    greatest = max((c.hit.score for c in contexts), default=0.0) or 1.0
    rated = []
    for context in contexts:
        outline = f"{context.outline}\n{context.lead_in}\n{_headers(context)}"
        around = [_held(term, f"{context.text}\n{outline}") for term in question.terms]
        base = RANK * context.hit.score / greatest
        for low, high in _units(context):
            sentence = context.text[low:high]
            score = base + sum(
                term.weight * max(ELSEWHERE * there, _held(term, sentence))
                for term, there in zip(question.terms, around, strict=True)
                if there
            )
            rated.append((-score, context.rank, low, high, context))
    rated.sort(key=lambda row: row[:3])
    for context in contexts:
        context.best_places = ()
    for place, (_, _, low, high, context) in enumerate(rated[:SENTENCES]):
        context.best_places = (*context.best_places, (place, low, high))


def _units(context: CandidateContext) -> Sequence[tuple[int, int]]:
    return [(0, len(context.text))] if context.is_row else context.sentences


def _headers(context: CandidateContext) -> str:
    """The headers of a row's cells, folded, one a line; "" in prose."""
    table = context.hit.passage.table
    if table is None:
        return ""
    names = {header for cell in table.cells for header in (*cell.column, *cell.row)}
    return "\n".join((context.caption, *(analyze(name).folded for name in sorted(names))))


def _held(term: QuestionTerm, text: str) -> float:
    """The worth of a term in a text: 1, PARAPHRASE or 0."""
    if any(name in text for name in term.names):
        return 1.0
    return PARAPHRASE if any(name in text for name in term.paraphrases) else 0.0

"""Searching the terms of a batch one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from judian.search.replies.results import Problem
from judian.search.requests.values import SearchRequest
from judian.zh.questions.forms import AnswerType, read
from judian.zh.text.analyze import squeezed_fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from judian.search.replies.results import AnswerReply, Hit, SearchReply

#: Characters of a term, as of a query.
MAX_TERM = 2_000
#: Best passages of a term: how many are given unless it is said, and the most.
BEST, MOST_BEST = 3, 10


class Searcher(Protocol):
    """What a batch needs of `judian.search.service.Service`."""

    def search(self, request: SearchRequest, /) -> SearchReply: ...

    def answer(self, question: str) -> AnswerReply: ...


@dataclass(frozen=True, slots=True)
class BatchRow:
    """What was found for a term, which is the `number`th from 1.

    `passages` and `documents` count all hits, `best` are the first of them; the counts are None
    for a term that was not searched, which `problems` explains. `answer` is the answer or refusal
    of a question, None for keywords.
    """

    number: int
    term: str
    understood: str
    problems: tuple[Problem, ...]
    passages: int | None
    documents: int | None
    best: tuple[Hit, ...]
    answer: AnswerReply | None


def run_batch(
    searcher: Searcher, terms: Iterable[str], *, best: int = BEST, answers: bool = True
) -> Iterator[BatchRow]:
    """A row for each of the terms, made when it is asked for, with up to `best` passages; without
    `answers` questions are searched only. Raises the errors of the index."""
    for number, term in enumerate(terms, 1):
        if len(term) > MAX_TERM:
            yield BatchRow(number, term, "", (_too_long(term),), None, None, (), None)
            continue
        found = searcher.search(SearchRequest(term, size=max(best, 1), other_words=False))
        # Answering looks through passages before it says that keywords ask nothing.
        is_question = answers and read(squeezed_fold(term)).answer_type is not AnswerType.NOTHING
        reply = searcher.answer(term) if is_question else None
        yield BatchRow(
            number=number,
            term=term,
            understood=found.query.understood,
            problems=found.query.problems,
            passages=found.total,
            documents=found.documents,
            best=found.hits[:best],
            answer=reply if reply is not None and reply.is_question else None,
        )


def _too_long(term: str) -> Problem:
    return Problem(
        MAX_TERM,
        f"it has {len(term):,} characters, at most {MAX_TERM:,} are searched; it was not searched",
        f"共 {len(term):,} 字，最多 {MAX_TERM:,} 字，未檢索",
    )

"""The candidates that spans of the reader stand for."""

from __future__ import annotations

import pytest

from judian.search.answers.candidates.context import CandidateContext
from judian.search.answers.question.analysis import analyze_question
from judian.search.answers.reader.marked import candidates_at
from judian.search.answers.reader.spans import ReaderSpan
from tests.judian.search.answers.test_lists import hit_of

TEXT = "七個締約國中，有二國聲明保留，即東澳及北灣。"


@pytest.mark.parametrize(
    ("question", "marked", "items"),
    [
        ("哪兩個國家保留？", "二國聲明", None),
        ("哪兩個國家保留？", "東澳及北灣", ("東澳", "北灣")),
        ("哪三個國家保留？", "東澳及北灣", None),
        ("哪些國家保留？", "二國聲明", ("二國聲明",)),
    ],
)
def test_a_list_has_as_many_items_as_are_asked_for(
    question: str, marked: str, items: tuple[str, ...] | None
) -> None:
    context = CandidateContext(hit_of(TEXT))
    start = TEXT.index(marked)
    span = ReaderSpan(0, start, start + len(marked), 0.9)
    found = candidates_at(analyze_question(question, lambda _word: 0.5), context, span, "reader")
    shown = [tuple(context.squeezed[s:e] for s, e in one.items) for one in found]
    assert shown == ([] if items is None else [items])


@pytest.mark.parametrize(
    ("question", "marked", "count"),
    [
        ("聲明保留的有多少國家？", "聲明保留", 0),  # no words answer 多少
        ("誰聲明保留？", "東澳", 1),
    ],
)
def test_words_are_no_answer_to_how_many(question: str, marked: str, count: int) -> None:
    context = CandidateContext(hit_of(TEXT))
    start = TEXT.index(marked)
    span = ReaderSpan(0, start, start + len(marked), 0.9)
    found = candidates_at(analyze_question(question, lambda _word: 0.5), context, span, "reader")
    assert sum(1 for _ in found) == count

"""A name is given as a whole where the reader marks more of it than its form shows."""

from __future__ import annotations

import pytest

from judian.search.answers.candidates.candidate import Candidate
from judian.search.answers.candidates.context import CandidateContext
from judian.search.answers.scoring.score import ScoredCandidate
from judian.search.answers.scoring.whole_names import whole_name_first
from tests.judian.search.answers.test_lists import hit_of

TEXT = "本案委託北濱改建工程局代辦，專戶設於東岬土地銀行南澳分行，由工程局林專員經管。"


def scored(context: CandidateContext, text: str, score: float, source: str) -> ScoredCandidate:
    start = TEXT.index(text)
    return ScoredCandidate(
        Candidate(context, start, start + len(text), "entity", 1.0, source=source), score
    )


@pytest.mark.parametrize(
    ("part", "longer", "whole"),
    [
        ("工程局", "北濱改建工程局", "北濱改建工程局"),
        ("東岬土地銀行", "東岬土地銀行南澳分行", "東岬土地銀行南澳分行"),
        # A verb before the name, another name behind it, and a clause are no part of it.
        ("北濱改建工程局", "委託北濱改建工程局", "北濱改建工程局"),
        ("北濱改建工程局", "北濱改建工程局代辦", "北濱改建工程局"),
        ("工程局", "本案委託北濱改建工程局代辦，專戶設於東岬土地銀行", "工程局"),
    ],
)
def test_the_longest_name_is_given(part: str, longer: str, whole: str) -> None:
    context = CandidateContext(hit_of(TEXT))
    ranked = [scored(context, part, 0.8, "names"), scored(context, longer, 0.7, "reader")]
    best = whole_name_first(ranked)[0]
    assert context.squeezed[best.candidate.start : best.candidate.end] == whole
    assert best.score == 0.8


def test_a_name_that_is_much_less_likely_is_not_given() -> None:
    context = CandidateContext(hit_of(TEXT))
    ranked = [
        scored(context, "工程局", 0.8, "names"),
        scored(context, "北濱改建工程局", 0.3, "reader"),
    ]
    assert whole_name_first(ranked)[0] is ranked[0]
    other = scored(CandidateContext(hit_of(TEXT)), "北濱改建工程局", 0.7, "reader")
    assert whole_name_first([ranked[0], other])[0] is ranked[0]
    assert whole_name_first([]) == []

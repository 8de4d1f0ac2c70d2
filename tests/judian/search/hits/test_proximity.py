"""Nearness moves hits up; it loses none and is decided as a naive reading of it would."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.core.engine import PassageEntry, Scored, Snapshot
from judian.core.matching import occurrences
from judian.engines.memory import MemoryEngine
from judian.search.hits.proximity import (
    RERANKED,
    WINDOW,
    WINDOW_SHARE,
    rerank,
    term_weights,
    window_share,
)
from judian.zh.text.analyze import analyze

if TYPE_CHECKING:
    from collections.abc import Mapping


def snapshot(*texts: str) -> Snapshot:
    """A collection of these texts; the first has the id a."""
    engine = MemoryEngine()
    with engine.writer() as writer:
        entries = []
        for number, text in enumerate(texts):
            found = analyze(text)
            id_ = chr(ord("a") + number) if number < 26 else f"z{number:03}"
            entries.append(PassageEntry(id_, "d", found.terms, found.squeezed, found.folded))
        writer.add_passages(entries)
        writer.commit()
    return engine.snapshot()


def naive_share(folded: str, weights: Mapping[str, float]) -> float:
    """The best of all windows, one at each character."""
    best = 0.0
    for start in range(len(folded)):
        inside = sum(
            weight
            for unit, weight in weights.items()
            if any(
                start <= at and at + len(unit) <= start + WINDOW for at in occurrences(folded, unit)
            )
        )
        best = max(best, inside)
    return best


@given(
    st.lists(st.sampled_from(["甲乙", "丙", "18", "k", "，", "一" * 15, "二" * 37]), max_size=14),
    st.dictionaries(
        st.sampled_from(["甲", "甲乙", "乙丙", "18", "k", "一一"]), st.integers(1, 5), max_size=4
    ),
)
def test_window_share_is_that_of_the_best_window(parts: list[str], weights: dict[str, int]) -> None:
    folded = "".join(parts)
    exact = {unit: float(weight) for unit, weight in weights.items()}
    assert window_share(folded, exact) == naive_share(folded, exact)


@pytest.mark.parametrize(("gap", "together"), [(WINDOW - 4, True), (WINDOW - 3, False)])
def test_the_window_holds_both_words_or_not(gap: int, together: bool) -> None:
    text = "山區" + "一" * gap + "搜救"
    assert window_share(text, {"山區": 1.0, "搜救": 2.0}) == (3.0 if together else 2.0)


def test_a_hit_with_the_words_together_comes_first() -> None:
    apart = "山区" + "一" * 60 + "搜救"
    found = rerank(
        snapshot(apart, "山区搜救"), [Scored("a", 2.0), Scored("b", 1.9)], ["山区", "搜救"]
    )
    assert [hit.id for hit in found] == ["b", "a"]
    assert found[0].score == pytest.approx(1.9 * (1 + WINDOW_SHARE))


def test_ties_are_decided_by_id() -> None:
    collection = snapshot("山区", "山区", "山区")
    hits = [Scored("c", 1.0), Scored("a", 1.0), Scored("b", 1.0)]
    assert [hit.id for hit in rerank(collection, hits, ["山区"])] == ["a", "b", "c"]


#: Texts of all kinds of nearness.
MIXED = snapshot(*("山区" + "一" * (n * 7 % 60) + "搜救" * (n % 3) for n in range(RERANKED + 5)))


@given(st.permutations(range(RERANKED + 5)), st.integers(0, RERANKED + 5))
def test_no_hit_is_lost_and_only_the_first_ones_move(order: list[int], count: int) -> None:
    ids = MIXED.passage_ids("d")
    hits = [Scored(ids[n], 10.0 - position / 10) for position, n in enumerate(order)][:count]
    found = rerank(MIXED, hits, ["山区", "搜救"])
    assert {hit.id for hit in found[:RERANKED]} == {hit.id for hit in hits[:RERANKED]}
    assert found[RERANKED:] == hits[RERANKED:]
    scores = [hit.score for hit in found[:RERANKED]]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("units", [[], ["海关"]])
def test_without_a_word_to_be_near_the_order_stays(units: list[str]) -> None:
    hits = [Scored("b", 1.0), Scored("a", 1.0)]
    assert rerank(snapshot("山区", "山区搜救"), hits, units) == hits


def test_rare_terms_have_more_weight_and_unknown_ones_none() -> None:
    collection = snapshot("山区搜救", "山区", "山区道路")
    weights = term_weights(collection, ["山区", "搜救", "海关", "山区"])
    assert weights.keys() == {"山区", "搜救"}
    assert weights["搜救"] > weights["山区"] > 0


def test_pairs_of_latin_words_are_terms_too() -> None:
    collection = snapshot("UN Convention against Crime", "UN report on a Convention")
    assert term_weights(collection, ["un convention"])
    found = rerank(collection, [Scored("b", 1.0), Scored("a", 1.0)], ["un convention"])
    assert [hit.id for hit in found] == ["a", "b"]

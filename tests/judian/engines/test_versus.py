"""Every engine answers as the naive one does, on generated collections and queries."""

from __future__ import annotations

import math
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from judian.core.query import (
    Everything,
    Not,
    Query,
    ScoredTerm,
    Terms,
)
from judian.engines.registry import FACTORIES, open_engine
from judian.engines.whoosh import (
    completion,
    facets,
    filters,
    policy,
    ranking,
    terms,
    view,
    writer,
)
from tests.judian.engines.building import IDENTITY, passage
from tests.judian.engines.generated import CHANGES, QUERIES, TERMS, WORDS, Change, passages

if TYPE_CHECKING:
    from collections.abc import Callable

    from judian.core.engine import Engine, PassageEntry, Results, Snapshot


def state_of(snapshot: Snapshot) -> object:
    """All that can be asked without a query."""
    documents = snapshot.documents()
    ids = {doc_id: snapshot.passage_ids(doc_id) for doc_id in "abcde"}
    all_ids = [one for doc_id in ids for one in ids[doc_id]]
    return (
        snapshot.passage_count,
        documents,
        [snapshot.document(doc_id) for doc_id in "abcde"],
        ids,
        snapshot.payloads([*all_ids, "no"]),
        snapshot.texts([*all_ids, "no"]),
        snapshot.copies([*all_ids, "no"]),
        [snapshot.frequency("words", word) for word in WORDS],
        snapshot.complete("words", "甲", 2),
        snapshot.complete("year", "", 9),
        snapshot.complete("pairs", "", 3),
        snapshot.complete("agency", "", 300),
        snapshot.frequencies([(f, w) for f in ("words", "pairs", "year") for w in (*WORDS, "no")]),
    )


def _assert_alike(found: Results, expected: Results) -> None:
    """The same hits in the same order; scores may be rounded."""
    assert [hit.id for hit in found.hits] == [hit.id for hit in expected.hits]
    assert [h.score for h in found.hits] == pytest.approx([h.score for h in expected.hits])
    assert (found.total, found.facets) == (expected.total, expected.facets)
    assert found.places == expected.places


#: Every embedded engine but the oracle; `opensearch.test_random_trees` has the other.
_STORED = sorted(FACTORIES.keys() - {"memory", "opensearch"})


def _compare(check: Callable[[Engine, Engine], None]) -> None:
    """Run a check on the oracle and each of the other engines, over empty folders."""
    for name in _STORED:
        with TemporaryDirectory() as folder:
            check(
                open_engine("memory", Path(folder), IDENTITY),
                open_engine(name, Path(folder) / "index", IDENTITY),
            )


@pytest.fixture(autouse=True)
def _small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a handful of passages makes several segments, tiers and rough scores."""
    monkeypatch.setattr(policy, "_SMALLEST", 4)
    monkeypatch.setattr(policy, "_RATIO", 2)
    monkeypatch.setattr(ranking, "_FEW", 2)
    monkeypatch.setattr(facets, "_FEW", 2)
    monkeypatch.setattr(writer, "_SWIFT_MERGE", 8)
    # So that few of anything take the way of many.
    monkeypatch.setattr(completion, "_MANY", 4)
    monkeypatch.setattr(filters, "_MANY_VALUES", 2)
    monkeypatch.setattr(view, "_MANY", 8)
    monkeypatch.setattr(terms, "_FEW_TEXTS", 3)


@settings(deadline=None, max_examples=80)
@given(st.lists(CHANGES, min_size=1, max_size=5), st.lists(QUERIES, min_size=1, max_size=6))
def test_engines_agree_with_the_oracle(changes: list[Change], queries: list[Query]) -> None:
    def check(naive: Engine, stored: Engine) -> None:
        for engine in (naive, stored):
            present: dict[str, str] = {}
            for change in changes:
                with engine.writer() as to:
                    change.apply(to, present)
                    to.commit()
        left, right = naive.snapshot(), stored.snapshot()
        assert state_of(right) == state_of(left)
        for query in queries:
            for options in (
                {"limit": 3, "facets": ("year", "agency", "doc")},
                {"limit": 4, "offset": 2, "sort": "date"},
                {"limit": 4, "offset": 1, "sort": "document"},
                {"limit": 100},
                {"limit": 0},
            ):
                _assert_alike(right.search(query, **options), left.search(query, **options))  # type: ignore[arg-type]
        assert stored.verify() == []

    _compare(check)


def test_matches_without_a_score_stay_whatever_the_floor() -> None:
    """The passages that do not match have the only scores."""
    entries = [passage(f"a#{n}", "甲/乙" if n % 3 else "丙") for n in range(12)]
    matching = Not(Terms((("words", "丙"),)))
    query = Query(matching, (ScoredTerm("words", "丙"),), 0.5)

    def check(naive: Engine, stored: Engine) -> None:
        for engine in (naive, stored):
            with engine.writer() as to:
                to.add_passages(entries)
                to.commit()
        found = stored.snapshot().search(query, limit=99)
        assert found.total == 8
        _assert_alike(found, naive.snapshot().search(query, limit=99))

    _compare(check)


_RANKED = st.lists(
    st.tuples(TERMS, st.sampled_from((1.0, 0.5, 0.8 / 3**0.5))), min_size=1, max_size=6
)


@settings(deadline=None, max_examples=25)
@given(st.lists(passages(), min_size=20, max_size=40, unique_by=lambda entry: entry.id), _RANKED)
def test_the_floor_cuts_at_the_same_hit(
    entries: list[PassageEntry], ranked: list[tuple[tuple[str, str], float]]
) -> None:
    terms = tuple(ScoredTerm(*term, weight) for term, weight in ranked)

    def check(naive: Engine, stored: Engine) -> None:
        for engine in (naive, stored):
            for half in (entries[::2], entries[1::2]):
                with engine.writer() as to:
                    to.add_passages(half)
                    to.commit()
        left, right = naive.snapshot(), stored.snapshot()
        scores = [hit.score for hit in left.search(Query(Everything(), terms), limit=99).hits]
        if scores[0] == 0:
            return
        for share in {score / scores[0] for score in scores}:
            for floor in (share, math.nextafter(share, 0), math.nextafter(share, 1), share * 0.99):
                query = Query(Everything(), terms, floor)
                _assert_alike(right.search(query, limit=7), left.search(query, limit=7))

    _compare(check)

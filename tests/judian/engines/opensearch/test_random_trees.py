"""The cluster answers as the naive engine does, on generated collections and queries.

Lucene adds up in single precision. So hits whose scores differ by less than that may change places,
and queries whose floor lies that near to a score are left out.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from judian.engines.opensearch import compaction, snapshot
from tests.judian.engines.generated import CHANGES, QUERIES
from tests.judian.engines.opening import CLUSTER, opened
from tests.judian.engines.test_versus import state_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from judian.core.engine import Engine, Results, Snapshot
    from judian.core.query import Query

pytestmark = pytest.mark.skipif(not CLUSTER, reason="`make test-cluster` runs this")

T = TypeVar("T")
Pair = tuple["Snapshot", "Snapshot"]

_SINGLE = 3e-7
_OPTIONS: tuple[dict[str, object], ...] = (
    {"limit": 100, "facets": ("year", "agency", "doc")},
    {"limit": 4, "offset": 2, "sort": "document"},
    {"limit": 100, "sort": "date"},
    {"limit": 0},
)


def _drawn(strategy: st.SearchStrategy[T], at: int) -> T:
    """The `at`-th example of a strategy, always the same."""
    found: list[T] = []

    @settings(max_examples=at, phases=[Phase.generate], database=None, derandomize=True,
              suppress_health_check=list(HealthCheck), deadline=None)  # fmt: skip
    @given(strategy)
    def take(value: T) -> None:
        found.append(value)

    take()
    return found[-1]


@pytest.fixture(scope="module", params=[12, 25])
def pair(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Pair]:
    """(naive, cluster): the same collection after the same changes."""
    folder: Path = tmp_path_factory.mktemp("pair")
    changes = _drawn(st.lists(CHANGES, min_size=5, max_size=6), request.param)
    limits = pytest.MonkeyPatch()
    limits.setattr(compaction, "HIDDEN_SHARE", 0.0)  # so that nothing hidden is counted
    limits.setattr(compaction, "MAX_PARTS", 3)
    limits.setattr(snapshot, "WINDOW", 3)
    with opened("memory", folder) as naive, opened("opensearch", folder) as cluster:
        for engine in (naive, cluster):
            _apply(engine, changes)
        assert cluster.verify() == []
        yield naive.snapshot(), cluster.snapshot()
    limits.undo()


def _apply(engine: Engine, changes: object) -> None:
    present: dict[str, str] = {}
    for change in changes:  # type: ignore[attr-defined]
        with engine.writer() as to:
            change.apply(to, present)
            to.commit()


def test_the_stored_values_are_the_same(pair: Pair) -> None:
    naive, cluster = pair
    assert state_of(cluster) == state_of(naive)


@settings(deadline=None, max_examples=300, suppress_health_check=list(HealthCheck))
@given(QUERIES, st.sampled_from(_OPTIONS))
def test_hits_are_the_same(pair: Pair, query: Query, options: dict[str, object]) -> None:
    naive, cluster = pair
    expected = naive.search(query, **options)  # type: ignore[arg-type]
    for share in (1 - _SINGLE, 1 + _SINGLE):
        near = naive.search(replace(query, floor=query.floor * share), limit=0)
        if (near.total, near.places) != (expected.total, expected.places):
            return
    if _has_near_ties(naive, query):
        query = replace(query, once="")
        options = {"limit": 100, "sort": "document", "facets": ("year",)}
        expected = naive.search(query, **options)  # type: ignore[arg-type]
    _assert_alike(cluster.search(query, **options), expected)  # type: ignore[arg-type]


def _has_near_ties(naive: Snapshot, query: Query) -> bool:
    """True if two scores differ by no more than rounding to single precision accounts for."""
    hits = naive.search(replace(query, once="", floor=0.0), limit=1000).hits
    scores = sorted({hit.score for hit in hits})
    return any(0 < high - low <= _SINGLE * high for low, high in pairwise(scores))


def _assert_alike(found: Results, expected: Results) -> None:
    assert [hit.id for hit in found.hits] == [hit.id for hit in expected.hits]
    scores = [hit.score for hit in expected.hits]
    assert [hit.score for hit in found.hits] == pytest.approx(scores, rel=1e-6)
    assert (found.total, found.places) == (expected.total, expected.places)
    assert found.facets == expected.facets


def test_contributions_add_up_to_the_score(pair: Pair) -> None:
    naive, cluster = pair
    query = _drawn(QUERIES.filter(lambda q: len(q.terms) > 2), 5)
    ids = [hit.id for hit in naive.search(replace(query, floor=0.0), limit=9).hits]
    ids = ids or naive.passage_ids("a")
    expected = naive.contributions(query.terms, [*ids, "none"])
    found = cluster.contributions(query.terms, [*ids, "none"])
    for one, other in zip(found, expected, strict=True):
        assert one == pytest.approx(other, rel=1e-6)

"""The cheap way to ask a large collection: the same hits by one request, and how many about."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from judian.core.errors import EngineUnavailable
from judian.core.query import Key, Query, ScoredTerm, Terms
from judian.engines.opensearch import engine as engine_module
from judian.engines.opensearch import estimates
from judian.engines.opensearch.client import CallFailed, Client
from judian.engines.opensearch.options import Options
from tests.judian.engines.building import passage
from tests.judian.engines.opening import CLUSTER, opened
from tests.judian.engines.opensearch.server import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.core.engine import Engine

on_a_cluster = pytest.mark.skipif(not CLUSTER, reason="`make test-cluster` runs this")
WORDS = ["甲乙", "丙丁", "戊己", "庚辛", "壬癸", "子丑", "寅卯", "辰巳", "午未", "申酉"]
PASSAGES = 300


def _query(*words: str, floor: float = 0.2, once: str = "") -> Query:
    terms = tuple(("words", word) for word in words)
    return Query(Terms(terms), tuple(ScoredTerm(*term) for term in terms), floor, once=once)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Passages of one to six words, every tenth of them a copy of the one before."""
    chance = random.Random(7)
    with opened("opensearch", tmp_path_factory.mktemp("estimates") / "index") as engine:
        with engine.writer() as to:
            text = ""
            for number in range(PASSAGES):
                if number % 10 != 9:
                    text = "/".join(chance.choices(WORDS, k=chance.randint(1, 6)))
                keys = {"agency": [WORDS[number % 3]]}
                entry = passage(f"a{number % 7}#{number:03}", text, keys=keys)
                copy = number // 10 + 1 if number % 10 > 7 else 0
                to.add_passages([replace(entry, copy=copy << 50)])
            to.commit()
        yield engine


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a few hundred passages are a large collection, and all of them the sample."""
    monkeypatch.setattr(estimates, "LARGE", 1)


@on_a_cluster
@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("once", ["", "copy"])
def test_hits_are_the_same_as_where_all_are_counted(filled: Engine, once: str) -> None:
    chance = random.Random(11)
    snapshot = filled.snapshot()
    estimated = 0
    for _ in range(60):
        query = _query(*chance.sample(WORDS, chance.randint(1, 5)), once=once)
        if chance.random() < 0.3:
            query = replace(query, behind=(("words", chance.choice(WORDS)),))
        if chance.random() < 0.3:
            query = replace(query, filter=Terms(query.filter.terms[:1]))  # type: ignore[union-attr]
        offset, limit = chance.choice(((0, 5), (0, 20), (10, 10), (40, 30), (0, 280)))
        facets = ("agency", "doc", "no such field")
        cheap = snapshot.search(query, limit=limit, offset=offset, facets=facets)
        exact = snapshot.search(query, limit=limit, offset=offset, facets=facets, exact_counts=True)
        assert [hit.id for hit in cheap.hits] == [hit.id for hit in exact.hits]
        assert [h.score for h in cheap.hits] == pytest.approx([h.score for h in exact.hits])
        assert exact.total_is_exact
        if cheap.total_is_exact:
            assert cheap == exact
        else:
            estimated += 1
            assert 0.8 * exact.places <= cheap.places <= 1.25 * exact.places
            assert offset + len(cheap.hits) <= cheap.total <= cheap.places
            assert cheap.facets["no such field"] == ()
            assert {key for key, _ in cheap.facets["agency"]} <= set(WORDS[:3])
    assert estimated > 20


@pytest.mark.parametrize(("once", "rows"), [("", 20), ("copy", 35)])
def test_records_that_nobody_wants_are_not_asked_for(once: str, rows: int) -> None:
    query = _query("甲乙", once=once)
    assert estimates.hits_request(query, {}, 20, stored=True)["size"] == rows
    found = [
        {"_id": str(n), "_score": 9.0 - n / 100, "fields": {"group": [n]}} for n in range(rows)
    ]
    assert estimates.kept(query, found, 20) == (found, False)
    assert estimates.kept(query, found[:-1], 20) == (found[:-1], True)


@on_a_cluster
@pytest.mark.usefixtures("large")
def test_a_question_is_one_request(filled: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_module, "LOOK_SECONDS", 60.0)
    asked: list[str] = []
    original = Client.call

    def noted(self: Client, method: str, path: str, *given: object, **more: object) -> object:
        asked.append(path)
        return original(self, method, path, *given, **more)  # type: ignore[arg-type]

    assert filled.snapshot().passage_count == PASSAGES
    monkeypatch.setattr(Client, "call", noted)
    found = filled.snapshot().search(_query("甲乙", "丙丁"), limit=5, facets=("agency",))
    ids = [hit.id for hit in found.hits]
    assert len(filled.snapshot().texts(ids)) == len(filled.snapshot().payloads(ids)) == 5
    assert asked == ["/_msearch"]


@on_a_cluster
@pytest.mark.usefixtures("large")
def test_what_is_cheap_to_count_is_counted(filled: Engine) -> None:
    snapshot = filled.snapshot()
    for query in (_query("甲乙", floor=0.0), Query(Key("agency", ("甲乙",)))):
        assert snapshot.search(query, limit=5).total_is_exact
    assert snapshot.search(_query("甲乙"), limit=5, sort="date").total_is_exact
    assert snapshot.search(_query("甲乙"), limit=0).total_is_exact
    assert snapshot.search(_query("甲乙"), limit=5, exact_counts=True).total_is_exact


@on_a_cluster
def test_what_is_small_is_counted(filled: Engine) -> None:
    assert filled.snapshot().search(_query("甲乙", "丙丁"), limit=5).total_is_exact


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0.2, 1), (7.4, 7), (99.4, 99), (104, 100), (4_745, 4_700), (1.26e6, 1.3e6)],
)
def test_an_estimate_has_two_digits(number: float, shown: float) -> None:
    assert estimates.rounded(number) == shown


def _several(*replies: dict[str, object]) -> bytes:
    return json.dumps({"responses": replies}).encode()


def _refused(status: int, kind: str) -> dict[str, object]:
    return {"status": status, "error": {"type": kind, "reason": "no"}}


def test_one_of_several_searches_that_fails_fails_all() -> None:
    good: dict[str, object] = {"status": 200, "hits": {"hits": [{"_source": {"error": "text"}}]}}
    waiting = [_several(good, _refused(503, "no_shard_available_action_exception"))]

    def answer(_method: str, _path: str, body: bytes) -> tuple[int, bytes]:
        if body == b"bad\n":
            return 200, _several(good, _refused(400, "parsing_exception"))
        if body == b"never\n":
            return 200, _several(_refused(429, "circuit_breaking_exception"), good)
        return 200, waiting.pop() if waiting else _several(good, good)

    with serving(answer) as host:
        client = Client(Options(hosts=(host,), timeout=2.0))
        assert len(client.call("POST", "/_msearch", b"later\n")["responses"]) == 2
        assert not waiting
        with pytest.raises(CallFailed, match="400 parsing_exception"):
            client.call("POST", "/_msearch", b"bad\n")
        with pytest.raises(EngineUnavailable, match="429"):
            client.call("POST", "/_msearch", b"never\n", seconds=0.5)
        client.close()

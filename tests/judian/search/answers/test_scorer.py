"""The learned scorer: its file, its probabilities and its features."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from judian.search.answers.scoring.confidence import confidence, is_accepted
from judian.search.answers.scoring.feature_table import ARTICLE, FEATURES, KINDS
from judian.search.answers.scoring.features import features_of
from judian.search.answers.scoring.scorer import (
    MODEL,
    READ,
    UNREAD,
    KindScorer,
    Scorer,
    joined,
    shares,
    shipped_scorer,
)
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.search.service import Service

REPORT = """# 112年海事年報

112年本署查獲走私漁船506艘，其中我國籍230艘，外國籍276艘。111年查獲走私漁船480艘。

112年查獲走私漁船506隻，移送檢察署偵辦。查獲地點以東港、南澳及安平為主。

| 分署 | 112年 | 111年 |
| --- | --- | --- |
| 北部分署 | 120 | 110 |
| 南部分署 | 386 | 370 |
"""
QUESTIONS = (
    "112年查獲幾艘走私漁船？",
    "111年查獲走私漁船多少艘？",
    "南部分署112年查獲幾艘走私漁船？",
    "查獲走私漁船的地點有哪些？",
    "哪一年的海事年報？",
    "本署查獲什麼？",
    "為什麼查獲漁船？",
    "什麼是走私漁船？",
    "誰查獲走私漁船？",
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    opened = service_over(tmp_path_factory.mktemp("scorer"), {"a.md": REPORT})
    yield opened
    opened.close()


def kind_scorer(**changes: object) -> dict[str, object]:
    entry = {"bias": -1.0, "weights": {"coverage": 2.0}, "typical": {"coverage": 0.5}}
    return {**entry, "slope": 1.0, "offset": 0.0, "bar": 0.6, **changes}


def model(**kinds: dict[str, object]) -> dict[str, object]:
    plain = {kind: kind_scorer() for kind in KINDS}
    return {"card": {}, "kinds": {**plain, **kinds}, "without_reader": plain}


def test_every_feature_stays_in_its_range_and_none_is_missing(service: Service) -> None:
    seen = set()
    for question in QUESTIONS:
        found = service.candidates(question)
        for scored, values in zip(
            found.candidates, features_of(found, found.candidates), strict=True
        ):
            seen.add(scored.candidate.kind)
            assert values.keys() == FEATURES.keys()
            for name, value in values.items():
                assert FEATURES[name].low <= value <= FEATURES[name].high, (question, name, value)
    assert seen >= {"figure", "table", "list", "date", "passage"}


def test_the_probabilities_are_shares_beside_saying_nothing() -> None:
    assert shares([]) == []
    assert shares([0.0]) == [0.5]
    assert shares([0.0, math.log(2)]) == pytest.approx([0.25, 0.5])
    assert shares([800.0, 0.0])[0] == pytest.approx(1.0)
    assert shares([-800.0]) == [0.0]


def test_a_candidate_is_weighed_by_its_kind() -> None:
    scorer = Scorer.from_json(model(date=kind_scorer(bias=1.0, weights={"coverage": -1.0})))
    assert scorer.kinds["figure"].utility({"coverage": 1.0}) == 1.0
    assert scorer.kinds["date"].utility({"coverage": 1.0}) == 0.0


@pytest.mark.parametrize(
    ("kind", "asks_article", "bias"),
    [("entity", 1.0, 3.0), ("entity", 0.0, -1.0), ("date", 1.0, -1.0)],
)
def test_an_article_that_is_asked_for_has_a_scorer_of_its_own(
    kind: str, asks_article: float, bias: float
) -> None:
    scorer = Scorer.from_json(model(article=kind_scorer(bias=3.0)))
    assert scorer.of(kind, {"reader_used": 1.0, "asks_article": asks_article}).bias == bias


def test_what_is_decisive_is_measured_from_a_typical_right_answer() -> None:
    scorer = Scorer.from_json(model()).kinds["figure"]
    assert scorer.decisive({"coverage": 0.25}) == {"coverage": -0.5}
    assert scorer.contributions({"coverage": 0.25}) == {"coverage": 0.5}


def test_a_model_with_an_unknown_feature_or_without_a_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="beauty"):
        Scorer.from_json(model(figure=kind_scorer(weights={"beauty": 1.0})))
    short = model()
    del short["kinds"]["list"]  # type: ignore[attr-defined]
    with pytest.raises(ValueError, match="kinds"):
        Scorer.from_json(short)


def test_confidence_is_a_logistic_curve_of_the_logit() -> None:
    curve = KindScorer(0.0, {}, {}, slope=2.0, offset=1.0, bar=0.5)
    assert curve.confidence(0.5) == pytest.approx(1 / (1 + math.exp(-1)))
    assert curve.confidence(1e-12) == 0.01
    assert curve.confidence(1.0) == 0.99


@pytest.mark.parametrize("used", [0.0, 1.0])
@pytest.mark.parametrize("kind", KINDS)
def test_confidence_grows_with_the_probability_and_decides(
    service: Service, kind: str, used: float
) -> None:
    made = service.candidates(QUESTIONS[0]).candidates[0]
    own = "entity" if kind == ARTICLE else kind
    features = {"reader_used": used, "asks_article": float(kind == ARTICLE)}
    scored = replace(made, candidate=replace(made.candidate, kind=own), features=features)
    scorer = shipped_scorer()
    bar = (scorer.kinds if used else scorer.without_reader)[kind].bar
    values = [confidence(scored, share / 200) for share in range(201)]
    assert values == sorted(values)
    assert 0 < values[0] < bar <= values[-1] < 1
    assert not is_accepted(scored, 0.0)
    assert is_accepted(scored, 1.0)


def test_the_card_says_what_was_learned_and_how_well() -> None:
    card = json.loads(MODEL.read_text("utf-8"))["card"]
    for part in (READ, UNREAD):
        results = card[part]
        assert {"command", "date", "aim", "examples"} <= results.keys()
        measures = results["collections_left_out_in_turn"]["all reports"]
        assert measures.keys() >= {"right", "wrong", "refused"}
        for row in results["reliability"]:
            assert abs(row["confidence"] - row["right"]) < 0.15 or row["count"] < 60


def test_passages_that_agree_count_and_rivals_stand_against(service: Service) -> None:
    found = service.candidates("112年查獲幾艘走私漁船？")
    values = features_of(found, found.candidates)
    by_value = {
        str(s.candidate.value): own for s, own in zip(found.candidates, values, strict=True)
    }
    assert by_value["506"]["agreement"] > 0  # 506艘 and 506隻
    assert by_value["230"]["agreement"] == 0
    assert by_value["506"]["lead"] > 0 > by_value["230"]["lead"]
    assert by_value["230"]["neighbours"] > 0


def test_longer_and_shorter_spans_stand_together() -> None:
    spans = [("entity", "玉山國家公園"), ("entity", "玉山國家公園塔塔加"), ("entity", "陽明山")]
    assert joined([0.4, 0.3, 0.2], spans) == pytest.approx([0.7, 0.7, 0.2])
    figures = [("figure", "506艘"), ("figure", "506艘次")]
    assert joined([0.4, 0.3], figures) == [0.4, 0.3]


def test_a_rival_that_is_out_counts_only_where_it_leaves_doubt() -> None:
    assert shares([0.0], [[]]) == [0.5]
    assert shares([0.0], [[0.0]]) == pytest.approx([1 / 3])
    assert shares([0.0, 0.0], [[0.0], []]) == pytest.approx([0.25, 1 / 3])

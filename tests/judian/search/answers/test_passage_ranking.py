"""Which of the passages found are likeliest to hold the answer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from judian.search.answers.scoring.passage_ranking import (
    MODEL,
    PASSAGE_FEATURES,
    PassageRanker,
    log_share,
    passage_features,
    shipped_ranker,
)
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from judian.search.answers.scoring.features import Found
    from judian.search.service import Service

#: The words of the question about the table stand in many rows of another one; its own row shares
#: one word with it.
REPORT = """# 橘灣鄉公所年報

本年報說明橘灣鄉公所辦理清潔維護、道路養護及社區營造情形，鄉公所清潔隊編制23人。

表1 橘灣鄉公所清潔維護情形

| 村里 | 清潔維護次數（次） | 清運量（公噸） |
| --- | --- | --- |
| 東興村 | 12 | 310 |
| 西和村 | 48 | 905 |
| 南平村 | 7 | 122 |
"""
OTHER = """# 橙津鎮公所年報

橙津鎮公所清潔維護，清潔維護次數及清運量均較上年度增加，清潔隊編制31人。
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    sources = {"orange.md": REPORT, "tangerine.md": OTHER}
    return service_over(tmp_path_factory.mktemp("ranking"), sources)


def _features(found: Found) -> list[dict[str, float]]:
    return passage_features(found.question, found.contexts, found.overlap, found.scored)


def test_the_row_that_the_question_names_is_the_likeliest(service: Service) -> None:
    found = service.candidates("西和村的清運量是多少？")
    best = max(range(len(found.contexts)), key=found.likelihoods.__getitem__)
    assert "905" in found.contexts[best].text
    assert 0 < sum(found.likelihoods) < 1


def test_features_lie_in_their_ranges(service: Service) -> None:
    for asked in ("西和村的清運量是多少？", "清潔隊有幾個人？", "為什麼次數增加？"):
        for values in _features(service.candidates(asked)):
            assert values.keys() == {feature.name for feature in PASSAGE_FEATURES}
            for feature in PASSAGE_FEATURES:
                assert feature.low <= values[feature.name] <= feature.high, feature.name


def test_rows_are_sought_for_figures_alone(service: Service) -> None:
    assert service.candidates("西和村的清運量是多少？").rows
    assert not service.candidates("為什麼次數增加？").rows


def test_a_further_row_has_no_rank(service: Service) -> None:
    found = service.candidates("西和村的清運量是多少？")
    found.contexts[0].is_further = True
    first, second = _features(found)[:2]
    assert (first["rank"], first["is_further"]) == (0.0, 1.0)
    assert (second["rank"], second["is_further"]) == (0.5, 0.0)


def test_a_model_with_another_feature_is_refused() -> None:
    data = json.loads(MODEL.read_text("utf-8"))
    assert shipped_ranker().weights == data["weights"]
    with pytest.raises(ValueError, match="another"):
        PassageRanker.from_json({**data, "weights": {**data["weights"], "another": 1.0}})


@pytest.mark.parametrize(("likelihood", "share"), [(1.0, 0.0), (0.0, -1.0), (1e-9, -1.0)])
def test_the_logarithm_of_a_likelihood_is_a_share(likelihood: float, share: float) -> None:
    assert log_share(likelihood) == share

"""The ranker of passages is learned from those that hold the evidence."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from judian.evals.scorer.passages import (
    NAMES,
    AskedPassages,
    fit,
    left_out,
    main,
    order,
    shares_of,
    table,
    write,
)
from judian.search.answers.scoring.passage_ranking import PassageRanker

if TYPE_CHECKING:
    from pathlib import Path

_WORDS, _ROW = NAMES.index("words"), NAMES.index("is_row")


def _asked(number: int, kind: str = "figure") -> AskedPassages:
    """A question whose right passage is the third of four: the one with the most words."""
    features = np.zeros((4, len(NAMES)))
    features[:, _WORDS] = (0.1, 0.3, 0.9, 0.2)
    features[number % 4, _ROW] = 1.0
    holds = np.array([0.0, 0.0, float(kind != "none"), 0.0])
    return AskedPassages(f"report-{number}.pdf", kind, features, holds)


def test_the_feature_that_tells_the_right_passage_is_weighed() -> None:
    asked = [_asked(number) for number in range(40)]
    weights = fit(asked)
    assert weights[_WORDS] > abs(weights[_ROW])
    assert order(weights, asked[0])[0] == 2


def test_questions_without_an_answer_teach_to_say_none() -> None:
    asked = [_asked(number) for number in range(20)]
    doubting = fit([*asked, *(_asked(number, "none") for number in range(20, 60))])
    assert doubting[-1] < fit(asked)[-1]


def test_shares_count_the_first_passage_that_holds_the_evidence() -> None:
    asked = [_asked(0), _asked(1, "date"), _asked(2, "none")]
    found = [(one, np.arange(4)) for one in asked]
    assert shares_of(found) == {
        "all": [2, 0.0, 100.0, 100.0, 100.0, 100.0],
        "date": [1, 0.0, 100.0, 100.0, 100.0, 100.0],
        "figure": [1, 0.0, 100.0, 100.0, 100.0, 100.0],
    }
    assert "figure" in table("title", found)


def test_each_document_is_ordered_by_what_others_taught() -> None:
    found = left_out([_asked(number) for number in range(40)])
    assert len(found) == 40
    assert all(passages[0] == 2 for _, passages in found)


def test_the_model_file_is_read_by_the_program(tmp_path: Path) -> None:
    path = tmp_path / "passages.json"
    write(np.linspace(-1, 1, len(NAMES) + 1), {"questions": 1}, path)
    ranker = PassageRanker.from_json(json.loads(path.read_text("utf-8")))
    assert ranker.bias == 1.0
    assert ranker.weights[NAMES[0]] == -1.0
    with pytest.raises(ValueError, match="features"):
        PassageRanker.from_json({"card": {}, "bias": 0.0, "weights": {}})


def test_nothing_learns_from_held_out_questions(capsys: pytest.CaptureFixture[str]) -> None:
    given = argparse.Namespace(sets=["reports-heldout.jsonl@reports"], every=1)
    assert main(given) == 2
    assert "held out" in capsys.readouterr().err

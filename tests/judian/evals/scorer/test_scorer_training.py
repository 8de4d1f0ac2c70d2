"""Learning the scorer: the fit, what is left out, confidence and thresholds."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import pytest

from judian.evals.questions.judge import ExpectedAnswer
from judian.evals.scorer.bars import Curve, bars_of, curves_of
from judian.evals.scorer.examples import Example, RatedCandidate, read_examples, write_examples
from judian.evals.scorer.held_out import predict, predict_held_out, weights_of
from judian.evals.scorer.logit import fit, matrix_of, minimise
from judian.evals.scorer.report import by_collection, judged, reliability
from judian.evals.scorer.sources import FOLDS, Collection, fold_of, shipped_collections
from judian.evals.scorer.train import learn, write
from judian.search.answers.scoring.feature_table import FEATURES, KINDS
from judian.search.answers.scoring.scorer import READ, UNREAD, Scorer


def candidate(coverage: float, grade: float, kind: str = "figure") -> RatedCandidate:
    features = {**dict.fromkeys(FEATURES, 0.0), "coverage": coverage}
    return RatedCandidate(kind, f"{coverage}", grade, features)


def questions(collection: str, count: int, seed: int) -> list[Example]:
    """Questions whose right candidate has the greatest coverage of three; every fourth has none,
    and all its candidates little."""
    chance = random.Random(seed)
    made = []
    for number in range(count):
        is_none = number % 4 == 0
        best = 0.2 if is_none else chance.uniform(0.7, 1.0)
        rated = (
            candidate(best, 0.0 if is_none else 1.0),
            candidate(chance.uniform(0.0, 0.5), 0.0),
            candidate(chance.uniform(0.0, 0.5), 0.0),
        )
        kind = "none" if is_none else "figure"
        made.append(
            Example(
                collection,
                collection,
                f"{collection}{number}",
                "?",
                kind,
                False,
                not is_none,
                rated,
            )
        )
    return made


EXAMPLES = [*questions("a", 60, 1), *questions("b", 60, 2), *questions("c", 60, 3)]


def test_the_minimum_of_a_known_function_is_found() -> None:
    target, scale = np.array([1.0, -2.0, 3.0]), np.array([1.0, 10.0, 100.0])

    def loss(at: np.ndarray) -> tuple[float, np.ndarray]:
        return float(scale @ (at - target) ** 2), 2 * scale * (at - target)

    assert minimise(loss, np.zeros(3)) == pytest.approx(target, abs=1e-3)


def test_the_fit_prefers_what_right_candidates_have() -> None:
    fitted = fit(matrix_of(EXAMPLES), weights_of(EXAMPLES))
    assert fitted.shape == (len(KINDS), len(FEATURES) + 1)
    at = list(FEATURES).index("coverage")
    weights = fitted[KINDS.index("figure")]
    assert weights[at] > 2
    assert weights[-1] < 0  # with nothing covered, nothing is said
    assert abs(weights[list(FEATURES).index("pairs")]) < 1e-6


def test_the_better_of_two_right_spans_is_preferred() -> None:
    long, exact = candidate(0.5, 0.7), candidate(0.8, 1.0)
    made = [Example("a", "a", str(n), "?", "open", False, True, (long, exact)) for n in range(40)]
    fitted = fit(matrix_of(made), weights_of(made))
    assert predict(fitted, made)[0].text == "0.8"


def test_each_collection_is_predicted_by_the_others() -> None:
    held_out = predict_held_out(EXAMPLES)
    assert [p.example for p in held_out] == EXAMPLES
    assert sum(p.right for p in held_out) == 135
    doubtful = [p.probability for p in held_out if p.example.kind == "none"]
    assert max(doubtful) < min(p.probability for p in held_out if p.right)


def test_a_question_without_candidates_has_no_kind() -> None:
    empty = Example("a", "a", "x", "?", "none", False, False, ())
    fitted = np.zeros((len(KINDS), len(FEATURES) + 1))
    first, second = predict(fitted, [empty, EXAMPLES[1]])
    assert (first.kind, first.probability, first.right) == ("", 0.0, False)
    assert (second.kind, second.right) == ("figure", True)


def test_a_threshold_keeps_wrong_answers_under_the_aim() -> None:
    held_out = predict_held_out(EXAMPLES)
    curves = curves_of(held_out)
    found = judged(held_out, curves)
    strict, loose = bars_of(held_out, curves, 0.01), bars_of(held_out, curves, 0.5)
    assert strict["figure"] >= loose["figure"]
    assert by_collection(found, strict)["all reports"]["wrong"] <= 0.01
    assert by_collection(found, loose)["all reports"]["right"] == 1.0


def test_confidence_is_what_the_share_of_right_answers_is() -> None:
    held_out = predict_held_out(EXAMPLES)
    for row in reliability(judged(held_out, curves_of(held_out))):
        assert abs(row["confidence"] - row["right"]) < 0.25
    assert Curve()(0.3) == pytest.approx(0.3)


def test_a_written_model_is_what_was_learned(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    model = learn(EXAMPLES, 0.1, UNREAD)
    write(model, tmp_path / "scorer.json")
    assert "wrong" in capsys.readouterr().out
    read = {**model, "card": {READ: {}}, READ: {**model[UNREAD]}}
    del read[UNREAD]
    read[READ]["figure"] = {**read[READ]["figure"], "bias": 7.0}
    write(read, tmp_path / "scorer.json")
    written = json.loads((tmp_path / "scorer.json").read_text("utf-8"))
    assert written["card"].keys() == {READ, UNREAD}
    scorer = Scorer.from_json(written)
    assert scorer.of("figure", {"reader_used": 1.0, "asks_article": 0.0}).bias == 7.0
    unread = scorer.of("figure", {"reader_used": 0.0, "asks_article": 0.0})
    assert unread is scorer.without_reader["figure"] != scorer.kinds["figure"]
    low, high = candidate(0.1, 0.0).features, candidate(0.9, 1.0).features
    figure = scorer.without_reader["figure"]
    assert figure.utility(high) > figure.utility(low)
    assert [path.name for path in tmp_path.iterdir()] == ["scorer.json"]


def test_examples_are_read_as_they_were_written(tmp_path: Path) -> None:
    write_examples(tmp_path / "a.jsonl", EXAMPLES)
    assert read_examples(tmp_path / "a.jsonl") == EXAMPLES


@pytest.mark.parametrize(("name", "is_divided"), [("training-public", True), ("reports", False)])
def test_documents_of_a_large_collection_are_left_out_in_parts(
    name: str, *, is_divided: bool
) -> None:
    collection = Collection(name, Path("questions.jsonl"), Path("texts"))
    folds = {
        fold_of(collection, ExpectedAnswer("1", "？", "none", (), document=f"{number}.pdf"))
        for number in range(30)
    }
    assert len(folds) == (FOLDS if is_divided else 1)


def test_nothing_learns_from_held_out_questions() -> None:
    assert not any("heldout" in str(c.questions) for c in shipped_collections())
    assert shipped_collections()
    with pytest.raises(ValueError, match="held out"):
        Collection.of_set("x=questions-heldout.jsonl@texts")
    with pytest.raises(ValueError, match="NAME=QUESTIONS@TEXTS"):
        Collection.of_set("questions.jsonl")
    with pytest.raises(ValueError, match="NAME=FILE"):
        Collection.of_reading("questions.jsonl", 10)

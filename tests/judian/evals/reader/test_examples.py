"""Records in SQuAD's form, training examples and the measures of readings."""

from __future__ import annotations

import json
import math
import random
from typing import TYPE_CHECKING

import numpy as np
import pytest

from judian.evals.reader.card import CHECKPOINT
from judian.evals.reader.examples import LIMIT, ExampleMaker, tokens_of
from judian.evals.reader.held import only_held, without_held
from judian.evals.reader.measure import is_span_right
from judian.evals.reader.outcomes import area_under_curve, measures, outcome
from judian.evals.reader.pieces import pair_rarity
from judian.evals.reader.records import ReaderRecord
from judian.evals.reader.schedule import BATCH, Plan, Pool, batches
from judian.evals.reader.squad import read_squad
from judian.evals.reader.train import keep_checkpoint, mean_of, start_weights
from judian.search.answers.reader.inputs import PassageInput, Unit
from judian.search.answers.reader.spans import ReaderSpan, Reading
from judian.search.answers.reader.vocabulary import SPECIAL, Vocabulary

if TYPE_CHECKING:
    from pathlib import Path

    from judian.evals.reader.records import ReaderCollection

TEXTS = [
    "東岬港於民國60年開港。港區設有三座碼頭，由港務局管理。",
    "西岬港於民國75年開港。港區設有五座碼頭，由漁會管理。",
    "南岬燈塔高二十公尺，每年吸引許多遊客。",
]
QUESTIONS = {0: ("東岬港何時開港？", "民國60年"), 1: ("西岬港的碼頭由誰管理？", "漁會")}


@pytest.fixture
def collection(tmp_path: Path) -> ReaderCollection:
    """Three articles of one paragraph, two questions."""
    data = []
    for number, text in enumerate(TEXTS):
        qas = []
        if number in QUESTIONS:
            question, answer = QUESTIONS[number]
            at = text.index(answer)
            qas = [{"question": question, "answers": [{"text": answer, "answer_start": at}]}]
        data.append({"title": f"岬{number}", "paragraphs": [{"context": text, "qas": qas}]})
    path = tmp_path / "DRCD_dev.json"
    path.write_text(json.dumps({"data": data}, ensure_ascii=False), encoding="utf-8")
    return read_squad(path)


def test_the_mean_of_checkpoints_is_that_of_each_weight(tmp_path: Path) -> None:
    for number in range(3):
        keep_checkpoint(tmp_path)
        np.savez(tmp_path / CHECKPOINT, ln=np.full(2, float(number)))
    kept = sorted(path.name for path in tmp_path.iterdir())
    assert kept == ["weights-1.npz", "weights-2.npz", "weights.npz"]
    mean = mean_of([start_weights(tmp_path / name) for name in kept])
    assert mean["ln"].tolist() == [1.0, 1.0]


def test_a_file_of_another_form_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.json"
    path.write_text('{"data": [{}]}', encoding="utf-8")
    with pytest.raises(ValueError, match="SQuAD"):
        read_squad(path)


def test_a_paragraph_comes_before_its_rivals(collection: ReaderCollection) -> None:
    first = collection.records[0]
    assert first.passages[0] == "DRCD_dev-0-0"
    ((index, start, end),) = first.answers
    text = "".join(unit.text for unit in collection.passages[first.passages[index]].units)
    assert text[start:end] == "民国60年"


def test_held_articles_are_either_trained_on_or_measured(collection: ReaderCollection) -> None:
    trained, held = without_held(collection).records, only_held(collection).records
    assert len(trained) + len(held) == len(collection.records)
    assert not {r.document for r in trained} & {r.document for r in held}


def _maker(collection: ReaderCollection) -> ExampleMaker:
    characters = sorted({c for p in collection.passages.values() for u in p.units for c in u.text})
    vocabulary = Vocabulary([*((n, 0.0) for n in SPECIAL), *((c, -1.0) for c in characters)])
    rarity = pair_rarity(collection.passages.values())
    return ExampleMaker(vocabulary, collection.passages, rarity, random.Random(1))


def test_the_right_tokens_are_those_of_the_answer(collection: ReaderCollection) -> None:
    example = _maker(collection).example(collection.records[0], rivals=1)
    assert example is not None
    ((at, first, last),) = example.right
    window = example.windows[at]
    assert (window.spans[first], window.spans[last]) == ((4, 5), (8, 9))
    assert all(len(window.ids) <= LIMIT for window in example.windows)


def test_a_question_with_one_thing_changed_keeps_its_passage(
    collection: ReaderCollection,
) -> None:
    keys = collection.records[0].passages
    record = ReaderRecord("东岬港何时关港?", "date", "d", keys, (), "opposite")
    example = _maker(collection).example(record, rivals=0)
    assert example is not None
    assert len(example.windows) == 1
    assert example.right == ()


def test_a_span_that_is_not_in_the_window_has_no_tokens(collection: ReaderCollection) -> None:
    example = _maker(collection).example(collection.records[0], rivals=0)
    assert example is not None
    assert tokens_of(example.windows[0], 900, 905) is None


def test_batches_hold_about_as_many_windows(collection: ReaderCollection) -> None:
    rng = random.Random(2)
    plan = Plan(1.0, 1e-4, ((Pool(collection.records, rng), 1.0),))
    batch = next(batches(_maker(collection), plan, rng))
    assert 0 < sum(len(example.windows) for example in batch) <= BATCH + 3


UNITS = (Unit("查獲12件,", 0, 6, 0), Unit("件數: 340; ", 4, 7, 6))
PASSAGES = [PassageInput((), UNITS)]


def test_an_exact_span_a_longer_one_and_another() -> None:
    record = ReaderRecord("幾件", "figure", "d", ("p",), ((0, 2, 5),))
    exact = outcome(record, PASSAGES, Reading((ReaderSpan(0, 2, 5, 0.7),), (0.3,), 0.3))
    assert (exact.exact, exact.f1, exact.placed, exact.right) == (1, 1, 1, 0.7)
    longer = outcome(record, PASSAGES, Reading((ReaderSpan(0, 0, 5, 0.7),), (0.3,), 0.3))
    assert (longer.exact, longer.placed) == (0, 1)
    assert 0.5 < longer.f1 < 1
    other = outcome(record, PASSAGES, Reading((ReaderSpan(0, 6, 9, 0.7),), (0.3,), 0.3))
    assert (other.f1, other.placed, other.right) == (0, 0, 0)


def test_a_question_without_answer_is_right_where_nothing_is_said() -> None:
    record = ReaderRecord("幾件", "figure", "d", ("p",), (), "year")
    one = outcome(record, PASSAGES, Reading((ReaderSpan(0, 2, 5, 0.1),), (0.9,), 0.9))
    assert one.right == 0.9
    found = measures([one])
    assert found["answered"] == 0
    assert found["log_right"] == pytest.approx(math.log(0.9), abs=1e-3)


@pytest.mark.parametrize(
    ("positive", "negative", "area"),
    [([0.9, 0.8], [0.1], 1.0), ([0.5], [0.5], 0.5), ([0.2, 0.6], [0.4], 0.5)],
)
def test_area_under_the_curve(positive: list[float], negative: list[float], area: float) -> None:
    assert area_under_curve(positive, negative) == pytest.approx(area)


@pytest.mark.parametrize(
    ("given", "accepted", "right"),
    [
        ("1,204件", "1204件", True),
        ("1,204", "1,204艘次", True),
        ("1,204艘次以及其他港口之船舶總數", "1,204", False),
        ("204", "1,204艘", False),
        ("港務局", "東岬港務局", False),
    ],
)
def test_which_spans_are_right(given: str, accepted: str, right: bool) -> None:
    assert is_span_right(given, accepted) is right

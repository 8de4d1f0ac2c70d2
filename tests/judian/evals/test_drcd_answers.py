"""Answers on a collection in the format of DRCD, measured by kind of question."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

import pytest

from judian.evals.retrieval import drcd_answers
from judian.evals.retrieval.drcd import DrcdQuestion
from judian.evals.retrieval.drcd_answers import AnswerOutcome, Span

if TYPE_CHECKING:
    from pathlib import Path

BRIDGE = "青嶼大橋於1987年通車。該橋全長2,310公尺，由沈柏舟設計。"
LIBRARY = "藍鯨圖書館藏書4萬冊。"
QUESTIONS = [
    ("青嶼大橋哪一年通車？", BRIDGE, "1987年"),
    ("藍鯨圖書館藏書多少冊？", LIBRARY, "4萬冊"),
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    articles = [
        {
            "id": str(number),
            "paragraphs": [
                {
                    "context": text,
                    "qas": [
                        {
                            "question": question,
                            "answers": [{"text": answer, "answer_start": text.index(answer)}],
                        }
                    ],
                }
            ],
        }
        for number, (question, text, answer) in enumerate(QUESTIONS)
    ]
    path = tmp_path / "squad.json"
    path.write_text(json.dumps({"data": articles}, ensure_ascii=False), encoding="utf-8")
    return path


def test_each_question_is_asked_over_all_paragraphs(file: Path) -> None:
    found = drcd_answers.by_kind(drcd_answers.measure(file))
    assert list(found) == ["date", "number", "all"]
    for measures in found.values():
        assert measures["best_EM"] == measures["best_sentence"] == measures["proposed"] == 1.0
    assert found["all"]["questions"] == 2


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("青嶼大橋是誰設計的？", "person"),
        ("青嶼大橋何時通車？", "date"),
        ("青嶼大橋位於哪個縣？", "place"),
        ("承造的是哪間公司？", "organisation"),
        ("橋上有哪些車道？", "list"),
        ("為什麼要建橋？", "reason"),
        ("橋的結構是什麼？", "other"),
    ],
)
def test_the_words_of_a_question_give_its_kind(question: str, kind: str) -> None:
    assert drcd_answers.kind_of(question) == kind


def outcome(best: Span | None, *, given: bool = True) -> AnswerOutcome:
    question = DrcdQuestion("青嶼大橋由誰設計？", "p", ("沈柏舟",), BRIDGE.index("沈柏舟"))
    return AnswerOutcome(
        question, (BRIDGE.index("該橋"), len(BRIDGE)), best, given, frozenset(["2,310公尺"]), 5.0
    )


@pytest.mark.parametrize(
    ("best", "exact", "f1", "in_sentence"),
    [
        (Span("沈柏舟", "p", BRIDGE.index("沈柏舟"), 0.9), 1, 1, 1),
        (Span("由沈柏舟", "p", BRIDGE.index("由沈柏舟"), 0.9), 0, 6 / 7, 1),
        (Span("沈柏舟", "other", 20, 0.9), 1, 1, 0),
        (Span("1987年", "p", BRIDGE.index("1987年"), 0.9), 0, 0, 0),
        (None, 0, 0, 0),
    ],
)
def test_an_answer_is_compared_with_the_accepted_one(
    best: Span | None, exact: float, f1: float, in_sentence: float
) -> None:
    measures = outcome(best).measures()
    assert (measures["EM"], measures["sentence"]) == (exact, in_sentence)
    assert measures["F1"] == pytest.approx(f1)
    assert measures["proposed"] == 0


def test_a_refusal_counts_for_the_best_candidates_only() -> None:
    measures = outcome(Span("沈柏舟", "p", BRIDGE.index("沈柏舟"), 0.1), given=False).measures()
    assert measures["given"] == measures["right"] == measures["EM"] == measures["F1"] == 0
    assert measures["best_EM"] == measures["best_F1"] == measures["best_sentence"] == 1


def test_the_surer_half_is_judged_by_itself() -> None:
    right = outcome(Span("沈柏舟", "p", BRIDGE.index("沈柏舟"), 0.9))
    wrong = outcome(Span("1987年", "p", BRIDGE.index("1987年"), 0.3))
    assert drcd_answers.summary([wrong, right])["wrong_half"] == 0
    assert drcd_answers.summary([wrong, wrong])["wrong_half"] == 1


@pytest.mark.parametrize(
    ("given", "accepted", "f1"),
    [("臺中", "台中", 1.0), ("台中市", "台中", 0.8), ("高雄", "台中", 0.0)],
)
def test_overlap_counts_characters(given: str, accepted: str, f1: float) -> None:
    assert drcd_answers.overlap(given, accepted) == pytest.approx(f1)


def test_the_command_prints_kinds_and_failures(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parser = argparse.ArgumentParser()
    drcd_answers.add_arguments(parser)
    assert drcd_answers.main(parser.parse_args([str(file), "--failures", "all"])) == 0
    shown = capsys.readouterr().out
    assert "date" in shown
    assert "processor time" in shown
    assert drcd_answers.main(parser.parse_args([str(file), "--json"])) == 0
    assert json.loads(capsys.readouterr().out)["all"]["questions"] == 2
    assert drcd_answers.main(parser.parse_args([str(file.parent / "none.json")])) == 2
    assert "none.json" in capsys.readouterr().err
    assert "want 沈柏舟  got 1987年" in drcd_answers.failures(
        [outcome(Span("1987年", "p", 0, 0.3)), outcome(Span("沈柏舟", "p", 0, 0.9))]
    )

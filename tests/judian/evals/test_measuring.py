"""Counting what was right, and holding it to limits."""

from __future__ import annotations

import argparse
import json
from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from judian.core.model import DocumentInfo, Kind, Passage
from judian.evals.questions import ask, floors
from judian.evals.questions.judge import ExpectedAnswer
from judian.evals.retrieval import drcd
from judian.search.replies.results import Answer, AnswerReply, Hit, QueryView, Refusal, SearchReply
from judian.search.requests.values import SearchRequest
from judian.search.service import Service

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def hit(text: str) -> Hit:
    passage = Passage("p", "d", 1, Kind.PARAGRAPH, text, 0, len(text), 1)
    document = DocumentInfo("d", "年報", ("a.txt",), "text", "0" * 64)
    return Hit("p", 1.0, document, passage, text, "年報")


def figure(value: int, text: str) -> Answer:
    return Answer(f"{value}件", "figure", Decimal(value), "件", (), 0.8, 0, 2, hit(text))


class Scripted(Service):
    """Answers 問 with 3件, 猜 with a refused runner-up, everything else with a refusal."""

    def __init__(self) -> None:
        pass

    def answer(self, question: str) -> AnswerReply:
        given = figure(3, "全年3件。") if question == "問" else None
        others = (figure(5, "全年5件。"),) if question == "猜" else ()
        refusal = None if given else Refusal("no", "no", "無")
        return AnswerReply(question, True, "figure", (), given, refusal, others, ())

    def search(self, request: SearchRequest | str) -> SearchReply:
        assert isinstance(request, SearchRequest)
        assert request.size == 3
        return SearchReply(QueryView(request.text, request.text), 1, 1, 3, 1.0, 1, (hit("甲乙丙"),))


def expected(kind: str, question: str, **more: object) -> ExpectedAnswer:
    return ExpectedAnswer.from_json(
        {"id": f"{kind}-{question}", "kind": kind, "question": question, **more}
    )


QUESTIONS = [
    expected("figure", "問", answers=["3件"], value=3, evidence="全年3件"),
    expected("figure", "猜", answers=["5件"], value=5, evidence="全年5件"),
    expected("none", "問"),
    expected("none", "無"),
    expected("retrieval", "詞", evidence="乙丙"),
]


def test_shares_are_counted_by_kind() -> None:
    measured = ask.run(Scripted(), QUESTIONS).measures()
    assert measured == {
        "figure": 0.5,
        "none": 0.5,
        "retrieval": 1.0,
        "overall": 3 / 5,
        "wrong": 0.5,
        "cited": 1.0,
    }


def test_failures_and_scores_name_the_replies() -> None:
    report = ask.run(Scripted(), QUESTIONS)
    failures = ask.failures(report)
    assert "figure-猜" in failures
    assert "none-問" in failures
    assert "figure-問" not in failures
    assert "0.80:   2/3" in ask.scores(report)
    assert "overall" in ask.table(report)


def test_an_empty_file_of_questions_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "q.jsonl").write_text("\n", encoding="utf-8")
    parser = argparse.ArgumentParser()
    ask.add_arguments(parser)
    assert ask.main(parser.parse_args([str(tmp_path / "q.jsonl")])) == 2
    assert "holds no question" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("measured", "limits", "lines"),
    [
        ({"overall": 0.8, "wrong": 0.1}, {"overall": 0.8, "wrong": 0.1}, 0),
        ({"overall": 0.79, "wrong": 0.1}, {"overall": 0.8, "wrong": 0.1}, 1),
        ({"overall": 0.9, "wrong": 0.2}, {"overall": 0.8, "wrong": 0.1}, 1),
        ({"wrong": 0.2}, {"overall": 0.8, "wrong": 0.1}, 2),
    ],
)
def test_a_measure_on_the_wrong_side_of_its_limit_is_reported(
    measured: dict[str, float], limits: dict[str, float], lines: int
) -> None:
    assert len(floors.broken(measured, limits)) == lines


def test_a_digest_changes_with_any_name_or_byte(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    before = floors.digest(tmp_path)
    (tmp_path / "a").rename(tmp_path / "b")
    renamed = floors.digest(tmp_path)
    (tmp_path / "b").write_bytes(b"2")
    assert len({before, renamed, floors.digest(tmp_path)}) == 3


def test_the_limits_that_ship_are_of_the_texts_that_ship() -> None:
    sets = floors.read_floors()
    assert {each.questions.stem for each in sets} == {
        path.stem for path in (floors.HERE / "data" / "questions").glob("*.jsonl")
    }
    assert [line for each in sets for line in floors.changed(each)] == []


def question_set(folder: Path, name: str, sources: str, questions: int, **limits: float) -> str:
    """The entry of floors.toml for so many questions over one text, with their files."""
    (folder / sources).mkdir(exist_ok=True)
    (folder / sources / "a.txt").write_text("年報\n\n全年3件。\n", encoding="utf-8")
    file = folder / f"{name}.jsonl"
    line = json.dumps({"id": "1", "kind": "retrieval", "question": "詞", "evidence": "乙丙"})
    file.write_text(f"{line}\n" * questions, encoding="utf-8")
    digests = [floors.digest(file), floors.digest(folder / sources)]
    return (
        f'[{name}]\nquestions = "{file.name}"\nsources = "{sources}"\n'
        f'questions_sha256 = "{digests[0]}"\nsources_sha256 = "{digests[1]}"\n'
        f"[{name}.limits]\n" + "".join(f"{k} = {v}\n" for k, v in limits.items())
    )


@contextmanager
def scripted(_sources: Path) -> Iterator[Service]:
    yield Scripted()


@pytest.fixture(name="check")
def _check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, int], int]:
    """The exit status of `check` over a file of floors, with so many processes."""

    def check(text: str, jobs: int) -> int:
        (tmp_path / "floors.toml").write_text(text, encoding="utf-8")
        sets = floors.read_floors(tmp_path / "floors.toml", tmp_path)
        monkeypatch.setattr(floors, "read_floors", lambda: sets)
        return floors.main(argparse.Namespace(jobs=jobs))

    return check


def test_one_index_serves_all_sets_over_its_sources_and_the_most_questions_begin(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    check: Callable[[str, int], int],
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(floors, "indexed", scripted)
    sets = [("a", "one", 2), ("b", "other", 5), ("c", "one", 2), ("d", "one", 3)]
    text = "".join(question_set(tmp_path, *each, overall=1.0) for each in sets)
    assert check(text, 1) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list("acdb")


def test_a_broken_floor_and_a_changed_file_are_reported(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    check: Callable[[str, int], int],
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(floors, "indexed", scripted)
    text = question_set(tmp_path, "a", "one", 1, figure=0.5)
    text += question_set(tmp_path, "b", "other", 1, overall=0.5)
    (tmp_path / "other" / "a.txt").write_text("別的", encoding="utf-8")
    assert check(text, 1) == 1
    first, second = capsys.readouterr().err.splitlines()
    assert first == "a: figure was not measured"
    assert second.startswith("b: other is now ")


def test_what_could_not_be_measured_is_reported(
    tmp_path: Path, check: Callable[[str, int], int], capsys: pytest.CaptureFixture[str]
) -> None:
    text = "".join(question_set(tmp_path, name, f"{name}-texts", 1) for name in "ab")
    for name in "ab":
        (tmp_path / f"{name}.jsonl").write_text("{}\n", encoding="utf-8")
    assert check(text, 1) == 2
    assert "a.jsonl:1: " in capsys.readouterr().err


SQUAD = {
    "data": [
        {
            "id": "7",
            "paragraphs": [
                {
                    "context": "臺中車站在一九零五年啟用。",
                    "qas": [
                        {
                            "question": "臺中車站何時啟用？",
                            "answers": [{"text": "一九零五年", "answer_start": 5}],
                        }
                    ],
                },
                {"context": "貓是哺乳動物。", "qas": []},
            ],
        }
    ]
}


def test_the_right_paragraph_is_ranked(tmp_path: Path) -> None:
    file = tmp_path / "drcd.json"
    file.write_text(json.dumps(SQUAD), encoding="utf-8")
    folder = tmp_path / "others"
    folder.mkdir()
    (folder / "a.txt").write_text("車站一覽\n\n狗是哺乳動物。\n", encoding="utf-8")
    measured = drcd.measure(file, folder)
    assert measured == {
        "passages": 4.0,
        "questions": 1.0,
        "R@1": 1.0,
        "R@5": 1.0,
        "MRR@10": 1.0,
    }


def test_another_format_than_that_of_drcd_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"rows": []}', encoding="utf-8")
    with pytest.raises(ValueError, match=r"x\.json is not in the format of DRCD"):
        drcd.read_drcd(tmp_path / "x.json")


def test_ranks_are_summed_up() -> None:
    assert drcd.retrieval([1, 2, None, 10]) == {"R@1": 0.25, "R@5": 0.5, "MRR@10": 0.4}

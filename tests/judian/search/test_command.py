"""`python -m judian.search`: exit statuses, and what is printed in which form."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from indexer.run.pipeline import Options, run
from judian.core.identity import identity
from judian.engines.registry import open_engine
from judian.search.__main__ import main
from tests.judian.search.conftest import REPORTS
from tests.project import ROOT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A stored index over the reports."""
    folder = tmp_path_factory.mktemp("main") / "index"
    engine = open_engine("whoosh", folder, identity())
    run(engine, folder, [REPORTS], Options())
    engine.close()
    return folder


@pytest.fixture(autouse=True)
def _in_chinese(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Chinese messages, and no settings of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith("JUDIAN_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("JUDIAN_LANGUAGE", "zh")


Output = pytest.CaptureFixture[str]


def test_hits_with_their_citations(index: Path, capsys: Output) -> None:
    assert main(["高山症", "--index", str(index)]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("共 ")
    assert "\n1. 內政部消防署，《112年山域事故救援年報》" in printed
    assert "高山症61件" in printed


def test_no_hits_is_exit_status_1(index: Path, capsys: Output) -> None:
    assert main(['"查無此詞"', "--index", str(index)]) == 1
    assert capsys.readouterr().out == "共 0 段\n"


def test_as_many_hits_as_asked_for(index: Path, capsys: Output) -> None:
    assert main(["事故", "--index", str(index), "--size", "2"]) == 0
    printed = capsys.readouterr().out
    assert "\n2. " in printed
    assert "\n3. " not in printed


def test_mistakes_in_the_query_are_shown_with_their_place(index: Path, capsys: Output) -> None:
    assert main(['高山症 "事故', "--index", str(index)]) == 0
    assert "\n! 4: 引號沒有成對，改以一般字詞檢索\n" in capsys.readouterr().out


def test_exact_compares_characters(index: Path) -> None:
    assert main(["臺中市", "--index", str(index), "--exact"]) == 0
    assert main(["台中市", "--index", str(index), "--exact"]) == 1
    assert main(["台中市", "--index", str(index)]) == 0


def test_json_is_that_of_the_reply(index: Path, capsys: Output) -> None:
    assert main(["高山症", "--index", str(index), "--json"]) == 0
    reply = json.loads(capsys.readouterr().out)
    assert reply["query"]["understood"] == "高山症"
    assert reply["total"] >= len(reply["hits"]) > 0
    assert reply["hits"][0]["document"]["agency"] == "內政部消防署"


def test_an_answer_with_its_passage_and_citation(index: Path, capsys: Output) -> None:
    assert main(["高山症有幾件？", "--answer", "--index", str(index)]) == 0
    answer, passage, citation = capsys.readouterr().out.splitlines()
    assert answer.startswith("61件  (")
    assert "高山症61件再次之" in passage
    assert "《112年山域事故救援年報》" in citation


def test_an_answer_as_json(index: Path, capsys: Output) -> None:
    assert main(["高山症有幾件？", "--answer", "--json", "--index", str(index)]) == 0
    reply = json.loads(capsys.readouterr().out)
    assert (reply["answer"]["value"], reply["answer"]["unit"]) == ("61", "件")


def test_a_refusal_is_exit_status_1_with_reason_and_evidence(index: Path, capsys: Output) -> None:
    assert main(["搜救犬有幾隻？", "--answer", "--index", str(index)]) == 1
    reason, blank, citation, *_ = capsys.readouterr().out.splitlines()
    assert reason == "最接近的段落中沒有以「隻」計的數量"
    assert blank == ""
    assert "《112年山域事故救援年報》" in citation


def test_an_explanation(index: Path, capsys: Output) -> None:
    assert main(["高山症有幾件？", "--explain", "--index", str(index)]) == 0
    assert "answer type figure" in capsys.readouterr().out


def test_english_messages(index: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUDIAN_LANGUAGE", "en")
    main(['高山症 "', "--index", str(index)])
    printed = capsys.readouterr().out
    assert " passages\n! 4: this quotation mark is not closed" in printed


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["甲", "--index", "nowhere"], "nowhere 沒有索引\n請先建立索引：judian index"),
        (["甲", "--engine", "lucene"], "沒有名為 'lucene' 的引擎"),
        (["甲", "--size", "0"], "size = 0 超出範圍\n請給 1 到 100 之間的數"),
        (["甲", "--size", "101"], "size = 101 超出範圍"),
    ],
)
def test_what_cannot_be_searched_is_exit_status_2_with_the_remedy(
    arguments: list[str], message: str, capsys: Output
) -> None:
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert message in printed.err


def test_a_wrong_setting_is_exit_status_2(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUDIAN_LANGUAGE", "la")
    assert main(["甲"]) == 2
    assert "setting language = 'la'" in capsys.readouterr().err


def test_options_that_are_none_are_exit_status_2(capsys: Output) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["甲", "--sort", "x"])
    assert ended.value.code == 2
    assert "usage: python -m judian.search" in capsys.readouterr().err


def start(index: Path, *arguments: str, encoding: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "judian.search", *arguments, "--index", str(index)]
    environ = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environ, cwd=ROOT
    )


def test_a_pipe_gets_utf_8_in_any_locale_and_of_any_argument(index: Path) -> None:
    process = start(index, "高山症\udcff", "--json", encoding="ascii")
    out, err = process.communicate()
    assert (process.returncode, err) == (0, b"")
    assert "高山症61件" in out.decode("utf-8")


@pytest.mark.skipif(os.name != "posix", reason="pipes of Windows tell it otherwise")
def test_a_reader_that_closes_the_pipe_is_no_failure(index: Path) -> None:
    process = start(index, "事故", "--json", encoding="utf-8")
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 0

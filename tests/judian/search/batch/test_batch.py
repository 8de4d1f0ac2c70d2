"""Batches: how lists are read, what their rows say, and the command."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from indexer.run.pipeline import Options, run
from judian.core import spreadsheets
from judian.core.identity import identity
from judian.engines.registry import open_engine
from judian.search.batch.__main__ import main
from judian.search.batch.run import MAX_TERM, run_batch
from judian.search.batch.table import cells, columns, row_json
from judian.search.batch.terms import BatchUnreadable, read_terms
from tests.judian.search.library import REPORTS, service_over

if TYPE_CHECKING:
    from pathlib import Path

    from judian.search.service import Service

HOSTILE = ("=1+1", "<script>alert(1)</script>", "港\u202e船", "長" * 10_000, "\x00", '"未成對')


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return service_over(tmp_path_factory.mktemp("batch"))


@pytest.mark.parametrize(
    ("content", "name", "terms"),
    [
        ("進港船舶\n\n  商港法  \n", "", ["進港船舶", "商港法"]),
        ("進港船舶\r\n商港法", "a.txt", ["進港船舶", "商港法"]),
        ('"進港船舶" AND 艘\n', "", ['"進港船舶" AND 艘']),
        ("甲,乙\n", "", ["甲,乙"]),
        ("甲,乙\n丙,丁\n", "a.csv", ["甲", "丙"]),
        ("檢索詞,備註\n甲,乙\n", "A.CSV", ["甲"]),
        ("Query\n甲\n", "a.csv", ["甲"]),
        ('"""進港船舶"" AND 艘",1\n', "a.csv", ['"進港船舶" AND 艘']),
        ('"甲\n乙",1\n丙\n', "a.csv", ["甲 乙", "丙"]),
        ("甲\t乙\n", "a.tsv", ["甲"]),
        ("query\n", "", ["query"]),
        (",甲\n", "a.csv", []),
        ("", "a.csv", []),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp950"])
def test_lists_are_read_in_every_form_and_encoding(
    content: str, name: str, terms: list[str], encoding: str
) -> None:
    assert read_terms(content.encode(encoding), name) == terms


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\xff\xff\xff", ""),
        (b"PK\x03\x04\x00\x00", "a.xlsx"),
        ('"進港船舶" AND 艘\n'.encode(), "a.csv"),
        (b"\xff\xfea", ""),
    ],
)
def test_what_is_no_list_is_refused(content: bytes, name: str) -> None:
    with pytest.raises(BatchUnreadable):
        read_terms(content, name)


def test_rows_say_what_a_search_and_an_answer_say(service: Service) -> None:
    terms = ["進港船舶", "商港法 AND 第36條", "查無此詞彙甲乙", "112年度進港船舶總艘次計多少艘？"]
    rows = list(run_batch(service, terms, best=2))
    assert [row.number for row in rows] == [1, 2, 3, 4]
    for row in rows:
        reply = service.search(row.term)
        assert (row.passages, row.documents) == (reply.total, reply.documents)
        assert [h.id for h in row.best] == [h.id for h in reply.hits[:2]]
        assert row.understood == reply.query.understood
    assert [row.answer is not None for row in rows] == [False, False, False, True]
    asked = rows[3].answer
    assert asked is not None
    assert (asked.answer is None) != (asked.refusal is None)
    assert next(run_batch(service, terms[3:], answers=False)).answer is None


@pytest.mark.parametrize(
    "term",
    [
        "進港船舶",
        "商港法第36條",
        "112年度進港船舶總艘次計多少艘？",
        "誰簽署了漁業協定",
        "何時生效",
        "為什麼",
    ],
)
def test_exactly_the_questions_are_answered(service: Service, term: str) -> None:
    (row,) = run_batch(service, [term])
    assert (row.answer is not None) == service.answer(term).is_question


def test_keywords_are_not_looked_through_for_an_answer(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(_question: str) -> None:
        raise AssertionError("keywords were asked")

    monkeypatch.setattr(service, "answer", answer)
    assert len(list(run_batch(service, ["進港船舶", "商港法 AND 第36條"]))) == 2


def test_a_term_that_is_too_long_is_not_searched_and_says_so(service: Service) -> None:
    (row,) = run_batch(service, ["長" * (MAX_TERM + 1)])
    assert (row.passages, row.documents, row.best) == (None, None, ())
    assert "未檢索" in row.problems[0].message_zh
    (row,) = run_batch(service, ["長" * MAX_TERM])
    assert row.passages == 0


def test_no_hostile_term_becomes_a_formula_or_stops_the_batch(service: Service) -> None:
    rows = list(run_batch(service, HOSTILE, best=1))
    lines = (cells(row, 1, "zh") for row in rows)
    text = spreadsheets.table(columns(1), lines)
    found = list(csv.DictReader(io.StringIO(text[1:], newline="")))
    assert [row["number"] for row in found] == ["1", "2", "3", "4", "5", "6"]
    assert found[0]["query"] == "'=1+1"
    assert "未檢索" in found[3]["problems"]
    assert found[5]["problems"]
    assert len(json.loads(json.dumps([row_json(row, "en") for row in rows]))) == len(HOSTILE)


def test_each_row_of_the_table_has_a_cell_for_each_column(service: Service) -> None:
    for best in (0, 1, 3):
        for row in run_batch(service, ["進港船舶", "查無此詞彙甲乙", "空白說明"], best=best):
            assert len(cells(row, best, "zh")) == len(columns(best))


# ---- the command ----


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("command")
    sources = folder / "sources"
    sources.mkdir()
    for name, text in REPORTS.items():
        (sources / name).write_text(text, encoding="utf-8")
    engine = open_engine("whoosh", folder / "index", identity())
    run(engine, folder / "index", [sources], Options())
    engine.close()
    return folder / "index"


def test_the_command_writes_a_table_and_reports_progress(
    index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    terms, out = tmp_path / "terms.txt", tmp_path / "out.csv"
    terms.write_text("進港船舶\n商港法\n", encoding="utf-8")
    assert main([str(terms), "--index", str(index), "--output", str(out), "--best", "1"]) == 0
    found = list(csv.DictReader(io.StringIO(out.read_bytes().decode("utf-8-sig"), newline="")))
    assert [row["query"] for row in found] == ["進港船舶", "商港法"]
    assert all(int(row["passages"]) > 0 for row in found)
    assert found[0]["best1_citation"]
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "2" in printed.err


def test_the_command_prints_json(
    index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    terms = tmp_path / "terms.txt"
    terms.write_text("進港船舶\n", encoding="utf-8")
    assert main([str(terms), "--index", str(index), "--format", "json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert row["passages"] > 0
    assert row["best"][0]["passage"]


@pytest.mark.parametrize("bad", ["file", "index", "output"])
def test_what_cannot_be_read_or_written_ends_with_2(
    index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], bad: str
) -> None:
    terms, out = tmp_path / "terms.txt", tmp_path / "out.csv"
    if bad != "file":
        terms.write_text("進港船舶\n", encoding="utf-8")
    given = [str(terms), "--index", str(tmp_path / "none" if bad == "index" else index)]
    given += ["--output", str(tmp_path / "no" / "out.csv" if bad == "output" else out)]
    assert main(given) == 2
    assert len(capsys.readouterr().err.splitlines()) >= 2
    assert not out.exists()

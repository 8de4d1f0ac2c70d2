"""The Python API: typed values, their dictionaries and their frames."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

import judian
from indexer.run.pipeline import Options, run
from judian.api import values
from judian.api.door import Index
from judian.api.frames import LibraryMissing, frame_of
from judian.core.errors import IndexMissing, NotFound, QueryInvalid
from judian.engines.memory import MemoryEngine
from judian.search.requests.values import FigureFilters, Filters
from judian.search.service import Service

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REPORT = """漁業巡查報告

發布機關：海洋資源部

一、查緝成果

民國113年查獲走私案件12件，較112年查獲之9件增加。依漁業法第6條裁處罰鍰新臺幣1,234.5萬元。

二、救援

113年救援遇險人員48人。
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("api")
    (folder / "巡查.txt").write_text(REPORT, encoding="utf-8")
    engine = MemoryEngine()
    run(engine, folder / "index", [folder / "巡查.txt"], Options())
    with Index(Service(engine)) as opened:
        yield opened


def test_hits_are_a_sequence_of_passages_with_citations(index: Index) -> None:
    hits = index.search("走私案件")
    assert len(hits) == hits.total == 1
    hit = hits[0]
    assert hit.passage.title == "漁業巡查報告"
    assert hit.passage.citation == index.cite(hit.passage.id)
    assert hit.passage == index.passage(hit.passage.id)
    start, end = hit.marks[0]
    assert hit.passage.text[start:end] in "走私案件"
    assert list(hits) == list(hits.rows) == list(hits[:1])


def test_nothing_found_is_an_empty_list(index: Index) -> None:
    hits = index.search("颱風")
    assert not hits
    assert hits.total == 0
    assert hits.to_dict()["rows"] == []


def test_pages_and_filters_reach_the_search(index: Index) -> None:
    assert len(index.search("113年", size=1)) == 1
    assert not index.search("走私", filters=Filters(year_from=1990, year_to=1991))
    with pytest.raises(QueryInvalid):
        index.search("走私", page=0)


def test_an_answer_is_a_verbatim_span_with_its_value(index: Index) -> None:
    reply = index.answer("113年查獲走私案件幾件？")
    answer = reply.answer
    assert answer
    assert reply.refusal is None
    assert (answer.value, answer.unit) == (Decimal(12), "件")
    assert answer.passage.text[answer.start : answer.end] == answer.text
    assert 0 < answer.confidence <= 1


def test_a_refusal_says_why_in_two_languages(index: Index) -> None:
    reply = index.answer("113年查獲走私案件的船長是誰？")
    assert reply.answer is None
    assert reply.refusal
    assert reply.refusal.reason_en
    assert reply.refusal.reason_zh
    assert reply.to_dict()["answer"] is None


def test_a_follow_up_question_is_completed(index: Index) -> None:
    reply = index.answer("那112年呢？", previous="113年查獲走私案件幾件？")
    assert "112年" in reply.question
    assert "走私" in reply.question


def test_figures_instruments_and_documents(index: Index) -> None:
    fines = index.figures(filters=FigureFilters(kind=("amount",)))
    assert [(f.value, f.unit) for f in fines] == [(Decimal(12_345_000), "元")]
    assert index.figures("救援", size=1)[0].passage.section == ("二、救援",)
    (statute,) = index.instruments("漁業法")
    assert statute.passages == 1
    (document,) = index.documents()
    assert document.source == "巡查.txt"
    assert document.status == "kept"


def test_a_quotation_is_verified_character_by_character(index: Index) -> None:
    right = index.verify("民國113年查獲走私案件12件，較112年查獲之9件增加")
    assert right.verdict == "verbatim"
    assert right.places[0].title == "漁業巡查報告"
    wrong = index.verify("民國113年查獲走私案件21件，較112年查獲之9件增加")
    assert wrong.verdict == "differs"
    assert not wrong.places
    assert [(d.kind, d.source) for d in wrong.differences] == [("number", "12")]
    assert json.loads(json.dumps(wrong.to_dict()))["nearest"]["title"] == "漁業巡查報告"


def test_dictionaries_are_json(index: Index) -> None:
    for value in (
        index.search("走私案件"),
        index.answer("113年查獲走私案件幾件？"),
        index.answer("船長是誰？"),
        index.figures(),
        index.instruments(),
        index.documents(),
        index.passage(index.search("走私案件")[0].passage.id),
    ):
        again = json.loads(json.dumps(value.to_dict(), ensure_ascii=False))
        assert again == value.to_dict()
    values_of = [f["value"] for f in index.figures().to_dict()["rows"]]
    assert {12, 12_345_000, 48} <= set(values_of)
    assert all(isinstance(number, int) for number in values_of)


def test_frames_have_a_line_for_each_row(index: Index) -> None:
    pandas = pytest.importorskip("pandas")
    figures = index.figures()
    frame = figures.to_frame()
    assert isinstance(frame, pandas.DataFrame)
    assert len(frame) == len(figures)
    assert {"text", "value", "unit", "passage", "passage_text", "title", "citation"} <= set(frame)
    assert frame["value"].max() == 12_345_000
    assert set(index.documents().to_frame()["id"]) == set(frame["document"])
    assert len(index.search("颱風").to_frame()) == 0


def test_without_pandas_frames_say_what_to_install(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(LibraryMissing, match=r"judian\[pandas\]"):
        index.documents().to_frame()


def test_a_fault_inside_pandas_is_not_called_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "pandas.py").write_text("import no_such_part_of_pandas\n", encoding="utf-8")
    monkeypatch.delitem(sys.modules, "pandas", raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModuleNotFoundError, match="no_such_part_of_pandas"):
        frame_of([])


def test_errors_are_those_of_the_program(index: Index, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        index.cite("nowhere-1")
    with judian.open(tmp_path / "none") as missing, pytest.raises(IndexMissing):
        missing.search("走私")


def test_a_value_is_frozen(index: Index) -> None:
    with pytest.raises(AttributeError):
        index.documents()[0].title = "x"  # type: ignore[misc]
    assert isinstance(index.documents(), values.Rows)

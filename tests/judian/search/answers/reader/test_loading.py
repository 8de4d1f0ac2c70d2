"""A reader is loaded by digest, or the reason why there is none is told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from judian.search.answers.reader import session
from judian.search.answers.reader.loading import (
    AUTO,
    CARD,
    MODEL,
    OFF,
    SHIPPED,
    VOCABULARY,
    ReaderLibraryMissing,
    ReaderSource,
    ReaderUnavailable,
    ReaderWeightsDamaged,
    ReaderWeightsMissing,
    load_reader,
)
from tests.judian.search.answers.reader.tiny import write_tiny
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from pathlib import Path

QUESTION = "112年度進港船舶總艘次計多少艘？"


def test_a_file_that_is_not_the_one_of_the_card_is_refused(tmp_path: Path) -> None:
    folder = write_tiny(tmp_path)
    (folder / VOCABULARY).write_bytes((folder / VOCABULARY).read_bytes() + b" ")
    with pytest.raises(ReaderWeightsDamaged, match=VOCABULARY):
        load_reader(folder)


@pytest.mark.parametrize("name", [CARD, MODEL, VOCABULARY])
def test_a_missing_file_is_told(tmp_path: Path, name: str) -> None:
    (write_tiny(tmp_path) / name).unlink()
    with pytest.raises(ReaderWeightsMissing):
        load_reader(tmp_path)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"sha256": {}, "temperature": "warm"}'])
def test_a_card_without_its_facts_is_damaged(tmp_path: Path, text: str) -> None:
    (write_tiny(tmp_path) / CARD).write_text(text, encoding="utf-8")
    with pytest.raises(ReaderWeightsDamaged, match=CARD):
        load_reader(tmp_path)


def test_without_onnxruntime_the_reason_names_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "find_spec", lambda _name: None)
    source = ReaderSource(str(write_tiny(tmp_path)))
    assert source.reader is None
    assert isinstance(source.problem, ReaderLibraryMissing)
    assert "requirements.txt" in source.problem.hint("zh")


def test_a_reader_can_be_switched_off() -> None:
    source = ReaderSource(OFF)
    assert source.reader is None
    assert type(source.problem) is ReaderUnavailable


def test_a_reader_is_loaded_once(tmp_path: Path) -> None:
    source = ReaderSource(str(write_tiny(tmp_path)))
    reader = source.reader
    assert source.problem is None
    assert reader is not None
    (tmp_path / MODEL).unlink()
    assert source.reader is reader


def test_the_pipeline_reads_the_first_passages(tmp_path: Path) -> None:
    service = service_over(tmp_path / "reports")
    service.reader = ReaderSource(str(write_tiny(tmp_path / "weights")))
    found = service.answer_search(QUESTION)
    assert found.reading is not None
    assert found.reading.spans
    assert len(found.reading.places) == min(5, len(found.hits))
    assert all(span.context in found.reading.places for span in found.reading.spans)
    assert service.health().reader_problem is None
    assert "reader: said nowhere" in service.explain(QUESTION)
    assert service.answer_search("進港船舶").reading is None


def test_questions_are_answered_without_a_reader(tmp_path: Path) -> None:
    service = service_over(tmp_path)
    found = service.answer_search(QUESTION)
    assert found.reading is None
    answer = service.answer(f"東岬港務局{QUESTION}").answer
    assert answer is not None
    assert answer.text.startswith("1,204艘")
    assert isinstance(service.health().reader_problem, ReaderUnavailable)


@pytest.mark.skipif(not (SHIPPED / MODEL).exists(), reason="the reader's weights are not there")
def test_the_shipped_weights_are_those_of_their_card() -> None:
    source = ReaderSource(AUTO)
    assert source.problem is None
    card = json.loads((SHIPPED / CARD).read_text("utf-8"))
    assert card["license"] == "CC-BY-SA-4.0"

"""Answers from recognised pages: marked, and no surer than the recogniser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.documents.build import build_document
from indexer.structure.blocks import Block, Reading, RecognisedLine
from judian.core.model import DocumentInfo, Kind
from judian.engines.memory import MemoryEngine
from judian.search.__main__ import answer_text
from judian.search.answers.scoring.recognition import limited
from judian.search.batch.run import BatchRow
from judian.search.batch.table import cells, columns, row_json
from judian.search.service import Service

if TYPE_CHECKING:
    from judian.search.replies.results import Answer, AnswerReply

NAME, BOX = "海岸巡查工作報告", (70.0, 100.0, 500.0, 112.0)
TEXT = "112年海岸巡查共查獲違規捕撈案件486件，由巡防總隊於112年6月5日公布。"


def reply_to(question: str, recognised: float | None, text: str = TEXT) -> AnswerReply:
    """The reply from a report of one paragraph, all of it recognised with one confidence."""
    sure = {} if recognised is None else {
        1: (RecognisedLine(text, (recognised,) * len(text), BOX),)
    }  # fmt: skip
    blocks = (
        Block(Kind.TITLE, NAME, page=1),
        Block(Kind.PARAGRAPH, text, page=1, boxes=((1, *BOX),)),
    )
    reading = Reading(blocks, "pdf", pages=1, recognised=sure)
    info = DocumentInfo("a" * 16, "", ("report.pdf",), "pdf", "a" * 64)
    built, entries = build_document(info, None, reading)
    engine = MemoryEngine()
    with engine.writer() as writer:
        writer.put_document(built.document)
        writer.add_passages(list(entries))
        writer.commit()
    service = Service(engine)
    reply = service.answer(question)
    service.close()
    return reply


def answers(question: str, recognised: float | None, text: str = TEXT) -> Answer:
    """The answer to the same."""
    reply = reply_to(question, recognised, text)
    assert reply.answer is not None, reply.refusal
    return reply.answer


@pytest.mark.parametrize(
    ("question", "text"),
    [("112年海岸巡查查獲違規捕撈案件多少件？", "486件"), ("違規捕撈案件何時公布？", "112年6月5日")],
)
def test_an_answer_is_no_surer_than_the_recogniser_allows(question: str, text: str) -> None:
    printed = answers(question, None)
    sure, less_sure = answers(question, 0.95), answers(question, 0.81)
    assert {a.text for a in (printed, sure, less_sure)} == {text}
    assert (printed.recognised, sure.recognised, less_sure.recognised) == (None, 0.95, 0.81)
    assert printed.confidence > sure.confidence > less_sure.confidence
    assert "光學字元辨識" not in printed.hit.citation


def test_an_answer_gives_both_ends_of_a_range() -> None:
    text = "112年海岸巡查共查獲違規捕撈案件兩、三百件。"
    found = answers("112年海岸巡查查獲違規捕撈案件多少件？", None, text)
    assert (found.text, found.value, found.value_high) == ("兩、三百件", 200, 300)


@pytest.mark.parametrize(
    ("confidence", "recognised", "allowed"),
    [
        (0.9, None, 0.9),
        (0.9, 1.0, 0.89),
        (0.9, 0.85, 0.89),
        (0.9, 0.84, 0.86),
        (0.9, 0.80, 0.86),
        (0.9, 0.79, 0.71),
        (0.9, 0.0, 0.01),
    ],
)
def test_confidence_is_lowered_by_the_share_that_is_read_rightly(
    confidence: float, recognised: float | None, allowed: float
) -> None:
    assert limited(confidence, recognised) == allowed


def test_the_terminal_marks_a_recognised_answer() -> None:
    reply = reply_to("112年海岸巡查查獲違規捕撈案件多少件？", 0.9)
    assert "；辨識 90%)" in answer_text(reply, "zh").splitlines()[0]
    assert "; OCR 90%)" in answer_text(reply, "en").splitlines()[0]
    printed = reply_to("112年海岸巡查查獲違規捕撈案件多少件？", None)
    assert "辨識" not in answer_text(printed, "zh")


def test_a_batch_marks_recognised_answers() -> None:
    question = "112年海岸巡查查獲違規捕撈案件多少件？"
    for sure, cell in ((0.9, "0.90"), (None, None)):
        row = BatchRow(1, question, question, (), 1, 1, (), reply_to(question, sure))
        found = dict(zip(columns(0), cells(row, 0, "zh"), strict=True))
        assert found["recognised"] == cell
        assert row_json(row, "zh")["answer"]["recognised"] == sure

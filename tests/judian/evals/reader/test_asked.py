"""Examples for the reader from questions with evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.evals.questions.halves import READER, SCORER, half_of
from judian.evals.questions.judge import ExpectedAnswer
from judian.evals.reader.asked import UNANSWERED, AskedMaker
from judian.evals.reader.outcomes import passage_text
from judian.zh.text.fold import fold
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from judian.search.service import Service

REPORT = """港務年報

東岬港112年進港船舶310艘，出港船舶298艘，罰鍰共42萬元，由港務局長林海生核定。

西岬港112年進港船舶190艘，檢出項目為漏油、超載及逾期三類。

| 碼頭 | 件數 | 人數 |
|---|---|---|
| 北碼頭 | 3 | 33 |
| 南碼頭 | 7 | 41 |
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder = tmp_path_factory.mktemp("asked")
    return service_over(folder, {"harbour.md": REPORT})


def _asked(
    service: Service, kind: str, answers: list[str], evidence: str, question: str = "有幾艘船進來？"
) -> AskedMaker:
    maker = AskedMaker()
    value = 1 if kind in ("figure", "table") else None
    asked = ExpectedAnswer.from_json(
        {"id": "a", "question": question, "kind": kind, "answers": answers, "evidence": evidence,
         "document": "harbour.md", "value": value}
    )  # fmt: skip
    maker.add(service, asked)
    return maker


@pytest.mark.parametrize(
    ("kind", "answers", "evidence", "span"),
    [
        ("figure", ["310艘"], "進港船舶310艘", "310艘"),
        ("figure", ["42 萬元"], "罰鍰共42萬元", "42萬元"),
        ("entity", ["港務局長林海生", "林海生"], "由港務局長林海生核定", "港務局長林海生"),
        ("list", ["漏油", "逾期", "超載"], "檢出項目為漏油、超載及逾期", "漏油、超載及逾期"),
        ("table", ["3"], "北碼頭333", "3"),
    ],
)
def test_the_span_is_the_answer_in_its_evidence(
    service: Service, kind: str, answers: list[str], evidence: str, span: str
) -> None:
    maker = _asked(service, kind, answers, evidence)
    ((index, start, end),) = maker.records[0].answers
    assert index == 0
    passage = maker.passages[maker.records[0].passages[0]]
    assert passage_text(passage, start, end) == fold(span)


def test_rivals_hold_neither_evidence_nor_answer(service: Service) -> None:
    (record,) = _asked(service, "figure", ["190艘"], "西岬港112年進港船舶190艘").records
    assert len(record.passages) == len(set(record.passages)) > 1


def test_without_an_answer_the_near_miss_comes_first(service: Service) -> None:
    maker = _asked(service, "none", [], "出港船舶298艘", "113年有幾艘船出去？")
    (record,) = maker.records
    assert record.answers == ()
    assert record.change == UNANSWERED
    units = maker.passages[record.passages[0]].units
    assert any("298" in unit.text for unit in units)


def test_evidence_that_no_passage_holds_gives_nothing(service: Service) -> None:
    assert _asked(service, "figure", ["5艘"], "進港船舶5艘").records == []


def test_documents_are_dealt_by_their_names_alone() -> None:
    names = [f"report-{number}.md" for number in range(300)]
    share = sum(half_of(name) == READER for name in names) / len(names)
    assert 0.55 < share < 0.78
    assert {half_of(name) for name in names} == {READER, SCORER}
    assert half_of("fraud-audit.txt") == half_of("fraud-audit.txt")

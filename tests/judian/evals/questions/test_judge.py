"""The judgement of replies, and the fields of a question."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from judian.core.model import DocumentInfo, Kind, Passage
from judian.evals.questions.judge import ExpectedAnswer, is_cited, is_right, load, normalise_answer
from judian.search.replies.results import Answer, Hit

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "全年共受理 3萬2,180 件。"


def hit(text: str = TEXT) -> Hit:
    passage = Passage("p", "d", 1, Kind.PARAGRAPH, text, 0, len(text), 1)
    document = DocumentInfo("d", "年報", ("a.txt",), "text", "0" * 64)
    return Hit("p", 1.0, document, passage, text, "年報")


def answer(
    text: str, value: Decimal | str | None = None, items: tuple[str, ...] = (), kind: str = "figure"
) -> Answer:
    return Answer(text, kind, value, None, items, 0.9, 0, len(text), hit())


def expected(
    kind: str, *answers: str, value: str | None = None, evidence: str = ""
) -> ExpectedAnswer:
    return ExpectedAnswer(
        "t-1", "？", kind, answers, Decimal(value) if value else None, evidence=evidence
    )


@pytest.mark.parametrize(
    ("wanted", "given", "right"),
    [
        (expected("none"), None, True),
        (expected("none"), answer("3件", Decimal(3)), False),
        (expected("figure", "3件", value="3"), None, False),
        (expected("figure", "3件", value="3"), answer("三件", Decimal(3)), True),
        (expected("figure", "3件", value="3"), answer("3件", Decimal("3.1")), False),
        (expected("figure", "3件", value="3"), answer("3件", None), False),
        (expected("table", "0.004", value="0.004"), answer("0.004", Decimal("0.0040")), True),
        (expected("date", "98年6月25日", "2009-06-25"), answer("生效日", "2009-06-25"), True),
        (expected("date", "98年6月25日"), answer("98 年 6 月 25 日"), True),
        (expected("date", "98年6月25日"), answer("98年6月24日", "2009-06-24"), False),
        (expected("entity", "臺北市"), answer("台北市政府"), True),
        (expected("entity", "臺北市"), answer("台北市" + "字" * 60), False),
        (expected("list", "甲縣", "乙縣"), answer("", items=("甲縣", "乙縣")), True),
        (expected("list", "甲縣", "乙縣"), answer("甲縣、丙縣"), False),
        (expected("list", "甲縣", "乙縣"), answer("甲縣、乙縣" + "字" * 70), False),
    ],
)
def test_a_reply_is_judged(wanted: ExpectedAnswer, given: Answer | None, right: bool) -> None:
    assert is_right(wanted, given) is right


def test_evidence_is_found_across_layout_and_width() -> None:
    assert is_cited(expected("figure", "x", value="1", evidence="共受理３萬2180件"), hit())
    assert not is_cited(expected("figure", "x", value="1", evidence="共受理3萬2181件"), hit())
    assert not is_cited(expected("figure", "x", value="1", evidence="共受理"), None)


def test_squeeze_makes_spellings_meet() -> None:
    assert normalise_answer("臺 中\n１，２３４ Ａ") == "台中1234a"


@pytest.mark.parametrize(
    "line",
    [
        {"id": "a", "question": "？", "kind": "guess"},
        {"id": "a", "question": "？", "kind": "figure", "answers": ["3"]},
        {"id": "a", "question": "？", "kind": "retrieval"},
        {"id": "a", "question": "？", "kind": "date"},
        {"id": "a", "question": "？", "kind": "none", "answer": "typo"},
        {"id": "a", "kind": "none"},
        {"id": "a", "question": "？", "kind": "entity", "answers": "甲"},
    ],
)
def test_a_faulty_line_is_named(line: dict[str, object], tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text("\n" + json.dumps(line, ensure_ascii=False), encoding="utf-8")
    with pytest.raises(ValueError, match=r"q\.jsonl:2: a"):
        list(load(file))

"""What a worker says is believed only where it concerns its own file and is well-formed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from indexer.documents.build import BuiltDocument, build_document
from indexer.run import received
from indexer.run.messages import MessageFault, dumps
from indexer.structure.blocks import Block, Reading
from judian.core.model import DocumentInfo, Kind, Verdict

if TYPE_CHECKING:
    from judian.core.engine import PassageEntry

JOB = DocumentInfo(
    "0123456789abcdef", "", ("甲.txt",), "", "01" * 32, ("a.txt",), ("..",), ((1, 2),)
)
TEXTS = ("本處於112年5月完成坑洞修補3件。", "依公路法第15條辦理。")
READING = Reading(tuple(Block(Kind.PARAGRAPH, text) for text in TEXTS), "text")


def made() -> tuple[BuiltDocument, list[PassageEntry]]:
    built, entries = build_document(JOB, None, READING)
    return built, list(entries)


def test_what_a_reader_sends_is_believed() -> None:
    built, entries = made()
    assert received.record(dumps(built), JOB) == built
    assert received.entries(dumps(entries), JOB.id, set()) == entries


def test_a_record_concerns_the_file_of_its_job() -> None:
    built, _ = made()
    other = replace(
        built.info, id="f" * 16, sources=("乙.txt",), addresses=("../../etc/passwd",),
        roots=("/",), stamps=((9, 9),), sha256="ff" * 32,
    )  # fmt: skip
    assert received.record(dumps(BuiltDocument(other, built.document)), JOB) == built


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": 5}, {"title": None}, {"pages": "3"}, {"verdict": "kept"}, {"agency": ("x",)},
        {"verdict": Verdict.FAILED}, {"page_verdicts": ("good",)}, {"provenance": {"title": 1}},
        {"provenance": ["title"]}, {"date": b"2024"}, {"stamps": ((1, 2, 3),)}, {"sources": "a"},
        {"title": "a\udc80"},
    ],
    ids=str,
)  # fmt: skip
def test_a_record_of_other_types_is_a_fault(wrong: dict[str, Any]) -> None:
    built, _ = made()
    record = BuiltDocument(replace(built.info, **wrong), built.document)
    with pytest.raises(MessageFault):
        received.record(dumps(record), JOB)


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "other#1"}, {"doc_id": "other"}, {"id": 5}, {"terms": {"words": (1,)}},
        {"terms": {"nothing": ("a",)}}, {"keys": {"year": ("a",)}}, {"keys": {"year": ("١",)}},
        {"keys": {"owner": ("a",)}}, {"date": -1}, {"date": 1 << 70 >> 8}, {"copy": 1 << 62},
        {"folded": ""}, {"payload": ""}, {"payload": "5"}, {"payload": "{}"}, {"squeezed": None},
        {"payload": "[" * 100}, {"copy": 1.5}, {"brief": ("other", "1", "", "0")}, {"brief": ()},
        {"brief": None}, {"brief": (5,)},
    ],
    ids=str,
)  # fmt: skip
def test_entries_that_are_not_as_entries_are_are_a_fault(wrong: dict[str, Any]) -> None:
    _, entries = made()
    sent = [entries[0], replace(entries[1], **wrong)]
    with pytest.raises(MessageFault):
        received.entries(dumps(sent), JOB.id, set())


def test_a_passage_comes_once() -> None:
    _, entries = made()
    known: set[str] = set()
    received.entries(dumps(entries[:1]), JOB.id, known)
    with pytest.raises(MessageFault, match="twice"):
        received.entries(dumps(entries), JOB.id, known)


@pytest.mark.parametrize(
    "facts", [None, 5, "text", ("a",) * 4, ("a",) * 6, (1,) * 5, ["a"] * 5, {"a": 1}]
)
def test_an_error_has_five_texts(facts: object) -> None:
    assert received.error(dumps(("damaged", "a", "b", "甲", "乙")), "x").reason == "damaged"
    with pytest.raises(MessageFault):
        received.error(dumps(facts), "x")

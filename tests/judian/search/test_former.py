"""An index that was built anew may count passages otherwise: digests decide which is meant."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from judian.core.editions import Fate, FormerEdition, FormerPassage, digest_of, edition_entry
from judian.core.engine import DocumentEntry
from judian.core.model import DocumentInfo, Kind, Passage, to_json
from judian.engines.memory import MemoryEngine
from judian.search.former import former_view
from judian.search.hits.collection import read_collection
from tests.judian.engines.building import passage as entry

if TYPE_CHECKING:
    from judian.search.replies.former import FormerView

OLD, NEW = "0" * 16, "1" * 16


def asked(rows: list[FormerPassage], texts: list[str]) -> FormerView:
    """What is said of the first passage of a former edition with these rows."""
    engine = MemoryEngine()
    info = DocumentInfo(OLD, "舊", ("a.txt",), "text", "")
    with engine.writer() as writer:
        new = DocumentInfo(NEW, "新", ("a.txt",), "text", "", passages=len(texts))
        writer.put_document(DocumentEntry(NEW, json.dumps(to_json(new))))
        writer.put_document(
            edition_entry(FormerEdition(info, "2026-01-02T03:04:05+00:00", NEW, tuple(rows)))
        )
        for number, text in enumerate(texts, 1):
            made = Passage(
                f"{NEW}-{number:05d}", NEW, number, Kind.PARAGRAPH, text, 0, len(text), 1
            )
            stored = entry(made.id, text)
            writer.add_passages([replace(stored, doc_id=NEW, payload=json.dumps(to_json(made)))])
        writer.commit()
    snapshot = engine.snapshot()
    view = former_view(snapshot, read_collection(snapshot), f"{OLD}-00001")
    assert view is not None
    return view


def test_a_passage_that_has_another_number_now_is_found_by_its_text() -> None:
    view = asked([FormerPassage(digest_of("甲文"), 1, digest_of("甲文"))], ["另一段", "甲文"])
    assert view.fate is Fate.SAME
    assert view.hit is not None
    assert view.hit.passage.text == "甲文"


def test_a_text_that_is_nowhere_is_gone_rather_than_another() -> None:
    view = asked([FormerPassage(digest_of("甲文"), 1, digest_of("甲文"))], ["另一段"])
    assert (view.fate, view.hit) == (Fate.GONE, None)
    assert view.document is not None

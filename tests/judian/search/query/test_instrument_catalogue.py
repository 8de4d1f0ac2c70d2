"""What is known of an instrument is carried on to the next generation only if nothing of it
changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from judian.core.engine import PassageEntry
from judian.core.errors import IndexDamaged
from judian.engines.memory import MemoryEngine
from judian.search.query.instrument_catalogue import Instruments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.core.engine import Snapshot

FISHERY, MAIL = "漁業合作協定", "郵務往來協定"


def put(engine: MemoryEngine, doc_id: str, mentioned: Sequence[tuple[str, str]]) -> None:
    """Put a document in the place of an older one; (instrument, name) of each passage."""
    with engine.writer() as writer:
        writer.remove_document(doc_id)
        for number, (instrument, name) in enumerate(mentioned):
            mention = {"instrument": instrument, "name": name, "kind": "agreement", "text": name}
            keys = {"doc": (doc_id,), "instrument": (instrument,)}
            payload = json.dumps({"mentions": [mention]})
            writer.add_passages(
                [PassageEntry(f"{doc_id}-{number}", doc_id, {}, name, name, keys, payload=payload)]
            )
        writer.commit()


@pytest.fixture
def engine() -> MemoryEngine:
    engine = MemoryEngine()
    put(engine, "a", [("x-1", FISHERY)])
    put(engine, "b", [("x-2", MAIL)])
    return engine


@pytest.fixture
def learned(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The instruments whose names are read from passages."""
    asked: list[str] = []
    learn = Instruments._learn

    def note(self: Instruments, ids: tuple[str, ...], limit: int) -> object:
        asked.extend(ids)
        return learn(self, ids, limit)

    monkeypatch.setattr(Instruments, "_learn", note)
    return asked


def names_of(instruments: Instruments) -> dict[str, str]:
    return {one: named.entry.name for one, named in instruments.items()}


def test_names_of_unchanged_instruments_are_not_read_again(
    engine: MemoryEngine, learned: list[str]
) -> None:
    before = Instruments(engine.snapshot())
    assert names_of(before) == {"x-1": FISHERY, "x-2": MAIL}
    put(engine, "c", [("x-3", "航空協定")])
    learned.clear()
    after = Instruments(engine.snapshot(), before)
    assert names_of(after) == {"x-1": FISHERY, "x-2": MAIL, "x-3": "航空協定"}
    assert learned == ["x-3"]


def test_a_name_that_a_new_edition_gives_is_read(engine: MemoryEngine, learned: list[str]) -> None:
    before = Instruments(engine.snapshot())
    names_of(before)
    put(engine, "b", [("x-2", "郵政往來協定")])
    learned.clear()
    after = Instruments(engine.snapshot(), before, ["b"])
    assert names_of(after) == {"x-1": FISHERY, "x-2": "郵政往來協定"}
    assert learned == ["x-2"]


def test_an_instrument_in_one_more_passage_is_read(
    engine: MemoryEngine, learned: list[str]
) -> None:
    before = Instruments(engine.snapshot())
    names_of(before)
    put(engine, "c", [("x-1", FISHERY)])
    learned.clear()
    names_of(Instruments(engine.snapshot(), before))
    assert learned == ["x-1"]


def test_all_is_read_where_the_generation_before_cannot_be(
    engine: MemoryEngine, learned: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Instruments(engine.snapshot())
    names_of(before)
    put(engine, "b", [])
    learned.clear()
    later: Snapshot = engine.snapshot()

    def damaged(*_: object, **__: object) -> None:
        raise IndexDamaged("index", "cut short")

    monkeypatch.setattr(type(before._snapshot), "search", damaged)
    after = Instruments(later, before, ["b"])
    monkeypatch.undo()
    assert names_of(after) == {"x-1": FISHERY}

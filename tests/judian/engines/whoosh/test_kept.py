"""What is decoded or unpacked stays so over commits, for all views of the same segment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.core.query import Key, Query
from judian.engines.registry import open_engine
from judian.engines.whoosh import policy, records, segment
from judian.engines.whoosh import snapshot as snapshot_module
from tests.judian.engines.building import IDENTITY, passage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from judian.core.engine import Engine


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """An engine over twenty passages in one segment, to which others are added beside it."""
    monkeypatch.setattr(policy, "_SMALLEST", 1)
    monkeypatch.setattr(policy, "_RATIO", 2)
    opened = open_engine("whoosh", tmp_path / "index", IDENTITY)
    _add(opened, "a", 20)
    return opened


def _add(engine: Engine, doc_id: str, count: int) -> None:
    with engine.writer() as to:
        to.add_passages(
            [
                passage(f"{doc_id}#{n}", "甲/乙" if n % 2 else "丙", keys={"year": ["2009"]})
                for n in range(count)
            ]
        )
        to.commit()


def _counted(monkeypatch: pytest.MonkeyPatch, place: object, name: str) -> list[object]:
    """The calls of a function from now on."""
    calls: list[object] = []
    function: Callable[..., object] = getattr(place, name)

    def count(*given: object) -> object:
        calls.append(given)
        return function(*given)

    monkeypatch.setattr(place, name, count)
    return calls


def test_postings_of_a_segment_are_decoded_once_for_all_generations(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = Query(Key("year", ("2009",)))
    assert engine.snapshot().search(query, limit=1).total == 20
    decoded = _counted(monkeypatch, segment, "decode")
    _add(engine, "b", 2)
    assert engine.snapshot().search(query, limit=1).total == 22
    assert len(decoded) == 1  # those of the new segment
    some = engine.snapshot().without({"b"})
    decoded.clear()
    assert some.search(query, limit=1).total == 20
    assert not decoded


def test_payloads_of_a_block_are_unpacked_once(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot = engine.snapshot()
    first = snapshot.payloads(["a#1"])
    unpacked = _counted(monkeypatch, records, "decompress")
    assert snapshot.payloads(["a#1", "a#2", "no"])[::2] == [*first, None]
    _add(engine, "b", 2)
    assert engine.snapshot().payloads(["a#1"]) == first
    assert not unpacked


def test_payloads_of_a_long_list_are_unpacked_and_not_kept(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot_module, "_KEPT_BLOCKS", 0)
    walked = engine.snapshot().payloads(["a#1", "a#2"])
    unpacked = _counted(monkeypatch, records, "decompress")
    assert engine.snapshot().payloads(["a#1", "a#2"]) == walked
    assert unpacked  # nothing was left of the first call
    monkeypatch.setattr(snapshot_module, "_KEPT_BLOCKS", 1)
    assert engine.snapshot().payloads(["a#1", "a#2"]) == walked
    unpacked.clear()
    assert engine.snapshot().payloads(["a#1"]) == walked[:1]
    assert not unpacked

"""Lists that are kept: bounded together, by read path and generation, and never another user's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from indexer.run.pipeline import Options, run
from judian.engines.memory import MemoryEngine
from judian.search.lists import kept as kept_module
from judian.search.lists.kept import KeptLists
from judian.search.requests.rights import Rights
from judian.search.requests.values import FigureRequest, InstrumentRequest
from judian.search.service import Service
from tests.judian.search.conftest import REPORTS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pytest


class _Generation:
    """A generation of an index."""


def ask(kept: KeptLists, owner: int, generation: Any, request: str, rows: int) -> list[str]:
    """What was kept, or a new list of so many rows."""
    return kept.get(owner, generation, request, lambda: [request] * rows, len)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 9), st.integers(0, 40)), max_size=60))
def test_rows_are_bounded_whatever_is_asked(asked: Sequence[tuple[int, int, int]]) -> None:
    kept, generations = KeptLists(most=50), [_Generation() for _ in range(3)]
    for owner, request, rows in asked:
        made = ask(kept, owner, generations[owner], f"{request}/{rows}", rows)
        assert len(made) == rows
        assert kept._rows == sum(rows for _, rows in kept._kept.values()) <= 50
        assert len(kept._kept) <= kept_module.MOST_LISTS


def test_what_was_used_last_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    kept, now = KeptLists(most=10), _Generation()
    first = ask(kept, 1, now, "a", 4)
    ask(kept, 1, now, "b", 4)
    assert ask(kept, 1, now, "a", 4) is first
    ask(kept, 1, now, "c", 4)
    assert ask(kept, 1, now, "a", 4) is first
    assert [request for _, _, request in kept._kept] == ["c", "a"]
    large = ask(kept, 1, now, "large", 11)
    assert ask(kept, 1, now, "large", 11) is not large
    monkeypatch.setattr(kept_module, "MOST_LISTS", 2)
    for name in "xyz":
        ask(kept, 1, now, name, 0)
    assert len(kept._kept) == 2


def test_lists_of_owners_and_generations_are_apart() -> None:
    kept, now, later = KeptLists(), _Generation(), _Generation()
    own = ask(kept, 1, now, "a", 3)
    assert ask(kept, 2, now, "a", 3) is not own
    assert ask(kept, 1, later, "a", 3) is not own
    assert [generation for owner, generation, _ in kept._kept if owner == 1] == [later]
    kept.forget(2)
    kept.forget(1)
    assert kept._rows == len(kept._kept) == 0


def test_every_user_s_lists_are_kept_apart_and_made_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = MemoryEngine()
    run(engine, tmp_path / "index", [REPORTS], Options(jobs=1))
    whole = Service(engine)
    fewer = whole.over([(engine, Rights(("*山域*",)))])

    def lists(service: Service) -> list[Any]:
        items = service.instruments(InstrumentRequest()).items
        return [
            service.figures(FigureRequest(size=1)).total,
            len(items),
            service.authorities("").authorities,
            service.instrument(items[0].id).total,
        ]

    before = lists(whole), lists(fewer)
    assert before[0][0] > before[1][0]
    read = []
    for snapshot in (whole.engine.snapshot(), fewer.engine.snapshot()):
        kind = type(snapshot)
        original = kind.payloads
        monkeypatch.setattr(
            kind, "payloads", lambda *a, original=original: read.append(1) or original(*a)
        )
    assert (lists(whole), lists(fewer)) == before
    assert not read

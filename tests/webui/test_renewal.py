"""The lists of a new generation are made before somebody asks for them."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from indexer.run.pipeline import Options, run
from judian.core.errors import IndexMissing
from judian.engines.memory import MemoryEngine
from judian.search.lists import all_lists, figures
from judian.search.requests.values import FigureRequest, InstrumentRequest
from judian.search.service import Service
from judian.zh.instruments import short_articles
from tests.project import ROOT
from webui.renewal import Renewal

if TYPE_CHECKING:
    from pathlib import Path


def test_lists_are_made_once_for_each_generation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, sources = MemoryEngine(), tmp_path / "sources"
    sources.mkdir()
    (sources / "a.md").write_text(
        "# 港務報告\n\n112年進港1,204艘，依商港法第36條裁罰12件。", "utf-8"
    )
    service = Service(engine)
    renewal = Renewal([service])
    renewal.look()  # there is no index yet
    run(engine, tmp_path / "index", [sources], Options())
    made: list[str] = []
    here = threading.get_ident()  # servers of other tests renew their lists in other threads
    for module, name in (
        (figures, "_make"),
        (all_lists, "choose_instruments"),
        (all_lists, "authorities_of_query"),
    ):
        function = getattr(module, name)

        def noted(*given: object, name: str = name, function: object = function) -> object:
            if threading.get_ident() == here:
                made.append(name)
            assert callable(function)
            return function(*given)

        monkeypatch.setattr(module, name, noted)
    renewal.look()
    assert sorted(made) == ["_make", "authorities_of_query", "choose_instruments"]
    renewal.look()
    assert service.figures(FigureRequest("", page=2)).total > 1
    assert service.instruments(InstrumentRequest(size=5)).total == 1
    assert len(service.authorities().authorities) == 1
    assert len(made) == 3
    (sources / "b.md").write_text("# 海巡報告\n\n113年查獲5件，依海岸巡防法辦理。", "utf-8")
    run(engine, tmp_path / "index", [sources], Options())
    renewal.look()
    assert len(made) == 6
    assert service.instruments(InstrumentRequest()).total == 2
    assert len(made) == 6


def test_a_process_that_makes_no_lists_prepares_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, sources = MemoryEngine(), tmp_path / "sources"
    sources.mkdir()
    (sources / "a.md").write_text("# 商港法\n\n商港由主管機關經營。", "utf-8")
    run(engine, tmp_path / "index", [sources], Options())
    service = Service(engine)
    for name in ("figures", "authorities", "instruments"):
        monkeypatch.setattr(service, name, lambda *_: pytest.fail("a list was made"))
    assert Renewal([service], with_lists=False).look()
    assert service._collection(engine.snapshot()).catalogue.titled._by_statute


def test_names_are_read_before_something_is_typed(tmp_path: Path) -> None:
    engine, sources = MemoryEngine(), tmp_path / "sources"
    sources.mkdir()
    (sources / "a.md").write_text("# 港務報告\n\n依商港法第36條裁罰12件。", "utf-8")
    run(engine, tmp_path / "index", [sources], Options())
    service = Service(engine)
    short_articles._ends.cache_clear()
    Renewal([service]).look()
    assert short_articles._ends.cache_info().currsize == 1
    names = service._collection(engine.snapshot()).names
    assert {"all", "by_sound", "words_by_sound", "_by_pair"} <= names.__dict__.keys()


def test_an_index_that_cannot_be_read_is_looked_at_again(tmp_path: Path) -> None:
    class Broken:
        looked = 0

        def state(self) -> object:
            self.looked += 1
            raise IndexMissing(tmp_path)

    broken = Broken()
    renewal = Renewal([broken])  # type: ignore[list-item]
    assert not renewal.look()
    assert not renewal.look()
    assert broken.looked == 2


def test_a_new_generation_is_told_once(tmp_path: Path) -> None:
    engine, sources = MemoryEngine(), tmp_path / "sources"
    sources.mkdir()
    (sources / "a.md").write_text("# 港務報告\n\n依商港法第36條裁罰12件。", "utf-8")
    run(engine, tmp_path / "index", [sources], Options())
    renewal = Renewal([Service(engine)])
    assert renewal.look()
    assert not renewal.look()


#: What a server has loaded is settled twice; cycles of before are then gone.
_SETTLED = """
import gc, weakref
from webui.renewal import settle

class Node:
    pass

loaded, cycle = [Node() for _ in range(9)], Node()
cycle.own, seen = cycle, weakref.ref(cycle)
settle()
assert gc.get_freeze_count() > 9 and not any(one is cycle for one in gc.get_objects())
del cycle
gc.collect()
assert seen() is not None
settle()
print(seen())
"""


def test_what_is_loaded_is_collected_only_with_the_next_generation() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _SETTLED], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "None"

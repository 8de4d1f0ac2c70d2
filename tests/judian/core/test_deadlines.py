"""Deadlines: long work ends in time, in its own loops too and not only when the index is asked."""

from __future__ import annotations

import contextvars
import time
from typing import TYPE_CHECKING, Any

import pytest

from indexer.run.pipeline import Options, run
from judian.core import deadlines
from judian.core.deadlines import TookTooLong
from judian.engines.memory import MemoryEngine
from judian.search.requests.values import FigureRequest, InstrumentRequest
from judian.search.service import Service
from tests.judian.search.conftest import REPORTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def in_time(seconds: float | None, work: Callable[[], object]) -> object:
    """What `work` returns if it has so many seconds; other work is not concerned."""

    def limited() -> object:
        deadlines.begin(seconds)
        return work()

    return contextvars.copy_context().run(limited)


def test_items_come_until_the_time_is_over() -> None:
    def slow() -> Iterator[int]:
        for number in range(100):
            yield number
            time.sleep(0.02)

    seen: list[int] = []

    def work() -> None:
        seen.extend(deadlines.checked(slow()))

    assert in_time(None, lambda: list(deadlines.checked("abc"))) == ["a", "b", "c"]
    with pytest.raises(TookTooLong):
        in_time(0.1, work)


def test_other_processes_get_the_seconds_that_are_left() -> None:
    assert in_time(None, lambda: deadlines.seconds_left(30)) == 30
    assert in_time(60, lambda: deadlines.seconds_left(30)) == 30
    left = in_time(10, lambda: deadlines.seconds_left(30))
    assert isinstance(left, float)
    assert 9 < left <= 10
    with pytest.raises(TookTooLong):
        in_time(-1, lambda: deadlines.seconds_left(30))


@pytest.fixture(name="engine", scope="module")
def _engine(tmp_path_factory: pytest.TempPathFactory) -> MemoryEngine:
    """An engine that looks at no deadline itself."""
    engine = MemoryEngine()
    run(engine, tmp_path_factory.mktemp("index"), [REPORTS], Options(jobs=1))
    return engine


@pytest.fixture(name="service")
def _service(engine: MemoryEngine) -> Service:
    """A service that keeps no list yet."""
    return Service(engine)


def _audit(service: Service) -> object:
    documents = (service.document(info.id) for info in service.documents())
    return service.audit([p for document in documents for p in document.passages])


def _instruments(service: Service) -> list[str]:
    return list(service._collection(service.engine.snapshot()).instruments)


WORK: dict[str, Callable[[Service], Any]] = {
    "answer": lambda s: s.answer("112年全國共發生山域事故幾件？"),
    "figures": lambda s: s.figures(FigureRequest("")),
    "instruments": lambda s: s.instruments(InstrumentRequest("")),
    "instrument": lambda s: s.instrument(
        next(iter(s._collection(s.engine.snapshot()).instruments))
    ),
    "authorities": lambda s: s.authorities(""),
    "mentions": lambda s: list(s.mentions(_instruments(s))),
    "verify-quote": lambda s: s.verify_quote("較110年之521件減少35件"),
    "audit": _audit,
}


@pytest.mark.parametrize("name", WORK)
def test_loops_end_when_the_time_is_over(service: Service, name: str) -> None:
    with pytest.raises(TookTooLong):
        in_time(-1, lambda: WORK[name](service))
    assert WORK[name](service) is not None

"""Turns, deadlines and rates: expensive requests are refused, and leave the server to others."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from judian.core import deadlines
from judian.core.deadlines import TookTooLong
from judian.engines.registry import open_engine
from tests.judian.engines.building import IDENTITY
from tests.webui.fake import FakeService
from webui.app import create_app
from webui.http.costs import CLASS_OF, CLASSES, LONGEST_WAIT, QUEUED, CostClass, Turns
from webui.http.rates import Rates
from webui.http.request_errors import Busy
from webui.server import THREADS

if TYPE_CHECKING:
    from pathlib import Path


class SlowService(FakeService):
    """Lists of authorities wait until they are told to go on."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = threading.Semaphore(0)
        self.go_on = threading.Event()

    def authorities(self, *args: Any, **kwargs: Any) -> Any:
        self.begun.release()
        assert self.go_on.wait(30)
        return super().authorities(*args, **kwargs)


def test_beyond_its_turns_an_expensive_request_is_refused_at_once() -> None:
    service = SlowService()
    app = create_app({}, service)
    cost = CLASSES["whole"]
    found: list[int] = []

    def ask() -> None:
        found.append(app.test_client().get("/api/v1/authorities").status_code)

    threads = [threading.Thread(target=ask) for _ in range(cost.running + cost.waiting)]
    for thread in threads:
        thread.start()
    assert service.begun.acquire(timeout=30)
    places = app.extensions["turns"]["whole"]._queue
    end = time.monotonic() + 30
    while places._value:  # looked at, not taken: a request would be refused meanwhile
        assert time.monotonic() < end
        time.sleep(0.001)
    refused = app.test_client().get("/api/v1/authorities")
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert refused.get_json()["error"]["code"] == "busy"
    assert app.test_client().get("/api/v1/search?q=護照").status_code == 200
    service.go_on.set()
    for thread in threads:
        thread.join(30)
    assert found == [200] * len(threads)
    assert app.test_client().get("/api/v1/authorities").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/api/v1/export?q=護照", "/api/v1/figures?format=csv", "/api/v1/figures?unit=%FF", "/feed"],
)
def test_turns_come_back_after_files_and_errors(path: str) -> None:
    app = create_app({}, FakeService())
    for _ in range(8):
        app.test_client().get(path, buffered=True)
    for turns in app.extensions["turns"].values():
        turns.take()
        turns.give_back()


def test_who_waits_too_long_is_refused() -> None:
    turns = Turns(CostClass(running=1, waiting=1, patience=0.01))
    turns.take()
    with pytest.raises(Busy):
        turns.take()
    turns.give_back()
    turns.take()


def test_threads_are_left_when_all_classes_are_busy() -> None:
    assert sum(cost.running + cost.waiting for cost in CLASSES.values()) < THREADS
    views = {rule.endpoint for rule in create_app({}, FakeService()).url_map.iter_rules()}
    assert set(CLASS_OF) <= views
    assert set(CLASS_OF.values()) <= set(CLASSES)


def test_after_its_deadline_an_engine_answers_nothing(tmp_path: Path) -> None:
    engine = open_engine("whoosh", tmp_path, IDENTITY)
    with engine.writer() as writer:
        writer.commit()
    snapshot = engine.snapshot()
    try:
        deadlines.begin(-1)
        with pytest.raises(TookTooLong):
            snapshot.payloads(["a"])
        deadlines.begin(60)
        assert snapshot.payloads(["a"]) == [None]
    finally:
        deadlines.begin(None)


def test_a_reply_that_takes_too_long_is_an_error() -> None:
    class LateService(FakeService):
        def search(self, *args: Any) -> Any:
            deadlines.begin(-1)
            deadlines.check()
            return super().search(*args)

    try:
        reply = create_app({}, LateService()).test_client().get("/api/v1/search?q=a")
    finally:
        deadlines.begin(None)
    assert reply.status_code == 503
    assert reply.get_json()["error"]["code"] == "took_too_long"
    assert reply.headers["Retry-After"]


def test_an_address_that_asks_too_often_waits() -> None:
    rates = Rates(60)
    assert [rates.count("a", 0.0) for _ in range(15)] == [0.0] * 15
    assert rates.count("a", 0.0) == pytest.approx(1.0)
    assert rates.count("b", 0.0) == 0
    assert rates.count("a", 0.5) == pytest.approx(0.5)
    assert rates.count("a", 1.0) == 0
    app = create_app({"REQUESTS_PER_MINUTE": 4}, FakeService())

    def ask(path: str, address: str) -> Any:
        return app.test_client().get(path, environ_base={"REMOTE_ADDR": address})

    assert ask("/api/v1/search?q=a", "203.0.113.1").status_code == 200
    refused = ask("/api/v1/search?q=a", "203.0.113.1")
    assert (refused.status_code, refused.get_json()["error"]["code"]) == (429, "too_often")
    assert 1 <= int(refused.headers["Retry-After"]) <= 15
    assert ask("/api/v1/search?q=a", "203.0.113.2").status_code == 200
    assert ask("/healthz", "203.0.113.1").status_code == 200
    for _ in range(5):
        assert ask("/api/v1/search?q=a", "127.0.0.1").status_code == 200


def test_the_wait_for_a_thread_counts_for_the_deadline() -> None:
    class LateService(FakeService):
        def search(self, *args: Any) -> Any:
            left.append(deadlines.seconds_left(1000))
            return super().search(*args)

    left: list[float] = []
    client = create_app({"REQUEST_SECONDS": 60}, LateService()).test_client()

    def ask(path: str, waited: float) -> Any:
        return client.get(path, environ_base={QUEUED: time.monotonic() - waited})

    try:
        assert ask("/api/v1/search?q=a", 0.9 * LONGEST_WAIT).status_code == 200
        refused = ask("/api/v1/search?q=a", 1.1 * LONGEST_WAIT)
    finally:
        deadlines.begin(None)
    assert 0 < left[0] <= 60 - 0.9 * LONGEST_WAIT
    assert len(left) == 1
    assert (refused.status_code, refused.get_json()["error"]["code"]) == (503, "overloaded")
    assert int(refused.headers["Retry-After"]) == LONGEST_WAIT

"""Calls to a cluster that does not answer, answers late, or refuses."""

from __future__ import annotations

import json
import threading
import time
from typing import TYPE_CHECKING

import pytest

from judian.core.errors import EngineUnavailable
from judian.engines.opensearch import bulk, client, hosts
from judian.engines.opensearch.bulk import Bulk
from judian.engines.opensearch.client import CallFailed, Client, decoded, encoded
from judian.engines.opensearch.hosts import Hosts
from judian.engines.opensearch.options import Options
from tests.judian.engines.opensearch.server import serving

if TYPE_CHECKING:
    from collections.abc import Callable

#: A port of the loopback address that nothing listens on.
NOBODY = "http://127.0.0.1:9"


def _client(*hosts: str, timeout: float = 5.0) -> Client:
    return Client(Options(hosts=hosts, timeout=timeout))


def test_the_next_host_is_asked_when_one_is_gone() -> None:
    with serving(lambda *_: (200, b'{"n": 1}')) as host:
        asked = _client(NOBODY, host)
        assert [asked.call("GET", "/") for _ in range(4)] == [{"n": 1}] * 4
        asked.close()


def test_a_busy_cluster_is_asked_again() -> None:
    answers = iter([(429, b"{}"), (503, b"{}"), (200, b'{"done": true}')])
    with serving(lambda *_: next(answers)) as host:
        assert _client(host).call("POST", "/_search", {}) == {"done": True}


def test_a_search_that_lost_a_node_is_asked_again() -> None:
    cause = {"type": "node_disconnected_exception", "reason": "[n1] disconnected"}
    error = {"type": "search_phase_execution_exception", "root_cause": [cause], "reason": ""}
    answers = iter([(500, json.dumps({"error": error}).encode()), (200, b'{"done": true}')])
    with serving(lambda *_: next(answers)) as host:
        assert _client(host).call("POST", "/_search", {}) == {"done": True}


def test_a_refusal_says_what_the_cluster_says() -> None:
    error = {"error": {"type": "aliases_not_found_exception", "reason": "aliases [x] missing"}}
    with (
        serving(lambda *_: (404, json.dumps(error).encode())) as host,
        pytest.raises(CallFailed, match=r"aliases \[x\] missing") as caught,
    ):
        _client(host).call("POST", "/_aliases", {})
    assert (caught.value.status, caught.value.kind) == (404, "aliases_not_found_exception")


def test_the_deadline_is_that_of_all_attempts_together() -> None:
    over = threading.Event()

    def late(*_: object) -> tuple[int, bytes]:
        over.wait(30)
        return 200, b"{}"

    with serving(late) as host:
        begun = time.monotonic()
        with pytest.raises(EngineUnavailable):
            _client(host, host, host, timeout=0.5).call("GET", "/")
        seconds = time.monotonic() - begun
        over.set()
    # Each attempt alone would take the half second. A busy machine may take one more.
    assert 0.4 < seconds < 1.4


def test_after_some_failures_calls_fail_at_once_and_then_are_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = _client(NOBODY, timeout=0.05)
    for _ in range(client._BREAK_AFTER):
        with pytest.raises(EngineUnavailable, match=r"127\.0\.0\.1"):
            asked.call("GET", "/")
    with pytest.raises(EngineUnavailable, match="a moment ago") as caught:
        asked.call("GET", "/")
    assert 1 <= caught.value.retry_after <= client._BREAK_SECONDS
    monkeypatch.setattr(asked, "_closed_until", 0.0)
    with pytest.raises(EngineUnavailable, match=r"127\.0\.0\.1"):
        asked.call("GET", "/")


@pytest.mark.parametrize("escaped", [False, True])
def test_lone_surrogates_survive(escaped: bool) -> None:
    value = {"a\ud800": ["\udfff甲😀", 1]}
    sent = encoded(value)
    received = json.dumps(json.loads(sent)).encode() if escaped else sent
    assert decoded(received) == value


def test_items_that_failed_are_sent_again_and_only_these(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "_LONGEST_PAUSE", 0.01)
    sent: list[list[str]] = []

    def full(_method: str, _path: str, body: bytes) -> tuple[int, bytes]:
        lines = [json.loads(line) for line in body.splitlines()]
        ids = [line["index"]["_id"] for line in lines if "index" in line]
        sent.append(ids)
        failed = ids[1:] if len(sent) < 3 else []
        error = {"type": "circuit_breaking_exception", "reason": "Data too large"}
        items = [
            {"index": {"status": 429, "error": error} if one in failed else {"status": 201}}
            for one in ids
        ]
        return 200, json.dumps({"errors": bool(failed), "items": items}).encode()

    with serving(full) as host:
        to = Bulk(_client(host), "target")
        for name in "abcd":
            to.add(name, '{"x":1}')
        to.flush()
    assert sent == [["a", "b", "c", "d"], ["b", "c", "d"], ["c", "d"]]
    assert to.retried == 5


def test_a_record_that_is_refused_for_good_is_an_error() -> None:
    error = {"type": "mapper_parsing_exception", "reason": "no such field"}
    reply = {"errors": True, "items": [{"index": {"status": 400, "error": error}}]}
    with serving(lambda *_: (200, json.dumps(reply).encode())) as host:
        to = Bulk(_client(host), "target")
        to.add("a", "{}")
        with pytest.raises(CallFailed, match="no such field"):
            to.flush()


def test_records_that_are_never_stored_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "PATIENCE", 0.2)
    error = {"type": "circuit_breaking_exception", "reason": "Data too large"}
    reply = {"errors": True, "items": [{"index": {"status": 429, "error": error}}]}
    with serving(lambda *_: (200, json.dumps(reply).encode())) as host:
        to = Bulk(_client(host), "target")
        to.add("a", "{}")
        with pytest.raises(EngineUnavailable, match="Data too large"):
            to.flush()


def test_a_host_that_hangs_is_not_waited_for_and_then_asked_last() -> None:
    frozen = threading.Event()
    asked: list[str] = []

    def hangs(*_: object) -> tuple[int, bytes]:
        asked.append("hangs")
        frozen.wait(8)
        return 200, b'{"late": true}'

    def answers(*_: object) -> tuple[int, bytes]:
        asked.append("answers")
        return 200, b'{"n": 1}'

    with serving(hangs) as slow, serving(answers) as well:
        question = _client(slow, well, timeout=8.0)
        begun = time.monotonic()
        for _ in range(6):
            assert question.call("POST", "/a/_search", {}) == {"n": 1}
        seconds = time.monotonic() - begun
        frozen.set()
        question.close()
    # Once at most for the latest bound; without a second question each other one would take 8 s.
    assert seconds < 2 * hosts._LATEST_HEDGE + 1.0
    assert asked.count("hangs") == 1


def test_a_host_whose_first_answer_does_not_come_is_asked_again() -> None:
    """As when both hosts wait for a third one that hangs, and then know that it owes an answer."""
    frozen = threading.Event()
    seen: dict[str, int] = {}

    def waits_once(host: str) -> Callable[..., tuple[int, bytes]]:
        def answer(*_: object) -> tuple[int, bytes]:
            seen[host] = seen.get(host, 0) + 1
            if seen[host] == 1:
                frozen.wait(8)
            return 200, b'{"n": 1}'

        return answer

    with serving(waits_once("one")) as one, serving(waits_once("other")) as other:
        question = _client(one, other, timeout=8.0)
        begun = time.monotonic()
        assert question.call("POST", "/a/_search", {}) == {"n": 1}
        seconds = time.monotonic() - begun
        frozen.set()
        question.close()
    assert seconds < 3 * hosts._LATEST_HEDGE + 1.0
    assert sorted(seen.values()) == [1, 2]


def test_what_writes_is_never_sent_to_two_hosts_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hosts, "_LATEST_HEDGE", 0.01)
    asked: list[str] = []

    def late(method: str, *_: object) -> tuple[int, bytes]:
        asked.append(method)
        time.sleep(0.1)
        return 200, b"{}"

    with serving(late) as one, serving(late) as other:
        writer = _client(one, other)
        writer.call("POST", "/a/_bulk", b"")
        writer.call("PUT", "/a", {})
        assert asked == ["POST", "PUT"]
        writer.call("GET", "/a")
        writer.close()
    assert asked.count("GET") > 1


def test_an_answer_that_comes_later_but_is_one_is_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(hosts, "_LATEST_HEDGE", 0.05)

    def late(*_: object) -> tuple[int, bytes]:
        time.sleep(0.3)
        return 200, b'{"n": 1}'

    with serving(late) as slow:
        question = _client(slow, NOBODY)
        assert [question.call("GET", "/") for _ in range(2)] == [{"n": 1}] * 2
        question.close()


def test_a_host_that_failed_comes_back_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(hosts.time, "monotonic", lambda: now[0])
    known = Hosts(["a", "b", "c"])
    known.failed("b")
    assert {tuple(known.in_turn())[-1] for _ in range(6)} == {"b"}
    now[0] += hosts._AVOIDED_SECONDS
    assert {next(iter(known.in_turn())) for _ in range(3)} == {"a", "b", "c"}
    for _ in range(9):
        known.failed("b")
    now[0] += hosts._LONGEST_AVOIDED - 0.1
    assert {tuple(known.in_turn())[-1] for _ in range(6)} == {"b"}
    known.answered("b")
    assert {next(iter(known.in_turn())) for _ in range(3)} == {"a", "b", "c"}


def test_a_second_host_is_asked_after_the_time_of_nearly_all_questions() -> None:
    known = Hosts(["a"])
    assert known.hedge_seconds == hosts._LATEST_HEDGE
    for number in range(100):
        known.answered("a", 0.2 if number < 94 else 9.0)
    assert known.hedge_seconds == hosts._LATEST_HEDGE
    for _ in range(100):
        known.answered("a", 0.2)
    assert known.hedge_seconds == 0.2
    for _ in range(200):
        known.answered("a", 0.001)
    assert known.hedge_seconds == hosts._EARLIEST_HEDGE

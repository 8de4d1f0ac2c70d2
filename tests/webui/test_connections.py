"""Connections: slow clients, the time they have, and that a refusal can be read."""

from __future__ import annotations

import contextlib
import http.client
import os
import socket
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.webui.fake import FakeService
from tests.webui.running import fetch, running
from webui import connections
from webui import server as server_module
from webui.app import _RETRY_AFTER, create_app
from webui.http import costs
from webui.server import create_server, listen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class HeldService(FakeService):
    """Searches for 護照 wait until they are told to go on."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = threading.Semaphore(0)
        self.go_on = threading.Event()

    def search(self, *args: Any, **kwargs: Any) -> Any:
        self.begun.release()
        assert self.go_on.wait(30)
        return super().search(*args, **kwargs)


@pytest.fixture
def service() -> HeldService:
    return HeldService()


@pytest.fixture
def served(service: HeldService) -> Iterator[Any]:
    """A server as the program makes it."""
    server = create_server(create_app({}, service), listen("127.0.0.1", 0))
    with running(server):
        yield server
        service.go_on.set()


@pytest.fixture
def server(served: Any) -> int:
    """The port of the server."""
    return int(served.socket.getsockname()[1])


def _slow_ones(held: contextlib.ExitStack, port: int, count: int, head: bytes) -> list[Any]:
    """Connections that have sent the beginning of a request."""
    found = []
    for _ in range(count):
        one = held.enter_context(socket.create_connection(("127.0.0.1", port), timeout=20))
        with contextlib.suppress(OSError):  # it was closed already
            one.sendall(head)
        found.append(one)
    return found


def _is_closed(connection: socket.socket) -> bool:
    try:
        return connection.recv(100) == b""
    except ConnectionError:
        return True


@pytest.mark.parametrize("count", [200, 450])
def test_clients_that_never_finish_their_request_keep_nobody_out(server: int, count: int) -> None:
    with contextlib.ExitStack() as held:
        _slow_ones(held, server, count, b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        assert fetch(server, "/healthz").status == 200


def test_slow_clients_of_many_addresses_give_way(
    server: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "CONNECTIONS", 20)
    with contextlib.ExitStack() as held:
        slow = _slow_ones(held, server, 40, b"GET / HTTP/1.1\r\n")
        assert fetch(server, "/healthz").status == 200
        assert all(_is_closed(one) for one in slow[:20])


@pytest.mark.parametrize("head", [b"", b"G", b"GET / HTTP/1.1\r\nX: ", b"POST / HTTP/1.1\r\n"
                                  b"Host: 127.0.0.1\r\nContent-Length: 9\r\n\r\nabc"])  # fmt: skip
def test_a_request_that_does_not_come_ends_its_connection(
    server: int, head: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "HEADER_SECONDS", 0.1)
    monkeypatch.setattr(connections, "BODY_SECONDS", 0.1)
    with socket.create_connection(("127.0.0.1", server), timeout=20) as one:
        if head:
            one.sendall(head)
        assert _is_closed(one)


def test_a_client_that_takes_nothing_is_given_up(
    server: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "STALLED_SECONDS", 0.5)
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        one.settimeout(20)
        one.connect(("127.0.0.1", server))
        one.sendall(b"GET /static/judian.css HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * 200)
        time.sleep(3)
        received = 0
        with contextlib.suppress(ConnectionError):
            while portion := one.recv(65536):
                received += len(portion)
    assert received < 200 * 30_000


def test_a_large_body_is_refused_before_it_is_received(server: int) -> None:
    with socket.create_connection(("127.0.0.1", server), timeout=20) as one:
        one.sendall(b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 900000000\r\n\r\n")
        assert one.recv(100).startswith(b"HTTP/1.1 413 ")


def _begin(port: int, path: str) -> http.client.HTTPConnection:
    """A connection on which a request was sent."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path)
    return connection


_SEARCH = "/api/v1/search?q=%E8%AD%B7%E7%85%A7"


def test_after_a_reply_that_took_long_the_connection_may_be_used_again(
    served: Any, service: HeldService, server: int
) -> None:
    connection = _begin(server, _SEARCH)
    assert service.begun.acquire(timeout=20)
    for channel in list(served.active_channels.values()):
        channel.since -= 10 * connections.IDLE_SECONDS
        channel.last_sent = channel.since
    service.go_on.set()
    assert connection.getresponse().read()
    time.sleep(1.5)  # the server looks after its connections each second
    connection.request("GET", "/healthz")
    assert connection.getresponse().read()
    connection.close()


def _held_up(served: Any, then: Callable[[], object]) -> None:
    """Have the thread that looks after connections do nothing while `then` is called, and then find
    that a second is over."""
    begun, go_on = threading.Event(), threading.Event()

    def wait() -> None:
        begun.set()
        assert go_on.wait(20)
        served.next_channel_cleanup = 0

    served.trigger.pull_trigger(wait)
    assert begun.wait(20)
    until = time.monotonic() + 20
    while any(c.requests for c in served.active_channels.values()) and time.monotonic() < until:
        time.sleep(0.01)  # a reply is read before the thread that made it has ended
    then()
    go_on.set()


def test_connections_outlive_those_who_keep_them_and_who_wait() -> None:
    nginx, caddy = 60, 120
    assert max(nginx, caddy, _RETRY_AFTER) < connections.IDLE_SECONDS


def test_a_request_that_comes_as_the_patience_ends_is_answered(served: Any, server: int) -> None:
    connection = _begin(server, "/healthz")
    assert connection.getresponse().read()

    def ask_late() -> None:
        for channel in list(served.active_channels.values()):
            channel.since -= 10 * connections.IDLE_SECONDS
        connection.request("GET", "/healthz")

    _held_up(served, ask_late)
    assert connection.getresponse().status == 200
    connection.close()


def test_the_first_request_of_a_connection_is_not_late_because_the_server_is(
    served: Any, server: int
) -> None:
    with socket.create_connection(("127.0.0.1", server), timeout=20) as one:
        until = time.monotonic() + 20
        while not served.active_channels and time.monotonic() < until:
            time.sleep(0.01)

        def ask_late() -> None:
            for channel in list(served.active_channels.values()):
                channel.since -= 10 * connections.HEADER_SECONDS
            one.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")

        _held_up(served, ask_late)
        assert one.recv(15) == b"HTTP/1.1 200 OK"


def test_a_request_that_has_come_is_not_given_up_for_another_connection(
    served: Any, server: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = _begin(server, "/healthz"), _begin(server, "/healthz")
    for one in (first, second):
        assert one.getresponse().read()
    monkeypatch.setattr(server_module, "CONNECTIONS", 2)
    with contextlib.ExitStack() as held:

        def ask() -> None:
            for channel in list(served.active_channels.values()):
                channel.since -= channel.addr == first.sock.getsockname()  # it waits longest
            first.request("GET", "/healthz")
            _slow_ones(held, server, 1, b"G")

        _held_up(served, ask)
        assert first.getresponse().status == 200
        assert _is_closed(second.sock)
        first.close()
        second.close()


def _until_closed(connection: socket.socket, portion: bytes, most: int) -> int:
    """Bytes that are sent, up to `most`, until the server sends something or closes."""
    connection.settimeout(0)
    sent, until = 0, time.monotonic() + 30
    while sent < most and time.monotonic() < until:
        with contextlib.suppress(BlockingIOError):
            try:
                sent += connection.send(portion)
                connection.recv(1, socket.MSG_PEEK)
            except ConnectionError:
                break
            break
        time.sleep(0.001)
    return sent


@pytest.mark.parametrize(
    "portion",
    [b"1\r\na\r\n" * 1000, b"5;" + b"a" * 8000, b"0" * 8000, b"0\r\n" + b"X-A: b\r\n" * 1000],
    ids=["chunks of one byte", "an extension", "digits", "trailers"],
)
@pytest.mark.parametrize("path", [b"/audit", b"/keeper/files"])
def test_a_body_of_little_but_framing_is_refused(server: int, portion: bytes, path: bytes) -> None:
    with socket.create_connection(("127.0.0.1", server), timeout=20) as one:
        one.sendall(
            b"POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n" % path
        )
        assert _until_closed(one, portion, 20 << 20) < 10 << 20
        one.settimeout(20)
        assert one.recv(13).startswith(b"HTTP/1.1 400 ")


def test_a_body_in_small_chunks_is_read(server: int) -> None:
    text = b'{"text": "' + b"a" * 30_000 + b'"}'
    chunks = b"".join(
        b"20\r\n%s\r\n" % text[at : at + 32].ljust(32) for at in range(0, len(text), 32)
    )
    with socket.create_connection(("127.0.0.1", server), timeout=20) as one:
        one.sendall(
            b"POST /api/v1/verify-quote HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: "
            b"application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + b"0\r\n\r\n"
        )
        assert one.recv(13).startswith(b"HTTP/1.1 200 ")


def test_line_breaks_without_end_end_a_connection(server: int) -> None:
    with socket.create_connection(("127.0.0.1", server), timeout=20) as one:
        assert _until_closed(one, b"\r\n" * 4000, 20 << 20) < 10 << 20
    with socket.create_connection(("127.0.0.1", server), timeout=20) as one:
        for _ in range(3):
            one.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n\r\n")
            reply = b""
            while not reply.endswith(b"}\n"):
                portion = one.recv(4096)
                assert portion
                reply += portion
            assert reply.startswith(b"HTTP/1.1 200 ")


@pytest.mark.skipif(os.name == "nt", reason="Windows counts sockets otherwise")
def test_a_connection_that_cannot_be_waited_for_is_closed(
    server: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "SELECTED", 3)
    with pytest.raises((ConnectionError, http.client.BadStatusLine)):
        fetch(server, "/healthz")
    monkeypatch.setattr(server_module, "SELECTED", 1024)
    assert fetch(server, "/healthz").status == 200


@pytest.mark.skipif(not hasattr(socket, "MSG_OOB"), reason="no urgent data here")
def test_urgent_data_ends_a_connection(server: int) -> None:
    with socket.create_connection(("127.0.0.1", server), timeout=5) as one:
        one.send(b"x", socket.MSG_OOB)
        assert _is_closed(one)
    assert fetch(server, "/healthz").status == 200


def test_a_refusal_is_read_while_the_body_is_on_its_way(server: int) -> None:
    with socket.create_connection(("127.0.0.1", server), timeout=20) as one:
        one.sendall(b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 900000000\r\n\r\n")
        for _ in range(10):
            one.sendall(b"x" * 100_000)
            time.sleep(0.02)
        one.shutdown(socket.SHUT_WR)
        reply = b"".join(iter(lambda: one.recv(65536), b""))
    assert reply.startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize(("name", "most"), [("LINGER_SECONDS", 0.1), ("LINGER_BYTES", 100_000)])
def test_who_goes_on_sending_after_a_refusal_is_cut_off(
    server: int, monkeypatch: pytest.MonkeyPatch, name: str, most: float
) -> None:
    monkeypatch.setattr(connections, name, most)
    until = time.monotonic() + 4
    with socket.create_connection(("127.0.0.1", server), timeout=20) as one:
        one.sendall(b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 900000000\r\n\r\n")
        was_cut_off = False
        while not was_cut_off and time.monotonic() < until:
            try:
                one.sendall(b"x" * 50_000)
            except ConnectionError:
                was_cut_off = True
            time.sleep(0.02)
    assert was_cut_off


def test_a_connection_without_room_is_told_so(
    service: HeldService, server: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "PER_ADDRESS", 1)
    held = _begin(server, _SEARCH)
    assert service.begun.acquire(timeout=20)
    for _ in range(3):
        refused = fetch(server, "/healthz")
        assert refused.status == 503
        assert int(refused.headers["Retry-After"]) > 0
    monkeypatch.setattr(server_module, "TOLD", 0)
    with pytest.raises((ConnectionError, http.client.BadStatusLine)):
        fetch(server, "/healthz")
    service.go_on.set()
    assert held.getresponse().status == 200
    held.close()
    monkeypatch.setattr(server_module, "PER_ADDRESS", 100)
    assert fetch(server, "/healthz").status == 200


def test_who_waited_too_long_for_a_thread_is_refused_at_once(
    service: HeldService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "THREADS", 1)
    monkeypatch.setattr(costs, "LONGEST_WAIT", 0.2)
    listener = listen("127.0.0.1", 0)
    port = listener.getsockname()[1]
    with running(create_server(create_app({}, service), listener)):
        first = _begin(port, _SEARCH)
        assert service.begun.acquire(timeout=20)
        late = [_begin(port, path) for path in (_SEARCH, "/", "/documents")]
        began = time.monotonic()
        assert fetch(port, "/healthz").status == 200
        assert fetch(port, "/static/judian.css").status == 200
        time.sleep(max(0.0, 0.5 - (time.monotonic() - began)))
        service.go_on.set()
        assert first.getresponse().status == 200
        for connection in late:
            refused = connection.getresponse()
            assert refused.status == 503
            assert int(refused.headers["Retry-After"]) > 0
            assert refused.read()
        assert fetch(port, "/documents").status == 200
        for connection in (first, *late):
            connection.close()


def test_bodies_beyond_what_is_held_are_refused(
    server: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two of the largest bodies always have room; a third has not, until one of them has gone."""
    monkeypatch.setattr(server_module, "BODIES", 0)
    monkeypatch.setattr(server_module, "BODIES_OF_ONE", 0)
    head = b"POST /audit HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: %d\r\n\r\nx"
    chunked = b"POST /audit HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n"
    small = head % (1 << 20)
    # A small request before a large one in the same packet hides it from nobody.
    behind = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" + head % (8 << 20)
    with contextlib.ExitStack() as held:
        first, second = _slow_ones(held, server, 1, behind) + _slow_ones(held, server, 1, chunked)
        assert first.recv(15) == b"HTTP/1.1 200 OK"
        for _ in range(2):
            (refused,) = _slow_ones(held, server, 1, small)
            assert refused.recv(1000).startswith(b"HTTP/1.1 503 ")
        assert fetch(server, "/healthz").status == 200
        second.close()
        until = time.monotonic() + 10
        while not (taken := _is_taken(held, server, small)) and time.monotonic() < until:
            time.sleep(0.1)
        assert taken


def _is_taken(held: contextlib.ExitStack, port: int, head: bytes) -> bool:
    """True if the server waits for the body of a request."""
    (one,) = _slow_ones(held, port, 1, head)
    one.settimeout(0.5)
    try:
        one.recv(1)
    except TimeoutError:
        return True
    return False

"""Addresses in raw UTF-8 are read as if percent-encoded; nothing else of a request is changed."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from waitress.adjustments import Adjustments
from waitress.parser import ParsingError

from tests.webui.fake import FakeService
from tests.webui.running import running
from webui.app import create_app
from webui.http.request_target import RequestParser, ascii_target
from webui.server import create_server, listen

if TYPE_CHECKING:
    from collections.abc import Iterator

DOC = "aaaaaaaaaaaaaaaa"
END = b" HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """The port of a server as the program makes it."""
    listener = listen("127.0.0.1", 0)
    with running(create_server(create_app({}, FakeService()), listener)):
        yield listener.getsockname()[1]


def sent(port: int, request: bytes) -> bytes:
    """The bytes that come back for the bytes of a request, until the server closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(request)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def status(reply: bytes) -> int:
    return int(reply.split(b" ", 2)[1])


@pytest.mark.parametrize(
    "target",
    [
        "/api/v1/search?q=護照&size=3",
        "/api/v1/search?q=護%E7%85%A7&size=3",
        "/api/v1/search?size=3&q=%E8%AD%B7照",
        "http://127.0.0.1/api/v1/search?q=護照&size=3",
    ],
)
def test_a_raw_query_is_the_encoded_query(port: int, target: str) -> None:
    reply = sent(port, b"GET " + target.encode() + END)
    encoded = sent(port, b"GET /api/v1/search?q=%E8%AD%B7%E7%85%A7&size=3" + END)
    assert status(reply) == status(encoded) == 200
    assert reply.split(b"\r\n\r\n")[1] == encoded.split(b"\r\n\r\n")[1]
    assert '"text":"護照"'.encode() in reply


@pytest.mark.parametrize("target", ["/護照", "//護照", "/%E8%AD%B7照", "/api/v1/documents/護照"])
def test_a_raw_path_is_the_encoded_path(port: int, target: str) -> None:
    reply = sent(port, b"GET " + target.encode() + END)
    assert status(reply) == 404
    if not target.startswith("/api"):
        assert "護照".encode() in reply


def test_a_raw_space_of_the_han_script_is_no_separator(port: int) -> None:
    reply = sent(port, "GET /api/v1/search?q=護\u3000照\u00a0".encode() + END)
    assert status(reply) == 200


@pytest.mark.parametrize(
    "wrong",
    [b"\xa8\xb1\xba\xc6", b"\xe8\xad", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x85"],
    ids=["big5", "cut", "overlong", "surrogate", "beyond", "latin1"],
)
@pytest.mark.parametrize("target", [b"/", b"/search?q=", b"/api/v1/search?q=", b"/healthz?"])
def test_bytes_that_are_no_utf_8_are_refused(port: int, target: bytes, wrong: bytes) -> None:
    reply = sent(port, b"GET " + target + wrong + END)
    assert status(reply) == 400
    if target.startswith(b"/api"):
        assert b'"code":"encoding_invalid"' in reply


@pytest.mark.parametrize("character", [b"\x00", b"\x01", b"\t", b"\x0b", b"\x1f", b"\x7f"])
@pytest.mark.parametrize("target", ["/護{}照", "/search?q=護{}照", "/search?q=a{}"])
def test_control_characters_are_refused(port: int, target: str, character: bytes) -> None:
    raw = target.encode().replace(b"{}", character)
    assert status(sent(port, b"GET " + raw + END)) == 400


@pytest.mark.parametrize(
    "request_",
    [
        "GET /護 照 HTTP/1.1\r\n\r\n".encode(),
        "GET /護\r照 HTTP/1.1\r\n\r\n".encode(),
        "GET /護\n照 HTTP/1.1\r\n\r\n".encode(),
        "GÉT /healthz HTTP/1.1\r\n\r\n".encode(),
        "GET /healthz HTTP/1.1護\r\n\r\n".encode(),
        "護照\r\n\r\n".encode(),
        "GET /healthz HTTP/1.1\r\nHöst: 127.0.0.1\r\n\r\n".encode(),
        b"GET http://[/ HTTP/1.1\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
    ],
)
def test_everything_else_is_as_strict_as_before(port: int, request_: bytes) -> None:
    assert status(sent(port, request_)) == 400


def test_an_address_that_is_too_long_is_refused(port: int) -> None:
    reply = sent(port, b"GET /api/v1/search?q=" + "護".encode() * 60_000 + END)
    assert status(reply) == 400
    assert b'"code":"query_too_long"' in reply
    request = b"GET /search?q=" + "護".encode() * 100_000
    limit = Adjustments().max_request_header_size  # all is read: the server closes without a reset
    assert status(sent(port, request[:limit])) == 431


def test_requests_on_one_connection_stay_apart(port: int) -> None:
    first = "GET /api/v1/search?q=護照 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
    smuggled = "GET /x護\r\n照 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
    replies = sent(port, first + b"GET /healthz" + END)
    assert replies.count(b"HTTP/1.1 200 OK") == 2
    assert replies.endswith(b'{"status":"ok"}\n')
    assert sent(port, smuggled + b"GET /healthz" + END).count(b"HTTP/1.") == 1


def test_bytes_that_arrive_one_by_one_are_put_together(port: int) -> None:
    request = "GET /api/v1/search?q=護照".encode() + END
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for at in range(len(request)):
            connection.sendall(request[at : at + 1])
        assert connection.recv(15) == b"HTTP/1.1 200 OK"


def test_header_fields_are_as_they_came() -> None:
    parser = RequestParser(Adjustments())
    parser.received("GET /護?照 HTTP/1.1\r\nHost: h\r\nX-Name: 護照\r\n\r\n".encode())
    assert parser.error is None
    assert parser.headers["X_NAME"].encode("latin-1").decode() == "護照"
    assert parser.path.encode("latin-1").decode() == "/護"
    assert parser.query == "%E7%85%A7"
    assert parser.request_uri == "/%E8%AD%B7?%E7%85%A7"


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zs"]), min_size=1), st.binary())
def test_only_the_target_changes(text: str, rest: bytes) -> None:
    target, tail = text.encode(), b" HTTP/1.1\r\n" + rest
    changed = ascii_target(b"GET " + target + tail)
    assert changed.isascii() == rest.isascii()
    assert changed == b"GET " + quote(target, safe=bytes(range(128))).encode() + tail


@given(st.binary())
def test_any_bytes_keep_their_separators_or_are_refused(message: bytes) -> None:
    try:
        changed = ascii_target(message)
    except ParsingError:
        return
    assert changed.count(b" ") == message.count(b" ")
    assert changed.count(b"\r") == message.count(b"\r")
    assert changed.count(b"\n") == message.count(b"\n")

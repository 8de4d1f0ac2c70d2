"""Long requests are answered by another process as they would be here."""

from __future__ import annotations

import http.client
import os
import socket
import threading
from typing import TYPE_CHECKING, Any

import pytest
from flask import request
from flask.testing import FlaskClient

from tests.webui.fake import FakeService
from tests.webui.running import running
from webui import relay
from webui.app import create_app
from webui.http.costs import CLASS_OF, CLASSES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask
    from werkzeug.test import TestResponse

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no sockets of files on Windows")

#: Headers that tell the time.
_OF_NOW = {"Date", "Server-Timing"}
_BATCH = {"terms": "護照\n緝毒"}


class _Counted(FakeService):
    """Counts the searches and lists that it makes."""

    searches = lists = 0

    def search(self, *args: Any, **kwargs: Any) -> Any:
        self.searches += 1
        return super().search(*args, **kwargs)

    def figures(self, *args: Any, **kwargs: Any) -> Any:
        self.lists += 1
        return super().figures(*args, **kwargs)

    def authorities(self, *args: Any, **kwargs: Any) -> Any:
        self.lists += 1
        return super().authorities(*args, **kwargs)


@pytest.fixture
def there() -> _Counted:
    """What the process for long requests answers from."""
    return _Counted()


@pytest.fixture
def here() -> _Counted:
    """What the process that takes the requests answers from."""
    return _Counted()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "long.socket"


@pytest.fixture
def relayed(there: _Counted, path: Path) -> Iterator[Flask]:
    """A process for long requests."""
    app = create_app({"IS_RELAYED": True}, there)
    with running(relay.serve(app, relay.listen(path))):
        yield app


@pytest.fixture
def app(here: _Counted, path: Path) -> Flask:
    return create_app({"RELAY": path}, here)


class _Client(FlaskClient):
    """Ends each reply once it is read, as a server does."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        return super().open(*args, buffered=True, **kwargs)


def _client(app: Flask) -> FlaskClient:
    return _Client(app, app.response_class, use_cookies=False)


def _without_time(response: TestResponse) -> tuple[str, dict[str, str], bytes]:
    headers = {k.lower(): v for k, v in response.headers.items() if k not in _OF_NOW}
    return response.status, headers, response.data


@pytest.mark.usefixtures("relayed")
@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    "target",
    [
        *(
            "/api/v1/figures",
            "/api/v1/authorities",
            "/api/v1/figures?q=護照",
            "/api/v1/instruments",
        ),
        *("/api/v1/figures?format=csv", "/api/v1/figures?unit=%FF", "/api/v1/figures?lang=en"),
        *(
            "/api/v1/export?q=護照&format=csv",
            "/feed?q=護照",
            "/api/v1/export?q=護照&format=nothing",
        ),
    ],
)
def test_a_reply_from_there_is_that_from_here(
    app: Flask, here: _Counted, target: str, method: str
) -> None:
    accepted = {"Accept-Encoding": "gzip"}
    alone = _client(create_app({}, FakeService())).open(target, method=method, headers=accepted)
    passed_on = _client(app).open(target, method=method, headers=accepted)
    assert _without_time(passed_on) == _without_time(alone)
    assert here.lists == 0


@pytest.mark.usefixtures("relayed")
def test_a_page_comes_in_the_language_of_the_user(app: Flask, here: _Counted) -> None:
    page = _client(app).get("/instruments?lang=en")
    assert page.headers["Content-Language"] == "en"
    assert page.data.rstrip().endswith(b"</html>")
    assert here.searches == 0


@pytest.mark.usefixtures("relayed")
def test_a_body_is_passed_on(app: Flask) -> None:
    alone = _client(create_app({}, FakeService())).post("/batch", data=_BATCH)
    assert alone.status_code == 200
    passed_on = _client(app).post("/batch", data=_BATCH)
    assert _without_time(passed_on) == _without_time(alone)


@pytest.mark.usefixtures("relayed")
def test_what_the_client_holds_already_is_not_sent_again(app: Flask) -> None:
    client = _client(app)
    tag = client.get("/api/v1/figures").headers["ETag"]
    again = client.get("/api/v1/figures", headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert again.data == b""


@pytest.mark.usefixtures("relayed")
def test_short_requests_are_answered_here(app: Flask, here: _Counted, there: _Counted) -> None:
    client = _client(app)
    assert client.get("/api/v1/search?q=護照").status_code == 200
    assert client.get("/no-such-page").status_code == 404
    assert client.post("/api/v1/figures").status_code == 405
    assert (here.searches, there.searches, there.lists) == (1, 0, 0)


def test_each_long_class_and_no_other_is_passed_on(app: Flask) -> None:
    """The views by their rules, so that a new view of a long class is noticed."""
    passed_on = set()
    for rule in app.url_map.iter_rules():
        values = dict.fromkeys(rule.arguments, "1")
        for method in (rule.methods or set()) & {"GET", "POST"}:
            built = app.url_map.bind("localhost").build(
                rule.endpoint, values | {"filename": "a"}, method=method, append_unknown=False
            )
            environ = {"REQUEST_METHOD": method, "PATH_INFO": built}
            if relay.is_long(app, environ):
                passed_on.add(rule.endpoint)
    assert passed_on == {view for view, name in CLASS_OF.items() if CLASSES[name].is_long}


def test_without_the_process_the_reply_is_made_here(app: Flask, here: _Counted, path: Path) -> None:
    assert _client(app).get("/api/v1/figures").status_code == 200
    assert here.lists == 1
    relay.listen(path).close()  # a process that was killed leaves its socket behind
    assert _client(app).get("/api/v1/figures").status_code == 200
    assert here.lists == 2


def _answer_once(path: Path, reply: bytes) -> threading.Thread:
    """A process that ends after it has sent `reply`."""
    listener = relay.listen(path)

    def answer() -> None:
        one, _ = listener.accept()
        with one, listener:
            one.recv(1 << 20)
            one.sendall(reply)
            one.shutdown(socket.SHUT_WR)
            one.recv(1 << 20)

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    return thread


def test_a_process_that_ends_before_its_reply_makes_it_503(
    app: Flask, here: _Counted, path: Path
) -> None:
    thread = _answer_once(path, b"")
    found = _client(app).get("/api/v1/figures")
    thread.join(10)
    assert found.status_code == 503
    assert int(found.headers["Retry-After"]) > 0
    assert here.lists == 0


@pytest.mark.parametrize(
    "reply",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
    ],
)
def test_a_reply_that_is_cut_off_is_not_taken_for_whole(
    app: Flask, path: Path, reply: bytes
) -> None:
    thread = _answer_once(path, reply)
    with pytest.raises(http.client.IncompleteRead):
        _client(app).get("/api/v1/figures")
    thread.join(10)


@pytest.mark.usefixtures("relayed")
def test_a_large_reply_comes_whole(app: Flask, relayed: Flask) -> None:
    size = 5 << 20
    relayed.view_functions["api.figures"] = lambda: bytes(size)
    assert _client(app).get("/api/v1/figures").data == bytes(size)


@pytest.mark.usefixtures("relayed")
def test_the_client_is_known_there_by_its_own_address(app: Flask, relayed: Flask) -> None:
    def tell() -> dict[str, Any]:
        return {
            "address": request.remote_addr,
            "url": request.url,
            "name": request.headers["X-Name"],
        }

    relayed.view_functions["api.figures"] = tell
    # A header that passes for what is told between the processes changes nothing.
    headers = {"X-Name": "ü".encode().decode("latin-1"), "X-Forwarded-For": "192.0.2.9"}
    told = _client(app).get(
        "/api/v1/figures?q=%E7%B7%9D", headers=headers, environ_base={"REMOTE_ADDR": "192.0.2.7"}
    )
    assert told.get_json() == {
        "address": "192.0.2.7",
        "url": "http://localhost/api/v1/figures?q=緝",
        "name": headers["X-Name"],
    }


def test_nobody_else_reaches_the_socket(path: Path) -> None:
    with relay.listen(path):
        assert path.stat().st_mode & 0o777 == 0o600

"""Long requests in processes of their own, to which the process that took them passes them on.

Python runs one thread of a process at a time, so that lists over everything hold up the short
requests of the same process, however they take turns. A server of several processes has further
ones that make long replies alone, at a lower priority of the system. `Relay` passes a request on
over a socket that only the user of the server can reach, `Relayed` answers it there. Headers of
proxies are judged before; rates, login, rights and the audit log are of the process that answers.
"""

from __future__ import annotations

import http.client
import json
import logging
import math
import socket
from itertools import chain
from typing import TYPE_CHECKING, Any

from typing_extensions import override
from waitress.server import create_server
from werkzeug.exceptions import HTTPException
from werkzeug.wsgi import get_path_info

from webui.http.costs import CLASS_OF, CLASSES, LONGEST_WAIT, REFUSED
from webui.http.security import LONGEST_BODY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from wsgiref.types import StartResponse, WSGIApplication

    from flask import Flask
    from waitress.server import BaseWSGIServer

log = logging.getLogger("judian.webui")

#: How much the system prefers other processes: on a busy processor a process at 10 gets a tenth of
#: the time of one at 0 (Linux, `sched(7)`).
NICENESS = 10
#: Others for which there is one process for long requests.
SERVED = 4
#: Requests that such a process holds; more than have a turn or wait for one (`webui.http.costs`).
THREADS = 16
#: Bytes read at once of a body or a reply.
_PORTION = 1 << 16
#: Most bytes of the environment of a request: headers of up to 256 KiB (waitress), as JSON.
_LONGEST_ENVIRONMENT = 2 << 20
#: Headers of a reply that belong to the connection over which it came (RFC 9110, section 7.6.1).
_OF_CONNECTION = frozenset({"connection", "keep-alive", "transfer-encoding", "upgrade"})


def listen(path: Path) -> socket.socket:
    """A listening socket at `path`, for this user alone. POSIX only."""
    path.unlink(missing_ok=True)  # of a process that ended
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    path.chmod(0o600)
    listener.listen(128)
    return listener


def serve(app: Flask, listener: socket.socket) -> BaseWSGIServer:
    """The server of what `Relay` passes on to `listener`; `app` is made with IS_RELAYED."""
    most = LONGEST_BODY + _LONGEST_ENVIRONMENT
    return create_server(
        app, sockets=[listener], threads=THREADS, ident=None, max_request_body_size=most
    )


def is_long(app: Flask, environ: dict[str, Any]) -> bool:
    """True if the view of a request is of a class that is long from the beginning."""
    adapter = app.url_map.bind("localhost", default_method=environ["REQUEST_METHOD"])
    try:
        endpoint, _ = adapter.match(get_path_info(environ))
    except HTTPException:  # no such address, another method, a redirect: the application tells it
        return False
    return CLASSES[CLASS_OF.get(endpoint, "plain")].is_long


class Relay:
    """The WSGI application `within` of `app`; its long requests are answered at the socket
    `path`, and here while no process listens there."""

    def __init__(self, app: Flask, within: WSGIApplication, path: Path) -> None:
        self._app = app
        self._within = within
        self._path = str(path)
        most = max(cost.times for cost in CLASSES.values())
        # When it has said nothing for so long, all deadlines are over.
        self._patience = most * app.config["REQUEST_SECONDS"] + LONGEST_WAIT

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request; see `wsgiref.types.WSGIApplication`."""
        if not is_long(self._app, environ):
            return self._within(environ, start_response)
        connection = _Connection(self._path, self._patience)
        try:
            connection.connect()
        except OSError as error:  # it begins, or begins again
            connection.close()
            log.debug("no process for long requests: %s", error)
            return self._within(environ, start_response)
        try:
            line, length = _environment_line(environ), int(environ.get("CONTENT_LENGTH") or 0)
            connection.request(
                environ["REQUEST_METHOD"],
                "/",
                body=chain((line,), _portions(environ["wsgi.input"], length)),
                headers={"Content-Length": str(len(line) + length)},
            )
            reply = connection.getresponse()
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            log.warning("the process for long requests gave no reply: %r", error)
            environ[REFUSED] = math.ceil(LONGEST_WAIT)
            return self._within(environ, start_response)
        headers = [(k, v) for k, v in reply.getheaders() if k.lower() not in _OF_CONNECTION]
        start_response(f"{reply.status} {reply.reason}", headers)
        return _Portions(connection, reply)


class Relayed:
    """What `Relay` passed on, answered by the WSGI application `within`."""

    def __init__(self, within: WSGIApplication) -> None:
        self._within = within

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request; see `wsgiref.types.WSGIApplication`."""
        body = environ["wsgi.input"]
        values = json.loads(body.readline())
        own = {key: value for key, value in environ.items() if key.startswith("wsgi.")}
        return self._within(own | values | {"wsgi.input": body}, start_response)


def _environment_line(environ: dict[str, Any]) -> bytes:
    """The environment of a request as a line of JSON.

    A value that is no text and no number is of this process: streams, what waitress offers.
    """
    values = {key: value for key, value in environ.items() if isinstance(value, str | int | float)}
    for key in [key for key in values if key.startswith("wsgi.") and key != "wsgi.url_scheme"]:
        del values[key]
    return json.dumps(values).encode("ascii") + b"\n"


def _portions(stream: Any, length: int) -> Iterator[bytes]:
    """The `length` bytes of a body, which waitress keeps in a file if it is a large one."""
    while length and (portion := stream.read(min(length, _PORTION))):
        yield portion
        length -= len(portion)


class _Connection(http.client.HTTPConnection):
    """A connection to a socket of this computer; each operation takes `timeout` seconds at most."""

    def __init__(self, path: str, timeout: float) -> None:
        super().__init__("localhost", timeout=timeout)
        self._path = path

    @override
    def connect(self) -> None:
        """Connect. Raises OSError if nobody listens."""
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


class _Portions:
    """The body of a reply as it comes; a reply that ends too soon ends the connection of the
    client too, by the error."""

    def __init__(self, connection: _Connection, reply: http.client.HTTPResponse) -> None:
        self._connection = connection
        self._reply = reply

    def __iter__(self) -> Iterator[bytes]:
        while portion := self._reply.read1(_PORTION):
            yield portion
        if self._reply.length:
            raise http.client.IncompleteRead(b"", self._reply.length)

    def close(self) -> None:
        """End the connection: the reply is sent, or its client has gone."""
        self._reply.close()
        self._connection.close()

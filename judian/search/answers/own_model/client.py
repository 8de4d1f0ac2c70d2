"""One request to the user's own model: no proxy, no redirect, bounded in time and size.

Written on `http.client`, which follows no redirect and reads no variable of the environment.
Libraries over it bound each wait but not the whole reply: a server that sends a byte a second would
hold a question for hours.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
from ipaddress import ip_address
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from judian.search.answers.own_model.endpoint import Endpoint

#: Bytes of a reply; one that points has a few hundred, and what servers add to it a few thousand.
LARGEST_REPLY = 64 << 10
#: Seconds until a server that accepts no connection is given up.
CONNECT_SECONDS = 2.0
_OK = 200


class NoReply(Exception):
    """There is no reply that can be used; the reason holds nothing that was sent or received."""


def post(endpoint: Endpoint, body: bytes) -> bytes:
    """The content of the reply. Raises NoReply: after `endpoint.seconds` in all, for a status other
    than 200, and for more than LARGEST_REPLY bytes."""
    connection = _connection(endpoint)
    late = threading.Event()
    try:
        connection.connect()
        link = connection.sock
        _check_peer(endpoint, link)
        clock = threading.Timer(endpoint.seconds, _end, (link, late))
        clock.daemon = True
        clock.start()
        try:
            connection.request("POST", endpoint.path, body, _headers(endpoint))
            return _content(connection.getresponse())
        finally:
            clock.cancel()
    except (OSError, http.client.HTTPException) as error:
        raise NoReply("no reply in time" if late.is_set() else type(error).__name__) from None
    finally:
        connection.close()


def _connection(endpoint: Endpoint) -> http.client.HTTPConnection:
    wait = min(CONNECT_SECONDS, endpoint.seconds)
    if not endpoint.tls:
        return http.client.HTTPConnection(endpoint.host, endpoint.port, timeout=wait)
    context = ssl.create_default_context()
    return http.client.HTTPSConnection(endpoint.host, endpoint.port, timeout=wait, context=context)


def _check_peer(endpoint: Endpoint, link: socket.socket) -> None:
    """Raises NoReply if a name of loopback leads to another computer. The link waits as long as the
    whole request may take from here on."""
    if endpoint.is_loopback and not ip_address(link.getpeername()[0]).is_loopback:
        raise NoReply("not this computer")
    link.settimeout(endpoint.seconds)


def _headers(endpoint: Endpoint) -> dict[str, str]:
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    return headers


def _content(response: http.client.HTTPResponse) -> bytes:
    if response.status != _OK:
        raise NoReply(f"status {response.status}")
    content = response.read(LARGEST_REPLY + 1)
    if len(content) > LARGEST_REPLY:
        raise NoReply("the reply is too long")
    return content


def _end(link: socket.socket, late: threading.Event) -> None:
    """End a request that takes too long: whoever reads from the link is woken."""
    late.set()
    with contextlib.suppress(OSError):  # It may be closed already.
        link.shutdown(socket.SHUT_RDWR)

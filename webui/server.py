"""The waitress server: its socket, address and limits."""

from __future__ import annotations

import errno
import socket
from typing import TYPE_CHECKING

import waitress

from webui.http.request_errors import AddressTaken, AddressUnusable
from webui.http.request_target import Channel
from webui.http.security import LONGEST_BODY

if TYPE_CHECKING:
    from flask import Flask
    from waitress.server import BaseWSGIServer

#: Requests answered at once; a search holds one processor.
THREADS = 8
#: Connections held at once: fewer than the 512 that Windows can wait for.
CONNECTIONS = 400
#: Seconds after which a connection without traffic is closed.
IDLE_SECONDS = 30


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to the address; raises AddressTaken or AddressUnusable.

    `create_server` gives no second server the same port on any system, Windows included.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise AddressTaken(host, port) from error
        raise AddressUnusable(host, port, error.strerror or str(error)) from error


def url(listener: socket.socket) -> str:
    """The address to type into a browser; for a server on all addresses that of loopback."""
    host, port = listener.getsockname()[:2]
    if host in ("0.0.0.0", "::"):
        host = "127.0.0.1"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def create_server(app: Flask, listener: socket.socket) -> BaseWSGIServer:
    """A waitress server with limits against idle and slow clients and large bodies.

    waitress's own limits would let a client hold one of a hundred connections for two minutes
    and send a gigabyte before the application sees the request.
    """
    server = waitress.create_server(
        app,
        sockets=[listener],
        threads=THREADS,
        ident=None,
        connection_limit=CONNECTIONS,
        channel_timeout=IDLE_SECONDS,
        cleanup_interval=IDLE_SECONDS // 3,
        max_request_body_size=LONGEST_BODY,
    )
    server.channel_class = Channel
    return server

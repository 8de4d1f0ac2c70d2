"""The waitress server: its socket, address and limits."""

from __future__ import annotations

import errno
import socket
import time
from copy import copy
from typing import TYPE_CHECKING, Any

from typing_extensions import override
from waitress.adjustments import Adjustments
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

from webui.http.proxies import contains
from webui.http.request_errors import AddressTaken, AddressUnusable
from webui.http.request_target import Channel
from webui.http.security import LONGEST_BODY, longest_upload

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask

    from webui.http.proxies import Network

#: Requests answered at once. More than the turns of all classes of `webui.http.costs` together, so
#: that expensive requests leave threads to plain ones.
THREADS = 20
#: Connections held at once: fewer than the 512 that Windows can wait for.
CONNECTIONS = 400
#: Connections of one address; a browser opens six.
PER_ADDRESS = 100
#: Seconds after which a connection without traffic is closed.
IDLE_SECONDS = 30
#: Seconds in which the header of a request must come, and its body.
HEADER_SECONDS, BODY_SECONDS = 10, 60
#: Seconds after which a client that takes nothing of its reply is given up.
STALLED_SECONDS = 60


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


class TimedChannel(Channel):
    """A connection that knows since when it waits for a request, or for the rest of one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.since = time.monotonic()
        self.is_new = True

    @override
    def received(self, data: bytes) -> bool:
        """Take what a client sent."""
        before = self.request
        done: bool = super().received(data)
        if self.request is None or (before is None and not self.is_new):
            self.since = time.monotonic()
        self.is_new = self.is_new and self.request is not None
        return done

    @override
    def handle_read(self) -> None:
        """Take what a client sent, if it did: the signal may be for a connection that was closed
        just now, whose number this one has."""
        try:
            self.socket.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return
        except OSError:
            self.handle_close()
            return
        super().handle_read()

    @property
    def is_waiting(self) -> bool:
        """True if no reply is being made or sent."""
        return not self.requests and not self.total_outbufs_len

    def is_late(self, now: float) -> bool:
        """True if the client lets this server wait for too long; `now` by `time.monotonic`."""
        if not self.is_waiting:
            # waitress's own clock, which is that of its last traffic.
            idle = time.time() - self.last_activity
            return bool(self.total_outbufs_len) and idle > STALLED_SECONDS
        if self.request is not None and self.request.headers_finished:
            return now - self.since > BODY_SECONDS
        if self.is_new or self.request is not None:
            return now - self.since > HEADER_SECONDS
        return now - self.since > IDLE_SECONDS


class Server(TcpWSGIServer):  # type: ignore[misc]
    """waitress's server with limits for each address and for slow clients.

    A connection beyond a limit takes the place of the one that has waited longest for a request,
    so that who holds connections open keeps nobody out.
    """

    channel_class = TimedChannel
    #: Addresses behind which many clients stand: trusted proxies.
    shared: Sequence[Network] = ()

    @override
    def handle_accept(self) -> None:
        """Take a new connection, or refuse it."""
        try:
            accepted = self.accept()
            if accepted is None:
                return
            connection, address = accepted
            self.set_socket_options(connection)
        except OSError:  # the client has gone already
            return
        held: list[TimedChannel] = list(self.active_channels.values())
        if not contains(self.shared, address[0]):
            same = [channel for channel in held if channel.addr[0] == address[0]]
            if len(same) >= PER_ADDRESS and not _made_room(same):
                connection.close()
                return
        if len(held) >= CONNECTIONS and not _made_room(held):
            connection.close()
            return
        self.channel_class(self, connection, address, self.adj, map=self._map)

    @override
    def maintenance(self, _now: float) -> None:
        """Close the connections of clients that let this server wait."""
        now = time.monotonic()
        for channel in list(self.active_channels.values()):
            if channel.is_late(now):
                # waitress would wait until the client takes something before it closes; and this
                # is called while it gathers the sockets to wait for, of which none may go.
                self.trigger.pull_trigger(channel.handle_close)


def _made_room(held: Sequence[TimedChannel]) -> bool:
    """True if a connection that only waits could be closed."""
    waiting = [channel for channel in held if channel.is_waiting and channel.connected]
    if not waiting:
        return False
    min(waiting, key=lambda channel: channel.since).handle_close()
    return True


def create_server(app: Flask, listener: socket.socket) -> Server:
    """A waitress server with limits against idle and slow clients and large bodies.

    waitress's own limits would let a client hold one of a hundred connections for two minutes
    and send a gigabyte before the application sees the request.
    """
    settings = Adjustments(
        sockets=[listener],
        threads=THREADS,
        ident=None,
        connection_limit=2 * CONNECTIONS,  # more than `Server` takes: it decides
        channel_timeout=IDLE_SECONDS,
        cleanup_interval=1,
        max_request_body_size=max(LONGEST_BODY, longest_upload(app)),
    )
    settings.plain = copy(settings)
    settings.plain.max_request_body_size = LONGEST_BODY
    dispatcher = ThreadedTaskDispatcher()
    dispatcher.set_thread_count(settings.threads)
    place = (listener.family, listener.type, listener.proto, listener.getsockname())
    server = Server(
        app,
        {},
        True,
        listener,
        dispatcher=dispatcher,
        adj=settings,
        bind_socket=False,
        sockinfo=place,
    )
    server.shared = app.config["PROXIES"]
    return server

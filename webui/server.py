"""The waitress server: its socket, address and limits."""

from __future__ import annotations

import errno
import os
import socket
import time
from copy import copy
from typing import TYPE_CHECKING, Any

from typing_extensions import override
from waitress.adjustments import Adjustments
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

from webui.connections import BODIES, BODIES_OF_ONE, IDLE_SECONDS, TimedChannel
from webui.http.proxies import contains
from webui.http.request_errors import AddressTaken, AddressUnusable
from webui.http.security import LONGEST_BODY, longest_upload

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask

    from webui.http.proxies import Network

#: Requests answered at once. More than the turns of all classes of `webui.http.costs` together, so
#: that expensive requests leave threads to plain ones.
THREADS = 24
#: Connections held at once; with TOLD fewer than the 512 that Windows can wait for.
CONNECTIONS = 400
#: A connection whose number is that or more cannot be waited for by select(): it would end the
#: server. Indexes, bodies and source files are open besides the connections.
SELECTED = 1024
#: Connections of one address; a browser opens six.
PER_ADDRESS = 100
#: Connections beyond those that are told so; more are closed without a word.
TOLD = 60
#: Threads for what costs nothing: whether the server lives, static files, malformed requests.
QUICK_THREADS = 2
_QUICK = ("/healthz", "/readyz")


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


class Server(TcpWSGIServer):  # type: ignore[misc]
    """waitress's server with limits for each address and for slow clients.

    A connection beyond a limit takes the place of the one that has waited longest for a request,
    so that who holds connections open keeps nobody out. Where all are at work it is told so.
    """

    channel_class = TimedChannel
    #: Addresses behind which many clients stand: trusted proxies.
    shared: Sequence[Network] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._quick = ThreadedTaskDispatcher()
        self._quick.set_thread_count(QUICK_THREADS)

    @override
    def add_task(self, task: TimedChannel) -> None:
        """Have a thread answer the next request of a connection."""
        request = task.requests[0]
        request.queued = time.monotonic()
        dispatcher = self._quick if _is_quick(request) else self.task_dispatcher
        dispatcher.add_task(task)

    @override
    def handle_accept(self) -> None:
        """Take a new connection, or refuse it."""
        try:
            accepted = self.accept()
            if accepted is None:
                return
            connection, address = accepted
            if os.name != "nt" and connection.fileno() >= SELECTED:
                connection.close()
                return
            self.set_socket_options(connection)
        except OSError:  # the client has gone already
            return
        every: list[TimedChannel] = list(self.active_channels.values())
        held = [channel for channel in every if channel.ended is None]
        if self._has_room(held, address[0]):
            self.channel_class(self, connection, address, self.adj, map=self._map)
        elif len(every) - len(held) < TOLD:
            self.channel_class(self, connection, address, self.adj, map=self._map).refuse()
        else:
            connection.close()

    def _has_room(self, held: Sequence[TimedChannel], address: str) -> bool:
        """True if a further connection of an address may be held; one that waits may give way."""
        if not contains(self.shared, address):
            same = [channel for channel in held if channel.addr[0] == address]
            if len(same) >= PER_ADDRESS and not _made_room(same):
                return False
        return len(held) < CONNECTIONS or _made_room(held)

    def has_room_for_body(self, channel: TimedChannel) -> bool:
        """True if the body that a client has announced may be taken, besides those of others."""
        held: list[TimedChannel] = [c for c in self.active_channels.values() if c.ended is None]
        two_largest: int = 2 * self.adj.max_request_body_size
        if sum(one.body_size for one in held) > max(BODIES, two_largest):
            return False
        if contains(self.shared, channel.addr[0]):
            return True
        of_one = sum(one.body_size for one in held if one.addr[0] == channel.addr[0])
        return of_one <= max(BODIES_OF_ONE, two_largest)

    @override
    def maintenance(self, _now: float) -> None:
        """Close the connections of clients that let this server wait."""
        now = time.monotonic()
        for channel in list(self.active_channels.values()):
            if channel.is_late(now) and not channel.has_begun_unseen:
                # waitress would wait until the client takes something before it closes; and this
                # is called while it gathers the sockets to wait for, of which none may go.
                self.trigger.pull_trigger(channel.handle_close)


def _is_quick(request: Any) -> bool:
    """True if an answer costs nothing, so that it need not wait for others."""
    if request.error:
        return True
    path: str = request.path
    return path.endswith(_QUICK) or "/static/" in path


def _made_room(held: Sequence[TimedChannel]) -> bool:
    """True if a connection that only waits could be closed."""
    waiting = [channel for channel in held if channel.is_waiting and channel.connected]
    for channel in sorted(waiting, key=lambda channel: channel.since):
        if not channel.has_begun_unseen:
            channel.handle_close()
            return True
    return False


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
